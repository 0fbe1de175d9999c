-- shelf: rename_book_tags_to_book_labels
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  shelf.schema
-- Edition:       2026
-- What it does:  renames 11 objects
--
-- One transaction. A second run changes nothing. An object of the same name and another shape stops the file before COMMIT.
-- The rollback stands at the end; `groundplan rollback` prints it as SQL.
-- groundplan:builds-on cf5f182d5ee6a7da

BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- New names for what stands, with its rows
-- Hazard [breaks-clients]: clients that use the former name fail: table public.book_tags becomes book_labels
-- Hazard [breaks-clients]: clients that use the former name fail: table public.tags becomes labels
-- Hazard [breaks-clients]: clients that use the former name fail: column public.countries.code becomes iso
-- Hazard [breaks-clients]: clients that use the former name fail: column public.cities.name becomes title
-- Hazard [breaks-clients]: clients that use the former name fail: column public.people.email becomes login
-- Hazard [breaks-clients]: clients that use the former name fail: column public.labels.name becomes word
-- Hazard [breaks-clients]: clients that use the former name fail: column public.cities.country_code becomes land_iso
-- Hazard [breaks-clients]: clients that use the former name fail: column public.people.city_country_code becomes city_land_iso
-- Hazard [breaks-clients]: clients that use the former name fail: column public.people.city_name becomes city_title
-- Hazard [breaks-clients]: clients that use the former name fail: column public.books.writer_email becomes author_login
-- Hazard [breaks-clients]: clients that use the former name fail: column public.book_labels.tag_name becomes label_word
DO $groundplan$
BEGIN
    IF pg_catalog.to_regclass('public.book_tags') IS NOT NULL
        AND pg_catalog.to_regclass('public.book_labels') IS NULL THEN
        ALTER TABLE public.book_tags RENAME TO book_labels;
    END IF;
    IF pg_catalog.to_regclass('public.tags') IS NOT NULL
        AND pg_catalog.to_regclass('public.labels') IS NULL THEN
        ALTER TABLE public.tags RENAME TO labels;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.countries') AND attname = 'code' AND NOT attisdropped)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.countries') AND attname = 'iso' AND NOT attisdropped) THEN
        ALTER TABLE public.countries RENAME COLUMN code TO iso;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.cities') AND attname = 'name' AND NOT attisdropped)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.cities') AND attname = 'title' AND NOT attisdropped) THEN
        ALTER TABLE public.cities RENAME COLUMN name TO title;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.people') AND attname = 'email' AND NOT attisdropped)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.people') AND attname = 'login' AND NOT attisdropped) THEN
        ALTER TABLE public.people RENAME COLUMN email TO login;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.labels') AND attname = 'name' AND NOT attisdropped)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.labels') AND attname = 'word' AND NOT attisdropped) THEN
        ALTER TABLE public.labels RENAME COLUMN name TO word;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.cities') AND attname = 'country_code' AND NOT attisdropped)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.cities') AND attname = 'land_iso' AND NOT attisdropped) THEN
        ALTER TABLE public.cities RENAME COLUMN country_code TO land_iso;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.people') AND attname = 'city_country_code' AND NOT attisdropped)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.people') AND attname = 'city_land_iso' AND NOT attisdropped) THEN
        ALTER TABLE public.people RENAME COLUMN city_country_code TO city_land_iso;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.people') AND attname = 'city_name' AND NOT attisdropped)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.people') AND attname = 'city_title' AND NOT attisdropped) THEN
        ALTER TABLE public.people RENAME COLUMN city_name TO city_title;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.books') AND attname = 'writer_email' AND NOT attisdropped)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.books') AND attname = 'author_login' AND NOT attisdropped) THEN
        ALTER TABLE public.books RENAME COLUMN writer_email TO author_login;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.book_labels') AND attname = 'tag_name' AND NOT attisdropped)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.book_labels') AND attname = 'label_word' AND NOT attisdropped) THEN
        ALTER TABLE public.book_labels RENAME COLUMN tag_name TO label_word;
    END IF;
