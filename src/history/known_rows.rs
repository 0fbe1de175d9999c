//! The rows that stand, as text: what the seed may use as parents and must not repeat.
//!
//! Comes in: a session in which the history (and a new migration) has run, the tables that matter. Goes out: [`KnownRows`], each value
//! as PostgreSQL prints it, NULL as `None`. Never happens: a change to the database, an order that depends on how a table is stored, on the
//! server's locale or on the session's time zone.

use crate::ordered::IndexMap;

use crate::catalog::{ColumnValue, QualifiedName, Table};
use crate::postgres::{Session, SqlFailure};
use crate::sql::quote_identifier;

/// Rows by table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownRows {
    pub tables: IndexMap<QualifiedName, KnownTable>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownTable {
    pub columns: Vec<String>,
    /// One text for each column.
    pub rows: Vec<Vec<Option<String>>>,
}

/// What PostgreSQL's printing depends on. For the one transaction that reads, so that the session stays as it was.
const PRINTED_ALIKE: &str = "SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; \
     SET LOCAL IntervalStyle = 'postgres'; SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1";

/// Reads at most so many rows of each table.
pub fn known_rows(session: &mut Session, tables: &[(&Table, usize)]) -> Result<KnownRows, SqlFailure> {
    session.execute("BEGIN")?;
    let read = known_rows_in_transaction(session, tables);
    session.execute("ROLLBACK")?;
    read
}

/// The same in a transaction that is open, and that keeps what printing depends on.
pub fn known_rows_in_transaction(session: &mut Session, tables: &[(&Table, usize)]) -> Result<KnownRows, SqlFailure> {
    session.execute(PRINTED_ALIKE)?;
    read_all(session, tables)
}

fn read_all(session: &mut Session, tables: &[(&Table, usize)]) -> Result<KnownRows, SqlFailure> {
    let mut known = KnownRows::default();
    for (table, limit) in tables {
        let columns: Vec<String> = table.columns.keys().cloned().collect();
        if columns.is_empty() {
            continue;
        }
        let rows = session.query(&query(table, *limit), &[])?;
        if rows.is_empty() {
            continue;
        }
        let rows = rows.iter().map(|row| (0..columns.len()).map(|index| row.get::<_, Option<String>>(index)).collect()).collect();
        known.tables.insert(table.name.clone(), KnownTable { columns, rows });
    }
    Ok(known)
}

fn query(table: &Table, limit: usize) -> String {
    let list: Vec<String> = table.columns.keys().map(|name| format!("known.{}::text", quote_identifier(name))).collect();
    let order: Vec<String> = order(table).into_iter().map(|name| format!("known.{}::text COLLATE \"C\"", quote_identifier(name))).collect();
    // Rows of tables that inherit from it are none of its own: no key and no foreign key sees them. Those of partitions are.
    let only = if table.options.partition_key.is_some() { "" } else { "ONLY " };
    format!("SELECT {} FROM {only}{} AS known ORDER BY {} LIMIT {limit}", list.join(", "), table.name.sql(), order.join(", "))
}

/// The first unique key that rows give themselves; else all columns that rows give themselves, the primary key last.
fn order(table: &Table) -> Vec<&String> {
    let given = |name: &String| table.columns.get(name).is_some_and(|column| column.value == ColumnValue::None);
    let sure = |name: &String| given(name) && table.columns.get(name).is_some_and(|column| column.not_null);
    let primary = table.primary_key.iter().map(|key| &key.columns);
    let uniques = table.uniques.values().map(|unique| &unique.columns);
    if let Some(columns) = primary.chain(uniques).find(|columns| columns.iter().all(sure)) {
        return columns.iter().collect();
    }
    let mut columns: Vec<&String> = table.columns.keys().filter(|name| given(name)).collect();
    columns.extend(table.primary_key.iter().flat_map(|key| &key.columns));
    if columns.is_empty() {
        columns.extend(table.columns.keys());
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{Column, DataType, PrimaryKey, UniqueConstraint};

    fn column(name: &str, value: ColumnValue) -> (String, Column) {
        let data_type = DataType::builtin("text");
        let column = Column { name: name.to_string(), data_type, not_null: true, value, collation: None, comment: None };
        (name.to_string(), column)
    }

    fn products() -> Table {
        let mut table = Table::new(QualifiedName::public("products"));
        let sequence = QualifiedName::public("products_id_seq");
        table.columns.extend([
            column("id", ColumnValue::Serial { sequence }),
            column("kind", ColumnValue::None),
            column("name", ColumnValue::None),
        ]);
        table.primary_key = Some(PrimaryKey::new("pk".to_string(), vec!["id".to_string()]));
        table
    }

    #[test]
    fn rows_come_in_the_order_of_their_own_key() {
        let mut table = products();
        let unique = UniqueConstraint {
            name: "uq".to_string(),
            columns: vec!["name".to_string()],
            include: Vec::new(),
            nulls_not_distinct: false,
            deferrable: Default::default(),
            comment: None,
        };
        table.uniques.insert("uq".to_string(), unique);
        assert!(query(&table, 7).ends_with("FROM ONLY public.products AS known ORDER BY known.name::text COLLATE \"C\" LIMIT 7"));
    }

    #[test]
    fn without_a_key_of_their_own_all_that_they_give_counts_and_a_made_number_last() {
        assert_eq!(order(&products()), ["kind", "name", "id"]);
    }
}
