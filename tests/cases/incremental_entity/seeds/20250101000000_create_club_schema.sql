-- club: create_club_schema
--
-- Created:       2025-01-01 00:00:00 UTC
-- Requirements:  club.schema
-- Edition:       2026
-- What it does:  adds 14 rows of sample data to 4 tables
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

-- public.members: 4 members
INSERT INTO public.members (email, full_name, created_at, updated_at)
VALUES
    ('yuki.popescu@example.org',  'Yuki Popescu',  '2025-02-24 11:05:04+00', '2025-03-02 15:24:50+00'),
    ('idris.salazar@example.org', 'Idris Salazar', '2025-03-19 09:45:36+00', '2025-03-25 17:19:50+00'),
    ('nils.sharma@example.net',   'Nils Sharma',   '2025-09-25 08:40:12+00', '2025-10-01 12:43:03+00'),
    ('milan.bakker@example.org',  'Milan Bakker',  '2025-05-15 08:12:39+00', '2025-05-21 22:29:10+00')
ON CONFLICT (email) DO NOTHING;

-- public.profiles: 4 profiles
INSERT INTO public.profiles (member_id, bio, created_at, updated_at)
SELECT member.id, sample.bio, sample.created_at::TIMESTAMP WITH TIME ZONE, sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        ('milan.bakker@example.org',  'Reads too much, sleeps too little. Editor in Ghent.', '2025-06-07 23:06:23+00', '2025-06-14 12:21:32+00'),
        ('nils.sharma@example.net',   'Moved to Cusco for the trains and stayed for the people.', '2025-10-21 14:32:31+00', '2025-10-27 19:42:48+00'),
        ('idris.salazar@example.org', 'Editor by day, amateur cook by night.', '2025-03-31 09:19:24+00', '2025-04-06 18:31:12+00'),
        ('yuki.popescu@example.org',  'Writes about everyday things and how to do them well. Lives in Guadalajara.', '2025-03-10 10:58:16+00', '2025-03-16 21:56:12+00')
) AS sample (member_email, bio, created_at, updated_at)
JOIN public.members AS member ON member.email = sample.member_email
ON CONFLICT (member_id) DO NOTHING;

-- public.posts: 3 posts
INSERT INTO public.posts (author_id, title, created_at, updated_at)
SELECT author.id, sample.title, sample.created_at::TIMESTAMP WITH TIME ZONE, sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        ('idris.salazar@example.org', 'The quiet joy of container gardening', '2025-03-27 07:05:20+00', '2025-04-02 08:14:12+00'),
        ('milan.bakker@example.org',  'Teaching chess to children on a small budget', '2025-05-24 07:13:17+00', '2025-05-30 17:10:01+00'),
        ('yuki.popescu@example.org',  'Winter cycling: a beginner''s diary', '2025-06-18 08:08:27+00', '2025-06-25 02:15:04+00')
) AS sample (author_email, title, created_at, updated_at)
JOIN public.members AS author ON author.email = sample.author_email
ON CONFLICT (author_id, title) DO NOTHING;

-- public.notes: 3 notes
INSERT INTO public.notes (text, created_at, updated_at)
SELECT sample.text, sample.created_at::TIMESTAMP WITH TIME ZONE, sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        ('Bookmarked. The part about patience is so true.', '2025-10-25 10:59:56+00', '2025-11-01 02:19:38+00'),
        ('I have been doing this for ten years and still learned something.', '2025-03-22 09:19:03+00', '2025-03-28 20:44:49+00'),
        ('I never thought about it that way before. I have been doing this for ten years and still learned something.', '2025-05-29 20:19:47+00', '2025-06-04 21:54:05+00')
) AS sample (text, created_at, updated_at)
WHERE NOT EXISTS (
    SELECT
    FROM public.notes AS standing
    WHERE standing.text IS NOT DISTINCT FROM sample.text
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
        AND standing.updated_at IS NOT DISTINCT FROM sample.updated_at::TIMESTAMP WITH TIME ZONE
);

COMMIT;
