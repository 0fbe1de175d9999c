-- tickets: create_tickets_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  tickets.schema
-- Edition:       2026
-- What it does:  adds 12 rows of sample data to 1 table
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

-- public.tickets: 12 tickets
INSERT INTO public.tickets (
    title, priority, state, estimate, spent, opened_at, closed_at, created_at,
    updated_at
)
SELECT
    sample.title, sample.priority::public.priority, sample.state::public.ticket_state,
    sample.estimate, sample.spent, sample.opened_at::TIMESTAMP WITH TIME ZONE,
    sample.closed_at::TIMESTAMP WITH TIME ZONE, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1,  'Translate the welcome mail', 'low',    'in progress', NULL,   119.66, '2025-01-12 22:18:33+00', '2025-01-17 19:39:48+00', '2025-01-12 19:33:33+00', '2025-01-19 13:42:47+00'),
        (2,  'Order new chairs for the meeting room', 'high',   'closed',      151.76, 143.67, '2025-08-22 04:40:09+00', '2025-08-26 18:55:23+00', '2025-08-21 11:07:45+00', '2025-08-27 20:26:47+00'),
        (3,  'Answer the open support questions', 'normal', 'open',        30.88,  106.81, '2025-05-04 22:15:04+00', NULL,                     '2025-05-04 09:54:31+00', '2025-05-11 00:38:31+00'),
        (4,  'Replace the projector lamp', 'high',   'in progress', 76.88,  11.94,  '2025-04-12 02:36:03+00', NULL,                     '2025-04-11 20:02:41+00', '2025-04-18 15:11:56+00'),
        (5,  'Collect feedback from the pilot group', 'normal', 'open',        NULL,   53.34,  '2025-04-19 22:01:27+00', NULL,                     '2025-04-19 07:31:42+00', '2025-04-25 16:31:34+00'),
        (6,  'Clean up the shared folder', 'normal', 'open',        125.97, 93.66,  '2025-10-03 17:05:06+00', NULL,                     '2025-10-03 07:16:02+00', '2025-10-09 18:50:07+00'),
        (7,  'Update the onboarding checklist', 'normal', 'open',        8.15,   20.36,  '2025-03-10 00:52:57+00', NULL,                     '2025-03-09 17:41:53+00', '2025-03-15 20:10:00+00'),
        (8,  'Sketch the new landing page', 'high',   'open',        56.42,  143.91, '2025-10-06 07:27:40+00', NULL,                     '2025-10-05 15:46:26+00', '2025-10-11 19:41:32+00'),
        (9,  'Archive last year''s invoices', 'high',   'open',        NULL,   17.13,  '2025-05-25 20:34:49+00', NULL,                     '2025-05-25 07:37:26+00', '2025-05-31 12:26:35+00'),
        (10, 'Test the backup restore', 'normal', 'open',        119.98, 121.42, '2025-06-20 01:41:12+00', NULL,                     '2025-06-19 20:08:35+00', '2025-06-26 05:13:19+00'),
        (11, 'Review the draft contract', 'normal', 'open',        NULL,   54.62,  '2025-06-27 09:50:10+00', NULL,                     '2025-06-27 09:01:02+00', '2025-07-03 11:10:34+00'),
        (12, 'Schedule the safety training', 'normal', 'open',        9.05,   77.67,  '2025-06-19 15:26:34+00', NULL,                     '2025-06-18 16:23:01+00', '2025-06-25 08:57:41+00')
) AS sample (
    ordinal, title, priority, state, estimate, spent, opened_at, closed_at, created_at,
    updated_at
)
WHERE NOT EXISTS (
    SELECT
    FROM public.tickets AS standing
    WHERE standing.title IS NOT DISTINCT FROM sample.title
        AND standing.priority IS NOT DISTINCT FROM sample.priority::public.priority
        AND standing.state IS NOT DISTINCT FROM sample.state::public.ticket_state
        AND standing.estimate IS NOT DISTINCT FROM sample.estimate::NUMERIC(6,2)
        AND standing.spent IS NOT DISTINCT FROM sample.spent::NUMERIC(6,2)
        AND standing.opened_at IS NOT DISTINCT FROM sample.opened_at::TIMESTAMP WITH TIME ZONE
        AND standing.closed_at IS NOT DISTINCT FROM sample.closed_at::TIMESTAMP WITH TIME ZONE
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

COMMIT;
