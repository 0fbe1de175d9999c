-- Functions and procedures; aggregates and window functions are definitions. The constructors of a range type depend on it
-- internally ('i') and are no objects of their own.
SELECT n.nspname::text, p.proname::text, oidvectortypes(p.proargtypes), coalesce(pg_get_function_result(p.oid), ''),
       l.lanname::text,
       CASE p.provolatile WHEN 'i' THEN 'IMMUTABLE' WHEN 's' THEN 'STABLE' ELSE 'VOLATILE' END,
       p.prosecdef, coalesce(p.proconfig, '{}'), coalesce(pg_get_function_sqlbody(p.oid), p.prosrc), obj_description(p.oid, 'pg_proc'),
       p.prokind = 'p', pg_get_function_arguments(p.oid), p.proisstrict, p.proleakproof,
       CASE p.proparallel WHEN 's' THEN 'SAFE' WHEN 'r' THEN 'RESTRICTED' ELSE 'UNSAFE' END,
       CASE WHEN p.procost <> CASE WHEN l.lanname IN ('c', 'internal') THEN 1 ELSE 100 END THEN p.procost::text END,
       CASE WHEN p.prorows <> CASE WHEN p.proretset THEN 1000 ELSE 0 END THEN p.prorows::text END,
       pg_get_function_sqlbody(p.oid) IS NOT NULL, p.probin,
       (SELECT coalesce(array_agg(format_type(t.oid, NULL) ORDER BY t.at), '{}') FROM unnest(p.protrftypes) WITH ORDINALITY AS t(oid, at)),
       CASE WHEN p.prosupport <> 0 THEN p.prosupport::text END
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
WHERE p.oid >= 16384 AND p.prokind IN ('f', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype IN ('e', 'i'))
ORDER BY 1, 2, 3
