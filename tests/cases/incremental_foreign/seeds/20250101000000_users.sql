INSERT INTO public.countries VALUES ('PT', 'Portugal'), ('CH', 'Switzerland');
INSERT INTO public.users (email, username, country_code) VALUES ('someone@example.org', 'someone', 'CH');
