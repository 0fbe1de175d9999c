INSERT INTO public.customers (email, nickname, city, score, born)
VALUES
    ('ada@example.org', 'Ada', 'London', 3, '1815-12-10'),
    ('bob@example.org', NULL, 'Paris', 1, NULL)
ON CONFLICT (email) DO NOTHING;
INSERT INTO public.orders (customer_id, number, amount, placed_at, remark)
SELECT c.id, v.number, v.amount, v.placed_at::timestamptz, v.remark
FROM (VALUES
    ('ada@example.org', '1001', 10, '2025-01-05 10:00+00', NULL),
    ('ada@example.org', '1002', 20, NULL, 'as a gift'),
    ('bob@example.org', '1003', 30, NULL, NULL)
) AS v (email, number, amount, placed_at, remark)
JOIN public.customers AS c ON c.email = v.email
WHERE NOT EXISTS (SELECT FROM public.orders AS o WHERE o.number = v.number);
