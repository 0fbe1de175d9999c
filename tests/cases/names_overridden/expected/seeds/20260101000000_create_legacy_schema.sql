-- legacy: create_legacy_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  legacy.schema
-- Edition:       2026
-- What it does:  adds 8 rows of sample data to 2 tables
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

-- public.tbl_customers: 3 tbl customers
INSERT INTO public.tbl_customers (customer_no, full_name, created_at, updated_at)
VALUES
    (1, 'Marit Rossi',     '2025-02-21 07:52:18+00', '2025-02-27 11:45:46+00'),
    (2, 'Iris Lozano',     '2025-08-04 12:57:46+00', '2025-08-11 06:17:33+00'),
    (3, 'Nikolai Achieng', '2025-10-27 08:14:02+00', '2025-11-03 01:21:49+00')
ON CONFLICT (customer_no) DO NOTHING;

-- public.tbl_orders: 5 tbl orders
INSERT INTO public.tbl_orders (customer_ref, state, placed_on, created_at, updated_at)
SELECT
    sample.customer_ref, sample.state::public.order_states, sample.placed_on::DATE,
    sample.created_at::TIMESTAMP WITH TIME ZONE, sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 3, 'paid', '2025-11-15', '2025-11-15 09:20:33+00', '2025-11-21 10:58:54+00'),
        (2, 1, 'open', '2025-03-12', '2025-03-12 20:55:36+00', '2025-03-19 08:22:27+00'),
        (3, 2, 'open', '2025-08-21', '2025-08-21 08:19:25+00', '2025-08-27 17:05:15+00'),
        (4, 1, 'open', '2025-03-18', '2025-03-18 22:17:15+00', '2025-03-24 23:58:11+00'),
        (5, 2, 'open', '2025-08-24', '2025-08-24 10:15:53+00', '2025-08-30 22:13:53+00')
) AS sample (ordinal, customer_ref, state, placed_on, created_at, updated_at)
WHERE NOT EXISTS (
    SELECT
    FROM public.tbl_orders AS standing
    WHERE standing.customer_ref IS NOT DISTINCT FROM sample.customer_ref::INTEGER
        AND standing.state IS NOT DISTINCT FROM sample.state::public.order_states
        AND standing.placed_on IS NOT DISTINCT FROM sample.placed_on::DATE
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

COMMIT;
