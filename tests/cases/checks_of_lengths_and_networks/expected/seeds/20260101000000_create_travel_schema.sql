-- travel: create_travel_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  travel.schema
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

-- public.rides: 6 rides
INSERT INTO public.rides (name, length, pause, net, host)
VALUES
    ('Ridge', '05:45:00', NULL,       '198.51.100.0/24',   '198.51.100.118'),
    ('Onyx', '06:45:00', '00:07:00', '203.0.113.0/24',    '198.51.100.75'),
    ('Lagoon, crafts, technology and community', '07:30:00', '00:01:00', '192.0.2.0/24',      '198.51.100.32'),
    ('Indigo', '06:15:00', NULL,       '198.51.100.160/28', '192.0.2.243'),
    ('R', '06:45:00', '00:05:00', '203.0.113.112/28',  '2001:db8::52c:5'),
    ('Cedar', '07:30:00', '00:08:00', '192.0.2.64/28',     '192.0.2.157')
ON CONFLICT (name) DO NOTHING;

COMMIT;
