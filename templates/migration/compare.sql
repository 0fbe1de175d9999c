DO {{ tag }}
DECLARE
    difference text;
BEGIN
    WITH meant (object, parts) AS (VALUES
{% for object in objects %}
{% if object.only %}
        ({{ object.name }}, ARRAY[{{ object.only }}]){% if not object.last %},{% endif %}

{% else %}
        ({{ object.name }}, ARRAY[
{% for line in object.lines %}
            {{ line }}{% if loop.last %}]){% endif %}{% if not (loop.last and object.last) %},{% endif %}

{% endfor %}
{% endif %}
{% endfor %}
    ),
{% if tables %}
    tables AS (
        SELECT m.object, m.parts, n.nspname, r.relname, r.oid
        FROM pg_namespace AS n JOIN pg_class AS r ON r.relnamespace = n.oid
        JOIN meant AS m ON {% if additions %}replace(m.object, 'part of table ', 'table '){% else %}m.object{% endif %} = 'table ' || n.nspname || '.' || r.relname
    ),
{% endif %}
    standing (object, name, definition, expression) AS (
{% if columns %}
{% if forward %}
        SELECT t.object, a.attname, concat(format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN ' not null' END, CASE
            WHEN a.attidentity <> '' THEN ' identity'
            WHEN a.attgenerated <> '' THEN ' generated ' || e.expression
            WHEN strpos(replace(e.expression, '''''', ''''), pg_get_serial_sequence(format('%I.%I', t.nspname, t.relname), a.attname)) > 0
                THEN ' serial'
            ELSE ' default ' || e.expression END), e.expression
        FROM tables AS t JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_attrdef AS d ON d.adrelid = t.oid AND d.adnum = a.attnum
        CROSS JOIN pg_get_expr(d.adbin, d.adrelid) AS e (expression)
{% else %}
        SELECT t.object, a.attname, format_type(a.atttypid, a.atttypmod), NULL
        FROM tables AS t JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
{% endif %}
{% endif %}
{% if constraints %}
{% if columns %}
        UNION ALL
{% endif %}
        SELECT t.object, c.conname, pg_get_constraintdef(c.oid), pg_get_expr(c.conbin, c.conrelid)
        FROM tables AS t JOIN pg_constraint AS c ON c.conrelid = t.oid
{% endif %}
{% if open_checks %}
        UNION ALL
        SELECT t.object, c.conname, 'CHECK of ' || (
            SELECT coalesce(string_agg(a.attname, ', ' ORDER BY a.attname COLLATE "C"), 'no column')
            FROM pg_attribute AS a WHERE a.attrelid = t.oid AND a.attnum = ANY (c.conkey)
        ) || CASE WHEN c.convalidated THEN '' ELSE ' NOT VALID' END, NULL
        FROM tables AS t JOIN pg_constraint AS c ON c.conrelid = t.oid AND c.contype = 'c'
{% endif %}
{% if indexes %}
{% if columns or constraints %}
        UNION ALL
{% endif %}
        SELECT t.object, x.relname, CASE WHEN i.indisvalid THEN '' ELSE 'INVALID ' END || replace(replace(
            substr(pg_get_indexdef(x.oid), 8), format('INDEX %I ', x.relname), 'INDEX '), format('ON %I.%I ', t.nspname, t.relname), ''),
            pg_get_expr(i.indpred, i.indrelid)
        FROM tables AS t JOIN pg_index AS i ON i.indrelid = t.oid JOIN pg_class AS x ON x.oid = i.indexrelid
{% endif %}
{% if triggers %}
{% if columns or constraints or indexes %}
        UNION ALL
{% endif %}
        SELECT t.object, g.tgname, CASE WHEN g.tgenabled IN ('D', 'R') THEN 'DISABLED ' ELSE '' END || replace(replace(
            substr(pg_get_triggerdef(g.oid), 8), format('TRIGGER %I ', g.tgname), 'TRIGGER '), format('ON %I.%I ', t.nspname, t.relname), ''),
            NULL
        FROM tables AS t JOIN pg_trigger AS g ON g.tgrelid = t.oid AND NOT g.tgisinternal
{% endif %}
{% if enums %}
{% if tables %}
        UNION ALL
{% endif %}
        SELECT m.object, 'values', string_agg('(' || e.enumlabel || ')', ' ' ORDER BY e.enumsortorder), NULL
        FROM pg_namespace AS n JOIN pg_type AS t ON t.typnamespace = n.oid
        JOIN meant AS m ON m.object = 'enum ' || n.nspname || '.' || t.typname
        JOIN pg_enum AS e ON e.enumtypid = t.oid{% if forward %} AND strpos(m.parts[1], '(' || replace(e.enumlabel, '"', '') || ')') > 0{% endif %}

        GROUP BY m.object
{% endif %}
{% if functions %}
{% if tables or enums %}
        UNION ALL
{% endif %}
        SELECT m.object, 'returns', concat_ws(' ', pg_get_function_result(p.oid), l.lanname,
            CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' END, CASE WHEN p.prosecdef THEN 'security definer' END,
            'set ' || array_to_string(p.proconfig, ' set '),
            'body ' || encode(sha256(convert_to(replace(p.prosrc, chr(13), ''), 'UTF8')), 'hex')), NULL
        FROM pg_namespace AS n JOIN pg_proc AS p ON p.pronamespace = n.oid AND n.nspname <> 'pg_catalog'
        JOIN pg_language AS l ON l.oid = p.prolang
        JOIN meant AS m ON m.object = format('function %s.%s(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid))
{% endif %}
    ),
{% if tables %}
    -- Expressions are compared without casts, brackets and commas, and numbers without quotes; other string constants stay as they are.
{% endif %}
    differences (message) AS (
        SELECT format('%s has %s where this migration means "%s"', m.object, coalesce('"' || string_agg(s.line, '", "') || '"', 'nothing'), part)
        FROM meant AS m CROSS JOIN unnest(m.parts) AS part
        LEFT JOIN (
            SELECT object, replace(name || ' ', '"', '') AS name,
{% if tables %}
                replace(name || ' ' || coalesce(replace(definition, expression, bare), definition), '"', '') AS line
            FROM standing, btrim(regexp_replace(regexp_replace(expression,
                E'((?:''[^'']*'')*)(?:::[a-z0-9_." ]+|[](),[:space:][])+', E'\\1 ', 'g'),
                '''(-?[0-9]+(?:[.][0-9]+)?)''', E'\\1', 'g')) AS bare
{% else %}
                replace(name || ' ' || definition, '"', '') AS line
            FROM standing
{% endif %}
        ) AS s ON s.object = m.object AND starts_with(part, s.name)
        GROUP BY m.object, part
{% if forward %}
        HAVING bool_or({% if open %}CASE WHEN part LIKE '%...' THEN starts_with(s.line, rtrim(part, '.')) ELSE s.line = part END{% else %}s.line = part{% endif %}) IS NOT TRUE
{% elif created_tables %}
        HAVING NOT coalesce(bool_or({% if open %}CASE WHEN part LIKE '%...' THEN starts_with(s.line, rtrim(part, '.')) ELSE s.line = part END{% else %}s.line = part{% endif %}), m.object NOT IN (SELECT object FROM tables WHERE object LIKE 'table %'))
{% else %}
        HAVING NOT bool_or({% if open %}CASE WHEN part LIKE '%...' THEN starts_with(s.line, rtrim(part, '.')) ELSE s.line = part END{% else %}s.line = part{% endif %})
{% endif %}
{% if created_tables and not forward %}
        UNION ALL
        SELECT format('column %s of %s is not of this migration', a.attname, t.object)
        FROM tables AS t JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE t.object LIKE 'table %' AND NOT EXISTS (
            SELECT FROM unnest(t.parts) AS part WHERE starts_with(part, replace(a.attname, '"', '') || ' '))
{% endif %}
    )
    SELECT min(message COLLATE "C") INTO difference FROM differences;
    IF difference IS NOT NULL THEN
        RAISE EXCEPTION '%', difference USING HINT = {{ hint }};
    END IF;
END
{{ tag }};
