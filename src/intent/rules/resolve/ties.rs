//! What a text tells of each two things, counted: the marks by which it is told whether the one refers to the other.
//!
//! Comes in: facts, sentences, things, their fields, what the rules make of their relations, and what typical models have. Goes out: for each thing and each other one their [`Marks`]. Never happens: a mark of one thing and itself.

use std::collections::{BTreeMap, BTreeSet};

use super::domains::{self, Near, Places};
use super::fields::Fields;
use super::links::{Relation, Relations};
use super::marks::{Marks, shape};
use super::things::{Things, head};
use crate::intent::rules::facts::{Fact, Manner, Part, Relates};
use crate::intent::rules::meanings;
use crate::intent::rules::phrases::{Noun, Piece};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::words::{self, Sense};

/// More of the same says no more.
const MOST: i32 = 300;

/// More things than most models have.
const MANY: usize = 60;

/// Where no field has both.
const NEITHER: i32 = -10;

const SHAPES: [&str; 6] = ["each", "several", "many", "a", "the", "bare"];

/// What is told of the first, which may refer, and the second.
type Ties = BTreeMap<(usize, usize), Marks>;

#[derive(Default)]
pub struct Counted {
    pub all: Ties,
    /// Those of which words tell how they relate, more than that both are spoken of.
    pub told: BTreeSet<(usize, usize)>,
    /// The first verb between the two, with its preposition; `back` where the second is its subject.
    pub verbs: BTreeMap<(usize, usize), String>,
}

impl Counted {
    fn add(&mut self, a: usize, b: usize, mark: String) {
        let amount = self.all.entry((a, b)).or_default().entry(mark).or_default();
        *amount = (*amount + 100).min(MOST);
    }

    pub fn verb(&self, pair: (usize, usize)) -> &str {
        self.verbs.get(&pair).map_or("", String::as_str)
    }

    /// What words tell of both.
    fn tell(&mut self, a: usize, b: usize, mark: &str) {
        self.told.extend([(a, b), (b, a)]);
        self.mark(a, b, mark);
    }

    /// Of both, from the side of each.
    fn mark(&mut self, a: usize, b: usize, mark: &str) {
        if a != b {
            self.add(a, b, format!("to {mark}"));
            self.add(b, a, format!("from {mark}"));
        }
    }

    fn both(&mut self, a: usize, b: usize, mark: &str) {
        if a != b {
            self.add(a, b, mark.to_string());
            self.add(b, a, mark.to_string());
        }
    }
}

pub fn of_all(reader: &Reader, things: &Things, fields: &Fields, all: &[Relation], made: &Relations) -> Counted {
    let mut counted = Counted::default();
    for fact in &reader.facts {
        match fact {
            Fact::Relates(relates) => of_verb(&mut counted, things, relates),
            Fact::Owns { owner, part, manner } => of_part(&mut counted, things, owner, part, *manner),
            Fact::Of { part, whole } => {
                if let (Some((a, _)), Some((b, _))) = (things.find(part), things.find(whole)) {
                    counted.tell(a, b, "is of");
                }
            }
            Fact::IsA { one, other } => {
                if let (Some((a, _)), Some((b, _))) = (things.find(one), things.find(other)) {
                    counted.tell(a, b, "is a");
                }
            }
            _ => {}
        }
    }
    let mut first: BTreeMap<usize, usize> = BTreeMap::new();
    for (sentence, pieces) in reader.spoken.iter().enumerate() {
        of_sentence(&mut counted, things, pieces, sentence, &mut first);
    }
    for one in all {
        let number = |many: Option<bool>| match many {
            None => "unsaid",
            Some(true) => "many",
            Some(false) => "one",
        };
        counted.tell(one.a, one.b, &format!("told {}", number(one.b_per_a)));
        if one.a_per_b.is_some() {
            counted.mark(one.a, one.b, &format!("told back {}", number(one.a_per_b)));
        }
        for (mark, holds) in [
            ("surely", one.sure > 1),
            ("with a role", one.role.is_some()),
            ("strongly", one.strong),
            ("of an event", one.event),
            ("to belong", one.belongs),
            ("by no verb", one.verb.is_none()),
        ] {
            if holds {
                counted.mark(one.a, one.b, mark);
            }
        }
    }
    for (a, b, _, _) in &fields.between {
        counted.both(*a, *b, "fields between");
    }
    for pair in &made.pairs {
        counted.both(pair.a, pair.b, "pair");
    }
    for one in &made.references {
        counted.mark(one.from, one.to, "refers");
    }
    beside(&mut counted.all, things, fields, made, &first);
    of_domains(&mut counted.all, things);
    counted
}

