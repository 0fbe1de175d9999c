-- laden: create_laden_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  shop.schema
-- Edition:       2026
-- What it does:  adds 40 rows of sample data to 4 tables
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

-- public.customers: 8 customers
INSERT INTO public.customers (name, email, phone, company, street, postal_code, city, created_at, updated_at)
VALUES
    ('Lena Hofmann',       'lena.hofmann@example.net',       '+492214710975', NULL,                      'Marktplatz 22',     '34117', 'Kassel',     '2025-04-18 12:19:17+00', '2025-04-18 13:48:35+00'),
    ('Lea Krüger',         'lea.krueger@example.com',        NULL,            'Graugans Energie AG',     'Kastanienallee 45', '37073', 'Göttingen',  '2025-09-14 17:47:30+00', '2025-12-09 21:14:51+00'),
    ('Jörg Braun',         'joerg.braun@example.org',        '+492214710877', 'Sommerfeld Textil GmbH',  'Uferpromenade 16',  '80331', 'München',    '2025-07-25 16:48:38+00', '2025-08-07 00:42:39+00'),
    ('Konrad Zimmermann',  'konrad.zimmermann@example.net',  '+498999998828', 'Fernblick Logistik GmbH', 'Wiesenweg 3',       '40213', 'Düsseldorf', '2025-08-17 19:27:48+00', '2025-08-17 22:31:42+00'),
    ('Mehmet Schwarz',     'mehmet.schwarz@example.org',     '+493023125779', NULL,                      'Schulstraße 26',    '01067', 'Dresden',    '2025-07-09 19:52:42+00', '2025-07-10 00:32:14+00'),
    ('Maximilian Neumann', 'maximilian.neumann@example.net', '+494066969730', 'Molkerei Mühlbach eG',    'Birkenweg 6',       '48143', 'Münster',    '2025-08-20 09:07:57+00', '2025-08-20 14:56:07+00'),
    ('Sabine Schröder',    'sabine.schroeder@example.org',   '+498999998681', 'Hochmoor & Partner',      'Kastanienallee 82', '24103', 'Kiel',       '2025-09-13 12:55:32+00', '2025-09-14 02:31:04+00'),
    ('Frieda Wolf',        'frieda.wolf@example.net',        '+498999998632', 'Zaunkönig Systeme AG',    'Am Markt 21',       '55116', 'Mainz',      '2025-08-14 11:41:35+00', '2025-08-18 17:09:22+00')
ON CONFLICT (email) DO NOTHING;

-- public.orders: 8 orders
INSERT INTO public.orders (
    number, customer_id, state, paid_at, subtotal, shipping, total, created_at,
    updated_at
)
SELECT
    sample.number, customer.id, sample.state::public.state,
    sample.paid_at::TIMESTAMP WITH TIME ZONE, sample.subtotal, sample.shipping, sample.total,
    sample.created_at::TIMESTAMP WITH TIME ZONE, sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'ORD-1001', 'maximilian.neumann@example.net', 'cancelled', NULL,                     132.96,  11.49, 144.45,  '2025-08-31 11:07:10+00', '2025-09-12 01:13:04+00'),
        (2, 'ORD-1002', 'frieda.wolf@example.net',        'open',      NULL,                     333.43,  12.49, 345.92,  '2025-10-17 18:08:06+00', '2025-10-29 03:36:09+00'),
        (3, 'ORD-1003', 'joerg.braun@example.org',        'paid',      '2025-10-21 06:59:45+00', 221.95,  7.90,  229.85,  '2025-10-21 06:17:15+00', '2025-12-26 16:24:37+00'),
        (4, 'ORD-1004', 'joerg.braun@example.org',        'shipped',   '2025-11-20 05:16:05+00', 385.94,  7.50,  393.44,  '2025-11-17 12:26:02+00', '2025-11-23 14:27:00+00'),
        (5, 'ORD-1005', 'frieda.wolf@example.net',        'shipped',   '2025-11-23 03:18:32+00', 1225.70, 6.99,  1232.69, '2025-11-22 12:01:58+00', '2025-11-30 02:27:21+00'),
        (6, 'ORD-1006', 'frieda.wolf@example.net',        'shipped',   '2025-11-19 09:48:13+00', 55.47,   13.00, 68.47,   '2025-11-19 09:06:20+00', '2025-11-19 10:37:25+00'),
        (7, 'ORD-1007', 'lena.hofmann@example.net',       'open',      NULL,                     73.80,   9.50,  83.30,   '2025-11-15 20:35:08+00', '2025-11-19 04:05:29+00'),
        (8, 'ORD-1008', 'joerg.braun@example.org',        'paid',      '2025-07-27 08:33:52+00', 130.85,  5.90,  136.75,  '2025-07-27 07:01:38+00', '2025-07-27 13:23:47+00')
) AS sample (
    ordinal, number, customer_email, state, paid_at, subtotal, shipping, total,
    created_at, updated_at
)
LEFT JOIN public.customers AS customer ON customer.email = sample.customer_email
ORDER BY sample.ordinal
ON CONFLICT (number) DO NOTHING;

