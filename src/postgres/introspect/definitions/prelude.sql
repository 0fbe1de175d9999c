-- What all queries of this folder begin with. `path` is a name as SQL writes it, `label` as the catalog keys it.
-- Each query gives: kind, name, definition, create, drop, replace, shape, within, included (see catalog::Definition).
WITH extension_member AS MATERIALIZED (
  SELECT d.classid, d.objid FROM pg_depend d WHERE d.deptype = 'e'
), space AS MATERIALIZED (
  SELECT n.oid, n.nspname, quote_ident(n.nspname) AS name
  FROM pg_namespace n WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
), relation AS MATERIALIZED (
  SELECT c.*, s.name || '.' || quote_ident(c.relname) AS path, s.nspname || '.' || c.relname AS label,
         CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence' WHEN 'f' THEN 'foreign table'
                        WHEN 'i' THEN 'index' WHEN 'I' THEN 'index' WHEN 'c' THEN 'composite type' ELSE 'table' END AS kind,
         coalesce(' WITH (' || array_to_string(c.reloptions, ', ') || ')', '') AS with_options
  FROM pg_class c JOIN space s ON s.oid = c.relnamespace
  WHERE c.oid >= 16384 AND c.relpersistence <> 't'
    AND NOT EXISTS (SELECT FROM extension_member m WHERE m.classid = 'pg_class'::regclass AND m.objid = c.oid)
    -- Of a composite type, the type is the extension's member, not its relation.
    AND NOT EXISTS (SELECT FROM extension_member m WHERE m.classid = 'pg_type'::regclass AND m.objid = c.reltype)
), owned AS MATERIALIZED (
  -- Whom a part of a relation goes with.
  SELECT r.oid, r.kind || ' ' || CASE WHEN r.kind = 'table' THEN r.label ELSE r.path END AS within FROM relation r
)
