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
    ('Map reading on a small budget', 'Lessons from a year of map reading, mistakes included.', 'BX-3484', '2025-07-14 07:15:56+00', '2025-07-20 21:20:38+00'),
    ('Getting started with winter cycling', NULL, 'Y-6',     '2025-01-05 08:29:11+00', '2025-01-11 23:32:18+00'),
    ('Reading aloud for people in a hurry', NULL, 'QOA-8',   '2025-06-18 10:36:03+00', '2025-06-24 12:51:09+00')
ON CONFLICT (code) DO NOTHING;

-- public.galleries: 2 galleries
INSERT INTO public.galleries (title, summary, opened_on, created_at, updated_at)
SELECT
    sample.title, sample.summary, sample.opened_on::DATE,
    sample.created_at::TIMESTAMP WITH TIME ZONE, sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'Fjord',   'A small change with a clear benefit.', '2025-09-01', '2025-08-31 13:06:49+00', '2025-09-07 07:32:59+00'),
        (2, 'Prairie', NULL, '2025-03-29', '2025-03-28 17:29:17+00', '2025-04-04 07:39:24+00')
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
