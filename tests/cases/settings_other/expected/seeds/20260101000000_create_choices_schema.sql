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
        (1, 'Umber',   'small',  '2025-03-24 19:01:50+00', '2025-03-31 07:38:48+00'),
        (2, 'Saffron', 'medium', '2025-05-11 08:06:49+00', '2025-05-17 13:33:36+00'),
        (3, 'Quartz',  'large',  '2025-10-15 16:21:45+00', '2025-10-22 07:22:51+00'),
        (4, 'Onyx',    'small',  '2025-03-10 17:03:47+00', '2025-03-17 03:35:07+00')
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
        ('Quartz'),
        ('Umber'),
        ('Onyx')
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
        ('Quartz', 'Basalt',  '2025-11-06 08:48:40+00', '2025-11-12 21:43:04+00'),
        ('Umber',  'Indigo',  '2025-09-28 20:26:39+00', '2025-10-05 04:02:01+00'),
        ('Umber',  'Prairie', '2025-07-25 08:19:13+00', '2025-07-31 23:52:06+00'),
        ('Onyx',   'Willow',  '2025-05-09 08:12:03+00', '2025-05-15 23:21:18+00')
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
