//! Whose the things of a user story are: *as a hiker I want to register with my name*, *see my orders*, *mark huts as favourites*.
//!
//! Comes in: clauses of a story, and its person. Goes out: facts about that person. Never happens: a person who only looks at things gets anything.

use super::happenings;
use super::predicates::{nouns_of, objects};
use crate::intent::rules::clauses::{Clause, Complement};
use crate::intent::rules::facts::{Manner, Relates};
use crate::intent::rules::phrases::{Group, Noun, Piece};
use crate::intent::rules::properties::{is_actor, is_property, is_thing};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::tagging::{Tag, Word};
use crate::intent::rules::words::{self, Sense};

/// `As a librarian, I want to …`, `As treasurer I …`, `Viewer: I follow channels`: where the person begins, and where what is wanted.
pub fn opens(found: &[Word]) -> Option<(usize, usize)> {
    let first = found.first()?;
    let speaks = |word: &Word| word.is("i") || word.is("we");
    let named = |words: &[Word]| {
        let said = |word: &Word| {
            matches!(word.tag, Tag::Noun | Tag::Adjective) || word.is("of") || word.is_sign("-") || word.is_sign(",") || word.is_sign(":")
        };
        words.iter().all(said) && words.iter().any(|word| word.tag == Tag::Noun)
    };
    if first.is("as") {
        let at = found.iter().take(12).position(speaks)?;
        return (found.get(1)?.tag == Tag::Determiner || named(&found[1..at])).then_some((1, at));
    }
    let at = found.iter().take(6).position(speaks).filter(|at| *at >= 2)?;
    (found[at - 1].is_sign(":") && named(&found[..at]) && words::is_person(&found[at - 2].word)).then_some((0, at))
}

/// `my orders`: they are the person's.
pub fn mine(reader: &mut Reader, noun: &Noun) {
    let Some(actor) = reader.actor().filter(|_| noun.owner_word.as_deref() == Some("my")) else { return };
    if is_property(noun) || is_actor(noun) || is_actor(&actor) || noun.name() == actor.name() || !noun.plural || is_favourite(noun.head()) {
        return;
    }
    reader.relates(Relates {
        from: noun.clone(),
        to: actor,
        verb: "belong".to_string(),
        sense: Some(Sense::Belong),
        preposition: Some("of".to_string()),
        passive: true,
        range: noun.range.clone(),
        ..Relates::default()
    });
}

/// `Users:` and below it `can follow other users`: an item without a subject is about what it stands under.
pub fn subject(reader: &Reader, pieces: &mut Vec<Piece>) {
    let Some((_, lead)) = reader.leads.last().filter(|(_, lead)| !is_actor(lead) && !is_property(lead)) else { return };
    let Some(Piece::Verb(group)) = pieces.first() else { return };
    let person = words::is_person(lead.head()) && !matches!(group.sense, Sense::Store | Sense::Manage);
    let told = group.may || group.passive || matches!(group.sense, Sense::Have | Sense::Belong | Sense::Be);
    if told || (person && !group.bare) {
        if let Some(Piece::Verb(group)) = pieces.first_mut() {
            group.bare = false;
        }
        pieces.insert(0, Piece::Noun(Noun { brackets: Vec::new(), ..lead.clone() }));
    }
}

/// `What visitors do:` and below it `save listings`: they do it.
pub fn does(pieces: &mut Vec<Piece>) {
    if let Some(Piece::Verb(group)) = pieces.first()
        && !group.passive
        && !group.bare
    {
        let noun = Noun { pronoun: Some("i".to_string()), range: group.range.clone(), ..Noun::default() };
        pieces.insert(0, Piece::Noun(noun));
    }
}

/// `users can rate, comment on and favourite recipes`: the verbs share their object.
pub fn share_objects(clauses: &mut [Clause]) {
    let alone = |clause: &Clause| {
        let verb = clause.verb.as_ref().filter(|verb| !verb.passive && !verb.negated && !clause.aside);
        verb.is_some_and(|verb| does_to(&verb.base)) && objects(clause).flat_map(nouns_of).next().is_none() && clause.complements.is_empty()
    };
    for at in (1..clauses.len()).rev() {
        let (before, next) = (&clauses[at - 1], &clauses[at]);
        let same = before.subjects == next.subjects && next.verb.as_ref().is_some_and(|verb| !verb.passive) && !next.aside;
        if same && alone(before) {
            let shared: Vec<Complement> =
                next.complements.iter().filter(|one| matches!(one.preposition.as_deref(), None | Some("on"))).take(1).cloned().collect();
            clauses[at - 1].complements.extend(shared.into_iter().map(|one| Complement { preposition: None, ..one }));
        }
    }
}

