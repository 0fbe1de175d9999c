//! How many rows can be distinct, and which ones these are.
//!
//! Comes in: a table whose unique keys are made of few values each: an enum, a boolean, the rows of another table. Goes out: the greatest number of
//! rows that its keys, checks and references allow together, and for each of these rows its values. Never happens: a number that is too small
//! because values were chosen one after the other: two keys are a matching of their values, which is solved; for three and more the number
//! that pairs of keys allow is looked for.

use super::condition::Verdict;
use super::draw::{Draw, shuffled};
use super::field::{At, Family, Field};
use super::generate::{Choice, Fixed, Generation, all_whole_numbers, count_of, value, whole_numbers};
use super::keys::{KeyPart, UniqueKey};
use super::model::{Model, Slot};
use super::row::{Row, View};
use super::sow::Most;
use super::unique::text_of;
use super::{SeedValue, generators::time};
use crate::ordered::{IndexMap, IndexSet};

/// More ways for a row to be are not looked at one by one.
pub const MOST_WAYS: u64 = 100_000;
/// With three keys and more, so many orders of filling are tried.
const ORDERS: u64 = 40;

pub struct Capacity {
    /// None where there is no end.
    pub most: Option<u64>,
    /// The keys that bind, by their places.
    pub keys: Vec<usize>,
    /// One row each, as far as these keys go; empty where they are too many to be listed.
    pub ways: Vec<Vec<Choice>>,
    /// Rows that no key binds.
    pub unbound: Vec<Vec<Choice>>,
}

/// What a slot of a row may be.
#[derive(Clone)]
enum Options {
    /// So many values, and perhaps NULL.
    Few { values: u64, null: bool },
    /// NULL, or some value.
    NullOrNot,
}

impl Options {
    fn count(&self) -> u64 {
        match self {
            Options::Few { values, null } => values + u64::from(*null),
            Options::NullOrNot => 2,
        }
    }

    fn choice(&self, index: u64) -> Choice {
        match self {
            Options::Few { values, .. } if index < *values => Choice { forced: Some(index), ..Choice::default() },
            Options::NullOrNot if index == 0 => Choice { force_present: true, ..Choice::default() },
            _ => Choice { force_null: true, ..Choice::default() },
        }
    }
}

/// The product of the values of the smallest key: no more rows than that, whatever else holds; those that stand among them.
pub fn upper_bound(generation: &Generation) -> Option<Most> {
    let bound = |(place, key): (usize, &UniqueKey)| {
        let sizes: Option<Vec<u64>> = key.slots.iter().map(|slot| greatest_size(generation, *slot)).collect();
        let required = key.slots.iter().all(|slot| !generation.model.slots[*slot].optional());
        let sizes = sizes.filter(|_| required && key.predicate.is_none())?;
        Some(Most { rows: sizes.into_iter().fold(1, u64::saturating_mul), keys: vec![place], ..Most::default() })
    };
    generation.model.unique_keys.iter().enumerate().filter_map(bound).min_by_key(|most| most.rows)
}

/// How many values a slot can have at all, also where they are too many to be looked at.
fn greatest_size(generation: &Generation, slot: usize) -> Option<u64> {
    let whole_numbers = match &generation.model.slots[slot] {
        Slot::Column { field, .. } => all_whole_numbers(field),
        Slot::Reference(_) => None,
    };
    let whole_numbers = whole_numbers.filter(|_| generation.fixed[slot].is_none());
    size(generation, slot).or_else(|| whole_numbers.map(count_of))
}

/// How many more rows the numbers allow that count them.
pub fn rows_to_count(generation: &Generation) -> Option<Most> {
    let left = |(slot, fixed): (usize, &Option<Fixed>)| {
        let (Some(Fixed::CountedFrom(before)), Slot::Column { field, .. }) = (fixed, &generation.model.slots[slot]) else { return None };
        let last = before.saturating_add_unsigned(generation.number);
        let (_, greatest) = all_whole_numbers(field)?;
        Some(Most { rows: u64::try_from(greatest.saturating_sub(last)).unwrap_or(0), keys: Vec::new(), counter: Some(slot) })
    };
    generation.fixed.iter().enumerate().filter_map(left).min_by_key(|most| most.rows)
}

