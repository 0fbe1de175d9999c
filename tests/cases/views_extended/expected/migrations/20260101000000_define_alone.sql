-- : define_alone
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  blog.schema
-- Edition:       2026
-- What it does:  changes 3 views
--
-- One transaction. A second run changes nothing. An object of the same name and another shape stops the file before COMMIT.
-- The rollback stands at the end; `groundplan rollback` prints it as SQL.
-- groundplan:builds-on 3418dd1f1682ff2b

BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- View public.names
DROP VIEW IF EXISTS public.names;

-- View public.published_posts
DROP VIEW IF EXISTS public.published_posts;

-- View public.alone
CREATE OR REPLACE VIEW public.alone AS
select a.id, p.title, p.status from posts p join authors a on a.id = p.author_id;

-- View public.published_posts
CREATE VIEW public.published_posts AS
select p.id, a.name, p.title
  from posts p join authors a on a.id = p.author_id
  where p.status = 'published';

-- View public.names
CREATE VIEW public.names AS
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
