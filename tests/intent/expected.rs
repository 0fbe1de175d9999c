//! What a good modeller would make of a text, and how near a draft comes to it.
//!
//! A file `NAME.expected` has lines `table a|b: column, c|d, ?e`, `fk child -> parent as role`, `key table: column, column`; `#` begins a comment. `a|b` are names that are equally right, `?` marks what counts
//! neither way. Names compare in the singular and without case; ids, creation and change times, and columns of foreign keys are no columns here unless they are listed.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::AddAssign;

use groundplan::catalog::Catalog;
use groundplan::plural::singular;

/// Names that are equally right, each normalised.
type Names = Vec<String>;

#[derive(Debug, Default)]
pub struct Expected {
    pub tables: Vec<ExpectedTable>,
    pub foreign_keys: Vec<ExpectedForeignKey>,
    /// By the first name of the table.
    pub keys: Vec<(String, Vec<Names>)>,
}

#[derive(Debug)]
pub struct ExpectedTable {
    pub names: Names,
    pub counts: bool,
    pub columns: Vec<(Names, bool)>,
}

#[derive(Debug)]
pub struct ExpectedForeignKey {
    /// First names of tables.
    pub child: String,
    pub parent: String,
    pub counts: bool,
}

/// A name as it is compared: lower case, each word in the singular.
pub fn normal(name: &str) -> String {
    name.trim().to_lowercase().split(['_', ' ', '-']).map(singular).collect::<Vec<_>>().join("_")
}

fn names(text: &str) -> (Names, bool) {
    let counts = !text.trim().starts_with('?');
    (text.trim().trim_start_matches('?').split('|').map(normal).collect(), counts)
}

impl Expected {
    /// Reads a file; a line that is none of the known ones is an error, with its number.
    pub fn read(text: &str) -> Result<Expected, String> {
        let mut expected = Expected::default();
        let lines: Vec<(usize, &str)> = text
            .lines()
            .map(|line| line.split('#').next().unwrap_or_default().trim())
            .enumerate()
            .filter(|(_, line)| !line.is_empty())
            .collect();
        // Tables first: the other lines name them.
        let is_table = |line: &str| line.trim_start_matches('?').trim_start().starts_with("table");
        let (tables, others): (Vec<_>, Vec<_>) = lines.into_iter().partition(|(_, line)| is_table(line));
        for (at, line) in tables.into_iter().chain(others) {
            expected.line(line).map_err(|error| format!("line {}: {error}: {line}", at + 1))?;
        }
        if expected.tables.is_empty() {
            return Err("no `table` line".to_string());
        }
        Ok(expected)
    }

    fn line(&mut self, line: &str) -> Result<(), String> {
        let optional = line.starts_with('?');
        let line = line.trim_start_matches('?').trim();
        let (word, rest) = line.split_once(char::is_whitespace).ok_or("a word alone")?;
        match word {
            "table" => {
                let (name, columns) = rest.split_once(':').unwrap_or((rest, ""));
                let (names_of, counts) = names(name);
                let columns = columns.split(',').filter(|column| !column.trim().is_empty()).map(names).collect();
                self.tables.push(ExpectedTable { names: names_of, counts: counts && !optional, columns });
            }
            "fk" => {
                let (child, parent) = rest.split_once("->").ok_or("no `->`")?;
                let parent = parent.split(" as ").next().unwrap_or_default();
                let counts = !optional && !child.trim().starts_with('?');
                let (child, parent) = (self.known(child)?, self.known(parent)?);
                self.foreign_keys.push(ExpectedForeignKey { child, parent, counts });
            }
            "key" => {
                let (table, columns) = rest.split_once(':').ok_or("no `:`")?;
                let table = self.known(table)?;
                if optional {
                    return Ok(());
                }
                self.keys.push((table, columns.split(',').map(|column| names(column).0).collect()));
            }
            other => return Err(format!("`{other}` is not known")),
        }
        Ok(())
    }

    /// The first name of a table that has this among its names.
    fn known(&self, name: &str) -> Result<String, String> {
        let name = normal(name.trim().trim_start_matches('?').split('|').next().unwrap_or_default());
        let found = self.tables.iter().find(|table| table.names.contains(&name));
        found.and_then(|table| table.names.first().cloned()).ok_or(format!("no table `{name}`"))
    }
}

/// How many were expected, made, and both.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    pub right: usize,
    pub missing: usize,
    pub extra: usize,
}

impl Count {
    pub fn precision(self) -> f64 {
        share(self.right, self.right + self.extra)
    }

