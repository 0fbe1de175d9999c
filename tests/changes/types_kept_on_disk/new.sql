CREATE DOMAIN public.word AS character varying(30) CONSTRAINT ok CHECK (VALUE <> '');
CREATE DOMAIN public.positive AS integer CONSTRAINT ok CHECK (VALUE > 0);
CREATE DOMAIN public.any_number AS integer;
CREATE TABLE public.t (
    from_domain serial,
    number public.positive,
    plain integer,
    short character varying(40),
    text text,
    moment timestamp with time zone,
    six timestamp without time zone
);
INSERT INTO public.t (number) VALUES (1);
