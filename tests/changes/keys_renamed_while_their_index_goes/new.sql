CREATE TABLE public.parent (id integer);
ALTER TABLE public.parent ADD CONSTRAINT parent_uq UNIQUE (id);
CREATE TABLE public.child (parent integer, other integer);
ALTER TABLE public.child ADD CONSTRAINT child_fk_new FOREIGN KEY (parent) REFERENCES public.parent (id);
COMMENT ON CONSTRAINT child_fk_new ON public.child IS 'kept';
CREATE FUNCTION public.f(number integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT $1::bigint';
ALTER TABLE public.child ADD CONSTRAINT child_ck_new CHECK (public.f(other) > 0);
CREATE INDEX child_ix_new ON public.child (public.f(other));
COMMENT ON INDEX public.child_ix_new IS 'another';
