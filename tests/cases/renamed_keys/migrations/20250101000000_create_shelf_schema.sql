-- shelf: create_shelf_schema
--
-- Created:       2025-01-01 00:00:00 UTC
-- Requirements:  a.schema
-- Edition:       2026
-- What it does:  creates 7 tables and 5 indexes
--
-- One transaction. A second run changes nothing. An object of the same name and another shape stops the file before COMMIT.
-- The rollback stands at the end; `groundplan rollback` prints it as SQL.

BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- Table public.countries
CREATE TABLE IF NOT EXISTS public.countries (
    code VARCHAR(2)  NOT NULL,
    name VARCHAR(40) NOT NULL,
    CONSTRAINT pk_countries PRIMARY KEY (code),
    CONSTRAINT uq_countries_name UNIQUE (name)
);

-- Table public.cities
CREATE TABLE IF NOT EXISTS public.cities (
    country_code VARCHAR(2)  NOT NULL,
    name         VARCHAR(40) NOT NULL,
    CONSTRAINT pk_cities PRIMARY KEY (country_code, name),
    CONSTRAINT fk_cities_country_code FOREIGN KEY (country_code) REFERENCES public.countries (code)
        ON DELETE RESTRICT ON UPDATE RESTRICT
);

-- Table public.people
CREATE TABLE IF NOT EXISTS public.people (
    email             VARCHAR(80) NOT NULL,
    city_country_code VARCHAR(2)  NOT NULL,
    city_name         VARCHAR(40) NOT NULL,
    home_a            VARCHAR(2)  NOT NULL,
    home_b            VARCHAR(40) NOT NULL,
    CONSTRAINT pk_people PRIMARY KEY (email),
    CONSTRAINT fk_people_city_country_code_city_name FOREIGN KEY (city_country_code, city_name) REFERENCES public.cities (country_code, name)
        ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT fk_people_home_a_home_b FOREIGN KEY (home_a, home_b) REFERENCES public.cities (country_code, name)
        ON DELETE RESTRICT ON UPDATE RESTRICT
);

CREATE INDEX IF NOT EXISTS idx_people_city_country_code_city_name ON public.people (city_country_code, city_name);
CREATE INDEX IF NOT EXISTS idx_people_home_a_home_b ON public.people (home_a, home_b);

-- Table public.books
CREATE TABLE IF NOT EXISTS public.books (
    id           BIGSERIAL,
    title        VARCHAR(40) NOT NULL,
    writer_email VARCHAR(80) NOT NULL,
    CONSTRAINT pk_books PRIMARY KEY (id),
    CONSTRAINT uq_books_title UNIQUE (title),
    CONSTRAINT fk_books_writer_email FOREIGN KEY (writer_email) REFERENCES public.people (email)
        ON DELETE RESTRICT ON UPDATE RESTRICT
);

CREATE INDEX IF NOT EXISTS idx_books_writer_email ON public.books (writer_email);

-- Table public.book_related
CREATE TABLE IF NOT EXISTS public.book_related (
    book_id    BIGINT NOT NULL,
    related_id BIGINT NOT NULL,
    CONSTRAINT pk_book_related PRIMARY KEY (book_id, related_id),
    CONSTRAINT fk_book_related_book_id FOREIGN KEY (book_id) REFERENCES public.books (id)
        ON DELETE CASCADE ON UPDATE RESTRICT,
    CONSTRAINT fk_book_related_related_id FOREIGN KEY (related_id) REFERENCES public.books (id)
        ON DELETE CASCADE ON UPDATE RESTRICT
);

CREATE INDEX IF NOT EXISTS idx_book_related_related_id ON public.book_related (related_id);

-- Table public.tags
CREATE TABLE IF NOT EXISTS public.tags (
    name VARCHAR(20) NOT NULL,
    CONSTRAINT pk_tags PRIMARY KEY (name)
);

-- Table public.book_tags
CREATE TABLE IF NOT EXISTS public.book_tags (
    book_id  BIGINT      NOT NULL,
    tag_name VARCHAR(20) NOT NULL,
    CONSTRAINT pk_book_tags PRIMARY KEY (book_id, tag_name),
    CONSTRAINT fk_book_tags_book_id FOREIGN KEY (book_id) REFERENCES public.books (id)
        ON DELETE CASCADE ON UPDATE RESTRICT,
    CONSTRAINT fk_book_tags_tag_name FOREIGN KEY (tag_name) REFERENCES public.tags (name)
        ON DELETE CASCADE ON UPDATE RESTRICT
);

