-- Countries and cities: create_geography_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  geography.schema
-- Edition:       2026
-- What it does:  adds 3 rows of initial data to 1 table
--                adds 4 rows of sample data to 1 table
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

-- public.countries: 3 countries
INSERT INTO public.countries (code, name)
VALUES
    ('DE', 'Germany'),
    ('FR', 'France'),
    ('IT', 'Italy')
ON CONFLICT (code) DO NOTHING;

COMMIT;

-- Sample data
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- public.cities: 4 cities
INSERT INTO public.cities (country_code, name, created_at, updated_at)
VALUES
    ('FR', 'Wellington', '2025-03-01 15:11:40+00', '2025-03-07 15:57:48+00'),
    ('IT', 'Graz',       '2025-08-12 12:46:34+00', '2025-08-18 17:43:41+00'),
    ('DE', 'Penang',     '2025-01-16 07:35:23+00', '2025-01-22 12:27:06+00'),
    ('FR', 'Medellin',   '2025-06-02 09:51:01+00', '2025-06-09 01:19:50+00')
ON CONFLICT (country_code, name) DO NOTHING;

COMMIT;
