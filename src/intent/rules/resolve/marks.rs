//! What a text tells of each noun, counted: the marks by which a thing is told from a property.
//!
//! Comes in: facts, sentences, and what typical models have. Goes out: for each noun its [`Marks`]. Never happens: a mark that depends on another noun's decision.

use std::collections::BTreeMap;
use std::ops::Range;

use indexmap::IndexMap;

use super::domains::Near;
use super::things::{head, thing_name};
use super::weights::Candidate;
use super::{among, company};
use crate::intent::fill;
use crate::intent::rules::facts::{Fact, Manner};
use crate::intent::rules::meanings;
use crate::intent::rules::phrases::{Noun, Piece};
use crate::intent::rules::properties::{is_actor, is_plain_property};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::words::{self, Sense};

/// How much of each mark there is, in hundredths: whole numbers, so that a decision does not hang on how a machine rounds.
pub type Marks = BTreeMap<String, i32>;

/// More of the same says no more.
const MOST: i32 = 200;

/// A noun, and what is told of it.
#[derive(Debug, Default)]
pub struct Told {
    pub marks: Marks,
    pub range: Range<usize>,
}

#[derive(Default)]
struct Counted {
    all: BTreeMap<String, Told>,
}

impl Counted {
    fn mark(&mut self, noun: &Noun, mark: &'static str) {
        // `a name and a number of beds`: they are counted, not kept.
        if noun.pronoun.is_some() || noun.words.is_empty() || noun.words.len() > 3 || is_actor(noun) || noun.has_flag("number_of") {
            return;
        }
        let name = thing_name(noun);
        if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
            return;
        }
        let told = self.all.entry(name).or_insert_with(|| Told { marks: Marks::new(), range: noun.range.clone() });
        let amount = told.marks.entry(mark.to_string()).or_default();
        *amount = (*amount + 100).min(MOST);
    }
}

/// What is told of all nouns; `also`: other names of one thing, `least`: the weight by which facts alone make a thing.
pub fn of_all(
    reader: &Reader,
    candidates: &IndexMap<String, Candidate>,
    also: &BTreeMap<String, String>,
    least: f32,
) -> BTreeMap<String, Told> {
    let mut all = count(reader);
    // `We build chat agents. Each agent has a name`: what is told by either name is told of one thing.
    for (other, name) in also {
        let Some(told) = all.get(other).map(|told| told.marks.clone()) else { continue };
        let known = all.entry(name.clone()).or_default();
        for (mark, amount) in told {
            let sum = known.marks.entry(mark).or_default();
            *sum = (*sum + amount).min(MOST);
        }
    }
    let heavy = candidates.values().filter(|one| one.weight >= least).count();
    for (name, one) in candidates {
        let told = all.entry(name.clone()).or_default();
        told.range = one.range.clone();
        weighed(&mut told.marks, one, least);
    }
    for (name, told) in &mut all {
        lexical(name, &mut told.marks);
        // A long text has more nouns of which nothing is kept.
        told.marks.insert("things beside".to_string(), hundredths((heavy as f32 / 6.0).min(3.0)));
        if heavy < 5 {
            told.marks.insert("few things".to_string(), 100);
        }
    }
    among::mark(&mut all);
    company::mark(&mut all, reader, candidates, least);
    of_domains(&mut all);
    all
}

/// What typical models of the field have by such a name.
fn of_domains(all: &mut BTreeMap<String, Told>) {
    let near = Near::new(&all.keys().cloned().collect());
    for (name, told) in all {
        let said = near.of_noun(name);
        for (mark, amount) in [
            ("near table", said.table),
            ("near head", said.head_of_table),
            ("near column", said.column),
            ("near likeness", said.likeness),
            ("typically table", said.tables),
            ("typically share", said.share),
        ] {
            told.marks.insert(mark.to_string(), amount);
        }
    }
}

/// What the weights of facts say.
fn weighed(marks: &mut Marks, one: &Candidate, least: f32) {
    marks.insert("weight".to_string(), hundredths(one.weight.clamp(-3.0, 4.0)));
    marks.insert("weight near".to_string(), hundredths((one.weight - least).clamp(-1.0, 2.0)));
    marks.insert("owns".to_string(), hundredths(one.owns.min(3.0)));
    for (mark, holds) in [("heavy", one.weight >= least), ("several", one.several), ("stands", one.stands)] {
        if holds {
            marks.insert(mark.to_string(), 100);
        }
    }
}

