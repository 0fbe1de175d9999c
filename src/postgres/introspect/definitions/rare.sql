-- Kinds that few schemas have. Those without statements of their own are compared, and an error if they would have to be changed.
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
SELECT 'publication', quote_ident(p.pubname), concat_ws(' ', p.puballtables, p.pubinsert, p.pubupdate, p.pubdelete, p.pubtruncate, p.pubviaroot,
       {generated_published},
       (SELECT string_agg(concat_ws(' ', r.prrelid::regclass, {published_columns}, {published_rows}), ', ' ORDER BY r.prrelid::regclass::text)
        FROM pg_publication_rel r WHERE r.prpubid = p.oid),
       {published_schemas}), '', '', NULL, '{}', NULL, false
FROM pg_publication p
UNION ALL
SELECT 'collation', s.name || '.' || quote_ident(c.collname), concat_ws(' ', c.collprovider, c.collisdeterministic, {collation_locale}), '', '', NULL, '{}', NULL, false
FROM pg_collation c JOIN space s ON s.oid = c.collnamespace
WHERE NOT EXISTS (SELECT FROM extension_member m WHERE m.classid = 'pg_collation'::regclass AND m.objid = c.oid)
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
SELECT 'operator class', s.name || '.' || quote_ident(o.opcname) || ' using ' || am.amname, concat_ws(' ', format_type(o.opcintype, NULL), o.opcdefault), '', '', NULL, '{}', NULL, false
FROM pg_opclass o JOIN space s ON s.oid = o.opcnamespace JOIN pg_am am ON am.oid = o.opcmethod
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
