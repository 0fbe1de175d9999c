-- tasks: alter_tasks_and_1_more
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  tasks.schema
-- Edition:       2026
-- What it does:  renames 5 objects
--                changes 2 columns
--                removes 1 table
--
-- One transaction. A second run changes nothing. An object of the same name and another shape stops the file before COMMIT.
-- The rollback stands at the end; `groundplan rollback` prints it as SQL.
-- groundplan:builds-on 637af24808588d0a

BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- New names for what stands, with its rows
-- Hazard [breaks-clients]: clients that use the former name fail: table public.task_states becomes progresses
-- Hazard [breaks-clients]: clients that use the former name fail: value `new` of lookup table public.progresses becomes draft
-- The rollback does not bring back: when rows of public.tasks were changed last
-- Hazard [breaks-clients]: clients that use the former name fail: value `doing` of lookup table public.progresses becomes started
-- The rollback does not bring back: when rows of public.tasks were changed last
-- Hazard [breaks-clients]: clients that use the former name fail: value `done` of lookup table public.progresses becomes doing
-- The rollback does not bring back: when rows of public.tasks were changed last
-- Hazard [breaks-clients]: clients that use the former name fail: value `small` of lookup table shop.sizes becomes medium
-- The rollback does not bring back: when rows of shop.shirts were changed last
DO $groundplan$
BEGIN
    IF pg_catalog.to_regclass('public.task_states') IS NOT NULL
        AND pg_catalog.to_regclass('public.progresses') IS NULL THEN
        ALTER TABLE public.task_states RENAME TO progresses;
    END IF;
    IF EXISTS (SELECT FROM public.progresses WHERE value = 'new')
        AND NOT EXISTS (SELECT FROM public.progresses WHERE value = 'draft') THEN
        INSERT INTO public.progresses (value) VALUES ('draft');
        UPDATE public.tasks SET before = 'draft' WHERE before = 'new';
        UPDATE public.tasks SET state = 'draft' WHERE state = 'new';
        DELETE FROM public.progresses WHERE value = 'new';
    END IF;
    IF EXISTS (SELECT FROM public.progresses WHERE value = 'doing')
        AND NOT EXISTS (SELECT FROM public.progresses WHERE value = 'started') THEN
        INSERT INTO public.progresses (value) VALUES ('started');
        UPDATE public.tasks SET before = 'started' WHERE before = 'doing';
        UPDATE public.tasks SET state = 'started' WHERE state = 'doing';
        DELETE FROM public.progresses WHERE value = 'doing';
    END IF;
    IF EXISTS (SELECT FROM public.progresses WHERE value = 'done')
        AND NOT EXISTS (SELECT FROM public.progresses WHERE value = 'doing') THEN
        INSERT INTO public.progresses (value) VALUES ('doing');
        UPDATE public.tasks SET before = 'doing' WHERE before = 'done';
        UPDATE public.tasks SET state = 'doing' WHERE state = 'done';
        DELETE FROM public.progresses WHERE value = 'done';
    END IF;
    IF EXISTS (SELECT FROM shop.sizes WHERE value = 'small')
        AND NOT EXISTS (SELECT FROM shop.sizes WHERE value = 'medium') THEN
        INSERT INTO shop.sizes (value) VALUES ('medium');
        UPDATE shop.shirts SET size = 'medium' WHERE size = 'small';
        DELETE FROM shop.sizes WHERE value = 'small';
    END IF;
END
$groundplan$;

-- Table public.tasks
ALTER TABLE public.tasks
    ALTER COLUMN state SET DEFAULT 'draft';

-- Table shop.shirts
ALTER TABLE shop.shirts
    ALTER COLUMN size SET DEFAULT 'medium';

-- Names of indexes, constraints and sequences that follow
DO $groundplan$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.progresses') AND conname = 'pk_task_states') THEN
        ALTER TABLE public.progresses RENAME CONSTRAINT pk_task_states TO pk_progresses;
    END IF;
END
$groundplan$;

-- Table public.progresses
DO $groundplan$
BEGIN
    IF EXISTS (SELECT FROM public.tasks WHERE before::text = ANY (ARRAY['lost'])) THEN
        RAISE EXCEPTION '%', 'Rows of public.tasks have a value in before that is removed from public.progresses (lost); change them first';
    END IF;
    IF EXISTS (SELECT FROM public.tasks WHERE state::text = ANY (ARRAY['lost'])) THEN
        RAISE EXCEPTION '%', 'Rows of public.tasks have a value in state that is removed from public.progresses (lost); change them first';
    END IF;
