-- billing: alter_clients_and_2_more
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  billing.schema
-- Edition:       2026
-- What it does:  renames 13 objects
--                changes 1 enum and 3 columns
--                removes 1 enum, 1 table, 1 column and 1 index
--
-- One transaction. A second run changes nothing. An object of the same name and another shape stops the file before COMMIT.
-- The rollback stands at the end; `groundplan rollback` prints it as SQL.
-- groundplan:builds-on eb7543420dc66ad3

BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- New names for what stands, with its rows
-- Hazard [breaks-clients]: clients that use the former name fail: table billing.customers becomes clients
-- Hazard [breaks-clients]: clients that use the former name fail: table billing.guests becomes customers
-- Hazard [breaks-clients]: clients that use the former name fail: table billing.tags becomes labels
-- Hazard [breaks-clients]: clients that use the former name fail: table billing.customer_tags becomes client_tags
-- Hazard [breaks-clients]: clients that use the former name fail: enum billing.state becomes order_state
-- Hazard [breaks-clients]: clients that use the former name fail: column billing.clients.username becomes login
-- Hazard [breaks-clients]: clients that use the former name fail: column billing.orders.buyer_id becomes client_id
-- Hazard [breaks-clients]: clients that use the former name fail: column billing.orders.b becomes a
-- Hazard [breaks-clients]: clients that use the former name fail: column billing.client_tags.customer_id becomes client_id
-- Hazard [breaks-clients]: clients that use the former name fail: column billing.client_tags.tag_id becomes label_id
-- Hazard [breaks-clients]: clients that use the former name fail: column billing.orders.c becomes b
-- Hazard [breaks-clients]: clients that use the former name fail: column billing.pairs.right becomes right_outgoing, column billing.pairs.left becomes right, column billing.pairs.right_outgoing becomes left
-- Hazard [breaks-clients]: clients that use the former name fail: value `new` of enum billing.order_state becomes draft
DO $groundplan$
BEGIN
    IF pg_catalog.to_regclass('billing.customers') IS NOT NULL
        AND pg_catalog.to_regclass('billing.clients') IS NULL THEN
        ALTER TABLE billing.customers RENAME TO clients;
    END IF;
    IF pg_catalog.to_regclass('billing.guests') IS NOT NULL
        AND pg_catalog.to_regclass('billing.customers') IS NULL THEN
        ALTER TABLE billing.guests RENAME TO customers;
    END IF;
    IF pg_catalog.to_regclass('billing.tags') IS NOT NULL
        AND pg_catalog.to_regclass('billing.labels') IS NULL THEN
        ALTER TABLE billing.tags RENAME TO labels;
    END IF;
    IF pg_catalog.to_regclass('billing.customer_tags') IS NOT NULL
        AND pg_catalog.to_regclass('billing.client_tags') IS NULL THEN
        ALTER TABLE billing.customer_tags RENAME TO client_tags;
    END IF;
    IF pg_catalog.to_regtype('billing.state') IS NOT NULL
        AND pg_catalog.to_regtype('billing.order_state') IS NULL THEN
        ALTER TYPE billing.state RENAME TO order_state;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('billing.clients') AND attname = 'username' AND NOT attisdropped)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('billing.clients') AND attname = 'login' AND NOT attisdropped) THEN
        ALTER TABLE billing.clients RENAME COLUMN username TO login;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('billing.orders') AND attname = 'buyer_id' AND NOT attisdropped)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('billing.orders') AND attname = 'client_id' AND NOT attisdropped) THEN
        ALTER TABLE billing.orders RENAME COLUMN buyer_id TO client_id;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('billing.orders') AND attname = 'b' AND NOT attisdropped)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('billing.orders') AND attname = 'a' AND NOT attisdropped) THEN
        ALTER TABLE billing.orders RENAME COLUMN b TO a;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('billing.client_tags') AND attname = 'customer_id' AND NOT attisdropped)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('billing.client_tags') AND attname = 'client_id' AND NOT attisdropped) THEN
        ALTER TABLE billing.client_tags RENAME COLUMN customer_id TO client_id;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('billing.client_tags') AND attname = 'tag_id' AND NOT attisdropped)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('billing.client_tags') AND attname = 'label_id' AND NOT attisdropped) THEN
        ALTER TABLE billing.client_tags RENAME COLUMN tag_id TO label_id;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('billing.orders') AND attname = 'c' AND NOT attisdropped)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('billing.orders') AND attname = 'b' AND NOT attisdropped) THEN
        ALTER TABLE billing.orders RENAME COLUMN c TO b;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('billing.pairs') AND attname = 'right' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'integer') THEN
        ALTER TABLE billing.pairs RENAME COLUMN "right" TO right_outgoing;
        ALTER TABLE billing.pairs RENAME COLUMN "left" TO "right";
        ALTER TABLE billing.pairs RENAME COLUMN right_outgoing TO "left";
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_enum WHERE enumtypid = pg_catalog.to_regtype('billing.order_state') AND enumlabel = 'new')
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_enum WHERE enumtypid = pg_catalog.to_regtype('billing.order_state') AND enumlabel = 'draft') THEN
        ALTER TYPE billing.order_state RENAME VALUE 'new' TO 'draft';
    END IF;
