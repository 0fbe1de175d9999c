DO {{ tag }}
BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_catalog.pg_proc WHERE pronamespace = {{ schema }}::pg_catalog.regnamespace AND proname = {{ function_name }}
            AND pg_catalog.pg_get_function_identity_arguments(oid) = {{ identity_arguments }}
    ) THEN
{{ statement }}
    END IF;
END
{{ tag }};
