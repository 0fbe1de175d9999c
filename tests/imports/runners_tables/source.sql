-- What runners keep for themselves is no requirement.
create table schema_migrations (version text primary key);
create table a (id serial primary key, "createdAt" timestamptz not null);
create schema drizzle;
create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint);
grant select on schema_migrations to reader;
