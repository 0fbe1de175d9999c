-- rows: 3
-- most: locked=0
-- most: behind=0
-- A table whose rows PostgreSQL refuses in any form keeps no other from having some.
CREATE TABLE open (id bigserial PRIMARY KEY, title text NOT NULL);
CREATE TABLE locked (id bigserial PRIMARY KEY, title text NOT NULL);
CREATE TABLE behind (id bigserial PRIMARY KEY, locked_id bigint NOT NULL REFERENCES locked, note text NOT NULL);
CREATE FUNCTION never() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE 'SELECT 1/0';
    RETURN NEW;
END $$;
CREATE TRIGGER never BEFORE INSERT ON locked FOR EACH ROW EXECUTE FUNCTION never();