END
$groundplan$;

-- Names of indexes, constraints and sequences that follow
DO $groundplan$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.book_labels') AND conname = 'pk_book_tags') THEN
        ALTER TABLE public.book_labels RENAME CONSTRAINT pk_book_tags TO pk_book_labels;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.book_labels') AND conname = 'fk_book_tags_book_id') THEN
        ALTER TABLE public.book_labels RENAME CONSTRAINT fk_book_tags_book_id TO fk_book_labels_book_id;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.book_labels') AND conname = 'fk_book_tags_tag_name') THEN
        ALTER TABLE public.book_labels RENAME CONSTRAINT fk_book_tags_tag_name TO fk_book_labels_label_word;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_index WHERE indrelid = pg_catalog.to_regclass('public.book_labels') AND indexrelid = pg_catalog.to_regclass('public.idx_book_tags_tag_name')) THEN
        ALTER INDEX public.idx_book_tags_tag_name RENAME TO idx_book_labels_label_word;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.books') AND conname = 'fk_books_writer_email') THEN
        ALTER TABLE public.books RENAME CONSTRAINT fk_books_writer_email TO fk_books_author_login;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_index WHERE indrelid = pg_catalog.to_regclass('public.books') AND indexrelid = pg_catalog.to_regclass('public.idx_books_writer_email')) THEN
        ALTER INDEX public.idx_books_writer_email RENAME TO idx_books_author_login;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.cities') AND conname = 'fk_cities_country_code') THEN
        ALTER TABLE public.cities RENAME CONSTRAINT fk_cities_country_code TO fk_cities_land_iso;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.labels') AND conname = 'pk_tags') THEN
        ALTER TABLE public.labels RENAME CONSTRAINT pk_tags TO pk_labels;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.people') AND conname = 'fk_people_city_country_code_city_name') THEN
        ALTER TABLE public.people RENAME CONSTRAINT fk_people_city_country_code_city_name TO fk_people_city_land_iso_city_title;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_index WHERE indrelid = pg_catalog.to_regclass('public.people') AND indexrelid = pg_catalog.to_regclass('public.idx_people_city_country_code_city_name')) THEN
        ALTER INDEX public.idx_people_city_country_code_city_name RENAME TO idx_people_city_land_iso_city_title;
    END IF;
END
$groundplan$;

COMMIT;

