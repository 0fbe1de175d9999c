//! The forms of conditions that seeds must fulfil, as SQL.
//!
//! `@` stands for a prefix of its own, so that several forms share a table; `#1..50#` for a number between these.

/// Columns, what must hold of them (constraints of the table), and what must be seen in some row, over all tables that have the form.
pub struct Form {
    pub name: &'static str,
    pub columns: &'static str,
    pub constraints: &'static [&'static str],
    pub seen: &'static [&'static str],
}

/// Types and tables that the forms name.
pub const PRELUDE: &str = "
CREATE TYPE state AS ENUM ('draft', 'review', 'published', 'archived');
CREATE TYPE address AS (street text, number integer, city varchar(20));
CREATE TYPE float_range AS RANGE (SUBTYPE = double precision);
CREATE TYPE text_range AS RANGE (SUBTYPE = text);
CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE DOMAIN small_positive AS positive NOT NULL CHECK (VALUE <= 12);
CREATE DOMAIN code AS varchar(8) CHECK (VALUE ~ '^[A-Z]{2}-[0-9]{3}$') CHECK (VALUE NOT LIKE '%-00%');
CREATE DOMAIN open_state AS state CHECK (VALUE <> 'archived');
CREATE DOMAIN share AS numeric(5,4) CHECK (VALUE BETWEEN 0 AND 1);
CREATE DOMAIN mail AS text CHECK (VALUE ~ '^[^@ ]+@[^@ ]+$') CHECK (lower(VALUE) = VALUE);
CREATE TABLE people (id bigserial PRIMARY KEY, name varchar(40) NOT NULL UNIQUE);
CREATE TABLE firms (id bigserial PRIMARY KEY, name varchar(40) NOT NULL UNIQUE);
";

macro_rules! forms {
    ($($name:literal: $columns:literal, [$($constraint:literal),*], [$($seen:literal),*];)*) => {
        pub const FORMS: &[Form] = &[$(Form { name: $name, columns: $columns, constraints: &[$($constraint),*], seen: &[$($seen),*] }),*];
    };
}

