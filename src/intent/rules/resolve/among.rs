//! Marks of a noun among the other nouns of its text: how often it is spoken of, whether others are named after it, where it stands by its weight.
//!
//! Comes in: the marks that facts and sentences gave. Goes out: more of them. Never happens: a mark that hangs on what another noun is decided to be.

use std::collections::{BTreeMap, BTreeSet};

use super::marks::{Marks, Told};
use super::things::head;

/// Beyond this another one says nothing more.
const MOST: i32 = 400;

pub fn mark(all: &mut BTreeMap<String, Told>) {
    let heads: BTreeSet<String> = all.keys().filter(|name| name.contains('_')).map(|name| head(name).to_string()).collect();
    let firsts: BTreeSet<String> = all.keys().filter_map(|name| name.split_once('_')).map(|(first, _)| first.to_string()).collect();
    let names: BTreeSet<String> = all.keys().cloned().collect();
    let sorted = |mark: &str| {
        let mut amounts: Vec<i32> = all.values().map(|told| amount(&told.marks, mark)).collect();
        amounts.sort_unstable_by_key(|amount| std::cmp::Reverse(*amount));
        amounts
    };
    let (weights, owns) = (sorted("weight"), sorted("owns"));
    let count = i32::try_from(all.len()).unwrap_or(i32::MAX);
    for (name, told) in all {
        let marks = &mut told.marks;
        let mut is = |mark: &str, holds: bool| {
            if holds {
                marks.insert(mark.to_string(), 100);
            }
        };
        // `item` beside `order_item`; `order` beside it; `order_item` beside either.
        is("named after", heads.contains(name));
        is("names others", firsts.contains(name));
        if let Some((first, _)) = name.split_once('_') {
            is("head by itself", names.contains(head(name)));
            is("first by itself", names.contains(first));
        }
        spoken(marks);
        // Where it stands among all of them, in hundredths.
        let place =
            |sorted: &[i32], amount: i32| i32::try_from(sorted.iter().take_while(|other| **other > amount).count()).unwrap_or(i32::MAX);
        let (by_weight, by_owns) = (place(&weights, amount(marks, "weight")), place(&owns, amount(marks, "owns")));
        marks.insert("place".to_string(), by_weight.saturating_mul(100) / count.max(1));
        marks.insert("place by what it has".to_string(), by_owns.min(10) * 10);
        marks.insert("nouns beside".to_string(), count.saturating_mul(2).min(MOST));
        if by_weight < 3 {
            marks.insert("among the first".to_string(), 100);
        }
    }
}

fn amount(marks: &Marks, mark: &str) -> i32 {
    marks.get(mark).copied().unwrap_or(0)
}

/// How often it is spoken of, and as what.
fn spoken(marks: &mut Marks) {
    let sum = |is: &dyn Fn(&str) -> bool| marks.iter().filter(|(mark, _)| is(mark)).map(|(_, amount)| *amount).sum::<i32>();
    let said = sum(&|mark| mark.starts_with("said ") && mark != "said of" && mark != "said its");
    let object = sum(&|mark| ["done ", "by ", "to ", "with "].iter().any(|start| mark.starts_with(start)));
    let subject = sum(&|mark| matches!(mark, "does" | "makes" | "belongs" | "meets" | "is done to" | "has" | "has property"));
    let told = [("said", said), ("object", object.min(MOST)), ("subject", subject.min(MOST))];
    let is = [("said once", said == 100), ("never said", said == 0), ("subject and object", object > 0 && subject > 0)];
    marks.extend(told.into_iter().filter(|(_, amount)| *amount > 0).map(|(mark, amount)| (mark.to_string(), amount)));
    marks.extend(is.into_iter().filter(|(_, holds)| *holds).map(|(mark, _)| (mark.to_string(), 100)));
}
