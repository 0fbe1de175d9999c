//! An outline as `.schema` text in the standard layout.
//!
//! Comes in: an [`Outline`] and the text it was read from. Goes out: a [`Draft`]. Never happens: a line that the ordinary parser refuses; two drafts of one outline.

mod circles;
mod names;
mod ranges;
mod seeds;
mod sound;
#[cfg(test)]
mod tests;
mod types;
mod unread;

use super::outline::{Because, Entity, Field, Outline, Reference};
use super::{Draft, Known, Said};
use sound::{Enumeration, Sound, sound};

/// More, and nobody reads them.
const MOST_QUESTIONS: usize = 12;
/// Of the words that a comment shows, in characters.
const LONGEST_QUOTE: usize = 100;

/// The draft of an outline.
pub fn draft(text: &str, outline: &Outline, known: &Known) -> Draft {
    let sound = sound(outline, known);
    let questions = questions(&sound, outline);
    let mut read: Vec<(usize, Said)> = Vec::new();
    let mut items: Vec<String> = Vec::new();
    let nothing = sound.entities.is_empty() && sound.links.is_empty();
    if let (Some(title), true) = (outline.title.as_ref().and_then(|title| project(title)), known.entities.is_empty()) {
        items.push(title);
    }
    items.extend(sound.enums.iter().map(enumeration));
    let mut quoted = String::new();
    for entity in &sound.entities {
        items.push(written_entity(text, entity, &sound, &mut quoted, &mut read));
    }
    if !questions.is_empty() {
        let lines: Vec<String> = questions.iter().map(|question| format!("// - {}", plain(question))).collect();
        items.push(format!("// To be answered:\n{}", lines.join("\n")));
    }
    let unread = unread::sentences(text, outline);
    if !unread.is_empty() {
        let lines: Vec<String> = unread.iter().map(|sentence| format!("// Not read: {sentence}")).collect();
        items.push(lines.join("\n"));
    }
    let schema = if nothing { String::new() } else { items.join("\n\n") };
    read.sort_by_key(|(start, _)| *start);
    Draft {
        schema: crate::syntax::format(&schema).unwrap_or(schema),
        read: read.into_iter().map(|(_, said)| said).collect(),
        questions,
        differences: sound.differences,
        notes: outline.notes.clone(),
        unread,
    }
}

/// What the draft could not take over comes first.
fn questions(sound: &Sound, outline: &Outline) -> Vec<String> {
    let mut questions: Vec<String> = Vec::new();
    for question in sound.questions.iter().chain(&outline.questions) {
        if !questions.contains(question) {
            questions.push(question.clone());
        }
    }
    // Of those that are too many, how many there are.
    let more = questions.len().saturating_sub(MOST_QUESTIONS);
    if more > 0 {
        questions.truncate(MOST_QUESTIONS);
        questions.push(format!("And {more} more of less weight: each line marked `assumed` answers one."));
    }
    questions
}

fn project(title: &str) -> Option<String> {
    let title = shortened(&plain(title), LONGEST_QUOTE);
    let name = names::member(&without_kind(&title));
    let quoted = title.replace('\\', "\\\\").replace('"', "\\\"");
    (!title.is_empty()).then(|| format!("project {} edition 2026 \"{quoted}\"", names::written(&name)))
}

/// `Blog platform` → `Blog`: that it is a program, everybody knows.
fn without_kind(title: &str) -> String {
    const KINDS: [&str; 10] =
        ["platform", "system", "app", "application", "software", "tool", "website", "site", "database", "requirements"];
    let mut words: Vec<&str> = title.split_whitespace().collect();
    while words.len() > 1 && words.last().is_some_and(|last| KINDS.contains(&last.to_lowercase().as_str())) {
        words.pop();
    }
    words.join(" ")
}

fn enumeration(item: &Enumeration) -> String {
    let values: Vec<String> = item.values.iter().map(|value| names::written_value(value)).collect();
    format!("enum {} {{ {} }}", names::written(&item.name), values.join(" "))
}

