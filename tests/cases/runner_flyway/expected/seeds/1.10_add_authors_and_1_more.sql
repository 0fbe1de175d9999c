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
    ('Takumi Weber',  '2025-07-23 17:37:17+00', '2025-09-23 03:41:07+00'),
    ('Astrid Nguyen', '2025-02-19 10:59:15+00', '2025-03-05 18:38:46+00')
ON CONFLICT (name) DO NOTHING;

-- public.notes: 3 notes
INSERT INTO public.notes (author_id, title, created_at, updated_at)
SELECT
    author.id, sample.title, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'Takumi Weber', 'What nobody tells you about sharing tools with neighbours', '2025-10-08 10:06:54+00', '2025-10-08 13:05:52+00'),
        (2, 'Takumi Weber', 'A field guide to teaching chess to children', '2025-11-02 08:52:27+00', '2025-11-02 13:17:30+00'),
        (3, 'Takumi Weber', 'In praise of moving to the countryside', '2025-08-22 16:56:05+00', '2025-08-23 21:00:04+00')
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
