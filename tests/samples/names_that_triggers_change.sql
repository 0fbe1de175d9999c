-- Rows that others name only by what a trigger leaves as it is.
CREATE TABLE orders (
    id bigserial PRIMARY KEY,
    status text NOT NULL CHECK (status IN ('cart', 'placed')),
    subtotal integer NOT NULL CHECK (subtotal BETWEEN 0 AND 1000000),
    items integer NOT NULL DEFAULT 0 CHECK (items >= 0),
    discount integer NOT NULL CHECK (discount BETWEEN 0 AND 5000)
);
CREATE TABLE lines (
    id bigserial PRIMARY KEY,
    order_id bigint NOT NULL REFERENCES orders,
    price integer NOT NULL CHECK (price BETWEEN 1 AND 1000),
    UNIQUE (order_id, price)
);
CREATE FUNCTION totals() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE orders o SET subtotal = s.sum, items = s.count
    FROM (SELECT coalesce(sum(price), 0) AS sum, count(*) AS count FROM lines WHERE order_id = new.order_id) s WHERE o.id = new.order_id;
    RETURN NULL;
END $$;
CREATE TRIGGER totals AFTER INSERT ON lines FOR EACH ROW EXECUTE FUNCTION totals();
CREATE TABLE remarks (id bigserial PRIMARY KEY, remark text NOT NULL);
