//! Which fields of an outline are ones: judged by their names, by whom they are of, and by where in a sentence their words stand.
//!
//! Comes in: an outline that rules made, its text, and the nouns of which it tells. Goes out: the same without fields that are likely none, each of them asked for. Never happens: a field that tells rows apart goes; a field is
//! made.

use std::collections::{BTreeMap, BTreeSet};

use super::domains::{Near, Places};
use super::judged::{self, LEAST_OF_A_FIELD, LEAST_OF_A_MOVED_FIELD};
use super::marks::Marks;
use super::things::head;
use crate::intent::fill;
use crate::intent::names;
use crate::intent::outline::{Because, Entity, Field, Outline};
use crate::intent::rules::words;
use crate::intent::rules::{meanings, names_a_property};

/// More of the same says no more.
const MOST: usize = 9;

/// A field, and what is told of it.
#[derive(Debug, Clone)]
pub struct MarkedField {
    pub owner: String,
    /// Of whom the rules read it.
    pub told_of: String,
    pub name: String,
    pub marks: Marks,
    /// Words whose odds speak, each with what it is to the field.
    pub words: Vec<(&'static str, String)>,
}

/// Leaves out what is likely no field, or is likely one of something else that its sentence speaks of.
pub fn judge(text: &str, nouns: &BTreeSet<String>, outline: &mut Outline) {
    // By who has it and its name: how likely it is one, and of whom else it is likelier one.
    let mut told: BTreeMap<(String, String), i64> = BTreeMap::new();
    let mut better: BTreeMap<(String, String), (i64, String)> = BTreeMap::new();
    for field in marked(text, nouns, outline) {
        let key = (field.told_of.clone(), field.name.clone());
        if field.told_of == field.owner {
            told.insert(key, judged::field(&field.words, &field.marks));
            continue;
        }
        let likely = judged::moved(&field.words, &field.marks);
        if likely >= LEAST_OF_A_MOVED_FIELD && better.get(&key).is_none_or(|(best, _)| likely > *best) {
            better.insert(key, (likely, field.owner));
        }
    }
    let mut questions = Vec::new();
    let mut moved: Vec<(String, Field)> = Vec::new();
    for entity in &mut outline.entities {
        let owner = snake(&entity.name);
        let keys: BTreeSet<String> = entity.unique.iter().flatten().cloned().collect();
        let (kept, gone): (Vec<Field>, Vec<Field>) = std::mem::take(&mut entity.fields).into_iter().partition(|field| {
            let key = (owner.clone(), field.name.clone());
            let Some(likely) = told.get(&key) else { return true };
            let elsewhere = better.get(&key).is_some_and(|(best, _)| best > likely);
            keys.contains(&field.name)
                || *likely >= LEAST_OF_A_FIELD && !elsewhere
                || (field.unique || matches!(field.name.as_str(), "type" | "kind") && field.states.len() > 1) && !elsewhere
        });
        entity.fields = kept;
        for field in gone {
            match better.get(&(owner.clone(), field.name.clone())) {
                Some((_, to)) => moved.push((to.clone(), field)),
                None => {
                    let (own, name) = (names::spoken(&entity.name), names::spoken(&field.name));
                    questions.push(format!("Has each {own} {}? Assumed: no.", names::with_article(&name)));
                }
            }
        }
    }
    for (to, field) in moved {
        let Some(entity) = outline.entities.iter_mut().find(|entity| snake(&entity.name) == to) else { continue };
        let taken = entity.fields.iter().any(|one| one.name == field.name) || entity.references.iter().any(|one| one.name == field.name);
        if !taken {
            let (own, name) = (names::spoken(&entity.name), names::spoken(&field.name));
            questions.push(format!("Is {} one of each {own}? Assumed: yes.", names::with_article(&name)));
            entity.fields.push(field);
        }
    }
    outline.questions.append(&mut questions);
}

/// All fields that words of the text tell, of whom they are told and of whom else they may be.
pub fn marked(text: &str, nouns: &BTreeSet<String>, outline: &Outline) -> Vec<MarkedField> {
    let near = Near::new(nouns);
    let mut owners: BTreeMap<&str, usize> = BTreeMap::new();
    for field in outline.entities.iter().flat_map(|entity| &entity.fields) {
        *owners.entry(&field.name).or_default() += 1;
    }
    let of: Vec<Owner> = outline.entities.iter().map(|entity| Owner::new(&near, entity)).collect();
    let tables: BTreeSet<&str> = of.iter().map(|one| one.name.as_str()).collect();
    let mut all = Vec::new();
    for told_of in &of {
        for (place, field) in told_of.entity.fields.iter().enumerate() {
            let Because::Said(range) = &field.because else { continue };
            let mut marks = Marks::new();
            let mut words = of_text(text, range.start, range.end, &mut marks);
            marks.insert("place".to_string(), amount(place));
            marks.insert("owners".to_string(), amount(owners.get(field.name.as_str()).copied().unwrap_or(0)));
            of_field(&near, field, &mut marks);
            let last = head(&field.name).to_string();
            if tables.contains(field.name.as_str()) || tables.contains(last.as_str()) {
                marks.insert("is a table".to_string(), 100);
            }
            words.extend([("field", last.clone()), ("whole", field.name.clone()), ("reader", told_of.last().to_string())]);
            let sentence = Sentence::around(text, range.start);
            for owner in &of {
                let is_told = std::ptr::eq(owner, told_of);
                let spoken_of = sentence.speaks_of(owner.last());
                let has = owner.entity.fields.iter().any(|one| one.name == field.name);
                if !is_told && (spoken_of.is_none() || has) {
                    continue;
                }
                let mut marks = marks.clone();
                owner.mark(&near, field, range.start, &mut marks);
                match spoken_of {
                    Some(apart) => marks.extend([("spoken of".to_string(), 100), ("spoken apart".to_string(), apart)]),
                    None => marks.extend([("spoken apart".to_string(), 999)]),
                }
                let others = of.iter().filter(|one| !std::ptr::eq(*one, owner) && sentence.speaks_of(one.last()).is_some()).count();
                marks.insert("others spoken of".to_string(), amount(others));
                let mut words = words.clone();
                words.extend([("owner", owner.last().to_string()), ("pair", format!("{}-{last}", owner.last()))]);
                let told_of = told_of.name.clone();
                all.push(MarkedField { owner: owner.name.clone(), told_of, name: field.name.clone(), marks, words });
            }
        }
    }
    all
}

fn amount(count: usize) -> i32 {
    i32::try_from(count.min(MOST) * 100).unwrap_or(0)
}

/// Who may have a field.
struct Owner<'a> {
    entity: &'a Entity,
    /// snake_case.
    name: String,
    places: Places,
}

