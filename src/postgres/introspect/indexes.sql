-- Indexes that no constraint owns. The arrays have one element for each key.
SELECT i.indrelid, c.relname::text, am.amname::text, i.indisunique, {nulls_not_distinct}, i.indisvalid,
       pg_get_expr(i.indpred, i.indrelid), coalesce(c.reloptions, '{}'), obj_description(c.oid, 'pg_class'),
       (i.indkey::int2[])[i.indnkeyatts:],
       keys.attnums, keys.expressions, keys.classes, keys.collations, keys.options,
       EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = c.oid)
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_am am ON am.oid = c.relam
CROSS JOIN LATERAL (
  SELECT array_agg(i.indkey[at] ORDER BY at) AS attnums,
         array_agg(CASE WHEN i.indkey[at] = 0 THEN pg_get_indexdef(i.indexrelid, at + 1, false) END ORDER BY at) AS expressions,
         array_agg(CASE WHEN NOT o.opcdefault THEN
           CASE WHEN o.opcnamespace IN ('pg_catalog'::regnamespace, to_regnamespace('public')) THEN o.opcname::text
                ELSE o.opcnamespace::regnamespace || '.' || quote_ident(o.opcname) END END ORDER BY at) AS classes,
         array_agg(CASE WHEN i.indcollation[at] NOT IN (0, coalesce(nullif(a.attcollation, 0), 100)) THEN co.collname::text END ORDER BY at)
           AS collations,
         array_agg(coalesce(i.indoption[at], 0) ORDER BY at) AS options
  FROM generate_series(0, i.indnkeyatts - 1) AS at
  JOIN pg_opclass o ON o.oid = i.indclass[at]
  LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[at] AND i.indkey[at] <> 0
  LEFT JOIN pg_collation co ON co.oid = i.indcollation[at]
) keys
WHERE i.indrelid >= 16384
  AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
ORDER BY i.indrelid, 2
