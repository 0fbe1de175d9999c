-- library: create_library_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  a.schema
--                b.schema
--                a.schema.lock
--                b.schema.lock
-- Edition:       2026
-- What it does:  creates 1 function, 4 tables, 3 indexes and 4 triggers
--                adds 1 comment
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

-- Function public.set_updated_at()
DO $groundplan$
BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_catalog.pg_proc WHERE pronamespace = 'public'::pg_catalog.regnamespace AND proname = 'set_updated_at'
            AND pg_catalog.pg_get_function_identity_arguments(oid) = ''
    ) THEN
CREATE FUNCTION public.set_updated_at() RETURNS trigger
LANGUAGE plpgsql
SET search_path = ''
AS $function$
BEGIN
    NEW.updated_at := CURRENT_TIMESTAMP;
    RETURN NEW;
END;
$function$;
    END IF;
END
$groundplan$;

COMMENT ON FUNCTION public.set_updated_at() IS 'Keeps updated_at true: the moment of a row''s last change.';

-- Table public.members
CREATE TABLE IF NOT EXISTS public.members (
    id         BIGSERIAL,
    name       VARCHAR(200)             NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_members PRIMARY KEY (id)
);

DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = 'public.members'::pg_catalog.regclass AND tgname = 'set_updated_at') THEN
        CREATE TRIGGER set_updated_at BEFORE UPDATE ON public.members
            FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
    END IF;
END
$groundplan$;

-- Table public.shelves
CREATE TABLE IF NOT EXISTS public.shelves (
    id         BIGSERIAL,
    label      VARCHAR(200)             NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_shelves PRIMARY KEY (id),
    CONSTRAINT uq_shelves_label UNIQUE (label),
    CONSTRAINT ck_shelves_label CHECK (char_length(label) >= 1)
);

DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = 'public.shelves'::pg_catalog.regclass AND tgname = 'set_updated_at') THEN
        CREATE TRIGGER set_updated_at BEFORE UPDATE ON public.shelves
            FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
    END IF;
END
$groundplan$;

-- Table public.books
CREATE TABLE IF NOT EXISTS public.books (
    id         BIGSERIAL,
    shelf_id   BIGINT                   NOT NULL,
    title      VARCHAR(200)             NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_books PRIMARY KEY (id),
    CONSTRAINT fk_books_shelf_id FOREIGN KEY (shelf_id) REFERENCES public.shelves (id)
        ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT ck_books_title CHECK (char_length(title) >= 1)
);

CREATE INDEX IF NOT EXISTS idx_books_shelf_id ON public.books (shelf_id);

DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = 'public.books'::pg_catalog.regclass AND tgname = 'set_updated_at') THEN
        CREATE TRIGGER set_updated_at BEFORE UPDATE ON public.books
            FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
    END IF;
END
$groundplan$;

-- Table public.loans
CREATE TABLE IF NOT EXISTS public.loans (
    id         BIGSERIAL,
    book_id    BIGINT                   NOT NULL,
    member_id  BIGINT                   NOT NULL,
    due_date   DATE                     NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_loans PRIMARY KEY (id),
    CONSTRAINT fk_loans_book_id FOREIGN KEY (book_id) REFERENCES public.books (id)
        ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT fk_loans_member_id FOREIGN KEY (member_id) REFERENCES public.members (id)
        ON DELETE RESTRICT ON UPDATE RESTRICT
);

CREATE INDEX IF NOT EXISTS idx_loans_book_id ON public.loans (book_id);
CREATE INDEX IF NOT EXISTS idx_loans_member_id ON public.loans (member_id);

DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = 'public.loans'::pg_catalog.regclass AND tgname = 'set_updated_at') THEN
        CREATE TRIGGER set_updated_at BEFORE UPDATE ON public.loans
            FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
    END IF;
END
$groundplan$;

-- What stands now is what was meant: each part as `name definition`; `...` leaves the rest open.
SET LOCAL search_path = pg_catalog, pg_temp;
DO $groundplan$
DECLARE
    difference text;