END
$groundplan$;

-- Table billing.clients
DROP INDEX IF EXISTS billing.by_nickname;

-- Names of indexes, constraints and sequences that follow
DO $groundplan$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('billing.clients') AND conname = 'pk_customers') THEN
        ALTER TABLE billing.clients RENAME CONSTRAINT pk_customers TO pk_clients;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('billing.clients') AND conname = 'uq_customers_username') THEN
        ALTER TABLE billing.clients RENAME CONSTRAINT uq_customers_username TO uq_clients_login;
    END IF;
    IF pg_catalog.pg_get_serial_sequence('billing.clients', 'id') = 'billing.customers_id_seq' THEN
        ALTER SEQUENCE billing.customers_id_seq RENAME TO clients_id_seq;
    END IF;
END
$groundplan$;

-- Table billing.clients
-- Hazard [data-loss]: all values of billing.clients.nickname are lost
-- Hazard [breaks-clients]: clients that name nickname fail
-- The rollback does not bring back: all values of billing.clients.nickname
ALTER TABLE IF EXISTS billing.clients
    DROP COLUMN IF EXISTS nickname;

-- Enum billing.order_state
-- Hazard [table-rewrite]: billing.orders is rewritten under an exclusive lock: billing.order_state is made anew
DO $groundplan$
BEGIN
    IF ARRAY(SELECT enumlabel::text FROM pg_catalog.pg_enum WHERE enumtypid = 'billing.order_state'::pg_catalog.regtype ORDER BY enumsortorder) <> ARRAY['draft', 'sent'] THEN
        IF EXISTS (SELECT FROM billing.orders WHERE state::text = ANY (ARRAY['lost'])) THEN
            RAISE EXCEPTION '%', 'Rows of billing.orders have a value in state that is removed from billing.order_state (lost); change them first';
        END IF;
        ALTER TYPE billing.order_state RENAME TO order_state_outgoing;
        CREATE TYPE billing.order_state AS ENUM ('draft', 'sent');
        ALTER TABLE billing.orders
            ALTER COLUMN state DROP DEFAULT,
            ALTER COLUMN state TYPE billing.order_state USING state::TEXT::billing.order_state,
            ALTER COLUMN state SET DEFAULT 'draft'::billing.order_state;
        DROP TYPE IF EXISTS billing.order_state_outgoing;
    END IF;
END
$groundplan$;

