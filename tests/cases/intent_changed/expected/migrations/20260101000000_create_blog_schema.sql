-- blog: create_blog_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  blog.schema
--                blog.schema.lock
-- Edition:       2026
-- What it does:  creates 1 enum, 1 function, 5 tables, 4 indexes and 4 triggers
--                adds 1 comment
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

-- Enum public.post_status
DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_type WHERE typnamespace = 'public'::pg_catalog.regnamespace AND typname = 'post_status') THEN
        CREATE TYPE public.post_status AS ENUM ('draft', 'published', 'archived');
    END IF;
END
$groundplan$;

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

-- Table public.tags
CREATE TABLE IF NOT EXISTS public.tags (
    id         BIGSERIAL,
    name       VARCHAR(60)              NOT NULL,
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

-- Table public.users
CREATE TABLE IF NOT EXISTS public.users (
    id            BIGSERIAL,
    name          VARCHAR(200)             NOT NULL,
    email         VARCHAR(254)             NOT NULL,
    password_hash VARCHAR(255)             NOT NULL,
    created_at    TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at    TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_users PRIMARY KEY (id),
    CONSTRAINT uq_users_email UNIQUE (email),
    CONSTRAINT ck_users_email CHECK (email = lower(email) AND email LIKE '%_@_%')
);

DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = 'public.users'::pg_catalog.regclass AND tgname = 'set_updated_at') THEN
        CREATE TRIGGER set_updated_at BEFORE UPDATE ON public.users
            FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
    END IF;
END
$groundplan$;

-- Table public.posts
CREATE TABLE IF NOT EXISTS public.posts (
    id           BIGSERIAL,
    author_id    BIGINT                   NOT NULL,
    title        VARCHAR(200)             NOT NULL,
    body         TEXT                     NOT NULL,
    status       public.post_status       NOT NULL DEFAULT 'draft',
    published_at TIMESTAMP WITH TIME ZONE,
    created_at   TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at   TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_posts PRIMARY KEY (id),
    CONSTRAINT fk_posts_author_id FOREIGN KEY (author_id) REFERENCES public.users (id)
        ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT ck_posts_title CHECK (char_length(title) >= 1)
);

CREATE INDEX IF NOT EXISTS idx_posts_author_id ON public.posts (author_id);

DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = 'public.posts'::pg_catalog.regclass AND tgname = 'set_updated_at') THEN
        CREATE TRIGGER set_updated_at BEFORE UPDATE ON public.posts
            FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
    END IF;
END
$groundplan$;

-- Table public.comments
CREATE TABLE IF NOT EXISTS public.comments (
    id         BIGSERIAL,
    post_id    BIGINT                   NOT NULL,
    author_id  BIGINT                   NOT NULL,
    body       TEXT                     NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_comments PRIMARY KEY (id),
    CONSTRAINT fk_comments_author_id FOREIGN KEY (author_id) REFERENCES public.users (id)
        ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT fk_comments_post_id FOREIGN KEY (post_id) REFERENCES public.posts (id)
        ON DELETE CASCADE ON UPDATE RESTRICT
);

CREATE INDEX IF NOT EXISTS idx_comments_author_id ON public.comments (author_id);
CREATE INDEX IF NOT EXISTS idx_comments_post_id ON public.comments (post_id);

DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = 'public.comments'::pg_catalog.regclass AND tgname = 'set_updated_at') THEN
        CREATE TRIGGER set_updated_at BEFORE UPDATE ON public.comments
            FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
    END IF;
END
$groundplan$;

-- Table public.post_tags
CREATE TABLE IF NOT EXISTS public.post_tags (
    post_id BIGINT NOT NULL,
    tag_id  BIGINT NOT NULL,
    CONSTRAINT pk_post_tags PRIMARY KEY (post_id, tag_id),
    CONSTRAINT fk_post_tags_post_id FOREIGN KEY (post_id) REFERENCES public.posts (id)
        ON DELETE CASCADE ON UPDATE RESTRICT,
    CONSTRAINT fk_post_tags_tag_id FOREIGN KEY (tag_id) REFERENCES public.tags (id)
        ON DELETE CASCADE ON UPDATE RESTRICT
);

