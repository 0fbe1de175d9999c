-- people: create_people_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  people.schema
-- Edition:       2026
-- What it does:  adds 1 row of initial data to 1 table
--                adds 2 rows of sample data to 1 table
--
-- A second run adds no row. Parents are found by natural key; a missing one is an error.

-- Initial data
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- public.users: 1 user
INSERT INTO public.users (email, password_hash)
VALUES
    ('root@example.org', '!')
ON CONFLICT (email) DO NOTHING;

COMMIT;

-- Sample data
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- public.users: 2 users
INSERT INTO public.users (email, password_hash, created_at, updated_at)
VALUES
    ('joaquin.rahman@example.org', '!', '2025-09-12 14:48:17+00', '2025-09-29 11:23:29+00'),
    ('alma.ndiaye@example.com',    '!', '2025-07-31 08:44:01+00', '2025-07-31 10:16:49+00')
ON CONFLICT (email) DO NOTHING;

COMMIT;
