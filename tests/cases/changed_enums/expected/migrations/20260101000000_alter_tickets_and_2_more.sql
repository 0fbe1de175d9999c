-- tickets: alter_tickets_and_2_more
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  tickets.schema
-- Edition:       2026
-- What it does:  creates 1 index
--                changes 2 enums, 2 columns and 1 view
--
-- One transaction. A second run changes nothing. An object of the same name and another shape stops the file before COMMIT.
-- The rollback stands at the end; `groundplan rollback` prints it as SQL.
-- groundplan:builds-on 992004dbb6769494

BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- Whether this has run already: what other changes bar is made anew once
SELECT pg_catalog.set_config('groundplan.undone', (ARRAY(SELECT enumlabel::text FROM pg_catalog.pg_enum WHERE enumtypid = pg_catalog.to_regtype('public.priority') ORDER BY enumsortorder) <> ARRAY['low', 'medium', 'high']
    OR ARRAY(SELECT enumlabel::text FROM pg_catalog.pg_enum WHERE enumtypid = pg_catalog.to_regtype('public.state') ORDER BY enumsortorder) <> ARRAY['open', 'paused', 'archived', 'done'])::text, true);

-- View public.open_tickets
DO $groundplan$
BEGIN
    IF pg_catalog.current_setting('groundplan.undone')::boolean THEN
        DROP VIEW IF EXISTS public.open_tickets;
    END IF;
END
$groundplan$;

-- Table public.tickets
DO $groundplan$
BEGIN
    IF pg_catalog.current_setting('groundplan.undone')::boolean THEN
        ALTER TABLE public.tickets
            ALTER COLUMN state DROP DEFAULT,
            ALTER COLUMN priority DROP DEFAULT;
    END IF;
END
$groundplan$;

-- Enum public.priority
-- Hazard [table-rewrite]: public.tickets is rewritten under an exclusive lock: public.priority is made anew
DO $groundplan$
BEGIN
    IF ARRAY(SELECT enumlabel::text FROM pg_catalog.pg_enum WHERE enumtypid = 'public.priority'::pg_catalog.regtype ORDER BY enumsortorder) <> ARRAY['low', 'medium', 'high'] THEN
        ALTER TYPE public.priority RENAME TO priority_outgoing;
        CREATE TYPE public.priority AS ENUM ('low', 'medium', 'high');
        ALTER TABLE public.tickets
            ALTER COLUMN priority TYPE public.priority USING priority::TEXT::public.priority;
        DROP TYPE IF EXISTS public.priority_outgoing;
    END IF;
END
$groundplan$;

-- Enum public.state
-- Hazard [table-rewrite]: public.tickets is rewritten under an exclusive lock: public.state is made anew
DO $groundplan$
BEGIN
    IF ARRAY(SELECT enumlabel::text FROM pg_catalog.pg_enum WHERE enumtypid = 'public.state'::pg_catalog.regtype ORDER BY enumsortorder) <> ARRAY['open', 'paused', 'archived', 'done'] THEN
        ALTER TABLE IF EXISTS public.tickets
            DROP CONSTRAINT IF EXISTS ck_tickets_state;
        DROP INDEX IF EXISTS public.idx_tickets_state;
        ALTER TYPE public.state RENAME TO state_outgoing;
        CREATE TYPE public.state AS ENUM ('open', 'paused', 'archived', 'done');
        ALTER TABLE public.tickets
            ALTER COLUMN state TYPE public.state USING state::TEXT::public.state;
        ALTER TABLE public.tickets
            ALTER COLUMN history DROP DEFAULT,
            ALTER COLUMN history TYPE public.state[] USING history::TEXT[]::public.state[],
            ALTER COLUMN history SET DEFAULT '{}'::public.state[];
        DROP TYPE IF EXISTS public.state_outgoing;
        ALTER TABLE public.tickets ADD CONSTRAINT ck_tickets_state CHECK ((state <> 'archived'::public.state));
        CREATE INDEX IF NOT EXISTS idx_tickets_state ON public.tickets (state) WHERE (state = 'open'::public.state);
    END IF;
END
$groundplan$;

-- Table public.tickets
DO $groundplan$
BEGIN
    IF pg_catalog.current_setting('groundplan.undone')::boolean THEN
        ALTER TABLE public.tickets
            ALTER COLUMN state SET DEFAULT 'paused',
            ALTER COLUMN priority SET DEFAULT 'medium';
    END IF;
END
$groundplan$;

CREATE INDEX IF NOT EXISTS idx_tickets_priority ON public.tickets (priority) WHERE state <> 'paused';

-- View public.open_tickets
DO $groundplan$
BEGIN
    IF pg_catalog.to_regclass('public.open_tickets') IS NULL THEN
CREATE VIEW public.open_tickets AS
 SELECT t.id,
    t.title,
    other.priority
   FROM (public.tickets t
     JOIN public.tickets other ON ((other.id = t.id)))
  WHERE (t.state = 'open'::public.state);
    END IF;
END
$groundplan$;

-- Views are what was meant: one of the same text is made beside, and printed by the same server.
DO $groundplan$
BEGIN
CREATE VIEW public.groundplan_meant AS
 SELECT t.id,
    t.title,
    other.priority
   FROM (public.tickets t
     JOIN public.tickets other ON ((other.id = t.id)))
  WHERE (t.state = 'open'::public.state)
