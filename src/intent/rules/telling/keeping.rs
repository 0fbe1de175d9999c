//! What somebody keeps on record: *for each booking we store the date*, *the grade is recorded*.
//!
//! Comes in: a clause about keeping. Goes out: facts: things, and what belongs to which. Never happens: who keeps it becomes a thing.

use super::parts::{self, of_noun};
use super::predicates::{nouns_of, objects, relation};
use crate::intent::rules::clauses::{Clause, Complement, Item};
use crate::intent::rules::facts::{Manner, Part};
use crate::intent::rules::phrases::{self, Group, Noun};
use crate::intent::rules::properties::{is_actor, is_property};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::words::{self, Sense};

/// Whether somebody does something with properties, which is to write them down.
pub fn recorded(clause: &Clause) -> bool {
    let items: Vec<&Item> = objects(clause).flat_map(|one| &one.items).collect();
    let properties = items
        .iter()
        .filter(|item| item.noun.as_ref().is_some_and(|noun| is_property(noun) && !words::is_weak_attribute(noun.head())))
        .count();
    properties > 0 && properties * 2 >= items.len()
}

/// `for each booking`, before or behind the verb.
fn owners(reader: &Reader, clause: &Clause) -> Vec<Noun> {
    let each = |one: &&Complement| {
        matches!(
            one.preposition.as_deref(),
            Some("for" | "of" | "about" | "on" | "per" | "in" | "with" | "to" | "from" | "at" | "against" | "after" | "during" | "before")
        )
    };
    let all = clause.before.iter().chain(&clause.complements).filter(each);
    let mut found: Vec<Noun> = Vec::new();
    for complement in all {
        let opens = clause.before.iter().any(|one| std::ptr::eq(one, complement))
            && matches!(complement.preposition.as_deref(), Some("for" | "about" | "of" | "on" | "per"));
        let shared = complement.items.first().and_then(|item| item.noun.as_ref()).is_some_and(|noun| noun.quantity.each);
        let only_for = complement.preposition.as_deref() == Some("for");
        for noun in nouns_of(complement) {
            // `on adoption, the fee is stored`
            let happens = !noun.plural
                && noun.owner_word.is_none()
                && noun.words.len() == 1
                && noun.range.len() == noun.written().len()
                && noun.quantity == crate::intent::rules::phrases::Quantity::default()
                && crate::intent::rules::meanings::is_one_of(noun.head(), &["event"]);
            let opens =
                opens && (complement.preposition.as_deref() != Some("on") || noun.quantity.indefinite || noun.quantity.each || happens);
            let whole = noun.quantity.each || noun.quantity.one_of || opens;
            // `for each sensor and earthquake`
            let both = shared && !noun.quantity.each && noun.quantity == crate::intent::rules::phrases::Quantity::default() && !noun.plural;
            let whole = whole || both;
            let parts =
                clause.subjects.iter().chain(objects(clause).flat_map(nouns_of)).all(|noun| is_property(noun) || noun.pronoun.is_some());
            let whole = whole
                || (only_for && parts && (noun.plural || noun.quantity.indefinite))
                || complement.preposition.as_deref() == Some("per");
            if whole
                && let Some(mut noun) = reader.meant_by(noun)
                && !is_actor(&noun)
                && (!is_property(&noun)
                    || (noun.quantity.each && only_for)
                    || (opens && words::is_weak_attribute(noun.head()) && (noun.quantity.indefinite || noun.quantity.each)))
            {
                noun.quantity.each |= both;
                found.push(noun);
            }
        }
    }
    found
}

/// A list of what is kept: of each of the owners, of what was spoken of, or things.
/// `which books`: a thing, not a property.
fn asks_thing(asked: &crate::intent::rules::clauses::Asked) -> bool {
    matches!(asked.word.as_str(), "which" | "what")
        && matches!(asked.pieces.first(), Some(crate::intent::rules::phrases::Piece::Noun(noun)) if noun.pronoun.is_none() && !is_property(noun))
}

