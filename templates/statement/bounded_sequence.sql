DO {{ tag }}
BEGIN
    IF (SELECT {% if bounded %}last_value NOT BETWEEN {{ minimum }} AND {{ maximum }}{% endif %}{% if bounded and fresh %} OR {% endif %}{% if fresh %}NOT is_called AND last_value = {{ fresh }}{% endif %} FROM {{ sequence }}) THEN
        {{ statement }} RESTART;
    ELSE
        {{ statement }};
    END IF;
END
{{ tag }};
