//! One pair of things: all that the text says of it, weighed.
//!
//! Comes in: the [`Relation`]s of one pair. Goes out: references, many-to-many pairs, or both where people make a thing and others do something with it. Never happens: what a verb lets one expect beats what a word of number says.

use std::collections::BTreeSet;

use super::links::{Pair, Refers, Relation, Relations};
use super::things::{self, Things};
use crate::intent::rules::{meanings, words};

/// One thing and others of its kind.
pub fn itself(relations: &mut Relations, of_pair: &[&Relation]) {
    let Some(first) = of_pair.first() else { return };
    // Without `another` or `other` the two are one and the same.
    let mut others: Vec<&Relation> = of_pair.iter().copied().filter(|one| one.other).collect();
    if others.is_empty() {
        return;
    }
    let single = others.iter().any(|one| one.b_per_a == Some(false));
    let holds = |one: &&Relation| one.verb.is_none() || one.verb.as_deref().is_some_and(contains);
    let many = others.iter().any(|one| one.b_per_a == Some(true) && !holds(one));
    if many && !single {
        // Not those that only hold others of their kind.
        others.retain(|one| one.b_per_a == Some(true) && !holds(one));
        happen(relations, &others);
        return;
    }
    relations.references.push(Refers {
        from: first.a,
        to: first.b,
        role: Some("parent".to_string()),
        optional: true,
        unique: false,
        expected: false,
        loose: false,
        unsaid: false,
        range: first.range.clone(),
    });
}

/// Verbs whose subject is above its objects.
fn contains(verb: &str) -> bool {
    matches!(
        verb,
        "contain" | "have" | "hold" | "include" | "comprise" | "consist" | "supervise" | "manage" | "lead" | "head" | "oversee" | "direct"
    )
}

/// What is said of how many, in one direction.
#[derive(Default)]
struct Number {
    many: Option<bool>,
    sure: u8,
}

impl Number {
    fn take(&mut self, many: Option<bool>, sure: u8) {
        let Some(many) = many else { return };
        match self.many {
            None => *self = Number { many: Some(many), sure },
            Some(_) if sure > self.sure => *self = Number { many: Some(many), sure },
            Some(before) if sure == self.sure => self.many = Some(before || many),
            Some(_) => {}
        }
    }
}

/// Whether many people with one thing are there for others too: the authors of a paper, not the members of a team or the guests of a party.
fn works_with(things: &Things, a: usize, b: usize) -> bool {
    let head = |at: usize| things::head(&things.all[at].name);
    let group = words::is_organization(head(a)) || words::is_group(head(a)) || words::is_person(head(a));
    // A contact person, a bank account, a casualty of a callout: of one alone.
    let own = matches!(head(b), "account" | "contact" | "casualty" | "victim") || things.all[b].name.starts_with("contact");
    let person = meanings::is_person(head(b));
    person && !own && !group && !words::is_dependent(head(b))
}

/// Gathers what is there without it: the songs of a playlist, the products of an order, no lines of it.
fn gathers(things: &Things, a: usize, b: usize) -> bool {
    let head = |at: usize| things::head(&things.all[at].name);
    let own = matches!(head(b), "line" | "item" | "entry" | "position" | "row" | "detail" | "section" | "payment" | "task" | "note");
    words::gathers(head(a), head(b)) && !own && !words::is_dependent(head(b)) && !things.all[b].name.starts_with(head(a))
}

/// What people do with what others own: like, share. Says nothing about whose it is.
fn is_social(one: &Relation) -> bool {
    matches!(
        one.verb.as_deref(),
        Some(
            "share"
                | "like"
                | "favourite"
                | "favorite"
                | "bookmark"
                | "star"
                | "watch"
                | "follow"
                | "invite"
                | "vote"
                | "save"
                | "block"
                | "mute"
                | "befriend"
                | "mention"
        )
    )
}

/// A pair for each thing that people do: users follow and block others.
fn happen(relations: &mut Relations, of_pair: &[&Relation]) {
    let verbs: BTreeSet<&str> = of_pair.iter().filter(|one| is_social(one)).filter_map(|one| one.verb.as_deref()).collect();
    let Some(first) = of_pair.first() else { return };
    let pair =
        |named: Option<String>, one: &Relation| Pair { a: one.a, b: one.b, named, said: true, judged: false, range: one.range.clone() };
    if verbs.len() < 2 {
        relations.pairs.push(pair(None, first));
        return;
    }
    for verb in verbs {
        let named = Some(words::event_name(verb));
        relations.pairs.extend(of_pair.iter().find(|one| one.verb.as_deref() == Some(verb)).map(|one| pair(named, one)));
    }
}

/// What many people do with many things, beside all else that ties them: attend, join.
fn takes_part(one: &Relation) -> bool {
    matches!(one.verb.as_deref(), Some("attend" | "join" | "register" | "participate" | "enrol" | "subscribe")) && !one.passive
}

/// `order products`: what one expects of it, where nothing says how many.
fn is_expected(one: &Relation) -> bool {
    one.event && one.b_per_a == Some(true)
}

/// `Each order has one product`: no more than one is expected.
fn says_one(of_pair: &[&Relation]) -> bool {
    let of = |event: usize| of_pair.iter().any(|one| one.a == event && one.sure == 2 && one.b_per_a == Some(false));
    of_pair.iter().any(|one| is_expected(one) && of(one.a))
}

