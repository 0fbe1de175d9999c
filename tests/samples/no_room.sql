-- Tables that can hold no rows do not keep the others from having some.
CREATE TABLE nothing ();
CREATE TABLE parted (id integer, day date) PARTITION BY RANGE (day);
CREATE TABLE notes (id bigserial PRIMARY KEY, note text NOT NULL);
