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
    ('Meridian', 'Lagoon', E'back\\slash', 'Quartz', 'An appointment is not necessary. A second opinion would be welcome.', 700, '2025-06-24 17:17:09+00', '2025-06-28 01:16:16+00'),
    ('Walnut',   'Cedar',  '$$',           'Zenith', 'A second opinion would be welcome.', 127, '2025-10-02 10:04:13+00', '2025-10-07 05:16:22+00')
ON CONFLICT ("user") DO NOTHING;

COMMIT;
