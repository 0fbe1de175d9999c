-- choices: create_choices_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  choices.schema
-- Edition:       2026
-- What it does:  creates 1 function, 2 tables, 1 index and 2 triggers
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
    -- A function of this name that stands is never replaced; whether it is the same is compared before COMMIT.
    IF NOT EXISTS (
        SELECT
        FROM pg_catalog.pg_proc AS p
        JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
        WHERE n.nspname = 'public' AND p.proname = 'set_updated_at'
            AND pg_catalog.pg_get_function_identity_arguments(p.oid) = ''
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

-- Table public.shirts
CREATE TABLE IF NOT EXISTS public.shirts (
    id         BIGINT                   NOT NULL GENERATED ALWAYS AS IDENTITY,
    name       TEXT                     NOT NULL,
    size       TEXT                     NOT NULL DEFAULT 'medium',
    created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_shirts PRIMARY KEY (id),
    CONSTRAINT ck_shirts_name CHECK (char_length(name) <= 60 AND char_length(name) >= 1),
    CONSTRAINT ck_shirts_size CHECK (size IN ('small', 'medium', 'large'))
);

CREATE OR REPLACE TRIGGER set_updated_at
    BEFORE UPDATE ON public.shirts
    FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();

-- Table public.prints
CREATE TABLE IF NOT EXISTS public.prints (
    id         UUID                     NOT NULL DEFAULT gen_random_uuid(),
    shirt_id   BIGINT                   NOT NULL,
    motif      TEXT                     NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_prints PRIMARY KEY (id),
    CONSTRAINT fk_prints_shirt_id FOREIGN KEY (shirt_id) REFERENCES public.shirts (id)
        ON DELETE CASCADE ON UPDATE RESTRICT,
    CONSTRAINT ck_prints_motif CHECK (char_length(motif) <= 60 AND char_length(motif) >= 1)
);

CREATE INDEX IF NOT EXISTS idx_prints_shirt_id ON public.prints (shirt_id);

CREATE OR REPLACE TRIGGER set_updated_at
    BEFORE UPDATE ON public.prints
    FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();

-- What stands now is what was meant. Names of types are read in full, hence the empty search_path.
SET LOCAL search_path = '';
DO $groundplan$
DECLARE
    difference text;
BEGIN
    SELECT pg_catalog.format('function %I.%I(%s) has another body than this migration means',
            meant.schema_name, meant.function_name, meant.arguments)
    INTO difference
    FROM (VALUES
        ('public', 'set_updated_at', '', 'plpgsql a17ce5421899a868e95bc04721c98f137600dd2a5c2faa87b55982a7a97e5554')
    ) AS meant (schema_name, function_name, arguments, definition)
    LEFT JOIN LATERAL (
        SELECT l.lanname || ' ' || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(
                pg_catalog.replace(p.prosrc, pg_catalog.chr(13), ''), 'UTF8')), 'hex') AS definition
        FROM pg_catalog.pg_proc AS p
        JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
        JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
        WHERE n.nspname = meant.schema_name AND p.proname = meant.function_name
            AND pg_catalog.pg_get_function_identity_arguments(p.oid) = meant.arguments
    ) AS standing ON true
    WHERE standing.definition IS DISTINCT FROM meant.definition
    ORDER BY meant.schema_name, meant.function_name, meant.arguments
    LIMIT 1;
    IF difference IS NOT NULL THEN
        RAISE EXCEPTION '%', difference USING HINT = 'An object of this name stood before this migration. Nothing has been changed: rename one of them, or make them equal.';
    END IF;

    SELECT pg_catalog.format('column %I of %I.%I is %s where this migration means %s',
            meant.column_name, meant.schema_name, meant.table_name, coalesce(standing.definition, 'absent'), meant.definition)
    INTO difference
    FROM (VALUES
        ('public', 'shirts', 'id', 'bigint not null identity'),
        ('public', 'shirts', 'name', 'text not null'),
        ('public', 'shirts', 'size', 'text not null default'),
        ('public', 'shirts', 'created_at', 'timestamp with time zone not null default'),
        ('public', 'shirts', 'updated_at', 'timestamp with time zone not null default'),
        ('public', 'prints', 'id', 'uuid not null default'),
        ('public', 'prints', 'shirt_id', 'bigint not null'),
        ('public', 'prints', 'motif', 'text not null'),
        ('public', 'prints', 'created_at', 'timestamp with time zone not null default'),
        ('public', 'prints', 'updated_at', 'timestamp with time zone not null default')
    ) AS meant (schema_name, table_name, column_name, definition)
    LEFT JOIN LATERAL (
        SELECT pg_catalog.format_type(a.atttypid, a.atttypmod)
            || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
            || CASE
                WHEN a.attidentity <> '' THEN ' identity'
                WHEN a.attgenerated <> '' THEN ' generated'
                WHEN EXISTS (
                    SELECT
                    FROM pg_catalog.pg_depend AS d
                    JOIN pg_catalog.pg_class AS s ON s.oid = d.objid AND s.relkind = 'S'
                    WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype = 'a'
                        AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum
                ) THEN ' serial'
                WHEN a.atthasdef THEN ' default'
                ELSE ''
            END AS definition
        FROM pg_catalog.pg_attribute AS a
        WHERE a.attrelid = pg_catalog.to_regclass(pg_catalog.format('%I.%I', meant.schema_name, meant.table_name))
            AND a.attname = meant.column_name AND NOT a.attisdropped
    ) AS standing ON true
    WHERE standing.definition IS DISTINCT FROM meant.definition
    ORDER BY meant.schema_name, meant.table_name, meant.column_name
    LIMIT 1;
    IF difference IS NOT NULL THEN
        RAISE EXCEPTION '%', difference USING HINT = 'An object of this name stood before this migration. Nothing has been changed: rename one of them, or make them equal.';
    END IF;

    SELECT pg_catalog.format('constraint %I of %I.%I is %s where this migration means %s',
            meant.constraint_name, meant.schema_name, meant.table_name, coalesce(standing.definition, 'absent'), coalesce(meant.definition, 'present'))
    INTO difference
    FROM (VALUES
        ('public', 'shirts', 'pk_shirts', 'primary key (id)'),
        ('public', 'shirts', 'ck_shirts_name', 'check (name)'),
        ('public', 'shirts', 'ck_shirts_size', 'check (size)'),
        ('public', 'prints', 'pk_prints', 'primary key (id)'),
        ('public', 'prints', 'fk_prints_shirt_id', 'foreign key (shirt_id) references public.shirts (id) on delete cascade on update restrict'),
        ('public', 'prints', 'ck_prints_motif', 'check (motif)')
    ) AS meant (schema_name, table_name, constraint_name, definition)
    LEFT JOIN LATERAL (
        SELECT CASE c.contype
                WHEN 'p' THEN 'primary key'
                WHEN 'u' THEN 'unique'
                WHEN 'f' THEN 'foreign key'
                WHEN 'c' THEN 'check'
                ELSE 'exclude'
            END
            || CASE WHEN c.contype = 'x' THEN '' ELSE pg_catalog.concat(' (', (
                SELECT pg_catalog.string_agg(a.attname, ', '
                    ORDER BY CASE WHEN c.contype = 'c' THEN 0 ELSE k.place END, a.attname COLLATE "C")
                FROM pg_catalog.unnest(c.conkey) WITH ORDINALITY AS k (number, place)
                JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = k.number
            ), ')') END
            || CASE WHEN c.contype = 'f' THEN pg_catalog.format(' references %s.%s (%s) on delete %s on update %s',
                rn.nspname, r.relname, (
                    SELECT pg_catalog.string_agg(a.attname, ', ' ORDER BY k.place)
                    FROM pg_catalog.unnest(c.confkey) WITH ORDINALITY AS k (number, place)
                    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.confrelid AND a.attnum = k.number
                ),
                CASE c.confdeltype WHEN 'a' THEN 'no action' WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null' ELSE 'set default' END,
                CASE c.confupdtype WHEN 'a' THEN 'no action' WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null' ELSE 'set default' END
            ) ELSE '' END
            || CASE WHEN c.condeferred THEN ' deferrable initially deferred' WHEN c.condeferrable THEN ' deferrable' ELSE '' END AS definition
        FROM pg_catalog.pg_constraint AS c
        LEFT JOIN pg_catalog.pg_class AS r ON r.oid = c.confrelid
        LEFT JOIN pg_catalog.pg_namespace AS rn ON rn.oid = r.relnamespace
        WHERE c.conrelid = pg_catalog.to_regclass(pg_catalog.format('%I.%I', meant.schema_name, meant.table_name))
            AND c.conname = meant.constraint_name
    ) AS standing ON true
    WHERE standing.definition IS NULL OR standing.definition <> meant.definition
    ORDER BY meant.schema_name, meant.table_name, meant.constraint_name
    LIMIT 1;
    IF difference IS NOT NULL THEN
        RAISE EXCEPTION '%', difference USING HINT = 'An object of this name stood before this migration. Nothing has been changed: rename one of them, or make them equal.';
    END IF;

    SELECT pg_catalog.format('index %I of %I.%I is %s where this migration means %s',
            meant.index_name, meant.schema_name, meant.table_name, coalesce(standing.definition, 'absent'), meant.definition)
    INTO difference
    FROM (VALUES
        ('public', 'prints', 'idx_prints_shirt_id', 'btree (shirt_id)')
    ) AS meant (schema_name, table_name, index_name, definition)
    LEFT JOIN LATERAL (
        SELECT CASE WHEN i.indisunique THEN 'unique ' ELSE '' END || m.amname || ' (' || (
                SELECT pg_catalog.string_agg(CASE WHEN k.number = 0 THEN 'expression' ELSE a.attname::text END
                    || CASE WHEN i.indoption[k.place - 1] & 1 = 1 THEN ' desc' ELSE '' END, ', ' ORDER BY k.place)
                FROM pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY AS k (number, place)
                LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.number
                WHERE k.place <= i.indnkeyatts
            ) || ')'
            || CASE WHEN i.indpred IS NOT NULL THEN ' where' ELSE '' END
            || CASE WHEN i.indisvalid THEN '' ELSE ' invalid' END AS definition
        FROM pg_catalog.pg_index AS i
        JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
        JOIN pg_catalog.pg_am AS m ON m.oid = c.relam
        WHERE i.indrelid = pg_catalog.to_regclass(pg_catalog.format('%I.%I', meant.schema_name, meant.table_name))
            AND c.relname = meant.index_name
    ) AS standing ON true
    WHERE standing.definition IS DISTINCT FROM meant.definition
    ORDER BY meant.schema_name, meant.table_name, meant.index_name
    LIMIT 1;
    IF difference IS NOT NULL THEN
        RAISE EXCEPTION '%', difference USING HINT = 'An object of this name stood before this migration. Nothing has been changed: rename one of them, or make them equal.';
    END IF;

    SELECT pg_catalog.format('trigger %I of %I.%I is %s where this migration means %s',
            meant.trigger_name, meant.schema_name, meant.table_name, coalesce(standing.definition, 'absent'), meant.definition)
    INTO difference
    FROM (VALUES
        ('public', 'shirts', 'set_updated_at', 'before update for each row execute public.set_updated_at'),
        ('public', 'prints', 'set_updated_at', 'before update for each row execute public.set_updated_at')
    ) AS meant (schema_name, table_name, trigger_name, definition)
    LEFT JOIN LATERAL (
        SELECT CASE WHEN t.tgtype & 2 <> 0 THEN 'before' WHEN t.tgtype & 64 <> 0 THEN 'instead of' ELSE 'after' END
            || CASE WHEN t.tgtype & 4 <> 0 THEN ' insert' ELSE '' END
            || CASE WHEN t.tgtype & 8 <> 0 THEN ' delete' ELSE '' END
            || CASE WHEN t.tgtype & 16 <> 0 THEN ' update' ELSE '' END
            || CASE WHEN t.tgtype & 32 <> 0 THEN ' truncate' ELSE '' END
            || CASE WHEN t.tgtype & 1 <> 0 THEN ' for each row' ELSE ' for each statement' END
            || ' execute ' || n.nspname || '.' || p.proname AS definition
        FROM pg_catalog.pg_trigger AS t
        JOIN pg_catalog.pg_proc AS p ON p.oid = t.tgfoid
        JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
        WHERE t.tgrelid = pg_catalog.to_regclass(pg_catalog.format('%I.%I', meant.schema_name, meant.table_name))
            AND t.tgname = meant.trigger_name AND NOT t.tgisinternal
    ) AS standing ON true
    WHERE standing.definition IS DISTINCT FROM meant.definition
    ORDER BY meant.schema_name, meant.table_name, meant.trigger_name
    LIMIT 1;
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
-- SET LOCAL search_path = '';
-- DO $groundplan$
-- DECLARE
--     difference text;
-- BEGIN
--     SELECT pg_catalog.format('function %I.%I(%s) has another body than this migration means',
--             meant.schema_name, meant.function_name, meant.arguments)
--     INTO difference
--     FROM (VALUES
--         ('public', 'set_updated_at', '', 'plpgsql a17ce5421899a868e95bc04721c98f137600dd2a5c2faa87b55982a7a97e5554')
--     ) AS meant (schema_name, function_name, arguments, definition)
--     LEFT JOIN LATERAL (
--         SELECT l.lanname || ' ' || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(
--                 pg_catalog.replace(p.prosrc, pg_catalog.chr(13), ''), 'UTF8')), 'hex') AS definition
--         FROM pg_catalog.pg_proc AS p
--         JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
--         JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
--         WHERE n.nspname = meant.schema_name AND p.proname = meant.function_name
--             AND pg_catalog.pg_get_function_identity_arguments(p.oid) = meant.arguments
--     ) AS standing ON true
--     WHERE standing.definition <> meant.definition
--     ORDER BY meant.schema_name, meant.function_name, meant.arguments
--     LIMIT 1;
--     IF difference IS NOT NULL THEN
--         RAISE EXCEPTION '%', difference USING HINT = 'It has been changed since, or was not made by this migration. Nothing has been dropped.';
--     END IF;
--
--     SELECT pg_catalog.format('column %I of %I.%I is %s where this migration means %s',
--             meant.column_name, meant.schema_name, meant.table_name, coalesce(standing.definition, 'absent'), meant.definition)
--     INTO difference
--     FROM (VALUES
--         ('public', 'shirts', 'id', 'bigint not null identity'),
--         ('public', 'shirts', 'name', 'text not null'),
--         ('public', 'shirts', 'size', 'text not null default'),
--         ('public', 'shirts', 'created_at', 'timestamp with time zone not null default'),
--         ('public', 'shirts', 'updated_at', 'timestamp with time zone not null default'),
--         ('public', 'prints', 'id', 'uuid not null default'),
--         ('public', 'prints', 'shirt_id', 'bigint not null'),
--         ('public', 'prints', 'motif', 'text not null'),
--         ('public', 'prints', 'created_at', 'timestamp with time zone not null default'),
--         ('public', 'prints', 'updated_at', 'timestamp with time zone not null default')
--     ) AS meant (schema_name, table_name, column_name, definition)
--     LEFT JOIN LATERAL (
--         SELECT pg_catalog.format_type(a.atttypid, a.atttypmod)
--             || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
--             || CASE
--                 WHEN a.attidentity <> '' THEN ' identity'
--                 WHEN a.attgenerated <> '' THEN ' generated'
--                 WHEN EXISTS (
--                     SELECT
--                     FROM pg_catalog.pg_depend AS d
--                     JOIN pg_catalog.pg_class AS s ON s.oid = d.objid AND s.relkind = 'S'
--                     WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype = 'a'
--                         AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum
--                 ) THEN ' serial'
--                 WHEN a.atthasdef THEN ' default'
--                 ELSE ''
--             END AS definition
--         FROM pg_catalog.pg_attribute AS a
--         WHERE a.attrelid = pg_catalog.to_regclass(pg_catalog.format('%I.%I', meant.schema_name, meant.table_name))
--             AND a.attname = meant.column_name AND NOT a.attisdropped
--     ) AS standing ON true
--     WHERE standing.definition <> meant.definition
--     ORDER BY meant.schema_name, meant.table_name, meant.column_name
--     LIMIT 1;
--     IF difference IS NOT NULL THEN
--         RAISE EXCEPTION '%', difference USING HINT = 'It has been changed since, or was not made by this migration. Nothing has been dropped.';
--     END IF;
--
--     SELECT pg_catalog.format('column %I of %I.%I is not of this migration', a.attname, meant.schema_name, meant.table_name)
--     INTO difference
--     FROM (VALUES
--         ('public', 'shirts', ARRAY['id', 'name', 'size', 'created_at', 'updated_at']),
--         ('public', 'prints', ARRAY['id', 'shirt_id', 'motif', 'created_at', 'updated_at'])
--     ) AS meant (schema_name, table_name, column_names)
--     JOIN pg_catalog.pg_attribute AS a
--         ON a.attrelid = pg_catalog.to_regclass(pg_catalog.format('%I.%I', meant.schema_name, meant.table_name))
--     WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attname::text <> ALL (meant.column_names)
--     ORDER BY meant.schema_name, meant.table_name, a.attname
--     LIMIT 1;
--     IF difference IS NOT NULL THEN
--         RAISE EXCEPTION '%', difference USING HINT = 'It has been changed since, or was not made by this migration. Nothing has been dropped.';
--     END IF;
--
--     SELECT pg_catalog.format('constraint %I of %I.%I is %s where this migration means %s',
--             meant.constraint_name, meant.schema_name, meant.table_name, coalesce(standing.definition, 'absent'), coalesce(meant.definition, 'present'))
--     INTO difference
--     FROM (VALUES
--         ('public', 'shirts', 'pk_shirts', 'primary key (id)'),
--         ('public', 'shirts', 'ck_shirts_name', 'check (name)'),
--         ('public', 'shirts', 'ck_shirts_size', 'check (size)'),
--         ('public', 'prints', 'pk_prints', 'primary key (id)'),
--         ('public', 'prints', 'fk_prints_shirt_id', 'foreign key (shirt_id) references public.shirts (id) on delete cascade on update restrict'),
--         ('public', 'prints', 'ck_prints_motif', 'check (motif)')
--     ) AS meant (schema_name, table_name, constraint_name, definition)
--     LEFT JOIN LATERAL (
--         SELECT CASE c.contype
--                 WHEN 'p' THEN 'primary key'
--                 WHEN 'u' THEN 'unique'
--                 WHEN 'f' THEN 'foreign key'
--                 WHEN 'c' THEN 'check'
--                 ELSE 'exclude'
--             END
--             || CASE WHEN c.contype = 'x' THEN '' ELSE pg_catalog.concat(' (', (
--                 SELECT pg_catalog.string_agg(a.attname, ', '
--                     ORDER BY CASE WHEN c.contype = 'c' THEN 0 ELSE k.place END, a.attname COLLATE "C")
--                 FROM pg_catalog.unnest(c.conkey) WITH ORDINALITY AS k (number, place)
--                 JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = k.number
--             ), ')') END
--             || CASE WHEN c.contype = 'f' THEN pg_catalog.format(' references %s.%s (%s) on delete %s on update %s',
--                 rn.nspname, r.relname, (
--                     SELECT pg_catalog.string_agg(a.attname, ', ' ORDER BY k.place)
--                     FROM pg_catalog.unnest(c.confkey) WITH ORDINALITY AS k (number, place)
--                     JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.confrelid AND a.attnum = k.number
--                 ),
--                 CASE c.confdeltype WHEN 'a' THEN 'no action' WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null' ELSE 'set default' END,
--                 CASE c.confupdtype WHEN 'a' THEN 'no action' WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null' ELSE 'set default' END
--             ) ELSE '' END
--             || CASE WHEN c.condeferred THEN ' deferrable initially deferred' WHEN c.condeferrable THEN ' deferrable' ELSE '' END AS definition
--         FROM pg_catalog.pg_constraint AS c
--         LEFT JOIN pg_catalog.pg_class AS r ON r.oid = c.confrelid
--         LEFT JOIN pg_catalog.pg_namespace AS rn ON rn.oid = r.relnamespace
--         WHERE c.conrelid = pg_catalog.to_regclass(pg_catalog.format('%I.%I', meant.schema_name, meant.table_name))
--             AND c.conname = meant.constraint_name
--     ) AS standing ON true
--     WHERE standing.definition <> meant.definition
--     ORDER BY meant.schema_name, meant.table_name, meant.constraint_name
--     LIMIT 1;
--     IF difference IS NOT NULL THEN
--         RAISE EXCEPTION '%', difference USING HINT = 'It has been changed since, or was not made by this migration. Nothing has been dropped.';
--     END IF;
--
--     SELECT pg_catalog.format('index %I of %I.%I is %s where this migration means %s',
--             meant.index_name, meant.schema_name, meant.table_name, coalesce(standing.definition, 'absent'), meant.definition)
--     INTO difference
--     FROM (VALUES
--         ('public', 'prints', 'idx_prints_shirt_id', 'btree (shirt_id)')
--     ) AS meant (schema_name, table_name, index_name, definition)
--     LEFT JOIN LATERAL (
--         SELECT CASE WHEN i.indisunique THEN 'unique ' ELSE '' END || m.amname || ' (' || (
--                 SELECT pg_catalog.string_agg(CASE WHEN k.number = 0 THEN 'expression' ELSE a.attname::text END
--                     || CASE WHEN i.indoption[k.place - 1] & 1 = 1 THEN ' desc' ELSE '' END, ', ' ORDER BY k.place)
--                 FROM pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY AS k (number, place)
--                 LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.number
--                 WHERE k.place <= i.indnkeyatts
--             ) || ')'
--             || CASE WHEN i.indpred IS NOT NULL THEN ' where' ELSE '' END
--             || CASE WHEN i.indisvalid THEN '' ELSE ' invalid' END AS definition
--         FROM pg_catalog.pg_index AS i
--         JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
--         JOIN pg_catalog.pg_am AS m ON m.oid = c.relam
--         WHERE i.indrelid = pg_catalog.to_regclass(pg_catalog.format('%I.%I', meant.schema_name, meant.table_name))
--             AND c.relname = meant.index_name
--     ) AS standing ON true
--     WHERE standing.definition <> meant.definition
--     ORDER BY meant.schema_name, meant.table_name, meant.index_name
--     LIMIT 1;
--     IF difference IS NOT NULL THEN
--         RAISE EXCEPTION '%', difference USING HINT = 'It has been changed since, or was not made by this migration. Nothing has been dropped.';
--     END IF;
--
--     SELECT pg_catalog.format('trigger %I of %I.%I is %s where this migration means %s',
--             meant.trigger_name, meant.schema_name, meant.table_name, coalesce(standing.definition, 'absent'), meant.definition)
--     INTO difference
--     FROM (VALUES
--         ('public', 'shirts', 'set_updated_at', 'before update for each row execute public.set_updated_at'),
--         ('public', 'prints', 'set_updated_at', 'before update for each row execute public.set_updated_at')
--     ) AS meant (schema_name, table_name, trigger_name, definition)
--     LEFT JOIN LATERAL (
--         SELECT CASE WHEN t.tgtype & 2 <> 0 THEN 'before' WHEN t.tgtype & 64 <> 0 THEN 'instead of' ELSE 'after' END
--             || CASE WHEN t.tgtype & 4 <> 0 THEN ' insert' ELSE '' END
--             || CASE WHEN t.tgtype & 8 <> 0 THEN ' delete' ELSE '' END
--             || CASE WHEN t.tgtype & 16 <> 0 THEN ' update' ELSE '' END
--             || CASE WHEN t.tgtype & 32 <> 0 THEN ' truncate' ELSE '' END
--             || CASE WHEN t.tgtype & 1 <> 0 THEN ' for each row' ELSE ' for each statement' END
--             || ' execute ' || n.nspname || '.' || p.proname AS definition
--         FROM pg_catalog.pg_trigger AS t
--         JOIN pg_catalog.pg_proc AS p ON p.oid = t.tgfoid
--         JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
--         WHERE t.tgrelid = pg_catalog.to_regclass(pg_catalog.format('%I.%I', meant.schema_name, meant.table_name))
--             AND t.tgname = meant.trigger_name AND NOT t.tgisinternal
--     ) AS standing ON true
--     WHERE standing.definition <> meant.definition
--     ORDER BY meant.schema_name, meant.table_name, meant.trigger_name
--     LIMIT 1;
--     IF difference IS NOT NULL THEN
--         RAISE EXCEPTION '%', difference USING HINT = 'It has been changed since, or was not made by this migration. Nothing has been dropped.';
--     END IF;
--
-- END
-- $groundplan$;
-- SET LOCAL search_path = public, pg_temp;
--
-- DROP TABLE IF EXISTS public.prints;
-- DROP TABLE IF EXISTS public.shirts;
-- DROP FUNCTION IF EXISTS public.set_updated_at();
--
-- COMMIT;
-- groundplan:rollback end
