-- blog: create_blog_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  blog.schema
-- Edition:       2026
-- What it does:  adds 7 rows of sample data to 3 tables
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

-- public.authors: 2 authors
INSERT INTO public.authors (name, created_at, updated_at)
VALUES
    ('Takumi Chaudhry', '2025-05-29 07:13:45+00', '2025-06-03 04:12:53+00'),
    ('Dmitri Hughes',   '2025-05-13 09:05:31+00', '2025-05-16 10:36:38+00')
ON CONFLICT (name) DO NOTHING;

-- public.posts: 3 posts
INSERT INTO public.posts (author_id, title, status, created_at, updated_at)
SELECT
    author.id, sample.title, sample.status, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'Takumi Chaudhry', 'Why learning the accordion matters more than you think', 'active',  '2025-10-20 14:30:07+00', '2025-10-20 20:59:59+00'),
        (2, 'Takumi Chaudhry', 'A field guide to writing good release notes', 'active',  '2025-11-09 06:33:46+00', '2025-11-13 01:39:37+00'),
        (3, 'Takumi Chaudhry', 'Is it worth the effort? A month of growing tomatoes', 'planned', '2025-06-03 10:28:14+00', '2025-06-03 18:37:06+00')
) AS sample (ordinal, author_name, title, status, created_at, updated_at)
LEFT JOIN public.authors AS author ON author.name = sample.author_name
ORDER BY sample.ordinal
ON CONFLICT (title) DO NOTHING;

-- stats.visits: 2 visits
INSERT INTO stats.visits (post_id, at, created_at, updated_at)
SELECT
    post.id, sample.at::TIMESTAMP WITH TIME ZONE, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'Is it worth the effort? A month of growing tomatoes', '2025-08-25 01:53:19+00', '2025-08-19 17:46:17+00', '2025-09-06 22:22:28+00'),
        (2, 'Why learning the accordion matters more than you think', '2025-11-04 07:15:04+00', '2025-10-30 23:58:57+00', '2025-11-12 23:51:49+00')
) AS sample (ordinal, post_title, at, created_at, updated_at)
LEFT JOIN public.posts AS post ON post.title = sample.post_title
WHERE NOT EXISTS (
    SELECT
    FROM stats.visits AS standing
    WHERE standing.post_id IS NOT DISTINCT FROM post.id
        AND standing.at IS NOT DISTINCT FROM sample.at::TIMESTAMP WITH TIME ZONE
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

COMMIT;
