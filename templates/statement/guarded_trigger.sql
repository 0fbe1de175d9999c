DO {{ tag }}
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = {{ table }}::pg_catalog.regclass AND tgname = {{ trigger_name }}) THEN
{{ statement }}
{% if state %}
        {{ state }}
{% endif %}
    END IF;
END
{{ tag }};