pub fn plainly(noun: &Noun) -> bool {
    crate::intent::rules::properties::is_plain_property(noun)
}

fn keep(reader: &mut Reader, clause: &Clause, items: &[Item], owners: &[Noun]) {
    if super::joint::each_one(reader, clause, items) {
        return;
    }
    let opens = items.first().and_then(|item| item.asked.as_ref()).is_some_and(asks_thing) && reader.owner_at_hand().is_none();
    let properties = items
        .iter()
        .filter(|item| {
            item.asked.as_ref().is_some_and(|asked| !opens || !asks_thing(asked)) && item.noun.is_none()
                || item.noun.as_ref().is_some_and(plainly)
                // `the group it goes to`
                || item.asked.is_some() && item.noun.as_ref().is_some_and(|noun| noun.pronoun.is_none() && !noun.plural)
        })
        .count();
    // Nothing was spoken of yet: what comes first is what it is about.
    let first = items.first().and_then(|item| item.noun.as_ref()).is_some_and(|noun| noun.plural && !plainly(noun));
    let opens = opens || (first && reader.owner_at_hand().is_none());
    let topical = properties * 2 >= items.len() && properties > 0 && !opens;
    // `catalog titles with ISBN and publisher`: what has properties is a thing, whatever its name.
    let first = items.first().and_then(|item| item.noun.as_ref());
    let rest = clause.complements.iter().any(|one| {
        matches!(one.preposition.as_deref(), Some("with")) && one.items.iter().any(|item| item.noun.as_ref().is_some_and(is_property))
    });
    if let (Some(noun), true, 1, true) = (first, rest, items.len(), owners.is_empty())
        && noun.pronoun.is_none()
        && !is_actor(noun)
        && (noun.plural || noun.quantity.indefinite || noun.quantity.each)
    {
        reader.thing(noun, 1.5);
        own_rest(reader, clause, noun);
        return;
    }
    // `I need a platform with users, posts and comments`
    if let (Some(noun), 1, true) = (first, items.len(), owners.is_empty())
        && noun.pronoun.is_none()
        && noun.quantity.indefinite
        && !noun.plural
        && clause.verb.as_ref().is_some_and(|verb| matches!(verb.base.as_str(), "need" | "want" | "like" | "require" | "have"))
    {
        let listed =
            clause.complements.iter().filter(|one| matches!(one.preposition.as_deref(), Some("with" | "for" | "of" | ":" | "including")));
        let mut wished = false;
        for complement in listed {
            let things = complement.items.iter().filter_map(|item| item.noun.as_ref()).filter(|noun| !plainly(noun) && noun.plural).count();
            if things > 0 && things * 2 >= complement.items.len() {
                reader.things_of(complement);
                wished = true;
            }
        }
        if wished {
            wish(reader, clause);
            return;
        }
    }
    let mut last: Option<Noun> = None;
    let mut possessed = false;
    let joint = super::joint::asked(reader, items, owners);
    // `which dancers took part in which shows, with the role and the fee`
    if let Some(joint) = &joint {
        joint.with(reader, clause);
    }
    for (at, item) in items.iter().enumerate() {
        if joint.as_ref().is_some_and(|joint| joint.read(reader, at, item)) {
            continue;
        }
        if joint.is_none() && super::joint::told_of_each(reader, item) {
            continue;
        }
        for part in parts::parts(item) {
            let asked_of = item.asked.as_ref().filter(|_| item.noun.is_none()).and_then(|asked| match asked.pieces.first() {
                Some(crate::intent::rules::phrases::Piece::Noun(noun))
                    if matches!(asked.word.as_str(), "when" | "whether")
                        && (noun.quantity.each || noun.quantity.indefinite)
                        && !is_property(noun)
                        && noun.pronoun.is_none() =>
                {
                    Some(noun.clone())
                }
                _ => None,
            });
            if let Some(owner) = asked_of {
                // `when a book was borrowed` is told of the loan.
                let done = item.asked.iter().flat_map(|asked| &asked.pieces).find_map(|piece| match piece {
                    crate::intent::rules::phrases::Piece::Verb(group) => words::verb_named(&group.base).filter(|verb| verb.kept),
                    _ => None,
                });
                let owner = done.map_or(owner, |verb| Noun { range: part.range.clone(), ..parts::plain(&verb.nouns[0]) });
                reader.thing(&owner, 0.5);
                reader.owns(&owner, part, Manner::Stored);
                last = Some(owner);
                continue;
            }
            let wanted = item.asked.is_some() && item.noun.is_none() && owners.is_empty();
            if wanted
                && (part.named.is_some() || part.noun.range != part.range || is_property(&part.noun) || last.is_some())
                && let Some(owner) = &last
            {
                reader.owns(owner, part, Manner::Stored);
                continue;
            }
            if part.noun.pronoun.is_some() || is_actor(&part.noun) {
                // `we store them with a name`
                if let Some(owner) = reader.meant_by(&part.noun).filter(|owner| !is_actor(owner)) {
                    own_rest(reader, clause, &owner);
                }
                continue;
            }
            if let Some(owner) = part.noun.owner.as_deref().filter(|owner| !is_actor(owner) && !is_property(owner)) {
                last = Some(owner.clone());
                possessed = true;
                reader.owns(owner, part.clone(), Manner::Stored);
                continue;
            }
            let switched = last
                .as_ref()
                .is_some_and(|last| owners.iter().any(|one| one.range.start > last.range.end && one.range.end <= part.range.start));
            if possessed
                && !switched
                && plainly(&part.noun)
                && let Some(owner) = &last
            {
                reader.owns(owner, part, Manner::Stored);
                continue;
            }
            if let Some(both) = super::joint::of_both(reader, &part.noun).or_else(|| super::joint::behind(reader, item, &part)) {
                let owner = both.0.clone();
                reader.owns(&owner, Part { between: Some(both), ..part }, Manner::Stored);
                continue;
            }
            let whole = part.noun.of.clone().and_then(|of| reader.meant_by(&of)).filter(|of| !is_actor(of) && !is_property(of));
            // `the employee number of the manager`, of an employee: another one.
            let same = |one: &Noun| {
                is_property(&part.noun) && part.noun.words.len() == one.words.len() + 1 && part.noun.words.starts_with(&one.words)
            };
            let role = part.noun.of.as_deref().filter(|of| words::is_person(of.head()) && of.pronoun.is_none() && !of.plural);
            let myself = owners.iter().cloned().chain(reader.topic().cloned()).find(same);
            if let (Some(role), Some(thing)) = (role.cloned(), myself)
                && matches!(part.noun.head(), "number" | "code" | "id" | "name")
                && role.name() != thing.name()
            {
                reader.push(crate::intent::rules::facts::Fact::Plays { owner: thing.clone(), role, thing });
                continue;
            }
            let settled = (items.len() > 1 && reader.topic().is_some()) || !owners.is_empty();
            if let Some(whole) = whole.filter(|whole| {
                whole.quantity.each
                    || (whole.plural && is_property(&part.noun) && owners.is_empty())
                    || (is_property(&part.noun) && !settled)
                    || (whole.quantity.indefinite && !part.noun.plural)
            }) {
                reader.owns(&whole, part, Manner::Stored);
            } else if let [one, other] = owners
                && one.quantity.each
                && other.quantity.each
                && one.name() != other.name()
            {
                // `for each student the grade in each course`
                let part = Part { between: Some((one.clone(), other.clone())), ..part };
                reader.owns(one, part, Manner::Stored);
            } else if let (Some((_, other)), [owner]) = (reader.taking_part.clone().filter(|(who, _)| Some(who) == owners.first()), owners)
            {
                let part = Part { between: Some((other, owner.clone())), ..part };
                reader.owns(owner, part, Manner::Stored);
            } else if !owners.is_empty() {
                for owner in owners {
                    reader.owns(owner, part.clone(), Manner::Stored);
                }
                // `record payments for each order with amount and date`
                if part.noun.plural && !is_property(&part.noun) && items.len() == 1 {
                    for with in clause.complements.iter().filter(|one| one.preposition.as_deref() == Some("with")) {
                        if with.items.iter().all(|item| item.noun.as_ref().is_some_and(is_property)) {
                            reader.thing(&part.noun, 1.0);
                            reader.listed_parts(&part.noun, with, Manner::Has);
                        }
                    }
                }
            } else if topical || plainly(&part.noun) || (is_property(&part.noun) && items.len() > 1) || part.named.is_some() {
                let owner = reader.owner_word(&part.noun).or_else(|| reader.owner_at_hand());
                // `Track due dates and fines.`
                if part.noun.plural
                    && part.noun.quantity == phrases::Quantity::default()
                    && item.asked.is_none()
                    && !is_property(&part.noun)
                    && part.named.is_none()
                    && crate::intent::fill::is_typical(&part.noun.name())
                {
                    reader.thing(&part.noun, 1.5);
                    continue;
                }
                if let Some(owner) = owner {
                    reader.owns(&owner, part, Manner::Stored);
                }
            } else {
                let system = part.noun.quantity.indefinite
                    && matches!(clause.verb.as_ref().map_or("", |verb| verb.base.as_str()), "need" | "want" | "like" | "have" | "require");
                let weight = if part.noun.quantity.none || system { 0.0 } else { 1.5 };
                if let Some(whose) = reader.condition.clone().filter(|_| weight > 0.0) {
                    if part.noun.quantity.said {
                        reader.owns(&whose, of_noun(&part.noun), Manner::Has);
                    } else {
                        relation(reader, &part.noun, &whose, &recorded_as(&part.noun), Some("for"), true);
                    }
                }
                last = Some(part.noun.clone());
                reader.thing(&part.noun, weight);
                own_rest(reader, clause, &part.noun);
            }
        }
    }
}

