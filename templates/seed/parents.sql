{% for join in joins %}
{% if join.lateral %}
LEFT JOIN LATERAL (
    SELECT candidate.*
    FROM {{ join.table }} AS candidate
    WHERE {{ join.conditions }}
    ORDER BY {{ join.order }}
    LIMIT 1
) AS {{ join.alias }} ON true
{% else %}
LEFT JOIN {{ join.table }} AS {{ join.alias }} ON {{ join.conditions }}
{% endif %}
{% endfor %}
