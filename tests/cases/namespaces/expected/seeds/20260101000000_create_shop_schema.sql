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
    ('Rahul Sundaram',   'rahul.sundaram@example.org',   '2025-05-10 11:44:29+00', '2025-05-16 23:55:28+00'),
    ('Efua Castellanos', 'efua.castellanos@example.com', '2025-01-21 19:51:21+00', '2025-01-28 02:44:19+00'),
    ('Zofia Schneider',  'zofia.schneider@example.org',  '2025-04-14 13:01:38+00', '2025-04-21 06:14:18+00')
ON CONFLICT (email) DO NOTHING;

-- billing.plans: 3 plans
INSERT INTO billing.plans (price, currency, name, kind, created_at, updated_at)
VALUES
    (179.00, 'eur', 'Ridge',  'yearly',  '2025-04-03 12:34:10+00', '2025-04-10 07:53:50+00'),
    (81.95,  'usd', 'Willow', 'monthly', '2025-03-25 20:55:04+00', '2025-04-01 01:27:24+00'),
    (48.90,  'usd', 'Echo',   'yearly',  '2025-04-18 10:41:06+00', '2025-04-24 23:05:34+00')
ON CONFLICT (name) DO NOTHING;

-- billing.invoices: 4 invoices
INSERT INTO billing.invoices (plan_id, customer_id, status, created_at, updated_at)
SELECT
    plan.id, customer.id, sample.status, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'Echo',   'rahul.sundaram@example.org',   'Indigo', '2025-05-22 22:18:02+00', '2025-05-29 18:17:57+00'),
        (2, 'Echo',   'zofia.schneider@example.org',  'Cobalt', '2025-05-06 23:45:49+00', '2025-05-13 02:16:17+00'),
        (3, 'Willow', 'zofia.schneider@example.org',  'Lagoon', '2025-05-12 07:46:05+00', '2025-05-18 15:38:24+00'),
        (4, 'Willow', 'efua.castellanos@example.com', 'Falcon', '2025-08-23 07:00:23+00', '2025-08-29 14:22:31+00')
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
    ('featured', '2025-02-19 08:58:40+00', '2025-02-25 19:24:47+00'),
    ('culture',  '2025-10-04 13:13:40+00', '2025-10-10 20:06:27+00')
ON CONFLICT (name) DO NOTHING;

-- support.customers: 2 customers
INSERT INTO support.customers (name, created_at, updated_at)
VALUES
    ('Desmond Nair', '2025-10-03 09:56:55+00', '2025-10-09 14:05:12+00'),
    ('Sefa Molina',  '2025-09-04 11:49:11+00', '2025-09-11 05:59:39+00')
ON CONFLICT (name) DO NOTHING;

-- support.tickets: 3 tickets
DO $groundplan$
DECLARE
    missing text;
BEGIN
    SELECT pg_catalog.concat_ws(', ', sample.invoice_status)
    INTO missing
FROM (
    VALUES
        ('Falcon')
) AS sample (invoice_status)
LEFT JOIN LATERAL (
    SELECT candidate.*
    FROM billing.invoices AS candidate
    WHERE candidate.status = sample.invoice_status
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
        (1, 'Sefa Molina',  NULL,     'yearly',  '2025-09-13 23:15:36+00', '2025-09-20 04:26:42+00'),
        (2, 'Desmond Nair', 'Falcon', 'monthly', '2025-10-22 10:02:52+00', '2025-10-28 18:24:23+00'),
        (3, 'Desmond Nair', NULL,     'monthly', '2025-10-23 23:33:13+00', '2025-10-30 13:29:10+00')
) AS sample (ordinal, customer_name, invoice_status, kind, created_at, updated_at)
LEFT JOIN support.customers AS customer ON customer.name = sample.customer_name
LEFT JOIN LATERAL (
    SELECT candidate.*
    FROM billing.invoices AS candidate
    WHERE candidate.status = sample.invoice_status
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
    SELECT pg_catalog.concat_ws(', ', sample.invoice_status)
    INTO missing
FROM (
    VALUES
        ('Indigo'),
        ('Cobalt'),
        ('Lagoon'),
        ('Falcon')
) AS sample (invoice_status)
LEFT JOIN LATERAL (
    SELECT candidate.*
    FROM billing.invoices AS candidate
    WHERE candidate.status = sample.invoice_status
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
        ('Indigo', 'featured'),
        ('Cobalt', 'culture'),
        ('Lagoon', 'featured'),
        ('Falcon', 'culture'),
        ('Indigo', 'culture'),
        ('Cobalt', 'featured'),
        ('Falcon', 'featured')
) AS sample (invoice_status, tag_name)
LEFT JOIN LATERAL (
    SELECT candidate.*
    FROM billing.invoices AS candidate
    WHERE candidate.status = sample.invoice_status
    ORDER BY candidate.id
    LIMIT 1
) AS invoice ON true
LEFT JOIN billing.tags AS tag ON tag.name = sample.tag_name
ON CONFLICT (invoice_id, tag_id) DO NOTHING;

COMMIT;
