-- club: create_club_schema
--
-- Created:       2025-01-01 00:00:00 UTC
-- Requirements:  club.schema
-- Edition:       2026
-- What it does:  adds 21 rows of sample data to 4 tables
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

-- public.members: 5 members
INSERT INTO public.members (email, full_name, created_at, updated_at)
VALUES
    ('yuki.popescu@example.org',    'Yuki Popescu',    '2025-03-29 10:18:48+00', '2025-04-15 05:34:17+00'),
    ('idris.salazar@example.org',   'Idris Salazar',   '2025-03-19 09:51:00+00', '2025-03-19 15:54:46+00'),
    ('nils.sharma@example.net',     'Nils Sharma',     '2025-09-25 12:50:25+00', '2025-09-25 15:48:04+00'),
    ('milan.bakker@example.org',    'Milan Bakker',    '2025-05-15 12:48:27+00', '2025-05-15 17:33:20+00'),
    ('zanele.oliveira@example.net', 'Zanele Oliveira', '2025-02-21 14:02:33+00', '2025-02-22 22:49:19+00')
ON CONFLICT (email) DO NOTHING;

-- public.topics: 3 topics
INSERT INTO public.topics (name, created_at, updated_at)
VALUES
    ('coffee',   '2025-01-25 18:26:07+00', '2025-05-07 14:30:14+00'),
    ('books',    '2025-01-21 17:48:10+00', '2025-02-04 23:44:54+00'),
    ('outdoors', '2025-01-30 13:36:22+00', '2025-02-01 01:19:55+00')
ON CONFLICT (name) DO NOTHING;

-- public.messages: 4 messages
INSERT INTO public.messages (member_id, parent_id, text, created_at, updated_at)
SELECT
    member.id, NULL::BIGINT, sample.text, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'nils.sharma@example.net',  'Happy to help, just send me the details.', '2025-10-02 23:28:24+00', '2025-10-17 18:32:35+00'),
        (2, 'yuki.popescu@example.org', 'I left the parcel with your neighbour.', '2025-07-05 09:52:20+00', '2025-07-24 20:12:48+00'),
        (3, 'nils.sharma@example.net',  'Great work today, everyone. No rush, tomorrow is fine.', '2025-11-26 08:32:06+00', '2025-11-26 11:25:23+00'),
        (4, 'nils.sharma@example.net',  'Is there any coffee left?', '2025-10-18 13:09:54+00', '2025-10-25 00:44:19+00')
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

-- public.messages: 2 messages, level 2
DO $groundplan$
DECLARE
    missing text;
BEGIN
    SELECT pg_catalog.concat_ws(', ', sample.parent_text)
    INTO missing
FROM (
    VALUES
        ('Happy to help, just send me the details.')
) AS sample (parent_text)
LEFT JOIN LATERAL (
    SELECT candidate.*
    FROM public.messages AS candidate
    WHERE candidate.text = sample.parent_text
    ORDER BY candidate.id
    LIMIT 1
) AS parent ON true
    WHERE parent.id IS NULL
    LIMIT 1;
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION '% (%)', 'Rows of public.messages need a row of public.messages that is missing', missing;
    END IF;
