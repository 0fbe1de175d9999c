CREATE TABLE public.users (id integer PRIMARY KEY, name varchar(20) NOT NULL, age text, gone integer);
CREATE INDEX users_name ON public.users (name);
CREATE VIEW public.names AS SELECT id, name FROM public.users;
COMMENT ON VIEW public.names IS 'Who';
CREATE TABLE public.old_one (id integer REFERENCES public.users);
