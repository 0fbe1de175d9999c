CREATE TABLE public.locks (number bigint NOT NULL, left_over integer);
CREATE SEQUENCE public.locks_number OWNED BY public.locks.number;