-- Names of indexes, constraints and sequences that follow
DO $groundplan$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('billing.client_tags') AND conname = 'pk_customer_tags') THEN
        ALTER TABLE billing.client_tags RENAME CONSTRAINT pk_customer_tags TO pk_client_tags;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('billing.client_tags') AND conname = 'fk_customer_tags_customer_id') THEN
        ALTER TABLE billing.client_tags RENAME CONSTRAINT fk_customer_tags_customer_id TO fk_client_tags_client_id;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('billing.client_tags') AND conname = 'fk_customer_tags_tag_id') THEN
        ALTER TABLE billing.client_tags RENAME CONSTRAINT fk_customer_tags_tag_id TO fk_client_tags_label_id;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_index WHERE indrelid = pg_catalog.to_regclass('billing.client_tags') AND indexrelid = pg_catalog.to_regclass('billing.idx_customer_tags_tag_id')) THEN
        ALTER INDEX billing.idx_customer_tags_tag_id RENAME TO idx_client_tags_label_id;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('billing.customers') AND conname = 'pk_guests') THEN
        ALTER TABLE billing.customers RENAME CONSTRAINT pk_guests TO pk_customers;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('billing.customers') AND conname = 'uq_guests_username') THEN
        ALTER TABLE billing.customers RENAME CONSTRAINT uq_guests_username TO uq_customers_username;
    END IF;
    IF pg_catalog.pg_get_serial_sequence('billing.customers', 'id') = 'billing.guests_id_seq' THEN
        ALTER SEQUENCE billing.guests_id_seq RENAME TO customers_id_seq;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('billing.labels') AND conname = 'pk_tags') THEN
        ALTER TABLE billing.labels RENAME CONSTRAINT pk_tags TO pk_labels;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('billing.labels') AND conname = 'uq_tags_name') THEN
        ALTER TABLE billing.labels RENAME CONSTRAINT uq_tags_name TO uq_labels_name;
    END IF;
    IF pg_catalog.pg_get_serial_sequence('billing.labels', 'id') = 'billing.tags_id_seq' THEN
        ALTER SEQUENCE billing.tags_id_seq RENAME TO labels_id_seq;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('billing.orders') AND conname = 'fk_orders_buyer_id') THEN
        ALTER TABLE billing.orders RENAME CONSTRAINT fk_orders_buyer_id TO fk_orders_client_id;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_index WHERE indrelid = pg_catalog.to_regclass('billing.orders') AND indexrelid = pg_catalog.to_regclass('billing.idx_orders_buyer_id')) THEN
        ALTER INDEX billing.idx_orders_buyer_id RENAME TO idx_orders_client_id;
    END IF;
END
$groundplan$;

-- Table billing.legacy_imports
-- Hazard [data-loss]: all rows of billing.legacy_imports are lost
-- The rollback does not bring back: all rows of billing.legacy_imports
DROP TABLE IF EXISTS billing.legacy_imports;

-- Enum billing.color
DROP TYPE IF EXISTS billing.color;

-- What stands now is what was meant: each part as `name definition`; `...` leaves the rest open.
SET LOCAL search_path = pg_catalog, pg_temp;
DO $groundplan$
DECLARE
    difference text;
