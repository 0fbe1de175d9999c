//! References that close a cycle: their parents are chosen when all rows are made.
//!
//! Comes in: the rows of all tables. Goes out: a parent for each row that is to have one: optional ones apart, since they are set after the rows stand;
//! required ones within their row, since their constraint can wait. Never happens: a row that stands gets a parent; two references of one
//! row disagree; a head of a department who works in another one, where each member says which is its own.

use super::SeedOptions;
use super::condition::Verdict;
use super::draw::{Draw, shuffled};
use super::generate::{Rows, USUALLY_THERE, is_absent};
use super::model::{Model, Models, Reference, Slot};
use super::parents::{adopt, shared_of_made, shared_of_parent};
use super::row::{Row, View};
use super::unique::text_of;
use crate::catalog::{Deferrable, QualifiedName};
use crate::ordered::{IndexMap, IndexSet};

/// So many parents are tried for one row.
const TRIES: usize = 200;

/// By table and slot: row and parent.
#[derive(Default)]
pub struct Closings {
    pub parents: IndexMap<(QualifiedName, usize), Vec<(usize, usize)>>,
    /// Whether rows refer to others that come later.
    pub deferred: bool,
    /// Foreign keys that have to wait for that, and may not as they stand.
    pub loosened: Vec<(QualifiedName, String)>,
}

impl Closings {
    /// Chooses the parents of one slot, if it closes a cycle. Gives the slot back where a row needs one and finds none.
    pub fn close(&mut self, models: &Models, rows: &mut Rows, model: &Model, slot: usize, options: &SeedOptions) -> Option<usize> {
        let Slot::Reference(reference) = &model.slots[slot] else { return None };
        if !reference.closing {
            return None;
        }
        let name = &model.table.name;
        let stock = rows.get(name)?;
        let keys: Vec<usize> = (0..model.unique_keys.len()).filter(|key| model.unique_keys[*key].slots.contains(&slot)).collect();
        let text = |key: &usize, row: &Row| text_of(model, &model.unique_keys[*key], row).map(|text| (*key, text));
        let mut taken: IndexSet<(usize, String)> = IndexSet::default();
        for row in &stock.rows {
            taken.extend(keys.iter().filter_map(|key| text(key, row)));
        }
        let left_open = options.left_open.get(name);
        let is_open = |index: &usize| {
            let row = stock.rows.get(*index);
            row.is_some_and(|row| {
                !row.standing
                    && row.initial.is_none()
                    && row.number.is_some_and(|number| !left_open.is_some_and(|left| left.contains(&number)))
            })
        };
        let open: Vec<usize> = stock.pool.iter().copied().filter(is_open).collect();
        let candidates = Candidates::new(models, rows, model, reference);
        let mut chosen: IndexMap<usize, (usize, Row)> = IndexMap::default();
        // Its own members first; whoever needs a parent and has none takes another.
        for own in [true, false] {
            if !own && reference.optional && candidates.is_mutual && !chosen.is_empty() {
                break;
            }
            for index in &open {
                let Some(row) = stock.rows.get(*index).filter(|_| !chosen.contains_key(index)) else { continue };
                let number = row.number.unwrap_or(0);
                if reference.optional && is_absent(reference.key, number, 0, USUALLY_THERE) {
                    continue;
                }
                let found = candidates.of(models, model, row, *index, number, own).into_iter().take(TRIES).find_map(|parent| {
                    let above = rows.get(&reference.foreign_key.references)?.rows.get(parent)?;
                    let mut closed = row.clone();
                    closed.parents[slot] = Some(parent);
                    adopt(models, &mut closed, reference, parent, above);
                    let is_free = keys.iter().filter_map(|key| text(key, &closed)).all(|text| !taken.contains(&text));
                    (is_free && is_allowed(model, &closed)).then_some((parent, closed))
                });
                if let Some((parent, closed)) = found {
                    taken.extend(keys.iter().filter_map(|key| text(key, &closed)));
                    chosen.insert(*index, (parent, closed));
                }
            }
        }
        if !reference.optional {
            let all = chosen.len() == open.len();
            self.deferred |= !chosen.is_empty();
            if !chosen.is_empty() && reference.foreign_key.deferrable == Deferrable::No {
                self.loosened.push((name.clone(), reference.foreign_key.name.clone()));
            }
            let stock = rows.get_mut(name)?;
            for (index, (_, closed)) in chosen {
                stock.rows.get_mut(index).into_iter().for_each(|row| *row = closed.clone());
            }
            return (!all).then_some(slot);
        }
        // What the row gets afterwards is no part of its INSERT, so that it stays as it is.
        let mut parents: Vec<(usize, usize)> = chosen.into_iter().map(|(index, (parent, _))| (index, parent)).collect();
        parents.sort_unstable();
        self.parents.insert((name.clone(), slot), parents);
        None
    }
}

fn is_allowed(model: &Model, row: &Row) -> bool {
    let view = View { model, row };
    model.conditions.iter().all(|named| named.condition.verdict(&view) != Verdict::Violated)
}

/// The rows that a reference may choose.
struct Candidates<'a, 'b> {
    reference: &'b Reference<'a>,
    /// By what they hold in the shared columns; all of them under one text where none is shared.
    agreeing: IndexMap<String, Vec<usize>>,
    /// By the row that they refer to themselves.
    members: IndexMap<usize, Vec<usize>>,
    is_mutual: bool,
}

impl<'a, 'b> Candidates<'a, 'b> {
    fn new(models: &Models, rows: &Rows, model: &Model, reference: &'b Reference<'a>) -> Candidates<'a, 'b> {
        let mut found = Candidates { reference, agreeing: IndexMap::default(), members: IndexMap::default(), is_mutual: false };
        let name = &reference.foreign_key.references;
        let (Some(parent), Some(stock)) = (models.get(name), rows.get(name)) else { return found };
        let back = |slot: &Slot| matches!(slot, Slot::Reference(back) if back.foreign_key.references == model.table.name && !back.closing);
        let back = parent.slots.iter().position(back);
        found.is_mutual = back.is_some();
        for index in &stock.pool {
            let Some(above) = stock.rows.get(*index) else { continue };
            let Some(key) = shared_of_parent(models, reference, above, *index) else { continue };
            found.agreeing.entry(key).or_default().push(*index);
            if let Some(row) = back.and_then(|back| above.parents[back]) {
                found.members.entry(row).or_default().push(*index);
            }
        }
        found
    }

    fn of(&self, models: &Models, model: &Model, row: &Row, index: usize, number: u64, own: bool) -> Vec<usize> {
        let Some(key) = shared_of_made(models, model, row, index, self.reference) else { return Vec::new() };
        let agreeing = self.agreeing.get(&key).map_or(&[][..], Vec::as_slice);
        let list = match (own, self.members.get(&index)) {
            (true, Some(members)) if !self.reference.shared.is_empty() => {
                let agreeing: IndexSet<usize> = agreeing.iter().copied().collect();
                members.iter().copied().filter(|member| agreeing.contains(member)).collect()
            }
            (true, members) => members.cloned().unwrap_or_default(),
            (false, _) => agreeing.to_vec(),
        };
        let count = list.len() as u64;
        let start = Draw::at(self.reference.key, number, 0).below(count);
        let place = |step: u64| shuffled(self.reference.key, start.wrapping_add(step), count) as usize;
        (0..count.min(TRIES as u64)).filter_map(|step| list.get(place(step)).copied()).collect()
    }
}
