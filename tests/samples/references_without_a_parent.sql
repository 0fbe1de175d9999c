-- rows: 1
-- A row of nothing but references that lead nowhere is a row all the same.
CREATE TABLE orders (
    id uuid DEFAULT gen_random_uuid() PRIMARY KEY,
    before uuid REFERENCES orders (id),
    after uuid REFERENCES orders (id)
);
