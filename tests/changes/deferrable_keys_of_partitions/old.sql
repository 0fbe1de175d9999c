CREATE TABLE public.parted (
    c1 integer NOT NULL,
    c2 integer,
    c3 integer
) PARTITION BY RANGE (c1);
CREATE TABLE public.part PARTITION OF public.parted FOR VALUES FROM (1) TO (100);
CREATE TABLE public.rest PARTITION OF public.parted DEFAULT;
INSERT INTO public.parted VALUES (1, 1, 1), (200, 2, 2);
ALTER TABLE public.parted ADD CONSTRAINT parted_pk PRIMARY KEY (c1) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE public.parted ADD CONSTRAINT parted_uq UNIQUE (c2, c1) DEFERRABLE;
ALTER TABLE public.parted ADD CONSTRAINT parted_uq2 UNIQUE (c3, c1);
