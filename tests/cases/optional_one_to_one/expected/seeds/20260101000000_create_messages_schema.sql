-- messages: create_messages_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  messages.schema
-- Edition:       2026
-- What it does:  adds 29 rows of sample data to 3 tables
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

-- public.messages: 2 messages
INSERT INTO public.messages (title, width, created_at, updated_at)
SELECT
    sample.title, sample.width, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, NULL, 'Ines Rivera',    '2025-02-15 16:46:10+00', '2025-02-15 18:16:43+00'),
        (2, 'A field guide to keeping a paper notebook', 'Zofia Sundaram', '2025-03-08 09:15:16+00', '2025-03-08 15:23:03+00')
) AS sample (ordinal, title, width, created_at, updated_at)
WHERE NOT EXISTS (
    SELECT
    FROM public.messages AS standing
    WHERE standing.title IS NOT DISTINCT FROM sample.title
        AND standing.width IS NOT DISTINCT FROM sample.width
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal
ON CONFLICT DO NOTHING;

-- public.replies: 15 replies
DO $groundplan$
DECLARE
    missing text;
BEGIN
    SELECT pg_catalog.concat_ws(', ', sample.message_width)
    INTO missing
FROM (
    VALUES
        ('Ines Rivera'),
        ('Zofia Sundaram')
) AS sample (message_width)
LEFT JOIN LATERAL (
    SELECT candidate.*
    FROM public.messages AS candidate
    WHERE candidate.width = sample.message_width
    ORDER BY candidate.id
    LIMIT 1
) AS message ON true
    WHERE message.id IS NULL
    LIMIT 1;
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION '% (%)', 'Rows of public.replies need a row of public.messages that is missing', missing;
    END IF;
END
$groundplan$;
INSERT INTO public.replies (message_id, created_at, updated_at)
SELECT
    message.id, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1,  NULL,             '2025-06-07 12:18:09+00', '2025-06-07 13:51:32+00'),
        (2,  'Ines Rivera',    '2025-03-04 10:23:54+00', '2025-05-20 00:03:53+00'),
        (3,  'Zofia Sundaram', '2025-04-03 08:56:00+00', '2025-04-23 21:59:32+00'),
        (4,  NULL,             '2025-05-24 18:50:49+00', '2025-05-25 03:48:13+00'),
        (5,  NULL,             '2025-06-08 19:48:50+00', '2025-06-08 21:15:38+00'),
        (6,  NULL,             '2025-04-02 16:32:36+00', '2025-04-22 21:14:33+00'),
        (7,  NULL,             '2025-09-09 11:55:26+00', '2025-09-17 18:21:05+00'),
        (8,  NULL,             '2025-10-10 20:17:54+00', '2025-10-12 10:21:29+00'),
        (9,  NULL,             '2025-07-24 12:51:44+00', '2025-07-28 06:11:25+00'),
        (10, NULL,             '2025-06-17 10:51:10+00', '2025-06-18 16:13:54+00'),
        (11, NULL,             '2025-07-01 16:59:41+00', '2025-07-07 16:00:13+00'),
        (12, NULL,             '2025-06-09 16:55:20+00', '2025-08-05 23:25:28+00'),
        (13, NULL,             '2025-08-11 10:09:57+00', '2025-08-11 16:33:20+00'),
        (14, NULL,             '2025-07-12 12:44:25+00', '2025-07-12 15:56:05+00'),
        (15, NULL,             '2025-08-04 20:50:23+00', '2025-08-06 15:57:15+00')
) AS sample (ordinal, message_width, created_at, updated_at)
LEFT JOIN LATERAL (
    SELECT candidate.*
    FROM public.messages AS candidate
    WHERE candidate.width = sample.message_width
    ORDER BY candidate.id
    LIMIT 1
) AS message ON true
WHERE NOT EXISTS (
    SELECT
    FROM public.replies AS standing
    WHERE standing.message_id IS NOT DISTINCT FROM message.id
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal
ON CONFLICT DO NOTHING;

-- public.hits: 12 hits
DO $groundplan$
DECLARE
    missing text;
BEGIN
    SELECT pg_catalog.concat_ws(', ', sample.reply_created_at)
    INTO missing
FROM (
    VALUES
        ('2025-04-02 16:32:36+00'),
        ('2025-06-08 19:48:50+00'),
        ('2025-04-03 08:56:00+00'),
        ('2025-03-04 10:23:54+00'),
        ('2025-08-11 10:09:57+00'),
        ('2025-07-12 12:44:25+00'),
        ('2025-06-09 16:55:20+00'),
        ('2025-05-24 18:50:49+00')
) AS sample (reply_created_at)
LEFT JOIN LATERAL (
    SELECT candidate.*
    FROM public.replies AS candidate
    WHERE candidate.created_at = sample.reply_created_at::TIMESTAMP WITH TIME ZONE
    ORDER BY candidate.id
    LIMIT 1
) AS reply ON true
    WHERE reply.id IS NULL
    LIMIT 1;
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION '% (%)', 'Rows of public.hits need a row of public.replies that is missing', missing;
    END IF;
END
$groundplan$;
INSERT INTO public.hits (state, reply_id)
SELECT
    sample.state, reply.id
FROM (
    VALUES
        (1,  true,  '2025-04-02 16:32:36+00'),
        (2,  false, '2025-06-08 19:48:50+00'),
        (3,  false, '2025-04-03 08:56:00+00'),
        (4,  false, '2025-03-04 10:23:54+00'),
        (5,  true,  '2025-03-04 10:23:54+00'),
        (6,  false, '2025-08-11 10:09:57+00'),
        (7,  false, '2025-04-02 16:32:36+00'),
        (8,  false, '2025-07-12 12:44:25+00'),
        (9,  true,  '2025-07-12 12:44:25+00'),
        (10, false, '2025-06-09 16:55:20+00'),
        (11, false, '2025-05-24 18:50:49+00'),
        (12, true,  '2025-08-11 10:09:57+00')
) AS sample (ordinal, state, reply_created_at)
LEFT JOIN LATERAL (
    SELECT candidate.*
    FROM public.replies AS candidate
    WHERE candidate.created_at = sample.reply_created_at::TIMESTAMP WITH TIME ZONE
    ORDER BY candidate.id
    LIMIT 1
) AS reply ON true
WHERE NOT EXISTS (
    SELECT
    FROM public.hits AS standing
    WHERE standing.state IS NOT DISTINCT FROM sample.state::BOOLEAN
        AND standing.reply_id IS NOT DISTINCT FROM reply.id
)
ORDER BY sample.ordinal;

COMMIT;
