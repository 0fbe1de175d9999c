-- shelf: create_shelf_schema
--
-- Created:       2025-01-01 00:00:00 UTC
-- Requirements:  a.schema
-- Edition:       2026
-- What it does:  adds 27 rows of sample data to 7 tables
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

-- public.countries: 2 countries
INSERT INTO public.countries (code, name)
VALUES
    ('Um', 'Onyx'),
    ('On', 'Indigo')
ON CONFLICT (code) DO NOTHING;

-- public.cities: 3 cities
INSERT INTO public.cities (country_code, name)
VALUES
    ('On', 'Penang'),
    ('Um', 'Brno'),
    ('Um', 'Aarhus')
ON CONFLICT (country_code, name) DO NOTHING;

-- public.people: 3 people
INSERT INTO public.people (email, city_country_code, city_name, home_a, home_b)
VALUES
    ('rosa.hassan@example.net',    'Um', 'Brno',   'Um', 'Aarhus'),
    ('oluwaseun.kaya@example.org', 'On', 'Penang', 'On', 'Penang'),
    ('nikolai.rahman@example.org', 'On', 'Penang', 'Um', 'Brno')
ON CONFLICT (email) DO NOTHING;

-- public.books: 4 books
INSERT INTO public.books (title, writer_email)
VALUES
    ('The Long Way to Maribel', 'nikolai.rahman@example.org'),
    ('Slow Weather',            'rosa.hassan@example.net'),
    ('What the River Kept',     'oluwaseun.kaya@example.org'),
    ('Copper Moon',             'oluwaseun.kaya@example.org')
ON CONFLICT (title) DO NOTHING;

-- public.tags: 2 tags
INSERT INTO public.tags (name)
VALUES
    ('news'),
    ('howto')
ON CONFLICT (name) DO NOTHING;

-- public.book_tags: 7 book tags
INSERT INTO public.book_tags (book_id, tag_name)
SELECT
    book.id, sample.tag_name
FROM (
    VALUES
        ('The Long Way to Maribel', 'howto'),
        ('Slow Weather',            'news'),
        ('What the River Kept',     'howto'),
        ('Copper Moon',             'news'),
        ('The Long Way to Maribel', 'news'),
        ('Slow Weather',            'howto'),
        ('Copper Moon',             'howto')
) AS sample (book_title, tag_name)
LEFT JOIN public.books AS book ON book.title = sample.book_title
ON CONFLICT (book_id, tag_name) DO NOTHING;

-- public.book_related: 6 book related
INSERT INTO public.book_related (book_id, related_id)
SELECT
    book.id, related.id
FROM (
    VALUES
        ('The Long Way to Maribel', 'Copper Moon'),
        ('Slow Weather',            'Copper Moon'),
        ('What the River Kept',     'Slow Weather'),
        ('Slow Weather',            'The Long Way to Maribel'),
        ('The Long Way to Maribel', 'Slow Weather'),
        ('The Long Way to Maribel', 'What the River Kept')
) AS sample (book_title, related_title)
LEFT JOIN public.books AS book ON book.title = sample.book_title
LEFT JOIN public.books AS related ON related.title = sample.related_title
ON CONFLICT (book_id, related_id) DO NOTHING;

COMMIT;