CREATE INDEX IF NOT EXISTS idx_book_tags_tag_name ON public.book_tags (tag_name);

-- What stands now is what was meant: each part as `name definition`; `...` leaves the rest open.
SET LOCAL search_path = pg_catalog, pg_temp;
DO $groundplan$
DECLARE
    difference text;
BEGIN
    WITH meant (object, parts) AS (VALUES
        ('table public.countries', ARRAY[
            'code character varying(2) not null', 'name character varying(40) not null', 'pk_countries PRIMARY KEY (code)',
            'uq_countries_name UNIQUE (name)']),
        ('table public.cities', ARRAY[
            'country_code character varying(2) not null', 'name character varying(40) not null',
            'pk_cities PRIMARY KEY (country_code, name)',
            'fk_cities_country_code FOREIGN KEY (country_code) REFERENCES public.countries(code) ON UPDATE RESTRICT ON DELETE RESTRICT']),
        ('table public.people', ARRAY[
            'email character varying(80) not null', 'city_country_code character varying(2) not null',
            'city_name character varying(40) not null', 'home_a character varying(2) not null',
            'home_b character varying(40) not null', 'pk_people PRIMARY KEY (email)',
            'fk_people_city_country_code_city_name FOREIGN KEY (city_country_code, city_name) REFERENCES public.cities(country_code, name) ON UPDATE RESTRICT ON DELETE RESTRICT',
            'fk_people_home_a_home_b FOREIGN KEY (home_a, home_b) REFERENCES public.cities(country_code, name) ON UPDATE RESTRICT ON DELETE RESTRICT',
            'idx_people_city_country_code_city_name INDEX USING btree (city_country_code, city_name)',
            'idx_people_home_a_home_b INDEX USING btree (home_a, home_b)']),
        ('table public.books', ARRAY[
            'id bigint not null serial', 'title character varying(40) not null', 'writer_email character varying(80) not null',
            'pk_books PRIMARY KEY (id)', 'uq_books_title UNIQUE (title)',
            'fk_books_writer_email FOREIGN KEY (writer_email) REFERENCES public.people(email) ON UPDATE RESTRICT ON DELETE RESTRICT',
            'idx_books_writer_email INDEX USING btree (writer_email)']),
        ('table public.book_related', ARRAY[
            'book_id bigint not null', 'related_id bigint not null', 'pk_book_related PRIMARY KEY (book_id, related_id)',
            'fk_book_related_book_id FOREIGN KEY (book_id) REFERENCES public.books(id) ON UPDATE RESTRICT ON DELETE CASCADE',
            'fk_book_related_related_id FOREIGN KEY (related_id) REFERENCES public.books(id) ON UPDATE RESTRICT ON DELETE CASCADE',
            'idx_book_related_related_id INDEX USING btree (related_id)']),
        ('table public.tags', ARRAY[
            'name character varying(20) not null', 'pk_tags PRIMARY KEY (name)']),
        ('table public.book_tags', ARRAY[
            'book_id bigint not null', 'tag_name character varying(20) not null', 'pk_book_tags PRIMARY KEY (book_id, tag_name)',
            'fk_book_tags_book_id FOREIGN KEY (book_id) REFERENCES public.books(id) ON UPDATE RESTRICT ON DELETE CASCADE',
            'fk_book_tags_tag_name FOREIGN KEY (tag_name) REFERENCES public.tags(name) ON UPDATE RESTRICT ON DELETE CASCADE',
            'idx_book_tags_tag_name INDEX USING btree (tag_name)'])
    ),
    tables AS (
        SELECT m.object, m.parts, n.nspname, r.relname, r.oid
        FROM pg_namespace AS n JOIN pg_class AS r ON r.relnamespace = n.oid
        JOIN meant AS m ON m.object = 'table ' || n.nspname || '.' || r.relname
    ),
    standing (object, name, definition, expression) AS (
        SELECT t.object, a.attname, concat(format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN ' not null' END, CASE
            WHEN a.attidentity <> '' THEN ' identity'
            WHEN a.attgenerated <> '' THEN ' generated ' || e.expression
            WHEN strpos(replace(e.expression, '''''', ''''), pg_get_serial_sequence(format('%I.%I', t.nspname, t.relname), a.attname)) > 0
                THEN ' serial'
            ELSE ' default ' || e.expression END), e.expression
        FROM tables AS t JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_attrdef AS d ON d.adrelid = t.oid AND d.adnum = a.attnum
        CROSS JOIN pg_get_expr(d.adbin, d.adrelid) AS e (expression)
        UNION ALL
        SELECT t.object, c.conname, pg_get_constraintdef(c.oid), pg_get_expr(c.conbin, c.conrelid)
        FROM tables AS t JOIN pg_constraint AS c ON c.conrelid = t.oid
        UNION ALL
        SELECT t.object, x.relname, CASE WHEN i.indisvalid THEN '' ELSE 'INVALID ' END || replace(replace(
            substr(pg_get_indexdef(x.oid), 8), format('INDEX %I ', x.relname), 'INDEX '), format('ON %I.%I ', t.nspname, t.relname), ''),
            pg_get_expr(i.indpred, i.indrelid)
        FROM tables AS t JOIN pg_index AS i ON i.indrelid = t.oid JOIN pg_class AS x ON x.oid = i.indexrelid
    ),
    -- Expressions are compared without casts, brackets and commas, and numbers without quotes; other string constants stay as they are.
    differences (message) AS (
        SELECT format('%s has %s where this migration means "%s"', m.object, coalesce('"' || string_agg(s.line, '", "') || '"', 'nothing'), part)
        FROM meant AS m CROSS JOIN unnest(m.parts) AS part
        LEFT JOIN (
            SELECT object, replace(name || ' ', '"', '') AS name,
                replace(name || ' ' || coalesce(replace(definition, expression, bare), definition), '"', '') AS line
            FROM standing, btrim(regexp_replace(regexp_replace(expression,
                E'((?:''[^'']*'')*)(?:::[a-z0-9_." ]+|[](),[:space:][])+', E'\\1 ', 'g'),
                '''(-?[0-9]+(?:[.][0-9]+)?)''', E'\\1', 'g')) AS bare
        ) AS s ON s.object = m.object AND starts_with(part, s.name)
        GROUP BY m.object, part
        HAVING bool_or(s.line = part) IS NOT TRUE
    )
    SELECT min(message COLLATE "C") INTO difference FROM differences;
    IF difference IS NOT NULL THEN
        RAISE EXCEPTION '%', difference USING HINT = 'An object of this name stood before this migration. Nothing has been changed: rename one of them, or make them equal.';
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
-- -- Nothing is dropped that this migration has not made.
-- SET LOCAL search_path = pg_catalog, pg_temp;
-- DO $groundplan$
-- DECLARE
--     difference text;
-- BEGIN
--     WITH meant (object, parts) AS (VALUES
--         ('table public.countries', ARRAY[
--             'code character varying(2)', 'name character varying(40)', 'pk_countries PRIMARY KEY (code)',
--             'uq_countries_name UNIQUE (name)']),
--         ('table public.cities', ARRAY[
--             'country_code character varying(2)', 'name character varying(40)', 'pk_cities PRIMARY KEY (country_code, name)',
--             'fk_cities_country_code FOREIGN KEY (country_code) REFERENCES public.countries(code) ON UPDATE RESTRICT ON DELETE RESTRICT']),
--         ('table public.people', ARRAY[
--             'email character varying(80)', 'city_country_code character varying(2)', 'city_name character varying(40)',
--             'home_a character varying(2)', 'home_b character varying(40)', 'pk_people PRIMARY KEY (email)',
--             'fk_people_city_country_code_city_name FOREIGN KEY (city_country_code, city_name) REFERENCES public.cities(country_code, name) ON UPDATE RESTRICT ON DELETE RESTRICT',
--             'fk_people_home_a_home_b FOREIGN KEY (home_a, home_b) REFERENCES public.cities(country_code, name) ON UPDATE RESTRICT ON DELETE RESTRICT']),
--         ('table public.books', ARRAY[
--             'id bigint', 'title character varying(40)', 'writer_email character varying(80)', 'pk_books PRIMARY KEY (id)',
--             'uq_books_title UNIQUE (title)',
--             'fk_books_writer_email FOREIGN KEY (writer_email) REFERENCES public.people(email) ON UPDATE RESTRICT ON DELETE RESTRICT']),
--         ('table public.book_related', ARRAY[
--             'book_id bigint', 'related_id bigint', 'pk_book_related PRIMARY KEY (book_id, related_id)',
--             'fk_book_related_book_id FOREIGN KEY (book_id) REFERENCES public.books(id) ON UPDATE RESTRICT ON DELETE CASCADE',
--             'fk_book_related_related_id FOREIGN KEY (related_id) REFERENCES public.books(id) ON UPDATE RESTRICT ON DELETE CASCADE']),
--         ('table public.tags', ARRAY[
--             'name character varying(20)', 'pk_tags PRIMARY KEY (name)']),
--         ('table public.book_tags', ARRAY[
--             'book_id bigint', 'tag_name character varying(20)', 'pk_book_tags PRIMARY KEY (book_id, tag_name)',
--             'fk_book_tags_book_id FOREIGN KEY (book_id) REFERENCES public.books(id) ON UPDATE RESTRICT ON DELETE CASCADE',
--             'fk_book_tags_tag_name FOREIGN KEY (tag_name) REFERENCES public.tags(name) ON UPDATE RESTRICT ON DELETE CASCADE'])
--     ),
--     tables AS (
--         SELECT m.object, m.parts, n.nspname, r.relname, r.oid
--         FROM pg_namespace AS n JOIN pg_class AS r ON r.relnamespace = n.oid
--         JOIN meant AS m ON m.object = 'table ' || n.nspname || '.' || r.relname
--     ),
--     standing (object, name, definition, expression) AS (
--         SELECT t.object, a.attname, format_type(a.atttypid, a.atttypmod), NULL
--         FROM tables AS t JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
--         UNION ALL
--         SELECT t.object, c.conname, pg_get_constraintdef(c.oid), pg_get_expr(c.conbin, c.conrelid)
--         FROM tables AS t JOIN pg_constraint AS c ON c.conrelid = t.oid
--     ),
--     -- Expressions are compared without casts, brackets and commas, and numbers without quotes; other string constants stay as they are.
--     differences (message) AS (
--         SELECT format('%s has %s where this migration means "%s"', m.object, coalesce('"' || string_agg(s.line, '", "') || '"', 'nothing'), part)
--         FROM meant AS m CROSS JOIN unnest(m.parts) AS part
--         LEFT JOIN (
--             SELECT object, replace(name || ' ', '"', '') AS name,
--                 replace(name || ' ' || coalesce(replace(definition, expression, bare), definition), '"', '') AS line
--             FROM standing, btrim(regexp_replace(regexp_replace(expression,
--                 E'((?:''[^'']*'')*)(?:::[a-z0-9_." ]+|[](),[:space:][])+', E'\\1 ', 'g'),
--                 '''(-?[0-9]+(?:[.][0-9]+)?)''', E'\\1', 'g')) AS bare
--         ) AS s ON s.object = m.object AND starts_with(part, s.name)
--         GROUP BY m.object, part
--         HAVING NOT coalesce(bool_or(s.line = part), m.object NOT IN (SELECT object FROM tables WHERE object LIKE 'table %'))
--         UNION ALL
--         SELECT format('column %s of %s is not of this migration', a.attname, t.object)
--         FROM tables AS t JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
--         WHERE t.object LIKE 'table %' AND NOT EXISTS (
--             SELECT FROM unnest(t.parts) AS part WHERE starts_with(part, replace(a.attname, '"', '') || ' '))
--     )
--     SELECT min(message COLLATE "C") INTO difference FROM differences;
--     IF difference IS NOT NULL THEN
--         RAISE EXCEPTION '%', difference USING HINT = 'It has been changed since, or was not made by this migration. Nothing has been dropped.';
--     END IF;
-- END
-- $groundplan$;
-- SET LOCAL search_path = public, pg_temp;
--
-- DROP TABLE IF EXISTS public.book_tags;
-- DROP TABLE IF EXISTS public.tags;
-- DROP TABLE IF EXISTS public.book_related;
-- DROP TABLE IF EXISTS public.books;
-- DROP TABLE IF EXISTS public.people;
-- DROP TABLE IF EXISTS public.cities;
-- DROP TABLE IF EXISTS public.countries;
--
-- COMMIT;
-- groundplan:rollback end
