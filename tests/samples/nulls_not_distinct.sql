-- most: sounds=9
CREATE TYPE tone AS ENUM ('soft', 'loud');
CREATE TABLE sounds (tone tone, muted boolean, UNIQUE NULLS NOT DISTINCT (tone, muted));
CREATE TABLE owners (id bigserial PRIMARY KEY, name text NOT NULL);
CREATE TABLE keys (owner_id bigint REFERENCES owners, label text NOT NULL, UNIQUE NULLS NOT DISTINCT (owner_id));
