CREATE TYPE public.pair AS (a integer, b text);
CREATE TABLE public.gone (c public.pair);
CREATE TABLE public.stays (c public.pair, d integer);
INSERT INTO public.gone VALUES ('(1,x)');
CREATE TYPE public.triple AS (a integer, b text, "C" numeric(5,1));
CREATE TABLE public.t3 (c public.triple);
