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
    SELECT p.id, a.name FROM public.posts p JOIN public.authors a ON a.id = p.author_id WHERE p.status = 'published';
CREATE VIEW public.alone AS SELECT a.id, p.title FROM public.posts p JOIN public.authors a ON a.id = p.author_id;
CREATE VIEW public.names AS SELECT t.name, a.id FROM public.published_posts t JOIN public.authors a ON a.name = t.name;
