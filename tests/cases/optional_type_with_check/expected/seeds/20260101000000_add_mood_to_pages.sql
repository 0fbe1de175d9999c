-- diary: add_mood_to_pages
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  diary.schema
-- Edition:       2026
-- What it does:  adds 1 row of sample data to 1 table
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

-- public.pages: 1 page
INSERT INTO public.pages (title, created_at, updated_at, mood)
VALUES
    ('Before you try night trains, read this', '2025-09-10 10:09:14+00', '2025-09-10 16:36:01+00', 'Juniper')
ON CONFLICT (title) DO NOTHING;

COMMIT;
