DO {{ tag }}
BEGIN
    RAISE EXCEPTION '%', {{ message }};
END
{{ tag }};
