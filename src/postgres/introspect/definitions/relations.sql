-- Views, sequences, and what hangs on relations.
SELECT r.kind, r.path, r.with_options || ' AS ' || q.query, 'CREATE VIEW ' || r.path || r.with_options || ' AS' || E'\n' || q.query,
       'DROP VIEW ' || r.path, 'CREATE OR REPLACE VIEW ' || r.path || r.with_options || ' AS' || E'\n' || q.query,
       ARRAY(SELECT a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attcollation::regcollation
             FROM pg_attribute a WHERE a.attrelid = r.oid AND a.attnum > 0 ORDER BY a.attnum), NULL::text, false
FROM relation r CROSS JOIN LATERAL (SELECT rtrim(pg_get_viewdef(r.oid), ';') AS query) q WHERE r.relkind = 'v'
UNION ALL
SELECT 'default of view column', r.path || '.' || quote_ident(a.attname), d.text,
       'ALTER VIEW ' || r.path || ' ALTER COLUMN ' || quote_ident(a.attname) || ' SET DEFAULT ' || d.text,
       'ALTER VIEW ' || r.path || ' ALTER COLUMN ' || quote_ident(a.attname) || ' DROP DEFAULT',
       'ALTER VIEW ' || r.path || ' ALTER COLUMN ' || quote_ident(a.attname) || ' SET DEFAULT ' || d.text, '{}', o.within, false
FROM relation r JOIN owned o ON o.oid = r.oid JOIN pg_attribute a ON a.attrelid = r.oid
JOIN LATERAL (SELECT pg_get_expr(f.adbin, f.adrelid) AS text FROM pg_attrdef f WHERE f.adrelid = r.oid AND f.adnum = a.attnum) d ON true
WHERE r.relkind = 'v'
UNION ALL
SELECT r.kind, r.path, m.text, 'CREATE MATERIALIZED VIEW ' || r.path || m.text, 'DROP MATERIALIZED VIEW ' || r.path, NULL, '{}', NULL, false
FROM relation r CROSS JOIN LATERAL (
  SELECT coalesce(' USING ' || (SELECT quote_ident(am.amname) FROM pg_am am WHERE am.oid = r.relam AND am.amname <> 'heap'), '') || r.with_options
         || coalesce(' TABLESPACE ' || (SELECT quote_ident(t.spcname) FROM pg_tablespace t WHERE t.oid = r.reltablespace), '')
         || ' AS' || E'\n' || rtrim(pg_get_viewdef(r.oid), ';') || CASE WHEN r.relispopulated THEN '' ELSE E'\nWITH NO DATA' END AS text) m
WHERE r.relkind = 'm'
UNION ALL
SELECT 'index', x.path || ' on ' || r.path, pg_get_indexdef(i.indexrelid), pg_get_indexdef(i.indexrelid), 'DROP INDEX ' || x.path, NULL, '{}', o.within, false
FROM relation r JOIN owned o ON o.oid = r.oid JOIN pg_index i ON i.indrelid = r.oid JOIN relation x ON x.oid = i.indexrelid WHERE r.relkind = 'm'
UNION ALL
-- A sequence that no column owns, or that a column owns without taking its values.
SELECT r.kind, r.path, s.text, 'CREATE ' || CASE r.relpersistence WHEN 'u' THEN 'UNLOGGED ' ELSE '' END || 'SEQUENCE ' || r.path || s.text,
       'DROP SEQUENCE ' || r.path, 'ALTER SEQUENCE ' || r.path || s.text, ARRAY[r.relpersistence::text], NULL, false
FROM relation r JOIN pg_sequence q ON q.seqrelid = r.oid CROSS JOIN LATERAL ({sequence_options}) s
WHERE NOT EXISTS ({column_of_sequence})
UNION ALL
-- What SERIAL or IDENTITY would have made otherwise.
SELECT 'options of sequence', r.path, s.text, 'ALTER SEQUENCE ' || r.path || s.text,
       -- The type of an identity's sequence follows that of its column.
       'ALTER SEQUENCE ' || r.path || CASE d.deptype WHEN 'i' THEN '' ELSE ' AS ' || format_type(a.atttypid, NULL) END || ' INCREMENT BY 1 MINVALUE 1 NO MAXVALUE START WITH 1 CACHE 1 NO CYCLE',
       'ALTER SEQUENCE ' || r.path || s.text, '{}', o.within, false
