CREATE TABLE vehicles (id bigserial PRIMARY KEY, name text NOT NULL);
CREATE TABLE cars (doors integer NOT NULL DEFAULT 4) INHERITS (vehicles);
CREATE TABLE trucks (load numeric(8,1), PRIMARY KEY (id)) INHERITS (vehicles);
CREATE TABLE trips (id bigserial PRIMARY KEY, vehicle_id bigint NOT NULL REFERENCES vehicles, truck_id bigint REFERENCES trucks);
