//! The grammar under mutated files: no panic, no endless run, formatting that holds still.
//!
//! GROUNDPLAN_FUZZ_SECONDS says for how long (2); GROUNDPLAN_FUZZ_SEED chooses another sequence of inputs. The inputs are the
//! same for the same seed; only how many of them are run depends on the machine.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may read the environment and measure time, and stops where it fails"
)]

use std::panic::catch_unwind;
use std::time::{Duration, Instant};

use groundplan::source::FileId;
use groundplan::syntax::{format, parse};

const CORPUS: &[&str] = &[
    include_str!("../examples/blog.schema"),
    include_str!("../examples/shop.schema"),
    include_str!("errors/syntax/ten_mistakes.schema"),
    "enum E \"e_type\" { a b \"c d\" `e` }\nuse \"x.schema\"\nsettings { keys uuid; postgres 15 }\n",
    "entity A table \"a\" {\n  x pg.timestamp(3) = (now() at time zone 'utc' /* c */ -- d\n  ) column \"y\"\n  j jsonb = {\"a\": [1, {}]}\n}\n",
    "mixin M { t interval day to second(3)?; u text[][] = [\"a\", \"b\"] unique; k -> K? unique on delete set null on update no action column \"a\", \"b\" }\n",
    "/// doc\n// comment\nentity B { // behind\n  rows (a, b) { (\"x\", 1) (\"y\", (1 + $$ ) $$)) }\n  seed 5 { a = true; b = \"\"\"\n  long\n  \"\"\" }\n}\n",
];

const DICTIONARY: &[&str] = &[
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "\"",
    "\"\"\"",
    "'",
    "`",
    "//",
    "///",
    "/*",
    "*/",
    "--",
    ";",
    "\n",
    "\n\n",
    ",",
    "=",
    "->",
    "<->",
    "?",
    "..",
    "$",
    "$$",
    "$a$",
    "\\",
    "/",
    "E'",
    "matches /",
    "check (",
    "where (",
    "unique ",
    "key ",
    "index ",
    "rows ",
    "seed ",
    "entity ",
    "enum ",
    "type ",
    "mixin ",
    "settings ",
    "use ",
    "project ",
    "partition ",
    "was ",
    "pg.",
    "timestamp with time zone",
    "null",
    "-1",
    "1..2",
    "\u{0}",
    "\u{7f}",
    "é",
    "“",
    "\u{a0}",
    "\u{feff}",
    "\r",
    "\t",
    "((((((((((",
    "{{{{{{{{{{",
];

/// SplitMix64: a fixed sequence, the same on every machine.
struct Sequence(u64);

impl Sequence {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    fn place(&mut self, text: &str) -> usize {
        let mut at = self.below(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    fn piece<'t>(&mut self, text: &'t str) -> &'t str {
        let (start, end) = (self.place(text), self.place(text));
        let (start, end) = (start.min(end), start.max(end));
        let mut short = end.min(start + 60);
        while !text.is_char_boundary(short) {
            short -= 1;
        }
        &text[start..short.max(start)]
    }
}

fn mutated(sequence: &mut Sequence) -> String {
    let mut text = CORPUS[sequence.below(CORPUS.len())].to_string();
    // A part of a file is quicker and as telling.
    if sequence.below(3) > 0 {
        let mut start = sequence.place(&text);
        start = text[..start].rfind("\n\n").map_or(0, |found| found + 2);
        text = text[start..].chars().take(400).collect();
    }
    for _ in 0..sequence.below(4) {
        respaced(sequence, &mut text);
    }
    for _ in 0..sequence.below(4) {
        let at = sequence.place(&text);
        match sequence.below(5) {
            0 => text.insert_str(at, DICTIONARY[sequence.below(DICTIONARY.len())]),
            1 => {
                let piece = sequence.piece(&text).to_string();
                text.insert_str(at, &piece);
            }
            2 => {
                let donor = CORPUS[sequence.below(CORPUS.len())];
                text.insert_str(at, sequence.piece(donor));
            }
            3 => {
                let length = text[at..].chars().take(1 + sequence.below(8)).map(char::len_utf8).sum::<usize>();
                text.replace_range(at..at + length, "");
            }
            _ => {
                let length = text[at..].chars().next().map_or(0, char::len_utf8);
                text.replace_range(at..at + length, DICTIONARY[sequence.below(DICTIONARY.len())]);
            }
        }
    }
    text
}

/// Blanks, line breaks and comments where there is a blank already: most such texts are still without a mistake.
fn respaced(sequence: &mut Sequence, text: &mut String) {
    const SPACES: &[&str] = &["  ", "\n", "\n\n\n", "\t", " // note\n", "\n// note\n", "; ", "\n/// doc\n", " {", "} "];
    let from = sequence.place(text);
    if let Some(found) = text[from..].find([' ', '\n']) {
        text.insert_str(from + found, SPACES[sequence.below(SPACES.len())]);
    }
}

fn setting(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise)
}

fn judge(text: &str) {
    let (_, diagnostics) = parse(FileId(0), text);
    for diagnostic in &diagnostics {
        let span = diagnostic.span.expect("a diagnostic has a place");
        assert!(text.get(span.range()).is_some(), "a place outside of the text");
        assert!(diagnostic.help.is_some(), "a diagnostic without help");
    }
    if let Ok(once) = format(text) {
        assert_eq!(format(&once).as_deref(), Ok(once.as_str()), "formatting is not idempotent");
        // Comments, docs and what looks like them inside strings: none is lost, none doubled.
        assert_eq!(once.matches("//").count(), text.matches("//").count(), "a comment is lost");
    }
}

#[test]
fn mutated_files_are_read_and_formatted_without_a_panic() {
    let limit = Duration::from_secs(setting("GROUNDPLAN_FUZZ_SECONDS", 2));
    let mut sequence = Sequence(setting("GROUNDPLAN_FUZZ_SEED", 2026));
    let (start, mut inputs, mut well_formed) = (Instant::now(), 0u64, 0u64);
    while start.elapsed() < limit {
        let text = mutated(&mut sequence);
        let began = Instant::now();
        assert!(catch_unwind(|| judge(&text)).is_ok(), "this input fails:\n{text:?}");
        assert!(began.elapsed() < Duration::from_secs(5), "this input takes too long:\n{text:?}");
        inputs += 1;
        well_formed += u64::from(format(&text).is_ok());
    }
    println!("{inputs} inputs, {well_formed} of them without a mistake, in {:?}", start.elapsed());
    assert!(inputs > 0);
}
