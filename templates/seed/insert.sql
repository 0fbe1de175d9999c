INSERT INTO {{ table }} {{ columns }}{% if overriding %} OVERRIDING SYSTEM VALUE{% endif %}

{% if plain %}
VALUES
{% for row in rows %}
    ({{ row }}){% if not loop.last %},{% endif %}

{% endfor %}
{% else %}
SELECT
{% for line in select %}
    {{ line }}{% if not loop.last %},{% endif %}

{% endfor %}
FROM (
    VALUES
{% for row in rows %}
        ({{ row }}){% if not loop.last %},{% endif %}

{% endfor %}
) AS sample {{ names }}
{% include "seed/parents.sql" %}
{% endif %}
{% if conflict and order %}
ORDER BY {{ order }}
{% endif %}
{% if conflict %}
ON CONFLICT ({{ conflict }}) DO NOTHING;
{% else %}
WHERE NOT EXISTS (
    SELECT
    FROM {{ own_rows }} AS standing
    WHERE {% for comparison in comparisons %}{% if not loop.first %}

        AND {% endif %}{{ comparison }}{% endfor %}

){% if order %}

ORDER BY {{ order }}{% endif %}{% if other_keys %}

ON CONFLICT DO NOTHING{% endif %};
{% endif %}
