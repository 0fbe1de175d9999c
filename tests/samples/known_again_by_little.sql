-- Rows that tell little are known again: by the rows above, which are listed in one order, by arrays, and by times that follow the rows above.

CREATE FUNCTION is_odd_sum(n integer) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN (n / 10 + n % 10) % 2 = 1; END $$;

-- Few can be current, so that the ways for a row to be are listed; which loads there can be, only the function knows.
CREATE TABLE lanes (
    id bigserial PRIMARY KEY,
    is_current boolean NOT NULL,
    slot integer NOT NULL CHECK (slot BETWEEN 1 AND 3),
    label text NOT NULL,
    load integer NOT NULL CHECK (load > 5 AND is_odd_sum(load))
);
CREATE UNIQUE INDEX ON lanes (slot) WHERE is_current;

CREATE TABLE crossings (
    id bigserial PRIMARY KEY,
    from_id bigint NOT NULL REFERENCES lanes (id),
    to_id bigint NOT NULL REFERENCES lanes (id),
    crossed_on date NOT NULL,
    UNIQUE (from_id, to_id)
);

CREATE TABLE threads (
    id bigserial PRIMARY KEY,
    words text[] NOT NULL CHECK (array_position(words, 'x') IS NOT NULL),
    parent bigint REFERENCES threads (id)
);

-- A refused valve is another one, with a story that only the rows below tell.
CREATE TABLE valves (
    code varchar(12) PRIMARY KEY CHECK (code ~ '^[a-z]+[0-9]*$'),
    pressure integer NOT NULL
);

CREATE FUNCTION no_thirds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.pressure % 3 = 0 THEN
        RAISE EXCEPTION 'no pressure that three divides';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER no_thirds BEFORE INSERT OR UPDATE ON valves FOR EACH ROW EXECUTE FUNCTION no_thirds();

CREATE TABLE checks (
    id bigserial PRIMARY KEY,
    valve varchar(12) NOT NULL REFERENCES valves (code),
    checked_on date NOT NULL
);

-- The same where the row itself tells a time, of which the trigger knows nothing, and hangs on another one.
CREATE TABLE sites (
    id bigserial PRIMARY KEY,
    name text NOT NULL,
    opened_on date NOT NULL
);

CREATE TABLE pumps (
    id bigserial PRIMARY KEY,
    site_id bigint NOT NULL REFERENCES sites (id),
    label text NOT NULL,
    pressure integer NOT NULL,
    built_on date NOT NULL
);

CREATE TRIGGER no_thirds BEFORE INSERT OR UPDATE ON pumps FOR EACH ROW EXECUTE FUNCTION no_thirds();

CREATE TABLE services (
    id bigserial PRIMARY KEY,
    pump_id bigint NOT NULL REFERENCES pumps (id),
    served_on date NOT NULL
);
