-- blog: create_blog_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  blog.schema
-- Edition:       2026
-- What it does:  adds 5 rows of sample data to 2 tables
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

-- public.posts: 3 posts
INSERT INTO public.posts (title, slug, created_at, updated_at)
VALUES
    ('Why learning the accordion matters more than you think', 'why-learning-the-accordion-matters-more-than-you-think', '2025-06-04 18:57:45+00', '2025-06-04 23:50:09+00'),
    ('A field guide to writing good release notes', NULL, '2025-06-28 16:57:09+00', '2025-07-03 10:25:12+00'),
    ('Is it worth the effort? A month of growing tomatoes', NULL, '2025-08-20 09:35:58+00', '2025-12-06 07:04:01+00')
ON CONFLICT (title) DO NOTHING;

-- public.tags: 2 tags
INSERT INTO public.tags (name, created_at, updated_at)
VALUES
    ('photography', '2025-01-14 20:47:39+00', '2025-01-14 22:17:53+00'),
    ('outdoors',    '2025-01-10 07:12:39+00', '2025-01-10 08:48:05+00')
ON CONFLICT (name) DO NOTHING;

COMMIT;