    pub fn recall(self) -> f64 {
        share(self.right, self.right + self.missing)
    }

    pub fn f1(self) -> f64 {
        share(2 * self.right, 2 * self.right + self.missing + self.extra)
    }
}

#[allow(clippy::cast_precision_loss, reason = "a few thousand names")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Count) {
        self.right += other.right;
        self.missing += other.missing;
        self.extra += other.extra;
    }
}

/// Of one draft, or the sum of many.
#[derive(Debug, Default, Clone)]
pub struct Score {
    pub tables: Count,
    pub columns: Count,
    pub foreign_keys: Count,
    pub keys: Count,
    /// What was missed (`- `) and made up (`+ `), for a person who wants to mend it.
    pub lines: Vec<String>,
}

impl AddAssign<&Score> for Score {
    fn add_assign(&mut self, other: &Score) {
        self.tables += other.tables;
        self.columns += other.columns;
        self.foreign_keys += other.foreign_keys;
        self.keys += other.keys;
    }
}

/// What a draft made, in normalised names.
struct Made {
    columns: BTreeMap<String, BTreeSet<String>>,
    /// Child, parent, columns.
    foreign_keys: Vec<(String, String, Vec<String>)>,
    keys: BTreeMap<String, Vec<BTreeSet<String>>>,
}

impl Made {
    fn of(catalog: &Catalog) -> Made {
        let mut made = Made { columns: BTreeMap::new(), foreign_keys: Vec::new(), keys: BTreeMap::new() };
        for table in catalog.tables.values() {
            let name = normal(&table.name.name);
            let mut referring = BTreeSet::new();
            for key in table.foreign_keys.values() {
                referring.extend(key.columns.iter().cloned());
                let columns = key.columns.iter().map(|column| normal(column)).collect();
                made.foreign_keys.push((name.clone(), normal(&key.references.name), columns));
            }
            let columns = table.columns.keys().filter(|column| !referring.contains(*column)).map(|column| normal(column)).collect();
            made.columns.insert(name.clone(), columns);
            let mut keys: Vec<BTreeSet<String>> = Vec::new();
            keys.extend(table.primary_key.iter().map(|key| key.columns.iter().map(|column| normal(column)).collect()));
            keys.extend(table.uniques.values().map(|unique| unique.columns.iter().map(|column| normal(column)).collect()));
            made.keys.insert(name, keys);
        }
        made
    }
}

const ADDED_BY_THE_LANGUAGE: [&str; 3] = ["id", "created_at", "updated_at"];

/// How near a draft comes to what was expected of its text.
pub fn score(expected: &Expected, catalog: &Catalog) -> Score {
    let made = Made::of(catalog);
    let mut score = Score::default();
    let pairs = paired(expected, &made);
    let first = |table: &str| -> String {
        let found = pairs.iter().find(|(_, name)| name.as_str() == table);
        found.map_or_else(|| table.to_string(), |(at, _)| expected.tables[*at].names[0].clone())
    };
    for (at, table) in expected.tables.iter().enumerate() {
        match pairs.iter().find(|(paired, _)| *paired == at) {
            Some((_, name)) => {
                if table.counts {
                    score.tables.right += 1;
                }
                columns(table, &made.columns[name], &mut score);
            }
            None if table.counts => {
                score.tables.missing += 1;
                score.lines.push(format!("- table {}", table.names[0]));
                let counting = table.columns.iter().filter(|(_, counts)| *counts).count();
                score.columns.missing += counting;
            }
            None => {}
        }
    }
    for (name, columns) in &made.columns {
        if !pairs.iter().any(|(_, paired)| paired == name) {
            score.tables.extra += 1;
            score.lines.push(format!("+ table {name}"));
            score.columns.extra += columns.iter().filter(|column| !ADDED_BY_THE_LANGUAGE.contains(&column.as_str())).count();
        }
    }
    foreign_keys(expected, &made, &first, &mut score);
    keys(expected, &made, &pairs, &mut score);
    score
}

