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
    ('Wellness', NULL, '2025-03-04 19:16:06+00', '2025-03-11 09:44:42+00'),
    ('Gifts',    NULL, '2025-01-08 20:15:18+00', '2025-01-15 13:16:06+00'),
    ('Garden',   NULL, '2025-01-11 20:35:55+00', '2025-01-18 12:46:24+00')
ON CONFLICT (name) DO NOTHING;

-- public.categories: 4 categories, level 2
INSERT INTO public.categories (name, parent_id, created_at, updated_at)
SELECT
    sample.name, parent.id, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'Pets',       'Wellness', '2025-03-06 17:35:34+00', '2025-03-13 00:53:03+00'),
        (2, 'Kitchen',    'Wellness', '2025-03-06 16:03:56+00', '2025-03-12 16:53:51+00'),
        (3, 'Textiles',   'Wellness', '2025-03-06 16:21:50+00', '2025-03-12 16:42:54+00'),
        (4, 'Stationery', 'Wellness', '2025-03-06 10:42:15+00', '2025-03-13 05:52:48+00')
) AS sample (ordinal, name, parent_name, created_at, updated_at)
LEFT JOIN public.categories AS parent ON parent.name = sample.parent_name
ORDER BY sample.ordinal
ON CONFLICT (name) DO NOTHING;

-- public.categories: 1 category, level 3
INSERT INTO public.categories (name, parent_id, created_at, updated_at)
SELECT
    sample.name, parent.id, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'Lighting', 'Kitchen', '2025-03-08 10:56:06+00', '2025-03-15 06:41:51+00')
) AS sample (ordinal, name, parent_name, created_at, updated_at)
LEFT JOIN public.categories AS parent ON parent.name = sample.parent_name
ORDER BY sample.ordinal
ON CONFLICT (name) DO NOTHING;

COMMIT;
