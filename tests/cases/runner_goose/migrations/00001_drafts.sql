-- +goose Up
CREATE TABLE drafts (n integer);

-- +goose Down
DROP TABLE drafts;
