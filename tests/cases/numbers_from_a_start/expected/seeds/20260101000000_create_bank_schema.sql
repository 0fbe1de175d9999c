-- bank: create_bank_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  bank.schema
-- Edition:       2026
-- What it does:  adds 5 rows of sample data to 2 tables
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

-- public.accounts: 3 accounts
INSERT INTO public.accounts (holder, created_at, updated_at)
SELECT
    sample.holder, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'Nectar',  '2025-04-27 13:53:33+00', '2025-05-25 23:34:28+00'),
        (2, 'Quill',   '2025-09-20 11:02:44+00', '2025-09-21 14:34:59+00'),
        (3, 'Thistle', '2025-05-09 17:03:57+00', '2025-05-09 20:03:37+00')
) AS sample (ordinal, holder, created_at, updated_at)
WHERE NOT EXISTS (
    SELECT
    FROM public.accounts AS standing
    WHERE standing.holder IS NOT DISTINCT FROM sample.holder
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

-- public.branches: 2 branches
INSERT INTO public.branches (name, created_at, updated_at)
VALUES
    ('Thessaloniki', '2025-10-23 10:47:31+00', '2025-10-23 13:41:26+00'),
    ('Graz',         '2025-09-04 11:06:56+00', '2025-09-04 15:38:23+00')
ON CONFLICT (name) DO NOTHING;

COMMIT;