/// What a wish tells of the things that it lists: *ports, ferries with a name, crossings from one port to another, bookings passengers make for a crossing*.
fn wish(reader: &mut Reader, clause: &Clause) {
    let mut last: Option<Noun> = None;
    for complement in &clause.complements {
        let preposition = complement.preposition.as_deref();
        let properties = nouns_of(complement).filter(|noun| is_property(noun)).count();
        let thing =
            nouns_of(complement).filter(|noun| !is_property(noun) && !is_actor(noun) && noun.plural && noun.pronoun.is_none()).last();
        let listed = matches!(preposition, Some(":" | "with" | "including") | None) && properties * 2 < complement.items.len();
        if let (true, Some(thing)) = (listed, thing) {
            last = Some(thing.clone());
            continue;
        }
        let Some(owner) = &last else { continue };
        match preposition {
            Some("with" | ":" | "including") => reader.listed_parts(owner, complement, Manner::Has),
            Some(word @ ("of" | "at" | "for" | "to" | "in" | "on" | "per" | "against" | "under" | "from" | "during" | "by" | "about")) => {
                for noun in nouns_of(complement).filter(|noun| !is_property(noun)) {
                    if let Some(to) = reader.meant_by(noun).filter(|to| !is_actor(to)) {
                        relation(reader, owner, &to, &recorded_as(noun), Some(word), true);
                    }
                }
            }
            _ => {}
        }
    }
}

