-- rows: create_rows_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  rows.schema
-- Edition:       2026
-- What it does:  adds 4 rows of initial data to 2 tables
--                adds 3 rows of sample data to 1 table
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

-- public.roles: 2 roles
INSERT INTO public.roles (name)
VALUES
    ('owner'),
    ('guest')
ON CONFLICT (name) DO NOTHING;

-- public.grants: 2 grants
INSERT INTO public.grants (role_id, action, until)
SELECT
    role.id, sample.action, sample.until::DATE
FROM (
    VALUES
        (1, 'owner', 'delete', NULL),
        (2, 'guest', 'read',   '2030-12-31')
) AS sample (ordinal, role_name, action, until)
LEFT JOIN public.roles AS role ON role.name = sample.role_name
WHERE NOT EXISTS (
    SELECT
    FROM public.grants AS standing
    WHERE standing.role_id IS NOT DISTINCT FROM role.id
        AND standing.action IS NOT DISTINCT FROM sample.action
        AND standing.until IS NOT DISTINCT FROM sample.until::DATE
)
ORDER BY sample.ordinal;

COMMIT;

-- Sample data
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- public.grants: 3 grants
INSERT INTO public.grants (role_id, action, until)
SELECT
    role.id, sample.action, sample.until::DATE
FROM (
    VALUES
        (1, 'guest', 'list', '2025-11-01'),
        (2, 'owner', 'list', NULL),
        (3, 'guest', 'list', '2025-08-31')
) AS sample (ordinal, role_name, action, until)
LEFT JOIN public.roles AS role ON role.name = sample.role_name
WHERE NOT EXISTS (
    SELECT
    FROM public.grants AS standing
    WHERE standing.role_id IS NOT DISTINCT FROM role.id
        AND standing.action IS NOT DISTINCT FROM sample.action
        AND standing.until IS NOT DISTINCT FROM sample.until::DATE
)
ORDER BY sample.ordinal;

COMMIT;
