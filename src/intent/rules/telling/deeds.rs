//! What is told of what somebody does, behind it: *tenants object to an increase: date, argument, result*, *a firm requests a speaker, naming a date and a town*, *a permit is issued by an officer with a start date*.
//!
//! Comes in: the pieces of a sentence, or a clause of it. Goes out: the same with the list marked as one of the deed, and facts of the deed where it has no noun of its own. Never happens: what only people have
//! (a phone, an address) is told of a deed.

use std::borrow::Cow;

use super::predicates::{nouns_of, objects};
use crate::intent::rules::clauses::{Clause, Complement};
use crate::intent::rules::facts::{Manner, SURE};
use crate::intent::rules::phrases::{Group, Noun, Piece, Quantity};
use crate::intent::rules::properties::{is_actor, is_property};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::words::{self, Sense};

/// What stands before a list that a participle opens.
const STATING: &str = "stating";

/// `request a speaker, naming a date, a town and a budget`: the list is told of the request.
pub fn naming(pieces: &mut [Piece]) {
    let finite = |piece: &Piece| matches!(piece, Piece::Verb(group) if !group.bare && !group.negated);
    let Some(first) = pieces.iter().position(finite) else { return };
    let opens = |at: usize| {
        matches!(&pieces[at], Piece::Verb(group) if group.bare && !group.passive && crate::intent::rules::participles::says(&group.base))
            && pieces[at - 1].is_sign(",")
    };
    let Some(at) = (first + 2..pieces.len().saturating_sub(1)).find(|at| opens(*at)) else { return };
    let range = match (&pieces[at], &pieces[at + 1]) {
        (Piece::Verb(group), Piece::Noun(noun)) if is_property(noun) || noun.quantity.indefinite => {
            // `reserve a gift, leaving their name`: who does it has that.
            let own = matches!(noun.owner_word.as_deref(), Some("their" | "my" | "his" | "her")) && is_own(noun);
            if own || noun.pronoun.is_some() {
                return;
            }
            group.range.clone()
        }
        (Piece::Verb(group), Piece::Wh(..)) => group.range.clone(),
        (Piece::Verb(group), Piece::Noun(noun))
            if noun.pronoun.is_none() && pieces.get(at + 2).is_none_or(|next| matches!(next, Piece::Sign(_) | Piece::And)) =>
        {
            group.range.clone()
        }
        _ => return,
    };
    // The list goes on to the end, or to why it is told.
    let rest = &pieces[at + 1..];
    let length = rest.iter().position(|piece| matches!(piece, Piece::Subordinator(_)) || piece.is_sign(";")).unwrap_or(rest.len());
    let asks = |end: usize| {
        rest[..end]
            .iter()
            .rev()
            .take_while(|piece| !matches!(piece, Piece::And) && !piece.is_sign(","))
            .any(|piece| matches!(piece, Piece::Wh(..)))
    };
    if (0..length).any(|end| finite(&rest[end]) && !asks(end)) {
        return;
    }
    pieces[at] = Piece::Preposition(STATING.to_string(), range);
}

/// What only people, firms and things themselves have; the address that something is sent to is none.
fn is_own(noun: &Noun) -> bool {
    let first = noun.words.first().map_or("", String::as_str);
    let personal = matches!(first, "first" | "last" | "full" | "home" | "company" | "phone" | "mobile" | "email" | "e-mail" | "telephone");
    let own = matches!(
        noun.head(),
        "name"
            | "email"
            | "mail"
            | "e-mail"
            | "phone"
            | "telephone"
            | "mobile"
            | "birth"
            | "gender"
            | "address"
            | "licence"
            | "license"
            | "qualification"
            | "specialty"
            | "age"
            | "birthday"
            | "company"
    );
    personal || own && noun.words.len() == 1
}

fn is_moment(noun: &Noun) -> bool {
    matches!(noun.head(), "date" | "day" | "time" | "start" | "end" | "deadline" | "from" | "until")
}

pub fn is_somebody(noun: &Noun) -> bool {
    let head = noun.head();
    let named = words::is_person(head) || words::is_role(head) || words::is_organization(head);
    named || crate::intent::rules::meanings::is_one_of(head, &["person", "organization"])
}

/// What is new where somebody reports it.
fn is_trouble(noun: &Noun) -> bool {
    crate::intent::rules::meanings::is_one_of(noun.head(), &["event"])
        || matches!(
            noun.head(),
            "bug" | "defect" | "issue" | "problem" | "fault" | "leak" | "damage" | "breakage" | "loss" | "error" | "hazard" | "violation"
        )
}