FROM relation r JOIN pg_sequence q ON q.seqrelid = r.oid CROSS JOIN LATERAL ({sequence_options}) s
JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = r.oid AND d.deptype IN ('a', 'i') AND d.refclassid = 'pg_class'::regclass
                    AND d.refobjsubid > 0
JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid JOIN owned o ON o.oid = d.refobjid
WHERE EXISTS ({column_of_sequence})
  AND ((q.seqstart, q.seqincrement, q.seqmin, q.seqcache, q.seqcycle) IS DISTINCT FROM (1::bigint, 1::bigint, 1::bigint, 1::bigint, false)
    OR q.seqmax <> CASE q.seqtypid WHEN 'bigint'::regtype THEN 9223372036854775807 WHEN 'integer'::regtype THEN 2147483647 ELSE 32767 END
    OR q.seqtypid <> a.atttypid)
UNION ALL
SELECT 'owner of sequence', r.path, t.path || '.' || quote_ident(a.attname),
       'ALTER SEQUENCE ' || r.path || ' OWNED BY ' || t.path || '.' || quote_ident(a.attname), 'ALTER SEQUENCE ' || r.path || ' OWNED BY NONE',
       'ALTER SEQUENCE ' || r.path || ' OWNED BY ' || t.path || '.' || quote_ident(a.attname), '{}', 'sequence ' || r.path, false
FROM relation r JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = r.oid AND d.deptype = 'a'
     AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
JOIN relation t ON t.oid = d.refobjid JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
WHERE r.relkind = 'S' AND NOT EXISTS ({column_of_sequence})
UNION ALL
SELECT 'policy', quote_ident(p.polname) || ' on ' || r.path, c.kind || c.text,
       'CREATE POLICY ' || quote_ident(p.polname) || ' ON ' || r.path || c.kind || c.text,
       'DROP POLICY ' || quote_ident(p.polname) || ' ON ' || r.path,
       'ALTER POLICY ' || quote_ident(p.polname) || ' ON ' || r.path || c.text,
       ARRAY[c.kind, (p.polqual IS NULL)::text, (p.polwithcheck IS NULL)::text], o.within, false
FROM pg_policy p JOIN relation r ON r.oid = p.polrelid JOIN owned o ON o.oid = r.oid CROSS JOIN LATERAL (
  SELECT CASE WHEN p.polpermissive THEN '' ELSE ' AS RESTRICTIVE' END || ' FOR '
         || CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END AS kind,
         ' TO ' || (SELECT string_agg(name, ', ' ORDER BY name) FROM (
            SELECT CASE WHEN role = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(role)) END AS name FROM unnest(p.polroles) role) roles)
         || coalesce(' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', '')
         || coalesce(' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', '') AS text) c
UNION ALL
SELECT 'row security of', r.path, 'ENABLED', 'ALTER TABLE ' || r.path || ' ENABLE ROW LEVEL SECURITY',
       'ALTER TABLE ' || r.path || ' DISABLE ROW LEVEL SECURITY', NULL, '{}', o.within, false
FROM relation r JOIN owned o ON o.oid = r.oid WHERE r.relrowsecurity
UNION ALL
SELECT 'forced row security of', r.path, 'FORCED', 'ALTER TABLE ' || r.path || ' FORCE ROW LEVEL SECURITY',
       'ALTER TABLE ' || r.path || ' NO FORCE ROW LEVEL SECURITY', NULL, '{}', o.within, false
