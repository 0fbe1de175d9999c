-- colors: seed_colors
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  colors.schema
-- Edition:       2026
-- What it does:  adds 2 rows of initial data to 1 table
--
-- A second run adds no row. Parents are found by natural key; a missing one is an error.

-- Initial data
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- public.colors: 2 colors
INSERT INTO public.colors (name, value)
VALUES
    ('black', '#000000'),
    ('white', '#ffffff')
ON CONFLICT (name) DO NOTHING;

COMMIT;
