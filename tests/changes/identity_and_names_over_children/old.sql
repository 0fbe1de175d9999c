CREATE TABLE public.t (a integer DEFAULT 0 NOT NULL, b integer NOT NULL, c integer);
ALTER TABLE public.t ADD CONSTRAINT shared CHECK (c > 0);
ALTER TABLE public.t ADD CONSTRAINT alone CHECK (c > 1) NO INHERIT;
CREATE TABLE public.kid () INHERITS (public.t);
CREATE TABLE public.parted (a integer NOT NULL, b integer) PARTITION BY RANGE (a);
CREATE TABLE public.part PARTITION OF public.parted DEFAULT;
ALTER TABLE public.parted ADD CONSTRAINT key_one UNIQUE (a);
INSERT INTO public.t VALUES (1, 1, 2);
INSERT INTO public.kid VALUES (1, 1, 2);