;
    IF pg_catalog.pg_get_viewdef(pg_catalog.to_regclass('public.open_tickets')) IS DISTINCT FROM pg_catalog.pg_get_viewdef('public.groundplan_meant'::pg_catalog.regclass) THEN
        RAISE EXCEPTION '%', 'view public.open_tickets is another one than this migration means' USING HINT = 'An object of this name stood before this migration. Nothing has been changed: rename one of them, or make them equal.';
    END IF;
    DROP VIEW public.groundplan_meant;
END
$groundplan$;

-- What stands now is what was meant: each part as `name definition`; `...` leaves the rest open.
SET LOCAL search_path = pg_catalog, pg_temp;
DO $groundplan$
DECLARE
    difference text;
BEGIN
    WITH meant (object, parts) AS (VALUES
        ('part of table public.tickets', ARRAY[
            'state public.state not null default ''paused''', 'priority public.priority not null default ''medium''',
            'idx_tickets_priority INDEX USING btree (priority) WHERE state <> ''paused''']),
        ('enum public.priority', ARRAY['values (low) (medium) (high)']),
        ('enum public.state', ARRAY['values (open) (paused) (archived) (done)'])
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
        SELECT t.object, x.relname, CASE WHEN i.indisvalid THEN '' ELSE 'INVALID ' END || replace(replace(
            substr(pg_get_indexdef(x.oid), 8), format('INDEX %I ', x.relname), 'INDEX '), format('ON %I.%I ', t.nspname, t.relname), ''),
            pg_get_expr(i.indpred, i.indrelid)
        FROM tables AS t JOIN pg_index AS i ON i.indrelid = t.oid JOIN pg_class AS x ON x.oid = i.indexrelid
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
--         ('part of table public.tickets', ARRAY[
--             'state public.state', 'priority public.priority',
--             'idx_tickets_priority INDEX USING btree (priority) WHERE state <> ''paused'''])
--     ),
--     tables AS (
--         SELECT m.object, m.parts, n.nspname, r.relname, r.oid
--         FROM pg_namespace AS n JOIN pg_class AS r ON r.relnamespace = n.oid
--         JOIN meant AS m ON replace(m.object, 'part of table ', 'table ') = 'table ' || n.nspname || '.' || r.relname
--     ),
--     standing (object, name, definition, expression) AS (
--         SELECT t.object, a.attname, format_type(a.atttypid, a.atttypmod), NULL
--         FROM tables AS t JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
--         UNION ALL
--         SELECT t.object, x.relname, CASE WHEN i.indisvalid THEN '' ELSE 'INVALID ' END || replace(replace(
--             substr(pg_get_indexdef(x.oid), 8), format('INDEX %I ', x.relname), 'INDEX '), format('ON %I.%I ', t.nspname, t.relname), ''),
--             pg_get_expr(i.indpred, i.indrelid)
--         FROM tables AS t JOIN pg_index AS i ON i.indrelid = t.oid JOIN pg_class AS x ON x.oid = i.indexrelid
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
-- DROP VIEW IF EXISTS public.open_tickets;
-- DROP INDEX IF EXISTS public.idx_tickets_priority;
-- ALTER TABLE public.tickets
--     ALTER COLUMN priority DROP DEFAULT,
--     ALTER COLUMN state DROP DEFAULT;
-- DO $groundplan$
-- BEGIN
--     IF EXISTS (SELECT FROM public.tickets WHERE state::text = ANY (ARRAY['paused'])) THEN
--         RAISE EXCEPTION '%', 'Rows of public.tickets use a value of public.state that this migration added; change them first';
--     END IF;
--     IF EXISTS (SELECT FROM public.tickets WHERE history::text[] && ARRAY['paused']) THEN
--         RAISE EXCEPTION '%', 'Rows of public.tickets use a value of public.state that this migration added; change them first';
--     END IF;
-- END
-- $groundplan$;
-- ALTER TABLE IF EXISTS public.tickets
--     DROP CONSTRAINT IF EXISTS ck_tickets_state;
-- DROP INDEX IF EXISTS public.idx_tickets_state;
-- ALTER TYPE public.state RENAME TO state_outgoing;
-- CREATE TYPE public.state AS ENUM ('open', 'archived', 'done');
-- ALTER TABLE public.tickets
--     ALTER COLUMN state TYPE public.state USING state::TEXT::public.state;
-- ALTER TABLE public.tickets
--     ALTER COLUMN history DROP DEFAULT,
--     ALTER COLUMN history TYPE public.state[] USING history::TEXT[]::public.state[],
--     ALTER COLUMN history SET DEFAULT '{}'::public.state[];
-- DROP TYPE IF EXISTS public.state_outgoing;
-- ALTER TABLE public.tickets ADD CONSTRAINT ck_tickets_state CHECK ((state <> 'archived'::public.state));
-- CREATE INDEX IF NOT EXISTS idx_tickets_state ON public.tickets (state) WHERE (state = 'open'::public.state);
-- ALTER TYPE public.priority RENAME TO priority_outgoing;
-- CREATE TYPE public.priority AS ENUM ('low', 'high', 'medium');
-- ALTER TABLE public.tickets
--     ALTER COLUMN priority TYPE public.priority USING priority::TEXT::public.priority;
-- DROP TYPE IF EXISTS public.priority_outgoing;
-- ALTER TABLE public.tickets
--     ALTER COLUMN priority SET DEFAULT 'low'::public.priority,
--     ALTER COLUMN state SET DEFAULT 'open'::public.state;
-- CREATE VIEW public.open_tickets AS
--  SELECT t.id,
--     t.title,
--     other.priority
--    FROM (public.tickets t
--      JOIN public.tickets other ON ((other.id = t.id)))
--   WHERE (t.state = 'open'::public.state);
--
-- COMMIT;
-- groundplan:rollback end
