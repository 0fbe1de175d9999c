CREATE FUNCTION public.f(x integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN x + 0;
CREATE TABLE public.two (a integer, b text);
CREATE STATISTICS public.s (ndistinct) ON a, b FROM public.two;
CREATE POLICY "po 1" ON public.two USING (public.f(a) > -100);
COMMENT ON POLICY "po 1" ON public.two IS 'a; b -- c';
