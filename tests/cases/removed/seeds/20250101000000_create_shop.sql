INSERT INTO public.groups (id, name) VALUES (1, 'Friends') ON CONFLICT DO NOTHING;
INSERT INTO public.customers (id, email, nickname, favorite, state, group_id, "OLD_NO")
VALUES (1, 'ada@example.org', 'Ada', 'red', 'open', 1, 17), (2, 'bob@example.org', NULL, NULL, 'done', NULL, NULL)
ON CONFLICT DO NOTHING;
INSERT INTO public.legacy_imports (id, customer_id, line) VALUES (1, 1, 'ada;red') ON CONFLICT DO NOTHING;
