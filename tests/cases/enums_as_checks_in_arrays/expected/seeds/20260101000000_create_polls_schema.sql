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
    ('Falcon',  ARRAY['don''t know', 'yes']::TEXT[], '2025-09-02 11:38:55+00', '2025-09-13 11:37:14+00'),
    ('Zephyr',  ARRAY['yes']::TEXT[], '2025-10-12 08:16:18+00', '2025-10-29 17:08:12+00'),
    ('Saffron', ARRAY['no', 'don''t know']::TEXT[], '2025-08-16 15:16:59+00', '2025-08-30 12:27:46+00'),
    ('Nimbus',  ARRAY['don''t know', 'yes']::TEXT[], '2025-08-24 17:03:54+00', '2025-08-27 09:55:56+00')
ON CONFLICT (title) DO NOTHING;

COMMIT;
