//! What was read of a free text, with the words that led to it.
//!
//! Comes in: the parts of a draft. Goes out: lines for people, the same data for JSON. Never happens: a thing that was assumed and looks as if it had been said.

use serde::Serialize;

use super::terminal::{cut, width};
use crate::diagnostic::listed;

/// A free text and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IntentReport {
    /// The requirement file, or where else the text comes from.
    pub source: String,
    /// Where the requirements that were read have their place; absent for standard output.
    pub path: Option<String>,
    /// This run has written them there.
    pub written: bool,
    /// `recorded`, `read`, `read-anew` or `drafted`.
    pub found: &'static str,
    /// What has changed since the record was made.
    pub because: Vec<String>,
    /// Such as `rules 1`.
    pub reader: String,
    /// In the order of the text; nothing where a record was used.
    pub read: Vec<SaidReport>,
    /// What was assumed; nothing where a record was used, whose requirements have it.
    pub questions: Vec<String>,
    pub differences: Vec<String>,
    /// What else is to be known of this reading.
    pub notes: Vec<String>,
    /// The sentences from which nothing was read; nothing where a record was used, whose requirements have them.
    pub unread: Vec<String>,
    /// The lines of the requirements that come (`+`) and go (`-`).
    pub changed: Vec<String>,
    pub schema: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SaidReport {
    pub what: String,
    pub words: String,
}

/// So many lines of a kind are shown; the rest is counted.
const MOST_LINES: usize = 40;

/// Longer words are cut.
const WORDS_WIDTH: usize = 70;

/// The second column does not move further to the right than this.
const WHAT_WIDTH: usize = 40;

/// What a person reads of it below its heading.
pub fn intent_lines(report: &IntentReport) -> Vec<String> {
    let mut lines = Vec::new();
    if !report.because.is_empty() {
        lines.push(format!("read anew, because {} changed", listed(&report.because)));
    }
    let column = report.read.iter().map(|said| width(&said.what)).filter(|width| *width <= WHAT_WIDTH).max().unwrap_or(0);
    let read = report.read.iter().map(|said| {
        let padding = " ".repeat(column.saturating_sub(width(&said.what)));
        format!("{}{padding}  \"{}\"", said.what, cut(&said.words, WORDS_WIDTH))
    });
    push_some(&mut lines, read.collect());
    let part = |lines: &mut Vec<String>, heading: &str, sign: &str, sentences: &[String]| {
        if !sentences.is_empty() {
            lines.push(heading.to_string());
            push_some(lines, sentences.iter().map(|sentence| format!("  {sign}{sentence}")).collect());
        }
    };
    part(&mut lines, "Assumed, for you to decide:", "? ", &report.questions);
    part(&mut lines, "Otherwise than in the text, because it is written:", "! ", &report.differences);
    part(&mut lines, "Not read:", "", &report.unread);
    part(&mut lines, "To be known:", "", &report.notes);
    part(&mut lines, "What changes:", "", &report.changed);
    lines
}

/// `Read from the intent of blog.schema, by rules 1`
pub fn intent_heading(report: &IntentReport) -> String {
    let source = if report.source.ends_with(".schema") { format!("the intent of {}", report.source) } else { report.source.clone() };
    match (report.found, &report.path) {
        ("recorded", Some(path)) => format!("From {path}: what {source} means, as {} read it", report.reader),
        _ => format!("Read from {source}, by {}", report.reader),
    }
}

fn push_some(lines: &mut Vec<String>, found: Vec<String>) {
    let more = found.len().saturating_sub(MOST_LINES);
    lines.extend(found.into_iter().take(MOST_LINES));
    if more > 0 {
        lines.push(format!("… and {more} more"));
    }
}

/// What `groundplan draft` tells beside the draft.
pub fn drafted_summary(report: &IntentReport, mistakes: &[String]) -> String {
    let mut text = format!("{}\n", intent_heading(report));
    intent_lines(report).iter().for_each(|line| text.push_str(&format!("  {line}\n")));
    if !mistakes.is_empty() {
        text.push_str("The draft has mistakes (exit code 4), which are none of yours; mend them by hand:\n");
        mistakes.iter().for_each(|mistake| text.push_str(&format!("  {mistake}\n")));
    }
    match &report.path {
        Some(path) => text.push_str(&format!("Wrote {path}. Look at it and change it; then: groundplan generate {path}\n")),
        None => {
            text.push_str("Next: the same with `-o FILE.schema`; look at the file and change it; then: groundplan generate FILE.schema\n")
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(found: &'static str) -> IntentReport {
        let said = |what: &str, words: &str| SaidReport { what: what.to_string(), words: words.to_string() };
        IntentReport {
            source: "blog.schema".to_string(),
            path: Some("blog.schema.lock".to_string()),
            written: true,
            found,
            because: Vec::new(),
            reader: "rules 1".to_string(),
            read: vec![said("entity User", "users"), said("Comment -> Post", &"comment ".repeat(20))],
            questions: vec!["Is an email unique?".to_string()],
            differences: Vec::new(),
            notes: Vec::new(),
            unread: Vec::new(),
            changed: vec!["+ entity Post {".to_string()],
            schema: String::new(),
        }
    }

    #[test]
    fn a_person_sees_what_was_read_and_what_was_assumed() {
        let cut_words = format!("Comment -> Post  \"{}\"", cut(&"comment ".repeat(20), WORDS_WIDTH));
        assert_eq!(
            intent_lines(&report("read")),
            [
                "entity User      \"users\"",
                &cut_words,
                "Assumed, for you to decide:",
                "  ? Is an email unique?",
                "What changes:",
                "  + entity Post {"
            ]
        );
        assert!(cut_words.ends_with("…\""), "{cut_words}");
        assert_eq!(intent_heading(&report("read")), "Read from the intent of blog.schema, by rules 1");
        assert_eq!(intent_heading(&report("recorded")), "From blog.schema.lock: what the intent of blog.schema means, as rules 1 read it");
    }

    #[test]
    fn what_is_too_much_is_counted() {
        let many = IntentReport { questions: vec!["Why?".to_string(); 50], read: Vec::new(), changed: Vec::new(), ..report("read") };
        let lines = intent_lines(&many);
        assert_eq!((lines.len(), lines.last().map(String::as_str)), (MOST_LINES + 2, Some("… and 10 more")));
    }

    #[test]
    fn a_draft_ends_with_what_to_do_next() {
        let text = drafted_summary(&report("drafted"), &["line 3: There is no type `x`".to_string()]);
        assert!(text.ends_with("then: groundplan generate blog.schema.lock\n"), "{text}");
        assert!(text.contains("exit code 4") && text.contains("line 3"), "{text}");
        let text = drafted_summary(&IntentReport { path: None, ..report("drafted") }, &[]);
        assert!(text.ends_with("then: groundplan generate FILE.schema\n") && !text.contains("mistakes"), "{text}");
    }
}
