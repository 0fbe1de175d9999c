-- Takes back 000002_add_authors_and_1_more.up.sql.

BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- Nothing is dropped that this migration has not made.
SET LOCAL search_path = pg_catalog, pg_temp;
DO $groundplan$
DECLARE
    difference text;
BEGIN
    WITH meant (object, parts) AS (VALUES
        ('function public.set_updated_at()', ARRAY['returns trigger plpgsql set search_path= body a17ce5421899a868e95bc04721c98f137600dd2a5c2faa87b55982a7a97e5554']),
        ('table public.authors', ARRAY[
            'id bigint', 'name character varying(40)', 'created_at timestamp with time zone',
            'updated_at timestamp with time zone', 'pk_authors PRIMARY KEY (id)', 'uq_authors_name UNIQUE (name)',
            'ck_authors_name CHECK (char_length name >= 1)']),
        ('table public.notes', ARRAY[
            'id bigint', 'author_id bigint', 'title character varying(80)', 'created_at timestamp with time zone',
            'updated_at timestamp with time zone', 'pk_notes PRIMARY KEY (id)',
            'fk_notes_author_id FOREIGN KEY (author_id) REFERENCES public.authors(id) ON UPDATE RESTRICT ON DELETE CASCADE',
            'ck_notes_title CHECK (char_length title >= 1)'])
    ),
    tables AS (
        SELECT m.object, m.parts, n.nspname, r.relname, r.oid
        FROM pg_namespace AS n JOIN pg_class AS r ON r.relnamespace = n.oid
        JOIN meant AS m ON m.object = 'table ' || n.nspname || '.' || r.relname
    ),
    standing (object, name, definition, expression) AS (
        SELECT t.object, a.attname, format_type(a.atttypid, a.atttypmod), NULL
        FROM tables AS t JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
        UNION ALL
        SELECT t.object, c.conname, pg_get_constraintdef(c.oid), pg_get_expr(c.conbin, c.conrelid)
        FROM tables AS t JOIN pg_constraint AS c ON c.conrelid = t.oid
        UNION ALL
        SELECT m.object, 'returns', concat_ws(' ', pg_get_function_result(p.oid), l.lanname,
            CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' END, CASE WHEN p.prosecdef THEN 'security definer' END,
            'set ' || array_to_string(p.proconfig, ' set '),
            'body ' || encode(sha256(convert_to(replace(p.prosrc, chr(13), ''), 'UTF8')), 'hex')), NULL
        FROM pg_namespace AS n JOIN pg_proc AS p ON p.pronamespace = n.oid AND n.nspname <> 'pg_catalog'
        JOIN pg_language AS l ON l.oid = p.prolang
        JOIN meant AS m ON m.object = format('function %s.%s(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid))
    ),
    -- Expressions are compared without casts, brackets and commas, and numbers without quotes; other string constants stay as they are.
    differences (message) AS (
        SELECT format('%s has %s where this migration means "%s"', m.object, coalesce('"' || string_agg(s.line, '", "') || '"', 'nothing'), part)
        FROM meant AS m CROSS JOIN unnest(m.parts) AS part
        LEFT JOIN (
            SELECT object, replace(name || ' ', '"', '') AS name,
                replace(name || ' ' || coalesce(replace(definition, expression, bare), definition), '"', '') AS line
            FROM standing, btrim(regexp_replace(regexp_replace(expression,
                E'((?:''[^'']*'')*)(?:::[a-z0-9_." ]+|[](),[:space:][])+', E'\\1 ', 'g'),
                '''(-?[0-9]+(?:[.][0-9]+)?)''', E'\\1', 'g')) AS bare
        ) AS s ON s.object = m.object AND starts_with(part, s.name)
        GROUP BY m.object, part
        HAVING NOT coalesce(bool_or(s.line = part), m.object NOT IN (SELECT object FROM tables WHERE object LIKE 'table %'))
        UNION ALL
        SELECT format('column %s of %s is not of this migration', a.attname, t.object)
        FROM tables AS t JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE t.object LIKE 'table %' AND NOT EXISTS (
            SELECT FROM unnest(t.parts) AS part WHERE starts_with(part, replace(a.attname, '"', '') || ' '))
    )
    SELECT min(message COLLATE "C") INTO difference FROM differences;
    IF difference IS NOT NULL THEN
        RAISE EXCEPTION '%', difference USING HINT = 'It has been changed since, or was not made by this migration. Nothing has been dropped.';
    END IF;
END
$groundplan$;
SET LOCAL search_path = public, pg_temp;

DROP TABLE IF EXISTS public.notes;
DROP TABLE IF EXISTS public.authors;
DROP FUNCTION IF EXISTS public.set_updated_at();

COMMIT;
