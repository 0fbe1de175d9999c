//! What is told with properties under a verb that is none of having: *described by*, *gives*, *log in with*, *look up … :*.
//!
//! Comes in: a clause. Goes out: whether it tells properties, and facts of them. Never happens: who does it becomes a property.

use super::keeping::plainly;
use super::parts::{self, of_noun};
use super::predicates::{nouns_of, objects};
use crate::intent::rules::clauses::{Clause, Complement};
use crate::intent::rules::facts::{Fact, Manner};
use crate::intent::rules::phrases::{Group, Noun};
use crate::intent::rules::properties::{is_actor, is_property, is_thing};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::words::{self, Sense};

/// A property, or a bare singular beside properties: `gives moisture and protein`.
pub fn is_plain_part(noun: &Noun) -> bool {
    plainly(noun)
        || (!noun.plural
            && noun.quantity == crate::intent::rules::phrases::Quantity::default()
            && noun.range.len() <= noun.written().len() + 1)
}

/// Whether `by` names no doer.
pub fn by_properties(clause: &Clause) -> bool {
    let mut by = clause
        .complements
        .iter()
        .filter(|one| matches!(one.preposition.as_deref(), Some("by" | "through" | "as")))
        .flat_map(nouns_of)
        .peekable();
    by.peek().is_some()
        && by.all(|noun| !words::is_person(noun.head()) && !words::is_role(noun.head()) && !noun.plural && noun.pronoun.is_none())
}

/// `look up patents: number, title`, `employees log in with e-mail and password`.
pub fn searched(reader: &mut Reader, clause: &Clause, subjects: &[Noun], objects: &[Noun]) {
    for complement in clause.complements.iter().filter(|one| matches!(one.preposition.as_deref(), Some(":" | "with"))) {
        let properties = nouns_of(complement).filter(|noun| is_property(noun)).count();
        let owner = match complement.preposition.as_deref() {
            Some(":") => objects.last().filter(|noun| noun.plural),
            _ => subjects.last().filter(|_| objects.is_empty()),
        };
        let topic = reader.actor().or_else(|| reader.owner_at_hand()).filter(|_| objects.is_empty() && subjects.is_empty());
        if let Some(owner) = owner.cloned().or(topic).filter(|owner| !is_actor(owner) && properties * 2 >= complement.items.len()) {
            reader.thing(&owner, 1.0);
            reader.listed_parts(&owner, complement, Manner::Has);
        }
    }
}

/// `identified by a number and a code within a ward`.
pub fn identified(reader: &mut Reader, clause: &Clause, subjects: &[Noun]) {
    let mut parts = Vec::new();
    let mut within = Vec::new();
    for complement in &clause.complements {
        match complement.preposition.as_deref() {
            Some("by" | "through" | "via" | "with") => {
                for item in &complement.items {
                    for part in parts::parts(item) {
                        let mut noun = part.noun.clone();
                        if let Some(of) = noun.of.take() {
                            within.push(*of);
                        }
                        parts.push(noun);
                    }
                }
            }
            Some("within" | "inside" | "in" | "per" | "of") => within.extend(nouns_of(complement).cloned()),
            _ => {}
        }
    }
    // `nurses, known by staff number, name and grade`: what is known, and what they are known by.
    let known = clause.verb.as_ref().is_some_and(|verb| verb.base == "know");
    let told = parts.clone();
    let keys = |noun: &Noun| matches!(noun.head(), "number" | "code" | "id" | "acronym" | "abbreviation");
    if known && parts.len() > 1 && parts.iter().any(keys) {
        parts.retain(keys);
        parts.truncate(1);
    }
    for subject in subjects {
        for noun in &told {
            reader.owns(subject, of_noun(noun), Manner::Has);
        }
        reader.push(Fact::Unique { owner: subject.clone(), parts: parts.clone(), within: within.clone() });
    }
}

/// `the slips come with date, litres and sum`
pub fn brings(clause: &Clause, subjects: &[Noun], verb: &Group) -> bool {
    let people = |noun: &Noun| is_actor(noun) || words::is_person(noun.head());
    verb.base == "bring"
        && !verb.passive
        && !verb.negated
        && !subjects.is_empty()
        && !subjects.iter().any(people)
        && super::keeping::recorded(clause)
}

/// `A bid names an amount`, `an entry shall state the date`: a paper has what it says.
pub fn bears(clause: &Clause, subjects: &[Noun], verb: &Group, acting: bool) -> bool {
    let says = matches!(
        verb.base.as_str(),
        "name"
            | "quote"
            | "state"
            | "note"
            | "give"
            | "list"
            | "indicate"
            | "show"
            | "mention"
            | "bear"
            | "hold"
            | "record"
            | "specify"
            | "report"
            | "register"
            | "store"
            | "save"
            | "capture"
            | "fix"
            | "set"
            | "stipulate"
            | "prescribe"
    );
    // `The order shall mention the customer's name and the desired date`
    let mentions = matches!(verb.base.as_str(), "mention" | "state" | "bear" | "specify" | "quote" | "name" | "fix" | "stipulate");
    let paper = |noun: &Noun| {
        let one = noun.quantity.indefinite || noun.quantity.each || noun.plural || noun.pronoun.as_deref() == Some("each");
        let one = one || mentions && crate::intent::rules::meanings::is_one_of(noun.head(), &["document", "event"]);
        (noun.pronoun.is_none() || noun.pronoun.as_deref() == Some("each"))
            && one
            && !is_actor(noun)
            && !words::is_person(noun.head())
            && !words::is_role(noun.head())
            && !words::is_organization(noun.head())
    };
    // `a visit records who came, to which farm and when`
    let asked = objects(clause).flat_map(|one| &one.items).any(|item| item.asked.is_some());
    let mut listed = objects(clause).flat_map(nouns_of).peekable();
    let first = listed.peek().is_some() || asked;
    says && !acting
        && !verb.passive
        && !verb.negated
        && !subjects.is_empty()
        && subjects.iter().all(paper)
        && first
        && (asked || listed.any(|noun| is_property(noun) || !noun.plural && noun.pronoun.is_none()))
}

