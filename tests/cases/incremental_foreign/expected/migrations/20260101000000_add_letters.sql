-- people: add_letters
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  people.schema
-- Edition:       2026
-- What it does:  creates 1 table and 1 index
--                adds 2 constraints
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

-- Table public.users
DO $groundplan$
BEGIN
    IF NOT EXISTS (
        SELECT
        FROM pg_catalog.pg_constraint AS c
        JOIN pg_catalog.pg_class AS r ON r.oid = c.conrelid
        JOIN pg_catalog.pg_namespace AS n ON n.oid = r.relnamespace
        WHERE n.nspname = 'public' AND r.relname = 'users' AND c.conname = 'ck_users_email'
    ) THEN
        ALTER TABLE public.users ADD CONSTRAINT ck_users_email CHECK (email = lower(email) AND email LIKE '%_@_%');
    END IF;
    IF NOT EXISTS (
        SELECT
        FROM pg_catalog.pg_constraint AS c
        JOIN pg_catalog.pg_class AS r ON r.oid = c.conrelid
        JOIN pg_catalog.pg_namespace AS n ON n.oid = r.relnamespace
        WHERE n.nspname = 'public' AND r.relname = 'users' AND c.conname = 'ck_users_username'
    ) THEN
        ALTER TABLE public.users ADD CONSTRAINT ck_users_username CHECK (char_length(username) >= 3);
    END IF;
END
$groundplan$;

-- Table public.letters
CREATE TABLE IF NOT EXISTS public.letters (
    id        BIGSERIAL,
    sender_id BIGINT      NOT NULL,
    subject   VARCHAR(80) NOT NULL,
    CONSTRAINT pk_letters PRIMARY KEY (id),
    CONSTRAINT fk_letters_sender_id FOREIGN KEY (sender_id) REFERENCES public.users (id)
        ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT ck_letters_subject CHECK (char_length(subject) >= 1)
);

CREATE INDEX IF NOT EXISTS idx_letters_sender_id ON public.letters (sender_id);

-- What stands now is what was meant. Names of types are read in full, hence the empty search_path.
SET LOCAL search_path = '';
DO $groundplan$
DECLARE
    difference text;
BEGIN
    SELECT pg_catalog.format('column %I of %I.%I is %s where this migration means %s',
            meant.column_name, meant.schema_name, meant.table_name, coalesce(standing.definition, 'absent'), meant.definition)
    INTO difference
    FROM (VALUES
        ('public', 'letters', 'id', 'bigint not null serial'),
        ('public', 'letters', 'sender_id', 'bigint not null'),
        ('public', 'letters', 'subject', 'character varying(80) not null')
    ) AS meant (schema_name, table_name, column_name, definition)
    LEFT JOIN LATERAL (
        SELECT pg_catalog.format_type(a.atttypid, a.atttypmod)
            || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
            || CASE
                WHEN a.attidentity <> '' THEN ' identity'
                WHEN a.attgenerated <> '' THEN ' generated'
                WHEN pg_catalog.pg_get_serial_sequence(a.attrelid::pg_catalog.regclass::text, a.attname) IS NOT NULL THEN ' serial'
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
        ('public', 'users', 'ck_users_email', 'check (email)'),
        ('public', 'users', 'ck_users_username', 'check (username)'),
        ('public', 'letters', 'pk_letters', 'primary key (id)'),
        ('public', 'letters', 'fk_letters_sender_id', 'foreign key (sender_id) references public.users (id) on delete restrict on update restrict'),
        ('public', 'letters', 'ck_letters_subject', 'check (subject)')
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
        ('public', 'letters', 'idx_letters_sender_id', 'btree (sender_id)')
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
--     SELECT pg_catalog.format('column %I of %I.%I is %s where this migration means %s',
--             meant.column_name, meant.schema_name, meant.table_name, coalesce(standing.definition, 'absent'), meant.definition)
--     INTO difference
--     FROM (VALUES
--         ('public', 'letters', 'id', 'bigint not null serial'),
--         ('public', 'letters', 'sender_id', 'bigint not null'),
--         ('public', 'letters', 'subject', 'character varying(80) not null')
--     ) AS meant (schema_name, table_name, column_name, definition)
--     LEFT JOIN LATERAL (
--         SELECT pg_catalog.format_type(a.atttypid, a.atttypmod)
--             || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
--             || CASE
--                 WHEN a.attidentity <> '' THEN ' identity'
--                 WHEN a.attgenerated <> '' THEN ' generated'
--                 WHEN pg_catalog.pg_get_serial_sequence(a.attrelid::pg_catalog.regclass::text, a.attname) IS NOT NULL THEN ' serial'
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
--         ('public', 'letters', ARRAY['id', 'sender_id', 'subject'])
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
--         ('public', 'users', 'ck_users_email', 'check (email)'),
--         ('public', 'users', 'ck_users_username', 'check (username)'),
--         ('public', 'letters', 'pk_letters', 'primary key (id)'),
--         ('public', 'letters', 'fk_letters_sender_id', 'foreign key (sender_id) references public.users (id) on delete restrict on update restrict'),
--         ('public', 'letters', 'ck_letters_subject', 'check (subject)')
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
--         ('public', 'letters', 'idx_letters_sender_id', 'btree (sender_id)')
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
-- END
-- $groundplan$;
-- SET LOCAL search_path = public, pg_temp;
--
-- DROP TABLE IF EXISTS public.letters;
-- ALTER TABLE IF EXISTS public.users
--     DROP CONSTRAINT IF EXISTS ck_users_username,
--     DROP CONSTRAINT IF EXISTS ck_users_email;
--
-- COMMIT;
-- groundplan:rollback end
