-- A table that has its columns from a type.
CREATE TYPE place AS (x integer, y integer, label text);
CREATE TABLE places OF place (x NOT NULL, y NOT NULL, label WITH OPTIONS DEFAULT 'here' NOT NULL, PRIMARY KEY (x, y));
CREATE TABLE readings (id serial PRIMARY KEY, x integer NOT NULL, y integer NOT NULL, FOREIGN KEY (x, y) REFERENCES places);
