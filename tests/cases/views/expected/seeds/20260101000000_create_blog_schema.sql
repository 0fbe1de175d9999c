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
    ('Takumi Chaudhry', '2025-05-29 12:52:46+00', '2025-06-04 13:18:22+00'),
    ('Dmitri Hughes',   '2025-03-16 13:08:42+00', '2025-03-22 13:17:57+00')
ON CONFLICT (name) DO NOTHING;

-- public.posts: 3 posts
INSERT INTO public.posts (author_id, title, status, created_at, updated_at)
SELECT
    author.id, sample.title, sample.status, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'Takumi Chaudhry', 'Teaching chess to children on a small budget', 'Tundra', '2025-06-27 20:55:42+00', '2025-07-04 15:22:30+00'),
        (2, 'Takumi Chaudhry', 'How we changed our minds about slow travel by train', 'Umber',  '2025-06-23 17:16:52+00', '2025-06-30 09:06:05+00'),
        (3, 'Dmitri Hughes',   'Getting started with walking meetings', 'Vista',  '2025-08-20 07:04:40+00', '2025-08-27 02:02:15+00')
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
        (1, 'Teaching chess to children on a small budget', '2025-09-07 16:36:06+00', '2025-09-02 08:29:04+00', '2025-09-09 00:38:36+00'),
        (2, 'Getting started with walking meetings', '2025-10-31 17:48:02+00', '2025-10-27 10:31:55+00', '2025-11-02 15:00:49+00')
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
