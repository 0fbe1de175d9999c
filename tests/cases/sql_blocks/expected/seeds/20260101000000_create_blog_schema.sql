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
    ('Teaching chess to children on a small budget', 'teaching-chess-to-children-on-a-small-budget', '2025-05-20 14:10:26+00', '2025-05-27 08:37:14+00'),
    ('How we changed our minds about slow travel by train', NULL, '2025-06-17 15:19:28+00', '2025-06-24 07:08:41+00'),
    ('Getting started with walking meetings', NULL, '2025-08-20 07:04:40+00', '2025-08-27 02:02:15+00')
ON CONFLICT (title) DO NOTHING;

-- public.tags: 2 tags
INSERT INTO public.tags (name, created_at, updated_at)
VALUES
    ('learning', '2025-05-19 12:11:52+00', '2025-05-25 18:35:22+00'),
    ('featured', '2025-04-01 09:52:18+00', '2025-04-08 00:56:02+00')
ON CONFLICT (name) DO NOTHING;

COMMIT;
