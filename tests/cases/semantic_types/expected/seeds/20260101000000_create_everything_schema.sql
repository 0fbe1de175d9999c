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
        (1, 'noor.laurent@example.net', 'https://example.net/tundra', 'tundra',  '+13125550122', '!', 'not-a-real-token-000001', 5.00,   5, 'MY', 'MYR', 'ms', 'Asia/Kuala_Lumpur', '198.51.100.249', '198.51.100.0/24', '00:00:5e:00:53:b8', '#3d405b', 5.418300,  100.329800, 'Reviewed and found to be in good order.', '<p>One item is still missing. Details will follow in the coming week. Prices are valid until the end of the quarter.</p>', 'a235c88d-9d51-8194-ae4b-c153c5911fe8', '{"group": "Krill", "position": 1, "reviewed": false}', 'Noor Laurent', 'Noor',   'Laurent', '41 Willow Bank',   'Penang', '10000', 'Farpoint Press',   '9799773198045', '0203942914873', '1.0.5', '2025-08-17', '16:30:00', '2025-08-20 22:38:04+00', '02:45:00', 2018, 2, 20.49, '2025-08-17 11:29:43+00', '2025-08-17 14:25:13+00'),
        (2, 'esra.traore@example.net',  'https://example.org/granite', 'granite', '+13125550105', '!', 'not-a-real-token-000002', 10.00,  5, 'NO', 'NOK', 'nb', 'Europe/Oslo',       '198.51.100.158', '192.0.2.0/24',    '00:00:5e:00:53:9d', '#e9c46a', 60.397400, 5.317300,   'This applies to all locations.', '<p>The colour may differ slightly from the picture. One item is still missing.</p>', '1559dd8e-2cee-8eaa-a703-cb9a8c789fbd', '{"group": "Anchor", "position": 16, "reviewed": true}', 'Esra Traore',  'Esra',   'Traore',  'Havnegata 15',     'Bergen', '5003',  'Harrowby Outdoor', '9799507160430', '0209257520549', '1.1.6', '2025-09-22', '12:00:00', '2025-09-28 09:01:39+00', '03:15:00', 1989, 6, 4.95,  '2025-09-22 15:31:14+00', '2025-09-24 18:33:22+00'),
        (3, 'ximena.amoah@example.net', 'https://www.example.com/bramble', 'bramble', '+12025550188', '!', 'not-a-real-token-000003', 100.00, 1, 'MA', 'MAD', 'ar', 'Africa/Casablanca', '198.51.100.67',  '203.0.113.0/24',  '00:00:5e:00:53:82', '#6d597a', 34.013300, -6.840000,  'It replaces the earlier version. The next review is due in six months.', '<p>No further action is needed at the moment. The colour may differ slightly from the picture.</p>', '69b0d081-2dfe-883b-b03c-8eb464b516ba', '{"group": "Tundra", "position": 29, "reviewed": true}', 'Ximena Amoah', 'Ximena', 'Amoah',   '18 Garden Avenue', 'Rabat',  '10000', 'Northfold Foods',  '9799241122824', '0204572126216', '1.2.9', '2025-04-29', '08:00:00', '2025-05-03 13:54:32+00', '04:00:00', 1000, 3, 31.99, '2025-04-29 11:43:42+00', '2025-05-10 07:37:45+00')
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