/// `I want to be told about falls: when, where, injury`.
pub fn told_about(reader: &mut Reader, clause: &Clause, verb: &Group, acting: bool) -> bool {
    let told = verb.passive && matches!(verb.base.as_str(), "tell" | "inform" | "notify" | "remind" | "alert" | "warn");
    let about = |one: &&Complement| matches!(one.preposition.as_deref(), Some("about" | "of" | "on"));
    let thing = |noun: &&Noun| noun.pronoun.is_none() && noun.plural && !is_property(noun) && !is_actor(noun);
    let Some(noun) = clause.complements.iter().find(about).and_then(|one| nouns_of(one).find(thing)).cloned() else { return false };
    let Some(list) = clause.complements.iter().find(|one| matches!(one.preposition.as_deref(), Some(":" | "with"))) else { return false };
    if !told || !acting {
        return false;
    }
    reader.thing(&noun, 1.5);
    reader.listed_parts(&noun, list, Manner::Stored);
    true
}

/// `a menu of dishes with name and price`: the dishes have them.
pub fn inner(owner: &Noun) -> &Noun {
    let holds = matches!(
        owner.head(),
        "list"
            | "menu"
            | "catalogue"
            | "catalog"
            | "register"
            | "store"
            | "save"
            | "capture"
            | "set"
            | "collection"
            | "range"
            | "directory"
            | "overview"
            | "index"
            | "stock"
            | "pool"
    );
    let several = |of: &&Noun| of.plural && of.pronoun.is_none() && !is_property(of) && !is_actor(of);
    owner.of.as_deref().filter(|_| holds && !owner.plural).filter(several).unwrap_or(owner)
}

/// `its own seats, by row and number`
pub fn by_row(reader: &mut Reader, clause: &Clause, complement: &Complement) -> bool {
    let mut found = objects(clause).flat_map(nouns_of);
    let (Some(owner), None) = (found.next().cloned(), found.next()) else { return false };
    let told = nouns_of(complement).all(plainly);
    if told && owner.plural && !is_property(&owner) {
        reader.listed_parts(&owner, complement, Manner::Has);
    }
    told
}

/// The noun before a complement.
pub fn nearest(clause: &Clause, complement: &Complement) -> Option<Noun> {
    let at = clause.complements.iter().position(|one| std::ptr::eq(one, complement))?;
    if let Some(happening) = super::told_of_two::happening(clause, complement) {
        return Some(happening);
    }
    let acting = !clause.subjects.is_empty() && clause.subjects.iter().all(is_actor);
    // `schedule interviews for an application with a start time`: the interviews have it.
    let plans = acting
        && clause
            .verb
            .as_ref()
            .is_some_and(|verb| matches!(verb.base.as_str(), "schedule" | "plan" | "book" | "create" | "add" | "arrange" | "set"));
    let made = |noun: &&Noun| is_thing(noun);
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
            .filter(|noun| noun.pronoun.is_none() && !crate::intent::rules::properties::is_plain_property(noun))
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
    let found = before.into_iter().find_map(|one| nouns_of(one).filter(|noun| noun.pronoun.is_none()).last().cloned());
    found.map(|noun| inner(&noun).clone())
}

/// Whether somebody gets what is a property: `students receive a grade`.
pub fn gains(clause: &Clause, verb: &Group) -> bool {
    let gets = matches!(verb.base.as_str(), "receive" | "get" | "earn" | "obtain" | "gain" | "achieve" | "attain" | "reach");
    let mut nouns = objects(clause).flat_map(nouns_of).peekable();
    gets && !verb.passive && nouns.peek().is_some() && nouns.all(|noun| is_property(noun) && !noun.plural)
}

/// `students enrol in sections and receive a grade`: of the two together; else of who gets it.
pub fn gained(reader: &mut Reader, clause: &Clause, subjects: &[Noun], verb: &Group) {
    for subject in subjects {
        let earlier = reader.facts.iter().rev().take(6).filter_map(|fact| match fact {
            Fact::Relates(one) if one.from.name() == subject.name() && one.sense == Some(Sense::Meet) && !one.passive => {
                Some(one.to.clone())
            }
            _ => None,
        });
        // `enrol in courses each semester and get a grade`: in the course.
        let close =
            earlier.min_by_key(|to| to.range.start).filter(|to| to.range.end <= verb.range.start && to.range.start >= subject.range.start);
        for item in objects(clause).flat_map(|one| &one.items) {
            for mut part in parts::parts(item) {
                part.between = close.clone().map(|to| (subject.clone(), to));
                reader.owns(subject, part, Manner::Has);
            }
        }
    }
}
