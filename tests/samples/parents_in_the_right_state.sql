-- tried: 0
-- Rows can refer only to rows of one state: some of these are made so.
CREATE TYPE event_status AS ENUM ('draft', 'on_sale', 'sold_out', 'cancelled', 'done', 'moved', 'archived', 'hidden');
CREATE TABLE events (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title      text NOT NULL UNIQUE,
    hall       text NOT NULL,
    status     event_status NOT NULL,
    on_sale_at date,
    UNIQUE (id, hall),
    CHECK ((status = 'on_sale') = (on_sale_at IS NOT NULL))
);
CREATE TABLE orders (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    number   text NOT NULL UNIQUE,
    event_id bigint NOT NULL REFERENCES events,
    UNIQUE (id, event_id)
);
-- The event is known by the order also where no hall is named.
CREATE TABLE tickets (
    barcode  text PRIMARY KEY,
    order_id bigint NOT NULL,
    event_id bigint NOT NULL,
    hall     text,
    FOREIGN KEY (order_id, event_id) REFERENCES orders (id, event_id),
    FOREIGN KEY (event_id, hall) REFERENCES events (id, hall)
);
CREATE FUNCTION ticket_sale() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    e events;
BEGIN
    SELECT * INTO e FROM events WHERE id = NEW.event_id FOR UPDATE;
    IF e.status <> 'on_sale' THEN
        RAISE EXCEPTION 'event % is not on sale (%)', e.title, e.status;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ticket_sale BEFORE INSERT ON tickets FOR EACH ROW EXECUTE FUNCTION ticket_sale();

-- A check on a column that the row has of the other one.
CREATE TABLE areas (
    id    integer PRIMARY KEY,
    level smallint NOT NULL CHECK (level BETWEEN 1 AND 400),
    UNIQUE (id, level)
);
CREATE TABLE precincts (
    code       text PRIMARY KEY,
    area_id    integer NOT NULL,
    area_level smallint NOT NULL DEFAULT 4 CHECK (area_level = 4),
    FOREIGN KEY (area_id, area_level) REFERENCES areas (id, level)
);

-- Only one row can have the key that all rows below refer to: the others keep keys of their own.
CREATE TABLE kinds (
    code text PRIMARY KEY,
    note text
);
CREATE TABLE vehicles (
    id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL DEFAULT 'car' CHECK (kind = 'car') REFERENCES kinds
);
