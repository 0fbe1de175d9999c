//! Very many rows of one table, of which only what other rows need is kept.
//!
//! Comes in: rows in the order of their numbers. Goes out: their keys, the moments in which their stories begin, and for rows that refer to their own
//! table who stands above them. Never happens: a whole row is kept; a number that counts the rows is kept at all.

use super::super::SeedValue;
use super::super::generators::time::ANCHOR;
use super::super::row::Row;
use super::super::ties::is_unseen;

/// What is kept of the rows of one table.
#[derive(Debug, Clone, Default)]
pub struct Many {
    length: usize,
    /// By column of the table.
    kept: Vec<(usize, Packed)>,
    /// Seconds from [`ANCHOR`]: 68 years either way.
    born: Option<Vec<i32>>,
    /// Columns that tell whether anybody has seen a row, and what they tell.
    states: Vec<usize>,
    hidden: Vec<bool>,
    lineage: Option<Lineage>,
    /// The row that was added last, until somebody takes it.
    pub latest: Option<Row>,
}

/// How rows of a table that refers to itself hang together.
#[derive(Debug, Clone, Default)]
struct Lineage {
    level: Vec<u8>,
    /// By slot, then by row.
    parents: Vec<Vec<u32>>,
}

const NO_PARENT: u32 = u32::MAX;

/// What is kept of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Kin {
    pub born: i64,
    pub level: usize,
    pub hidden: bool,
    pub parents: Vec<Option<usize>>,
    /// One for each column that is kept.
    pub values: Vec<Option<SeedValue>>,
}

/// What others need of the rows of a table.
#[derive(Debug, Clone, Default)]
pub struct Needs {
    /// Columns that foreign keys refer to; with the number of the row before the first where they count the rows.
    pub columns: Vec<(usize, Option<i64>)>,
    pub born: bool,
    /// Columns that tell whether anybody has seen a row, where rows remark on these.
    pub states: Vec<usize>,
    /// How many slots a row has, where rows refer to rows of the same table.
    pub slots: Option<usize>,
}

impl Many {
    pub fn new(needs: &Needs) -> Many {
        let packed = |counted: &Option<i64>| match counted {
            Some(_) => Packed::Counted { before: Vec::new(), after: None },
            None => Packed::Unknown(0),
        };
        Many {
            kept: needs.columns.iter().map(|(column, counted)| (*column, packed(counted))).collect(),
            born: needs.born.then(Vec::new),
            states: needs.states.clone(),
            lineage: needs.slots.map(|slots| Lineage { level: Vec::new(), parents: vec![Vec::new(); slots] }),
            ..Many::default()
        }
    }

    /// From here on a counted column holds the numbers after this one.
    pub fn count_from(&mut self, column: usize, after: i64) {
        if let Some((_, Packed::Counted { after: from, .. })) = self.kept.iter_mut().find(|(kept, _)| *kept == column) {
            *from = Some(after);
        }
    }

    pub fn count(&self) -> usize {
        self.length
    }

    /// Whether nothing of a row is needed but that it is there.
    pub fn needs_nothing(&self) -> bool {
        self.born.is_none() && self.lineage.is_none() && self.kept.iter().all(|(_, packed)| packed.is_counting())
    }

    pub fn has_lineage(&self) -> bool {
        self.lineage.is_some()
    }

    /// Whether a row has to be complete before the next one can begin: it may hold the key of that one, which is not known before it is made.
    pub fn goes_row_by_row(&self) -> bool {
        self.has_lineage() && self.kept.iter().any(|(_, packed)| !packed.is_counting())
    }

    /// What is to be kept of a row.
    pub fn kin(&self, row: &mut Row) -> Kin {
        let hidden = self.states.iter().any(|column| is_unseen(row.values.get(*column).and_then(Option::as_ref)));
        let parents = if self.has_lineage() { std::mem::take(&mut row.parents) } else { Vec::new() };
        let value = |(column, packed): &(usize, Packed)| match packed.is_counting() {
            true => None,
            false => row.values.get_mut(*column).and_then(Option::take),
        };
        let values = self.kept.iter().map(value).collect();
        Kin { born: row.born, level: row.level, hidden, parents, values }
    }

    pub fn add(&mut self, row: Row) {
        let kin = self.kin(&mut row.clone());
        self.push(&kin);
        self.latest = Some(row);
    }

    /// A row of which nothing is needed.
    pub fn push_nothing(&mut self) {
        self.length += 1;
    }

