-- gauges: create_gauges_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  requirements.schema
-- Edition:       2026
-- What it does:  adds 6 rows of sample data to 1 table
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

-- public.readings: 6 readings
INSERT INTO public.readings (station, pressure)
SELECT
    sample.station, sample.pressure
FROM (
    VALUES
        (1, 'Marble', 22),
        (2, 'Anchor', 64),
        (3, 'Walnut', 22),
        (4, 'Saffron', 1),
        (5, 'Island, news, recipes, winter and energy', 76),
        (6, 'Falcon', 59)
) AS sample (ordinal, station, pressure)
WHERE NOT EXISTS (
    SELECT
    FROM public.readings AS standing
    WHERE standing.station IS NOT DISTINCT FROM sample.station
        AND standing.pressure IS NOT DISTINCT FROM sample.pressure::INTEGER
)
ORDER BY sample.ordinal;

COMMIT;
