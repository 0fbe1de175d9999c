//! What a text calls the thing that it describes.
//!
//! Comes in: a text. Goes out: a title such as `Blog platform`, or nothing. Never happens: a title that the text does not have in so many words; one of a
//! heading that only numbers an exercise.

use std::sync::OnceLock;

use regex::Regex;

/// A heading that says nothing of what it stands above.
const BARE: [&str; 21] = [
    "exercise",
    "task",
    "requirements",
    "requirement",
    "question",
    "problem",
    "assignment",
    "re",
    "subject",
    "notes",
    "note",
    "features",
    "overview",
    "introduction",
    "background",
    "hi",
    "hello",
    "dear",
    "meeting",
    "minutes",
    "draft",
];

/// Longer than this, it is a sentence.
const MOST_WORDS: usize = 6;

/// The title of a text: its heading, or what its first sentences want.
pub fn title_of(text: &str) -> Option<String> {
    heading(text).or_else(|| wanted(text)).map(|title| capital(&title))
}

/// `# Bug tracker – user stories` → `Bug tracker`
fn heading(text: &str) -> Option<String> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let (first, second) = (lines.next()?, lines.next().unwrap_or_default());
    let underlined = second.len() >= 3 && (second.chars().all(|sign| sign == '=') || second.chars().all(|sign| sign == '-'));
    let heading = match first.strip_prefix('#') {
        Some(rest) => rest.trim_start_matches('#'),
        None if underlined => first,
        None => return None,
    };
    let heading = heading.trim().trim_matches(['*', '_', '"']);
    let end = [" – ", " — ", " - ", ": ", ":", " (", " | "].iter().filter_map(|sign| heading.find(sign)).min().unwrap_or(heading.len());
    let title = heading[..end].trim();
    let first_word = title.split(|sign: char| !sign.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    let words = title.split_whitespace().count();
    let fits = (1..=MOST_WORDS).contains(&words) && title.starts_with(char::is_alphabetic) && !BARE.contains(&first_word.as_str());
    fits.then(|| title.to_string())
}

/// Of the first sentences only: later ones speak of other things.
const BEGINNING: usize = 300;

/// `I need a blog platform with …` → `blog platform`
fn wanted(text: &str) -> Option<String> {
    const SYSTEM: &str = "platform|system|app|application|website|site|shop|store|tool|service|tracker|manager|portal|marketplace|network|forum|blog|crm|erp|wiki";
    static WANTED: OnceLock<Option<Regex>> = OnceLock::new();
    static ABOUT: OnceLock<Option<Regex>> = OnceLock::new();
    let compiled = |pattern: &str| Regex::new(pattern).ok();
    let wanted = WANTED.get_or_init(|| {
        compiled(&format!(
            r"(?i)(?:^|\b(?:need|needs|want|wants|build|building|create|design|develop|make|like|is)\s+(?:me\s+|us\s+|to\s+\w+\s+)?)(?:a|an|our|my)\s+((?:[a-z][a-z'-]*\s+){{0,4}}?(?:{SYSTEM})(?:\s+(?:{SYSTEM}))*)\b"
        ))
    });
    let about = ABOUT.get_or_init(|| {
        compiled(r"(?i)\bdatabase\s+(?:for|of)\s+(?:a|an|our|my|the)\s+((?:[a-z][a-z'-]*\s+){0,3}?[a-z][a-z'-]*)(?:[.,;:]|\s+(?:that|which|where|with|to|in|at|and)\b)")
    });
    let mut end = text.len().min(BEGINNING);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let beginning = text[..end].trim_start();
    let found = |pattern: &Option<Regex>| {
        let found = pattern.as_ref()?.captures(beginning)?.get(1)?;
        Some(found.as_str().split_whitespace().collect::<Vec<_>>().join(" "))
    };
    // `Our company needs a system`: that is no name.
    // Nor is `an audit for a website` the name of one.
    let goes_on = ["for", "of", "a", "an", "the", "to", "with", "in", "on", "from", "by", "and", "that", "which"];
    let says = |title: &String| {
        title
            .split(' ')
            .any(|word| matches!(word, "needs" | "wants" | "need" | "want" | "is" | "are" | "has" | "have") || goes_on.contains(&word))
    };
    // `An app to manage rentals`: that is no name either.
    let bare = ["app", "application", "system", "tool", "platform", "service", "website", "site", "portal"];
    found(wanted).filter(|title| !says(title) && !bare.contains(&title.to_lowercase().as_str())).or_else(|| found(about))
}

fn capital(title: &str) -> String {
    let mut characters = title.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_the_heading_or_what_is_wanted() {
        for (text, title) in [
            ("# Bug tracker – user stories\n\n- As a developer …", Some("Bug tracker")),
            ("Podcast host\n============\n\nFeatures: …", Some("Podcast host")),
            ("I need a blog platform with users, posts, and comments", Some("Blog platform")),
            ("We want to build a small booking system for rooms.", Some("Small booking system")),
            ("I need an app to manage rentals.", None),
            ("A blog platform with users, posts and comments.", Some("Blog platform")),
            ("Please design a database for a dental clinic that …", Some("Dental clinic")),
            ("Our company needs a system to manage its vehicles.", None),
            ("An auditor can create an audit of a website.", None),
            ("# Exercise 4.7\nA university is divided into faculties.", None),
            ("A university is divided into faculties.", None),
            ("Teams play matches in a league season.", None),
            ("", None),
            ("#", None),
            ("# ", None),
        ] {
            assert_eq!(title_of(text).as_deref(), title, "{text}");
        }
    }
}
