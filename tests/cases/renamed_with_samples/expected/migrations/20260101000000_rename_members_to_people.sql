-- crew: rename_members_to_people
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  crew.schema
-- Edition:       2026
-- What it does:  renames 9 objects
--                changes 3 columns
--
-- One transaction. A second run changes nothing. An object of the same name and another shape stops the file before COMMIT.
-- The rollback stands at the end; `groundplan rollback` prints it as SQL.
-- groundplan:builds-on 0adb859007a5dae5

BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- New names for what stands, with its rows
-- Hazard [breaks-clients]: clients that use the former name fail: table public.members becomes people
-- Hazard [breaks-clients]: clients that use the former name fail: table public.messages becomes letters
-- Hazard [breaks-clients]: clients that use the former name fail: table public.badges becomes medals
-- Hazard [breaks-clients]: clients that use the former name fail: table public.badge_members becomes medal_people
-- Hazard [breaks-clients]: clients that use the former name fail: column public.people.email becomes mail
-- Hazard [breaks-clients]: clients that use the former name fail: column public.letters.from_id becomes author_id
-- Hazard [breaks-clients]: clients that use the former name fail: column public.letters.text becomes body
-- Hazard [breaks-clients]: clients that use the former name fail: column public.medal_people.badge_id becomes medal_id
-- Hazard [breaks-clients]: clients that use the former name fail: column public.medal_people.member_id becomes person_id
DO $groundplan$
BEGIN
    IF pg_catalog.to_regclass('public.members') IS NOT NULL
        AND pg_catalog.to_regclass('public.people') IS NULL THEN
        ALTER TABLE public.members RENAME TO people;
    END IF;
    IF pg_catalog.to_regclass('public.messages') IS NOT NULL
        AND pg_catalog.to_regclass('public.letters') IS NULL THEN
        ALTER TABLE public.messages RENAME TO letters;
    END IF;
    IF pg_catalog.to_regclass('public.badges') IS NOT NULL
        AND pg_catalog.to_regclass('public.medals') IS NULL THEN
        ALTER TABLE public.badges RENAME TO medals;
    END IF;
    IF pg_catalog.to_regclass('public.badge_members') IS NOT NULL
        AND pg_catalog.to_regclass('public.medal_people') IS NULL THEN
        ALTER TABLE public.badge_members RENAME TO medal_people;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.people') AND attname = 'email' AND NOT attisdropped)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.people') AND attname = 'mail' AND NOT attisdropped) THEN
        ALTER TABLE public.people RENAME COLUMN email TO mail;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.letters') AND attname = 'from_id' AND NOT attisdropped)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.letters') AND attname = 'author_id' AND NOT attisdropped) THEN
        ALTER TABLE public.letters RENAME COLUMN from_id TO author_id;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.letters') AND attname = 'text' AND NOT attisdropped)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.letters') AND attname = 'body' AND NOT attisdropped) THEN
        ALTER TABLE public.letters RENAME COLUMN text TO body;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.medal_people') AND attname = 'badge_id' AND NOT attisdropped)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.medal_people') AND attname = 'medal_id' AND NOT attisdropped) THEN
        ALTER TABLE public.medal_people RENAME COLUMN badge_id TO medal_id;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.medal_people') AND attname = 'member_id' AND NOT attisdropped)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.medal_people') AND attname = 'person_id' AND NOT attisdropped) THEN
        ALTER TABLE public.medal_people RENAME COLUMN member_id TO person_id;
    END IF;
END
$groundplan$;

