-- shop: create_shop_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  shop.schema
-- Edition:       2026
-- What it does:  adds 24 rows of sample data to 7 tables
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

-- public.customers: 3 customers
INSERT INTO public.customers (name, email, created_at, updated_at)
VALUES
    ('Rahul Sundaram',   'rahul.sundaram@example.org',   '2025-05-10 13:36:05+00', '2025-05-10 16:43:30+00'),
    ('Efua Castellanos', 'efua.castellanos@example.com', '2025-10-04 15:00:28+00', '2025-10-09 06:39:39+00'),
    ('Zofia Schneider',  'zofia.schneider@example.org',  '2025-05-10 18:03:18+00', '2025-05-12 02:17:50+00')
ON CONFLICT (email) DO NOTHING;

-- billing.plans: 3 plans
INSERT INTO billing.plans (price, currency, name, kind, created_at, updated_at)
VALUES
    (179.00, 'eur', 'basic',   'yearly',  '2025-04-30 09:01:11+00', '2025-05-09 23:46:33+00'),
    (81.95,  'usd', 'family',  'monthly', '2025-10-27 16:10:29+00', '2025-10-29 20:09:48+00'),
    (48.90,  'usd', 'premium', 'yearly',  '2025-04-18 07:43:13+00', '2025-04-20 20:43:09+00')
ON CONFLICT (name) DO NOTHING;

