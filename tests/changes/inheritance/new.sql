CREATE TABLE public.parent (b text, c smallint, CONSTRAINT parent_b CHECK (b <> ''));
CREATE TABLE public.child () INHERITS (public.parent);
CREATE INDEX child_c ON public.child USING brin (c);
