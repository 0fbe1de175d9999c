-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE posts (id bigint PRIMARY KEY, author_id bigint REFERENCES users (id));
CREATE INDEX CONCURRENTLY ON posts (author_id);
-- +goose Down
DROP TABLE posts;
