-- A title with ' and " and \ and */ and $$ and -- and another line: create_o_hara_quoted_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  hostile.schema
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

-- public.Robert'); drop table "students";--: 1 robert drop table students
INSERT INTO public."Robert'); drop table ""students"";--" ("user", "Group ""By"" $$", "preis (€)\n", " ")
VALUES
    ('''; drop table x; --', E'$$ \\ "', '*/', 1)
ON CONFLICT ("user") DO NOTHING;

COMMIT;

-- Sample data
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- public.Robert'); drop table "students";--: 2 Robert'); drop table "students";--
INSERT INTO public."Robert'); drop table ""students"";--" (
    "user", "Group ""By"" $$", "order", "preis (€)\n", remark, " ", created_at,
    updated_at
)
VALUES
    ('Basalt', 'Umber', E'back\\slash', 'Harbor', 'Reviewed and found to be in good order. A small change with a clear benefit.', 700, '2025-03-03 15:07:18+00', '2025-03-10 04:29:24+00'),
    ('Ridge',  'Cedar', '$$',           'Tundra', 'The first results look promising.', 127, '2025-08-16 19:45:34+00', '2025-08-22 19:45:46+00')
ON CONFLICT ("user") DO NOTHING;

COMMIT;
