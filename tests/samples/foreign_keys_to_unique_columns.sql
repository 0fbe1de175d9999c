CREATE TABLE countries (id serial PRIMARY KEY, code char(2) NOT NULL UNIQUE, iso3 varchar(3) UNIQUE);
CREATE TABLE cities (id serial PRIMARY KEY, name text NOT NULL, country_code char(2) NOT NULL REFERENCES countries (code), iso3 varchar(3) NOT NULL REFERENCES countries (iso3));
CREATE TABLE warehouses (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), number bigint GENERATED ALWAYS AS IDENTITY UNIQUE);
CREATE TABLE bins (warehouse_number bigint NOT NULL REFERENCES warehouses (number), shelf integer NOT NULL, PRIMARY KEY (warehouse_number, shelf));
CREATE TABLE stock (warehouse_number bigint, shelf integer, quantity integer NOT NULL, FOREIGN KEY (warehouse_number, shelf) REFERENCES bins MATCH FULL);
CREATE TABLE stock_moves (id bigserial PRIMARY KEY, warehouse_number bigint NOT NULL, shelf integer, FOREIGN KEY (warehouse_number, shelf) REFERENCES bins MATCH FULL);
