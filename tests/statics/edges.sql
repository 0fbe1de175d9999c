CREATE TABLE "Odd Name" ("Some Col" int CHECK ("Some Col" > 0), "select" text UNIQUE, _x int PRIMARY KEY);
CREATE INDEX ON "Odd Name" ("Some Col", "select");
-- from 15
ALTER TABLE "Odd Name" ADD COLUMN y int REFERENCES "Odd Name" (_x) ON DELETE SET NULL (y);
CREATE TABLE checks (
    a int, b bigint, c text, d varchar(10), e date, f timestamptz, g numeric(8,2), h boolean, i jsonb, j uuid DEFAULT gen_random_uuid(), k text[], l interval, m real, n char(3),
    CHECK (a + b > 10 AND (c IS NOT NULL OR d = 'x')),
    CHECK (d IN ('a', 'b', 'c')),
    CHECK (c LIKE 'a%' AND c NOT ILIKE '%b'),
    CHECK (e > '2020-01-01'),
    CHECK (f > e),
    CHECK (g BETWEEN 0 AND 100.5),
    CHECK (h IS TRUE),
    CHECK (NOT h OR a = 1),
    CHECK (i ->> 'x' = 'y' AND i ? 'z' AND i @> '{"a": 1}'),
    CHECK (array_length(k, 1) < 5),
    CHECK ('a' = ANY (k)),
    CHECK (coalesce(a, 0) + coalesce(b, 0) > 0),
    CHECK (length(trim(c)) > 0),
    CHECK (extract(year from f) > 2000),
    CHECK (l < interval '2 days'),
    CHECK (num_nonnulls(a, b) = 1),
    CHECK (CASE WHEN a > 0 THEN c IS NOT NULL ELSE true END),
    CHECK (c ~ '^[a-z]+$' AND c !~* 'x'),
    CHECK (a::text <> c),
    CHECK (m < 1.5),
    CHECK (checks.a <> 3),
    CHECK ((a, b) IS DISTINCT FROM (1, 2)),
    CHECK (n <> 'abc'),
    CHECK (position('x' in c) = 0),
    CHECK (c = upper(c) COLLATE "C"),
    CHECK (e >= current_date - 30),
    CHECK (greatest(a, 5) > 1),
    CHECK (mod(a, 2) = 0),
    CHECK (a % 2 = 0 AND a / 2 > 1 AND a ^ 2 < 100),
    CHECK (jsonb_typeof(i) = 'object'),
    CHECK (char_length(d) <= 10)
);
CREATE TABLE defaults (
    a int DEFAULT 1 + 2, b text DEFAULT 'a' || 'b', c timestamptz DEFAULT now() + interval '1 day', d timestamp DEFAULT (now() AT TIME ZONE 'utc'), e date DEFAULT CURRENT_DATE,
    f text DEFAULT upper('x'), g bigint DEFAULT -1, h numeric(5,2) DEFAULT '1.50', i jsonb DEFAULT '[]', j text[] DEFAULT ARRAY['a', 'b'], k text[] DEFAULT ARRAY[]::text[], l uuid DEFAULT '00000000-0000-0000-0000-000000000000',
    m boolean DEFAULT false, n varchar(5) DEFAULT 'abc'::varchar, o double precision DEFAULT 1000, p int DEFAULT '5', q text DEFAULT NULL, r varchar(3) DEFAULT NULL::varchar, s bytea DEFAULT '', t smallint DEFAULT 0, u real DEFAULT 0.5,
    v timestamp DEFAULT '2020-01-01', w time DEFAULT '10:00', x interval DEFAULT '90 minutes', y text DEFAULT current_user, z inet DEFAULT '10.0.0.1', aa bit(3), bb text DEFAULT E'a\nb', cc char(2) DEFAULT 'ab', dd text DEFAULT md5(random()::text), ee bigint DEFAULT extract(epoch from now())
);
ALTER TABLE defaults ALTER a SET DEFAULT 5, ALTER n TYPE text, ALTER t TYPE int, ALTER h TYPE numeric(12,4);
-- by PostgreSQL
ALTER TABLE defaults ALTER c TYPE timestamp, ALTER cc TYPE char(4);
-- by PostgreSQL
CREATE INDEX i1 ON defaults ((i ->> 'a'), (a + 1) DESC NULLS LAST, lower(b) text_pattern_ops) WHERE m AND b <> ALL (ARRAY['x', 'y']);
CREATE UNIQUE INDEX i2 ON defaults (coalesce(b, ''), (a IS NULL)) WHERE g IS NULL;
CREATE INDEX ON defaults (coalesce(b, ''));
CREATE INDEX ON defaults (date_trunc('day', v));
CREATE INDEX ON defaults USING gin (to_tsvector('english', b));
CREATE INDEX ON defaults USING gin (j, i);
CREATE INDEX ON defaults ((b::varchar(10)));

CREATE TABLE twice (a int UNIQUE, b int, CONSTRAINT twice_b_key UNIQUE (a, b), UNIQUE (b), UNIQUE (a));
CREATE TABLE twice_a (b_key int);
CREATE INDEX twice_b_idx ON twice (a);
CREATE INDEX ON twice (b);
CREATE TABLE twice_b (idx1 int);
CREATE INDEX ON twice (b) INCLUDE (a);
CREATE TABLE s (id serial, id_seq int);
CREATE SEQUENCE s2_id_seq;
CREATE TABLE s2 (id serial PRIMARY KEY UNIQUE);
ALTER TABLE s2 RENAME TO s3;
CREATE TABLE s2 (id serial);
ALTER TABLE s3 ADD CONSTRAINT s3_fk FOREIGN KEY (id) REFERENCES s3;
ALTER TABLE s3 DROP CONSTRAINT s2_pkey CASCADE;
CREATE TABLE multi (a int, b int, c int, PRIMARY KEY (a, b), UNIQUE (b, c), CHECK (a > b), CHECK (c > 0), FOREIGN KEY (a, b) REFERENCES multi (b, c));
CREATE INDEX ON multi (c) WHERE a > 0;
ALTER TABLE multi DROP COLUMN c CASCADE;
CREATE TABLE at (at timestamptz, "user" text, date date, CHECK (date > '2020-01-01'::date), CHECK (at > now()));
ALTER TABLE at RENAME COLUMN date TO day;
ALTER TABLE at ADD COLUMN text text DEFAULT 'text', ADD CHECK (text <> 'text'::text);
ALTER TABLE at RENAME COLUMN text TO body;
ALTER TABLE at ADD COLUMN IF NOT EXISTS body text UNIQUE DEFAULT 'x' CHECK (body <> '');
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql IMMUTABLE AS 'select a';
CREATE TABLE calls (a int DEFAULT f(1), CHECK (f(a) > 0));
CREATE INDEX ON calls (f(a));
CREATE TABLE words (position int, "time" time, values text, time_zone text, at int, first int, CHECK ("position" > 0 AND at > first), CHECK ("time" > '10:00'::time without time zone), CHECK (first > 1));
CREATE INDEX ON words ("position") WHERE at IS NOT NULL;
ALTER TABLE words RENAME COLUMN position TO place;
ALTER TABLE words RENAME COLUMN "time" TO clock;
ALTER TABLE words DROP COLUMN first;
-- by PostgreSQL
CREATE TABLE spelt (a float DEFAULT 1e3);
-- by PostgreSQL
ALTER TABLE spelt ADD b int DEFAULT 007;
