-- choices: add_fits
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  choices.schema
-- Edition:       2026
-- What it does:  adds 1 row of sample data to 1 table
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

-- public.shirts: 1 shirt
INSERT INTO public.shirts (name, size, created_at, updated_at, fit)
SELECT
    sample.name, sample.size, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE, sample.fit
FROM (
    VALUES
        (1, 'Echo', 'large', '2025-09-15 08:51:48+00', '2025-09-17 15:49:54+00', 'slim')
) AS sample (ordinal, name, size, created_at, updated_at, fit)
WHERE NOT EXISTS (
    SELECT
    FROM public.shirts AS standing
    WHERE standing.name IS NOT DISTINCT FROM sample.name
        AND standing.size IS NOT DISTINCT FROM sample.size
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
        AND standing.fit IS NOT DISTINCT FROM sample.fit
)
ORDER BY sample.ordinal;

COMMIT;
