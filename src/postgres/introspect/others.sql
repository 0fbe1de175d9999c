-- Every kind that has no type in the catalog: path → definition. `ours(class, object)` is no extension's.
WITH extension_member AS MATERIALIZED (
  SELECT d.classid, d.objid FROM pg_depend d WHERE d.deptype = 'e'
), space AS MATERIALIZED (
  SELECT n.oid, n.nspname, quote_ident(n.nspname) AS name
  FROM pg_namespace n WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
), relation AS MATERIALIZED (
  SELECT c.*, s.name || '.' || quote_ident(c.relname) AS path
  FROM pg_class c JOIN space s ON s.oid = c.relnamespace
  WHERE c.oid >= 16384 AND c.relpersistence <> 't'
    AND NOT EXISTS (SELECT FROM extension_member m WHERE m.classid = 'pg_class'::regclass AND m.objid = c.oid)
), type_ AS MATERIALIZED (
  SELECT t.*, s.name || '.' || quote_ident(t.typname) AS path
  FROM pg_type t JOIN space s ON s.oid = t.typnamespace
  WHERE t.oid >= 16384 AND t.typtype IN ('d', 'r', 'e', 'c', 'b')
    AND NOT EXISTS (SELECT FROM extension_member m WHERE m.classid = 'pg_type'::regclass AND m.objid = t.oid)
), routine AS MATERIALIZED (
  SELECT p.*, s.name || '.' || quote_ident(p.proname) || '(' || pg_get_function_identity_arguments(p.oid) || ')' AS path
  FROM pg_proc p JOIN space s ON s.oid = p.pronamespace
  WHERE p.oid >= 16384
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype IN ('e', 'i'))
), grants AS (
  SELECT 'grants on ' || CASE r.relkind WHEN 'S' THEN 'sequence ' ELSE 'table ' END || path AS path, r.relacl AS acl,
         acldefault(CASE r.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", r.relowner) AS usual, r.relowner AS owner
  FROM relation r WHERE r.relacl IS NOT NULL
  UNION ALL
  SELECT 'grants on column ' || r.path || '.' || quote_ident(a.attname), a.attacl, '{}'::aclitem[], r.relowner
  FROM relation r JOIN pg_attribute a ON a.attrelid = r.oid WHERE a.attacl IS NOT NULL
  UNION ALL
  SELECT 'grants on schema ' || s.name, n.nspacl,
         -- What initdb grants on public differs between 14 and 15; only what a person granted counts.
         CASE WHEN n.nspname = 'public' THEN coalesce(i.initprivs, n.nspacl) ELSE acldefault('n', n.nspowner) END, n.nspowner
  FROM space s JOIN pg_namespace n ON n.oid = s.oid
  LEFT JOIN pg_init_privs i ON i.classoid = 'pg_namespace'::regclass AND i.objoid = n.oid AND i.objsubid = 0
  WHERE n.nspacl IS NOT NULL
  UNION ALL
  SELECT 'grants on function ' || path, p.proacl, acldefault('f', p.proowner), p.proowner FROM routine p WHERE p.proacl IS NOT NULL
  UNION ALL
  SELECT 'grants on type ' || path, t.typacl, acldefault('T', t.typowner), t.typowner FROM type_ t WHERE t.typacl IS NOT NULL
)
SELECT 'view ' || path, coalesce('WITH (' || array_to_string(reloptions, ', ') || ') ', '') || pg_get_viewdef(oid)
FROM relation WHERE relkind = 'v'
UNION ALL
SELECT 'materialized view ' || path,
       coalesce('WITH (' || array_to_string(reloptions, ', ') || ') ', '') || pg_get_viewdef(oid)
       || CASE WHEN relispopulated THEN '' ELSE ' WITH NO DATA' END
       || coalesce(E'\n' || (SELECT string_agg(pg_get_indexdef(i.indexrelid), E'\n' ORDER BY i.indexrelid::regclass::text)
                             FROM pg_index i WHERE i.indrelid = relation.oid), '')
FROM relation WHERE relkind = 'm'
UNION ALL
SELECT 'foreign table ' || r.path, s.srvname || ' ' || coalesce(array_to_string(f.ftoptions, ', '), '') || ' ('
       || coalesce((SELECT string_agg(quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
                                      || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END, ', ' ORDER BY a.attnum)
                    FROM pg_attribute a WHERE a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped), '') || ')'
FROM relation r JOIN pg_foreign_table f ON f.ftrelid = r.oid JOIN pg_foreign_server s ON s.oid = f.ftserver
UNION ALL
SELECT 'foreign server ' || quote_ident(srvname), w.fdwname || ' ' || coalesce(array_to_string(srvoptions, ', '), '')
FROM pg_foreign_server JOIN pg_foreign_data_wrapper w ON w.oid = srvfdw
UNION ALL
SELECT 'domain ' || path, format_type(typbasetype, typtypmod) || CASE WHEN typnotnull THEN ' NOT NULL' ELSE '' END
       || coalesce(' DEFAULT ' || typdefault, '')
       || coalesce((SELECT string_agg(' CONSTRAINT ' || quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid), '' ORDER BY k.conname)
                    FROM pg_constraint k WHERE k.contypid = type_.oid AND k.contype = 'c'), '')
