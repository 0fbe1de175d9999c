-- One object for each privilege of each role, so that any two states differ by single GRANTs and REVOKEs.
, held AS (
  SELECT CASE r.relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END || r.path AS target, NULL::text AS columns, r.relacl AS acl,
         acldefault(CASE r.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", r.relowner) AS usual, r.relowner AS owner, o.within
  FROM relation r JOIN owned o ON o.oid = r.oid WHERE r.relacl IS NOT NULL
  UNION ALL
  SELECT 'TABLE ' || r.path, quote_ident(a.attname), a.attacl, NULL::aclitem[], r.relowner, o.within
  FROM relation r JOIN owned o ON o.oid = r.oid JOIN pg_attribute a ON a.attrelid = r.oid WHERE a.attacl IS NOT NULL AND NOT a.attisdropped
  UNION ALL
  SELECT 'SCHEMA ' || s.name, NULL, n.nspacl,
         -- What initdb grants on public differs between 14 and 15; only what a person granted counts.
         CASE WHEN n.nspname = 'public' THEN coalesce(i.initprivs, n.nspacl) ELSE acldefault('n', n.nspowner) END, n.nspowner, 'schema ' || s.nspname
  FROM space s JOIN pg_namespace n ON n.oid = s.oid
  LEFT JOIN pg_init_privs i ON i.classoid = 'pg_namespace'::regclass AND i.objoid = n.oid AND i.objsubid = 0
  WHERE n.nspacl IS NOT NULL
  UNION ALL
  SELECT CASE p.prokind WHEN 'p' THEN 'PROCEDURE ' ELSE 'FUNCTION ' END || s.name || '.' || quote_ident(p.proname)
         || '(' || CASE WHEN p.prokind IN ('a', 'w') THEN pg_get_function_identity_arguments(p.oid) ELSE oidvectortypes(p.proargtypes) END || ')',
         NULL, p.proacl, acldefault('f', p.proowner), p.proowner,
         CASE p.prokind WHEN 'a' THEN 'aggregate ' || s.name || '.' || quote_ident(p.proname) WHEN 'w' THEN 'window function ' || s.name || '.' || quote_ident(p.proname)
                        ELSE 'function ' || s.nspname || '.' || p.proname END
         || '(' || CASE WHEN p.prokind IN ('a', 'w') THEN pg_get_function_identity_arguments(p.oid) ELSE oidvectortypes(p.proargtypes) END || ')'
  FROM pg_proc p JOIN space s ON s.oid = p.pronamespace
  WHERE p.proacl IS NOT NULL AND p.oid >= 16384
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype IN ('e', 'i'))
  UNION ALL
  SELECT CASE t.typtype WHEN 'd' THEN 'DOMAIN ' ELSE 'TYPE ' END || s.name || '.' || quote_ident(t.typname), NULL, t.typacl, acldefault('T', t.typowner), t.typowner,
         CASE t.typtype WHEN 'd' THEN 'domain ' WHEN 'c' THEN 'composite type ' WHEN 'r' THEN 'range type ' WHEN 'b' THEN 'base type ' ELSE 'enum ' END
         || CASE t.typtype WHEN 'e' THEN s.nspname || '.' || t.typname ELSE s.name || '.' || quote_ident(t.typname) END
  FROM pg_type t JOIN space s ON s.oid = t.typnamespace
  WHERE t.typacl IS NOT NULL AND t.oid >= 16384
    AND NOT EXISTS (SELECT FROM extension_member m WHERE m.classid = 'pg_type'::regclass AND m.objid = t.oid)
), privilege AS (
  SELECT h.target, h.within, x.privilege_type || coalesce(' (' || h.columns || ')', '') AS privilege,
         CASE WHEN x.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(x.grantee)) END AS grantee,
         bool_or(x.is_grantable AND x.standing) AS grantable, bool_or(x.standing) AS standing, bool_or(NOT x.standing) AS usual
  FROM held h CROSS JOIN LATERAL (
    SELECT a.grantee, a.privilege_type, a.is_grantable, true AS standing FROM aclexplode(h.acl) a
    UNION ALL SELECT a.grantee, a.privilege_type, a.is_grantable, false FROM aclexplode(h.usual) a) x
  -- What the owner holds by being the owner: only a loss of it is somebody's decision.
  GROUP BY 1, 2, 3, 4
), default_held AS (
  SELECT CASE a.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS' WHEN 'T' THEN 'TYPES'
                              WHEN 'n' THEN 'SCHEMAS' ELSE 'LARGE OBJECTS' END AS target,
         CASE WHEN pg_get_userbyid(a.defaclrole) <> current_user THEN ' FOR ROLE ' || quote_ident(pg_get_userbyid(a.defaclrole)) ELSE '' END
         || coalesce(' IN SCHEMA ' || s.name, '') AS scope,
         a.defaclacl AS acl, CASE WHEN s.oid IS NULL THEN acldefault(CASE a.defaclobjtype WHEN 'S' THEN 's' ELSE a.defaclobjtype END, a.defaclrole) END AS usual
  FROM pg_default_acl a LEFT JOIN space s ON s.oid = a.defaclnamespace
), default_privilege AS (
  SELECT h.target, h.scope, x.privilege_type AS privilege,
         CASE WHEN x.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(x.grantee)) END AS grantee,
         bool_or(x.is_grantable AND x.standing) AS grantable, bool_or(x.standing) AS standing, bool_or(NOT x.standing) AS usual
  FROM default_held h CROSS JOIN LATERAL (
    SELECT a.grantee, a.privilege_type, a.is_grantable, true AS standing FROM aclexplode(h.acl) a
    UNION ALL SELECT a.grantee, a.privilege_type, a.is_grantable, false FROM aclexplode(h.usual) a) x
  GROUP BY 1, 2, 3, 4
)
SELECT 'grant', p.privilege || ' on ' || p.target || ' to ' || p.grantee, CASE WHEN p.grantable THEN 'WITH GRANT OPTION' ELSE '' END,
       c.grant_, 'REVOKE ' || p.privilege || ' ON ' || p.target || ' FROM ' || p.grantee,
       CASE WHEN p.grantable THEN c.grant_ ELSE 'REVOKE GRANT OPTION FOR ' || p.privilege || ' ON ' || p.target || ' FROM ' || p.grantee END,
       '{}'::text[], p.within, false
