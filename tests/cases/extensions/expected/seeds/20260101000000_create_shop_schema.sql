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
    ('40b8ce80-6234-84d2-bc4b-1787f95fed80', 'Lakeside Desk Lamp',      NULL,        'C-07', 138, '2025-01-22 12:14:44+00', '2025-02-02 08:27:36+00'),
    ('e77ac58d-5c4e-85f2-87b3-020f5627276b', 'Signature Rain Jacket',   'number=>2', 'A-01', 122, '2025-01-25 07:43:29+00', '2025-02-12 19:31:57+00'),
    ('cb2c837d-8472-8774-9341-e11db94366e2', 'Original Apron',          'number=>3', 'D-03', 61,  '2025-01-25 16:28:14+00', '2025-03-03 06:25:10+00'),
    ('32012daa-9936-8476-96c6-403b3d4bf5c9', 'Essential Camping Stove', 'number=>4', 'A-15', 43,  '2025-01-30 11:04:15+00', '2025-02-02 17:45:48+00')
ON CONFLICT (name) DO NOTHING;

COMMIT;
