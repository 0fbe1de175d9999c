//! Two states of a schema made at random, the first with rows, and PostgreSQL as the judge.
//!
//! Comes in: a number. From it come two states over all kinds of objects (make.rs), the same each time. What must hold:
//!
//! 1. the plan from the first to the second is one that PostgreSQL takes, and leads there;
//! 2. the rows that nothing is meant to change are as they were;
//! 3. the plan back leads back, and after either there is nothing left to plan;
//! 4. or the pair is refused, by a diagnostic or by rows that do not fit, which is rare. What rows refuse must hold without rows.
//!
//! A pair that fails is made smaller (shrink.rs) and printed as `old.sql` and `new.sql`, as `tests/changes/` holds them.
//! GROUNDPLAN_SOAK=1 tries GROUNDPLAN_RANDOM_CATALOGS pairs (2000) instead of a few, and asks that each kind of object and of step is in at least
//! 2 of 100. GROUNDPLAN_RANDOM_CATALOGS_FIRST is the first number: with GROUNDPLAN_RANDOM_CATALOGS=1 it tries one pair again.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may touch files, threads and the environment, and stops where it fails"
)]

#[path = "../random_projects/choice.rs"]
mod choice;
mod columns;
#[path = "../common/mod.rs"]
mod common;
mod constraints;
mod edits;
mod judge;
mod make;
#[path = "../measured/mod.rs"]
mod measured;
mod objects;
mod parts;
mod said;
mod shrink;
mod state;
mod tally;

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use libtest_mimic::{Arguments, Failed, Trial};

use choice::Choice;
use common::soaking;
use judge::{Bench, Verdict};
use make::{Offered, grow, mutate};
use state::State;
use tally::Tally;

const MOST_REFUSED_PERCENT: usize = 15;
/// States that PostgreSQL does not take say nothing.
const MOST_NOT_MADE_PERCENT: usize = 3;
/// All share one server, and each has two databases there.
const THREADS: usize = 3;

fn main() {
    let arguments = Arguments::from_args();
    libtest_mimic::run(&arguments, vec![Trial::test("random_catalogs", catalogs)]).exit();
}

fn number_of(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise)
}

fn pair(number: u64, offered: &Offered) -> (State, State) {
    let mut choice = Choice::of_project(number ^ 0x5ca1_ab1e);
    let old = match choice.below(25) {
        0 => State::default(),
        _ => grow(&mut choice, State::default(), offered, 100, &State::default()),
    };
    let new = match choice.below(25) {
        0 => State::default(),
        1 => grow(&mut choice, State::default(), offered, 100, &State::default()),
        _ if old.things.is_empty() => grow(&mut choice, State::default(), offered, 100, &State::default()),
        _ => mutate(&mut choice, &old, offered),
    };
    (old, new)
}

fn catalogs() -> Result<(), Failed> {
    let first = number_of("GROUNDPLAN_RANDOM_CATALOGS_FIRST", 0);
    let count = number_of("GROUNDPLAN_RANDOM_CATALOGS", if soaking() { 2000 } else { 40 });
    let next = AtomicU64::new(first);
    let tally = Mutex::new(Tally::default());
    let server = judge::server()?;
    std::thread::scope(|scope| {
        for _ in 0..THREADS.min(count as usize) {
            scope.spawn(|| {
                let mut bench = Bench::new(&server).unwrap();
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= first + count {
                        break;
                    }
                    try_one(number, &mut bench, &tally);
                }
            });
        }
    });
    server.stop()?;
    let tally = tally.into_inner().unwrap();
    println!("pairs {first} to {}\n{}", first + count - 1, tally.histogram());
    if tally.failures > 0 {
        return Err(format!("{} of {count} pairs failed", tally.failures).into());
    }
    let percent = |of: usize, most: usize| count >= 200 && of * 100 > count as usize * most;
    println!("of {count} pairs, {} were refused on the way there and {} on the way back", tally.refused, tally.refused_back);
    if percent(tally.refused, MOST_REFUSED_PERCENT)
        || percent(tally.refused_back, MOST_REFUSED_PERCENT)
        || percent(tally.not_made, MOST_NOT_MADE_PERCENT)
    {
        return Err(format!("of {count} pairs, {} were refused and {} could not be made", tally.refused, tally.not_made).into());
    }
    if count >= 500 && !tally.too_rare().is_empty() {
        return Err(format!("these are too rare: {}", tally.too_rare().join(", ")).into());
    }
    Ok(())
}

fn try_one(number: u64, bench: &mut Bench, tally: &Mutex<Tally>) {
    let (old, new) = pair(number, &bench.offered);
    let verdict = bench.judge(&old, &new);
    let shrunk = match &verdict {
        Verdict::Wrong(wrong) => Some(shrink::smaller(bench, &old, &new, &wrong.class)),
        _ => None,
    };
    let mut tally = tally.lock().unwrap();
    tally.saw(&old, &new);
    match verdict {
        Verdict::Held(facts) => {
            tally.outcome("held");
            tally.steps(facts.steps);
        }
        Verdict::Refused { why, facts } => {
            // The way back of a plan that has lost values may meet rows that do not fit: counted by itself.
            if why.starts_with("rows, back") {
                tally.refused_back += 1;
            } else {
                tally.refused += 1;
            }
            tally.outcome(&why);
            tally.steps(facts.steps);
        }
        Verdict::NotMade(why) => {
            tally.not_made += 1;
            tally.outcome("not made");
            println!("==== pair {number} was not made: {why}");
        }
        Verdict::Wrong(wrong) => {
            tally.failures += 1;
            tally.outcome(&format!("FAILED {}", wrong.class));
            let (old, new, detail) = shrunk.unwrap_or((old, new, wrong.detail));
            println!("==== pair {number} failed: {}", wrong.class);
            println!("GROUNDPLAN_RANDOM_CATALOGS_FIRST={number} GROUNDPLAN_RANDOM_CATALOGS=1 tries it again");
            println!(
                "---- old.sql\n{}---- new.sql\n{}---- what happened\n{detail}\n==== end of pair {number}\n",
                old.text(false),
                new.text(false)
            );
        }
    }
}
