CREATE EXTENSION btree_gist;
CREATE TABLE rooms (id bigserial PRIMARY KEY, name text NOT NULL);
CREATE TABLE bookings (id bigserial PRIMARY KEY, room_id bigint NOT NULL REFERENCES rooms, during tstzrange NOT NULL, EXCLUDE USING gist (room_id WITH =, during WITH &&));
CREATE TABLE shifts (id bigserial PRIMARY KEY, room_id bigint NOT NULL REFERENCES rooms, starts_at timestamptz NOT NULL, ends_at timestamptz NOT NULL, cancelled boolean NOT NULL DEFAULT false, CHECK (ends_at > starts_at), EXCLUDE USING gist (room_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (NOT cancelled));
CREATE TABLE prices (product text NOT NULL, valid_from date NOT NULL, valid_to date, amount numeric(8,2) NOT NULL, EXCLUDE USING gist (product WITH =, daterange(valid_from, valid_to, '[]') WITH &&));
CREATE TABLE blocks (low integer NOT NULL, high integer NOT NULL, CHECK (low <= high), EXCLUDE USING gist (int4range(low, high, '[]') WITH &&));
CREATE TABLE names (name text NOT NULL, room_id bigint NOT NULL REFERENCES rooms, EXCLUDE USING gist (room_id WITH =));
CREATE TABLE seasons (slot int4range NOT NULL CHECK (lower(slot) >= 0), EXCLUDE USING gist (slot WITH &&));
CREATE TABLE weeks (begins date NOT NULL, EXCLUDE USING gist (daterange(begins, begins + 7) WITH &&));
