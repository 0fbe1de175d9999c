//! What must be distinct: keys taken so far, and what to change when a row meets one.

use crate::design::array_element;
use crate::ordered::IndexSet;

use super::SeedValue;
use super::condition::RowView;
use super::draw::{key, shuffled};
use super::generate::Choice;
use super::kept::written_out;
use super::keys::{KeyPart, UniqueKey};
use super::model::Model;
use super::overlap::Occupied;
use super::row::{Row, View};
use super::stream::hashes::Hashes;

/// What was done about a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Another value, which may be taken as well.
    Guess,
    /// The next of all combinations; there is an end to them.
    Next,
    /// Every combination is taken.
    Exhausted,
}

/// The keys that rows of one table have taken, for each of its unique keys.
#[derive(Default, Clone)]
pub struct Uniqueness {
    taken: Vec<Taken>,
    /// Where the walk through all combinations of a key stands.
    cursors: Vec<u64>,
    /// What must not overlap.
    occupied: Occupied,
}

/// Keys as texts, or where there are very many as hashes of these.
#[derive(Clone)]
enum Taken {
    Texts(IndexSet<String>),
    Hashes(Hashes),
}

impl Taken {
    fn contains(&self, text: &str) -> bool {
        match self {
            Taken::Texts(texts) => texts.contains(text),
            Taken::Hashes(hashes) => hashes.contains(hash_of(text)),
        }
    }

    fn extend(&mut self, text: Option<String>) {
        match (self, text) {
            (_, None) => {}
            (Taken::Texts(texts), Some(text)) => drop(texts.insert(text)),
            (Taken::Hashes(hashes), Some(text)) => hashes.insert(hash_of(&text)),
        }
    }
}

/// Never zero, which stands for a row that the key does not bind.
fn hash_of(text: &str) -> u64 {
    key(&[text]).max(1)
}

impl Uniqueness {
    pub fn new(model: &Model) -> Uniqueness {
        let taken = vec![Taken::Texts(IndexSet::default()); model.unique_keys.len()];
        Uniqueness { taken, cursors: vec![0; model.unique_keys.len()], occupied: Occupied::default() }
    }

    /// For so many rows.
    pub fn of_many(model: &Model, rows: usize) -> Uniqueness {
        let taken = model.unique_keys.iter().map(|_| Taken::Hashes(Hashes::with_room_for(rows))).collect();
        Uniqueness { taken, cursors: vec![0; model.unique_keys.len()], occupied: Occupied::default() }
    }

    /// The hashes of a row's keys, zero where a key does not bind it.
    pub fn hashes<'m>(model: &'m Model, row: &'m Row) -> impl Iterator<Item = u64> {
        model.unique_keys.iter().map(|unique| text_of(model, unique, row).map_or(0, |text| hash_of(&text)))
    }

    /// Takes the keys of these hashes, unless one of them is taken already.
    pub fn take_hashes(&mut self, hashes: &[u64]) -> bool {
        let is_taken = |(taken, hash): (&Taken, &u64)| matches!(taken, Taken::Hashes(known) if *hash != 0 && known.contains(*hash));
        if self.taken.iter().zip(hashes).any(is_taken) {
            return false;
        }
        for (taken, hash) in self.taken.iter_mut().zip(hashes) {
            if let Taken::Hashes(known) = taken
                && *hash != 0
            {
                known.insert(*hash);
            }
        }
        true
    }

    /// The first unique key that the row would violate.
    pub fn conflict(&self, model: &Model, row: &Row) -> Option<usize> {
        model
            .unique_keys
            .iter()
            .zip(&self.taken)
            .position(|(unique, taken)| text_of(model, unique, row).is_some_and(|text| taken.contains(&text)))
    }

    /// The first exclusion that the row would violate.
    pub fn overlap(&self, model: &Model, row: &Row) -> Option<usize> {
        self.occupied.conflict(model, row)
    }

    pub fn holds(&self, unique: usize, text: &str) -> bool {
        self.taken.get(unique).is_some_and(|taken| taken.contains(text))
    }

    pub fn take(&mut self, model: &Model, row: &Row) {
        for (unique, taken) in model.unique_keys.iter().zip(&mut self.taken) {
            taken.extend(text_of(model, unique, row));
        }
        if !self.taken.iter().any(|taken| matches!(taken, Taken::Hashes(_))) {
            self.occupied.take(model, row);
        }
    }

    /// The keys of a row that stands, for the sample that it is; where the whole row is the key, the sample's, so that the samples after it
    /// meet what they met when they were made.
    pub fn take_standing(&mut self, model: &Model, row: &Row, sample: &Row) {
        for (unique, taken) in model.unique_keys.iter().zip(&mut self.taken) {
            taken.extend(text_of(model, unique, if unique.name.is_empty() { sample } else { row }));
        }
    }

    /// Whether combinations of a key are walked through already.
    pub fn is_walked(&self, unique: usize) -> bool {
        self.cursors.get(unique).is_some_and(|cursor| *cursor > 0)
    }

    /// Whether the values of some key were walked through.
    pub fn is_any_walked(&self) -> bool {
        self.cursors.iter().any(|cursor| *cursor > 0)
    }

    /// Walks through all combinations of a key once more.
    pub fn begin_anew(&mut self, unique: usize) {
        self.cursors[unique] = 0;
    }

    /// Changes the choices so that the key may differ.
    pub fn vary(
        &mut self,
        model: &Model,
        unique: usize,
        domains: &[Option<u64>],
        free: &dyn Fn(usize) -> bool,
        choices: &mut [Choice],
    ) -> Way {
        let slots = &model.unique_keys[unique].slots;
        if let Some(open) = slots.iter().find(|slot| free(**slot) && domains[**slot].is_none()) {
            choices[*open].variation += 1;
            return Way::Guess;
        }
        let product = slots.iter().filter_map(|slot| domains[*slot]).fold(1u64, u64::saturating_mul);
        if self.cursors[unique] < product {
            let place = key(&[&model.unique_keys[unique].name]) ^ model.key;
            let mut element = shuffled(place, self.cursors[unique], product);
            self.cursors[unique] += 1;
            for slot in slots.iter().filter(|slot| free(**slot)) {
                let size = domains[*slot].unwrap_or(1).max(1);
                choices[*slot].forced = Some(element % size);
                element /= size;
            }
            return Way::Next;
        }
        // NULLs are distinct from each other, unless the key says otherwise.
        let nullable = slots.iter().find(|slot| free(**slot) && model.slots[**slot].optional() && !choices[**slot].force_null);
        match nullable.filter(|_| !model.unique_keys[unique].nulls_equal) {
            Some(slot) => {
                choices[*slot].force_null = true;
                Way::Next
            }
            None => Way::Exhausted,
        }
    }
}

