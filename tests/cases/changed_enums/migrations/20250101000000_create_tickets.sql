-- Written by hand, before Groundplan came.
BEGIN;
CREATE TYPE public.state AS ENUM ('open', 'archived', 'done');
CREATE TYPE public.priority AS ENUM ('low', 'high', 'medium');
CREATE TABLE public.tickets (
    id bigserial PRIMARY KEY,
    title varchar(80) NOT NULL,
    state public.state NOT NULL DEFAULT 'open',
    history public.state[] NOT NULL DEFAULT '{}',
    priority public.priority NOT NULL DEFAULT 'low',
    CONSTRAINT ck_tickets_state CHECK (state <> 'archived')
);
CREATE INDEX idx_tickets_state ON public.tickets (state) WHERE state = 'open';
CREATE VIEW public.open_tickets AS SELECT t.id, t.title, other.priority FROM public.tickets AS t JOIN public.tickets AS other ON other.id = t.id WHERE t.state = 'open';
COMMIT;
