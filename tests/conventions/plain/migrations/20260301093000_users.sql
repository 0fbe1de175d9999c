BEGIN;
CREATE TABLE users (id bigint PRIMARY KEY);
COMMIT;

-- groundplan:rollback
-- DROP TABLE users;
-- groundplan:rollback end
