-- shop: alter_customers_and_2_more
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  shop.schema
-- Edition:       2026
-- What it does:  adds 1 constraint
--                changes 1 enum and 1 column
--                removes 1 enum, 2 tables, 4 columns, 4 constraints and 2 indexes
--
-- One transaction. A second run changes nothing. An object of the same name and another shape stops the file before COMMIT.
-- The rollback stands at the end; `groundplan rollback` prints it as SQL.
-- groundplan:builds-on f7fb1add700d66ac

BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- Table public.legacy_imports
-- Hazard [data-loss]: all rows of public.legacy_imports are lost
-- The rollback does not bring back: all rows of public.legacy_imports
DROP TABLE IF EXISTS public.legacy_imports;

-- Table public.customers
-- Hazard [weakens-contract]: public.customers takes rows that uq_customers_email_state refused
-- Hazard [weakens-contract]: public.customers takes rows that ck_customers_nickname refused
-- Hazard [weakens-contract]: public.customers takes rows that short_email refused
-- Hazard [weakens-contract]: public.customers takes rows that customers_group_id_fkey refused
ALTER TABLE IF EXISTS public.customers
    DROP CONSTRAINT IF EXISTS uq_customers_email_state,
    DROP CONSTRAINT IF EXISTS ck_customers_nickname,
    DROP CONSTRAINT IF EXISTS short_email,
    DROP CONSTRAINT IF EXISTS customers_group_id_fkey;

DROP INDEX IF EXISTS public.idx_customers_nickname;
DROP INDEX IF EXISTS public.idx_customers_state;

ALTER TABLE public.customers
    ALTER COLUMN state DROP DEFAULT;

-- Enum public.state
-- Hazard [table-rewrite]: public.customers is rewritten under an exclusive lock: public.state is made anew
DO $groundplan$
BEGIN
    IF ARRAY(SELECT enumlabel::text FROM pg_catalog.pg_enum WHERE enumtypid = 'public.state'::pg_catalog.regtype ORDER BY enumsortorder) <> ARRAY['open', 'done'] THEN
        IF EXISTS (SELECT FROM public.customers WHERE state::text = ANY (ARRAY['archived'])) THEN
            RAISE EXCEPTION '%', 'Rows of public.customers have a value in state that is removed from public.state (archived); change them first';
        END IF;
        ALTER TYPE public.state RENAME TO state_outgoing;
        CREATE TYPE public.state AS ENUM ('open', 'done');
        ALTER TABLE public.customers
            ALTER COLUMN state TYPE public.state USING state::TEXT::public.state;
        DROP TYPE IF EXISTS public.state_outgoing;
    END IF;
END
$groundplan$;

-- Table public.customers
ALTER TABLE public.customers
    ALTER COLUMN state SET DEFAULT 'open';

DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = 'public.customers'::pg_catalog.regclass AND conname = 'ck_customers_email') THEN
        ALTER TABLE public.customers ADD CONSTRAINT ck_customers_email CHECK (email = lower(email) AND email LIKE '%_@_%');
    END IF;
END
$groundplan$;

-- Hazard [data-loss]: all values of public.customers.nickname are lost
-- Hazard [breaks-clients]: clients that name nickname fail
-- The rollback does not bring back: all values of public.customers.nickname
-- Hazard [data-loss]: all values of public.customers.favorite are lost
-- Hazard [breaks-clients]: clients that name favorite fail
-- The rollback does not bring back: all values of public.customers.favorite
-- Hazard [data-loss]: all values of public.customers.group_id are lost
-- Hazard [breaks-clients]: clients that name group_id fail
-- The rollback does not bring back: all values of public.customers.group_id
-- Hazard [data-loss]: all values of public.customers.OLD_NO are lost
-- Hazard [breaks-clients]: clients that name OLD_NO fail
-- The rollback does not bring back: all values of public.customers.OLD_NO
ALTER TABLE IF EXISTS public.customers
    DROP COLUMN IF EXISTS nickname,
    DROP COLUMN IF EXISTS favorite,
    DROP COLUMN IF EXISTS group_id,
    DROP COLUMN IF EXISTS "OLD_NO";

-- Table public.groups
-- Hazard [data-loss]: all rows of public.groups are lost
-- The rollback does not bring back: all rows of public.groups
DROP TABLE IF EXISTS public.groups;

