CREATE TYPE public.mood AS ENUM ('a', 'b', 'd');
CREATE TABLE public.stays (a public.mood DEFAULT 'a');
CREATE TABLE public.child () INHERITS (public.stays);
