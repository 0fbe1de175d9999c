-- shop: rename_customers_to_accounts
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  shop.schema
-- Edition:       2026
-- What it does:  renames 9 objects
--                changes 1 column
--
-- One transaction. A second run changes nothing. An object of the same name and another shape stops the file before COMMIT.
-- The rollback stands at the end; `groundplan rollback` prints it as SQL.
-- groundplan:builds-on 847b5f5e0173a4fe

BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- New names for what stands, with its rows
-- Hazard [breaks-clients]: clients that use the former name fail: table public.customers becomes accounts
-- Hazard [breaks-clients]: clients that use the former name fail: table public.customer_tags becomes account_tags
-- Hazard [breaks-clients]: clients that use the former name fail: enum public.state becomes order_state
-- Hazard [breaks-clients]: clients that use the former name fail: column public.accounts.username becomes login
-- Hazard [breaks-clients]: clients that use the former name fail: column public.orders.buyer_id becomes account_id
-- Hazard [breaks-clients]: clients that use the former name fail: column public.orders.b becomes a
-- Hazard [breaks-clients]: clients that use the former name fail: column public.account_tags.customer_id becomes account_id
-- Hazard [breaks-clients]: clients that use the former name fail: column public.orders.c becomes b
-- Hazard [breaks-clients]: clients that use the former name fail: value `new` of enum public.order_state becomes draft
DO $groundplan$
BEGIN
    IF pg_catalog.to_regclass('public.customers') IS NOT NULL
        AND pg_catalog.to_regclass('public.accounts') IS NULL THEN
        ALTER TABLE public.customers RENAME TO accounts;
    END IF;
    IF pg_catalog.to_regclass('public.customer_tags') IS NOT NULL
        AND pg_catalog.to_regclass('public.account_tags') IS NULL THEN
        ALTER TABLE public.customer_tags RENAME TO account_tags;
    END IF;
    IF pg_catalog.to_regtype('public.state') IS NOT NULL
        AND pg_catalog.to_regtype('public.order_state') IS NULL THEN
        ALTER TYPE public.state RENAME TO order_state;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.accounts') AND attname = 'username' AND NOT attisdropped)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.accounts') AND attname = 'login' AND NOT attisdropped) THEN
        ALTER TABLE public.accounts RENAME COLUMN username TO login;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.orders') AND attname = 'buyer_id' AND NOT attisdropped)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.orders') AND attname = 'account_id' AND NOT attisdropped) THEN
        ALTER TABLE public.orders RENAME COLUMN buyer_id TO account_id;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.orders') AND attname = 'b' AND NOT attisdropped)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.orders') AND attname = 'a' AND NOT attisdropped) THEN
        ALTER TABLE public.orders RENAME COLUMN b TO a;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.account_tags') AND attname = 'customer_id' AND NOT attisdropped)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.account_tags') AND attname = 'account_id' AND NOT attisdropped) THEN
        ALTER TABLE public.account_tags RENAME COLUMN customer_id TO account_id;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.orders') AND attname = 'c' AND NOT attisdropped)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.orders') AND attname = 'b' AND NOT attisdropped) THEN
        ALTER TABLE public.orders RENAME COLUMN c TO b;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_enum WHERE enumtypid = pg_catalog.to_regtype('public.order_state') AND enumlabel = 'new')
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_enum WHERE enumtypid = pg_catalog.to_regtype('public.order_state') AND enumlabel = 'draft') THEN
        ALTER TYPE public.order_state RENAME VALUE 'new' TO 'draft';
    END IF;
END
$groundplan$;

-- Names of indexes, constraints and sequences that follow
DO $groundplan$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.account_tags') AND conname = 'pk_customer_tags') THEN
        ALTER TABLE public.account_tags RENAME CONSTRAINT pk_customer_tags TO pk_account_tags;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.account_tags') AND conname = 'fk_customer_tags_customer_id') THEN
        ALTER TABLE public.account_tags RENAME CONSTRAINT fk_customer_tags_customer_id TO fk_account_tags_account_id;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.account_tags') AND conname = 'fk_customer_tags_tag_id') THEN
        ALTER TABLE public.account_tags RENAME CONSTRAINT fk_customer_tags_tag_id TO fk_account_tags_tag_id;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_index WHERE indrelid = pg_catalog.to_regclass('public.account_tags') AND indexrelid = pg_catalog.to_regclass('public.idx_customer_tags_tag_id')) THEN
        ALTER INDEX public.idx_customer_tags_tag_id RENAME TO idx_account_tags_tag_id;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.accounts') AND conname = 'pk_customers') THEN
        ALTER TABLE public.accounts RENAME CONSTRAINT pk_customers TO pk_accounts;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.accounts') AND conname = 'uq_customers_username') THEN
        ALTER TABLE public.accounts RENAME CONSTRAINT uq_customers_username TO uq_accounts_login;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.accounts') AND conname = 'ck_customers_username') THEN
        ALTER TABLE public.accounts RENAME CONSTRAINT ck_customers_username TO ck_accounts_login;
    END IF;
    IF pg_catalog.pg_get_serial_sequence('public.accounts', 'id') = 'public.customers_id_seq' THEN
        ALTER SEQUENCE public.customers_id_seq RENAME TO accounts_id_seq;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.orders') AND conname = 'fk_orders_buyer_id') THEN
        ALTER TABLE public.orders RENAME CONSTRAINT fk_orders_buyer_id TO fk_orders_account_id;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_index WHERE indrelid = pg_catalog.to_regclass('public.orders') AND indexrelid = pg_catalog.to_regclass('public.idx_orders_buyer_id')) THEN
        ALTER INDEX public.idx_orders_buyer_id RENAME TO idx_orders_account_id;
    END IF;
END
$groundplan$;

