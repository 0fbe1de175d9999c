//! A row that refers to one of its own table by something that PostgreSQL computes, like the level above its own.
//!
//! Comes in: the model of one table. Goes out: for each such column a condition of the model: what is computed is what the row above has. Never happens: a condition about a
//! reference to another table, whose rows are all there to choose from.

use sqlparser::ast::Ident;

use super::seen::{Seen, name_of};
use crate::catalog::{Column, ColumnValue};
use crate::seed::condition::{Reader, Scope};
use crate::seed::model::{Model, NamedCondition, Slot};

pub fn mark(model: &mut Model, reader: &mut Reader) {
    let mut found: Vec<(Seen, String, String)> = Vec::new();
    for (slot, reference) in model.slots.iter().enumerate() {
        let Slot::Reference(reference) = reference else { continue };
        for (column, referenced) in reference.shared.iter().filter(|_| reference.to_itself && !reference.closing) {
            let is_computed =
                |name: &String| model.table.columns.get(name).is_some_and(|column| matches!(column.value, ColumnValue::Generated(_)));
            let Some((name, column)) = model.column_name(*column).zip(model.table.columns.get_index_of(*referenced)) else { continue };
            if is_computed(&name) && !is_computed(referenced) {
                found.push((Seen { slot, steps: Vec::new(), column }, name, reference.foreign_key.name.clone()));
            }
        }
    }
    for (seen, computed, key) in found {
        let Some((_, column)) = model.columns.get_index(seen.column) else { continue };
        let name = name_of(model.seen.len());
        let column = Column { name: name.clone(), value: ColumnValue::None, not_null: false, ..column.clone() };
        model.columns.insert(name.clone(), column);
        model.seen.push(seen);
        let text = format!("{} = {}", Ident::with_quote('"', computed), Ident::with_quote('"', name));
        let condition = reader.condition(&text, &Scope { columns: &model.columns, value: None });
        let slots = model.slots_of(&condition.columns);
        model.conditions.push(NamedCondition { name: key, written: None, is_of_partitions: false, condition, slots });
    }
}
