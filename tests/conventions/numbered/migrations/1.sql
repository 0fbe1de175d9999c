\set ON_ERROR_STOP on
CREATE TABLE users (id bigint PRIMARY KEY, name text);
COPY users (id, name) FROM stdin;
1	one; '
2	\N
\.
\ir parts/posts.sql