END
$groundplan$;
INSERT INTO public.messages (member_id, parent_id, text, created_at, updated_at)
SELECT
    member.id, parent.id, sample.text, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'milan.bakker@example.org', 'Happy to help, just send me the details.', 'Let me know if you need anything else.', '2025-10-03 11:54:33+00', '2025-10-03 16:31:51+00'),
        (2, 'milan.bakker@example.org', 'Happy to help, just send me the details.', 'Could somebody water the plants this week?', '2025-10-03 11:16:21+00', '2025-10-03 17:43:01+00')
) AS sample (ordinal, member_email, parent_text, text, created_at, updated_at)
LEFT JOIN public.members AS member ON member.email = sample.member_email
LEFT JOIN LATERAL (
    SELECT candidate.*
    FROM public.messages AS candidate
    WHERE candidate.text = sample.parent_text
    ORDER BY candidate.id
    LIMIT 1
) AS parent ON true
WHERE NOT EXISTS (
    SELECT
    FROM public.messages AS standing
    WHERE standing.member_id IS NOT DISTINCT FROM member.id
        AND standing.parent_id IS NOT DISTINCT FROM parent.id
        AND standing.text IS NOT DISTINCT FROM sample.text
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

-- public.messages: 3 messages, level 3
DO $groundplan$
DECLARE
    missing text;
BEGIN
    SELECT pg_catalog.concat_ws(', ', sample.parent_text)
    INTO missing
FROM (
    VALUES
        ('Let me know if you need anything else.'),
        ('Could somebody water the plants this week?')
) AS sample (parent_text)
LEFT JOIN LATERAL (
    SELECT candidate.*
    FROM public.messages AS candidate
    WHERE candidate.text = sample.parent_text
    ORDER BY candidate.id
    LIMIT 1
) AS parent ON true
    WHERE parent.id IS NULL
    LIMIT 1;
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION '% (%)', 'Rows of public.messages need a row of public.messages that is missing', missing;
    END IF;
END
$groundplan$;
INSERT INTO public.messages (member_id, parent_id, text, created_at, updated_at)
SELECT
    member.id, parent.id, sample.text, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'idris.salazar@example.org',   'Let me know if you need anything else.', 'Perfect, thank you.',     '2025-10-03 18:29:43+00', '2025-10-03 21:34:07+00'),
        (2, 'zanele.oliveira@example.net', 'Could somebody water the plants this week?', 'All done on my side.',    '2025-10-03 12:52:32+00', '2025-10-03 19:01:34+00'),
        (3, 'nils.sharma@example.net',     'Could somebody water the plants this week?', 'Thanks, that was quick!', '2025-10-03 22:35:03+00', '2025-10-04 04:36:41+00')
) AS sample (ordinal, member_email, parent_text, text, created_at, updated_at)
LEFT JOIN public.members AS member ON member.email = sample.member_email
LEFT JOIN LATERAL (
    SELECT candidate.*
    FROM public.messages AS candidate
    WHERE candidate.text = sample.parent_text
    ORDER BY candidate.id
    LIMIT 1
) AS parent ON true
WHERE NOT EXISTS (
    SELECT
    FROM public.messages AS standing
    WHERE standing.member_id IS NOT DISTINCT FROM member.id
        AND standing.parent_id IS NOT DISTINCT FROM parent.id
        AND standing.text IS NOT DISTINCT FROM sample.text
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

-- public.messages: 1 message, level 4
DO $groundplan$
DECLARE
    missing text;
BEGIN
    SELECT pg_catalog.concat_ws(', ', sample.parent_text)
    INTO missing
FROM (
    VALUES
        ('Perfect, thank you.')
) AS sample (parent_text)
LEFT JOIN LATERAL (
    SELECT candidate.*
    FROM public.messages AS candidate
    WHERE candidate.text = sample.parent_text
    ORDER BY candidate.id
    LIMIT 1
) AS parent ON true
    WHERE parent.id IS NULL
    LIMIT 1;
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION '% (%)', 'Rows of public.messages need a row of public.messages that is missing', missing;
    END IF;
END
$groundplan$;
INSERT INTO public.messages (member_id, parent_id, text, created_at, updated_at)
SELECT
    member.id, parent.id, sample.text, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'nils.sharma@example.net', 'Perfect, thank you.', 'Looks good to me, please go ahead.', '2025-10-04 08:17:41+00', '2025-10-04 12:59:42+00')
) AS sample (ordinal, member_email, parent_text, text, created_at, updated_at)
LEFT JOIN public.members AS member ON member.email = sample.member_email
LEFT JOIN LATERAL (
    SELECT candidate.*
    FROM public.messages AS candidate
    WHERE candidate.text = sample.parent_text
    ORDER BY candidate.id
    LIMIT 1
) AS parent ON true
WHERE NOT EXISTS (
    SELECT
    FROM public.messages AS standing
    WHERE standing.member_id IS NOT DISTINCT FROM member.id
        AND standing.parent_id IS NOT DISTINCT FROM parent.id
        AND standing.text IS NOT DISTINCT FROM sample.text
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

-- public.topic_members: 3 topic members
INSERT INTO public.topic_members (topic_id, member_id)
SELECT
    topic.id, member.id
FROM (
    VALUES
        ('coffee', 'nils.sharma@example.net'),
        ('books',  'yuki.popescu@example.org'),
        ('coffee', 'yuki.popescu@example.org')
) AS sample (topic_name, member_email)
LEFT JOIN public.topics AS topic ON topic.name = sample.topic_name
LEFT JOIN public.members AS member ON member.email = sample.member_email
ON CONFLICT (topic_id, member_id) DO NOTHING;

COMMIT;
