CREATE DOMAIN public.word AS character varying(30) CONSTRAINT ok CHECK (VALUE <> '');
CREATE DOMAIN public.positive AS integer CONSTRAINT ok CHECK (VALUE > 0);
CREATE DOMAIN public.any_number AS integer;
CREATE TABLE public.t (
    from_domain public.positive NOT NULL,
    number integer,
    plain public.any_number,
    short public.word,
    text public.word,
    moment timestamp(3) with time zone,
    six timestamp(6) without time zone
);
INSERT INTO public.t VALUES (1, 2, 3, 'a', 'b', now(), now());
