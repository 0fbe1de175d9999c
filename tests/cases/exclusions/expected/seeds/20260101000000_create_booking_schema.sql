-- booking: create_booking_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  booking.schema
-- Edition:       2026
-- What it does:  adds 19 rows of sample data to 4 tables
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

-- public.rooms: 3 rooms
INSERT INTO public.rooms (name, created_at, updated_at)
VALUES
    ('Conservatory',  '2025-09-19 11:59:25+00', '2025-09-25 23:36:40+00'),
    ('Harbour Suite', '2025-05-11 15:54:40+00', '2025-05-18 03:17:50+00'),
    ('Old Chapel',    '2025-03-27 14:39:00+00', '2025-04-03 03:33:49+00')
ON CONFLICT (name) DO NOTHING;

-- public.stays: 8 stays
INSERT INTO public.stays (room_id, during, state, created_at, updated_at)
SELECT
    room.id, sample.during::TSTZRANGE, sample.state, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'Conservatory',  '["2025-02-01 10:00:00+00","2025-02-01 12:30:00+00")', 'Tundra',  '2025-10-13 10:59:37+00', '2025-10-19 19:10:53+00'),
        (2, 'Old Chapel',    '["2025-02-02 17:00:00+00","2025-02-02 18:00:00+00")', 'Vista',   '2025-06-10 13:59:16+00', '2025-06-17 03:57:36+00'),
        (3, 'Conservatory',  '["2025-02-03 14:30:00+00","2025-02-03 18:30:00+00")', 'Zephyr',  '2025-10-11 06:42:29+00', '2025-10-17 23:32:24+00'),
        (4, 'Conservatory',  '["2025-02-04 16:30:00+00","2025-02-04 20:00:00+00")', 'Cobalt',  '2025-10-02 11:57:48+00', '2025-10-09 02:08:49+00'),
        (5, 'Conservatory',  '["2025-02-05 10:00:00+00","2025-02-05 14:00:00+00")', 'Echo',    '2025-10-14 06:24:06+00', '2025-10-20 13:50:02+00'),
        (6, 'Harbour Suite', '["2025-02-06 08:30:00+00","2025-02-06 09:30:00+00")', 'Glacier', '2025-10-02 14:35:33+00', '2025-10-08 23:35:39+00'),
        (7, 'Conservatory',  '["2025-02-07 11:30:00+00","2025-02-07 15:30:00+00")', 'Aurora',  '2025-10-12 08:28:19+00', '2025-10-19 03:25:16+00'),
        (8, 'Harbour Suite', '["2025-02-08 11:30:00+00","2025-02-08 15:30:00+00")', 'Cedar',   '2025-05-20 11:46:47+00', '2025-05-26 12:58:45+00')
) AS sample (ordinal, room_name, during, state, created_at, updated_at)
LEFT JOIN public.rooms AS room ON room.name = sample.room_name
WHERE NOT EXISTS (
    SELECT
    FROM public.stays AS standing
    WHERE standing.room_id IS NOT DISTINCT FROM room.id
        AND standing.during IS NOT DISTINCT FROM sample.during::TSTZRANGE
        AND standing.state IS NOT DISTINCT FROM sample.state
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

-- public.closures: 4 closures
INSERT INTO public.closures (place, starts_on, ends_on, created_at, updated_at)
SELECT
    sample.place, sample.starts_on::DATE, sample.ends_on::DATE,
    sample.created_at::TIMESTAMP WITH TIME ZONE, sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'Ridge',   '2026-03-02', '2026-03-03', '2025-01-23 08:16:35+00', '2025-01-29 20:22:17+00'),
        (2, 'Saffron', '2026-03-09', '2026-03-13', '2025-07-25 15:32:57+00', '2025-07-31 15:44:44+00'),
        (3, 'Tundra',  '2026-03-16', '2026-03-18', '2025-04-14 12:51:00+00', '2025-04-20 19:29:13+00'),
        (4, 'Umber',   '2026-03-23', '2026-03-28', '2025-08-30 20:28:17+00', '2025-09-06 13:21:22+00')
) AS sample (ordinal, place, starts_on, ends_on, created_at, updated_at)
WHERE NOT EXISTS (
    SELECT
    FROM public.closures AS standing
    WHERE standing.place IS NOT DISTINCT FROM sample.place
        AND standing.starts_on IS NOT DISTINCT FROM sample.starts_on::DATE
        AND standing.ends_on IS NOT DISTINCT FROM sample.ends_on::DATE
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

-- public.versions: 4 versions
INSERT INTO public.versions (numbers, created_at, updated_at)
SELECT
    sample.numbers::INT4RANGE, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, '[0,35)',    '2025-10-21 08:50:11+00', '2025-10-27 15:38:48+00'),
        (2, '[100,152)', '2025-05-02 14:57:52+00', '2025-05-09 08:55:28+00'),
        (3, '[200,251)', '2025-03-06 18:23:02+00', '2025-03-13 09:26:06+00'),
        (4, '[300,332)', '2025-07-08 12:05:46+00', '2025-07-15 06:13:10+00')
) AS sample (ordinal, numbers, created_at, updated_at)
WHERE NOT EXISTS (
    SELECT
    FROM public.versions AS standing
    WHERE standing.numbers IS NOT DISTINCT FROM sample.numbers::INT4RANGE
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

COMMIT;
