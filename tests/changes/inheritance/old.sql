CREATE TABLE public.parent (a timestamptz, b text);
CREATE TABLE public.child () INHERITS (public.parent);
ALTER TABLE public.child ADD CONSTRAINT child_a CHECK (a > '1990-01-01') NO INHERIT;
CREATE TABLE public.leaves (k integer) INHERITS (public.parent);
INSERT INTO public.parent VALUES (now(), 'x');
INSERT INTO public.child VALUES (now(), 'y');
