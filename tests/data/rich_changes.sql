COMMENT ON TABLE public.users IS 'x'
ALTER TABLE public.users ALTER username DROP NOT NULL
ALTER TABLE public.users ALTER balance TYPE numeric(13,2)
ALTER TABLE public.users NO FORCE ROW LEVEL SECURITY
ALTER POLICY own_rows ON public.users USING (true)
ALTER TABLE public.users ENABLE TRIGGER later
ALTER DOMAIN public.positive DROP CONSTRAINT above
ALTER SEQUENCE audit.numbers INCREMENT 6
ALTER FUNCTION public.twice CALLED ON NULL INPUT
GRANT SELECT ON public."Posts" TO PUBLIC
REVOKE INSERT ON public.users FROM PUBLIC
CREATE OR REPLACE VIEW public.published WITH (security_barrier) AS SELECT id, "Title" FROM public."Posts"
ALTER TABLE public.events DETACH PARTITION public.events_2025
ALTER INDEX public.idx_posts_title SET (fillfactor = 60)
ALTER TABLE public."Posts" VALIDATE CONSTRAINT ck_title
DROP RULE no_delete ON public.attendance
DROP AGGREGATE public.total(integer)
DROP STATISTICS audit.link
DROP EVENT TRIGGER watch
COMMENT ON VIEW public.published IS 'x'
ALTER TYPE public.address ALTER ATTRIBUTE city TYPE text
ALTER TABLE public.users ALTER username SET (n_distinct = 5)
ALTER TABLE public.users ALTER username SET STATISTICS 600
ALTER PUBLICATION feed SET (publish = 'insert')
ALTER PUBLICATION whole DROP TABLES IN SCHEMA audit -- from 15
ALTER PUBLICATION filtered SET TABLE public.users (id, email) WHERE (id > 6) -- from 15
ALTER PUBLICATION filtered SET TABLE public.users (id) WHERE (id > 5) -- from 15
ALTER PUBLICATION feed SET (publish_generated_columns = stored) -- from 18
ALTER DOMAIN public.filled DROP NOT NULL
ALTER TABLE audit.lax VALIDATE CONSTRAINT nn_a -- from 18
ALTER TABLE public.users ALTER search SET EXPRESSION AS (upper(username)) -- from 17
ALTER TABLE public."Posts" ALTER CONSTRAINT fk_author NOT ENFORCED -- from 18
COMMENT ON CONSTRAINT nn_a ON audit.lax IS 'x' -- from 18
