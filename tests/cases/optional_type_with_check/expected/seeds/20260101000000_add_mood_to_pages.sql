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
    ('The quiet joy of container gardening', '2025-09-10 13:34:31+00', '2025-09-17 06:44:26+00', 'Drift')
ON CONFLICT (title) DO NOTHING;

COMMIT;