/// Where some key is made of few values; no more than `most_ways` are listed.
pub fn capacity(generation: &Generation, most_ways: u64) -> Option<Capacity> {
    let model = generation.model;
    let keys: Vec<usize> = (0..model.unique_keys.len()).filter(|key| is_countable(generation, &model.unique_keys[*key])).collect();
    if keys.is_empty() {
        return None;
    }
    let slots: IndexSet<usize> = keys.iter().flat_map(|key| read_by(model, &model.unique_keys[*key])).collect();
    let options: Vec<(usize, Options)> = slots.into_iter().filter_map(|slot| Some((slot, options(generation, slot)?))).collect();
    let count = options.iter().map(|(_, options)| options.count()).fold(1, u64::saturating_mul);
    if count > most_ways {
        return upper_bound(generation).map(|most| Capacity { most: Some(most.rows), keys, ways: Vec::new(), unbound: Vec::new() });
    }
    let mut ways = Vec::new();
    let mut unbound = Vec::new();
    for index in 0..count {
        let choices = choices(model, &options, shuffled(model.key ^ 0xcab, index, count));
        let Some(row) = possible(generation, &options, &choices) else { continue };
        let text = |key: &usize| text_of(model, &model.unique_keys[*key], &row);
        let texts: Vec<Option<String>> = keys.iter().map(text).collect();
        let is_taken = |(key, text): (&usize, &Option<String>)| text.as_ref().is_some_and(|text| generation.is_taken(*key, text));
        if keys.iter().zip(&texts).any(is_taken) {
            continue;
        }
        if texts.iter().all(Option::is_none) { unbound.push(choices) } else { ways.push((choices, texts)) }
    }
    let chosen = packed(model.key, &needed(model, &keys, &ways), &ways);
    let most = unbound.is_empty().then_some(chosen.len() as u64);
    let ways: Vec<Vec<Choice>> = chosen.into_iter().filter_map(|index| ways.get(index).map(|(choices, _)| choices.clone())).collect();
    let binding = binding(generation, &keys, ways.len() as u64);
    Some(Capacity { most, keys: binding, ways, unbound })
}

/// The key that alone allows no more; else all of them.
fn binding(generation: &Generation, keys: &[usize], most: u64) -> Vec<usize> {
    let alone = |key: &&usize| {
        let slots = generation.model.unique_keys[**key].slots.iter();
        let product = slots.map(|slot| options(generation, *slot).map_or(u64::MAX, |options| options.count())).fold(1, u64::saturating_mul);
        product == most
    };
    match keys.iter().find(alone) {
        Some(key) => vec![*key],
        None => keys.to_vec(),
    }
}

fn read_by(model: &Model, key: &UniqueKey) -> Vec<usize> {
    let predicate = key.predicate.iter().flat_map(|predicate| model.slots_of(&predicate.columns));
    key.slots.iter().copied().chain(predicate).collect()
}

/// Whether all that the key reads has few values.
fn is_countable(generation: &Generation, key: &UniqueKey) -> bool {
    let few = |slot: &usize| matches!(options(generation, *slot), Some(Options::Few { .. }));
    let all_read = read_by(generation.model, key);
    key.slots.iter().all(few) && all_read.iter().all(|slot| options(generation, *slot).is_some())
}

fn options(generation: &Generation, slot: usize) -> Option<Options> {
    if let Some(fixed) = &generation.fixed[slot] {
        let null = matches!(fixed, Fixed::Null);
        return (!matches!(fixed, Fixed::CountedFrom(_))).then_some(Options::Few { values: u64::from(!null), null });
    }
    let null = generation.model.slots[slot].optional();
    match size(generation, slot) {
        Some(values) => Some(Options::Few { values, null }),
        None if null && matches!(generation.model.slots[slot], Slot::Column { .. }) => Some(Options::NullOrNot),
        None => None,
    }
}

/// How many values a slot can have, where they can be counted.
fn size(generation: &Generation, slot: usize) -> Option<u64> {
    match &generation.model.slots[slot] {
        // It holds NULL until all rows are made.
        Slot::Reference(reference) if reference.closing => reference.optional.then_some(0),
        Slot::Reference(reference) => (!reference.to_itself).then(|| generation.eligible(slot, reference).len() as u64),
        Slot::Column { .. } => generation.domain(slot),
    }
}

fn choices(model: &Model, options: &[(usize, Options)], mut index: u64) -> Vec<Choice> {
    let mut choices = vec![Choice::default(); model.slots.len()];
    for (slot, options) in options {
        let count = options.count().max(1);
        choices[*slot] = options.choice(index % count);
        index /= count;
    }
    choices
}

