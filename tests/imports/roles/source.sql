-- Roles belong to a server and stand in no file: those that are named are made where the files are tried.
create schema shop authorization "Shop Owner";
create table shop.orders (id bigserial primary key, customer text not null);
create table notes (id bigserial primary key, owner text not null);
alter table shop.orders owner to app;
alter table notes owner to app;
alter table notes add column pinned boolean not null default false;
grant usage on schema shop to reader;
grant select, insert on shop.orders to reader, "Shop Owner" with grant option;
alter table notes enable row level security;
create policy own_notes on notes to app, reader using (owner = current_user);
do $$ begin
    revoke all on notes from auditor;
    grant select on notes to auditor;
end $$;
alter default privileges for role app in schema shop grant select on tables to reader;
