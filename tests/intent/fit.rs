//! Learns which nouns are things: a logistic regression over what is told of each noun, from texts of which the tables are known (`make intent-fit`).
//!
//! Written are src/intent/data/weights/marks.txt and nouns.txt. How often a noun is a table is counted without the text that is learned from, so that no text tells its own answer. The method is the accelerated gradient
//! of Nesterov on the logistic loss with a quadratic penalty: convex, so that where it begins does not matter.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use groundplan::intent::marked;

use crate::common::root;
use crate::expected::{Expected, normal};

/// Strength of the penalty.
const PENALTY: f64 = 20.0;
/// How much finding all counts beside making none up (the square of beta of an F measure): a table that is made up brings columns and references with it.
const PRECISION: f64 = 0.8;
const STEPS: usize = 4000;
/// A noun counts with so many sightings that say nothing.
const PRIOR: f64 = 1.0;

/// A small text counts so often.
const SMALL_COUNT: f64 = 3.0;

struct Sample {
    text: usize,
    head: String,
    features: Vec<(usize, f64)>,
    is_table: bool,
    count: f64,
}

struct Features {
    at: BTreeMap<String, usize>,
}

impl Features {
    fn of(&mut self, name: &str) -> usize {
        let next = self.at.len();
        *self.at.entry(name.to_string()).or_insert(next)
    }
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
    let mut features = Features { at: BTreeMap::new() };
    let always = features.of("always?");
    let (by_odds, seen) = (features.of("noun"), features.of("noun?"));
    let mut samples: Vec<Sample> = Vec::new();
    // The small texts are the language of this field at its plainest.
    let small = small.iter().map(|block| Ok((of_sentence(block), SMALL_COUNT)));
    let taught = texts.iter().map(|path| of_file(path).map(|taught| (taught, 1.0))).chain(small);
    for (at, taught) in taught.enumerate() {
        let (taught, count) = taught?;
        for noun in marked(&taught.text) {
            let Some(is_table) = (taught.is_table)(&normal(&noun.name)) else { continue };
            let mut of = vec![(always, 1.0)];
            for (mark, amount) in noun.marks.iter().filter(|(_, amount)| **amount != 0) {
                of.push((features.of(mark), f64::from(*amount) / 100.0));
                of.push((features.of(&format!("{mark}?")), 1.0));
            }
            let head = noun.name.rsplit('_').next().unwrap_or_default().to_string();
            samples.push(Sample { text: at, head, features: of, is_table, count });
        }
    }
    let mut counts: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    let mut own: BTreeMap<(usize, &str), (f64, f64)> = BTreeMap::new();
    for sample in &samples {
        let (of_noun, of_text) = (counts.entry(&sample.head).or_default(), own.entry((sample.text, &sample.head)).or_default());
        if sample.is_table {
            of_noun.0 += 1.0;
            of_text.0 += 1.0;
        } else {
            of_noun.1 += 1.0;
            of_text.1 += 1.0;
        }
    }
    let odds = |yes: f64, no: f64| ((yes + PRIOR) / (no + PRIOR)).ln();
    let lexical: Vec<Option<f64>> = samples
        .iter()
        .map(|sample| {
            let (yes, no) = counts.get(sample.head.as_str())?;
            let (own_yes, own_no) = own.get(&(sample.text, sample.head.as_str()))?;
            let (yes, no) = (yes - own_yes, no - own_no);
            (yes + no > 0.0).then(|| odds(yes, no))
        })
        .collect();
    let rows: Vec<Row> = samples
        .iter()
        .zip(&lexical)
        .map(|(sample, odds)| {
            let mut of = sample.features.clone();
            if let Some(odds) = odds {
                of.extend([(by_odds, *odds), (seen, 1.0)]);
            }
            Row { of, is_table: sample.is_table, count: sample.count }
        })
        .collect();
    let mut weights = learn(&rows, features.at.len(), always);
    weights[always] += threshold(&rows, &weights);
    write(&features, &weights, &counts, odds)?;
    let right = rows.iter().filter(|row| (sum(&row.of, &weights) >= 0.0) == row.is_table).count();
    Ok(format!("{} nouns of {} texts, {} marks; {right} judged right", rows.len(), texts.len(), features.at.len()))
}

