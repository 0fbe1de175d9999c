-- Written by hand, before Groundplan came. The requirements know nothing of countries.
CREATE TABLE public.countries (code char(2) PRIMARY KEY, name text NOT NULL);
CREATE TABLE public.users (
    id bigserial PRIMARY KEY,
    email varchar(254) NOT NULL UNIQUE,
    username varchar(30) NOT NULL UNIQUE,
    country_code char(2) NOT NULL REFERENCES public.countries (code),
    joined_at timestamptz NOT NULL DEFAULT now()
);