END
$groundplan$;
DELETE FROM public.progresses WHERE value = ANY (ARRAY['lost']);

-- Table public.colors
-- Hazard [data-loss]: all rows of public.colors are lost
-- The rollback does not bring back: all rows of public.colors
DROP TABLE IF EXISTS public.colors;

-- What stands now is what was meant: each part as `name definition`; `...` leaves the rest open.
SET LOCAL search_path = pg_catalog, pg_temp;
DO $groundplan$
DECLARE
    difference text;
BEGIN
    WITH meant (object, parts) AS (VALUES
        ('part of table public.tasks', ARRAY['state character varying(63) not null default ''draft''']),
        ('part of table shop.shirts', ARRAY['size character varying(63) not null default ''medium'''])
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
--         ('part of table public.tasks', ARRAY['state character varying(63)']),
--         ('part of table shop.shirts', ARRAY['size character varying(63)'])
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
-- CREATE TABLE public.colors (
--     value VARCHAR(63) NOT NULL,
--     CONSTRAINT pk_colors PRIMARY KEY (value)
-- );
-- INSERT INTO public.progresses (value)
-- VALUES
--     ('lost')
-- ON CONFLICT (value) DO NOTHING;
-- DO $groundplan$
-- BEGIN
--     IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.progresses') AND conname = 'pk_progresses') THEN
--         ALTER TABLE public.progresses RENAME CONSTRAINT pk_progresses TO pk_task_states;
--     END IF;
-- END
-- $groundplan$;
-- ALTER TABLE shop.shirts
--     ALTER COLUMN size SET DEFAULT 'small'::character varying;
-- ALTER TABLE public.tasks
--     ALTER COLUMN state SET DEFAULT 'new'::character varying;
-- DO $groundplan$
-- BEGIN
--     IF EXISTS (SELECT FROM shop.sizes WHERE value = 'medium')
--         AND NOT EXISTS (SELECT FROM shop.sizes WHERE value = 'small') THEN
--         INSERT INTO shop.sizes (value) VALUES ('small');
--         UPDATE shop.shirts SET size = 'small' WHERE size = 'medium';
--         DELETE FROM shop.sizes WHERE value = 'medium';
--     END IF;
--     IF EXISTS (SELECT FROM public.progresses WHERE value = 'doing')
--         AND NOT EXISTS (SELECT FROM public.progresses WHERE value = 'done') THEN
--         INSERT INTO public.progresses (value) VALUES ('done');
--         UPDATE public.tasks SET before = 'done' WHERE before = 'doing';
--         UPDATE public.tasks SET state = 'done' WHERE state = 'doing';
--         DELETE FROM public.progresses WHERE value = 'doing';
--     END IF;
--     IF EXISTS (SELECT FROM public.progresses WHERE value = 'started')
--         AND NOT EXISTS (SELECT FROM public.progresses WHERE value = 'doing') THEN
--         INSERT INTO public.progresses (value) VALUES ('doing');
--         UPDATE public.tasks SET before = 'doing' WHERE before = 'started';
--         UPDATE public.tasks SET state = 'doing' WHERE state = 'started';
--         DELETE FROM public.progresses WHERE value = 'started';
--     END IF;
--     IF EXISTS (SELECT FROM public.progresses WHERE value = 'draft')
--         AND NOT EXISTS (SELECT FROM public.progresses WHERE value = 'new') THEN
--         INSERT INTO public.progresses (value) VALUES ('new');
--         UPDATE public.tasks SET before = 'new' WHERE before = 'draft';
--         UPDATE public.tasks SET state = 'new' WHERE state = 'draft';
--         DELETE FROM public.progresses WHERE value = 'draft';
--     END IF;
--     IF pg_catalog.to_regclass('public.progresses') IS NOT NULL
--         AND pg_catalog.to_regclass('public.task_states') IS NULL THEN
--         ALTER TABLE public.progresses RENAME TO task_states;
--     END IF;
-- END
-- $groundplan$;
--
-- COMMIT;
-- groundplan:rollback end
