-- A title with ' and " and \ and */ and $$ and -- and another line: create_o_hara_quoted_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  hostile.schema
-- Edition:       2026
-- What it does:  creates 1 enum, 1 function, 3 tables, 2 indexes and 3 triggers
--                adds 6 comments
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

-- Enum public.from "where"
DO $groundplan$
BEGIN
    IF NOT EXISTS (
        SELECT
        FROM pg_catalog.pg_type AS t
        JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
        WHERE n.nspname = 'public' AND t.typname = 'from "where"'
    ) THEN
        CREATE TYPE public."from ""where""" AS ENUM ('it''s', 'say "no"', E'back\\slash', '$$', 'Grüße 🐘');
    END IF;
END
$groundplan$;

COMMENT ON TYPE public."from ""where""" IS E'Ends comments: */ -- '' " $$ $body$ \\ and `ticks`.
A second line; drop table users;';

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

-- Table public.Robert'); drop table "students";--
CREATE TABLE IF NOT EXISTS public."Robert'); drop table ""students"";--" (
    id                BIGSERIAL,
    "user"            VARCHAR(40)              NOT NULL,
    "Group ""By"" $$" VARCHAR(40)              NOT NULL,
    "order"           public."from ""where"""  NOT NULL DEFAULT 'it''s',
    "preis (€)\n"     VARCHAR(40)              NOT NULL,
    remark            TEXT                     NOT NULL DEFAULT (E'it''s $$ \\ a "default"
with two lines -- and */'
),
    " "               INTEGER                  NOT NULL,
    created_at        TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at        TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "pk_Robert'); drop table ""students"";--" PRIMARY KEY (id),
    CONSTRAINT "uq_Robert'); drop table ""students"";--_user" UNIQUE ("user"),
    CONSTRAINT "ck_Robert'); drop table ""students"";--_Group ""By"" $$" CHECK (char_length("Group ""By"" $$") >= 1),
    CONSTRAINT "ck_Robert'); drop table ""students"";--_preis (€)\n" CHECK (char_length("preis (€)\n") >= 1),
    CONSTRAINT "ck_Robert'); drop table ""students"";--_user" CHECK (char_length("user") >= 1),
    CONSTRAINT "it's ""checked""" CHECK ("user" <> 'a''b$$\\--'
)
);

CREATE INDEX IF NOT EXISTS "idx 'quoted' $$" ON public."Robert'); drop table ""students"";--" ("Group ""By"" $$");

CREATE OR REPLACE TRIGGER set_updated_at
    BEFORE UPDATE ON public."Robert'); drop table ""students"";--"
    FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();

COMMENT ON TABLE public."Robert'); drop table ""students"";--" IS '*/ drop table users; --';
COMMENT ON COLUMN public."Robert'); drop table ""students"";--"."user" IS 'A comment that ends a body: $$; $do$; $groundplan$';

-- Table public.tables
CREATE TABLE IF NOT EXISTS public.tables (
    id         BIGSERIAL,
    "default"  INTEGER                  NOT NULL,
    "null"     BOOLEAN                  NOT NULL DEFAULT FALSE,
    "end"      DATE,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_tables PRIMARY KEY (id)
);

CREATE OR REPLACE TRIGGER set_updated_at
    BEFORE UPDATE ON public.tables
    FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();

COMMENT ON TABLE public.tables IS 'Keywords as names.';

-- Table public.äääääääääääääääääääääääääää_8c8b9015
CREATE TABLE IF NOT EXISTS public."äääääääääääääääääääääääääää_8c8b9015" (
    id                                     BIGSERIAL,
    "äääääääääääääääääääääääääää_8c8b9015" INTEGER                  NOT NULL,
    other_id                               BIGINT,
    created_at                             TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at                             TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "pk_äääääääääääääääääääääääää_dcc2c06b" PRIMARY KEY (id),
    CONSTRAINT "fk_äääääääääääääääääääääääää_57195b3f" FOREIGN KEY (other_id) REFERENCES public."äääääääääääääääääääääääääää_8c8b9015" (id)
        ON DELETE SET NULL ON UPDATE RESTRICT
);

