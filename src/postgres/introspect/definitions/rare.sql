-- Kinds that few schemas have.
SELECT 'event trigger', quote_ident(e.evtname), e.evtenabled::text || c.text, 'CREATE EVENT TRIGGER ' || quote_ident(e.evtname) || c.text
       || CASE e.evtenabled WHEN 'D' THEN E';\nALTER EVENT TRIGGER ' || quote_ident(e.evtname) || ' DISABLE' WHEN 'R' THEN E';\nALTER EVENT TRIGGER ' || quote_ident(e.evtname) || ' ENABLE REPLICA'
                            WHEN 'A' THEN E';\nALTER EVENT TRIGGER ' || quote_ident(e.evtname) || ' ENABLE ALWAYS' ELSE '' END,
       'DROP EVENT TRIGGER ' || quote_ident(e.evtname), NULL::text, '{}'::text[], NULL::text, false
FROM pg_event_trigger e CROSS JOIN LATERAL (
  SELECT ' ON ' || e.evtevent || coalesce(' WHEN TAG IN (' || (SELECT string_agg(quote_literal(tag), ', ' ORDER BY tag) FROM unnest(e.evttags) tag) || ')', '')
         || ' EXECUTE FUNCTION ' || e.evtfoid::regproc || '()' AS text) c
WHERE NOT EXISTS (SELECT FROM extension_member m WHERE m.classid = 'pg_event_trigger'::regclass AND m.objid = e.oid)
UNION ALL
SELECT 'foreign server', quote_ident(s.srvname), c.text, 'CREATE SERVER ' || quote_ident(s.srvname) || c.text, 'DROP SERVER ' || quote_ident(s.srvname), NULL, '{}', NULL, false
FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw CROSS JOIN LATERAL (
  SELECT coalesce(' TYPE ' || quote_literal(s.srvtype), '') || coalesce(' VERSION ' || quote_literal(s.srvversion), '') || ' FOREIGN DATA WRAPPER ' || quote_ident(w.fdwname)
         || coalesce(' OPTIONS (' || (SELECT string_agg(quote_ident(o.option_name) || ' ' || quote_literal(o.option_value), ', ' ORDER BY o.option_name)
                                      FROM pg_options_to_table(s.srvoptions) o) || ')', '') AS text) c
UNION ALL
SELECT 'foreign table', r.path, c.text, 'CREATE FOREIGN TABLE ' || r.path || ' (' || c.text, 'DROP FOREIGN TABLE ' || r.path, NULL, '{}', NULL, false
FROM relation r JOIN pg_foreign_table f ON f.ftrelid = r.oid JOIN pg_foreign_server s ON s.oid = f.ftserver CROSS JOIN LATERAL (
  SELECT coalesce((SELECT string_agg(quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
                                     || coalesce(' OPTIONS (' || (SELECT string_agg(quote_ident(o.option_name) || ' ' || quote_literal(o.option_value), ', ' ORDER BY o.option_name)
                                                                  FROM pg_options_to_table(a.attfdwoptions) o) || ')', '')
                                     || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END, ', ' ORDER BY a.attnum)
                   FROM pg_attribute a WHERE a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped), '') || ') SERVER ' || quote_ident(s.srvname)
         || coalesce(' OPTIONS (' || (SELECT string_agg(quote_ident(o.option_name) || ' ' || quote_literal(o.option_value), ', ' ORDER BY o.option_name)
                                      FROM pg_options_to_table(f.ftoptions) o) || ')', '') AS text) c
UNION ALL
SELECT 'publication', quote_ident(p.pubname), c.text, 'CREATE PUBLICATION ' || quote_ident(p.pubname) || c.text, 'DROP PUBLICATION ' || quote_ident(p.pubname), NULL, '{}', NULL, false
FROM pg_publication p CROSS JOIN LATERAL (
  SELECT CASE WHEN p.puballtables THEN ' FOR ALL TABLES' ELSE coalesce(' FOR ' || nullif(concat_ws(', ',
           (SELECT string_agg(concat_ws(' ', 'TABLE ONLY', r.prrelid::regclass, {published_columns}, {published_rows}), ', ' ORDER BY r.prrelid::regclass::text)
            FROM pg_publication_rel r WHERE r.prpubid = p.oid), {published_schemas}), ''), '') END
         || ' WITH (PUBLISH = ' || quote_literal(concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END,
              CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END))
         || CASE WHEN p.pubviaroot THEN ', PUBLISH_VIA_PARTITION_ROOT = true' ELSE '' END || {generated_published} || ')' AS text) c
