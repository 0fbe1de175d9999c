-- club: create_club_schema
--
-- Created:       2025-01-01 00:00:00 UTC
-- Requirements:  club.schema
-- Edition:       2026
-- What it does:  creates 1 function, 4 tables and 4 triggers
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

-- Table public.members
CREATE TABLE IF NOT EXISTS public.members (
    id         BIGSERIAL,
    email      VARCHAR(254)             NOT NULL,
    full_name  VARCHAR(200)             NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_members PRIMARY KEY (id),
    CONSTRAINT uq_members_email UNIQUE (email),
    CONSTRAINT ck_members_email CHECK (email = lower(email) AND email LIKE '%_@_%')
);

CREATE OR REPLACE TRIGGER set_updated_at
    BEFORE UPDATE ON public.members
    FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();

-- Table public.notes
CREATE TABLE IF NOT EXISTS public.notes (
    id         BIGSERIAL,
    text       TEXT                     NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_notes PRIMARY KEY (id),
    CONSTRAINT ck_notes_text CHECK (char_length(text) BETWEEN 1 AND 200)
);

CREATE OR REPLACE TRIGGER set_updated_at
    BEFORE UPDATE ON public.notes
    FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();

-- Table public.posts
CREATE TABLE IF NOT EXISTS public.posts (
    author_id  BIGINT                   NOT NULL,
    title      VARCHAR(80)              NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_posts PRIMARY KEY (author_id, title),
    CONSTRAINT fk_posts_author_id FOREIGN KEY (author_id) REFERENCES public.members (id)
        ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT ck_posts_title CHECK (char_length(title) >= 1)
);

CREATE OR REPLACE TRIGGER set_updated_at
    BEFORE UPDATE ON public.posts
    FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();

-- Table public.profiles
CREATE TABLE IF NOT EXISTS public.profiles (
    id         BIGSERIAL,
    member_id  BIGINT                   NOT NULL,
    bio        TEXT                     NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_profiles PRIMARY KEY (id),
    CONSTRAINT uq_profiles_member_id UNIQUE (member_id),
    CONSTRAINT fk_profiles_member_id FOREIGN KEY (member_id) REFERENCES public.members (id)
        ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT ck_profiles_bio CHECK (char_length(bio) BETWEEN 1 AND 300)
);

