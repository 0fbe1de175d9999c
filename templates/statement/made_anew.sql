DO {{ tag }}
BEGIN
    IF pg_catalog.current_setting('groundplan.undone')::boolean THEN
{{ statement }}
    END IF;
END
{{ tag }};
