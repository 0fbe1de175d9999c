//! From rows that know their parents by index to a [`SeedPlan`], which names them by natural key.

use crate::ordered::{IndexMap, IndexSet};

use crate::catalog::{QualifiedName, Table};
use crate::source::Origin;

use super::closing::Closings;
use super::generate::{Rows, Stock};
use super::model::{Model, Models, Reference, Slot, is_comparable};
use super::row::Row;
use super::{RowIdentity, SeedField, SeedPlan, SeedRow, SeedValue, TableRows};

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
    let mut candidates: Vec<usize> = model
        .recognising(model.inserted())
        .into_iter()
        .filter(|slot| is_comparable(model.table, &model.slots[*slot]) && known(slot))
        .collect();
    candidates.sort_by_key(|slot| match &model.slots[*slot] {
        Slot::Column { field, .. } if field.family == super::field::Family::Text && field.limits.maximum_length.is_some() => 0,
        Slot::Column { field, .. } if field.family == super::field::Family::Text => 1,
        Slot::Column { .. } => 2,
        Slot::Reference(_) => 3,
    });
    let distinct = |slots: &[usize]| {
        let mut seen = IndexSet::default();
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
    slots.into_iter().collect::<IndexSet<usize>>().into_iter().collect()
}

fn text_of(model: &Model, row: &Row, slot: usize) -> String {
    match row.parents[slot] {
        Some(parent) => format!("#{parent}"),
        None => format!("{:?}", model.slots[slot].columns().iter().map(|column| &row.values[*column]).collect::<Vec<_>>()),
    }
}

/// The row that the parent's key is of.
struct Beyond<'m> {
    table: &'m QualifiedName,
    /// The parent's slot that leads there.
    slot: usize,
    columns: Vec<String>,
}

pub struct Emission<'a, 'b> {
    pub models: &'b Models<'a>,
    pub rows: &'b Rows,
    pub names: &'b Names,
    pub closings: &'b Closings,
}

impl Emission<'_, '_> {
    fn value(&self, model: &Model, row: &Row, slot: usize) -> SeedValue {
        match &model.slots[slot] {
            Slot::Column { index, .. } => row.values[*index].clone().unwrap_or(SeedValue::Null),
            Slot::Reference(reference) => match row.parents[slot] {
                Some(parent) if let Some(beyond) = self.beyond(model, reference) => {
                    let above = self.rows.get(&reference.foreign_key.references).and_then(|stock| stock.rows.get(parent));
                    let found = above.and_then(|above| above.parents[beyond.slot]);
                    found.map_or(SeedValue::Null, |found| self.parent(beyond.table, found))
                }
                // What is inserted before its parent, or with it, cannot look for it.
                Some(parent) if reference.closing || reference.to_itself && !reference.optional => self.key(reference, parent),
                Some(parent) => self.parent(&reference.foreign_key.references, parent),
                None => SeedValue::Null,
            },
        }
    }

