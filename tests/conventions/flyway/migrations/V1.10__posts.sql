CREATE TABLE posts (id bigint PRIMARY KEY, author_id bigint REFERENCES users (id));
