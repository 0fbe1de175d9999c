-- blog: create_blog_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  blog.schema
--                blog.schema.lock
-- Edition:       2026
-- What it does:  adds 13 rows of sample data to 3 tables
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

-- public.desks: 3 desks
INSERT INTO public.desks (name, created_at, updated_at)
VALUES
    ('Garden Studio', '2025-01-16 14:02:30+00', '2025-01-20 13:00:03+00'),
    ('Cellar Stage',  '2025-01-16 08:24:57+00', '2025-01-16 11:36:47+00'),
    ('Seminar Room',  '2025-01-16 20:16:28+00', '2025-01-31 09:53:20+00')
ON CONFLICT (name) DO NOTHING;

-- public.members: 4 members
INSERT INTO public.members (name, email, created_at, updated_at)
VALUES
    ('Layla Mwangi', 'layla.mwangi@example.net', '2025-08-09 10:14:52+00', '2025-08-30 17:37:24+00'),
    ('Marek Dogan',  'marek.dogan@example.com',  '2025-10-08 08:12:41+00', '2025-10-08 14:34:38+00'),
    ('Anton Bakker', 'anton.bakker@example.net', '2025-06-22 13:03:12+00', '2025-07-22 21:25:05+00'),
    ('Rosa Dlamini', 'rosa.dlamini@example.org', '2025-09-27 14:30:14+00', '2025-10-12 18:34:27+00')
ON CONFLICT (email) DO NOTHING;

-- public.notes: 6 notes
INSERT INTO public.notes (desk_id, handed_by_id, body, created_at, updated_at)
SELECT
    desk.id, handed_by.id, sample.body, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'Cellar Stage',  'marek.dogan@example.com',  'Shared it with my whole team this morning.', '2025-10-14 09:11:59+00', '2025-10-15 21:41:19+00'),
        (2, 'Cellar Stage',  'rosa.dlamini@example.org', 'Great read, and refreshingly honest about the failures.', '2025-10-03 10:14:11+00', '2025-11-27 05:13:53+00'),
        (3, 'Cellar Stage',  'marek.dogan@example.com',  'This is exactly the push I needed, thank you.', '2025-10-13 07:53:12+00', '2025-10-15 08:37:48+00'),
        (4, 'Cellar Stage',  'rosa.dlamini@example.org', 'Not sure that I agree, but you made me think. Could you say more about the part with the checklist?', '2025-10-06 22:26:40+00', '2025-10-11 02:16:11+00'),
        (5, 'Garden Studio', 'layla.mwangi@example.net', 'I wish that I had read this before I went shopping.', '2025-08-27 11:54:22+00', '2025-09-21 09:47:54+00'),
        (6, 'Garden Studio', 'layla.mwangi@example.net', 'Which season would you start in?', '2025-08-10 10:16:27+00', '2025-08-11 08:23:46+00')
) AS sample (ordinal, desk_name, handed_by_email, body, created_at, updated_at)
LEFT JOIN public.desks AS desk ON desk.name = sample.desk_name
LEFT JOIN public.members AS handed_by ON handed_by.email = sample.handed_by_email
WHERE NOT EXISTS (
    SELECT
    FROM public.notes AS standing
    WHERE standing.desk_id IS NOT DISTINCT FROM desk.id
        AND standing.handed_by_id IS NOT DISTINCT FROM handed_by.id
        AND standing.body IS NOT DISTINCT FROM sample.body
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

COMMIT;
