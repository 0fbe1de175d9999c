//! Which parents a row gets.
//!
//! Comes in: the rows of the other tables, the row as far as it is known. Goes out: for each reference a parent, or none where it is optional.
//! Never happens: two references of one row that disagree in a column that they share; a parent that holds NULL where it is referred to.

use std::sync::OnceLock;

use super::SeedValue;
use super::draw::{Draw, shuffled};
use super::field::Kind;
use super::generate::{Choice, Failure, Fixed, Generation, USUALLY_THERE, is_absent};
use super::generators::time::{Follows, Story};
use super::guard::Seen;
use super::model::{Model, Models, Reference, Slot};
use super::row::{Row, View};
use super::stock::{Eligible, Stock};
use super::ties::is_payable;
use super::unique::write;
use crate::catalog::QualifiedName;
use crate::ordered::IndexMap;

/// A value that only the database knows, by the row that it was made for: table, row and column, by their places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Mark {
    table: u32,
    row: u32,
    column: u32,
}

impl Mark {
    fn new(table: usize, row: usize, column: usize) -> Mark {
        Mark { table: table as u32, row: row as u32, column: column as u32 }
    }
}

/// Replies to replies end here.
const GREATEST_LEVEL: usize = 3;
/// So many rows of the own table are looked at for one that agrees.
const LOOKED_AT: usize = 1000;
/// So many of them at random where there are very many.
const ASKED: usize = 24;

/// What is known of the parents of each slot, found when it is first needed.
#[derive(Default)]
pub struct Kinship {
    /// The rows that may be chosen; none where all of the other table's may.
    eligible: Vec<OnceLock<Option<Vec<usize>>>>,
    /// Rows by what they hold in the shared columns.
    agreeing: Vec<OnceLock<IndexMap<String, Vec<usize>>>>,
}

impl Kinship {
    pub fn new(model: &Model) -> Kinship {
        let count = model.slots.len();
        Kinship { eligible: (0..count).map(|_| OnceLock::new()).collect(), agreeing: (0..count).map(|_| OnceLock::new()).collect() }
    }
}

/// A parent's key in the columns of the row: values where they are known, else where they come from.
pub fn adopt(models: &Models, row: &mut Row, reference: &Reference, parent: usize, above: &Row) {
    let Some((table, _, model)) = models.get_full(&reference.foreign_key.references) else { return };
    for (column, referenced) in reference.columns.iter().zip(&reference.referenced) {
        let Some(index) = model.table.columns.get_index_of(*referenced) else { continue };
        row.values[*column] = above.values[index].clone();
        let mark = above.marks[index].unwrap_or(Mark::new(table, parent, index));
        row.marks[*column] = above.values[index].is_none().then_some(mark);
    }
}

/// The same of a row of which only its values are kept.
fn adopt_values(models: &Models, row: &mut Row, reference: &Reference, stock: &Stock, parent: usize) {
    let Some(model) = models.get(&reference.foreign_key.references) else { return };
    for (column, referenced) in reference.columns.iter().zip(&reference.referenced) {
        let index = model.table.columns.get_index_of(*referenced);
        (row.values[*column], row.marks[*column]) = (index.and_then(|index| stock.value(parent, index)), None);
    }
}

/// What a column holds, as text that is the same for the same value; `None` for NULL. `itself` names the row's own place.
pub fn held(row: &Row, column: usize, itself: Mark) -> Option<String> {
    match (&row.values[column], row.marks[column]) {
        (Some(SeedValue::Null), _) => None,
        (Some(value), _) => Some(known(value)),
        (None, mark) => {
            let Mark { table, row, column } = mark.unwrap_or(Mark { column: column as u32, ..itself });
            Some(format!("#{table}/{row}/{column}"))
        }
    }
}

fn known(value: &SeedValue) -> String {
    let mut text = String::from("=");
    write(value, &mut text);
    text
}

fn joined(parts: impl Iterator<Item = Option<String>>) -> Option<String> {
    let parts: Option<Vec<String>> = parts.collect();
    parts.map(|parts| parts.join("\u{1f}"))
}

