-- shop: create_shop_schema
--
-- Created:       2025-01-01 00:00:00 UTC
-- Requirements:  shop.schema
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

-- public.items: 2 items
INSERT INTO public.items (name, price, code)
VALUES
    ('hammer', 12, 'H12'),
    ('nail',   1,  'N01')
ON CONFLICT (name) DO NOTHING;

COMMIT;
