CREATE TYPE public.mood AS ENUM ('n', 'a', 'b', 'c');
CREATE TABLE public.t (c public.mood[] DEFAULT '{}' NOT NULL, d integer);
CREATE TABLE public.u (c public.mood DEFAULT 'b' NOT NULL);
CREATE VIEW public.v AS SELECT c, d FROM public.t;
