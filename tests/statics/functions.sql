CREATE TYPE kind AS ENUM ('a', 'b');
CREATE TABLE t (id serial PRIMARY KEY, k kind, at timestamptz);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.at := now();
  RETURN NEW;
END;
$$;
CREATE OR REPLACE FUNCTION add(a integer, b int DEFAULT 1, c text = 'x', d jsonb DEFAULT '{}', e kind DEFAULT 'a', f bigint DEFAULT NULL, g int DEFAULT -1) RETURNS bigint
  AS 'select 1::bigint' LANGUAGE 'sql' IMMUTABLE STRICT PARALLEL SAFE COST 10;
CREATE FUNCTION rows_of(kind, VARIADIC names text[]) RETURNS SETOF t STABLE ROWS 5 LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp SET work_mem = '1MB' AS $b$ select * from t $b$;
CREATE FUNCTION tabled(x double precision) RETURNS TABLE (a integer, "B" varchar(10)) LANGUAGE sql AS 'select 1, ''a''::varchar';
CREATE FUNCTION outs(IN a int, OUT b int, OUT c text) LANGUAGE sql AS 'select 1, ''a''';
CREATE PROCEDURE work(n integer, m timestamp with time zone DEFAULT now()) LANGUAGE plpgsql AS 'begin end';
COMMENT ON FUNCTION touch() IS 'keeps time';
COMMENT ON FUNCTION add IS 'adds';
CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$ BEGIN RETURN NEW; END; $$;
CREATE TRIGGER t_touch BEFORE INSERT OR UPDATE OF at, k ON t FOR EACH ROW WHEN (NEW.k IS DISTINCT FROM 'a') EXECUTE FUNCTION touch();
CREATE TRIGGER t_args AFTER DELETE OR TRUNCATE ON t EXECUTE PROCEDURE touch('a', 1, b);
CREATE TRIGGER t_new AFTER INSERT ON t REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION touch('it''s');
CREATE CONSTRAINT TRIGGER t_late AFTER INSERT OR UPDATE ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE t DISABLE TRIGGER t_args;
ALTER TRIGGER t_args ON t RENAME TO t_args2;
COMMENT ON TRIGGER t_touch ON t IS 'x';
DROP TRIGGER t_new ON t;
DROP TRIGGER IF EXISTS nothing ON t;
-- by PostgreSQL
ALTER FUNCTION touch RENAME TO touched;
ALTER FUNCTION tabled(double precision) STABLE;
DROP FUNCTION IF EXISTS add(integer, int, text, jsonb, kind, bigint, int), nothing(int), other(nosuchtype);
DROP FUNCTION outs;
DROP PROCEDURE work(integer, timestamptz);
DROP TRIGGER t_late ON t;
DROP FUNCTION touched() CASCADE;
DROP FUNCTION rows_of(kind, text[]);
