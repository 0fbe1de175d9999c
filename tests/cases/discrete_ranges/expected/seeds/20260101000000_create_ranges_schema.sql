-- ranges: create_ranges_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  ranges.schema
-- Edition:       2026
-- What it does:  adds 2 rows of sample data to 1 table
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

-- public.rules: 2 rules
INSERT INTO public.rules (name, small, large, days, open, exact)
VALUES
    ('Juniper', '[0,36)',    '[0,23)',    '[2026-01-31,2026-02-02)', NULL,        '[0,41)'),
    ('Yarrow',  '[100,176)', '[100,135)', '[2026-02-04,2026-02-08)', '[100,120)', '[100,128)')
ON CONFLICT (name) DO NOTHING;

COMMIT;
