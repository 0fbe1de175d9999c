//! The sentences of a text from which nothing was read, so that a person sees what a draft leaves out.
//!
//! Comes in: each sentence with the facts that it made, and later the outline that came of all facts. Goes out: the bytes of the sentences that came to nothing. Never happens: a sentence is
//! named that says what is left out on purpose, that greets, or that only leads to a list.

use std::collections::BTreeSet;
use std::ops::Range;

use super::facts::Fact;
use super::phrases::Noun;
use super::reader::Reader;
use super::tagging::{Tag, Word};
use crate::intent::outline::Outline;

/// Fewer words are a call, a thank-you or a name.
const FEWEST_WORDS: usize = 4;

/// A sentence that should say something.
pub struct Told {
    range: Range<usize>,
    /// The first of its facts, and the first behind them.
    facts: Range<usize>,
}

impl Reader {
    /// Whether a sentence is one whose silence is no loss: asked before it is read. The first of a text says what all of it is about.
    pub(super) fn is_silent(&self, found: &[Word]) -> bool {
        let words = found.iter().filter(|word| word.tag != Tag::Sign).count();
        let courtesy = |word: &Word| {
            matches!(word.word.as_str(), "hi" | "hello" | "hey" | "dear" | "please" | "thanks" | "thank" | "sorry" | "cheers" | "regards")
        };
        self.excluded
            || self.sentences == 0
            || words < FEWEST_WORDS
            || found.last().is_some_and(|word| word.is(":"))
            || found.first().is_some_and(courtesy)
            || super::exclusions::is_exercise(found)
            || super::exclusions::is_exclusion(found)
    }

    /// A sentence was read, and made the facts from this one on.
    pub(super) fn told(&mut self, range: Range<usize>, first: usize, silent: bool) {
        self.sentences += 1;
        if !silent {
            self.told.push(Told { range, facts: first..self.facts.len() });
        }
    }
}

/// The sentences whose facts came to nothing, in the order of the text.
pub fn unread(reader: &Reader, outline: &Outline) -> Vec<Range<usize>> {
    let names = Names::of(outline);
    let read = |told: &Told| reader.facts.get(told.facts.clone()).is_some_and(|facts| facts.iter().any(|fact| names.bear_out(fact)));
    reader.told.iter().filter(|told| !read(told)).map(|told| told.range.clone()).collect()
}

/// What the outline speaks of, in small letters without what stands between words.
struct Names {
    entities: BTreeSet<String>,
    members: BTreeSet<String>,
    /// The last words of entities.
    last: BTreeSet<String>,
}

fn last_word(name: &str) -> Option<String> {
    heck::ToSnakeCase::to_snake_case(name).rsplit('_').next().map(str::to_string)
}

impl Names {
    fn of(outline: &Outline) -> Names {
        let members = outline.entities.iter().flat_map(|entity| {
            let fields = entity.fields.iter().map(|field| field.name.as_str());
            fields.chain(entity.references.iter().map(|reference| reference.name.as_str()))
        });
        Names {
            entities: outline.entities.iter().map(|entity| bare(&entity.name)).collect(),
            last: outline.entities.iter().filter_map(|entity| last_word(&entity.name)).collect(),
            members: members.map(bare).collect(),
        }
    }

    fn entity(&self, noun: &Noun) -> bool {
        let head = bare(noun.head());
        // `the line` of an order line.
        !head.is_empty() && (self.entities.contains(&bare(&noun.name())) || self.last.contains(&head))
    }

    fn member(&self, noun: &Noun) -> bool {
        self.members.contains(&bare(&noun.name())) || self.members.contains(&bare(noun.head()))
    }

    /// Whether what a fact says is in the outline, or bears on all of it.
    fn bear_out(&self, fact: &Fact) -> bool {
        let either = |noun: &Noun| self.entity(noun) || self.member(noun);
        match fact {
            Fact::Happens { .. } => false,
            Fact::Thing { noun, .. } | Fact::Tree { noun } | Fact::Seed { noun, .. } => self.entity(noun),
            Fact::Owns { owner, part, .. } => self.entity(owner) && either(&part.noun),
            Fact::Of { part, whole } => self.entity(whole) && either(part),
            Fact::Relates(relates) => self.entity(&relates.from) && self.entity(&relates.to),
            Fact::IsA { one, other } => self.entity(one) || self.entity(other),
            Fact::Unique { owner, .. } | Fact::States { owner, .. } | Fact::Plays { owner, .. } => self.entity(owner),
            Fact::Flag { part, .. } => either(part),
            Fact::Without { .. } | Fact::SoftDelete { .. } | Fact::Audited { .. } | Fact::Tenant => true,
        }
    }
}

fn bare(name: &str) -> String {
    name.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
