CREATE TYPE status AS ENUM ('a', 'b');
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(40), code char(26), s status, n numeric(10,2), "Name" text COLLATE "C", tags text[]);
CREATE TABLE posts (id int, author bigint REFERENCES users, at timestamptz);
CREATE VIEW plain AS SELECT id, email AS mail, code, s, n, "Name", 'x' AS kind, NULL::timestamptz AS at, tags FROM users WHERE n > 0 AND email IS NOT NULL;
CREATE VIEW starred AS SELECT * FROM posts;
CREATE VIEW joined (a, b, c) AS SELECT p.id, u.email, count(*) FROM posts p JOIN users AS u ON u.id = author GROUP BY p.id, u.email;
CREATE VIEW both_of AS SELECT id, code, NULL::char(26) AS feature FROM users UNION ALL SELECT author, NULL::bpchar, 'y'::char(26) FROM posts;
CREATE OR REPLACE VIEW starred AS SELECT id, author, at, id > 1 AS late FROM public.posts;
CREATE MATERIALIZED VIEW sums (author, total) AS SELECT author, sum(posts.id) FROM posts INNER JOIN users ON posts.author = users.id WHERE posts.at > date(CURRENT_TIMESTAMP - INTERVAL '90 days') GROUP BY author;
CREATE UNIQUE INDEX sums_author ON sums (author);
CREATE MATERIALIZED VIEW empty AS SELECT id FROM posts WITH NO DATA;
REFRESH MATERIALIZED VIEW sums;
COMMENT ON VIEW plain IS 'it''s';
COMMENT ON COLUMN plain.mail IS 'b';
COMMENT ON MATERIALIZED VIEW sums IS 'c';
-- by PostgreSQL
ALTER TABLE posts RENAME COLUMN author TO writer;
-- by PostgreSQL
CREATE VIEW inner_one AS SELECT (SELECT 1) AS a;
CREATE VIEW over_view AS SELECT p.*, lower(mail) AS small, coalesce(p.kind, 'z') AS zero, n + 1.5 AS more, mail || 'x' AS longer FROM plain p LEFT JOIN starred ON starred.author = p.id;
CREATE DOMAIN label AS varchar(20) CHECK (value <> '');
CREATE TABLE labels (l label, day date);
CREATE VIEW labelled AS SELECT l, day FROM labels;
DROP VIEW labelled;
DROP VIEW over_view, inner_one;
DROP VIEW IF EXISTS nothing, joined, plain;
DROP INDEX sums_author;
DROP MATERIALIZED VIEW sums, empty;
