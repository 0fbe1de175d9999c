//! Of which noun of a clause a complement tells: *harvests per plot with date and weight*, *schedule interviews for an application with a start time*.
//!
//! Comes in: a clause and one of its complements. Goes out: the noun that it is about. Never happens: a noun behind the complement.

use super::clauses::{Clause, Complement};
use super::phrases::Noun;
use super::predicates::{nouns_of, objects};
use super::reader::{is_actor, is_property};
use super::words::Sense;

/// The noun before a complement.
pub fn nearest(clause: &Clause, complement: &Complement) -> Option<Noun> {
    let at = clause.complements.iter().position(|one| std::ptr::eq(one, complement))?;
    let acting = !clause.subjects.is_empty() && clause.subjects.iter().all(is_actor);
    // `schedule interviews for an application with a start time`: the interviews have it.
    let plans = acting
        && clause
            .verb
            .as_ref()
            .is_some_and(|verb| matches!(verb.base.as_str(), "schedule" | "plan" | "book" | "create" | "add" | "arrange" | "set"));
    let made = |noun: &&Noun| noun.pronoun.is_none() && !is_property(noun) && !is_actor(noun);
    if plans
        && complement.preposition.as_deref() == Some("with")
        && matches!(clause.complements[..at].last().and_then(|one| one.preposition.as_deref()), Some("for" | "to" | "in" | "on"))
        && nouns_of(complement).all(is_property)
        && let Some(object) = objects(clause).flat_map(nouns_of).filter(made).last()
    {
        return Some(object.clone());
    }
    if complement.preposition.as_deref() == Some(":")
        && clause.verb.as_ref().is_some_and(|verb| !matches!(verb.sense, Sense::Have | Sense::Be))
        && let Some(object) = objects(clause)
            .flat_map(nouns_of)
            .filter(|noun| noun.pronoun.is_none() && (noun.plural || acting && !is_property(noun) && noun.owner_word.is_some()))
            .last()
    {
        return Some(object.clone());
    }
    if complement.comma {
        let belongs = clause.verb.as_ref().is_some_and(|verb| verb.sense == Sense::Belong);
        return objects(clause)
            .filter(|_| !belongs)
            .flat_map(nouns_of)
            .filter(|noun| noun.pronoun.is_none() && !super::reader::is_plain_property(noun))
            .last()
            .cloned();
    }
    // `harvests per plot with date and weight`, `crossings from one port to another with departure time`: the plot and the ports are other things.
    let aside = |one: &&Complement| match one.preposition.as_deref() {
        Some("per") => true,
        Some("from" | "to" | "between" | "on" | "in" | "for") => nouns_of(one)
            .all(|noun| noun.quantity.each || (noun.quantity.said && noun.quantity.many == Some(false)) || noun.pronoun.is_some()),
        _ => false,
    };
    let told = clause.complements[..at].iter().any(|one| !aside(&one) && nouns_of(one).any(|noun| noun.pronoun.is_none()));
    let before = clause.complements[..at].iter().rev().filter(|one| !(told && aside(one)));
    before.into_iter().find_map(|one| nouns_of(one).filter(|noun| noun.pronoun.is_none()).last().cloned())
}
