-- Written by hand, before Groundplan came.
BEGIN;
CREATE TABLE public.customers (
    id bigserial PRIMARY KEY,
    email varchar(100) NOT NULL UNIQUE,
    nickname varchar(80),
    city varchar(40) NOT NULL,
    score integer NOT NULL DEFAULT 1 CONSTRAINT ck_customers_score CHECK (score > 0),
    born date
);
CREATE TABLE public.orders (
    id bigserial PRIMARY KEY,
    customer_id bigint NOT NULL CONSTRAINT fk_orders_customer_id REFERENCES public.customers (id) ON UPDATE RESTRICT ON DELETE CASCADE,
    number text NOT NULL,
    amount integer NOT NULL,
    placed_at timestamptz,
    remark text
);
CREATE INDEX idx_orders_customer_id ON public.orders (customer_id);
CREATE INDEX by_number ON public.orders (number);
CREATE VIEW public.amounts AS SELECT c.email, o.amount FROM public.orders AS o JOIN public.customers AS c ON c.id = o.customer_id;
COMMENT ON VIEW public.amounts IS 'What each customer has ordered';
COMMIT;