CREATE OR REPLACE TRIGGER set_updated_at
    BEFORE UPDATE ON public.profiles
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
        ('public', 'members', 'id', 'bigint not null serial'),
        ('public', 'members', 'email', 'character varying(254) not null'),
        ('public', 'members', 'full_name', 'character varying(200) not null'),
        ('public', 'members', 'created_at', 'timestamp with time zone not null default'),
        ('public', 'members', 'updated_at', 'timestamp with time zone not null default'),
        ('public', 'notes', 'id', 'bigint not null serial'),
        ('public', 'notes', 'text', 'text not null'),
        ('public', 'notes', 'created_at', 'timestamp with time zone not null default'),
        ('public', 'notes', 'updated_at', 'timestamp with time zone not null default'),
        ('public', 'posts', 'author_id', 'bigint not null'),
        ('public', 'posts', 'title', 'character varying(80) not null'),
        ('public', 'posts', 'created_at', 'timestamp with time zone not null default'),
        ('public', 'posts', 'updated_at', 'timestamp with time zone not null default'),
        ('public', 'profiles', 'id', 'bigint not null serial'),
        ('public', 'profiles', 'member_id', 'bigint not null'),
        ('public', 'profiles', 'bio', 'text not null'),
        ('public', 'profiles', 'created_at', 'timestamp with time zone not null default'),
        ('public', 'profiles', 'updated_at', 'timestamp with time zone not null default')
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
        ('public', 'members', 'pk_members', 'primary key (id)'),
        ('public', 'members', 'uq_members_email', 'unique (email)'),
        ('public', 'members', 'ck_members_email', 'check (email)'),
        ('public', 'notes', 'pk_notes', 'primary key (id)'),
        ('public', 'notes', 'ck_notes_text', 'check (text)'),
        ('public', 'posts', 'pk_posts', 'primary key (author_id, title)'),
        ('public', 'posts', 'fk_posts_author_id', 'foreign key (author_id) references public.members (id) on delete restrict on update restrict'),
        ('public', 'posts', 'ck_posts_title', 'check (title)'),
        ('public', 'profiles', 'pk_profiles', 'primary key (id)'),
        ('public', 'profiles', 'uq_profiles_member_id', 'unique (member_id)'),
        ('public', 'profiles', 'fk_profiles_member_id', 'foreign key (member_id) references public.members (id) on delete restrict on update restrict'),
        ('public', 'profiles', 'ck_profiles_bio', 'check (bio)')
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

    SELECT pg_catalog.format('trigger %I of %I.%I is %s where this migration means %s',
            meant.trigger_name, meant.schema_name, meant.table_name, coalesce(standing.definition, 'absent'), meant.definition)
    INTO difference
    FROM (VALUES
        ('public', 'members', 'set_updated_at', 'before update for each row execute public.set_updated_at'),
        ('public', 'notes', 'set_updated_at', 'before update for each row execute public.set_updated_at'),
        ('public', 'posts', 'set_updated_at', 'before update for each row execute public.set_updated_at'),
        ('public', 'profiles', 'set_updated_at', 'before update for each row execute public.set_updated_at')
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
--         ('public', 'members', 'id', 'bigint not null serial'),
--         ('public', 'members', 'email', 'character varying(254) not null'),
--         ('public', 'members', 'full_name', 'character varying(200) not null'),
--         ('public', 'members', 'created_at', 'timestamp with time zone not null default'),
--         ('public', 'members', 'updated_at', 'timestamp with time zone not null default'),
--         ('public', 'notes', 'id', 'bigint not null serial'),
--         ('public', 'notes', 'text', 'text not null'),
--         ('public', 'notes', 'created_at', 'timestamp with time zone not null default'),
--         ('public', 'notes', 'updated_at', 'timestamp with time zone not null default'),
--         ('public', 'posts', 'author_id', 'bigint not null'),
--         ('public', 'posts', 'title', 'character varying(80) not null'),
--         ('public', 'posts', 'created_at', 'timestamp with time zone not null default'),
--         ('public', 'posts', 'updated_at', 'timestamp with time zone not null default'),
--         ('public', 'profiles', 'id', 'bigint not null serial'),
--         ('public', 'profiles', 'member_id', 'bigint not null'),
--         ('public', 'profiles', 'bio', 'text not null'),
--         ('public', 'profiles', 'created_at', 'timestamp with time zone not null default'),
--         ('public', 'profiles', 'updated_at', 'timestamp with time zone not null default')
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
--         ('public', 'members', ARRAY['id', 'email', 'full_name', 'created_at', 'updated_at']),
--         ('public', 'notes', ARRAY['id', 'text', 'created_at', 'updated_at']),
--         ('public', 'posts', ARRAY['author_id', 'title', 'created_at', 'updated_at']),
--         ('public', 'profiles', ARRAY['id', 'member_id', 'bio', 'created_at', 'updated_at'])
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
--         ('public', 'members', 'pk_members', 'primary key (id)'),
--         ('public', 'members', 'uq_members_email', 'unique (email)'),
--         ('public', 'members', 'ck_members_email', 'check (email)'),
--         ('public', 'notes', 'pk_notes', 'primary key (id)'),
--         ('public', 'notes', 'ck_notes_text', 'check (text)'),
--         ('public', 'posts', 'pk_posts', 'primary key (author_id, title)'),
--         ('public', 'posts', 'fk_posts_author_id', 'foreign key (author_id) references public.members (id) on delete restrict on update restrict'),
--         ('public', 'posts', 'ck_posts_title', 'check (title)'),
--         ('public', 'profiles', 'pk_profiles', 'primary key (id)'),
--         ('public', 'profiles', 'uq_profiles_member_id', 'unique (member_id)'),
--         ('public', 'profiles', 'fk_profiles_member_id', 'foreign key (member_id) references public.members (id) on delete restrict on update restrict'),
--         ('public', 'profiles', 'ck_profiles_bio', 'check (bio)')
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
--     SELECT pg_catalog.format('trigger %I of %I.%I is %s where this migration means %s',
--             meant.trigger_name, meant.schema_name, meant.table_name, coalesce(standing.definition, 'absent'), meant.definition)
--     INTO difference
--     FROM (VALUES
--         ('public', 'members', 'set_updated_at', 'before update for each row execute public.set_updated_at'),
--         ('public', 'notes', 'set_updated_at', 'before update for each row execute public.set_updated_at'),
--         ('public', 'posts', 'set_updated_at', 'before update for each row execute public.set_updated_at'),
--         ('public', 'profiles', 'set_updated_at', 'before update for each row execute public.set_updated_at')
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
-- DROP TABLE IF EXISTS public.profiles;
-- DROP TABLE IF EXISTS public.posts;
-- DROP TABLE IF EXISTS public.notes;
-- DROP TABLE IF EXISTS public.members;
-- DROP FUNCTION IF EXISTS public.set_updated_at();
--
-- COMMIT;
-- groundplan:rollback end
