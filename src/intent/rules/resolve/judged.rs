//! What is judged by what is told of it: whether a noun is a thing to keep, how two things relate, and which fields a thing has.
//!
//! Comes in: [`Marks`]. Goes out: how likely, in thousandths of a logit, and from how much on that is a yes. Never happens: a judgment that hangs on how a machine rounds.
//!
//! The judgments are learned from the texts in tests/intent/tuned and learned, of each of which is known which tables a modeller would make and how these refer to each other (`make intent-fit`).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::learned::Trees;
use super::marks::Marks;
use super::things::head;

static THINGS: LazyLock<Judge> =
    LazyLock::new(|| Judge::read(include_str!("../../data/weights/things.txt"), include_str!("../../data/weights/nouns.txt")));
static REFERENCES: LazyLock<Judge> =
    LazyLock::new(|| Judge::read(include_str!("../../data/weights/references.txt"), include_str!("../../data/weights/parts.txt")));
static JOINED: LazyLock<Judge> =
    LazyLock::new(|| Judge::read(include_str!("../../data/weights/joined.txt"), include_str!("../../data/weights/joints.txt")));
static FIELDS: LazyLock<Judge> =
    LazyLock::new(|| Judge::read(include_str!("../../data/weights/fields.txt"), include_str!("../../data/weights/names.txt")));
static MOVED: LazyLock<Judge> =
    LazyLock::new(|| Judge::read(include_str!("../../data/weights/moved.txt"), include_str!("../../data/weights/elsewhere.txt")));
static USUAL: LazyLock<Judge> =
    LazyLock::new(|| Judge::read(include_str!("../../data/weights/usual.txt"), include_str!("../../data/weights/owners.txt")));

/// What was learned of one question.
struct Judge {
    trees: Trees,
    /// By a mark and a word: how much oftener than not it was true in the texts that were learned from, in hundredths of a logit, and ten times how often it was seen.
    odds: BTreeMap<(&'static str, &'static str), (i32, i32)>,
}

