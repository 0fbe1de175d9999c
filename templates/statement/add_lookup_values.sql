INSERT INTO {{ table }} ({{ column }})
VALUES
{% for value in values %}
    ({{ value }}){% if not loop.last %},{% endif %}

{% endfor %}
ON CONFLICT ({{ column }}) DO NOTHING;
