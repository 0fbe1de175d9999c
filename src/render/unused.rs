//! A proof that no row has a value that is about to go, and the removal of such values from a lookup table.
//!
//! Comes in: values, and the columns that may hold them. Goes out: statements. Never happens: a value goes that a row still has.

use super::alteration::Way;
use super::file::Statement;
use super::meant::text_array;
use super::statement::literal;
use super::table_part::{name, qualified};
use super::template::{RenderError, Sql, Templates, readable, values};
use crate::catalog::QualifiedName;

/// Where a value might still be used that is about to go.
#[derive(Clone)]
pub(super) struct Use {
    table: Sql,
    column: Sql,
    array: bool,
    removed: Sql,
    message: Sql,
}
readable!(Use { table, column, array, removed, message });

impl Use {
    pub fn of<'a>(table: &QualifiedName, column: &str, array: bool, removed: impl Iterator<Item = &'a String>, message: &str) -> Use {
        Use { table: qualified(table), column: name(column), array, removed: text_array(removed), message: literal(message) }
    }
}

/// What a rollback says of rows that use what its migration added.
pub(super) fn added_by_this_migration(table: &QualifiedName, values_of: &QualifiedName) -> String {
    format!("Rows of {table} use a value of {values_of} that this migration added; change them first")
}

/// None where nothing can use them.
pub(super) fn prove_unused(templates: &Templates, uses: &[Use]) -> Result<Option<Statement>, RenderError> {
    if uses.is_empty() {
        return Ok(None);
    }
    let block = templates.render_tagged("statement/prove_unused.sql", |tag| values! { tag, uses => uses.to_vec() })?;
    Ok(Some(Statement::bare(block)))
}

/// The statements that take rows of a lookup table away. A foreign key would refuse most of this by itself, one that cascades would not.
pub(super) fn remove_lookup_values(
    templates: &Templates,
    table: &QualifiedName,
    column: &str,
    removed: &[String],
    used_by: &[(QualifiedName, String)],
    way: Way,
) -> Result<Vec<Statement>, RenderError> {
    let message = |user: &QualifiedName, held: &str| match way {
        Way::Forward => {
            format!("Rows of {user} have a value in {held} that is removed from {table} ({}); change them first", removed.join(", "))
        }
        Way::Back => added_by_this_migration(user, table),
    };
    let use_of = |(user, column): &(QualifiedName, String)| Use::of(user, column, false, removed.iter(), &message(user, column));
    let uses: Vec<Use> = used_by.iter().map(use_of).collect();
    let mut statements: Vec<Statement> = prove_unused(templates, &uses)?.into_iter().collect();
    let values = values! { table => qualified(table), column => name(column), values => text_array(removed.iter()) };
    statements.push(Statement::bare(templates.render("statement/remove_lookup_values.sql", values)?));
    Ok(statements)
}
