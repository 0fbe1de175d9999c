//! Values for conditions that plain generation does not meet: what is asked, and of what kind the values are.

use regex::Regex;

use super::catalogs::*;
use crate::catalog::{ColumnValue, Definition, Expression, QualifiedName};
use crate::design::GivenValue;
use crate::seed::ConditionCount;

const ROWS: u64 = 30;

/// `a int, b text?` and conditions; `label` tells the rows apart.
fn world(columns: &str, checks: &[&str]) -> World {
    let mut built = table("things", "Thing").column("label", "varchar", "varchar(60)").unique(&["label"]).samples(ROWS);
    for column in columns.split(", ") {
        let (name, data_type) = column.split_once(' ').expect("name and type");
        let (data_type, optional) = data_type.strip_suffix('?').map_or((data_type, ""), |data_type| (data_type, "?"));
        built = built.column(name, &format!("{}{optional}", data_type.split(['(', '[', '.']).next().unwrap_or_default()), data_type);
    }
    for (index, check) in checks.iter().enumerate() {
        built = built.check(&format!("check_{index}"), check);
    }
    World::new().enumeration("state", &["draft", "review", "published", "archived"]).table(built)
}

/// Every value of the column is of this form, and every judged condition of every row holds.
fn all_are(world: &World, column: &str, form: &str) {
    let pattern = Regex::new(&format!("^(?:{form})$")).expect("a pattern");
    for value in world.column("things", column) {
        assert!(pattern.is_match(&value), "{column}: {value} is not {form}");
    }
}

#[test]
fn conditions_lead_to_values_of_their_kind() {
    for (columns, checks, forms) in [
        ("a int", &["a > 5000"][..], &[("a", "5[0-9]{3}|6[0-9]{3}")][..]),
        ("a numeric(4,3)", &["a > 9"], &[("a", r"9\.\d{3}")]),
        ("a smallint", &["a > 32760"], &[("a", "3276[1-7]")]),
        ("a int", &["a % 50 = 7", "a > 0"], &[("a", r"\d*[05]7|7")]),
        ("a int, b int, t int", &["a + b = t", "a >= 0 AND b >= 0 AND t <= 9"], &[("a", "[0-9]"), ("t", "[0-9]")]),
        ("p numeric(8,2), q int", &["p * q <= 60", "p > 0 AND q > 0"], &[("q", r"[1-9]\d{0,3}"), ("p", r"\d{1,2}\.\d\d")]),
        ("a date, b date", &["a >= '2030-01-01' AND b < '2030-01-10' AND b > a"], &[("a", r"2030-01-0\d"), ("b", r"2030-01-0\d")]),
        (
            "a timestamptz, b timestamptz",
            &["a < b", "a >= '2031-05-05 12:00+00' AND b - a <= interval '10 minutes'"],
            &[("a", r"2031-05-.*\+00")],
        ),
        ("a date", &["EXTRACT(year FROM a) = 1999"], &[("a", r"1999-\d\d-\d\d")]),
        ("a time, b time", &["a < b AND a >= '18:00' AND b <= '18:30'"], &[("a", "18:[0-2][0-9]:00"), ("b", "18:[0-3][0-9]:[0-9]{2}")]),
        (
            "a time, b time, s public.state, n int, x int, y int, z int",
            &[
                "x + y = z",
                "x >= 0 AND y >= 0 AND z <= 9",
                "a < b",
                "a >= '18:00'::time without time zone AND b <= '20:30'::time without time zone",
                "n <= CASE s WHEN 'draft'::public.state THEN 3 WHEN 'review'::public.state THEN 30 ELSE 300 END AND n > 0",
            ],
            &[("z", r"\d"), ("a", r"(18|19|20):\d\d:\d\d"), ("n", r"[1-9]\d{0,2}")],
        ),
        ("a interval", &["a > interval '2 days' AND a <= '3 days'"], &[("a", r"(4[89]|5\d|6\d|7[0-2]):\d\d:\d\d")]),
        ("a text", &["a LIKE 'x%'", "a LIKE '%y'", "length(a) = 5"], &[("a", "x.{3}y")]),
        ("a text", &["a LIKE '100!%%' ESCAPE '!'"], &[("a", "100%.*")]),
        ("a text", &["a ~~ like_escape('100!%%'::text, '!'::text)"], &[("a", "100%.*")]),
        ("a varchar(9)", &["btrim(a) = a AND length(TRIM(BOTH FROM a)) > 0 AND a LIKE '% %'"], &[("a", "[^ ].* .*[^ ]")]),
        ("a text", &["a ILIKE 'no-%' AND a = upper(a)"], &[("a", "NO-[^a-z]*")]),
        ("a text", &["a ~ similar_to_escape('(n|s)-[0-9]{2}'::text)"], &[("a", "[ns]-[0-9]{2}")]),
        ("a text", &["a !~ '[a-z ]' AND char_length(a) BETWEEN 3 AND 6"], &[("a", "[^a-z ]{3,6}")]),
        ("a text, b text, c text", &["c = lower(a) || '-' || b", "length(a) < 9 AND a ~ '^[A-Z]'"], &[("c", "[a-z].*-.*")]),
        ("a character(4)", &["a ~ '^[A-Z]+$'"], &[("a", "[A-Z]{4}")]),
        ("a public.state, n int?", &["(a = 'draft') = (n IS NULL)", "n > 7000"], &[("n", r"NULL|[78]\d{3}")]),
        ("a text?, b int?", &["num_nonnulls(a, b) = 1"], &[("b", r"NULL|\d+")]),
        ("a bool, b bool", &["a <> b"], &[("a", "true|false")]),
        ("a text[]", &["a <@ ARRAY['x', 'y'] AND 'x' = ANY (a) AND cardinality(a) = 2"], &[("a", r"\{(x,y|y,x|x,x)\}")]),
        ("a daterange", &["lower(a) >= '2032-01-01' AND upper(a) < '2032-01-05'"], &[("a", r"\[2032-01-0[1-3],2032-01-0[2-4]\)")]),
        ("a int4range", &["a <@ int4range(5, 9) AND NOT isempty(a)"], &[("a", r"\[[5-8],[6-9]\)")]),
        ("a bytea", &["octet_length(a) = 20"], &[("a", r"\\x[0-9a-f]{40}")]),
        ("a timestamptz", &["a > now()"], &[("a", r"20[3-9]\d-.*")]),
    ] {
        let world = world(columns, checks);
        let (plan, diagnostics) = world.seed();
        assert!(diagnostics.is_empty(), "{checks:?}: {diagnostics:#?}");
        let clock = checks.iter().any(|check| check.contains("now()"));
        assert!(clock != plan.unjudged.is_empty(), "{checks:?}: {:?}", plan.unjudged);
        forms.iter().for_each(|(column, form)| all_are(&world, column, form));
    }
}

