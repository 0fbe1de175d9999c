-- Domains, composite and range types; aggregates and window functions.
, type_ AS MATERIALIZED (
  SELECT t.*, s.name || '.' || quote_ident(t.typname) AS path
  FROM pg_type t JOIN space s ON s.oid = t.typnamespace
  WHERE t.oid >= 16384 AND t.typtype IN ('d', 'r', 'c', 'b')
    AND NOT EXISTS (SELECT FROM extension_member m WHERE m.classid = 'pg_type'::regclass AND m.objid = t.oid)
), routine AS MATERIALIZED (
  SELECT p.*, s.name || '.' || quote_ident(p.proname) || '(' || pg_get_function_identity_arguments(p.oid) || ')' AS path
  FROM pg_proc p JOIN space s ON s.oid = p.pronamespace
  WHERE p.oid >= 16384 AND p.prokind IN ('a', 'w')
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype IN ('e', 'i'))
)
SELECT 'domain', t.path, c.base, 'CREATE DOMAIN ' || t.path || ' AS ' || c.base || coalesce(' DEFAULT ' || t.typdefault, '')
       || CASE WHEN t.typnotnull THEN ' NOT NULL' ELSE '' END
       || coalesce((SELECT string_agg(E'\n    CONSTRAINT ' || quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid), '' ORDER BY k.conname)
                    FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c' AND k.convalidated), ''),
       'DROP DOMAIN ' || t.path, NULL, '{}'::text[], NULL::text, false
FROM type_ t CROSS JOIN LATERAL (
  SELECT format_type(t.typbasetype, t.typtypmod) || CASE WHEN t.typcollation <> b.typcollation THEN ' COLLATE ' || t.typcollation::regcollation ELSE '' END AS base
  FROM pg_type b WHERE b.oid = t.typbasetype) c
WHERE t.typtype = 'd'
UNION ALL
SELECT 'default of domain', t.path, t.typdefault, 'ALTER DOMAIN ' || t.path || ' SET DEFAULT ' || t.typdefault, 'ALTER DOMAIN ' || t.path || ' DROP DEFAULT',
       'ALTER DOMAIN ' || t.path || ' SET DEFAULT ' || t.typdefault, '{}', 'domain ' || t.path, true
FROM type_ t WHERE t.typtype = 'd' AND t.typdefault IS NOT NULL
UNION ALL
SELECT 'not null of domain', t.path, 'NOT NULL', 'ALTER DOMAIN ' || t.path || ' SET NOT NULL', 'ALTER DOMAIN ' || t.path || ' DROP NOT NULL',
       NULL, '{}', 'domain ' || t.path, true
FROM type_ t WHERE t.typtype = 'd' AND t.typnotnull
UNION ALL
SELECT 'domain constraint', quote_ident(k.conname) || ' on ' || t.path, pg_get_constraintdef(k.oid),
       'ALTER DOMAIN ' || t.path || ' ADD CONSTRAINT ' || quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid),
       'ALTER DOMAIN ' || t.path || ' DROP CONSTRAINT ' || quote_ident(k.conname), NULL, '{}', 'domain ' || t.path, k.convalidated
FROM type_ t JOIN pg_constraint k ON k.contypid = t.oid AND k.contype = 'c'
UNION ALL
SELECT 'composite type', r.path, '', 'CREATE TYPE ' || r.path || ' AS ('
       || coalesce((SELECT string_agg(quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
                                      || CASE WHEN a.attcollation <> b.typcollation THEN ' COLLATE ' || a.attcollation::regcollation ELSE '' END, ', ' ORDER BY a.attnum)
                    FROM pg_attribute a JOIN pg_type b ON b.oid = a.atttypid WHERE a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped), '') || ')',
       -- Attributes can be added at the end; their own statements do that.
       'DROP TYPE ' || r.path, '',
       ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum), NULL, false
FROM relation r WHERE r.relkind = 'c'
UNION ALL
SELECT 'attribute', r.path || '.' || quote_ident(a.attname), a.text, 'ALTER TYPE ' || r.path || ' ADD ATTRIBUTE ' || quote_ident(a.attname) || ' ' || a.text,
       'ALTER TYPE ' || r.path || ' DROP ATTRIBUTE ' || quote_ident(a.attname),
       'ALTER TYPE ' || r.path || ' ALTER ATTRIBUTE ' || quote_ident(a.attname) || ' TYPE ' || a.text, '{}', 'composite type ' || r.path, true
FROM relation r JOIN LATERAL (
  SELECT a.attname,
         format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attcollation <> b.typcollation THEN ' COLLATE ' || a.attcollation::regcollation ELSE '' END AS text
  FROM pg_attribute a JOIN pg_type b ON b.oid = a.atttypid WHERE a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped) a ON true