impl Judge {
    fn read(trees: &str, odds: &'static str) -> Judge {
        let line = |line: &'static str| {
            let [mark, word, odds, seen] = line.split(' ').collect::<Vec<_>>().try_into().ok()?;
            Some(((mark, word), (odds.parse().ok()?, seen.parse().ok()?)))
        };
        Judge { trees: Trees::read(trees), odds: odds.lines().filter(|line| !line.starts_with('#')).filter_map(line).collect() }
    }

    /// How likely it is true, in thousandths of a logit.
    fn sum(&self, marks: &Marks, words: &[(&'static str, String)]) -> i64 {
        self.trees.sum(&|mark| self.amount(marks, words, mark))
    }

    /// How much there is of a mark: by what is told, or by the odds of words.
    fn amount(&self, marks: &Marks, words: &[(&'static str, String)], mark: &str) -> i32 {
        let of_words =
            mark.strip_suffix(" odds").map(|start| (start, true)).or_else(|| mark.strip_suffix(" seen").map(|start| (start, false)));
        let found = of_words.and_then(|(start, is_odds)| words.iter().find(|(mark, _)| *mark == start).map(|word| (word, is_odds)));
        match found {
            Some(((mark, word), is_odds)) => {
                let known = self.odds.get(&(*mark, word.as_str()));
                known.map_or(0, |(odds, seen)| if is_odds { *odds } else { *seen })
            }
            None => marks.get(mark).copied().unwrap_or(0),
        }
    }
}

/// From here on, in thousandths of a logit, something is taken for a thing: a chance of .5. Tables alone have the same F1 from .35 on; their columns and references, which a table that is none brings along, have a better one.
pub const LEAST_OF_A_THING: i64 = 0;
/// From here on what is told of it is enough, whatever single words say: a chance of .85.
pub const LEAST_OF_A_SURE_THING: i64 = 1700;
/// The same of something of which a text that describes its other things says nothing: a chance of .68.
pub const LEAST_OF_A_BARE_THING: i64 = 750;
/// The same where somebody else takes it for one, too.
pub const LEAST_OF_A_THING_FOR_TWO: i64 = -1200;
/// The same of a reference that no rule found: a chance of .45.
pub const LEAST_OF_A_REFERENCE: i64 = -201;
/// The same where others lead from the one to the other already: a chance of .55.
pub const LEAST_OF_A_SHORT_WAY: i64 = 200;
/// Below this one that a rule found is none: a chance of .25.
pub const LEAST_OF_A_TOLD_REFERENCE: i64 = -1099;

/// From here on two things have a table between them that no rule found: a chance of .4.
pub const LEAST_OF_A_PAIR: i64 = -405;
/// The same where rules found that the one refers to the other: a chance of .6.
pub const LEAST_OF_A_PAIR_INSTEAD: i64 = 405;
/// Below this one that a rule found is none: a chance of .1.
pub const LEAST_OF_A_TOLD_PAIR: i64 = -2197;

/// Below this a field that a rule found is none: a chance of .35.
pub const LEAST_OF_A_FIELD: i64 = -619;

/// From here on a field is rather one of something else that its sentence speaks of: a chance of .5.
pub const LEAST_OF_A_MOVED_FIELD: i64 = 0;

/// From here on a thing has a field of which no words tell, as such things usually do: a chance of .4.
pub const LEAST_OF_A_USUAL_FIELD: i64 = -405;

/// A noun and what is told of it.
#[derive(Debug, Clone)]
pub struct Marked {
    pub name: String,
    pub marks: Marks,
}

/// How likely a noun is a thing, in thousandths of a logit.
pub fn thing(name: &str, marks: &Marks) -> i64 {
    THINGS.sum(marks, &words_of(name))
}

/// The words of a name whose odds speak too: its last one, and its first and all of them where it has several.
pub fn words_of(name: &str) -> Vec<(&'static str, String)> {
    let parts = name.split_once('_').into_iter().flat_map(|(first, _)| [("first", first.to_string()), ("whole", name.to_string())]);
    [("noun", head(name).to_string())].into_iter().chain(parts).collect()
}

/// How likely the first of two things refers to the second, in thousandths of a logit; `verb`: the one between them.
pub fn refers(from: &str, to: &str, verb: &str, marks: &Marks) -> i64 {
    REFERENCES.sum(marks, &words_of_two(from, to, verb))
}

/// How likely there is a table between two things, the first of which the text speaks of first, in thousandths of a logit.
pub fn joined(one: &str, other: &str, verb: &str, marks: &Marks) -> i64 {
    JOINED.sum(marks, &words_of_two(one, other, verb))
}

/// The words of two things whose odds speak too: both last ones, each, and the verb between them, if any.
pub fn words_of_two(from: &str, to: &str, verb: &str) -> Vec<(&'static str, String)> {
    let (from, to) = (head(from), head(to));
    let verb = Some(("verb", verb.to_string())).filter(|(_, verb)| !verb.is_empty());
    [("both", format!("{from}-{to}")), ("child", from.to_string()), ("parent", to.to_string())].into_iter().chain(verb).collect()
}

/// How likely a field is one, in thousandths of a logit.
pub fn field(words: &[(&'static str, String)], marks: &Marks) -> i64 {
    FIELDS.sum(marks, words)
}

/// How likely a field is one of something else than what the rules read, in thousandths of a logit.
pub fn moved(words: &[(&'static str, String)], marks: &Marks) -> i64 {
    MOVED.sum(marks, words)
}

/// How likely a thing has a field that no words tell, in thousandths of a logit.
pub fn usual(words: &[(&'static str, String)], marks: &Marks) -> i64 {
    USUAL.sum(marks, words)
}

/// How a noun is used in the texts that were learned from: positive where it is a table oftener than not, none where nobody speaks of it.
pub fn odds(noun: &str) -> Option<i64> {
    THINGS.odds.get(&("noun", noun)).map(|(odds, _)| i64::from(*odds))
}