#[test]
fn every_side_of_an_or_is_seen() {
    let checks = ["(a > 1000 AND b IS NULL) OR (a < 0 AND b > 5000) OR (a BETWEEN 3 AND 4 AND b < 0)"];
    let values = world("a int, b int?", &checks).column("things", "b");
    for (kind, wanted) in [("NULL", "^NULL$"), ("great", "^[0-9]+$"), ("negative", "^-")] {
        let pattern = Regex::new(wanted).expect("a pattern");
        assert!(values.iter().any(|value| pattern.is_match(value)), "{kind}: {values:?}");
    }
}

#[test]
fn what_is_fixed_decides_the_side() {
    let fixed = vec![(field("a"), text("review"))];
    let mut world =
        world("a public.state, n int?", &["(a = 'draft' AND n IS NULL) OR (a = 'review' AND n = 77) OR (a = 'published' AND n < 0)"]);
    let population = world.population.tables.get_mut(&QualifiedName::public("things")).expect("the table");
    population.sample.as_mut().expect("a sample").fixed = fixed;
    all_are(&world, "a", "review");
    // NULL = 77 is not false, which is enough for a CHECK.
    all_are(&world, "n", "77|NULL");
}

#[test]
fn a_contradiction_is_told_with_all_that_is_part_of_it() {
    for (columns, checks, part) in [
        ("a int", &["a > 5", "a < 5", "a <> 77"][..], &["check_0", "check_1"][..]),
        ("a int", &["a > 5", "a <= 5"], &["check_0", "check_1"]),
        ("a int", &["a IN (1, 2)", "a <> 9", "a > 2"], &["check_0", "check_2"]),
        ("a text", &["a IN ('x', 'y')", "length(a) > 1"], &["check_0", "check_1"]),
        ("a text", &["length(a) < 3", "length(a) > 9"], &["check_0", "check_1"]),
        ("a int, b int", &["a < b", "b < a"], &["check_0", "check_1"]),
        ("a int, b int, c int", &["a < b", "c > 0", "b <= c", "c <= a"], &["check_0", "check_2", "check_3"]),
        ("a int, b int", &["a = b", "a <> b"], &["check_0", "check_1"]),
        ("a int", &["a < 3 OR a > 90", "a BETWEEN 10 AND 20"], &["check_0", "check_1"]),
        ("a int", &["a IS NULL"], &["check_0"]),
    ] {
        let (plan, diagnostics) = world(columns, checks).seed();
        assert!(plan.is_empty(), "{checks:?}");
        assert_eq!(diagnostics.len(), 1, "{checks:?}: {diagnostics:#?}");
        let told = &diagnostics[0];
        assert_eq!(told.code, "seed-contradiction", "{checks:?}: {told:#?}");
        for index in 0..checks.len() {
            let name = format!("check_{index}");
            assert_eq!(told.message.contains(&name), part.contains(&name.as_str()), "{checks:?}: {}", told.message);
        }
    }
}

