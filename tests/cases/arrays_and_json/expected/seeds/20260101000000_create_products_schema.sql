-- products: create_products_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  products.schema
-- Edition:       2026
-- What it does:  adds 6 rows of sample data to 1 table
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

-- public.products: 6 products
INSERT INTO public.products (name, price, colors, sizes, attributes, dimensions, notes, created_at, updated_at)
SELECT
    sample.name, sample.price, sample.colors, sample.sizes, sample.attributes::JSONB,
    sample.dimensions::JSONB, sample.notes::JSONB, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'Coastal Scarf',            27.50, ARRAY['beginners', 'drawing']::TEXT[], NULL, '{"color": "slate", "weight_g": 1649, "gift_wrap": true}', '{"width_cm": 18, "height_cm": 23, "depth_cm": 3}', NULL, '2025-01-21 08:27:40+00', '2025-01-25 09:56:08+00'),
        (2, 'Nordic Alarm Clock',       20.00, ARRAY['news', 'family', 'design']::TEXT[], ARRAY[34, 638, 665]::INTEGER[], '{"color": "slate", "weight_g": 1999, "gift_wrap": false}', '{"width_cm": 69, "height_cm": 41, "depth_cm": 6}', '{"color": "sand", "weight_g": 1881, "gift_wrap": true}', '2025-01-13 15:39:37+00', '2025-01-13 20:20:49+00'),
        (3, 'Winter Frying Pan',        97.99, ARRAY['food', 'summer', 'cycling']::TEXT[], ARRAY[64]::INTEGER[], '{"color": "slate", "weight_g": 1124, "gift_wrap": false}', '{"width_cm": 61, "height_cm": 47, "depth_cm": 28}', NULL, '2025-01-11 14:57:28+00', '2025-03-18 19:35:05+00'),
        (4, 'Forest Green Pencil Case', 10.49, ARRAY['winter', 'community', 'garden']::TEXT[], ARRAY[145]::INTEGER[], '{"color": "forest", "weight_g": 1644, "gift_wrap": false}', '{"width_cm": 47, "height_cm": 12, "depth_cm": 31}', NULL, '2025-01-16 12:27:04+00', '2025-01-16 13:58:16+00'),
        (5, 'Lakeside Bicycle Pump',    27.50, ARRAY['books', 'theatre', 'writing']::TEXT[], ARRAY[761, 668, 262, 734]::INTEGER[], '{"color": "slate", "weight_g": 399, "gift_wrap": false}', '{"width_cm": 32, "height_cm": 59, "depth_cm": 10}', NULL, '2025-01-23 12:25:14+00', '2025-01-23 18:22:46+00'),
        (6, 'Signature Vase',           25.50, ARRAY['work', 'opinion', 'science', 'housing']::TEXT[], ARRAY[260, 343, 380, 784]::INTEGER[], '{"color": "sand", "weight_g": 80, "gift_wrap": false}', '{"width_cm": 32, "height_cm": 58, "depth_cm": 18}', '{"color": "forest", "weight_g": 704, "gift_wrap": true}', '2025-01-23 14:16:46+00', '2025-03-23 14:52:57+00')
) AS sample (
    ordinal, name, price, colors, sizes, attributes, dimensions, notes, created_at,
    updated_at
)
WHERE NOT EXISTS (
    SELECT
    FROM public.products AS standing
    WHERE standing.name IS NOT DISTINCT FROM sample.name
        AND standing.price IS NOT DISTINCT FROM sample.price::NUMERIC(14,2)
        AND standing.colors IS NOT DISTINCT FROM sample.colors::TEXT[]
        AND standing.sizes IS NOT DISTINCT FROM sample.sizes::INTEGER[]
        AND standing.attributes IS NOT DISTINCT FROM sample.attributes::JSONB
        AND standing.dimensions IS NOT DISTINCT FROM sample.dimensions::JSONB
        AND standing.notes IS NOT DISTINCT FROM sample.notes::JSONB
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

COMMIT;