/// What typical models of the field have between things of such names.
fn of_domains(all: &mut Ties, things: &Things) {
    let near = Near::new(&things.nouns);
    let places: Vec<Places> = things.all.iter().map(|thing| near.places(&thing.name)).collect();
    for ((a, b), marks) in all {
        marks.insert("near joined".to_string(), near.joined(&places[*a], &places[*b]).unwrap_or(NEITHER));
        marks.insert("typically joined".to_string(), domains::joined_anywhere(&things.all[*a].name, &things.all[*b].name));
        for (back, from, to) in [("", *a, *b), (" back", *b, *a)] {
            marks.insert(format!("near refers{back}"), near.refers(&places[from], &places[to]).unwrap_or(NEITHER));
            marks.insert(format!("typically refers{back}"), domains::refers_anywhere(&things.all[from].name, &things.all[to].name));
        }
    }
}

/// What each of the two is by itself, and where they stand.
fn beside(all: &mut Ties, things: &Things, fields: &Fields, made: &Relations, first: &BTreeMap<usize, usize>) {
    let mut up: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    let mut down: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for one in made.references.iter().filter(|one| one.from != one.to) {
        up.entry(one.from).or_default().insert(one.to);
        down.entry(one.to).or_default().insert(one.from);
    }
    let none = BTreeSet::new();
    let of = |map: &BTreeMap<usize, BTreeSet<usize>>, at: usize| map.get(&at).unwrap_or(&none).clone();
    let count = |amount: usize| i32::try_from(amount.min(12)).unwrap_or(12) * 100;
    for a in 0..things.all.len() {
        for b in 0..things.all.len() {
            // Of very many things only those count that are spoken of together.
            if a == b || things.all.len() > MANY && !all.contains_key(&(a, b)) {
                continue;
            }
            let marks = all.entry((a, b)).or_default();
            let (name, other) = (things.all[a].name.as_str(), things.all[b].name.as_str());
            let (up_a, up_b, down_a, down_b) = (of(&up, a), of(&up, b), of(&down, a), of(&down, b));
            let thirds = |one: &BTreeSet<usize>, other: &BTreeSet<usize>| {
                one.intersection(other).filter(|third| **third != a && **third != b).count()
            };
            let numbers = [
                ("its references", up_a.len()),
                ("other's references", up_b.len()),
                ("referring to it", down_a.len()),
                ("referring to other", down_b.len()),
                ("its fields", fields.of[a].len()),
                ("other's fields", fields.of[b].len()),
                ("things", things.all.len()),
                ("joined", thirds(&down_a, &down_b)),
                ("siblings", thirds(&up_a, &up_b)),
                ("by way of", thirds(&up_a, &down_b)),
                ("back by way of", thirds(&up_b, &down_a)),
            ];
            for (mark, number) in numbers {
                if number > 0 {
                    marks.insert(mark.to_string(), count(number));
                }
            }
            let starts = name.starts_with(&format!("{other}_"));
            let apart = first.get(&a).zip(first.get(&b)).map(|(one, other)| (*one as i64 - *other as i64).clamp(-9, 9));
            if let Some(apart) = apart {
                marks.insert("sentences apart".to_string(), i32::try_from(apart).unwrap_or(0) * 100);
            }
            for (mark, holds) in [
                ("named after it", starts),
                ("same head", head(name) == head(other)),
                ("is a person", words::is_person(head(name))),
                ("other is a person", words::is_person(head(other))),
                ("is dependent", words::is_dependent(head(name))),
                ("is shared", words::is_shared(head(name))),
                ("other is shared", words::is_shared(head(other))),
            ] {
                if holds {
                    marks.insert(mark.to_string(), 100);
                }
            }
            for (mark, noun) in [("is", head(name)), ("other is", head(other))] {
                if let Some(meaning) = meanings::of(noun) {
                    marks.insert(format!("{mark} {}", meaning.class), 100);
                    marks.insert(format!("{mark} likely"), meaning.likely * 10 + 10);
                }
            }
        }
    }
}

