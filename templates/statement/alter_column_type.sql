ALTER TABLE {{ table }}
{% if default %}
    ALTER COLUMN {{ column }} DROP DEFAULT,
{% endif %}
    ALTER COLUMN {{ column }} TYPE {{ type }} USING {{ column }}::{{ through }}::{{ type }}{% if default %},
    ALTER COLUMN {{ column }} SET DEFAULT {{ default }}{% endif %};
