DO {{ tag }}
DECLARE
    difference text;
BEGIN
{% if enums %}
    SELECT pg_catalog.format('enum %I.%I has the values %s where this migration means %s',
            meant.schema_name, meant.type_name, standing.labels, meant.labels)
    INTO difference
    FROM (VALUES
{% for row in enums %}
        ({{ row.schema }}, {{ row.name }}, {{ row.labels }}){% if not loop.last %},{% endif %}

{% endfor %}
    ) AS meant (schema_name, type_name, labels)
    CROSS JOIN LATERAL (
        SELECT pg_catalog.array_agg(e.enumlabel::text ORDER BY e.enumsortorder) AS labels
        FROM pg_catalog.pg_type AS t
        JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
        JOIN pg_catalog.pg_enum AS e ON e.enumtypid = t.oid
        WHERE n.nspname = meant.schema_name AND t.typname = meant.type_name{% if forward %} AND e.enumlabel = ANY (meant.labels){% endif %}

    ) AS standing
    WHERE standing.labels {% if forward %}IS DISTINCT FROM{% else %}<>{% endif %} meant.labels
    ORDER BY meant.schema_name, meant.type_name
    LIMIT 1;
    IF difference IS NOT NULL THEN
        RAISE EXCEPTION '%', difference USING HINT = {{ hint }};
    END IF;

{% endif %}
{% if functions %}
    SELECT pg_catalog.format('function %I.%I(%s) has another body than this migration means',
            meant.schema_name, meant.function_name, meant.arguments)
    INTO difference
    FROM (VALUES
{% for row in functions %}
        ({{ row.schema }}, {{ row.name }}, {{ row.arguments }}, {{ row.definition }}){% if not loop.last %},{% endif %}

{% endfor %}
    ) AS meant (schema_name, function_name, arguments, definition)
    LEFT JOIN LATERAL (
        SELECT l.lanname || ' ' || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(
                pg_catalog.replace(p.prosrc, pg_catalog.chr(13), ''), 'UTF8')), 'hex') AS definition
        FROM pg_catalog.pg_proc AS p
        JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
        JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
        WHERE n.nspname = meant.schema_name AND p.proname = meant.function_name
            AND pg_catalog.pg_get_function_identity_arguments(p.oid) = meant.arguments
    ) AS standing ON true
    WHERE standing.definition {% if forward %}IS DISTINCT FROM{% else %}<>{% endif %} meant.definition
    ORDER BY meant.schema_name, meant.function_name, meant.arguments
    LIMIT 1;
    IF difference IS NOT NULL THEN
        RAISE EXCEPTION '%', difference USING HINT = {{ hint }};
    END IF;

{% endif %}
{% if columns %}
    SELECT pg_catalog.format('column %I of %I.%I is %s where this migration means %s',
            meant.column_name, meant.schema_name, meant.table_name, coalesce(standing.definition, 'absent'), meant.definition)
    INTO difference
    FROM (VALUES
{% for row in columns %}
        ({{ row.schema }}, {{ row.table }}, {{ row.name }}, {{ row.definition }}){% if not loop.last %},{% endif %}

{% endfor %}
    ) AS meant (schema_name, table_name, column_name, definition)
    LEFT JOIN LATERAL (
        SELECT pg_catalog.format_type(a.atttypid, a.atttypmod)
            || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
            || CASE
                WHEN a.attidentity <> '' THEN ' identity'
                WHEN a.attgenerated <> '' THEN ' generated'
                WHEN EXISTS (
                    SELECT
                    FROM pg_catalog.pg_depend AS d
                    JOIN pg_catalog.pg_class AS s ON s.oid = d.objid AND s.relkind = 'S'
                    WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype = 'a'
                        AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum
                ) THEN ' serial'
                WHEN a.atthasdef THEN ' default'
                ELSE ''
            END AS definition
        FROM pg_catalog.pg_attribute AS a
        WHERE a.attrelid = pg_catalog.to_regclass(pg_catalog.format('%I.%I', meant.schema_name, meant.table_name))
            AND a.attname = meant.column_name AND NOT a.attisdropped
    ) AS standing ON true
    WHERE standing.definition {% if forward %}IS DISTINCT FROM{% else %}<>{% endif %} meant.definition
    ORDER BY meant.schema_name, meant.table_name, meant.column_name
    LIMIT 1;
    IF difference IS NOT NULL THEN
        RAISE EXCEPTION '%', difference USING HINT = {{ hint }};
    END IF;

