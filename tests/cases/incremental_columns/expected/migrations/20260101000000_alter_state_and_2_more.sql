-- shop: alter_state_and_2_more
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  shop.schema
-- Edition:       2026
-- What it does:  adds 4 columns, 1 constraint and 1 enum value
--
-- One transaction. A second run changes nothing. An object of the same name and another shape stops the file before COMMIT.
-- The rollback stands at the end; `groundplan rollback` prints it as SQL.
-- groundplan:builds-on 82a8786c25da9539

BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- Enum public.state
ALTER TYPE public.state ADD VALUE IF NOT EXISTS 'paid' BEFORE 'sent';

-- Table public.orders
ALTER TABLE public.orders
    ADD COLUMN IF NOT EXISTS remark  VARCHAR(80),
    ADD COLUMN IF NOT EXISTS is_gift BOOLEAN     NOT NULL DEFAULT FALSE;

DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = 'public.orders'::pg_catalog.regclass AND conname = 'ck_orders_remark') THEN
        ALTER TABLE public.orders ADD CONSTRAINT ck_orders_remark CHECK (char_length(remark) >= 1);
    END IF;
END
$groundplan$;

-- Table public.products
ALTER TABLE public.products
    ADD COLUMN IF NOT EXISTS labels  TEXT[] NOT NULL DEFAULT '{}',
    ADD COLUMN IF NOT EXISTS summary TEXT;

-- What stands now is what was meant: each part as `name definition`; `...` leaves the rest open.
SET LOCAL search_path = pg_catalog, pg_temp;
DO $groundplan$
DECLARE
    difference text;
