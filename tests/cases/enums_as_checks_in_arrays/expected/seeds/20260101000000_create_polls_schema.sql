-- polls: create_polls_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  polls.schema
-- Edition:       2026
-- What it does:  adds 4 rows of sample data to 1 table
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

-- public.polls: 4 polls
INSERT INTO public.polls (title, choices, created_at, updated_at)
VALUES
    ('Ridge',   ARRAY['don''t know', 'yes']::TEXT[], '2025-03-15 18:21:40+00', '2025-03-22 09:43:08+00'),
    ('Quartz',  ARRAY['yes']::TEXT[], '2025-08-09 20:13:35+00', '2025-08-16 01:41:15+00'),
    ('Prairie', ARRAY['no', 'don''t know']::TEXT[], '2025-07-08 17:34:43+00', '2025-07-15 00:54:25+00'),
    ('Onyx',    ARRAY['don''t know', 'yes']::TEXT[], '2025-01-14 17:57:08+00', '2025-01-21 08:09:56+00')
ON CONFLICT (title) DO NOTHING;

COMMIT;