/// `Whenever a runner passes a checkpoint we store the time`: what happens each time.
pub fn whenever(reader: &mut Reader, clause: &Clause, all: &[Clause]) -> Option<Noun> {
    let verb = clause
        .verb
        .as_ref()
        .filter(|verb| !verb.passive && !verb.negated && matches!(verb.sense, Sense::Meet | Sense::Make | Sense::Act))?;
    let thing = |noun: &&Noun| is_thing(noun);
    let once = |noun: &&Noun| thing(noun) && !noun.plural && (noun.quantity.indefinite || noun.quantity.one_of);
    let subject = clause.subjects.first().filter(once)?.clone();
    let object = objects(clause).flat_map(nouns_of).next().filter(once)?.clone();
    let stores = |one: &Clause| {
        let acts = one.verb.as_ref().is_some_and(|verb| verb.sense == Sense::Store && !verb.passive && !verb.negated);
        let mut kept = objects(one).flat_map(nouns_of).peekable();
        !one.aside
            && acts
            && one.before.is_empty()
            && one.subjects.iter().all(is_actor)
            && kept.peek().is_some_and(|noun| is_property(noun))
    };
    if !all.iter().any(stores) {
        return None;
    }
    let event = Noun { range: verb.range.clone(), ..super::parts::plain(&words::event_name(&verb.base)) };
    reader.thing(&event, 1.0);
    for noun in [subject, object] {
        reader.concerns(&event, &noun);
    }
    Some(event)
}

/// What people do to one thing after another.
fn does_to(verb: &str) -> bool {
    matches!(
        verb,
        "like"
            | "block"
            | "mute"
            | "report"
            | "rate"
            | "review"
            | "comment"
            | "favourite"
            | "favorite"
            | "bookmark"
            | "share"
            | "follow"
            | "upvote"
            | "borrow"
            | "reserve"
            | "rent"
            | "book"
            | "buy"
            | "sell"
    )
}

/// Whether a clause is one of those that are read here.
pub fn read(reader: &mut Reader, clause: &Clause, subjects: &[Noun], verb: &Group) -> bool {
    if verb.negated || verb.passive {
        return false;
    }
    let objects: Vec<Noun> = objects(clause).flat_map(nouns_of).filter_map(|noun| reader.meant_by(noun)).collect();
    let acting = subjects.iter().all(is_actor);
    let who: Vec<Noun> = subjects.iter().cloned().chain(reader.actor().filter(|_| acting)).collect();
    acting && (signs_up(reader, clause, verb) || leaves(reader, clause))
        || opens_account(reader, clause, verb, &who)
        || sends(reader, clause, verb, &who, &objects)
        || each_other(reader, clause, verb, &who)
        || takes(reader, verb, &who, &objects)
        || super::containers::puts_in(reader, clause, verb, &who, &objects)
        || favours(reader, clause, verb, &who, &objects)
        || saves(reader, clause, subjects, verb)
        || meets(reader, clause, subjects, &objects)
}

/// `I want to register with my name and my e-mail address`: what is kept of the person.
fn signs_up(reader: &mut Reader, clause: &Clause, verb: &Group) -> bool {
    let Some(actor) = reader.actor().filter(|actor| !is_actor(actor)) else { return false };
    let alone = objects(clause).flat_map(nouns_of).next().is_none();
    if !alone || !matches!(verb.base.as_str(), "register" | "sign" | "enrol" | "enroll" | "join" | "apply") {
        return false;
    }
    let has = |one: &&Complement| {
        matches!(one.preposition.as_deref(), Some("with" | "using" | ":" | "by"))
            && one.items.iter().filter_map(|item| item.noun.as_ref()).all(is_property)
    };
    let Some(with) = clause.complements.iter().find(has) else { return false };
    // Who signs up is a user from then on.
    let actor = if matches!(actor.head(), "visitor" | "guest" | "newcomer") {
        Noun { range: actor.range.clone(), ..super::parts::plain("user") }
    } else {
        actor
    };
    reader.thing(&actor, 1.0);
    reader.listed_parts(&actor, with, Manner::Has);
    true
}

