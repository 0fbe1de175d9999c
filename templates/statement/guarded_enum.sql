DO {{ tag }}
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_type WHERE typnamespace = {{ schema }}::pg_catalog.regnamespace AND typname = {{ type_name }}) THEN
        {{ statement }}
    END IF;
END
{{ tag }};
