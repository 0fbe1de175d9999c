-- diary: create_diary_schema
--
-- Created:       2025-01-01 00:00:00 UTC
-- Requirements:  diary.schema
-- Edition:       2026
-- What it does:  adds 2 rows of sample data to 1 table
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

-- public.pages: 2 pages
INSERT INTO public.pages (title, created_at, updated_at)
VALUES
    ('Rainwater harvesting for people in a hurry', '2025-08-26 12:46:48+00', '2025-09-01 19:05:33+00'),
    ('Walking meetings: a beginner''s diary', '2025-06-17 15:53:30+00', '2025-06-23 17:51:02+00')
ON CONFLICT (title) DO NOTHING;

COMMIT;