/// What the row at `index` of a reference's table holds in the shared columns.
pub fn shared_of_parent(models: &Models, reference: &Reference, above: &Row, index: usize) -> Option<String> {
    let (table, _, model) = models.get_full(&reference.foreign_key.references)?;
    let itself = Mark::new(table, index, 0);
    joined(reference.shared.iter().map(|(_, referenced)| held(above, model.table.columns.get_index_of(*referenced)?, itself)))
}

/// The same of a row of which only its values are kept.
fn shared_of_kept(models: &Models, reference: &Reference, stock: &Stock, index: usize) -> Option<String> {
    if let Some(above) = stock.rows.get(index) {
        return shared_of_parent(models, reference, above, index);
    }
    let model = models.get(&reference.foreign_key.references)?;
    let held =
        |referenced: &String| stock.value(index, model.table.columns.get_index_of(referenced)?).filter(|value| *value != SeedValue::Null);
    joined(reference.shared.iter().map(|(_, referenced)| held(referenced).map(|value| known(&value))))
}

/// The same of the row that refers.
pub fn shared_of_child(row: &Row, reference: &Reference) -> Option<String> {
    // What the database makes for the row itself is nothing that another row could hold.
    let nobody = Mark { table: u32::MAX, row: u32::MAX, column: 0 };
    joined(reference.shared.iter().map(|(column, _)| held(row, *column, nobody)))
}

/// The same of a row that is made, at `index` of its table: what the database makes for it is what others that refer to it hold.
pub fn shared_of_made(models: &Models, model: &Model, row: &Row, index: usize, reference: &Reference) -> Option<String> {
    let table = models.get_index_of(&model.table.name)?;
    joined(reference.shared.iter().map(|(column, _)| held(row, *column, Mark::new(table, index, 0))))
}