UNION ALL
SELECT 'collation', n.name, c.text, 'CREATE COLLATION ' || n.name || ' (' || c.text || ')', 'DROP COLLATION ' || n.name, NULL, '{}', NULL, false
FROM pg_collation k JOIN space s ON s.oid = k.collnamespace CROSS JOIN LATERAL (SELECT s.name || '.' || quote_ident(k.collname) AS name) n
CROSS JOIN LATERAL (
  SELECT concat_ws(', ', 'PROVIDER = ' || CASE k.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END,
    CASE k.collprovider WHEN 'c' THEN 'LC_COLLATE = ' || quote_literal(k.collcollate) || ', LC_CTYPE = ' || quote_literal(k.collctype)
                        ELSE 'LOCALE = ' || quote_literal({collation_locale}) END,
    CASE WHEN NOT k.collisdeterministic THEN 'DETERMINISTIC = false' END, 'RULES = ' || quote_literal({collation_rules})) AS text) c
WHERE NOT EXISTS (SELECT FROM extension_member m WHERE m.classid = 'pg_collation'::regclass AND m.objid = k.oid)
UNION ALL
SELECT 'operator', n.name, c.text, 'CREATE OPERATOR ' || s.name || '.' || o.oprname || ' (' || c.text || ')', 'DROP OPERATOR ' || n.name, NULL, '{}', NULL, false
FROM pg_operator o JOIN space s ON s.oid = o.oprnamespace CROSS JOIN LATERAL (
  SELECT s.name || '.' || o.oprname || ' (' || CASE o.oprleft WHEN 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END || ', ' || format_type(o.oprright, NULL) || ')' AS name) n
CROSS JOIN LATERAL (
  SELECT concat_ws(', ', 'FUNCTION = ' || o.oprcode, CASE WHEN o.oprleft <> 0 THEN 'LEFTARG = ' || format_type(o.oprleft, NULL) END,
    'RIGHTARG = ' || format_type(o.oprright, NULL),
    (SELECT 'COMMUTATOR = OPERATOR(' || p.oprnamespace::regnamespace || '.' || p.oprname || ')' FROM pg_operator p WHERE p.oid = o.oprcom),
    (SELECT 'NEGATOR = OPERATOR(' || p.oprnamespace::regnamespace || '.' || p.oprname || ')' FROM pg_operator p WHERE p.oid = o.oprnegate),
    'RESTRICT = ' || nullif(o.oprrest::text, '-'), 'JOIN = ' || nullif(o.oprjoin::text, '-'),
    CASE WHEN o.oprcanhash THEN 'HASHES' END, CASE WHEN o.oprcanmerge THEN 'MERGES' END) AS text) c
WHERE NOT EXISTS (SELECT FROM extension_member m WHERE m.classid = 'pg_operator'::regclass AND m.objid = o.oid)
UNION ALL
-- A family of the class's own comes with it by itself, and takes it along.
SELECT 'operator class', n.name || ' using ' || am.amname, c.text, 'CREATE OPERATOR CLASS ' || n.name || c.text,
       CASE WHEN f.own THEN 'DROP OPERATOR FAMILY ' ELSE 'DROP OPERATOR CLASS ' END || n.name || ' USING ' || am.amname, NULL, '{}', NULL, false
FROM pg_opclass o JOIN space s ON s.oid = o.opcnamespace JOIN pg_am am ON am.oid = o.opcmethod
CROSS JOIN LATERAL (SELECT s.name || '.' || quote_ident(o.opcname) AS name) n
CROSS JOIN LATERAL (
  SELECT f.opfname = o.opcname AND f.opfnamespace = o.opcnamespace AND NOT EXISTS (SELECT FROM pg_opclass p WHERE p.opcfamily = f.oid AND p.oid <> o.oid) AS own,
         f.opfnamespace::regnamespace || '.' || quote_ident(f.opfname) AS name
  FROM pg_opfamily f WHERE f.oid = o.opcfamily) f