{% endif %}
{% if tables and not forward %}
    SELECT pg_catalog.format('column %I of %I.%I is not of this migration', a.attname, meant.schema_name, meant.table_name)
    INTO difference
    FROM (VALUES
{% for row in tables %}
        ({{ row.schema }}, {{ row.table }}, {{ row.names }}){% if not loop.last %},{% endif %}

{% endfor %}
    ) AS meant (schema_name, table_name, column_names)
    JOIN pg_catalog.pg_attribute AS a
        ON a.attrelid = pg_catalog.to_regclass(pg_catalog.format('%I.%I', meant.schema_name, meant.table_name))
    WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attname::text <> ALL (meant.column_names)
    ORDER BY meant.schema_name, meant.table_name, a.attname
    LIMIT 1;
    IF difference IS NOT NULL THEN
        RAISE EXCEPTION '%', difference USING HINT = {{ hint }};
    END IF;

{% endif %}
{% if constraints %}
    SELECT pg_catalog.format('constraint %I of %I.%I is %s where this migration means %s',
            meant.constraint_name, meant.schema_name, meant.table_name, coalesce(standing.definition, 'absent'), coalesce(meant.definition, 'present'))
    INTO difference
    FROM (VALUES
{% for row in constraints %}
        ({{ row.schema }}, {{ row.table }}, {{ row.name }}, {% if row.definition %}{{ row.definition }}{% else %}NULL{% endif %}){% if not loop.last %},{% endif %}

{% endfor %}
    ) AS meant (schema_name, table_name, constraint_name, definition)
    LEFT JOIN LATERAL (
        SELECT CASE c.contype
                WHEN 'p' THEN 'primary key'
                WHEN 'u' THEN 'unique'
                WHEN 'f' THEN 'foreign key'
                WHEN 'c' THEN 'check'
                ELSE 'exclude'
            END
            || CASE WHEN c.contype = 'x' THEN '' ELSE pg_catalog.concat(' (', (
                SELECT pg_catalog.string_agg(a.attname, ', '
                    ORDER BY CASE WHEN c.contype = 'c' THEN 0 ELSE k.place END, a.attname COLLATE "C")
                FROM pg_catalog.unnest(c.conkey) WITH ORDINALITY AS k (number, place)
                JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = k.number
            ), ')') END
            || CASE WHEN c.contype = 'f' THEN pg_catalog.format(' references %s.%s (%s) on delete %s on update %s',
                rn.nspname, r.relname, (
                    SELECT pg_catalog.string_agg(a.attname, ', ' ORDER BY k.place)
                    FROM pg_catalog.unnest(c.confkey) WITH ORDINALITY AS k (number, place)
                    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.confrelid AND a.attnum = k.number
                ),
                CASE c.confdeltype WHEN 'a' THEN 'no action' WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null' ELSE 'set default' END,
                CASE c.confupdtype WHEN 'a' THEN 'no action' WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null' ELSE 'set default' END
            ) ELSE '' END
            || CASE WHEN c.condeferred THEN ' deferrable initially deferred' WHEN c.condeferrable THEN ' deferrable' ELSE '' END AS definition
        FROM pg_catalog.pg_constraint AS c
        LEFT JOIN pg_catalog.pg_class AS r ON r.oid = c.confrelid
        LEFT JOIN pg_catalog.pg_namespace AS rn ON rn.oid = r.relnamespace
        WHERE c.conrelid = pg_catalog.to_regclass(pg_catalog.format('%I.%I', meant.schema_name, meant.table_name))
            AND c.conname = meant.constraint_name
    ) AS standing ON true
    WHERE {% if forward %}standing.definition IS NULL OR {% endif %}standing.definition <> meant.definition
    ORDER BY meant.schema_name, meant.table_name, meant.constraint_name
    LIMIT 1;
    IF difference IS NOT NULL THEN
        RAISE EXCEPTION '%', difference USING HINT = {{ hint }};
    END IF;

