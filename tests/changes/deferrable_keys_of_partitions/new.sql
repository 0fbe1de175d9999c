CREATE TABLE public.parted (
    c1 integer NOT NULL,
    c2 integer,
    c3 integer
) PARTITION BY RANGE (c1);
CREATE TABLE public.part PARTITION OF public.parted FOR VALUES FROM (1) TO (100);
CREATE TABLE public.rest PARTITION OF public.parted DEFAULT;
