//! Which fields of an outline are ones: judged by their names, by whom they are of, and by where in a sentence their words stand.
//!
//! Comes in: an outline that rules made, its text, and the nouns of which it tells. Goes out: the same without fields that are likely none, each of them asked for. Never happens: a field that tells rows apart goes; a field is
//! made.

use std::collections::{BTreeMap, BTreeSet};

use super::domains::Near;
use super::judged::{self, LEAST_OF_A_FIELD};
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
    pub name: String,
    pub marks: Marks,
    /// Words whose odds speak, each with what it is to the field.
    pub words: Vec<(&'static str, String)>,
}

/// Leaves out what is likely no field.
pub fn judge(text: &str, nouns: &BTreeSet<String>, outline: &mut Outline) {
    let unlikely: BTreeSet<(String, String)> = marked(text, nouns, outline)
        .into_iter()
        .filter(|field| judged::field(&field.words, &field.marks) < LEAST_OF_A_FIELD)
        .map(|field| (field.owner, field.name))
        .collect();
    let mut questions = Vec::new();
    for entity in &mut outline.entities {
        let owner = snake(&entity.name);
        let keys: BTreeSet<String> = entity.unique.iter().flatten().cloned().collect();
        entity.fields.retain(|field| {
            let goes = !field.unique && !keys.contains(&field.name) && unlikely.contains(&(owner.clone(), field.name.clone()));
            if goes {
                questions.push(format!(
                    "Has each {} {}? Assumed: no.",
                    names::spoken(&entity.name),
                    names::with_article(&names::spoken(&field.name))
                ));
            }
            !goes
        });
    }
    outline.questions.append(&mut questions);
}

/// All fields that words of the text tell.
pub fn marked(text: &str, nouns: &BTreeSet<String>, outline: &Outline) -> Vec<MarkedField> {
    let near = Near::new(nouns);
    let mut owners: BTreeMap<&str, usize> = BTreeMap::new();
    for field in outline.entities.iter().flat_map(|entity| &entity.fields) {
        *owners.entry(&field.name).or_default() += 1;
    }
    let tables: BTreeSet<String> = outline.entities.iter().map(|entity| snake(&entity.name)).collect();
    let of_entity = |entity: &Entity| -> Vec<MarkedField> {
        let owner = snake(&entity.name);
        let places = near.places(&owner);
        let one = |(place, field): (usize, &Field)| {
            let Because::Said(range) = &field.because else { return None };
            let mut marks = Marks::new();
            let mut words = of_text(text, range.start, range.end, &mut marks);
            let amount = |count: usize| i32::try_from(count.min(MOST) * 100).unwrap_or(0);
            marks.insert("place".to_string(), amount(place));
            marks.insert("fields".to_string(), amount(entity.fields.len()));
            marks.insert("references".to_string(), amount(entity.references.len()));
            marks.insert("owners".to_string(), amount(owners.get(field.name.as_str()).copied().unwrap_or(0)));
            if let Because::Said(of) = &entity.because {
                let apart = range.start.abs_diff(of.start);
                marks.insert("apart".to_string(), i32::try_from(apart.min(2000)).unwrap_or(0));
            }
            of_name(&owner, field, &mut marks);
            let said = near.of_noun(&field.name);
            marks.insert("near table".to_string(), said.table);
            marks.insert("near head of table".to_string(), said.head_of_table);
            marks.insert("near column".to_string(), said.column);
            marks.insert("near share".to_string(), said.share);
            marks.insert("near has".to_string(), near.has(&places, &field.name));
            if tables.contains(&field.name) || tables.contains(head(&field.name)) {
                marks.insert("is a table".to_string(), 100);
            }
            let last = head(&field.name).to_string();
            words.extend([
                ("field", last.clone()),
                ("whole", field.name.clone()),
                ("owner", head(&owner).to_string()),
                ("pair", format!("{}-{last}", head(&owner))),
            ]);
            Some(MarkedField { owner: owner.clone(), name: field.name.clone(), marks, words })
        };
        entity.fields.iter().enumerate().filter_map(one).collect()
    };
    outline.entities.iter().flat_map(of_entity).collect()
}

pub fn snake(name: &str) -> String {
    heck::ToSnakeCase::to_snake_case(name)
}

/// What the names of a field and of what has it tell.
fn of_name(owner: &str, field: &Field, marks: &mut Marks) {
    let last = head(&field.name);
    let kind = fill::kind_of_field(&field.name, owner);
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
        ("owner person", words::is_person(head(owner))),
        ("owner organization", words::is_organization(head(owner))),
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
    let ends = |sign: char| matches!(sign, '.' | '\n' | '?' | '!');
    let opening = before.rfind(ends).map_or(0, |at| at + 1);
    let sentence = before.get(opening..).unwrap_or_default();
    let rest = behind.split(ends).next().unwrap_or_default();
    let count = |sign: char| sentence.matches(sign).count();
    let amount = |count: usize| i32::try_from(count.min(MOST) * 100).unwrap_or(0);
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
