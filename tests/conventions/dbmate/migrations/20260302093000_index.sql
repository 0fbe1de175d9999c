--migrate:up transaction:false  
CREATE INDEX CONCURRENTLY ON users (id);

-- migrate:down transaction:false
DROP INDEX CONCURRENTLY users_id_idx;
