CREATE TABLE public.self (a text, b text);
CREATE TABLE public.twice (id inet NOT NULL);
ALTER TABLE public.twice ADD CONSTRAINT twice_pk PRIMARY KEY (id);
ALTER TABLE public.twice ADD CONSTRAINT "twice uq" UNIQUE (id);
COMMENT ON CONSTRAINT "twice uq" ON public.twice IS 'Once more';
