SELECT t.tgrelid, t.tgname::text, t.tgtype::int, ARRAY(
         SELECT a.attname::text FROM unnest(t.tgattr::int2[]) WITH ORDINALITY AS key(attnum, at)
         JOIN pg_attribute a ON a.attrelid = t.tgrelid AND a.attnum = key.attnum ORDER BY key.at),
       pn.nspname::text, p.proname::text, t.tgargs, t.tgenabled::text,
       CASE WHEN t.tgqual IS NOT NULL THEN pg_get_triggerdef(t.oid) END, obj_description(t.oid, 'pg_trigger'), t.tgparentid <> 0
FROM pg_trigger t
JOIN pg_proc p ON p.oid = t.tgfoid
JOIN pg_namespace pn ON pn.oid = p.pronamespace
WHERE NOT t.tgisinternal AND t.tgrelid >= 16384 AND t.tgconstraint = 0 AND t.tgoldtable IS NULL AND t.tgnewtable IS NULL
ORDER BY t.tgrelid, 2