    /// Where a row is inserted before its parent, and the database makes what it refers to: the row that this key is of, if that comes first.
    fn beyond(&self, model: &Model, reference: &Reference) -> Option<Beyond<'_>> {
        if !reference.closing || reference.optional {
            return None;
        }
        let above = self.models.get(&reference.foreign_key.references)?;
        let slot = above.slot_of_column(reference.referenced.first()?)?;
        let Slot::Reference(next) = &above.slots[slot] else { return None };
        let table = &next.foreign_key.references;
        let comes_first = self.models.get_index_of(table)? < self.models.get_index_of(&model.table.name)?;
        let is_open = |name: &String| self.models.get(table).is_some_and(|beyond| beyond.slot_of_column(name).is_none());
        let of_column = |name: &&String| {
            let column = above.table.columns.get_index_of(*name)?;
            next.pairs().find(|(own, _)| *own == column).map(|(_, referenced)| referenced.clone())
        };
        let columns: Vec<String> = reference.referenced.iter().map(of_column).collect::<Option<_>>()?;
        (!next.closing && comes_first && columns.iter().any(is_open)).then_some(Beyond { table, slot, columns })
    }

    /// The field of a slot: what a row refers to beyond its parent, where it does.
    fn field(&self, model: &Model, slot: usize) -> SeedField {
        match (model.seed_field(&model.slots[slot]), &model.slots[slot]) {
            (SeedField::ForeignKey { columns, parent, parent_columns }, Slot::Reference(reference)) => {
                match self.beyond(model, reference) {
                    Some(beyond) => SeedField::ForeignKey { columns, parent: beyond.table.clone(), parent_columns: beyond.columns },
                    None => SeedField::ForeignKey { columns, parent, parent_columns },
                }
            }
            (field, _) => field,
        }
    }

    /// A parent by the very columns that are referred to.
    fn key(&self, reference: &Reference, index: usize) -> SeedValue {
        let table = &reference.foreign_key.references;
        let (Some(model), Some(stock)) = (self.models.get(table), self.rows.get(table)) else { return SeedValue::Null };
        let part = |name: &&String| {
            let (column, _, definition) = model.table.columns.get_full(*name)?;
            let field = SeedField::Column { name: name.to_string(), data_type: definition.data_type.clone() };
            Some((field, stock.rows.get(index)?.values[column].clone()?))
        };
        // Where the database makes the key, the parent has another name.
        match reference.referenced.iter().map(part).collect() {
            Some(parts) => SeedValue::Parent(parts),
            None => self.parent(table, index),
        }
    }

    fn parent(&self, table: &QualifiedName, index: usize) -> SeedValue {
        let (Some(model), Some(names)) = (self.models.get(table), self.names.get(table)) else { return SeedValue::Null };
        let Some(row) = self.rows.get(table).and_then(|stock| stock.rows.get(index)) else { return SeedValue::Null };
        SeedValue::Parent(names.iter().map(|slot| (self.field(model, *slot), self.value(model, row, *slot))).collect())
    }

    /// The rows of one table that belong into one INSERT.
    fn table_rows(&self, model: &Model, rows: &[&Row], slots: &[usize], origin: Origin, summary: String) -> TableRows {
        let given = |name: &String| model.slot_of_column(name).is_some_and(|slot| slots.contains(&slot));
        let identity = match &model.identity {
            // A trigger before each row fires for one that stands, too.
            Some(columns) if columns.iter().all(given) && model.population.unexplained && model.table.acts_before_rows() => {
                RowIdentity::AllColumns { columns: columns.clone() }
            }
            Some(columns) if columns.iter().all(given) => RowIdentity::Conflict { columns: columns.clone() },
            _ => RowIdentity::AllColumns {
                columns: model
                    .recognising(slots.to_vec())
                    .iter()
                    .flat_map(|slot| model.slots[*slot].columns())
                    .filter_map(|index| model.table.columns.get_index(*index).map(|(name, _)| name.clone()))
                    .filter(|name| !is_kept_by_a_trigger(model.table, name))
                    .collect(),
            },
        };
        TableRows {
            table: model.table.name.clone(),
            summary,
            fields: slots.iter().map(|slot| self.field(model, *slot)).collect(),
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
        for ((table, slot), parents) in &self.closings.parents {
            plan.closing.extend(self.models.get(table).and_then(|model| self.closing(model, *slot, parents)));
        }
        plan.deferred = self.closings.deferred;
        plan.loosened.clone_from(&self.closings.loosened);
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
            let slots: Vec<usize> = model.inserted().into_iter().filter(|slot| rows.iter().any(|row| row.given[*slot])).collect();
            let origin = model.population.initial.get(block).map_or(Origin::Existing, |initial| Origin::Written(initial.span));
            plan.initial.push(self.table_rows(model, &rows, &slots, origin, summary(model, rows.len(), level)));
        }
    }

    /// Rows by their key, with the parents that they get when these stand.
    fn closing(&self, model: &Model, slot: usize, parents: &[(usize, usize)]) -> Option<TableRows> {
        let key = model.identity.as_ref()?;
        let slots = deduplicated(key.iter().filter_map(|name| model.slot_of_column(name)).collect());
        let Slot::Reference(reference) = &model.slots[slot] else { return None };
        let stock = self.rows.get(&model.table.name)?;
        // A parent that cannot be named is nobody's.
        let (above, names, others) = (
            self.models.get(&reference.foreign_key.references)?,
            self.names.get(&reference.foreign_key.references)?,
            self.rows.get(&reference.foreign_key.references)?,
        );
        let used: IndexSet<usize> = parents.iter().map(|(_, parent)| *parent).collect();
        let named: IndexSet<Vec<String>> = used
            .iter()
            .filter_map(|parent| others.rows.get(*parent))
            .filter(|row| !is_nameless(above, row, names))
            .map(|row| name_of(above, row, names))
            .collect();
        if named.len() < used.len() {
            return None;
        }
        let row = |(index, parent): &(usize, usize)| {
            let row = stock.rows.get(*index)?;
            let mut values: Vec<SeedValue> = slots.iter().map(|slot| self.value(model, row, *slot)).collect();
            values.push(self.parent(&reference.foreign_key.references, *parent));
            Some(SeedRow { values, span: None, number: row.number })
        };
        let rows: Vec<SeedRow> = parents.iter().filter_map(row).collect();
        let columns: Vec<String> = reference.columns.iter().filter_map(|index| model.column_name(*index)).collect();
        let summary = format!("{} of {}", columns.join(", "), summary(model, rows.len(), 0));
        let origin = model.population.sample.as_ref().and_then(|sample| sample.span).map_or(Origin::Existing, Origin::Written);
        (!rows.is_empty()).then(|| TableRows {
            table: model.table.name.clone(),
            summary,
            fields: slots.iter().chain([&slot]).map(|slot| self.field(model, *slot)).collect(),
            rows,
            identity: RowIdentity::Conflict { columns: key.clone() },
            origin,
        })
    }

    fn emit_sample(&self, model: &Model, rows: &[&Row], plan: &mut SeedPlan) {
        let mut levels: IndexMap<usize, Vec<&Row>> = IndexMap::default();
        for row in rows.iter().filter(|row| row.initial.is_none()) {
            levels.entry(row.level).or_default().push(row);
        }
        levels.sort_keys();
        let slots = model.inserted();
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
