-- Columns of every common type, for the expressions of src/catalog/expression/deparsed.tsv.
CREATE EXTENSION citext;
create type post_status as enum('draft','published','archived'); create sequence s;
create function is_ok(integer) returns boolean language sql immutable as 'select true';
create table t (id bigint, a int, b int, c int, price numeric(12,2), ratio float8, name varchar(40), title text, code char(3), flag bool, status post_status, created timestamptz, at timestamp, day date, data jsonb, raw json, tags text[], nums int[], during tstzrange, ip inet, dur interval, tok uuid, email citext, "Odd Name" int, "order" int, stamp timestamptz(3), stamps timestamp(3)[], prices numeric(12,2)[], words varchar(10)[], small smallint, single real, letter char(1));
