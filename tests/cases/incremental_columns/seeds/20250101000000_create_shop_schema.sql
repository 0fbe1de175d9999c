-- shop: create_shop_schema
--
-- Created:       2025-01-01 00:00:00 UTC
-- Requirements:  shop.schema
-- Edition:       2026
-- What it does:  adds 7 rows of sample data to 2 tables
--
-- A second run adds no row. Parents are found by natural key.

-- Sample data
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- public.products: 3 products
INSERT INTO public.products (name, created_at, updated_at)
VALUES
    ('Linen Plant Pot',       '2025-01-29 17:09:48+00', '2025-02-05 00:20:16+00'),
    ('Classic Phone Stand',   '2025-01-05 18:18:21+00', '2025-01-12 06:01:44+00'),
    ('Bamboo Reading Pillow', '2025-08-08 18:31:47+00', '2025-08-15 12:36:38+00')
ON CONFLICT (name) DO NOTHING;

-- public.orders: 4 orders
INSERT INTO public.orders (product_id, state, amount, created_at, updated_at)
SELECT product.id, sample.state::public.state, sample.amount, sample.created_at::TIMESTAMP WITH TIME ZONE, sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        ('Classic Phone Stand', 'sent', 276, '2025-07-07 10:36:48+00', '2025-07-13 22:33:52+00'),
        ('Classic Phone Stand', 'open', 349, '2025-06-01 07:16:25+00', '2025-06-07 08:05:24+00'),
        ('Classic Phone Stand', 'sent', 63,  '2025-08-28 13:52:01+00', '2025-09-04 05:40:28+00'),
        ('Linen Plant Pot',     'sent', 187, '2025-07-24 20:15:16+00', '2025-07-31 02:48:42+00')
) AS sample (product_name, state, amount, created_at, updated_at)
JOIN public.products AS product ON product.name = sample.product_name
WHERE NOT EXISTS (
    SELECT
    FROM public.orders AS standing
    WHERE standing.product_id IS NOT DISTINCT FROM product.id
        AND standing.state IS NOT DISTINCT FROM sample.state::public.state
        AND standing.amount IS NOT DISTINCT FROM sample.amount::INTEGER
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
        AND standing.updated_at IS NOT DISTINCT FROM sample.updated_at::TIMESTAMP WITH TIME ZONE
);

COMMIT;