CREATE INDEX IF NOT EXISTS idx_post_tags_tag_id ON public.post_tags (tag_id);

-- What stands now is what was meant: each part as `name definition`; `...` leaves the rest open.
SET LOCAL search_path = pg_catalog, pg_temp;
DO $groundplan$
DECLARE
    difference text;
BEGIN
    WITH meant (object, parts) AS (VALUES
        ('enum public.post_status', ARRAY['values (draft) (published) (archived)']),
        ('function public.set_updated_at()', ARRAY['returns trigger plpgsql set search_path= body a17ce5421899a868e95bc04721c98f137600dd2a5c2faa87b55982a7a97e5554']),
        ('table public.tags', ARRAY[
            'id bigint not null serial', 'name character varying(60) not null',
            'created_at timestamp with time zone not null default CURRENT_TIMESTAMP',
            'updated_at timestamp with time zone not null default CURRENT_TIMESTAMP', 'pk_tags PRIMARY KEY (id)',
            'uq_tags_name UNIQUE (name)', 'ck_tags_name CHECK (char_length name >= 1)',
            'set_updated_at TRIGGER BEFORE UPDATE FOR EACH ROW EXECUTE FUNCTION public.set_updated_at()']),
        ('table public.users', ARRAY[
            'id bigint not null serial', 'name character varying(200) not null', 'email character varying(254) not null',
            'password_hash character varying(255) not null',
            'created_at timestamp with time zone not null default CURRENT_TIMESTAMP',
            'updated_at timestamp with time zone not null default CURRENT_TIMESTAMP', 'pk_users PRIMARY KEY (id)',
            'uq_users_email UNIQUE (email)', 'ck_users_email CHECK (email = lower email AND email ~~ ''%_@_%'')',
            'set_updated_at TRIGGER BEFORE UPDATE FOR EACH ROW EXECUTE FUNCTION public.set_updated_at()']),
        ('table public.posts', ARRAY[
            'id bigint not null serial', 'author_id bigint not null', 'title character varying(200) not null',
            'body text not null', 'status public.post_status not null default ''draft''', 'published_at timestamp with time zone',
            'created_at timestamp with time zone not null default CURRENT_TIMESTAMP',
            'updated_at timestamp with time zone not null default CURRENT_TIMESTAMP', 'pk_posts PRIMARY KEY (id)',
            'fk_posts_author_id FOREIGN KEY (author_id) REFERENCES public.users(id) ON UPDATE RESTRICT ON DELETE RESTRICT',
            'ck_posts_title CHECK (char_length title >= 1)', 'idx_posts_author_id INDEX USING btree (author_id)',
            'set_updated_at TRIGGER BEFORE UPDATE FOR EACH ROW EXECUTE FUNCTION public.set_updated_at()']),
        ('table public.comments', ARRAY[
            'id bigint not null serial', 'post_id bigint not null', 'author_id bigint not null', 'body text not null',
            'created_at timestamp with time zone not null default CURRENT_TIMESTAMP',
            'updated_at timestamp with time zone not null default CURRENT_TIMESTAMP', 'pk_comments PRIMARY KEY (id)',
            'fk_comments_author_id FOREIGN KEY (author_id) REFERENCES public.users(id) ON UPDATE RESTRICT ON DELETE RESTRICT',
            'fk_comments_post_id FOREIGN KEY (post_id) REFERENCES public.posts(id) ON UPDATE RESTRICT ON DELETE CASCADE',
            'idx_comments_author_id INDEX USING btree (author_id)', 'idx_comments_post_id INDEX USING btree (post_id)',
            'set_updated_at TRIGGER BEFORE UPDATE FOR EACH ROW EXECUTE FUNCTION public.set_updated_at()']),
        ('table public.post_tags', ARRAY[
            'post_id bigint not null', 'tag_id bigint not null', 'pk_post_tags PRIMARY KEY (post_id, tag_id)',
            'fk_post_tags_post_id FOREIGN KEY (post_id) REFERENCES public.posts(id) ON UPDATE RESTRICT ON DELETE CASCADE',
            'fk_post_tags_tag_id FOREIGN KEY (tag_id) REFERENCES public.tags(id) ON UPDATE RESTRICT ON DELETE CASCADE',
            'idx_post_tags_tag_id INDEX USING btree (tag_id)'])
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
--         ('enum public.post_status', ARRAY['values (draft) (published) (archived)']),
--         ('function public.set_updated_at()', ARRAY['returns trigger plpgsql set search_path= body a17ce5421899a868e95bc04721c98f137600dd2a5c2faa87b55982a7a97e5554']),
--         ('table public.tags', ARRAY[
--             'id bigint', 'name character varying(60)', 'created_at timestamp with time zone',
--             'updated_at timestamp with time zone', 'pk_tags PRIMARY KEY (id)', 'uq_tags_name UNIQUE (name)',
--             'ck_tags_name CHECK (char_length name >= 1)']),
--         ('table public.users', ARRAY[
--             'id bigint', 'name character varying(200)', 'email character varying(254)', 'password_hash character varying(255)',
--             'created_at timestamp with time zone', 'updated_at timestamp with time zone', 'pk_users PRIMARY KEY (id)',
--             'uq_users_email UNIQUE (email)', 'ck_users_email CHECK (email = lower email AND email ~~ ''%_@_%'')']),
--         ('table public.posts', ARRAY[
--             'id bigint', 'author_id bigint', 'title character varying(200)', 'body text', 'status public.post_status',
--             'published_at timestamp with time zone', 'created_at timestamp with time zone', 'updated_at timestamp with time zone',
--             'pk_posts PRIMARY KEY (id)',
--             'fk_posts_author_id FOREIGN KEY (author_id) REFERENCES public.users(id) ON UPDATE RESTRICT ON DELETE RESTRICT',
--             'ck_posts_title CHECK (char_length title >= 1)']),
--         ('table public.comments', ARRAY[
--             'id bigint', 'post_id bigint', 'author_id bigint', 'body text', 'created_at timestamp with time zone',
--             'updated_at timestamp with time zone', 'pk_comments PRIMARY KEY (id)',
--             'fk_comments_author_id FOREIGN KEY (author_id) REFERENCES public.users(id) ON UPDATE RESTRICT ON DELETE RESTRICT',
--             'fk_comments_post_id FOREIGN KEY (post_id) REFERENCES public.posts(id) ON UPDATE RESTRICT ON DELETE CASCADE']),
--         ('table public.post_tags', ARRAY[
--             'post_id bigint', 'tag_id bigint', 'pk_post_tags PRIMARY KEY (post_id, tag_id)',
--             'fk_post_tags_post_id FOREIGN KEY (post_id) REFERENCES public.posts(id) ON UPDATE RESTRICT ON DELETE CASCADE',
--             'fk_post_tags_tag_id FOREIGN KEY (tag_id) REFERENCES public.tags(id) ON UPDATE RESTRICT ON DELETE CASCADE'])
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
-- DROP TABLE IF EXISTS public.post_tags;
-- DROP TABLE IF EXISTS public.comments;
-- DROP TABLE IF EXISTS public.posts;
-- DROP TABLE IF EXISTS public.users;
-- DROP TABLE IF EXISTS public.tags;
-- DROP FUNCTION IF EXISTS public.set_updated_at();
-- DROP TYPE IF EXISTS public.post_status;
--
-- COMMIT;
-- groundplan:rollback end
