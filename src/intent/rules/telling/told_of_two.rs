//! Whose it is what a preposition tells behind two things: of the membership (*users belong to several organizations with a role*), of what happens and not of where (*reservations for rooms with an arrival date*),
//! of the whole and not of its parts (*a booking covers seats for a screening*), of the other side (*contracts with pharmacies*), of the group (*grouped into sprints*).
//!
//! Comes in: a clause and its complement. Goes out: facts, or whose the properties are. Never happens: a property that a thing may well have alone, such as a name, goes to two.

use std::borrow::Cow;

use super::parts;
use super::predicates::{nouns_of, objects, relation};
use crate::intent::rules::clauses::{Clause, Complement, Item};
use crate::intent::rules::facts::{Manner, Part};
use crate::intent::rules::phrases::{Group, Noun};
use crate::intent::rules::properties::{is_actor, is_property, is_thing};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::words::{self, Sense};

/// What somebody has only in something.
const IN_SOMETHING: [&str; 8] = ["role", "rank", "position", "seniority", "permission", "function", "joining_date", "join_date"];

/// `users belong to many organizations with a role`, `teams have members with roles`: whether that was told of the two.
pub fn of_members(reader: &mut Reader, one: &Noun, other: &Noun, complement: &Complement) -> bool {
    let told = |part: &Part| {
        let noun = &part.noun;
        IN_SOMETHING.contains(&noun.name().as_str()) || IN_SOMETHING.contains(&noun.head()) && noun.words.len() == 1
    };
    let found: Vec<Part> = complement.items.iter().flat_map(parts::parts).collect();
    let person = words::is_person(one.head()) != words::is_person(other.head());
    let plain = |noun: &Noun| is_thing(noun);
    if complement.preposition.as_deref() != Some("with")
        || found.is_empty()
        || !found.iter().all(told)
        || !person
        || !plain(one)
        || !plain(other)
    {
        return false;
    }
    for mut part in found {
        // `members with roles`: one each.
        if let Some(last) = part.noun.words.last() {
            part.noun.last.clone_from(last);
        }
        part.noun.plural = false;
        part.between = Some((one.clone(), other.clone()));
        reader.owns(one, part, Manner::Has);
    }
    true
}

/// `make reservations for rooms with a check-in date`: what has the dates of a list is what is made, and not the room.
pub fn happening(clause: &Clause, complement: &Complement) -> Option<Noun> {
    let at = clause.complements.iter().position(|one| std::ptr::eq(one, complement))?;
    let behind = at.checked_sub(1).and_then(|before| clause.complements[before].preposition.as_deref());
    let dated = |noun: &Noun| matches!(noun.head(), "date" | "time" | "day" | "period" | "start" | "end" | "duration");
    let when = complement.items.iter().all(|item| item.noun.as_ref().is_some_and(dated));
    if complement.preposition.as_deref() != Some("with") || !matches!(behind, Some("for" | "of" | "on" | "in" | "at" | "to")) || !when {
        return None;
    }
    let verb = clause.verb.as_ref()?;
    let is_made = matches!(
        verb.base.as_str(),
        "make" | "place" | "create" | "have" | "book" | "submit" | "request" | "file" | "write" | "store" | "record" | "track"
    );
    let object = objects(clause).flat_map(nouns_of).last()?;
    let happens = object.pronoun.is_none() && !is_actor(object) && !is_property(object) && !words::is_person(object.head());
    (is_made && happens && words::names_what_happens(object.head())).then(|| object.clone())
}

/// `recipes with their ingredients and amounts`: how much of the other each has; the list without it.
pub fn with_amounts<'a>(reader: &mut Reader, owner: &Noun, complement: &'a Complement) -> Cow<'a, Complement> {
    let noun = |item: &Item| item.noun.as_ref().filter(|noun| noun.pronoun.is_none() && noun.plural).cloned();
    let amount = |noun: &Noun| matches!(noun.name().as_str(), "amount" | "quantity" | "dose" | "dosage" | "proportion");
    let [.., thing, last] = complement.items.as_slice() else { return Cow::Borrowed(complement) };
    let (Some(thing), Some(last)) = (noun(thing).filter(|noun| !is_property(noun)), noun(last).filter(amount)) else {
        return Cow::Borrowed(complement);
    };
    if is_actor(owner) || is_property(owner) || owner.pronoun.is_some() {
        return Cow::Borrowed(complement);
    }
    let part = parts::plain_part(&last.name(), &last);
    reader.owns(owner, Part { between: Some((owner.clone(), thing)), ..part }, Manner::Has);
    let mut rest = complement.clone();
    rest.items.pop();
    Cow::Owned(rest)
}

