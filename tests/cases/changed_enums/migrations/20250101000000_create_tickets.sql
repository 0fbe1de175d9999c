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
CREATE VIEW public.open_tickets AS SELECT id, title, priority FROM public.tickets WHERE state = 'open';
COMMIT;
