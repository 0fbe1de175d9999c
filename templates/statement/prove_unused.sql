DO {{ tag }}
BEGIN
{% for use in uses %}
    IF EXISTS (SELECT FROM {{ use.table }} WHERE {% if use.array %}{{ use.column }}::text[] && {{ use.removed }}{% else %}{{ use.column }}::text = ANY ({{ use.removed }}){% endif %}) THEN
        RAISE EXCEPTION '%', {{ use.message }};
    END IF;
{% endfor %}
END
{{ tag }};
