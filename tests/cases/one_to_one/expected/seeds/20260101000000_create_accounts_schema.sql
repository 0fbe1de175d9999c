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
    ('kenji.park@example.com',      '2025-05-22 18:42:39+00', '2025-05-22 20:17:06+00'),
    ('hugo.costa@example.net',      '2025-03-20 17:30:04+00', '2025-03-20 21:51:53+00'),
    ('ibrahim.bianchi@example.com', '2025-09-05 13:47:46+00', '2025-09-09 00:35:59+00')
ON CONFLICT (email) DO NOTHING;

-- public.profiles: 3 profiles
INSERT INTO public.profiles (account_id, city, website, created_at, updated_at)
SELECT
    account.id, sample.city, sample.website, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'kenji.park@example.com',      NULL,      'https://example.org/ximena-asante', '2025-09-16 08:46:57+00', '2025-09-16 14:38:47+00'),
        (2, 'ibrahim.bianchi@example.com', 'Bologna', NULL, '2025-10-21 10:55:13+00', '2025-12-04 21:22:45+00'),
        (3, 'hugo.costa@example.net',      'Bristol', 'https://example.net/maeve-ortega', '2025-08-22 19:35:02+00', '2025-09-07 05:39:58+00')
) AS sample (ordinal, account_email, city, website, created_at, updated_at)
LEFT JOIN public.accounts AS account ON account.email = sample.account_email
ORDER BY sample.ordinal
ON CONFLICT (account_id) DO NOTHING;

COMMIT;
