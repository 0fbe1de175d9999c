//! Asking a model, and taking from its answer what the text bears out.
//!
//! Comes in: an outline that the rules made, and its text. Goes out: the outline with additions, each with the words that say it; questions for the rest. Never happens: something in the outline is removed or
//! changed; two answers to one text; an answer that nobody bounded.

use std::collections::BTreeMap;
use std::ops::Range;

use heck::{ToSnakeCase, ToUpperCamelCase};

use super::answer::{Proposal, name_key, proposals, repeats};
use super::fitness::Weight;
use super::ground::{Place, Words, meaning};
use super::{Decoder, DecodingError, Stage, Watch};
use crate::intent::outline::{Because, Entity, Field, Outline, Reference};
use crate::intent::{Known, Said, rules};

/// A model reads so many bytes of a text; the rules read all of it.
pub const LONGEST_TEXT: usize = 6_000;

/// More questions than this nobody answers.
const MOST_QUESTIONS: usize = 6;

/// How long an answer may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    pub answer_tokens: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { answer_tokens: 768 }
    }
}

/// What a model brought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assisted {
    /// Word for word, to be kept: [`take`] makes the same of it again, without a model.
    pub answer: String,
    /// What the rules had found and the model says too.
    pub confirmed: usize,
    /// What is new in the outline, with the words that say it.
    pub added: Vec<Said>,
    /// What only the model says, as questions; they stand in the outline too.
    pub questions: Vec<String>,
    /// What a person should know of this reading.
    pub notes: Vec<String>,
}

/// The answer to a text: cut where the model goes in circles, or where it is long enough.
pub fn ask(decoder: &mut dyn Decoder, text: &str, limits: &Limits, watch: &mut Watch<'_>) -> Result<String, DecodingError> {
    decoder.begin(watch)?;
    decoder.feed(&readable(text), watch)?;
    let mut said = Vec::new();
    for done in 1..=limits.answer_tokens {
        let Some(piece) = decoder.next()? else { break };
        said.extend(piece);
        if !watch(Stage::Answer { done, at_most: limits.answer_tokens }) {
            return Err(DecodingError::Stopped);
        }
        if said.last() == Some(&b'\n') && repeats(&String::from_utf8_lossy(&said)) {
            break;
        }
    }
    Ok(String::from_utf8_lossy(&said).into_owned())
}

/// The beginning of a text, up to the end of a line or a word, without signs that are none of a text.
fn readable(text: &str) -> String {
    let mut end = text.len().min(LONGEST_TEXT);
    if end < text.len() {
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let breaks = |sign: char| text[..end].rfind(sign).filter(|at| *at > end / 2);
        end = breaks('\n').or_else(|| breaks(' ')).unwrap_or(end);
    }
    text[..end]
        .replace("\r\n", "\n")
        .chars()
        .map(|sign| if sign.is_control() && sign != '\n' { ' ' } else { sign })
        .collect::<String>()
        .trim()
        .to_string()
}

/// A model that reads beside the rules.
pub struct Assistant<'a> {
    pub weight: Weight,
    pub decoder: &'a mut dyn Decoder,
    pub limits: Limits,
    pub watch: &'a mut Watch<'a>,
}

impl Assistant<'_> {
    /// Asks, and takes from the answer what the text says.
    pub fn assist(&mut self, outline: &mut Outline, text: &str, known: &Known) -> Result<Assisted, DecodingError> {
        match ask(self.decoder, text, &self.limits, self.watch) {
            Ok(answer) => Ok(take(outline, text, known, self.weight, &answer)),
            // That depends on the text and the model alone, so it is the same in every run.
            Err(DecodingError::TooLong { tokens, at_most }) => {
                let note = format!("The model did not read the text, which has {tokens} tokens for it, and {at_most} is its limit");
                Ok(Assisted { notes: vec![note], ..Assisted::default() })
            }
            Err(error) => Err(error),
        }
    }
}

