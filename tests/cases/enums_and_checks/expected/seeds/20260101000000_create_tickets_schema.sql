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
        (1,  'Renew the parking permits', 'low',    'in progress', NULL,   119.66, '2025-09-28 09:37:00+00', NULL,                     '2025-09-28 08:07:54+00', '2025-10-01 23:41:41+00'),
        (2,  'Collect feedback from the pilot group', 'high',   'closed',      151.76, 143.67, '2025-08-21 19:21:37+00', '2025-08-21 20:27:46+00', '2025-08-21 19:11:06+00', '2025-08-21 20:43:05+00'),
        (3,  'Write the release notes', 'normal', 'open',        30.88,  106.81, '2025-05-04 09:34:30+00', NULL,                     '2025-05-04 07:13:48+00', '2025-05-05 13:23:21+00'),
        (4,  'Test the backup restore', 'high',   'in progress', 76.88,  11.94,  '2025-10-08 15:40:49+00', NULL,                     '2025-10-08 14:49:41+00', '2025-10-09 12:02:17+00'),
        (5,  'Translate the welcome mail', 'normal', 'open',        NULL,   53.34,  '2025-04-20 02:11:32+00', NULL,                     '2025-04-19 16:37:30+00', '2025-05-09 15:39:13+00'),
        (6,  'Call the printer about the delay', 'normal', 'open',        125.97, 93.66,  '2025-10-03 16:17:21+00', NULL,                     '2025-10-03 07:50:46+00', '2025-10-08 21:38:04+00'),
        (7,  'Clean up the shared folder', 'normal', 'open',        8.15,   20.36,  '2025-08-19 14:39:21+00', NULL,                     '2025-08-19 14:22:07+00', '2025-08-19 20:13:38+00'),
        (8,  'Plan the spring workshop', 'high',   'open',        56.42,  143.91, '2025-10-05 19:54:37+00', NULL,                     '2025-10-05 19:45:13+00', '2025-10-18 14:06:36+00'),
        (9,  'Review the draft contract', 'high',   'open',        NULL,   17.13,  '2025-05-25 17:37:57+00', NULL,                     '2025-05-25 17:06:52+00', '2025-05-25 23:04:01+00'),
        (10, 'Order new chairs for the meeting room', 'normal', 'open',        119.98, 121.42, '2025-10-10 16:32:18+00', NULL,                     '2025-10-10 16:25:39+00', '2025-10-14 07:14:24+00'),
        (11, 'Fix the broken link in the footer', 'normal', 'open',        NULL,   54.62,  '2025-06-27 13:20:44+00', NULL,                     '2025-06-27 12:48:19+00', '2025-07-02 09:59:17+00'),
        (12, 'Update the onboarding checklist', 'normal', 'open',        9.05,   77.67,  '2025-07-21 12:22:22+00', NULL,                     '2025-07-21 12:08:32+00', '2025-07-21 13:44:52+00')
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
