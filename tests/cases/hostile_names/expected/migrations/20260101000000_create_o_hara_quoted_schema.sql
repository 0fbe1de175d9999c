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
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_type WHERE typnamespace = 'public'::pg_catalog.regnamespace AND typname = 'from "where"') THEN
        CREATE TYPE public."from ""where""" AS ENUM ('it''s', 'say "no"', E'back\\slash', '$$', 'Grüße 🐘');
    END IF;
END
$groundplan$;

COMMENT ON TYPE public."from ""where""" IS E'Ends comments: */ -- '' " $$ $body$ \\ and `ticks`.
A second line; drop table users;';

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

DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = 'public."Robert''); drop table ""students"";--"'::pg_catalog.regclass AND tgname = 'set_updated_at') THEN
        CREATE TRIGGER set_updated_at BEFORE UPDATE ON public."Robert'); drop table ""students"";--"
            FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
    END IF;
END
$groundplan$;

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

DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = 'public.tables'::pg_catalog.regclass AND tgname = 'set_updated_at') THEN
        CREATE TRIGGER set_updated_at BEFORE UPDATE ON public.tables
            FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
    END IF;
END
$groundplan$;

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

DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = 'public."äääääääääääääääääääääääääää_8c8b9015"'::pg_catalog.regclass AND tgname = 'set_updated_at') THEN
        CREATE TRIGGER set_updated_at BEFORE UPDATE ON public."äääääääääääääääääääääääääää_8c8b9015"
            FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
    END IF;
END
$groundplan$;

COMMENT ON TABLE public."äääääääääääääääääääääääääää_8c8b9015" IS 'As long as names get, in bytes rather than letters.';

-- What stands now is what was meant: each part as `name definition`; `...` leaves the rest open.
SET LOCAL search_path = pg_catalog, pg_temp;
DO $groundplan$
DECLARE
    difference text;