-- Enum public.color
DROP TYPE IF EXISTS public.color;

-- What stands now is what was meant: each part as `name definition`; `...` leaves the rest open.
SET LOCAL search_path = pg_catalog, pg_temp;
DO $groundplan$
DECLARE
    difference text;
BEGIN
    WITH meant (object, parts) AS (VALUES
        ('part of table public.customers', ARRAY[
            'state public.state not null default ''open''',
            'ck_customers_email CHECK (email = lower email AND email ~~ ''%_@_%'')']),
        ('enum public.state', ARRAY['values (open) (done)'])
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
--         ('part of table public.customers', ARRAY[
--             'state public.state', 'ck_customers_email CHECK (email = lower email AND email ~~ ''%_@_%'')'])
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
-- DO $groundplan$
-- BEGIN
--     IF NOT EXISTS (SELECT FROM pg_catalog.pg_type WHERE typnamespace = 'public'::pg_catalog.regnamespace AND typname = 'color') THEN
--         CREATE TYPE public.color AS ENUM ('red', 'green');
--     END IF;
-- END
-- $groundplan$;
-- CREATE TABLE public.groups (
--     id   BIGSERIAL,
--     name VARCHAR(40) NOT NULL,
--     CONSTRAINT groups_pkey PRIMARY KEY (id)
-- );
-- ALTER TABLE public.customers
--     ADD COLUMN IF NOT EXISTS "OLD_NO" INTEGER,
--     ADD COLUMN IF NOT EXISTS group_id BIGINT,
--     ADD COLUMN IF NOT EXISTS favorite public.color,
--     ADD COLUMN IF NOT EXISTS nickname VARCHAR(80);
-- COMMENT ON COLUMN public.customers.nickname IS 'What friends say';
-- ALTER TABLE public.customers
--     DROP CONSTRAINT IF EXISTS ck_customers_email,
--     ALTER COLUMN state DROP DEFAULT;
-- ALTER TYPE public.state RENAME TO state_outgoing;
-- CREATE TYPE public.state AS ENUM ('open', 'archived', 'done');
-- ALTER TABLE public.customers
--     ALTER COLUMN state TYPE public.state USING state::TEXT::public.state;
-- DROP TYPE IF EXISTS public.state_outgoing;
-- ALTER TABLE public.customers
--     ALTER COLUMN state SET DEFAULT 'archived'::public.state;
-- CREATE INDEX IF NOT EXISTS idx_customers_state ON public.customers (state);
-- CREATE INDEX IF NOT EXISTS idx_customers_nickname ON public.customers (nickname);
-- DO $groundplan$
-- BEGIN
--     IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = 'public.customers'::pg_catalog.regclass AND conname = 'customers_group_id_fkey') THEN
--         ALTER TABLE public.customers ADD CONSTRAINT customers_group_id_fkey FOREIGN KEY (group_id) REFERENCES public.groups (id) ON DELETE NO ACTION ON UPDATE NO ACTION;
--     END IF;
--     IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = 'public.customers'::pg_catalog.regclass AND conname = 'short_email') THEN
--         ALTER TABLE public.customers ADD CONSTRAINT short_email CHECK ((char_length((email)::text) < 100));
--     END IF;
--     IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = 'public.customers'::pg_catalog.regclass AND conname = 'ck_customers_nickname') THEN
--         ALTER TABLE public.customers ADD CONSTRAINT ck_customers_nickname CHECK (((nickname)::text <> ''::text));
--     END IF;
--     IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = 'public.customers'::pg_catalog.regclass AND conname = 'uq_customers_email_state') THEN
--         ALTER TABLE public.customers ADD CONSTRAINT uq_customers_email_state UNIQUE (email, state);
--     END IF;
-- END
-- $groundplan$;
-- CREATE TABLE public.legacy_imports (
--     id          BIGSERIAL,
--     customer_id BIGINT    NOT NULL,
--     line        TEXT,
--     CONSTRAINT legacy_imports_pkey PRIMARY KEY (id),
--     CONSTRAINT legacy_imports_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.customers (id)
--         ON DELETE NO ACTION ON UPDATE NO ACTION
-- );
-- CREATE INDEX IF NOT EXISTS idx_legacy_imports_customer_id ON public.legacy_imports (customer_id);
--
-- COMMIT;
-- groundplan:rollback end
