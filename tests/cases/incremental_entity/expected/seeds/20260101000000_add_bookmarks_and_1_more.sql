-- club: add_bookmarks_and_1_more
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  club.schema
-- Edition:       2026
-- What it does:  adds 13 rows of sample data to 4 tables
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

-- public.members: 2 members
INSERT INTO public.members (email, full_name, created_at, updated_at)
VALUES
    ('zanele.oliveira@example.net', 'Zanele Oliveira', '2025-02-21 14:02:33+00', '2025-02-22 22:49:19+00'),
    ('rafael.nair@example.net',     'Rafael Nair',     '2025-08-11 08:10:00+00', '2025-08-14 11:08:40+00')
ON CONFLICT (email) DO NOTHING;

-- public.profiles: 2 profiles
INSERT INTO public.profiles (member_id, bio, created_at, updated_at)
SELECT
    member.id, sample.bio, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'zanele.oliveira@example.net', 'From Cusco. Here for the recipes.', '2025-07-28 16:01:29+00', '2025-07-29 12:00:01+00'),
        (2, 'rafael.nair@example.net',     'Reads too much, sleeps too little. Physiotherapist in Kochi.', '2025-10-05 09:41:52+00', '2025-10-05 11:08:39+00')
) AS sample (ordinal, member_email, bio, created_at, updated_at)
LEFT JOIN public.members AS member ON member.email = sample.member_email
ORDER BY sample.ordinal
ON CONFLICT (member_id) DO NOTHING;

-- public.bookmarks: 5 bookmarks
DO $groundplan$
DECLARE
    missing text;
BEGIN
    SELECT pg_catalog.concat_ws(', ', sample.member_email)
    INTO missing
FROM (
    VALUES
        ('nils.sharma@example.net'),
        ('idris.salazar@example.org'),
        ('milan.bakker@example.org')
) AS sample (member_email)
LEFT JOIN public.members AS member ON member.email = sample.member_email
    WHERE member.id IS NULL
    LIMIT 1;
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION '% (%)', 'Rows of public.bookmarks need a row of public.members that is missing', missing;
    END IF;
END
$groundplan$;
DO $groundplan$
DECLARE
    missing text;
BEGIN
    SELECT pg_catalog.concat_ws(', ', sample.post_title_author_email, sample.post_title_title)
    INTO missing
FROM (
    VALUES
        ('yuki.popescu@example.org', 'Why night trains matter more than you think'),
        ('milan.bakker@example.org', 'Five mistakes I made with urban sketching')
) AS sample (post_title_author_email, post_title_title)
LEFT JOIN public.members AS post_title_author ON post_title_author.email = sample.post_title_author_email
LEFT JOIN public.posts AS post_title ON post_title.author_id = post_title_author.id AND post_title.title = sample.post_title_title
    WHERE post_title.author_id IS NULL
    LIMIT 1;
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION '% (%)', 'Rows of public.bookmarks need a row of public.posts that is missing', missing;
    END IF;
END
$groundplan$;
INSERT INTO public.bookmarks (member_id, post_author_id, post_title, created_at, updated_at)
SELECT
    member.id, post_title.author_id, post_title.title, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        ('nils.sharma@example.net',   'yuki.popescu@example.org', 'Why night trains matter more than you think', '2025-10-18 14:24:04+00', '2025-10-18 17:27:29+00'),
        ('idris.salazar@example.org', 'milan.bakker@example.org', 'Five mistakes I made with urban sketching', '2025-11-18 11:41:45+00', '2025-11-23 14:58:44+00'),
        ('idris.salazar@example.org', 'yuki.popescu@example.org', 'Why night trains matter more than you think', '2025-08-03 11:26:49+00', '2025-08-04 07:58:25+00'),
        ('milan.bakker@example.org',  'milan.bakker@example.org', 'Five mistakes I made with urban sketching', '2025-10-09 11:55:53+00', '2025-10-30 10:26:01+00'),
        ('milan.bakker@example.org',  'yuki.popescu@example.org', 'Why night trains matter more than you think', '2025-10-12 06:54:01+00', '2025-11-01 06:13:33+00')
) AS sample (member_email, post_title_author_email, post_title_title, created_at, updated_at)
LEFT JOIN public.members AS member ON member.email = sample.member_email
LEFT JOIN public.members AS post_title_author ON post_title_author.email = sample.post_title_author_email
LEFT JOIN public.posts AS post_title ON post_title.author_id = post_title_author.id AND post_title.title = sample.post_title_title
ON CONFLICT (member_id, post_author_id, post_title) DO NOTHING;

-- public.reactions: 4 reactions
DO $groundplan$
DECLARE
    missing text;
BEGIN
    SELECT pg_catalog.concat_ws(', ', sample.note_text)
    INTO missing
FROM (
    VALUES
        ('Does it also work in a small flat? I was sceptical, and now I own three notebooks. A small change with a clear benefit. It works best in combination with the others. No further action is needed at th…'),
        ('The photo of the first attempt made my day.')
) AS sample (note_text)
LEFT JOIN LATERAL (
    SELECT candidate.*
    FROM public.notes AS candidate
    WHERE candidate.text = sample.note_text
    ORDER BY candidate.id
    LIMIT 1
) AS note ON true
    WHERE note.id IS NULL
    LIMIT 1;
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION '% (%)', 'Rows of public.reactions need a row of public.notes that is missing', missing;
    END IF;
END
$groundplan$;
DO $groundplan$
DECLARE
    missing text;
BEGIN
    SELECT pg_catalog.concat_ws(', ', sample.member_email)
    INTO missing
FROM (
    VALUES
        ('milan.bakker@example.org'),
        ('yuki.popescu@example.org')
) AS sample (member_email)
LEFT JOIN public.members AS member ON member.email = sample.member_email
    WHERE member.id IS NULL
    LIMIT 1;
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION '% (%)', 'Rows of public.reactions need a row of public.members that is missing', missing;
    END IF;
END
$groundplan$;
INSERT INTO public.reactions (note_id, member_id, emoji, created_at, updated_at)
SELECT
    note.id, member.id, sample.emoji, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'Does it also work in a small flat? I was sceptical, and now I own three notebooks. A small change with a clear benefit. It works best in combination with the others. No further action is needed at th…', 'milan.bakker@example.org',    '👍', '2025-11-19 15:21:21+00', '2025-11-19 16:56:23+00'),
        (2, 'The photo of the first attempt made my day.', 'yuki.popescu@example.org',    '😄', '2025-06-23 12:54:54+00', '2025-07-08 14:17:31+00'),
        (3, 'The photo of the first attempt made my day.', 'zanele.oliveira@example.net', '😄', '2025-05-14 14:07:33+00', '2025-05-14 18:40:04+00'),
        (4, 'The photo of the first attempt made my day.', 'zanele.oliveira@example.net', '😄', '2025-04-07 20:58:50+00', '2025-04-17 12:33:10+00')
) AS sample (ordinal, note_text, member_email, emoji, created_at, updated_at)
LEFT JOIN LATERAL (
    SELECT candidate.*
    FROM public.notes AS candidate
    WHERE candidate.text = sample.note_text
    ORDER BY candidate.id
    LIMIT 1
) AS note ON true
LEFT JOIN public.members AS member ON member.email = sample.member_email
WHERE NOT EXISTS (
    SELECT
    FROM public.reactions AS standing
    WHERE standing.note_id IS NOT DISTINCT FROM note.id
        AND standing.member_id IS NOT DISTINCT FROM member.id
        AND standing.emoji IS NOT DISTINCT FROM sample.emoji
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

COMMIT;
