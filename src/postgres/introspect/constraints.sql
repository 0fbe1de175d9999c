-- p, u, f, c, x; the not-null constraints of PostgreSQL 18 ('n') are columns' own, constraint triggers ('t') are triggers.
-- A foreign key to a partitioned table has a row for each partition beside its own: only its own is taken.
SELECT k.conrelid, k.conname::text, k.contype::text, coalesce(k.conkey, '{}'),
       k.confrelid, fn.nspname::text, f.relname::text,
       ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY AS key(attnum, at)
             JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = key.attnum ORDER BY key.at),
       k.confdeltype::text, k.confupdtype::text, k.confmatchtype::text, {delete_columns},
       k.condeferrable, k.condeferred, k.convalidated, k.connoinherit,
       CASE WHEN k.contype = 'c' THEN pg_get_expr(k.conbin, k.conrelid) END,
       CASE WHEN k.contype = 'x' THEN pg_get_constraintdef(k.oid) END,
       CASE WHEN i.indexrelid IS NOT NULL THEN (i.indkey::int2[])[i.indnkeyatts:] ELSE '{}' END, coalesce({nulls_not_distinct}, false),
       obj_description(k.oid, 'pg_constraint'), NOT k.conislocal OR k.conparentid <> 0
FROM pg_constraint k
LEFT JOIN pg_class f ON f.oid = k.confrelid
LEFT JOIN pg_namespace fn ON fn.oid = f.relnamespace
LEFT JOIN pg_index i ON i.indexrelid = k.conindid AND k.contype IN ('p', 'u')
WHERE k.conrelid >= 16384 AND k.contype IN ('p', 'u', 'f', 'c', 'x')
  AND NOT EXISTS (SELECT FROM pg_constraint p WHERE p.oid = k.conparentid AND p.conrelid = k.conrelid)
ORDER BY k.conrelid, k.conname