fn recorded_as(noun: &Noun) -> Group {
    phrases::group("record", Sense::Store, true, false, noun.range.clone())
}

/// `with a name and a price`, behind what is kept.
fn own_rest(reader: &mut Reader, clause: &Clause, whole: &Noun) {
    let owner = super::described::inner(whole);
    if owner.name() != whole.name() {
        reader.thing(owner, 1.0);
    }
    for complement in &clause.complements {
        match complement.preposition.as_deref() {
            Some("by") if nouns_of(complement).all(|noun| !is_property(noun)) => {
                for noun in nouns_of(complement) {
                    if let Some(to) = reader.meant_by(noun).filter(|noun| !is_actor(noun)) {
                        relation(reader, owner, &to, &recorded_as(noun), Some("by"), true);
                    }
                }
            }
            Some("with" | ":" | "by" | "including") => reader.listed_parts(owner, complement, Manner::Has),
            Some(word @ ("of" | "at" | "for" | "to" | "in" | "on" | "per" | "against" | "under" | "from" | "during" | "about")) => {
                for noun in nouns_of(complement) {
                    if let Some(to) = reader.meant_by(noun) {
                        relation(reader, owner, &to, &recorded_as(noun), Some(word), true);
                    }
                }
            }
            _ => {}
        }
    }
}

