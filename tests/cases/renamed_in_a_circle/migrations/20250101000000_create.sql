CREATE TABLE public.people (id bigserial PRIMARY KEY, name integer NOT NULL, age varchar(80) NOT NULL);
CREATE TABLE public.lefts (id bigserial PRIMARY KEY, of_right text NOT NULL);
CREATE TABLE public.rights (id bigserial PRIMARY KEY, of_left text NOT NULL);
