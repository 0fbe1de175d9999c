-- blog: create_blog_schema
--
-- Created:       2025-01-01 00:00:00 UTC
-- Requirements:  blog.schema
-- Edition:       2026
-- What it does:  adds 4 rows of initial data to 2 tables
--
-- A second run adds no row. Parents are found by natural key; a missing one is an error.

-- Initial data
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- public.posts: 2 posts
INSERT INTO public.posts (title, reads)
VALUES
    ('First Things',    3),
    ('Second Thoughts', 5)
ON CONFLICT (title) DO NOTHING;

-- public.tags: 2 tags
INSERT INTO public.tags (name)
VALUES
    ('old'),
    ('kept')
ON CONFLICT (name) DO NOTHING;

COMMIT;