BEGIN
    WITH meant (object, parts) AS (VALUES
        ('enum public.from "where"', ARRAY[E'values (it''s) (say no) (back\\slash) ($$) (Grüße 🐘)']),
        ('function public.set_updated_at()', ARRAY['returns trigger plpgsql set search_path= body a17ce5421899a868e95bc04721c98f137600dd2a5c2faa87b55982a7a97e5554']),
        ('table public.Robert''); drop table "students";--', ARRAY[
            'id bigint not null serial', 'user character varying(40) not null', 'Group By $$ character varying(40) not null',
            'order public.from where not null default ...', E'preis (€)\\n character varying(40) not null',
            'remark text not null default ...', '  integer not null',
            'created_at timestamp with time zone not null default CURRENT_TIMESTAMP',
            'updated_at timestamp with time zone not null default CURRENT_TIMESTAMP',
            'pk_Robert''); drop table students;-- PRIMARY KEY (id)', 'uq_Robert''); drop table students;--_user UNIQUE (user)',
            'ck_Robert''); drop table students;--_Group By $$ CHECK of Group By $$',
            E'ck_Robert''); drop table students;--_preis (€)\\n CHECK of preis (€)\\n',
            'ck_Robert''); drop table students;--_user CHECK (char_length user >= 1)',
            E'it''s checked CHECK (user <> ''a''''b$$\\\\--'')', 'idx ''quoted'' $$ INDEX USING btree (Group By $$)',
            'set_updated_at TRIGGER BEFORE UPDATE FOR EACH ROW EXECUTE FUNCTION public.set_updated_at()']),
        ('table public.tables', ARRAY[
            'id bigint not null serial', 'default integer not null', 'null boolean not null default false', 'end date',
            'created_at timestamp with time zone not null default CURRENT_TIMESTAMP',
            'updated_at timestamp with time zone not null default CURRENT_TIMESTAMP', 'pk_tables PRIMARY KEY (id)',
            'set_updated_at TRIGGER BEFORE UPDATE FOR EACH ROW EXECUTE FUNCTION public.set_updated_at()']),
        ('table public.äääääääääääääääääääääääääää_8c8b9015', ARRAY[
            'id bigint not null serial', 'äääääääääääääääääääääääääää_8c8b9015 integer not null', 'other_id bigint',
            'created_at timestamp with time zone not null default CURRENT_TIMESTAMP',
            'updated_at timestamp with time zone not null default CURRENT_TIMESTAMP',
            'pk_äääääääääääääääääääääääää_dcc2c06b PRIMARY KEY (id)',
            'fk_äääääääääääääääääääääääää_57195b3f FOREIGN KEY (other_id) REFERENCES public.äääääääääääääääääääääääääää_8c8b9015(id) ON UPDATE RESTRICT ON DELETE SET NULL',
            'idx_äääääääääääääääääääääääää_339e1ea7 INDEX USING btree (other_id)',
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
        SELECT t.object, x.relname, CASE WHEN i.indisvalid THEN '' ELSE 'INVALID ' END || replace(replace(
            substr(pg_get_indexdef(x.oid), 8), format('INDEX %I ', x.relname), 'INDEX '), format('ON %I.%I ', t.nspname, t.relname), ''),
            pg_get_expr(i.indpred, i.indrelid)
        FROM tables AS t JOIN pg_index AS i ON i.indrelid = t.oid JOIN pg_class AS x ON x.oid = i.indexrelid
        UNION ALL
        SELECT t.object, g.tgname, CASE WHEN g.tgenabled IN ('D', 'R') THEN 'DISABLED ' ELSE '' END || replace(replace(
            substr(pg_get_triggerdef(g.oid), 8), format('TRIGGER %I ', g.tgname), 'TRIGGER '), format('ON %I.%I ', t.nspname, t.relname), ''),
            NULL
        FROM tables AS t JOIN pg_trigger AS g ON g.tgrelid = t.oid AND NOT g.tgisinternal
        UNION ALL
        SELECT m.object, 'values', string_agg('(' || e.enumlabel || ')', ' ' ORDER BY e.enumsortorder), NULL
        FROM pg_namespace AS n JOIN pg_type AS t ON t.typnamespace = n.oid
        JOIN meant AS m ON m.object = 'enum ' || n.nspname || '.' || t.typname
        JOIN pg_enum AS e ON e.enumtypid = t.oid AND strpos(m.parts[1], '(' || replace(e.enumlabel, '"', '') || ')') > 0
        GROUP BY m.object
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
        HAVING bool_or(CASE WHEN part LIKE '%...' THEN starts_with(s.line, rtrim(part, '.')) ELSE s.line = part END) IS NOT TRUE
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
--         ('enum public.from "where"', ARRAY[E'values (it''s) (say no) (back\\slash) ($$) (Grüße 🐘)']),
--         ('function public.set_updated_at()', ARRAY['returns trigger plpgsql set search_path= body a17ce5421899a868e95bc04721c98f137600dd2a5c2faa87b55982a7a97e5554']),
--         ('table public.Robert''); drop table "students";--', ARRAY[
--             'id bigint', 'user character varying(40)', 'Group By $$ character varying(40)', 'order public.from where',
--             E'preis (€)\\n character varying(40)', 'remark text', '  integer', 'created_at timestamp with time zone',
--             'updated_at timestamp with time zone', 'pk_Robert''); drop table students;-- PRIMARY KEY (id)',
--             'uq_Robert''); drop table students;--_user UNIQUE (user)',
--             'ck_Robert''); drop table students;--_Group By $$ CHECK of Group By $$',
--             E'ck_Robert''); drop table students;--_preis (€)\\n CHECK of preis (€)\\n',
--             'ck_Robert''); drop table students;--_user CHECK (char_length user >= 1)',
--             E'it''s checked CHECK (user <> ''a''''b$$\\\\--'')']),
--         ('table public.tables', ARRAY[
--             'id bigint', 'default integer', 'null boolean', 'end date', 'created_at timestamp with time zone',
--             'updated_at timestamp with time zone', 'pk_tables PRIMARY KEY (id)']),
--         ('table public.äääääääääääääääääääääääääää_8c8b9015', ARRAY[
--             'id bigint', 'äääääääääääääääääääääääääää_8c8b9015 integer', 'other_id bigint', 'created_at timestamp with time zone',
--             'updated_at timestamp with time zone', 'pk_äääääääääääääääääääääääää_dcc2c06b PRIMARY KEY (id)',
--             'fk_äääääääääääääääääääääääää_57195b3f FOREIGN KEY (other_id) REFERENCES public.äääääääääääääääääääääääääää_8c8b9015(id) ON UPDATE RESTRICT ON DELETE SET NULL'])
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
--         SELECT m.object, 'values', string_agg('(' || e.enumlabel || ')', ' ' ORDER BY e.enumsortorder), NULL
--         FROM pg_namespace AS n JOIN pg_type AS t ON t.typnamespace = n.oid
--         JOIN meant AS m ON m.object = 'enum ' || n.nspname || '.' || t.typname
--         JOIN pg_enum AS e ON e.enumtypid = t.oid
--         GROUP BY m.object
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
-- DROP TABLE IF EXISTS public."äääääääääääääääääääääääääää_8c8b9015";
-- DROP TABLE IF EXISTS public.tables;
-- DROP TABLE IF EXISTS public."Robert'); drop table ""students"";--";
-- DROP FUNCTION IF EXISTS public.set_updated_at();
-- DROP TYPE IF EXISTS public."from ""where""";
--
-- COMMIT;
-- groundplan:rollback end
