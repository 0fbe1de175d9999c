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
        (1, 'Featherlight Headphones', 32.50,  ARRAY['music', 'opinion']::TEXT[], NULL, '{"series": "Ridge", "reading_minutes": 10, "featured": true}', '{"width_cm": 18, "height_cm": 23, "depth_cm": 3}', NULL, '2025-07-26 13:56:20+00', '2025-08-01 22:14:34+00'),
        (2, 'Bamboo Backpack',         10.00,  ARRAY['health', 'tools', 'home']::TEXT[], ARRAY[34, 638, 665]::INTEGER[], '{"series": "Drift", "reading_minutes": 12, "featured": false}', '{"width_cm": 69, "height_cm": 41, "depth_cm": 6}', '{"series": "Basalt", "reading_minutes": 12, "featured": true}', '2025-04-28 13:00:16+00', '2025-05-05 01:13:39+00'),
        (3, 'Cork Wool Socks',         177.99, ARRAY['family', 'howto', 'crafts']::TEXT[], ARRAY[64]::INTEGER[], '{"series": "Basalt", "reading_minutes": 7, "featured": false}', '{"width_cm": 61, "height_cm": 47, "depth_cm": 28}', NULL, '2025-04-13 07:08:50+00', '2025-04-19 15:20:15+00'),
        (4, 'Compact Cushion Cover',   24.49,  ARRAY['weekend', 'books', 'community']::TEXT[], ARRAY[145]::INTEGER[], '{"series": "Drift", "reading_minutes": 9, "featured": false}', '{"width_cm": 47, "height_cm": 12, "depth_cm": 31}', NULL, '2025-06-05 10:49:37+00', '2025-06-11 18:49:52+00'),
        (5, 'Weekend Water Bottle',    66.50,  ARRAY['nature', 'budget', 'archive']::TEXT[], ARRAY[761, 668, 262, 734]::INTEGER[], '{"series": "Kestrel", "reading_minutes": 3, "featured": false}', '{"width_cm": 32, "height_cm": 59, "depth_cm": 10}', NULL, '2025-04-16 17:31:23+00', '2025-04-22 22:29:54+00'),
        (6, 'Stoneware Bread Knife',   36.50,  ARRAY['beginners', 'technology', 'culture', 'health']::TEXT[], ARRAY[260, 343, 380, 784]::INTEGER[], '{"series": "Juniper", "reading_minutes": 2, "featured": false}', '{"width_cm": 32, "height_cm": 58, "depth_cm": 18}', '{"series": "Ember", "reading_minutes": 5, "featured": true}', '2025-08-17 07:47:16+00', '2025-08-23 23:43:16+00')
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
