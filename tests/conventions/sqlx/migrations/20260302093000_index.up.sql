-- no-transaction
CREATE INDEX CONCURRENTLY ON users (id);
