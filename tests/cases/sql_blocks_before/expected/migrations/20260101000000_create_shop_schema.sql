-- shop: create_shop_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  shop.schema
-- Edition:       2026
-- What it does:  creates 2 functions, 3 tables and 2 indexes
--                runs 1 SQL block of the requirements
--
-- One transaction. A second run changes nothing. An object of the same name and another shape stops the file before COMMIT.
-- The rollback stands at the end; `groundplan rollback` prints it as SQL.
-- groundplan:sql 2365d4cd8279d71ec6e435b4254b09d7639bc4bf728fd9f40836c4fd5a4ee630 currencies

BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- Function public.is_price(numeric)
DO $groundplan$
BEGIN
    IF pg_catalog.to_regprocedure('public.is_price(numeric)') IS NULL THEN
CREATE FUNCTION public.is_price(amount numeric) RETURNS boolean
LANGUAGE sql IMMUTABLE
AS $function$ select amount >= 0 $function$;
    END IF;
END
$groundplan$;

-- Function public.offer_of(text)
DO $groundplan$
BEGIN
    IF pg_catalog.to_regprocedure('public.offer_of(text)') IS NULL THEN
CREATE FUNCTION public.offer_of(title text) RETURNS integer
LANGUAGE sql IMMUTABLE
AS $function$ select char_length(title) $function$;
    END IF;
END
$groundplan$;

-- Table public.currencies
CREATE TABLE IF NOT EXISTS public.currencies (
    code VARCHAR(3) NOT NULL,
    CONSTRAINT pk_currencies PRIMARY KEY (code)
);

-- SQL of the requirements: currencies
insert into currencies (code) values ('EUR'), ('USD') on conflict do nothing;

-- Table public.prices
CREATE TABLE IF NOT EXISTS public.prices (
    id            BIGSERIAL,
    currency_code VARCHAR(3)    NOT NULL,
    amount        NUMERIC(12,2) NOT NULL,
    name          VARCHAR(40)   NOT NULL,
    CONSTRAINT pk_prices PRIMARY KEY (id),
    CONSTRAINT uq_prices_name UNIQUE (name),
    CONSTRAINT fk_prices_currency_code FOREIGN KEY (currency_code) REFERENCES public.currencies (code)
        ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT ck_prices_name CHECK (char_length(name) >= 1),
    CONSTRAINT positive CHECK (is_price(amount))
);

CREATE INDEX IF NOT EXISTS idx_prices_currency_code ON public.prices (currency_code);

-- Table public.offers
CREATE TABLE IF NOT EXISTS public.offers (
    id       BIGSERIAL,
    price_id BIGINT      NOT NULL,
    title    VARCHAR(40) NOT NULL,
    CONSTRAINT pk_offers PRIMARY KEY (id),
    CONSTRAINT uq_offers_title UNIQUE (title),
    CONSTRAINT fk_offers_price_id FOREIGN KEY (price_id) REFERENCES public.prices (id)
        ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT ck_offers_title CHECK (char_length(title) >= 1),
    CONSTRAINT dear CHECK (offer_of(title) > 0)
);

CREATE INDEX IF NOT EXISTS idx_offers_price_id ON public.offers (price_id);

-- What stands now is what was meant: each part as `name definition`; `...` leaves the rest open.
SET LOCAL search_path = pg_catalog, pg_temp;
DO $groundplan$
DECLARE
    difference text;