/// Takes from an answer what the text says.
pub fn take(outline: &mut Outline, text: &str, known: &Known, weight: Weight, answer: &str) -> Assisted {
    let mut declared: Vec<String> = outline.entities.iter().map(|entity| entity_key(&entity.name)).collect();
    declared.extend(known.entities.iter().map(|entity| entity_key(&entity.name)));
    let proposed = proposals(answer, &declared);
    let may_be = rules::may_be_things(text).into_iter().map(|(name, may_be)| (name_key(&name), may_be)).collect();
    let mut reader = Reader { outline, known, text, words: Words::of(text), may_be, weight, assisted: Assisted::default() };
    reader.assisted.answer = answer.to_string();
    if text.len() > LONGEST_TEXT {
        let note = format!("The model read the first {LONGEST_TEXT} bytes of the text, the rules all {}", text.len());
        reader.assisted.notes.push(note);
    }
    reader.entities(&proposed);
    reader.attributes(&proposed);
    reader.relations(&proposed);
    reader.assisted.questions.truncate(MOST_QUESTIONS);
    let assisted = reader.assisted;
    outline.questions.extend(assisted.questions.iter().cloned());
    assisted
}

/// Of a name in PascalCase.
fn entity_key(name: &str) -> String {
    name_key(&name.to_snake_case())
}

struct Reader<'a> {
    outline: &'a mut Outline,
    known: &'a Known,
    text: &'a str,
    words: Words,
    /// By name: whether the rules, which did not take it for a thing, leave that open.
    may_be: BTreeMap<String, bool>,
    weight: Weight,
    assisted: Assisted,
}

