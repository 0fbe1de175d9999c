-- What triggers refuse is read where they say it of the row and of the rows that it refers to: no row is made that they do not take.
-- tried: 0
-- table: scans=5
CREATE TYPE order_state AS ENUM ('planned', 'released', 'running', 'closed');

CREATE TABLE plants (
    plant_id integer PRIMARY KEY,
    city text NOT NULL,
    closed_on date
);

CREATE TABLE orders (
    order_no integer PRIMARY KEY,
    plant_id integer NOT NULL REFERENCES plants,
    state order_state NOT NULL,
    released_on date,
    largest integer NOT NULL CHECK (largest BETWEEN 5 AND 50),
    CHECK ((state = 'planned') = (released_on IS NULL))
);

CREATE TABLE bookings (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_no integer NOT NULL REFERENCES orders,
    kind text NOT NULL CHECK (kind IN ('setup', 'run', 'rework')),
    booked_on date NOT NULL,
    pieces integer NOT NULL CHECK (pieces >= 0)
);

-- A record, a join, an early way out, ELSIF.
CREATE FUNCTION booking_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    o record;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        RETURN NEW;
    END IF;
    SELECT state, released_on, largest AS most, p.closed_on INTO o FROM orders JOIN plants p USING (plant_id) WHERE order_no = NEW.order_no;
    IF o.state NOT IN ('released', 'running') THEN
        RAISE EXCEPTION 'order % is %', NEW.order_no, o.state;
    ELSIF NEW.booked_on < o.released_on OR NEW.booked_on >= o.closed_on THEN
        RAISE EXCEPTION 'booked at the wrong time';
    END IF;
    IF NEW.kind = 'setup' THEN
        IF NEW.pieces > 0 THEN
            RAISE EXCEPTION 'nothing is made while a machine is set up';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.pieces NOT BETWEEN 1 AND o.most THEN
        RAISE EXCEPTION 'too few or too many';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER booking_guard BEFORE INSERT OR UPDATE ON bookings FOR EACH ROW EXECUTE FUNCTION booking_guard();

-- Rows of a table as a variable, a trigger with a condition, NULL that keeps a row out.
CREATE TABLE scans (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_no integer REFERENCES orders,
    plant_id integer NOT NULL REFERENCES plants,
    is_test boolean NOT NULL,
    code char(6) NOT NULL CHECK (code ~ '^[A-Z]{2}[0-9]{4}$')
);
CREATE FUNCTION scan_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    o orders%ROWTYPE;
    is_open boolean := EXISTS (SELECT 1 FROM plants WHERE plants.plant_id = NEW.plant_id AND closed_on IS NULL);
BEGIN
    IF NOT is_open THEN
        RETURN NULL;
    END IF;
    SELECT * INTO o FROM orders WHERE orders.order_no = NEW.order_no;
    IF FOUND AND o.plant_id <> NEW.plant_id THEN
        RAISE EXCEPTION 'an order of another plant';
    END IF;
    PERFORM 1 FROM orders WHERE order_no = NEW.order_no AND state <> 'closed';
    IF NEW.order_no IS NOT NULL AND NOT FOUND THEN
        RAISE EXCEPTION 'closed';
    END IF;
    ASSERT left(NEW.code, 2) <> 'XX', 'XX is for tests';
    RETURN NEW;
END $$;
CREATE TRIGGER scan_guard BEFORE INSERT ON scans FOR EACH ROW WHEN (NOT NEW.is_test) EXECUTE FUNCTION scan_guard();
