-- define_published_posts
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  blog.schema
-- Edition:       2026
-- What it does:  adds 1 comment
--                changes 2 views and 1 materialized view
--
-- One transaction. A second run changes nothing. An object of the same name and another shape stops the file before COMMIT.
-- The rollback stands at the end; `groundplan rollback` prints it as SQL.
-- groundplan:builds-on 2dc6768f387b7ac0

BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- Whether this has run already: what other changes bar is made anew once
SELECT pg_catalog.set_config('groundplan.undone', (ARRAY(SELECT attname || ' ' || pg_catalog.format_type(atttypid, atttypmod) FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.published_posts') AND attnum > 0 ORDER BY attnum) <> ARRAY['status text', 'id bigint', 'title text', 'name text'])::text, true);

-- Materialized view public.totals
DO $groundplan$
BEGIN
    IF pg_catalog.current_setting('groundplan.undone')::boolean THEN
        DROP MATERIALIZED VIEW IF EXISTS public.totals;
    END IF;
END
$groundplan$;

-- View public.titles
DO $groundplan$
BEGIN
    IF pg_catalog.current_setting('groundplan.undone')::boolean THEN
        DROP VIEW IF EXISTS public.titles;
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

DO $groundplan$
BEGIN
    IF pg_catalog.to_regclass('public.published_posts') IS NULL THEN
CREATE VIEW public.published_posts AS
select p.status, p.id, p.title, a.name
  from posts p join authors a on a.id = p.author_id
  where p.status = 'published';
    END IF;
END
$groundplan$;

-- Materialized view public.totals
DO $groundplan$
BEGIN
    IF pg_catalog.to_regclass('public.totals') IS NULL THEN
CREATE MATERIALIZED VIEW public.totals AS
select count(*) as posts, max(t.id) as newest from published_posts t;
    END IF;
END
$groundplan$;

-- View public.titles
DO $groundplan$
BEGIN
    IF pg_catalog.to_regclass('public.titles') IS NULL THEN
CREATE VIEW public.titles AS
select t.title, a.name from published_posts t join authors a on a.name = t.name;
    END IF;
END
$groundplan$;

-- Comment on view public.titles
COMMENT ON VIEW public.titles IS 'Titles alone.';

-- Views are what was meant: one of the same text is made beside, and printed by the same server.
DO $groundplan$
BEGIN
CREATE VIEW public.groundplan_meant AS
select p.status, p.id, p.title, a.name
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
select count(*) as posts, max(t.id) as newest from published_posts t
;
    IF pg_catalog.pg_get_viewdef(pg_catalog.to_regclass('public.totals')) IS DISTINCT FROM pg_catalog.pg_get_viewdef('public.groundplan_meant'::pg_catalog.regclass) THEN
        RAISE EXCEPTION '%', 'materialized view public.totals is another one than this migration means' USING HINT = 'An object of this name stood before this migration. Nothing has been changed: rename one of them, or make them equal.';
    END IF;
    DROP VIEW public.groundplan_meant;
END
$groundplan$;
DO $groundplan$
BEGIN
CREATE VIEW public.groundplan_meant AS
select t.title, a.name from published_posts t join authors a on a.name = t.name
;
    IF pg_catalog.pg_get_viewdef(pg_catalog.to_regclass('public.titles')) IS DISTINCT FROM pg_catalog.pg_get_viewdef('public.groundplan_meant'::pg_catalog.regclass) THEN
        RAISE EXCEPTION '%', 'view public.titles is another one than this migration means' USING HINT = 'An object of this name stood before this migration. Nothing has been changed: rename one of them, or make them equal.';
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
-- COMMENT ON VIEW public.titles IS NULL;
-- DROP VIEW IF EXISTS public.titles;
-- DROP MATERIALIZED VIEW IF EXISTS public.totals;
-- DROP VIEW IF EXISTS public.published_posts;
-- CREATE VIEW public.published_posts AS
--  SELECT p.id,
--     p.title,
--     a.name
--    FROM (public.posts p
--      JOIN public.authors a ON ((a.id = p.author_id)))
--   WHERE (p.status = 'published'::text);
-- CREATE VIEW public.titles AS
--  SELECT t.title,
--     a.name
--    FROM (public.published_posts t
--      JOIN public.authors a ON ((a.name = t.name)));
-- COMMENT ON VIEW public.titles IS 'Titles alone.';
-- CREATE MATERIALIZED VIEW public.totals AS
--  SELECT count(*) AS posts
--    FROM (public.published_posts t
--      JOIN public.authors a ON ((a.name = t.name)));
--
-- COMMIT;
-- groundplan:rollback end
