-- library: create_library_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  library.schema
-- Edition:       2026
-- What it does:  adds 2 rows of initial data to 1 table
--                adds 27 rows of sample data to 4 tables
--
-- A second run adds no row. Parents are found by natural key; a missing one is an error.

-- Initial data
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- public.shelves: 2 shelves
INSERT INTO public.shelves (code)
VALUES
    ('A1'),
    ('A2')
ON CONFLICT (code) DO NOTHING;

COMMIT;

-- Sample data
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- public.books: 5 books
INSERT INTO public.books (title, isbn, created_at, updated_at)
VALUES
    ('Letters to Nobody',         '9799318300926', '2025-05-31 13:57:59+00', '2025-05-31 17:07:01+00'),
    ('The Borrowed Summer',       '9799799607392', '2025-06-28 09:03:31+00', '2025-06-30 10:47:21+00'),
    ('Copper Moon',               '9799280913865', '2025-09-25 18:43:46+00', '2025-10-13 05:45:50+00'),
    ('The Beekeeper''s Calendar', '9799762220337', '2025-06-08 16:55:18+00', '2025-06-08 21:39:34+00'),
    ('A Bridge for Elena',        '9799243526804', '2025-03-17 13:12:42+00', '2025-03-23 18:21:51+00')
ON CONFLICT (isbn) DO NOTHING;

-- public.authors: 4 authors
INSERT INTO public.authors (name, created_at, updated_at)
SELECT
    sample.name, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'Maeve Iyer',     '2025-04-23 19:54:18+00', '2025-04-23 21:25:47+00'),
        (2, 'Oluwaseun Aziz', '2025-10-04 11:24:04+00', '2025-10-08 00:24:18+00'),
        (3, 'Pavel Suzuki',   '2025-09-25 15:19:45+00', '2025-09-25 19:59:28+00'),
        (4, 'Clara Santos',   '2025-03-29 17:52:06+00', '2025-03-30 00:10:17+00')
) AS sample (ordinal, name, created_at, updated_at)
WHERE NOT EXISTS (
    SELECT
    FROM public.authors AS standing
    WHERE standing.name IS NOT DISTINCT FROM sample.name
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

-- public.book_authors: 12 book authors
DO $groundplan$
DECLARE
    missing text;
BEGIN
    SELECT pg_catalog.concat_ws(', ', sample.author_name)
    INTO missing
FROM (
    VALUES
        ('Clara Santos'),
        ('Oluwaseun Aziz'),
        ('Pavel Suzuki'),
        ('Maeve Iyer')
) AS sample (author_name)
LEFT JOIN LATERAL (
    SELECT candidate.*
    FROM public.authors AS candidate
    WHERE candidate.name = sample.author_name
    ORDER BY candidate.id
    LIMIT 1
) AS author ON true
    WHERE author.id IS NULL
    LIMIT 1;
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION '% (%)', 'Rows of public.book_authors need a row of public.authors that is missing', missing;
    END IF;
END
$groundplan$;
INSERT INTO public.book_authors (book_id, author_id)
SELECT
    book.id, author.id
FROM (
    VALUES
        ('9799318300926', 'Clara Santos'),
        ('9799799607392', 'Oluwaseun Aziz'),
        ('9799280913865', 'Oluwaseun Aziz'),
        ('9799762220337', 'Clara Santos'),
        ('9799243526804', 'Pavel Suzuki'),
        ('9799318300926', 'Pavel Suzuki'),
        ('9799799607392', 'Maeve Iyer'),
        ('9799280913865', 'Maeve Iyer'),
        ('9799762220337', 'Pavel Suzuki'),
        ('9799243526804', 'Oluwaseun Aziz'),
        ('9799762220337', 'Oluwaseun Aziz'),
        ('9799243526804', 'Maeve Iyer')
) AS sample (book_isbn, author_name)
LEFT JOIN public.books AS book ON book.isbn = sample.book_isbn
LEFT JOIN LATERAL (
    SELECT candidate.*
    FROM public.authors AS candidate
    WHERE candidate.name = sample.author_name
    ORDER BY candidate.id
    LIMIT 1
) AS author ON true
ON CONFLICT (book_id, author_id) DO NOTHING;

-- public.book_places: 6 book places
INSERT INTO public.book_places (book_id, shelf_code)
SELECT
    book.id, sample.shelf_code
FROM (
    VALUES
        ('9799318300926', 'A1'),
        ('9799280913865', 'A1'),
        ('9799762220337', 'A1'),
        ('9799243526804', 'A1'),
        ('9799280913865', 'A2'),
        ('9799762220337', 'A2')
) AS sample (book_isbn, shelf_code)
LEFT JOIN public.books AS book ON book.isbn = sample.book_isbn
ON CONFLICT (book_id, shelf_code) DO NOTHING;

COMMIT;
