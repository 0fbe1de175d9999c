-- A table of rows that only the database's own key tells apart: it gets numbers.
CREATE TABLE folders (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    parent_id integer REFERENCES folders
);

CREATE TYPE mood AS ENUM ('calm', 'glad');

CREATE TABLE readings (
    id bigserial PRIMARY KEY,
    mood mood NOT NULL,
    level integer,
    CHECK (CASE WHEN mood = 'calm' THEN level IS NULL ELSE level > 5 END)
);
