-- : define_alone
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  blog.schema
-- Edition:       2026
-- What it does:  changes 3 views
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

-- View public.names
DO $groundplan$
BEGIN
    IF pg_catalog.to_regclass('public.names') IS NOT NULL THEN
DROP VIEW public.names;
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

-- View public.alone
CREATE OR REPLACE VIEW public.alone AS
select a.id, p.title, p.status from posts p join authors a on a.id = p.author_id;

-- View public.published_posts
CREATE OR REPLACE VIEW public.published_posts AS
select p.id, a.name, p.title
  from posts p join authors a on a.id = p.author_id
  where p.status = 'published';

-- View public.names
CREATE OR REPLACE VIEW public.names AS
 SELECT t.name,
    a.id
   FROM (public.published_posts t
     JOIN public.authors a ON ((a.name = t.name)));

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
-- DO $groundplan$
-- BEGIN
--     IF pg_catalog.to_regclass('public.names') IS NOT NULL THEN
-- DROP VIEW public.names;
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
-- DO $groundplan$
-- BEGIN
--     IF pg_catalog.to_regclass('public.alone') IS NOT NULL THEN
-- DROP VIEW public.alone;
--     END IF;
-- END
-- $groundplan$;
-- CREATE OR REPLACE VIEW public.alone AS
--  SELECT a.id,
--     p.title
--    FROM (public.posts p
--      JOIN public.authors a ON ((a.id = p.author_id)));
-- CREATE OR REPLACE VIEW public.published_posts AS
--  SELECT p.id,
--     a.name
--    FROM (public.posts p
--      JOIN public.authors a ON ((a.id = p.author_id)))
--   WHERE (p.status = 'published'::text);
-- CREATE OR REPLACE VIEW public.names AS
--  SELECT t.name,
--     a.id
--    FROM (public.published_posts t
--      JOIN public.authors a ON ((a.name = t.name)));
--
-- COMMIT;
-- groundplan:rollback end