-- billing.invoices: 4 invoices
INSERT INTO billing.invoices (plan_id, customer_id, status, created_at, updated_at)
SELECT
    plan.id, customer.id, sample.status, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'premium', 'efua.castellanos@example.com', 'planned',   '2025-11-11 11:58:40+00', '2025-11-13 11:32:14+00'),
        (2, 'basic',   'efua.castellanos@example.com', 'completed', '2025-10-22 08:28:28+00', '2025-10-22 09:56:22+00'),
        (3, 'family',  'efua.castellanos@example.com', 'active',    '2025-11-22 11:40:29+00', '2025-11-26 01:20:52+00'),
        (4, 'premium', 'zofia.schneider@example.org',  'planned',   '2025-08-22 23:59:41+00', '2025-08-25 20:06:38+00')
) AS sample (ordinal, plan_name, customer_email, status, created_at, updated_at)
LEFT JOIN billing.plans AS plan ON plan.name = sample.plan_name
LEFT JOIN public.customers AS customer ON customer.email = sample.customer_email
WHERE NOT EXISTS (
    SELECT
    FROM billing.invoices AS standing
    WHERE standing.plan_id IS NOT DISTINCT FROM plan.id
        AND standing.customer_id IS NOT DISTINCT FROM customer.id
        AND standing.status IS NOT DISTINCT FROM sample.status
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

-- billing.tags: 2 tags
INSERT INTO billing.tags (name, created_at, updated_at)
VALUES
    ('health', '2025-01-05 15:08:31+00', '2025-01-07 22:44:19+00'),
    ('music',  '2025-01-28 17:55:42+00', '2025-01-28 22:27:17+00')
ON CONFLICT (name) DO NOTHING;

-- support.customers: 2 customers
INSERT INTO support.customers (name, created_at, updated_at)
VALUES
    ('Desmond Nair', '2025-10-03 16:04:06+00', '2025-12-25 19:58:54+00'),
    ('Sefa Molina',  '2025-09-04 16:25:40+00', '2025-09-17 13:24:44+00')
ON CONFLICT (name) DO NOTHING;

-- support.tickets: 3 tickets
DO $groundplan$
DECLARE
    missing text;
BEGIN
    SELECT pg_catalog.concat_ws(', ', sample.invoice_created_at)
    INTO missing
FROM (
    VALUES
        ('2025-08-22 23:59:41+00')
) AS sample (invoice_created_at)
LEFT JOIN LATERAL (
    SELECT candidate.*
    FROM billing.invoices AS candidate
    WHERE candidate.created_at = sample.invoice_created_at::TIMESTAMP WITH TIME ZONE
    ORDER BY candidate.id
    LIMIT 1
) AS invoice ON true
    WHERE invoice.id IS NULL
    LIMIT 1;
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION '% (%)', 'Rows of support.tickets need a row of billing.invoices that is missing', missing;
    END IF;
END
$groundplan$;
INSERT INTO support.tickets (customer_id, invoice_id, kind, created_at, updated_at)
SELECT
    customer.id, invoice.id, sample.kind::billing.plan_kind,
    sample.created_at::TIMESTAMP WITH TIME ZONE, sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'Desmond Nair', NULL,                     'yearly',  '2025-10-23 07:36:57+00', '2025-11-07 06:34:34+00'),
        (2, 'Desmond Nair', '2025-08-22 23:59:41+00', 'monthly', '2025-10-31 15:58:59+00', '2025-11-05 14:02:35+00'),
        (3, 'Desmond Nair', NULL,                     'monthly', '2025-11-27 20:44:32+00', '2025-12-17 19:01:49+00')
) AS sample (ordinal, customer_name, invoice_created_at, kind, created_at, updated_at)
LEFT JOIN support.customers AS customer ON customer.name = sample.customer_name
LEFT JOIN LATERAL (
    SELECT candidate.*
    FROM billing.invoices AS candidate
    WHERE candidate.created_at = sample.invoice_created_at::TIMESTAMP WITH TIME ZONE
    ORDER BY candidate.id
    LIMIT 1
) AS invoice ON true
WHERE NOT EXISTS (
    SELECT
    FROM support.tickets AS standing
    WHERE standing.customer_id IS NOT DISTINCT FROM customer.id
        AND standing.invoice_id IS NOT DISTINCT FROM invoice.id
        AND standing.kind IS NOT DISTINCT FROM sample.kind::billing.plan_kind
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

-- billing.invoice_tags: 7 invoice tags
DO $groundplan$
DECLARE
    missing text;
BEGIN
    SELECT pg_catalog.concat_ws(', ', sample.invoice_created_at)
    INTO missing
FROM (
    VALUES
        ('2025-11-11 11:58:40+00'),
        ('2025-10-22 08:28:28+00'),
        ('2025-11-22 11:40:29+00'),
        ('2025-08-22 23:59:41+00')
) AS sample (invoice_created_at)
LEFT JOIN LATERAL (
    SELECT candidate.*
    FROM billing.invoices AS candidate
    WHERE candidate.created_at = sample.invoice_created_at::TIMESTAMP WITH TIME ZONE
    ORDER BY candidate.id
    LIMIT 1
) AS invoice ON true
    WHERE invoice.id IS NULL
    LIMIT 1;
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION '% (%)', 'Rows of billing.invoice_tags need a row of billing.invoices that is missing', missing;
    END IF;
END
$groundplan$;
INSERT INTO billing.invoice_tags (invoice_id, tag_id)
SELECT
    invoice.id, tag.id
FROM (
    VALUES
        ('2025-11-11 11:58:40+00', 'health'),
        ('2025-10-22 08:28:28+00', 'music'),
        ('2025-11-22 11:40:29+00', 'health'),
        ('2025-08-22 23:59:41+00', 'music'),
        ('2025-11-11 11:58:40+00', 'music'),
        ('2025-10-22 08:28:28+00', 'health'),
        ('2025-08-22 23:59:41+00', 'health')
) AS sample (invoice_created_at, tag_name)
LEFT JOIN LATERAL (
    SELECT candidate.*
    FROM billing.invoices AS candidate
    WHERE candidate.created_at = sample.invoice_created_at::TIMESTAMP WITH TIME ZONE
    ORDER BY candidate.id
    LIMIT 1
) AS invoice ON true
LEFT JOIN billing.tags AS tag ON tag.name = sample.tag_name
ON CONFLICT (invoice_id, tag_id) DO NOTHING;

COMMIT;
