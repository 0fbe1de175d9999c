-- tasks: create_tasks_schema
--
-- Created:       2025-01-01 00:00:00 UTC
-- Requirements:  a.schema
-- Edition:       2026
-- What it does:  adds 7 rows of sample data to 2 tables
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

-- shop.shirts: 3 shirts
INSERT INTO shop.shirts (name, size, created_at, updated_at)
VALUES
    ('Harbor', 'large', '2025-02-15 10:56:39+00', '2025-02-21 23:06:51+00'),
    ('Delta',  'small', '2025-07-06 13:14:35+00', '2025-07-13 09:00:08+00'),
    ('Heron',  'large', '2025-03-02 08:10:22+00', '2025-03-09 00:24:43+00')
ON CONFLICT (name) DO NOTHING;

-- public.tasks: 4 tasks
INSERT INTO public.tasks (title, state, before, created_at, updated_at)
VALUES
    ('Answer the open support questions', 'new', 'done', '2025-07-16 18:43:51+00', '2025-07-23 12:18:23+00'),
    ('Renew the parking permits', 'new', 'done', '2025-07-29 11:32:30+00', '2025-08-04 16:33:39+00'),
    ('Order new chairs for the meeting room', 'new', 'done', '2025-05-23 13:22:22+00', '2025-05-30 05:23:29+00'),
    ('Draft the newsletter', 'new', 'done', '2025-02-19 15:30:15+00', '2025-02-26 09:34:18+00')
ON CONFLICT (title) DO NOTHING;

COMMIT;
