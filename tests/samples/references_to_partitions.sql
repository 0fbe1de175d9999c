CREATE TABLE accounts (id bigserial PRIMARY KEY, name text NOT NULL);
CREATE TABLE orders (account_id bigint NOT NULL REFERENCES accounts, number integer NOT NULL, note text, PRIMARY KEY (account_id, number)) PARTITION BY HASH (account_id);
CREATE TABLE orders_0 PARTITION OF orders FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE orders_1 PARTITION OF orders FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE order_lines (account_id bigint NOT NULL, order_number integer NOT NULL, line integer NOT NULL CHECK (line BETWEEN 1 AND 9), PRIMARY KEY (account_id, order_number, line), FOREIGN KEY (account_id, order_number) REFERENCES orders);
