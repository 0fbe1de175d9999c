-- surveys: create_surveys_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  rows.schema
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

-- public.answers: 3 answers
INSERT INTO public.answers (words, mask, created_at, updated_at)
SELECT
    sample.words, sample.mask, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, ARRAY['opinion']::TEXT[], NULL, '2025-05-13 17:25:52+00', '2025-05-13 19:04:08+00'),
        (2, ARRAY['news', 'film', 'interview']::TEXT[], ARRAY['0110', '0011', '1011', '1101']::BIT VARYING[], '2025-08-11 16:32:24+00', '2025-09-24 10:28:25+00'),
        (3, ARRAY['baking', 'garden', 'culture']::TEXT[], NULL, '2025-10-02 19:30:11+00', '2025-10-05 06:13:49+00')
) AS sample (ordinal, words, mask, created_at, updated_at)
WHERE NOT EXISTS (
    SELECT
    FROM public.answers AS standing
    WHERE standing.words::TEXT[] IS NOT DISTINCT FROM sample.words::TEXT[]
        AND standing.mask::BIT VARYING[] IS NOT DISTINCT FROM sample.mask::BIT VARYING[]
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

COMMIT;
