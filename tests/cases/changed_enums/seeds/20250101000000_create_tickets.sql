INSERT INTO public.tickets (title, state, history, priority)
SELECT v.title, v.state::public.state, v.history::public.state[], v.priority::public.priority
FROM (VALUES
    ('The roof leaks', 'open', '{}', 'high'),
    ('The door squeaks', 'done', '{open}', 'low')
) AS v (title, state, history, priority)
WHERE NOT EXISTS (SELECT FROM public.tickets AS t WHERE t.title = v.title);
