//! How often something happens, told by a noun alone: *students enrol in courses each semester*, *a sensor sends values every minute*.
//!
//! Comes in: the clauses of a sentence. Goes out: the same, with such a noun as a time and no object. Never happens: what a verb has as its only object becomes a time.

use super::clauses::{Clause, Complement};

/// Times that nobody keeps by themselves.
const UNITS: [&str; 10] = ["second", "minute", "hour", "day", "night", "week", "month", "quarter", "year", "weekday"];

/// Times that are often described.
const NAMED: [&str; 9] = ["semester", "term", "season", "trimester", "school_year", "academic_year", "sprint", "fiscal_year", "round"];

pub fn read(clauses: &mut [Clause]) {
    for clause in clauses.iter_mut().filter(|clause| clause.verb.is_some()) {
        let often = |one: &Complement| {
            one.preposition.is_none()
                && matches!(one.items.as_slice(), [item] if item.noun.as_ref().is_some_and(|noun| noun.quantity.each && noun.pronoun.is_none()))
        };
        let name = |one: &Complement| one.items[0].noun.as_ref().map(|noun| noun.name()).unwrap_or_default();
        // `retake a quiz up to three times`
        let times = |one: &Complement| {
            one.preposition.as_deref().is_none_or(|word| word == "up to")
                && matches!(one.items.as_slice(), [item] if item.noun.as_ref().is_some_and(|noun| noun.name() == "time" && noun.plural && noun.quantity.said))
        };
        for at in (1..clause.complements.len()).rev() {
            let one = &clause.complements[at];
            if times(one) {
                clause.complements.remove(at);
                continue;
            }
            if !often(one) {
                continue;
            }
            if UNITS.contains(&name(one).as_str()) {
                clause.complements.remove(at);
            } else if NAMED.contains(&name(one).as_str()) {
                clause.complements[at].preposition = Some("in".to_string());
            }
        }
    }
}
