-- What the language cannot say.
CREATE DOMAIN percentage AS numeric CHECK (VALUE BETWEEN 0 AND 100);
CREATE TYPE pair AS (a int, b int);
CREATE FUNCTION twice(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';
CREATE TABLE measures (
    id bigserial PRIMARY KEY,
    share percentage NOT NULL,
    both_of pair,
    doubled int NOT NULL DEFAULT twice(21),
    changed_at timestamptz
) WITH (fillfactor = 70);
CREATE INDEX few ON measures (share) WITH (fillfactor = 50);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	-- A tab before this, and """ in it.
	NEW.changed_at := now();
	RETURN NEW;
END $$;
CREATE TRIGGER touch BEFORE UPDATE ON measures FOR EACH ROW EXECUTE FUNCTION touch();
CREATE VIEW shares AS SELECT share FROM measures;
CREATE FUNCTION biggest() RETURNS SETOF shares LANGUAGE sql AS 'SELECT * FROM shares ORDER BY share DESC LIMIT 1';
CREATE VIEW few_shares AS SELECT share FROM measures LIMIT 3;
CREATE TABLE events (at date NOT NULL, measure bigint, PRIMARY KEY (at)) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE INDEX events_measure ON events (measure);
CREATE TABLE notes (id bigserial PRIMARY KEY, on_day date REFERENCES events, note text);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY all_notes ON notes USING (true);
COMMENT ON INDEX few IS 'Few pages.';
COMMENT ON FUNCTION twice(int) IS 'Two times.';
CREATE AGGREGATE product(int) (SFUNC = int4mul, STYPE = int, INITCOND = '1');
