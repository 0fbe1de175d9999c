//! Views that are dropped and made anew around another change: only while that change has not been made.
//!
//! Comes in: the changes of a migration. Goes out: the conditions of which one holds as long as the migration has not run. Never happens: a second run
//! that drops a view, with what others have built on it since.

use std::collections::{BTreeMap, BTreeSet};

use super::alteration::indented;
use super::file::Statement;
use super::meant::text_array;
use super::rename::marked;
use super::statement::literal;
use super::table_part::trusted;
use super::template::{RenderError, Sql, Templates, values};
use crate::catalog::Definition;
use crate::plan::{Change, Mark};

/// What is made anew, and how to tell that it has not been yet.
#[derive(Default)]
pub(super) struct MadeAnew {
    keys: BTreeSet<String>,
    reasons: Vec<Sql>,
}

impl MadeAnew {
    pub fn of(templates: &Templates, changes: &[&Change]) -> Result<MadeAnew, RenderError> {
        let gone: BTreeMap<String, &Definition> = changes
            .iter()
            .filter_map(|change| match change {
                Change::Undefine { definition, .. } => Some((definition.key(), definition)),
                _ => None,
            })
            .collect();
        let made = changes.iter().filter_map(|change| match change {
            Change::Define { definition, .. } => Some((gone.get(&definition.key())?, definition)),
            _ => None,
        });
        let made: Vec<(&&Definition, &Definition)> = made.collect();
        if made.is_empty() {
            return Ok(MadeAnew::default());
        }
        let mut reasons: Vec<String> = Vec::new();
        for change in changes {
            reasons.extend(undone(templates, change)?);
        }
        for (from, to) in &made {
            reasons.extend(other_columns(templates, from, to)?);
        }
        let keys = made.iter().map(|(_, definition)| definition.key()).collect();
        Ok(MadeAnew { keys, reasons: reasons.into_iter().map(|reason| trusted(reason.trim_end())).collect() })
    }

    /// Whether a definition is dropped only as long as it has not been made anew.
    pub fn covers(&self, definition: &Definition) -> bool {
        self.is_active() && self.keys.contains(&definition.key())
    }

    /// Whether changes of what stands need a guard as well: a view that stands again bars them when the file runs again.
    pub fn is_active(&self) -> bool {
        !self.reasons.is_empty()
    }

    /// Looks, before all else, whether the migration has run already, and keeps that for its transaction.
    pub fn look(&self, templates: &Templates) -> Result<Option<Statement>, RenderError> {
        if !self.is_active() {
            return Ok(None);
        }
        templates.render("statement/undone.sql", values! { reasons => self.reasons.clone() }).map(|text| Some(Statement::bare(text)))
    }

    /// `statement`, as long as the migration has not run.
    pub fn guarded(&self, templates: &Templates, statement: &str) -> Result<Statement, RenderError> {
        let inner = indented(statement);
        let text = templates.render_tagged("statement/made_anew.sql", |tag| values! { tag, statement => trusted(inner.clone()) })?;
        Ok(Statement { text, checked: vec![statement.to_string()] })
    }
}

/// Holds until the change has been made; `None` for changes that leave nothing to tell it by.
fn undone(templates: &Templates, change: &Change) -> Result<Option<String>, RenderError> {
    let not = |condition: String| format!("NOT {condition}");
    let mark = |table, column: &str, data_type| Mark { table, column: column.to_string(), data_type };
    Ok(match change {
        Change::AlterColumnType { table, from, to, .. } if from.data_type != to.data_type => {
            Some(not(marked(templates, &mark(table.clone(), &to.name, Some(to.data_type.clone())))?))
        }
        Change::AddColumn { table, column } => Some(not(marked(templates, &mark(table.clone(), &column.name, None))?)),
        Change::DropColumn { table, column } => Some(marked(templates, &mark(table.clone(), &column.name, None))?),
        Change::SwapEnum { from, to, .. } if from.values != to.values => {
            let values = values! { type_name => literal(to.name.sql().as_str()), values => text_array(to.values.iter()) };
            Some(templates.render("statement/other_values.sql", values)?)
        }
        _ => None,
    })
}

/// Whether the view has other columns than it gets. Types of people's own are printed by the search path, and tell nothing.
fn other_columns(templates: &Templates, from: &Definition, to: &Definition) -> Result<Option<String>, RenderError> {
    let columns = |definition: &Definition| -> Option<Vec<String>> {
        let column = |line: &String| Some(line.rsplit_once(' ')?.0.to_string()).filter(|column| !column.contains(['.', '"']));
        definition.shape.iter().map(column).collect()
    };
    let (Some(before), Some(after)) = (columns(from), columns(to)) else { return Ok(None) };
    if before == after {
        return Ok(None);
    }
    let values = values! { name => literal(&to.name), columns => text_array(after.iter()) };
    templates.render("statement/other_columns.sql", values).map(Some)
}
