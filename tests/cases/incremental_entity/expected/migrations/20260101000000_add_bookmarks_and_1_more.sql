-- club: add_bookmarks_and_1_more
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  club.schema
-- Edition:       2026
-- What it does:  creates 2 tables, 3 indexes and 2 triggers
--
-- One transaction. A second run changes nothing. An object of the same name and another shape stops the file before COMMIT.
-- The rollback stands at the end; `groundplan rollback` prints it as SQL.
-- groundplan:builds-on da97bea2005d326b

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

DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = 'public.bookmarks'::pg_catalog.regclass AND tgname = 'set_updated_at') THEN
        CREATE TRIGGER set_updated_at BEFORE UPDATE ON public.bookmarks
            FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
    END IF;
END
$groundplan$;

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

DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = 'public.reactions'::pg_catalog.regclass AND tgname = 'set_updated_at') THEN
        CREATE TRIGGER set_updated_at BEFORE UPDATE ON public.reactions
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
        ('table public.bookmarks', ARRAY[
            'member_id bigint not null', 'post_author_id bigint not null', 'post_title character varying(80) not null',
            'created_at timestamp with time zone not null default CURRENT_TIMESTAMP',
            'updated_at timestamp with time zone not null default CURRENT_TIMESTAMP',
            'pk_bookmarks PRIMARY KEY (member_id, post_author_id, post_title)',
            'fk_bookmarks_member_id FOREIGN KEY (member_id) REFERENCES public.members(id) ON UPDATE RESTRICT ON DELETE RESTRICT',
            'fk_bookmarks_post_author_id_post_title FOREIGN KEY (post_author_id, post_title) REFERENCES public.posts(author_id, title) ON UPDATE RESTRICT ON DELETE RESTRICT',
            'idx_bookmarks_post_author_id_post_title INDEX USING btree (post_author_id, post_title)',
            'set_updated_at TRIGGER BEFORE UPDATE FOR EACH ROW EXECUTE FUNCTION public.set_updated_at()']),
        ('table public.reactions', ARRAY[
            'id bigint not null serial', 'note_id bigint not null', 'member_id bigint not null',
            'emoji character varying(8) not null default ''+1''',
            'created_at timestamp with time zone not null default CURRENT_TIMESTAMP',
            'updated_at timestamp with time zone not null default CURRENT_TIMESTAMP', 'pk_reactions PRIMARY KEY (id)',
            'fk_reactions_member_id FOREIGN KEY (member_id) REFERENCES public.members(id) ON UPDATE RESTRICT ON DELETE RESTRICT',
            'fk_reactions_note_id FOREIGN KEY (note_id) REFERENCES public.notes(id) ON UPDATE RESTRICT ON DELETE RESTRICT',
            'ck_reactions_emoji CHECK (char_length emoji >= 1)', 'idx_reactions_member_id INDEX USING btree (member_id)',
            'idx_reactions_note_id INDEX USING btree (note_id)',
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
--         ('table public.bookmarks', ARRAY[
--             'member_id bigint', 'post_author_id bigint', 'post_title character varying(80)', 'created_at timestamp with time zone',
--             'updated_at timestamp with time zone', 'pk_bookmarks PRIMARY KEY (member_id, post_author_id, post_title)',
--             'fk_bookmarks_member_id FOREIGN KEY (member_id) REFERENCES public.members(id) ON UPDATE RESTRICT ON DELETE RESTRICT',
--             'fk_bookmarks_post_author_id_post_title FOREIGN KEY (post_author_id, post_title) REFERENCES public.posts(author_id, title) ON UPDATE RESTRICT ON DELETE RESTRICT']),
--         ('table public.reactions', ARRAY[
--             'id bigint', 'note_id bigint', 'member_id bigint', 'emoji character varying(8)', 'created_at timestamp with time zone',
--             'updated_at timestamp with time zone', 'pk_reactions PRIMARY KEY (id)',
--             'fk_reactions_member_id FOREIGN KEY (member_id) REFERENCES public.members(id) ON UPDATE RESTRICT ON DELETE RESTRICT',
--             'fk_reactions_note_id FOREIGN KEY (note_id) REFERENCES public.notes(id) ON UPDATE RESTRICT ON DELETE RESTRICT',
--             'ck_reactions_emoji CHECK (char_length emoji >= 1)'])
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
-- DROP TABLE IF EXISTS public.reactions;
-- DROP TABLE IF EXISTS public.bookmarks;
--
-- COMMIT;
-- groundplan:rollback end
