CREATE TYPE public.mood AS ENUM ('a', 'b');
CREATE TABLE public.t (a timestamptz DEFAULT now(), b public.mood, c bytea, d bigint DEFAULT 1, e public.mood DEFAULT 'b', f text[] DEFAULT '{}');
