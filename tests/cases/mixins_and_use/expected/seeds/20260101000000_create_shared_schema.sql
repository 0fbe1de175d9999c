-- shared: create_shared_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  main.schema
--                parts.schema
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

-- public.articles: 3 articles
INSERT INTO public.articles (title, summary, code, created_at, updated_at)
VALUES
    ('What recording family stories taught me about patience', 'A checklist for anybody who wants to try recording family stories without spending much.', 'ART-1001', '2025-07-14 15:18:07+00', '2025-07-14 18:27:48+00'),
    ('Winter cycling for people in a hurry', NULL, 'ART-1002', '2025-02-01 18:11:54+00', '2025-04-04 10:32:40+00'),
    ('Everything I got wrong about reading aloud', NULL, 'ART-1003', '2025-06-18 20:44:55+00', '2025-10-04 00:26:59+00')
ON CONFLICT (code) DO NOTHING;

-- public.galleries: 2 galleries
INSERT INTO public.galleries (title, summary, opened_on, created_at, updated_at)
SELECT
    sample.title, sample.summary, sample.opened_on::DATE,
    sample.created_at::TIMESTAMP WITH TIME ZONE, sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'Thistle Gallery', 'Please keep a copy for your own records.', '2025-08-31', '2025-08-31 19:40:58+00', '2025-09-09 19:34:05+00'),
        (2, 'Quill Gallery',   NULL, '2025-08-14', '2025-08-14 08:55:26+00', '2025-08-14 10:30:20+00')
) AS sample (ordinal, title, summary, opened_on, created_at, updated_at)
WHERE NOT EXISTS (
    SELECT
    FROM public.galleries AS standing
    WHERE standing.title IS NOT DISTINCT FROM sample.title
        AND standing.summary IS NOT DISTINCT FROM sample.summary
        AND standing.opened_on IS NOT DISTINCT FROM sample.opened_on::DATE
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

COMMIT;
