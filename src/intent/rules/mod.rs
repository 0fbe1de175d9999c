//! The reader by rules: English requirements without a model.
//!
//! Comes in: a text. Goes out: an [`Outline`]. Never happens: a word that is no English is turned into a table without a question; a text that takes longer than its length.
//!
//! `grammar` tells how the text lies on the page, words with their parts of speech, and who does what; `reader` goes through the sentences, and `telling` makes facts of what
//! each of them says; `resolve` weighs the facts: which nouns are things, what each has, how they relate. What single words are stands in `data/words`.

mod facts;
mod grammar;
mod reader;
mod resolve;
mod telling;
mod unread;

use std::collections::BTreeMap;

use grammar::{
    allowing, amounts, clause, clauses, ellipsis, exact, given_to, how_often, idioms, layout, list_words, manners, meanings, openings,
    participles, phrasal, phrases, plainer, properties, said_lists, short_fields, sides, states, tagging, tokens, wished, with_lists,
    words,
};
use telling::{
    apposition, being, deeds, definitions, each_time, entries, enumerations, events, exclusions, fragments, goes_with, grids, happenings,
    headless, items, joint, keeping, kinds, kinds_named, papers, parts, periods, predicates, presence, pronouns, questions, somebody,
    stories, trees, unique, wish_list,
};

use super::outline::Outline;
use super::{Known, Reading, Unreadable};
pub use resolve::{
    LEAST_OF_A_FIELD, LEAST_OF_A_MOVED_FIELD, LEAST_OF_A_PAIR, LEAST_OF_A_REFERENCE, LEAST_OF_A_THING, LEAST_OF_A_USUAL_FIELD, Marked,
    words_of, words_of_two,
};

/// More is not read: nobody describes one model in so many words.
const LONGEST: usize = 100_000;

/// Reads a text.
pub fn read(text: &str, known: &Known, _reading: &Reading) -> Result<Outline, Unreadable> {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let cut = end < text.len();
    let text = &text[..end];
    if text.contains('\0') {
        return Err(Unreadable { message: "the text holds bytes of no text".to_string(), help: "give a text file in UTF-8".to_string() });
    }
    if let Some((what, help)) = other_language(text) {
        return Err(Unreadable { message: format!("this is {what}, and no text in English"), help: help.to_string() });
    }
    let blocks = layout::blocks(text);
    let reader = reader::facts(text, &blocks);
    let mut outline = resolve::outline(text, &reader, known);
    outline.unread = unread::unread(&reader, &outline);
    if cut {
        outline.notes.push(format!("Only the first {LONGEST} bytes of the text were read: give the rest as a text of its own"));
    }
    if outline.entities.is_empty() {
        return Err(Unreadable {
            message: "the text names nothing that could be stored".to_string(),
            help: "name the things to keep, such as \"a blog with users, posts and comments\"".to_string(),
        });
    }
    Ok(outline)
}

/// What is told of each noun of a text that may be a thing.
pub fn marked(text: &str) -> Vec<Marked> {
    resolve::marked(&reader::facts(text, &layout::blocks(text)), &Known::default())
}

/// What is told of each two things of a text.
pub fn tied(text: &str) -> Vec<resolve::Tied> {
    resolve::tied(&reader::facts(text, &layout::blocks(text)), &Known::default())
}

/// What is told of each field of a text.
pub fn marked_fields(text: &str) -> Vec<resolve::MarkedField> {
    resolve::marked_fields(text, &reader::facts(text, &layout::blocks(text)), &Known::default())
}

/// What is told of fields that things may have though no words say so; with each entity the fields that it has.
pub fn marked_usual(text: &str) -> (Vec<resolve::MarkedField>, BTreeMap<String, Vec<String>>) {
    resolve::marked_usual(text, &reader::facts(text, &layout::blocks(text)), &Known::default())
}

/// The nouns of a text that are things to keep where somebody else than the rules takes them for such, too; none of a noun that the rules do not know of.
pub fn may_be_things(text: &str) -> BTreeMap<String, bool> {
    let may_be = |noun: Marked| (resolve::chance_of_a_thing(&noun.name, &noun.marks) >= resolve::LEAST_OF_A_THING_FOR_TWO, noun.name);
    marked(text).into_iter().map(may_be).map(|(may_be, name)| (name, may_be)).collect()
}

/// Whether a noun by itself speaks for a table, as far as people who describe models use it; one that nobody uses may be.
pub fn is_mostly_a_thing(noun: &str) -> bool {
    resolve::odds(noun).is_none_or(|odds| odds > 0)
}

/// Whether a name is one of a property, by its last word: not of somebody or something that is referred to.
pub fn names_a_property(name: &str) -> bool {
    let last = name.rsplit('_').next().unwrap_or_default();
    let mostly = resolve::odds(last).is_none_or(|odds| odds < 0);
    words::is_attribute(last) && mostly || matches!(last, "on" | "at" | "in" | "from" | "until")
}

/// What begins as a language of machines, and what to do with it.
fn other_language(text: &str) -> Option<(&'static str, &'static str)> {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with("--") && !line.starts_with("//"))?;
    let words: Vec<String> = first.split_whitespace().take(3).map(str::to_lowercase).collect();
    let is = |at: usize, among: &[&str]| words.get(at).is_some_and(|word| among.contains(&word.as_str()));
    let of_sql = ["table", "type", "index", "schema", "database", "extension", "view", "sequence", "unique", "or", "temporary"];
    let signs = text.contains(';') && text.contains('(');
    if signs && (is(0, &["create", "alter", "drop"]) && is(1, &of_sql) || is(0, &["insert"]) && is(1, &["into"])) {
        return Some(("SQL", "`groundplan import FILE.sql -o FILE.schema` makes requirements of SQL"));
    }
    let item = is(0, &["project", "entity", "enum", "mixin", "namespace", "settings"]);
    let opens = first.contains('{') || is(0, &["project"]) && first.contains(" edition ");
    (item && opens).then_some(("a `.schema`", "`groundplan generate FILE.schema` reads it as it is"))
}

#[cfg(test)]
mod language_tests {
    use super::other_language;

    #[test]
    fn sql_and_requirements_are_no_english() {
        for (text, what) in [
            ("CREATE TABLE users (id bigint);", Some("SQL")),
            ("-- a dump\n\ncreate or replace view v as select (1);", Some("SQL")),
            ("project blog edition 2026\nentity User { name text }", Some("a `.schema`")),
            ("entity User {\n  name text\n}", Some("a `.schema`")),
            ("Create tables for users (name, email); posts too.", None),
            ("Create a table for users", None),
            ("Entity User: name, email", None),
            ("Project tracker with tasks", None),
            ("", None),
        ] {
            assert_eq!(other_language(text).map(|(what, _)| what), what, "{text}");
        }
    }
}
