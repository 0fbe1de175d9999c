-- A shop that uses extensions: create_shop_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  shop.schema
-- Edition:       2026
-- What it does:  adds 4 rows of sample data to 1 table
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

-- public.products: 4 products
INSERT INTO public.products (code, name, facts, shelf, stock, created_at, updated_at)
VALUES
    ('40b8ce80-6234-84d2-bc4b-1787f95fed80', 'Linen Plant Pot',       NULL,        'Aurora', 138, '2025-01-29 17:09:48+00', '2025-02-05 00:20:16+00'),
    ('e77ac58d-5c4e-85f2-87b3-020f5627276b', 'Classic Phone Stand',   'number=>2', 'Basalt', 122, '2025-01-05 18:18:21+00', '2025-01-12 06:01:44+00'),
    ('cb2c837d-8472-8774-9341-e11db94366e2', 'Bamboo Reading Pillow', 'number=>3', 'Cedar',  61,  '2025-08-08 18:31:47+00', '2025-08-15 12:36:38+00'),
    ('32012daa-9936-8476-96c6-403b3d4bf5c9', 'Harvest Bike Bell',     'number=>4', 'Delta',  43,  '2025-10-22 08:53:33+00', '2025-10-28 16:13:29+00')
ON CONFLICT (name) DO NOTHING;

COMMIT;
