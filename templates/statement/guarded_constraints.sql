DO {{ tag }}
BEGIN
{% for guarded in constraints %}
    IF NOT EXISTS (
        SELECT
        FROM pg_catalog.pg_constraint AS c
        JOIN pg_catalog.pg_class AS r ON r.oid = c.conrelid
        JOIN pg_catalog.pg_namespace AS n ON n.oid = r.relnamespace
        WHERE n.nspname = {{ guarded.schema }} AND r.relname = {{ guarded.table }} AND c.conname = {{ guarded.name }}
    ) THEN
        {{ guarded.statement }}
    END IF;
{% endfor %}
END
{{ tag }};
