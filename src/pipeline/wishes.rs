//! What the requirements rename and remove, as the planner takes it.
//!
//! Comes in: the domain's former names, a database in which the history has run. Goes out: [`Wishes`], with the catalog as PostgreSQL
//! words it once the renames are carried out. Never happens: a rename that stays in that database.

use crate::ordered::{IndexMap, IndexSet};

use super::failure::Failure;
use super::stage::{Stage, unreadable};
use crate::catalog::{Catalog, Lookup, ObjectPath, QualifiedName};
use crate::domain::{Former, InSchema, Removed, Renamed};
use crate::plan::{self, AroundValue, Plan, Removal, Renaming, Wishes, enum_value, lookup_value};
use crate::postgres::{introspect_in_transaction, read_lookups};
use crate::render::render_difference;
use crate::syntax::ast::RemovedKind;

/// The wishes, without a look at what stands.
pub fn wishes(former: &Former, target: &Catalog) -> Wishes {
    let removals = former.removed.iter().map(|(removed, span)| Removal { candidates: candidates(removed), span: *span }).collect();
    let renames = former.renamed.iter().filter_map(|(renamed, span)| Some((renaming(renamed, target)?, *span))).collect();
    Wishes { removals, renames, ..Wishes::default() }
}

/// The lookup tables to read: those that are asked for, also under the names that they had.
pub fn lookups_to_read(former: &Former, target: &Catalog) -> IndexMap<QualifiedName, Lookup> {
    let mut lookups = target.lookups.clone();
    for (renamed, _) in &former.renamed {
        let Renamed::Table { schema, from, to } = renamed else { continue };
        if let Some(lookup) = target.lookups.get(&QualifiedName::new(schema, to)) {
            lookups.entry(QualifiedName::new(schema, from)).or_insert_with(|| lookup.clone());
        }
    }
    lookups
}

/// The tables that had another name, or have columns that had one, by their names now.
pub fn renamed_tables(former: &Former) -> IndexSet<QualifiedName> {
    former.renamed.iter().filter_map(|(renamed, _)| renamed_table(renamed)).collect()
}

/// The table of which a rename tells, by its name now.
pub fn renamed_table(renamed: &Renamed) -> Option<QualifiedName> {
    match renamed {
        Renamed::Table { schema, to, .. } => Some(QualifiedName::new(schema, to)),
        Renamed::Column { table, .. } => Some(qualified(table)),
        Renamed::Enum { .. } | Renamed::EnumValue { .. } | Renamed::LookupValue { .. } => None,
    }
}

fn qualified(place: &InSchema) -> QualifiedName {
    QualifiedName::new(&place.schema, &place.name)
}

fn renaming(renamed: &Renamed, target: &Catalog) -> Option<Renaming> {
    let both = |schema: &String, from: &String, to: &String| (QualifiedName::new(schema, from), QualifiedName::new(schema, to));
    Some(match renamed {
        Renamed::Table { schema, from, to } => {
            let (from, to) = both(schema, from, to);
            Renaming::Table { from, to }
        }
        Renamed::Column { table, from, to } => Renaming::Column { table: qualified(table), from: from.clone(), to: to.clone() },
        Renamed::Enum { schema, from, to } => {
            let (from, to) = both(schema, from, to);
            Renaming::Enum { from, to }
        }
        Renamed::EnumValue { of, from, to } => Renaming::EnumValue { of: qualified(of), from: from.clone(), to: to.clone() },
        Renamed::LookupValue { table, from, to } => {
            let table = qualified(table);
            let column = target.lookups.get(&table)?.column.clone();
            Renaming::LookupValue { table, column, from: from.clone(), to: to.clone(), around: AroundValue::default() }
        }
    })
}

fn candidates(removed: &Removed) -> Vec<ObjectPath> {
    match removed {
        Removed::Table(name) => vec![ObjectPath::Table(qualified(name))],
        Removed::Enum(name) => vec![ObjectPath::Enum(qualified(name))],
        Removed::EnumValue { of, value } => vec![enum_value(&qualified(of), value)],
        Removed::LookupValue { table, value } => vec![lookup_value(&qualified(table), value)],
        Removed::Member { table, columns, join_table } => {
            let columns = columns.iter().map(|column| ObjectPath::Column(qualified(table), column.clone()));
            columns.chain(join_table.iter().map(|name| ObjectPath::Table(qualified(name)))).collect()
        }
        Removed::Part { table, kind, name } => {
            let constraint = ObjectPath::Constraint(qualified(table), name.clone());
            let index = ObjectPath::Index(qualified(table), name.clone());
            match kind {
                RemovedKind::Check | RemovedKind::Constraint => vec![constraint],
                RemovedKind::Unique => vec![constraint, index],
                RemovedKind::Index => vec![index],
                RemovedKind::Trigger => vec![ObjectPath::Trigger(qualified(table), name.clone())],
            }
        }
    }
}

/// Carries the renames out in a transaction that is taken back, and reads what stands in it.
pub fn with_renamed_catalog(wishes: Wishes, current: &Catalog, target: &Catalog, stage: Option<&mut Stage>) -> Result<Wishes, Failure> {
    let Some(stage) = stage.filter(|_| !wishes.renames.is_empty()) else { return Ok(wishes) };
    // What is wrong with them is said by the plan.
    let Ok(steps) = plan::renames(current, target, &wishes) else { return Ok(wishes) };
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