/// `I want to leave my name, mobile number and skills`: they are the person's.
fn leaves(reader: &mut Reader, clause: &Clause) -> bool {
    let Some(actor) = reader.actor().filter(|actor| !is_actor(actor)) else { return false };
    let Some(list) = objects(clause).find(|one| nouns_of(one).next().is_some()) else { return false };
    let mine = nouns_of(list).next().is_some_and(|noun| noun.owner_word.as_deref() == Some("my") && is_property(noun));
    let own = |noun: &Noun| is_property(noun) || noun.plural && noun.quantity == crate::intent::rules::phrases::Quantity::default();
    if !mine {
        return false;
    }
    reader.thing(&actor, 1.0);
    let items = list.items.iter().take_while(|item| item.noun.as_ref().is_some_and(own)).cloned().collect();
    reader.listed_parts(&actor, &Complement { items, ..list.clone() }, Manner::Has);
    true
}

/// `Customers can create an account with name and password`: what is kept of the customers.
fn opens_account(reader: &mut Reader, clause: &Clause, verb: &Group, who: &[Noun]) -> bool {
    let account = |noun: &Noun| matches!(noun.name().as_str(), "account" | "user_account" | "profile" | "user_profile") && !noun.plural;
    let made = matches!(
        verb.base.as_str(),
        "create"
            | "register"
            | "open"
            | "have"
            | "make"
            | "set"
            | "manage"
            | "update"
            | "edit"
            | "note"
            | "fill"
            | "complete"
            | "see"
            | "view"
            | "change"
            | "want"
            | "get"
            | "need"
            | "keep"
    );
    let mut objects = objects(clause).flat_map(nouns_of).peekable();
    if !made || objects.peek().is_none() || !objects.all(account) {
        return false;
    }
    let Some(person) = who
        .iter()
        .find(|noun| !is_actor(noun) && words::is_person(noun.head()) && !matches!(noun.head(), "visitor" | "guest" | "holder"))
        .cloned()
    else {
        return false;
    };
    for with in clause.complements.iter().filter(|one| matches!(one.preposition.as_deref(), Some("with" | "using" | ":" | "by"))) {
        if with.items.iter().filter_map(|item| item.noun.as_ref()).all(is_property) {
            reader.listed_parts(&person, with, Manner::Has);
        }
    }
    reader.thing(&person, 0.5);
    true
}

/// `send messages to other users`: who sends it, and who gets it.
fn sends(reader: &mut Reader, clause: &Clause, verb: &Group, who: &[Noun], objects: &[Noun]) -> bool {
    let Some(person) = who.iter().find(|noun| !is_actor(noun) && !is_property(noun)).cloned() else { return false };
    let other = |noun: &Noun| {
        noun.pronoun.as_deref() == Some("each other")
            || noun.words == person.words && (noun.quantity.other || noun.plural || noun.quantity.indefinite)
    };
    let messages = verb.base == "message";
    let direct = clause.complements.iter().filter(|one| one.preposition.is_none()).flat_map(nouns_of).any(other);
    let to = clause.complements.iter().filter(|one| one.preposition.as_deref() == Some("to")).flat_map(nouns_of).any(other);
    let sent = matches!(verb.base.as_str(), "send" | "write" | "exchange");
    if !(messages && direct || sent && (to || direct)) {
        return false;
    }
    let object = objects.iter().find(|noun| !is_property(noun) && !is_actor(noun) && noun.words != person.words).cloned();
    let Some(object) = object.or_else(|| messages.then(|| Noun { range: verb.range.clone(), ..super::parts::plain("message") })) else {
        return false;
    };
    reader.thing(&object, 1.6);
    reader.thing(&person, 0.5);
    // `clients and coaches can message each other`: of both.
    if let Some(second) = who.iter().find(|noun| !is_actor(noun) && !is_property(noun) && noun.words != person.words)
        && clause.subjects.len() > 1
    {
        reader.concerns(&object, &person);
        reader.concerns(&object, second);
        reader.topic = Some(object);
        return true;
    }
    for role in ["sender", "recipient"] {
        let role = Noun { range: object.range.clone(), ..super::parts::plain(role) };
        reader.push(crate::intent::rules::facts::Fact::Plays { owner: object.clone(), role, thing: person.clone() });
    }
    reader.topic = Some(object);
    true
}