fn hundredths(amount: f32) -> i32 {
    (amount * 100.0).round() as i32
}

/// `the name of the passenger`, of whom nothing else is said.
pub fn is_only_of_a_property(marks: &Marks) -> bool {
    let told = |mark: &str| {
        mark.starts_with("said ") && mark != "said of"
            || mark.contains("property") && mark != "of its property"
            || mark.starts_with("part ")
    };
    marks.contains_key("of its property") && !marks.contains_key("has") && !marks.keys().any(|mark| told(mark))
}

/// `patents claim the priority of an earlier patent`: a property of that one, which itself has none.
pub fn is_the_property_of_something(marks: &Marks) -> bool {
    let has = marks.keys().any(|mark| mark.starts_with("has") || mark.starts_with("listed") || mark.starts_with("stored"));
    // `The colours of the buttons must be warm`
    let counted = ["said each", "said several", "said a", "said bare", "weak"].iter().any(|mark| marks.contains_key(*mark));
    let told = marks.contains_key("done the") || !counted && !marks.keys().any(|mark| mark.starts_with("part "));
    ["attribute", "of something"].iter().all(|mark| marks.contains_key(*mark)) && told && !has
}

/// `several phone numbers`: a table, but one of whoever has them.
pub fn is_several_of_a_property(marks: &Marks) -> bool {
    let has = marks.keys().any(|mark| mark.starts_with("has") || mark.starts_with("listed") || mark.starts_with("stored"));
    marks.contains_key("attribute") && marks.contains_key("part several") && !has
}