-- public.order_lines: 16 order lines
INSERT INTO public.order_lines (
    order_id, "position", name, quantity, unit_price, line_total, created_at,
    updated_at
)
SELECT
    "order".id, sample."position", sample.name, sample.quantity, sample.unit_price,
    sample.line_total, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        ('ORD-1008', 1, 'Rucksack, nachtblau',        1, 96.95,  96.95,  '2025-07-27 07:01:40+00', '2025-07-31 08:34:13+00'),
        ('ORD-1001', 1, 'Kaffeemühle „Original“',     1, 81.99,  81.99,  '2025-08-31 11:07:11+00', '2025-08-31 17:21:28+00'),
        ('ORD-1002', 1, 'Picknickdecke, klein',       5, 37.99,  189.95, '2025-10-17 18:08:45+00', '2025-12-17 20:22:06+00'),
        ('ORD-1003', 1, 'Fußmatte, anthrazit',        2, 26.00,  52.00,  '2025-10-21 06:17:22+00', '2025-10-31 07:45:08+00'),
        ('ORD-1004', 1, 'Wanduhr, waldgrün',          5, 68.49,  342.45, '2025-11-17 12:26:07+00', '2025-11-18 03:39:38+00'),
        ('ORD-1005', 1, 'Bratpfanne „Kompakt“',       8, 63.90,  511.20, '2025-11-22 12:02:36+00', '2025-11-23 07:30:16+00'),
        ('ORD-1006', 1, 'Reisebecher „Atelier“',      3, 18.49,  55.47,  '2025-11-19 09:06:52+00', '2025-11-19 19:53:51+00'),
        ('ORD-1007', 1, 'Schal „Küste“',              2, 36.90,  73.80,  '2025-11-15 20:35:48+00', '2025-11-17 04:28:37+00'),
        ('ORD-1001', 2, 'Regenschirm Nr. 4',          3, 16.99,  50.97,  '2025-08-31 11:07:12+00', '2025-11-26 15:21:16+00'),
        ('ORD-1004', 2, 'Schürze „Nordlicht“',        1, 43.49,  43.49,  '2025-11-17 12:26:20+00', '2025-11-17 16:48:41+00'),
        ('ORD-1005', 2, 'Regenjacke, cremeweiß',      5, 142.90, 714.50, '2025-11-22 12:02:03+00', '2025-11-24 20:29:32+00'),
        ('ORD-1008', 2, 'Brotmesser „Alba“',          1, 33.90,  33.90,  '2025-07-27 07:01:45+00', '2025-08-09 14:14:29+00'),
        ('ORD-1002', 2, 'Brotdose, sandfarben',       3, 18.50,  55.50,  '2025-10-17 18:08:35+00', '2025-10-19 04:23:05+00'),
        ('ORD-1003', 2, 'Schneidebrett „Wochenende“', 1, 35.00,  35.00,  '2025-10-21 06:17:16+00', '2025-10-21 10:55:26+00'),
        ('ORD-1002', 3, 'Vase „Alltag“',              2, 43.99,  87.98,  '2025-10-17 18:08:09+00', '2025-10-22 07:00:40+00'),
        ('ORD-1003', 3, 'Kissenbezug, groß',          5, 26.99,  134.95, '2025-10-21 06:17:27+00', '2025-10-21 12:49:11+00')
) AS sample (
    order_number, "position", name, quantity, unit_price, line_total, created_at,
    updated_at
)
LEFT JOIN public.orders AS "order" ON "order".number = sample.order_number
ON CONFLICT (order_id, "position") DO NOTHING;

-- public.reviews: 8 reviews
INSERT INTO public.reviews (order_id, stars, body, created_at, updated_at)
SELECT
    "order".id, sample.stars, sample.body, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'ORD-1006', 4, 'Würde ich sofort wieder kaufen.', '2025-11-29 13:06:42+00', '2025-11-29 14:38:45+00'),
        (2, 'ORD-1002', 3, 'In Ordnung, beim nächsten Mal nehme ich das größere. Tut, was es soll, nicht mehr und nicht weniger.', '2025-10-26 20:27:56+00', '2025-10-30 13:50:24+00'),
        (3, 'ORD-1003', 1, 'Für den Preis hätte ich mehr erwartet.', '2025-11-12 08:08:57+00', '2025-11-17 13:34:48+00'),
        (4, 'ORD-1006', 5, 'Täglich in Gebrauch und sieht noch aus wie neu.', '2025-11-24 06:25:27+00', '2025-11-26 07:59:48+00'),
        (5, 'ORD-1005', 5, 'Gute Qualität, die Farbe ist etwas dunkler als auf dem Bild. Meine Kinder lieben es.', '2025-11-27 08:09:29+00', '2025-11-27 11:19:43+00'),
        (6, 'ORD-1005', 5, 'Genau wie beschrieben und schnell geliefert.', '2025-11-26 19:00:21+00', '2025-11-28 20:12:28+00'),
        (7, 'ORD-1004', 3, 'In Ordnung, beim nächsten Mal nehme ich das größere. Kleiner als erwartet, sonst in Ordnung.', '2025-11-22 13:48:18+00', '2025-11-24 16:09:42+00'),
        (8, 'ORD-1006', 5, 'Leicht, praktisch und hübsch.', '2025-11-23 17:05:42+00', '2025-11-25 12:41:54+00')
) AS sample (ordinal, order_number, stars, body, created_at, updated_at)
LEFT JOIN public.orders AS "order" ON "order".number = sample.order_number
WHERE NOT EXISTS (
    SELECT
    FROM public.reviews AS standing
    WHERE standing.order_id IS NOT DISTINCT FROM "order".id
        AND standing.stars IS NOT DISTINCT FROM sample.stars::INTEGER
        AND standing.body IS NOT DISTINCT FROM sample.body
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

COMMIT;