/// `users can follow each other`: many of them and many others.
fn each_other(reader: &mut Reader, clause: &Clause, verb: &Group, who: &[Noun]) -> bool {
    // `block somebody`
    let each_time = matches!(verb.base.as_str(), "report" | "challenge" | "thank" | "nominate");
    let somebody = each_time || matches!(verb.base.as_str(), "follow" | "block" | "mute" | "befriend" | "friend");
    let mutual = objects(clause).flat_map(nouns_of).any(|noun| match noun.pronoun.as_deref() {
        Some("each other") => true,
        Some("somebody" | "someone" | "anyone" | "anybody" | "others") => somebody,
        _ => false,
    });
    if !mutual || !matches!(verb.sense, Sense::Meet | Sense::Make | Sense::Act) {
        return false;
    }
    let Some(person) = who.iter().find(|noun| !is_actor(noun) && !is_property(noun)).cloned() else { return false };
    // `hosts and guests can rate each other`: it happens between the two.
    let second = who.iter().find(|noun| !is_actor(noun) && !is_property(noun) && noun.words != person.words);
    if let (Some(second), Some(noun)) = (second, words::verb_named(&verb.base).and_then(|known| known.nouns.first()))
        && clause.subjects.len() > 1
    {
        let event = Noun { range: verb.range.clone(), ..super::parts::plain(noun) };
        reader.thing(&event, 1.6);
        reader.concerns(&event, &person);
        reader.concerns(&event, second);
        reader.topic = Some(event);
        return true;
    }
    // `Layers follow one another`: in their order.
    if verb.base == "follow" && !words::is_person(person.head()) && clause.complements.len() == 1 && !clause.before.is_empty() {
        return false;
    }
    if each_time {
        done_to_another(reader, clause, verb, &person);
        return true;
    }
    let quantity =
        crate::intent::rules::phrases::Quantity { other: true, many: Some(true), ..crate::intent::rules::phrases::Quantity::default() };
    let others = Noun { plural: true, quantity, ..person.clone() };
    reader.thing(&person, 0.5);
    super::predicates::relation(reader, &person, &others, &Group { sense: Sense::Meet, ..verb.clone() }, None, false);
    true
}

/// `players challenge one another on a board`: what happens each time is of both, and of where it happens.
fn done_to_another(reader: &mut Reader, clause: &Clause, verb: &Group, person: &Noun) {
    let event = Noun { range: verb.range.clone(), ..super::parts::plain(&words::event_name(&verb.base)) };
    reader.thing(&event, 1.6);
    reader.thing(person, 0.5);
    for role in [person.head().to_string(), format!("other_{}", person.head())] {
        let role = Noun { range: event.range.clone(), ..super::parts::plain(&role) };
        reader.push(crate::intent::rules::facts::Fact::Plays { owner: event.clone(), role, thing: person.clone() });
    }
    let placed = clause.complements.iter().filter(|one| matches!(one.preposition.as_deref(), Some("on" | "in" | "for" | "to")));
    for noun in placed.flat_map(nouns_of).filter_map(|noun| reader.meant_by(noun)).collect::<Vec<_>>() {
        if happenings::is_target(&noun) && noun.pronoun.is_none() {
            reader.concerns(&event, &noun);
        }
    }
    reader.topic = Some(event);
}

/// `students take quizzes`: each time is an attempt of its own.
fn takes(reader: &mut Reader, verb: &Group, who: &[Noun], objects: &[Noun]) -> bool {
    let tested = |noun: &&Noun| matches!(noun.head(), "quiz" | "test" | "survey" | "assessment");
    let (Some(person), Some(object)) = (who.iter().find(|noun| !is_actor(noun) && !is_property(noun)), objects.iter().find(tested)) else {
        return false;
    };
    if !matches!(verb.base.as_str(), "take" | "attempt") {
        return false;
    }
    let event = Noun { range: verb.range.clone(), ..super::parts::plain(&format!("{}_attempt", object.head())) };
    reader.thing(&event, 1.6);
    reader.concerns(&event, person);
    reader.concerns(&event, object);
    true
}

/// `mark huts as favourites`, `add recipes to my favourites`: many of both.
fn favours(reader: &mut Reader, clause: &Clause, verb: &Group, who: &[Noun], objects: &[Noun]) -> bool {
    let kept = matches!(verb.base.as_str(), "mark" | "save" | "add" | "flag" | "put" | "keep")
        && clause
            .complements
            .iter()
            .filter(|one| matches!(one.preposition.as_deref(), Some("as" | "to" | "in" | "among" | "on")))
            .flat_map(nouns_of)
            .any(|noun| is_favourite(noun.head()));
    // `candidates save jobs for later`, `users mark a review as helpful`
    let people = !verb.passive && who.iter().all(|one| words::is_person(one.head()) && !is_actor(one));
    let later = verb.base == "save" && clause.complements.iter().any(says_later) && objects.iter().all(is_of_others);
    let helpful = verb.base == "mark" && clause.complements.iter().any(says_helpful);
    if !(kept || people && (later || helpful)) || who.is_empty() {
        return false;
    }
    for one in who.iter().filter(|one| !is_actor(one)) {
        for object in objects.iter().filter(|object| happenings::is_target(object)) {
            let object = Noun { plural: true, ..object.clone() };
            let group = Group { base: "favourite".to_string(), sense: Sense::Meet, passive: false, ..verb.clone() };
            super::predicates::relation(reader, one, &object, &group, None, false);
        }
    }
    true
}

