//! Enum types: which values to add and where, and whether a new value is used before it may be.

use super::{Change, Constraint, EnumUse, Step};
use crate::catalog::{
    Catalog, CheckConstraint, Column, ColumnValue, DataType, EnumType, Expression, Index, IndexKeyValue, Inherited, ObjectPath,
    QualifiedName, Table,
};
use crate::sql::quote_literal;

/// What separates a standing enum from the one asked for.
#[derive(Debug, PartialEq)]
pub(super) enum EnumDifference {
    /// (value, the standing value that it comes before), in the order to add them; and the values that stand unasked.
    Additions { added: Vec<(String, Option<String>)>, left: Vec<String> },
    /// The values that both have come in another order.
    Reordered,
}

pub(super) fn enum_difference(standing: &[String], asked: &[String]) -> EnumDifference {
    let common: Vec<&String> = standing.iter().filter(|value| asked.contains(value)).collect();
    if asked.iter().filter(|value| standing.contains(value)).ne(common.iter().copied()) {
        return EnumDifference::Reordered;
    }
    let added = asked
        .iter()
        .enumerate()
        .filter(|(_, value)| !standing.contains(value))
        .map(|(place, value)| (value.clone(), asked[place + 1..].iter().find(|next| standing.contains(next)).cloned()))
        .collect();
    EnumDifference::Additions { added, left: standing.iter().filter(|value| !asked.contains(value)).cloned().collect() }
}

fn has_type(column: &Column, name: &QualifiedName) -> bool {
    let DataType { schema, name: type_name, .. } = &column.data_type;
    schema.as_deref() == Some(name.schema.as_str()) && *type_name == name.name
}

/// What must give way while the type of a column is swapped. An error names what cannot.
pub(super) fn uses_of(catalog: &Catalog, changed: &EnumType) -> Result<Vec<EnumUse>, String> {
    let mut uses = Vec::new();
    for table in catalog.tables.values() {
        // What a table has from its parents follows theirs.
        let Inherited { columns: of_parents, constraints, indexes, .. } = &table.options.inherited;
        let own = table.columns.values().filter(|column| !of_parents.contains(&column.name));
        for column in own.filter(|column| has_type(column, &changed.name)) {
            if let Some(generated) = table.columns.values().find(|other| generated_from(other, &column.name)) {
                return Err(format!(
                    "{}.{} is computed from {}, whose type would have to be swapped",
                    table.name, generated.name, column.name
                ));
            }
            // A part that concerns two such columns goes and comes back once.
            let known = |name: &str| uses.iter().any(|other: &EnumUse| other.table == table.name && other.has_part(name));
            let checks = table
                .checks
                .values()
                .filter(|check| !constraints.contains(&check.name) && mentions(&check.expression, &column.name) && !known(&check.name))
                .cloned()
                .collect();
            let concerns = |index: &&Index| {
                !indexes.contains(&index.name) && index_expressions(index).any(|text| mentions(text, &column.name)) && !known(&index.name)
            };
            let indexes = table.indexes.values().filter(concerns).cloned().collect();
            uses.push(EnumUse { table: table.name.clone(), column: column.clone(), checks, indexes });
        }
    }
    Ok(uses)
}

impl EnumUse {
    fn has_part(&self, name: &str) -> bool {
        self.checks.iter().any(|check| check.name == name) || self.indexes.iter().any(|index| index.name == name)
    }
}

fn generated_from(column: &Column, name: &str) -> bool {
    matches!(&column.value, ColumnValue::Generated(expression) if mentions(expression, name))
}

/// A word too many is harmless: the object is dropped and made again as it was. A quote inside a name stands doubled in SQL.
fn mentions(expression: &Expression, name: &str) -> bool {
    let plain = |text: &str| text.replace("\"\"", "\"").to_lowercase();
    plain(&expression.written).contains(&plain(name))
}

fn index_expressions(index: &Index) -> impl Iterator<Item = &Expression> {
    let keys = index.keys.iter().filter_map(|key| match &key.value {
        IndexKeyValue::Expression(expression) => Some(expression),
        IndexKeyValue::Column(_) => None,
    });
    keys.chain(index.predicate.as_ref())
}

/// A value that one step adds and another uses. PostgreSQL refuses that in one transaction ("unsafe use of new value").
pub(super) struct EarlyUse {
    pub enum_name: QualifiedName,
    pub value: String,
    pub object: ObjectPath,
}

