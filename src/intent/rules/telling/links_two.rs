//! What stands between two things: *a rental links a club to a lane*, *sowing puts a crop into a plot at a given moment*.
//!
//! Comes in: a clause that says of something that it brings two others together. Goes out: facts of that something; whether the clause was one. Never happens: a person, or a thing that is moved from place to place by another one, is read here.

use super::parts::{of_noun, plain};
use super::predicates::nouns_of;
use crate::intent::rules::clauses::{Clause, Complement};
use crate::intent::rules::facts::{Fact, Manner};
use crate::intent::rules::phrases::{Group, Noun};
use crate::intent::rules::properties::{is_property, is_thing};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::words;

/// Verbs that say it of anything; the others only of what somebody does.
const LINKS: [&str; 9] = ["link", "connect", "tie", "join", "bind", "relate", "associate", "pair", "match"];
const PUTS: [&str; 12] = ["put", "assign", "allocate", "attach", "move", "transfer", "place", "bring", "take", "map", "give", "add"];

/// `sowing`, `a transfer`: what somebody does.
fn happens(noun: &Noun) -> bool {
    let gerund = noun.head().ends_with("ing") && noun.words.len() == 1 && noun.head().len() > 4;
    gerund || crate::intent::rules::meanings::is_one_of(noun.head(), &["event"])
}

pub fn read(reader: &mut Reader, clause: &Clause, subjects: &[Noun], objects: &[Noun], verb: &Group) -> bool {
    let ([subject], [one]) = (subjects, objects) else { return false };
    let links = LINKS.contains(&verb.base.as_str());
    let puts = PUTS.contains(&verb.base.as_str()) && happens(subject);
    if verb.passive || verb.negated || !links && !puts {
        return false;
    }
    if !is_thing(subject) || words::is_person(subject.head()) || words::is_organization(subject.head()) || !is_thing(one) {
        return false;
    }
    let to = |complement: &&Complement| matches!(complement.preposition.as_deref(), Some("to" | "with" | "into" | "in" | "on" | "onto"));
    let Some(joined) = clause.complements.iter().filter(to).find_map(|complement| nouns_of(complement).find(|noun| is_thing(noun))) else {
        return false;
    };
    let (subject, one, other) = (subject.clone(), one.clone(), joined.clone());
    if [&one, &other].iter().any(|noun| noun.name() == subject.name()) || one.name() == other.name() || other.plural && one.plural {
        return false;
    }
    reader.thing(&subject, 1.5);
    // `a valve connects an inlet pipe with an outlet pipe`: both are pipes.
    if one.head() == other.head() && one.words.len() == 2 && other.words.len() == 2 {
        for role in [&one, &other] {
            let thing = Noun { range: role.range.clone(), ..plain(role.head()) };
            reader.thing(&thing, 1.0);
            reader.push(Fact::Plays { owner: subject.clone(), role: role.clone(), thing });
        }
    } else {
        reader.concerns(&subject, &one);
        reader.concerns(&subject, &other);
    }
    // `from one hour to another`
    let from = clause.complements.iter().position(|complement| {
        complement.preposition.as_deref() == Some("from")
            && nouns_of(complement).any(|noun| matches!(noun.head(), "hour" | "time" | "date" | "day" | "moment"))
    });
    let until = |complement: &Complement| matches!(complement.preposition.as_deref(), Some("to" | "until" | "till"));
    let bounded = from.filter(|from| clause.complements.get(from + 1).is_some_and(until));
    if let Some(from) = bounded {
        let timed = nouns_of(&clause.complements[from]).any(|noun| matches!(noun.head(), "hour" | "time" | "moment"));
        for name in if timed { ["start_time", "end_time"] } else { ["start_date", "end_date"] } {
            reader.owns(&subject, of_noun(&Noun { range: verb.range.clone(), ..plain(name) }), Manner::Has);
        }
    }
    for (at, complement) in clause.complements.iter().enumerate() {
        if bounded.is_some_and(|from| at == from || at == from + 1) || complement.preposition.is_none() {
            continue;
        }
        for noun in nouns_of(complement).filter(|noun| noun.range != other.range && noun.pronoun.is_none()) {
            if is_property(noun) || matches!(complement.preposition.as_deref(), Some("with" | ":")) {
                reader.owns(&subject, of_noun(noun), Manner::Has);
            } else if is_thing(noun) && matches!(complement.preposition.as_deref(), Some("for" | "in" | "during" | "at" | "on" | "under")) {
                reader.concerns(&subject, noun);
            }
        }
    }
    true
}
