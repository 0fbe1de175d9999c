-- everything: create_everything_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  everything.schema
-- Edition:       2026
-- What it does:  creates 1 function, 1 table and 1 trigger
--                adds 2 comments
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

-- Function public.set_updated_at()
DO $groundplan$
BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_catalog.pg_proc WHERE pronamespace = 'public'::pg_catalog.regnamespace AND proname = 'set_updated_at'
            AND pg_catalog.pg_get_function_identity_arguments(oid) = ''
    ) THEN
CREATE FUNCTION public.set_updated_at() RETURNS trigger
LANGUAGE plpgsql
SET search_path = ''
AS $function$
BEGIN
    NEW.updated_at := CURRENT_TIMESTAMP;
    RETURN NEW;
END;
$function$;
    END IF;
END
$groundplan$;

COMMENT ON FUNCTION public.set_updated_at() IS 'Keeps updated_at true: the moment of a row''s last change.';

-- Table public.things
CREATE TABLE IF NOT EXISTS public.things (
    id            BIGSERIAL,
    a_email       VARCHAR(254)             NOT NULL,
    a_url         VARCHAR(2048)            NOT NULL,
    a_slug        VARCHAR(100)             NOT NULL,
    a_phone       VARCHAR(16)              NOT NULL,
    a_secret      VARCHAR(255)             NOT NULL,
    a_token       VARCHAR(128)             NOT NULL,
    a_percent     NUMERIC(5,2)             NOT NULL,
    a_rating      SMALLINT                 NOT NULL,
    a_country     VARCHAR(2)               NOT NULL,
    a_currency    VARCHAR(3)               NOT NULL,
    a_language    VARCHAR(35)              NOT NULL,
    a_timezone    VARCHAR(64)              NOT NULL,
    a_ip          INET                     NOT NULL,
    a_cidr        CIDR                     NOT NULL,
    a_mac         MACADDR                  NOT NULL,
    a_color       VARCHAR(7)               NOT NULL,
    a_latitude    NUMERIC(8,6)             NOT NULL,
    a_longitude   NUMERIC(9,6)             NOT NULL,
    a_markdown    TEXT                     NOT NULL,
    a_html        TEXT                     NOT NULL,
    a_uuid        UUID                     NOT NULL,
    a_json        JSONB                    NOT NULL,
    a_person_name VARCHAR(200)             NOT NULL,
    a_first_name  VARCHAR(100)             NOT NULL,
    a_last_name   VARCHAR(100)             NOT NULL,
    a_street      VARCHAR(200)             NOT NULL,
    a_city        VARCHAR(100)             NOT NULL,
    a_postal_code VARCHAR(12)              NOT NULL,
    a_company     VARCHAR(200)             NOT NULL,
    a_isbn        VARCHAR(13)              NOT NULL,
    a_ean         VARCHAR(13)              NOT NULL,
    a_semver      VARCHAR(64)              NOT NULL,
    a_date        DATE                     NOT NULL,
    a_time        TIME                     NOT NULL,
    a_timestamp   TIMESTAMP WITH TIME ZONE NOT NULL,
    a_duration    INTERVAL                 NOT NULL,
    a_year        SMALLINT                 NOT NULL,
    a_quantity    INTEGER                  NOT NULL,
    a_money       NUMERIC(14,2)            NOT NULL,
    created_at    TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at    TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_things PRIMARY KEY (id),
    CONSTRAINT ck_things_a_color CHECK (a_color ~ '^#[0-9a-f]{6}$'),
    CONSTRAINT ck_things_a_country CHECK (a_country ~ '^[A-Z]{2}$'),
    CONSTRAINT ck_things_a_currency CHECK (a_currency ~ '^[A-Z]{3}$'),
    CONSTRAINT ck_things_a_ean CHECK (a_ean ~ '^[0-9]{8}([0-9]{5})?$'),
    CONSTRAINT ck_things_a_email CHECK (a_email = lower(a_email) AND a_email LIKE '%_@_%'),
    CONSTRAINT ck_things_a_ip CHECK (masklen(a_ip) = CASE family(a_ip) WHEN 4 THEN 32 ELSE 128 END),
    CONSTRAINT ck_things_a_isbn CHECK (a_isbn ~ '^97[89][0-9]{10}$'),
    CONSTRAINT ck_things_a_language CHECK (a_language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
    CONSTRAINT ck_things_a_latitude CHECK (a_latitude BETWEEN -90 AND 90),
    CONSTRAINT ck_things_a_longitude CHECK (a_longitude BETWEEN -180 AND 180),
    CONSTRAINT ck_things_a_percent CHECK (a_percent BETWEEN 0 AND 100),
    CONSTRAINT ck_things_a_phone CHECK (a_phone ~ '^[+][1-9][0-9]{6,14}$'),
    CONSTRAINT ck_things_a_postal_code CHECK (a_postal_code ~ '^[A-Z0-9][A-Z0-9 -]{1,11}$'),
    CONSTRAINT ck_things_a_quantity CHECK (a_quantity >= 0),
    CONSTRAINT ck_things_a_rating CHECK (a_rating BETWEEN 1 AND 5),
    CONSTRAINT ck_things_a_semver CHECK (a_semver ~ '^(0|[1-9][0-9]*)[.](0|[1-9][0-9]*)[.](0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?([+][0-9A-Za-z.-]+)?$'),
    CONSTRAINT ck_things_a_slug CHECK (a_slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    CONSTRAINT ck_things_a_timezone CHECK (a_timezone ~ '^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$'),
    CONSTRAINT ck_things_a_token CHECK (a_token ~ '^[!-~]+$'),
    CONSTRAINT ck_things_a_url CHECK (a_url ~ '^https?://[^[:space:]]+$'),
    CONSTRAINT ck_things_a_year CHECK (a_year BETWEEN 1000 AND 9999)
);

DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = 'public.things'::pg_catalog.regclass AND tgname = 'set_updated_at') THEN
        CREATE TRIGGER set_updated_at BEFORE UPDATE ON public.things
            FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
    END IF;
END
$groundplan$;

COMMENT ON TABLE public.things IS 'One field of every semantic type.';

-- What stands now is what was meant: each part as `name definition`; `...` leaves the rest open.
SET LOCAL search_path = pg_catalog, pg_temp;
DO $groundplan$
DECLARE
    difference text;
BEGIN
    WITH meant (object, parts) AS (VALUES
        ('function public.set_updated_at()', ARRAY['returns trigger plpgsql set search_path= body a17ce5421899a868e95bc04721c98f137600dd2a5c2faa87b55982a7a97e5554']),
        ('table public.things', ARRAY[
            'id bigint not null serial', 'a_email character varying(254) not null', 'a_url character varying(2048) not null',
            'a_slug character varying(100) not null', 'a_phone character varying(16) not null',
            'a_secret character varying(255) not null', 'a_token character varying(128) not null',
            'a_percent numeric(5,2) not null', 'a_rating smallint not null', 'a_country character varying(2) not null',
            'a_currency character varying(3) not null', 'a_language character varying(35) not null',
            'a_timezone character varying(64) not null', 'a_ip inet not null', 'a_cidr cidr not null', 'a_mac macaddr not null',
            'a_color character varying(7) not null', 'a_latitude numeric(8,6) not null', 'a_longitude numeric(9,6) not null',
            'a_markdown text not null', 'a_html text not null', 'a_uuid uuid not null', 'a_json jsonb not null',
            'a_person_name character varying(200) not null', 'a_first_name character varying(100) not null',
            'a_last_name character varying(100) not null', 'a_street character varying(200) not null',
            'a_city character varying(100) not null', 'a_postal_code character varying(12) not null',
            'a_company character varying(200) not null', 'a_isbn character varying(13) not null',
            'a_ean character varying(13) not null', 'a_semver character varying(64) not null', 'a_date date not null',
            'a_time time without time zone not null', 'a_timestamp timestamp with time zone not null',
            'a_duration interval not null', 'a_year smallint not null', 'a_quantity integer not null',
            'a_money numeric(14,2) not null', 'created_at timestamp with time zone not null default CURRENT_TIMESTAMP',
            'updated_at timestamp with time zone not null default CURRENT_TIMESTAMP', 'pk_things PRIMARY KEY (id)',
            'ck_things_a_color CHECK (a_color ~ ''^#[0-9a-f]{6}$'')', 'ck_things_a_country CHECK (a_country ~ ''^[A-Z]{2}$'')',
            'ck_things_a_currency CHECK (a_currency ~ ''^[A-Z]{3}$'')',
            'ck_things_a_ean CHECK (a_ean ~ ''^[0-9]{8}([0-9]{5})?$'')',
            'ck_things_a_email CHECK (a_email = lower a_email AND a_email ~~ ''%_@_%'')', 'ck_things_a_ip CHECK of a_ip',
            'ck_things_a_isbn CHECK (a_isbn ~ ''^97[89][0-9]{10}$'')',
            'ck_things_a_language CHECK (a_language ~ ''^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'')',
            'ck_things_a_latitude CHECK (a_latitude >= -90 AND a_latitude <= 90)',
            'ck_things_a_longitude CHECK (a_longitude >= -180 AND a_longitude <= 180)',
            'ck_things_a_percent CHECK (a_percent >= 0 AND a_percent <= 100)',
            'ck_things_a_phone CHECK (a_phone ~ ''^[+][1-9][0-9]{6,14}$'')',
            'ck_things_a_postal_code CHECK (a_postal_code ~ ''^[A-Z0-9][A-Z0-9 -]{1,11}$'')',
            'ck_things_a_quantity CHECK (a_quantity >= 0)', 'ck_things_a_rating CHECK (a_rating >= 1 AND a_rating <= 5)',
            'ck_things_a_semver CHECK (a_semver ~ ''^(0|[1-9][0-9]*)[.](0|[1-9][0-9]*)[.](0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?([+][0-9A-Za-z.-]+)?$'')',
            'ck_things_a_slug CHECK (a_slug ~ ''^[a-z0-9]+(-[a-z0-9]+)*$'')',
            'ck_things_a_timezone CHECK (a_timezone ~ ''^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$'')',
            'ck_things_a_token CHECK (a_token ~ ''^[!-~]+$'')', 'ck_things_a_url CHECK (a_url ~ ''^https?://[^[:space:]]+$'')',
            'ck_things_a_year CHECK (a_year >= 1000 AND a_year <= 9999)',
            'set_updated_at TRIGGER BEFORE UPDATE FOR EACH ROW EXECUTE FUNCTION public.set_updated_at()'])
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
        SELECT t.object, g.tgname, CASE WHEN g.tgenabled IN ('D', 'R') THEN 'DISABLED ' ELSE '' END || replace(replace(
            substr(pg_get_triggerdef(g.oid), 8), format('TRIGGER %I ', g.tgname), 'TRIGGER '), format('ON %I.%I ', t.nspname, t.relname), ''),
            NULL
        FROM tables AS t JOIN pg_trigger AS g ON g.tgrelid = t.oid AND NOT g.tgisinternal
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
--         ('function public.set_updated_at()', ARRAY['returns trigger plpgsql set search_path= body a17ce5421899a868e95bc04721c98f137600dd2a5c2faa87b55982a7a97e5554']),
--         ('table public.things', ARRAY[
--             'id bigint', 'a_email character varying(254)', 'a_url character varying(2048)', 'a_slug character varying(100)',
--             'a_phone character varying(16)', 'a_secret character varying(255)', 'a_token character varying(128)',
--             'a_percent numeric(5,2)', 'a_rating smallint', 'a_country character varying(2)', 'a_currency character varying(3)',
--             'a_language character varying(35)', 'a_timezone character varying(64)', 'a_ip inet', 'a_cidr cidr', 'a_mac macaddr',
--             'a_color character varying(7)', 'a_latitude numeric(8,6)', 'a_longitude numeric(9,6)', 'a_markdown text',
--             'a_html text', 'a_uuid uuid', 'a_json jsonb', 'a_person_name character varying(200)',
--             'a_first_name character varying(100)', 'a_last_name character varying(100)', 'a_street character varying(200)',
--             'a_city character varying(100)', 'a_postal_code character varying(12)', 'a_company character varying(200)',
--             'a_isbn character varying(13)', 'a_ean character varying(13)', 'a_semver character varying(64)', 'a_date date',
--             'a_time time without time zone', 'a_timestamp timestamp with time zone', 'a_duration interval', 'a_year smallint',
--             'a_quantity integer', 'a_money numeric(14,2)', 'created_at timestamp with time zone',
--             'updated_at timestamp with time zone', 'pk_things PRIMARY KEY (id)',
--             'ck_things_a_color CHECK (a_color ~ ''^#[0-9a-f]{6}$'')', 'ck_things_a_country CHECK (a_country ~ ''^[A-Z]{2}$'')',
--             'ck_things_a_currency CHECK (a_currency ~ ''^[A-Z]{3}$'')',
--             'ck_things_a_ean CHECK (a_ean ~ ''^[0-9]{8}([0-9]{5})?$'')',
--             'ck_things_a_email CHECK (a_email = lower a_email AND a_email ~~ ''%_@_%'')', 'ck_things_a_ip CHECK of a_ip',
--             'ck_things_a_isbn CHECK (a_isbn ~ ''^97[89][0-9]{10}$'')',
--             'ck_things_a_language CHECK (a_language ~ ''^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'')',
--             'ck_things_a_latitude CHECK (a_latitude >= -90 AND a_latitude <= 90)',
--             'ck_things_a_longitude CHECK (a_longitude >= -180 AND a_longitude <= 180)',
--             'ck_things_a_percent CHECK (a_percent >= 0 AND a_percent <= 100)',
--             'ck_things_a_phone CHECK (a_phone ~ ''^[+][1-9][0-9]{6,14}$'')',
--             'ck_things_a_postal_code CHECK (a_postal_code ~ ''^[A-Z0-9][A-Z0-9 -]{1,11}$'')',
--             'ck_things_a_quantity CHECK (a_quantity >= 0)', 'ck_things_a_rating CHECK (a_rating >= 1 AND a_rating <= 5)',
--             'ck_things_a_semver CHECK (a_semver ~ ''^(0|[1-9][0-9]*)[.](0|[1-9][0-9]*)[.](0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?([+][0-9A-Za-z.-]+)?$'')',
--             'ck_things_a_slug CHECK (a_slug ~ ''^[a-z0-9]+(-[a-z0-9]+)*$'')',
--             'ck_things_a_timezone CHECK (a_timezone ~ ''^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$'')',
--             'ck_things_a_token CHECK (a_token ~ ''^[!-~]+$'')', 'ck_things_a_url CHECK (a_url ~ ''^https?://[^[:space:]]+$'')',
--             'ck_things_a_year CHECK (a_year >= 1000 AND a_year <= 9999)'])
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
--         UNION ALL
--         SELECT m.object, 'returns', concat_ws(' ', pg_get_function_result(p.oid), l.lanname,
--             CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' END, CASE WHEN p.prosecdef THEN 'security definer' END,
--             'set ' || array_to_string(p.proconfig, ' set '),
--             'body ' || encode(sha256(convert_to(replace(p.prosrc, chr(13), ''), 'UTF8')), 'hex')), NULL
--         FROM pg_namespace AS n JOIN pg_proc AS p ON p.pronamespace = n.oid AND n.nspname <> 'pg_catalog'
--         JOIN pg_language AS l ON l.oid = p.prolang
--         JOIN meant AS m ON m.object = format('function %s.%s(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid))
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
-- DROP TABLE IF EXISTS public.things;
-- DROP FUNCTION IF EXISTS public.set_updated_at();
--
-- COMMIT;
-- groundplan:rollback end