BEGIN
    WITH meant (object, parts) AS (VALUES
        ('function public.set_updated_at()', ARRAY['returns trigger plpgsql set search_path= body a17ce5421899a868e95bc04721c98f137600dd2a5c2faa87b55982a7a97e5554']),
        ('table public.members', ARRAY[
            'id bigint not null serial', 'name character varying(200) not null',
            'created_at timestamp with time zone not null default CURRENT_TIMESTAMP',
            'updated_at timestamp with time zone not null default CURRENT_TIMESTAMP', 'pk_members PRIMARY KEY (id)',
            'set_updated_at TRIGGER BEFORE UPDATE FOR EACH ROW EXECUTE FUNCTION public.set_updated_at()']),
        ('table public.shelves', ARRAY[
            'id bigint not null serial', 'label character varying(200) not null',
            'created_at timestamp with time zone not null default CURRENT_TIMESTAMP',
            'updated_at timestamp with time zone not null default CURRENT_TIMESTAMP', 'pk_shelves PRIMARY KEY (id)',
            'uq_shelves_label UNIQUE (label)', 'ck_shelves_label CHECK (char_length label >= 1)',
            'set_updated_at TRIGGER BEFORE UPDATE FOR EACH ROW EXECUTE FUNCTION public.set_updated_at()']),
        ('table public.books', ARRAY[
            'id bigint not null serial', 'shelf_id bigint not null', 'title character varying(200) not null',
            'created_at timestamp with time zone not null default CURRENT_TIMESTAMP',
            'updated_at timestamp with time zone not null default CURRENT_TIMESTAMP', 'pk_books PRIMARY KEY (id)',
            'fk_books_shelf_id FOREIGN KEY (shelf_id) REFERENCES public.shelves(id) ON UPDATE RESTRICT ON DELETE RESTRICT',
            'ck_books_title CHECK (char_length title >= 1)', 'idx_books_shelf_id INDEX USING btree (shelf_id)',
            'set_updated_at TRIGGER BEFORE UPDATE FOR EACH ROW EXECUTE FUNCTION public.set_updated_at()']),
        ('table public.loans', ARRAY[
            'id bigint not null serial', 'book_id bigint not null', 'member_id bigint not null', 'due_date date not null',
            'created_at timestamp with time zone not null default CURRENT_TIMESTAMP',
            'updated_at timestamp with time zone not null default CURRENT_TIMESTAMP', 'pk_loans PRIMARY KEY (id)',
            'fk_loans_book_id FOREIGN KEY (book_id) REFERENCES public.books(id) ON UPDATE RESTRICT ON DELETE RESTRICT',
            'fk_loans_member_id FOREIGN KEY (member_id) REFERENCES public.members(id) ON UPDATE RESTRICT ON DELETE RESTRICT',
            'idx_loans_book_id INDEX USING btree (book_id)', 'idx_loans_member_id INDEX USING btree (member_id)',
            'set_updated_at TRIGGER BEFORE UPDATE FOR EACH ROW EXECUTE FUNCTION public.set_updated_at()'])
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
        UNION ALL
        SELECT t.object, g.tgname, CASE WHEN g.tgenabled IN ('D', 'R') THEN 'DISABLED ' ELSE '' END || replace(replace(
            substr(pg_get_triggerdef(g.oid), 8), format('TRIGGER %I ', g.tgname), 'TRIGGER '), format('ON %I.%I ', t.nspname, t.relname), ''),
            NULL
        FROM tables AS t JOIN pg_trigger AS g ON g.tgrelid = t.oid AND NOT g.tgisinternal
        UNION ALL
        SELECT m.object, 'returns', concat_ws(' ', pg_get_function_result(p.oid), l.lanname,
            CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' END, CASE WHEN p.prosecdef THEN 'security definer' END,
            'set ' || array_to_string(p.proconfig, ' set '),
            'body ' || encode(sha256(convert_to(replace(p.prosrc, chr(13), ''), 'UTF8')), 'hex')), NULL
        FROM pg_namespace AS n JOIN pg_proc AS p ON p.pronamespace = n.oid AND n.nspname <> 'pg_catalog'
        JOIN pg_language AS l ON l.oid = p.prolang
        JOIN meant AS m ON m.object = format('function %s.%s(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid))
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
--         ('function public.set_updated_at()', ARRAY['returns trigger plpgsql set search_path= body a17ce5421899a868e95bc04721c98f137600dd2a5c2faa87b55982a7a97e5554']),
--         ('table public.members', ARRAY[
--             'id bigint', 'name character varying(200)', 'created_at timestamp with time zone',
--             'updated_at timestamp with time zone', 'pk_members PRIMARY KEY (id)']),
--         ('table public.shelves', ARRAY[
--             'id bigint', 'label character varying(200)', 'created_at timestamp with time zone',
--             'updated_at timestamp with time zone', 'pk_shelves PRIMARY KEY (id)', 'uq_shelves_label UNIQUE (label)',
--             'ck_shelves_label CHECK (char_length label >= 1)']),
--         ('table public.books', ARRAY[
--             'id bigint', 'shelf_id bigint', 'title character varying(200)', 'created_at timestamp with time zone',
--             'updated_at timestamp with time zone', 'pk_books PRIMARY KEY (id)',
--             'fk_books_shelf_id FOREIGN KEY (shelf_id) REFERENCES public.shelves(id) ON UPDATE RESTRICT ON DELETE RESTRICT',
--             'ck_books_title CHECK (char_length title >= 1)']),
--         ('table public.loans', ARRAY[
--             'id bigint', 'book_id bigint', 'member_id bigint', 'due_date date', 'created_at timestamp with time zone',
--             'updated_at timestamp with time zone', 'pk_loans PRIMARY KEY (id)',
--             'fk_loans_book_id FOREIGN KEY (book_id) REFERENCES public.books(id) ON UPDATE RESTRICT ON DELETE RESTRICT',
--             'fk_loans_member_id FOREIGN KEY (member_id) REFERENCES public.members(id) ON UPDATE RESTRICT ON DELETE RESTRICT'])
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
--         UNION ALL
--         SELECT m.object, 'returns', concat_ws(' ', pg_get_function_result(p.oid), l.lanname,
--             CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' END, CASE WHEN p.prosecdef THEN 'security definer' END,
--             'set ' || array_to_string(p.proconfig, ' set '),
--             'body ' || encode(sha256(convert_to(replace(p.prosrc, chr(13), ''), 'UTF8')), 'hex')), NULL
--         FROM pg_namespace AS n JOIN pg_proc AS p ON p.pronamespace = n.oid AND n.nspname <> 'pg_catalog'
--         JOIN pg_language AS l ON l.oid = p.prolang
--         JOIN meant AS m ON m.object = format('function %s.%s(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid))
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
-- DROP TABLE IF EXISTS public.loans;
-- DROP TABLE IF EXISTS public.books;
-- DROP TABLE IF EXISTS public.shelves;
-- DROP TABLE IF EXISTS public.members;
-- DROP FUNCTION IF EXISTS public.set_updated_at();
--
-- COMMIT;
-- groundplan:rollback end
