//! What a preposition tells that stands behind two things: of their membership (*users belong to several organizations with a role*), of what happens and not of where (*reservations for rooms with an arrival date*),
//! of the whole and not of its parts (*a booking covers seats for a screening*), of the other side (*contracts with pharmacies*), of kinds (*activities like calls and meetings*), of groups (*grouped into sprints*).
//!
//! Comes in: a clause and its complement, or a noun and what stands behind it. Goes out: facts, or whose the properties are. Never happens: a property that a thing may well have alone, such as a name, goes to two.

use std::collections::BTreeSet;

use super::parts;
use super::predicates::{nouns_of, objects, relation};
use crate::intent::rules::clauses::{Clause, Complement, Item};
use crate::intent::rules::facts::{Manner, Part};
use crate::intent::rules::phrases::{Group, Noun, Piece};
use crate::intent::rules::properties::{is_actor, is_plain_property, is_property};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::states;
use crate::intent::rules::tagging::{Tag, Word};
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
    let plain = |noun: &Noun| !is_actor(noun) && !is_property(noun) && noun.pronoun.is_none();
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

/// `list apartments with photos, amenities and a price`: the list behind the comma is the one of `with`, since a property closes it.
pub fn lists(clauses: &mut [Clause]) {
    for clause in clauses.iter_mut().filter(|clause| clause.verb.is_some()) {
        let Some(at) = clause.complements.windows(2).position(goes_on_with) else { continue };
        let more = clause.complements.remove(at + 1);
        clause.complements[at].items.extend(more.items);
    }
}

fn goes_on_with(two: &[Complement]) -> bool {
    let [with, more] = two else { return false };
    let plain = |item: &Item| item.noun.as_ref().is_some_and(is_plain_property);
    let closed = more.items.len() > 1
        && more.items.last().is_some_and(|last| last.noun.as_ref().is_some_and(|noun| is_property(noun) && !noun.plural));
    let things = with.items.iter().all(|item| item.noun.as_ref().is_some_and(|noun| noun.plural && noun.pronoun.is_none()));
    with.preposition.as_deref() == Some("with") && more.preposition.is_none() && closed && things && !with.items.iter().any(plain)
}

/// `questions of several types (single choice, text)`: what the kind of each may be.
pub fn kinds(reader: &mut Reader, noun: &Noun, kind: &Noun) -> bool {
    let named = matches!(kind.head(), "type" | "kind" | "sort" | "category" | "class" | "level" | "format") && kind.words.len() == 1;
    let Some(states) = kind.brackets.iter().find_map(|bracket| states::values(bracket)) else { return false };
    let told =
        named && !is_actor(noun) && !is_property(noun) && noun.pronoun.is_none() && states.iter().all(|state| !state.contains("e.g"));
    if told {
        reader.owns(noun, Part { states, ..parts::plain_part(kind.head(), kind) }, Manner::Has);
    }
    told
}

/// `recipes with their ingredients and amounts`: how much of the other each has; the list without it.
pub fn with_amounts(reader: &mut Reader, owner: &Noun, complement: &Complement) -> Complement {
    let noun = |item: &Item| item.noun.as_ref().filter(|noun| noun.pronoun.is_none() && noun.plural).cloned();
    let amount = |noun: &Noun| matches!(noun.name().as_str(), "amount" | "quantity" | "dose" | "dosage" | "proportion");
    let [.., thing, last] = complement.items.as_slice() else { return complement.clone() };
    let (Some(thing), Some(last)) = (noun(thing).filter(|noun| !is_property(noun)), noun(last).filter(amount)) else {
        return complement.clone();
    };
    if is_actor(owner) || is_property(owner) || owner.pronoun.is_some() {
        return complement.clone();
    }
    let part = parts::plain_part(&last.name(), &last);
    reader.owns(owner, Part { between: Some((owner.clone(), thing)), ..part }, Manner::Has);
    let mut rest = complement.clone();
    rest.items.pop();
    rest
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

/// Where the nouns stand that only a `with` names.
pub fn behind_with(pieces: &[Piece]) -> BTreeSet<usize> {
    let mut inside = false;
    let mut found = BTreeSet::new();
    for piece in pieces {
        match piece {
            Piece::Preposition(word, _) => inside = inside || matches!(word.as_str(), "with" | "including"),
            Piece::Noun(noun) if inside => {
                found.insert(noun.range.start);
            }
            Piece::Verb(_) | Piece::Wh(..) => inside = false,
            Piece::Sign(sign) if sign != "," => inside = false,
            _ => {}
        }
    }
    found
}

/// `record vital signs like blood pressure and temperature`: what each of them says.
pub fn examples(reader: &mut Reader, clause: &Clause) {
    let like = |one: &&Complement| matches!(one.preposition.as_deref(), Some("like" | "such as"));
    let Some(list) = clause.complements.iter().find(like) else { return };
    let Some(object) = objects(clause).flat_map(nouns_of).last().cloned() else { return };
    let all =
        list.items.len() > 1 && nouns_of(list).count() == list.items.len() && nouns_of(list).all(|noun| is_property(noun) && !noun.plural);
    if !all || !object.plural || is_property(&object) || is_actor(&object) || object.pronoun.is_some() {
        return;
    }
    for part in list.items.iter().flat_map(parts::parts) {
        reader.owns(&object, part, Manner::Listed);
    }
}

/// `a booking covers one or more seats for a screening`: the whole is for it, and not its parts.
pub fn of_the_whole(reader: &mut Reader, subjects: &[Noun], objects: &[Noun], verb: &Group, complement: &Complement) -> bool {
    let ([whole], [part]) = (subjects, objects) else { return false };
    let gathers = matches!(verb.base.as_str(), "cover" | "contain" | "include" | "comprise" | "list" | "bundle" | "combine" | "hold");
    let one = |noun: &Noun| {
        !noun.plural && (noun.quantity.indefinite || noun.quantity.each) && !is_property(noun) && !is_actor(noun) && noun.pronoun.is_none()
    };
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

/// `activities (calls, emails, meetings)`: kinds of what has no kind by its name.
pub fn kinds_in_brackets(noun: &Noun, bracket: &[Word]) -> Option<Part> {
    let general = matches!(
        noun.head(),
        "activity" | "attachment" | "media" | "asset" | "equipment" | "device" | "resource" | "item" | "document" | "event" | "interaction"
    );
    let plain = bracket.iter().all(|word| matches!(word.tag, Tag::Noun | Tag::And | Tag::Or) || word.is_sign(",") || word.is_sign("/"));
    let several = bracket.iter().filter(|word| word.tag == Tag::Noun).all(|word| words::is_plural(&word.word));
    let states = states::values(bracket).filter(|states| general && noun.plural && plain && several && states.len() > 1)?;
    let states = states.iter().map(|state| crate::plural::singular(state)).collect();
    Some(Part { states, ..parts::plain_part("kind", noun) })
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
    let others: Vec<Noun> =
        nouns_of(complement).filter(|noun| !is_property(noun) && noun.pronoun.is_none() && !is_actor(noun)).cloned().collect();
    if !between || complement.preposition.as_deref() != Some("with") || others.is_empty() || others.len() < complement.items.len() {
        return false;
    }
    let belongs = crate::intent::rules::phrases::group("belong", Sense::Belong, true, false, agreed.range.clone());
    for other in &others {
        relation(reader, agreed, &Noun { plural: false, ..other.clone() }, &belongs, Some("with"), true);
    }
    true
}
