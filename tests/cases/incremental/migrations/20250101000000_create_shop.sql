-- Written by hand, before Groundplan came.
BEGIN;
CREATE TYPE public.order_state AS ENUM ('open', 'sent');
CREATE TABLE public.products (
    id bigserial PRIMARY KEY,
    name varchar(120) NOT NULL UNIQUE,
    price numeric(10,2) NOT NULL
);
COMMIT;
