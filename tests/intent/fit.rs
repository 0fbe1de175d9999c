//! Learns which nouns are things, which things refer to which, and which fields are ones: boosted trees over what is told of each, from texts of which the tables and foreign keys are known (`make intent-fit`).
//!
//! Written are the files of src/intent/data/weights. How often a noun is a table, or refers, is counted without an eighth of the texts, that which is learned from among them: no text tells its own answer, and none can be
//! told from the others by what is missing from a count. How well unseen texts are judged is measured on texts that were left out. What is learned in one go ([`GOES`]) is learned from texts that are read with what was learned before it, so the next go needs a build of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use indexmap::IndexSet;

use groundplan::intent::{
    LEAST_OF_A_FIELD, LEAST_OF_A_MOVED_FIELD, LEAST_OF_A_PAIR, LEAST_OF_A_REFERENCE, LEAST_OF_A_THING, LEAST_OF_A_USUAL_FIELD, marked,
    marked_fields, marked_usual, tied, words_of, words_of_two,
};

use crate::common::root;
use crate::expected::{Expected, normal};
use crate::trees::{Row, Tree, learn, sum};

/// A small text counts so often.
const SMALL_COUNT: f64 = 6.0;
/// Every so many texts are left out in turn to measure by.
const FOLDS: usize = 3;