FROM type_ WHERE typtype = 'd'
UNION ALL
SELECT 'composite type ' || path,
       coalesce((SELECT string_agg(quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod), ', ' ORDER BY a.attnum)
                 FROM pg_attribute a WHERE a.attrelid = relation.oid AND a.attnum > 0 AND NOT a.attisdropped), '')
FROM relation WHERE relkind = 'c'
UNION ALL
SELECT 'range type ' || t.path, format_type(r.rngsubtype, NULL) || ' ' || o.opcname || ' ' || r.rngcanonical || ' ' || r.rngsubdiff
FROM type_ t JOIN pg_range r ON r.rngtypid = t.oid JOIN pg_opclass o ON o.oid = r.rngsubopc
UNION ALL
SELECT 'base type ' || path, typinput || ' ' || typoutput
FROM type_ WHERE typtype = 'b' AND typcategory <> 'A'
UNION ALL
-- A sequence of its own, or an owned one that differs from what SERIAL or IDENTITY makes.
SELECT 'sequence ' || r.path, 'AS ' || format_type(q.seqtypid, NULL) || ' START ' || q.seqstart || ' INCREMENT ' || q.seqincrement
       || ' MINVALUE ' || q.seqmin || ' MAXVALUE ' || q.seqmax || ' CACHE ' || q.seqcache || CASE WHEN q.seqcycle THEN ' CYCLE' ELSE '' END
FROM relation r JOIN pg_sequence q ON q.seqrelid = r.oid
WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = r.oid AND d.deptype IN ('a', 'i')
                  AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0)
   OR (q.seqstart, q.seqincrement, q.seqmin, q.seqcache, q.seqcycle) IS DISTINCT FROM (1::bigint, 1::bigint, 1::bigint, 1::bigint, false)
   OR q.seqmax <> CASE q.seqtypid WHEN 'bigint'::regtype THEN 9223372036854775807 WHEN 'integer'::regtype THEN 2147483647 ELSE 32767 END
UNION ALL
SELECT 'owner of sequence ' || r.path, t.path || '.' || quote_ident(a.attname)
FROM relation r JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = r.oid AND d.deptype = 'a'
     AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
JOIN relation t ON t.oid = d.refobjid JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
WHERE r.relkind = 'S' AND NOT EXISTS (
  SELECT FROM pg_depend u JOIN pg_attrdef f ON f.oid = u.objid AND u.classid = 'pg_attrdef'::regclass
  WHERE u.refobjid = r.oid AND f.adrelid = t.oid AND f.adnum = a.attnum)
UNION ALL
SELECT 'policy ' || quote_ident(p.polname) || ' on ' || r.path,
       CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END || ' FOR '
       || CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END || ' TO '
       || (SELECT string_agg(CASE WHEN role = 0 THEN 'PUBLIC' ELSE pg_get_userbyid(role) END::text, ', ' ORDER BY 1) FROM unnest(p.polroles) role)
       || coalesce(' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', '')
       || coalesce(' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', '')
