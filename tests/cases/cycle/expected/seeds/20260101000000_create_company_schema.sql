-- company: create_company_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  company.schema
-- Edition:       2026
-- What it does:  adds 9 rows of sample data to 2 tables
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

-- public.departments: 3 departments
INSERT INTO public.departments (name, created_at, updated_at)
VALUES
    ('Travel',     '2025-09-20 07:34:46+00', '2025-09-27 01:25:26+00'),
    ('Stationery', '2025-09-16 18:42:58+00', '2025-09-22 19:26:47+00'),
    ('Storage',    '2025-04-09 15:27:30+00', '2025-04-16 07:17:59+00')
ON CONFLICT (name) DO NOTHING;

-- public.employees: 6 employees
INSERT INTO public.employees (name, department_id, mentor_id, created_at, updated_at)
SELECT
    sample.name, department.id, NULL::BIGINT, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'Andres Baptiste', 'Stationery', '2025-09-26 07:23:18+00', '2025-10-02 07:52:38+00'),
        (2, 'Joaquin Ekstrom', 'Storage',    '2025-04-26 06:42:26+00', '2025-05-02 19:31:02+00'),
        (3, 'Lucia Mwangi',    'Stationery', '2025-10-02 17:43:05+00', '2025-10-08 21:58:26+00'),
        (4, 'Wanjiru Molina',  'Travel',     '2025-09-27 18:52:18+00', '2025-10-04 03:05:01+00'),
        (5, 'Maeve Mazur',     'Travel',     '2025-09-30 12:32:54+00', '2025-10-07 01:47:28+00'),
        (6, 'Pavel Chaudhry',  'Travel',     '2025-10-01 10:37:46+00', '2025-10-08 05:00:39+00')
) AS sample (ordinal, name, department_name, created_at, updated_at)
LEFT JOIN public.departments AS department ON department.name = sample.department_name
WHERE NOT EXISTS (
    SELECT
    FROM public.employees AS standing
    WHERE standing.name IS NOT DISTINCT FROM sample.name
        AND standing.department_id IS NOT DISTINCT FROM department.id
        AND standing.mentor_id IS NOT DISTINCT FROM NULL::BIGINT
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

-- public.departments: head_id of 2 departments
UPDATE public.departments AS standing
SET head_id = head.id
FROM (
    VALUES
        ('Travel',  'Wanjiru Molina'),
        ('Storage', 'Joaquin Ekstrom')
) AS sample (name, head_name)
LEFT JOIN LATERAL (
    SELECT candidate.*
    FROM public.employees AS candidate
    WHERE candidate.name = sample.head_name
    ORDER BY candidate.id
    LIMIT 1
) AS head ON true
WHERE standing.name = sample.name
    AND standing.head_id IS NULL;

COMMIT;
