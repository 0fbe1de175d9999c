-- blog: create_blog_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  blog.schema
-- Edition:       2026
-- What it does:  creates 4 functions, 2 tables, 3 triggers and 4 other objects
--                adds 2 comments
--                runs 1 SQL block of the requirements
--
-- One transaction. A second run changes nothing. An object of the same name and another shape stops the file before COMMIT.
-- The rollback stands at the end; `groundplan rollback` prints it as SQL.
-- groundplan:sql 2f0cc84d50e7ea6c88d56a0ced74dd0963428c40f69a609ea943db5f1cd3c516 old_slugs

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

-- Function public.slugify(text)
DO $groundplan$
BEGIN
    IF pg_catalog.to_regprocedure('public.slugify(text)') IS NULL THEN
CREATE FUNCTION public.slugify(title text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT
AS $function$ select lower(regexp_replace(title, '[^a-zA-Z0-9]+', '-', 'g')) $function$;
    END IF;
END
$groundplan$;

-- Function public.fill_slug()
DO $groundplan$
BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_catalog.pg_proc WHERE pronamespace = 'public'::pg_catalog.regnamespace AND proname = 'fill_slug'
            AND pg_catalog.pg_get_function_identity_arguments(oid) = ''
    ) THEN
CREATE FUNCTION public.fill_slug() RETURNS trigger
LANGUAGE plpgsql
AS $function$
  begin
    new.slug := public.slugify(new.title);
    return new;
  end $function$;
    END IF;
END
$groundplan$;

-- Function public.slugify(text)
COMMENT ON FUNCTION public.slugify(text) IS 'The words of a title, for an address.';

-- Table public.posts
CREATE TABLE IF NOT EXISTS public.posts (
    id         BIGSERIAL,
    title      VARCHAR(80)              NOT NULL,
    slug       TEXT,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_posts PRIMARY KEY (id),
    CONSTRAINT uq_posts_title UNIQUE (title),
    CONSTRAINT ck_posts_title CHECK (char_length(title) >= 1),
    CONSTRAINT has_words CHECK (slugify(title) <> '')
);

DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = 'public.posts'::pg_catalog.regclass AND tgname = 'fill_slug') THEN
        CREATE TRIGGER fill_slug BEFORE INSERT ON public.posts
            FOR EACH ROW EXECUTE FUNCTION public.fill_slug();
    END IF;
END
$groundplan$;

DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = 'public.posts'::pg_catalog.regclass AND tgname = 'set_updated_at') THEN
        CREATE TRIGGER set_updated_at BEFORE UPDATE ON public.posts
            FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
    END IF;
END
$groundplan$;

-- Function public.forget_slugs()
DO $groundplan$
BEGIN
    IF pg_catalog.to_regprocedure('public.forget_slugs()') IS NULL THEN
CREATE PROCEDURE public.forget_slugs()
LANGUAGE sql
AS $function$ update public.posts set slug = null $function$;
    END IF;
END
$groundplan$;

-- Table public.tags
CREATE TABLE IF NOT EXISTS public.tags (
    id         BIGSERIAL,
    name       VARCHAR(40)              NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_tags PRIMARY KEY (id),
    CONSTRAINT uq_tags_name UNIQUE (name),
    CONSTRAINT ck_tags_name CHECK (char_length(name) >= 1)
);

DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = 'public.tags'::pg_catalog.regclass AND tgname = 'set_updated_at') THEN
        CREATE TRIGGER set_updated_at BEFORE UPDATE ON public.tags
            FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
    END IF;
END
$groundplan$;

-- Domain public.percentage
DO $groundplan$
BEGIN
    IF pg_catalog.to_regtype('public.percentage') IS NULL THEN
CREATE DOMAIN public.percentage AS integer
    CONSTRAINT percentage_check CHECK (((VALUE >= 0) AND (VALUE <= 100)));
    END IF;
END
$groundplan$;

-- Policy every_tag on public.tags
DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_policy WHERE polrelid = pg_catalog.to_regclass('public.tags') AND pg_catalog.quote_ident(polname) = 'every_tag') THEN
CREATE POLICY every_tag ON public.tags FOR ALL TO PUBLIC USING (true);
    END IF;
END
$groundplan$;

-- Row security of public.tags
ALTER TABLE public.tags ENABLE ROW LEVEL SECURITY;

-- Sequence public.ticket_numbers
DO $groundplan$
BEGIN
    IF pg_catalog.to_regclass('public.ticket_numbers') IS NULL THEN
CREATE SEQUENCE public.ticket_numbers AS bigint INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1000 CACHE 1 NO CYCLE;
    END IF;
END
$groundplan$;

-- SQL of the requirements: old_slugs
-- The rollback does not bring back: what the block old_slugs does to rows
update posts set slug = slugify(title) where slug is null;