FROM relation r JOIN owned o ON o.oid = r.oid WHERE r.relforcerowsecurity
UNION ALL
-- Of an index that is gone, nothing is left. Source: PostgreSQL, ALTER TABLE, REPLICA IDENTITY.
SELECT 'replica identity of', r.path, c.text, c.text, 'ALTER TABLE ' || r.path || ' REPLICA IDENTITY DEFAULT', c.text, '{}', o.within, false
FROM relation r JOIN owned o ON o.oid = r.oid CROSS JOIN LATERAL (
  SELECT 'ALTER TABLE ' || r.path || ' REPLICA IDENTITY ' || CASE r.relreplident WHEN 'f' THEN 'FULL' WHEN 'n' THEN 'NOTHING'
         ELSE coalesce('USING INDEX ' || (SELECT quote_ident(x.relname) FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
                                          WHERE i.indrelid = r.oid AND i.indisreplident), 'NOTHING') END AS text) c
WHERE r.relkind IN ('r', 'p') AND r.relreplident <> 'd'
UNION ALL
SELECT 'cluster mark of', t.path, c.text, c.text, 'ALTER TABLE ' || t.path || ' SET WITHOUT CLUSTER', c.text, '{}', o.within, false
FROM pg_index i JOIN relation t ON t.oid = i.indrelid JOIN owned o ON o.oid = t.oid JOIN pg_class x ON x.oid = i.indexrelid
CROSS JOIN LATERAL (SELECT 'ALTER TABLE ' || t.path || ' CLUSTER ON ' || quote_ident(x.relname) AS text) c
WHERE i.indisclustered
UNION ALL
SELECT v.kind, r.path || '.' || quote_ident(a.attname), v.text, c.alter || v.text, c.alter || v.usual, c.alter || v.text, '{}', o.within, false
FROM relation r JOIN owned o ON o.oid = r.oid JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type t ON t.oid = a.atttypid
CROSS JOIN LATERAL (
  SELECT CASE WHEN r.relkind IN ('i', 'I') THEN 'ALTER INDEX ' || r.path || ' ALTER COLUMN ' || a.attnum
              ELSE 'ALTER ' || upper(r.kind) || ' ' || r.path || ' ALTER COLUMN ' || quote_ident(a.attname) END || ' ' AS alter) c
-- 15.20 (not 15.18) stamps every column with a pg_attver=NUMBER of its own, which differs between equal databases.
CROSS JOIN LATERAL (SELECT string_agg(option, ', ' ORDER BY option) AS options, string_agg(split_part(option, '=', 1), ', ' ORDER BY option) AS names
                    FROM unnest(a.attoptions) option WHERE option !~ '^pg_attver=') options
CROSS JOIN LATERAL (VALUES
  ('storage of column', CASE WHEN a.attstorage <> t.typstorage AND r.relkind IN ('r', 'p', 'm') THEN 'SET STORAGE ' || {storage} END,
   'SET STORAGE ' || CASE t.typstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END),
  ('compression of column', CASE WHEN r.relkind IN ('r', 'p', 'm') THEN 'SET COMPRESSION ' || CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END END, 'SET COMPRESSION default'),
  ('statistics of column', CASE WHEN a.attstattarget >= 0 THEN 'SET STATISTICS ' || a.attstattarget END, 'SET STATISTICS -1'),
  ('options of column', CASE WHEN r.relkind IN ('r', 'p', 'm', 'f') THEN 'SET (' || options.options || ')' END, 'RESET (' || options.names || ')')
) v (kind, text, usual)
WHERE r.relkind IN ('r', 'p', 'm', 'i', 'I') AND v.text IS NOT NULL
UNION ALL
-- The column's expression is a part of the table.
SELECT 'virtual column', r.path || '.' || quote_ident(a.attname), 'GENERATED VIRTUAL', '', '', NULL, '{}', o.within, true
FROM relation r JOIN owned o ON o.oid = r.oid JOIN pg_attribute a ON a.attrelid = r.oid WHERE a.attgenerated = 'v' AND NOT a.attisdropped
UNION ALL
-- What the types of constraints do not hold.
SELECT 'constraint option', quote_ident(k.conname) || ' on ' || r.path, pg_get_constraintdef(k.oid), '', '', NULL, '{}', o.within, false
FROM pg_constraint k JOIN relation r ON r.oid = k.conrelid JOIN owned o ON o.oid = r.oid
WHERE {odd_constraint}
   OR k.contype IN ('p', 'u') AND EXISTS (SELECT FROM pg_class x WHERE x.oid = k.conindid AND x.reloptions IS NOT NULL)