/// A row's key as one text; `None` when the key does not bind it (NULL, a predicate that does not hold, what only the database knows).
pub fn text_of(model: &Model, unique: &UniqueKey, row: &Row) -> Option<String> {
    let view = View { model, row };
    if unique.predicate.as_ref().is_some_and(|predicate| predicate.holds(&view) == Some(false)) {
        return None;
    }
    text_of_parts(&unique.parts, unique.nulls_equal, &view, row)
}

/// The same, whatever else it depends on whether they bind the row.
pub fn text_of_parts(parts: &[KeyPart], nulls_equal: bool, view: &View, row: &Row) -> Option<String> {
    let mut text = String::new();
    for part in parts {
        match part {
            KeyPart::Expression(expression) => text.push_str(&expression.text(view)??),
            KeyPart::Column(column) => match (view.value(*column), row.marks[*column]) {
                (Some(SeedValue::Null), _) if nulls_equal => text.push('\u{2400}'),
                (Some(SeedValue::Null), _) => return None,
                (Some(value), _) => write(value, &mut text),
                (None, Some(mark)) => text.push_str(&format!("#{mark:?}")),
                (None, None) if nulls_equal => {}
                (None, None) => return None,
            },
        }
        text.push('\u{1f}');
    }
    Some(text)
}

/// A value as text, the same for values that PostgreSQL holds equal.
pub fn write(value: &SeedValue, text: &mut String) {
    match value {
        SeedValue::Null => text.push('\u{2400}'),
        SeedValue::Boolean(value) => text.push_str(if *value { "true" } else { "false" }),
        // 1.5 and 1.50 are one number, and so are 1e2 and 100.
        SeedValue::Number(number) if number.contains(['e', 'E']) => text.push_str(&written_out(number).unwrap_or_else(|| number.clone())),
        SeedValue::Number(number) if number.contains('.') => text.push_str(number.trim_end_matches('0').trim_end_matches('.')),
        SeedValue::Number(number) => text.push_str(number),
        SeedValue::Text(part) | SeedValue::Expression(part) => text.push_str(part),
        // A row that stands tells it as one text.
        SeedValue::Array(_) => text.push_str(&array_as_printed(value)),
        SeedValue::Parent(_) => {}
    }
}

/// As PostgreSQL prints an array of texts, numbers or truths.
fn array_as_printed(value: &SeedValue) -> String {
    match value {
        SeedValue::Array(items) => format!("{{{}}}", items.iter().map(array_as_printed).collect::<Vec<_>>().join(",")),
        SeedValue::Null | SeedValue::Parent(_) => "NULL".to_string(),
        SeedValue::Boolean(truth) => if *truth { "t" } else { "f" }.to_string(),
        SeedValue::Number(number) => number.clone(),
        SeedValue::Text(text) | SeedValue::Expression(text) => array_element(text),
    }
}

#[cfg(test)]
mod tests {
    use super::{SeedValue, write};

    #[test]
    fn an_array_is_written_as_postgresql_prints_it() {
        let number = |text: &str| SeedValue::Number(text.to_string());
        let text = |text: &str| SeedValue::Text(text.to_string());
        let inner = SeedValue::Array(vec![number("1"), SeedValue::Null, SeedValue::Boolean(true)]);
        let array = SeedValue::Array(vec![inner, text("plain"), text("two words"), text(""), text("null"), text("a\"b")]);
        let mut written = String::new();
        write(&array, &mut written);
        assert_eq!(written, r#"{{1,NULL,t},plain,"two words","","null","a\"b"}"#);
    }
}
