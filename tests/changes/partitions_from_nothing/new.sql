CREATE TABLE public.parted1 (
    c1 integer NOT NULL
) PARTITION BY RANGE (c1);
CREATE TABLE public.part1_parted1 PARTITION OF public.parted1 FOR VALUES FROM (0) TO (100);
CREATE TABLE public.zoo (a integer);
CREATE TABLE public.kid () INHERITS (public.zoo);