forms! {
    "compare": "@a integer NOT NULL", ["CHECK (@a > #10..5000#)"], [];
    "compare negative": "@a integer NOT NULL", ["CHECK (@a < -#10..5000#)"], [];
    "compare constant first": "@a bigint NOT NULL", ["CHECK (#2000..9000# <= @a)"], [];
    "compare not equal": "@a smallint NOT NULL", ["CHECK (@a <> 0 AND @a BETWEEN -1 AND 1)"], ["@a = 1", "@a = -1"];
    "square": "@a integer NOT NULL", ["CHECK (@a * @a = 49)"], [];
    "square between": "@a integer NOT NULL", ["CHECK (@a * @a BETWEEN 1000000 AND #1010000..2000000#)"], [];
    "power": "@a integer NOT NULL", ["CHECK (power(@a, 2) < 5000 AND @a > 9)"], [];
    "power as operator": "@a integer NOT NULL", ["CHECK (@a ^ 2 BETWEEN 500 AND 900)"], [];
    "remainder of several": "@a integer NOT NULL", ["CHECK (@a % 10 IN (3, 7) AND @a % 100 BETWEEN 20 AND 50)"], [];
    "bits": "@a integer NOT NULL", ["CHECK (@a & 1 = 0)", "CHECK (@a >> 2 BETWEEN 5 AND #9..90#)"], [];
    "bit mask": "@a integer NOT NULL", ["CHECK (@a & ~7 = 0 AND (@a | 1) = 7)"], [];
    "power of two": "@a integer NOT NULL", ["CHECK (@a > 0 AND (@a & (@a - 1)) = 0)"], [];
    "sign": "@a integer NOT NULL", ["CHECK (sign(@a) = -1)"], [];
    "whole quotient": "@a integer NOT NULL", ["CHECK (div(@a, 10) = #4..400#)"], [];
    "end of bigint": "@a bigint NOT NULL, @b bigint NOT NULL", ["CHECK (@a > 9223372036854775800)", "CHECK (@b < -9223372036854775800)"], [];
    "great numeric": "@a numeric NOT NULL", ["CHECK (@a > 1e30)"], [];
    "scale above precision": "@a numeric(3,5) NOT NULL, @b numeric(2,2)", ["CHECK (@a > 0.001)"], [];
    "json of a key": "@a jsonb NOT NULL", ["CHECK (jsonb_typeof(@a->'x') = 'array')", "CHECK (@a ?& ARRAY['x', 'y'])"], [];
    "json keys": "@a jsonb NOT NULL", ["CHECK (@a ?& ARRAY['a', 'b'])", "CHECK (NOT @a ? 'c')"], [];
    "json any key": "@a jsonb NOT NULL", ["CHECK (@a ?| ARRAY['a', 'b'])"], [];
    "json list": "@a jsonb NOT NULL", ["CHECK (jsonb_typeof(@a) = 'array' AND jsonb_array_length(@a) BETWEEN 1 AND #2..4#)"], [];
    "json contains": "@a jsonb NOT NULL", ["CHECK (@a @> '{\"v\": 1}')"], [];
    "json number": "@a jsonb NOT NULL", ["CHECK (@a ? 'n' AND (@a->>'n')::int > 5)"], [];
    "network of length": "@a cidr NOT NULL, @b inet NOT NULL", ["CHECK (masklen(@a) = 24)", "CHECK (masklen(@b) BETWEEN 16 AND 28)"], [];
    "network within": "@a inet NOT NULL", ["CHECK (@a << '10.0.0.0/8')"], [];
    "grown up": "@a date NOT NULL", ["CHECK (@a < CURRENT_DATE - interval '18 years')"], [];
    "age": "@a date NOT NULL, @b date NOT NULL", ["CHECK (age(@a, @b) >= interval '18 years')"], [];
    "ends of months": "@a date NOT NULL, @b timestamp NOT NULL", ["CHECK (date_trunc('month', @a) = @a)", "CHECK (date_trunc('hour', @b) = @b)"], [];
    "days of the week": "@a date NOT NULL", ["CHECK (extract(isodow from @a) < 6)"], [];
    "one week of the year": "@a date NOT NULL", ["CHECK (extract(month from @a) = 12 AND extract(day from @a) BETWEEN 24 AND 26)"], [];
    "quarter": "@a date NOT NULL", ["CHECK (extract(quarter from @a) = #1..4#)"], [];
    "hours of utc": "@a timestamptz NOT NULL", ["CHECK (extract(hour from @a AT TIME ZONE 'UTC') BETWEEN 9 AND 16)"], [];
    "array overlaps": "@a text[] NOT NULL", ["CHECK (@a && ARRAY['red', 'green'])"], [];
    "array position": "@a text[] NOT NULL", ["CHECK (array_position(@a, 'x') IS NOT NULL)"], [];
    "array element": "@a integer[] NOT NULL", ["CHECK (@a[1] > 5 AND array_length(@a, 1) = 2)"], [];
    "all of an array": "@a integer[] NOT NULL", ["CHECK (0 < ALL (@a))"], [];
    "range with": "@a int4range NOT NULL", ["CHECK (@a @> 5)"], [];
    "empty range": "@a int4range NOT NULL", ["CHECK (isempty(@a))"], [];
    "open range": "@a tstzrange NOT NULL", ["CHECK (upper_inf(@a))"], [];
    "order by bytes": "@a text NOT NULL, @b text NOT NULL", ["CHECK (@a COLLATE \"C\" < 'm')", "CHECK ((@a COLLATE \"C\") < (@b COLLATE \"C\"))"], [];
    "uuids in order": "@a uuid NOT NULL, @b uuid NOT NULL", ["CHECK (@a < @b)"], [];
    "replace": "@a text NOT NULL", ["CHECK (replace(@a, ' ', '') = @a)"], [];
    "part of a text": "@a text NOT NULL", ["CHECK (split_part(@a, '-', 2) = 'x')"], [];
    "repeat": "@a text NOT NULL", ["CHECK (@a = repeat('x', #2..9#))"], [];
    "padded": "@a text NOT NULL", ["CHECK (@a = lpad(@a, 6, '0'))"], [];
    "first letter": "@a character(1) NOT NULL", ["CHECK (ascii(@a) BETWEEN 65 AND 70)"], [];
    "concat": "@a text, @b text", ["CHECK (concat_ws(' ', @a, @b) <> '')"], [];
    "truncated": "@a numeric NOT NULL", ["CHECK (trunc(@a) = @a AND @a > 3)"], [];
    "rows in order": "@a integer NOT NULL, @b integer NOT NULL", ["CHECK ((@a, @b) > (5, 5))"], [];
    "rows listed": "@a integer NOT NULL, @b integer NOT NULL", ["CHECK ((@a, @b) IN ((1, 2), (3, 4)))"], ["@a = 1", "@a = 3"];
    "between": "@a numeric(8,2) NOT NULL", ["CHECK (@a BETWEEN 0.05 AND 0.#07..99#)"], [];
    "not between": "@a integer NOT NULL", ["CHECK (@a NOT BETWEEN 1 AND 1000)"], [];
    "double": "@a double precision NOT NULL", ["CHECK (@a >= 0.25 AND @a <= 0.5)"], [];
    "real": "@a real", ["CHECK (@a > 100000)"], [];
    "numeric precision": "@a numeric(4,3) NOT NULL", ["CHECK (@a > 9)"], [];
    "smallint end": "@a smallint NOT NULL", ["CHECK (@a > 32760)"], [];
    "bigint end": "@a bigint NOT NULL", ["CHECK (@a > 4000000000000)"], [];
    "in text": "@a text NOT NULL", ["CHECK (@a IN ('x', 'yes', 'it''s'))"], ["@a = 'x'", "@a = 'yes'", "@a = 'it''s'"];
    "in number": "@a integer NOT NULL", ["CHECK (@a IN (7, 77, #500..777#))"], ["@a = 7", "@a = 77"];
    "not in": "@a text NOT NULL", ["CHECK (@a NOT IN ('', 'root', 'admin'))"], [];
    "equals any": "@a varchar(10) NOT NULL", ["CHECK (@a = ANY (ARRAY['one', 'two', 'three']))"], ["@a = 'three'"];
    "unequals all": "@a integer NOT NULL", ["CHECK (@a <> ALL (ARRAY[1, 2, 3]) AND @a BETWEEN 1 AND 5)"], [];
    "enum subset": "@a state NOT NULL", ["CHECK (@a IN ('draft', 'archived'))"], ["@a = 'draft'", "@a = 'archived'"];
    "like": "@a varchar(20) NOT NULL", ["CHECK (@a LIKE 'AB-%')"], [];
    "like twice": "@a text NOT NULL", ["CHECK (@a LIKE 'https://%')", "CHECK (@a LIKE '%.png')"], [];
    "like underscores": "@a text NOT NULL", ["CHECK (@a LIKE '__-____')"], [];
    "ilike": "@a text NOT NULL", ["CHECK (@a ILIKE 'order%')", "CHECK (@a = upper(@a))"], [];
    "not like": "@a text NOT NULL", ["CHECK (@a NOT LIKE '% %' AND @a NOT LIKE '%e%')"], [];
    "like escaped": "@a text NOT NULL", ["CHECK (@a LIKE '100!%%' ESCAPE '!')"], [];
    "regex": "@a text NOT NULL", ["CHECK (@a ~ '^[A-Z]{3}[0-9]{4}$')"], [];
    "regex twice": "@a text NOT NULL", ["CHECK (@a ~ '^[a-z0-9-]+$')", "CHECK (@a ~ '^[^-].*[^-]$')", "CHECK (@a !~ '--')", "CHECK (char_length(@a) BETWEEN #3..6# AND #7..12#)"], [];
    "regex ignoring case": "@a text NOT NULL", ["CHECK (@a ~* '^inv-[0-9]+$')", "CHECK (@a ~ '^INV')"], [];
    "regex negated": "@a varchar(30) NOT NULL", ["CHECK (@a !~ '[aeiou ]')", "CHECK (length(@a) >= 5)"], [];
    "regex anywhere": "@a varchar(30) NOT NULL", ["CHECK (@a ~ '[0-9]' AND @a ~ '[A-Z]' AND @a ~ '[a-z]' AND @a ~ '[^A-Za-z0-9 ]' AND length(@a) >= 10)"], [];
    "similar to": "@a text NOT NULL", ["CHECK (@a SIMILAR TO '(north|south)-[0-9]{2}%')"], ["@a LIKE 'north%'", "@a LIKE 'south%'"];
    "not similar to": "@a text NOT NULL", ["CHECK (@a NOT SIMILAR TO '%( |e)%')"], [];
    "length": "@a text NOT NULL", ["CHECK (char_length(@a) = #1..40#)"], [];
    "length in bytes": "@a text NOT NULL", ["CHECK (octet_length(@a) <= #3..20#)"], [];
    "length of bytes": "@a bytea NOT NULL", ["CHECK (octet_length(@a) = #4..64#)"], [];
    "length of two": "@a varchar(60) NOT NULL, @b varchar(60) NOT NULL", ["CHECK (length(@a) + length(@b) <= #10..30#)"], [];
    "character": "@a character(5) NOT NULL", ["CHECK (@a ~ '^[A-Z]+$')"], [];
    "lower": "@a text NOT NULL", ["CHECK (lower(@a) = @a)", "CHECK (@a LIKE '%x%')"], [];
    "upper": "@a varchar(12) NOT NULL", ["CHECK (@a = upper(@a) AND length(@a) > 2)"], [];
    "trim": "@a text NOT NULL", ["CHECK (trim(@a) <> '')"], [];
    "trimmed": "@a varchar(9) NOT NULL", ["CHECK (btrim(@a) = @a AND length(trim(@a)) > 0 AND @a LIKE '% %')"], [];
    "lower in": "@a text NOT NULL", ["CHECK (lower(@a) IN ('red', 'green'))"], ["@a = 'red'", "@a = 'green'"];
    "lower like": "@a text NOT NULL", ["CHECK (lower(@a) LIKE 'abc%')"], [];
    "position": "@a text NOT NULL", ["CHECK (position('@' in @a) > 1 AND strpos(@a, ' ') = 0)"], [];
    "left and right": "@a text NOT NULL", ["CHECK (left(@a, 2) = 'NL' AND right(@a, 1) = '7')"], [];
    "substring": "@a varchar(10) NOT NULL", ["CHECK (substring(@a from 3 for 2) = '--')"], [];
    "starts with": "@a text NOT NULL", ["CHECK (starts_with(@a, 'sku:') AND length(@a) < 12)"], [];
    "concatenation": "@a varchar(20) NOT NULL, @b varchar(20) NOT NULL, @c text NOT NULL", ["CHECK (@c = @a || ' ' || @b)"], [];
    "text equals text": "@a varchar(20) NOT NULL, @b varchar(30) NOT NULL", ["CHECK (@a = @b)"], [];
    "text unequals text": "@a state NOT NULL, @b state NOT NULL", ["CHECK (@a <> @b)"], [];
    "less than column": "@a integer NOT NULL, @b integer NOT NULL", ["CHECK (@a < @b)"], [];
    "chain": "@a integer NOT NULL, @b integer NOT NULL, @c integer NOT NULL", ["CHECK (@a < @b AND @b < @c AND @c < @a + #3..9# AND @a >= 0)"], [];
    "sum": "@a integer NOT NULL, @b integer NOT NULL, @t integer NOT NULL", ["CHECK (@a + @b = @t)", "CHECK (@a >= 0 AND @b >= 0 AND @t <= #5..50#)"], [];
    "sum of decimals": "@n numeric(10,2) NOT NULL, @t numeric(10,2) NOT NULL, @g numeric(10,2) NOT NULL", ["CHECK (@g = @n + @t)", "CHECK (@t <= @n * 0.25)", "CHECK (@t > 0)"], [];
    "product": "@p numeric(8,2) NOT NULL, @q integer NOT NULL", ["CHECK (@p * @q <= #100..1000#)", "CHECK (@p > 0 AND @q > 0)"], [];
    "product equals": "@p numeric(8,2) NOT NULL, @q integer NOT NULL, @t numeric(12,2) NOT NULL", ["CHECK (@t = @p * @q)"], [];
    "rounded product": "@p numeric(8,2) NOT NULL, @t numeric(12,2) NOT NULL", ["CHECK (@t = round(@p * 1.19, 2))", "CHECK (@p >= 0)"], [];
    "quotient": "@a integer NOT NULL, @b integer NOT NULL", ["CHECK (@b > 0 AND @a / @b >= #2..9#)"], [];
    "percentage": "@a numeric(10,2) NOT NULL, @b numeric(10,2) NOT NULL", ["CHECK (@a > 0 AND @b >= 0 AND @b / @a <= 0.5)"], [];
    "remainder": "@a integer NOT NULL", ["CHECK (@a % #7..60# = #0..6# AND @a > 0)"], [];
    "remainder of mod": "@a integer NOT NULL", ["CHECK (mod(@a, 25) = 0)"], [];
    "absolute": "@a integer NOT NULL", ["CHECK (abs(@a) <= #3..20#)"], [];
    "absolute difference": "@a integer NOT NULL, @b integer NOT NULL", ["CHECK (abs(@a - @b) <= #1..5#)"], [];
    "least and greatest": "@a integer NOT NULL, @b integer NOT NULL", ["CHECK (greatest(@a, @b) <= #20..40# AND least(@a, @b) >= #10..19#)"], [];
    "floor": "@a numeric(6,2) NOT NULL", ["CHECK (@a = floor(@a) AND @a < 10)"], [];
    "coalesce": "@a integer, @b integer", ["CHECK (coalesce(@a, 0) + coalesce(@b, 0) > #1..900#)"], [];
    "coalesce of condition": "@a boolean, @b integer NOT NULL", ["CHECK (coalesce(@a, @b > 5))"], ["@a", "@a IS NULL"];
    "cast": "@a text NOT NULL", ["CHECK ((@a)::text ~ '^x' AND length((@a)::varchar) = 4)"], [];
    "cast number": "@a numeric(6,3) NOT NULL", ["CHECK (@a::integer = #2..9#)"], [];
    "flag": "@a boolean NOT NULL", ["CHECK (@a)"], [];
    "flag implies": "@a boolean NOT NULL, @b text", ["CHECK (NOT @a OR @b IS NOT NULL)"], ["@a AND @b IS NOT NULL", "NOT @a"];
    "flag equals condition": "@a boolean NOT NULL, @b timestamptz", ["CHECK (@a = (@b IS NOT NULL))"], ["@a", "NOT @a"];
    "flags": "@a boolean NOT NULL, @b boolean NOT NULL, @c boolean NOT NULL", ["CHECK (@a OR @b OR @c)", "CHECK (NOT (@a AND @b))"], ["@a", "@b", "@c"];
    "is true": "@a boolean, @b integer", ["CHECK ((@a IS NOT TRUE) OR (@b > #5..9000#))"], ["@a AND @b > 4", "@a IS NOT TRUE"];
    "state implies": "@s state NOT NULL, @at timestamptz", ["CHECK (@s <> 'published' OR @at IS NOT NULL)"], ["@s = 'published'", "@s <> 'published'"];
    "state decides": "@s state NOT NULL, @a integer, @b text", ["CHECK ((@s = 'draft' AND @a IS NULL AND @b IS NULL) OR (@s = 'review' AND @a > #100..900# AND @b IS NULL) OR (@s IN ('published', 'archived') AND @a IS NOT NULL AND @b LIKE 'p%'))"], ["@s = 'draft'", "@s = 'review'", "@s = 'published'", "@s = 'archived'"];
    "case": "@s state NOT NULL, @a integer", ["CHECK (CASE WHEN @s = 'draft' THEN @a IS NULL WHEN @s = 'review' THEN @a BETWEEN 5 AND #6..9# ELSE @a > 5000 END)"], ["@s = 'draft'", "@s = 'review'", "@a > 5000"];
    "case of a value": "@s state NOT NULL, @a integer NOT NULL", ["CHECK (@a <= CASE @s WHEN 'draft' THEN 3 WHEN 'review' THEN 30 ELSE 300 END AND @a > 0)"], ["@s = 'draft'"];
    "case counts": "@a text, @b text", ["CHECK (CASE WHEN @a IS NULL THEN 0 ELSE 1 END + CASE WHEN @b IS NULL THEN 0 ELSE 1 END = 1)"], ["@a IS NULL", "@b IS NULL"];
    "or of ranges": "@a integer NOT NULL, @b integer NOT NULL", ["CHECK ((@a > 1000 AND @b < 5) OR (@a < 0 AND @b > 5000))"], ["@a > 1000", "@b > 5000"];
    "exactly one": "@a text, @b integer, @c date", ["CHECK (num_nonnulls(@a, @b, @c) = 1)"], ["@a IS NOT NULL", "@b IS NOT NULL", "@c IS NOT NULL"];
    "at most one null": "@a text, @b integer, @c date", ["CHECK (num_nulls(@a, @b, @c) <= 1)"], ["@a IS NULL", "@b IS NULL"];
    "both or neither": "@a numeric(8,2), @b varchar(3)", ["CHECK ((@a IS NULL) = (@b IS NULL))"], ["@a IS NULL", "@a IS NOT NULL"];
    "one or the other": "@a text, @b text", ["CHECK ((@a IS NULL) <> (@b IS NULL))"], ["@a IS NULL", "@b IS NULL"];
    "null or": "@a integer", ["CHECK (@a IS NULL OR @a > 100000)"], ["@a IS NULL", "@a > 100000"];
    "sum of casts": "@a text, @b text, @c text", ["CHECK ((@a IS NOT NULL)::int + (@b IS NOT NULL)::int + (@c IS NOT NULL)::int = 2)"], ["@a IS NULL", "@c IS NULL"];
    "distinct": "@a integer, @b integer", ["CHECK (@a IS DISTINCT FROM @b)"], [];
    "not distinct": "@a integer, @b integer", ["CHECK (@a IS NOT DISTINCT FROM @b)"], ["@a IS NULL", "@a IS NOT NULL"];
    "coalesced null": "@a text, @b text", ["CHECK (coalesce(@a, @b) IS NOT NULL)"], [];
    "dates in order": "@a date NOT NULL, @b date NOT NULL", ["CHECK (@b > @a)"], [];
    "date bounds": "@a date NOT NULL", ["CHECK (@a >= '2030-01-01' AND @a < '2030-02-01')"], [];
    "days between": "@a date NOT NULL, @b date NOT NULL", ["CHECK (@b - @a BETWEEN 1 AND #3..30#)"], [];
    "days later": "@a date NOT NULL, @b date NOT NULL", ["CHECK (@b >= @a + #5..40#)"], [];
    "moments in order": "@a timestamptz NOT NULL, @b timestamptz NOT NULL", ["CHECK (@b >= @a + interval '1 hour')", "CHECK (@b - @a <= interval '3 hours')"], [];
    "local moments": "@a timestamp NOT NULL, @b timestamp", ["CHECK (@b IS NULL OR @b > @a)", "CHECK (@a > '2031-05-05 10:00')"], ["@b IS NULL", "@b > @a"];
    "months later": "@a timestamp NOT NULL, @b timestamp NOT NULL", ["CHECK (@b <= @a + interval '1 month' AND @b >= @a + interval '20 days')"], [];
    "past": "@a timestamptz NOT NULL, @b date NOT NULL", ["CHECK (@a <= now() AND @b < CURRENT_DATE)"], [];
    "year": "@a date NOT NULL", ["CHECK (extract(year from @a) = #1950..2050#)"], [];
    "interval": "@a interval NOT NULL", ["CHECK (@a > interval '2 days' AND @a <= '3 days'::interval)"], [];
    "times of day": "@a time NOT NULL, @b time NOT NULL", ["CHECK (@a < @b)", "CHECK (@a >= '18:00' AND @b <= '20:30')"], [];
    "elements within": "@a text[] NOT NULL", ["CHECK (@a <@ ARRAY['read', 'write', 'admin'])", "CHECK (cardinality(@a) BETWEEN 1 AND 2)"], [];
    "elements contained": "@a integer[] NOT NULL", ["CHECK (@a @> ARRAY[1, 2] AND array_length(@a, 1) <= #3..5#)"], [];
    "element of": "@a text[] NOT NULL", ["CHECK ('base' = ANY (@a))"], [];
    "array length": "@a integer[]", ["CHECK (array_length(@a, 1) = #5..8#)"], ["@a IS NULL", "@a IS NOT NULL"];
    "range not empty": "@a tstzrange NOT NULL", ["CHECK (NOT isempty(@a))", "CHECK (lower(@a) < upper(@a))"], [];
    "range length": "@a tstzrange NOT NULL", ["CHECK (upper(@a) - lower(@a) <= interval '40 minutes')"], [];
    "range bounds": "@a daterange NOT NULL", ["CHECK (lower(@a) >= '2032-01-01' AND upper(@a) <= '2032-12-31')"], [];
    "range of numbers": "@a int4range NOT NULL", ["CHECK (@a <@ int4range(1, 100) OR lower(@a) > 100000)"], [];
    "range within": "@a int4range NOT NULL", ["CHECK (@a <@ '[#5..9#,30)'::int4range)"], [];
    "network": "@a cidr NOT NULL", ["CHECK (family(@a) = 4)"], [];
    "json type": "@a jsonb NOT NULL", ["CHECK (jsonb_typeof(@a) = 'object')"], [];
    "uuid": "@a uuid NOT NULL", ["CHECK (@a <> '00000000-0000-0000-0000-000000000000')"], [];
    "bits": "@a bit(6) NOT NULL, @b bit varying(9)", [], [];
    "domain": "@a positive NOT NULL, @b positive", ["CHECK (@a > #500..5000#)"], ["@b IS NULL"];
    "domain over domain": "@a small_positive", [], [];
    "domain of text": "@a code NOT NULL UNIQUE", [], [];
    "domain of enum": "@a open_state NOT NULL", [], ["@a::text = 'draft'", "@a::text = 'review'"];
    "domain of numeric": "@a share NOT NULL, @b share NOT NULL", ["CHECK (@a + @b = 1)"], [];
    "domain of mail": "@a mail NOT NULL", [], [];
    "array of domain": "@a positive[] NOT NULL, @b code[]", [], [];
    "composite": "@a address, @b address NOT NULL", [], [];
    "own range": "@a float_range NOT NULL, @b text_range, @c float_multirange NOT NULL", [], [];
    "rare types": "@a money NOT NULL, @b xml, @c tsvector, @d point NOT NULL, @e box, @f oid NOT NULL, @g timetz NOT NULL, @h macaddr, @i pg_lsn, @j circle, @k inet NOT NULL, @l datemultirange NOT NULL, @m tsrange, @n numrange, @o \"char\", @p jsonpath, @q xid, @r regtype, @s name, @t bigint[]", [], [];
    "generated": "@a integer NOT NULL, @b integer NOT NULL, @t integer GENERATED ALWAYS AS (@a * @b) STORED", ["CHECK (@t BETWEEN #100..200# AND #300..400#)", "CHECK (@a > 0)"], [];
    "generated text": "@a text NOT NULL, @t text GENERATED ALWAYS AS (lower(@a)) STORED UNIQUE", ["CHECK (@t LIKE 'k%')"], [];
    "reference or text": "@a_id bigint REFERENCES people, @b text", ["CHECK ((@a_id IS NULL) <> (@b IS NULL))"], ["@a_id IS NULL", "@b IS NULL"];
    "one of two references": "@a_id bigint REFERENCES people, @b_id bigint REFERENCES firms", ["CHECK (num_nonnulls(@a_id, @b_id) = 1)"], ["@a_id IS NULL", "@b_id IS NULL"];
    "different parents": "@a_id bigint NOT NULL REFERENCES people, @b_id bigint NOT NULL REFERENCES people", ["CHECK (@a_id <> @b_id)"], [];
    "unique in few": "@a integer NOT NULL UNIQUE", ["CHECK (@a > 0 AND @a <= 40)"], [];
    "unique pair": "@a state NOT NULL, @b integer NOT NULL", ["UNIQUE (@a, @b)", "CHECK (@b BETWEEN 1 AND 12)", "CHECK (@a <> 'draft' OR @b < 3)"], [];
}

