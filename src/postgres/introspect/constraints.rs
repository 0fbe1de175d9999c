//! A row of constraints.sql, put into its table.

use ::postgres::Row;

use super::TableInProgress;
use crate::catalog::{
    CheckConstraint, Deferrable, ExclusionConstraint, Expression, ForeignKey, PrimaryKey, QualifiedName, ReferentialAction,
    UniqueConstraint,
};

pub(super) fn add(in_progress: &mut TableInProgress, row: &Row) {
    let name: String = row.get(1);
    let columns = in_progress.names_of(&row.get::<_, Vec<i16>>(3));
    let comment: Option<String> = row.get(20);
    let deferrable = deferrable(row.get(12), row.get(13));
    let (validated, no_inherit) = (row.get(14), row.get(15));
    let expression = row.get::<_, Option<String>>(16);
    let definition = row.get::<_, Option<String>>(17);
    let include = in_progress.names_of(&row.get::<_, Vec<i16>>(18));
    let delete_columns = in_progress.names_of(&row.get::<_, Vec<i16>>(11));
    let table = &mut in_progress.table;
    if row.get(21) {
        table.options.inherited.constraints.insert(name.clone());
    }
    match (row.get::<_, &str>(2), expression, definition) {
        ("p", ..) => table.primary_key = Some(PrimaryKey { name, columns, include, deferrable, comment }),
        ("u", ..) => {
            let nulls_not_distinct = row.get(19);
            table.uniques.insert(name.clone(), UniqueConstraint { name, columns, include, nulls_not_distinct, deferrable, comment });
        }
        ("c", Some(expression), _) => {
            let expression = Expression::new(expression);
            table.checks.insert(name.clone(), CheckConstraint { name, expression, validated, no_inherit, comment });
        }
        ("x", _, Some(definition)) => {
            table.exclusions.insert(name.clone(), ExclusionConstraint { name, definition, comment });
        }
        ("f", ..) => {
            let references = QualifiedName::new(
                row.get::<_, Option<String>>(5).unwrap_or_default(),
                row.get::<_, Option<String>>(6).unwrap_or_default(),
            );
            let foreign_key = ForeignKey {
                name: name.clone(),
                columns,
                references,
                referenced_columns: row.get(7),
                on_delete: action(row.get(8)),
                on_delete_columns: delete_columns,
                on_update: action(row.get(9)),
                match_full: row.get::<_, &str>(10) == "f",
                deferrable,
                validated,
                comment,
            };
            table.foreign_keys.insert(name, foreign_key);
        }
        _ => {}
    }
}

fn deferrable(deferrable: bool, deferred: bool) -> Deferrable {
    match (deferrable, deferred) {
        (false, _) => Deferrable::No,
        (true, false) => Deferrable::InitiallyImmediate,
        (true, true) => Deferrable::InitiallyDeferred,
    }
}

/// Source: PostgreSQL, "53.13. pg_constraint", confdeltype.
fn action(code: &str) -> ReferentialAction {
    match code {
        "r" => ReferentialAction::Restrict,
        "c" => ReferentialAction::Cascade,
        "n" => ReferentialAction::SetNull,
        "d" => ReferentialAction::SetDefault,
        _ => ReferentialAction::NoAction,
    }
}
