-- shop: create_shop_schema
--
-- Created:       2025-01-01 00:00:00 UTC
-- Requirements:  shop.schema
-- Edition:       2026
-- What it does:  adds 2 rows of initial data to 1 table
--
-- A second run adds no row. Parents are found by natural key.

-- Initial data
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- public.categories: 2 categories
INSERT INTO public.categories (code, name)
VALUES
    ('lamps',  'Lamps'),
    ('chairs', 'Chairs')
ON CONFLICT (code) DO NOTHING;

COMMIT;
