CREATE TABLE public.parted (
    c1 integer NOT NULL,
    short text,
    number bigint,
    same text
) PARTITION BY RANGE (c1);
CREATE TABLE public.part PARTITION OF public.parted FOR VALUES FROM (1) TO (100);
CREATE INDEX by_predicate ON public.parted (c1) WHERE short::text <> 'x';
COMMENT ON INDEX public.by_predicate IS 'new';
CREATE INDEX by_number ON public.parted (number);
COMMENT ON INDEX public.by_number IS 'after';
CREATE INDEX by_same ON public.parted (same);
COMMENT ON INDEX public.by_same IS 'the same';
