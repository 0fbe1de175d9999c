use crate::ordered::IndexMap;

use super::{Limits, Reader, RowView, Scope, Verdict, limits};
use crate::catalog::{Column, ColumnValue, DataType, QualifiedName};
use crate::seed::SeedValue;

struct Row {
    columns: IndexMap<String, Column>,
    values: Vec<Option<SeedValue>>,
}

impl RowView for Row {
    fn value(&self, column: usize) -> Option<&SeedValue> {
        self.values.get(column)?.as_ref()
    }

    fn column(&self, column: usize) -> Option<&Column> {
        self.columns.get_index(column).map(|(_, column)| column)
    }
}

fn text(value: &str) -> Option<SeedValue> {
    Some(SeedValue::Text(value.to_string()))
}

fn number(value: &str) -> Option<SeedValue> {
    Some(SeedValue::Number(value.to_string()))
}

/// status = 'draft', price = 12.50, stock = 0, email = 'Mia@example.org', at = 1 March 2025, note = NULL, id unknown,
/// length = 90 minutes, net = 192.0.2.0/24, shape = a triangle
fn row() -> Row {
    let types = [
        ("status", DataType::user(&QualifiedName::public("post_status")), text("draft")),
        ("price", DataType::builtin("numeric"), number("12.50")),
        ("stock", DataType::builtin("int"), number("0")),
        ("email", DataType::builtin("varchar"), text("Mia@example.org")),
        ("at", DataType::builtin("timestamptz"), text("2025-03-01 10:30:00+00")),
        ("note", DataType::builtin("text"), Some(SeedValue::Null)),
        ("id", DataType::bigint(), None),
        ("length", DataType::builtin("interval"), text("01:30:00")),
        ("net", DataType::builtin("cidr"), text("192.0.2.0/24")),
        ("shape", DataType::builtin("polygon"), text("((0,0),(1,1),(1,0))")),
    ];
    let mut row = Row { columns: IndexMap::default(), values: Vec::new() };
    for (name, data_type, value) in types {
        let column =
            Column { name: name.to_string(), data_type, not_null: false, value: ColumnValue::None, collation: None, comment: None };
        row.columns.insert(name.to_string(), column);
        row.values.push(value);
    }
    row
}

fn verdict(condition: &str) -> Verdict {
    let row = row();
    Reader::default().condition(condition, &Scope { columns: &row.columns, value: None }).verdict(&row)
}

#[test]
fn conditions_that_hold() {
    for condition in [
        "status <> 'published' OR note IS NOT NULL",
        "price > 0 AND price <= 12.5",
        "price BETWEEN 10 AND 20",
        "status IN ('draft', 'archived')",
        "status = ANY (ARRAY['draft'::public.post_status, 'archived'])",
        "status::text = 'draft'",
        "lower(email) = 'mia@example.org'",
        "email ~ '^[A-Za-z@.]+$'",
        "email ~* '^MIA@'",
        "email LIKE 'M%@example.___'",
        "email NOT LIKE '%!%'",
        "char_length(email) = 15",
        "stock * 2 + 1 = 1 AND 7 % 4 = 3 AND 7 / 2 = 3",
        "at >= '2025-01-01' AND at < '2025-03-01T10:30:01Z'",
        "note > 'a'",
        "note IS NOT DISTINCT FROM NULL",
        "num_nonnulls(note, price) = 1",
        "coalesce(note, 'x') = 'x'",
        "CASE WHEN stock = 0 THEN note IS NULL ELSE false END",
        "(stock > -1)",
        "length > interval '1 hour' AND length <= '90 minutes'::interval AND length <> '1 day'",
        "family(net) = 4 AND masklen(net) BETWEEN 16 AND 24",
        "shape IS NOT NULL AND num_nonnulls(shape, net) = 2",
        "at <= now() AND at < CURRENT_TIMESTAMP",
        "at > '2025-03-01 10:30+02'",
        "at - interval '30 minutes' = '2025-03-01 10:00:00'",
        "price / 5 = 2.5 AND price::int = 13",
        "EXTRACT(year FROM at) = 2025",
        "(note IS NULL)::int + (price IS NULL)::int = 1",
        "price <> ALL (ARRAY[1, 2])",
        "strpos(email, '@') > 1 AND left(email, 1) = 'M' AND email SIMILAR TO 'M(i|o)a@%'",
    ] {
        assert_eq!(verdict(condition), Verdict::Fulfilled, "{condition}");
    }
}

#[test]
fn conditions_that_do_not_hold() {
    for condition in [
        "status = 'published'",
        "status <> 'draft' OR note IS NOT NULL",
        "stock > 0",
        "NOT price BETWEEN 10 AND 20",
        "email = lower(email)",
        "email !~ '@'",
        "at > '2025-03-01 10:30'",
        "id > 5 AND stock > 0",
        "stock NOT IN (0, 1)",
        "length >= '1 mon'",
        "family(net) = 6",
        "shape IS NULL",
        "at < '2025-03-01 10:30+02'",
        "at > now()",
    ] {
        assert_eq!(verdict(condition), Verdict::Violated, "{condition}");
    }
}

#[test]
fn what_depends_on_the_server_is_not_judged() {
    for condition in [
        "id > 5",
        "at + interval '2 years' <= CURRENT_TIMESTAMP",
        "at + interval '1 day' = '2025-03-02 10:30:00+00'",
        "email > 'a'",
        "digest(email) = 'x'",
        "this is no expression (",
        "id > 5 OR stock > 0",
        "length > '1.5 hours'",
        "length > INTERVAL '1' HOUR",
        "net && '192.0.0.0/16'",
        "net = '192.0.2.0/24'",
        "area(box(shape)) > 0",
    ] {
        assert_eq!(verdict(condition), Verdict::Unjudged, "{condition}");
    }
}

#[test]
fn the_columns_of_a_condition_are_known() {
    let row = row();
    let condition = Reader::default().condition("public.t.price > stock OR price IS NULL", &Scope { columns: &row.columns, value: None });
    assert_eq!(condition.columns, [1, 2]);
}

#[test]
fn bounds_of_single_columns_are_read_off() {
    let row = row();
    let mut found = vec![Limits::default(); row.columns.len()];
    let text = "price > 5 AND 100 >= price AND stock BETWEEN 1 AND 3 AND char_length(email) < 40 AND (status IN ('draft'))";
    limits(&Reader::default().condition(text, &Scope { columns: &row.columns, value: None }), &mut found);
    assert_eq!(found[1].minimum.map(|bound| bound.to_string()).as_deref(), Some("5.001"));
    assert_eq!(found[1].maximum.map(|bound| bound.to_string()).as_deref(), Some("100"));
    assert_eq!(found[2].maximum.map(|bound| bound.to_string()).as_deref(), Some("3"));
    assert_eq!(found[3].maximum_length, Some(39));
    assert_eq!(found[0].one_of, Some(vec![SeedValue::Text("draft".to_string())]));
}
