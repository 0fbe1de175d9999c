-- shop: alter_customers_and_1_more
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  shop.schema
-- Edition:       2026
-- What it does:  adds 1 comment
--                changes 8 columns, 2 constraints, 1 index and 1 view
--
-- One transaction. A second run changes nothing. An object of the same name and another shape stops the file before COMMIT.
-- The rollback stands at the end; `groundplan rollback` prints it as SQL.
-- groundplan:builds-on da6296ea074cefb1

BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- Whether this has run already: what other changes bar is made anew once
SELECT pg_catalog.set_config('groundplan.undone', (NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.orders') AND attname = 'number' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'bigint')
    OR NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.orders') AND attname = 'amount' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'numeric(12,2)')
    OR NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.orders') AND attname = 'placed_at' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'date')
    OR NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.orders') AND attname = 'remark' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'character varying(200)')
    OR NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.customers') AND attname = 'email' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'character varying(254)')
    OR NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.customers') AND attname = 'city' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'character varying(30)'))::text, true);

-- View public.amounts
DO $groundplan$
BEGIN
    IF pg_catalog.current_setting('groundplan.undone')::boolean THEN
        DROP VIEW IF EXISTS public.amounts;
    END IF;
END
$groundplan$;

-- Table public.customers
DO $groundplan$
BEGIN
    IF pg_catalog.current_setting('groundplan.undone')::boolean THEN
        ALTER TABLE IF EXISTS public.customers
            DROP CONSTRAINT IF EXISTS ck_customers_score;
    END IF;
END
$groundplan$;

-- Table public.orders
DO $groundplan$
BEGIN
    IF pg_catalog.current_setting('groundplan.undone')::boolean THEN
        ALTER TABLE IF EXISTS public.orders
            DROP CONSTRAINT IF EXISTS fk_orders_customer_id;
    END IF;
END
$groundplan$;

DROP INDEX IF EXISTS public.by_number;

-- Hazard [table-rewrite]: public.orders and its indexes on number are rewritten under an exclusive lock: text becomes bigint
-- Hazard [narrowing]: a value of number that bigint cannot hold refuses it, or is cut
-- The rollback does not bring back: how the values of public.orders.number were written as text
-- Hazard [table-rewrite]: public.orders and its indexes on amount are rewritten under an exclusive lock: integer becomes numeric(12,2)
-- The rollback does not bring back: what integer of public.orders.amount cannot hold
-- Hazard [table-rewrite]: public.orders and its indexes on placed_at are rewritten under an exclusive lock: timestamp with time zone becomes date
-- Hazard [narrowing]: a value of placed_at that date cannot hold refuses it, or is cut
-- The rollback does not bring back: what timestamp with time zone of public.orders.placed_at cannot hold
-- Hazard [table-rewrite]: public.orders and its indexes on remark are rewritten under an exclusive lock: text becomes character varying(200)
-- Hazard [narrowing]: a value of remark that character varying(200) cannot hold refuses it, or is cut
DO $groundplan$
BEGIN
    IF pg_catalog.current_setting('groundplan.undone')::boolean THEN
        ALTER TABLE public.orders
            ALTER COLUMN number TYPE BIGINT USING number::BIGINT,
            ALTER COLUMN amount TYPE NUMERIC(12,2),
            ALTER COLUMN placed_at TYPE DATE,
            ALTER COLUMN remark TYPE VARCHAR(200);
    END IF;
END
$groundplan$;

-- Table public.customers
-- The rollback does not bring back: what character varying(100) of public.customers.email cannot hold
DO $groundplan$
BEGIN
    IF pg_catalog.current_setting('groundplan.undone')::boolean THEN
        ALTER TABLE public.customers
            ALTER COLUMN email TYPE VARCHAR(254),
            ALTER COLUMN nickname SET DEFAULT 'nobody';
    END IF;
END
$groundplan$;

-- Hazard [backfill]: every row of public.customers without nickname is written in one statement, and stays locked until COMMIT; fill a large table in batches before
-- The rollback does not bring back: which rows of public.customers had no value in nickname
UPDATE public.customers
SET nickname = 'nobody'
WHERE nickname IS NULL;

-- Hazard [table-scan]: every row of public.customers is read under an exclusive lock; a row without nickname refuses it
-- Hazard [table-rewrite]: public.customers and its indexes on city are rewritten under an exclusive lock: character varying(40) becomes character varying(30)
-- Hazard [narrowing]: a value of city that character varying(30) cannot hold refuses it, or is cut
DO $groundplan$
BEGIN
    IF pg_catalog.current_setting('groundplan.undone')::boolean THEN
        ALTER TABLE public.customers
            ALTER COLUMN nickname SET NOT NULL,
            ALTER COLUMN city TYPE VARCHAR(30),
            ALTER COLUMN city DROP NOT NULL,
            ALTER COLUMN score SET DEFAULT 5,
            ADD CONSTRAINT ck_customers_score CHECK (score between 1 and 10);
    END IF;
END
$groundplan$;

-- Table public.orders
DO $groundplan$
BEGIN
    IF pg_catalog.current_setting('groundplan.undone')::boolean THEN
        ALTER TABLE public.orders
            ADD CONSTRAINT fk_orders_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers (id) ON DELETE RESTRICT ON UPDATE RESTRICT;
    END IF;
END
$groundplan$;

CREATE INDEX IF NOT EXISTS by_number ON public.orders (number DESC);

-- View public.amounts
DO $groundplan$
BEGIN
    IF pg_catalog.to_regclass('public.amounts') IS NULL THEN
CREATE VIEW public.amounts AS
 SELECT c.email,
    o.amount
   FROM (public.orders o
     JOIN public.customers c ON ((c.id = o.customer_id)));
    END IF;
END
$groundplan$;

-- Comment on view public.amounts
COMMENT ON VIEW public.amounts IS 'What each customer has ordered';

-- Views are what was meant: one of the same text is made beside, and printed by the same server.
DO $groundplan$
BEGIN
CREATE VIEW public.groundplan_meant AS
 SELECT c.email,
    o.amount
   FROM (public.orders o
     JOIN public.customers c ON ((c.id = o.customer_id)))
;
    IF pg_catalog.pg_get_viewdef(pg_catalog.to_regclass('public.amounts')) IS DISTINCT FROM pg_catalog.pg_get_viewdef('public.groundplan_meant'::pg_catalog.regclass) THEN
        RAISE EXCEPTION '%', 'view public.amounts is another one than this migration means' USING HINT = 'An object of this name stood before this migration. Nothing has been changed: rename one of them, or make them equal.';
    END IF;
    DROP VIEW public.groundplan_meant;
END
$groundplan$;

-- What stands now is what was meant: each part as `name definition`; `...` leaves the rest open.
SET LOCAL search_path = pg_catalog, pg_temp;
DO $groundplan$
DECLARE
    difference text;
BEGIN
    WITH meant (object, parts) AS (VALUES
        ('part of table public.orders', ARRAY[
            'number bigint not null', 'amount numeric(12,2) not null', 'placed_at date', 'remark character varying(200)',
            'fk_orders_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers(id) ON UPDATE RESTRICT ON DELETE RESTRICT',
            'by_number INDEX USING btree (number DESC)']),
        ('part of table public.customers', ARRAY[
            'email character varying(254) not null', 'nickname character varying(80) not null default ''nobody''',
            'city character varying(30)', 'score integer not null default 5',
            'ck_customers_score CHECK (score >= 1 AND score <= 10)'])
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
        SELECT t.object, x.relname, CASE WHEN i.indisvalid THEN '' ELSE 'INVALID ' END || replace(replace(
            substr(pg_get_indexdef(x.oid), 8), format('INDEX %I ', x.relname), 'INDEX '), format('ON %I.%I ', t.nspname, t.relname), ''),
            pg_get_expr(i.indpred, i.indrelid)
        FROM tables AS t JOIN pg_index AS i ON i.indrelid = t.oid JOIN pg_class AS x ON x.oid = i.indexrelid
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
--             'number bigint', 'amount numeric(12,2)', 'placed_at date', 'remark character varying(200)',
--             'fk_orders_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers(id) ON UPDATE RESTRICT ON DELETE RESTRICT',
--             'by_number INDEX USING btree (number DESC)']),
--         ('part of table public.customers', ARRAY[
--             'email character varying(254)', 'nickname character varying(80)', 'city character varying(30)', 'score integer',
--             'ck_customers_score CHECK (score >= 1 AND score <= 10)'])
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
--         UNION ALL
--         SELECT t.object, x.relname, CASE WHEN i.indisvalid THEN '' ELSE 'INVALID ' END || replace(replace(
--             substr(pg_get_indexdef(x.oid), 8), format('INDEX %I ', x.relname), 'INDEX '), format('ON %I.%I ', t.nspname, t.relname), ''),
--             pg_get_expr(i.indpred, i.indrelid)
--         FROM tables AS t JOIN pg_index AS i ON i.indrelid = t.oid JOIN pg_class AS x ON x.oid = i.indexrelid
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
-- COMMENT ON VIEW public.amounts IS NULL;
-- DROP VIEW IF EXISTS public.amounts;
-- DROP INDEX IF EXISTS public.by_number;
-- ALTER TABLE IF EXISTS public.orders
--     DROP CONSTRAINT IF EXISTS fk_orders_customer_id;
-- ALTER TABLE public.customers
--     DROP CONSTRAINT IF EXISTS ck_customers_score,
--     ALTER COLUMN score SET DEFAULT 1,
--     ALTER COLUMN city SET NOT NULL,
--     ALTER COLUMN city TYPE VARCHAR(40),
--     ALTER COLUMN nickname DROP NOT NULL,
--     ALTER COLUMN nickname DROP DEFAULT,
--     ALTER COLUMN email TYPE VARCHAR(100);
-- ALTER TABLE public.orders
--     ALTER COLUMN remark TYPE TEXT,
--     ALTER COLUMN placed_at TYPE TIMESTAMP WITH TIME ZONE,
--     ALTER COLUMN amount TYPE INTEGER,
--     ALTER COLUMN number TYPE TEXT USING number::TEXT;
-- CREATE INDEX IF NOT EXISTS by_number ON public.orders (number);
-- ALTER TABLE public.orders
--     ADD CONSTRAINT fk_orders_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers (id) ON DELETE CASCADE ON UPDATE RESTRICT;
-- ALTER TABLE public.customers
--     ADD CONSTRAINT ck_customers_score CHECK ((score > 0));
-- CREATE VIEW public.amounts AS
--  SELECT c.email,
--     o.amount
--    FROM (public.orders o
--      JOIN public.customers c ON ((c.id = o.customer_id)));
-- COMMENT ON VIEW public.amounts IS 'What each customer has ordered';
--
-- COMMIT;
-- groundplan:rollback end
