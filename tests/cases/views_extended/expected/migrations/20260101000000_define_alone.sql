-- define_alone
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  blog.schema
-- Edition:       2026
-- What it does:  changes 3 views
--
-- One transaction. A second run changes nothing. An object of the same name and another shape stops the file before COMMIT.
-- The rollback stands at the end; `groundplan rollback` prints it as SQL.
-- groundplan:builds-on f92f5f91a4c585a2

BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- Whether this has run already: what other changes bar is made anew once
SELECT pg_catalog.set_config('groundplan.undone', (ARRAY(SELECT attname || ' ' || pg_catalog.format_type(atttypid, atttypmod) FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.published_posts') AND attnum > 0 ORDER BY attnum) <> ARRAY['id bigint', 'name text', 'title text'])::text, true);

-- View public.names
DO $groundplan$
BEGIN
    IF pg_catalog.current_setting('groundplan.undone')::boolean THEN
        DROP VIEW IF EXISTS public.names;
    END IF;
END
$groundplan$;

-- View public.published_posts
DO $groundplan$
BEGIN
    IF pg_catalog.current_setting('groundplan.undone')::boolean THEN
        DROP VIEW IF EXISTS public.published_posts;
    END IF;
END
$groundplan$;

-- View public.alone
CREATE OR REPLACE VIEW public.alone AS
select a.id, p.title, p.status from posts p join authors a on a.id = p.author_id;

-- View public.published_posts
DO $groundplan$
BEGIN
    IF pg_catalog.to_regclass('public.published_posts') IS NULL THEN
CREATE VIEW public.published_posts AS
select p.id, a.name, p.title
  from posts p join authors a on a.id = p.author_id
  where p.status = 'published';
    END IF;
END
$groundplan$;

-- View public.names
DO $groundplan$
BEGIN
    IF pg_catalog.to_regclass('public.names') IS NULL THEN
CREATE VIEW public.names AS
 SELECT t.name,
    a.id
   FROM (public.published_posts t
     JOIN public.authors a ON ((a.name = t.name)));
    END IF;
END
$groundplan$;

-- Views are what was meant: one of the same text is made beside, and printed by the same server.
DO $groundplan$
BEGIN
CREATE VIEW public.groundplan_meant AS
select a.id, p.title, p.status from posts p join authors a on a.id = p.author_id
;
    IF pg_catalog.pg_get_viewdef(pg_catalog.to_regclass('public.alone')) IS DISTINCT FROM pg_catalog.pg_get_viewdef('public.groundplan_meant'::pg_catalog.regclass) THEN
        RAISE EXCEPTION '%', 'view public.alone is another one than this migration means' USING HINT = 'An object of this name stood before this migration. Nothing has been changed: rename one of them, or make them equal.';
    END IF;
    DROP VIEW public.groundplan_meant;
END
$groundplan$;
DO $groundplan$
BEGIN
CREATE VIEW public.groundplan_meant AS
select p.id, a.name, p.title
  from posts p join authors a on a.id = p.author_id
  where p.status = 'published'
;
    IF pg_catalog.pg_get_viewdef(pg_catalog.to_regclass('public.published_posts')) IS DISTINCT FROM pg_catalog.pg_get_viewdef('public.groundplan_meant'::pg_catalog.regclass) THEN
        RAISE EXCEPTION '%', 'view public.published_posts is another one than this migration means' USING HINT = 'An object of this name stood before this migration. Nothing has been changed: rename one of them, or make them equal.';
    END IF;
    DROP VIEW public.groundplan_meant;
END
$groundplan$;
DO $groundplan$
BEGIN
CREATE VIEW public.groundplan_meant AS
 SELECT t.name,
    a.id
   FROM (public.published_posts t
     JOIN public.authors a ON ((a.name = t.name)))
;
    IF pg_catalog.pg_get_viewdef(pg_catalog.to_regclass('public.names')) IS DISTINCT FROM pg_catalog.pg_get_viewdef('public.groundplan_meant'::pg_catalog.regclass) THEN
        RAISE EXCEPTION '%', 'view public.names is another one than this migration means' USING HINT = 'An object of this name stood before this migration. Nothing has been changed: rename one of them, or make them equal.';
    END IF;
    DROP VIEW public.groundplan_meant;
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
-- DROP VIEW IF EXISTS public.names;
-- DROP VIEW IF EXISTS public.published_posts;
-- DROP VIEW IF EXISTS public.alone;
-- CREATE VIEW public.alone AS
--  SELECT a.id,
--     p.title
--    FROM (public.posts p
--      JOIN public.authors a ON ((a.id = p.author_id)));
-- CREATE VIEW public.published_posts AS
--  SELECT p.id,
--     a.name
--    FROM (public.posts p
--      JOIN public.authors a ON ((a.id = p.author_id)))
--   WHERE (p.status = 'published'::text);
-- CREATE VIEW public.names AS
--  SELECT t.name,
--     a.id
--    FROM (public.published_posts t
--      JOIN public.authors a ON ((a.name = t.name)));
--
-- COMMIT;
-- groundplan:rollback end
