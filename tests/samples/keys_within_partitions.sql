-- A key that rows take over from others has to lie in a partition: enough of the others are such.
CREATE TABLE runs (
    band smallint NOT NULL,
    number smallint NOT NULL CHECK (number BETWEEN 1 AND 12),
    title text NOT NULL,
    PRIMARY KEY (band, number)
);
CREATE TABLE slips (
    band smallint NOT NULL,
    number smallint NOT NULL,
    person integer NOT NULL,
    amount numeric(9, 2) NOT NULL,
    PRIMARY KEY (band, number, person),
    FOREIGN KEY (band, number) REFERENCES runs
) PARTITION BY LIST (band);
CREATE TABLE slips_low PARTITION OF slips FOR VALUES IN (3);
CREATE TABLE slips_high PARTITION OF slips FOR VALUES IN (8, 9);
CREATE TABLE remarks (id bigserial PRIMARY KEY, remark text NOT NULL);