/// Tables of their own: each is partitioned.
pub const PARTITIONED: &[(&str, &str)] = &[
    (
        "partitions by range",
        "CREATE TABLE @t (id bigint GENERATED ALWAYS AS IDENTITY, at date NOT NULL, note text) PARTITION BY RANGE (at);
         CREATE TABLE @t_1 PARTITION OF @t FOR VALUES FROM ('2019-01-01') TO ('2019-02-01');
         CREATE TABLE @t_2 PARTITION OF @t FOR VALUES FROM ('2028-01-01') TO ('2028-02-01');",
    ),
    (
        "partitions by list",
        "CREATE TABLE @t (id bigint GENERATED ALWAYS AS IDENTITY, region text, amount integer NOT NULL) PARTITION BY LIST (region);
         CREATE TABLE @t_1 PARTITION OF @t FOR VALUES IN ('north', 'it''s');
         CREATE TABLE @t_2 PARTITION OF @t FOR VALUES IN (NULL, 'south');",
    ),
    (
        "partitions by hash",
        "CREATE TABLE @t (id bigint GENERATED ALWAYS AS IDENTITY, number integer NOT NULL) PARTITION BY HASH (number);
         CREATE TABLE @t_1 PARTITION OF @t FOR VALUES WITH (modulus 2, remainder 0);
         CREATE TABLE @t_2 PARTITION OF @t FOR VALUES WITH (modulus 2, remainder 1);",
    ),
    (
        "default partition",
        "CREATE TABLE @t (id bigint GENERATED ALWAYS AS IDENTITY, number integer NOT NULL) PARTITION BY RANGE (number);
         CREATE TABLE @t_1 PARTITION OF @t FOR VALUES FROM (5000) TO (6000);
         CREATE TABLE @t_2 PARTITION OF @t DEFAULT;",
    ),
    (
        "partitions below partitions",
        "CREATE TABLE @t (id bigint GENERATED ALWAYS AS IDENTITY, at timestamptz NOT NULL, kind text NOT NULL, n smallint NOT NULL) PARTITION BY RANGE (at);
         CREATE TABLE @t_1 PARTITION OF @t FOR VALUES FROM ('2027-01-01 00:00:00+00') TO ('2027-02-01 00:00:00+00') PARTITION BY LIST (kind);
         CREATE TABLE @t_11 PARTITION OF @t_1 FOR VALUES IN ('a', 'b');
         CREATE TABLE @t_2 PARTITION OF @t FOR VALUES FROM (MINVALUE) TO ('2001-01-01 00:00:00+00');",
    ),
    (
        "partitions by two columns",
        "CREATE TABLE @t (id bigint GENERATED ALWAYS AS IDENTITY, a integer NOT NULL, b integer NOT NULL) PARTITION BY RANGE (a, b);
         CREATE TABLE @t_1 PARTITION OF @t FOR VALUES FROM (10, 5000) TO (12, MAXVALUE);",
    ),
];
