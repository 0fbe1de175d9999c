-- shop: add_orders
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  shop.schema
-- Edition:       2026
-- What it does:  creates 1 table and 2 indexes
--                adds 1 column, 1 constraint and 1 enum value
--
-- One transaction. A second run changes nothing. An object of the same name and another shape stops the file before COMMIT.
-- The rollback stands at the end; `groundplan rollback` prints it as SQL.
-- groundplan:builds-on d73042fef85ef399

BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- Enum public.order_state
ALTER TYPE public.order_state ADD VALUE IF NOT EXISTS 'paid' BEFORE 'sent';

-- Table public.products
ALTER TABLE public.products
    ADD COLUMN IF NOT EXISTS stock INTEGER NOT NULL DEFAULT 0;

DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = 'public.products'::pg_catalog.regclass AND conname = 'ck_products_name') THEN
        ALTER TABLE public.products ADD CONSTRAINT ck_products_name CHECK (char_length(name) >= 1);
    END IF;
END
$groundplan$;

CREATE INDEX IF NOT EXISTS idx_products_price ON public.products (price);

-- Table public.orders
CREATE TABLE IF NOT EXISTS public.orders (
    id         BIGSERIAL,
    product_id BIGINT             NOT NULL,
    state      public.order_state NOT NULL DEFAULT 'open',
    amount     INTEGER            NOT NULL,
    CONSTRAINT pk_orders PRIMARY KEY (id),
    CONSTRAINT fk_orders_product_id FOREIGN KEY (product_id) REFERENCES public.products (id)
        ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT ck_orders_amount CHECK (amount > 0)
);

CREATE INDEX IF NOT EXISTS idx_orders_product_id ON public.orders (product_id);

-- What stands now is what was meant: each part as `name definition`; `...` leaves the rest open.
SET LOCAL search_path = pg_catalog, pg_temp;
DO $groundplan$
DECLARE
    difference text;
BEGIN
    WITH meant (object, parts) AS (VALUES
        ('enum public.order_state', ARRAY['values (open) (paid) (sent)']),
        ('part of table public.products', ARRAY[
            'stock integer not null default 0', 'ck_products_name CHECK (char_length name >= 1)',
            'idx_products_price INDEX USING btree (price)']),
        ('table public.orders', ARRAY[
            'id bigint not null serial', 'product_id bigint not null', 'state public.order_state not null default ''open''',
            'amount integer not null', 'pk_orders PRIMARY KEY (id)',
            'fk_orders_product_id FOREIGN KEY (product_id) REFERENCES public.products(id) ON UPDATE RESTRICT ON DELETE RESTRICT',
            'ck_orders_amount CHECK (amount > 0)', 'idx_orders_product_id INDEX USING btree (product_id)'])
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
--         ('part of table public.products', ARRAY[
--             'stock integer', 'ck_products_name CHECK (char_length name >= 1)', 'idx_products_price INDEX USING btree (price)']),
--         ('table public.orders', ARRAY[
--             'id bigint', 'product_id bigint', 'state public.order_state', 'amount integer', 'pk_orders PRIMARY KEY (id)',
--             'fk_orders_product_id FOREIGN KEY (product_id) REFERENCES public.products(id) ON UPDATE RESTRICT ON DELETE RESTRICT',
--             'ck_orders_amount CHECK (amount > 0)'])
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
--         HAVING NOT coalesce(bool_or(s.line = part), m.object NOT IN (SELECT object FROM tables WHERE object LIKE 'table %'))
--         UNION ALL
--         SELECT format('column %s of %s is not of this migration', a.attname, t.object)
--         FROM tables AS t JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
--         WHERE t.object LIKE 'table %' AND NOT EXISTS (
--             SELECT FROM unnest(t.parts) AS part WHERE starts_with(part, replace(a.attname, '"', '') || ' '))
--     )
--     SELECT min(message COLLATE "C") INTO difference FROM differences;
--     IF difference IS NOT NULL THEN
--         RAISE EXCEPTION '%', difference USING HINT = 'It has been changed since, or was not made by this migration. Nothing has been dropped.';
--     END IF;
-- END
-- $groundplan$;
-- SET LOCAL search_path = public, pg_temp;
--
-- DROP TABLE IF EXISTS public.orders;
-- DROP INDEX IF EXISTS public.idx_products_price;
-- ALTER TABLE IF EXISTS public.products
--     DROP CONSTRAINT IF EXISTS ck_products_name,
--     DROP COLUMN IF EXISTS stock;
-- ALTER TYPE public.order_state RENAME TO order_state_outgoing;
-- CREATE TYPE public.order_state AS ENUM ('open', 'sent');
-- DROP TYPE IF EXISTS public.order_state_outgoing;
--
-- COMMIT;
-- groundplan:rollback end
