DO {{ tag }}
DECLARE
    difference text;
BEGIN
    SELECT min(format('function %s is another one than this migration means', m.signature)) INTO difference
    FROM (VALUES
{% for function in functions %}
        ({{ function.signature }}, {{ function.form }}){% if not function.last %},{% endif %}

{% endfor %}
    ) AS m (signature, form)
    LEFT JOIN pg_proc AS p ON p.oid = to_regprocedure(m.signature)
    LEFT JOIN pg_language AS l ON l.oid = p.prolang
    WHERE {% if forward %}p.oid IS NULL OR {% else %}p.oid IS NOT NULL AND {% endif %}m.form <> concat_ws(' ', nullif(pg_get_function_result(p.oid), ''), l.lanname,
        CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END,
        CASE WHEN p.prosecdef THEN 'security definer' END, CASE WHEN p.proisstrict THEN 'strict' END,
        'body ' || encode(sha256(convert_to(replace(p.prosrc, chr(13), ''), 'UTF8')), 'hex'));
    IF difference IS NOT NULL THEN
        RAISE EXCEPTION '%', difference USING HINT = {{ hint }};
    END IF;
END
{{ tag }};