BEGIN
    WITH meant (object, parts) AS (VALUES
        ('table public.currencies', ARRAY[
            'code character varying(3) not null', 'pk_currencies PRIMARY KEY (code)']),
        ('table public.prices', ARRAY[
            'id bigint not null serial', 'currency_code character varying(3) not null', 'amount numeric(12,2) not null',
            'name character varying(40) not null', 'pk_prices PRIMARY KEY (id)', 'uq_prices_name UNIQUE (name)',
            'fk_prices_currency_code FOREIGN KEY (currency_code) REFERENCES public.currencies(code) ON UPDATE RESTRICT ON DELETE RESTRICT',
            'ck_prices_name CHECK (char_length name >= 1)', 'positive CHECK of amount',
            'idx_prices_currency_code INDEX USING btree (currency_code)']),
        ('table public.offers', ARRAY[
            'id bigint not null serial', 'price_id bigint not null', 'title character varying(40) not null',
            'pk_offers PRIMARY KEY (id)', 'uq_offers_title UNIQUE (title)',
            'fk_offers_price_id FOREIGN KEY (price_id) REFERENCES public.prices(id) ON UPDATE RESTRICT ON DELETE RESTRICT',
            'ck_offers_title CHECK (char_length title >= 1)', 'dear CHECK of title',
            'idx_offers_price_id INDEX USING btree (price_id)'])
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
        SELECT t.object, c.conname, 'CHECK of ' || (
            SELECT coalesce(string_agg(a.attname, ', ' ORDER BY a.attname COLLATE "C"), 'no column')
            FROM pg_attribute AS a WHERE a.attrelid = t.oid AND a.attnum = ANY (c.conkey)
        ) || CASE WHEN c.convalidated THEN '' ELSE ' NOT VALID' END, NULL
        FROM tables AS t JOIN pg_constraint AS c ON c.conrelid = t.oid AND c.contype = 'c'
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
DO $groundplan$
DECLARE
    difference text;
BEGIN
    SELECT min(format('function %s is another one than this migration means', m.signature)) INTO difference
    FROM (VALUES
        ('public.is_price(numeric)', 'boolean sql immutable body 4fa11181cbf62401dc1627fb0e2c155fa1c84b2054edc2bb975daf92a04f5d5c'),
        ('public.offer_of(text)', 'integer sql immutable body 43ab6109bc48d875571e9505f0801f5d5895d08c61949208568a32b5e2343f90')
    ) AS m (signature, form)
    LEFT JOIN pg_proc AS p ON p.oid = to_regprocedure(m.signature)
    LEFT JOIN pg_language AS l ON l.oid = p.prolang
    WHERE p.oid IS NULL OR m.form <> concat_ws(' ', nullif(pg_get_function_result(p.oid), ''), l.lanname,
        CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END,
        CASE WHEN p.prosecdef THEN 'security definer' END, CASE WHEN p.proisstrict THEN 'strict' END,
        'body ' || encode(sha256(convert_to(replace(p.prosrc, chr(13), ''), 'UTF8')), 'hex'));
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
--         ('table public.currencies', ARRAY[
--             'code character varying(3)', 'pk_currencies PRIMARY KEY (code)']),
--         ('table public.prices', ARRAY[
--             'id bigint', 'currency_code character varying(3)', 'amount numeric(12,2)', 'name character varying(40)',
--             'pk_prices PRIMARY KEY (id)', 'uq_prices_name UNIQUE (name)',
--             'fk_prices_currency_code FOREIGN KEY (currency_code) REFERENCES public.currencies(code) ON UPDATE RESTRICT ON DELETE RESTRICT',
--             'ck_prices_name CHECK (char_length name >= 1)', 'positive CHECK of amount']),
--         ('table public.offers', ARRAY[
--             'id bigint', 'price_id bigint', 'title character varying(40)', 'pk_offers PRIMARY KEY (id)',
--             'uq_offers_title UNIQUE (title)',
--             'fk_offers_price_id FOREIGN KEY (price_id) REFERENCES public.prices(id) ON UPDATE RESTRICT ON DELETE RESTRICT',
--             'ck_offers_title CHECK (char_length title >= 1)', 'dear CHECK of title'])
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
--         SELECT t.object, c.conname, 'CHECK of ' || (
--             SELECT coalesce(string_agg(a.attname, ', ' ORDER BY a.attname COLLATE "C"), 'no column')
--             FROM pg_attribute AS a WHERE a.attrelid = t.oid AND a.attnum = ANY (c.conkey)
--         ) || CASE WHEN c.convalidated THEN '' ELSE ' NOT VALID' END, NULL
--         FROM tables AS t JOIN pg_constraint AS c ON c.conrelid = t.oid AND c.contype = 'c'
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
-- DO $groundplan$
-- DECLARE
--     difference text;
-- BEGIN
--     SELECT min(format('function %s is another one than this migration means', m.signature)) INTO difference
--     FROM (VALUES
--         ('public.is_price(numeric)', 'boolean sql immutable body 4fa11181cbf62401dc1627fb0e2c155fa1c84b2054edc2bb975daf92a04f5d5c'),
--         ('public.offer_of(text)', 'integer sql immutable body 43ab6109bc48d875571e9505f0801f5d5895d08c61949208568a32b5e2343f90')
--     ) AS m (signature, form)
--     LEFT JOIN pg_proc AS p ON p.oid = to_regprocedure(m.signature)
--     LEFT JOIN pg_language AS l ON l.oid = p.prolang
--     WHERE p.oid IS NOT NULL AND m.form <> concat_ws(' ', nullif(pg_get_function_result(p.oid), ''), l.lanname,
--         CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END,
--         CASE WHEN p.prosecdef THEN 'security definer' END, CASE WHEN p.proisstrict THEN 'strict' END,
--         'body ' || encode(sha256(convert_to(replace(p.prosrc, chr(13), ''), 'UTF8')), 'hex'));
--     IF difference IS NOT NULL THEN
--         RAISE EXCEPTION '%', difference USING HINT = 'It has been changed since, or was not made by this migration. Nothing has been dropped.';
--     END IF;
-- END
-- $groundplan$;
-- SET LOCAL search_path = public, pg_temp;
--
-- DROP TABLE IF EXISTS public.offers;
-- DROP TABLE IF EXISTS public.prices;
-- delete from currencies where code in ('EUR', 'USD');
-- DROP TABLE IF EXISTS public.currencies;
-- DROP FUNCTION IF EXISTS public.offer_of(text);
-- DROP FUNCTION IF EXISTS public.is_price(numeric);
--
-- COMMIT;
-- groundplan:rollback end
