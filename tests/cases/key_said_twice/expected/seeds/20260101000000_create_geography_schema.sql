-- geography: create_geography_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  countries.schema
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

-- public.countries: 2 countries
INSERT INTO public.countries (code, name)
VALUES
    ('DE', 'Germany'),
    ('FR', 'France')
ON CONFLICT (code) DO NOTHING;

COMMIT;