/// The part of a row that these choices fix, unless checks or parents forbid it.
fn possible(generation: &Generation, options: &[(usize, Options)], choices: &[Choice]) -> Option<Row> {
    let model = generation.model;
    let mut row = Row::empty(model);
    for (slot, _) in options {
        let choice = &choices[*slot];
        match &model.slots[*slot] {
            Slot::Reference(reference) => match (&generation.fixed[*slot], choice.forced) {
                (Some(Fixed::Parent(parent)), _) => place(generation, &mut row, *slot, *parent),
                (_, Some(forced)) => place(generation, &mut row, *slot, generation.eligible(*slot, reference).get(forced as usize)?),
                _ => reference.columns.iter().for_each(|column| row.values[*column] = Some(SeedValue::Null)),
            },
            Slot::Column { index, field } => {
                row.values[*index] = Some(match &generation.fixed[*slot] {
                    Some(Fixed::Value(value)) => value.clone(),
                    Some(_) => SeedValue::Null,
                    None => of_column(field, choice),
                });
            }
        }
    }
    generation.compute(&mut row);
    let known = |column: &usize| row.values[*column].is_some() || row.marks[*column].is_some();
    let agrees = options.iter().all(|(slot, _)| match &model.slots[*slot] {
        Slot::Reference(reference) if reference.shared.iter().all(|(column, _)| known(column)) => {
            row.parents[*slot].is_none_or(|parent| generation.agrees(reference, &row, parent))
        }
        _ => true,
    });
    let view = View { model, row: &row };
    // What the row will hold elsewhere is not known yet, and a condition that depends on it is not judged.
    let allowed = model.conditions.iter().all(|named| named.condition.verdict(&view) != Verdict::Violated);
    (agrees && allowed).then_some(row)
}

fn place(generation: &Generation, row: &mut Row, slot: usize, parent: usize) {
    let Slot::Reference(reference) = &generation.model.slots[slot] else { return };
    generation.refer(row, slot, reference, Some(parent));
}

fn of_column(field: &Field, choice: &Choice) -> SeedValue {
    let at = At { born: time::ANCHOR, ..At::default() };
    match field.family {
        Family::Integer if choice.forced.is_some() && field.values.is_empty() && whole_numbers(field).is_none() => SeedValue::Null,
        _ => value(field, &at, choice, None),
    }
}

type Way = (Vec<Choice>, Vec<Option<String>>);

/// The places of the keys that are not fulfilled by others: where (a) is distinct, so is (a, b).
fn needed(model: &Model, keys: &[usize], ways: &[Way]) -> Vec<usize> {
    let key = |place: usize| &model.unique_keys[keys[place]];
    let plain = |place: usize| key(place).parts.iter().all(|part| matches!(part, KeyPart::Column(_)));
    let always = |place: usize| ways.iter().all(|(_, texts)| texts[place].is_some());
    let within = |small: usize, large: usize| {
        let inside = key(small).slots.iter().all(|slot| key(large).slots.contains(slot));
        // Of two that say the same, the first stays.
        inside && (key(small).slots.len() < key(large).slots.len() || small < large)
    };
    let follows = |large: &usize| (0..keys.len()).any(|small| small != *large && plain(*large) && always(small) && within(small, *large));
    (0..keys.len()).filter(|place| !follows(place)).collect()
}

/// As many ways as can be, of which no two share a key.
fn packed(salt: u64, keys: &[usize], ways: &[Way]) -> Vec<usize> {
    match keys {
        [] => Vec::new(),
        [only] => {
            let mut seen = IndexSet::default();
            (0..ways.len()).filter(|index| ways[*index].1[*only].as_ref().is_none_or(|text| seen.insert(text))).collect()
        }
        [left, right] => matching(ways, *left, *right),
        several => {
            let pairs = several.iter().enumerate().flat_map(|(place, left)| several[place + 1..].iter().map(move |right| (*left, *right)));
            let bound = pairs.map(|(left, right)| matching(ways, left, right).len()).min().unwrap_or(0);
            let mut best = Vec::new();
            for order in 0..ORDERS {
                let found = scarcest_first(Draw::at(salt, order, 0), several, ways);
                if found.len() > best.len() {
                    best = found;
                }
                if best.len() == bound {
                    break;
                }
            }
            best
        }
    }
}

