-- PostgreSQL keeps what a body of this kind reads: on the way back it reads the other table before this one goes.
CREATE TABLE posts (id integer, title text, score integer);
-- A function that is made anew: its old uses go before any new one comes.
CREATE FUNCTION twice(x integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT x + x';
CREATE TABLE bills (a integer DEFAULT twice(1), b integer DEFAULT 0, CONSTRAINT fits CHECK (twice(a) > -100));
-- An identity comes only where no child is.
CREATE TABLE parents (id bigint GENERATED ALWAYS AS IDENTITY);
CREATE TABLE notes (id integer);
CREATE FUNCTION amount() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM notes; END;
