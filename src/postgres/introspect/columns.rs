//! A row of columns.sql as a column, its type taken apart.

use ::postgres::Row;

use crate::catalog::{Column, ColumnValue, DataType, Expression, IdentityKind, QualifiedName};

pub(super) fn column(row: &Row) -> Column {
    let data_type = data_type(row.get(3), row.get(4), row.get(5), row.get(6), row.get(7));
    Column { name: row.get(2), data_type, not_null: row.get(8), value: value(row), collation: row.get(12), comment: row.get(13) }
}

fn value(row: &Row) -> ColumnValue {
    let (identity, generated): (&str, &str) = (row.get(9), row.get(10));
    let expression: Option<String> = row.get(11);
    let owned = row.get::<_, Option<String>>(14).zip(row.get::<_, Option<String>>(15));
    match (identity, generated, expression, owned) {
        ("a", ..) => ColumnValue::Identity(IdentityKind::Always),
        ("d", ..) => ColumnValue::Identity(IdentityKind::ByDefault),
        (_, "", Some(default), Some((schema, name))) if default.starts_with("nextval(") => {
            ColumnValue::Serial { sequence: QualifiedName::new(schema, name) }
        }
        (_, "", Some(default), _) => ColumnValue::Default(Expression::new(default)),
        (_, _, Some(expression), _) => ColumnValue::Generated(Expression::new(expression)),
        (_, _, None, _) => ColumnValue::None,
    }
}

/// `formatted` is `format_type()`'s text; `schema` and `name` are those of the type or, for an array, of its elements.
fn data_type(schema: Option<String>, name: String, formatted: &str, array: bool, has_modifiers: bool) -> DataType {
    let element = if array { formatted.strip_suffix("[]").unwrap_or(formatted) } else { formatted };
    let (base, modifiers) = if has_modifiers { take_modifiers(element) } else { (element.to_string(), Vec::new()) };
    // Only a built-in type's long name is known to format_type() alone; a user's type is named by the catalog.
    let name = if schema.is_some() { name } else { base };
    DataType { schema, name, modifiers, array }
}

/// `timestamp(3) with time zone` → `timestamp with time zone`, `3`; `interval day to second(3)` → `interval`, `day to second`, `3`.
fn take_modifiers(text: &str) -> (String, Vec<String>) {
    let (mut base, mut modifiers) = (text.to_string(), Vec::new());
    if let (Some(open), Some(close)) = (text.rfind('('), text.rfind(')'))
        && open < close
    {
        modifiers = text[open + 1..close].split(',').map(|modifier| modifier.trim().to_string()).collect();
        base = format!("{}{}", &text[..open], &text[close + 1..]);
    }
    if let Some(fields) = base.strip_prefix("interval ") {
        modifiers.insert(0, fields.to_string());
        base = "interval".to_string();
    }
    (base, modifiers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_taken_apart_as_the_catalog_names_it() {
        for (schema, name, formatted, array, has_modifiers, expected) in [
            (None, "int8", "bigint", false, false, DataType::bigint()),
            (None, "varchar", "character varying(40)", false, true, DataType::builtin("varchar").with(["40"])),
            (None, "numeric", "numeric(12,2)[]", true, true, DataType::builtin("numeric").with(["12", "2"]).array_of()),
            (None, "timestamptz", "timestamp(3) with time zone", false, true, DataType::builtin("timestamptz").with(["3"])),
            (None, "interval", "interval day to second(3)", false, true, DataType::builtin("interval").with(["day to second", "3"])),
            (None, "interval", "interval year", false, true, DataType::builtin("interval").with(["year"])),
            (Some("public"), "A (b)", "public.\"A (b)\"", false, false, DataType::user(&QualifiedName::public("A (b)"))),
            (Some("public"), "vector", "public.vector(768)", false, true, DataType::user(&QualifiedName::public("vector")).with(["768"])),
        ] {
            assert_eq!(data_type(schema.map(str::to_string), name.to_string(), formatted, array, has_modifiers), expected);
        }
    }
}
