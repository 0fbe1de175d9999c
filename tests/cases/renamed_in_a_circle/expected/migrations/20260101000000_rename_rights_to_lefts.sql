-- people: rename_rights_to_lefts
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  people.schema
-- Edition:       2026
-- What it does:  renames 2 objects
--
-- One transaction. A second run changes nothing. An object of the same name and another shape stops the file before COMMIT.
-- The rollback stands at the end; `groundplan rollback` prints it as SQL.
-- groundplan:builds-on c25755bd7936a4a2

BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- New names for what stands, with its rows
-- Hazard [breaks-clients]: clients that use the former name fail: table public.rights becomes rights_outgoing, table public.lefts becomes rights, table public.rights_outgoing becomes lefts
-- Hazard [breaks-clients]: clients that use the former name fail: column public.people.age becomes age_outgoing, column public.people.name becomes age, column public.people.age_outgoing becomes name
DO $groundplan$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.rights') AND attname = 'of_left' AND NOT attisdropped) THEN
        ALTER TABLE public.rights RENAME TO rights_outgoing;
        ALTER TABLE public.lefts RENAME TO rights;
        ALTER TABLE public.rights_outgoing RENAME TO lefts;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.people') AND attname = 'age' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'character varying(80)') THEN
        ALTER TABLE public.people RENAME COLUMN age TO age_outgoing;
        ALTER TABLE public.people RENAME COLUMN name TO age;
        ALTER TABLE public.people RENAME COLUMN age_outgoing TO name;
    END IF;
END
$groundplan$;

COMMIT;

-- groundplan:rollback
-- BEGIN;
-- SET LOCAL lock_timeout = '5s';
-- SET LOCAL statement_timeout = '15min';
-- SET LOCAL row_security = off;
-- SET LOCAL search_path = public, pg_temp;
-- SET LOCAL TimeZone = 'UTC';
-- SET LOCAL DateStyle = 'ISO, YMD';
--
-- DO $groundplan$
-- BEGIN
--     IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.people') AND attname = 'name' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'character varying(80)') THEN
--         ALTER TABLE public.people RENAME COLUMN name TO age_outgoing;
--         ALTER TABLE public.people RENAME COLUMN age TO name;
--         ALTER TABLE public.people RENAME COLUMN age_outgoing TO age;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.lefts') AND attname = 'of_left' AND NOT attisdropped) THEN
--         ALTER TABLE public.lefts RENAME TO rights_outgoing;
--         ALTER TABLE public.rights RENAME TO lefts;
--         ALTER TABLE public.rights_outgoing RENAME TO rights;
--     END IF;
-- END
-- $groundplan$;
--
-- COMMIT;
-- groundplan:rollback end
