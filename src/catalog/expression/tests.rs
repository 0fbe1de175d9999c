//! `deparsed.tsv` holds what PostgreSQL 15 made of each expression: kind (Check, Default of a column, Index), written text, and
//! `pg_get_expr()` under an empty search_path and the time zone UTC, on the table of tests/data/expression_context.sql;
//! tests/expressions.rs asks the installed PostgreSQL again.

use super::{Expression, Kind, Readings};

const DEPARSED: &str = include_str!("deparsed.tsv");

#[test]
fn what_postgresql_prints_is_equal_to_what_was_written() {
    let mut failures = Vec::new();
    let mut count = 0;
    for line in DEPARSED.lines() {
        let mut fields = line.split('\t');
        let (Some(_kind), Some(written), Some(deparsed)) = (fields.next(), fields.next(), fields.next()) else {
            panic!("a line of three fields, not {line:?}");
        };
        count += 1;
        let (ours, theirs) = (Expression::new(written), Expression::new(deparsed));
        if ours != theirs {
            failures.push(format!("{written}\n  is      {}\n  prints  {deparsed}\n  is      {}", ours.normal(), theirs.normal()));
        }
    }
    assert!(count >= 200, "only {count} expressions");
    assert!(failures.is_empty(), "{} of {count} differ:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn a_range_of_whole_numbers_or_days_is_compared_as_postgresql_holds_it() {
    for (written, printed) in
        [("'[1,5]'::int4range", "'[1,6)'::int4range"), ("'(2024-01-01,2024-01-31]'::daterange", "'[2024-01-02,2024-02-01)'::daterange")]
    {
        assert_eq!(Expression::new(written), Expression::new(printed));
    }
    assert_ne!(Expression::new("'[1,5]'::numrange"), Expression::new("'[1,6)'::numrange"));
}

/// Both sides valid on one column, and different for PostgreSQL.
#[test]
fn what_differs_stays_different() {
    for (one, other) in [
        ("now()", "CURRENT_TIMESTAMP"),
        ("a > 0", "a >= 0"),
        ("a > 0", "b > 0"),
        ("a = 1 and b = 2", "b = 2 and a = 1"),
        ("a = 1 and b = 2", "a = 1 or b = 2"),
        ("(a = 1 or b = 2) and c = 3", "a = 1 or b = 2 and c = 3"),
        ("not (a = 1 and b = 2)", "(not a = 1) and b = 2"),
        ("a - (b - c) = 0", "a - b - c = 0"),
        ("(a + b) * c > 0", "a + b * c > 0"),
        ("a::numeric / b > 1", "a / b > 1"),
        ("'draft'", "'published'"),
        ("'Draft'", "'draft'"),
        ("'a'", "'a '"),
        ("''", "null"),
        ("0", "1"),
        ("0.5", "5"),
        ("-1", "1"),
        ("true", "false"),
        ("data -> '0' is null", "data -> 0 is null"),
        ("data -> 'a' = 'x'", "data ->> 'a' = 'x'"),
        ("data @> '{\"a\": 1}'", "data @> '{\"a\": 2}'"),
        ("data @> '{\"a\": 12345678901234567}'", "data @> '{\"a\": 12345678901234568}'"),
        ("char_length(name) > 3", "length(name) > 3"),
        ("char_length(name) > 3", "octet_length(name) > 3"),
        ("lower(name)", "upper(name)"),
        ("lower(name)", "name"),
        ("coalesce(a, b) > 0", "coalesce(b, a) > 0"),
        ("substr(name, 1, 2) = 'ab'", "substring(name, 1, 2) = 'ab'"),
        ("ltrim(name) = name", "rtrim(name) = name"),
        ("name ~ '^a'", "name ~* '^a'"),
        ("name ~ '^a'", "name !~ '^a'"),
        ("name like 'a%'", "name ilike 'a%'"),
        ("name like 'a%'", "name not like 'a%'"),
        ("name like 'a%'", "name similar to 'a%'"),
        ("name in ('a', 'b')", "name in ('b', 'a')"),
        ("name in ('a', 'b')", "name in ('a', 'b', 'c')"),
        ("name in ('a', 'b')", "name not in ('a', 'b')"),
        ("name in ('a', null)", "name in ('a')"),
        ("a between 1 and 5", "a between 1 and 6"),
        ("a between 1 and 5", "a not between 1 and 5"),
        ("a is null", "a is not null"),
        ("flag is true", "flag"),
        ("flag is true", "flag is not false"),
        ("a is distinct from b", "a <> b"),
        ("a is not distinct from b", "a = b"),
        ("name collate \"C\" < 'x'", "name < 'x'"),
        ("name collate \"C\" < 'x'", "name collate \"POSIX\" < 'x'"),
        ("\"Name\" = 'x'", "name = 'x'"),
        ("name = 'x'", "name = 'X'"),
        ("ratio::integer > 0", "ratio > 0"),
        ("price::numeric(3,1) > 0", "price > 0"),
        ("at::date = day", "at = day"),
        ("interval '1 day'", "interval '24 hours'"),
        ("interval '1 day'", "interval '2 days'"),
        ("interval '1 mon'", "interval '30 days'"),
        ("'2020-01-01'", "'2020-01-02'"),
        ("'2020-01-01 10:00:00'", "'2020-01-01 11:00:00'"),
        ("at at time zone 'UTC'", "at at time zone 'Europe/Paris'"),
        ("extract(year from day)", "extract(month from day)"),
        ("tags @> array['a']", "tags <@ array['a']"),
        ("tags[1] = 'a'", "tags[2] = 'a'"),
        ("a = any (nums)", "a = all (nums)"),
        ("case when a > 0 then 1 else 2 end", "case when a > 0 then 1 end"),
        ("audit.is_ok(a)", "is_ok(a)"),
        ("old.a is distinct from new.a", "old.b is distinct from new.b"),
        ("name || ' ' || title", "name || title"),
        ("xmlparse(content  'a')", "xmlparse(content 'b')"),
    ] {
        assert_ne!(Expression::new(one), Expression::new(other), "{one} / {other}: {}", Expression::new(one).normal());
    }
}

#[test]
fn spelling_makes_no_difference() {
    for (one, other) in [
        ("STATUS  <>\n'x'", "status != 'x'"),
        ("CAST(a AS int4)", "(a)::integer"),
        ("a::decimal(12, 2)", "a::numeric(12,2)"),
        ("a::timestamptz(3)", "(a)::timestamp(3) with time zone"),
        ("'-1'::integer", "-1"),
        ("pg_catalog.lower(name)", "lower(name)"),
        ("name OPERATOR(pg_catalog.~) 'x'", "name ~ 'x'"),
        ("'draft'::public.post_status", "'draft'"),
        ("'{}'::jsonb", "'{}'"),
        ("interval '1 day'", "'1 day'::interval"),
        ("interval '1' day", "'1 day'::interval"),
        ("interval '1 year 2 months'", "'1 year 2 mons'::interval"),
        ("nextval('s'::regclass)", "nextval('public.s')"),
        ("'{\"b\":1,\"a\":[]}'::jsonb", "'{\"a\": [], \"b\": 1}'"),
        ("((old.* IS DISTINCT FROM new.*))", "OLD.* is distinct from NEW.*"),
        // Not read by sqlparser 0.63: compared as text, its white space evened out.
        ("f(VARIADIC   a)", "f(VARIADIC a)"),
    ] {
        assert_eq!(Expression::new(one), Expression::new(other), "{} / {}", Expression::new(one).normal(), Expression::new(other).normal());
    }
}

#[test]
fn a_normal_form_is_its_own_normal_form() {
    for line in DEPARSED.lines() {
        for written in line.split('\t').skip(1) {
            let normal = Expression::new(written).normal().to_string();
            assert_eq!(Expression::new(normal.clone()).normal(), normal, "{written}");
        }
    }
}

#[test]
fn deep_and_long_texts_end_without_a_panic() {
    let chain = vec!["a = 1"; 400].join(" and ");
    assert_eq!(Expression::new(chain.clone()).normal(), chain);
    let values = (1..5_000).map(|value| value.to_string()).collect::<Vec<_>>().join(", ");
    assert_eq!(Expression::new(format!("a in ({values})")).normal(), format!("a = any (array[{values}])"));
    for text in [
        vec!["a = 1"; 5_000].join(" and "),
        "a".to_string() + &"::int".repeat(9_000),
        "a".to_string() + &"::int".repeat(1_900),
        "1 + ".repeat(1_900) + "1",
        "(".repeat(10_000),
        "1 + ".repeat(4_000) + "1",
        "not ".repeat(9_000) + "a",
        "'".to_string(),
        "((a)".to_string(),
        String::new(),
    ] {
        Expression::new(text).normal();
    }
}

proptest::proptest! {
    #[test]
    fn any_text_has_a_normal_form(text in "[ a-c0-9'\"()\\[\\]:=<>~!.,|&%*+é\\\\-]{0,60}") {
        Expression::new(text).normal();
    }
}

/// The kind of each column of tests/data/expression_context.sql.
fn kind(column: &str) -> Option<Kind> {
    Some(match column {
        "name" | "title" | "code" | "status" => Kind::Text,
        "id" | "a" | "b" | "c" | "price" | "order" => Kind::Number,
        "ratio" => Kind::Float,
        "flag" => Kind::Boolean,
        "data" => Kind::Document,
        "tags" | "nums" => Kind::List,
        "created" | "at" | "day" | "tok" => Kind::Plain,
        "raw" | "during" | "ip" | "dur" | "email" => Kind::Closed,
        _ => return None,
    })
}

/// As the comparison block makes them of what PostgreSQL prints.
fn block_words(deparsed: &str) -> String {
    let outside = regex::Regex::new(r#"((?:'[^']*')*)(?:::[a-z0-9_." ]+|[\](),\s\[])+"#).expect("an expression");
    let number = regex::Regex::new(r"'(-?[0-9]+(?:[.][0-9]+)?)'").expect("an expression");
    number.replace_all(&outside.replace_all(deparsed, "${1} "), "${1}").trim().replace('"', "")
}

#[test]
fn bare_words_are_what_the_block_makes_of_what_postgresql_prints() {
    let mut failures = Vec::new();
    let mut known = 0;
    for line in DEPARSED.lines() {
        let mut fields = line.split('\t');
        let (Some(kind_of_line), Some(written), Some(deparsed)) = (fields.next(), fields.next(), fields.next()) else {
            panic!("a line of three fields, not {line:?}");
        };
        let result = match kind_of_line.split_once(' ') {
            Some((_, column)) => kind(column).expect("a column"),
            None if kind_of_line == "C" => Kind::Boolean,
            None => continue,
        };
        // What stands in a database is read back as PostgreSQL prints it, and is meant again by a plan.
        for text in [written, deparsed] {
            if let Some(words) = Expression::new(text).bare(&Readings::default(), result, &kind) {
                known += 1;
                let made = block_words(deparsed);
                if words != made.replace('"', "") {
                    failures.push(format!("{text}\n  is     {words}\n  stands {made}"));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{} of {known} differ:\n{}", failures.len(), failures.join("\n"));
    assert!(known >= 200, "only {known} are known");
}

#[test]
fn what_is_not_known_for_sure_has_no_bare_words() {
    for written in [
        "day > '2020-01-01'",
        "day = 'today'",
        "a = '007'",
        "flag = '1'",
        "ratio > '1.50'",
        "ratio > 1234567",
        "price > 1e3",
        "title ~ '[1,2]'",
        "title = '{}'",
        "title = 'a''1'",
        "title = E'a\\n'",
        "trim(title) <> ''",
        "is_ok(a)",
        "email = lower(email)",
        "a = null",
        "missing = 1",
        "created > current_timestamp(3)",
        "title collate \"de-x-icu\" > 'a'",
        "case when flag then true else false end",
        "a::numeric(3,1) = 1",
        "(a, b) is not null",
        "a",
        "'a'",
    ] {
        assert_eq!(Expression::new(written).bare(&Readings::default(), Kind::Boolean, &kind), None, "{written}");
    }
    for (written, result) in [("'{ \"a\": 1 }'", Kind::Document), ("'{}'", Kind::Closed), ("'a'", Kind::Plain), ("null", Kind::Text)] {
        assert_eq!(Expression::new(written).bare(&Readings::default(), result, &kind), None, "{written}");
    }
}

#[test]
fn bare_words_read_as_postgresql_prints_them() {
    for (written, words) in [
        ("char_length(name) BETWEEN 1 AND 40", "char_length name >= 1 AND char_length name <= 40"),
        ("status in ('draft', 'published')", "status = ANY ARRAY 'draft' 'published'"),
        ("name ~ '^[a-z]+(-[a-z]+)*$'", "name ~ '^[a-z]+(-[a-z]+)*$'"),
        ("a > -1", "a > -1"),
        ("not flag or title is null", "NOT flag OR title IS NULL"),
        ("created <= now() and tok is not null", "created <= now AND tok IS NOT NULL"),
    ] {
        assert_eq!(Expression::new(written).bare(&Readings::default(), Kind::Boolean, &kind), Some(words), "{written}");
    }
}
