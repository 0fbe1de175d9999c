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
    ('andres.tupou@example.com', 'okeller', '2025-07-06 15:13:32+00', '2025-07-12 20:49:25+00')
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
        ('stefan.bose@example.org'),
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
        (1, 'stefan.bose@example.org', 'Please keep a copy for your own records.', true, '2025-08-10 16:06:09+00', '2025-08-17 07:45:00+00'),
        (2, 'tuva.benali@example.net', 'Thank you for your patience. Please read the notes before you begin.', true, '2025-05-25 10:31:23+00', '2025-06-01 04:02:29+00')
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
