-- choices: create_choices_schema
--
-- Created:       2025-01-01 00:00:00 UTC
-- Requirements:  choices.schema
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

-- public.shirts: 4 shirts
INSERT INTO public.shirts (name, size, created_at, updated_at)
SELECT
    sample.name, sample.size, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'Island', 'small',  '2025-09-16 15:21:39+00', '2025-09-16 20:03:33+00'),
        (2, 'Velvet', 'medium', '2025-05-11 16:04:15+00', '2025-05-24 06:08:26+00'),
        (3, 'Basalt', 'large',  '2025-10-15 07:30:53+00', '2025-10-15 10:41:42+00'),
        (4, 'Onyx',   'small',  '2025-08-05 11:15:59+00', '2025-08-13 18:14:26+00')
) AS sample (ordinal, name, size, created_at, updated_at)
WHERE NOT EXISTS (
    SELECT
    FROM public.shirts AS standing
    WHERE standing.name IS NOT DISTINCT FROM sample.name
        AND standing.size IS NOT DISTINCT FROM sample.size
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

COMMIT;
