ALTER TABLE {{ table }}
{% for column in columns %}
    ADD COLUMN IF NOT EXISTS {% include "statement/column.sql" %}{% if loop.last %};{% else %},{% endif %}

{% endfor %}
