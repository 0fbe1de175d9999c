-- shop: alter_items
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  shop.schema
-- Edition:       2026
-- What it does:  creates 2 views
--                removes 2 columns and 3 constraints
--
-- One transaction. A second run changes nothing. An object of the same name and another shape stops the file before COMMIT.
-- The rollback stands at the end; `groundplan rollback` prints it as SQL.
-- groundplan:builds-on 95150c5a53ed636b

BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- Table public.items
-- Hazard [weakens-contract]: public.items takes rows that uq_items_code refused
-- Hazard [weakens-contract]: public.items takes rows that ck_items_code refused
-- Hazard [weakens-contract]: public.items takes rows that ck_items_price refused
-- Hazard [data-loss]: all values of public.items.price are lost
-- Hazard [breaks-clients]: clients that name price fail
-- The rollback does not bring back: all values of public.items.price (nor, where rows stand, its NOT NULL)
-- Hazard [data-loss]: all values of public.items.code are lost
-- Hazard [breaks-clients]: clients that name code fail
-- The rollback does not bring back: all values of public.items.code (nor, where rows stand, its NOT NULL)
ALTER TABLE IF EXISTS public.items
    DROP CONSTRAINT IF EXISTS uq_items_code,
    DROP CONSTRAINT IF EXISTS ck_items_code,
    DROP CONSTRAINT IF EXISTS ck_items_price,
    DROP COLUMN IF EXISTS price,
    DROP COLUMN IF EXISTS code;

-- View public.groundplan_meant
DO $groundplan$
BEGIN
    IF pg_catalog.to_regclass('public.groundplan_meant') IS NULL THEN
CREATE VIEW public.groundplan_meant AS
select name from items;
    END IF;
END
$groundplan$;

-- View public.nails
DO $groundplan$
BEGIN
    IF pg_catalog.to_regclass('public.nails') IS NULL THEN
CREATE VIEW public.nails AS
select name from items where name = 'nail';
    END IF;
END
$groundplan$;

-- Views are what was meant: one of the same text is made beside, and printed by the same server.
DO $groundplan$
BEGIN
CREATE VIEW public.groundplan_meant_1 AS
select name from items
;
    IF pg_catalog.pg_get_viewdef(pg_catalog.to_regclass('public.groundplan_meant')) IS DISTINCT FROM pg_catalog.pg_get_viewdef('public.groundplan_meant_1'::pg_catalog.regclass) THEN
        RAISE EXCEPTION '%', 'view public.groundplan_meant is another one than this migration means' USING HINT = 'An object of this name stood before this migration. Nothing has been changed: rename one of them, or make them equal.';
    END IF;
    DROP VIEW public.groundplan_meant_1;
END
$groundplan$;
DO $groundplan$
BEGIN
CREATE VIEW public.groundplan_meant_1 AS
select name from items where name = 'nail'
;
    IF pg_catalog.pg_get_viewdef(pg_catalog.to_regclass('public.nails')) IS DISTINCT FROM pg_catalog.pg_get_viewdef('public.groundplan_meant_1'::pg_catalog.regclass) THEN
        RAISE EXCEPTION '%', 'view public.nails is another one than this migration means' USING HINT = 'An object of this name stood before this migration. Nothing has been changed: rename one of them, or make them equal.';
    END IF;
    DROP VIEW public.groundplan_meant_1;
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
-- -- Views are what was meant: one of the same text is made beside, and printed by the same server.
-- DO $groundplan$
-- BEGIN
--     IF pg_catalog.to_regclass('public.groundplan_meant') IS NULL THEN
--         RETURN;
--     END IF;
-- CREATE VIEW public.groundplan_meant_1 AS
-- select name from items
-- ;
--     IF pg_catalog.pg_get_viewdef(pg_catalog.to_regclass('public.groundplan_meant')) IS DISTINCT FROM pg_catalog.pg_get_viewdef('public.groundplan_meant_1'::pg_catalog.regclass) THEN
--         RAISE EXCEPTION '%', 'view public.groundplan_meant is another one than this migration means' USING HINT = 'It has been changed since, or was not made by this migration. Nothing has been dropped.';
--     END IF;
--     DROP VIEW public.groundplan_meant_1;
-- END
-- $groundplan$;
-- DO $groundplan$
-- BEGIN
--     IF pg_catalog.to_regclass('public.nails') IS NULL THEN
--         RETURN;
--     END IF;
-- CREATE VIEW public.groundplan_meant_1 AS
-- select name from items where name = 'nail'
-- ;
--     IF pg_catalog.pg_get_viewdef(pg_catalog.to_regclass('public.nails')) IS DISTINCT FROM pg_catalog.pg_get_viewdef('public.groundplan_meant_1'::pg_catalog.regclass) THEN
--         RAISE EXCEPTION '%', 'view public.nails is another one than this migration means' USING HINT = 'It has been changed since, or was not made by this migration. Nothing has been dropped.';
--     END IF;
--     DROP VIEW public.groundplan_meant_1;
-- END
-- $groundplan$;
--
-- DROP VIEW IF EXISTS public.nails;
-- DROP VIEW IF EXISTS public.groundplan_meant;
-- ALTER TABLE public.items
--     ADD COLUMN IF NOT EXISTS code VARCHAR(9);
-- DO $groundplan$
-- BEGIN
--     -- Rows that stand by now have no value here.
--     IF NOT EXISTS (SELECT FROM public.items) THEN
--         ALTER TABLE public.items ALTER COLUMN code SET NOT NULL;
--     END IF;
-- END
-- $groundplan$;
-- ALTER TABLE public.items
--     ADD COLUMN IF NOT EXISTS price INTEGER;
-- DO $groundplan$
-- BEGIN
--     -- Rows that stand by now have no value here.
--     IF NOT EXISTS (SELECT FROM public.items) THEN
--         ALTER TABLE public.items ALTER COLUMN price SET NOT NULL;
--     END IF;
-- END
-- $groundplan$;
-- DO $groundplan$
-- BEGIN
--     IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = 'public.items'::pg_catalog.regclass AND conname = 'ck_items_price') THEN
--         ALTER TABLE public.items ADD CONSTRAINT ck_items_price CHECK ((price >= 1));
--     END IF;
--     IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = 'public.items'::pg_catalog.regclass AND conname = 'ck_items_code') THEN
--         ALTER TABLE public.items ADD CONSTRAINT ck_items_code CHECK ((char_length((code)::text) >= 3));
--     END IF;
--     IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = 'public.items'::pg_catalog.regclass AND conname = 'uq_items_code') THEN
--         ALTER TABLE public.items ADD CONSTRAINT uq_items_code UNIQUE (code);
--     END IF;
-- END
-- $groundplan$;
--
-- COMMIT;
-- groundplan:rollback end
