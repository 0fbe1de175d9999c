-- app: add_profiles
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  app.schema
-- Edition:       2026
-- What it does:  adds 3 rows of sample data to 1 table
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

-- public.profiles: 3 profiles
INSERT INTO public.profiles (user_id, country_code, nick, created_at, updated_at)
VALUES
    (NULL, NULL, 'clara_horvat', '2025-10-25 09:14:43+00', '2025-11-19 00:18:02+00'),
    (NULL, NULL, 'kai_hassan', '2025-09-12 13:14:54+00', '2025-09-24 19:05:35+00'),
    (NULL, NULL, 'camila_adeyemi_valencia_desmond_ximena84', '2025-04-10 09:41:47+00', '2025-04-16 06:22:32+00')
ON CONFLICT (nick) DO NOTHING;

COMMIT;
