-- crew: create_crew_schema
--
-- Created:       2025-01-01 00:00:00 UTC
-- Requirements:  a.schema
-- Edition:       2026
-- What it does:  adds 1 row of initial data to 1 table
--                adds 16 rows of sample data to 4 tables
--
-- A second run adds no row. Parents are found by natural key; a missing one is an error.

-- Initial data
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- public.members: 1 member
INSERT INTO public.members (email)
VALUES
    ('root@example.org')
ON CONFLICT (email) DO NOTHING;

COMMIT;

-- Sample data
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- public.members: 3 members
INSERT INTO public.members (email, nick, created_at, updated_at)
VALUES
    ('kwame.dlamini@example.org', NULL,                '2025-10-10 18:07:51+00', '2025-10-17 06:48:19+00'),
    ('stefan.bose@example.org',   'ximenacastellanos', '2025-01-12 10:39:42+00', '2025-01-18 16:06:32+00'),
    ('tuva.benali@example.net',   NULL,                '2025-02-03 08:29:53+00', '2025-02-09 20:30:58+00')
ON CONFLICT (email) DO NOTHING;

-- public.messages: 4 messages
INSERT INTO public.messages (from_id, text, urgent, created_at, updated_at)
SELECT
    "from".id, sample.text, sample.urgent, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'root@example.org',        'Here is the summary that you asked for.', true, '2025-04-02 16:49:17+00', '2025-04-08 17:09:07+00'),
        (2, 'tuva.benali@example.net', 'Who has the key to the meeting room?', true, '2025-06-07 13:50:06+00', '2025-06-14 02:28:15+00'),
        (3, 'stefan.bose@example.org', 'Great work today, everyone. All done on my side.', true, '2025-03-04 16:17:19+00', '2025-03-10 23:43:36+00'),
        (4, 'tuva.benali@example.net', 'Happy to help, just send me the details. I have a question about the last invoice.', true, '2025-08-11 11:07:47+00', '2025-08-18 01:21:52+00')
) AS sample (ordinal, from_email, text, urgent, created_at, updated_at)
LEFT JOIN public.members AS "from" ON "from".email = sample.from_email
WHERE NOT EXISTS (
    SELECT
    FROM public.messages AS standing
    WHERE standing.from_id IS NOT DISTINCT FROM "from".id
        AND standing.text IS NOT DISTINCT FROM sample.text
        AND standing.urgent IS NOT DISTINCT FROM sample.urgent::BOOLEAN
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

-- public.badges: 3 badges
INSERT INTO public.badges (label, created_at, updated_at)
VALUES
    ('Indigo',  '2025-07-11 07:00:05+00', '2025-07-17 16:55:43+00'),
    ('Glacier', '2025-03-30 16:17:39+00', '2025-04-05 18:08:37+00'),
    ('Tundra',  '2025-09-22 14:11:03+00', '2025-09-29 04:50:28+00')
ON CONFLICT (label) DO NOTHING;

-- public.badge_members: 6 badge members
INSERT INTO public.badge_members (badge_id, member_id)
SELECT
    badge.id, member.id
FROM (
    VALUES
        ('Indigo',  'kwame.dlamini@example.org'),
        ('Glacier', 'stefan.bose@example.org'),
        ('Tundra',  'root@example.org'),
        ('Glacier', 'tuva.benali@example.net'),
        ('Tundra',  'kwame.dlamini@example.org'),
        ('Tundra',  'stefan.bose@example.org')
) AS sample (badge_label, member_email)
LEFT JOIN public.badges AS badge ON badge.label = sample.badge_label
LEFT JOIN public.members AS member ON member.email = sample.member_email
ON CONFLICT (badge_id, member_id) DO NOTHING;

COMMIT;
