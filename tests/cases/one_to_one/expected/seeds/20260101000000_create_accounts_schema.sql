-- accounts: create_accounts_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  accounts.schema
-- Edition:       2026
-- What it does:  adds 6 rows of sample data to 2 tables
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
INSERT INTO public.accounts (email, created_at, updated_at)
VALUES
    ('kenji.park@example.com',      '2025-05-22 08:16:16+00', '2025-05-28 21:42:48+00'),
    ('hugo.costa@example.net',      '2025-02-23 10:39:52+00', '2025-03-01 12:07:35+00'),
    ('ibrahim.bianchi@example.com', '2025-09-05 12:53:43+00', '2025-09-12 04:07:59+00')
ON CONFLICT (email) DO NOTHING;

-- public.profiles: 3 profiles
INSERT INTO public.profiles (account_id, city, website, created_at, updated_at)
SELECT
    account.id, sample.city, sample.website, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'hugo.costa@example.net',      NULL,       'https://example.org/ximena-asante', '2025-09-04 14:02:52+00', '2025-09-10 16:39:02+00'),
        (2, 'kenji.park@example.com',      'Medellin', NULL, '2025-06-15 10:06:07+00', '2025-06-21 10:12:50+00'),
        (3, 'ibrahim.bianchi@example.com', 'Gdansk',   'https://example.net/maeve-ortega', '2025-10-01 20:45:01+00', '2025-10-08 08:07:22+00')
) AS sample (ordinal, account_email, city, website, created_at, updated_at)
LEFT JOIN public.accounts AS account ON account.email = sample.account_email
ORDER BY sample.ordinal
ON CONFLICT (account_id) DO NOTHING;

COMMIT;
