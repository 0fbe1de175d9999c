-- Comments on what has no type in the catalog; the others are parts of their objects.
SELECT 'comment', 'on ' || o.type || ' ' || o.identity, d.description, c.comment || quote_literal(d.description), c.comment || 'NULL', c.comment || quote_literal(d.description),
       '{}'::text[],
       CASE o.type WHEN 'view column' THEN 'view ' || w.path WHEN 'materialized view column' THEN 'materialized view ' || w.path
                   WHEN 'composite type column' THEN 'attribute ' || o.identity WHEN 'domain constraint' THEN 'domain constraint ' || o.identity
                   WHEN 'type' THEN CASE t.typtype WHEN 'd' THEN 'domain ' WHEN 'r' THEN 'range type ' WHEN 'c' THEN 'composite type ' ELSE 'base type ' END || o.identity
                   WHEN 'index' THEN 'index ' || o.identity || ' on ' || (SELECT m.path FROM pg_index i JOIN relation m ON m.oid = i.indrelid WHERE i.indexrelid = d.objoid)
                   WHEN 'statistics object' THEN 'statistics ' || o.identity
                   ELSE o.type || ' ' || o.identity END, false
FROM pg_description d CROSS JOIN LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) o
LEFT JOIN relation w ON w.oid = d.objoid AND d.classoid = 'pg_class'::regclass
LEFT JOIN pg_type t ON t.oid = d.objoid AND d.classoid = 'pg_type'::regclass
CROSS JOIN LATERAL (
  SELECT 'COMMENT ON ' || CASE WHEN o.type LIKE '% column' THEN 'COLUMN ' || o.identity
                               WHEN o.type = 'domain constraint' THEN 'CONSTRAINT ' || regexp_replace(o.identity, ' on (?=[^ ]+$|"[^"]*"\."[^"]*"$)', ' ON DOMAIN ')
                               WHEN o.type = 'statistics object' THEN 'STATISTICS ' || o.identity
                               WHEN o.type = 'type' AND t.typtype = 'd' THEN 'DOMAIN ' || o.identity
                               ELSE upper(o.type) || ' ' || o.identity END || ' IS ' AS comment) c
WHERE d.objoid >= 16384
  AND d.classoid NOT IN ('pg_namespace'::regclass, 'pg_extension'::regclass)
  AND NOT (d.classoid = 'pg_trigger'::regclass AND EXISTS (
        SELECT FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid
        WHERE g.oid = d.objoid AND c.relkind IN ('r', 'p') AND g.tgconstraint = 0 AND g.tgoldtable IS NULL AND g.tgnewtable IS NULL))
  AND NOT (d.classoid = 'pg_constraint'::regclass AND EXISTS (SELECT FROM pg_constraint k WHERE k.oid = d.objoid AND k.conrelid <> 0 AND k.contype <> 'n'))
  AND NOT (d.classoid = 'pg_proc'::regclass AND EXISTS (SELECT FROM pg_proc p WHERE p.oid = d.objoid AND p.prokind IN ('f', 'p')))
  AND NOT (d.classoid = 'pg_class'::regclass AND EXISTS (SELECT FROM pg_class c WHERE c.oid = d.objoid AND c.relkind IN ('r', 'p')))
  AND NOT (d.classoid = 'pg_class'::regclass AND EXISTS (
        SELECT FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE i.indexrelid = d.objoid AND c.relkind IN ('r', 'p')))
  AND NOT (d.classoid = 'pg_type'::regclass AND EXISTS (SELECT FROM pg_type t WHERE t.oid = d.objoid AND t.typtype = 'e'))
  AND NOT EXISTS (SELECT FROM extension_member m WHERE m.classid = d.classoid AND m.objid = d.objoid)