/// `for each object on a loan we fix the value`: of the two together.
fn on_another(reader: &Reader, clause: &Clause, owners: &[Noun]) -> Option<(Noun, Noun)> {
    let [before, placed] = clause.before.as_slice() else { return None };
    let word = placed.preposition.as_deref().filter(|word| matches!(*word, "on" | "at"))?;
    let (Some(one), Some(other)) = (nouns_of(before).next(), nouns_of(placed).next()) else { return None };
    let topic = reader.topic().is_some_and(|topic| topic.name() == other.name());
    let told = before.preposition.as_deref() == Some("for") && one.quantity.each && !other.plural && (other.quantity.indefinite || topic);
    let things = !is_property(other) && !is_actor(other) && other.pronoun.is_none() && other.name() != one.name();
    (told && things && !word.is_empty() && owners.first().is_some_and(|owner| owner.name() == one.name()))
        .then(|| (one.clone(), Noun { quantity: phrases::Quantity::default(), ..other.clone() }))
}

/// What people fill in.
fn is_paper(head: &str) -> bool {
    matches!(head, "form" | "sheet" | "slip" | "card" | "file" | "questionnaire" | "dossier" | "docket" | "chit")
}

/// `I want that as a finding: kind, description`, `record it as an incident with date and place`: what it becomes.
fn kept_as(reader: &mut Reader, clause: &Clause) -> bool {
    let pointed = |noun: &Noun| matches!(noun.pronoun.as_deref(), Some("it" | "this" | "that" | "these" | "those" | "them"));
    let Some(place) = clause.complements.iter().position(|one| one.preposition.as_deref() == Some("as")) else { return false };
    let Some(kept) = nouns_of(&clause.complements[place]).next().cloned() else { return false };
    let list = clause.complements.get(place + 1).filter(|one| matches!(one.preposition.as_deref(), Some(":" | "with")));
    let (Some(list), true) = (list, objects(clause).flat_map(nouns_of).all(pointed)) else { return false };
    if is_property(&kept) || is_actor(&kept) || kept.pronoun.is_some() || !kept.quantity.indefinite {
        return false;
    }
    reader.thing(&kept, 1.5);
    reader.listed_parts(&kept, list, Manner::Listed);
    reader.topic = Some(kept);
    true
}