FROM pg_policy p JOIN relation r ON r.oid = p.polrelid
UNION ALL
SELECT 'row security of ' || path, CASE WHEN relrowsecurity THEN 'ENABLED' ELSE 'DISABLED' END || CASE WHEN relforcerowsecurity THEN ', FORCED' ELSE '' END
FROM relation WHERE relrowsecurity OR relforcerowsecurity
UNION ALL
SELECT 'replica identity of ' || path, relreplident::text FROM relation WHERE relkind IN ('r', 'p') AND relreplident <> 'd'
UNION ALL
SELECT 'persistence of ' || path, 'UNLOGGED' FROM relation WHERE relkind IN ('r', 'p', 'S') AND relpersistence = 'u'
UNION ALL
SELECT 'storage parameters of ' || path, (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(reloptions) o)
FROM relation WHERE relkind IN ('r', 'p') AND reloptions IS NOT NULL
UNION ALL
SELECT 'access method of ' || path, am.amname FROM relation JOIN pg_am am ON am.oid = relam WHERE relkind IN ('r', 'm') AND am.amname <> 'heap'
UNION ALL
SELECT 'tablespace of ' || path, t.spcname FROM relation JOIN pg_tablespace t ON t.oid = reltablespace
UNION ALL
SELECT 'row type of ' || path, format_type(reloftype, NULL) FROM relation WHERE reloftype <> 0
UNION ALL
SELECT 'partition key of ' || path, pg_get_partkeydef(oid) FROM relation WHERE relkind = 'p'
UNION ALL
SELECT 'partition bound of ' || path, pg_get_expr(relpartbound, oid) FROM relation WHERE relispartition AND relkind IN ('r', 'p')
UNION ALL
SELECT 'parents of ' || r.path, string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno)
FROM relation r JOIN pg_inherits i ON i.inhrelid = r.oid WHERE r.relkind IN ('r', 'p', 'f') GROUP BY r.path
UNION ALL
SELECT 'index mark of ' || r.path, concat_ws(', ', CASE WHEN i.indisclustered THEN 'CLUSTER' END, CASE WHEN i.indisreplident THEN 'REPLICA IDENTITY' END)
FROM relation r JOIN pg_index i ON i.indexrelid = r.oid WHERE i.indisclustered OR i.indisreplident
UNION ALL
SELECT 'column options of ' || r.path || '.' || quote_ident(a.attname),
       concat_ws(', ', CASE WHEN a.attstorage <> t.typstorage THEN 'STORAGE ' || a.attstorage::text END,
                 CASE WHEN a.attcompression <> '' THEN 'COMPRESSION ' || a.attcompression::text END,
                 CASE WHEN a.attstattarget >= 0 THEN 'STATISTICS ' || a.attstattarget END, o.options)
FROM relation r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped JOIN pg_type t ON t.oid = a.atttypid
-- 15.20 (not 15.18) stamps every column with a pg_attver=NUMBER of its own, which differs between equal databases.
CROSS JOIN LATERAL (SELECT string_agg(option, ', ' ORDER BY option) AS options FROM unnest(a.attoptions) option
                    WHERE option !~ '^pg_attver=') o
WHERE r.relkind IN ('r', 'p', 'm', 'i', 'I')
  AND (a.attstorage <> t.typstorage AND r.relkind IN ('r', 'p', 'm') OR a.attcompression <> '' OR a.attstattarget >= 0 OR o.options IS NOT NULL)
UNION ALL
SELECT 'virtual column ' || r.path || '.' || quote_ident(a.attname), 'GENERATED VIRTUAL'
FROM relation r JOIN pg_attribute a ON a.attrelid = r.oid WHERE a.attgenerated = 'v' AND NOT a.attisdropped
UNION ALL
-- What the types of constraints do not hold.
SELECT 'constraint option ' || quote_ident(k.conname) || ' on ' || r.path, pg_get_constraintdef(k.oid)
FROM pg_constraint k JOIN relation r ON r.oid = k.conrelid
LEFT JOIN pg_index i ON i.indexrelid = k.conindid AND k.contype IN ('p', 'u')
WHERE k.contype = 'p' AND (k.condeferrable OR i.indnatts > i.indnkeyatts)
   OR {odd_constraint}
   OR k.contype IN ('p', 'u') AND EXISTS (SELECT FROM pg_class x WHERE x.oid = k.conindid AND x.reloptions IS NOT NULL)