/// The greatest matching between the values of two keys, by augmenting paths (Kuhn, "The Hungarian method for the assignment problem", 1955).
fn matching(ways: &[Way], left: usize, right: usize) -> Vec<usize> {
    let mut places: [IndexMap<String, usize>; 2] = [IndexMap::default(), IndexMap::default()];
    let mut edges: Vec<Vec<(usize, usize)>> = Vec::new();
    let mut rights = 0;
    for (index, (_, texts)) in ways.iter().enumerate() {
        // A key that does not bind is a value of its own.
        let mut place = |side: usize, key: usize| {
            let text = texts[key].clone().unwrap_or_else(|| format!("\u{0}{index}"));
            let count = places[side].len();
            *places[side].entry(text).or_insert(count)
        };
        let (from, to) = (place(0, left), place(1, right));
        rights = rights.max(to + 1);
        if from == edges.len() {
            edges.push(Vec::new());
        }
        edges[from].push((to, index));
    }
    let mut partners = Partners { of_left: vec![None; edges.len()], of_right: vec![None; rights] };
    for start in 0..edges.len() {
        partners.augment(&edges, start);
    }
    let mut chosen: Vec<usize> = partners.of_left.into_iter().flatten().map(|(_, way)| way).collect();
    chosen.sort_unstable();
    chosen
}

/// Who is matched with whom, and by which way.
struct Partners {
    of_left: Vec<Option<(usize, usize)>>,
    of_right: Vec<Option<usize>>,
}

impl Partners {
    /// Gives the value at `start` a partner, if need be by giving others another one. Breadth first, so that no input is too deep.
    fn augment(&mut self, edges: &[Vec<(usize, usize)>], start: usize) {
        let mut came_from: IndexMap<usize, (usize, usize)> = IndexMap::default();
        let mut queue = vec![start];
        let mut at = 0;
        while let Some(from) = queue.get(at).copied() {
            at += 1;
            for (to, way) in &edges[from] {
                if came_from.contains_key(to) {
                    continue;
                }
                came_from.insert(*to, (from, *way));
                match self.of_right[*to] {
                    Some(other) => queue.push(other),
                    None => return self.turn(&came_from, *to),
                }
            }
        }
    }

    fn turn(&mut self, came_from: &IndexMap<usize, (usize, usize)>, free: usize) {
        let mut to = Some(free);
        while let Some((right, (from, way))) = to.and_then(|to| Some((to, *came_from.get(&to)?))) {
            to = self.of_left[from].map(|(right, _)| right);
            self.of_left[from] = Some((right, way));
            self.of_right[right] = Some(from);
        }
    }
}

/// Takes a way of the value that has the fewest left, again and again.
fn scarcest_first(mut draw: Draw, keys: &[usize], ways: &[Way]) -> Vec<usize> {
    let mut values: IndexMap<(usize, &str), Vec<usize>> = IndexMap::default();
    for (index, (_, texts)) in ways.iter().enumerate() {
        for key in keys {
            texts[*key].iter().for_each(|text| values.entry((*key, text)).or_default().push(index));
        }
    }
    let mut free = vec![true; ways.len()];
    let mut left: Vec<usize> = values.values().map(Vec::len).collect();
    let mut chosen = Vec::new();
    let offset = draw.below(values.len() as u64) as usize;
    loop {
        let scarcest =
            (0..left.len()).map(|place| (place + offset) % left.len()).filter(|place| left[*place] > 0).min_by_key(|place| left[*place]);
        let Some((_, ways_of_value)) = scarcest.and_then(|place| values.get_index(place)) else { break };
        let open: Vec<usize> = ways_of_value.iter().copied().filter(|way| free[*way]).collect();
        let Some(way) = draw.pick(&open).copied() else { break };
        chosen.push(way);
        for key in keys {
            let Some(text) = &ways[way].1[*key] else { continue };
            for other in values.get(&(*key, text.as_str())).into_iter().flatten() {
                if !std::mem::replace(&mut free[*other], false) {
                    continue;
                }
                for key in keys {
                    let place = ways[*other].1[*key].as_ref().and_then(|text| values.get_index_of(&(*key, text.as_str())));
                    place.into_iter().for_each(|place| left[place] -= 1);
                }
            }
        }
    }
    chosen
}