/// Which expected table (by its place) is which made one: by name, and a join table also by what it joins.
fn paired(expected: &Expected, made: &Made) -> Vec<(usize, String)> {
    let mut pairs: Vec<(usize, String)> = Vec::new();
    for (at, table) in expected.tables.iter().enumerate() {
        let free = |name: &&String| made.columns.contains_key(*name) && !pairs.iter().any(|(_, paired)| paired == *name);
        if let Some(name) = table.names.iter().find(free) {
            pairs.push((at, name.clone()));
        }
    }
    for (at, table) in expected.tables.iter().enumerate() {
        if pairs.iter().any(|(paired, _)| *paired == at) {
            continue;
        }
        let mut joined: Vec<String> =
            expected.foreign_keys.iter().filter(|key| key.child == table.names[0]).map(|key| key.parent.clone()).collect();
        joined.sort();
        let first = |name: &str| pairs.iter().find(|(_, paired)| paired == name).map(|(at, _)| expected.tables[*at].names[0].clone());
        let same = |name: &&String| {
            let parents = made.foreign_keys.iter().filter(|key| &key.0 == *name).map(|key| first(&key.1).unwrap_or_default());
            let mut parents: Vec<String> = parents.collect();
            parents.sort();
            parents == joined && !pairs.iter().any(|(_, paired)| paired == *name)
        };
        let found = if joined.len() >= 2 { made.columns.keys().find(same) } else { None };
        if let Some(name) = found {
            pairs.push((at, name.clone()));
        }
    }
    pairs
}

fn columns(table: &ExpectedTable, made: &BTreeSet<String>, score: &mut Score) {
    let mut taken: BTreeSet<&String> = BTreeSet::new();
    for (names, counts) in &table.columns {
        match names.iter().filter_map(|name| made.get(name)).find(|name| !taken.contains(*name)) {
            Some(name) => {
                taken.insert(name);
                score.columns.right += usize::from(*counts);
            }
            None if *counts => {
                score.columns.missing += 1;
                score.lines.push(format!("- {}.{}", table.names[0], names[0]));
            }
            None => {}
        }
    }
    for name in made.iter().filter(|name| !taken.contains(*name) && !ADDED_BY_THE_LANGUAGE.contains(&name.as_str())) {
        score.columns.extra += 1;
        score.lines.push(format!("+ {}.{name}", table.names[0]));
    }
}

fn foreign_keys(expected: &Expected, made: &Made, first: &dyn Fn(&str) -> String, score: &mut Score) {
    let mut left: Vec<(String, String)> = made.foreign_keys.iter().map(|key| (first(&key.0), first(&key.1))).collect();
    // Those that count take theirs first.
    for counting in [true, false] {
        for key in expected.foreign_keys.iter().filter(|key| key.counts == counting) {
            match left.iter().position(|(child, parent)| *child == key.child && *parent == key.parent) {
                Some(at) => {
                    left.remove(at);
                    score.foreign_keys.right += usize::from(key.counts);
                }
                None if key.counts => {
                    score.foreign_keys.missing += 1;
                    score.lines.push(format!("- {} -> {}", key.child, key.parent));
                }
                None => {}
            }
        }
    }
    score.foreign_keys.extra += left.len();
    score.lines.extend(left.iter().map(|(child, parent)| format!("+ {child} -> {parent}")));
}

/// Keys that a text names: found or not. More than it names are no fault.
fn keys(expected: &Expected, made: &Made, pairs: &[(usize, String)], score: &mut Score) {
    for (table, wanted) in &expected.keys {
        let pair = pairs.iter().find(|(at, _)| expected.tables[*at].names[0] == *table);
        let found = pair.is_some_and(|(at, of)| {
            // A column of a key may have other names that are right, and a reference ends with `_id` or is called by its role.
            let forms = |names: &Names| -> BTreeSet<String> {
                let of_column = expected.tables[*at].columns.iter().filter(|(column, _)| column.iter().any(|one| names.contains(one)));
                let mut all: BTreeSet<String> = of_column.flat_map(|(column, _)| column.clone()).collect();
                all.extend(names.iter().cloned());
                let references: Vec<String> = all.iter().map(|one| format!("{one}_id")).collect();
                all.extend(references);
                for name in names {
                    let to = made.foreign_keys.iter().filter(|key| key.0 == *of && key.1 == *name);
                    all.extend(to.flat_map(|key| key.2.clone()));
                }
                all
            };
            made.keys.get(of).is_some_and(|keys| {
                keys.iter()
                    .any(|key| key.len() == wanted.len() && wanted.iter().all(|names| forms(names).iter().any(|form| key.contains(form))))
            })
        });
        if found {
            score.keys.right += 1;
        } else {
            score.keys.missing += 1;
            let columns: Vec<&str> = wanted.iter().map(|names| names[0].as_str()).collect();
            score.lines.push(format!("- key {table}: {}", columns.join(", ")));
        }
    }
}