-- Names of indexes, constraints and sequences that follow
DO $groundplan$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.letters') AND conname = 'pk_messages') THEN
        ALTER TABLE public.letters RENAME CONSTRAINT pk_messages TO pk_letters;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.letters') AND conname = 'fk_messages_from_id') THEN
        ALTER TABLE public.letters RENAME CONSTRAINT fk_messages_from_id TO fk_letters_author_id;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_index WHERE indrelid = pg_catalog.to_regclass('public.letters') AND indexrelid = pg_catalog.to_regclass('public.idx_messages_from_id')) THEN
        ALTER INDEX public.idx_messages_from_id RENAME TO idx_letters_author_id;
    END IF;
    IF pg_catalog.pg_get_serial_sequence('public.letters', 'id') = 'public.messages_id_seq' THEN
        ALTER SEQUENCE public.messages_id_seq RENAME TO letters_id_seq;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.medal_people') AND conname = 'pk_badge_members') THEN
        ALTER TABLE public.medal_people RENAME CONSTRAINT pk_badge_members TO pk_medal_people;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.medal_people') AND conname = 'fk_badge_members_badge_id') THEN
        ALTER TABLE public.medal_people RENAME CONSTRAINT fk_badge_members_badge_id TO fk_medal_people_medal_id;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.medal_people') AND conname = 'fk_badge_members_member_id') THEN
        ALTER TABLE public.medal_people RENAME CONSTRAINT fk_badge_members_member_id TO fk_medal_people_person_id;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_index WHERE indrelid = pg_catalog.to_regclass('public.medal_people') AND indexrelid = pg_catalog.to_regclass('public.idx_badge_members_member_id')) THEN
        ALTER INDEX public.idx_badge_members_member_id RENAME TO idx_medal_people_person_id;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.medals') AND conname = 'pk_badges') THEN
        ALTER TABLE public.medals RENAME CONSTRAINT pk_badges TO pk_medals;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.medals') AND conname = 'uq_badges_label') THEN
        ALTER TABLE public.medals RENAME CONSTRAINT uq_badges_label TO uq_medals_label;
    END IF;
    IF pg_catalog.pg_get_serial_sequence('public.medals', 'id') = 'public.badges_id_seq' THEN
        ALTER SEQUENCE public.badges_id_seq RENAME TO medals_id_seq;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.people') AND conname = 'pk_members') THEN
        ALTER TABLE public.people RENAME CONSTRAINT pk_members TO pk_people;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.people') AND conname = 'uq_members_email') THEN
        ALTER TABLE public.people RENAME CONSTRAINT uq_members_email TO uq_people_mail;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.people') AND conname = 'ck_members_email') THEN
        ALTER TABLE public.people RENAME CONSTRAINT ck_members_email TO ck_people_mail;
    END IF;
    IF pg_catalog.pg_get_serial_sequence('public.people', 'id') = 'public.members_id_seq' THEN
        ALTER SEQUENCE public.members_id_seq RENAME TO people_id_seq;
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
        ('part of table public.letters', ARRAY['id bigint not null serial']),
        ('part of table public.medals', ARRAY['id bigint not null serial']),
        ('part of table public.people', ARRAY['id bigint not null serial'])
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
--         ('part of table public.letters', ARRAY['id bigint']),
--         ('part of table public.medals', ARRAY['id bigint']),
--         ('part of table public.people', ARRAY['id bigint'])
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
--     IF pg_catalog.pg_get_serial_sequence('public.people', 'id') = 'public.people_id_seq' THEN
--         ALTER SEQUENCE public.people_id_seq RENAME TO members_id_seq;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.people') AND conname = 'ck_people_mail') THEN
--         ALTER TABLE public.people RENAME CONSTRAINT ck_people_mail TO ck_members_email;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.people') AND conname = 'uq_people_mail') THEN
--         ALTER TABLE public.people RENAME CONSTRAINT uq_people_mail TO uq_members_email;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.people') AND conname = 'pk_people') THEN
--         ALTER TABLE public.people RENAME CONSTRAINT pk_people TO pk_members;
--     END IF;
--     IF pg_catalog.pg_get_serial_sequence('public.medals', 'id') = 'public.medals_id_seq' THEN
--         ALTER SEQUENCE public.medals_id_seq RENAME TO badges_id_seq;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.medals') AND conname = 'uq_medals_label') THEN
--         ALTER TABLE public.medals RENAME CONSTRAINT uq_medals_label TO uq_badges_label;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.medals') AND conname = 'pk_medals') THEN
--         ALTER TABLE public.medals RENAME CONSTRAINT pk_medals TO pk_badges;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_index WHERE indrelid = pg_catalog.to_regclass('public.medal_people') AND indexrelid = pg_catalog.to_regclass('public.idx_medal_people_person_id')) THEN
--         ALTER INDEX public.idx_medal_people_person_id RENAME TO idx_badge_members_member_id;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.medal_people') AND conname = 'fk_medal_people_person_id') THEN
--         ALTER TABLE public.medal_people RENAME CONSTRAINT fk_medal_people_person_id TO fk_badge_members_member_id;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.medal_people') AND conname = 'fk_medal_people_medal_id') THEN
--         ALTER TABLE public.medal_people RENAME CONSTRAINT fk_medal_people_medal_id TO fk_badge_members_badge_id;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.medal_people') AND conname = 'pk_medal_people') THEN
--         ALTER TABLE public.medal_people RENAME CONSTRAINT pk_medal_people TO pk_badge_members;
--     END IF;
--     IF pg_catalog.pg_get_serial_sequence('public.letters', 'id') = 'public.letters_id_seq' THEN
--         ALTER SEQUENCE public.letters_id_seq RENAME TO messages_id_seq;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_index WHERE indrelid = pg_catalog.to_regclass('public.letters') AND indexrelid = pg_catalog.to_regclass('public.idx_letters_author_id')) THEN
--         ALTER INDEX public.idx_letters_author_id RENAME TO idx_messages_from_id;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.letters') AND conname = 'fk_letters_author_id') THEN
--         ALTER TABLE public.letters RENAME CONSTRAINT fk_letters_author_id TO fk_messages_from_id;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.letters') AND conname = 'pk_letters') THEN
--         ALTER TABLE public.letters RENAME CONSTRAINT pk_letters TO pk_messages;
--     END IF;
-- END
-- $groundplan$;
-- DO $groundplan$
-- BEGIN
--     IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.medal_people') AND attname = 'person_id' AND NOT attisdropped)
--         AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.medal_people') AND attname = 'member_id' AND NOT attisdropped) THEN
--         ALTER TABLE public.medal_people RENAME COLUMN person_id TO member_id;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.medal_people') AND attname = 'medal_id' AND NOT attisdropped)
--         AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.medal_people') AND attname = 'badge_id' AND NOT attisdropped) THEN
--         ALTER TABLE public.medal_people RENAME COLUMN medal_id TO badge_id;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.letters') AND attname = 'body' AND NOT attisdropped)
--         AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.letters') AND attname = 'text' AND NOT attisdropped) THEN
--         ALTER TABLE public.letters RENAME COLUMN body TO text;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.letters') AND attname = 'author_id' AND NOT attisdropped)
--         AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.letters') AND attname = 'from_id' AND NOT attisdropped) THEN
--         ALTER TABLE public.letters RENAME COLUMN author_id TO from_id;
--     END IF;
--     IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.people') AND attname = 'mail' AND NOT attisdropped)
--         AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.people') AND attname = 'email' AND NOT attisdropped) THEN
--         ALTER TABLE public.people RENAME COLUMN mail TO email;
--     END IF;
--     IF pg_catalog.to_regclass('public.medal_people') IS NOT NULL
--         AND pg_catalog.to_regclass('public.badge_members') IS NULL THEN
--         ALTER TABLE public.medal_people RENAME TO badge_members;
--     END IF;
--     IF pg_catalog.to_regclass('public.medals') IS NOT NULL
--         AND pg_catalog.to_regclass('public.badges') IS NULL THEN
--         ALTER TABLE public.medals RENAME TO badges;
--     END IF;
--     IF pg_catalog.to_regclass('public.letters') IS NOT NULL
--         AND pg_catalog.to_regclass('public.messages') IS NULL THEN
--         ALTER TABLE public.letters RENAME TO messages;
--     END IF;
--     IF pg_catalog.to_regclass('public.people') IS NOT NULL
--         AND pg_catalog.to_regclass('public.members') IS NULL THEN
--         ALTER TABLE public.people RENAME TO members;
--     END IF;
-- END
-- $groundplan$;
--
-- COMMIT;
-- groundplan:rollback end
