CREATE SCHEMA app;
BEGIN;
SET LOCAL search_path TO app;
CREATE TABLE inner_one (n int);
COMMIT;
CREATE TABLE outer_one (n int);
BEGIN;
CREATE TABLE gone (n int);
-- by PostgreSQL
ROLLBACK;
START TRANSACTION;
CREATE TEMPORARY TABLE inner_one (m int) ON COMMIT DROP;
ALTER TABLE inner_one ADD COLUMN o int;
END;
ALTER TABLE app.inner_one ADD COLUMN o int;
COPY outer_one (n) FROM stdin;
1
2
\.
TRUNCATE outer_one;
