-- What is set otherwise and names a table waits for no change of columns that it does not read, nor do those for it.
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC;
CREATE TABLE posts (title text, score bigint);
CREATE TABLE likes (post integer, weight integer NOT NULL);
ALTER TABLE likes ALTER COLUMN post SET STATISTICS 500;
CREATE FUNCTION twice(integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN $1 + $1;
CREATE TABLE visits (id integer NOT NULL, seen timestamp DEFAULT LOCALTIMESTAMP NOT NULL, stay integer DEFAULT twice(1) NOT NULL) PARTITION BY RANGE (id);
CREATE RULE unnoticed AS ON UPDATE TO visits WHERE NEW.seen IS NULL DO INSTEAD NOTHING;
CREATE VIEW shown AS SELECT title, score FROM posts;
ALTER TABLE posts REPLICA IDENTITY NOTHING;
