-- A function in SQL is read when it is made: what it reads must stand before.
create table parent (id int primary key, n text);
create function lookup(i int) returns text language sql stable as $$ select n from parent where id = i $$;
create function inner_of(i int) returns text language sql stable as $$ select lookup(i) $$;
create table child (id int primary key, label text default lookup(1), check (inner_of(id) = label));
create index on parent ((upper(n)));
