-- club: create_club_schema
--
-- Created:       2025-01-01 00:00:00 UTC
-- Requirements:  club.schema
-- Edition:       2026
-- What it does:  adds 21 rows of sample data to 4 tables
--
-- A second run adds no row. Parents are found by natural key.

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
    ('yuki.popescu@example.org',    'Yuki Popescu',    '2025-02-24 11:05:04+00', '2025-03-02 15:24:50+00'),
    ('idris.salazar@example.org',   'Idris Salazar',   '2025-03-19 09:45:36+00', '2025-03-25 17:19:50+00'),
    ('nils.sharma@example.net',     'Nils Sharma',     '2025-09-25 08:40:12+00', '2025-10-01 12:43:03+00'),
    ('milan.bakker@example.org',    'Milan Bakker',    '2025-05-15 08:12:39+00', '2025-05-21 22:29:10+00'),
    ('zanele.oliveira@example.net', 'Zanele Oliveira', '2025-02-21 08:35:33+00', '2025-02-27 20:41:07+00')
ON CONFLICT (email) DO NOTHING;

-- public.topics: 3 topics
INSERT INTO public.topics (name, created_at, updated_at)
VALUES
    ('health',  '2025-08-31 17:48:07+00', '2025-09-06 20:47:01+00'),
    ('archive', '2025-05-30 16:35:10+00', '2025-06-06 11:33:29+00'),
    ('books',   '2025-10-20 13:14:44+00', '2025-10-27 00:34:35+00')
ON CONFLICT (name) DO NOTHING;

-- public.messages: 4 messages
INSERT INTO public.messages (member_id, parent_id, text, created_at, updated_at)
SELECT member.id, NULL::BIGINT, sample.text, sample.created_at::TIMESTAMP WITH TIME ZONE, sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        ('yuki.popescu@example.org', 'Happy to help, just send me the details.', '2025-07-19 17:48:20+00', '2025-07-26 03:59:32+00'),
        ('yuki.popescu@example.org', 'Here is the summary that you asked for.', '2025-08-17 19:35:12+00', '2025-08-24 10:17:40+00'),
        ('nils.sharma@example.net',  'Great work today, everyone. Looks good to me, please go ahead.', '2025-10-16 17:55:22+00', '2025-10-22 18:19:50+00'),
        ('yuki.popescu@example.org', 'Do you have a receipt for that?', '2025-08-03 15:16:24+00', '2025-08-09 19:45:23+00')
) AS sample (member_email, text, created_at, updated_at)
JOIN public.members AS member ON member.email = sample.member_email
WHERE NOT EXISTS (
    SELECT
    FROM public.messages AS standing
    WHERE standing.member_id IS NOT DISTINCT FROM member.id
        AND standing.parent_id IS NOT DISTINCT FROM NULL::BIGINT
        AND standing.text IS NOT DISTINCT FROM sample.text
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
        AND standing.updated_at IS NOT DISTINCT FROM sample.updated_at::TIMESTAMP WITH TIME ZONE
);

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
SELECT member.id, parent.id, sample.text, sample.created_at::TIMESTAMP WITH TIME ZONE, sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        ('zanele.oliveira@example.net', 'Happy to help, just send me the details.', 'I have a question about the last invoice.', '2025-07-21 14:36:38+00', '2025-07-28 00:40:04+00'),
        ('nils.sharma@example.net',     'Happy to help, just send me the details.', 'The second page needs one more look.', '2025-10-22 11:44:38+00', '2025-10-29 04:51:28+00')
) AS sample (member_email, parent_text, text, created_at, updated_at)
JOIN public.members AS member ON member.email = sample.member_email
JOIN LATERAL (
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
        AND standing.updated_at IS NOT DISTINCT FROM sample.updated_at::TIMESTAMP WITH TIME ZONE
);

-- public.messages: 3 messages, level 3
DO $groundplan$
DECLARE
    missing text;
BEGIN
    SELECT pg_catalog.concat_ws(', ', sample.parent_text)
    INTO missing
FROM (
    VALUES
        ('I have a question about the last invoice.'),
        ('The second page needs one more look.')
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
SELECT member.id, parent.id, sample.text, sample.created_at::TIMESTAMP WITH TIME ZONE, sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        ('nils.sharma@example.net',   'I have a question about the last invoice.', 'Could you call me when you have a minute?', '2025-10-07 10:35:51+00', '2025-10-13 20:15:54+00'),
        ('nils.sharma@example.net',   'The second page needs one more look.', 'All done on my side.', '2025-10-23 12:40:41+00', '2025-10-29 22:26:36+00'),
        ('idris.salazar@example.org', 'The second page needs one more look.', 'Thanks, that was quick!', '2025-10-23 07:55:26+00', '2025-10-29 14:36:16+00')
) AS sample (member_email, parent_text, text, created_at, updated_at)
JOIN public.members AS member ON member.email = sample.member_email
JOIN LATERAL (
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
        AND standing.updated_at IS NOT DISTINCT FROM sample.updated_at::TIMESTAMP WITH TIME ZONE
);

-- public.messages: 1 message, level 4
DO $groundplan$
DECLARE
    missing text;
BEGIN
    SELECT pg_catalog.concat_ws(', ', sample.parent_text)
    INTO missing
FROM (
    VALUES
        ('Could you call me when you have a minute?')
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
SELECT member.id, parent.id, sample.text, sample.created_at::TIMESTAMP WITH TIME ZONE, sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        ('idris.salazar@example.org', 'Could you call me when you have a minute?', 'Looks good to me, please go ahead. Here is the summary that you asked for.', '2025-10-08 19:11:45+00', '2025-10-15 07:52:40+00')
) AS sample (member_email, parent_text, text, created_at, updated_at)
JOIN public.members AS member ON member.email = sample.member_email
JOIN LATERAL (
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
        AND standing.updated_at IS NOT DISTINCT FROM sample.updated_at::TIMESTAMP WITH TIME ZONE
);

-- public.topic_members: 3 topic members
INSERT INTO public.topic_members (topic_id, member_id)
SELECT topic.id, member.id
FROM (
    VALUES
        ('health',  'nils.sharma@example.net'),
        ('archive', 'yuki.popescu@example.org'),
        ('health',  'yuki.popescu@example.org')
) AS sample (topic_name, member_email)
JOIN public.topics AS topic ON topic.name = sample.topic_name
JOIN public.members AS member ON member.email = sample.member_email
ON CONFLICT (topic_id, member_id) DO NOTHING;

COMMIT;
