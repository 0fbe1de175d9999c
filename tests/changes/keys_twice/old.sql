CREATE TABLE public.self (a text, b text);
ALTER TABLE public.self ADD CONSTRAINT self_b UNIQUE (b);
ALTER TABLE public.self ADD CONSTRAINT self_a FOREIGN KEY (a) REFERENCES public.self (b);
INSERT INTO public.self VALUES ('1', '1');