    pub fn push(&mut self, kin: &Kin) {
        self.length += 1;
        if let Some(born) = &mut self.born {
            let seconds = (kin.born - ANCHOR).clamp(i64::from(i32::MIN), i64::from(i32::MAX));
            born.push(seconds as i32);
        }
        if !self.states.is_empty() {
            self.hidden.push(kin.hidden);
        }
        if let Some(lineage) = &mut self.lineage {
            lineage.level.push(u8::try_from(kin.level).unwrap_or(u8::MAX));
            for (slot, parents) in lineage.parents.iter_mut().enumerate() {
                let parent = kin.parents.get(slot).copied().flatten().and_then(|parent| u32::try_from(parent).ok());
                parents.push(parent.unwrap_or(NO_PARENT));
            }
        }
        for ((_, packed), value) in self.kept.iter_mut().zip(&kin.values) {
            packed.push(value.as_ref());
        }
    }

    /// Forgets the rows from this one on.
    pub fn truncate(&mut self, length: usize) {
        self.length = length;
        self.born.iter_mut().for_each(|born| born.truncate(length));
        self.hidden.truncate(length);
        if let Some(lineage) = &mut self.lineage {
            lineage.level.truncate(length);
            lineage.parents.iter_mut().for_each(|parents| parents.truncate(length));
        }
        self.kept.iter_mut().for_each(|(_, packed)| packed.truncate(length));
    }

    pub fn born(&self, index: usize) -> Option<i64> {
        self.born.as_ref()?.get(index).map(|seconds| ANCHOR + i64::from(*seconds))
    }

    pub fn is_hidden(&self, index: usize) -> bool {
        self.hidden.get(index) == Some(&true)
    }

    pub fn level(&self, index: usize) -> usize {
        self.lineage.as_ref().and_then(|lineage| lineage.level.get(index)).copied().map_or(0, usize::from)
    }

    pub fn parent(&self, index: usize, slot: usize) -> Option<usize> {
        let parent = *self.lineage.as_ref()?.parents.get(slot)?.get(index)?;
        (parent != NO_PARENT).then_some(parent as usize)
    }

    pub fn value(&self, index: usize, column: usize) -> Option<SeedValue> {
        self.kept.iter().find(|(kept, _)| *kept == column)?.1.value(index)
    }
}

/// The values of one column, in as few bytes as their kind allows.
#[derive(Debug, Clone)]
enum Packed {
    /// So many NULLs, and nothing else yet.
    Unknown(usize),
    /// The numbers of rows that stood before, then one after the other.
    Counted {
        before: Vec<i64>,
        after: Option<i64>,
    },
    Numbers(Vec<i64>),
    /// As 128 bits.
    Uuids(Vec<u128>),
    Texts {
        bytes: String,
        ends: Vec<usize>,
        numbers: bool,
    },
    /// What the others cannot hold.
    Values(Vec<SeedValue>),
}

impl Packed {
    fn is_counting(&self) -> bool {
        matches!(self, Packed::Counted { after: Some(_), .. })
    }

    fn push(&mut self, value: Option<&SeedValue>) {
        let value = value.unwrap_or(&SeedValue::Null);
        if let Packed::Unknown(0) = self {
            *self = Packed::for_values_like(value);
        }
        match (&mut *self, value) {
            (Packed::Unknown(nulls), SeedValue::Null) => *nulls += 1,
            (Packed::Counted { after: Some(_), .. }, _) => {}
            (Packed::Counted { before, after: None }, SeedValue::Number(text)) => before.push(text.parse().unwrap_or(0)),
            (Packed::Counted { before, after: None }, _) => before.push(0),
            (Packed::Numbers(numbers), SeedValue::Number(text)) if plain_number(text).is_some() => numbers.extend(plain_number(text)),
            (Packed::Uuids(uuids), SeedValue::Text(text)) if uuid(text).is_some() => uuids.extend(uuid(text)),
            (Packed::Texts { bytes, ends, numbers: false }, SeedValue::Text(text))
            | (Packed::Texts { bytes, ends, numbers: true }, SeedValue::Number(text)) => {
                bytes.push_str(text);
                ends.push(bytes.len());
            }
            (Packed::Values(values), value) => values.push(value.clone()),
            (other, value) => {
                let mut values: Vec<SeedValue> = (0..other.len()).map(|index| other.value(index).unwrap_or(SeedValue::Null)).collect();
                values.push(value.clone());
                *other = Packed::Values(values);
            }
        }
    }

    fn for_values_like(value: &SeedValue) -> Packed {
        match value {
            SeedValue::Null => Packed::Unknown(0),
            SeedValue::Number(text) if plain_number(text).is_some() => Packed::Numbers(Vec::new()),
            SeedValue::Text(text) if uuid(text).is_some() => Packed::Uuids(Vec::new()),
            SeedValue::Number(_) => Packed::Texts { bytes: String::new(), ends: Vec::new(), numbers: true },
            SeedValue::Text(_) => Packed::Texts { bytes: String::new(), ends: Vec::new(), numbers: false },
            _ => Packed::Values(Vec::new()),
        }
    }

    fn len(&self) -> usize {
        match self {
            Packed::Unknown(nulls) => *nulls,
            Packed::Counted { before, .. } => before.len(),
            Packed::Numbers(numbers) => numbers.len(),
            Packed::Uuids(uuids) => uuids.len(),
            Packed::Texts { ends, .. } => ends.len(),
            Packed::Values(values) => values.len(),
        }
    }

