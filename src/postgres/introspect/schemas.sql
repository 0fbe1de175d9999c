-- One row for each schema of a user; public only to learn its comment.
SELECT n.nspname::text, obj_description(n.oid, 'pg_namespace')
FROM pg_namespace n
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND (n.nspname <> 'public' OR obj_description(n.oid, 'pg_namespace') <> 'standard public schema')
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_namespace'::regclass AND d.objid = n.oid AND d.deptype = 'e')
ORDER BY 1
