-- orders: create_orders_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  orders.schema
-- Edition:       2026
-- What it does:  adds 1 row of initial data to 1 table
--                adds 7 rows of sample data to 1 table
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

-- public.orders: 4 orders
INSERT INTO public.orders (name, status, after_id)
VALUES
    ('Falcon', 'open', NULL),
    ('Fern', 'paid', NULL),
    ('Zenith, work, writing, museums and water', 'open', NULL),
    ('Kestrel', 'open', NULL)
ON CONFLICT (name) DO NOTHING;

-- public.orders: 1 order, level 2
DO $groundplan$
DECLARE
    missing text;
BEGIN
    SELECT pg_catalog.concat_ws(', ', sample.after_name)
    INTO missing
FROM (
    VALUES
        ('first')
) AS sample (after_name)
LEFT JOIN public.orders AS after ON after.name = sample.after_name
    WHERE after.id IS NULL
    LIMIT 1;
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION '% (%)', 'Rows of public.orders need a row of public.orders that is missing', missing;
    END IF;
END
$groundplan$;
INSERT INTO public.orders (name, status, after_id)
SELECT
    sample.name, sample.status, after.id
FROM (
    VALUES
        (1, 'C', 'open', 'first')
) AS sample (ordinal, name, status, after_name)
LEFT JOIN public.orders AS after ON after.name = sample.after_name
ORDER BY sample.ordinal
ON CONFLICT (name) DO NOTHING;

-- public.orders: 1 order, level 3
INSERT INTO public.orders (name, status, after_id)
SELECT
    sample.name, sample.status, after.id
FROM (
    VALUES
        (1, 'Quartz', 'open', 'C')
) AS sample (ordinal, name, status, after_name)
LEFT JOIN public.orders AS after ON after.name = sample.after_name
ORDER BY sample.ordinal
ON CONFLICT (name) DO NOTHING;

-- public.orders: 1 order, level 4
INSERT INTO public.orders (name, status, after_id)
SELECT
    sample.name, sample.status, after.id
FROM (
    VALUES
        (1, 'Summit', 'open', 'Quartz')
) AS sample (ordinal, name, status, after_name)
LEFT JOIN public.orders AS after ON after.name = sample.after_name
ORDER BY sample.ordinal
ON CONFLICT (name) DO NOTHING;

COMMIT;
