-- events: create_events_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  events.schema
-- Edition:       2026
-- What it does:  adds 13 rows of sample data to 3 tables
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

-- public.events: 4 events
INSERT INTO public.events (source, sequence, happened_at)
VALUES
    ('newsletter',     1, '2025-07-26 16:45:54+00'),
    ('telephone',      2, '2025-07-27 12:30:07+00'),
    ('recommendation', 3, '2025-03-24 20:46:08+00'),
    ('website',        4, '2025-08-31 14:31:39+00')
ON CONFLICT (source, sequence) DO NOTHING;

-- public.event_notes: 6 event notes
INSERT INTO public.event_notes (event_source, event_sequence, note, created_at, updated_at)
SELECT
    sample.event_source, sample.event_sequence, sample.note,
    sample.created_at::TIMESTAMP WITH TIME ZONE, sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'newsletter', 1, 'Great read, and refreshingly honest about the failures.', '2025-08-05 09:36:23+00', '2025-08-07 00:45:38+00'),
        (2, 'newsletter', 1, 'A bit long, but every paragraph earns its place.', '2025-08-09 20:27:02+00', '2025-08-29 13:51:45+00'),
        (3, 'telephone',  2, 'You forgot to mention the smell!', '2025-07-31 12:32:49+00', '2025-08-01 06:06:51+00'),
        (4, 'newsletter', 1, 'Same experience here, the second month is the hardest. The photo of the first attempt made my day.', '2025-08-12 12:47:11+00', '2025-08-18 05:17:52+00'),
        (5, 'newsletter', 1, 'Beautifully written, as always.', '2025-07-31 16:00:55+00', '2025-08-11 08:45:52+00'),
        (6, 'newsletter', 1, 'Does it also work in a small flat?', '2025-08-03 06:10:44+00', '2025-08-03 12:06:33+00')
) AS sample (ordinal, event_source, event_sequence, note, created_at, updated_at)
WHERE NOT EXISTS (
    SELECT
    FROM public.event_notes AS standing
    WHERE standing.event_source IS NOT DISTINCT FROM sample.event_source
        AND standing.event_sequence IS NOT DISTINCT FROM sample.event_sequence::BIGINT
        AND standing.note IS NOT DISTINCT FROM sample.note
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

-- public.event_alarms: 3 event alarms
INSERT INTO public.event_alarms (event_source, event_sequence, level, created_at, updated_at)
SELECT
    sample.event_source, sample.event_sequence, sample.level,
    sample.created_at::TIMESTAMP WITH TIME ZONE, sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'website', 4,    4, '2025-10-26 11:50:08+00', '2025-11-08 11:38:49+00'),
        (2, NULL,      NULL, 5, '2025-08-22 10:18:19+00', '2025-08-29 04:27:58+00'),
        (3, 'website', 4,    1, '2025-09-16 20:32:08+00', '2025-09-23 22:23:37+00')
) AS sample (ordinal, event_source, event_sequence, level, created_at, updated_at)
WHERE NOT EXISTS (
    SELECT
    FROM public.event_alarms AS standing
    WHERE standing.event_source IS NOT DISTINCT FROM sample.event_source
        AND standing.event_sequence IS NOT DISTINCT FROM sample.event_sequence::BIGINT
        AND standing.level IS NOT DISTINCT FROM sample.level::INTEGER
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

COMMIT;
