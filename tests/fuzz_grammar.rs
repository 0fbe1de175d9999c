//! Mutated files from the text to the rendered SQL: what [`properties`] says holds for each, and none takes long.
//!
//! GROUNDPLAN_FUZZ_SECONDS says for how long (2); GROUNDPLAN_FUZZ_SEED chooses another sequence of inputs. The inputs are the
//! same for the same seed; only how many of them are run depends on the machine.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may read the environment and measure time, and stops where it fails"
)]

mod properties;

use std::fs;
use std::panic::{self, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use groundplan::catalog::Catalog;
use groundplan::syntax::format;
use properties::{Designed, Reached};

/// For one input of a few hundred bytes, on a busy machine and without optimisation.
const TIME_LIMIT: Duration = Duration::from_secs(5);
/// The same for a long one: what takes quadratic time is far above it.
const LONG_TIME_LIMIT: Duration = Duration::from_secs(4);
const LONG: usize = 64 * 1024;
/// Of the inputs without a mistake, one in so many is rendered too.
const SHARE_WITH_FILES: usize = 2;

/// Inputs that once broke a property, as short as they could be made. Each stays.
const FAILED_ONCE: &[&str] = &[
    // A dollar quote with `--` in it, taken for a comment.
    "entity B {\n  rows (a, b) { (\"x\", 1) (\"y\", (1 + $$ )-- $$)) }\n}\n",
    // A no-break blank at the end of a line, dropped without a word.
    "mixin M\u{a0} {\n  a int\n}\n",
];

/// The same for a change: what stood, and what is asked for after it.
const CHANGE_FAILED_ONCE: &[(&str, &str)] = &[
    // A new value of an enum with a sign that only E'…' can hold: sqlparser reads no such statement.
    ("enum E { a }\nentity A { e E }\n", "enum E { a \"b\\tc\" }\nentity A { e E }\n"),
    // A key that stops numbering its rows.
    ("settings { keys identity }\nentity Shirt { name text }\n", "settings { keys identity }\nentity Shirt { key uuid; name text }\n"),
];

const SPECIAL: &[&str] = &[
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

/// A file or a part of one, changed a little: half of the inputs sign by sign, so that most cannot be read, the others word by word and
/// line by line, so that most can. With it: which text of the corpus it was made from.
fn mutated(sequence: &mut Sequence, corpus: &[String]) -> (String, usize) {
    let by_sign = sequence.below(2) == 0;
    // Wrong inputs come last in the corpus.
    let choice = if by_sign { corpus.len() } else { corpus.len() / 2 };
    let origin = sequence.below(choice);
    let mut text = corpus[origin].clone();
    // A part of a file is quicker and as telling, unless it refers to what is left out.
    if sequence.below(3) > usize::from(!by_sign) {
        let start = sequence.place(&text);
        text = text[text[..start].rfind("\n\n").map_or(0, |found| found + 2)..].to_string();
        let end = text.char_indices().nth(400).map_or(text.len(), |(at, _)| at);
        text.truncate(text[end..].find("\n\n").map_or(text.len(), |found| end + found + 1));
    }
    if by_sign {
        for _ in 0..sequence.below(4) {
            respaced(sequence, &mut text, SPACES);
        }
        for _ in 0..=sequence.below(3) {
            with_another_sign(sequence, &mut text, corpus);
        }
        return (text, origin);
    }
    for _ in 0..sequence.below(3) {
        respaced(sequence, &mut text, HARMLESS_SPACES);
    }
    for _ in 0..sequence.below(4) {
        match sequence.below(3) {
            0 => with_another_line(sequence, &mut text),
            _ => with_another_word(sequence, &mut text, corpus),
        }
    }
    (text, origin)
}

fn with_another_sign(sequence: &mut Sequence, text: &mut String, corpus: &[String]) {
    let at = sequence.place(text);
    match sequence.below(5) {
        0 => text.insert_str(at, DICTIONARY[sequence.below(DICTIONARY.len())]),
        1 => {
            let piece = sequence.piece(text).to_string();
            text.insert_str(at, &piece);
        }
        2 => {
            let donor = &corpus[sequence.below(corpus.len())];
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

/// A line taken out, doubled, or moved before another one.
fn with_another_line(sequence: &mut Sequence, text: &mut String) {
    let mut lines: Vec<String> = text.split('\n').map(str::to_string).collect();
    let (from, to) = (sequence.below(lines.len()), sequence.below(lines.len()));
    match sequence.below(3) {
        0 => drop(lines.remove(from)),
        1 => lines.insert(to, lines[from].clone()),
        _ => {
            let line = lines.remove(from);
            lines.insert(to, line);
        }
    }
    *text = lines.join("\n");
}

/// A word or number replaced by another one, of the same text or of any other, or by one that is at an edge.
fn with_another_word(sequence: &mut Sequence, text: &mut String, corpus: &[String]) {
    let is_word = |sign: char| sign.is_alphanumeric() || sign == '_';
    let words =
        |text: &str| -> Vec<String> { text.split(|sign| !is_word(sign)).filter(|word| !word.is_empty()).map(str::to_string).collect() };
    let place = sequence.place(text);
    let Some(start) = text[place..].find(is_word).map(|found| place + found) else { return };
    let end = text[start..].find(|sign| !is_word(sign)).map_or(text.len(), |found| start + found);
    let others = match sequence.below(3) {
        0 => EDGES.iter().map(|word| word.to_string()).collect(),
        1 => words(&corpus[sequence.below(corpus.len())]),
        _ => words(text),
    };
    let likes: Vec<&String> = others.iter().filter(|word| is_number(word) == is_number(&text[start..end])).collect();
    if !likes.is_empty() {
        text.replace_range(start..end, likes[sequence.below(likes.len())]);
    }
}

fn is_number(word: &str) -> bool {
    word.starts_with(|sign: char| sign.is_ascii_digit())
}

/// Words that are at an edge of what may stand there.
const EDGES: &[&str] = &[
    "0",
    "1",
    "2",
    "3",
    "7",
    "63",
    "64",
    "100",
    "1000",
    "1001",
    "10485760",
    "10485761",
    "2147483647",
    "2147483648",
    "9223372036854775807",
    "9223372036854775808",
    "99999999999999999999",
    "1e5",
    "2024",
    "id",
    "created_at",
    "updated_at",
    "user",
    "order",
    "table",
    "select",
    "value",
    "null",
    "true",
    "now",
    "bigserial",
    "identity",
    "uuid",
    "uuidv7",
    "text",
    "varchar",
    "numeric",
    "decimal",
    "smallint",
    "bigint",
    "bool",
    "jsonb",
    "json",
    "timestamp",
    "date",
    "time",
    "duration",
    "interval",
    "inet",
    "bytea",
    "point",
    "int4range",
    "tstzrange",
    "tsvector",
    "bit",
    "email",
    "url",
    "slug",
    "phone",
    "secret",
    "token",
    "money",
    "percent",
    "rating",
    "country",
    "currency",
    "color",
    "latitude",
    "isbn",
    "ean",
    "semver",
    "year",
    "quantity",
    "person_name",
    "enums",
    "check",
    "strings",
    "keys",
    "native",
    "_",
    "a",
    "é",
    "Größe",
    "a_name_that_is_so_long_that_postgresql_would_cut_it_off_at_its_63rd_byte",
];

const SPACES: &[&str] = &["  ", "\n", "\n\n\n", "\t", " // note\n", "\n// note\n", "; ", "\n/// doc\n", " {", "} "];
const HARMLESS_SPACES: &[&str] = &["  ", "\t", " \t "];
const HARMLESS_LINES: &[&str] = &["\n\n\n", " // note\n", "\n  // note\n", ";\n", " ; ", "\n/// doc\n"];

/// Blanks, line breaks and comments where there is a blank or a line break already.
fn respaced(sequence: &mut Sequence, text: &mut String, spaces: &[&str]) {
    let from = sequence.place(text);
    let Some(at) = text[from..].find([' ', '\n']).map(|found| from + found) else { return };
    let spaces = if text[at..].starts_with('\n') { HARMLESS_LINES } else { spaces };
    text.insert_str(at, spaces[sequence.below(spaces.len())]);
}

fn setting(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise)
}

/// The examples, the cases and the wrong inputs, then texts that hold what those do not.
fn corpus() -> Vec<String> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let texts_of = |folder: &str| -> Vec<String> {
        let mut files = Vec::new();
        schema_files_below(&root.join(folder), &mut files);
        assert!(!files.is_empty(), "no requirement file in {folder}");
        files.iter().map(|file| fs::read_to_string(file).unwrap()).collect()
    };
    let special = SPECIAL.iter().chain(FAILED_ONCE).map(|text| text.to_string());
    texts_of("examples").into_iter().chain(texts_of("tests/cases")).chain(special).chain(texts_of("tests/errors")).collect()
}

fn schema_files_below(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            schema_files_below(&entry, files);
        } else if entry.extension().is_some_and(|extension| extension == "schema") {
            files.push(entry);
        }
    }
}

/// Whether all properties hold, the costly ones too if `with_files`.
fn holds(text: &str, with_files: bool, current: Option<&Catalog>) -> std::thread::Result<Reached> {
    catch_unwind(|| {
        let (reached, designed) = properties::holds_for(text);
        if let Some(designed) = designed.filter(|designed| with_files && rows_asked(designed) <= ROW_LIMIT) {
            properties::holds_for_files(&designed);
            current.into_iter().for_each(|current| properties::holds_for_change(current, &designed));
        }
        reached
    })
}

/// What a text without a mistake asks for.
fn catalog_of(text: &str) -> Option<Catalog> {
    properties::holds_for(text).1.map(|designed| designed.design.catalog)
}

/// More sample rows than this take their time by right.
const ROW_LIMIT: u64 = 500;

fn rows_asked(designed: &Designed) -> u64 {
    designed
        .design
        .population
        .tables
        .values()
        .filter_map(|table| table.sample.as_ref())
        .map(|sample| sample.count)
        .fold(0, u64::saturating_add)
}

/// The shortest text found that still fails: parts are taken out, large ones first, as long as that leaves a failure.
fn shrunk(text: &str, fails: impl Fn(&str) -> bool) -> String {
    let mut signs: Vec<char> = text.chars().collect();
    loop {
        let before = signs.len();
        let halves = std::iter::successors(Some(before / 2), |size| (*size > 64).then_some(size / 2));
        for size in halves.chain((1..=32).rev()) {
            let mut at = 0;
            while at < signs.len() {
                let end = (at + size).min(signs.len());
                let without: Vec<char> = signs[..at].iter().chain(&signs[end..]).copied().collect();
                match fails(&without.iter().collect::<String>()) {
                    true => signs = without,
                    false => at += 1 + size / 8,
                }
            }
        }
        if signs.len() == before {
            return signs.into_iter().collect();
        }
    }
}

/// Runs something whose panics are expected, without their messages.
fn silently<T>(work: impl FnOnce() -> T) -> T {
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let result = work();
    panic::set_hook(hook);
    result
}

#[test]
fn what_failed_once_holds() {
    for text in FAILED_ONCE {
        assert!(holds(text, true, None).is_ok(), "this input fails again:\n{text:?}");
    }
    for (before, after) in CHANGE_FAILED_ONCE {
        let standing = catalog_of(before);
        assert!(standing.is_some(), "it cannot have stood:\n{before}");
        assert_eq!(holds(after, true, standing.as_ref()).ok(), Some(Reached::Design), "this change fails again:\n{after:?}");
    }
}

#[test]
fn mutated_files_hold_all_properties() {
    let limit = Duration::from_secs(setting("GROUNDPLAN_FUZZ_SECONDS", 2));
    let mut sequence = Sequence(setting("GROUNDPLAN_FUZZ_SEED", 2026));
    let corpus = corpus();
    let standing: Vec<Option<Catalog>> = corpus.iter().map(|text| catalog_of(text)).collect();
    let (start, mut inputs, mut slowest) = (Instant::now(), 0u64, Duration::ZERO);
    let mut reached_by = [0u64; 4];
    while start.elapsed() < limit {
        let (text, origin) = mutated(&mut sequence, &corpus);
        let with_files = sequence.below(SHARE_WITH_FILES) == 0;
        let began = Instant::now();
        let Ok(reached) = holds(&text, with_files, standing[origin].as_ref()) else {
            let small = silently(|| shrunk(&text, |text| holds(text, true, standing[origin].as_ref()).is_err()));
            panic!(
                "this input fails, by itself or after the one that it was made from:\n{text:?}\nand so does:\n{small:?}\nmade from:\n{}",
                corpus[origin]
            );
        };
        let took = began.elapsed();
        assert!(took < TIME_LIMIT, "this input takes {took:?}:\n{text:?}");
        slowest = slowest.max(took);
        inputs += 1;
        reached_by[reached as usize] += 1;
    }
    let [unreadable, unresolved, undesigned, designed] = reached_by;
    println!(
        "{inputs} inputs in {:?}, the slowest in {slowest:?}: {unreadable} cannot be read, {} can; of these {unresolved} have a mistake that \
         resolving finds, {undesigned} one that designing finds, {designed} have none",
        start.elapsed(),
        unresolved + undesigned + designed
    );
    assert!(designed > 0 && unreadable > 0, "inputs of one kind only");
}

/// What a long input repeats, within what: the outermost place, a line, a block, SQL, and a block that is never closed.
const SURROUNDINGS: &[(&str, &str)] = &[
    ("", ""),
    ("entity A { a text = (", ")\n}\n"),
    ("enum E {", "}\n"),
    ("entity A { rows (a) {", "}\n}\n"),
    ("entity A {\n  a text = (", ""),
];

/// What takes long reading where reading goes back: first what once did, then all that the dictionary has.
fn units() -> Vec<String> {
    let slow_once = ["$$"];
    let words = DICTIONARY.iter().map(|word| word.to_string());
    let lines = DICTIONARY.iter().map(|word| format!("x{word} "));
    let open = DICTIONARY.iter().map(|word| format!("entity A {{ a int = ({word}\n"));
    slow_once.iter().map(|unit| unit.to_string()).chain(words).chain(lines).chain(open).collect()
}

#[test]
fn a_long_file_takes_no_more_than_linear_time() {
    let limit = Duration::from_secs(setting("GROUNDPLAN_FUZZ_SECONDS", 2));
    let mut sequence = Sequence(setting("GROUNDPLAN_FUZZ_SEED", 2026));
    let corpus = corpus();
    let (start, mut inputs, mut slowest) = (Instant::now(), 0u64, Duration::ZERO);
    let endless = std::iter::repeat_with(|| mutated(&mut sequence, &corpus).0);
    for unit in units().into_iter().chain(endless).filter(|unit| !unit.is_empty()) {
        for (before, after) in SURROUNDINGS {
            let long = format!("{before}{}{after}", unit.repeat(LONG / unit.len()));
            let took = quickest_of_three(|| drop(format(&long)));
            assert!(took < LONG_TIME_LIMIT, "{LONG} bytes of this take {took:?}:\n{before:?} {unit:?} {after:?}");
            slowest = slowest.max(took);
            inputs += 1;
        }
        if start.elapsed() > limit {
            break;
        }
    }
    println!("{inputs} inputs of {LONG} bytes in {:?}, the slowest in {slowest:?}", start.elapsed());
}

/// A busy machine takes its time once or twice; what is too slow in itself is so each time.
fn quickest_of_three(work: impl Fn()) -> Duration {
    let mut quickest = Duration::MAX;
    for _ in 0..3 {
        let began = Instant::now();
        work();
        quickest = quickest.min(began.elapsed());
        if quickest < LONG_TIME_LIMIT {
            break;
        }
    }
    quickest
}
