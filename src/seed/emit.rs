//! From rows that know their parents by index to a [`SeedPlan`], which names them by natural key.

use crate::ordered::IndexMap;

use crate::catalog::{QualifiedName, Table};
use crate::source::Origin;

use super::generate::{Row, Rows, Stock};
use super::model::{Model, Models, Slot, is_comparable};
use super::{RowIdentity, SeedPlan, SeedRow, SeedValue, TableRows};

/// Slots by which children name each row of a table, so that exactly one is found.
pub type Names = IndexMap<QualifiedName, Vec<usize>>;

/// The table's key if every row holds it; else the fewest fields that tell all rows of this run apart, one text field first. No row has a name
/// of NULLs alone, where that can be helped: a row without a parent would find that one.
pub fn naming(model: &Model, stock: &Stock) -> Vec<usize> {
    let rows: Vec<&Row> = stock.in_pool().collect();
    let known = |slot: &usize| {
        rows.iter()
            .all(|row| row.parents[*slot].is_some() || model.slots[*slot].columns().iter().all(|column| row.values[*column].is_some()))
    };
    let by_key: Vec<usize> = model.identity.iter().flatten().filter_map(|name| model.slot_of_column(name)).collect();
    if !by_key.is_empty() && by_key.iter().all(known) {
        return deduplicated(by_key);
    }
    let mut candidates: Vec<usize> =
        (0..model.slots.len()).filter(|slot| is_comparable(model.table, &model.slots[*slot]) && known(slot)).collect();
    candidates.sort_by_key(|slot| match &model.slots[*slot] {
        Slot::Column { field, .. } if field.family == super::field::Family::Text && field.limits.maximum_length.is_some() => 0,
        Slot::Column { field, .. } if field.family == super::field::Family::Text => 1,
        Slot::Column { .. } => 2,
        Slot::Reference(_) => 3,
    });
    let distinct = |slots: &[usize]| {
        let mut seen = crate::ordered::IndexSet::default();
        rows.iter().all(|row| !is_nameless(model, row, slots) && seen.insert(name_of(model, row, slots)))
    };
    if let Some(single) = candidates.iter().find(|slot| distinct(&[**slot])) {
        return vec![*single];
    }
    let first = &candidates[..candidates.len().min(8)];
    let pairs = first.iter().enumerate().flat_map(|(index, left)| first[index + 1..].iter().map(move |right| [*left, *right]));
    pairs.into_iter().find(|pair| distinct(pair)).map_or(candidates.clone(), |pair| pair.to_vec())
}

/// Whether all that would name the row is NULL.
pub fn is_nameless(model: &Model, row: &Row, slots: &[usize]) -> bool {
    let is_null = |column: &usize| matches!(row.values[*column], Some(SeedValue::Null));
    slots.iter().all(|slot| row.parents[*slot].is_none() && model.slots[*slot].columns().iter().all(is_null))
}

/// What a row is named by, as text.
pub fn name_of(model: &Model, row: &Row, slots: &[usize]) -> Vec<String> {
    slots.iter().map(|slot| text_of(model, row, *slot)).collect()
}

fn deduplicated(slots: Vec<usize>) -> Vec<usize> {
    slots.into_iter().collect::<crate::ordered::IndexSet<usize>>().into_iter().collect()
}

fn text_of(model: &Model, row: &Row, slot: usize) -> String {
    match row.parents[slot] {
        Some(parent) => format!("#{parent}"),
        None => format!("{:?}", model.slots[slot].columns().iter().map(|column| &row.values[*column]).collect::<Vec<_>>()),
    }
}

pub struct Emission<'a, 'b> {
    pub models: &'b Models<'a>,
    pub rows: &'b Rows,
    pub names: &'b Names,
}

impl Emission<'_, '_> {
    fn value(&self, model: &Model, row: &Row, slot: usize) -> SeedValue {
        match &model.slots[slot] {
            Slot::Column { index, .. } => row.values[*index].clone().unwrap_or(SeedValue::Null),
            Slot::Reference(reference) => match row.parents[slot] {
                Some(parent) => self.parent(&reference.foreign_key.references, parent),
                None => SeedValue::Null,
            },
        }
    }

