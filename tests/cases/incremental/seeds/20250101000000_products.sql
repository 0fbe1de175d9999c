INSERT INTO public.products (name, price) VALUES ('Lamp', 19.90), ('Chair', 49.00);