CROSS JOIN LATERAL (
  SELECT CASE WHEN o.opcdefault THEN ' DEFAULT' ELSE '' END || ' FOR TYPE ' || format_type(o.opcintype, NULL) || ' USING ' || am.amname
         || CASE WHEN f.own THEN '' ELSE ' FAMILY ' || f.name END || ' AS ' || concat_ws(', ',
    'STORAGE ' || format_type(nullif(o.opckeytype, 0), NULL),
    (SELECT string_agg('OPERATOR ' || a.amopstrategy || ' ' || a.amopopr::regoperator
                       || coalesce(' FOR ORDER BY ' || (SELECT y.opfnamespace::regnamespace || '.' || quote_ident(y.opfname) FROM pg_opfamily y WHERE y.oid = a.amopsortfamily), ''),
                       ', ' ORDER BY a.amopstrategy, a.amopopr::regoperator::text)
     FROM pg_amop a JOIN pg_depend d ON d.classid = 'pg_amop'::regclass AND d.objid = a.oid AND d.refclassid = 'pg_opclass'::regclass AND d.refobjid = o.oid),
    (SELECT string_agg('FUNCTION ' || a.amprocnum || ' (' || format_type(a.amproclefttype, NULL) || ', ' || format_type(a.amprocrighttype, NULL) || ') ' || a.amproc::regprocedure,
                       ', ' ORDER BY a.amprocnum, a.amproc::regprocedure::text)
     FROM pg_amproc a JOIN pg_depend d ON d.classid = 'pg_amproc'::regclass AND d.objid = a.oid AND d.refclassid = 'pg_opclass'::regclass AND d.refobjid = o.oid)) AS text) c
WHERE NOT EXISTS (SELECT FROM extension_member m WHERE m.classid = 'pg_opclass'::regclass AND m.objid = o.oid)
UNION ALL
SELECT 'cast', n.pair, c.text, 'CREATE CAST ' || n.pair || c.text, 'DROP CAST ' || n.pair, NULL, '{}', NULL, false
FROM pg_cast k CROSS JOIN LATERAL (SELECT '(' || format_type(k.castsource, NULL) || ' AS ' || format_type(k.casttarget, NULL) || ')' AS pair) n
CROSS JOIN LATERAL (
  SELECT CASE k.castmethod WHEN 'f' THEN ' WITH FUNCTION ' || k.castfunc::regprocedure WHEN 'i' THEN ' WITH INOUT' ELSE ' WITHOUT FUNCTION' END
         || CASE k.castcontext WHEN 'i' THEN ' AS IMPLICIT' WHEN 'a' THEN ' AS ASSIGNMENT' ELSE '' END AS text) c
WHERE k.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_cast'::regclass AND d.objid = k.oid AND d.deptype IN ('e', 'i'))
UNION ALL
SELECT 'text search configuration', n.name, d.parser || coalesce(d.mappings, ''),
       'CREATE TEXT SEARCH CONFIGURATION ' || n.name || ' (PARSER = ' || d.parser || ')' || coalesce(d.mappings, ''), 'DROP TEXT SEARCH CONFIGURATION ' || n.name, NULL, '{}', NULL, false
FROM pg_ts_config c JOIN space s ON s.oid = c.cfgnamespace JOIN pg_ts_parser p ON p.oid = c.cfgparser
CROSS JOIN LATERAL (SELECT s.name || '.' || quote_ident(c.cfgname) AS name) n
CROSS JOIN LATERAL (
  SELECT p.prsnamespace::regnamespace || '.' || quote_ident(p.prsname) AS parser,
         (SELECT string_agg(E';\nALTER TEXT SEARCH CONFIGURATION ' || n.name || ' ADD MAPPING FOR ' || t.alias || ' WITH ' || m.dictionaries, '' ORDER BY t.alias)
          FROM ts_token_type(c.cfgparser) t JOIN LATERAL (
            SELECT string_agg(m.mapdict::regdictionary::text, ', ' ORDER BY m.mapseqno) AS dictionaries
            FROM pg_ts_config_map m WHERE m.mapcfg = c.oid AND m.maptokentype = t.tokid) m ON m.dictionaries IS NOT NULL) AS mappings) d
WHERE NOT EXISTS (SELECT FROM extension_member m WHERE m.classid = 'pg_ts_config'::regclass AND m.objid = c.oid)
UNION ALL
SELECT 'text search dictionary', s.name || '.' || quote_ident(d.dictname), e.text,
       'CREATE TEXT SEARCH DICTIONARY ' || s.name || '.' || quote_ident(d.dictname) || ' (' || e.text || ')',
       'DROP TEXT SEARCH DICTIONARY ' || s.name || '.' || quote_ident(d.dictname), NULL, '{}', NULL, false
FROM pg_ts_dict d JOIN space s ON s.oid = d.dictnamespace JOIN pg_ts_template t ON t.oid = d.dicttemplate
CROSS JOIN LATERAL (SELECT concat_ws(', ', 'TEMPLATE = ' || t.tmplnamespace::regnamespace || '.' || quote_ident(t.tmplname), d.dictinitoption) AS text) e
WHERE NOT EXISTS (SELECT FROM extension_member m WHERE m.classid = 'pg_ts_dict'::regclass AND m.objid = d.oid)
