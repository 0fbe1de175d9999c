CREATE TABLE posts (id bigint PRIMARY KEY, author_id bigint REFERENCES users (id));
CREATE INDEX ON posts (author_id);