UNION ALL
SELECT 'rule ' || quote_ident(w.rulename) || ' on ' || r.path, pg_get_ruledef(w.oid)
FROM pg_rewrite w JOIN relation r ON r.oid = w.ev_class WHERE w.rulename <> '_RETURN'
UNION ALL
SELECT 'trigger ' || quote_ident(t.tgname) || ' on ' || r.path, pg_get_triggerdef(t.oid)
FROM pg_trigger t JOIN relation r ON r.oid = t.tgrelid
WHERE NOT t.tgisinternal AND (r.relkind NOT IN ('r', 'p') OR t.tgconstraint <> 0 OR t.tgoldtable IS NOT NULL OR t.tgnewtable IS NOT NULL)
UNION ALL
SELECT 'aggregate ' || p.path, concat_ws(' ', 'SFUNC', a.aggtransfn, 'STYPE', format_type(a.aggtranstype, NULL), 'FINALFUNC', nullif(a.aggfinalfn, 0::regproc),
                                         'COMBINEFUNC', nullif(a.aggcombinefn, 0::regproc), 'INITCOND ' || quote_literal(a.agginitval), 'KIND', a.aggkind, 'PARALLEL', p.proparallel)
FROM routine p JOIN pg_aggregate a ON a.aggfnoid = p.oid
UNION ALL
SELECT 'window function ' || path, pg_get_functiondef(oid) FROM routine WHERE prokind = 'w'
UNION ALL
SELECT 'function options of ' || p.path, concat_ws(' ', CASE WHEN p.proisstrict THEN 'STRICT' END, CASE WHEN p.proleakproof THEN 'LEAKPROOF' END,
         CASE WHEN p.proparallel <> 'u' THEN 'PARALLEL ' || p.proparallel::text END,
         CASE WHEN p.procost <> CASE WHEN l.lanname IN ('c', 'internal') THEN 1 ELSE 100 END THEN 'COST ' || p.procost END,
         CASE WHEN p.prorows <> CASE WHEN p.proretset THEN 1000 ELSE 0 END THEN 'ROWS ' || p.prorows END,
         CASE WHEN p.pronargdefaults > 0 THEN 'ARGUMENTS (' || pg_get_function_arguments(p.oid) || ')' END,
         CASE WHEN p.probin IS NOT NULL THEN 'FILE ' || quote_literal(p.probin) END)
FROM routine p JOIN pg_language l ON l.oid = p.prolang
WHERE p.prokind IN ('f', 'p') AND (p.proisstrict OR p.proleakproof OR p.proparallel <> 'u' OR p.pronargdefaults > 0 OR p.probin IS NOT NULL
  OR p.procost <> CASE WHEN l.lanname IN ('c', 'internal') THEN 1 ELSE 100 END OR p.prorows <> CASE WHEN p.proretset THEN 1000 ELSE 0 END)
UNION ALL
SELECT 'event trigger ' || quote_ident(e.evtname), e.evtevent || ' ' || coalesce(array_to_string(e.evttags, ', '), '') || ' ' || e.evtfoid::regproc || ' ' || e.evtenabled::text
FROM pg_event_trigger e
WHERE NOT EXISTS (SELECT FROM extension_member m WHERE m.classid = 'pg_event_trigger'::regclass AND m.objid = e.oid)
UNION ALL
SELECT 'statistics ' || s.name || '.' || quote_ident(x.stxname), pg_get_statisticsobjdef(x.oid)
FROM pg_statistic_ext x JOIN space s ON s.oid = x.stxnamespace
UNION ALL
SELECT 'publication ' || quote_ident(p.pubname), concat_ws(' ', p.puballtables, p.pubinsert, p.pubupdate, p.pubdelete, p.pubtruncate, p.pubviaroot,
       {generated_published},
       (SELECT string_agg(concat_ws(' ', r.prrelid::regclass, {published_columns}, {published_rows}), ', ' ORDER BY r.prrelid::regclass::text)
        FROM pg_publication_rel r WHERE r.prpubid = p.oid),
       {published_schemas})
FROM pg_publication p
UNION ALL
SELECT 'collation ' || s.name || '.' || quote_ident(c.collname), concat_ws(' ', c.collprovider, c.collisdeterministic, {collation_locale})
FROM pg_collation c JOIN space s ON s.oid = c.collnamespace
WHERE NOT EXISTS (SELECT FROM extension_member m WHERE m.classid = 'pg_collation'::regclass AND m.objid = c.oid)
UNION ALL
SELECT 'operator ' || s.name || '.' || o.oprname || ' (' || o.oprleft::regtype || ', ' || o.oprright::regtype || ')',
       concat_ws(' ', o.oprcode, o.oprcom::regoperator, o.oprnegate::regoperator, o.oprrest, o.oprjoin, o.oprcanmerge, o.oprcanhash)