pub fn of_two(relations: &mut Relations, things: &Things, of_pair: &[&Relation], roles: bool) {
    let unexpected: Vec<&Relation> = of_pair.iter().copied().filter(|one| !is_expected(one)).collect();
    let of_pair = if says_one(of_pair) { unexpected.as_slice() } else { of_pair };
    // `upload photos, like photos`: two relations of one pair.
    let made = |one: &&&Relation| one.b_per_a == Some(true) && one.a_per_b == Some(false);
    let makes: Vec<&str> = of_pair.iter().filter(made).filter_map(|one| one.verb.as_deref()).collect();
    let any_made = of_pair.iter().any(|one| made(&one));
    let meets = |one: &Relation| {
        let both = one.b_per_a == Some(true) && one.a_per_b == Some(true);
        both && one
            .verb
            .as_deref()
            .is_some_and(|verb| (one.other || any_made || is_social(one) || takes_part(one)) && !makes.contains(&verb))
    };
    let (social, others): (Vec<&Relation>, Vec<&Relation>) = of_pair.iter().copied().partition(|one| meets(one));
    let shared = |one: &&Relation| matches!(one.verb.as_deref(), Some("share" | "invite" | "vote"));
    if others.is_empty() && social.iter().all(|one| is_social(one)) && !social.iter().any(shared) {
        happen(relations, &social);
        return;
    }
    if !social.is_empty() && !others.is_empty() {
        of_two(relations, things, &others, roles);
        happen(relations, &social);
        return;
    }
    let Some(first) = of_pair.first() else { return };
    let (a, b) = (first.a, first.b);
    let any_strong = of_pair.iter().any(|one| one.strong);
    // What happens is of what it happens to, whatever else is said.
    // A word of number says that there are several.
    let said_many = |event: &Relation| of_pair.iter().any(|one| one.a == event.a && one.sure == 2 && one.b_per_a == Some(true));
    let event = of_pair.iter().any(|one| one.sure == 3 && (one.b_per_a == Some(true) || !said_many(one)));
    let counted: Vec<&&Relation> = of_pair.iter().filter(|one| (one.strong || !any_strong) && (!event || one.sure == 3)).collect();
    let (mut forward, mut back) = (Number::default(), Number::default());
    for one in of_pair.iter().filter(|one| !event || one.sure == 3) {
        let (to, from) = if one.a == a { (&mut forward, &mut back) } else { (&mut back, &mut forward) };
        to.take(one.b_per_a, if one.strong || !any_strong { one.sure + 1 } else { 0 });
        from.take(one.a_per_b, one.sure_back);
    }
    let optional = counted.iter().any(|one| one.optional);
    let range = first.range.clone();
    let said = of_pair
        .iter()
        .filter(|one| !is_expected(one))
        .any(|one| takes_part(one) || one.sure > 1 && one.b_per_a == Some(true) || one.sure_back > 1 && one.a_per_b == Some(true));
    let shared = |at: usize| {
        let name = &things.all[at].name;
        // A piece of equipment is in one place.
        !things.all[at].by_pieces && (words::is_shared(name) || words::is_shared(things::head(name)))
    };
    let unsaid = counted.iter().all(|one| one.sure == 0 || one.b_per_a.is_none());
    let owned = of_pair.iter().any(|one| one.verb.is_none() && one.b_per_a == Some(true));
    let expected = forward.many == Some(true) && back.many != Some(false);
    // Only the same happening speaks of both.
    let person = |at: usize| words::is_person(things::head(&things.all[at].name));
    let plain = |one: &Relation| one.verb.is_some() && one.sure == 0 && one.b_per_a == Some(false);
    let loose = of_pair.iter().all(|one| one.event || plain(one)) && !person(a) && !person(b);
    let refers = |from: usize, to: usize, unique: bool| Refers {
        from,
        to,
        role: None,
        optional,
        unique,
        expected: expected && from == b,
        loose,
        unsaid: false,
        range: range.clone(),
    };
    let pair = |said: bool| Pair { a, b, named: None, said, judged: false, range: range.clone() };
    // `has a manager` and `works for one department`: two relations.
    let single = |forward: bool| {
        counted.iter().any(|one| (one.a == a) == forward && one.b_per_a == Some(false) && one.a_per_b.is_none() && one.sure > 0)
    };
    let many = counted.iter().any(|one| one.b_per_a == Some(true) || one.a_per_b == Some(true));
    if single(true) && single(false) && !many && !roles {
        relations.references.push(refers(a, b, false));
        relations.references.push(refers(b, a, false));
        return;
    }
    match (forward.many, back.many) {
        (Some(true), Some(true)) if roles && !said => {}
        (Some(true), Some(true)) => relations.pairs.push(pair(said)),
        (Some(true), None) if ((shared(b) || gathers(things, a, b)) && !roles) || (works_with(things, a, b) && (!roles || owned)) => {
            relations.pairs.push(pair(false))
        }
        (None, Some(true)) if shared(a) && !roles => relations.pairs.push(pair(false)),
        (Some(true), _) if roles => {}
        (Some(true), _) => relations.references.push(refers(b, a, false)),
        (Some(false), _) if shared(a) && !roles && unsaid && back.many != Some(false) && of_pair.iter().all(|one| one.verb.is_some()) => {
            relations.pairs.push(pair(false))
        }
        // `put tracks into playlists`
        (Some(false), _) if gathers(things, b, a) && !roles && unsaid && back.many != Some(false) => relations.pairs.push(pair(false)),
        (_, Some(true)) | (Some(false), None) => relations.references.push(refers(a, b, false)),
        (None, Some(false)) => relations.references.push(refers(b, a, false)),
        (Some(false), Some(false)) => {
            // One to one: the one that is said to belong refers, else the one that is spoken of as made or owned.
            let mut belonging = counted.iter().filter(|one| one.belongs);
            let from = belonging.next().map_or(b, |one| one.a);
            let to = if from == a { b } else { a };
            relations.references.push(refers(from, to, true));
        }
        (None, None) => {}
    }
}
