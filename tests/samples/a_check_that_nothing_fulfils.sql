-- refused: can have no row: nothing fulfils the check `tanks_level_check` `tanks_level_check` says level > 5 AND level < 5
CREATE TABLE tanks (id bigserial PRIMARY KEY, level integer NOT NULL, CHECK (level > 5 AND level < 5));