pub fn store(reader: &mut Reader, clause: &Clause) {
    super::kinds_named::examples(reader, clause);
    if kept_as(reader, clause) {
        return;
    }
    let owners = owners(reader, clause);
    if let Some((one, other)) = on_another(reader, clause, &owners) {
        for item in objects(clause).flat_map(|one| one.items.clone()) {
            for part in parts::parts(&item).into_iter().filter(|part| part.noun.pronoun.is_none()) {
                let between = Some((one.clone(), other.clone()));
                reader.owns(&one, Part { between, ..part }, Manner::Stored);
            }
        }
        return;
    }
    let mut items: Vec<Item> = objects(clause).flat_map(|one| one.items.clone()).collect();
    // `tell people which allergens are in which dish`
    // `the name, the address and the VAT number of our clients`
    let last = items.last().and_then(|item| item.noun.clone()).filter(is_property);
    // `the length, the age and the address of each boat`
    let shared = |of: &Noun| of.plural || of.quantity.each || of.quantity.indefinite;
    if let Some(of) = last.and_then(|last| last.of).filter(|of| shared(of) && of.pronoun.is_none() && !is_property(of) && !is_actor(of)) {
        for noun in items.iter_mut().filter_map(|item| item.noun.as_mut()).filter(|noun| is_property(noun) && noun.of.is_none()) {
            noun.of = Some(of.clone());
        }
    }
    // `I need a program for our shop with customers and cars`
    let wanted = clause.verb.as_ref().is_some_and(|verb| matches!(verb.base.as_str(), "need" | "want" | "like"));
    let system = items.first().and_then(|item| item.noun.as_ref()).is_some_and(|noun| noun.quantity.indefinite && !noun.plural);
    let ours = owners.iter().all(|owner| matches!(owner.owner_word.as_deref(), Some("our" | "my")) && !owner.quantity.each);
    let owners = if wanted && system && ours { Vec::new() } else { owners };
    let told = clause.verb.as_ref().is_some_and(|verb| matches!(verb.base.as_str(), "tell" | "show")) && items.len() > 1;
    if told && items[0].asked.is_none() && items[1].asked.is_some() {
        items.remove(0);
    }
    if items.is_empty()
        && let Some(owner) = owners.first()
    {
        // `we need for each car: …`
        for complement in clause.complements.iter().filter(|one| matches!(one.preposition.as_deref(), Some(":" | "with"))) {
            reader.listed_parts(owner, complement, Manner::Stored);
        }
        return;
    }
    // `for every parcel we log the treatments: date, dose`
    let list = clause.complements.iter().find(|one| one.preposition.as_deref() == Some(":"));
    if let ([item], Some(list), Some(owner)) = (items.as_slice(), list, owners.first())
        && let Some(object) = item
            .noun
            .as_ref()
            .filter(|noun| (noun.plural || noun.quantity.indefinite && list.items.len() > 1) && !plainly(noun) && noun.pronoun.is_none())
    {
        reader.thing(object, 1.0);
        reader.listed_parts(object, list, Manner::Listed);
        reader.owns(owner, of_noun(object), Manner::Has);
        return;
    }
    // `patients fill in a form: pacemaker, metal, allergies`
    if let ([item], Some(list)) = (items.as_slice(), list)
        && let Some(paper) = item.noun.as_ref().filter(|noun| is_paper(noun.head()) && list.items.len() > 1 && noun.pronoun.is_none())
    {
        let paper = Noun { quantity: phrases::Quantity::default(), ..paper.clone() };
        reader.thing(&paper, 1.5);
        reader.listed_parts(&paper, list, Manner::Listed);
        let by: Vec<Noun> = clause.subjects.iter().filter_map(|noun| reader.meant_by(noun)).collect();
        for whole in owners.iter().chain(&by).filter(|noun| !is_actor(noun) && noun.pronoun.is_none()) {
            reader.concerns(&paper, whole);
        }
        return;
    }
    if !owners.is_empty() {
        for complement in clause.complements.iter().filter(|one| one.preposition.as_deref() == Some(":")) {
            for owner in &owners {
                reader.listed_parts(owner, complement, Manner::Stored);
            }
        }
    }
    keep(reader, clause, &items, &owners);
}

/// `the date and the grade are recorded`.
pub fn stored(reader: &mut Reader, clause: &Clause, subjects: &[Noun]) {
    let owners = owners(reader, clause);
    let mut items: Vec<Item> = Vec::new();
    for complement in &clause.before {
        if complement.preposition.is_none() {
            items.extend(complement.items.clone());
        }
    }
    // `the date and time of each visit`
    let whole = subjects.last().filter(|noun| is_property(noun) && owners.is_empty()).and_then(|noun| noun.of.clone());
    let mut subjects: Vec<Noun> = subjects.to_vec();
    let loose = |noun: &&mut Noun| {
        noun.of.is_none() && (is_property(noun) || (whole.is_some() && noun.quantity == crate::intent::rules::phrases::Quantity::default()))
    };
    for noun in subjects.iter_mut().filter(loose) {
        noun.of.clone_from(&whole);
    }
    items.extend(subjects.iter().map(|noun| Item { noun: Some(noun.clone()), range: noun.range.clone(), ..Item::default() }));
    items.extend(objects(clause).flat_map(|one| one.items.clone()));
    if entered_with(reader, clause, &items, &owners) {
        return;
    }
    keep(reader, clause, &items, &owners);
}