fn is_told(list: &Complement) -> bool {
    let plain = list.items.iter().filter(|item| item.asked.is_some() || item.noun.as_ref().is_some_and(is_property)).count();
    !list.items.is_empty() && plain * 2 >= list.items.len() && !nouns_of(list).any(|noun| is_own(noun) || noun.pronoun.is_some())
}

/// The clause with each list marked that is told of what is done, not of who does it.
pub fn of_the_deed<'a>(clause: &'a Clause, verb: &Group) -> Cow<'a, Clause> {
    let makes = matches!(verb.sense, Sense::Store | Sense::Make)
        || matches!(
            verb.base.as_str(),
            "issue"
                | "schedule"
                | "file"
                | "open"
                | "raise"
                | "organise"
                | "organize"
                | "plan"
                | "submit"
                | "place"
                | "publish"
                | "request"
                | "report"
        );
    let does = |at: usize| {
        let [before, list] = &clause.complements[at..at + 2] else { return false };
        let doer = before.preposition.as_deref() == Some("by")
            && before.items.len() == 1
            && nouns_of(before).all(|noun| is_somebody(noun) || noun.owner_word.is_some());
        let lists = matches!(list.preposition.as_deref(), Some("with" | ":")) && !list.comma;
        let dated = nouns_of(list).any(is_moment) && list.items.len() > 1;
        doer && lists && is_told(list) && (dated || makes)
    };
    let behind = (0..clause.complements.len().saturating_sub(1)).find(|at| verb.passive && does(*at)).map(|at| at + 1);
    let stating = clause.complements.iter().position(|one| one.preposition.as_deref() == Some(STATING));
    // `specialties are managed as a list with name and length`: they have them.
    let listed = |at: &usize| {
        let [before, list] = &clause.complements[*at..at + 2] else { return false };
        let named = |noun: &Noun| {
            noun.quantity.indefinite
                && matches!(noun.head(), "list" | "table" | "register" | "catalogue" | "catalog" | "directory" | "dictionary" | "lookup")
        };
        verb.passive
            && before.preposition.as_deref() == Some("as")
            && nouns_of(before).all(named)
            && list.preposition.as_deref() == Some("with")
    };
    if let Some(at) = (0..clause.complements.len().saturating_sub(1)).find(listed) {
        let mut told = clause.clone();
        told.complements.remove(at);
        if let Some(list) = told.complements.get_mut(at) {
            list.preposition = Some(":".to_string());
            list.comma = true;
        }
        return Cow::Owned(told);
    }
    let Some(at) = behind.or(stating) else { return Cow::Borrowed(clause) };
    let mut told = clause.clone();
    if let Some(list) = told.complements.get_mut(at) {
        list.comma = true;
        if stating == Some(at) {
            list.preposition = Some(":".to_string());
        }
    }
    Cow::Owned(told)
}

/// What is done to something that was there before, and is itself to be kept where something is told of it.
fn is_deed(base: &str) -> bool {
    matches!(
        base,
        "report"
            | "flag"
            | "appeal"
            | "object"
            | "dispute"
            | "contest"
            | "challenge"
            | "protest"
            | "acknowledge"
            | "approve"
            | "reject"
            | "veto"
            | "endorse"
            | "recommend"
            | "escalate"
            | "withdraw"
            | "suspend"
            | "extend"
            | "renew"
            | "refund"
            | "reimburse"
            | "donate"
            | "pledge"
            | "bid"
            | "vote"
            | "rate"
            | "review"
            | "assess"
            | "appraise"
            | "inspect"
            | "maintain"
            | "sterilise"
            | "sterilize"
            | "disinfect"
    )
}

/// What puts something or somebody out of use for a while, again and again.
fn stops(base: &str) -> bool {
    matches!(
        base,
        "lock"
            | "block"
            | "close"
            | "suspend"
            | "quarantine"
            | "ban"
            | "bar"
            | "ground"
            | "exclude"
            | "expel"
            | "disqualify"
            | "freeze"
            | "impound"
            | "seize"
            | "confiscate"
            | "detain"
            | "isolate"
            | "sanction"
            | "fine"
            | "warn"
            | "caution"
            | "penalise"
            | "penalize"
            | "blacklist"
    )
}

