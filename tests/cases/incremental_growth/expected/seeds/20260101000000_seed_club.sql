-- club: seed_club
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  club.schema
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

-- public.members: 3 members
INSERT INTO public.members (email, full_name, created_at, updated_at)
VALUES
    ('rafael.nair@example.net',   'Rafael Nair',   '2025-08-11 08:10:00+00', '2025-08-14 11:08:40+00'),
    ('beatriz.vos@example.org',   'Beatriz Vos',   '2025-07-17 07:53:34+00', '2025-07-23 02:50:45+00'),
    ('paloma.lozano@example.net', 'Paloma Lozano', '2025-06-11 10:44:02+00', '2025-06-16 12:33:23+00')
ON CONFLICT (email) DO NOTHING;

-- public.messages: 2 messages
INSERT INTO public.messages (member_id, parent_id, text, created_at, updated_at)
SELECT
    member.id, NULL::BIGINT, sample.text, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'rafael.nair@example.net',   'The train is delayed, I will dial in from the platform. The delivery arrived this morning, all complete.', '2025-10-24 18:13:19+00', '2025-10-29 18:13:57+00'),
        (2, 'paloma.lozano@example.net', 'Running ten minutes late, please start without me. The second page needs one more look.', '2025-08-18 18:05:21+00', '2025-09-04 18:49:04+00')
) AS sample (ordinal, member_email, text, created_at, updated_at)
LEFT JOIN public.members AS member ON member.email = sample.member_email
WHERE NOT EXISTS (
    SELECT
    FROM public.messages AS standing
    WHERE standing.member_id IS NOT DISTINCT FROM member.id
        AND standing.parent_id IS NOT DISTINCT FROM NULL::BIGINT
        AND standing.text IS NOT DISTINCT FROM sample.text
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

COMMIT;
