-- club: add_bookmarks_and_1_more
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  club.schema
-- Edition:       2026
-- What it does:  creates 2 tables, 3 indexes and 2 triggers
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

-- Table public.bookmarks
CREATE TABLE IF NOT EXISTS public.bookmarks (
    member_id      BIGINT                   NOT NULL,
    post_author_id BIGINT                   NOT NULL,
    post_title     VARCHAR(80)              NOT NULL,
    created_at     TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at     TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_bookmarks PRIMARY KEY (member_id, post_author_id, post_title),
    CONSTRAINT fk_bookmarks_member_id FOREIGN KEY (member_id) REFERENCES public.members (id)
        ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT fk_bookmarks_post_author_id_post_title FOREIGN KEY (post_author_id, post_title) REFERENCES public.posts (author_id, title)
        ON DELETE RESTRICT ON UPDATE RESTRICT
);

CREATE INDEX IF NOT EXISTS idx_bookmarks_post_author_id_post_title ON public.bookmarks (post_author_id, post_title);

CREATE OR REPLACE TRIGGER set_updated_at
    BEFORE UPDATE ON public.bookmarks
    FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();

-- Table public.reactions
CREATE TABLE IF NOT EXISTS public.reactions (
    id         BIGSERIAL,
    note_id    BIGINT                   NOT NULL,
    member_id  BIGINT                   NOT NULL,
    emoji      VARCHAR(8)               NOT NULL DEFAULT '+1',
    created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_reactions PRIMARY KEY (id),
    CONSTRAINT fk_reactions_member_id FOREIGN KEY (member_id) REFERENCES public.members (id)
        ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT fk_reactions_note_id FOREIGN KEY (note_id) REFERENCES public.notes (id)
        ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT ck_reactions_emoji CHECK (char_length(emoji) >= 1)
);

CREATE INDEX IF NOT EXISTS idx_reactions_member_id ON public.reactions (member_id);
CREATE INDEX IF NOT EXISTS idx_reactions_note_id ON public.reactions (note_id);

CREATE OR REPLACE TRIGGER set_updated_at
    BEFORE UPDATE ON public.reactions
    FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();

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
        ('public', 'bookmarks', 'member_id', 'bigint not null'),
        ('public', 'bookmarks', 'post_author_id', 'bigint not null'),
        ('public', 'bookmarks', 'post_title', 'character varying(80) not null'),
        ('public', 'bookmarks', 'created_at', 'timestamp with time zone not null default'),
        ('public', 'bookmarks', 'updated_at', 'timestamp with time zone not null default'),
        ('public', 'reactions', 'id', 'bigint not null serial'),
        ('public', 'reactions', 'note_id', 'bigint not null'),
        ('public', 'reactions', 'member_id', 'bigint not null'),
        ('public', 'reactions', 'emoji', 'character varying(8) not null default'),
        ('public', 'reactions', 'created_at', 'timestamp with time zone not null default'),
        ('public', 'reactions', 'updated_at', 'timestamp with time zone not null default')
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
        ('public', 'bookmarks', 'pk_bookmarks', 'primary key (member_id, post_author_id, post_title)'),
        ('public', 'bookmarks', 'fk_bookmarks_member_id', 'foreign key (member_id) references public.members (id) on delete restrict on update restrict'),
        ('public', 'bookmarks', 'fk_bookmarks_post_author_id_post_title', 'foreign key (post_author_id, post_title) references public.posts (author_id, title) on delete restrict on update restrict'),
        ('public', 'reactions', 'pk_reactions', 'primary key (id)'),
        ('public', 'reactions', 'fk_reactions_member_id', 'foreign key (member_id) references public.members (id) on delete restrict on update restrict'),
        ('public', 'reactions', 'fk_reactions_note_id', 'foreign key (note_id) references public.notes (id) on delete restrict on update restrict'),
        ('public', 'reactions', 'ck_reactions_emoji', 'check (emoji)')
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
        ('public', 'bookmarks', 'idx_bookmarks_post_author_id_post_title', 'btree (post_author_id, post_title)'),
        ('public', 'reactions', 'idx_reactions_member_id', 'btree (member_id)'),
        ('public', 'reactions', 'idx_reactions_note_id', 'btree (note_id)')
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
        ('public', 'bookmarks', 'set_updated_at', 'before update for each row execute public.set_updated_at'),
        ('public', 'reactions', 'set_updated_at', 'before update for each row execute public.set_updated_at')
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
--     SELECT pg_catalog.format('column %I of %I.%I is %s where this migration means %s',
--             meant.column_name, meant.schema_name, meant.table_name, coalesce(standing.definition, 'absent'), meant.definition)
--     INTO difference
--     FROM (VALUES
--         ('public', 'bookmarks', 'member_id', 'bigint not null'),
--         ('public', 'bookmarks', 'post_author_id', 'bigint not null'),
--         ('public', 'bookmarks', 'post_title', 'character varying(80) not null'),
--         ('public', 'bookmarks', 'created_at', 'timestamp with time zone not null default'),
--         ('public', 'bookmarks', 'updated_at', 'timestamp with time zone not null default'),
--         ('public', 'reactions', 'id', 'bigint not null serial'),
--         ('public', 'reactions', 'note_id', 'bigint not null'),
--         ('public', 'reactions', 'member_id', 'bigint not null'),
--         ('public', 'reactions', 'emoji', 'character varying(8) not null default'),
--         ('public', 'reactions', 'created_at', 'timestamp with time zone not null default'),
--         ('public', 'reactions', 'updated_at', 'timestamp with time zone not null default')
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
--         ('public', 'bookmarks', ARRAY['member_id', 'post_author_id', 'post_title', 'created_at', 'updated_at']),
--         ('public', 'reactions', ARRAY['id', 'note_id', 'member_id', 'emoji', 'created_at', 'updated_at'])
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
--         ('public', 'bookmarks', 'pk_bookmarks', 'primary key (member_id, post_author_id, post_title)'),
--         ('public', 'bookmarks', 'fk_bookmarks_member_id', 'foreign key (member_id) references public.members (id) on delete restrict on update restrict'),
--         ('public', 'bookmarks', 'fk_bookmarks_post_author_id_post_title', 'foreign key (post_author_id, post_title) references public.posts (author_id, title) on delete restrict on update restrict'),
--         ('public', 'reactions', 'pk_reactions', 'primary key (id)'),
--         ('public', 'reactions', 'fk_reactions_member_id', 'foreign key (member_id) references public.members (id) on delete restrict on update restrict'),
--         ('public', 'reactions', 'fk_reactions_note_id', 'foreign key (note_id) references public.notes (id) on delete restrict on update restrict'),
--         ('public', 'reactions', 'ck_reactions_emoji', 'check (emoji)')
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
--         ('public', 'bookmarks', 'idx_bookmarks_post_author_id_post_title', 'btree (post_author_id, post_title)'),
--         ('public', 'reactions', 'idx_reactions_member_id', 'btree (member_id)'),
--         ('public', 'reactions', 'idx_reactions_note_id', 'btree (note_id)')
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
--         ('public', 'bookmarks', 'set_updated_at', 'before update for each row execute public.set_updated_at'),
--         ('public', 'reactions', 'set_updated_at', 'before update for each row execute public.set_updated_at')
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
-- DROP TABLE IF EXISTS public.reactions;
-- DROP TABLE IF EXISTS public.bookmarks;
--
-- COMMIT;
-- groundplan:rollback end