/// `with a reason and an end date`, `stating the cause`: why and for how long something is stopped.
fn says_why(list: &Complement) -> bool {
    let why = |noun: &Noun| {
        matches!(
            noun.head(),
            "reason" | "cause" | "ground" | "period" | "duration" | "date" | "deadline" | "explanation" | "justification" | "fine"
        )
    };
    matches!(list.preposition.as_deref(), Some("with" | ":")) && is_told(list) && nouns_of(list).any(why)
}

/// `A tenant may object to the increase: date, argument, result`: of the objection.
pub fn read(reader: &mut Reader, clause: &Clause, subjects: &[Noun], verb: &Group, acting: bool) -> bool {
    let list = clause.complements.iter().find(|one| one.preposition.as_deref() == Some(":"));
    let list = list.filter(|list| list.items.len() > 1 || list.comma);
    let known = words::verb_named(&verb.base);
    // An order or a ticket is closed once.
    let target = subjects.iter().filter(|_| verb.passive).chain(objects(clause).flat_map(nouns_of)).next();
    let ends = target.is_some_and(|noun| {
        words::names_what_happens(noun.head())
            || crate::intent::rules::meanings::is_one_of(noun.head(), &["event", "document"])
            || matches!(noun.head(), "order" | "ticket" | "case" | "issue" | "request" | "claim" | "task")
    });
    let stops = stops(&verb.base) && !ends && !known.is_some_and(|known| known.kept);
    let why = clause.complements.iter().find(|one| stops && says_why(one));
    let (Some(list), stops) = (list.or(why), why.is_some()) else { return false };
    let again = known.is_some_and(|known| known.again);
    // `request a speaker, naming a date`: said in doing so, so of the request.
    let asks = list.comma
        && matches!(verb.base.as_str(), "request" | "enquire" | "inquire" | "ask" | "order" | "hire" | "book" | "reserve" | "offer");
    let passive = verb.passive && !(again && list.comma) && !stops;
    if passive
        || verb.negated
        || clause.relative
        || clause.aside
        || !is_told(list) && !list.comma
        || !(is_deed(&verb.base) || again || asks || stops)
    {
        return false;
    }
    let by = clause.complements.iter().filter(|one| verb.passive && one.preposition.as_deref() == Some("by")).flat_map(nouns_of).cloned();
    let active = subjects.iter().filter(|_| !verb.passive).cloned().chain(reader.actor().filter(|_| acting));
    let who: Vec<Noun> = by.chain(active).filter(|noun| !is_actor(noun)).collect();
    let people = |noun: &Noun| is_somebody(noun) || noun.plural;
    if who.is_empty() && !(stops && verb.passive) || !who.iter().all(people) {
        return false;
    }
    let spoken = known.filter(|known| !known.nouns.is_empty()).map(|known| super::happenings::name(reader, known));
    let name = match spoken {
        Some(Some(name)) => name,
        Some(None) => return false,
        None => words::event_name(&verb.base),
    };
    let is_thing = |noun: &Noun| noun.pronoun.is_none() && super::happenings::is_target(noun);
    let at = |one: &&Complement| {
        matches!(one.preposition.as_deref(), None | Some("to" | "on" | "for" | "against" | "about" | "at" | "in" | "from"))
    };
    let done = clause.complements.iter().filter(at).flat_map(nouns_of).chain(subjects.iter().filter(|_| verb.passive));
    let to: Vec<Noun> = done.filter_map(|noun| reader.meant_by(noun)).filter(is_thing).collect();
    // `pay an invoice: amount`; `make a payment: amount`
    let itself = |noun: &Noun| noun.head() == name || words::is_event_of(noun.head(), &verb.base);
    let event = |noun: &Noun| crate::intent::rules::meanings::is_one_of(noun.head(), &["event"]);
    let made = objects(clause).flat_map(nouns_of).any(|noun| noun.quantity.indefinite && again && event(noun));
    let trouble = verb.base == "report" && to.iter().any(is_trouble);
    if trouble || to.iter().any(itself) || made || to.is_empty() && !again && !asks {
        return false;
    }
    let event = Noun { range: verb.range.clone(), ..super::parts::plain(&name) };
    reader.thing(&event, SURE);
    for noun in who.iter().chain(&to) {
        reader.concerns(&event, &Noun { quantity: Quantity::default(), ..noun.clone() });
    }
    reader.listed_parts(&event, list, Manner::Stored);
    reader.topic = Some(event);
    true
}
