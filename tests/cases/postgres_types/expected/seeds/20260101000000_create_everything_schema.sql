-- everything: create_everything_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  everything.schema
-- Edition:       2026
-- What it does:  adds 2 rows of sample data to 1 table
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

-- public.things: 2 things
INSERT INTO public.things (
    t01, t02, t03, t04, t05, t06, t07, t08, t09, t10, t11, t12, t13, t14, t15, t16, t17,
    t18, t19, t20, t21, t22, t23, t24, t25, t26, t27, t28, t29, t30, t31, t32, t33, t34,
    t35, t36, t37, t38, t39, t40, t41, t42, t43, t44, t45, t46, t47, t48, t49, t50, t51,
    t52, t53, t54, created_at, updated_at
)
SELECT
    sample.t01, sample.t02, sample.t03, sample.t04, sample.t05, sample.t06, sample.t07, sample.t08,
    sample.t09, sample.t10, sample.t11, sample.t12, sample.t13, sample.t14::BYTEA, sample.t15::DATE,
    sample.t16::TIME, sample.t17::TIME WITH TIME ZONE, sample.t18::TIMESTAMP,
    sample.t19::TIMESTAMP WITH TIME ZONE, sample.t20::TIMESTAMP WITH TIME ZONE,
    sample.t21::INTERVAL, sample.t22::UUID, sample.t23::JSON, sample.t24::JSONB, sample.t25::INET,
    sample.t26::CIDR, sample.t27::MACADDR, sample.t28::MACADDR8, sample.t29::POINT,
    sample.t30::LINE, sample.t31::LSEG, sample.t32::BOX, sample.t33::PATH, sample.t34::POLYGON,
    sample.t35::CIRCLE, sample.t36::INT4RANGE, sample.t37::INT8RANGE, sample.t38::NUMRANGE,
    sample.t39::TSRANGE, sample.t40::TSTZRANGE, sample.t41::DATERANGE, sample.t42::INT4MULTIRANGE,
    sample.t43::TSVECTOR, sample.t44::TSQUERY, sample.t45::BIT VARYING, sample.t46::BIT VARYING,
    sample.t47::MONEY, sample.t48::XML, sample.t49::OID, sample.t50::PG_LSN, sample.t51, sample.t52,
    sample.t53, sample.t54, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 167,  NULL, 608,  NULL, 48.69, NULL,    170.81, NULL,   false, false, NULL, 'Summit', 'Bas', NULL,                   '2025-08-20', NULL,       '12:00:00+00', '2025-08-22 09:42:49', '2025-08-21 01:15:46+00', '2025-08-22 20:51:19+00', '00:15:00', NULL, NULL, NULL, NULL,            NULL,           '00:00:5e:00:53:bd', NULL,                      NULL,      '{1,-1,1}', '[(0,0),(1,1)]', NULL,          NULL,                  NULL,                  '<(0,0),1>', '[0,24)', '[0,16)', NULL,        NULL, NULL, NULL,                      '{[0,88)}', NULL,    NULL,      '1010', '11100111', NULL,   '<p>Details will follow in the coming week.</p>', 422,  '0/1', NULL,                     NULL, ARRAY[87.58, 41.89]::NUMERIC(6,2)[], ARRAY['home', 'crafts', 'community']::TEXT[], '2025-08-17 11:29:43+00', '2025-08-17 14:25:13+00'),
        (2, NULL, 420,  NULL, 273,  NULL,  192.473, NULL,   121.50, NULL,  NULL,  'Please keep a copy for your own records. An appointment is not necessary.', NULL,     NULL,  E'\\xc92c450bd22b211d', NULL,         '10:45:00', NULL,          NULL,                  NULL,                     NULL,                     NULL,       'bf037e1e-5b88-8024-854f-edad37a3cf4a', '{"group": "Prairie", "position": 23, "reviewed": true}', '{"group": "Fern", "position": 10, "reviewed": true}', '203.0.113.164', '192.0.2.0/24', NULL,                '00:00:5e:ef:10:00:00:6d', '(59,55)', NULL,       NULL,            '(2,1),(0,0)', '((0,0),(2,1),(1,0))', '((0,0),(2,1),(1,0))', NULL,        NULL,     NULL,     '[100,173)', '["2026-02-04 14:30:00","2026-02-04 17:00:00")', '["2026-02-04 12:30:00+00","2026-02-04 16:30:00+00")', '[2026-02-04,2026-02-08)', NULL,       'row 2', 'row & 2', NULL,   NULL,       172.90, NULL, NULL, NULL,  ARRAY['housing']::TEXT[], ARRAY[451, 266, 973, 489]::INTEGER[], NULL, NULL, '2025-09-22 15:31:14+00', '2025-09-24 18:33:22+00')
) AS sample (
    ordinal, t01, t02, t03, t04, t05, t06, t07, t08, t09, t10, t11, t12, t13, t14, t15,
    t16, t17, t18, t19, t20, t21, t22, t23, t24, t25, t26, t27, t28, t29, t30, t31, t32,
    t33, t34, t35, t36, t37, t38, t39, t40, t41, t42, t43, t44, t45, t46, t47, t48, t49,
    t50, t51, t52, t53, t54, created_at, updated_at
)
WHERE NOT EXISTS (
    SELECT
    FROM public.things AS standing
    WHERE standing.t01 IS NOT DISTINCT FROM sample.t01::SMALLINT
        AND standing.t02 IS NOT DISTINCT FROM sample.t02::INTEGER
        AND standing.t03 IS NOT DISTINCT FROM sample.t03::INTEGER
        AND standing.t04 IS NOT DISTINCT FROM sample.t04::BIGINT
        AND standing.t05 IS NOT DISTINCT FROM sample.t05::NUMERIC(12,2)
        AND standing.t06 IS NOT DISTINCT FROM sample.t06::NUMERIC(10,3)
        AND standing.t07 IS NOT DISTINCT FROM sample.t07::REAL
        AND standing.t08 IS NOT DISTINCT FROM sample.t08::DOUBLE PRECISION
        AND standing.t09 IS NOT DISTINCT FROM sample.t09::BOOLEAN
        AND standing.t10 IS NOT DISTINCT FROM sample.t10::BOOLEAN
        AND standing.t11 IS NOT DISTINCT FROM sample.t11
        AND standing.t12 IS NOT DISTINCT FROM sample.t12
        AND standing.t13 IS NOT DISTINCT FROM sample.t13
        AND standing.t14 IS NOT DISTINCT FROM sample.t14::BYTEA
        AND standing.t15 IS NOT DISTINCT FROM sample.t15::DATE
        AND standing.t16 IS NOT DISTINCT FROM sample.t16::TIME
        AND standing.t17 IS NOT DISTINCT FROM sample.t17::TIME WITH TIME ZONE
        AND standing.t18 IS NOT DISTINCT FROM sample.t18::TIMESTAMP
        AND standing.t19 IS NOT DISTINCT FROM sample.t19::TIMESTAMP WITH TIME ZONE
        AND standing.t20 IS NOT DISTINCT FROM sample.t20::TIMESTAMP WITH TIME ZONE
        AND standing.t21 IS NOT DISTINCT FROM sample.t21::INTERVAL
        AND standing.t22 IS NOT DISTINCT FROM sample.t22::UUID
        AND standing.t24 IS NOT DISTINCT FROM sample.t24::JSONB
        AND standing.t25 IS NOT DISTINCT FROM sample.t25::INET
        AND standing.t26 IS NOT DISTINCT FROM sample.t26::CIDR
        AND standing.t27 IS NOT DISTINCT FROM sample.t27::MACADDR
        AND standing.t28 IS NOT DISTINCT FROM sample.t28::MACADDR8
        AND standing.t36 IS NOT DISTINCT FROM sample.t36::INT4RANGE
        AND standing.t37 IS NOT DISTINCT FROM sample.t37::INT8RANGE
        AND standing.t38 IS NOT DISTINCT FROM sample.t38::NUMRANGE
        AND standing.t39 IS NOT DISTINCT FROM sample.t39::TSRANGE
        AND standing.t40 IS NOT DISTINCT FROM sample.t40::TSTZRANGE
        AND standing.t41 IS NOT DISTINCT FROM sample.t41::DATERANGE
        AND standing.t42 IS NOT DISTINCT FROM sample.t42::INT4MULTIRANGE
        AND standing.t43 IS NOT DISTINCT FROM sample.t43::TSVECTOR
        AND standing.t44 IS NOT DISTINCT FROM sample.t44::TSQUERY
        AND standing.t45 IS NOT DISTINCT FROM sample.t45::BIT VARYING
        AND standing.t46 IS NOT DISTINCT FROM sample.t46::BIT VARYING
        AND standing.t47 IS NOT DISTINCT FROM sample.t47::MONEY
        AND standing.t49 IS NOT DISTINCT FROM sample.t49::OID
        AND standing.t50 IS NOT DISTINCT FROM sample.t50::PG_LSN
        AND standing.t51 IS NOT DISTINCT FROM sample.t51::TEXT[]
        AND standing.t52 IS NOT DISTINCT FROM sample.t52::INTEGER[]
        AND standing.t53 IS NOT DISTINCT FROM sample.t53::NUMERIC(6,2)[]
        AND standing.t54 IS NOT DISTINCT FROM sample.t54::TEXT[]
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

COMMIT;
