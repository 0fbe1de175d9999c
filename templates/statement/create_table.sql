CREATE TABLE IF NOT EXISTS {{ name }} (
{% for column in columns %}
    {%+ include "statement/column.sql" %}{% if constraints or not loop.last %},{% endif %}

{% endfor %}
{% for constraint in constraints %}
    {%+ include "statement/constraint.sql" %}{% if not loop.last %},{% endif %}

{% endfor %}
);
