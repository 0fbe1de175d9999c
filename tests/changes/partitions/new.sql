CREATE FUNCTION public.f(x integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT x + 0';
CREATE TABLE public.parted (n integer NOT NULL, a text, at timestamptz, d date NOT NULL DEFAULT CURRENT_DATE, CONSTRAINT parted_n CHECK (n + 1 > 0)) PARTITION BY RANGE (n);
CREATE TABLE public.part_1 PARTITION OF public.parted FOR VALUES FROM (0) TO (100);
CREATE TABLE public.part_2 PARTITION OF public.parted DEFAULT;
CREATE INDEX parted_at ON public.parted (at);
CREATE VIEW public.seen AS SELECT p.n, p.a FROM public.part_2 p;
