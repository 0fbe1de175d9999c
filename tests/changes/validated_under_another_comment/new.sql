CREATE TABLE public.t (a integer PRIMARY KEY, b integer);
ALTER TABLE public.t ADD CONSTRAINT ck CHECK (a > 0);
COMMENT ON CONSTRAINT ck ON public.t IS 'valid';
ALTER TABLE public.t ADD CONSTRAINT fk FOREIGN KEY (b) REFERENCES public.t (a);
COMMENT ON CONSTRAINT fk ON public.t IS 'valid';
