ARRAY(SELECT enumlabel::text FROM pg_catalog.pg_enum WHERE enumtypid = pg_catalog.to_regtype({{ type_name }}) ORDER BY enumsortorder) <> {{ values }}