BEGIN
    WITH meant (object, parts) AS (VALUES
        ('part of table billing.clients', ARRAY['id bigint not null serial']),
        ('enum billing.order_state', ARRAY['values (draft) (sent)']),
        ('part of table billing.customers', ARRAY['id bigint not null serial']),
        ('part of table billing.labels', ARRAY['id bigint not null serial'])
    ),
    tables AS (
        SELECT m.object, m.parts, n.nspname, r.relname, r.oid
        FROM pg_namespace AS n JOIN pg_class AS r ON r.relnamespace = n.oid
        JOIN meant AS m ON replace(m.object, 'part of table ', 'table ') = 'table ' || n.nspname || '.' || r.relname
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
        SELECT m.object, 'values', string_agg('(' || e.enumlabel || ')', ' ' ORDER BY e.enumsortorder), NULL
        FROM pg_namespace AS n JOIN pg_type AS t ON t.typnamespace = n.oid
        JOIN meant AS m ON m.object = 'enum ' || n.nspname || '.' || t.typname
        JOIN pg_enum AS e ON e.enumtypid = t.oid AND strpos(m.parts[1], '(' || replace(e.enumlabel, '"', '') || ')') > 0
        GROUP BY m.object
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
--         ('part of table billing.clients', ARRAY['id bigint']),
--         ('part of table billing.customers', ARRAY['id bigint']),
--         ('part of table billing.labels', ARRAY['id bigint'])
--     ),
--     tables AS (
--         SELECT m.object, m.parts, n.nspname, r.relname, r.oid
--         FROM pg_namespace AS n JOIN pg_class AS r ON r.relnamespace = n.oid
--         JOIN meant AS m ON replace(m.object, 'part of table ', 'table ') = 'table ' || n.nspname || '.' || r.relname
--     ),
--     standing (object, name, definition, expression) AS (
--         SELECT t.object, a.attname, format_type(a.atttypid, a.atttypmod), NULL
--         FROM tables AS t JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
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
--         HAVING NOT bool_or(s.line = part)
--     )
--     SELECT min(message COLLATE "C") INTO difference FROM differences;
--     IF difference IS NOT NULL THEN
--         RAISE EXCEPTION '%', difference USING HINT = 'It has been changed since, or was not made by this migration. Nothing has been dropped.';
--     END IF;
-- END
-- $groundplan$;
-- SET LOCAL search_path = public, pg_temp;
--
-- DO $groundplan$
-- BEGIN
--     IF NOT EXISTS (SELECT FROM pg_catalog.pg_type WHERE typnamespace = 'billing'::pg_catalog.regnamespace AND typname = 'color') THEN
--         CREATE TYPE billing.color AS ENUM ('red', 'green');
--     END IF;
-- END
-- $groundplan$;
-- CREATE TABLE billing.legacy_imports (
--     id   BIGSERIAL,
--     name VARCHAR(40) NOT NULL,
--     CONSTRAINT pk_legacy_imports PRIMARY KEY (id),
--     CONSTRAINT uq_legacy_imports_name UNIQUE (name)
-- );
-- DO $groundplan$
-- BEGIN
--     IF EXISTS (SELECT FROM pg_catalog.pg_index WHERE indrelid = pg_catalog.to_regclass('billing.orders') AND indexrelid = pg_catalog.to_regclass('billing.idx_orders_client_id')) THEN
--         ALTER INDEX billing.idx_orders_client_id RENAME TO idx_orders_buyer_id;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('billing.orders') AND conname = 'fk_orders_client_id') THEN
--         ALTER TABLE billing.orders RENAME CONSTRAINT fk_orders_client_id TO fk_orders_buyer_id;
--     END IF;
--     IF pg_catalog.pg_get_serial_sequence('billing.labels', 'id') = 'billing.labels_id_seq' THEN
--         ALTER SEQUENCE billing.labels_id_seq RENAME TO tags_id_seq;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('billing.labels') AND conname = 'uq_labels_name') THEN
--         ALTER TABLE billing.labels RENAME CONSTRAINT uq_labels_name TO uq_tags_name;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('billing.labels') AND conname = 'pk_labels') THEN
--         ALTER TABLE billing.labels RENAME CONSTRAINT pk_labels TO pk_tags;
--     END IF;
--     IF pg_catalog.pg_get_serial_sequence('billing.customers', 'id') = 'billing.customers_id_seq' THEN
--         ALTER SEQUENCE billing.customers_id_seq RENAME TO guests_id_seq;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('billing.customers') AND conname = 'uq_customers_username') THEN
--         ALTER TABLE billing.customers RENAME CONSTRAINT uq_customers_username TO uq_guests_username;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('billing.customers') AND conname = 'pk_customers') THEN
--         ALTER TABLE billing.customers RENAME CONSTRAINT pk_customers TO pk_guests;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_index WHERE indrelid = pg_catalog.to_regclass('billing.client_tags') AND indexrelid = pg_catalog.to_regclass('billing.idx_client_tags_label_id')) THEN
--         ALTER INDEX billing.idx_client_tags_label_id RENAME TO idx_customer_tags_tag_id;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('billing.client_tags') AND conname = 'fk_client_tags_label_id') THEN
--         ALTER TABLE billing.client_tags RENAME CONSTRAINT fk_client_tags_label_id TO fk_customer_tags_tag_id;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('billing.client_tags') AND conname = 'fk_client_tags_client_id') THEN
--         ALTER TABLE billing.client_tags RENAME CONSTRAINT fk_client_tags_client_id TO fk_customer_tags_customer_id;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('billing.client_tags') AND conname = 'pk_client_tags') THEN
--         ALTER TABLE billing.client_tags RENAME CONSTRAINT pk_client_tags TO pk_customer_tags;
--     END IF;
-- END
-- $groundplan$;
-- ALTER TYPE billing.order_state RENAME TO order_state_outgoing;
-- CREATE TYPE billing.order_state AS ENUM ('draft', 'sent', 'lost');
-- ALTER TABLE billing.orders
--     ALTER COLUMN state DROP DEFAULT,
--     ALTER COLUMN state TYPE billing.order_state USING state::TEXT::billing.order_state,
--     ALTER COLUMN state SET DEFAULT 'draft'::billing.order_state;
-- DROP TYPE IF EXISTS billing.order_state_outgoing;
-- ALTER TABLE billing.clients
--     ADD COLUMN IF NOT EXISTS nickname VARCHAR(40);
-- DO $groundplan$
-- BEGIN
--     IF pg_catalog.pg_get_serial_sequence('billing.clients', 'id') = 'billing.clients_id_seq' THEN
--         ALTER SEQUENCE billing.clients_id_seq RENAME TO customers_id_seq;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('billing.clients') AND conname = 'uq_clients_login') THEN
--         ALTER TABLE billing.clients RENAME CONSTRAINT uq_clients_login TO uq_customers_username;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('billing.clients') AND conname = 'pk_clients') THEN
--         ALTER TABLE billing.clients RENAME CONSTRAINT pk_clients TO pk_customers;
--     END IF;
-- END
-- $groundplan$;
-- CREATE INDEX IF NOT EXISTS by_nickname ON billing.clients (nickname);
-- DO $groundplan$
-- BEGIN
--     IF EXISTS (SELECT FROM pg_catalog.pg_enum WHERE enumtypid = pg_catalog.to_regtype('billing.order_state') AND enumlabel = 'draft')
--         AND NOT EXISTS (SELECT FROM pg_catalog.pg_enum WHERE enumtypid = pg_catalog.to_regtype('billing.order_state') AND enumlabel = 'new') THEN
--         ALTER TYPE billing.order_state RENAME VALUE 'draft' TO 'new';
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('billing.pairs') AND attname = 'left' AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = 'integer') THEN
--         ALTER TABLE billing.pairs RENAME COLUMN "left" TO right_outgoing;
--         ALTER TABLE billing.pairs RENAME COLUMN "right" TO "left";
--         ALTER TABLE billing.pairs RENAME COLUMN right_outgoing TO "right";
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('billing.orders') AND attname = 'b' AND NOT attisdropped)
--         AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('billing.orders') AND attname = 'c' AND NOT attisdropped) THEN
--         ALTER TABLE billing.orders RENAME COLUMN b TO c;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('billing.client_tags') AND attname = 'label_id' AND NOT attisdropped)
--         AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('billing.client_tags') AND attname = 'tag_id' AND NOT attisdropped) THEN
--         ALTER TABLE billing.client_tags RENAME COLUMN label_id TO tag_id;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('billing.client_tags') AND attname = 'client_id' AND NOT attisdropped)
--         AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('billing.client_tags') AND attname = 'customer_id' AND NOT attisdropped) THEN
--         ALTER TABLE billing.client_tags RENAME COLUMN client_id TO customer_id;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('billing.orders') AND attname = 'a' AND NOT attisdropped)
--         AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('billing.orders') AND attname = 'b' AND NOT attisdropped) THEN
--         ALTER TABLE billing.orders RENAME COLUMN a TO b;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('billing.orders') AND attname = 'client_id' AND NOT attisdropped)
--         AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('billing.orders') AND attname = 'buyer_id' AND NOT attisdropped) THEN
--         ALTER TABLE billing.orders RENAME COLUMN client_id TO buyer_id;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('billing.clients') AND attname = 'login' AND NOT attisdropped)
--         AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('billing.clients') AND attname = 'username' AND NOT attisdropped) THEN
--         ALTER TABLE billing.clients RENAME COLUMN login TO username;
--     END IF;
--     IF pg_catalog.to_regtype('billing.order_state') IS NOT NULL
--         AND pg_catalog.to_regtype('billing.state') IS NULL THEN
--         ALTER TYPE billing.order_state RENAME TO state;
--     END IF;
--     IF pg_catalog.to_regclass('billing.client_tags') IS NOT NULL
--         AND pg_catalog.to_regclass('billing.customer_tags') IS NULL THEN
--         ALTER TABLE billing.client_tags RENAME TO customer_tags;
--     END IF;
--     IF pg_catalog.to_regclass('billing.labels') IS NOT NULL
--         AND pg_catalog.to_regclass('billing.tags') IS NULL THEN
--         ALTER TABLE billing.labels RENAME TO tags;
--     END IF;
--     IF pg_catalog.to_regclass('billing.customers') IS NOT NULL
--         AND pg_catalog.to_regclass('billing.guests') IS NULL THEN
--         ALTER TABLE billing.customers RENAME TO guests;
--     END IF;
--     IF pg_catalog.to_regclass('billing.clients') IS NOT NULL
--         AND pg_catalog.to_regclass('billing.customers') IS NULL THEN
--         ALTER TABLE billing.clients RENAME TO customers;
--     END IF;
-- END
-- $groundplan$;
--
-- COMMIT;
-- groundplan:rollback end
