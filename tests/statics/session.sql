-- Settings that change how a constant is read.
SET datestyle = 'ISO, DMY';
-- by PostgreSQL
SET datestyle = 'German';
-- by PostgreSQL
CREATE TABLE german (d date DEFAULT '01.02.2020');
-- by PostgreSQL
SET intervalstyle = 'iso_8601';
SET intervalstyle = 'postgres';
SET datestyle = 'ISO';
-- by PostgreSQL
SET backslash_quote = 'safe_encoding';
-- The path by a function, and one that begins with temporary objects.
CREATE SCHEMA a;
CREATE SCHEMA "$user";
SELECT set_config('SEARCH_PATH', 'a', false);
CREATE TABLE within_a (n integer);
SET search_path = "$user", public;
CREATE TABLE not_the_user (n integer);
-- by PostgreSQL
SET search_path = pg_temp, public;
-- by PostgreSQL
CREATE TABLE of_the_session (n integer);
RESET search_path;
-- Temporary objects that the server makes.
CREATE TABLE t (n integer);
CREATE TABLE t2 (n integer);
-- by PostgreSQL
SELECT n INTO TEMP t FROM t;
ALTER TABLE t ADD COLUMN m integer;
CREATE TABLE u (n integer);
-- by PostgreSQL
CREATE TEMP VIEW u AS SELECT 1 AS n;
COMMENT ON TABLE public.u IS 'u';
BEGIN;
CREATE TEMP TABLE gone ON COMMIT DROP AS SELECT 1 AS n;
COMMIT;
CREATE TABLE gone (n integer);
ALTER TABLE gone ADD m integer;
-- Queries that make tables.
-- by PostgreSQL
WITH x AS (INSERT INTO public.t VALUES (1) RETURNING n) SELECT * INTO of_with FROM x;
-- by PostgreSQL
EXPLAIN ANALYZE CREATE TABLE of_explain AS SELECT 1 AS n;
-- by PostgreSQL
EXPLAIN ANALYZE SELECT 1 AS n INTO of_explain_too;
INSERT INTO public.t SELECT 1;
CREATE FUNCTION makes() RETURNS integer LANGUAGE plpgsql AS $$ BEGIN CREATE TABLE made (n integer); RETURN 1; END $$;
CREATE TABLE by_default (n integer DEFAULT makes());
-- by PostgreSQL
INSERT INTO by_default DEFAULT VALUES;
DROP TABLE by_default;
INSERT INTO public.t VALUES (1);
-- Names of PostgreSQL's own catalog.
CREATE TABLE pg_user (n integer);
CREATE TABLE public.pg_stats (n integer);
ALTER TABLE public.pg_user ADD m integer;
DROP TABLE public.pg_stats;
