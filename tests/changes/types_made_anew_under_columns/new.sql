-- The columns are of another type until theirs is as it shall be; no value is lost.
CREATE DOMAIN amount AS integer DEFAULT 0 CONSTRAINT digits CHECK (VALUE >= 0);
CREATE TYPE place AS (street text, number bigint);
CREATE TYPE span AS RANGE (SUBTYPE = bigint);
CREATE TABLE bills (id integer PRIMARY KEY, owed amount DEFAULT 1 NOT NULL, parts amount[], sent_to place, open_for span DEFAULT '[1,2)'::span);
CREATE INDEX bills_owed ON bills (owed);
CREATE TABLE late_bills (reminded boolean) INHERITS (bills);
CREATE VIEW open_bills AS SELECT id, owed, sent_to FROM bills;
