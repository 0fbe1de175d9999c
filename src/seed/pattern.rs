//! Text that a regular expression accepts.
//!
//! Comes in: a pattern of the requirements. Goes out: whether a text matches, and short texts that do. Never happens: a guess; a
//! text is handed out only after the pattern itself accepted it.
//!
//! PostgreSQL's regular expressions and those of the `regex` crate agree on what requirements commonly use. A pattern that the crate cannot
//! read is left to PostgreSQL.

use regex::Regex;
use regex_syntax::hir::{Class, Hir, HirKind, Look};

use super::draw::Draw;

/// One pattern, ready for use.
#[derive(Debug, Clone)]
pub struct Pattern {
    regex: Regex,
    tree: Hir,
    text: std::sync::Arc<str>,
}

/// How often `*` and `+` repeat beyond what they must.
const EXTRA_REPETITIONS: u64 = 7;
const GREATEST_DEPTH: u32 = 64;
const TRIES: u64 = 40;

impl Pattern {
    /// `None` when the `regex` crate cannot read it (look-around, back references).
    pub fn new(pattern: &str) -> Option<Pattern> {
        let regex = regex::RegexBuilder::new(pattern).size_limit(1 << 20).build().ok()?;
        let tree = regex_syntax::Parser::new().parse(pattern).ok()?;
        Some(Pattern { regex, tree, text: pattern.into() })
    }

    /// As the `regex` crate reads it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What every text that it accepts begins and ends with, as far as it says so at its own ends.
    pub fn ends(&self) -> (String, String) {
        let parts: &[Hir] = match self.tree.kind() {
            HirKind::Concat(parts) => parts,
            _ => std::slice::from_ref(&self.tree),
        };
        let text = |part: &Hir| match part.kind() {
            HirKind::Literal(literal) => String::from_utf8(literal.0.to_vec()).ok(),
            _ => None,
        };
        let end = |parts: &mut dyn Iterator<Item = &Hir>, look: Look| {
            let anchored = parts.next().is_some_and(|part| *part.kind() == HirKind::Look(look));
            parts.next().filter(|_| anchored).and_then(text).unwrap_or_default()
        };
        (end(&mut parts.iter(), Look::Start), end(&mut parts.iter().rev(), Look::End))
    }

    pub fn accepts(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }

    /// A text of `minimum` to `maximum` characters that the pattern accepts.
    pub fn example(&self, draw: &mut Draw, minimum: usize, maximum: usize) -> Option<String> {
        (0..TRIES).find_map(|attempt| {
            let mut text = String::new();
            // Early tries stay short, later ones stretch to reach a minimum length.
            let extra = EXTRA_REPETITIONS + attempt * (minimum as u64 / TRIES + 1);
            write_example(&self.tree, draw, extra, 0, &mut text);
            let length = text.chars().count();
            (length >= minimum && length <= maximum && self.accepts(&text)).then_some(text)
        })
    }
}

fn write_example(tree: &Hir, draw: &mut Draw, extra: u64, depth: u32, text: &mut String) {
    if depth > GREATEST_DEPTH || text.len() > 10_000 {
        return;
    }
    match tree.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(class) => text.extend(character(class, draw)),
        HirKind::Repetition(repetition) => {
            let minimum = u64::from(repetition.min);
            let maximum = repetition.max.map_or(minimum.max(1) + extra, |maximum| u64::from(maximum).min(minimum + extra));
            for _ in 0..minimum + draw.below(maximum.saturating_sub(minimum) + 1) {
                write_example(&repetition.sub, draw, extra, depth + 1, text);
            }
        }
        HirKind::Capture(capture) => write_example(&capture.sub, draw, extra, depth + 1, text),
        HirKind::Concat(parts) => parts.iter().for_each(|part| write_example(part, draw, extra, depth + 1, text)),
        HirKind::Alternation(choices) => {
            if let Some(choice) = draw.pick(choices) {
                write_example(choice, draw, extra, depth + 1, text);
            }
        }
    }
}

/// One character of a class: letters and digits first, for people's eyes; else what is printable; else its first.
fn character(class: &Class, draw: &mut Draw) -> Option<char> {
    let holds = |wanted: char| match class {
        Class::Unicode(class) => class.ranges().iter().any(|range| range.start() <= wanted && wanted <= range.end()),
        Class::Bytes(class) => class.ranges().iter().any(|range| char::from(range.start()) <= wanted && wanted <= char::from(range.end())),
    };
    let plain: Vec<char> = (' '..='~').filter(|wanted| wanted.is_ascii_alphanumeric() && holds(*wanted)).collect();
    if let Some(found) = draw.pick(&plain) {
        return Some(*found);
    }
    let printable: Vec<char> = (' '..='~').filter(|wanted| holds(*wanted)).collect();
    draw.pick(&printable).copied().or_else(|| match class {
        Class::Unicode(class) => class.ranges().first().map(|range| range.start()),
        Class::Bytes(class) => class.ranges().first().map(|range| char::from(range.start())),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_match_their_pattern_and_length() {
        for (pattern, minimum, maximum) in [
            ("^[a-z0-9_]+$", 3, 30),
            ("^[A-Z]{3}-[0-9]{4}$", 8, 8),
            (r"^\d{5}(-\d{4})?$", 5, 10),
            ("^(red|green|blue)$", 1, 5),
            ("^#[0-9a-f]{6}$", 7, 7),
            ("^.*$", 40, 60),
            ("abc", 3, 3),
        ] {
            let compiled = Pattern::new(pattern).unwrap_or_else(|| panic!("{pattern} compiles"));
            for row in 0..50 {
                let text = compiled.example(&mut Draw::at(1, row, 0), minimum, maximum);
                let text = text.unwrap_or_else(|| panic!("{pattern} has an example"));
                assert!(compiled.accepts(&text) && (minimum..=maximum).contains(&text.chars().count()), "{pattern}: {text}");
            }
        }
    }

    #[test]
    fn the_ends_that_a_pattern_asks_for() {
        for (pattern, start, end) in [
            ("(?s)^AB-.*$", "AB-", ""),
            (r"(?s)^.*@corp\.example$", "", "@corp.example"),
            ("^a.*z$", "a", "z"),
            ("abc", "", ""),
            (r"\.png$", "", ".png"),
        ] {
            let compiled = Pattern::new(pattern).expect("compiles");
            assert_eq!(compiled.ends(), (start.to_string(), end.to_string()), "{pattern}");
        }
    }

    #[test]
    fn what_cannot_be_read_or_fulfilled_is_said_so() {
        assert!(Pattern::new("(?=look)").is_none());
        let three = Pattern::new("^[a-z]{3}$").expect("compiles");
        assert_eq!(three.example(&mut Draw::at(1, 0, 0), 4, 9), None);
    }
}
