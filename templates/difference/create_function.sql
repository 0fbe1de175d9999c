CREATE {% if replace %}OR REPLACE {% endif %}{% if procedure %}PROCEDURE{% else %}FUNCTION{% endif %} {{ name }}({{ arguments }}){% if returns %} RETURNS {{ returns }}{% endif %}{% if transforms %} TRANSFORM {{ transforms }}{% endif %}

LANGUAGE {{ language }}{% if volatility %} {{ volatility }}{% endif %}{% if strict %} STRICT{% endif %}{% if security_definer %} SECURITY DEFINER{% endif %}{% if leakproof %} LEAKPROOF{% endif %}{% if parallel %} PARALLEL {{ parallel }}{% endif %}{% if cost %} COST {{ cost }}{% endif %}{% if rows %} ROWS {{ rows }}{% endif %}{% if support %} SUPPORT {{ support }}{% endif %}

{% for setting in settings %}
SET {{ setting.name }} = {{ setting.value }}
{% endfor %}
{% if sql_body %}{{ sql_body }}{% else %}AS {% if file %}{{ file }}, {% endif %}{{ body }}{% endif %};
