-- billing: create_billing_schema
--
-- Created:       2025-01-01 00:00:00 UTC
-- Requirements:  a.schema
-- Edition:       2026
-- What it does:  creates 1 schema, 4 enums, 9 tables and 3 indexes
--
-- One transaction. A second run changes nothing. An object of the same name and another shape stops the file before COMMIT.
-- The rollback stands at the end; `groundplan rollback` prints it as SQL.

BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- Schema billing
CREATE SCHEMA IF NOT EXISTS billing;

-- Enum billing.color
DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_type WHERE typnamespace = 'billing'::pg_catalog.regnamespace AND typname = 'color') THEN
        CREATE TYPE billing.color AS ENUM ('red', 'green');
    END IF;
END
$groundplan$;

-- Enum billing.state
DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_type WHERE typnamespace = 'billing'::pg_catalog.regnamespace AND typname = 'state') THEN
        CREATE TYPE billing.state AS ENUM ('new', 'sent', 'lost');
    END IF;
END
$groundplan$;

-- Enum public.color
DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_type WHERE typnamespace = 'public'::pg_catalog.regnamespace AND typname = 'color') THEN
        CREATE TYPE public.color AS ENUM ('red', 'green');
    END IF;
END
$groundplan$;

-- Enum public.state
DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_type WHERE typnamespace = 'public'::pg_catalog.regnamespace AND typname = 'state') THEN
        CREATE TYPE public.state AS ENUM ('new', 'sent');
    END IF;
END
$groundplan$;

-- Table billing.customers
CREATE TABLE IF NOT EXISTS billing.customers (
    id       BIGSERIAL,
    username VARCHAR(40) NOT NULL,
    nickname VARCHAR(40),
    CONSTRAINT pk_customers PRIMARY KEY (id),
    CONSTRAINT uq_customers_username UNIQUE (username)
);

CREATE INDEX IF NOT EXISTS by_nickname ON billing.customers (nickname);

-- Table billing.guests
CREATE TABLE IF NOT EXISTS billing.guests (
    id       BIGSERIAL,
    username VARCHAR(40) NOT NULL,
    CONSTRAINT pk_guests PRIMARY KEY (id),
    CONSTRAINT uq_guests_username UNIQUE (username)
);

-- Table billing.legacy_imports
CREATE TABLE IF NOT EXISTS billing.legacy_imports (
    id   BIGSERIAL,
    name VARCHAR(40) NOT NULL,
    CONSTRAINT pk_legacy_imports PRIMARY KEY (id),
    CONSTRAINT uq_legacy_imports_name UNIQUE (name)
);

-- Table billing.orders
CREATE TABLE IF NOT EXISTS billing.orders (
    id       BIGSERIAL,
    buyer_id BIGINT        NOT NULL,
    state    billing.state NOT NULL DEFAULT 'new',
    c        VARCHAR(20)   NOT NULL,
    b        VARCHAR(20)   NOT NULL,
    CONSTRAINT pk_orders PRIMARY KEY (id),
    CONSTRAINT fk_orders_buyer_id FOREIGN KEY (buyer_id) REFERENCES billing.customers (id)
        ON DELETE RESTRICT ON UPDATE RESTRICT
);

CREATE INDEX IF NOT EXISTS idx_orders_buyer_id ON billing.orders (buyer_id);

-- Table billing.pairs
CREATE TABLE IF NOT EXISTS billing.pairs (
    id      BIGSERIAL,
    "left"  VARCHAR(20) NOT NULL,
    "right" INTEGER     NOT NULL,
    CONSTRAINT pk_pairs PRIMARY KEY (id)
);

-- Table billing.tags
CREATE TABLE IF NOT EXISTS billing.tags (
    id   BIGSERIAL,
    name VARCHAR(40) NOT NULL,
    CONSTRAINT pk_tags PRIMARY KEY (id),
    CONSTRAINT uq_tags_name UNIQUE (name)
);

-- Table billing.customer_tags
CREATE TABLE IF NOT EXISTS billing.customer_tags (
    customer_id BIGINT NOT NULL,
    tag_id      BIGINT NOT NULL,
    CONSTRAINT pk_customer_tags PRIMARY KEY (customer_id, tag_id),
    CONSTRAINT fk_customer_tags_customer_id FOREIGN KEY (customer_id) REFERENCES billing.customers (id)
        ON DELETE CASCADE ON UPDATE RESTRICT,
    CONSTRAINT fk_customer_tags_tag_id FOREIGN KEY (tag_id) REFERENCES billing.tags (id)
        ON DELETE CASCADE ON UPDATE RESTRICT
);

