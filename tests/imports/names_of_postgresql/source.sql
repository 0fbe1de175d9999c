-- As most schemas are: names, actions and numbers by PostgreSQL's own defaults.
CREATE TYPE order_state AS ENUM ('open', 'in progress', 'done');
CREATE TABLE customers (
    id serial PRIMARY KEY,
    email varchar(120) NOT NULL UNIQUE,
    name text NOT NULL,
    is_active boolean NOT NULL DEFAULT true,
    score integer DEFAULT 0 CHECK (score >= 0),
    created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE customers IS 'Who buys.';
COMMENT ON COLUMN customers.name IS E'As it is said.\nNot as it is written.';
CREATE TABLE orders (
    id serial PRIMARY KEY,
    customer_id integer NOT NULL REFERENCES customers,
    referred_by integer REFERENCES customers (id) ON DELETE SET NULL,
    state order_state NOT NULL DEFAULT 'in progress',
    placed_on date,
    total numeric(12,2) NOT NULL DEFAULT 0.00,
    note varchar NOT NULL DEFAULT 'it''s none',
    tags text[] NOT NULL DEFAULT '{}',
    extra jsonb,
    CHECK (placed_on IS NULL OR total > 0),
    UNIQUE (customer_id, placed_on)
);
CREATE INDEX ON orders (placed_on);
CREATE INDEX orders_by_total ON orders (total DESC, placed_on);
CREATE UNIQUE INDEX one_open ON orders (customer_id) WHERE state = 'open';
CREATE TABLE order_lines (
    order_id integer NOT NULL REFERENCES orders ON DELETE CASCADE,
    line smallint NOT NULL,
    product varchar(40) NOT NULL,
    PRIMARY KEY (order_id, line)
);
CREATE VIEW open_orders AS SELECT o.id, c.name FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.state = 'open';
COMMENT ON VIEW open_orders IS 'What is still to do.';
