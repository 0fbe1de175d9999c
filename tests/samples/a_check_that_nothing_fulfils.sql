-- refused: on (level): 200 were tried It says level > 5 AND level < 5
CREATE TABLE tanks (id bigserial PRIMARY KEY, level integer NOT NULL, CHECK (level > 5 AND level < 5));
