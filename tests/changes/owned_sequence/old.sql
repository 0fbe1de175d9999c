CREATE TABLE public.locks (number bigint NOT NULL, other bigint, left_over integer);
CREATE SEQUENCE public.locks_number OWNED BY public.locks.number;
CREATE SEQUENCE public.others OWNED BY public.locks.other;
CREATE TABLE public.gone (number bigint);
CREATE SEQUENCE public.gone_number OWNED BY public.gone.number;
COMMENT ON SEQUENCE public.gone_number IS 'Goes along';
