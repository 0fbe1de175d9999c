CREATE TYPE public.pair AS (a bigint, b text);
CREATE TABLE public.stays (d integer, e public.pair);
