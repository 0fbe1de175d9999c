-- As Groundplan writes it, but for the last index.
BEGIN;
CREATE TYPE public.state AS ENUM ('new', 'sent');
CREATE TABLE public.customers (
    id       BIGSERIAL,
    username VARCHAR(80) NOT NULL,
    CONSTRAINT pk_customers PRIMARY KEY (id),
    CONSTRAINT uq_customers_username UNIQUE (username),
    CONSTRAINT ck_customers_username CHECK (char_length(username) >= 3)
);
CREATE TABLE public.tags (
    id   BIGSERIAL,
    name VARCHAR(40) NOT NULL,
    CONSTRAINT pk_tags PRIMARY KEY (id),
    CONSTRAINT uq_tags_name UNIQUE (name)
);
CREATE TABLE public.customer_tags (
    customer_id BIGINT NOT NULL,
    tag_id      BIGINT NOT NULL,
    CONSTRAINT pk_customer_tags PRIMARY KEY (customer_id, tag_id),
    CONSTRAINT fk_customer_tags_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers (id) ON DELETE CASCADE ON UPDATE RESTRICT,
    CONSTRAINT fk_customer_tags_tag_id FOREIGN KEY (tag_id) REFERENCES public.tags (id) ON DELETE CASCADE ON UPDATE RESTRICT
);
CREATE INDEX idx_customer_tags_tag_id ON public.customer_tags (tag_id);
CREATE TABLE public.orders (
    id       BIGSERIAL,
    buyer_id BIGINT       NOT NULL,
    state    public.state NOT NULL DEFAULT 'new',
    c        VARCHAR(20)  NOT NULL,
    b        VARCHAR(20)  NOT NULL,
    CONSTRAINT pk_orders PRIMARY KEY (id),
    CONSTRAINT fk_orders_buyer_id FOREIGN KEY (buyer_id) REFERENCES public.customers (id) ON DELETE RESTRICT ON UPDATE RESTRICT
);
CREATE INDEX idx_orders_buyer_id ON public.orders (buyer_id);
CREATE INDEX by_state ON public.orders (state) WHERE state = 'new';
CREATE VIEW public.buyers AS SELECT c.username, o.state FROM public.customers AS c JOIN public.orders AS o ON o.buyer_id = c.id;
COMMIT;
