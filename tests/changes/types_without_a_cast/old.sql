CREATE TYPE public.mood AS ENUM ('a', 'b');
CREATE SCHEMA app;
CREATE TYPE app.mood AS ENUM ('b', 'a');
CREATE TABLE public.t (a public.mood[] DEFAULT '{}', b interval DEFAULT '1 hour', c daterange, d boolean DEFAULT false, e app.mood DEFAULT 'a', f text DEFAULT 'a');
