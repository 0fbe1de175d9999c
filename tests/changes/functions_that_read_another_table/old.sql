CREATE TABLE posts (id integer, title text);
CREATE FUNCTION twice(integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN $1 * 2;
CREATE TABLE bills (a integer DEFAULT 0, b integer DEFAULT twice(1), c integer DEFAULT twice(2), CONSTRAINT fits CHECK (twice(a) > -100));
CREATE TABLE parents ();
CREATE TABLE children () INHERITS (parents);
CREATE FUNCTION amount() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM posts; END;
