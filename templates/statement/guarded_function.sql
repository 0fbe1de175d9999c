DO {{ tag }}
BEGIN
    -- A function of this name that stands is never replaced; whether it is the same is compared before COMMIT.
    IF NOT EXISTS (
        SELECT
        FROM pg_catalog.pg_proc AS p
        JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
        WHERE n.nspname = {{ schema }} AND p.proname = {{ function_name }}
            AND pg_catalog.pg_get_function_identity_arguments(p.oid) = {{ identity_arguments }}
    ) THEN
{{ statement }}
    END IF;
END
{{ tag }};
