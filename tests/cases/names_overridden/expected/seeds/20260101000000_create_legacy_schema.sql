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
    (1, 'Marit Rossi',     '2025-02-21 11:46:16+00', '2025-06-08 20:11:35+00'),
    (2, 'Iris Lozano',     '2025-08-04 07:29:49+00', '2025-08-08 13:08:04+00'),
    (3, 'Nikolai Achieng', '2025-10-27 14:24:16+00', '2025-10-27 19:14:18+00')
ON CONFLICT (customer_no) DO NOTHING;

-- public.tbl_orders: 5 tbl orders
INSERT INTO public.tbl_orders (customer_ref, state, placed_on, created_at, updated_at)
SELECT
    sample.customer_ref, sample.state::public.order_states, sample.placed_on::DATE,
    sample.created_at::TIMESTAMP WITH TIME ZONE, sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 2, 'paid', '2025-09-18', '2025-09-18 17:24:04+00', '2025-09-20 05:48:39+00'),
        (2, 2, 'open', '2025-09-06', '2025-09-06 18:30:20+00', '2025-12-03 07:17:43+00'),
        (3, 1, 'paid', '2025-10-31', '2025-10-31 11:17:24+00', '2025-11-05 12:29:37+00'),
        (4, 1, 'paid', '2025-08-14', '2025-08-14 22:18:48+00', '2025-09-05 00:01:58+00'),
        (5, 3, 'paid', '2025-11-06', '2025-11-06 06:00:27+00', '2025-11-07 08:31:18+00')
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
