//! Gradient boosting with regression trees on the logistic loss (Friedman, *Greedy function approximation: a gradient boosting machine*, 2001; leaves and gains by second derivatives as Chen and Guestrin, *XGBoost*, 2016).
//!
//! Comes in: rows of whole numbers with what is true of each. Goes out: [`Tree`]s, whose leaves add up to thousandths of a logit. Never happens: a choice by chance: rows and columns are sampled by a hash of their place.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use indexmap::IndexSet;

const TREES: usize = 600;
const DEPTH: usize = 6;
/// How much of what a tree finds is taken.
const RATE: f64 = 0.06;
/// Each tree sees so many of a hundred rows, each split so many of a hundred columns.
const ROWS: u64 = 60;
const COLUMNS: u64 = 15;
/// Least second derivative on either side of a split, and what is added to it in each leaf.
const LEAST: f64 = 2.0;
const PENALTY: f64 = 3.0;
/// No column is cut at more places.
const CUTS: usize = 48;

pub struct Row {
    pub amounts: Vec<i32>,
    pub is_true: bool,
    pub count: f64,
}

pub enum Tree {
    Leaf(i64),
    Split { column: usize, below: i32, less: Box<Tree>, more: Box<Tree> },
}

impl Tree {
    fn value(&self, amounts: &[i32]) -> i64 {
        match self {
            Tree::Leaf(value) => *value,
            Tree::Split { column, below, less, more } => if amounts[*column] < *below { less } else { more }.value(amounts),
        }
    }

    /// `mark<amount` before what is less and what is not, or the value of a leaf; a mark by its place among those that are `used`.
    pub fn write(&self, used: &mut IndexSet<usize>, to: &mut String) {
        match self {
            Tree::Leaf(value) => {
                let _ = write!(to, " {value}");
            }
            Tree::Split { column, below, less, more } => {
                let _ = write!(to, " {}<{below}", used.insert_full(*column).0);
                less.write(used, to);
                more.write(used, to);
            }
        }
    }
}

/// What all trees say of a row, in thousandths of a logit.
pub fn sum(trees: &[Tree], amounts: &[i32]) -> i64 {
    trees.iter().map(|tree| tree.value(amounts)).sum()
}

struct Column {
    /// In the order of size; a row is in the bin of the last cut that it is not below.
    cuts: Vec<i32>,
    bins: Vec<u8>,
}

struct Learning<'a> {
    columns: &'a [Column],
    slopes: Vec<f64>,
    bends: Vec<f64>,
    tree: u64,
}

/// The first tree is a leaf alone: how likely anything is true.
pub fn learn(rows: &[Row]) -> Vec<Tree> {
    let width = rows.first().map_or(0, |row| row.amounts.len());
    let columns: Vec<Column> = (0..width).map(|at| column(rows, at)).collect();
    let (yes, all) = rows.iter().fold((0.0, 0.0), |(yes, all), row| (yes + if row.is_true { row.count } else { 0.0 }, all + row.count));
    let first = thousandths((yes / (all - yes)).ln());
    let mut trees = vec![Tree::Leaf(first)];
    let mut sums: Vec<i64> = vec![first; rows.len()];
    for tree in 0..TREES as u64 {
        let chance: Vec<f64> = sums.iter().map(|sum| 1.0 / (1.0 + (-(*sum as f64) / 1000.0).exp())).collect();
        let slopes = rows.iter().zip(&chance).map(|(row, chance)| row.count * (f64::from(u8::from(row.is_true)) - chance)).collect();
        let bends = rows.iter().zip(&chance).map(|(row, chance)| row.count * chance * (1.0 - chance)).collect();
        let learning = Learning { columns: &columns, slopes, bends, tree };
        let sampled = (0..rows.len()).filter(|row| hash(&[1, tree, *row as u64]) % 100 < ROWS).collect();
        let grown = learning.grow(sampled, DEPTH, 1);
        for (sum, row) in sums.iter_mut().zip(rows) {
            *sum += grown.value(&row.amounts);
        }
        trees.push(grown);
    }
    trees
}

fn column(rows: &[Row], at: usize) -> Column {
    let values: BTreeSet<i32> = rows.iter().map(|row| row.amounts[at]).collect();
    let values: Vec<i32> = values.into_iter().collect();
    let step = values.len().div_ceil(CUTS).max(1);
    let cuts: Vec<i32> = values.into_iter().skip(1).step_by(step).collect();
    let bin = |row: &Row| u8::try_from(cuts.partition_point(|cut| *cut <= row.amounts[at])).unwrap_or(u8::MAX);
    let bins = rows.iter().map(bin).collect();
    Column { cuts, bins }
}

impl Learning<'_> {
    fn grow(&self, rows: Vec<usize>, depth: usize, node: u64) -> Tree {
        let (slope, bend) = rows.iter().fold((0.0, 0.0), |(slope, bend), row| (slope + self.slopes[*row], bend + self.bends[*row]));
        let Some((column, cut)) = (depth > 0).then(|| self.split(&rows, slope, bend, node)).flatten() else {
            return Tree::Leaf(thousandths(RATE * slope / (bend + PENALTY)));
        };
        let (less, more): (Vec<usize>, Vec<usize>) = rows.into_iter().partition(|row| usize::from(self.columns[column].bins[*row]) <= cut);
        let below = self.columns[column].cuts[cut];
        Tree::Split {
            column,
            below,
            less: Box::new(self.grow(less, depth - 1, node * 2)),
            more: Box::new(self.grow(more, depth - 1, node * 2 + 1)),
        }
    }

    /// The column and the cut that gain most.
    fn split(&self, rows: &[usize], slope: f64, bend: f64, node: u64) -> Option<(usize, usize)> {
        let mut best: Option<(f64, usize, usize)> = None;
        let worth = |slope: f64, bend: f64| slope * slope / (bend + PENALTY);
        for (at, column) in self.columns.iter().enumerate() {
            if column.cuts.is_empty() || hash(&[2, self.tree, node, at as u64]) % 100 >= COLUMNS {
                continue;
            }
            let mut bins = vec![(0.0, 0.0); column.cuts.len() + 1];
            for row in rows {
                let bin = &mut bins[usize::from(column.bins[*row])];
                bin.0 += self.slopes[*row];
                bin.1 += self.bends[*row];
            }
            let (mut less_slope, mut less_bend) = (0.0, 0.0);
            for (cut, (of_slope, of_bend)) in bins.iter().take(column.cuts.len()).enumerate() {
                less_slope += of_slope;
                less_bend += of_bend;
                let (more_slope, more_bend) = (slope - less_slope, bend - less_bend);
                if less_bend < LEAST || more_bend < LEAST {
                    continue;
                }
                let gain = worth(less_slope, less_bend) + worth(more_slope, more_bend) - worth(slope, bend);
                if gain > 1e-6 && best.is_none_or(|(most, _, _)| gain > most) {
                    best = Some((gain, at, cut));
                }
            }
        }
        best.map(|(_, column, cut)| (column, cut))
    }
}

fn thousandths(amount: f64) -> i64 {
    (amount * 1000.0).round() as i64
}

/// SplitMix64 over several numbers.
fn hash(of: &[u64]) -> u64 {
    of.iter().fold(0x9E37_79B9_7F4A_7C15, |state, number| {
        let mut mixed = (state ^ number).wrapping_add(0x9E37_79B9_7F4A_7C15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    })
}
