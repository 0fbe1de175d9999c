-- blog: create_blog_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  blog.schema
--                blog.schema.lock
-- Edition:       2026
-- What it does:  adds 5 rows of sample data to 1 table
--
-- A second run adds no row. Parents are found by natural key; a missing one is an error.

-- Sample data
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- public.posts: 5 posts
INSERT INTO public.posts (title, created_at, updated_at)
VALUES
    ('Why learning the accordion matters more than you think', '2025-06-04 18:57:45+00', '2025-06-04 23:50:09+00'),
    ('A field guide to writing good release notes', '2025-06-28 16:57:09+00', '2025-07-03 10:25:12+00'),
    ('Is it worth the effort? A month of growing tomatoes', '2025-08-20 09:35:58+00', '2025-12-06 07:04:01+00'),
    ('A short history of my adventures in recording family stories', '2025-06-04 15:28:15+00', '2025-06-05 11:59:48+00'),
    ('The case for bird watching in the city', '2025-09-16 07:31:54+00', '2025-09-17 04:49:47+00')
ON CONFLICT (title) DO NOTHING;

COMMIT;
