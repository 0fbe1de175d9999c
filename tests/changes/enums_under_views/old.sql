CREATE TYPE public.mood AS ENUM ('a', 'b', 'c');
CREATE TABLE public.t (c public.mood[] DEFAULT '{}' NOT NULL, d integer);
CREATE VIEW public.v AS SELECT c, d FROM public.t;
INSERT INTO public.t VALUES ('{a}', 1);
