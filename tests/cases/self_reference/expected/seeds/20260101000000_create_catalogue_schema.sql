-- catalogue: create_catalogue_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  categories.schema
-- Edition:       2026
-- What it does:  adds 8 rows of sample data to 1 table
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

-- public.categories: 3 categories
INSERT INTO public.categories (name, parent_id, created_at, updated_at)
VALUES
    ('Garden',        NULL, '2025-01-27 12:06:53+00', '2025-01-27 13:41:58+00'),
    ('Cycling',       NULL, '2025-01-29 15:58:04+00', '2025-02-04 10:26:21+00'),
    ('Home Textiles', NULL, '2025-01-30 14:31:14+00', '2025-01-30 16:07:20+00')
ON CONFLICT (name) DO NOTHING;

-- public.categories: 5 categories, level 2
INSERT INTO public.categories (name, parent_id, created_at, updated_at)
SELECT
    sample.name, parent.id, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'Garden Accessories',   'Garden', '2025-01-28 09:41:44+00', '2025-02-15 22:16:52+00'),
        (2, 'Small Garden Helpers', 'Garden', '2025-01-27 22:04:59+00', '2025-01-28 02:25:40+00'),
        (3, 'Garden Gifts',         'Garden', '2025-01-28 10:58:38+00', '2025-02-02 02:20:08+00'),
        (4, 'Garden Classics',      'Garden', '2025-01-28 06:09:57+00', '2025-01-28 19:09:26+00'),
        (5, 'New in Garden',        'Garden', '2025-01-27 18:08:01+00', '2025-02-07 00:16:52+00')
) AS sample (ordinal, name, parent_name, created_at, updated_at)
LEFT JOIN public.categories AS parent ON parent.name = sample.parent_name
ORDER BY sample.ordinal
ON CONFLICT (name) DO NOTHING;

COMMIT;
