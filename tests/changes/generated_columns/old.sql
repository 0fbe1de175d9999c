CREATE TABLE public.t (a varchar DEFAULT 'x' NOT NULL, b text GENERATED ALWAYS AS (a || 'x') STORED, c numeric DEFAULT 0, d numeric GENERATED ALWAYS AS (c * 3) STORED);
CREATE INDEX t_b ON public.t (b);
CREATE TABLE public.gone (c5 integer DEFAULT 1, "Mixed" numeric NOT NULL DEFAULT 0, e text, f text GENERATED ALWAYS AS (lower(e)) STORED);
INSERT INTO public.t (a, c) VALUES ('1', 2);
INSERT INTO public.gone (e) VALUES ('{A}');
