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
        (1, NULL, 'Ines Rivera',    '2025-02-15 08:02:31+00', '2025-02-21 14:59:09+00'),
        (2, 'How we changed our minds about keeping a paper notebook', 'Zofia Sundaram', '2025-02-24 10:04:26+00', '2025-03-02 19:19:01+00')
) AS sample (ordinal, title, width, created_at, updated_at)
WHERE NOT EXISTS (
    SELECT
    FROM public.messages AS standing
    WHERE standing.title IS NOT DISTINCT FROM sample.title
        AND standing.width IS NOT DISTINCT FROM sample.width
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

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
        (1,  NULL,             '2025-02-24 14:18:44+00', '2025-03-03 01:58:12+00'),
        (2,  'Ines Rivera',    '2025-04-20 18:46:03+00', '2025-04-27 10:40:39+00'),
        (3,  'Zofia Sundaram', '2025-03-27 10:46:46+00', '2025-04-02 18:49:45+00'),
        (4,  NULL,             '2025-05-24 12:09:50+00', '2025-05-30 17:26:40+00'),
        (5,  NULL,             '2025-01-12 14:22:10+00', '2025-01-18 15:02:11+00'),
        (6,  NULL,             '2025-02-22 11:16:07+00', '2025-02-28 22:43:37+00'),
        (7,  NULL,             '2025-03-21 18:40:51+00', '2025-03-27 23:23:34+00'),
        (8,  NULL,             '2025-10-10 19:27:38+00', '2025-10-17 10:02:36+00'),
        (9,  NULL,             '2025-07-24 15:28:15+00', '2025-07-31 01:29:06+00'),
        (10, NULL,             '2025-02-09 14:48:41+00', '2025-02-15 17:42:23+00'),
        (11, NULL,             '2025-07-01 13:32:58+00', '2025-07-07 23:19:21+00'),
        (12, NULL,             '2025-06-09 07:19:34+00', '2025-06-15 16:40:03+00'),
        (13, NULL,             '2025-08-11 14:57:13+00', '2025-08-18 06:41:58+00'),
        (14, NULL,             '2025-02-16 15:57:39+00', '2025-02-23 07:41:25+00'),
        (15, NULL,             '2025-06-11 17:00:55+00', '2025-06-17 21:41:12+00')
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
ORDER BY sample.ordinal;

-- public.hits: 12 hits
DO $groundplan$
DECLARE
    missing text;
BEGIN
    SELECT pg_catalog.concat_ws(', ', sample.reply_created_at)
    INTO missing
FROM (
    VALUES
        ('2025-01-12 14:22:10+00'),
        ('2025-08-11 14:57:13+00'),
        ('2025-06-11 17:00:55+00'),
        ('2025-05-24 12:09:50+00'),
        ('2025-06-09 07:19:34+00'),
        ('2025-07-01 13:32:58+00'),
        ('2025-02-16 15:57:39+00'),
        ('2025-02-09 14:48:41+00')
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
        (1,  true,  '2025-01-12 14:22:10+00'),
        (2,  false, '2025-08-11 14:57:13+00'),
        (3,  false, '2025-06-11 17:00:55+00'),
        (4,  false, '2025-05-24 12:09:50+00'),
        (5,  true,  '2025-06-09 07:19:34+00'),
        (6,  true,  '2025-08-11 14:57:13+00'),
        (7,  false, '2025-06-09 07:19:34+00'),
        (8,  true,  '2025-07-01 13:32:58+00'),
        (9,  true,  '2025-02-16 15:57:39+00'),
        (10, false, '2025-02-09 14:48:41+00'),
        (11, false, '2025-07-01 13:32:58+00'),
        (12, true,  '2025-02-09 14:48:41+00')
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