#[test]
fn what_may_hold_is_no_contradiction() {
    for (columns, checks) in [
        // Not in the range of dates that seeds use.
        ("a date", &["a > '2500-01-01'", "a < '2500-01-03'"][..]),
        ("a text", &["left(a, 5) = 'zzaaz' AND char_length(replace(a, 'a', 'bbb')) = 61"]),
        ("a int", &["a * a = -1"]),
    ] {
        let (_, diagnostics) = world(columns, checks).seed();
        assert!(diagnostics.iter().all(|told| told.code == "seed-check-unfulfilled"), "{checks:?}: {diagnostics:#?}");
    }
}

#[test]
fn combinations_that_a_check_refuses_are_passed_over() {
    let world = World::new().enumeration("state", &["draft", "review"]).table(
        bare("things", "Thing")
            .column("a", "enum", "public.state")
            .column("n", "int", "int")
            .key(&["a", "n"])
            .check("few", "n BETWEEN 1 AND 5")
            .check("fewer", "a <> 'draft' OR n < 3")
            .samples(7),
    );
    let mut rows = world.rows("things");
    rows.sort();
    rows.dedup();
    assert_eq!(rows.len(), 7);
}

#[test]
fn references_are_chosen_so_that_checks_hold() {
    let world = World::new()
        .table(table("users", "User").column("email", "email", "text").unique(&["email"]).samples(5))
        .table(table("firms", "Firm").column("name", "varchar", "varchar(40)").unique(&["name"]).samples(5))
        .table(
            table("things", "Thing")
                .column("label", "varchar", "varchar(60)")
                .unique(&["label"])
                .reference("from", "users", false)
                .reference("to", "users", false)
                .reference("firm", "firms", true)
                .reference("owner", "users", true)
                .check("two", "from_id <> to_id")
                .check("one", "num_nonnulls(firm_id, owner_id) = 1")
                .samples(ROWS),
        );
    let (plan, _) = world.seed();
    assert!(plan.unjudged.is_empty(), "{:?}", plan.unjudged);
    let columns = ["from_id", "to_id", "firm_id", "owner_id"].map(|column| world.column("things", column));
    let [from, to, firm, owner] = &columns;
    assert!(from.iter().zip(to).all(|(from, to)| from != to));
    assert!(firm.iter().zip(owner).all(|(firm, owner)| (firm == "NULL") != (owner == "NULL")));
}

fn definition(kind: &str, name: &str, definition: &str, within: Option<&str>) -> (String, Definition) {
    let definition = Definition {
        kind: kind.to_string(),
        name: name.to_string(),
        definition: definition.to_string(),
        create: String::new(),
        drop: String::new(),
        replace: None,
        shape: Vec::new(),
        within: within.map(str::to_string),
        included: within.is_some(),
    };
    (definition.key(), definition)
}

#[test]
fn domains_are_what_they_stand_on() {
    let mut world = world("a public.small, b public.code[], c public.small?", &["c > 11"]);
    world.catalog.definitions.extend([
        definition("domain", "public.small", "public.positive", None),
        definition("domain constraint", "small_check on public.small", "CHECK ((VALUE <= 12))", Some("domain public.small")),
        definition("domain", "public.positive", "integer", None),
        definition("domain constraint", "positive_check on public.positive", "CHECK ((VALUE > 9))", Some("domain public.positive")),
        definition("domain", "public.code", "character varying(8)", None),
        definition(
            "domain constraint",
            "form on public.code",
            "CHECK (((VALUE)::text ~ '^[A-Z]{2}-[0-9]{3}$'::text))",
            Some("domain public.code"),
        ),
        definition("domain constraint", "none on public.code", "CHECK (((VALUE)::text !~~ '%-0%'::text))", Some("domain public.code")),
    ]);
    all_are(&world, "a", "1[0-2]");
    all_are(&world, "c", "12|NULL");
    all_are(&world, "b", r"\{[A-Z]{2}-[1-9][0-9]{2}(,[A-Z]{2}-[1-9][0-9]{2})*\}");
    let (plan, _) = world.seed();
    assert_eq!(plan.conditions.get(&QualifiedName::public("things")), Some(&ConditionCount { judged: 7, unjudged: 0 }));
}

