-- club: create_club_schema
--
-- Created:       2025-01-01 00:00:00 UTC
-- Requirements:  club.schema
-- Edition:       2026
-- What it does:  adds 14 rows of sample data to 4 tables
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

-- public.members: 4 members
INSERT INTO public.members (email, full_name, created_at, updated_at)
VALUES
    ('yuki.popescu@example.org',  'Yuki Popescu',  '2025-03-29 10:18:48+00', '2025-04-15 05:34:17+00'),
    ('idris.salazar@example.org', 'Idris Salazar', '2025-03-19 09:51:00+00', '2025-03-19 15:54:46+00'),
    ('nils.sharma@example.net',   'Nils Sharma',   '2025-09-25 12:50:25+00', '2025-09-25 15:48:04+00'),
    ('milan.bakker@example.org',  'Milan Bakker',  '2025-05-15 12:48:27+00', '2025-05-15 17:33:20+00')
ON CONFLICT (email) DO NOTHING;

-- public.profiles: 4 profiles
INSERT INTO public.profiles (member_id, bio, created_at, updated_at)
SELECT
    member.id, sample.bio, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'idris.salazar@example.org', 'Fifteen years as a frontend developer, and still curious.', '2025-08-11 12:17:03+00', '2025-08-11 18:34:27+00'),
        (2, 'nils.sharma@example.net',   'Quality manager from Denver, happiest outdoors.', '2025-11-04 20:06:42+00', '2025-11-04 21:36:12+00'),
        (3, 'milan.bakker@example.org',  'Born near Cork; interested in old tools and new ideas.', '2025-11-28 09:55:22+00', '2025-11-30 12:28:39+00'),
        (4, 'yuki.popescu@example.org',  'Keeps bees on a roof in Gothenburg.', '2025-10-27 16:29:52+00', '2025-10-27 18:02:50+00')
) AS sample (ordinal, member_email, bio, created_at, updated_at)
LEFT JOIN public.members AS member ON member.email = sample.member_email
ORDER BY sample.ordinal
ON CONFLICT (member_id) DO NOTHING;

-- public.posts: 3 posts
INSERT INTO public.posts (author_id, title, created_at, updated_at)
SELECT
    author.id, sample.title, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        ('yuki.popescu@example.org', 'Why night trains matter more than you think', '2025-07-18 08:33:03+00', '2025-08-02 00:01:46+00'),
        ('milan.bakker@example.org', 'Five mistakes I made with urban sketching', '2025-08-23 08:36:44+00', '2025-09-06 03:46:46+00'),
        ('yuki.popescu@example.org', 'Small-town libraries for people in a hurry', '2025-08-03 21:20:25+00', '2025-08-06 01:55:42+00')
) AS sample (author_email, title, created_at, updated_at)
LEFT JOIN public.members AS author ON author.email = sample.author_email
ON CONFLICT (author_id, title) DO NOTHING;

-- public.notes: 3 notes
INSERT INTO public.notes (text, created_at, updated_at)
SELECT
    sample.text, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'I have been doing this for ten years and still learned something.', '2025-10-25 11:54:42+00', '2025-10-25 16:41:29+00'),
        (2, 'The photo of the first attempt made my day.', '2025-03-22 15:41:37+00', '2025-03-22 18:48:07+00'),
        (3, 'Does it also work in a small flat? I was sceptical, and now I own three notebooks. A small change with a clear benefit. It works best in combination with the others. No further action is needed at th…', '2025-10-14 16:46:53+00', '2025-10-30 17:23:06+00')
) AS sample (ordinal, text, created_at, updated_at)
WHERE NOT EXISTS (
    SELECT
    FROM public.notes AS standing
    WHERE standing.text IS NOT DISTINCT FROM sample.text
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

COMMIT;
