CREATE TYPE public.pair AS (a integer, b text);
CREATE TABLE public.gone (c public.pair);
CREATE TABLE public.stays (c public.pair, d integer);
INSERT INTO public.gone VALUES ('(1,x)');
