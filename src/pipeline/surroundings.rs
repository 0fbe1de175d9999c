//! What the requirements leave to others, held against what stands: tables that are ignored, tables that are only referred to.
//!
//! Comes in: what stands, the design. Goes out: the design with the reasons why such objects are left alone; notes for the report.
//! Never happens: a table of others in the plan; a reference to a table that has another key than the requirements say.

use super::analysis::Analysis;
use super::failure::Failure;
use crate::catalog::{Catalog, ObjectPath};
use crate::design::ExternalTable;
use crate::diagnostic::Diagnostic;
use crate::history::{StandIn, sql_mark};
use crate::plan::{Change, Constraint, Plan};
use crate::source::Origin;

/// Marks what stands and is left to others, so that nothing is said about it. An external table that stands must have the key that is named.
pub(super) fn take_in(current: &Catalog, stand_ins: &[StandIn], analysis: &mut Analysis) -> Result<Vec<String>, Failure> {
    for ignored in &analysis.domain.ignored {
        let origin = Origin::Written(ignored.span);
        for name in current.tables.keys().filter(|name| ignored.covers(&name.schema, &name.name)) {
            analysis.design.origins.entry(ObjectPath::Table(name.clone())).or_insert_with(|| origin.clone());
        }
        for name in current.schemas.keys().filter(|name| ignored.covers_schema(name)) {
            analysis.design.origins.entry(ObjectPath::Schema(name.clone())).or_insert_with(|| origin.clone());
        }
    }
    let wrong: Vec<Diagnostic> = analysis.design.external.iter().filter_map(|table| differing(table, current)).collect();
    if !wrong.is_empty() {
        let mut diagnostics = std::mem::take(&mut analysis.diagnostics);
        diagnostics.extend(wrong);
        return Err(Failure::input(diagnostics, std::mem::take(&mut analysis.sources)));
    }
    let note = |table: &StandIn| {
        format!(
            "No file makes {}, which is external: the proof ran with a stand-in that has its key alone; it must stand where the migration runs",
            table.name
        )
    };
    Ok(stand_ins.iter().map(note).collect())
}

fn differing(table: &ExternalTable, current: &Catalog) -> Option<Diagnostic> {
    let standing = current.tables.get(&table.name)?;
    let wrong = |message: String, label: &str| {
        Diagnostic::error("external-differs", message)
            .at(table.span, label)
            .help("name the columns of a primary key or unique constraint of it, as they stand")
    };
    for (name, data_type) in &table.columns {
        match standing.columns.get(name) {
            None => return Some(wrong(format!("the external table {} has no column `{name}`", table.name), "not as it stands")),
            Some(column) if column.data_type != *data_type => {
                let message = format!("the column `{name}` of the external table {} is of the type {}", table.name, column.data_type);
                return Some(wrong(message, &format!("{data_type} here")));
            }
            Some(_) => {}
        }
    }
    let named: Vec<&String> = table.columns.iter().map(|(name, _)| name).collect();
    let same = |columns: &[String]| columns.len() == named.len() && columns.iter().all(|column| named.contains(&column));
    let keyed = standing.primary_key.iter().any(|key| same(&key.columns)) || standing.uniques.values().any(|unique| same(&unique.columns));
    (!keyed).then(|| {
        wrong(format!("the columns that are named of the external table {} are no key of it", table.name), "cannot be referred to")
    })
}

/// The lines by which a migration says which tables of others it refers to, and which blocks it runs.
pub(super) fn marks(plan: &Plan, external: &[ExternalTable]) -> Vec<String> {
    let refers = |table: &ExternalTable| {
        plan.steps.iter().any(|step| match &step.change {
            Change::CreateTable(created) => created.foreign_keys.values().any(|key| key.references == table.name),
            Change::AddConstraint { constraint: Constraint::ForeignKey(key), .. } => key.references == table.name,
            _ => false,
        })
    };
    let tables = external.iter().filter(|table| refers(table)).map(|table| StandIn::from(table).mark());
    tables.chain(plan.scripts.iter().map(|script| sql_mark(&script.name, &script.hash))).collect()
}