/// `for each failed test, one or more faults shall be entered: description, severity`: what is told is of the faults, and these are of the test.
fn entered_with(reader: &mut Reader, clause: &Clause, items: &[Item], owners: &[Noun]) -> bool {
    let list = clause.complements.iter().find(|one| matches!(one.preposition.as_deref(), Some(":" | "with")));
    let ([item], Some(list), false) = (items, list, owners.is_empty()) else { return false };
    let properties = list.items.iter().filter(|item| item.asked.is_some() || item.noun.as_ref().is_some_and(is_property)).count();
    let Some(object) = item.noun.as_ref().filter(|noun| noun.pronoun.is_none() && !plainly(noun) && !is_actor(noun)) else {
        return false;
    };
    let several = object.plural || object.quantity.indefinite || object.quantity.each;
    let itself = owners.iter().any(|owner| owner.name() == object.name());
    if !several || itself || item.asked.is_some() || list.items.len() < 2 || properties * 2 < list.items.len() {
        return false;
    }
    reader.thing(object, 1.5);
    reader.listed_parts(object, list, Manner::Listed);
    for owner in owners {
        reader.concerns(object, &Noun { quantity: phrases::Quantity::default(), ..owner.clone() });
    }
    reader.topic = Some(object.clone());
    true
}

/// `a status: booked, attended`: the values of a property.
pub fn valued(reader: &mut Reader, owner: &Noun, property: &Noun, complement: &Complement) {
    let mut states: Vec<String> = complement.items.iter().flat_map(|item| item.states.clone()).collect();
    if states.is_empty() {
        states = complement.items.iter().filter_map(|item| item.noun.as_ref().map(Noun::name).or_else(|| item.adjective.clone())).collect();
    }
    let mut part = of_noun(property);
    part.states = states;
    reader.owns(owner, part, Manner::Has);
}

/// `for a stone the rock type and the weight are given`, `the sample's fat content is determined by a technician`: verbs that say of properties what is kept.
fn says_values(base: &str) -> bool {
    matches!(
        base,
        "give"
            | "determine"
            | "measure"
            | "indicate"
            | "examine"
            | "set"
            | "fix"
            | "agree"
            | "estimate"
            | "calculate"
            | "analyse"
            | "analyze"
            | "assess"
            | "mention"
            | "establish"
            | "ascertain"
            | "declare"
            | "announce"
            | "publish"
            | "print"
            | "show"
            | "stipulate"
    )
}

/// `of every employee the name and the salary are held`.
pub fn held(reader: &mut Reader, clause: &Clause, subjects: &[Noun], verb: &Group) -> bool {
    if !verb.passive || verb.negated || subjects.is_empty() || clause.relative {
        return false;
    }
    let by: Vec<Noun> =
        clause.complements.iter().filter(|one| one.preposition.as_deref() == Some("by")).flat_map(nouns_of).cloned().collect();
    if verb.base == "hold" {
        let told = by.is_empty() && subjects.iter().all(plainly) && (subjects.len() > 1 || !owners(reader, clause).is_empty());
        if told {
            stored(reader, clause, subjects);
        }
        return told;
    }
    let whose = subjects[0].owner.as_deref().filter(|owner| !is_actor(owner) && !is_property(owner)).cloned();
    let before = clause.before.iter().any(|one| matches!(one.preposition.as_deref(), Some("for" | "of" | "per" | "about")));
    let told = says_values(&verb.base)
        && subjects.iter().all(is_property)
        && (whose.is_some() || by.is_empty() && before && !owners(reader, clause).is_empty());
    if !told {
        return false;
    }
    stored(reader, clause, subjects);
    for who in by.iter().filter(|who| !is_property(who)) {
        if let (Some(whose), Some(who)) = (&whose, reader.meant_by(who).filter(|who| !is_actor(who))) {
            relation(reader, whose, &who, verb, Some("by"), true);
        }
    }
    true
}