impl<'a> Owner<'a> {
    fn new(near: &Near, entity: &'a Entity) -> Owner<'a> {
        let name = snake(&entity.name);
        let places = near.places(&name);
        Owner { entity, name, places }
    }

    fn last(&self) -> &str {
        head(&self.name)
    }

    fn mark(&self, near: &Near, field: &Field, at: usize, marks: &mut Marks) {
        marks.insert("fields".to_string(), amount(self.entity.fields.len()));
        marks.insert("references".to_string(), amount(self.entity.references.len()));
        marks.insert("near has".to_string(), near.has(&self.places, &field.name));
        if let Because::Said(of) = &self.entity.because {
            marks.insert("apart".to_string(), i32::try_from(at.abs_diff(of.start).min(2000)).unwrap_or(0));
        }
        let meaning = meanings::of(self.last()).map_or("nothing", |meaning| meaning.class);
        marks.insert(format!("owner {meaning}"), 100);
        if words::is_person(self.last()) || words::is_role(self.last()) {
            marks.insert("owner does".to_string(), 100);
        }
    }
}

/// The sentence in which a field is told.
struct Sentence {
    words: Vec<String>,
    /// How many of its words come before the field.
    before: usize,
}

impl Sentence {
    fn around(text: &str, at: usize) -> Sentence {
        let (before, behind) = (text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default());
        let start = before.rfind(ends).map_or(0, |at| at + 1);
        let words = |text: &str| -> Vec<String> {
            let all = text.split(|one: char| !one.is_alphanumeric()).filter(|word| !word.is_empty());
            all.map(|word| crate::plural::singular(&word.to_lowercase())).collect()
        };
        let mut all = words(before.get(start..).unwrap_or_default());
        let before = all.len();
        all.extend(words(behind.split(ends).next().unwrap_or_default()));
        Sentence { words: all, before }
    }

