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
    ('Logistics',      '2025-01-27 17:23:01+00', '2025-02-10 16:09:45+00'),
    ('Communications', '2025-01-26 08:16:50+00', '2025-01-26 11:10:30+00'),
    ('Accounting',     '2025-01-19 13:58:49+00', '2025-01-20 18:45:06+00')
ON CONFLICT (name) DO NOTHING;

-- public.employees: 6 employees
INSERT INTO public.employees (name, department_id, mentor_id, created_at, updated_at)
SELECT
    sample.name, department.id, NULL::BIGINT, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'Andres Baptiste', 'Communications', '2025-03-17 09:51:53+00', '2025-04-05 06:41:00+00'),
        (2, 'Joaquin Ekstrom', 'Communications', '2025-04-23 16:32:45+00', '2025-04-28 21:59:37+00'),
        (3, 'Lucia Mwangi',    'Logistics',      '2025-05-03 06:14:20+00', '2025-05-20 06:54:43+00'),
        (4, 'Wanjiru Molina',  'Communications', '2025-03-17 15:03:19+00', '2025-03-23 06:31:26+00'),
        (5, 'Maeve Mazur',     'Accounting',     '2025-03-24 10:28:26+00', '2025-03-24 13:37:07+00'),
        (6, 'Pavel Chaudhry',  'Communications', '2025-04-18 15:58:38+00', '2025-04-18 22:28:20+00')
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
        ('Logistics',  'Lucia Mwangi'),
        ('Accounting', 'Maeve Mazur')
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
