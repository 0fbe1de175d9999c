        CREATE TRIGGER {{ name }} {{ timing }} {% for event in events %}{{ event }}{% if not loop.last %} OR {% endif %}{% endfor %} ON {{ table }}
            FOR EACH {% if row %}ROW{% else %}STATEMENT{% endif %}{% if condition %} WHEN ({{ condition }}){% endif %} EXECUTE FUNCTION {{ function }}({{ arguments }});
