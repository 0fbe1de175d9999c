DO {{ tag }}
BEGIN
{% if condition %}
    IF {{ condition }} THEN
{{ statement }}
    END IF;
{% else %}
{{ statement }}
EXCEPTION WHEN {{ states }} THEN
    NULL;
{% endif %}
END
{{ tag }};