/// What is learned from one noun.
struct Row {
    of: Vec<(usize, f64)>,
    is_table: bool,
    count: f64,
}

fn sum(of: &[(usize, f64)], weights: &[f64]) -> f64 {
    of.iter().map(|(at, amount)| weights[*at] * amount).sum()
}

fn learn(rows: &[Row], count: usize, free: usize) -> Vec<f64> {
    // The trace bounds the largest curvature that the loss can have, and so the step.
    let lengths = rows.iter().map(|row| row.count * row.of.iter().map(|(_, amount)| amount * amount).sum::<f64>());
    let step = 1.0 / (0.25 * lengths.sum::<f64>() + PENALTY);
    let (mut weights, mut ahead) = (vec![0.0; count], vec![0.0; count]);
    for turn in 0..STEPS {
        let mut gradient: Vec<f64> = ahead.iter().enumerate().map(|(at, weight)| if at == free { 0.0 } else { PENALTY * weight }).collect();
        for row in rows {
            let error = row.count * (1.0 / (1.0 + (-sum(&row.of, &ahead)).exp()) - f64::from(u8::from(row.is_table)));
            for (at, amount) in &row.of {
                gradient[*at] += error * amount;
            }
        }
        let next: Vec<f64> = ahead.iter().zip(&gradient).map(|(weight, slope)| weight - step * slope).collect();
        let momentum = turn as f64 / (turn as f64 + 3.0);
        ahead = next.iter().zip(&weights).map(|(new, old)| new + momentum * (new - old)).collect();
        weights = next;
    }
    weights
}

/// What is added to every sum, so that precision and recall together are best on whole texts.
fn threshold(rows: &[Row], weights: &[f64]) -> f64 {
    // Small texts say little of what is no table.
    let whole = rows.iter().filter(|row| row.count < SMALL_COUNT);
    let sums: Vec<(f64, bool)> = whole.map(|row| (sum(&row.of, weights), row.is_table)).collect();
    let measure = |least: f64| {
        let taken = sums.iter().filter(|(sum, _)| *sum >= least).count();
        let right = sums.iter().filter(|(sum, is_table)| *sum >= least && *is_table).count();
        let all = sums.iter().filter(|(_, is_table)| *is_table).count();
        (1.0 + PRECISION) * right as f64 / (taken as f64 + PRECISION * all as f64)
    };
    let tried = (-20..=20).map(|step| f64::from(step) * 0.05);
    let best = tried.fold((0.0, f64::MIN), |best, least| if measure(least) > best.1 { (least, measure(least)) } else { best });
    -best.0
}

fn hundredths(weight: f64) -> i64 {
    (weight * 100.0).round() as i64
}

fn write(features: &Features, weights: &[f64], counts: &BTreeMap<&str, (f64, f64)>, odds: impl Fn(f64, f64) -> f64) -> Result<(), String> {
    let folder = root().join("src/intent/data/weights");
    let of = |name: &str| features.at.get(name).map_or(0, |at| hundredths(weights[*at]));
    let mut marks = "# What each mark says for a noun being a thing, in hundredths of a logit: by its amount, and by being there. Learned by `make intent-fit`.\n".to_string();
    let names: BTreeSet<&str> = features.at.keys().map(|name| name.trim_end_matches('?')).collect();
    for name in names {
        let _ = writeln!(marks, "{name} | {} | {}", of(name), of(&format!("{name}?")));
    }
    let mut nouns =
        "# How often a noun is a table where it is spoken of, in hundredths of a logit. Learned by `make intent-fit`.\n".to_string();
    for (noun, (yes, no)) in counts.iter().filter(|(noun, _)| noun.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '\'')) {
        let _ = writeln!(nouns, "{noun} {}", hundredths(odds(*yes, *no)));
    }
    fs::write(folder.join("marks.txt"), marks).map_err(|error| error.to_string())?;
    fs::write(folder.join("nouns.txt"), nouns).map_err(|error| error.to_string())
}