#[test]
fn a_generated_column_is_judged_by_what_it_is_generated_from() {
    let generated = ColumnValue::Generated(Expression::new("a * b"));
    let mut world = world("a int, b int", &["t BETWEEN 500 AND 510", "a > 1 AND b > 1"]);
    let things = world.catalog.tables.get_mut(&QualifiedName::public("things")).expect("the table");
    let mut column = things.columns["a"].clone();
    (column.name, column.value) = ("t".to_string(), generated);
    things.columns.insert("t".to_string(), column);
    let (a, b) = (world.column("things", "a"), world.column("things", "b"));
    for (a, b) in a.iter().zip(&b) {
        let product = a.parse::<i64>().expect("a number") * b.parse::<i64>().expect("a number");
        assert!((500..=510).contains(&product), "{a} * {b}");
    }
}

#[test]
fn rows_find_their_partition() {
    let part = |name: &str, bound: &str, key: Option<&str>| {
        let mut part = table(name, "Part");
        part = part.column("at", "date", "date");
        let mut world = World::new().table(part);
        let mut table = world.catalog.tables.swap_remove(&QualifiedName::public(name)).expect("the table");
        table.options.partition_bound = (!bound.is_empty()).then(|| bound.to_string());
        table.options.partition_key = key.map(str::to_string);
        table.options.parents = if bound.is_empty() { Vec::new() } else { vec![QualifiedName::public("things")] };
        table
    };
    let mut world = world("at date", &[]);
    world.catalog.tables.get_mut(&QualifiedName::public("things")).expect("the table").options.partition_key =
        Some("RANGE (at)".to_string());
    for (name, bound) in
        [("things_1", "FOR VALUES FROM ('2019-01-01') TO ('2019-01-20')"), ("things_2", "FOR VALUES FROM ('2028-03-01') TO ('2028-03-02')")]
    {
        let table = part(name, bound, None);
        world.catalog.tables.insert(table.name.clone(), table);
    }
    all_are(&world, "at", r"2019-01-[01]\d|2028-03-01");
    assert!(world.column("things", "at").iter().any(|at| at.starts_with("2019")));
    assert!(world.column("things", "at").iter().any(|at| at.starts_with("2028")));
}

#[test]
fn nothing_of_it_depends_on_other_columns_or_rows() {
    let checks = ["a + b = 900", "a BETWEEN 400 AND 500"];
    let before = world("a int, b int", &checks);
    let after = world("a int, b int, c text", &checks);
    for column in ["a", "b"] {
        assert_eq!(before.column("things", column), after.column("things", column));
    }
    let mut more = before.clone();
    more.population.tables.get_mut(&QualifiedName::public("things")).expect("the table").sample.as_mut().expect("a sample").count =
        ROWS + 5;
    assert_eq!(more.column("things", "a")[..ROWS as usize], before.column("things", "a"));
}

#[test]
fn a_written_value_that_only_the_check_of_its_domain_refuses_is_an_error() {
    let mut world = world("a public.positive", &[]);
    world.catalog.definitions.extend([
        definition("domain", "public.positive", "integer", None),
        definition("domain constraint", "positive_check on public.positive", "CHECK ((VALUE > 9))", Some("domain public.positive")),
    ]);
    let population = world.population.tables.get_mut(&QualifiedName::public("things")).expect("the table");
    population.sample = None;
    population.initial.push(crate::design::InitialRows {
        fields: vec![field("label"), field("a")],
        rows: vec![(vec![text("x"), GivenValue::Number("3".to_string())], span(1))],
        span: span(1),
    });
    let (_, diagnostics) = world.seed();
    assert_eq!(diagnostics.iter().map(|diagnostic| diagnostic.code).collect::<Vec<_>>(), ["seed-row-refused"]);
}
