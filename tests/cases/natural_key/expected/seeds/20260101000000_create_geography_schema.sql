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
    ('FR', 'Lyon',     '2025-06-26 19:39:53+00', '2025-07-08 19:12:28+00'),
    ('IT', 'Bologna',  '2025-08-12 18:32:14+00', '2025-08-13 13:54:03+00'),
    ('DE', 'Freiburg', '2025-03-17 18:59:30+00', '2025-03-18 00:56:46+00'),
    ('FR', 'Nantes',   '2025-06-02 18:34:58+00', '2025-06-04 13:38:32+00')
ON CONFLICT (country_code, name) DO NOTHING;

COMMIT;
