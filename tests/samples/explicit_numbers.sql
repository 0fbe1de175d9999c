-- most: flags=9
CREATE TABLE batches (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
CREATE TABLE runs (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), batch_id bigint NOT NULL REFERENCES batches);
CREATE TABLE steps (id bigserial PRIMARY KEY, run_id uuid NOT NULL REFERENCES runs, ok boolean);
CREATE SEQUENCE ticket_numbers;
CREATE TABLE tickets (id bigint PRIMARY KEY DEFAULT nextval('ticket_numbers'));
CREATE TABLE ticket_notes (ticket_id bigint NOT NULL REFERENCES tickets, at timestamptz NOT NULL DEFAULT now());
CREATE TABLE log (at timestamptz, line text, detail json);
CREATE TABLE flags (a boolean, b boolean);
CREATE TABLE counters (n integer);
