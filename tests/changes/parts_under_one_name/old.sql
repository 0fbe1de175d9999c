CREATE FUNCTION public.f(integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN $1 + 2;
CREATE FUNCTION public.note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE public.one (a integer, b text);
CREATE TABLE public.two (a integer, b text);
CREATE STATISTICS public.s ON a, b FROM public.one;
CREATE POLICY "po 1" ON public.two USING (public.f(a) > -100);
COMMENT ON POLICY "po 1" ON public.two IS 'a; b -- c';
CREATE TRIGGER tg AFTER INSERT ON public.one REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.note();
