UPDATE {{ table }} AS standing
SET {{ assignments }}
FROM (
    VALUES
{% for row in rows %}
        ({{ row }}){% if not loop.last %},{% endif %}

{% endfor %}
) AS sample {{ names }}
{% include "seed/parents.sql" %}
WHERE {% for comparison in comparisons %}{% if not loop.first %}

    AND {% endif %}{{ comparison }}{% endfor %};
