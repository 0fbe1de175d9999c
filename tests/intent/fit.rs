//! Learns which nouns are things: boosted trees over what is told of each noun, from texts of which the tables are known (`make intent-fit`).
//!
//! Written are src/intent/data/weights/trees.txt and nouns.txt. How often a noun is a table is counted without the text that is learned from, so that no text tells its own answer; how well unseen texts are judged is
//! measured on texts that were left out.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use groundplan::intent::marked;

use crate::common::root;
use crate::expected::{Expected, normal};
use crate::trees::{Row, Tree, learn, sum};

/// From which chance on a noun is taken for a table. An F1 is best where that is half of it (Lipton, Elkan and Naryanaswamy, *Optimal thresholding of classifiers to maximize F1 measure*, 2014).
const LEAST_CHANCE: f64 = 0.44;
/// A noun counts with so many sightings that say nothing.
const PRIOR: f64 = 1.0;
/// A small text counts so often.
const SMALL_COUNT: f64 = 6.0;
/// Every so many texts are left out in turn to measure by.
const FOLDS: usize = 3;
/// The marks that `judged` adds by itself.
const NOUN: &str = "noun";
const SEEN: &str = "noun seen";

struct Sample {
    text: usize,
    head: String,
    marks: BTreeMap<String, i32>,
    is_table: bool,
    count: f64,
}

/// Whether a noun is a table; none where nothing is known.
type Answer = Box<dyn Fn(&str) -> Option<bool>>;

/// What is known of the nouns of a text: whether each is a table, or nothing.
struct Taught {
    text: String,
    is_table: Answer,
}

fn of_file(path: &Path) -> Result<Taught, String> {
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let expected = fs::read_to_string(path.with_extension("expected")).map_err(|error| error.to_string())?;
    let expected = Expected::read(&expected).map_err(|error| format!("{}: {error}", path.display()))?;
    let is_table = move |name: &str| {
        let table = expected.tables.iter().find(|table| table.names.iter().any(|one| one == name));
        // What counts neither way teaches nothing.
        if table.is_some_and(|table| !table.counts) { None } else { Some(table.is_some()) }
    };
    Ok(Taught { text, is_table: Box::new(is_table) })
}

/// A small text says of some of its nouns what they are.
fn of_sentence((text, lines): &(String, Vec<String>)) -> Taught {
    let mut told: BTreeMap<String, bool> = BTreeMap::new();
    for line in lines {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let (tables, others): (Vec<&str>, Vec<&str>) = match word {
            "no" => (Vec::new(), vec![rest.trim_start_matches("table ")]),
            "table" => (vec![rest], Vec::new()),
            "fk" => (rest.split(" as ").next().unwrap_or_default().split("->").collect(), Vec::new()),
            "pair" => (rest.split(',').collect(), Vec::new()),
            "column" => {
                let (table, columns) = rest.split_once(':').unwrap_or((rest, ""));
                (vec![table], columns.split(',').collect())
            }
            _ => continue,
        };
        told.extend(others.iter().map(|name| (normal(name), false)));
        told.extend(tables.iter().map(|name| (normal(name), true)));
    }
    Taught { text: text.clone(), is_table: Box::new(move |name| told.get(name).copied()) }
}

/// Reads texts, learns, and writes both files; what was learned as one line.
pub fn fit(texts: &[PathBuf], small: &[(String, Vec<String>)]) -> Result<String, String> {
    let mut samples: Vec<Sample> = Vec::new();
    // The small texts are the language of this field at its plainest.
    let small = small.iter().map(|block| Ok((of_sentence(block), SMALL_COUNT)));
    let taught = texts.iter().map(|path| of_file(path).map(|taught| (taught, 1.0))).chain(small);
    for (text, taught) in taught.enumerate() {
        let (taught, count) = taught?;
        for noun in marked(&taught.text) {
            let Some(is_table) = (taught.is_table)(&normal(&noun.name)) else { continue };
            let head = noun.name.rsplit('_').next().unwrap_or_default().to_string();
            samples.push(Sample { text, head, marks: noun.marks, is_table, count });
        }
    }
    let mut names: Vec<String> = samples.iter().flat_map(|sample| sample.marks.keys().cloned()).collect();
    names.extend([NOUN.to_string(), SEEN.to_string()]);
    names.sort_unstable();
    names.dedup();
    let mut measured = Measured::default();
    for fold in 0..FOLDS {
        let kept = |sample: &Sample| sample.text >= texts.len() || sample.text % FOLDS != fold;
        let (learned, left): (Vec<&Sample>, Vec<&Sample>) = samples.iter().partition(|sample| kept(sample));
        let counts = Counts::of(&learned);
        let trees = learn(&rows(&learned, &counts, &names, true));
        measured.add(&trees, &rows(&left, &counts, &names, false));
    }
    let all: Vec<&Sample> = samples.iter().collect();
    let counts = Counts::of(&all);
    let rows = rows(&all, &counts, &names, true);
    let trees = learn(&rows);
    write(&trees, &names, &counts)?;
    Ok(format!("{} nouns of {} texts, {} marks; of texts left out {}", rows.len(), texts.len(), names.len(), measured.told()))
}

