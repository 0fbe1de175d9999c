CREATE TABLE public.authors (
    id bigserial CONSTRAINT pk_authors PRIMARY KEY,
    name text NOT NULL
);
CREATE TABLE public.posts (
    id bigserial CONSTRAINT pk_posts PRIMARY KEY,
    author_id bigint NOT NULL CONSTRAINT fk_posts_author_id REFERENCES public.authors (id) ON UPDATE RESTRICT ON DELETE RESTRICT,
    title text NOT NULL,
    status text NOT NULL
);
CREATE INDEX idx_posts_author_id ON public.posts (author_id);
CREATE VIEW public.published_posts AS
    SELECT p.id, p.title, a.name FROM public.posts p JOIN public.authors a ON a.id = p.author_id WHERE p.status = 'published';
CREATE VIEW public.titles AS SELECT t.title, a.name FROM public.published_posts t JOIN public.authors a ON a.name = t.name;
COMMENT ON VIEW public.titles IS 'Titles alone.';
CREATE MATERIALIZED VIEW public.totals AS SELECT count(*) AS posts FROM public.published_posts t JOIN public.authors a ON a.name = t.name;
CREATE VIEW public.left_alone AS SELECT 1 AS one;
