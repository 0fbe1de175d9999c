//! How things relate: what the words say of each pair, merged into references and many-to-many links.
//!
//! Comes in: facts, things, relations of lists. Goes out: [`Reference`]s between things and [`Pair`]s. Never happens: two references for one relation that is said twice.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use indexmap::IndexMap;

use super::fields::Fields;
use super::frames;
use super::leads;
use super::pairs;
use super::scan;
use super::things::Things;
use crate::intent::rules::facts::Fact;
use crate::intent::rules::reader::Reader;

/// What one place of the text says of two things.
#[derive(Debug, Clone, Default)]
pub struct Relation {
    pub a: usize,
    pub b: usize,
    /// Whether one `a` has many `b`; none where nothing is said.
    pub b_per_a: Option<bool>,
    pub a_per_b: Option<bool>,
    /// 2 by a word of number, 1 by the singular, 0 by the plural.
    pub sure: u8,
    /// The same of `a_per_b`; what a verb lets one expect is 0.
    pub sure_back: u8,
    pub optional: bool,
    pub role: Option<String>,
    /// What the text calls it, where that is not the thing's name: the dominant parcel.
    pub told: Option<String>,
    /// The verb, where it is one of its own.
    pub verb: Option<String>,
    pub passive: bool,
    pub strong: bool,
    pub other: bool,
    /// From what happens to who takes part.
    pub event: bool,
    /// The one of the two that refers, where each has one of the other.
    pub belongs: bool,
    pub range: Range<usize>,
}

impl Relation {
    pub fn refers(a: usize, b: usize, role: Option<String>, optional: bool, range: Range<usize>) -> Relation {
        Relation { a, b, b_per_a: Some(false), a_per_b: None, sure: 1, optional, role, strong: true, range, ..Relation::default() }
    }

    /// One goes with many others of its kind.
    pub fn others(at: usize, word: &str, range: Range<usize>) -> Relation {
        let verb = Some(word.to_string());
        Relation { a: at, b: at, b_per_a: Some(true), sure: 2, other: true, strong: true, verb, range, ..Relation::default() }
    }
}

#[derive(Debug, Clone)]
pub struct Refers {
    pub from: usize,
    pub to: usize,
    pub role: Option<String>,
    pub optional: bool,
    pub unique: bool,
    /// Nothing says that there is only one; the other only has many of these.
    pub expected: bool,
    /// Only that both take part in one happening.
    pub loose: bool,
    /// Likely, but no words say it.
    pub unsaid: bool,
    pub range: Range<usize>,
}

#[derive(Debug, Clone)]
pub struct Pair {
    pub a: usize,
    pub b: usize,
    /// What happens between them, where there are several such pairs of the two.
    pub named: Option<String>,
    /// Said by a word of number.
    pub said: bool,
    /// No rule found it: it is likely.
    pub judged: bool,
    pub range: Range<usize>,
}

#[derive(Debug, Default)]
pub struct Relations {
    pub references: Vec<Refers>,
    pub pairs: Vec<Pair>,
}

/// All that the text says of pairs of things, in its order.
pub fn relations(reader: &Reader, things: &Things, fields: &Fields) -> Vec<Relation> {
    let mut events = frames::Events::new();
    let mut all: Vec<Relation> = fields.relations.clone();
    for fact in &reader.facts {
        match fact {
            Fact::Relates(relates) => frames::of_verb(things, relates, &mut all, &mut events),
            Fact::Happens { verb, noun } => frames::happens(things, verb, noun, &mut all, &mut events),
            _ => {}
        }
    }
    kinds(reader, things, &mut all);
    scan::phrases(reader, things, &mut all);
    all
}

/// `Every vessel is a ship or a barge`, where all of them are things: each ship is one vessel.
fn kinds(reader: &Reader, things: &Things, all: &mut Vec<Relation>) {
    let mut told: Vec<(usize, usize, Range<usize>)> = Vec::new();
    for fact in &reader.facts {
        if let Fact::IsA { one, other } = fact
            && let (Some((one, None)), Some((other, None))) = (things.find(one), things.find(other))
            && one != other
        {
            told.push((one, other, fact_range(fact)));
        }
    }
    let mut kinds: BTreeMap<usize, usize> = BTreeMap::new();
    for (one, _, _) in &told {
        *kinds.entry(*one).or_default() += 1;
    }
    let mut related: BTreeSet<(usize, usize)> = all.iter().map(|one| (one.a.min(one.b), one.a.max(one.b))).collect();
    for (one, other, range) in &told {
        let several = kinds.get(one).is_some_and(|count| *count > 1);
        let (from, to) = if several { (*other, *one) } else { (*one, *other) };
        if !related.insert((from.min(to), from.max(to))) {
            continue;
        }
        let refers = Relation::refers(from, to, None, false, range.clone());
        all.push(Relation { a_per_b: Some(false), belongs: true, ..refers });
    }
}

fn fact_range(fact: &Fact) -> Range<usize> {
    match fact {
        Fact::IsA { one, other } => one.range.start.min(other.range.start)..one.range.end.max(other.range.end),
        _ => 0..0,
    }
}