-- What stands now is what was meant: each part as `name definition`; `...` leaves the rest open.
SET LOCAL search_path = pg_catalog, pg_temp;
DO $groundplan$
DECLARE
    difference text;
BEGIN
    WITH meant (object, parts) AS (VALUES
        ('part of table public.accounts', ARRAY['id bigint not null serial'])
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
--         ('part of table public.accounts', ARRAY['id bigint'])
--     ),
--     tables AS (
--         SELECT m.object, m.parts, n.nspname, r.relname, r.oid
--         FROM pg_namespace AS n JOIN pg_class AS r ON r.relnamespace = n.oid
--         JOIN meant AS m ON replace(m.object, 'part of table ', 'table ') = 'table ' || n.nspname || '.' || r.relname
--     ),
--     standing (object, name, definition, expression) AS (
--         SELECT t.object, a.attname, format_type(a.atttypid, a.atttypmod), NULL
--         FROM tables AS t JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
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
-- DO $groundplan$
-- BEGIN
--     IF EXISTS (SELECT FROM pg_catalog.pg_index WHERE indrelid = pg_catalog.to_regclass('public.orders') AND indexrelid = pg_catalog.to_regclass('public.idx_orders_account_id')) THEN
--         ALTER INDEX public.idx_orders_account_id RENAME TO idx_orders_buyer_id;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.orders') AND conname = 'fk_orders_account_id') THEN
--         ALTER TABLE public.orders RENAME CONSTRAINT fk_orders_account_id TO fk_orders_buyer_id;
--     END IF;
--     IF pg_catalog.pg_get_serial_sequence('public.accounts', 'id') = 'public.accounts_id_seq' THEN
--         ALTER SEQUENCE public.accounts_id_seq RENAME TO customers_id_seq;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.accounts') AND conname = 'ck_accounts_login') THEN
--         ALTER TABLE public.accounts RENAME CONSTRAINT ck_accounts_login TO ck_customers_username;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.accounts') AND conname = 'uq_accounts_login') THEN
--         ALTER TABLE public.accounts RENAME CONSTRAINT uq_accounts_login TO uq_customers_username;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.accounts') AND conname = 'pk_accounts') THEN
--         ALTER TABLE public.accounts RENAME CONSTRAINT pk_accounts TO pk_customers;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_index WHERE indrelid = pg_catalog.to_regclass('public.account_tags') AND indexrelid = pg_catalog.to_regclass('public.idx_account_tags_tag_id')) THEN
--         ALTER INDEX public.idx_account_tags_tag_id RENAME TO idx_customer_tags_tag_id;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.account_tags') AND conname = 'fk_account_tags_tag_id') THEN
--         ALTER TABLE public.account_tags RENAME CONSTRAINT fk_account_tags_tag_id TO fk_customer_tags_tag_id;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.account_tags') AND conname = 'fk_account_tags_account_id') THEN
--         ALTER TABLE public.account_tags RENAME CONSTRAINT fk_account_tags_account_id TO fk_customer_tags_customer_id;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.account_tags') AND conname = 'pk_account_tags') THEN
--         ALTER TABLE public.account_tags RENAME CONSTRAINT pk_account_tags TO pk_customer_tags;
--     END IF;
-- END
-- $groundplan$;
-- DO $groundplan$
-- BEGIN
--     IF EXISTS (SELECT FROM pg_catalog.pg_enum WHERE enumtypid = pg_catalog.to_regtype('public.order_state') AND enumlabel = 'draft')
--         AND NOT EXISTS (SELECT FROM pg_catalog.pg_enum WHERE enumtypid = pg_catalog.to_regtype('public.order_state') AND enumlabel = 'new') THEN
--         ALTER TYPE public.order_state RENAME VALUE 'draft' TO 'new';
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.orders') AND attname = 'b' AND NOT attisdropped)
--         AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.orders') AND attname = 'c' AND NOT attisdropped) THEN
--         ALTER TABLE public.orders RENAME COLUMN b TO c;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.account_tags') AND attname = 'account_id' AND NOT attisdropped)
--         AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.account_tags') AND attname = 'customer_id' AND NOT attisdropped) THEN
--         ALTER TABLE public.account_tags RENAME COLUMN account_id TO customer_id;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.orders') AND attname = 'a' AND NOT attisdropped)
--         AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.orders') AND attname = 'b' AND NOT attisdropped) THEN
--         ALTER TABLE public.orders RENAME COLUMN a TO b;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.orders') AND attname = 'account_id' AND NOT attisdropped)
--         AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.orders') AND attname = 'buyer_id' AND NOT attisdropped) THEN
--         ALTER TABLE public.orders RENAME COLUMN account_id TO buyer_id;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.accounts') AND attname = 'login' AND NOT attisdropped)
--         AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.accounts') AND attname = 'username' AND NOT attisdropped) THEN
--         ALTER TABLE public.accounts RENAME COLUMN login TO username;
--     END IF;
--     IF pg_catalog.to_regtype('public.order_state') IS NOT NULL
--         AND pg_catalog.to_regtype('public.state') IS NULL THEN
--         ALTER TYPE public.order_state RENAME TO state;
--     END IF;
--     IF pg_catalog.to_regclass('public.account_tags') IS NOT NULL
--         AND pg_catalog.to_regclass('public.customer_tags') IS NULL THEN
--         ALTER TABLE public.account_tags RENAME TO customer_tags;
--     END IF;
--     IF pg_catalog.to_regclass('public.accounts') IS NOT NULL
--         AND pg_catalog.to_regclass('public.customers') IS NULL THEN
--         ALTER TABLE public.accounts RENAME TO customers;
--     END IF;
-- END
-- $groundplan$;
--
-- COMMIT;
-- groundplan:rollback end