/// What is learned of a noun, or of two.
struct Sample {
    text: usize,
    marks: BTreeMap<String, i32>,
    /// Marks of how often such words were true in other texts, each with the words.
    words: Vec<(&'static str, String)>,
    is_true: bool,
    count: f64,
}

/// What is learned, and where it is written.
struct Subject {
    trees: &'static str,
    words: &'static str,
    /// How many are true where nothing is known.
    base: f64,
    /// From how much on, in thousandths of a logit, it is taken for true.
    least: i64,
    /// Whether words are counted only where they were ever true.
    ever: bool,
    /// What was seen less often says nothing of what comes.
    seen: f64,
}

const THINGS: Subject = Subject { trees: "things", words: "nouns", base: 0.5, least: LEAST_OF_A_THING, ever: false, seen: 2.0 };
const REFERENCES: Subject = Subject { trees: "references", words: "parts", base: 0.1, least: LEAST_OF_A_REFERENCE, ever: true, seen: 1.0 };

const JOINED: Subject = Subject { trees: "joined", words: "joints", base: 0.05, least: LEAST_OF_A_PAIR, ever: true, seen: 1.0 };

const FIELDS: Subject = Subject { trees: "fields", words: "names", base: 0.7, least: LEAST_OF_A_FIELD, ever: false, seen: 1.0 };

const MOVED: Subject = Subject { trees: "moved", words: "elsewhere", base: 0.1, least: LEAST_OF_A_MOVED_FIELD, ever: true, seen: 1.0 };

const USUAL: Subject = Subject { trees: "usual", words: "owners", base: 0.2, least: LEAST_OF_A_USUAL_FIELD, ever: false, seen: 1.0 };

/// Whether a noun is a table; none where nothing is known.
type Answer = Box<dyn Fn(&str) -> Option<bool>>;

/// Whether the first refers to the second.
type Reference = Box<dyn Fn(&str, &str) -> Option<bool>>;

/// Whether a table lies between two things, where these are the things that are made.
type Between = Box<dyn Fn(&str, &str, &BTreeSet<String>) -> Option<bool>>;

/// Whether a table has such a column.
type Column = Box<dyn Fn(&str, &str) -> Option<bool>>;

/// All names that a column of a table may have.
type Alternatives = Box<dyn Fn(&str, &str) -> Vec<String>>;

/// What is known of a text.
struct Taught {
    text: String,
    is_table: Answer,
    refers: Reference,
    joined: Between,
    has: Column,
    alternatives: Alternatives,
}

fn of_file(path: &Path) -> Result<Taught, String> {
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let expected = fs::read_to_string(path.with_extension("expected")).map_err(|error| error.to_string())?;
    let expected = std::rc::Rc::new(Expected::read(&expected).map_err(|error| format!("{}: {error}", path.display()))?);
    let same = std::rc::Rc::clone(&expected);
    let of = std::rc::Rc::clone(&expected);
    let every = std::rc::Rc::clone(&expected);
    let has = move |table: &str, column: &str| {
        let table = of.tables.iter().find(|one| one.names.iter().any(|name| name == table))?;
        let found = table.columns.iter().find(|(names, _)| names.iter().any(|name| name == column));
        found.map_or(Some(false), |(_, counts)| counts.then_some(true))
    };
    let is_table = move |name: &str| {
        let table = expected.tables.iter().find(|table| table.names.iter().any(|one| one == name));
        // What counts neither way teaches nothing.
        if table.is_some_and(|table| !table.counts) { None } else { Some(table.is_some()) }
    };
    let tables = std::rc::Rc::clone(&same);
    let joined = move |one: &str, other: &str, made: &BTreeSet<String>| {
        let first = |name: &str| tables.tables.iter().find(|table| table.names.iter().any(|one| one == name)).map(|table| &table.names[0]);
        let mut wanted = vec![first(one)?, first(other)?];
        wanted.sort();
        let between = tables.tables.iter().filter(|table| !table.names.iter().any(|name| made.contains(name))).find(|table| {
            let keys = tables.foreign_keys.iter().filter(|key| key.child == table.names[0]);
            let mut parents: Vec<&String> = keys.map(|key| &key.parent).collect();
            parents.sort();
            parents == wanted
        });
        between.map_or(Some(false), |table| table.counts.then_some(true))
    };
    let refers = move |from: &str, to: &str| {
        let first =
            |name: &str| same.tables.iter().find(|table| table.names.iter().any(|one| one == name)).and_then(|table| table.names.first());
        let (from, to) = (first(from)?, first(to)?);
        let mut keys = same.foreign_keys.iter().filter(|key| key.child == *from && key.parent == *to).peekable();
        let any = keys.peek().is_some();
        if keys.any(|key| key.counts) {
            Some(true)
        } else if any {
            None
        } else {
            Some(false)
        }
    };
    let of = std::rc::Rc::clone(&every);
    let alternatives = move |table: &str, column: &str| {
        let table = of.tables.iter().find(|one| one.names.iter().any(|name| name == table));
        let found = table.and_then(|table| table.columns.iter().find(|(names, _)| names.iter().any(|name| name == column)));
        found.map(|(names, _)| names.clone()).unwrap_or_default()
    };
    Ok(Taught {
        text,
        is_table: Box::new(is_table),
        refers: Box::new(refers),
        joined: Box::new(joined),
        has: Box::new(has),
        alternatives: Box::new(alternatives),
    })
}

/// A small text says of some of its nouns what they are.
fn of_sentence((text, lines): &(String, Vec<String>)) -> Taught {
    let mut told: BTreeMap<String, bool> = BTreeMap::new();
    let mut keys: BTreeMap<(String, String), bool> = BTreeMap::new();
    let mut fields: BTreeMap<(String, String), bool> = BTreeMap::new();
    for line in lines {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let (tables, others): (Vec<&str>, Vec<&str>) = match word {
            "no" => (Vec::new(), rest.strip_prefix("table ").into_iter().collect()),
            "table" => (vec![rest], Vec::new()),
            "fk" => (rest.split(" as ").next().unwrap_or_default().split("->").collect(), Vec::new()),
            "pair" => (rest.split(',').collect(), Vec::new()),
            "column" => {
                let (table, columns) = rest.split_once(':').unwrap_or((rest, ""));
                (vec![table], columns.split(',').collect())
            }
            _ => continue,
        };
        if let ("fk" | "pair", [one, other]) = (word, tables.as_slice()) {
            *keys.entry((normal(one), normal(other))).or_default() |= word == "fk";
        }
        let no = word == "no";
        if let Some((table, columns)) =
            rest.trim_start_matches("column ").split_once(':').filter(|_| word == "column" || no && rest.starts_with("column "))
        {
            fields.extend(columns.split(',').map(|column| ((normal(table), normal(column)), !no)));
        }
        for name in others {
            told.entry(normal(name)).or_insert(false);
        }
        told.extend(tables.iter().map(|name| (normal(name), true)));
    }
    let pairs = keys.clone();
    let joined = move |one: &str, other: &str, _: &BTreeSet<String>| {
        let said = |from: &str, to: &str| pairs.get(&(from.to_string(), to.to_string())).copied();
        said(one, other).or_else(|| said(other, one)).map(|is_reference| !is_reference)
    };
    let refers = move |from: &str, to: &str| {
        let said = |from: &str, to: &str| keys.get(&(from.to_string(), to.to_string())).copied();
        // One of two that refer is enough.
        said(from, to).or_else(|| said(to, from).map(|_| false))
    };
    let has = move |table: &str, column: &str| fields.get(&(table.to_string(), column.to_string())).copied();
    Taught {
        text: text.clone(),
        is_table: Box::new(move |name| told.get(name).copied()),
        refers: Box::new(refers),
        joined: Box::new(joined),
        has: Box::new(has),
        alternatives: Box::new(|_, _| Vec::new()),
    }
}

/// What is learned in one go. Each is learned from texts that are read with what was learned before it.
pub const GOES: [&str; 3] = ["things", "ties", "fields"];

/// Reads texts, learns, and writes; what was learned as a line each.
pub fn fit(go: &str, texts: &[PathBuf], small: &[(String, Vec<String>)]) -> Result<String, String> {
    // The small texts are the language of this field at its plainest.
    let small = small.iter().map(|block| Ok((of_sentence(block), SMALL_COUNT)));
    let taught = texts.iter().map(|path| of_file(path).map(|taught| (taught, 1.0))).chain(small);
    let taught = taught.collect::<Result<Vec<(Taught, f64)>, String>>()?;
    let told = match go {
        "things" => vec![THINGS.learn(texts.len(), &nouns(&taught))?],
        "ties" => {
            let (references, pairs) = ties(&taught);
            vec![REFERENCES.learn(texts.len(), &references)?, JOINED.learn(texts.len(), &pairs)?]
        }
        "fields" => {
            let (fields, moved) = fields(&taught);
            vec![FIELDS.learn(texts.len(), &fields)?, MOVED.learn(texts.len(), &moved)?, USUAL.learn(texts.len(), &usual(&taught))?]
        }
        _ => return Err(format!("{go} is none of {}", GOES.join(", "))),
    };
    Ok(told.join("\n"))
}

/// What is told of each noun, and whether it is a table.
fn nouns(taught: &[(Taught, f64)]) -> Vec<Sample> {
    let mut samples = Vec::new();
    for (text, (taught, count)) in taught.iter().enumerate() {
        for noun in marked(&taught.text) {
            let Some(is_true) = (taught.is_table)(&normal(&noun.name)) else { continue };
            samples.push(Sample { text, words: words_of(&noun.name), marks: noun.marks, is_true, count: *count });
        }
    }
    samples
}

/// What is told of each two things, and whether the one refers to the other; and whether there is a table between them.
fn ties(taught: &[(Taught, f64)]) -> (Vec<Sample>, Vec<Sample>) {
    let (mut references, mut pairs) = (Vec::new(), Vec::new());
    for (text, (taught, count)) in taught.iter().enumerate() {
        let count = *count;
        let tied = tied(&taught.text);
        let made: BTreeSet<String> = tied.iter().map(|tie| normal(&tie.from)).collect();
        let mut seen = BTreeSet::new();
        for tie in tied {
            let (from, to) = (normal(&tie.from), normal(&tie.to));
            let words = words_of_two(&tie.from, &tie.to, &tie.verb);
            // Of each two the first in the text comes first.
            let is_first = !seen.contains(&(tie.to.clone(), tie.from.clone()));
            seen.insert((tie.from, tie.to));
            if let (true, Some(is_true)) = (is_first, (taught.joined)(&from, &to, &made)) {
                pairs.push(Sample { text, words: words.clone(), marks: tie.marks.clone(), is_true, count });
            }
            if let Some(is_true) = (taught.refers)(&from, &to) {
                references.push(Sample { text, words, marks: tie.marks, is_true, count });
            }
        }
    }
    (references, pairs)
}

/// What is told of each field, and whether its owner has it; and whether it is rather one of something else.
fn fields(taught: &[(Taught, f64)]) -> (Vec<Sample>, Vec<Sample>) {
    let (mut fields, mut moved) = (Vec::new(), Vec::new());
    for (text, (taught, count)) in taught.iter().enumerate() {
        for field in marked_fields(&taught.text) {
            let Some(is_true) = (taught.has)(&normal(&field.owner), &normal(&field.name)) else { continue };
            let samples = if field.told_of == field.owner { &mut fields } else { &mut moved };
            samples.push(Sample { text, words: field.words, marks: field.marks, is_true, count: *count });
        }
    }
    (fields, moved)
}

/// What is told of each field that a thing may have though no words say so, and whether it has it.
fn usual(taught: &[(Taught, f64)]) -> Vec<Sample> {
    let mut samples = Vec::new();
    for (text, (taught, count)) in taught.iter().enumerate() {
        let (usual, fields_of) = marked_usual(&taught.text);
        for field in usual {
            let (owner, name) = (normal(&field.owner), normal(&field.name));
            let Some(is_true) = (taught.has)(&owner, &name) else { continue };
            let alternatives = (taught.alternatives)(&owner, &name);
            let is_there = fields_of.get(&field.owner).is_some_and(|fields| fields.iter().any(|one| alternatives.contains(&normal(one))));
            samples.push(Sample { text, words: field.words, marks: field.marks, is_true: is_true && !is_there, count: *count });
        }
    }
    samples
}

/// Texts are counted in so many groups.
const GROUPS: usize = 8;

/// How often words were true and how often not, in all texts and in each group of them.
#[derive(Default)]
struct Counts {
    all: BTreeMap<(&'static str, String), (f64, f64)>,
    own: BTreeMap<(usize, &'static str, String), (f64, f64)>,
}

impl Counts {
    fn of(samples: &[&Sample]) -> Counts {
        let mut counts = Counts::default();
        for sample in samples {
            for (mark, word) in &sample.words {
                let of_all = counts.all.entry((mark, word.clone())).or_default();
                let of_text = counts.own.entry((sample.text % GROUPS, mark, word.clone())).or_default();
                for (yes, no) in [of_all, of_text] {
                    *if sample.is_true { yes } else { no } += 1.0;
                }
            }
        }
        counts
    }
}

impl Subject {
    /// In hundredths of a logit beside what is true anyway, and ten times how often it was seen; none of what was seen too seldom to tell.
    fn odds(&self, yes: f64, no: f64) -> Option<(i32, i32)> {
        let is_known = yes + no >= self.seen && (!self.ever || yes > 0.0);
        let logit = |yes: f64, no: f64| (yes / no).ln();
        let odds = logit(yes + 2.0 * self.base, no + 2.0 * (1.0 - self.base)) - logit(self.base, 1.0 - self.base);
        is_known.then(|| ((odds * 100.0).round() as i32, ((yes + no).min(10.0) * 10.0) as i32))
    }

    fn rows(&self, samples: &[&Sample], counts: &Counts, names: &[String], is_learned: bool) -> Vec<Row> {
        let row = |sample: &&Sample| {
            let mut marks = sample.marks.clone();
            for (mark, word) in &sample.words {
                let (yes, no) = counts.all.get(&(*mark, word.clone())).copied().unwrap_or_default();
                // Of what is learned from, without what its own group says of it.
                let own = counts.own.get(&(sample.text % GROUPS, *mark, word.clone())).filter(|_| is_learned);
                let (own_yes, own_no) = own.copied().unwrap_or_default();
                if let Some((odds, seen)) = self.odds(yes - own_yes, no - own_no) {
                    marks.extend([(format!("{mark} odds"), odds), (format!("{mark} seen"), seen)]);
                }
            }
            let amounts = names.iter().map(|name| marks.get(name).copied().unwrap_or(0)).collect();
            Row { amounts, is_true: sample.is_true, count: if is_learned { sample.count } else { 1.0 } }
        };
        samples.iter().map(row).collect()
    }

    fn learn(&self, texts: usize, samples: &[Sample]) -> Result<String, String> {
        let mut names: Vec<String> = samples.iter().flat_map(|sample| sample.marks.keys().cloned()).collect();
        let words = samples.iter().flat_map(|sample| sample.words.iter().map(|(mark, _)| *mark));
        names.extend(words.flat_map(|mark| [format!("{mark} odds"), format!("{mark} seen")]));
        names.sort_unstable();
        names.dedup();
        let mut measured = Measured::default();
        for fold in 0..FOLDS {
            let kept = |sample: &&Sample| sample.text >= texts || sample.text % FOLDS != fold;
            let (learned, left): (Vec<&Sample>, Vec<&Sample>) = samples.iter().partition(kept);
            let counts = Counts::of(&learned);
            let trees = learn(&self.rows(&learned, &counts, &names, true));
            measured.add(&trees, &self.rows(&left, &counts, &names, false), self.least);
        }
        let all: Vec<&Sample> = samples.iter().collect();
        let counts = Counts::of(&all);
        self.write(&learn(&self.rows(&all, &counts, &names, true)), &names, &counts)?;
        Ok(format!("{}: {} of {texts} texts, {} marks; of texts left out {}", self.trees, samples.len(), names.len(), measured.told()))
    }

    fn write(&self, trees: &[Tree], names: &[String], counts: &Counts) -> Result<(), String> {
        let folder = root().join("src/intent/data/weights");
        let mut text =
            "# Boosted trees: `intent/rules/resolve/learned` says how they are read. Learned by `make intent-fit`.\n".to_string();
        let mut used = IndexSet::new();
        let mut lines = String::new();
        for tree in trees {
            let mut line = String::new();
            tree.write(&mut used, &mut line);
            let _ = writeln!(lines, "{}", line.trim());
        }
        let used: Vec<String> = used.iter().map(|column| names[*column].replace(' ', "_")).collect();
        let _ = write!(text, "{}\n{lines}", used.join(" "));
        fs::write(folder.join(format!("{}.txt", self.trees)), text).map_err(|error| error.to_string())?;
        let mut words = "# Words, how much oftener than not they were true in the texts that were learned from, in hundredths of a logit, and ten times how often they were seen, up to 100. Learned by `make intent-fit`.\n".to_string();
        let plain = |word: &str| word.chars().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '\'' | '-'));
        for ((mark, word), (yes, no)) in counts.all.iter().filter(|((_, word), _)| plain(word)) {
            if let Some((odds, seen)) = self.odds(*yes, *no) {
                let _ = writeln!(words, "{mark} {word} {odds} {seen}");
            }
        }
        fs::write(folder.join(format!("{}.txt", self.words)), words).map_err(|error| error.to_string())
    }
}

/// Precision and recall on what was not learned from.
#[derive(Default)]
struct Measured {
    taken: f64,
    right: f64,
    all: f64,
    seen: f64,
}

impl Measured {
    fn add(&mut self, trees: &[Tree], rows: &[Row], least: i64) {
        for row in rows {
            let is_taken = sum(trees, &row.amounts) >= least;
            self.taken += f64::from(u8::from(is_taken));
            self.right += f64::from(u8::from(is_taken && row.is_true));
            self.seen += 1.0;
            self.all += f64::from(u8::from(row.is_true));
        }
    }

    fn told(&self) -> String {
        format!(
            "{:.3} of all true; {:.3} / {:.3} = {:.3}",
            self.all / self.seen,
            self.right / self.taken,
            self.right / self.all,
            2.0 * self.right / (self.taken + self.all)
        )
    }
}