CREATE INDEX IF NOT EXISTS idx_customer_tags_tag_id ON billing.customer_tags (tag_id);

-- Table public.customers
CREATE TABLE IF NOT EXISTS public.customers (
    id       BIGSERIAL,
    username VARCHAR(40)  NOT NULL,
    state    public.state NOT NULL,
    CONSTRAINT pk_customers PRIMARY KEY (id),
    CONSTRAINT uq_customers_username UNIQUE (username)
);

-- Table public.legacy_imports
CREATE TABLE IF NOT EXISTS public.legacy_imports (
    id   BIGSERIAL,
    name VARCHAR(40) NOT NULL,
    CONSTRAINT pk_legacy_imports PRIMARY KEY (id),
    CONSTRAINT uq_legacy_imports_name UNIQUE (name)
);

-- What stands now is what was meant: each part as `name definition`; `...` leaves the rest open.
SET LOCAL search_path = pg_catalog, pg_temp;
DO $groundplan$
DECLARE
    difference text;
BEGIN
    WITH meant (object, parts) AS (VALUES
        ('enum billing.color', ARRAY['values (red) (green)']),
        ('enum billing.state', ARRAY['values (new) (sent) (lost)']),
        ('enum public.color', ARRAY['values (red) (green)']),
        ('enum public.state', ARRAY['values (new) (sent)']),
        ('table billing.customers', ARRAY[
            'id bigint not null serial', 'username character varying(40) not null', 'nickname character varying(40)',
            'pk_customers PRIMARY KEY (id)', 'uq_customers_username UNIQUE (username)', 'by_nickname INDEX USING btree (nickname)']),
        ('table billing.guests', ARRAY[
            'id bigint not null serial', 'username character varying(40) not null', 'pk_guests PRIMARY KEY (id)',
            'uq_guests_username UNIQUE (username)']),
        ('table billing.legacy_imports', ARRAY[
            'id bigint not null serial', 'name character varying(40) not null', 'pk_legacy_imports PRIMARY KEY (id)',
            'uq_legacy_imports_name UNIQUE (name)']),
        ('table billing.orders', ARRAY[
            'id bigint not null serial', 'buyer_id bigint not null', 'state billing.state not null default ''new''',
            'c character varying(20) not null', 'b character varying(20) not null', 'pk_orders PRIMARY KEY (id)',
            'fk_orders_buyer_id FOREIGN KEY (buyer_id) REFERENCES billing.customers(id) ON UPDATE RESTRICT ON DELETE RESTRICT',
            'idx_orders_buyer_id INDEX USING btree (buyer_id)']),
        ('table billing.pairs', ARRAY[
            'id bigint not null serial', 'left character varying(20) not null', 'right integer not null',
            'pk_pairs PRIMARY KEY (id)']),
        ('table billing.tags', ARRAY[
            'id bigint not null serial', 'name character varying(40) not null', 'pk_tags PRIMARY KEY (id)',
            'uq_tags_name UNIQUE (name)']),
        ('table billing.customer_tags', ARRAY[
            'customer_id bigint not null', 'tag_id bigint not null', 'pk_customer_tags PRIMARY KEY (customer_id, tag_id)',
            'fk_customer_tags_customer_id FOREIGN KEY (customer_id) REFERENCES billing.customers(id) ON UPDATE RESTRICT ON DELETE CASCADE',
            'fk_customer_tags_tag_id FOREIGN KEY (tag_id) REFERENCES billing.tags(id) ON UPDATE RESTRICT ON DELETE CASCADE',
            'idx_customer_tags_tag_id INDEX USING btree (tag_id)']),
        ('table public.customers', ARRAY[
            'id bigint not null serial', 'username character varying(40) not null', 'state public.state not null',
            'pk_customers PRIMARY KEY (id)', 'uq_customers_username UNIQUE (username)']),
        ('table public.legacy_imports', ARRAY[
            'id bigint not null serial', 'name character varying(40) not null', 'pk_legacy_imports PRIMARY KEY (id)',
            'uq_legacy_imports_name UNIQUE (name)'])
    ),
    tables AS (
        SELECT m.object, m.parts, n.nspname, r.relname, r.oid
        FROM pg_namespace AS n JOIN pg_class AS r ON r.relnamespace = n.oid
        JOIN meant AS m ON m.object = 'table ' || n.nspname || '.' || r.relname
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
--         ('enum billing.color', ARRAY['values (red) (green)']),
--         ('enum billing.state', ARRAY['values (new) (sent) (lost)']),
--         ('enum public.color', ARRAY['values (red) (green)']),
--         ('enum public.state', ARRAY['values (new) (sent)']),
--         ('table billing.customers', ARRAY[
--             'id bigint', 'username character varying(40)', 'nickname character varying(40)', 'pk_customers PRIMARY KEY (id)',
--             'uq_customers_username UNIQUE (username)']),
--         ('table billing.guests', ARRAY[
--             'id bigint', 'username character varying(40)', 'pk_guests PRIMARY KEY (id)', 'uq_guests_username UNIQUE (username)']),
--         ('table billing.legacy_imports', ARRAY[
--             'id bigint', 'name character varying(40)', 'pk_legacy_imports PRIMARY KEY (id)',
--             'uq_legacy_imports_name UNIQUE (name)']),
--         ('table billing.orders', ARRAY[
--             'id bigint', 'buyer_id bigint', 'state billing.state', 'c character varying(20)', 'b character varying(20)',
--             'pk_orders PRIMARY KEY (id)',
--             'fk_orders_buyer_id FOREIGN KEY (buyer_id) REFERENCES billing.customers(id) ON UPDATE RESTRICT ON DELETE RESTRICT']),
--         ('table billing.pairs', ARRAY[
--             'id bigint', 'left character varying(20)', 'right integer', 'pk_pairs PRIMARY KEY (id)']),
--         ('table billing.tags', ARRAY[
--             'id bigint', 'name character varying(40)', 'pk_tags PRIMARY KEY (id)', 'uq_tags_name UNIQUE (name)']),
--         ('table billing.customer_tags', ARRAY[
--             'customer_id bigint', 'tag_id bigint', 'pk_customer_tags PRIMARY KEY (customer_id, tag_id)',
--             'fk_customer_tags_customer_id FOREIGN KEY (customer_id) REFERENCES billing.customers(id) ON UPDATE RESTRICT ON DELETE CASCADE',
--             'fk_customer_tags_tag_id FOREIGN KEY (tag_id) REFERENCES billing.tags(id) ON UPDATE RESTRICT ON DELETE CASCADE']),
--         ('table public.customers', ARRAY[
--             'id bigint', 'username character varying(40)', 'state public.state', 'pk_customers PRIMARY KEY (id)',
--             'uq_customers_username UNIQUE (username)']),
--         ('table public.legacy_imports', ARRAY[
--             'id bigint', 'name character varying(40)', 'pk_legacy_imports PRIMARY KEY (id)',
--             'uq_legacy_imports_name UNIQUE (name)'])
--     ),
--     tables AS (
--         SELECT m.object, m.parts, n.nspname, r.relname, r.oid
--         FROM pg_namespace AS n JOIN pg_class AS r ON r.relnamespace = n.oid
--         JOIN meant AS m ON m.object = 'table ' || n.nspname || '.' || r.relname
--     ),
--     standing (object, name, definition, expression) AS (
--         SELECT t.object, a.attname, format_type(a.atttypid, a.atttypmod), NULL
--         FROM tables AS t JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
--         UNION ALL
--         SELECT t.object, c.conname, pg_get_constraintdef(c.oid), pg_get_expr(c.conbin, c.conrelid)
--         FROM tables AS t JOIN pg_constraint AS c ON c.conrelid = t.oid
--         UNION ALL
--         SELECT m.object, 'values', string_agg('(' || e.enumlabel || ')', ' ' ORDER BY e.enumsortorder), NULL
--         FROM pg_namespace AS n JOIN pg_type AS t ON t.typnamespace = n.oid
--         JOIN meant AS m ON m.object = 'enum ' || n.nspname || '.' || t.typname
--         JOIN pg_enum AS e ON e.enumtypid = t.oid
--         GROUP BY m.object
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
-- DROP TABLE IF EXISTS public.legacy_imports;
-- DROP TABLE IF EXISTS public.customers;
-- DROP TABLE IF EXISTS billing.customer_tags;
-- DROP TABLE IF EXISTS billing.tags;
-- DROP TABLE IF EXISTS billing.pairs;
-- DROP TABLE IF EXISTS billing.orders;
-- DROP TABLE IF EXISTS billing.legacy_imports;
-- DROP TABLE IF EXISTS billing.guests;
-- DROP TABLE IF EXISTS billing.customers;
-- DROP TYPE IF EXISTS public.state;
-- DROP TYPE IF EXISTS public.color;
-- DROP TYPE IF EXISTS billing.state;
-- DROP TYPE IF EXISTS billing.color;
-- DROP SCHEMA IF EXISTS billing;
--
-- COMMIT;
-- groundplan:rollback end
