-- laden: create_laden_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  shop.schema
-- Edition:       2026
-- What it does:  creates 1 enum, 1 function, 4 tables, 2 indexes and 4 triggers
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

-- Enum public.state
DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_type WHERE typnamespace = 'public'::pg_catalog.regnamespace AND typname = 'state') THEN
        CREATE TYPE public.state AS ENUM ('open', 'paid', 'shipped', 'cancelled');
    END IF;
END
$groundplan$;

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

-- Table public.customers
CREATE TABLE IF NOT EXISTS public.customers (
    id          BIGSERIAL,
    name        VARCHAR(200)             NOT NULL,
    email       VARCHAR(254)             NOT NULL,
    phone       VARCHAR(16),
    company     VARCHAR(200),
    street      VARCHAR(200)             NOT NULL,
    postal_code VARCHAR(12)              NOT NULL,
    city        VARCHAR(100)             NOT NULL,
    created_at  TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at  TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_customers PRIMARY KEY (id),
    CONSTRAINT uq_customers_email UNIQUE (email),
    CONSTRAINT ck_customers_email CHECK (email = lower(email) AND email LIKE '%_@_%'),
    CONSTRAINT ck_customers_phone CHECK (phone ~ '^[+][1-9][0-9]{6,14}$'),
    CONSTRAINT ck_customers_postal_code CHECK (postal_code ~ '^[A-Z0-9][A-Z0-9 -]{1,11}$')
);

DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = 'public.customers'::pg_catalog.regclass AND tgname = 'set_updated_at') THEN
        CREATE TRIGGER set_updated_at BEFORE UPDATE ON public.customers
            FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
    END IF;
END
$groundplan$;

-- Table public.orders
CREATE TABLE IF NOT EXISTS public.orders (
    id          BIGSERIAL,
    number      VARCHAR(12)              NOT NULL,
    customer_id BIGINT                   NOT NULL,
    state       public.state             NOT NULL DEFAULT 'open',
    paid_at     TIMESTAMP WITH TIME ZONE,
    subtotal    NUMERIC(14,2)            NOT NULL,
    shipping    NUMERIC(14,2)            NOT NULL,
    total       NUMERIC(14,2)            NOT NULL,
    created_at  TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at  TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_orders PRIMARY KEY (id),
    CONSTRAINT uq_orders_number UNIQUE (number),
    CONSTRAINT fk_orders_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers (id)
        ON DELETE RESTRICT ON UPDATE RESTRICT
);

CREATE INDEX IF NOT EXISTS idx_orders_customer_id ON public.orders (customer_id);

DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = 'public.orders'::pg_catalog.regclass AND tgname = 'set_updated_at') THEN
        CREATE TRIGGER set_updated_at BEFORE UPDATE ON public.orders
            FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
    END IF;
END
$groundplan$;

-- Table public.order_lines
CREATE TABLE IF NOT EXISTS public.order_lines (
    order_id   BIGINT                   NOT NULL,
    "position" SMALLINT                 NOT NULL,
    name       VARCHAR(80)              NOT NULL,
    quantity   INTEGER                  NOT NULL,
    unit_price NUMERIC(14,2)            NOT NULL,
    line_total NUMERIC(14,2)            NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_order_lines PRIMARY KEY (order_id, "position"),
    CONSTRAINT fk_order_lines_order_id FOREIGN KEY (order_id) REFERENCES public.orders (id)
        ON DELETE CASCADE ON UPDATE RESTRICT,
    CONSTRAINT ck_order_lines_name CHECK (char_length(name) >= 1),
    CONSTRAINT ck_order_lines_position CHECK ("position" > 0),
    CONSTRAINT ck_order_lines_quantity CHECK (quantity >= 0)
);

DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = 'public.order_lines'::pg_catalog.regclass AND tgname = 'set_updated_at') THEN
        CREATE TRIGGER set_updated_at BEFORE UPDATE ON public.order_lines
            FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
    END IF;
END
$groundplan$;

-- Table public.reviews
CREATE TABLE IF NOT EXISTS public.reviews (
    id         BIGSERIAL,
    order_id   BIGINT                   NOT NULL,
    stars      INTEGER                  NOT NULL,
    body       TEXT                     NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_reviews PRIMARY KEY (id),
    CONSTRAINT fk_reviews_order_id FOREIGN KEY (order_id) REFERENCES public.orders (id)
        ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT ck_reviews_body CHECK (char_length(body) BETWEEN 10 AND 400),
    CONSTRAINT ck_reviews_stars CHECK (stars between 1 and 5)
);

