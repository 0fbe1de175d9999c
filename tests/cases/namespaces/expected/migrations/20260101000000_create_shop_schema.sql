-- shop: create_shop_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  shop.schema
-- Edition:       2026
-- What it does:  creates 2 schemas, 2 enums, 1 function, 7 tables, 5 indexes and 6 triggers
--                adds 3 comments
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

-- Schema billing
CREATE SCHEMA IF NOT EXISTS billing;

COMMENT ON SCHEMA billing IS 'What is owed and paid.';

-- Schema support
CREATE SCHEMA IF NOT EXISTS support;

-- Enum billing.plan_kind
DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_type WHERE typnamespace = 'billing'::pg_catalog.regnamespace AND typname = 'plan_kind') THEN
        CREATE TYPE billing.plan_kind AS ENUM ('monthly', 'yearly');
    END IF;
END
$groundplan$;

-- Enum public.currency
DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_type WHERE typnamespace = 'public'::pg_catalog.regnamespace AND typname = 'currency') THEN
        CREATE TYPE public.currency AS ENUM ('eur', 'usd');
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

-- Table billing.plans
CREATE TABLE IF NOT EXISTS billing.plans (
    id         BIGSERIAL,
    price      NUMERIC(10,2)            NOT NULL,
    currency   public.currency          NOT NULL DEFAULT 'eur',
    name       VARCHAR(40)              NOT NULL,
    kind       billing.plan_kind        NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_plans PRIMARY KEY (id),
    CONSTRAINT uq_plans_name UNIQUE (name),
    CONSTRAINT ck_plans_name CHECK (char_length(name) >= 1),
    CONSTRAINT ck_plans_price CHECK (price >= 0)
);

DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = 'billing.plans'::pg_catalog.regclass AND tgname = 'set_updated_at') THEN
        CREATE TRIGGER set_updated_at BEFORE UPDATE ON billing.plans
            FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
    END IF;
END
$groundplan$;

-- Table billing.tags
CREATE TABLE IF NOT EXISTS billing.tags (
    id         BIGSERIAL,
    name       VARCHAR(40)              NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_tags PRIMARY KEY (id),
    CONSTRAINT uq_tags_name UNIQUE (name),
    CONSTRAINT ck_tags_name CHECK (char_length(name) >= 1)
);

DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = 'billing.tags'::pg_catalog.regclass AND tgname = 'set_updated_at') THEN
        CREATE TRIGGER set_updated_at BEFORE UPDATE ON billing.tags
            FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
    END IF;
END
$groundplan$;

-- Table public.customers
CREATE TABLE IF NOT EXISTS public.customers (
    id         BIGSERIAL,
    name       VARCHAR(200)             NOT NULL,
    email      VARCHAR(254)             NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_customers PRIMARY KEY (id),
    CONSTRAINT uq_customers_email UNIQUE (email),
    CONSTRAINT ck_customers_email CHECK (email = lower(email) AND email LIKE '%_@_%')
);

DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = 'public.customers'::pg_catalog.regclass AND tgname = 'set_updated_at') THEN
        CREATE TRIGGER set_updated_at BEFORE UPDATE ON public.customers
            FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
    END IF;
END
$groundplan$;

-- Table billing.invoices
CREATE TABLE IF NOT EXISTS billing.invoices (
    id          BIGSERIAL,
    plan_id     BIGINT                   NOT NULL,
    customer_id BIGINT                   NOT NULL,
    status      VARCHAR(20)              NOT NULL DEFAULT 'open',
    created_at  TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at  TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_invoices PRIMARY KEY (id),
    CONSTRAINT fk_invoices_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers (id)
        ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT fk_invoices_plan_id FOREIGN KEY (plan_id) REFERENCES billing.plans (id)
        ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT ck_invoices_status CHECK (char_length(status) >= 1)
);

CREATE INDEX IF NOT EXISTS idx_invoices_customer_id ON billing.invoices (customer_id);
CREATE INDEX IF NOT EXISTS idx_invoices_plan_id ON billing.invoices (plan_id);

DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = 'billing.invoices'::pg_catalog.regclass AND tgname = 'set_updated_at') THEN
        CREATE TRIGGER set_updated_at BEFORE UPDATE ON billing.invoices
            FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
    END IF;
