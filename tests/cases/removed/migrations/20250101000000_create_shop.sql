-- Written by hand, before Groundplan came.
BEGIN;
CREATE TYPE public.state AS ENUM ('open', 'archived', 'done');
CREATE TYPE public.color AS ENUM ('red', 'green');
CREATE TABLE public.groups (id bigserial PRIMARY KEY, name varchar(40) NOT NULL);
CREATE TABLE public.customers (
    id bigserial PRIMARY KEY,
    email varchar(254) NOT NULL UNIQUE,
    nickname varchar(80),
    favorite public.color,
    state public.state NOT NULL DEFAULT 'archived',
    group_id bigint REFERENCES public.groups (id),
    "OLD_NO" integer,
    CONSTRAINT ck_customers_nickname CHECK (nickname <> ''),
    CONSTRAINT short_email CHECK (char_length(email) < 100),
    CONSTRAINT uq_customers_email_state UNIQUE (email, state)
);
CREATE INDEX idx_customers_nickname ON public.customers (nickname);
CREATE INDEX idx_customers_state ON public.customers (state);
COMMENT ON COLUMN public.customers.nickname IS 'What friends say';
CREATE TABLE public.legacy_imports (id bigserial PRIMARY KEY, customer_id bigint NOT NULL REFERENCES public.customers (id), line text);
CREATE INDEX idx_legacy_imports_customer_id ON public.legacy_imports (customer_id);
CREATE TABLE public.notes (id bigserial PRIMARY KEY, body text NOT NULL);
COMMIT;