/// What all relations say together of each two things.
pub fn merge(things: &Things, mut all: Vec<Relation>) -> Relations {
    // Many of them play no part: each of the instruments of a customer is one of his.
    for one in all.iter_mut().filter(|one| one.b_per_a == Some(true)) {
        let name = &things.all[one.b].name;
        one.role.take_if(|role| role.ends_with(name.rsplit('_').next().unwrap_or_default()));
    }
    roles(&mut all);
    leads::apart(things, &mut all);
    let mut relations = Relations::default();
    // Those that play a part first: each is a reference of its own.
    for relation in all.iter().filter(|relation| relation.role.is_some()) {
        with_role(&mut relations, relation);
    }
    let mut pairs_of: IndexMap<(usize, usize), Vec<&Relation>> = IndexMap::new();
    for relation in all.iter().filter(|relation| relation.role.is_none()) {
        pairs_of.entry((relation.a.min(relation.b), relation.a.max(relation.b))).or_default().push(relation);
    }
    for (pair, of_pair) in pairs_of {
        let Some(relation) = of_pair.first() else { continue };
        let roles = relations.references.iter().any(|one| (one.from.min(one.to), one.from.max(one.to)) == pair);
        let strong = of_pair.iter().any(|one| one.strong);
        if roles && !strong {
            continue;
        }
        // Parts that are named say all there is in that direction.
        let named = |from: usize, to: usize| {
            relations
                .references
                .iter()
                .any(|one| one.from == from && one.to == to && one.role.as_ref().is_some_and(|role| !role.starts_with("other_")))
        };
        let towards = of_pair.iter().all(|one| {
            (named(one.a, one.b) && one.b_per_a != Some(true))
                || (named(one.b, one.a) && one.b_per_a == Some(true) && one.a_per_b != Some(true))
        });
        if relation.a != relation.b && roles && towards {
            continue;
        }
        if relation.a == relation.b {
            pairs::itself(&mut relations, &of_pair);
        } else {
            pairs::of_two(&mut relations, things, &of_pair, roles);
        }
    }
    tidy(&mut relations);
    relations
}

/// `the dominant parcel, the servient parcel`: two of one thing that only a word tells apart are two parts.
fn roles(all: &mut [Relation]) {
    let single = |one: &Relation| one.role.is_none() && one.b_per_a != Some(true);
    let mut names: BTreeMap<(usize, usize), BTreeSet<String>> = BTreeMap::new();
    let mut many: BTreeSet<(usize, usize)> = BTreeSet::new();
    for one in all.iter() {
        if one.b_per_a != Some(true) {
            let told = one.role.clone().or_else(|| one.told.clone());
            names.entry((one.a, one.b)).or_default().extend(told);
        } else if one.sure > 1 {
            many.extend([(one.a, one.b), (one.b, one.a)]);
        }
    }
    for one in all.iter_mut().filter(|one| single(one)) {
        let Some(told) = &one.told else { continue };
        let apart = names.get(&(one.a, one.b)).is_some_and(|names| names.iter().any(|other| other != told));
        if apart || many.contains(&(one.a, one.b)) {
            one.role = Some(told.clone());
        }
    }
}

fn with_role(relations: &mut Relations, relation: &Relation) {
    let many = relation.b_per_a == Some(true);
    let same = relations.references.iter_mut().find(|one| one.role == relation.role && one.from == relation.a && one.to == relation.b);
    if let Some(same) = same {
        same.optional |= relation.optional;
        return;
    }
    if many {
        relations.pairs.push(Pair {
            a: relation.a,
            b: relation.b,
            named: None,
            said: relation.sure > 1,
            judged: false,
            range: relation.range.clone(),
        });
        return;
    }
    relations.references.push(Refers {
        from: relation.a,
        to: relation.b,
        role: relation.role.clone(),
        optional: relation.optional,
        unique: false,
        expected: false,
        loose: false,
        unsaid: false,
        range: relation.range.clone(),
    });
}

/// Which things refer to each thing.
fn referring(references: &[Refers]) -> BTreeMap<usize, BTreeSet<usize>> {
    let mut all: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for one in references {
        all.entry(one.to).or_default().insert(one.from);
    }
    all
}

/// Whether a third refers to both.
fn joined(referring: &BTreeMap<usize, BTreeSet<usize>>, a: usize, b: usize) -> bool {
    let (Some(to_a), Some(to_b)) = (referring.get(&a), referring.get(&b)) else { return false };
    to_a.intersection(to_b).any(|third| *third != a && *third != b)
}

/// A pair that a thing between them already joins is no pair, and what other references tell is told once.
fn tidy(relations: &mut Relations) {
    // `A section has many students`, where enrolments say it.
    let to = referring(&relations.references);
    relations.references.retain(|one| !one.expected || one.role.is_some() || one.from == one.to || !joined(&to, one.from, one.to));
    let to = referring(&relations.references);
    let refers = |from: usize, to_: usize| to.get(&to_).is_some_and(|all| all.contains(&from));
    let mut up: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for one in &relations.references {
        up.entry(one.from).or_default().insert(one.to);
    }
    // A payment that happens for an appointment, where it is of the invoice of it.
    relations.references.retain(|one| {
        let mut thirds = up.get(&one.from).into_iter().flatten().filter(|third| **third != one.from && **third != one.to);
        let mut backs = up.get(&one.to).into_iter().flatten().filter(|third| **third != one.from && **third != one.to);
        // `Customers order boards`, where a board is of a position and a position of an order.
        let told = thirds.any(|third| refers(*third, one.to)) || backs.any(|third| refers(*third, one.from));
        one.role.is_some() || !one.loose || !told
    });
    let to = referring(&relations.references);
    let mut seen: BTreeSet<(usize, usize, Option<String>)> = BTreeSet::new();
    relations.pairs.retain(|pair| pair.said || pair.a == pair.b || !joined(&to, pair.a, pair.b));
    relations.pairs.retain(|pair| seen.insert((pair.a.min(pair.b), pair.a.max(pair.b), pair.named.clone())));
}
