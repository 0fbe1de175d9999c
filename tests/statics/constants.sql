-- A constant that PostgreSQL prints in another spelling is PostgreSQL's to read.
CREATE TABLE canonical (
    a uuid DEFAULT 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', b inet DEFAULT '10.0.0.1', c cidr DEFAULT '10.0.0.0/8', d jsonb DEFAULT '{"b":1,  "a":2}',
    e text[] DEFAULT '{}', f date DEFAULT '2020-01-01', g timestamp DEFAULT '2020-01-01 10:00:00', h time DEFAULT '10:00', i interval DEFAULT '1 day',
    j bytea DEFAULT '\xab', k boolean DEFAULT 'yes', l numeric DEFAULT '1.50', m text DEFAULT 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11',
    n int4range DEFAULT '[1,5]', o timestamptz DEFAULT '2020-01-01 00:00+02', p int[] DEFAULT '{1, 2}',
    q boolean GENERATED ALWAYS AS (f > '2020-01-01') STORED
);
-- by PostgreSQL
ALTER TABLE canonical ADD CHECK (a <> 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11' AND b <> '10.0.0.1' AND m IN ('t', '1', '2020-1-1') AND j <> '\xab');
ALTER TABLE canonical ADD CHECK (o > now() - interval '1 day' OR m = 'A' OR date_trunc('day', g) > '2020-01-01');
ALTER TABLE canonical ADD CHECK (lower(m) ~ '^[a-z]+$' AND d ->> 'a' = 'b' AND d @> '{"a": [1]}');
-- by PostgreSQL
CREATE INDEX ON canonical (m) WHERE f > '2020-01-01' AND m <> '1';
-- by PostgreSQL
ALTER TABLE canonical ALTER a SET DEFAULT 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11';
-- by PostgreSQL
ALTER TABLE canonical ALTER a SET DEFAULT '{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}';
-- by PostgreSQL
ALTER TABLE canonical ALTER b SET DEFAULT '10.0.0.1/32';
-- by PostgreSQL
ALTER TABLE canonical ALTER c SET DEFAULT '10/8';
-- by PostgreSQL
ALTER TABLE canonical ALTER c SET DEFAULT '10.0.0.1';
-- by PostgreSQL
ALTER TABLE canonical ALTER f SET DEFAULT '1 Jan 2020';
-- by PostgreSQL
ALTER TABLE canonical ALTER f SET DEFAULT '2020-1-1';
-- by PostgreSQL
ALTER TABLE canonical ALTER f SET DEFAULT '20200101';
ALTER TABLE canonical ALTER g SET DEFAULT '2020-01-01T10:00';
-- by PostgreSQL
ALTER TABLE canonical ALTER g SET DEFAULT '2020-01-01 10:00+02';
-- by PostgreSQL
ALTER TABLE canonical ALTER h SET DEFAULT '10:00 PM';
-- by PostgreSQL
ALTER TABLE canonical ALTER i SET DEFAULT 'P1D';
-- by PostgreSQL
ALTER TABLE canonical ALTER i SET DEFAULT '1.5 hours';
-- by PostgreSQL
ALTER TABLE canonical ALTER j SET DEFAULT '\xAB';
-- by PostgreSQL
ALTER TABLE canonical ALTER j SET DEFAULT 'ab';
-- by PostgreSQL
ALTER TABLE canonical ALTER d SET DEFAULT '{"a":1e2}';
-- by PostgreSQL
ALTER TABLE canonical ALTER p SET DEFAULT '{01}';
-- by PostgreSQL
CREATE TABLE money (m money DEFAULT '1');
-- by PostgreSQL
CREATE TABLE mac (m macaddr DEFAULT '08-00-2B-01-02-03');
-- by PostgreSQL
CREATE TABLE days (d date[] DEFAULT '{2020-1-1}', b boolean[] DEFAULT '{true}');
-- by PostgreSQL
CREATE TABLE ranges (r numrange DEFAULT '[ 1 , 5 ]');
-- by PostgreSQL
CREATE TABLE points (p point DEFAULT '1,2');
-- by PostgreSQL
ALTER TABLE canonical ADD CHECK (k = 't');
-- by PostgreSQL
ALTER TABLE canonical ADD CHECK ((l > 1) = 't');
-- by PostgreSQL
ALTER TABLE canonical ADD CHECK (b <> '10.0.0.1/32');
-- by PostgreSQL
ALTER TABLE canonical ADD CHECK (j <> 'a');
-- by PostgreSQL
ALTER TABLE canonical ADD CHECK (l > '05');
-- by PostgreSQL
ALTER TABLE canonical ADD CHECK (f > '2020-1-1');
-- by PostgreSQL
ALTER TABLE canonical ADD CHECK (m <> 'x' AND f > DATE '1 Jan 2020');
-- by PostgreSQL
ALTER TABLE canonical ADD CHECK (a <> 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'::uuid);
-- by PostgreSQL
ALTER TABLE canonical ADD CHECK (decode(m, 'hex') <> 'a');
-- by PostgreSQL
ALTER TABLE canonical ADD r boolean GENERATED ALWAYS AS (f > '2020-1-1') STORED;
-- by PostgreSQL
CREATE INDEX ON canonical (m) WHERE f > '2020-1-2';
-- by PostgreSQL
CREATE INDEX ON canonical ((f > '2020-1-1'));
-- by PostgreSQL
CREATE DOMAIN after_2020 AS date DEFAULT '2020-1-1' CHECK (VALUE > '2020-1-1');
-- by PostgreSQL
CREATE DOMAIN net AS cidr CHECK (VALUE <> '10/8');
CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
-- by PostgreSQL
CREATE TRIGGER day AFTER INSERT ON canonical FOR EACH ROW WHEN (NEW.f > '2020-1-1') EXECUTE FUNCTION nothing();
-- by PostgreSQL
CREATE POLICY day ON canonical USING (f > '2020-1-1');
-- by PostgreSQL
CREATE VIEW young AS SELECT a FROM canonical WHERE f > '2020-1-1';
CREATE VIEW old AS SELECT a FROM canonical WHERE f < '2020-01-01' AND m = 't';
-- A name is cut where it is too long.
CREATE TABLE long (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa integer);
-- by PostgreSQL
ALTER TABLE long ADD CHECK (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa > 0);