fn of_verb(counted: &mut Counted, things: &Things, relates: &Relates) {
    let (Some((a, a_role)), Some((b, b_role))) = (things.find(&relates.from), things.find(&relates.to)) else { return };
    if a == b || relates.from.quantity.none || relates.to.quantity.none {
        return;
    }
    let sense = match relates.sense.unwrap_or(Sense::Act) {
        Sense::Be => "is",
        Sense::Have | Sense::Split => "has",
        Sense::Store | Sense::Identify => "stores",
        Sense::Manage => "manages",
        Sense::Make => "makes",
        Sense::Meet => "meets",
        Sense::Belong => "belongs",
        Sense::Act => "acts",
    };
    let passive = if relates.passive { " passive" } else { "" };
    let word = match relates.preposition.as_deref() {
        None => "nothing",
        Some(word @ ("by" | "to" | "in" | "for" | "of" | "with" | "on" | "at" | "from")) => word,
        Some(_) => "other",
    };
    let said: Vec<&str> =
        std::iter::once(relates.verb.as_str()).chain(relates.passive.then_some("passive")).chain(relates.preposition.as_deref()).collect();
    let said = said.join("-").replace(' ', "-");
    counted.verbs.entry((b, a)).or_insert_with(|| format!("back-{said}"));
    counted.verbs.entry((a, b)).or_insert(said);
    for mark in [
        format!("{sense}{passive}"),
        format!("subject {}", shape(&relates.from, SHAPES)),
        format!("object {}", shape(&relates.to, SHAPES)),
        format!("by {word}"),
    ] {
        counted.tell(a, b, &mark);
    }
    for (mark, holds) in [
        ("may", relates.may),
        ("another", relates.to.quantity.other),
        ("as actor", relates.actor),
        ("playing a part", a_role.is_some()),
        ("to a part", b_role.is_some()),
    ] {
        if holds {
            counted.mark(a, b, mark);
        }
    }
}

fn of_part(counted: &mut Counted, things: &Things, owner: &Noun, part: &Part, manner: Manner) {
    let (Some((a, _)), Some((b, _))) = (things.find(owner), things.find(&part.noun)) else { return };
    let manner = match manner {
        Manner::Has => "has",
        Manner::Stored => "stored",
        Manner::Listed => "listed",
        Manner::Loose => "loosely",
    };
    counted.tell(a, b, &format!("owns {manner}"));
    counted.mark(a, b, &format!("owns {}", shape(&part.noun, SHAPES)));
}

fn of_sentence(counted: &mut Counted, things: &Things, pieces: &[Piece], sentence: usize, first: &mut BTreeMap<usize, usize>) {
    let told: Vec<(usize, usize, &Noun)> = pieces
        .iter()
        .enumerate()
        .filter_map(|(place, piece)| if let Piece::Noun(noun) = piece { Some((place, things.find(noun)?.0, noun)) } else { None })
        .collect();
    for (_, at, _) in &told {
        first.entry(*at).or_insert(sentence);
    }
    if let [(0, a, _), rest @ ..] = told.as_slice() {
        for (_, b, _) in rest {
            counted.mark(*a, *b, "opens");
        }
    }
    for (at, (place, a, one)) in told.iter().enumerate() {
        for (later, (other_place, b, other)) in told[at + 1..].iter().enumerate() {
            if a == b {
                continue;
            }
            counted.both(*a, *b, "same sentence");
            let number = |noun: &Noun| {
                if noun.quantity.each {
                    "each"
                } else if noun.plural {
                    "plural"
                } else {
                    "singular"
                }
            };
            let near = if later == 0 { "next" } else { "far" };
            counted.mark(*a, *b, &format!("{near} {} {}", number(one), number(other)));
            if later == 0 && other_place - place == 2 {
                let between = match &pieces[place + 1] {
                    Piece::And => "and",
                    Piece::Verb(_) => "verb",
                    Piece::Preposition(word, _) => match word.as_str() {
                        "of" | "in" | "for" | "with" | "to" | "on" | "at" | "per" | "from" | "by" => word,
                        _ => "preposition",
                    },
                    _ => "sign",
                };
                counted.mark(*a, *b, &format!("between {between}"));
            }
        }
    }
}