FROM pg_operator o JOIN space s ON s.oid = o.oprnamespace
WHERE NOT EXISTS (SELECT FROM extension_member m WHERE m.classid = 'pg_operator'::regclass AND m.objid = o.oid)
UNION ALL
SELECT 'operator class ' || s.name || '.' || quote_ident(o.opcname) || ' using ' || am.amname, concat_ws(' ', format_type(o.opcintype, NULL), o.opcdefault)
FROM pg_opclass o JOIN space s ON s.oid = o.opcnamespace JOIN pg_am am ON am.oid = o.opcmethod
WHERE NOT EXISTS (SELECT FROM extension_member m WHERE m.classid = 'pg_opclass'::regclass AND m.objid = o.oid)
UNION ALL
SELECT 'cast (' || format_type(c.castsource, NULL) || ' as ' || format_type(c.casttarget, NULL) || ')', concat_ws(' ', c.castfunc::regprocedure, c.castcontext, c.castmethod)
FROM pg_cast c
WHERE c.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_cast'::regclass AND d.objid = c.oid AND d.deptype IN ('e', 'i'))
UNION ALL
SELECT 'text search configuration ' || s.name || '.' || quote_ident(c.cfgname),
       (SELECT string_agg(concat_ws(' ', m.maptokentype, m.mapseqno, m.mapdict::regdictionary), ', ' ORDER BY m.maptokentype, m.mapseqno)
        FROM pg_ts_config_map m WHERE m.mapcfg = c.oid)
FROM pg_ts_config c JOIN space s ON s.oid = c.cfgnamespace
WHERE NOT EXISTS (SELECT FROM extension_member m WHERE m.classid = 'pg_ts_config'::regclass AND m.objid = c.oid)
UNION ALL
SELECT 'text search dictionary ' || s.name || '.' || quote_ident(d.dictname), concat_ws(' ', t.tmplname, d.dictinitoption)
FROM pg_ts_dict d JOIN space s ON s.oid = d.dictnamespace JOIN pg_ts_template t ON t.oid = d.dicttemplate
WHERE NOT EXISTS (SELECT FROM extension_member m WHERE m.classid = 'pg_ts_dict'::regclass AND m.objid = d.oid)
UNION ALL
SELECT 'default grants of ' || pg_get_userbyid(a.defaclrole) || coalesce(' in ' || s.name, '') || ' on ' || a.defaclobjtype::text,
       (SELECT string_agg(item::text, ', ' ORDER BY item::text) FROM unnest(a.defaclacl) item)
FROM pg_default_acl a LEFT JOIN space s ON s.oid = a.defaclnamespace
UNION ALL
SELECT g.path, coalesce((
         SELECT string_agg(line, ', ' ORDER BY line) FROM (
           SELECT CASE WHEN x.grantee = 0 THEN 'PUBLIC' ELSE pg_get_userbyid(x.grantee)::text END || ': '
                  || string_agg(x.privilege_type || CASE WHEN x.is_grantable THEN '*' ELSE '' END, ' ' ORDER BY x.privilege_type) AS line
           FROM aclexplode(g.acl) x WHERE x.grantee <> g.owner GROUP BY x.grantee) lines), 'none')
FROM grants g WHERE NOT (g.acl @> g.usual AND g.acl <@ g.usual)
UNION ALL
SELECT 'comment on ' || o.type || ' ' || o.identity, d.description
FROM pg_description d CROSS JOIN LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) o
WHERE d.objoid >= 16384
  AND d.classoid NOT IN ('pg_namespace'::regclass, 'pg_trigger'::regclass, 'pg_extension'::regclass)
  AND NOT (d.classoid = 'pg_constraint'::regclass AND EXISTS (SELECT FROM pg_constraint k WHERE k.oid = d.objoid AND k.conrelid <> 0 AND k.contype <> 'n'))
  AND NOT (d.classoid = 'pg_proc'::regclass AND EXISTS (SELECT FROM pg_proc p WHERE p.oid = d.objoid AND p.prokind IN ('f', 'p')))
  AND NOT (d.classoid = 'pg_class'::regclass AND EXISTS (SELECT FROM pg_class c WHERE c.oid = d.objoid AND c.relkind IN ('r', 'p', 'i', 'I')))
  AND NOT (d.classoid = 'pg_type'::regclass AND EXISTS (SELECT FROM pg_type t WHERE t.oid = d.objoid AND t.typtype = 'e'))
  AND NOT EXISTS (SELECT FROM extension_member m WHERE m.classid = d.classoid AND m.objid = d.objoid)
