-- everything: create_everything_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  everything.schema
-- Edition:       2026
-- What it does:  adds 3 rows of sample data to 1 table
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

-- public.things: 3 things
INSERT INTO public.things (
    a_email, a_url, a_slug, a_phone, a_secret, a_token, a_percent, a_rating, a_country,
    a_currency, a_language, a_timezone, a_ip, a_cidr, a_mac, a_color, a_latitude,
    a_longitude, a_markdown, a_html, a_uuid, a_json, a_person_name, a_first_name,
    a_last_name, a_street, a_city, a_postal_code, a_company, a_isbn, a_ean, a_semver,
    a_date, a_time, a_timestamp, a_duration, a_year, a_quantity, a_money, created_at,
    updated_at
)
SELECT
    sample.a_email, sample.a_url, sample.a_slug, sample.a_phone, sample.a_secret, sample.a_token,
    sample.a_percent, sample.a_rating, sample.a_country, sample.a_currency, sample.a_language,
    sample.a_timezone, sample.a_ip::INET, sample.a_cidr::CIDR, sample.a_mac::MACADDR,
    sample.a_color, sample.a_latitude, sample.a_longitude, sample.a_markdown, sample.a_html,
    sample.a_uuid::UUID, sample.a_json::JSONB, sample.a_person_name, sample.a_first_name,
    sample.a_last_name, sample.a_street, sample.a_city, sample.a_postal_code, sample.a_company,
    sample.a_isbn, sample.a_ean, sample.a_semver, sample.a_date::DATE, sample.a_time::TIME,
    sample.a_timestamp::TIMESTAMP WITH TIME ZONE, sample.a_duration::INTERVAL, sample.a_year,
    sample.a_quantity, sample.a_money, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'noor.laurent@example.net', 'https://example.net/echo',     'echo',  '+13125550183', '!', 'not-a-real-token-000001', 5.00,  5, 'MY', 'MYR', 'ms', 'Asia/Kuala_Lumpur', '198.51.100.249', '198.51.100.0/24', '00:00:5e:00:53:b8', '#3d405b', 5.418300,  100.329800, 'We will come back to this at the end of the month.', '<p>The team has checked it twice. Everything is ready for the next step. Details will follow in the coming week.</p>', 'a235c88d-9d51-8194-ae4b-c153c5911fe8', '{"series": "Onyx", "reading_minutes": 2, "featured": false}', 'Noor Laurent', 'Noor',   'Laurent', '171 North Parade', 'Penang', '10000', 'Mosswood Systems',    '9799773198045', '0203942914873', '1.0.5', '2025-08-18', '16:30:00', '2025-08-20 18:21:28+00', '02:45:00', 2018, 2, 20.49, '2025-08-17 07:13:07+00', '2025-08-23 09:28:35+00'),
        (2, 'esra.traore@example.net',  'https://example.org/fjord',    'fjord', '+16175550104', '!', 'not-a-real-token-000002', 10.00, 5, 'KR', 'KRW', 'ko', 'Asia/Seoul',        '198.51.100.158', '192.0.2.0/24',    '00:00:5e:00:53:9d', '#e9c46a', 35.185700, 129.070800, 'Details will follow in the coming week.', '<p>Please keep a copy for your own records. The team has checked it twice.</p>', '1559dd8e-2cee-8eaa-a703-cb9a8c789fbd', '{"series": "Prairie", "reading_minutes": 6, "featured": true}', 'Esra Traore',  'Esra',   'Traore',  '79 Beacon Road',   'Busan',  '48001', 'Millstream Gardens',  '9799507160430', '0209257520549', '1.1.6', '2025-04-26', '12:00:00', '2025-04-30 12:49:27+00', '03:15:00', 1989, 6, 4.95,  '2025-04-24 19:19:02+00', '2025-05-01 01:25:19+00'),
        (3, 'ximena.amoah@example.net', 'https://www.example.com/onyx', 'onyx',  '+13035550125', '!', 'not-a-real-token-000003', 60.00, 1, 'BE', 'EUR', 'nl', 'Europe/Brussels',   '198.51.100.67',  '203.0.113.0/24',  '00:00:5e:00:53:82', '#6d597a', 51.046700, 3.719000,   'A small change with a clear benefit. No further action is needed at the moment.', '<p>It replaces the earlier version. Please keep a copy for your own records.</p>', '69b0d081-2dfe-883b-b03c-8eb464b516ba', '{"series": "Quartz", "reading_minutes": 11, "featured": true}', 'Ximena Amoah', 'Ximena', 'Amoah',   '60 Harbour Road',  'Ghent',  '9000',  'Saltmarsh Analytics', '9799241122824', '0204572126216', '1.2.9', '2025-02-22', '08:00:00', '2025-02-24 14:40:50+00', '04:00:00', 1985, 3, 31.99, '2025-02-20 12:30:00+00', '2025-02-27 02:36:03+00')
) AS sample (
    ordinal, a_email, a_url, a_slug, a_phone, a_secret, a_token, a_percent, a_rating,
    a_country, a_currency, a_language, a_timezone, a_ip, a_cidr, a_mac, a_color,
    a_latitude, a_longitude, a_markdown, a_html, a_uuid, a_json, a_person_name,
    a_first_name, a_last_name, a_street, a_city, a_postal_code, a_company, a_isbn,
    a_ean, a_semver, a_date, a_time, a_timestamp, a_duration, a_year, a_quantity,
    a_money, created_at, updated_at
)
WHERE NOT EXISTS (
    SELECT
    FROM public.things AS standing
    WHERE standing.a_email IS NOT DISTINCT FROM sample.a_email
        AND standing.a_url IS NOT DISTINCT FROM sample.a_url
        AND standing.a_slug IS NOT DISTINCT FROM sample.a_slug
        AND standing.a_phone IS NOT DISTINCT FROM sample.a_phone
        AND standing.a_secret IS NOT DISTINCT FROM sample.a_secret
        AND standing.a_token IS NOT DISTINCT FROM sample.a_token
        AND standing.a_percent IS NOT DISTINCT FROM sample.a_percent::NUMERIC(5,2)
        AND standing.a_rating IS NOT DISTINCT FROM sample.a_rating::SMALLINT
        AND standing.a_country IS NOT DISTINCT FROM sample.a_country
        AND standing.a_currency IS NOT DISTINCT FROM sample.a_currency
        AND standing.a_language IS NOT DISTINCT FROM sample.a_language
        AND standing.a_timezone IS NOT DISTINCT FROM sample.a_timezone
        AND standing.a_ip IS NOT DISTINCT FROM sample.a_ip::INET
        AND standing.a_cidr IS NOT DISTINCT FROM sample.a_cidr::CIDR
        AND standing.a_mac IS NOT DISTINCT FROM sample.a_mac::MACADDR
        AND standing.a_color IS NOT DISTINCT FROM sample.a_color
        AND standing.a_latitude IS NOT DISTINCT FROM sample.a_latitude::NUMERIC(8,6)
        AND standing.a_longitude IS NOT DISTINCT FROM sample.a_longitude::NUMERIC(9,6)
        AND standing.a_markdown IS NOT DISTINCT FROM sample.a_markdown
        AND standing.a_html IS NOT DISTINCT FROM sample.a_html
        AND standing.a_uuid IS NOT DISTINCT FROM sample.a_uuid::UUID
        AND standing.a_json IS NOT DISTINCT FROM sample.a_json::JSONB
        AND standing.a_person_name IS NOT DISTINCT FROM sample.a_person_name
        AND standing.a_first_name IS NOT DISTINCT FROM sample.a_first_name
        AND standing.a_last_name IS NOT DISTINCT FROM sample.a_last_name
        AND standing.a_street IS NOT DISTINCT FROM sample.a_street
        AND standing.a_city IS NOT DISTINCT FROM sample.a_city
        AND standing.a_postal_code IS NOT DISTINCT FROM sample.a_postal_code
        AND standing.a_company IS NOT DISTINCT FROM sample.a_company
        AND standing.a_isbn IS NOT DISTINCT FROM sample.a_isbn
        AND standing.a_ean IS NOT DISTINCT FROM sample.a_ean
        AND standing.a_semver IS NOT DISTINCT FROM sample.a_semver
        AND standing.a_date IS NOT DISTINCT FROM sample.a_date::DATE
        AND standing.a_time IS NOT DISTINCT FROM sample.a_time::TIME
        AND standing.a_timestamp IS NOT DISTINCT FROM sample.a_timestamp::TIMESTAMP WITH TIME ZONE
        AND standing.a_duration IS NOT DISTINCT FROM sample.a_duration::INTERVAL
        AND standing.a_year IS NOT DISTINCT FROM sample.a_year::SMALLINT
        AND standing.a_quantity IS NOT DISTINCT FROM sample.a_quantity::INTEGER
        AND standing.a_money IS NOT DISTINCT FROM sample.a_money::NUMERIC(14,2)
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

COMMIT;
