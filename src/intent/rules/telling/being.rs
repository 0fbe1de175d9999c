//! What is, and what there is: *is draft or published*, *is a member*, *is unique*, *there are shifts*.
//!
//! Comes in: a clause of `be`. Goes out: facts. Never happens: a property becomes the kind of a thing.

use super::described::nearest;
use super::keeping::plainly;
use super::parts::{of_noun, plain};
use super::predicates::{nouns_of, objects, relation};
use crate::intent::rules::clauses::Clause;
use crate::intent::rules::facts::{Fact, Manner, Part};
use crate::intent::rules::phrases::{Group, Noun, Piece, group};
use crate::intent::rules::properties::{is_actor, is_property};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::words::{self, Sense};

/// Prepositions that tell where a thing must be unique.
const WITHIN: [&str; 7] = ["within", "in", "inside", "per", "for", "of", "across"];

/// `Conservators are people with a name and a speciality`: they have them.
pub fn people_with(pieces: &mut Vec<Piece>) {
    let [Piece::Noun(subject), Piece::Verb(verb), Piece::Noun(people), Piece::Preposition(with, _), ..] = pieces.as_slice() else { return };
    let plainly = subject.pronoun.is_none() && verb.sense == Sense::Be && !verb.passive && !verb.negated;
    let anybody = people.name() == "person" && people.of.is_none() && people.brackets.is_empty();
    if plainly && anybody && with == "with" {
        let has = Piece::Verb(group("have", Sense::Have, false, false, verb.range.clone()));
        pieces.splice(1..4, [has]);
    }
}

/// `There are shifts`, `in every area there are shifts: begin, end`.
pub fn exists(reader: &mut Reader, clause: &Clause) {
    let mut things = Vec::new();
    let mut told = Vec::new();
    for complement in objects(clause) {
        for (item, noun) in complement.items.iter().filter_map(|item| Some((item, item.noun.as_ref()?))) {
            let placed = clause.before.iter().flat_map(nouns_of).any(|noun| !is_property(noun));
            if !(placed && is_property(noun)) {
                reader.thing(noun, if noun.plural || noun.quantity.number.is_some() { 1.5 } else { 0.8 });
            }
            things.push(noun.clone());
            told.push(super::parts::parts(item).into_iter().next().unwrap_or_else(|| of_noun(noun)));
        }
    }
    for complement in clause.complements.iter().filter(|one| matches!(one.preposition.as_deref(), Some(":" | "with"))) {
        if let Some(owner) = things.last().cloned() {
            reader.listed_parts(&owner, complement, Manner::Listed);
        }
    }
    let places: Vec<Noun> = clause
        .before
        .iter()
        .chain(
            clause.complements.iter().filter(|one| matches!(one.preposition.as_deref(), Some("in" | "for" | "at" | "on" | "per" | "of"))),
        )
        .flat_map(|one| nouns_of(one).cloned().collect::<Vec<_>>())
        .collect();
    for place in places {
        for (thing, part) in things.iter().zip(&told) {
            // `there is an event at one of the locations`
            if place.quantity.one_of && thing.quantity.indefinite && !is_property(thing) {
                reader.concerns(thing, &place);
                continue;
            }
            let place = if place.pronoun.is_some() { reader.meant_by(&place) } else { Some(place.clone()) };
            if let Some(place) = place {
                reader.owns(&place, part.clone(), Manner::Has);
            }
        }
    }
}