/// How often a noun is a table and how often not, in all texts and in each.
#[derive(Default)]
struct Counts {
    all: BTreeMap<String, (f64, f64)>,
    own: BTreeMap<(usize, String), (f64, f64)>,
}

impl Counts {
    fn of(samples: &[&Sample]) -> Counts {
        let mut counts = Counts::default();
        for sample in samples {
            let of_noun = counts.all.entry(sample.head.clone()).or_default();
            let of_text = counts.own.entry((sample.text, sample.head.clone())).or_default();
            for (yes, no) in [of_noun, of_text] {
                *if sample.is_table { yes } else { no } += 1.0;
            }
        }
        counts
    }

    /// In hundredths of a logit, without what the text itself says of it.
    fn odds(&self, sample: &Sample) -> Option<i32> {
        let (yes, no) = self.all.get(&sample.head)?;
        let (own_yes, own_no) = self.own.get(&(sample.text, sample.head.clone())).copied().unwrap_or_default();
        let (yes, no) = (yes - own_yes, no - own_no);
        (yes + no > 0.0).then(|| odds(yes, no))
    }
}

fn odds(yes: f64, no: f64) -> i32 {
    (((yes + PRIOR) / (no + PRIOR)).ln() * 100.0).round() as i32
}

fn rows(samples: &[&Sample], counts: &Counts, names: &[String], weighed: bool) -> Vec<Row> {
    let row = |sample: &&Sample| {
        let odds = counts.odds(sample);
        let amount = |name: &String| match name.as_str() {
            NOUN => odds.unwrap_or(0),
            SEEN => odds.map_or(0, |_| 100),
            _ => sample.marks.get(name).copied().unwrap_or(0),
        };
        Row { amounts: names.iter().map(amount).collect(), is_true: sample.is_table, count: if weighed { sample.count } else { 1.0 } }
    };
    samples.iter().map(row).collect()
}

/// In thousandths of a logit.
fn least() -> i64 {
    ((LEAST_CHANCE / (1.0 - LEAST_CHANCE)).ln() * 1000.0).round() as i64
}

/// Precision and recall on what was not learned from.
#[derive(Default)]
struct Measured {
    taken: f64,
    right: f64,
    all: f64,
}

impl Measured {
    fn add(&mut self, trees: &[Tree], rows: &[Row]) {
        for row in rows {
            let is_taken = sum(trees, &row.amounts) >= least();
            self.taken += f64::from(u8::from(is_taken));
            self.right += f64::from(u8::from(is_taken && row.is_true));
            self.all += f64::from(u8::from(row.is_true));
        }
    }

    fn told(&self) -> String {
        format!("{:.3} / {:.3} = {:.3}", self.right / self.taken, self.right / self.all, 2.0 * self.right / (self.taken + self.all))
    }
}

fn write(trees: &[Tree], names: &[String], counts: &Counts) -> Result<(), String> {
    let folder = root().join("src/intent/data/weights");
    let mut text = format!(
        "# Whether a noun is a thing: what the trees say together, a line each, in thousandths of a logit, is `least` at least. Of a split the first branch holds where the mark has less. Learned by `make intent-fit`.\nleast {}\n",
        least()
    );
    for tree in trees {
        let mut line = String::new();
        tree.write(names, &mut line);
        let _ = writeln!(text, "{}", line.trim());
    }
    let mut nouns =
        "# How often a noun is a table where it is spoken of, in hundredths of a logit. Learned by `make intent-fit`.\n".to_string();
    for (noun, (yes, no)) in counts.all.iter().filter(|(noun, _)| noun.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '\'')) {
        let _ = writeln!(nouns, "{noun} {}", odds(*yes, *no));
    }
    fs::write(folder.join("trees.txt"), text).map_err(|error| error.to_string())?;
    fs::write(folder.join("nouns.txt"), nouns).map_err(|error| error.to_string())
}
