-- `owned` is the sequence that the column owns (serial); an identity's sequence has another kind of dependency.
SELECT a.attrelid, a.attnum, a.attname::text,
       CASE WHEN tn.nspname <> 'pg_catalog' THEN tn.nspname::text END,
       e.typname::text, format_type(a.atttypid, a.atttypmod), t.typcategory = 'A' AND t.typelem <> 0, a.atttypmod <> -1,
       a.attnotnull, a.attidentity::text, a.attgenerated::text, pg_get_expr(d.adbin, d.adrelid),
       CASE WHEN a.attcollation <> t.typcollation THEN co.collname::text END,
       col_description(a.attrelid, a.attnum), owned.nspname::text, owned.relname::text, NOT a.attislocal
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_type t ON t.oid = a.atttypid
JOIN pg_type e ON e.oid = CASE WHEN t.typcategory = 'A' AND t.typelem <> 0 THEN t.typelem ELSE t.oid END
JOIN pg_namespace tn ON tn.oid = e.typnamespace
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum AND a.atthasdef
LEFT JOIN pg_collation co ON co.oid = a.attcollation
LEFT JOIN LATERAL (
  SELECT sn.nspname, s.relname
  FROM pg_depend p JOIN pg_class s ON s.oid = p.objid AND s.relkind = 'S' JOIN pg_namespace sn ON sn.oid = s.relnamespace
  WHERE a.atthasdef AND p.classid = 'pg_class'::regclass AND p.refclassid = 'pg_class'::regclass
    AND p.refobjid = a.attrelid AND p.refobjsubid = a.attnum AND p.deptype = 'a'
    AND EXISTS (SELECT FROM pg_depend u WHERE u.classid = 'pg_attrdef'::regclass AND u.objid = d.oid
                AND u.refclassid = 'pg_class'::regclass AND u.refobjid = s.oid)
  ORDER BY 1, 2 LIMIT 1
) owned ON true
WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p') AND a.attrelid >= 16384
ORDER BY a.attrelid, a.attnum
