CREATE TYPE order_status AS ENUM ('new', 'paid', 'sent');

CREATE TABLE customers (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL UNIQUE,
    full_name text NOT NULL,
    is_active boolean DEFAULT true NOT NULL
);

CREATE TABLE products (
    sku character(8) PRIMARY KEY CHECK (sku ~ '^[A-Z]{3}[0-9]{5}$'),
    name text NOT NULL,
    price numeric(10, 2) NOT NULL CHECK (price > 0)
);

CREATE TABLE orders (
    id bigserial PRIMARY KEY,
    customer_id integer NOT NULL REFERENCES customers,
    status order_status DEFAULT 'new'::order_status NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE order_lines (
    order_id bigint NOT NULL REFERENCES orders ON DELETE CASCADE,
    sku character(8) NOT NULL REFERENCES products,
    quantity integer DEFAULT 1 NOT NULL CHECK (quantity BETWEEN 1 AND 20),
    PRIMARY KEY (order_id, sku)
);
