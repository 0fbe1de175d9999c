DO {{ tag }}
BEGIN
{% for guarded in constraints %}
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = {{ guarded.table }}::pg_catalog.regclass AND conname = {{ guarded.name }}) THEN
        {{ guarded.statement }}
    END IF;
{% endfor %}
END
{{ tag }};
