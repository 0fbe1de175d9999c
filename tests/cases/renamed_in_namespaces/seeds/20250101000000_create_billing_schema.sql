-- billing: create_billing_schema
--
-- Created:       2025-01-01 00:00:00 UTC
-- Requirements:  a.schema
-- Edition:       2026
-- What it does:  adds 20 rows of sample data to 9 tables
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

-- public.customers: 2 customers
INSERT INTO public.customers (username, state)
VALUES
    ('lsharma',    'new'),
    ('almasuzuki', 'sent')
ON CONFLICT (username) DO NOTHING;

-- public.legacy_imports: 1 legacy import
INSERT INTO public.legacy_imports (name)
VALUES
    ('Cobalt')
ON CONFLICT (name) DO NOTHING;

-- billing.legacy_imports: 1 legacy import
INSERT INTO billing.legacy_imports (name)
VALUES
    ('Drift')
ON CONFLICT (name) DO NOTHING;

-- billing.customers: 3 customers
INSERT INTO billing.customers (username, nickname)
VALUES
    ('bruno_sharma', NULL),
    ('ekeller',      'leilaortega'),
    ('oaziz',        'imahlangu')
ON CONFLICT (username) DO NOTHING;

-- billing.guests: 2 guests
INSERT INTO billing.guests (username)
VALUES
    ('ciaran_mbeki'),
    ('valentinathorsen')
ON CONFLICT (username) DO NOTHING;

-- billing.tags: 2 tags
INSERT INTO billing.tags (name)
VALUES
    ('culture'),
    ('seasonal')
ON CONFLICT (name) DO NOTHING;

-- billing.orders: 4 orders
INSERT INTO billing.orders (buyer_id, state, c, b)
SELECT
    buyer.id, sample.state::billing.state, sample.c, sample.b
FROM (
    VALUES
        (1, 'bruno_sharma', 'new', 'Aurora', 'Granite'),
        (2, 'ekeller',      'new', 'Indigo', 'Nimbus'),
        (3, 'bruno_sharma', 'new', 'Quartz', 'Umber'),
        (4, 'oaziz',        'new', 'Beacon', 'Echo')
) AS sample (ordinal, buyer_username, state, c, b)
LEFT JOIN billing.customers AS buyer ON buyer.username = sample.buyer_username
WHERE NOT EXISTS (
    SELECT
    FROM billing.orders AS standing
    WHERE standing.buyer_id IS NOT DISTINCT FROM buyer.id
        AND standing.state IS NOT DISTINCT FROM sample.state::billing.state
        AND standing.c IS NOT DISTINCT FROM sample.c
        AND standing.b IS NOT DISTINCT FROM sample.b
)
ORDER BY sample.ordinal;

-- billing.pairs: 2 pairs
INSERT INTO billing.pairs ("left", "right")
SELECT
    sample."left", sample."right"
FROM (
    VALUES
        (1, 'Meridian', 63),
        (2, 'Drift',    346)
) AS sample (ordinal, "left", "right")
WHERE NOT EXISTS (
    SELECT
    FROM billing.pairs AS standing
    WHERE standing."left" IS NOT DISTINCT FROM sample."left"
        AND standing."right" IS NOT DISTINCT FROM sample."right"::INTEGER
)
ORDER BY sample.ordinal;

-- billing.customer_tags: 3 customer tags
INSERT INTO billing.customer_tags (customer_id, tag_id)
SELECT
    customer.id, tag.id
FROM (
    VALUES
        ('bruno_sharma', 'culture'),
        ('ekeller',      'culture'),
        ('bruno_sharma', 'seasonal')
) AS sample (customer_username, tag_name)
LEFT JOIN billing.customers AS customer ON customer.username = sample.customer_username
LEFT JOIN billing.tags AS tag ON tag.name = sample.tag_name
ON CONFLICT (customer_id, tag_id) DO NOTHING;

COMMIT;
