CREATE FUNCTION {{ name }}({{ arguments }}) RETURNS {{ returns }}
LANGUAGE {{ language }}{% if volatility %} {{ volatility }}{% endif %}{% if security_definer %} SECURITY DEFINER{% endif %}

{% for setting in settings %}
SET {{ setting.name }} = {{ setting.value }}
{% endfor %}
AS {{ body }};
