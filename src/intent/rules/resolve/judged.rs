//! Whether a noun is a thing to keep, judged by what is told of it.
//!
//! Comes in: a noun's name and its [`Marks`]. Goes out: yes or no. Never happens: a number that is no whole one.
//!
//! The judgment is learned from the texts in tests/intent/tuned, of each of which is known which tables a modeller would make (`make intent-fit`): boosted trees over the marks, and for each noun how often it was a
//! table there.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::marks::Marks;

const TREES: &str = include_str!("../../data/weights/trees.txt");
const NOUNS: &str = include_str!("../../data/weights/nouns.txt");

/// A noun and what is told of it.
#[derive(Debug, Clone)]
pub struct Marked {
    pub name: String,
    pub marks: Marks,
}

enum Node {
    /// Where the mark has less, the next node goes on; else the one at `more`.
    Split {
        mark: String,
        below: i32,
        more: usize,
    },
    Leaf(i64),
}

struct Judge {
    least: i64,
    /// Each tree from its root on.
    trees: Vec<Vec<Node>>,
    nouns: BTreeMap<&'static str, i32>,
}

static JUDGE: LazyLock<Judge> = LazyLock::new(|| {
    let mut rows = TREES.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let least = rows.next().and_then(|line| line.strip_prefix("least ")).and_then(|least| least.parse().ok()).unwrap_or(0);
    let noun = |line: &'static str| line.split_once(' ').and_then(|(noun, odds)| Some((noun, odds.parse().ok()?)));
    Judge { least, trees: rows.map(tree).collect(), nouns: NOUNS.lines().filter(|line| !line.starts_with('#')).filter_map(noun).collect() }
});

/// The nodes of a line: before each branch stands what splits it.
fn tree(line: &str) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    // The splits whose second branch is still to come.
    let mut open: Vec<usize> = Vec::new();
    for word in line.split(' ') {
        match word.split_once('<') {
            Some((mark, below)) => {
                open.push(nodes.len());
                nodes.push(Node::Split { mark: mark.replace('_', " "), below: below.parse().unwrap_or(0), more: 0 });
            }
            None => {
                nodes.push(Node::Leaf(word.parse().unwrap_or(0)));
                let next = nodes.len();
                if let Some(Node::Split { more, .. }) = open.pop().and_then(|at| nodes.get_mut(at)) {
                    *more = next;
                }
            }
        }
    }
    nodes
}

fn value(tree: &[Node], amount: &impl Fn(&str) -> i32) -> i64 {
    let mut at = 0;
    loop {
        match tree.get(at) {
            Some(Node::Split { mark, below, more }) => at = if amount(mark) < *below { at + 1 } else { *more },
            Some(Node::Leaf(value)) => return *value,
            None => return 0,
        }
    }
}

pub fn is_thing(name: &str, marks: &Marks) -> bool {
    let judge = &*JUDGE;
    let odds = judge.nouns.get(name.rsplit('_').next().unwrap_or_default());
    let amount = |mark: &str| match mark {
        "noun" => odds.copied().unwrap_or(0),
        "noun seen" => odds.map_or(0, |_| 100),
        _ => marks.get(mark).copied().unwrap_or(0),
    };
    judge.trees.iter().map(|tree| value(tree, &amount)).sum::<i64>() >= judge.least
}

/// How a noun is used in the texts that were learned from: positive where it is a table oftener than not, none where nobody speaks of it.
pub fn odds(noun: &str) -> Option<i64> {
    JUDGE.nouns.get(noun).map(|odds| i64::from(*odds))
}
