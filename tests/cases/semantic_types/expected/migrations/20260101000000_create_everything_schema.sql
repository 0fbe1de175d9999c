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
    -- A function of this name that stands is never replaced; whether it is the same is compared before COMMIT.
    IF NOT EXISTS (
        SELECT
        FROM pg_catalog.pg_proc AS p
        JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
        WHERE n.nspname = 'public' AND p.proname = 'set_updated_at'
            AND pg_catalog.pg_get_function_identity_arguments(p.oid) = ''
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

CREATE OR REPLACE TRIGGER set_updated_at
    BEFORE UPDATE ON public.things
    FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();

COMMENT ON TABLE public.things IS 'One field of every semantic type.';

-- What stands now is what was meant. Names of types are read in full, hence the empty search_path.
SET LOCAL search_path = '';
DO $groundplan$
DECLARE
    difference text;
BEGIN
    SELECT pg_catalog.format('function %I.%I(%s) has another body than this migration means',
            meant.schema_name, meant.function_name, meant.arguments)
    INTO difference
    FROM (VALUES
        ('public', 'set_updated_at', '', 'plpgsql a17ce5421899a868e95bc04721c98f137600dd2a5c2faa87b55982a7a97e5554')
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
    WHERE standing.definition IS DISTINCT FROM meant.definition
    ORDER BY meant.schema_name, meant.function_name, meant.arguments
    LIMIT 1;
    IF difference IS NOT NULL THEN
        RAISE EXCEPTION '%', difference USING HINT = 'An object of this name stood before this migration. Nothing has been changed: rename one of them, or make them equal.';
    END IF;

    SELECT pg_catalog.format('column %I of %I.%I is %s where this migration means %s',
            meant.column_name, meant.schema_name, meant.table_name, coalesce(standing.definition, 'absent'), meant.definition)
    INTO difference
    FROM (VALUES
        ('public', 'things', 'id', 'bigint not null serial'),
        ('public', 'things', 'a_email', 'character varying(254) not null'),
        ('public', 'things', 'a_url', 'character varying(2048) not null'),
        ('public', 'things', 'a_slug', 'character varying(100) not null'),
        ('public', 'things', 'a_phone', 'character varying(16) not null'),
        ('public', 'things', 'a_secret', 'character varying(255) not null'),
        ('public', 'things', 'a_token', 'character varying(128) not null'),
        ('public', 'things', 'a_percent', 'numeric(5,2) not null'),
        ('public', 'things', 'a_rating', 'smallint not null'),
        ('public', 'things', 'a_country', 'character varying(2) not null'),
        ('public', 'things', 'a_currency', 'character varying(3) not null'),
        ('public', 'things', 'a_language', 'character varying(35) not null'),
        ('public', 'things', 'a_timezone', 'character varying(64) not null'),
        ('public', 'things', 'a_ip', 'inet not null'),
        ('public', 'things', 'a_cidr', 'cidr not null'),
        ('public', 'things', 'a_mac', 'macaddr not null'),
        ('public', 'things', 'a_color', 'character varying(7) not null'),
        ('public', 'things', 'a_latitude', 'numeric(8,6) not null'),
        ('public', 'things', 'a_longitude', 'numeric(9,6) not null'),
        ('public', 'things', 'a_markdown', 'text not null'),
        ('public', 'things', 'a_html', 'text not null'),
        ('public', 'things', 'a_uuid', 'uuid not null'),
        ('public', 'things', 'a_json', 'jsonb not null'),
        ('public', 'things', 'a_person_name', 'character varying(200) not null'),
        ('public', 'things', 'a_first_name', 'character varying(100) not null'),
        ('public', 'things', 'a_last_name', 'character varying(100) not null'),
        ('public', 'things', 'a_street', 'character varying(200) not null'),
        ('public', 'things', 'a_city', 'character varying(100) not null'),
        ('public', 'things', 'a_postal_code', 'character varying(12) not null'),
        ('public', 'things', 'a_company', 'character varying(200) not null'),
        ('public', 'things', 'a_isbn', 'character varying(13) not null'),
        ('public', 'things', 'a_ean', 'character varying(13) not null'),
        ('public', 'things', 'a_semver', 'character varying(64) not null'),
        ('public', 'things', 'a_date', 'date not null'),
        ('public', 'things', 'a_time', 'time without time zone not null'),
        ('public', 'things', 'a_timestamp', 'timestamp with time zone not null'),
        ('public', 'things', 'a_duration', 'interval not null'),
        ('public', 'things', 'a_year', 'smallint not null'),
        ('public', 'things', 'a_quantity', 'integer not null'),
        ('public', 'things', 'a_money', 'numeric(14,2) not null'),
        ('public', 'things', 'created_at', 'timestamp with time zone not null default'),
        ('public', 'things', 'updated_at', 'timestamp with time zone not null default')
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
    WHERE standing.definition IS DISTINCT FROM meant.definition
    ORDER BY meant.schema_name, meant.table_name, meant.column_name
    LIMIT 1;
    IF difference IS NOT NULL THEN
        RAISE EXCEPTION '%', difference USING HINT = 'An object of this name stood before this migration. Nothing has been changed: rename one of them, or make them equal.';
    END IF;

    SELECT pg_catalog.format('constraint %I of %I.%I is %s where this migration means %s',
            meant.constraint_name, meant.schema_name, meant.table_name, coalesce(standing.definition, 'absent'), coalesce(meant.definition, 'present'))
    INTO difference
    FROM (VALUES
        ('public', 'things', 'pk_things', 'primary key (id)'),
        ('public', 'things', 'ck_things_a_color', 'check (a_color)'),
        ('public', 'things', 'ck_things_a_country', 'check (a_country)'),
        ('public', 'things', 'ck_things_a_currency', 'check (a_currency)'),
        ('public', 'things', 'ck_things_a_ean', 'check (a_ean)'),
        ('public', 'things', 'ck_things_a_email', 'check (a_email)'),
        ('public', 'things', 'ck_things_a_ip', 'check (a_ip)'),
        ('public', 'things', 'ck_things_a_isbn', 'check (a_isbn)'),
        ('public', 'things', 'ck_things_a_language', 'check (a_language)'),
        ('public', 'things', 'ck_things_a_latitude', 'check (a_latitude)'),
        ('public', 'things', 'ck_things_a_longitude', 'check (a_longitude)'),
        ('public', 'things', 'ck_things_a_percent', 'check (a_percent)'),
        ('public', 'things', 'ck_things_a_phone', 'check (a_phone)'),
        ('public', 'things', 'ck_things_a_postal_code', 'check (a_postal_code)'),
        ('public', 'things', 'ck_things_a_quantity', 'check (a_quantity)'),
        ('public', 'things', 'ck_things_a_rating', 'check (a_rating)'),
        ('public', 'things', 'ck_things_a_semver', 'check (a_semver)'),
        ('public', 'things', 'ck_things_a_slug', 'check (a_slug)'),
        ('public', 'things', 'ck_things_a_timezone', 'check (a_timezone)'),
        ('public', 'things', 'ck_things_a_token', 'check (a_token)'),
        ('public', 'things', 'ck_things_a_url', 'check (a_url)'),
        ('public', 'things', 'ck_things_a_year', 'check (a_year)')
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
    WHERE standing.definition IS NULL OR standing.definition <> meant.definition
    ORDER BY meant.schema_name, meant.table_name, meant.constraint_name
    LIMIT 1;
    IF difference IS NOT NULL THEN
        RAISE EXCEPTION '%', difference USING HINT = 'An object of this name stood before this migration. Nothing has been changed: rename one of them, or make them equal.';
    END IF;

    SELECT pg_catalog.format('trigger %I of %I.%I is %s where this migration means %s',
            meant.trigger_name, meant.schema_name, meant.table_name, coalesce(standing.definition, 'absent'), meant.definition)
    INTO difference
    FROM (VALUES
        ('public', 'things', 'set_updated_at', 'before update for each row execute public.set_updated_at')
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
    WHERE standing.definition IS DISTINCT FROM meant.definition
    ORDER BY meant.schema_name, meant.table_name, meant.trigger_name
    LIMIT 1;
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
-- SET LOCAL search_path = '';
-- DO $groundplan$
-- DECLARE
--     difference text;
-- BEGIN
--     SELECT pg_catalog.format('function %I.%I(%s) has another body than this migration means',
--             meant.schema_name, meant.function_name, meant.arguments)
--     INTO difference
--     FROM (VALUES
--         ('public', 'set_updated_at', '', 'plpgsql a17ce5421899a868e95bc04721c98f137600dd2a5c2faa87b55982a7a97e5554')
--     ) AS meant (schema_name, function_name, arguments, definition)
--     LEFT JOIN LATERAL (
--         SELECT l.lanname || ' ' || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(
--                 pg_catalog.replace(p.prosrc, pg_catalog.chr(13), ''), 'UTF8')), 'hex') AS definition
--         FROM pg_catalog.pg_proc AS p
--         JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
--         JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
--         WHERE n.nspname = meant.schema_name AND p.proname = meant.function_name
--             AND pg_catalog.pg_get_function_identity_arguments(p.oid) = meant.arguments
--     ) AS standing ON true
--     WHERE standing.definition <> meant.definition
--     ORDER BY meant.schema_name, meant.function_name, meant.arguments
--     LIMIT 1;
--     IF difference IS NOT NULL THEN
--         RAISE EXCEPTION '%', difference USING HINT = 'It has been changed since, or was not made by this migration. Nothing has been dropped.';
--     END IF;
--
--     SELECT pg_catalog.format('column %I of %I.%I is %s where this migration means %s',
--             meant.column_name, meant.schema_name, meant.table_name, coalesce(standing.definition, 'absent'), meant.definition)
--     INTO difference
--     FROM (VALUES
--         ('public', 'things', 'id', 'bigint not null serial'),
--         ('public', 'things', 'a_email', 'character varying(254) not null'),
--         ('public', 'things', 'a_url', 'character varying(2048) not null'),
--         ('public', 'things', 'a_slug', 'character varying(100) not null'),
--         ('public', 'things', 'a_phone', 'character varying(16) not null'),
--         ('public', 'things', 'a_secret', 'character varying(255) not null'),
--         ('public', 'things', 'a_token', 'character varying(128) not null'),
--         ('public', 'things', 'a_percent', 'numeric(5,2) not null'),
--         ('public', 'things', 'a_rating', 'smallint not null'),
--         ('public', 'things', 'a_country', 'character varying(2) not null'),
--         ('public', 'things', 'a_currency', 'character varying(3) not null'),
--         ('public', 'things', 'a_language', 'character varying(35) not null'),
--         ('public', 'things', 'a_timezone', 'character varying(64) not null'),
--         ('public', 'things', 'a_ip', 'inet not null'),
--         ('public', 'things', 'a_cidr', 'cidr not null'),
--         ('public', 'things', 'a_mac', 'macaddr not null'),
--         ('public', 'things', 'a_color', 'character varying(7) not null'),
--         ('public', 'things', 'a_latitude', 'numeric(8,6) not null'),
--         ('public', 'things', 'a_longitude', 'numeric(9,6) not null'),
--         ('public', 'things', 'a_markdown', 'text not null'),
--         ('public', 'things', 'a_html', 'text not null'),
--         ('public', 'things', 'a_uuid', 'uuid not null'),
--         ('public', 'things', 'a_json', 'jsonb not null'),
--         ('public', 'things', 'a_person_name', 'character varying(200) not null'),
--         ('public', 'things', 'a_first_name', 'character varying(100) not null'),
--         ('public', 'things', 'a_last_name', 'character varying(100) not null'),
--         ('public', 'things', 'a_street', 'character varying(200) not null'),
--         ('public', 'things', 'a_city', 'character varying(100) not null'),
--         ('public', 'things', 'a_postal_code', 'character varying(12) not null'),
--         ('public', 'things', 'a_company', 'character varying(200) not null'),
--         ('public', 'things', 'a_isbn', 'character varying(13) not null'),
--         ('public', 'things', 'a_ean', 'character varying(13) not null'),
--         ('public', 'things', 'a_semver', 'character varying(64) not null'),
--         ('public', 'things', 'a_date', 'date not null'),
--         ('public', 'things', 'a_time', 'time without time zone not null'),
--         ('public', 'things', 'a_timestamp', 'timestamp with time zone not null'),
--         ('public', 'things', 'a_duration', 'interval not null'),
--         ('public', 'things', 'a_year', 'smallint not null'),
--         ('public', 'things', 'a_quantity', 'integer not null'),
--         ('public', 'things', 'a_money', 'numeric(14,2) not null'),
--         ('public', 'things', 'created_at', 'timestamp with time zone not null default'),
--         ('public', 'things', 'updated_at', 'timestamp with time zone not null default')
--     ) AS meant (schema_name, table_name, column_name, definition)
--     LEFT JOIN LATERAL (
--         SELECT pg_catalog.format_type(a.atttypid, a.atttypmod)
--             || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
--             || CASE
--                 WHEN a.attidentity <> '' THEN ' identity'
--                 WHEN a.attgenerated <> '' THEN ' generated'
--                 WHEN EXISTS (
--                     SELECT
--                     FROM pg_catalog.pg_depend AS d
--                     JOIN pg_catalog.pg_class AS s ON s.oid = d.objid AND s.relkind = 'S'
--                     WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype = 'a'
--                         AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum
--                 ) THEN ' serial'
--                 WHEN a.atthasdef THEN ' default'
--                 ELSE ''
--             END AS definition
--         FROM pg_catalog.pg_attribute AS a
--         WHERE a.attrelid = pg_catalog.to_regclass(pg_catalog.format('%I.%I', meant.schema_name, meant.table_name))
--             AND a.attname = meant.column_name AND NOT a.attisdropped
--     ) AS standing ON true
--     WHERE standing.definition <> meant.definition
--     ORDER BY meant.schema_name, meant.table_name, meant.column_name
--     LIMIT 1;
--     IF difference IS NOT NULL THEN
--         RAISE EXCEPTION '%', difference USING HINT = 'It has been changed since, or was not made by this migration. Nothing has been dropped.';
--     END IF;
--
--     SELECT pg_catalog.format('column %I of %I.%I is not of this migration', a.attname, meant.schema_name, meant.table_name)
--     INTO difference
--     FROM (VALUES
--         ('public', 'things', ARRAY['id', 'a_email', 'a_url', 'a_slug', 'a_phone', 'a_secret', 'a_token', 'a_percent', 'a_rating', 'a_country', 'a_currency', 'a_language', 'a_timezone', 'a_ip', 'a_cidr', 'a_mac', 'a_color', 'a_latitude', 'a_longitude', 'a_markdown', 'a_html', 'a_uuid', 'a_json', 'a_person_name', 'a_first_name', 'a_last_name', 'a_street', 'a_city', 'a_postal_code', 'a_company', 'a_isbn', 'a_ean', 'a_semver', 'a_date', 'a_time', 'a_timestamp', 'a_duration', 'a_year', 'a_quantity', 'a_money', 'created_at', 'updated_at'])
--     ) AS meant (schema_name, table_name, column_names)
--     JOIN pg_catalog.pg_attribute AS a
--         ON a.attrelid = pg_catalog.to_regclass(pg_catalog.format('%I.%I', meant.schema_name, meant.table_name))
--     WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attname::text <> ALL (meant.column_names)
--     ORDER BY meant.schema_name, meant.table_name, a.attname
--     LIMIT 1;
--     IF difference IS NOT NULL THEN
--         RAISE EXCEPTION '%', difference USING HINT = 'It has been changed since, or was not made by this migration. Nothing has been dropped.';
--     END IF;
--
--     SELECT pg_catalog.format('constraint %I of %I.%I is %s where this migration means %s',
--             meant.constraint_name, meant.schema_name, meant.table_name, coalesce(standing.definition, 'absent'), coalesce(meant.definition, 'present'))
--     INTO difference
--     FROM (VALUES
--         ('public', 'things', 'pk_things', 'primary key (id)'),
--         ('public', 'things', 'ck_things_a_color', 'check (a_color)'),
--         ('public', 'things', 'ck_things_a_country', 'check (a_country)'),
--         ('public', 'things', 'ck_things_a_currency', 'check (a_currency)'),
--         ('public', 'things', 'ck_things_a_ean', 'check (a_ean)'),
--         ('public', 'things', 'ck_things_a_email', 'check (a_email)'),
--         ('public', 'things', 'ck_things_a_ip', 'check (a_ip)'),
--         ('public', 'things', 'ck_things_a_isbn', 'check (a_isbn)'),
--         ('public', 'things', 'ck_things_a_language', 'check (a_language)'),
--         ('public', 'things', 'ck_things_a_latitude', 'check (a_latitude)'),
--         ('public', 'things', 'ck_things_a_longitude', 'check (a_longitude)'),
--         ('public', 'things', 'ck_things_a_percent', 'check (a_percent)'),
--         ('public', 'things', 'ck_things_a_phone', 'check (a_phone)'),
--         ('public', 'things', 'ck_things_a_postal_code', 'check (a_postal_code)'),
--         ('public', 'things', 'ck_things_a_quantity', 'check (a_quantity)'),
--         ('public', 'things', 'ck_things_a_rating', 'check (a_rating)'),
--         ('public', 'things', 'ck_things_a_semver', 'check (a_semver)'),
--         ('public', 'things', 'ck_things_a_slug', 'check (a_slug)'),
--         ('public', 'things', 'ck_things_a_timezone', 'check (a_timezone)'),
--         ('public', 'things', 'ck_things_a_token', 'check (a_token)'),
--         ('public', 'things', 'ck_things_a_url', 'check (a_url)'),
--         ('public', 'things', 'ck_things_a_year', 'check (a_year)')
--     ) AS meant (schema_name, table_name, constraint_name, definition)
--     LEFT JOIN LATERAL (
--         SELECT CASE c.contype
--                 WHEN 'p' THEN 'primary key'
--                 WHEN 'u' THEN 'unique'
--                 WHEN 'f' THEN 'foreign key'
--                 WHEN 'c' THEN 'check'
--                 ELSE 'exclude'
--             END
--             || CASE WHEN c.contype = 'x' THEN '' ELSE pg_catalog.concat(' (', (
--                 SELECT pg_catalog.string_agg(a.attname, ', '
--                     ORDER BY CASE WHEN c.contype = 'c' THEN 0 ELSE k.place END, a.attname COLLATE "C")
--                 FROM pg_catalog.unnest(c.conkey) WITH ORDINALITY AS k (number, place)
--                 JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = k.number
--             ), ')') END
--             || CASE WHEN c.contype = 'f' THEN pg_catalog.format(' references %s.%s (%s) on delete %s on update %s',
--                 rn.nspname, r.relname, (
--                     SELECT pg_catalog.string_agg(a.attname, ', ' ORDER BY k.place)
--                     FROM pg_catalog.unnest(c.confkey) WITH ORDINALITY AS k (number, place)
--                     JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.confrelid AND a.attnum = k.number
--                 ),
--                 CASE c.confdeltype WHEN 'a' THEN 'no action' WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null' ELSE 'set default' END,
--                 CASE c.confupdtype WHEN 'a' THEN 'no action' WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null' ELSE 'set default' END
--             ) ELSE '' END
--             || CASE WHEN c.condeferred THEN ' deferrable initially deferred' WHEN c.condeferrable THEN ' deferrable' ELSE '' END AS definition
--         FROM pg_catalog.pg_constraint AS c
--         LEFT JOIN pg_catalog.pg_class AS r ON r.oid = c.confrelid
--         LEFT JOIN pg_catalog.pg_namespace AS rn ON rn.oid = r.relnamespace
--         WHERE c.conrelid = pg_catalog.to_regclass(pg_catalog.format('%I.%I', meant.schema_name, meant.table_name))
--             AND c.conname = meant.constraint_name
--     ) AS standing ON true
--     WHERE standing.definition <> meant.definition
--     ORDER BY meant.schema_name, meant.table_name, meant.constraint_name
--     LIMIT 1;
--     IF difference IS NOT NULL THEN
--         RAISE EXCEPTION '%', difference USING HINT = 'It has been changed since, or was not made by this migration. Nothing has been dropped.';
--     END IF;
--
--     SELECT pg_catalog.format('trigger %I of %I.%I is %s where this migration means %s',
--             meant.trigger_name, meant.schema_name, meant.table_name, coalesce(standing.definition, 'absent'), meant.definition)
--     INTO difference
--     FROM (VALUES
--         ('public', 'things', 'set_updated_at', 'before update for each row execute public.set_updated_at')
--     ) AS meant (schema_name, table_name, trigger_name, definition)
--     LEFT JOIN LATERAL (
--         SELECT CASE WHEN t.tgtype & 2 <> 0 THEN 'before' WHEN t.tgtype & 64 <> 0 THEN 'instead of' ELSE 'after' END
--             || CASE WHEN t.tgtype & 4 <> 0 THEN ' insert' ELSE '' END
--             || CASE WHEN t.tgtype & 8 <> 0 THEN ' delete' ELSE '' END
--             || CASE WHEN t.tgtype & 16 <> 0 THEN ' update' ELSE '' END
--             || CASE WHEN t.tgtype & 32 <> 0 THEN ' truncate' ELSE '' END
--             || CASE WHEN t.tgtype & 1 <> 0 THEN ' for each row' ELSE ' for each statement' END
--             || ' execute ' || n.nspname || '.' || p.proname AS definition
--         FROM pg_catalog.pg_trigger AS t
--         JOIN pg_catalog.pg_proc AS p ON p.oid = t.tgfoid
--         JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
--         WHERE t.tgrelid = pg_catalog.to_regclass(pg_catalog.format('%I.%I', meant.schema_name, meant.table_name))
--             AND t.tgname = meant.trigger_name AND NOT t.tgisinternal
--     ) AS standing ON true
--     WHERE standing.definition <> meant.definition
--     ORDER BY meant.schema_name, meant.table_name, meant.trigger_name
--     LIMIT 1;
--     IF difference IS NOT NULL THEN
--         RAISE EXCEPTION '%', difference USING HINT = 'It has been changed since, or was not made by this migration. Nothing has been dropped.';
--     END IF;
--
-- END
-- $groundplan$;
-- SET LOCAL search_path = public, pg_temp;
--
-- DROP TABLE IF EXISTS public.things;
-- DROP FUNCTION IF EXISTS public.set_updated_at();
--
-- COMMIT;
-- groundplan:rollback end
