CREATE TABLE posts (id integer PRIMARY KEY, title text, score integer);
CREATE TABLE likes (post integer CONSTRAINT likes_post_fkey REFERENCES posts (id), weight integer NOT NULL, CONSTRAINT likes_key UNIQUE (weight) INCLUDE (post));
ALTER TABLE likes ALTER COLUMN post SET STATISTICS 10;
CREATE FUNCTION twice(x integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT x * 2';
CREATE TABLE visits (id integer NOT NULL, seen timestamptz DEFAULT now() NOT NULL, stay smallint DEFAULT 0 NOT NULL) PARTITION BY RANGE (id);
CREATE RULE unnoticed AS ON DELETE TO visits DO ALSO NOTHING;
CREATE VIEW shown AS SELECT id, title FROM posts;
ALTER TABLE posts REPLICA IDENTITY USING INDEX posts_pkey;
