CREATE TABLE public.t (a text);
CREATE TABLE public.kid () INHERITS (public.t);