BEGIN
    WITH meant (object, parts) AS (VALUES
        ('enum public.state', ARRAY['values (open) (paid) (sent)']),
        ('part of table public.orders', ARRAY[
            'remark character varying(80)', 'is_gift boolean not null default false',
            'ck_orders_remark CHECK (char_length remark >= 1)']),
        ('part of table public.products', ARRAY[
            'labels text[] not null default ''{}''', 'summary text'])
    ),
    tables AS (
        SELECT m.object, m.parts, n.nspname, r.relname, r.oid
        FROM pg_namespace AS n JOIN pg_class AS r ON r.relnamespace = n.oid
        JOIN meant AS m ON replace(m.object, 'part of table ', 'table ') = 'table ' || n.nspname || '.' || r.relname
    ),
    standing (object, name, definition, expression) AS (
        SELECT t.object, a.attname, concat(format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN ' not null' END, CASE
            WHEN a.attidentity <> '' THEN ' identity'
            WHEN a.attgenerated <> '' THEN ' generated ' || e.expression
            WHEN strpos(replace(e.expression, '''''', ''''), pg_get_serial_sequence(format('%I.%I', t.nspname, t.relname), a.attname)) > 0
                THEN ' serial'
            ELSE ' default ' || e.expression END), e.expression
        FROM tables AS t JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_attrdef AS d ON d.adrelid = t.oid AND d.adnum = a.attnum
        CROSS JOIN pg_get_expr(d.adbin, d.adrelid) AS e (expression)
        UNION ALL
        SELECT t.object, c.conname, pg_get_constraintdef(c.oid), pg_get_expr(c.conbin, c.conrelid)
        FROM tables AS t JOIN pg_constraint AS c ON c.conrelid = t.oid
        UNION ALL
        SELECT m.object, 'values', string_agg('(' || e.enumlabel || ')', ' ' ORDER BY e.enumsortorder), NULL
        FROM pg_namespace AS n JOIN pg_type AS t ON t.typnamespace = n.oid
        JOIN meant AS m ON m.object = 'enum ' || n.nspname || '.' || t.typname
        JOIN pg_enum AS e ON e.enumtypid = t.oid AND strpos(m.parts[1], '(' || replace(e.enumlabel, '"', '') || ')') > 0
        GROUP BY m.object
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
        HAVING bool_or(s.line = part) IS NOT TRUE
    )
    SELECT min(message COLLATE "C") INTO difference FROM differences;
    IF difference IS NOT NULL THEN
        RAISE EXCEPTION '%', difference USING HINT = 'An object of this name stood before this migration. Nothing has been changed: rename one of them, or make them equal.';
    END IF;
END
$groundplan$;

COMMIT;

-- groundplan:rollback
-- BEGIN;
-- SET LOCAL lock_timeout = '5s';
-- SET LOCAL statement_timeout = '15min';
-- SET LOCAL row_security = off;
-- SET LOCAL search_path = public, pg_temp;
-- SET LOCAL TimeZone = 'UTC';
-- SET LOCAL DateStyle = 'ISO, YMD';
--
-- -- Nothing is dropped that this migration has not made.
-- SET LOCAL search_path = pg_catalog, pg_temp;
-- DO $groundplan$
-- DECLARE
--     difference text;
-- BEGIN
--     WITH meant (object, parts) AS (VALUES
--         ('part of table public.orders', ARRAY[
--             'remark character varying(80)', 'is_gift boolean', 'ck_orders_remark CHECK (char_length remark >= 1)']),
--         ('part of table public.products', ARRAY[
--             'labels text[]', 'summary text'])
--     ),
--     tables AS (
--         SELECT m.object, m.parts, n.nspname, r.relname, r.oid
--         FROM pg_namespace AS n JOIN pg_class AS r ON r.relnamespace = n.oid
--         JOIN meant AS m ON replace(m.object, 'part of table ', 'table ') = 'table ' || n.nspname || '.' || r.relname
--     ),
--     standing (object, name, definition, expression) AS (
--         SELECT t.object, a.attname, format_type(a.atttypid, a.atttypmod), NULL
--         FROM tables AS t JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
--         UNION ALL
--         SELECT t.object, c.conname, pg_get_constraintdef(c.oid), pg_get_expr(c.conbin, c.conrelid)
--         FROM tables AS t JOIN pg_constraint AS c ON c.conrelid = t.oid
--     ),
--     -- Expressions are compared without casts, brackets and commas, and numbers without quotes; other string constants stay as they are.
--     differences (message) AS (
--         SELECT format('%s has %s where this migration means "%s"', m.object, coalesce('"' || string_agg(s.line, '", "') || '"', 'nothing'), part)
--         FROM meant AS m CROSS JOIN unnest(m.parts) AS part
--         LEFT JOIN (
--             SELECT object, replace(name || ' ', '"', '') AS name,
--                 replace(name || ' ' || coalesce(replace(definition, expression, bare), definition), '"', '') AS line
--             FROM standing, btrim(regexp_replace(regexp_replace(expression,
--                 E'((?:''[^'']*'')*)(?:::[a-z0-9_." ]+|[](),[:space:][])+', E'\\1 ', 'g'),
--                 '''(-?[0-9]+(?:[.][0-9]+)?)''', E'\\1', 'g')) AS bare
--         ) AS s ON s.object = m.object AND starts_with(part, s.name)
--         GROUP BY m.object, part
--         HAVING NOT bool_or(s.line = part)
--     )
--     SELECT min(message COLLATE "C") INTO difference FROM differences;
--     IF difference IS NOT NULL THEN
--         RAISE EXCEPTION '%', difference USING HINT = 'It has been changed since, or was not made by this migration. Nothing has been dropped.';
--     END IF;
-- END
-- $groundplan$;
-- SET LOCAL search_path = public, pg_temp;
--
-- ALTER TABLE IF EXISTS public.products
--     DROP COLUMN IF EXISTS summary,
--     DROP COLUMN IF EXISTS labels;
-- ALTER TABLE IF EXISTS public.orders
--     DROP CONSTRAINT IF EXISTS ck_orders_remark,
--     DROP COLUMN IF EXISTS is_gift,
--     DROP COLUMN IF EXISTS remark;
-- DO $groundplan$
-- BEGIN
--     IF EXISTS (SELECT FROM public.orders WHERE state::text = ANY (ARRAY['paid'])) THEN
--         RAISE EXCEPTION '%', 'Rows of public.orders use a value of public.state that this migration added; change them first';
--     END IF;
-- END
-- $groundplan$;
-- ALTER TYPE public.state RENAME TO state_outgoing;
-- CREATE TYPE public.state AS ENUM ('open', 'sent');
-- ALTER TABLE public.orders
--     ALTER COLUMN state DROP DEFAULT,
--     ALTER COLUMN state TYPE public.state USING state::TEXT::public.state,
--     ALTER COLUMN state SET DEFAULT 'open'::public.state;
-- DROP TYPE IF EXISTS public.state_outgoing;
--
-- COMMIT;
-- groundplan:rollback end
