ALTER TABLE {{ table }}
{% if default %}
    ALTER COLUMN {{ column }} DROP DEFAULT,
{% endif %}
    ALTER COLUMN {{ column }} TYPE {{ data_type }} USING {{ column }}::{{ through }}::{{ data_type }}{% if default %},
    ALTER COLUMN {{ column }} SET DEFAULT {{ default }}{% endif %};
