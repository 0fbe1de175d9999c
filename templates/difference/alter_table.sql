ALTER TABLE {{ table }}
{% for action in actions %}
    {{ action }}{% if loop.last %};{% else %},{% endif %}

{% endfor %}