/// `Employees work on projects for a number of hours per week`: of both together. The clause without it.
pub fn hours_on(reader: &mut Reader, clause: &Clause, subjects: &[Noun], verb: &Group) -> Option<Clause> {
    let works = matches!(verb.base.as_str(), "work" | "help" | "volunteer" | "serve" | "assist" | "train" | "teach");
    let [who] = subjects else { return None };
    if !works || verb.negated || !who.plural || is_actor(who) || is_property(who) {
        return None;
    }
    let time = |noun: &&Noun| noun.words.first().is_some_and(|word| matches!(word.as_str(), "hour" | "percentage" | "share"));
    let spent = |one: &Complement| one.preposition.as_deref() == Some("for") && one.items.len() == 1;
    let at = clause.complements.iter().position(|one| spent(one) && nouns_of(one).any(|noun| time(&noun)))?;
    let on = |one: &&Complement| matches!(one.preposition.as_deref(), Some("on" | "in" | "at" | "with"));
    let other = clause.complements[..at].iter().filter(on).flat_map(nouns_of).find(|noun| noun.plural && is_thing(noun))?.clone();
    let told = nouns_of(&clause.complements[at]).find(time)?.clone();
    let name = if told.words.first().is_some_and(|word| word == "hour") { "hours" } else { "share" };
    let part = parts::plain_part(name, &told);
    reader.owns(who, Part { between: Some((who.clone(), other)), ..part }, Manner::Has);
    let mut rest = clause.clone();
    rest.complements.remove(at);
    Some(rest)
}

/// `request rides from a pickup location to a dropoff location`: where what is made begins and ends.
pub fn ends(reader: &mut Reader, objects: &[Noun], verb: &Group, complement: &Complement) -> bool {
    let [object] = objects else { return false };
    let [item] = complement.items.as_slice() else { return false };
    let place = |noun: &Noun| matches!(noun.head(), "location" | "address" | "place" | "point" | "position") && noun.words.len() > 1;
    let Some(end) = item.noun.as_ref().filter(|noun| is_property(noun) && noun.quantity.indefinite && place(noun)) else { return false };
    let made = matches!(verb.sense, Sense::Make | Sense::Store | Sense::Meet)
        && !is_actor(object)
        && !is_property(object)
        && object.pronoun.is_none();
    if !made || !matches!(complement.preposition.as_deref(), Some("from" | "to" | "at" | "between")) {
        return false;
    }
    reader.owns(object, parts::of_noun(end), Manner::Has);
    true
}

/// `a booking covers one or more seats for a screening`: the whole is for it, and not its parts.
pub fn of_the_whole(reader: &mut Reader, subjects: &[Noun], objects: &[Noun], verb: &Group, complement: &Complement) -> bool {
    let ([whole], [part]) = (subjects, objects) else { return false };
    let gathers = matches!(verb.base.as_str(), "cover" | "contain" | "include" | "comprise" | "list" | "bundle" | "combine" | "hold");
    let one = |noun: &Noun| !noun.plural && (noun.quantity.indefinite || noun.quantity.each) && is_thing(noun);
    let [item] = complement.items.as_slice() else { return false };
    let Some(to) = item.noun.as_ref().filter(|noun| one(noun)) else { return false };
    let told = gathers && !verb.passive && complement.preposition.as_deref() == Some("for") && one(whole) && part.plural;
    if told {
        reader.concerns(whole, to);
    }
    told
}

/// `issues are grouped into sprints`: each of the many is in one of the few; what is divided into parts has these.
pub fn grouped(reader: &mut Reader, clause: &Clause, subjects: &[Noun], verb: &Group) -> bool {
    if !matches!(verb.base.as_str(), "group" | "bundle" | "gather" | "classify" | "categorise" | "categorize" | "sort") {
        return false;
    }
    let into = clause.complements.iter().find(|one| matches!(one.preposition.as_deref(), Some("into" | "in" | "under")));
    let groups: Vec<Noun> =
        into.into_iter().flat_map(nouns_of).filter(|noun| noun.plural && !is_property(noun) && noun.pronoun.is_none()).cloned().collect();
    let belongs = Group { base: "belong".to_string(), sense: Sense::Belong, ..verb.clone() };
    for subject in subjects.iter().filter(|subject| !is_actor(subject) && !is_property(subject)) {
        for group in &groups {
            reader.thing(group, 1.0);
            relation(reader, subject, &Noun { plural: false, ..group.clone() }, &belongs, Some("to"), true);
        }
    }
    !groups.is_empty()
}

/// `companies have contracts with pharmacies`: with whom it is agreed or held, and nothing that it has.
pub fn with_others(reader: &mut Reader, agreed: &Noun, complement: &Complement) -> bool {
    let between = matches!(
        agreed.head(),
        "contract"
            | "agreement"
            | "deal"
            | "partnership"
            | "meeting"
            | "appointment"
            | "interview"
            | "conversation"
            | "dispute"
            | "call"
            | "chat"
    );
    let others: Vec<Noun> = nouns_of(complement).filter(|noun| is_thing(noun)).cloned().collect();
    if !between || complement.preposition.as_deref() != Some("with") || others.is_empty() || others.len() < complement.items.len() {
        return false;
    }
    let belongs = crate::intent::rules::phrases::group("belong", Sense::Belong, true, false, agreed.range.clone());
    for other in &others {
        relation(reader, agreed, &Noun { plural: false, ..other.clone() }, &belongs, Some("with"), true);
    }
    true
}