fn written_entity(text: &str, entity: &Entity, sound: &Sound, quoted: &mut String, read: &mut Vec<(usize, Said)>) -> String {
    let mut lines = Vec::new();
    note(text, format!("entity {}", entity.name), &entity.because, read);
    lines.extend(origin(text, &entity.because, quoted));
    if let Some(about) = entity.about.as_ref().map(|about| plain(about)).filter(|about| !about.is_empty()) {
        lines.push(format!("/// {about}"));
    }
    lines.push(format!("entity {} {{", names::written(&entity.name)));
    for reference in &entity.references {
        note(text, format!("{} -> {}", entity.name, reference.to), &reference.because, read);
        lines.push(marked(reference_line(reference), &reference.because));
    }
    for field in &entity.fields {
        note(text, format!("{}.{}", entity.name, field.name), &field.because, read);
        lines.push(marked(field_line(field), &field.because));
    }
    for (link, table) in sound.links.iter().filter(|(link, _)| link.from == entity.name) {
        note(text, format!("{} <-> {}", link.from, link.to), &link.because, read);
        let table = table.as_ref().map(|table| format!(" table \"{table}\"")).unwrap_or_default();
        lines.push(marked(format!("{} <-> {}{table}", names::written(&link.name), names::written(&link.to)), &link.because));
    }
    for rule in &entity.unique {
        let members: Vec<String> = rule.iter().map(|member| names::written(member)).collect();
        lines.push(format!("unique ({})", members.join(", ")));
    }
    lines.extend(ranges::checks(entity).into_iter().map(|check| format!("check ({check}) // assumed")));
    if let Some(seed) = entity.seed {
        lines.push(format!("seed {seed}"));
    }
    lines.push("}".to_string());
    lines.join("\n")
}

fn field_line(field: &Field) -> String {
    let optional = if field.optional { "?" } else { "" };
    let unique = if field.unique { " unique" } else { "" };
    let states = !field.states.is_empty();
    let kind = if states { names::written(&field.kind) } else { field.kind.clone() };
    let value = |value: &String| if states { format!(" = {}", names::written_value(value)) } else { format!(" = {value}") };
    let default = field.default.as_ref().map(value).unwrap_or_default();
    format!("{} {kind}{optional}{unique}{default}", names::written(&field.name))
}

fn reference_line(reference: &Reference) -> String {
    let optional = if reference.optional { "?" } else { "" };
    let unique = if reference.unique { " unique" } else { "" };
    let on_delete = reference.on_delete.as_ref().map(|action| format!(" on delete {action}")).unwrap_or_default();
    format!("{} -> {}{optional}{unique}{on_delete}", names::written(&reference.name), names::written(&reference.to))
}

fn marked(line: String, because: &Because) -> String {
    match because {
        Because::Said(_) => line,
        Because::Assumed(_) => format!("{line} // assumed"),
    }
}

/// Where an entity comes from, as a comment: the words of the text with what stands around them, or the reason.
fn origin(text: &str, because: &Because, quoted: &mut String) -> Option<String> {
    match because {
        Because::Assumed(reason) => Some(format!("// assumed: {}", plain(reason))),
        Because::Said(range) => {
            let sentence = shortened(&plain(sentence(text, range.start, range.end)), LONGEST_QUOTE);
            // A sentence that stands above the entity before is not said again.
            let repeated = sentence == *quoted;
            let shown = if repeated { plain(text.get(range.clone()).unwrap_or_default()) } else { sentence.clone() };
            *quoted = sentence;
            let shown = shortened(&shown, LONGEST_QUOTE);
            let shown = shown.trim_matches(|sign: char| sign.is_whitespace() || matches!(sign, ',' | ';' | ':' | '-' | '*' | '•'));
            (!shown.is_empty()).then(|| format!("// “{shown}”"))
        }
    }
}

/// The sentence or line around some bytes of a text.
fn sentence(text: &str, start: usize, end: usize) -> &str {
    let (Some(before), Some(behind)) = (text.get(..start), text.get(end..)) else { return "" };
    let ends = |text: &str, at: usize| text[at..].chars().nth(1).is_none_or(char::is_whitespace);
    let from = before
        .char_indices()
        .rev()
        .find(|(at, sign)| *sign == '\n' || matches!(sign, '.' | '!' | '?') && ends(text, *at))
        .map_or(0, |(at, sign)| at + sign.len_utf8());
    let to = behind.char_indices().find(|(at, sign)| *sign == '\n' || matches!(sign, '.' | '!' | '?') && ends(text, end + *at));
    text.get(from..to.map_or(text.len(), |(at, sign)| end + at + if sign == '\n' { 0 } else { sign.len_utf8() })).unwrap_or_default()
}

/// On one line, without what a comment cannot hold.
fn plain(text: &str) -> String {
    let shown: String = text.chars().map(|sign| if sign.is_control() || is_invisible(sign) { ' ' } else { sign }).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Marks of direction, and what has no width: they would show a comment other than it is.
fn is_invisible(sign: char) -> bool {
    matches!(sign, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_string();
    }
    let cut: String = text.chars().take(most).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{whole} …")
}

fn note(text: &str, what: String, because: &Because, read: &mut Vec<(usize, Said)>) {
    if let Because::Said(range) = because {
        let words = text.get(range.clone()).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        read.push((range.start, Said { what, words }));
    }
}
