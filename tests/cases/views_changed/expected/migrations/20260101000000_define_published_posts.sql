-- : define_published_posts
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  blog.schema
-- Edition:       2026
-- What it does:  adds 1 comment
--                changes 2 views and 1 materialized view
--
-- One transaction. A second run changes nothing. An object of the same name and another shape stops the file before COMMIT.
-- The rollback stands at the end; `groundplan rollback` prints it as SQL.
-- groundplan:builds-on 7bce05b728a734b0

BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- Materialized view public.totals
DROP MATERIALIZED VIEW IF EXISTS public.totals;

-- View public.titles
DROP VIEW IF EXISTS public.titles;

-- View public.published_posts
DROP VIEW IF EXISTS public.published_posts;

CREATE VIEW public.published_posts AS
select p.status, p.id, p.title, a.name
  from posts p join authors a on a.id = p.author_id
  where p.status = 'published';

-- Materialized view public.totals
CREATE MATERIALIZED VIEW public.totals AS
select count(*) as posts, max(t.id) as newest from published_posts t;

-- View public.titles
CREATE VIEW public.titles AS
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