FROM privilege p CROSS JOIN LATERAL (
  SELECT 'GRANT ' || p.privilege || ' ON ' || p.target || ' TO ' || p.grantee || CASE WHEN p.grantable THEN ' WITH GRANT OPTION' ELSE '' END AS grant_) c
WHERE p.standing AND NOT p.usual
UNION ALL
SELECT 'revocation', p.privilege || ' on ' || p.target || ' from ' || p.grantee, '', 'REVOKE ' || p.privilege || ' ON ' || p.target || ' FROM ' || p.grantee,
       'GRANT ' || p.privilege || ' ON ' || p.target || ' TO ' || p.grantee, NULL, '{}', p.within, false
FROM privilege p WHERE p.usual AND NOT p.standing
UNION ALL
SELECT 'default grant', p.privilege || ' on ' || p.target || p.scope || ' to ' || p.grantee, CASE WHEN p.grantable THEN 'WITH GRANT OPTION' ELSE '' END,
       c.grant_, 'ALTER DEFAULT PRIVILEGES' || p.scope || ' REVOKE ' || p.privilege || ' ON ' || p.target || ' FROM ' || p.grantee,
       CASE WHEN p.grantable THEN c.grant_
            ELSE 'ALTER DEFAULT PRIVILEGES' || p.scope || ' REVOKE GRANT OPTION FOR ' || p.privilege || ' ON ' || p.target || ' FROM ' || p.grantee END,
       '{}', NULL, false
FROM default_privilege p CROSS JOIN LATERAL (
  SELECT 'ALTER DEFAULT PRIVILEGES' || p.scope || ' GRANT ' || p.privilege || ' ON ' || p.target || ' TO ' || p.grantee
         || CASE WHEN p.grantable THEN ' WITH GRANT OPTION' ELSE '' END AS grant_) c
WHERE p.standing AND NOT p.usual
UNION ALL
SELECT 'default revocation', p.privilege || ' on ' || p.target || p.scope || ' from ' || p.grantee, '',
       'ALTER DEFAULT PRIVILEGES' || p.scope || ' REVOKE ' || p.privilege || ' ON ' || p.target || ' FROM ' || p.grantee,
       'ALTER DEFAULT PRIVILEGES' || p.scope || ' GRANT ' || p.privilege || ' ON ' || p.target || ' TO ' || p.grantee, NULL, '{}', NULL, false
FROM default_privilege p WHERE p.usual AND NOT p.standing
