//! What triggers refuse, as conditions that rows are made to fulfil.
//!
//! Comes in: the triggers of all tables with their functions as they are written. Goes out: for each table conditions over its own columns and those of the
//! rows that it refers to, added to its model. Never happens: such a condition is relied upon: PostgreSQL judges the rows all the same, and a row that finds no
//! values with them is made without.

mod agree;
mod heed;
mod lookup;
mod seen;
mod walk;
mod wishes;

pub use seen::Seen;

use sqlparser::ast::Expr;

use super::condition::{Reader, Scope};
use super::model::{Models, NamedCondition};
use crate::catalog::{Catalog, Column, ColumnValue, QualifiedName, Trigger};
use crate::sql::plpgsql;
use seen::{Sight, name_of};
use walk::Walk;

/// What the triggers of one table refuse: by trigger, conditions that must hold.
struct Guards {
    conditions: Vec<(String, String)>,
    seen: Vec<Seen>,
}

/// Reads the triggers of all tables.
pub fn mark(catalog: &Catalog, models: &mut Models, reader: &mut Reader) {
    let of = |name: &QualifiedName| Some((name.clone(), guards(catalog, models, name)?));
    let found: Vec<(QualifiedName, Guards)> = models.keys().filter_map(of).collect();
    for wished in wishes::wishes(catalog, models, &found) {
        for (above, conditions) in wished {
            let Some(model) = models.get_mut(&above) else { continue };
            let scope = Scope { columns: &model.columns, value: None };
            let named = |condition: String| {
                let condition = reader.condition(&condition, &scope);
                let slots = model.slots_of(&condition.columns);
                NamedCondition { name: String::new(), written: None, is_of_partitions: false, condition, slots }
            };
            let wish = conditions.into_iter().map(named).filter(|wish| !wish.slots.is_empty()).collect::<Vec<NamedCondition>>();
            model.wishes.extend((!wish.is_empty()).then_some(wish));
        }
    }
    for (name, Guards { conditions, seen }) in found {
        let columns: Option<Vec<Column>> = seen.iter().map(|seen| column(models, &name, seen)).collect();
        let (Some(columns), Some(model)) = (columns, models.get_mut(&name)) else { continue };
        for (place, column) in columns.into_iter().enumerate() {
            let name = name_of(place);
            // Nothing is seen where nothing is referred to.
            model.columns.insert(name.clone(), Column { name, value: ColumnValue::None, not_null: false, ..column });
        }
        model.seen = seen;
        for (name, condition) in conditions {
            let condition = reader.condition(&condition, &Scope { columns: &model.columns, value: None });
            let slots = model.slots_of(&condition.columns);
            model.guards.push(NamedCondition { name, written: None, is_of_partitions: false, condition, slots });
        }
    }
    models.values_mut().for_each(|model| agree::mark(model, reader));
}

fn guards(catalog: &Catalog, models: &Models, name: &QualifiedName) -> Option<Guards> {
    let model = models.get(name)?;
    let mut sight = Sight::new(models, model);
    let mut conditions = Vec::new();
    for trigger in model.table.triggers.values().filter(|trigger| looks_at_new_rows(trigger)) {
        let function = catalog.functions.values().find(|function| function.name == trigger.function && function.language == "plpgsql");
        let Some(body) = function.and_then(|function| plpgsql::read(&function.body)) else { continue };
        let walk = Walk::new(&mut sight, trigger.timing == "BEFORE");
        let refused = walk.refusals(&body, trigger.condition.as_ref().map(|condition| condition.written.as_str()));
        conditions.extend(refused.into_iter().map(|refused: Expr| (trigger.name.clone(), walk::not(refused).to_string())));
    }
    let seen = sight.seen;
    (!conditions.is_empty()).then_some(Guards { conditions, seen })
}

fn looks_at_new_rows(trigger: &Trigger) -> bool {
    !matches!(trigger.enabled, 'D' | 'R')
        && trigger.for_each_row
        && trigger.timing != "INSTEAD OF"
        && trigger.events.iter().any(|event| event == "INSERT")
}

/// The column that is seen.
fn column(models: &Models, name: &QualifiedName, seen: &Seen) -> Option<Column> {
    let sight = Sight::new(models, models.get(name)?);
    let model = sight.model_of(&lookup::Source { slot: seen.slot, steps: seen.steps.clone() })?;
    model.columns.get_index(seen.column).map(|(_, column)| column.clone())
}
