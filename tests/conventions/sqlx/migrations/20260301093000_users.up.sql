CREATE TABLE users (id bigint PRIMARY KEY);
SET LOCAL lock_timeout = '1s';