-- groundplan:rollback
-- BEGIN;
-- SET LOCAL lock_timeout = '5s';
-- SET LOCAL statement_timeout = '15min';
-- SET LOCAL row_security = off;
-- SET LOCAL search_path = public, pg_temp;
-- SET LOCAL TimeZone = 'UTC';
-- SET LOCAL DateStyle = 'ISO, YMD';
--
-- DO $groundplan$
-- BEGIN
--     IF EXISTS (SELECT FROM pg_catalog.pg_index WHERE indrelid = pg_catalog.to_regclass('public.people') AND indexrelid = pg_catalog.to_regclass('public.idx_people_city_land_iso_city_title')) THEN
--         ALTER INDEX public.idx_people_city_land_iso_city_title RENAME TO idx_people_city_country_code_city_name;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.people') AND conname = 'fk_people_city_land_iso_city_title') THEN
--         ALTER TABLE public.people RENAME CONSTRAINT fk_people_city_land_iso_city_title TO fk_people_city_country_code_city_name;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.labels') AND conname = 'pk_labels') THEN
--         ALTER TABLE public.labels RENAME CONSTRAINT pk_labels TO pk_tags;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.cities') AND conname = 'fk_cities_land_iso') THEN
--         ALTER TABLE public.cities RENAME CONSTRAINT fk_cities_land_iso TO fk_cities_country_code;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_index WHERE indrelid = pg_catalog.to_regclass('public.books') AND indexrelid = pg_catalog.to_regclass('public.idx_books_author_login')) THEN
--         ALTER INDEX public.idx_books_author_login RENAME TO idx_books_writer_email;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.books') AND conname = 'fk_books_author_login') THEN
--         ALTER TABLE public.books RENAME CONSTRAINT fk_books_author_login TO fk_books_writer_email;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_index WHERE indrelid = pg_catalog.to_regclass('public.book_labels') AND indexrelid = pg_catalog.to_regclass('public.idx_book_labels_label_word')) THEN
--         ALTER INDEX public.idx_book_labels_label_word RENAME TO idx_book_tags_tag_name;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.book_labels') AND conname = 'fk_book_labels_label_word') THEN
--         ALTER TABLE public.book_labels RENAME CONSTRAINT fk_book_labels_label_word TO fk_book_tags_tag_name;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.book_labels') AND conname = 'fk_book_labels_book_id') THEN
--         ALTER TABLE public.book_labels RENAME CONSTRAINT fk_book_labels_book_id TO fk_book_tags_book_id;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.book_labels') AND conname = 'pk_book_labels') THEN
--         ALTER TABLE public.book_labels RENAME CONSTRAINT pk_book_labels TO pk_book_tags;
--     END IF;
-- END
-- $groundplan$;
-- DO $groundplan$
-- BEGIN
--     IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.book_labels') AND attname = 'label_word' AND NOT attisdropped)
--         AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.book_labels') AND attname = 'tag_name' AND NOT attisdropped) THEN
--         ALTER TABLE public.book_labels RENAME COLUMN label_word TO tag_name;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.books') AND attname = 'author_login' AND NOT attisdropped)
--         AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.books') AND attname = 'writer_email' AND NOT attisdropped) THEN
--         ALTER TABLE public.books RENAME COLUMN author_login TO writer_email;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.people') AND attname = 'city_title' AND NOT attisdropped)
--         AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.people') AND attname = 'city_name' AND NOT attisdropped) THEN
--         ALTER TABLE public.people RENAME COLUMN city_title TO city_name;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.people') AND attname = 'city_land_iso' AND NOT attisdropped)
--         AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.people') AND attname = 'city_country_code' AND NOT attisdropped) THEN
--         ALTER TABLE public.people RENAME COLUMN city_land_iso TO city_country_code;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.cities') AND attname = 'land_iso' AND NOT attisdropped)
--         AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.cities') AND attname = 'country_code' AND NOT attisdropped) THEN
--         ALTER TABLE public.cities RENAME COLUMN land_iso TO country_code;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.labels') AND attname = 'word' AND NOT attisdropped)
--         AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.labels') AND attname = 'name' AND NOT attisdropped) THEN
--         ALTER TABLE public.labels RENAME COLUMN word TO name;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.people') AND attname = 'login' AND NOT attisdropped)
--         AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.people') AND attname = 'email' AND NOT attisdropped) THEN
--         ALTER TABLE public.people RENAME COLUMN login TO email;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.cities') AND attname = 'title' AND NOT attisdropped)
--         AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.cities') AND attname = 'name' AND NOT attisdropped) THEN
--         ALTER TABLE public.cities RENAME COLUMN title TO name;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.countries') AND attname = 'iso' AND NOT attisdropped)
--         AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.countries') AND attname = 'code' AND NOT attisdropped) THEN
--         ALTER TABLE public.countries RENAME COLUMN iso TO code;
--     END IF;
--     IF pg_catalog.to_regclass('public.labels') IS NOT NULL
--         AND pg_catalog.to_regclass('public.tags') IS NULL THEN
--         ALTER TABLE public.labels RENAME TO tags;
--     END IF;
--     IF pg_catalog.to_regclass('public.book_labels') IS NOT NULL
--         AND pg_catalog.to_regclass('public.book_tags') IS NULL THEN
--         ALTER TABLE public.book_labels RENAME TO book_tags;
--     END IF;
-- END
-- $groundplan$;
--
-- COMMIT;
-- groundplan:rollback end
