-- Users first.
-- migrate:up
CREATE TABLE users (id bigint PRIMARY KEY);
SET LOCAL lock_timeout = '1s';

-- migrate:down
DROP TABLE users;
