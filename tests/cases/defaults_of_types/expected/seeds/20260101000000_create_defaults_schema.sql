-- defaults: create_defaults_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  defaults.schema
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

-- public.things: 2 things
INSERT INTO public.things (
    opened_at, closed_at, local_at, opens, opens_there, lasts, labels, flags, days,
    during, since, amount
)
SELECT
    sample.opened_at::TIMESTAMP WITH TIME ZONE, sample.closed_at::TIMESTAMP WITH TIME ZONE,
    sample.local_at::TIMESTAMP, sample.opens::TIME, sample.opens_there::TIME WITH TIME ZONE,
    sample.lasts::INTERVAL, sample.labels, sample.flags, sample.days, sample.during::TSTZRANGE,
    sample.since::DATERANGE, sample.amount::NUMRANGE
FROM (
    VALUES
        (1, '2025-06-12 16:46:33+00', '2025-06-12 21:17:51+00', '2025-06-17 01:33:58', '10:30:00', '08:45:00+00', '02:30:00', ARRAY['nature', 'budget', 'games', 'winter']::TEXT[], ARRAY[false, true]::BOOLEAN[], ARRAY['2025-06-15', '2025-06-17', '2025-06-16']::DATE[], '["2026-01-31 10:30:00+00","2026-01-31 14:30:00+00")', '[2026-01-31,2026-02-04)', '[0,25)'),
        (2, '2025-08-25 09:55:04+00', '2025-08-25 20:29:29+00', '2025-08-29 03:45:44', '10:00:00', '08:30:00+00', '01:00:00', ARRAY['climate', 'writing', 'language', 'beginners']::TEXT[], ARRAY[false]::BOOLEAN[],       ARRAY['2025-08-29', '2025-08-26', '2025-08-25']::DATE[], '["2026-02-04 10:30:00+00","2026-02-04 12:00:00+00")', '[2026-02-04,2026-02-05)', '[100,145)')
) AS sample (
    ordinal, opened_at, closed_at, local_at, opens, opens_there, lasts, labels, flags,
    days, during, since, amount
)
WHERE NOT EXISTS (
    SELECT
    FROM public.things AS standing
    WHERE standing.opened_at IS NOT DISTINCT FROM sample.opened_at::TIMESTAMP WITH TIME ZONE
        AND standing.closed_at IS NOT DISTINCT FROM sample.closed_at::TIMESTAMP WITH TIME ZONE
        AND standing.local_at IS NOT DISTINCT FROM sample.local_at::TIMESTAMP
        AND standing.opens IS NOT DISTINCT FROM sample.opens::TIME
        AND standing.opens_there IS NOT DISTINCT FROM sample.opens_there::TIME WITH TIME ZONE
        AND standing.lasts IS NOT DISTINCT FROM sample.lasts::INTERVAL
        AND standing.labels IS NOT DISTINCT FROM sample.labels::TEXT[]
        AND standing.flags IS NOT DISTINCT FROM sample.flags::BOOLEAN[]
        AND standing.days IS NOT DISTINCT FROM sample.days::DATE[]
        AND standing.during IS NOT DISTINCT FROM sample.during::TSTZRANGE
        AND standing.since IS NOT DISTINCT FROM sample.since::DATERANGE
        AND standing.amount IS NOT DISTINCT FROM sample.amount::NUMRANGE
)
ORDER BY sample.ordinal;

COMMIT;
