//! What the requirements rename and remove, as the planner takes it.
//!
//! Comes in: the domain's former names, a database in which the history has run. Goes out: [`Wishes`], with the catalog as PostgreSQL
//! words it once the renames are carried out. Never happens: a rename that stays in that database.

use super::failure::Failure;
use super::stage::{Stage, unreadable};
use crate::catalog::{Catalog, ObjectPath, QualifiedName};
use crate::domain::{Former, Removed, Renamed};
use crate::plan::{self, Plan, Removal, Renaming, Wishes, enum_value};
use crate::postgres::{introspect_in_transaction, read_lookups};
use crate::render::render_difference;
use crate::syntax::ast::RemovedKind;

/// The wishes, without a look at what stands.
pub fn wishes(former: &Former) -> Wishes {
    let removals = former.removed.iter().map(|(removed, span)| Removal { candidates: candidates(removed), span: *span }).collect();
    let renames = former.renamed.iter().map(|(renamed, span)| (renaming(renamed), *span)).collect();
    Wishes { removals, renames, ..Wishes::default() }
}

fn renaming(renamed: &Renamed) -> Renaming {
    let public = |name: &String| QualifiedName::public(name.clone());
    match renamed {
        Renamed::Table { from, to } => Renaming::Table { from: public(from), to: public(to) },
        Renamed::Column { table, from, to } => Renaming::Column { table: public(table), from: from.clone(), to: to.clone() },
        Renamed::Enum { from, to } => Renaming::Enum { from: public(from), to: public(to) },
        Renamed::EnumValue { of, from, to } => Renaming::EnumValue { of: public(of), from: from.clone(), to: to.clone() },
    }
}

fn candidates(removed: &Removed) -> Vec<ObjectPath> {
    let public = |name: &String| QualifiedName::public(name.clone());
    match removed {
        Removed::Table(name) => vec![ObjectPath::Table(public(name))],
        Removed::Enum(name) => vec![ObjectPath::Enum(public(name))],
        Removed::EnumValue { of, value } => vec![enum_value(&public(of), value)],
        Removed::Member { table, columns, join_table } => {
            let columns = columns.iter().map(|column| ObjectPath::Column(public(table), column.clone()));
            columns.chain(join_table.iter().map(|name| ObjectPath::Table(public(name)))).collect()
        }
        Removed::Part { table, kind, name } => {
            let constraint = ObjectPath::Constraint(public(table), name.clone());
            let index = ObjectPath::Index(public(table), name.clone());
            match kind {
                RemovedKind::Check | RemovedKind::Constraint => vec![constraint],
                RemovedKind::Unique => vec![constraint, index],
                RemovedKind::Index => vec![index],
                RemovedKind::Trigger => vec![ObjectPath::Trigger(public(table), name.clone())],
            }
        }
    }
}

/// Carries the renames out in a transaction that is taken back, and reads what stands in it.
pub fn with_renamed_catalog(wishes: Wishes, target: &Catalog, stage: Option<&mut Stage>) -> Result<Wishes, Failure> {
    let Some(stage) = stage.filter(|_| !wishes.renames.is_empty()) else { return Ok(wishes) };
    // What is wrong with them is said by the plan.
    let Ok(steps) = plan::renames(&stage.current, target, &wishes) else { return Ok(wishes) };
    if steps.is_empty() {
        return Ok(wishes);
    }
    let text = match render_difference(&Plan { steps, ..Plan::default() }) {
        Ok(text) => text,
        Err(error) => return Err(Failure::environment(&format!("cannot write the renames: {error}"), None)),
    };
    let uncommitted = text.trim_end().trim_end_matches("COMMIT;");
    stage.session.execute(uncommitted).map_err(unreadable)?;
    let mut renamed = introspect_in_transaction(&mut stage.session).map_err(unreadable)?;
    read_lookups(&mut stage.session, &mut renamed, &target.lookups).map_err(unreadable)?;
    stage.session.execute("ROLLBACK").map_err(unreadable)?;
    Ok(Wishes { renamed: Some(renamed), ..wishes })
}
