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
    ('Willow Room', '2025-01-27 10:02:21+00', '2025-02-09 23:04:32+00'),
    ('Maple Room',  '2025-01-20 08:11:09+00', '2025-01-20 11:17:36+00'),
    ('Observatory', '2025-01-17 09:12:33+00', '2025-01-29 02:34:55+00')
ON CONFLICT (name) DO NOTHING;

-- public.stays: 8 stays
INSERT INTO public.stays (room_id, during, state, created_at, updated_at)
SELECT
    room.id, sample.during::TSTZRANGE, sample.state, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'Willow Room', '["2026-01-31 10:00:00+00","2026-01-31 12:30:00+00")', 'Pebble',               '2025-03-01 17:13:31+00', '2025-04-14 13:21:59+00'),
        (2, 'Willow Room', '["2026-02-04 17:00:00+00","2026-02-04 18:00:00+00")', 'Cobalt',               '2025-03-10 12:06:47+00', '2025-03-10 21:35:29+00'),
        (3, 'Maple Room',  '["2026-02-08 14:30:00+00","2026-02-08 18:30:00+00")', 'Meridian',             '2025-05-11 21:53:14+00', '2025-05-23 22:33:30+00'),
        (4, 'Willow Room', '["2026-02-12 16:30:00+00","2026-02-12 20:00:00+00")', 'Hazel and technology', '2025-05-03 16:38:10+00', '2025-05-03 22:57:48+00'),
        (5, 'Maple Room',  '["2026-02-16 10:00:00+00","2026-02-16 14:00:00+00")', 'X',                    '2025-04-15 06:31:52+00', '2025-04-19 10:28:34+00'),
        (6, 'Willow Room', '["2026-02-20 08:30:00+00","2026-02-20 09:30:00+00")', 'Glacier',              '2025-05-02 10:58:46+00', '2025-05-07 17:58:14+00'),
        (7, 'Maple Room',  '["2026-02-24 11:30:00+00","2026-02-24 15:30:00+00")', 'Quartz',               '2025-02-14 22:19:47+00', '2025-02-17 10:37:15+00'),
        (8, 'Willow Room', '["2026-02-28 11:30:00+00","2026-02-28 15:30:00+00")', 'Delta',                '2025-02-01 19:16:27+00', '2025-02-01 20:43:34+00')
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
        (1, 'Meridian', '2026-03-02', '2026-03-03', '2025-01-28 12:54:41+00', '2025-04-13 14:01:32+00'),
        (2, 'Marble',   '2026-03-09', '2026-03-13', '2025-07-25 09:46:18+00', '2025-07-25 11:12:49+00'),
        (3, 'Cedar',    '2026-03-16', '2026-03-18', '2025-05-06 07:26:23+00', '2025-05-08 00:06:42+00'),
        (4, 'Q',        '2026-03-23', '2026-03-28', '2025-10-17 14:36:09+00', '2025-10-17 21:02:16+00')
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
        (1, '[0,35)',    '2025-10-21 11:46:59+00', '2025-10-25 19:50:31+00'),
        (2, '[100,152)', '2025-06-21 10:28:50+00', '2025-06-24 19:27:38+00'),
        (3, '[200,251)', '2025-09-02 14:32:59+00', '2025-09-07 09:03:59+00'),
        (4, '[300,332)', '2025-07-08 09:31:44+00', '2025-10-02 20:02:21+00')
) AS sample (ordinal, numbers, created_at, updated_at)
WHERE NOT EXISTS (
    SELECT
    FROM public.versions AS standing
    WHERE standing.numbers IS NOT DISTINCT FROM sample.numbers::INT4RANGE
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

COMMIT;