/// `Customers can save payment methods`: each of them saves his own.
fn saves(reader: &mut Reader, clause: &Clause, subjects: &[Noun], verb: &Group) -> bool {
    let people = subjects.iter().all(|one| words::is_person(one.head()) && !is_actor(one));
    let [list] = clause.complements.as_slice() else { return false };
    if verb.base != "save" || !people || list.preposition.is_some() || !nouns_of(list).all(|noun| noun.plural) {
        return false;
    }
    let mut list = list.clone();
    for noun in list.items.iter_mut().filter_map(|item| item.noun.as_mut()) {
        noun.flags.push("own".to_string());
        noun.owner_word = Some("their".to_string());
    }
    for subject in subjects {
        reader.listed_parts(subject, &list, Manner::Has);
    }
    !subjects.is_empty()
}

/// `save jobs`, not `save several addresses (label, street)`, `save their searches`: what others have made.
fn is_of_others(object: &Noun) -> bool {
    object.plural && object.owner_word.is_none() && !object.quantity.said && object.of.is_none() && object.brackets.is_empty()
}

/// `for later`
fn says_later(complement: &Complement) -> bool {
    let later = |item: &crate::intent::rules::clause::Item| item.adjective.as_deref() == Some("later");
    complement.preposition.as_deref() == Some("for") && complement.items.iter().any(later)
}

/// `as helpful`, `as useful`
fn says_helpful(complement: &Complement) -> bool {
    let helpful = |item: &crate::intent::rules::clause::Item| matches!(item.adjective.as_deref(), Some("helpful" | "useful"));
    complement.preposition.as_deref() == Some("as") && complement.items.iter().any(helpful)
}

fn is_favourite(head: &str) -> bool {
    matches!(head, "favourite" | "favorite" | "bookmark" | "watchlist" | "watch_list" | "wishlist" | "shortlist")
}

/// Nouns of what people do together at a time.
fn is_meeting(noun: &Noun) -> bool {
    matches!(
        noun.head(),
        "appointment"
            | "consultation"
            | "session"
            | "visit"
            | "meeting"
            | "lesson"
            | "match"
            | "game"
            | "interview"
            | "booking"
            | "reservation"
    )
}

/// `Doctors see patients in appointments`: what is done takes place in it, and it is of both.
fn meets(reader: &mut Reader, clause: &Clause, subjects: &[Noun], objects: &[Noun]) -> bool {
    let place = clause.complements.iter().filter(|one| matches!(one.preposition.as_deref(), Some("in" | "during" | "at" | "through")));
    let Some(event) = place.flat_map(nouns_of).find(|noun| noun.plural && is_meeting(noun)).cloned() else { return false };
    let plain = |noun: &&Noun| is_thing(noun);
    let all: Vec<&Noun> = subjects.iter().chain(objects).filter(plain).collect();
    if all.len() < 2 {
        return false;
    }
    reader.thing(&event, 1.0);
    for noun in all {
        reader.concerns(&event, noun);
    }
    true
}

/// `candidates apply with a resume`: of what, the rest of the text says.
pub fn alone(reader: &mut Reader, clause: &Clause, subjects: &[Noun], verb: &Group, name: &str) -> bool {
    // `members check in when they come`
    let arrives = name.ends_with("_in");
    if !arrives && !crate::intent::fill::is_typical(name) {
        return false;
    }
    let event = Noun { range: verb.range.clone(), ..super::parts::plain(name) };
    reader.thing(&event, 1.6);
    for subject in subjects.iter().filter(|subject| !is_property(subject)) {
        reader.concerns(&event, subject);
    }
    for with in clause.complements.iter().filter(|one| one.preposition.as_deref() == Some("with")) {
        reader.listed_parts(&event, with, Manner::Has);
    }
    true
}
