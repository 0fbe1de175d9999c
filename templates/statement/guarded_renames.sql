DO {{ tag }}
BEGIN
{% for rename in renames %}
    IF {{ rename.stands }}{% if rename.free %}

        AND {{ rename.free }}{% endif %} THEN
{% for statement in rename.statements %}
        {{ statement }}
{% endfor %}
    END IF;
{% endfor %}
END
{{ tag }};
