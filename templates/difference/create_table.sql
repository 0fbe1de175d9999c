CREATE {% if unlogged %}UNLOGGED {% endif %}TABLE {{ name }}{% if of_type %} OF {{ of_type }}{% endif %}{% if partition_of %} PARTITION OF {{ partition_of }}{% endif %}{% if body %} (
{% for column in columns %}
    {%+ include "statement/column.sql" %}{% if constraints or not loop.last %},{% endif %}

{% endfor %}
{% for constraint in constraints %}
    {%+ include "statement/constraint.sql" %}{% if not loop.last %},{% endif %}

{% endfor %}
){% endif %}{% if bound %} {{ bound }}{% endif %}{% if inherits %} INHERITS ({{ inherits }}){% endif %}{% if partition_key %} PARTITION BY {{ partition_key }}{% endif %}{% if access_method %} USING {{ access_method }}{% endif %}{% if storage %} WITH ({{ storage }}){% endif %}{% if tablespace %} TABLESPACE {{ tablespace }}{% endif %};
