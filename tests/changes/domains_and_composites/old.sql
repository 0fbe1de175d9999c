CREATE DOMAIN public.word AS text DEFAULT 'q' CONSTRAINT ok CHECK (VALUE <> '');
CREATE TYPE public.pair AS (a integer, b text);
CREATE AGGREGATE public.most(integer) (SFUNC = int4larger, STYPE = integer, COMBINEFUNC = int4larger);
CREATE TABLE public.t (w public.word);
INSERT INTO public.t VALUES ('x');
