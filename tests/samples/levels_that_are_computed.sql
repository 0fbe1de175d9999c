-- rows: 12
-- A tree whose rows stand one level below the one that they refer to, and a table that wants those of the third.
CREATE TABLE regions (
    id integer NOT NULL,
    level smallint NOT NULL CHECK (level BETWEEN 1 AND 3),
    parent_id integer,
    parent_level smallint GENERATED ALWAYS AS (level - 1) STORED,
    name text NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (id, level),
    FOREIGN KEY (parent_id, parent_level) REFERENCES regions (id, level),
    CHECK ((level = 1) = (parent_id IS NULL))
);
CREATE TABLE offices (
    id bigserial PRIMARY KEY,
    region_id integer NOT NULL,
    region_level smallint NOT NULL CHECK (region_level = 3),
    FOREIGN KEY (region_id, region_level) REFERENCES regions (id, level)
);
