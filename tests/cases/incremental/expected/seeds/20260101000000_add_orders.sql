-- shop: add_orders
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

-- public.orders: 4 orders
DO $groundplan$
DECLARE
    missing text;
BEGIN
    SELECT pg_catalog.concat_ws(', ', sample.product_name)
    INTO missing
FROM (
    VALUES
        ('Lamp'),
        ('Chair')
) AS sample (product_name)
LEFT JOIN public.products AS product ON product.name = sample.product_name
    WHERE product.id IS NULL
    LIMIT 1;
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION '% (%)', 'Rows of public.orders need a row of public.products that is missing', missing;
    END IF;
END
$groundplan$;
INSERT INTO public.orders (product_id, state, amount)
SELECT
    product.id, sample.state::public.order_state, sample.amount
FROM (
    VALUES
        (1, 'Lamp',  'paid', 276),
        (2, 'Chair', 'open', 349),
        (3, 'Lamp',  'sent', 63),
        (4, 'Lamp',  'paid', 187)
) AS sample (ordinal, product_name, state, amount)
LEFT JOIN public.products AS product ON product.name = sample.product_name
WHERE NOT EXISTS (
    SELECT
    FROM public.orders AS standing
    WHERE standing.product_id IS NOT DISTINCT FROM product.id
        AND standing.state IS NOT DISTINCT FROM sample.state::public.order_state
        AND standing.amount IS NOT DISTINCT FROM sample.amount::INTEGER
)
ORDER BY sample.ordinal;

COMMIT;