END
$groundplan$;

-- Table billing.invoice_tags
CREATE TABLE IF NOT EXISTS billing.invoice_tags (
    invoice_id BIGINT NOT NULL,
    tag_id     BIGINT NOT NULL,
    CONSTRAINT pk_invoice_tags PRIMARY KEY (invoice_id, tag_id),
    CONSTRAINT fk_invoice_tags_invoice_id FOREIGN KEY (invoice_id) REFERENCES billing.invoices (id)
        ON DELETE CASCADE ON UPDATE RESTRICT,
    CONSTRAINT fk_invoice_tags_tag_id FOREIGN KEY (tag_id) REFERENCES billing.tags (id)
        ON DELETE CASCADE ON UPDATE RESTRICT
);

CREATE INDEX IF NOT EXISTS idx_invoice_tags_tag_id ON billing.invoice_tags (tag_id);

-- Table support.customers
CREATE TABLE IF NOT EXISTS support.customers (
    id         BIGSERIAL,
    name       VARCHAR(40)              NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_customers PRIMARY KEY (id),
    CONSTRAINT uq_customers_name UNIQUE (name),
    CONSTRAINT ck_customers_name CHECK (char_length(name) >= 1)
);

DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = 'support.customers'::pg_catalog.regclass AND tgname = 'set_updated_at') THEN
        CREATE TRIGGER set_updated_at BEFORE UPDATE ON support.customers
            FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
    END IF;
END
$groundplan$;

COMMENT ON TABLE support.customers IS 'Another table of this name stands outside.';

-- Table support.tickets
CREATE TABLE IF NOT EXISTS support.tickets (
    id          BIGSERIAL,
    customer_id BIGINT                   NOT NULL,
    invoice_id  BIGINT,
    kind        billing.plan_kind        NOT NULL DEFAULT 'monthly',
    created_at  TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at  TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_tickets PRIMARY KEY (id),
    CONSTRAINT fk_tickets_customer_id FOREIGN KEY (customer_id) REFERENCES support.customers (id)
        ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT fk_tickets_invoice_id FOREIGN KEY (invoice_id) REFERENCES billing.invoices (id)
        ON DELETE SET NULL ON UPDATE RESTRICT
);

CREATE INDEX IF NOT EXISTS idx_tickets_customer_id ON support.tickets (customer_id);
CREATE INDEX IF NOT EXISTS idx_tickets_invoice_id ON support.tickets (invoice_id);

DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = 'support.tickets'::pg_catalog.regclass AND tgname = 'set_updated_at') THEN
        CREATE TRIGGER set_updated_at BEFORE UPDATE ON support.tickets
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
        ('enum billing.plan_kind', ARRAY['values (monthly) (yearly)']),
        ('enum public.currency', ARRAY['values (eur) (usd)']),
        ('function public.set_updated_at()', ARRAY['returns trigger plpgsql set search_path= body a17ce5421899a868e95bc04721c98f137600dd2a5c2faa87b55982a7a97e5554']),
        ('table billing.plans', ARRAY[
            'id bigint not null serial', 'price numeric(10,2) not null', 'currency public.currency not null default ''eur''',
            'name character varying(40) not null', 'kind billing.plan_kind not null',
            'created_at timestamp with time zone not null default CURRENT_TIMESTAMP',
            'updated_at timestamp with time zone not null default CURRENT_TIMESTAMP', 'pk_plans PRIMARY KEY (id)',
            'uq_plans_name UNIQUE (name)', 'ck_plans_name CHECK (char_length name >= 1)', 'ck_plans_price CHECK (price >= 0)',
            'set_updated_at TRIGGER BEFORE UPDATE FOR EACH ROW EXECUTE FUNCTION public.set_updated_at()']),
        ('table billing.tags', ARRAY[
            'id bigint not null serial', 'name character varying(40) not null',
            'created_at timestamp with time zone not null default CURRENT_TIMESTAMP',
            'updated_at timestamp with time zone not null default CURRENT_TIMESTAMP', 'pk_tags PRIMARY KEY (id)',
            'uq_tags_name UNIQUE (name)', 'ck_tags_name CHECK (char_length name >= 1)',
            'set_updated_at TRIGGER BEFORE UPDATE FOR EACH ROW EXECUTE FUNCTION public.set_updated_at()']),
        ('table public.customers', ARRAY[
            'id bigint not null serial', 'name character varying(200) not null', 'email character varying(254) not null',
            'created_at timestamp with time zone not null default CURRENT_TIMESTAMP',
            'updated_at timestamp with time zone not null default CURRENT_TIMESTAMP', 'pk_customers PRIMARY KEY (id)',
            'uq_customers_email UNIQUE (email)', 'ck_customers_email CHECK (email = lower email AND email ~~ ''%_@_%'')',
            'set_updated_at TRIGGER BEFORE UPDATE FOR EACH ROW EXECUTE FUNCTION public.set_updated_at()']),
        ('table billing.invoices', ARRAY[
            'id bigint not null serial', 'plan_id bigint not null', 'customer_id bigint not null',
            'status character varying(20) not null default ''open''',
            'created_at timestamp with time zone not null default CURRENT_TIMESTAMP',
            'updated_at timestamp with time zone not null default CURRENT_TIMESTAMP', 'pk_invoices PRIMARY KEY (id)',
            'fk_invoices_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers(id) ON UPDATE RESTRICT ON DELETE RESTRICT',
            'fk_invoices_plan_id FOREIGN KEY (plan_id) REFERENCES billing.plans(id) ON UPDATE RESTRICT ON DELETE RESTRICT',
            'ck_invoices_status CHECK (char_length status >= 1)', 'idx_invoices_customer_id INDEX USING btree (customer_id)',
            'idx_invoices_plan_id INDEX USING btree (plan_id)',
            'set_updated_at TRIGGER BEFORE UPDATE FOR EACH ROW EXECUTE FUNCTION public.set_updated_at()']),
        ('table billing.invoice_tags', ARRAY[
            'invoice_id bigint not null', 'tag_id bigint not null', 'pk_invoice_tags PRIMARY KEY (invoice_id, tag_id)',
            'fk_invoice_tags_invoice_id FOREIGN KEY (invoice_id) REFERENCES billing.invoices(id) ON UPDATE RESTRICT ON DELETE CASCADE',
            'fk_invoice_tags_tag_id FOREIGN KEY (tag_id) REFERENCES billing.tags(id) ON UPDATE RESTRICT ON DELETE CASCADE',
            'idx_invoice_tags_tag_id INDEX USING btree (tag_id)']),
        ('table support.customers', ARRAY[
            'id bigint not null serial', 'name character varying(40) not null',
            'created_at timestamp with time zone not null default CURRENT_TIMESTAMP',
            'updated_at timestamp with time zone not null default CURRENT_TIMESTAMP', 'pk_customers PRIMARY KEY (id)',
            'uq_customers_name UNIQUE (name)', 'ck_customers_name CHECK (char_length name >= 1)',
            'set_updated_at TRIGGER BEFORE UPDATE FOR EACH ROW EXECUTE FUNCTION public.set_updated_at()']),
        ('table support.tickets', ARRAY[
            'id bigint not null serial', 'customer_id bigint not null', 'invoice_id bigint',
            'kind billing.plan_kind not null default ''monthly''',
            'created_at timestamp with time zone not null default CURRENT_TIMESTAMP',
            'updated_at timestamp with time zone not null default CURRENT_TIMESTAMP', 'pk_tickets PRIMARY KEY (id)',
            'fk_tickets_customer_id FOREIGN KEY (customer_id) REFERENCES support.customers(id) ON UPDATE RESTRICT ON DELETE RESTRICT',
            'fk_tickets_invoice_id FOREIGN KEY (invoice_id) REFERENCES billing.invoices(id) ON UPDATE RESTRICT ON DELETE SET NULL',
            'idx_tickets_customer_id INDEX USING btree (customer_id)', 'idx_tickets_invoice_id INDEX USING btree (invoice_id)',
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
--         ('enum billing.plan_kind', ARRAY['values (monthly) (yearly)']),
--         ('enum public.currency', ARRAY['values (eur) (usd)']),
--         ('function public.set_updated_at()', ARRAY['returns trigger plpgsql set search_path= body a17ce5421899a868e95bc04721c98f137600dd2a5c2faa87b55982a7a97e5554']),
--         ('table billing.plans', ARRAY[
--             'id bigint', 'price numeric(10,2)', 'currency public.currency', 'name character varying(40)', 'kind billing.plan_kind',
--             'created_at timestamp with time zone', 'updated_at timestamp with time zone', 'pk_plans PRIMARY KEY (id)',
--             'uq_plans_name UNIQUE (name)', 'ck_plans_name CHECK (char_length name >= 1)', 'ck_plans_price CHECK (price >= 0)']),
--         ('table billing.tags', ARRAY[
--             'id bigint', 'name character varying(40)', 'created_at timestamp with time zone',
--             'updated_at timestamp with time zone', 'pk_tags PRIMARY KEY (id)', 'uq_tags_name UNIQUE (name)',
--             'ck_tags_name CHECK (char_length name >= 1)']),
--         ('table public.customers', ARRAY[
--             'id bigint', 'name character varying(200)', 'email character varying(254)', 'created_at timestamp with time zone',
--             'updated_at timestamp with time zone', 'pk_customers PRIMARY KEY (id)', 'uq_customers_email UNIQUE (email)',
--             'ck_customers_email CHECK (email = lower email AND email ~~ ''%_@_%'')']),
--         ('table billing.invoices', ARRAY[
--             'id bigint', 'plan_id bigint', 'customer_id bigint', 'status character varying(20)',
--             'created_at timestamp with time zone', 'updated_at timestamp with time zone', 'pk_invoices PRIMARY KEY (id)',
--             'fk_invoices_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers(id) ON UPDATE RESTRICT ON DELETE RESTRICT',
--             'fk_invoices_plan_id FOREIGN KEY (plan_id) REFERENCES billing.plans(id) ON UPDATE RESTRICT ON DELETE RESTRICT',
--             'ck_invoices_status CHECK (char_length status >= 1)']),
--         ('table billing.invoice_tags', ARRAY[
--             'invoice_id bigint', 'tag_id bigint', 'pk_invoice_tags PRIMARY KEY (invoice_id, tag_id)',
--             'fk_invoice_tags_invoice_id FOREIGN KEY (invoice_id) REFERENCES billing.invoices(id) ON UPDATE RESTRICT ON DELETE CASCADE',
--             'fk_invoice_tags_tag_id FOREIGN KEY (tag_id) REFERENCES billing.tags(id) ON UPDATE RESTRICT ON DELETE CASCADE']),
--         ('table support.customers', ARRAY[
--             'id bigint', 'name character varying(40)', 'created_at timestamp with time zone',
--             'updated_at timestamp with time zone', 'pk_customers PRIMARY KEY (id)', 'uq_customers_name UNIQUE (name)',
--             'ck_customers_name CHECK (char_length name >= 1)']),
--         ('table support.tickets', ARRAY[
--             'id bigint', 'customer_id bigint', 'invoice_id bigint', 'kind billing.plan_kind',
--             'created_at timestamp with time zone', 'updated_at timestamp with time zone', 'pk_tickets PRIMARY KEY (id)',
--             'fk_tickets_customer_id FOREIGN KEY (customer_id) REFERENCES support.customers(id) ON UPDATE RESTRICT ON DELETE RESTRICT',
--             'fk_tickets_invoice_id FOREIGN KEY (invoice_id) REFERENCES billing.invoices(id) ON UPDATE RESTRICT ON DELETE SET NULL'])
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
-- DROP TABLE IF EXISTS support.tickets;
-- DROP TABLE IF EXISTS support.customers;
-- DROP TABLE IF EXISTS billing.invoice_tags;
-- DROP TABLE IF EXISTS billing.invoices;
-- DROP TABLE IF EXISTS public.customers;
-- DROP TABLE IF EXISTS billing.tags;
-- DROP TABLE IF EXISTS billing.plans;
-- DROP FUNCTION IF EXISTS public.set_updated_at();
-- DROP TYPE IF EXISTS public.currency;
-- DROP TYPE IF EXISTS billing.plan_kind;
-- DROP SCHEMA IF EXISTS support;
-- DROP SCHEMA IF EXISTS billing;
--
-- COMMIT;
-- groundplan:rollback end
