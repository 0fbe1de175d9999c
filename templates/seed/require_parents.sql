DO {{ tag }}
DECLARE
    missing text;
BEGIN
    SELECT pg_catalog.concat_ws(', ', {{ shown }})
    INTO missing
FROM (
    VALUES
{% for row in rows %}
        ({{ row }}){% if not loop.last %},{% endif %}

{% endfor %}
) AS sample {{ names }}
{% include "seed/parents.sql" %}
    WHERE {{ alias }}.{{ column }} IS NULL
    LIMIT 1;
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION '% (%)', {{ message }}, missing;
    END IF;
END
{{ tag }};
