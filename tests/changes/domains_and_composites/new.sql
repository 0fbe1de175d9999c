CREATE DOMAIN public.word AS text CONSTRAINT ok CHECK (length(VALUE) BETWEEN 1 AND 40);
CREATE TYPE public.pair AS (a bigint, b text COLLATE "C");
CREATE TABLE public.t (w public.word, p public.pair);