WHERE r.relkind = 'c'
UNION ALL
SELECT 'range type', t.path, c.text, 'CREATE TYPE ' || t.path || ' AS RANGE (' || c.text || ')', 'DROP TYPE ' || t.path, NULL, '{}', NULL, false
FROM type_ t JOIN pg_range r ON r.rngtypid = t.oid CROSS JOIN LATERAL (
  SELECT concat_ws(', ', 'SUBTYPE = ' || format_type(r.rngsubtype, NULL),
    (SELECT 'SUBTYPE_OPCLASS = ' || n.nspname::regnamespace || '.' || quote_ident(o.opcname)
     FROM pg_opclass o JOIN pg_namespace n ON n.oid = o.opcnamespace WHERE o.oid = r.rngsubopc AND NOT o.opcdefault),
    (SELECT 'COLLATION = ' || r.rngcollation::regcollation FROM pg_type b WHERE b.oid = r.rngsubtype AND r.rngcollation NOT IN (0, b.typcollation)),
    'CANONICAL = ' || nullif(r.rngcanonical::text, '-'), 'SUBTYPE_DIFF = ' || nullif(r.rngsubdiff::text, '-'),
    'MULTIRANGE_TYPE_NAME = ' || r.rngmultitypid::regtype) AS text) c
UNION ALL
SELECT 'base type', t.path, t.typinput || ' ' || t.typoutput, '', '', NULL, '{}', NULL, false
FROM type_ t WHERE t.typtype = 'b' AND t.typcategory <> 'A'
UNION ALL
SELECT 'aggregate', p.path, c.text, 'CREATE AGGREGATE ' || p.path || ' (' || c.text || ')', 'DROP AGGREGATE ' || p.path, 'CREATE OR REPLACE AGGREGATE ' || p.path || ' (' || c.text || ')',
       ARRAY[format_type(p.prorettype, NULL), a.aggkind::text], NULL, false
FROM routine p JOIN pg_aggregate a ON a.aggfnoid = p.oid CROSS JOIN LATERAL (
  SELECT concat_ws(', ', 'SFUNC = ' || a.aggtransfn, 'STYPE = ' || format_type(a.aggtranstype, NULL), 'SSPACE = ' || nullif(a.aggtransspace, 0),
    'FINALFUNC = ' || nullif(a.aggfinalfn::text, '-'), CASE WHEN a.aggfinalextra THEN 'FINALFUNC_EXTRA' END,
    CASE WHEN a.aggfinalfn <> 0 AND a.aggfinalmodify <> CASE a.aggkind WHEN 'n' THEN 'r'::"char" ELSE 'w' END THEN 'FINALFUNC_MODIFY = '
      || CASE a.aggfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END,
    'COMBINEFUNC = ' || nullif(a.aggcombinefn::text, '-'), 'SERIALFUNC = ' || nullif(a.aggserialfn::text, '-'),
    'DESERIALFUNC = ' || nullif(a.aggdeserialfn::text, '-'), 'INITCOND = ' || quote_literal(a.agginitval),
    'MSFUNC = ' || nullif(a.aggmtransfn::text, '-'), 'MINVFUNC = ' || nullif(a.aggminvtransfn::text, '-'),
    'MSTYPE = ' || CASE WHEN a.aggmtranstype <> 0 THEN format_type(a.aggmtranstype, NULL) END, 'MSSPACE = ' || nullif(a.aggmtransspace, 0),
    'MFINALFUNC = ' || nullif(a.aggmfinalfn::text, '-'), CASE WHEN a.aggmfinalextra THEN 'MFINALFUNC_EXTRA' END,
    'MINITCOND = ' || quote_literal(a.aggminitval),
    (SELECT 'SORTOP = OPERATOR(' || o.oprnamespace::regnamespace || '.' || o.oprname || ')' FROM pg_operator o WHERE o.oid = a.aggsortop),
    CASE p.proparallel WHEN 's' THEN 'PARALLEL = SAFE' WHEN 'r' THEN 'PARALLEL = RESTRICTED' END,
    CASE a.aggkind WHEN 'h' THEN 'HYPOTHETICAL' END) AS text) c
UNION ALL
SELECT 'window function', p.path, pg_get_functiondef(p.oid), pg_get_functiondef(p.oid), 'DROP FUNCTION ' || p.path, pg_get_functiondef(p.oid),
       ARRAY[pg_get_function_arguments(p.oid), pg_get_function_result(p.oid)], NULL, false
FROM routine p WHERE p.prokind = 'w'
