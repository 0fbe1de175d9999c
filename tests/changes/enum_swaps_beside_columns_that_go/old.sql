CREATE TYPE public.mood AS ENUM ('z', 'a', 'b', 'c');
CREATE TABLE public.stays (a public.mood DEFAULT 'a', b public.mood DEFAULT 'c');
CREATE TABLE public.goes (a public.mood DEFAULT 'c' NOT NULL);
CREATE TABLE public.child () INHERITS (public.stays);
INSERT INTO public.stays VALUES ('a', 'c');
INSERT INTO public.goes DEFAULT VALUES;
