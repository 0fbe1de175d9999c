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
    ('Echo',   1, '2025-07-26 22:46:17+00'),
    ('Ridge',  2, '2025-07-28 21:51:58+00'),
    ('Harbor', 3, '2025-03-26 11:34:42+00'),
    ('Falcon', 4, '2025-01-26 15:22:30+00')
ON CONFLICT (source, sequence) DO NOTHING;

-- public.event_notes: 6 event notes
INSERT INTO public.event_notes (event_source, event_sequence, note, created_at, updated_at)
SELECT
    sample.event_source, sample.event_sequence, sample.note,
    sample.created_at::TIMESTAMP WITH TIME ZONE, sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'Falcon', 4, 'How long did it take before it felt natural?', '2025-06-30 17:19:34+00', '2025-07-07 05:56:37+00'),
        (2, 'Harbor', 3, 'Does it also work in a small flat?', '2025-06-07 11:12:25+00', '2025-06-13 23:41:02+00'),
        (3, 'Ridge',  2, 'Could you say more about the third step?', '2025-08-22 08:09:57+00', '2025-08-28 23:52:07+00'),
        (4, 'Harbor', 3, 'Agreed, and the local group made all the difference for me. I have been doing this for ten years and still learned something.', '2025-09-28 16:09:50+00', '2025-10-04 22:10:36+00'),
        (5, 'Ridge',  2, 'We do it slightly differently in the north, happy to compare notes.', '2025-08-13 09:40:50+00', '2025-08-19 22:07:21+00'),
        (6, 'Harbor', 3, 'Is there a version of this for complete beginners?', '2025-10-14 20:07:20+00', '2025-10-21 00:23:08+00')
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
        (1, 'Ridge', 2,    4, '2025-08-20 11:42:58+00', '2025-08-27 02:08:03+00'),
        (2, NULL,    NULL, 5, '2025-08-22 14:47:00+00', '2025-08-29 08:56:39+00'),
        (3, 'Ridge', 2,    5, '2025-08-26 08:02:45+00', '2025-09-01 10:12:19+00')
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
