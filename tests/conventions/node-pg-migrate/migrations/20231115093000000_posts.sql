--- down migration
DROP TABLE posts;
--- up migration
CREATE TABLE posts (id bigint PRIMARY KEY, author_id bigint REFERENCES users (id));
