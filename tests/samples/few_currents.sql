-- Few rows can be current, which draws do not find out: the ways for a row to be are listed, and known again by that.

CREATE TABLE lanes (
    id bigserial PRIMARY KEY,
    net integer NOT NULL CHECK (net BETWEEN 10 AND 200),
    label text NOT NULL,
    is_current boolean NOT NULL,
    slot integer NOT NULL CHECK (slot BETWEEN 1 AND 3)
);
CREATE UNIQUE INDEX ON lanes (slot) WHERE is_current;

CREATE TABLE notes (id bigserial PRIMARY KEY, note text NOT NULL);