    /// How many words before the field it last speaks of a thing, or below zero how many behind it first does.
    fn speaks_of(&self, thing: &str) -> Option<i32> {
        let (before, behind) = self.words.split_at(self.before);
        let back = before.iter().rev().position(|word| word == thing).and_then(|apart| i32::try_from(apart).ok());
        back.or_else(|| behind.iter().position(|word| word == thing).and_then(|apart| i32::try_from(apart).ok()).map(|apart| -1 - apart))
    }
}

fn ends(sign: char) -> bool {
    matches!(sign, '.' | '\n' | '?' | '!')
}

pub fn snake(name: &str) -> String {
    heck::ToSnakeCase::to_snake_case(name)
}

/// What a field tells by itself.
fn of_field(near: &Near, field: &Field, marks: &mut Marks) {
    let said = near.of_noun(&field.name);
    marks.insert("near table".to_string(), said.table);
    marks.insert("near head of table".to_string(), said.head_of_table);
    marks.insert("near column".to_string(), said.column);
    marks.insert("near share".to_string(), said.share);
    let last = head(&field.name);
    let kind = fill::kind_of_field(&field.name, "");
    let meaning = meanings::of(last);
    let written: Vec<&str> = field.name.split('_').collect();
    marks.insert("words".to_string(), i32::try_from(written.len().min(MOST) * 100).unwrap_or(0));
    marks.insert("likely a thing".to_string(), meaning.map_or(-1, |meaning| meaning.likely));
    for (mark, holds) in [
        ("of known kind", kind.is_some()),
        ("attribute", words::is_attribute(last)),
        ("property", names_a_property(&field.name)),
        ("states", !field.states.is_empty()),
        ("optional", field.optional),
        ("unique", field.unique),
        ("is of", written.contains(&"of")),
        ("is day", last == "on"),
        ("is moment", last == "at"),
        ("is question", written.first().is_some_and(|word| matches!(*word, "is" | "has" | "can" | "number"))),
        ("person", words::is_person(last) || words::is_role(last)),
    ] {
        if holds {
            marks.insert(mark.to_string(), 100);
        }
    }
    if let Some(kind) = kind {
        let class = kind.split(['(', ' ']).next().unwrap_or_default().to_string();
        marks.insert(format!("kind {class}"), 100);
    }
    if let Some(meaning) = meaning {
        marks.insert(format!("means {}", meaning.class), 100);
    }
}

/// What stands around the words that tell a field; goes out: the words beside them.
fn of_text(text: &str, start: usize, end: usize, marks: &mut Marks) -> Vec<(&'static str, String)> {
    let (Some(before), Some(behind), Some(own)) = (text.get(..start), text.get(end..), text.get(start..end)) else { return Vec::new() };
    let opening = before.rfind(ends).map_or(0, |at| at + 1);
    let sentence = before.get(opening..).unwrap_or_default();
    let rest = behind.split(ends).next().unwrap_or_default();
    let count = |sign: char| sentence.matches(sign).count();
    for (mark, many) in [
        ("commas before", count(',')),
        ("commas behind", rest.matches(',').count()),
        ("words before", sentence.split_whitespace().count()),
        ("words behind", rest.split_whitespace().count()),
        ("own words", own.split_whitespace().count()),
    ] {
        marks.insert(mark.to_string(), amount(many));
    }
    let first = sentence.split_whitespace().find(|word| word.chars().any(char::is_alphanumeric)).unwrap_or_default();
    for (mark, holds) in [
        ("in brackets", count('(') > count(')')),
        ("behind a colon", sentence.contains(':')),
        ("behind a dash", sentence.contains(['–', '—']) || sentence.contains(" - ")),
        ("before a colon", rest.contains(':')),
        ("at the start", sentence.trim().is_empty()),
        ("at the end", rest.trim().is_empty()),
        ("as somebody", first == "As"),
        ("on condition", matches!(first, "If" | "When" | "Once" | "After" | "Before")),
    ] {
        if holds {
            marks.insert(mark.to_string(), 100);
        }
    }
    let word = |piece: Option<&str>| {
        let piece = piece.unwrap_or("none").to_lowercase();
        if piece.chars().any(char::is_alphanumeric) {
            piece.trim_matches(|sign: char| !sign.is_alphanumeric()).to_string()
        } else {
            "sign".to_string()
        }
    };
    // The sign between two items says more than the item before.
    let sign = |text: &str, last: bool| {
        let one = if last { text.trim_end().chars().next_back() } else { text.trim_start().chars().next() };
        one.filter(|one| !one.is_alphanumeric())
    };
    let named = |sign: char| match sign {
        ',' => "comma",
        ';' => "semicolon",
        ':' => "colon",
        '(' => "opening",
        ')' => "closing",
        '–' | '—' | '-' => "dash",
        '.' => "stop",
        '/' => "slash",
        _ => "sign",
    };
    let beside = |text: &str, last: bool| match sign(text, last) {
        Some(sign) => named(sign).to_string(),
        None => word(if last { text.split_whitespace().next_back() } else { text.split_whitespace().next() }),
    };
    vec![
        ("before", beside(sentence, true)),
        ("behind", beside(rest, false)),
        ("first", word(own.split_whitespace().next())),
        ("opens", word(sentence.split_whitespace().next())),
    ]
}
