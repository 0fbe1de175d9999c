ALTER TABLE IF EXISTS {{ table }}
{% for part in parts %}
    DROP {{ part.kind }} IF EXISTS {{ part.name }}{% if loop.last %};{% else %},{% endif %}

{% endfor %}
