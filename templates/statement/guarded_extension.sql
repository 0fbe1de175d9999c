DO {{ tag }}
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname = {{ extension_name }}) THEN
        {{ statement }}
        {{ comment }}
    END IF;
END
{{ tag }};
