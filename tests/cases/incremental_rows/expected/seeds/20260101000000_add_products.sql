-- shop: add_products
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  shop.schema
-- Edition:       2026
-- What it does:  adds 3 rows of initial data to 2 tables
--                adds 2 rows of sample data to 1 table
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

-- public.categories: 1 category
INSERT INTO public.categories (code, name)
VALUES
    ('tables', 'Tables')
ON CONFLICT (code) DO NOTHING;

-- public.products: 2 products
DO $groundplan$
DECLARE
    missing text;
BEGIN
    SELECT pg_catalog.concat_ws(', ', sample.category_code)
    INTO missing
FROM (
    VALUES
        ('lamps')
) AS sample (category_code)
LEFT JOIN public.categories AS category ON category.code = sample.category_code
    WHERE category.id IS NULL
    LIMIT 1;
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION '% (%)', 'Rows of public.products need a row of public.categories that is missing', missing;
    END IF;
END
$groundplan$;
INSERT INTO public.products (category_id, name)
SELECT
    category.id, sample.name
FROM (
    VALUES
        (1, 'lamps',  'Reading lamp'),
        (2, 'tables', 'Desk')
) AS sample (ordinal, category_code, name)
LEFT JOIN public.categories AS category ON category.code = sample.category_code
ORDER BY sample.ordinal
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

-- public.products: 2 products
DO $groundplan$
DECLARE
    missing text;
BEGIN
    SELECT pg_catalog.concat_ws(', ', sample.category_code)
    INTO missing
FROM (
    VALUES
        ('chairs')
) AS sample (category_code)
LEFT JOIN public.categories AS category ON category.code = sample.category_code
    WHERE category.id IS NULL
    LIMIT 1;
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION '% (%)', 'Rows of public.products need a row of public.categories that is missing', missing;
    END IF;
END
$groundplan$;
INSERT INTO public.products (category_id, name, created_at, updated_at)
SELECT
    category.id, sample.name, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'chairs', 'Lakeside Desk Lamp',    '2025-01-22 12:14:44+00', '2025-02-02 08:27:36+00'),
        (2, 'tables', 'Signature Rain Jacket', '2025-01-25 07:43:29+00', '2025-02-12 19:31:57+00')
) AS sample (ordinal, category_code, name, created_at, updated_at)
LEFT JOIN public.categories AS category ON category.code = sample.category_code
ORDER BY sample.ordinal
ON CONFLICT (name) DO NOTHING;

COMMIT;
