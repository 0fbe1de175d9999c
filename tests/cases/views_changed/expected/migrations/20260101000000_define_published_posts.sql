-- : define_published_posts
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  blog.schema
-- Edition:       2026
-- What it does:  changes 2 views and 1 materialized view
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

-- Materialized view public.totals
DO $groundplan$
BEGIN
    IF pg_catalog.to_regclass('public.totals') IS NOT NULL THEN
DROP MATERIALIZED VIEW public.totals;
    END IF;
END
$groundplan$;

-- View public.titles
DO $groundplan$
BEGIN
    IF pg_catalog.to_regclass('public.titles') IS NOT NULL THEN
DROP VIEW public.titles;
    END IF;
END
$groundplan$;

-- View public.published_posts
DO $groundplan$
BEGIN
    IF pg_catalog.to_regclass('public.published_posts') IS NOT NULL THEN
DROP VIEW public.published_posts;
    END IF;
END
$groundplan$;

CREATE OR REPLACE VIEW public.published_posts AS
select p.status, p.id, p.title, a.name
  from posts p join authors a on a.id = p.author_id
  where p.status = 'published';

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
CREATE OR REPLACE VIEW public.titles AS
select t.title, a.name from published_posts t join authors a on a.name = t.name;

-- Comment on view public.titles
COMMENT ON VIEW public.titles IS 'Titles alone.';

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
-- DO $groundplan$
-- BEGIN
--     IF pg_catalog.to_regclass('public.titles') IS NOT NULL THEN
-- DROP VIEW public.titles;
--     END IF;
-- END
-- $groundplan$;
-- DO $groundplan$
-- BEGIN
--     IF pg_catalog.to_regclass('public.totals') IS NOT NULL THEN
-- DROP MATERIALIZED VIEW public.totals;
--     END IF;
-- END
-- $groundplan$;
-- DO $groundplan$
-- BEGIN
--     IF pg_catalog.to_regclass('public.published_posts') IS NOT NULL THEN
-- DROP VIEW public.published_posts;
--     END IF;
-- END
-- $groundplan$;
-- CREATE OR REPLACE VIEW public.published_posts AS
--  SELECT p.id,
--     p.title,
--     a.name
--    FROM (public.posts p
--      JOIN public.authors a ON ((a.id = p.author_id)))
--   WHERE (p.status = 'published'::text);
-- CREATE OR REPLACE VIEW public.titles AS
--  SELECT t.title,
--     a.name
--    FROM (public.published_posts t
--      JOIN public.authors a ON ((a.name = t.name)));
-- COMMENT ON VIEW public.titles IS 'Titles alone.';
-- DO $groundplan$
-- BEGIN
--     IF pg_catalog.to_regclass('public.totals') IS NULL THEN
-- CREATE MATERIALIZED VIEW public.totals AS
--  SELECT count(*) AS posts
--    FROM (public.published_posts t
--      JOIN public.authors a ON ((a.name = t.name)));
--     END IF;
-- END
-- $groundplan$;
--
-- COMMIT;
-- groundplan:rollback end
