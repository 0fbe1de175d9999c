-- tasks: alter_tasks_and_1_more
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  tasks.schema
-- Edition:       2026
-- What it does:  adds 6 rows of sample data to 2 tables
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
    ('Zenith',  'large',  '2025-03-26 15:15:03+00', '2025-04-09 19:13:01+00'),
    ('Anchor',  'medium', '2025-07-06 12:55:36+00', '2025-07-07 05:18:09+00'),
    ('Bramble', 'large',  '2025-03-02 07:43:59+00', '2025-03-02 12:32:24+00')
ON CONFLICT (name) DO NOTHING;

-- public.tasks: 3 tasks
INSERT INTO public.tasks (title, state, before, created_at, updated_at)
VALUES
    ('Replace the projector lamp', 'draft', 'doing', '2025-07-29 13:10:40+00', '2025-08-02 08:04:46+00'),
    ('Collect feedback from the pilot group II', 'draft', 'doing', '2025-05-23 10:39:05+00', '2025-05-23 13:51:06+00'),
    ('Clean up the shared folder', 'draft', 'doing', '2025-07-02 15:12:26+00', '2025-07-02 16:49:40+00')
ON CONFLICT (title) DO NOTHING;

COMMIT;
