-- The elements of an array keep to the length of their type.
CREATE TABLE zone (
    id      bigserial PRIMARY KEY,
    label   varchar(40) NOT NULL,
    codes   char(5)[] NOT NULL,
    names   varchar(4)[],
    letters char[] NOT NULL CHECK (cardinality(letters) BETWEEN 1 AND 3)
);