impl<'a> Generation<'a, '_> {
    pub fn parents(&self, reference: &Reference) -> &Stock {
        const NONE: &Stock = &Stock::EMPTY;
        if reference.to_itself { &self.own } else { self.rows.get(&reference.foreign_key.references).unwrap_or(NONE) }
    }

    pub fn shares(&self, slot: usize) -> bool {
        matches!(&self.model.slots[slot], Slot::Reference(reference) if !reference.shared.is_empty())
    }

    /// The rows that a reference to another table may choose, whatever the rest of the row is.
    pub fn eligible(&self, slot: usize, reference: &Reference<'a>) -> Eligible<'_> {
        let stock = self.parents(reference);
        if stock.many.is_some() {
            return Eligible::All(stock);
        }
        let some = self.kinship.eligible[slot].get_or_init(|| {
            let fits = |index: &usize| stock.rows.get(*index).is_some_and(|above| self.is_eligible(slot, reference, *index, above));
            let mut some: Vec<usize> = stock.pool.iter().copied().filter(fits).collect();
            // What is paid for was ordered and not cancelled, where there is any such.
            if let Some(above) = self.models.get(&reference.foreign_key.references)
                && self.ties.follows[slot] == Some(Follows::Settlement)
            {
                let payable: Vec<usize> =
                    some.iter().copied().filter(|index| stock.rows.get(*index).is_some_and(|row| is_payable(above, row))).collect();
                some = if payable.is_empty() { some } else { payable };
            }
            (some.len() < stock.pool.len()).then_some(some)
        });
        some.as_deref().map_or(Eligible::All(stock), Eligible::Some)
    }

    /// It holds no NULL where it is referred to, and leaves parents for the references that share columns with this one.
    fn is_eligible(&self, slot: usize, reference: &Reference<'a>, index: usize, above: &Row) -> bool {
        let Some((table, _, model)) = self.models.get_full(&reference.foreign_key.references) else { return false };
        let column = |name: &String| model.table.columns.get_index_of(name);
        let is_null = |name: &&String| column(name).is_some_and(|column| above.values[column] == Some(SeedValue::Null));
        if reference.referenced.iter().any(is_null) {
            return false;
        }
        let itself = Mark::new(table, index, 0);
        self.model.early.iter().filter(|other| **other != slot).all(|other| {
            let Slot::Reference(dependent) = &self.model.slots[*other] else { return true };
            if dependent.optional || dependent.to_itself || dependent.shared.is_empty() {
                return true;
            }
            let given = |shared: &usize| {
                let place = reference.columns.iter().position(|own| own == shared)?;
                Some(held(above, column(reference.referenced[place])?, itself))
            };
            let given: Option<Vec<Option<String>>> = dependent.shared.iter().map(|(column, _)| given(column)).collect();
            let Some(given) = given else { return true };
            joined(given.into_iter()).is_some_and(|key| self.agreeing(*other, dependent).contains_key(&key))
        })
    }

    /// The rows of the other table by what they hold in the shared columns.
    pub fn agreeing(&self, slot: usize, reference: &Reference<'a>) -> &IndexMap<String, Vec<usize>> {
        self.kinship.agreeing[slot].get_or_init(|| {
            let mut agreeing: IndexMap<String, Vec<usize>> = IndexMap::default();
            let stock = self.parents(reference);
            for index in self.eligible(slot, reference).iter() {
                let key = shared_of_kept(self.models, reference, stock, index);
                key.into_iter().for_each(|key| agreeing.entry(key).or_default().push(index));
            }
            agreeing
        })
    }

    /// Whether the parent agrees with what the row holds in the shared columns.
    pub fn agrees(&self, reference: &Reference<'a>, row: &Row, parent: usize) -> bool {
        let stock = self.parents(reference);
        reference.shared.is_empty()
            || stock.holds(parent) && shared_of_kept(self.models, reference, stock, parent) == shared_of_child(row, reference)
    }

    /// The row of the own table that stands above this one, if one does.
    pub fn above_in_own(&self, row: &Row) -> Option<usize> {
        let own = |slot: &&usize| matches!(&self.model.slots[**slot], Slot::Reference(reference) if reference.to_itself);
        self.model.early.iter().filter(own).find_map(|slot| row.parents[*slot])
    }

    /// One below the rows of its own table that it refers to.
    pub fn level_of(&self, row: &Row) -> usize {
        let above = |(slot, parent): (&Slot, &Option<usize>)| match (slot, parent) {
            (Slot::Reference(reference), Some(parent)) if reference.to_itself && *parent != self.own.next() => {
                Some(self.own.level(*parent) + 1)
            }
            _ => None,
        };
        self.model.slots.iter().zip(&row.parents).filter_map(above).max().unwrap_or(0)
    }

    /// Chooses the parents of these slots, one after the other.
    pub fn choose_parents(
        &self,
        slots: &[usize],
        row: &mut Row,
        number: u64,
        choices: &[Choice],
        story: &mut Story,
    ) -> Result<(), Failure> {
        let mut above = None;
        for index in slots {
            let Slot::Reference(reference) = &self.model.slots[*index] else { continue };
            self.compute(row);
            let parent = match reference.shared.is_empty() {
                true => {
                    let parent = self.choose_parent(*index, reference, number, &choices[*index], above, row)?;
                    self.apart(*index, reference, &choices[*index], row, above, parent)
                }
                false => self.choose_agreeing(*index, reference, number, &choices[*index], row)?,
            };
            if reference.to_itself && above.is_none() {
                above = parent;
            }
            self.adopt(row, *index, reference, parent, story);
        }
        Ok(())
    }

    /// What PostgreSQL will compute, as far as it is known here.
    pub fn compute(&self, row: &mut Row) {
        for (column, expression) in &self.model.computed {
            let text = expression.text(&View { model: self.model, row });
            row.values[*column] = text.map(|text| text.map_or(SeedValue::Null, SeedValue::Text));
        }
    }

    /// Gives a reference its parent, its columns the parent's key, and the row what it sees there. Says whether that is another row.
    pub fn refer(&self, row: &mut Row, slot: usize, reference: &Reference, parent: Option<usize>) -> bool {
        row.parents[slot] = parent;
        self.see(row, slot);
        let Some(parent) = parent else {
            for column in &reference.columns {
                (row.values[*column], row.marks[*column]) = (Some(SeedValue::Null), None);
            }
            return false;
        };
        if reference.to_itself && parent == self.own.next() {
            let above = row.clone();
            adopt(self.models, row, reference, parent, &above);
            return false;
        }
        let stock = self.parents(reference);
        match stock.rows.get(parent) {
            Some(above) => adopt(self.models, row, reference, parent, above),
            None => adopt_values(self.models, row, reference, stock, parent),
        }
        stock.holds(parent)
    }

    /// What the row sees of the one that it refers to in this slot.
    fn see(&self, row: &mut Row, slot: usize) {
        for (place, seen) in self.model.seen.iter().enumerate().filter(|(_, seen)| seen.slot == slot) {
            row.values[self.model.place_of_seen(place)] = self.seen(seen, row.parents[slot]);
        }
    }

    /// What stands in a column that is seen: NULL where nothing is referred to, none where it is not known.
    fn seen(&self, seen: &Seen, parent: Option<usize>) -> Option<SeedValue> {
        let leads = |model: &Model, slot: usize| match model.slots.get(slot) {
            Some(Slot::Reference(reference)) => Some(reference.foreign_key.references.clone()),
            _ => None,
        };
        let stock_of = |table: &QualifiedName| if *table == self.model.table.name { Some(&self.own) } else { self.rows.get(table) };
        let Some(mut at) = parent else { return Some(SeedValue::Null) };
        let mut table = leads(self.model, seen.slot)?;
        for step in &seen.steps {
            // Of very many rows it is not kept what they refer to.
            let stock = stock_of(&table).filter(|stock| stock.many.is_none() && stock.holds(at))?;
            let Some(next) = stock.parent(at, *step) else { return Some(SeedValue::Null) };
            at = next;
            table = leads(self.models.get(&table)?, *step)?;
        }
        stock_of(&table).filter(|stock| stock.holds(at))?.value(at, seen.column)
    }

    fn adopt(&self, row: &mut Row, slot: usize, reference: &Reference, parent: Option<usize>, story: &mut Story) {
        if !self.refer(row, slot, reference, parent) {
            return;
        }
        let (stock, Some(parent)) = (self.parents(reference), parent) else { return };
        if let (Some(how), Some(born)) = (self.ties.follows[slot], stock.born(parent)) {
            story.follow(born, how);
        }
        if reference.to_itself {
            row.level = row.level.max(stock.level(parent) + 1);
        }
    }

    fn choose_parent(
        &self,
        slot: usize,
        reference: &Reference<'a>,
        number: u64,
        choice: &Choice,
        above: Option<usize>,
        row: &Row,
    ) -> Result<Option<usize>, Failure> {
        match &self.fixed[slot] {
            Some(Fixed::Parent(parent)) => return Ok(Some(*parent)),
            Some(_) => return Ok(None),
            None => {}
        }
        if choice.force_null {
            return Ok(None);
        }
        if let Some(forced) = choice.forced {
            return Ok(self.eligible(slot, reference).get(forced as usize));
        }
        let mut draw = Draw::at(reference.key, number, choice.variation);
        if reference.to_itself {
            return self.choose_own_parent(slot, reference, number, &mut draw, row);
        }
        if let Some(inherited) = self.inherited(slot, reference, choice, above) {
            return Ok(inherited);
        }
        if let Some(of) = self.ties.together.get(&slot)
            && let Some(whose) = row.parents[of.other].filter(|_| choice.variation < 4)
        {
            let theirs = of.parents.get(&whose).map_or(&[][..], Vec::as_slice);
            match draw.pick(theirs) {
                Some(found) if !reference.optional || draw.percent(USUALLY_THERE) => return Ok(Some(*found)),
                _ if reference.optional => return Ok(None),
                _ => {}
            }
        }
        let pool = self.eligible(slot, reference);
        let count = pool.len() as u64;
        if reference.optional && (count == 0 || is_absent(reference.key, number, choice.variation, USUALLY_THERE)) {
            return Ok(None);
        }
        if count == 0 {
            return Err(Failure::NoParent { slot });
        }
        // The rows of a lookup table are values like an enum's: each is used once before chance decides; and an order has a line at least.
        let lookup = self.models.get(&reference.foreign_key.references).is_some_and(|model| model.population.sample.is_none());
        let spread = self.ties.awaited.contains(&slot)
            || match self.ties.follows[slot] {
                Some(Follows::Part | Follows::Settlement) => true,
                // People have an address or two.
                Some(Follows::Person) => self.model.kind == Kind::Place,
                // A shop has something in each of its categories.
                Some(Follows::Other) => self.model.kind == Kind::Product && self.ties.category.is_some_and(|(of, _)| of == slot),
                _ => false,
            };
        if self.ties.awaited.contains(&slot)
            && choice.variation == 0
            && let Some(waiting) = self.waiting(&pool, reference, number)
        {
            return Ok(Some(waiting));
        }
        let index = match choice.variation {
            0 if (lookup || spread) && number < count => shuffled(reference.key, number, count),
            0 if spread => draw.below(count),
            0 if self.ties.gathered.contains(&slot) => {
                let of_all = self.models.get(&reference.foreign_key.references).map_or(reference.key, |above| above.key);
                shuffled(of_all, draw.favourite(count), count)
            }
            0 => shuffled(reference.key, draw.favourite(count), count),
            _ => draw.below(count),
        };
        let visible = |index: &u64| pool.get(*index as usize).is_some_and(|parent| !self.is_hidden(reference, parent));
        // Nothing is sold as photography where nothing is known of that kind, and nobody lives where no city is known.
        let suits = |index: &u64| pool.get(*index as usize).is_some_and(|parent| self.suits(slot, parent));
        if choice.variation == 0 && !suits(&index) {
            let other = (1..16).map(|step| (index + step) % count.max(1)).find(suits);
            return Ok(pool.get(other.unwrap_or(index) as usize));
        }
        let remarks = choice.variation == 0 && self.ties.follows[slot] == Some(Follows::Remark) && !visible(&index);
        // Nobody comments on a draft, as long as a few looks find something else.
        let index = if remarks { (1..16).map(|step| (index + step) % count.max(1)).find(visible).unwrap_or(index) } else { index };
        Ok(pool.get(index as usize))
    }

    /// Where rows above stand that are no samples: one of the samples, each of which needs one of these rows.
    fn waiting(&self, pool: &Eligible, reference: &Reference, number: u64) -> Option<usize> {
        let stock = self.parents(reference);
        let is_own = |index: &usize| stock.rows.get(*index).is_some_and(|row| !row.standing || row.claimed);
        let own: Vec<usize> = pool.iter().filter(is_own).collect();
        let count = own.len() as u64;
        let is_one = own.len() < pool.len() && number < count;
        is_one.then(|| own.get(shuffled(reference.key, number, count) as usize).copied()).flatten()
    }

    /// A parent that agrees with what is chosen already.
    fn choose_agreeing(
        &self,
        slot: usize,
        reference: &Reference<'a>,
        number: u64,
        choice: &Choice,
        row: &Row,
    ) -> Result<Option<usize>, Failure> {
        let none = |slot: usize| if reference.optional { Ok(None) } else { Err(Failure::NoParent { slot }) };
        let agreed = |parent: usize| if self.agrees(reference, row, parent) { Ok(Some(parent)) } else { none(slot) };
        match &self.fixed[slot] {
            Some(Fixed::Parent(parent)) => return agreed(*parent),
            Some(_) => return Ok(None),
            None => {}
        }
        let is_null = |(column, _): &(usize, &String)| row.values[*column] == Some(SeedValue::Null);
        if reference.columns.is_empty() && reference.shared.iter().any(is_null) || choice.force_null && reference.optional {
            return Ok(None);
        }
        if let Some(forced) = choice.forced {
            let parent = self.eligible(slot, reference).get(forced as usize);
            return parent.map_or_else(|| none(slot), agreed);
        }
        let mut draw = Draw::at(reference.key, number, choice.variation);
        if reference.to_itself {
            return self.choose_own_parent(slot, reference, number, &mut draw, row);
        }
        if reference.optional && is_absent(reference.key, number, choice.variation, USUALLY_THERE) {
            return Ok(None);
        }
        let key = shared_of_child(row, reference);
        let pool = key.and_then(|key| self.agreeing(slot, reference).get(&key)).map_or(&[][..], Vec::as_slice);
        let count = pool.len() as u64;
        match pool.get(shuffled(reference.key, draw.skewed(count), count) as usize) {
            Some(parent) => Ok(Some(*parent)),
            None => none(slot),
        }
    }

    /// Any row before, unless that stands deep already; then the one above it. Where each row needs one, the first of a tree refers to itself.
    fn choose_own_parent(
        &self,
        slot: usize,
        reference: &Reference<'a>,
        number: u64,
        draw: &mut Draw,
        row: &Row,
    ) -> Result<Option<usize>, Failure> {
        let root = match reference.optional {
            true => None,
            false => Some(self.itself(slot, reference, row)?),
        };
        // Most of what people say answers nobody; most of a tree hangs on something.
        let roots = match (reference.optional, self.model.kind) {
            (false, _) => 25,
            (true, Kind::Remark) => 60,
            (true, _) => 40,
        };
        if self.own.choices() == 0 || number == 0 || draw.percent(roots) {
            return Ok(root);
        }
        let own = Eligible::All(&self.own);
        let fits = |index: &usize| {
            let is_null = |name: &&String| {
                let column = self.model.table.columns.get_index_of(*name);
                column.is_none_or(|column| self.own.value(*index, column) == Some(SeedValue::Null))
            };
            self.own.holds(*index) && !reference.referenced.iter().any(is_null) && self.agrees(reference, row, *index)
        };
        let parent = match (reference.shared.is_empty(), &self.own.many) {
            (true, _) => own.pick(draw).filter(fits),
            // Where there are very many, a few are asked.
            (false, Some(_)) => (0..ASKED).filter_map(|_| own.pick(draw)).find(fits),
            (false, None) => {
                let near: Vec<usize> = self.own.pool.iter().rev().take(LOOKED_AT).copied().filter(fits).collect();
                draw.pick(&near).copied()
            }
        };
        let Some(mut parent) = parent else { return Ok(root) };
        let greatest = if self.model.kind == Kind::Category { 1 } else { GREATEST_LEVEL };
        while self.own.level(parent) >= greatest
            && let Some(above) = self.own.parent(parent, slot).filter(|above| *above != parent)
        {
            parent = above;
        }
        Ok(Some(parent))
    }

    /// The place that the row will have, where what refers to it is given rather than made by the database.
    fn itself(&self, slot: usize, reference: &Reference, row: &Row) -> Result<usize, Failure> {
        let is_given = |name: &&String| {
            let column = self.model.table.columns.get_index_of(*name);
            column.is_some_and(|column| row.values[column].is_some())
        };
        if reference.referenced.iter().all(is_given) { Ok(self.own.next()) } else { Err(Failure::NoParent { slot }) }
    }

    /// What a row shares with the row above it: the post of a comment, but neither its author nor its state. Of a written row a parent may
    /// not be known, which a default of the database gives it.
    fn inherited(&self, slot: usize, reference: &Reference, choice: &Choice, above: Option<usize>) -> Option<Option<usize>> {
        let above = above?;
        let model = self.models.get(&reference.foreign_key.references);
        let of_its_own = model.is_some_and(|model| model.kind == Kind::Person || model.population.lookup);
        let shared = self.own.parent(above, slot);
        (!of_its_own && choice.variation == 0 && (shared.is_some() || reference.optional)).then_some(shared)
    }
}