CREATE INDEX IF NOT EXISTS idx_reviews_order_id ON public.reviews (order_id);

DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = 'public.reviews'::pg_catalog.regclass AND tgname = 'set_updated_at') THEN
        CREATE TRIGGER set_updated_at BEFORE UPDATE ON public.reviews
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
        ('enum public.state', ARRAY['values (open) (paid) (shipped) (cancelled)']),
        ('function public.set_updated_at()', ARRAY['returns trigger plpgsql set search_path= body a17ce5421899a868e95bc04721c98f137600dd2a5c2faa87b55982a7a97e5554']),
        ('table public.customers', ARRAY[
            'id bigint not null serial', 'name character varying(200) not null', 'email character varying(254) not null',
            'phone character varying(16)', 'company character varying(200)', 'street character varying(200) not null',
            'postal_code character varying(12) not null', 'city character varying(100) not null',
            'created_at timestamp with time zone not null default CURRENT_TIMESTAMP',
            'updated_at timestamp with time zone not null default CURRENT_TIMESTAMP', 'pk_customers PRIMARY KEY (id)',
            'uq_customers_email UNIQUE (email)', 'ck_customers_email CHECK (email = lower email AND email ~~ ''%_@_%'')',
            'ck_customers_phone CHECK (phone ~ ''^[+][1-9][0-9]{6,14}$'')',
            'ck_customers_postal_code CHECK (postal_code ~ ''^[A-Z0-9][A-Z0-9 -]{1,11}$'')',
            'set_updated_at TRIGGER BEFORE UPDATE FOR EACH ROW EXECUTE FUNCTION public.set_updated_at()']),
        ('table public.orders', ARRAY[
            'id bigint not null serial', 'number character varying(12) not null', 'customer_id bigint not null',
            'state public.state not null default ''open''', 'paid_at timestamp with time zone', 'subtotal numeric(14,2) not null',
            'shipping numeric(14,2) not null', 'total numeric(14,2) not null',
            'created_at timestamp with time zone not null default CURRENT_TIMESTAMP',
            'updated_at timestamp with time zone not null default CURRENT_TIMESTAMP', 'pk_orders PRIMARY KEY (id)',
            'uq_orders_number UNIQUE (number)',
            'fk_orders_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers(id) ON UPDATE RESTRICT ON DELETE RESTRICT',
            'idx_orders_customer_id INDEX USING btree (customer_id)',
            'set_updated_at TRIGGER BEFORE UPDATE FOR EACH ROW EXECUTE FUNCTION public.set_updated_at()']),
        ('table public.order_lines', ARRAY[
            'order_id bigint not null', 'position smallint not null', 'name character varying(80) not null',
            'quantity integer not null', 'unit_price numeric(14,2) not null', 'line_total numeric(14,2) not null',
            'created_at timestamp with time zone not null default CURRENT_TIMESTAMP',
            'updated_at timestamp with time zone not null default CURRENT_TIMESTAMP',
            'pk_order_lines PRIMARY KEY (order_id, position)',
            'fk_order_lines_order_id FOREIGN KEY (order_id) REFERENCES public.orders(id) ON UPDATE RESTRICT ON DELETE CASCADE',
            'ck_order_lines_name CHECK (char_length name >= 1)', 'ck_order_lines_position CHECK (position > 0)',
            'ck_order_lines_quantity CHECK (quantity >= 0)',
            'set_updated_at TRIGGER BEFORE UPDATE FOR EACH ROW EXECUTE FUNCTION public.set_updated_at()']),
        ('table public.reviews', ARRAY[
            'id bigint not null serial', 'order_id bigint not null', 'stars integer not null', 'body text not null',
            'created_at timestamp with time zone not null default CURRENT_TIMESTAMP',
            'updated_at timestamp with time zone not null default CURRENT_TIMESTAMP', 'pk_reviews PRIMARY KEY (id)',
            'fk_reviews_order_id FOREIGN KEY (order_id) REFERENCES public.orders(id) ON UPDATE RESTRICT ON DELETE RESTRICT',
            'ck_reviews_body CHECK (char_length body >= 10 AND char_length body <= 400)',
            'ck_reviews_stars CHECK (stars >= 1 AND stars <= 5)', 'idx_reviews_order_id INDEX USING btree (order_id)',
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
        SELECT m.object, 'values', string_agg('(' || e.enumlabel || ')', ' ' ORDER BY e.enumsortorder), NULL
        FROM pg_namespace AS n JOIN pg_type AS t ON t.typnamespace = n.oid
        JOIN meant AS m ON m.object = 'enum ' || n.nspname || '.' || t.typname
        JOIN pg_enum AS e ON e.enumtypid = t.oid AND strpos(m.parts[1], '(' || replace(e.enumlabel, '"', '') || ')') > 0
        GROUP BY m.object
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
--         ('enum public.state', ARRAY['values (open) (paid) (shipped) (cancelled)']),
--         ('function public.set_updated_at()', ARRAY['returns trigger plpgsql set search_path= body a17ce5421899a868e95bc04721c98f137600dd2a5c2faa87b55982a7a97e5554']),
--         ('table public.customers', ARRAY[
--             'id bigint', 'name character varying(200)', 'email character varying(254)', 'phone character varying(16)',
--             'company character varying(200)', 'street character varying(200)', 'postal_code character varying(12)',
--             'city character varying(100)', 'created_at timestamp with time zone', 'updated_at timestamp with time zone',
--             'pk_customers PRIMARY KEY (id)', 'uq_customers_email UNIQUE (email)',
--             'ck_customers_email CHECK (email = lower email AND email ~~ ''%_@_%'')',
--             'ck_customers_phone CHECK (phone ~ ''^[+][1-9][0-9]{6,14}$'')',
--             'ck_customers_postal_code CHECK (postal_code ~ ''^[A-Z0-9][A-Z0-9 -]{1,11}$'')']),
--         ('table public.orders', ARRAY[
--             'id bigint', 'number character varying(12)', 'customer_id bigint', 'state public.state',
--             'paid_at timestamp with time zone', 'subtotal numeric(14,2)', 'shipping numeric(14,2)', 'total numeric(14,2)',
--             'created_at timestamp with time zone', 'updated_at timestamp with time zone', 'pk_orders PRIMARY KEY (id)',
--             'uq_orders_number UNIQUE (number)',
--             'fk_orders_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers(id) ON UPDATE RESTRICT ON DELETE RESTRICT']),
--         ('table public.order_lines', ARRAY[
--             'order_id bigint', 'position smallint', 'name character varying(80)', 'quantity integer', 'unit_price numeric(14,2)',
--             'line_total numeric(14,2)', 'created_at timestamp with time zone', 'updated_at timestamp with time zone',
--             'pk_order_lines PRIMARY KEY (order_id, position)',
--             'fk_order_lines_order_id FOREIGN KEY (order_id) REFERENCES public.orders(id) ON UPDATE RESTRICT ON DELETE CASCADE',
--             'ck_order_lines_name CHECK (char_length name >= 1)', 'ck_order_lines_position CHECK (position > 0)',
--             'ck_order_lines_quantity CHECK (quantity >= 0)']),
--         ('table public.reviews', ARRAY[
--             'id bigint', 'order_id bigint', 'stars integer', 'body text', 'created_at timestamp with time zone',
--             'updated_at timestamp with time zone', 'pk_reviews PRIMARY KEY (id)',
--             'fk_reviews_order_id FOREIGN KEY (order_id) REFERENCES public.orders(id) ON UPDATE RESTRICT ON DELETE RESTRICT',
--             'ck_reviews_body CHECK (char_length body >= 10 AND char_length body <= 400)',
--             'ck_reviews_stars CHECK (stars >= 1 AND stars <= 5)'])
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
--         SELECT m.object, 'values', string_agg('(' || e.enumlabel || ')', ' ' ORDER BY e.enumsortorder), NULL
--         FROM pg_namespace AS n JOIN pg_type AS t ON t.typnamespace = n.oid
--         JOIN meant AS m ON m.object = 'enum ' || n.nspname || '.' || t.typname
--         JOIN pg_enum AS e ON e.enumtypid = t.oid
--         GROUP BY m.object
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
-- DROP TABLE IF EXISTS public.reviews;
-- DROP TABLE IF EXISTS public.order_lines;
-- DROP TABLE IF EXISTS public.orders;
-- DROP TABLE IF EXISTS public.customers;
-- DROP FUNCTION IF EXISTS public.set_updated_at();
-- DROP TYPE IF EXISTS public.state;
--
-- COMMIT;
-- groundplan:rollback end