-- What stands now is what was meant: each part as `name definition`; `...` leaves the rest open.
SET LOCAL search_path = pg_catalog, pg_temp;
DO $groundplan$
DECLARE
    difference text;
BEGIN
    WITH meant (object, parts) AS (VALUES
        ('function public.set_updated_at()', ARRAY['returns trigger plpgsql set search_path= body a17ce5421899a868e95bc04721c98f137600dd2a5c2faa87b55982a7a97e5554']),
        ('function public.fill_slug()', ARRAY['returns trigger plpgsql body adaf3dddba2c0f661a998351699d34184dd3baae5acdf5e300a3ea018b5a35ae']),
        ('table public.posts', ARRAY[
            'id bigint not null serial', 'title character varying(80) not null', 'slug text',
            'created_at timestamp with time zone not null default CURRENT_TIMESTAMP',
            'updated_at timestamp with time zone not null default CURRENT_TIMESTAMP', 'pk_posts PRIMARY KEY (id)',
            'uq_posts_title UNIQUE (title)', 'ck_posts_title CHECK (char_length title >= 1)', 'has_words CHECK of title',
            'fill_slug TRIGGER BEFORE INSERT FOR EACH ROW EXECUTE FUNCTION public.fill_slug()',
            'set_updated_at TRIGGER BEFORE UPDATE FOR EACH ROW EXECUTE FUNCTION public.set_updated_at()']),
        ('table public.tags', ARRAY[
            'id bigint not null serial', 'name character varying(40) not null',
            'created_at timestamp with time zone not null default CURRENT_TIMESTAMP',
            'updated_at timestamp with time zone not null default CURRENT_TIMESTAMP', 'pk_tags PRIMARY KEY (id)',
            'uq_tags_name UNIQUE (name)', 'ck_tags_name CHECK (char_length name >= 1)',
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
DO $groundplan$
DECLARE
    difference text;
BEGIN
    SELECT min(format('function %s is another one than this migration means', m.signature)) INTO difference
    FROM (VALUES
        ('public.slugify(text)', 'text sql immutable strict body e626204d2690da6ee6517b965adbd21ab38b978a5f7ac4f34a6dae8405c2a1e2'),
        ('public.forget_slugs()', 'sql volatile body 9834764bb1037710262bcca587b8ea6f04cea358107279652f3d7b5f908d5248')
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
--         ('function public.set_updated_at()', ARRAY['returns trigger plpgsql set search_path= body a17ce5421899a868e95bc04721c98f137600dd2a5c2faa87b55982a7a97e5554']),
--         ('function public.fill_slug()', ARRAY['returns trigger plpgsql body adaf3dddba2c0f661a998351699d34184dd3baae5acdf5e300a3ea018b5a35ae']),
--         ('table public.posts', ARRAY[
--             'id bigint', 'title character varying(80)', 'slug text', 'created_at timestamp with time zone',
--             'updated_at timestamp with time zone', 'pk_posts PRIMARY KEY (id)', 'uq_posts_title UNIQUE (title)',
--             'ck_posts_title CHECK (char_length title >= 1)', 'has_words CHECK of title']),
--         ('table public.tags', ARRAY[
--             'id bigint', 'name character varying(40)', 'created_at timestamp with time zone',
--             'updated_at timestamp with time zone', 'pk_tags PRIMARY KEY (id)', 'uq_tags_name UNIQUE (name)',
--             'ck_tags_name CHECK (char_length name >= 1)'])
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
-- DO $groundplan$
-- DECLARE
--     difference text;
-- BEGIN
--     SELECT min(format('function %s is another one than this migration means', m.signature)) INTO difference
--     FROM (VALUES
--         ('public.slugify(text)', 'text sql immutable strict body e626204d2690da6ee6517b965adbd21ab38b978a5f7ac4f34a6dae8405c2a1e2'),
--         ('public.forget_slugs()', 'sql volatile body 9834764bb1037710262bcca587b8ea6f04cea358107279652f3d7b5f908d5248')
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
-- DROP SEQUENCE IF EXISTS public.ticket_numbers;
-- ALTER TABLE public.tags DISABLE ROW LEVEL SECURITY;
-- DROP POLICY IF EXISTS every_tag ON public.tags;
-- DROP DOMAIN IF EXISTS public.percentage;
-- DROP TABLE IF EXISTS public.tags;
-- DROP PROCEDURE IF EXISTS public.forget_slugs();
-- DROP TABLE IF EXISTS public.posts;
-- DROP FUNCTION IF EXISTS public.fill_slug();
-- DROP FUNCTION IF EXISTS public.slugify(text);
-- DROP FUNCTION IF EXISTS public.set_updated_at();
--
-- COMMIT;
-- groundplan:rollback end
