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
    ('Rainwater harvesting on a small budget', '2025-08-26 07:03:29+00', '2025-08-28 21:53:41+00'),
    ('Five mistakes I made with growing herbs on a windowsill', '2025-07-11 11:27:18+00', '2025-07-13 05:46:59+00')
ON CONFLICT (title) DO NOTHING;

COMMIT;
