DO {{ tag }}
BEGIN
    IF EXISTS (
        SELECT FROM pg_catalog.pg_extension
        WHERE extname = {{ extension_name }} AND pg_catalog.obj_description(oid, 'pg_extension') = {{ mark }}
    ) THEN
        {{ statement }}
    END IF;
END
{{ tag }};
