-- notes: add_authors_and_1_more
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  notes.schema
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

-- public.authors: 2 authors
INSERT INTO public.authors (name, created_at, updated_at)
VALUES
    ('Takumi Weber',  '2025-05-29 16:29:06+00', '2025-06-05 03:14:33+00'),
    ('Astrid Nguyen', '2025-02-17 09:19:24+00', '2025-02-23 19:19:43+00')
ON CONFLICT (name) DO NOTHING;

-- public.notes: 3 notes
INSERT INTO public.notes (author_id, title, created_at, updated_at)
SELECT
    author.id, sample.title, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'Takumi Weber', 'The quiet joy of night photography', '2025-08-02 19:46:33+00', '2025-08-09 00:55:12+00'),
        (2, 'Takumi Weber', 'Getting started with keeping a paper notebook', '2025-06-11 21:11:44+00', '2025-06-18 00:26:59+00'),
        (3, 'Takumi Weber', 'How we changed our minds about amateur astronomy', '2025-08-01 11:16:13+00', '2025-08-07 23:11:43+00')
) AS sample (ordinal, author_name, title, created_at, updated_at)
LEFT JOIN public.authors AS author ON author.name = sample.author_name
WHERE NOT EXISTS (
    SELECT
    FROM public.notes AS standing
    WHERE standing.author_id IS NOT DISTINCT FROM author.id
        AND standing.title IS NOT DISTINCT FROM sample.title
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

COMMIT;