pub fn be(reader: &mut Reader, clause: &Clause, subjects: &[Noun], verb: &Group) {
    if subjects.is_empty() && clause.subjects.iter().any(|noun| matches!(noun.pronoun.as_deref(), Some("we" | "i" | "it"))) {
        // `we are a bakery`
        for noun in objects(clause).flat_map(nouns_of).filter(|noun| noun.quantity.indefinite && !noun.plural) {
            reader.thing(noun, -1.5);
        }
    }
    let within: Vec<Noun> = clause
        .complements
        .iter()
        .filter(|one| one.preposition.as_deref().is_some_and(|word| WITHIN.contains(&word)))
        .flat_map(|one| nouns_of(one).cloned().collect::<Vec<_>>())
        .collect();
    // `A site's just name, coordinates, habitat`
    let kinds: Vec<&Noun> = objects(clause).flat_map(nouns_of).collect();
    let listed =
        kinds.first().is_some_and(|noun| is_property(noun)) && kinds.iter().filter(|noun| is_property(noun)).count() * 2 >= kinds.len();
    if let ([subject], true) = (subjects, kinds.len() > 1 && listed && !verb.negated)
        && subject.quantity.indefinite
        && !is_property(subject)
        && !is_actor(subject)
    {
        objects(clause).for_each(|one| reader.listed_parts(subject, one, Manner::Has));
        return;
    }
    if one_of_several(reader, clause, subjects, verb) || super::joint::is_per(reader, clause, subjects, verb) {
        return;
    }
    for complement in &clause.complements {
        let preposition = complement.preposition.as_deref();
        for item in &complement.items {
            if !item.states.is_empty() {
                for subject in subjects {
                    // `and its status is open or closed`
                    if let Some(owner) = reader.owner_word(subject).filter(|owner| is_property(subject) && !is_property(owner)) {
                        let part = Part { states: item.states.clone(), ..of_noun(subject) };
                        reader.owns(&owner, part, Manner::Has);
                        continue;
                    }
                    reader.push(Fact::States { owner: subject.clone(), states: item.states.clone(), range: item.range.clone() });
                }
            }
            // `a poll can be anonymous`
            if let Some(adjective) = item.adjective.as_deref().filter(|word| verb.may && !verb.negated && is_yes_or_no(word)) {
                for subject in subjects.iter().filter(|subject| !is_property(subject) && !is_actor(subject)) {
                    let part = Part { noun: plain(adjective), kind: "bool".to_string(), range: item.range.clone(), ..Part::default() };
                    reader.owns(subject, part, Manner::Has);
                }
            }
            if let Some(adjective) = &item.adjective {
                let flag = match adjective.as_str() {
                    "unique" | "distinct" if !verb.negated => "unique",
                    "optional" | "voluntary" => "optional",
                    "required" | "mandatory" | "compulsory" if verb.negated => "optional",
                    _ => continue,
                };
                for subject in subjects {
                    let owner = reader.owner_word(subject).or_else(|| reader.topic().cloned());
                    reader.push(Fact::Flag { owner, part: subject.clone(), flag: flag.to_string(), within: within.clone() });
                }
            }
            // `has to be traceable: which user, when, the old value`
            if let (None, Some(_), Some(":"), [subject]) = (&item.noun, &item.asked, preposition, subjects)
                && !is_property(subject)
                && !is_actor(subject)
            {
                super::parts::parts(item).into_iter().for_each(|part| reader.owns(subject, part, Manner::Listed));
            }
            let Some(noun) = &item.noun else { continue };
            if verb.negated {
                continue;
            }
            match preposition {
                // `a listing is always one maker's`
                None if noun.has_flag("whose") && !is_actor(noun) => {
                    for subject in subjects {
                        let belongs = crate::intent::rules::phrases::group(
                            "belong",
                            crate::intent::rules::words::Sense::Belong,
                            false,
                            false,
                            noun.range.clone(),
                        );
                        relation(reader, subject, noun, &belongs, Some("to"), false);
                    }
                }
                None => is_a(reader, subjects, noun),
                Some("with") if !is_property(noun) && !noun.plural => {
                    for subject in subjects {
                        relation(reader, subject, noun, verb, Some("with"), true);
                    }
                }
                Some("to" | "for" | "with" | "in" | "of") if super::joint::able(clause, complement, noun) => {
                    for subject in subjects {
                        super::joint::both(reader, clause, subject, noun, verb);
                    }
                }
                Some("with" | ":") => {
                    // `Owners and tenants are all contacts: name, phone`
                    let kind = objects(clause).flat_map(nouns_of).find(|noun| noun.plural && noun.pronoun.is_none() && !is_property(noun));
                    let owner = if let (Some(kind), true) =
                        (kind, (preposition == Some(":") || complement.comma) && subjects.iter().all(|one| one.plural))
                    {
                        Some(kind.clone())
                    } else if preposition == Some(":") || (complement.comma && preposition == Some("with")) {
                        subjects.last().cloned()
                    } else {
                        nearest(clause, complement).or_else(|| subjects.last().cloned())
                    };
                    if let Some(owner) = owner.filter(|owner| !is_actor(owner)) {
                        reader.owns(&owner, of_noun(noun), Manner::Has);
                    }
                }
                // `is of a kind (mayoral or council)`
                Some("of") if plainly(noun) && noun.words.len() == 1 && noun.quantity.indefinite => {
                    for subject in subjects.iter().filter(|subject| !is_property(subject)) {
                        reader.owns(subject, of_noun(noun), Manner::Has);
                    }
                }
                Some("from" | "until" | "till" | "to" | "on" | "at") if plainly(noun) && noun.words.len() > 1 => {
                    for subject in subjects.iter().filter(|subject| !is_property(subject)) {
                        reader.owns(subject, of_noun(noun), Manner::Has);
                    }
                }
                Some(word) if !matches!(word, "like" | "as") => {
                    // `each dish is in one of them`
                    let meant = if noun.quantity.one_of { reader.meant_by(noun) } else { None };
                    let noun = meant.as_ref().unwrap_or(noun);
                    for subject in subjects {
                        relation(reader, subject, noun, verb, Some(word), true);
                    }
                }
                _ => {}
            }
        }
    }
}