    fn parent(&self, table: &QualifiedName, index: usize) -> SeedValue {
        let (Some(model), Some(names)) = (self.models.get(table), self.names.get(table)) else { return SeedValue::Null };
        let Some(row) = self.rows.get(table).and_then(|stock| stock.rows.get(index)) else { return SeedValue::Null };
        SeedValue::Parent(names.iter().map(|slot| (model.seed_field(&model.slots[*slot]), self.value(model, row, *slot))).collect())
    }

    /// The rows of one table that belong into one INSERT.
    fn table_rows(&self, model: &Model, rows: &[&Row], slots: &[usize], origin: Origin, summary: String) -> TableRows {
        let given = |name: &String| model.slot_of_column(name).is_some_and(|slot| slots.contains(&slot));
        let identity = match &model.identity {
            Some(columns) if columns.iter().all(given) => RowIdentity::Conflict { columns: columns.clone() },
            _ => RowIdentity::AllColumns {
                columns: slots
                    .iter()
                    .filter(|slot| is_comparable(model.table, &model.slots[**slot]))
                    .flat_map(|slot| model.slots[*slot].columns())
                    .filter_map(|index| model.table.columns.get_index(*index).map(|(name, _)| name.clone()))
                    .filter(|name| !is_kept_by_a_trigger(model.table, name))
                    .collect(),
            },
        };
        TableRows {
            table: model.table.name.clone(),
            summary,
            fields: slots.iter().map(|slot| model.seed_field(&model.slots[*slot])).collect(),
            rows: rows
                .iter()
                .map(|row| SeedRow {
                    values: slots.iter().map(|slot| self.value(model, row, *slot)).collect(),
                    span: row.span,
                    number: row.number,
                })
                .collect(),
            identity,
            origin,
        }
    }

    pub fn plan(&self) -> SeedPlan {
        let mut plan = SeedPlan::default();
        for (name, model) in self.models {
            let rows: Vec<&Row> = self.rows.get(name).into_iter().flat_map(Stock::in_pool).filter(|row| !row.standing).collect();
            if !rows.is_empty() {
                plan.expected_counts.insert(name.clone(), rows.len() as u64);
            }
            self.emit_initial(model, &rows, &mut plan);
            self.emit_sample(model, &rows, &mut plan);
        }
        plan
    }

    fn emit_initial(&self, model: &Model, rows: &[&Row], plan: &mut SeedPlan) {
        let mut groups: IndexMap<(usize, usize), Vec<&Row>> = IndexMap::default();
        for row in rows {
            if let Some(block) = row.initial {
                groups.entry((row.level, block)).or_default().push(row);
            }
        }
        groups.sort_keys();
        for ((level, block), rows) in groups {
            let slots: Vec<usize> = (0..model.slots.len()).filter(|slot| rows.iter().any(|row| row.given[*slot])).collect();
            let origin = model.population.initial.get(block).map_or(Origin::Existing, |initial| Origin::Written(initial.span));
            plan.initial.push(self.table_rows(model, &rows, &slots, origin, summary(model, rows.len(), level)));
        }
    }

    fn emit_sample(&self, model: &Model, rows: &[&Row], plan: &mut SeedPlan) {
        let mut levels: IndexMap<usize, Vec<&Row>> = IndexMap::default();
        for row in rows.iter().filter(|row| row.initial.is_none()) {
            levels.entry(row.level).or_default().push(row);
        }
        levels.sort_keys();
        let slots: Vec<usize> = (0..model.slots.len()).collect();
        let origin = match &model.population.sample {
            Some(sample) => sample.span.map_or(Origin::Existing, Origin::Written),
            None => Origin::Practice { code: "seed-links", because_of: None },
        };
        for (level, rows) in levels {
            plan.sample.push(self.table_rows(model, &rows, &slots, origin.clone(), summary(model, rows.len(), level)));
        }
    }
}

/// `20 posts`, `1 post`, `12 comments, level 2`
fn summary(model: &Model, count: usize, level: usize) -> String {
    let noun = match count {
        1 => super::field::words(&model.population.entity).join(" "),
        _ => model.table.name.name.replace('_', " "),
    };
    match level {
        0 => format!("{count} {noun}"),
        level => format!("{count} {noun}, level {}", level + 1),
    }
}

/// A trigger changes it whenever a row is touched, so it does not tell whether the row stands.
fn is_kept_by_a_trigger(table: &Table, column: &str) -> bool {
    column == "updated_at" && table.triggers.values().any(|trigger| trigger.events.iter().any(|event| event.starts_with("UPDATE")))
}
