-- shop: alter_state_and_2_more
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  shop.schema
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

-- public.products: 3 products
INSERT INTO public.products (name, created_at, updated_at, labels, summary)
VALUES
    ('Lakeside Desk Lamp',    '2025-01-22 12:14:44+00', '2025-02-02 08:27:36+00', ARRAY['seasonal', 'design']::TEXT[], NULL),
    ('Signature Rain Jacket', '2025-01-25 07:43:29+00', '2025-02-12 19:31:57+00', ARRAY['language']::TEXT[], 'Packs into its own pocket and keeps the wrists dry.'),
    ('Original Apron',        '2025-01-25 16:28:14+00', '2025-03-03 06:25:10+00', ARRAY['history', 'coffee', 'recipes', 'health']::TEXT[], NULL)
ON CONFLICT (name) DO NOTHING;

COMMIT;
