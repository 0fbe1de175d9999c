CREATE FUNCTION public.f(x integer DEFAULT 1) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT x + 2';
CREATE TABLE public.parted (n integer NOT NULL, a varchar DEFAULT 'x', at timestamptz) PARTITION BY RANGE (n);
CREATE TABLE public.part_1 PARTITION OF public.parted FOR VALUES FROM (1) TO (200);
CREATE TABLE public.part_2 PARTITION OF public.parted DEFAULT;
CREATE INDEX parted_n ON public.parted (n) WHERE public.f(n) > -100;
CREATE INDEX parted_at ON public.parted (at NULLS FIRST);
CREATE INDEX parted_at_2 ON public.parted (at);
CREATE VIEW public.seen AS SELECT p.n, p.a FROM public.part_2 p;
INSERT INTO public.parted VALUES (1, '1', now());
