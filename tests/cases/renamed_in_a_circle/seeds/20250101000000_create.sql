INSERT INTO public.people (id, name, age) VALUES (1, 36, 'Ada') ON CONFLICT DO NOTHING;
INSERT INTO public.lefts (id, of_right) VALUES (1, 'r') ON CONFLICT DO NOTHING;
INSERT INTO public.rights (id, of_left) VALUES (1, 'l') ON CONFLICT DO NOTHING;
