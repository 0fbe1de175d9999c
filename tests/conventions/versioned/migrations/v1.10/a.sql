CREATE INDEX ON posts (author_id);