/// How a noun is spoken of.
pub fn shape(noun: &Noun, marks: [&'static str; 6]) -> &'static str {
    let [each, several, many, indefinite, definite, bare] = marks;
    if noun.quantity.each {
        each
    } else if noun.quantity.said && noun.quantity.many == Some(true) {
        several
    } else if noun.plural {
        many
    } else if noun.quantity.indefinite || noun.quantity.said {
        indefinite
    } else if noun.range.len() > noun.last.len() {
        definite
    } else {
        bare
    }
}

fn count(reader: &Reader) -> BTreeMap<String, Told> {
    let mut counted = Counted::default();
    for fact in &reader.facts {
        of_fact(&mut counted, fact);
    }
    for pieces in &reader.spoken {
        for (at, piece) in pieces.iter().enumerate() {
            let Piece::Noun(noun) = piece else { continue };
            let shapes = ["said each", "said several", "said many", "said a", "said the", "said bare"];
            counted.mark(noun, shape(noun, shapes));
            if at == 0 {
                counted.mark(noun, "opens");
            }
            if noun.owner_word.is_some() {
                counted.mark(noun, "said its");
            }
            if let Some(of) = noun.of.as_deref() {
                counted.mark(of, "said of");
            }
        }
    }
    for (_, lead) in &reader.leads {
        counted.mark(lead, "leads");
    }
    counted.all
}

fn of_fact(counted: &mut Counted, fact: &Fact) {
    match fact {
        Fact::Thing { noun, weight } => counted.mark(
            noun,
            if *weight >= 1.0 {
                "thing"
            } else if *weight >= 0.4 {
                "thing perhaps"
            } else {
                "thing hardly"
            },
        ),
        Fact::Owns { owner, part, manner } => {
            let property = is_plain_property(&part.noun) || part.named.is_some() || !part.kind.is_empty() || !part.states.is_empty();
            counted.mark(
                owner,
                match (manner, property) {
                    (Manner::Has, true) => "has property",
                    (Manner::Has, false) => "has",
                    (Manner::Stored, true) => "stored property",
                    (Manner::Stored, false) => "stored",
                    (Manner::Listed, true) => "listed property",
                    (Manner::Listed, false) => "listed",
                    (Manner::Loose, _) => "loose",
                },
            );
            let of_actor = is_actor(owner);
            counted.mark(&part.noun, shape(&part.noun, ["part each", "part several", "part many", "part a", "part the", "part bare"]));
            if *manner == Manner::Listed {
                counted.mark(&part.noun, "part listed");
            }
            if of_actor {
                counted.mark(&part.noun, "part of us");
            }
            if !part.states.is_empty() {
                counted.mark(&part.noun, "part with states");
            }
            if part.unique {
                counted.mark(&part.noun, "part unique");
            }
            if !part.noun.brackets.is_empty() {
                counted.mark(&part.noun, "part with brackets");
            }
        }
        Fact::Relates(relates) => {
            let actor = relates.actor;
            counted.mark(
                &relates.from,
                if actor {
                    "does as actor"
                } else {
                    match (relates.passive, relates.sense.unwrap_or(Sense::Act)) {
                        (true, _) => "is done to",
                        (false, Sense::Make | Sense::Manage) => "makes",
                        (false, Sense::Belong) => "belongs",
                        (false, Sense::Meet) => "meets",
                        (false, _) => "does",
                    }
                },
            );
            let shapes = match relates.preposition.as_deref() {
                None => ["done each", "done several", "done many", "done a", "done the", "done bare"],
                Some("by") => ["by each", "by several", "by many", "by a", "by the", "by bare"],
                Some("to" | "in" | "for" | "of") => ["to each", "to several", "to many", "to a", "to the", "to bare"],
                Some(_) => ["with each", "with several", "with many", "with a", "with the", "with bare"],
            };
            counted.mark(&relates.to, shape(&relates.to, shapes));
        }
        Fact::Of { part, whole } => {
            if is_plain_property(part) {
                counted.mark(whole, "of its property");
            }
            counted.mark(part, "of something");
            counted.mark(whole, "something of it");
        }
        Fact::IsA { one, other } => {
            counted.mark(one, "is one");
            counted.mark(other, "is it");
        }
        Fact::Unique { owner, .. } => counted.mark(owner, "unique"),
        Fact::States { owner, .. } => counted.mark(owner, "states"),
        Fact::Tree { noun } => counted.mark(noun, "tree"),
        Fact::Plays { role, thing, .. } => {
            counted.mark(role, "plays");
            counted.mark(thing, "played by");
        }
        Fact::Seed { noun, .. } => counted.mark(noun, "seed"),
        Fact::Without { noun } => counted.mark(noun, "without"),
        Fact::Happens { noun, .. } => counted.mark(noun, "happens"),
        Fact::Flag { part, .. } => counted.mark(part, "flag"),
        Fact::SoftDelete { noun } | Fact::Audited { noun } => {
            if let Some(noun) = noun {
                counted.mark(noun, "wished");
            }
        }
        Fact::Tenant => {}
    }
}

fn lexical(name: &str, marks: &mut Marks) {
    let head = head(name);
    let mut is = |mark: &str, holds: bool| {
        if holds {
            marks.insert(mark.to_string(), 100);
        }
    };
    is("typical", fill::is_typical(name));
    is("typical head", fill::is_typical(head) && name != head);
    is("person", words::is_person(head));
    is("role", words::is_role(head));
    is("agent", ["er", "or", "ist", "ian", "eer", "man", "ee"].iter().any(|end| head.ends_with(end)));
    is("attribute", words::is_attribute(head) || words::is_attribute(name));
    is("weak", words::is_weak_attribute(head));
    is("seldom", words::is_seldom(head));
    is("shared", words::is_shared(head));
    is("organization", words::is_organization(head));
    is("group", words::is_group(head));
    is("dependent", words::is_dependent(head));
    is("never", words::is_never(head) || words::is_never(name));
    is("unit", words::is_unit(head));
    is("state", words::is_state(head));
    is("compound", name.contains('_'));
    is("of name", name.split('_').any(|word| matches!(word, "of" | "per")));
    is("adjective", name.split('_').next().is_some_and(words::is_adjective) && name.contains('_'));
    let first = name.split('_').next().filter(|first| *first != name);
    for (mark, noun) in [("is", Some(head)), ("first is", first)] {
        if let Some(meaning) = noun.and_then(meanings::of) {
            marks.insert(format!("{mark} {}", meaning.class), 100);
            marks.insert(format!("{mark} likely"), meaning.likely * 10 + 10);
        }
    }
}
