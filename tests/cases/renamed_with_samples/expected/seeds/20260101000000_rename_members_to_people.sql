-- crew: rename_members_to_people
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  crew.schema
-- Edition:       2026
-- What it does:  adds 3 rows of sample data to 2 tables
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

-- public.people: 1 person
INSERT INTO public.people (mail, nick, created_at, updated_at)
VALUES
    ('andres.tupou@example.com', 'omar_keller_guadalajara_farida', '2025-07-06 13:53:37+00', '2025-07-09 02:13:05+00')
ON CONFLICT (mail) DO NOTHING;

-- public.letters: 2 letters
DO $groundplan$
DECLARE
    missing text;
BEGIN
    SELECT pg_catalog.concat_ws(', ', sample.author_mail)
    INTO missing
FROM (
    VALUES
        ('tuva.benali@example.net')
) AS sample (author_mail)
LEFT JOIN public.people AS author ON author.mail = sample.author_mail
    WHERE author.id IS NULL
    LIMIT 1;
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION '% (%)', 'Rows of public.letters need a row of public.people that is missing', missing;
    END IF;
END
$groundplan$;
INSERT INTO public.letters (author_id, body, urgent, created_at, updated_at)
SELECT
    author.id, sample.body, sample.urgent, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'tuva.benali@example.net', 'To be discussed with the whole group.', true, '2025-11-15 08:02:05+00', '2025-11-17 17:30:28+00'),
        (2, 'tuva.benali@example.net', 'Nothing unusual to report. A second opinion would be welcome.', true, '2025-11-16 07:02:48+00', '2025-12-07 02:54:07+00')
) AS sample (ordinal, author_mail, body, urgent, created_at, updated_at)
LEFT JOIN public.people AS author ON author.mail = sample.author_mail
WHERE NOT EXISTS (
    SELECT
    FROM public.letters AS standing
    WHERE standing.author_id IS NOT DISTINCT FROM author.id
        AND standing.body IS NOT DISTINCT FROM sample.body
        AND standing.urgent IS NOT DISTINCT FROM sample.urgent::BOOLEAN
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

COMMIT;
