-- people: add_letters
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  people.schema
-- Edition:       2026
-- What it does:  adds 7 rows of sample data to 2 tables
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

-- public.users: 3 users
INSERT INTO public.users (email, username, country_code, joined_at)
VALUES
    ('joaquin.rahman@example.org', 'joaquinrahman', 'CH', '2025-09-12 14:48:17+00'),
    ('alma.ndiaye@example.com',    'almandiaye',    'PT', '2025-07-31 08:44:01+00'),
    ('saoirse.nowak@example.net',  'saoirsenowak',  'PT', '2025-07-22 19:53:26+00')
ON CONFLICT (email) DO NOTHING;

-- public.letters: 4 letters
DO $groundplan$
DECLARE
    missing text;
BEGIN
    SELECT pg_catalog.concat_ws(', ', sample.sender_email)
    INTO missing
FROM (
    VALUES
        ('someone@example.org')
) AS sample (sender_email)
LEFT JOIN public.users AS sender ON sender.email = sample.sender_email
    WHERE sender.id IS NULL
    LIMIT 1;
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION '% (%)', 'Rows of public.letters need a row of public.users that is missing', missing;
    END IF;
END
$groundplan$;
INSERT INTO public.letters (sender_id, subject)
SELECT
    sender.id, sample.subject
FROM (
    VALUES
        (1, 'alma.ndiaye@example.com',    'Lantern'),
        (2, 'joaquin.rahman@example.org', 'Fern'),
        (3, 'saoirse.nowak@example.net',  'Quartz'),
        (4, 'someone@example.org',        'Marble')
) AS sample (ordinal, sender_email, subject)
LEFT JOIN public.users AS sender ON sender.email = sample.sender_email
WHERE NOT EXISTS (
    SELECT
    FROM public.letters AS standing
    WHERE standing.sender_id IS NOT DISTINCT FROM sender.id
        AND standing.subject IS NOT DISTINCT FROM sample.subject
)
ORDER BY sample.ordinal;

COMMIT;