/// `It's a dormitory or a private room`, `an ingredient is a malt, hop or yeast`: what kind of it.
fn one_of_several(reader: &mut Reader, clause: &Clause, subjects: &[Noun], verb: &Group) -> bool {
    let ([list], [subject]) = (clause.complements.as_slice(), subjects) else { return false };
    let nouns: Vec<&Noun> = nouns_of(list).collect();
    let kind = |noun: &Noun| {
        let plain = noun.pronoun.is_none() && !noun.plural && noun.of.is_none() && noun.owner_word.is_none() && !is_property(noun);
        let bare = noun.quantity.indefinite || noun.quantity == crate::intent::rules::phrases::Quantity::default();
        plain && bare && !words::is_person(noun.head()) && !words::is_role(noun.head()) && !words::is_organization(noun.head())
    };
    let others = nouns.iter().filter(|noun| noun.pronoun.as_deref() == Some("other")).count();
    let kinds: Vec<&Noun> = nouns.iter().copied().filter(|noun| kind(noun)).collect();
    let first = nouns.first().is_some_and(|noun| noun.quantity.indefinite);
    let told = list.or && list.preposition.is_none() && first && kinds.len() > 1 && kinds.len() + others == nouns.len();
    let known = kinds.iter().any(|noun| reader.known(noun) || crate::intent::fill::is_typical(&noun.name()));
    if !told || known || verb.negated || list.items.len() != nouns.len() || is_property(subject) || is_actor(subject) {
        return false;
    }
    let states = kinds.iter().map(|noun| noun.name()).collect();
    // Where they turn out to be things of their own, each of them is one of it.
    for kind in &kinds {
        reader.push(Fact::IsA { one: subject.clone(), other: (*kind).clone() });
    }
    reader.owns(subject, Part { states, range: verb.range.clone(), ..of_noun(&plain("type")) }, Manner::Has);
    true
}

/// Adjectives of what something may be or not.
fn is_yes_or_no(word: &str) -> bool {
    matches!(
        word,
        "anonymous"
            | "mandatory"
            | "required"
            | "private"
            | "public"
            | "active"
            | "inactive"
            | "hidden"
            | "visible"
            | "urgent"
            | "confidential"
            | "billable"
            | "vegetarian"
            | "vegan"
            | "refundable"
            | "perishable"
            | "recurring"
    )
}

/// `a card can be blocked`: what is done with a thing for a while.
pub fn switched(reader: &mut Reader, clause: &Clause, subjects: &[Noun], verb: &Group) -> bool {
    let done = match verb.base.as_str() {
        "block" => "blocked",
        "archive" => "archived",
        "pause" => "paused",
        "lock" => "locked",
        "hide" => "hidden",
        "suspend" => "suspended",
        "disable" => "disabled",
        "deactivate" => "deactivated",
        "pin" => "pinned",
        "mute" => "muted",
        _ => return false,
    };
    if !verb.passive || !verb.may || verb.negated || clause.complements.iter().any(|one| !one.items.is_empty()) {
        return false;
    }
    for subject in subjects.iter().filter(|subject| !is_property(subject) && !is_actor(subject)) {
        let part = Part { noun: plain(done), kind: "bool".to_string(), range: verb.range.clone(), ..Part::default() };
        reader.owns(subject, part, Manner::Has);
    }
    true
}

fn is_a(reader: &mut Reader, subjects: &[Noun], noun: &Noun) {
    for subject in subjects {
        if is_actor(subject) {
            // `we are a bakery`
            if noun.quantity.indefinite {
                reader.thing(noun, -1.5);
            }
            continue;
        }
        let plays = (subject.quantity.other || subject.quantity.one_of || subject.quantity.number == Some(1))
            && !noun.quantity.indefinite
            && !noun.plural;
        if plays && let Some(owner) = reader.owner_word(noun).or_else(|| reader.topic().cloned()) {
            reader.push(Fact::Plays { owner, role: noun.clone(), thing: subject.clone() });
            continue;
        }
        // `A song may be a cover version of another song`
        let another = noun.of.as_deref().filter(|of| of.quantity.other && of.words == subject.words && noun.pronoun.is_none());
        if let Some(of) = another {
            reader.push(Fact::Plays { owner: subject.clone(), role: Noun { of: None, ..noun.clone() }, thing: of.clone() });
            continue;
        }
        if matches!(noun.head(), "combination" | "pair" | "set") {
            if let Some(of) = noun.of.as_deref() {
                reader.owns(subject, of_noun(of), Manner::Has);
            }
        } else if noun.pronoun.is_none() && !is_property(noun) {
            let of = noun.of.as_deref().filter(|of| of.pronoun.is_none() && !is_property(of));
            // `A run is one journey of a tram`
            if let Some(of) = of.filter(|_| !words::is_person(subject.head())) {
                reader.push(Fact::Of { part: subject.clone(), whole: of.clone() });
            }
            // `Some members are coaches, who …`: each coach is a member.
            let some = subject.quantity.many == Some(true) && !subject.quantity.each && !subject.quantity.both && subject.plural;
            let (one, other) = if some && noun.plural && subject.quantity.number.is_none() { (noun, subject) } else { (subject, noun) };
            reader.push(Fact::IsA { one: one.clone(), other: other.clone() });
            // `They are clients: name, phone`
        }
    }
}
