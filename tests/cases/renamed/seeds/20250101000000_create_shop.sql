INSERT INTO public.customers (username) VALUES ('ada'), ('bob') ON CONFLICT DO NOTHING;
INSERT INTO public.tags (name) VALUES ('friend') ON CONFLICT DO NOTHING;
INSERT INTO public.customer_tags (customer_id, tag_id)
SELECT c.id, t.id FROM public.customers AS c CROSS JOIN public.tags AS t WHERE c.username = 'ada' ON CONFLICT DO NOTHING;
INSERT INTO public.orders (buyer_id, c, b)
SELECT c.id, 'cee', 'bee' FROM public.customers AS c WHERE c.username = 'ada' AND NOT EXISTS (SELECT FROM public.orders);
