CREATE FUNCTION public.f(x integer) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT AS 'SELECT x + 1';
ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO writer;
CREATE TABLE public.t (a integer[], b integer);
GRANT SELECT (a) ON public.t TO PUBLIC;
CREATE FUNCTION public.g() RETURNS SETOF public.t LANGUAGE sql STABLE AS 'SELECT * FROM public.t';
CREATE TYPE public.mood AS ENUM ('a', 'b', 'd');
GRANT USAGE ON TYPE public.mood TO writer;
CREATE VIEW public.v AS SELECT 1 AS one;
CREATE TABLE numbered (a bigserial, b integer GENERATED ALWAYS AS IDENTITY);
