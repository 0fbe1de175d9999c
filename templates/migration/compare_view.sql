DO {{ tag }}
BEGIN
{% if not forward %}
    IF pg_catalog.to_regclass({{ name }}) IS NULL THEN
        RETURN;
    END IF;
{% endif %}
CREATE VIEW {{ beside }} AS
{{ query }}
;
    IF pg_catalog.pg_get_viewdef(pg_catalog.to_regclass({{ name }})) IS DISTINCT FROM pg_catalog.pg_get_viewdef({{ beside_literal }}::pg_catalog.regclass) THEN
        RAISE EXCEPTION '%', {{ message }} USING HINT = {{ hint }};
    END IF;
    DROP VIEW {{ beside }};
END
{{ tag }};
