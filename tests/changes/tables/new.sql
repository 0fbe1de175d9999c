CREATE TABLE public.users (id bigint CONSTRAINT key PRIMARY KEY, name text NOT NULL DEFAULT 'x', age integer, born date);
CREATE UNIQUE INDEX users_name ON public.users (lower(name));
CREATE VIEW public.names AS SELECT id, name FROM public.users;
COMMENT ON VIEW public.names IS 'Who';
CREATE VIEW public.above AS SELECT id FROM public.names;
CREATE TABLE public.new_one (id bigserial REFERENCES public.users, CHECK (id > 0));
