CREATE TYPE public.state AS ENUM ('open');
CREATE TABLE public.accounts (id bigserial PRIMARY KEY, login varchar(80) NOT NULL UNIQUE, state public.state NOT NULL DEFAULT 'open');
