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
    ('zanele.oliveira@example.net', 'Zanele Oliveira', '2025-02-21 08:35:33+00', '2025-02-27 20:41:07+00'),
    ('rafael.nair@example.net',     'Rafael Nair',     '2025-03-21 17:19:50+00', '2025-03-28 02:20:48+00')
ON CONFLICT (email) DO NOTHING;

-- public.profiles: 2 profiles
INSERT INTO public.profiles (member_id, bio, created_at, updated_at)
SELECT
    member.id, sample.bio, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'zanele.oliveira@example.net', 'Translator from Montevideo, happiest outdoors.', '2025-03-23 08:24:08+00', '2025-03-29 18:03:44+00'),
        (2, 'rafael.nair@example.net',     'Parent of three, researcher, beginner at the cello.', '2025-09-04 07:54:10+00', '2025-09-10 08:33:16+00')
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
        ('milan.bakker@example.org'),
        ('yuki.popescu@example.org'),
        ('nils.sharma@example.net')
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
        ('milan.bakker@example.org',  'Teaching chess to children on a small budget'),
        ('idris.salazar@example.org', 'The quiet joy of container gardening'),
        ('yuki.popescu@example.org',  'Winter cycling: a beginner''s diary')
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
        ('milan.bakker@example.org', 'milan.bakker@example.org',  'Teaching chess to children on a small budget', '2025-06-03 10:04:55+00', '2025-06-09 18:56:20+00'),
        ('rafael.nair@example.net',  'idris.salazar@example.org', 'The quiet joy of container gardening', '2025-05-25 17:30:26+00', '2025-06-01 03:36:40+00'),
        ('yuki.popescu@example.org', 'yuki.popescu@example.org',  'Winter cycling: a beginner''s diary', '2025-07-08 09:24:57+00', '2025-07-14 12:02:08+00'),
        ('nils.sharma@example.net',  'milan.bakker@example.org',  'Teaching chess to children on a small budget', '2025-10-21 11:42:15+00', '2025-10-28 00:07:34+00'),
        ('nils.sharma@example.net',  'idris.salazar@example.org', 'The quiet joy of container gardening', '2025-10-08 23:41:59+00', '2025-10-15 10:13:08+00')
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
        ('Bookmarked. The part about patience is so true.'),
        ('I have been doing this for ten years and still learned something.')
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
        (1, 'Bookmarked. The part about patience is so true.', 'milan.bakker@example.org', 'Basalt',  '2025-11-23 20:38:44+00', '2025-11-30 11:02:12+00'),
        (2, 'Bookmarked. The part about patience is so true.', 'milan.bakker@example.org', 'Aurora',  '2025-11-06 08:05:06+00', '2025-11-13 00:09:24+00'),
        (3, 'Bookmarked. The part about patience is so true.', 'yuki.popescu@example.org', 'Heron',   '2025-11-14 23:26:39+00', '2025-11-21 06:50:59+00'),
        (4, 'I have been doing this for ten years and still learned something.', 'milan.bakker@example.org', 'Glacier', '2025-07-04 18:48:37+00', '2025-07-10 21:31:18+00')
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
