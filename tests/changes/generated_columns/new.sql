CREATE TABLE public.t (a text DEFAULT 'x' NOT NULL, b text GENERATED ALWAYS AS (a || 'x') STORED);
CREATE INDEX t_b ON public.t (b);
CREATE TABLE public.gone (c5 integer DEFAULT 1, "Mixed" integer GENERATED ALWAYS AS (c5 + 2) STORED, e text[], f bytea DEFAULT '\x00');