    fn truncate(&mut self, length: usize) {
        match self {
            Packed::Unknown(nulls) => *nulls = length.min(*nulls),
            Packed::Counted { before, .. } => before.truncate(length),
            Packed::Numbers(numbers) => numbers.truncate(length),
            Packed::Uuids(uuids) => uuids.truncate(length),
            Packed::Texts { bytes, ends, .. } => {
                ends.truncate(length);
                bytes.truncate(ends.last().copied().unwrap_or(0));
            }
            Packed::Values(values) => values.truncate(length),
        }
    }

    fn value(&self, index: usize) -> Option<SeedValue> {
        Some(match self {
            Packed::Unknown(_) => SeedValue::Null,
            Packed::Counted { before, after } => match (before.get(index), after) {
                (Some(number), _) => SeedValue::Number(number.to_string()),
                (None, Some(after)) => SeedValue::Number((after + 1 + (index - before.len()) as i64).to_string()),
                (None, None) => return None,
            },
            Packed::Numbers(numbers) => SeedValue::Number(numbers.get(index)?.to_string()),
            Packed::Uuids(uuids) => SeedValue::Text(uuid_text(*uuids.get(index)?)),
            Packed::Texts { bytes, ends, numbers } => {
                let start = index.checked_sub(1).map_or(Some(0), |before| ends.get(before).copied())?;
                let text = bytes.get(start..*ends.get(index)?)?.to_string();
                if *numbers { SeedValue::Number(text) } else { SeedValue::Text(text) }
            }
            Packed::Values(values) => values.get(index)?.clone(),
        })
    }
}

/// A whole number that is written as Rust writes it.
fn plain_number(text: &str) -> Option<i64> {
    text.parse().ok().filter(|number: &i64| number.to_string() == text)
}

/// A UUID in PostgreSQL's own form.
fn uuid(text: &str) -> Option<u128> {
    let dashes = [8, 13, 18, 23];
    if text.len() != 36 {
        return None;
    }
    let mut number = 0u128;
    for (place, byte) in text.bytes().enumerate() {
        let digit = match byte {
            b'-' if dashes.contains(&place) => continue,
            b'0'..=b'9' if !dashes.contains(&place) => byte - b'0',
            b'a'..=b'f' if !dashes.contains(&place) => byte - b'a' + 10,
            _ => return None,
        };
        number = (number << 4) | u128::from(digit);
    }
    Some(number)
}

fn uuid_text(number: u128) -> String {
    let digits = format!("{number:032x}");
    let parts = [0..8, 8..12, 12..16, 16..20, 20..32].map(|range| digits.get(range).unwrap_or_default());
    parts.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(values: &[SeedValue]) -> Vec<Option<SeedValue>> {
        let mut packed = Packed::Unknown(0);
        values.iter().for_each(|value| packed.push(Some(value)));
        (0..values.len()).map(|index| packed.value(index)).collect()
    }

    #[test]
    fn what_was_kept_comes_back_as_it_was() {
        let number = |text: &str| SeedValue::Number(text.to_string());
        let text = |text: &str| SeedValue::Text(text.to_string());
        for values in [
            vec![number("1"), number("-7"), number("9223372036854775807")],
            vec![number("1"), number("1.50"), number("2")],
            vec![text("0f8fad5b-d9cb-469f-a165-70867728950e"), text("00000000-0000-0000-0000-000000000000")],
            vec![text("0f8fad5b-d9cb-469f-a165-70867728950e"), text("0F8FAD5B-D9CB-469F-A165-70867728950E")],
            vec![text("é"), text(""), text("two words")],
            vec![SeedValue::Null, SeedValue::Null, text("late")],
            vec![text("early"), SeedValue::Null, SeedValue::Boolean(true)],
            vec![number("007"), number("8")],
        ] {
            assert_eq!(kept(&values), values.iter().cloned().map(Some).collect::<Vec<_>>());
        }
    }

    #[test]
    fn numbers_that_count_rows_are_computed() {
        let needs = Needs { columns: vec![(0, Some(0))], ..Needs::default() };
        let mut many = Many::new(&needs);
        let stands = |number: &str| Kin {
            born: 0,
            level: 0,
            hidden: false,
            parents: Vec::new(),
            values: vec![Some(SeedValue::Number(number.to_string()))],
        };
        many.push(&stands("3"));
        many.push(&stands("41"));
        many.count_from(0, 41);
        (0..3).for_each(|_| many.push_nothing());
        let numbers: Vec<Option<SeedValue>> = (0..5).map(|index| many.value(index, 0)).collect();
        assert_eq!(numbers, ["3", "41", "42", "43", "44"].map(|number| Some(SeedValue::Number(number.to_string()))));
        assert!(many.needs_nothing());
    }
}
