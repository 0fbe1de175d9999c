-- tried: 0
-- Only one row can have the key that all rows below refer to: the others keep keys of their own.
CREATE TABLE kinds (
    code text PRIMARY KEY,
    note text
);
CREATE TABLE vehicles (
    id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL DEFAULT 'car' CHECK (kind = 'car') REFERENCES kinds
);
