DO {{ tag }}
BEGIN
    IF {{ condition }} THEN
{% for statement in statements %}
{{ statement }}
{% endfor %}
    END IF;
END
{{ tag }};
