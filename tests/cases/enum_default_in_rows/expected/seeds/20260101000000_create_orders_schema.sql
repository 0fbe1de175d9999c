-- orders: create_orders_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  orders.schema
-- Edition:       2026
-- What it does:  adds 1 row of initial data to 1 table
--                adds 3 rows of sample data to 1 table
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

-- public.orders: 1 order
INSERT INTO public.orders (name)
VALUES
    ('first')
ON CONFLICT (name) DO NOTHING;

COMMIT;

-- Sample data
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- public.orders: 3 orders
INSERT INTO public.orders (name, status, created_at, updated_at)
VALUES
    ('Lagoon', 'open', '2025-08-13 12:35:35+00', '2025-08-20 04:35:30+00'),
    ('Willow', 'paid', '2025-02-05 15:05:08+00', '2025-02-12 06:57:26+00'),
    ('Cedar',  'open', '2025-01-31 15:36:33+00', '2025-02-06 19:25:45+00')
ON CONFLICT (name) DO NOTHING;

COMMIT;
