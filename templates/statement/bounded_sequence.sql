DO {{ tag }}
BEGIN
    IF (SELECT last_value NOT BETWEEN {{ minimum }} AND {{ maximum }} FROM {{ sequence }}) THEN
        {{ statement }} RESTART;
    ELSE
        {{ statement }};
    END IF;
END
{{ tag }};