CREATE INDEX IF NOT EXISTS "idx_äääääääääääääääääääääääää_339e1ea7" ON public."äääääääääääääääääääääääääää_8c8b9015" (other_id);

CREATE OR REPLACE TRIGGER set_updated_at
    BEFORE UPDATE ON public."äääääääääääääääääääääääääää_8c8b9015"
    FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();

COMMENT ON TABLE public."äääääääääääääääääääääääääää_8c8b9015" IS 'As long as names get, in bytes rather than letters.';

-- What stands now is what was meant. Names of types are read in full, hence the empty search_path.
SET LOCAL search_path = '';
DO $groundplan$
DECLARE
    difference text;
BEGIN
    SELECT pg_catalog.format('enum %I.%I has the values %s where this migration means %s',
            meant.schema_name, meant.type_name, standing.labels, meant.labels)
    INTO difference
    FROM (VALUES
        ('public', 'from "where"', ARRAY['it''s', 'say "no"', E'back\\slash', '$$', 'Grüße 🐘'])
    ) AS meant (schema_name, type_name, labels)
    CROSS JOIN LATERAL (
        SELECT pg_catalog.array_agg(e.enumlabel::text ORDER BY e.enumsortorder) AS labels
        FROM pg_catalog.pg_type AS t
        JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
        JOIN pg_catalog.pg_enum AS e ON e.enumtypid = t.oid
        WHERE n.nspname = meant.schema_name AND t.typname = meant.type_name AND e.enumlabel = ANY (meant.labels)
    ) AS standing
    WHERE standing.labels IS DISTINCT FROM meant.labels
    ORDER BY meant.schema_name, meant.type_name
    LIMIT 1;
    IF difference IS NOT NULL THEN
        RAISE EXCEPTION '%', difference USING HINT = 'An object of this name stood before this migration. Nothing has been changed: rename one of them, or make them equal.';
    END IF;

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
        ('public', 'Robert''); drop table "students";--', 'id', 'bigint not null serial'),
        ('public', 'Robert''); drop table "students";--', 'user', 'character varying(40) not null'),
        ('public', 'Robert''); drop table "students";--', 'Group "By" $$', 'character varying(40) not null'),
        ('public', 'Robert''); drop table "students";--', 'order', 'public."from ""where""" not null default'),
        ('public', 'Robert''); drop table "students";--', E'preis (€)\\n', 'character varying(40) not null'),
        ('public', 'Robert''); drop table "students";--', 'remark', 'text not null default'),
        ('public', 'Robert''); drop table "students";--', ' ', 'integer not null'),
        ('public', 'Robert''); drop table "students";--', 'created_at', 'timestamp with time zone not null default'),
        ('public', 'Robert''); drop table "students";--', 'updated_at', 'timestamp with time zone not null default'),
        ('public', 'tables', 'id', 'bigint not null serial'),
        ('public', 'tables', 'default', 'integer not null'),
        ('public', 'tables', 'null', 'boolean not null default'),
        ('public', 'tables', 'end', 'date'),
        ('public', 'tables', 'created_at', 'timestamp with time zone not null default'),
        ('public', 'tables', 'updated_at', 'timestamp with time zone not null default'),
        ('public', 'äääääääääääääääääääääääääää_8c8b9015', 'id', 'bigint not null serial'),
        ('public', 'äääääääääääääääääääääääääää_8c8b9015', 'äääääääääääääääääääääääääää_8c8b9015', 'integer not null'),
        ('public', 'äääääääääääääääääääääääääää_8c8b9015', 'other_id', 'bigint'),
        ('public', 'äääääääääääääääääääääääääää_8c8b9015', 'created_at', 'timestamp with time zone not null default'),
        ('public', 'äääääääääääääääääääääääääää_8c8b9015', 'updated_at', 'timestamp with time zone not null default')
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
        ('public', 'Robert''); drop table "students";--', 'pk_Robert''); drop table "students";--', 'primary key (id)'),
        ('public', 'Robert''); drop table "students";--', 'uq_Robert''); drop table "students";--_user', 'unique (user)'),
        ('public', 'Robert''); drop table "students";--', 'ck_Robert''); drop table "students";--_Group "By" $$', 'check (Group "By" $$)'),
        ('public', 'Robert''); drop table "students";--', E'ck_Robert''); drop table "students";--_preis (€)\\n', E'check (preis (€)\\n)'),
        ('public', 'Robert''); drop table "students";--', 'ck_Robert''); drop table "students";--_user', 'check (user)'),
        ('public', 'Robert''); drop table "students";--', 'it''s "checked"', 'check (user)'),
        ('public', 'tables', 'pk_tables', 'primary key (id)'),
        ('public', 'äääääääääääääääääääääääääää_8c8b9015', 'pk_äääääääääääääääääääääääää_dcc2c06b', 'primary key (id)'),
        ('public', 'äääääääääääääääääääääääääää_8c8b9015', 'fk_äääääääääääääääääääääääää_57195b3f', 'foreign key (other_id) references public.äääääääääääääääääääääääääää_8c8b9015 (id) on delete set null on update restrict')
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

    SELECT pg_catalog.format('index %I of %I.%I is %s where this migration means %s',
            meant.index_name, meant.schema_name, meant.table_name, coalesce(standing.definition, 'absent'), meant.definition)
    INTO difference
    FROM (VALUES
        ('public', 'Robert''); drop table "students";--', 'idx ''quoted'' $$', 'btree (Group "By" $$)'),
        ('public', 'äääääääääääääääääääääääääää_8c8b9015', 'idx_äääääääääääääääääääääääää_339e1ea7', 'btree (other_id)')
    ) AS meant (schema_name, table_name, index_name, definition)
    LEFT JOIN LATERAL (
        SELECT CASE WHEN i.indisunique THEN 'unique ' ELSE '' END || m.amname || ' (' || (
                SELECT pg_catalog.string_agg(CASE WHEN k.number = 0 THEN 'expression' ELSE a.attname::text END
                    || CASE WHEN i.indoption[k.place - 1] & 1 = 1 THEN ' desc' ELSE '' END, ', ' ORDER BY k.place)
                FROM pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY AS k (number, place)
                LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.number
                WHERE k.place <= i.indnkeyatts
            ) || ')'
            || CASE WHEN i.indpred IS NOT NULL THEN ' where' ELSE '' END
            || CASE WHEN i.indisvalid THEN '' ELSE ' invalid' END AS definition
        FROM pg_catalog.pg_index AS i
        JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
        JOIN pg_catalog.pg_am AS m ON m.oid = c.relam
        WHERE i.indrelid = pg_catalog.to_regclass(pg_catalog.format('%I.%I', meant.schema_name, meant.table_name))
            AND c.relname = meant.index_name
    ) AS standing ON true
    WHERE standing.definition IS DISTINCT FROM meant.definition
    ORDER BY meant.schema_name, meant.table_name, meant.index_name
    LIMIT 1;
    IF difference IS NOT NULL THEN
        RAISE EXCEPTION '%', difference USING HINT = 'An object of this name stood before this migration. Nothing has been changed: rename one of them, or make them equal.';
    END IF;

    SELECT pg_catalog.format('trigger %I of %I.%I is %s where this migration means %s',
            meant.trigger_name, meant.schema_name, meant.table_name, coalesce(standing.definition, 'absent'), meant.definition)
    INTO difference
    FROM (VALUES
        ('public', 'Robert''); drop table "students";--', 'set_updated_at', 'before update for each row execute public.set_updated_at'),
        ('public', 'tables', 'set_updated_at', 'before update for each row execute public.set_updated_at'),
        ('public', 'äääääääääääääääääääääääääää_8c8b9015', 'set_updated_at', 'before update for each row execute public.set_updated_at')
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
--     SELECT pg_catalog.format('enum %I.%I has the values %s where this migration means %s',
--             meant.schema_name, meant.type_name, standing.labels, meant.labels)
--     INTO difference
--     FROM (VALUES
--         ('public', 'from "where"', ARRAY['it''s', 'say "no"', E'back\\slash', '$$', 'Grüße 🐘'])
--     ) AS meant (schema_name, type_name, labels)
--     CROSS JOIN LATERAL (
--         SELECT pg_catalog.array_agg(e.enumlabel::text ORDER BY e.enumsortorder) AS labels
--         FROM pg_catalog.pg_type AS t
--         JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
--         JOIN pg_catalog.pg_enum AS e ON e.enumtypid = t.oid
--         WHERE n.nspname = meant.schema_name AND t.typname = meant.type_name
--     ) AS standing
--     WHERE standing.labels <> meant.labels
--     ORDER BY meant.schema_name, meant.type_name
--     LIMIT 1;
--     IF difference IS NOT NULL THEN
--         RAISE EXCEPTION '%', difference USING HINT = 'It has been changed since, or was not made by this migration. Nothing has been dropped.';
--     END IF;
--
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
--         ('public', 'Robert''); drop table "students";--', 'id', 'bigint not null serial'),
--         ('public', 'Robert''); drop table "students";--', 'user', 'character varying(40) not null'),
--         ('public', 'Robert''); drop table "students";--', 'Group "By" $$', 'character varying(40) not null'),
--         ('public', 'Robert''); drop table "students";--', 'order', 'public."from ""where""" not null default'),
--         ('public', 'Robert''); drop table "students";--', E'preis (€)\\n', 'character varying(40) not null'),
--         ('public', 'Robert''); drop table "students";--', 'remark', 'text not null default'),
--         ('public', 'Robert''); drop table "students";--', ' ', 'integer not null'),
--         ('public', 'Robert''); drop table "students";--', 'created_at', 'timestamp with time zone not null default'),
--         ('public', 'Robert''); drop table "students";--', 'updated_at', 'timestamp with time zone not null default'),
--         ('public', 'tables', 'id', 'bigint not null serial'),
--         ('public', 'tables', 'default', 'integer not null'),
--         ('public', 'tables', 'null', 'boolean not null default'),
--         ('public', 'tables', 'end', 'date'),
--         ('public', 'tables', 'created_at', 'timestamp with time zone not null default'),
--         ('public', 'tables', 'updated_at', 'timestamp with time zone not null default'),
--         ('public', 'äääääääääääääääääääääääääää_8c8b9015', 'id', 'bigint not null serial'),
--         ('public', 'äääääääääääääääääääääääääää_8c8b9015', 'äääääääääääääääääääääääääää_8c8b9015', 'integer not null'),
--         ('public', 'äääääääääääääääääääääääääää_8c8b9015', 'other_id', 'bigint'),
--         ('public', 'äääääääääääääääääääääääääää_8c8b9015', 'created_at', 'timestamp with time zone not null default'),
--         ('public', 'äääääääääääääääääääääääääää_8c8b9015', 'updated_at', 'timestamp with time zone not null default')
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
--         ('public', 'Robert''); drop table "students";--', ARRAY['id', 'user', 'Group "By" $$', 'order', E'preis (€)\\n', 'remark', ' ', 'created_at', 'updated_at']),
--         ('public', 'tables', ARRAY['id', 'default', 'null', 'end', 'created_at', 'updated_at']),
--         ('public', 'äääääääääääääääääääääääääää_8c8b9015', ARRAY['id', 'äääääääääääääääääääääääääää_8c8b9015', 'other_id', 'created_at', 'updated_at'])
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
--         ('public', 'Robert''); drop table "students";--', 'pk_Robert''); drop table "students";--', 'primary key (id)'),
--         ('public', 'Robert''); drop table "students";--', 'uq_Robert''); drop table "students";--_user', 'unique (user)'),
--         ('public', 'Robert''); drop table "students";--', 'ck_Robert''); drop table "students";--_Group "By" $$', 'check (Group "By" $$)'),
--         ('public', 'Robert''); drop table "students";--', E'ck_Robert''); drop table "students";--_preis (€)\\n', E'check (preis (€)\\n)'),
--         ('public', 'Robert''); drop table "students";--', 'ck_Robert''); drop table "students";--_user', 'check (user)'),
--         ('public', 'Robert''); drop table "students";--', 'it''s "checked"', 'check (user)'),
--         ('public', 'tables', 'pk_tables', 'primary key (id)'),
--         ('public', 'äääääääääääääääääääääääääää_8c8b9015', 'pk_äääääääääääääääääääääääää_dcc2c06b', 'primary key (id)'),
--         ('public', 'äääääääääääääääääääääääääää_8c8b9015', 'fk_äääääääääääääääääääääääää_57195b3f', 'foreign key (other_id) references public.äääääääääääääääääääääääääää_8c8b9015 (id) on delete set null on update restrict')
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
--     SELECT pg_catalog.format('index %I of %I.%I is %s where this migration means %s',
--             meant.index_name, meant.schema_name, meant.table_name, coalesce(standing.definition, 'absent'), meant.definition)
--     INTO difference
--     FROM (VALUES
--         ('public', 'Robert''); drop table "students";--', 'idx ''quoted'' $$', 'btree (Group "By" $$)'),
--         ('public', 'äääääääääääääääääääääääääää_8c8b9015', 'idx_äääääääääääääääääääääääää_339e1ea7', 'btree (other_id)')
--     ) AS meant (schema_name, table_name, index_name, definition)
--     LEFT JOIN LATERAL (
--         SELECT CASE WHEN i.indisunique THEN 'unique ' ELSE '' END || m.amname || ' (' || (
--                 SELECT pg_catalog.string_agg(CASE WHEN k.number = 0 THEN 'expression' ELSE a.attname::text END
--                     || CASE WHEN i.indoption[k.place - 1] & 1 = 1 THEN ' desc' ELSE '' END, ', ' ORDER BY k.place)
--                 FROM pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY AS k (number, place)
--                 LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.number
--                 WHERE k.place <= i.indnkeyatts
--             ) || ')'
--             || CASE WHEN i.indpred IS NOT NULL THEN ' where' ELSE '' END
--             || CASE WHEN i.indisvalid THEN '' ELSE ' invalid' END AS definition
--         FROM pg_catalog.pg_index AS i
--         JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
--         JOIN pg_catalog.pg_am AS m ON m.oid = c.relam
--         WHERE i.indrelid = pg_catalog.to_regclass(pg_catalog.format('%I.%I', meant.schema_name, meant.table_name))
--             AND c.relname = meant.index_name
--     ) AS standing ON true
--     WHERE standing.definition <> meant.definition
--     ORDER BY meant.schema_name, meant.table_name, meant.index_name
--     LIMIT 1;
--     IF difference IS NOT NULL THEN
--         RAISE EXCEPTION '%', difference USING HINT = 'It has been changed since, or was not made by this migration. Nothing has been dropped.';
--     END IF;
--
--     SELECT pg_catalog.format('trigger %I of %I.%I is %s where this migration means %s',
--             meant.trigger_name, meant.schema_name, meant.table_name, coalesce(standing.definition, 'absent'), meant.definition)
--     INTO difference
--     FROM (VALUES
--         ('public', 'Robert''); drop table "students";--', 'set_updated_at', 'before update for each row execute public.set_updated_at'),
--         ('public', 'tables', 'set_updated_at', 'before update for each row execute public.set_updated_at'),
--         ('public', 'äääääääääääääääääääääääääää_8c8b9015', 'set_updated_at', 'before update for each row execute public.set_updated_at')
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
-- DROP TABLE IF EXISTS public."äääääääääääääääääääääääääää_8c8b9015";
-- DROP TABLE IF EXISTS public.tables;
-- DROP TABLE IF EXISTS public."Robert'); drop table ""students"";--";
-- DROP FUNCTION IF EXISTS public.set_updated_at();
-- DROP TYPE IF EXISTS public."from ""where""";
--
-- COMMIT;
-- groundplan:rollback end
