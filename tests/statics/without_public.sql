CREATE SCHEMA app;
-- by PostgreSQL
DROP SCHEMA public;
CREATE TABLE app.t (n integer, s text);
CREATE INDEX ON app.t (s text_pattern_ops);
SET search_path = public, app;
CREATE TABLE u (n integer);
-- by PostgreSQL
CREATE SCHEMA public;
CREATE TABLE v (n integer);
