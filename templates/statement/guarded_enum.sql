DO {{ tag }}
BEGIN
    IF NOT EXISTS (
        SELECT
        FROM pg_catalog.pg_type AS t
        JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
        WHERE n.nspname = {{ schema }} AND t.typname = {{ type_name }}
    ) THEN
        {{ statement }}
    END IF;
END
{{ tag }};
