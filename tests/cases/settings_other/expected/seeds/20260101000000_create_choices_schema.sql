-- choices: create_choices_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  choices.schema
-- Edition:       2026
-- What it does:  adds 8 rows of sample data to 2 tables
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

-- public.prints: 4 prints
DO $groundplan$
DECLARE
    missing text;
BEGIN
    SELECT pg_catalog.concat_ws(', ', sample.shirt_name)
    INTO missing
FROM (
    VALUES
        ('Island'),
        ('Velvet')
) AS sample (shirt_name)
LEFT JOIN LATERAL (
    SELECT candidate.*
    FROM public.shirts AS candidate
    WHERE candidate.name = sample.shirt_name
    ORDER BY candidate.id
    LIMIT 1
) AS shirt ON true
    WHERE shirt.id IS NULL
    LIMIT 1;
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION '% (%)', 'Rows of public.prints need a row of public.shirts that is missing', missing;
    END IF;
END
$groundplan$;
INSERT INTO public.prints (shirt_id, motif, created_at, updated_at)
SELECT
    shirt.id, sample.motif, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        ('Island', 'Fjord',   '2025-11-13 14:13:43+00', '2025-11-28 11:46:27+00'),
        ('Island', 'Elder',   '2025-11-12 15:38:23+00', '2025-11-12 17:09:20+00'),
        ('Velvet', 'Upland',  '2025-07-05 06:47:03+00', '2025-07-06 21:04:32+00'),
        ('Velvet', 'Lantern', '2025-08-20 22:53:13+00', '2025-11-26 17:25:30+00')
) AS sample (shirt_name, motif, created_at, updated_at)
LEFT JOIN LATERAL (
    SELECT candidate.*
    FROM public.shirts AS candidate
    WHERE candidate.name = sample.shirt_name
    ORDER BY candidate.id
    LIMIT 1
) AS shirt ON true
WHERE NOT EXISTS (
    SELECT
    FROM public.prints AS standing
    WHERE standing.shirt_id IS NOT DISTINCT FROM shirt.id
        AND standing.motif IS NOT DISTINCT FROM sample.motif
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
);

COMMIT;