pub(super) fn early_uses<'a>(steps: impl Iterator<Item = &'a Step> + Clone, expected: &Catalog) -> Vec<EarlyUse> {
    let added: Vec<(&QualifiedName, &String)> = steps
        .clone()
        .filter_map(|step| match &step.change {
            Change::AddEnumValue { name, value, .. } => Some((name, value)),
            _ => None,
        })
        .collect();
    let mut found = Vec::new();
    if added.is_empty() {
        return found;
    }
    for step in steps {
        let Some((table, expressions)) = expressions_of(&step.change) else { continue };
        let Some(table) = expected.tables.get(table) else { continue };
        for (name, value) in &added {
            let literal = quote_literal(value).to_string();
            for (object, expression) in &expressions {
                let concerns_enum = table.columns.values().any(|column| has_type(column, name)) || mentions(expression, &name.name);
                if concerns_enum && expression.written.contains(&literal) {
                    found.push(EarlyUse { enum_name: (*name).clone(), value: (*value).clone(), object: object.clone() });
                }
            }
        }
    }
    found
}

type NamedExpressions<'a> = Vec<(ObjectPath, &'a Expression)>;

/// Every expression that a step brings into the catalog.
fn expressions_of(change: &Change) -> Option<(&QualifiedName, NamedExpressions<'_>)> {
    let of_column = |table: &QualifiedName, column: &Column| ObjectPath::Column(table.clone(), column.name.clone());
    match change {
        Change::CreateTable(table) => Some((&table.name, expressions_of_table(table))),
        Change::AddColumn { table, column } | Change::SetColumnValue { table, to: column, .. } => match &column.value {
            ColumnValue::Default(expression) | ColumnValue::Generated(expression) => {
                Some((table, vec![(of_column(table, column), expression)]))
            }
            _ => None,
        },
        Change::FillNulls { table, column, value } => Some((table, vec![(of_column(table, column), value)])),
        Change::AddConstraint { table, constraint: Constraint::Check(check) } => Some((table, vec![of_check(table, check)])),
        Change::CreateIndex { table, index } => {
            let path = ObjectPath::Index(table.clone(), index.name.clone());
            Some((table, index_expressions(index).map(|expression| (path.clone(), expression)).collect()))
        }
        Change::CreateTrigger { table, trigger } => {
            let path = ObjectPath::Trigger(table.clone(), trigger.name.clone());
            Some((table, trigger.condition.iter().map(|condition| (path.clone(), condition)).collect()))
        }
        _ => None,
    }
}

fn of_check<'a>(table: &QualifiedName, check: &'a CheckConstraint) -> (ObjectPath, &'a Expression) {
    (ObjectPath::Constraint(table.clone(), check.name.clone()), &check.expression)
}

fn expressions_of_table(table: &Table) -> NamedExpressions<'_> {
    let columns = table.columns.values().filter_map(|column| match &column.value {
        ColumnValue::Default(expression) | ColumnValue::Generated(expression) => {
            Some((ObjectPath::Column(table.name.clone(), column.name.clone()), expression))
        }
        _ => None,
    });
    columns.chain(table.checks.values().map(|check| of_check(&table.name, check))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn difference(standing: &[&str], asked: &[&str]) -> EnumDifference {
        let own = |values: &[&str]| values.iter().map(|value| value.to_string()).collect::<Vec<_>>();
        enum_difference(&own(standing), &own(asked))
    }

    fn additions(added: &[(&str, Option<&str>)], left: &[&str]) -> EnumDifference {
        EnumDifference::Additions {
            added: added.iter().map(|(value, before)| (value.to_string(), before.map(str::to_string))).collect(),
            left: left.iter().map(|value| value.to_string()).collect(),
        }
    }

    #[test]
    fn values_are_added_at_their_place() {
        assert_eq!(
            difference(&["a", "c"], &["a", "b1", "b2", "c", "d"]),
            additions(&[("b1", Some("c")), ("b2", Some("c")), ("d", None)], &[])
        );
        assert_eq!(difference(&["a", "x", "c"], &["a", "b", "c"]), additions(&[("b", Some("c"))], &["x"]));
        assert_eq!(difference(&["a"], &["a"]), additions(&[], &[]));
    }

    #[test]
    fn a_name_with_a_quote_is_found_where_it_stands_doubled() {
        assert!(mentions(&Expression::new("\"Col \"\"height\"\"\" <> 'draft'"), "Col \"height\""));
        assert!(!mentions(&Expression::new("width <> 'draft'"), "Col \"height\""));
    }

    #[test]
    fn another_order_is_no_addition() {
        assert_eq!(difference(&["a", "b"], &["b", "a", "c"]), EnumDifference::Reordered);
    }
}
