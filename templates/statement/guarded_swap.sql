DO {{ tag }}
BEGIN
    IF ARRAY(SELECT enumlabel::text FROM pg_catalog.pg_enum WHERE enumtypid = {{ type_name }}::pg_catalog.regtype ORDER BY enumsortorder) <> {{ values }} THEN
{% for use in uses %}
        IF EXISTS (SELECT FROM {{ use.table }} WHERE {% if use.array %}{{ use.column }}::text[] && {{ use.removed }}{% else %}{{ use.column }}::text = ANY ({{ use.removed }}){% endif %}) THEN
            RAISE EXCEPTION '%', {{ use.message }};
        END IF;
{% endfor %}
{% for statement in statements %}
{{ statement }}
{% endfor %}
    END IF;
END
{{ tag }};