{% endif %}
{% if indexes %}
    SELECT pg_catalog.format('index %I of %I.%I is %s where this migration means %s',
            meant.index_name, meant.schema_name, meant.table_name, coalesce(standing.definition, 'absent'), meant.definition)
    INTO difference
    FROM (VALUES
{% for row in indexes %}
        ({{ row.schema }}, {{ row.table }}, {{ row.name }}, {{ row.definition }}){% if not loop.last %},{% endif %}

{% endfor %}
    ) AS meant (schema_name, table_name, index_name, definition)
    LEFT JOIN LATERAL (
        SELECT CASE WHEN i.indisunique THEN 'unique ' ELSE '' END || m.amname || ' (' || (
                SELECT pg_catalog.string_agg(CASE WHEN k.number = 0 THEN 'expression' ELSE a.attname::text END
                    || CASE WHEN i.indoption[k.place - 1] & 1 = 1 THEN ' desc' ELSE '' END, ', ' ORDER BY k.place)
                FROM pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY AS k (number, place)
                LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.number
                WHERE k.place <= i.indnkeyatts
            ) || ')'
            || CASE WHEN i.indpred IS NOT NULL THEN ' where' ELSE '' END
            || CASE WHEN i.indisvalid THEN '' ELSE ' invalid' END AS definition
        FROM pg_catalog.pg_index AS i
        JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
        JOIN pg_catalog.pg_am AS m ON m.oid = c.relam
        WHERE i.indrelid = pg_catalog.to_regclass(pg_catalog.format('%I.%I', meant.schema_name, meant.table_name))
            AND c.relname = meant.index_name
    ) AS standing ON true
    WHERE standing.definition {% if forward %}IS DISTINCT FROM{% else %}<>{% endif %} meant.definition
    ORDER BY meant.schema_name, meant.table_name, meant.index_name
    LIMIT 1;
    IF difference IS NOT NULL THEN
        RAISE EXCEPTION '%', difference USING HINT = {{ hint }};
    END IF;

{% endif %}
{% if triggers %}
    SELECT pg_catalog.format('trigger %I of %I.%I is %s where this migration means %s',
            meant.trigger_name, meant.schema_name, meant.table_name, coalesce(standing.definition, 'absent'), meant.definition)
    INTO difference
    FROM (VALUES
{% for row in triggers %}
        ({{ row.schema }}, {{ row.table }}, {{ row.name }}, {{ row.definition }}){% if not loop.last %},{% endif %}

{% endfor %}
    ) AS meant (schema_name, table_name, trigger_name, definition)
    LEFT JOIN LATERAL (
        SELECT CASE WHEN t.tgtype & 2 <> 0 THEN 'before' WHEN t.tgtype & 64 <> 0 THEN 'instead of' ELSE 'after' END
            || CASE WHEN t.tgtype & 4 <> 0 THEN ' insert' ELSE '' END
            || CASE WHEN t.tgtype & 8 <> 0 THEN ' delete' ELSE '' END
            || CASE WHEN t.tgtype & 16 <> 0 THEN ' update' ELSE '' END
            || CASE WHEN t.tgtype & 32 <> 0 THEN ' truncate' ELSE '' END
            || CASE WHEN t.tgtype & 1 <> 0 THEN ' for each row' ELSE ' for each statement' END
            || ' execute ' || n.nspname || '.' || p.proname AS definition
        FROM pg_catalog.pg_trigger AS t
        JOIN pg_catalog.pg_proc AS p ON p.oid = t.tgfoid
        JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
        WHERE t.tgrelid = pg_catalog.to_regclass(pg_catalog.format('%I.%I', meant.schema_name, meant.table_name))
            AND t.tgname = meant.trigger_name AND NOT t.tgisinternal
    ) AS standing ON true
    WHERE standing.definition {% if forward %}IS DISTINCT FROM{% else %}<>{% endif %} meant.definition
    ORDER BY meant.schema_name, meant.table_name, meant.trigger_name
    LIMIT 1;
    IF difference IS NOT NULL THEN
        RAISE EXCEPTION '%', difference USING HINT = {{ hint }};
    END IF;

{% endif %}
END
{{ tag }};