UNION ALL
SELECT 'rule', quote_ident(w.rulename) || ' on ' || r.path, w.ev_enabled::text || c.text, c.text || e.text, 'DROP RULE ' || quote_ident(w.rulename) || ' ON ' || r.path,
       regexp_replace(c.text, '^CREATE RULE', 'CREATE OR REPLACE RULE') || e.text, '{}', o.within, false
FROM pg_rewrite w JOIN relation r ON r.oid = w.ev_class JOIN owned o ON o.oid = r.oid
CROSS JOIN LATERAL (SELECT rtrim(pg_get_ruledef(w.oid), ';') AS text) c
CROSS JOIN LATERAL (SELECT CASE w.ev_enabled WHEN 'D' THEN E';\nALTER TABLE ' || r.path || ' DISABLE RULE ' || quote_ident(w.rulename)
                                WHEN 'R' THEN E';\nALTER TABLE ' || r.path || ' ENABLE REPLICA RULE ' || quote_ident(w.rulename)
                                WHEN 'A' THEN E';\nALTER TABLE ' || r.path || ' ENABLE ALWAYS RULE ' || quote_ident(w.rulename) ELSE '' END AS text) e
WHERE w.rulename <> '_RETURN'
UNION ALL
-- Triggers on views, constraint triggers and those with transition tables; the others are parts of their tables.
SELECT 'trigger', quote_ident(t.tgname) || ' on ' || r.path, t.tgenabled::text || c.text,
       c.text || CASE WHEN r.relkind IN ('r', 'p') AND t.tgenabled <> 'O' THEN E';\nALTER TABLE ' || r.path || ' '
         || CASE t.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END || ' TRIGGER ' || quote_ident(t.tgname) ELSE '' END,
       'DROP TRIGGER ' || quote_ident(t.tgname) || ' ON ' || r.path, NULL, '{}', o.within, false
FROM pg_trigger t JOIN relation r ON r.oid = t.tgrelid JOIN owned o ON o.oid = r.oid CROSS JOIN LATERAL (SELECT pg_get_triggerdef(t.oid) AS text) c
WHERE NOT t.tgisinternal AND t.tgparentid = 0
  AND (r.relkind NOT IN ('r', 'p') OR t.tgconstraint <> 0 OR t.tgoldtable IS NOT NULL OR t.tgnewtable IS NOT NULL)
UNION ALL
-- Its columns stand in the order of the table, whatever the statement said.
SELECT 'statistics', c.path, concat_ws(' ', c.kinds, 'ON', c.columns, pg_get_expr(x.stxexprs, x.stxrelid), 'FROM', r.path),
       pg_get_statisticsobjdef(x.oid), 'DROP STATISTICS ' || c.path, NULL, '{}', o.within, false
FROM pg_statistic_ext x JOIN space s ON s.oid = x.stxnamespace JOIN owned o ON o.oid = x.stxrelid JOIN relation r ON r.oid = x.stxrelid
CROSS JOIN LATERAL (
  SELECT s.name || '.' || quote_ident(x.stxname) AS path,
         (SELECT string_agg(kind::text, '' ORDER BY kind) FROM unnest(x.stxkind) kind) AS kinds,
         (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname)
          FROM pg_attribute a WHERE a.attrelid = x.stxrelid AND a.attnum = ANY (x.stxkeys::int2[])) AS columns) c
UNION ALL
SELECT 'target of statistics', c.path, c.alter || x.stxstattarget, c.alter || x.stxstattarget, c.alter || '-1', c.alter || x.stxstattarget, '{}', 'statistics ' || c.path, false
FROM pg_statistic_ext x JOIN space s ON s.oid = x.stxnamespace
CROSS JOIN LATERAL (SELECT s.name || '.' || quote_ident(x.stxname) AS path) n
CROSS JOIN LATERAL (SELECT n.path, 'ALTER STATISTICS ' || n.path || ' SET STATISTICS ' AS alter) c
WHERE x.stxstattarget >= 0