impl Reader<'_> {
    fn entities(&mut self, proposed: &[Proposal]) {
        for proposal in proposed {
            let key = name_key(&proposal.entity);
            if self.entity(&key).is_some() || self.is_known(&key) {
                self.assisted.confirmed += 1;
                continue;
            }
            let name = proposal.entity.to_upper_camel_case();
            let places = self.words.places(&proposal.entity);
            if !places.is_empty() && places.iter().all(|place| self.is_read(place)) {
                self.question(format!("Is `{}` an entity of its own? The rules read it as a part of another", self.said(&places[0].range)));
                continue;
            }
            let Some(place) = places.into_iter().find(|place| !self.is_read(place)) else {
                self.question(format!("Is an entity `{name}` wanted? The model proposes it, and no words of the text name it"));
                continue;
            };
            if self.is_part(&key) {
                self.question(format!("Is `{}` an entity of its own? The rules read it as a part of another", self.said(&place.range)));
                continue;
            }
            if let Some((one, other)) = self.joined(&proposal.entity) {
                // Between two that stand, the rules know links and tables between.
                if !self.is_connected(&one, &other) {
                    self.question(format!("Can many `{one}` belong to many `{other}`? The model keeps `{name}` between them"));
                }
                continue;
            }
            // What the rules are sure is none, or is seldom one elsewhere, is none because a model says so.
            let last = proposal.entity.to_snake_case().rsplit('_').next().map(crate::plural::singular);
            let likely = self.may_be.get(&key).copied().unwrap_or_else(|| rules::is_mostly_a_thing(&last.unwrap_or_default()));
            if !self.bears_out(proposal) || !likely || self.weight == Weight::Small {
                self.question(format!("Is an entity `{name}` wanted? The model takes it from \"{}\"", self.said(&place.range)));
                continue;
            }
            self.added(format!("entity {name}"), &place.range);
            let name = crate::plural::singular(&name);
            self.outline.entities.push(Entity {
                name,
                fields: Vec::new(),
                references: Vec::new(),
                unique: Vec::new(),
                seed: None,
                about: None,
                because: Because::Said(place.range),
            });
        }
    }

    /// Whether the text says of it something to keep that is not read otherwise. A word alone is no table: people who use a system, roles and places come as words alone.
    fn bears_out(&self, proposal: &Proposal) -> bool {
        let own = self.words.places(&proposal.entity);
        proposal.attributes.iter().any(|attribute| self.attribute_place(&without_owner(attribute, &proposal.entity), &own).is_some())
    }

    /// The two entities whose names make up this one.
    fn joined(&self, name: &str) -> Option<(String, String)> {
        let cuts = name.match_indices('_').map(|(at, _)| (&name[..at], &name[at + 1..]));
        cuts.into_iter().find_map(|(one, other)| Some((self.name_of(&name_key(one))?, self.name_of(&name_key(other))?)))
    }

    fn attributes(&mut self, proposed: &[Proposal]) {
        for proposal in proposed {
            let key = name_key(&proposal.entity);
            let Some(at) = self.entity(&key) else { continue };
            let owner = self.words.places(&proposal.entity);
            for attribute in &proposal.attributes {
                let attribute = without_owner(attribute, &proposal.entity);
                if self.holds(at, &attribute) || self.resembles(at, &attribute) {
                    self.assisted.confirmed += 1;
                } else if let Some(place) = self.attribute_place(&attribute, &owner) {
                    self.attribute(at, &attribute, place);
                }
            }
        }
    }

    /// Where the text says it, unless that is read as something else already.
    fn attribute_place(&self, attribute: &str, owner: &[Place]) -> Option<Place> {
        let words = meaning(attribute);
        // Each table has its own moment of creation by a setting; an entity is referred to, also by its last word; what was done to something is a state or an event.
        let last = |name: &str| meaning(&name.to_snake_case()).pop();
        let mut entities =
            self.outline.entities.iter().map(|entity| &entity.name).chain(self.known.entities.iter().map(|entity| &entity.name));
        let is_entity = words.last().is_none_or(|word| entities.any(|name| last(name).as_ref() == Some(word)));
        let is_done = matches!(words.as_slice(), [word] if word.len() > 4 && (word.ends_with("ed") || word.ends_with("ing")));
        if ["created_at", "updated_at"].contains(&attribute) || is_entity || is_done {
            return None;
        }
        let places: Vec<Place> = self.words.places(attribute).into_iter().filter(|place| !self.is_read(place)).collect();
        self.words.beside(&places, owner)
    }

    /// Whether a field was read from these words: nothing is read twice.
    fn is_read(&self, place: &Place) -> bool {
        let fields = self.outline.entities.iter().flat_map(|entity| &entity.fields);
        fields.filter_map(|field| said_range(&field.because)).any(|range| range.start < place.range.end && place.range.start < range.end)
    }

    /// Whether an entity has this under a longer or a shorter name: `phone` and `phone_number`.
    fn resembles(&self, at: usize, attribute: &str) -> bool {
        let words = meaning(attribute);
        let within = |some: &[String], all: &[String]| !some.is_empty() && some.iter().all(|word| all.contains(word));
        let held = self.outline.entities[at].fields.iter().flat_map(|field| [&field.name].into_iter().chain(&field.states));
        held.map(|name| meaning(name)).any(|held| within(&words, &held) || within(&held, &words))
    }

    fn attribute(&mut self, at: usize, attribute: &str, place: Place) {
        let name = self.outline.entities[at].name.clone();
        // `captain`, `origin`: somebody or something that is referred to.
        let refers = self.outline.entities[at].references.iter().any(|one| one.name.starts_with(attribute));
        if self.weight == Weight::Small || refers || !rules::names_a_property(attribute) {
            self.question(format!("Has `{name}` a field `{attribute}`? The model takes it from \"{}\"", self.said(&place.range)));
            return;
        }
        self.added(format!("{name}.{attribute}"), &place.range);
        self.outline.entities[at].fields.push(Field {
            name: attribute.to_string(),
            // Types are given to all fields at once, whoever found them.
            kind: String::new(),
            states: Vec::new(),
            optional: false,
            unique: false,
            default: None,
            because: Because::Said(place.range),
        });
    }

    fn relations(&mut self, proposed: &[Proposal]) {
        for proposal in proposed {
            let Some(child) = self.entity(&name_key(&proposal.entity)) else { continue };
            for parent in &proposal.parents {
                let key = name_key(parent);
                let Some(to) = self.name_of(&key) else { continue };
                let from = self.outline.entities[child].name.clone();
                if self.refers(&from, &to) {
                    self.assisted.confirmed += 1;
                    continue;
                }
                // What the rules read between the two stands: the other way round, many on both sides, or by way of a third.
                if self.is_connected(&from, &to) {
                    continue;
                }
                // A model that says both ways knows neither.
                let turned = |other: &Proposal| {
                    name_key(&other.entity) == key && other.parents.iter().any(|one| name_key(one) == name_key(&proposal.entity))
                };
                if proposed.iter().any(turned) {
                    continue;
                }
                match self.together(&self.words.places(&proposal.entity), &self.words.places(parent)) {
                    Some(range) if self.weight == Weight::Whole => self.relation(child, &to, parent, range),
                    Some(range) => {
                        self.question(format!("Does `{from}` belong to `{to}`? The model takes it from \"{}\"", self.said(&range)))
                    }
                    None => self.question(format!("Does `{from}` belong to `{to}`? The model says so, and no sentence names both")),
                }
            }
        }
    }

    fn relation(&mut self, child: usize, to: &str, parent: &str, range: Range<usize>) {
        let from = self.outline.entities[child].name.clone();
        let name = crate::plural::singular(parent);
        if self.holds(child, &name) {
            return;
        }
        // A circle of required references would leave no row to begin with.
        let optional = self.needs(to, &from);
        self.added(format!("{from} -> {to}"), &range);
        self.outline.entities[child].references.push(Reference {
            name,
            to: to.to_string(),
            optional,
            unique: false,
            on_delete: None,
            because: Because::Said(range),
        });
    }

    fn together(&self, child: &[Place], parent: &[Place]) -> Option<Range<usize>> {
        let things: Vec<String> = self.outline.entities.iter().map(|entity| entity_key(&entity.name)).collect();
        self.words.together(self.text, child, parent, &things)
    }

    fn entity(&self, key: &str) -> Option<usize> {
        self.outline.entities.iter().position(|entity| entity_key(&entity.name) == key)
    }

    fn is_known(&self, key: &str) -> bool {
        self.known.entities.iter().any(|entity| entity_key(&entity.name) == key)
    }

    fn name_of(&self, key: &str) -> Option<String> {
        let here = self.entity(key).map(|at| self.outline.entities[at].name.clone());
        here.or_else(|| self.known.entities.iter().find(|entity| entity_key(&entity.name) == key).map(|entity| entity.name.clone()))
    }

    /// Whether something in the outline has this name already, other than as an entity.
    fn is_part(&self, key: &str) -> bool {
        let held = |entity: &Entity| {
            let fields = entity.fields.iter().flat_map(|field| [&field.name].into_iter().chain(&field.states));
            fields.chain(entity.references.iter().map(|reference| &reference.name)).any(|name| name_key(name) == key)
        };
        self.outline.entities.iter().any(held) || self.outline.links.iter().any(|link| name_key(&link.name) == key)
    }

    /// Whether an entity has this already: as a field, a value of a state, a reference or a link.
    fn holds(&self, at: usize, name: &str) -> bool {
        let key = name_key(name);
        let entity = &self.outline.entities[at];
        let fields = entity.fields.iter().flat_map(|field| [&field.name].into_iter().chain(&field.states));
        let references = entity.references.iter().map(|reference| &reference.name);
        let links = self.outline.links.iter().filter(|link| link.from == entity.name).map(|link| &link.name);
        fields.chain(references).chain(links).any(|held| name_key(held) == key)
    }

    fn refers(&self, from: &str, to: &str) -> bool {
        let here = self.outline.entities.iter().filter(|entity| entity.name == from).flat_map(|entity| &entity.references);
        here.into_iter().any(|reference| reference.to == to)
    }

    /// Whether two are related already, directly or through a third.
    fn is_connected(&self, one: &str, other: &str) -> bool {
        let beside = |one: &str, other: &str| self.refers(one, other) || self.refers(other, one) || self.is_linked(one, other);
        beside(one, other) || self.outline.entities.iter().any(|third| beside(one, &third.name) && beside(&third.name, other))
    }

    fn is_linked(&self, one: &str, other: &str) -> bool {
        self.outline.links.iter().any(|link| (link.from == one && link.to == other) || (link.from == other && link.to == one))
    }

    /// Whether a row of `from` cannot be without a row of `to`, over any number of references.
    fn needs(&self, from: &str, to: &str) -> bool {
        let mut seen: Vec<&str> = vec![from];
        let mut next = 0;
        while let Some(name) = seen.get(next).copied() {
            next += 1;
            let entity = self.outline.entities.iter().filter(|entity| entity.name == name);
            for reference in entity.flat_map(|entity| &entity.references).filter(|reference| !reference.optional) {
                if reference.to == to {
                    return true;
                }
                if !seen.contains(&reference.to.as_str()) {
                    seen.push(&reference.to);
                }
            }
        }
        false
    }

    fn said(&self, range: &Range<usize>) -> String {
        self.text.get(range.clone()).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn added(&mut self, what: String, range: &Range<usize>) {
        let words = self.said(range);
        self.assisted.added.push(Said { what, words });
    }

    fn question(&mut self, question: String) {
        if !self.assisted.questions.contains(&question) {
            self.assisted.questions.push(question);
        }
    }
}

fn said_range(because: &Because) -> Option<&Range<usize>> {
    match because {
        Because::Said(range) => Some(range),
        Because::Assumed(_) => None,
    }
}

/// `post_title` of a post is its title.
fn without_owner(attribute: &str, owner: &str) -> String {
    let bare = attribute.strip_prefix(owner).and_then(|rest| rest.strip_prefix('_'));
    bare.filter(|rest| rest.starts_with(|first: char| first.is_ascii_lowercase())).unwrap_or(attribute).to_string()
}
