//! How things relate: what the words say of each pair, merged into references and many-to-many links.
//!
//! Comes in: facts, things, relations of lists. Goes out: [`Reference`]s between things and [`Pair`]s. Never happens: two references for one relation that is said twice.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::fields::Fields;
use super::things::Things;
use crate::intent::rules::facts::{Fact, Relates};
use crate::intent::rules::phrases::Noun;
use crate::intent::rules::reader::Reader;
use crate::intent::rules::words::{self, Sense};

/// What one place of the text says of two things.
#[derive(Debug, Clone, Default)]
pub struct Relation {
    pub a: usize,
    pub b: usize,
    /// Whether one `a` has many `b`; none where nothing is said.
    pub b_per_a: Option<bool>,
    pub a_per_b: Option<bool>,
    /// 2 by a word of number, 1 by the singular, 0 by the plural.
    pub sure: u8,
    pub optional: bool,
    pub role: Option<String>,
    /// The verb, where it is one of its own.
    pub verb: Option<String>,
    pub strong: bool,
    /// Many on the other side too, unless something else is said of it.
    pub mutual: bool,
    pub other: bool,
    pub range: Range<usize>,
}

impl Relation {
    pub fn refers(a: usize, b: usize, role: Option<String>, optional: bool, range: Range<usize>) -> Relation {
        Relation { a, b, b_per_a: Some(false), a_per_b: None, sure: 1, optional, role, strong: true, range, ..Relation::default() }
    }
}

#[derive(Debug, Clone)]
pub struct Refers {
    pub from: usize,
    pub to: usize,
    pub role: Option<String>,
    pub optional: bool,
    pub unique: bool,
    /// Only because one has many of the other.
    pub loose: bool,
    /// Of what happens, to who takes part.
    pub event: bool,
    pub range: Range<usize>,
}

#[derive(Debug, Clone)]
pub struct Pair {
    pub a: usize,
    pub b: usize,
    /// Said by a word of number.
    pub said: bool,
    pub range: Range<usize>,
}

#[derive(Debug, Default)]
pub struct Relations {
    pub references: Vec<Refers>,
    pub pairs: Vec<Pair>,
}

/// Of each verb, the things that are what it says.
type Events = BTreeMap<String, Vec<usize>>;

pub fn merge(reader: &Reader, things: &Things, fields: &Fields) -> Relations {
    let mut events = Events::new();
    let mut all: Vec<Relation> = fields.relations.clone();
    for fact in &reader.facts {
        match fact {
            Fact::Relates(relates) => of_verb(things, relates, &mut all, &mut events),
            Fact::Happens { verb, noun } => {
                let Some((at, None)) = things.find(noun) else { continue };
                let event = event_of(things, verb, &[at], &mut events);
                if let Some(event) = event {
                    all.push(Relation { sure: 1, strong: false, ..Relation::refers(event, at, None, false, noun.range.clone()) });
                }
            }
            _ => {}
        }
    }
    let mut relations = Relations::default();
    // Those that play a part first: each is a reference of its own.
    for relation in all.iter().filter(|relation| relation.role.is_some()) {
        with_role(&mut relations, relation);
    }
    let mut seen: BTreeSet<(usize, usize)> = BTreeSet::new();
    for relation in all.iter().filter(|relation| relation.role.is_none()) {
        let pair = (relation.a.min(relation.b), relation.a.max(relation.b));
        if !seen.insert(pair) {
            continue;
        }
        let of_pair: Vec<&Relation> = all.iter().filter(|one| one.role.is_none() && (one.a.min(one.b), one.a.max(one.b)) == pair).collect();
        let roles = relations.references.iter().any(|one| (one.from.min(one.to), one.from.max(one.to)) == pair);
        let strong = of_pair.iter().any(|one| one.strong);
        if roles && !strong {
            continue;
        }
        // Parts that are named say all there is in that direction.
        let named = |from: usize, to: usize| relations.references.iter().any(|one| one.from == from && one.to == to && one.role.is_some());
        let towards = of_pair.iter().all(|one| {
            (named(one.a, one.b) && one.b_per_a != Some(true))
                || (named(one.b, one.a) && one.b_per_a == Some(true) && one.a_per_b != Some(true))
        });
        if relation.a != relation.b && roles && towards {
            continue;
        }
        // `upload photos, like photos`: two relations of one pair.
        let made: Vec<&Relation> = of_pair.iter().copied().filter(|one| one.b_per_a == Some(true) && one.a_per_b == Some(false)).collect();
        let met: Vec<&Relation> = of_pair
            .iter()
            .copied()
            .filter(|one| {
                one.b_per_a == Some(true)
                    && one.a_per_b == Some(true)
                    && one.verb.is_some()
                    && (one.other || !made.is_empty())
                    && made.iter().all(|other| other.verb != one.verb)
            })
            .collect();
        let rest: Vec<&Relation> = of_pair.iter().copied().filter(|one| !met.iter().any(|other| std::ptr::eq(*other, *one))).collect();
        if let (Some(both), false, true) = (met.first(), rest.is_empty(), relation.a != relation.b) {
            relations.pairs.push(Pair { a: both.a, b: both.b, said: true, range: both.range.clone() });
            of_two(&mut relations, things, &rest, roles);
            continue;
        }
        if relation.a == relation.b {
            itself(&mut relations, &of_pair);
        } else {
            of_two(&mut relations, things, &of_pair, roles);
        }
    }
    tidy(&mut relations);
    relations
}

fn with_role(relations: &mut Relations, relation: &Relation) {
    let many = relation.b_per_a == Some(true);
    let same = relations.references.iter_mut().find(|one| one.role == relation.role && one.from == relation.a && one.to == relation.b);
    if let Some(same) = same {
        same.optional |= relation.optional;
        return;
    }
    if many {
        relations.pairs.push(Pair { a: relation.a, b: relation.b, said: relation.sure > 1, range: relation.range.clone() });
        return;
    }
    relations.references.push(Refers {
        from: relation.a,
        to: relation.b,
        role: relation.role.clone(),
        optional: relation.optional,
        unique: false,
        loose: false,
        event: false,
        range: relation.range.clone(),
    });
}

/// What a verb says of its subject and its object.
fn of_verb(things: &Things, relates: &Relates, all: &mut Vec<Relation>, events: &mut Events) {
    let (Some((a, a_role)), Some((b, b_role))) = (things.find(&relates.from), find_player(things, &relates.to)) else { return };
    let range = relates.range.clone();
    let event = event_of(things, &relates.verb, &[a, b], events);
    if let Some(event) = event
        && relates.preposition.as_deref().is_none_or(|word| matches!(word, "in" | "for" | "to" | "by" | "at" | "from" | "on"))
        && a != b
        && !relates.passive
    {
        all.push(Relation { a: event, b: a, b_per_a: Some(false), sure: 3, range: range.clone(), strong: true, ..Relation::default() });
        all.push(Relation { a: event, b, b_per_a: Some(false), sure: 3, range, strong: true, ..Relation::default() });
        return;
    }
    if relates.verb == "concern" && relates.preposition.as_deref() == Some("of") {
        all.push(Relation { sure: 3, ..Relation::refers(a, b, None, false, range) });
        return;
    }
    let many = |noun: &Noun| noun.quantity.many.or(if noun.plural { Some(true) } else { None });
    let to_many = many(&relates.to).unwrap_or(false);
    let said = relates.to.quantity.said;
    let from_single = !relates.from.plural || relates.from.quantity.each;
    let mut relation = Relation { a, b, range, optional: relates.may && !to_many, verb: Some(relates.verb.clone()), ..Relation::default() };
    relation.sure = if said { 2 } else { u8::from(!relates.to.plural) };
    relation.other = relates.to.quantity.other;
    if relates.from.quantity.maybe || relates.to.quantity.maybe {
        relation.optional = true;
    }
    let by = relates.preposition.as_deref() == Some("by");
    let sense = relates.sense.unwrap_or(Sense::Act);
    if let Some(role) = b_role {
        relation.role = Some(role);
    } else if let (Some(_), Some(verb)) = (&a_role, words::verb_named(&relates.verb))
        && a != b
        && !relates.passive
        && relates.preposition.is_none()
        && matches!(
            verb.base.as_str(),
            "report" | "submit" | "write" | "post" | "upload" | "request" | "place" | "publish" | "author" | "propose"
        )
    {
        all.push(Relation::refers(b, a, Some(format!("{}_by", verb.participle)), false, relation.range.clone()));
        return;
    } else if a_role.is_some() && a_role.as_deref() != Some("") {
        // `The home team plays`: nothing new.
        return;
    }
    // `in a match two players compete`
    if relates.from.quantity.number == Some(2) && relates.preposition.as_deref() == Some("in") && relates.to.quantity.indefinite && a != b {
        for part in ["first", "second"] {
            all.push(Relation::refers(b, a, Some(format!("{part}_{}", things.all[a].name)), false, relation.range.clone()));
        }
        return;
    }
    // `played between two members`
    if relates.preposition.as_deref() == Some("between") && relates.to.quantity.number == Some(2) && a != b {
        for part in ["first", "second"] {
            all.push(Relation::refers(a, b, Some(format!("{part}_{}", things.all[b].name)), false, relation.range.clone()));
        }
        return;
    }
    if relation.other && a != b && !to_many {
        relation.role = Some(format!("other_{}", things.all[b].name));
    }
    if relation.role.is_some() {
        relation.b_per_a = Some(to_many);
        relation.strong = true;
        all.push(relation);
        return;
    }
    let people = |noun: &Noun| words::is_person(noun.head());
    if !relates.passive
        && relates.from.plural
        && relates.to.plural
        && !said
        && people(&relates.from)
        && people(&relates.to)
        && !relates.to.quantity.other
    {
        return;
    }
    match (relates.passive, sense) {
        (true, _) if by => {
            relation.b_per_a = Some(to_many && (said || from_single));
            if to_many && said && words::is_person(relates.to.head()) {
                relation.a_per_b = Some(true);
            }
            relation.strong = true;
        }
        // `several per issue`
        (true, _) if relates.preposition.as_deref() == Some("per") => {
            relation.a_per_b = Some(true);
            relation.strong = true;
        }
        // `delivered in batches`: the batches are of it.
        (true, _)
            if relates.preposition.as_deref() == Some("in")
                && relates.to.plural
                && matches!(
                    relates.verb.as_str(),
                    "deliver" | "teach" | "publish" | "ship" | "pay" | "sell" | "offer" | "supply" | "release"
                ) =>
        {
            relation.b_per_a = Some(true);
            relation.a_per_b = Some(false);
            relation.strong = true;
        }
        // `pilots are assigned to flights`: people, and many of both.
        (true, Sense::Belong)
            if relates.verb == "assign" && relates.from.plural && relates.to.plural && words::is_person(relates.from.head()) =>
        {
            relation.b_per_a = Some(true);
            relation.a_per_b = Some(true);
            relation.strong = true;
        }
        (true, _) | (false, Sense::Belong) => {
            // Plural with plural: each of the one has one of the others, unless a word says more.
            relation.b_per_a = Some(to_many && (said || from_single));
            relation.strong = matches!(sense, Sense::Belong) || relates.passive;
            relation.mutual = to_many && said && matches!(sense, Sense::Belong | Sense::Meet);
            if matches!(sense, Sense::Meet) && to_many && (said || by || relates.preposition.as_deref() == Some("with")) {
                relation.b_per_a = Some(true);
                relation.a_per_b = Some(true);
            }
        }
        (false, Sense::Make | Sense::Manage) if relates.preposition.is_none() => {
            relation.b_per_a = Some(true);
            relation.a_per_b = Some(false);
            if !to_many && relates.to.quantity.said {
                relation.b_per_a = Some(false);
            }
            relation.strong = true;
            relation.optional = false;
        }
        (false, Sense::Meet) => {
            relation.b_per_a = Some(to_many || (relates.to.quantity.indefinite && !said));
            if relation.b_per_a == Some(true) {
                relation.a_per_b = Some(true);
            }
            relation.strong = true;
        }
        (false, Sense::Have | Sense::Split) => {
            relation.b_per_a = Some(to_many);
            relation.strong = true;
        }
        _ => {
            if relates.to.quantity.other && a == b {
                relation.strong = true;
            } else if relates.preposition.is_none() && !to_many && !said {
                return;
            }
            relation.b_per_a = Some(to_many);
            if to_many && said {
                relation.a_per_b = Some(true);
            }
            relation.strong = said || relation.strong;
        }
    }
    all.push(relation);
}

/// The thing that is what a verb says: a booking, of `book`.
fn event_of(things: &Things, verb: &str, others: &[usize], events: &mut Events) -> Option<usize> {
    let all = events.entry(verb.to_string()).or_insert_with(|| {
        let is = |at: &usize| {
            let name = things.all[*at].name.as_str();
            let head = name.rsplit('_').next().unwrap_or_default();
            words::is_event_of(name, verb) || words::is_event_of(head, verb)
        };
        (0..things.all.len()).filter(is).collect()
    });
    all.iter().copied().find(|at| !others.contains(at))
}

fn find_player(things: &Things, noun: &Noun) -> Option<(usize, Option<String>)> {
    things.find(noun).or_else(|| if noun.plural { None } else { things.player(noun) })
}

/// One thing and others of its kind.
fn itself(relations: &mut Relations, of_pair: &[&Relation]) {
    let Some(first) = of_pair.first() else { return };
    let linked = of_pair.iter().any(|one| one.b_per_a == Some(true) && one.a_per_b == Some(true));
    let both = of_pair.iter().any(|one| one.b_per_a == Some(true)) && of_pair.iter().any(|one| one.a_per_b == Some(true));
    if linked || both {
        relations.pairs.push(Pair { a: first.a, b: first.b, said: true, range: first.range.clone() });
        return;
    }
    if !of_pair.iter().any(|one| one.other || one.strong) {
        return;
    }
    relations.references.push(Refers {
        from: first.a,
        to: first.b,
        role: Some("parent".to_string()),
        optional: true,
        unique: false,
        loose: false,
        event: false,
        range: first.range.clone(),
    });
}

fn of_two(relations: &mut Relations, things: &Things, of_pair: &[&Relation], roles: bool) {
    let Some(first) = of_pair.first() else { return };
    let (a, b) = (first.a, first.b);
    let mut b_per_a: Option<bool> = None;
    let mut a_per_b: Option<bool> = None;
    let mut optional = false;
    let any_strong = of_pair.iter().any(|one| one.strong);
    let event = of_pair.iter().any(|one| one.sure == 3);
    let counted: Vec<&&Relation> = of_pair.iter().filter(|one| (one.strong || !any_strong) && (!event || one.sure == 3)).collect();
    // `has a manager` and `works for one department`: two relations.
    let single = |forward: bool| {
        counted.iter().any(|one| (one.a == a) == forward && one.b_per_a == Some(false) && one.a_per_b.is_none() && one.sure > 0)
    };
    let many = counted.iter().any(|one| one.b_per_a == Some(true) || one.a_per_b == Some(true));
    let apart = single(true) && single(false) && !many;
    let most = |forward: bool| {
        counted.iter().filter(|one| (one.a == a) == forward && one.b_per_a.is_some()).map(|one| one.sure).max().unwrap_or(0)
    };
    let (most_forward, most_back) = (most(true), most(false));
    for one in counted {
        let own = one.b_per_a.filter(|_| one.sure >= if one.a == a { most_forward } else { most_back });
        let (forward, back) = if one.a == a { (own, one.a_per_b) } else { (one.a_per_b, own) };
        // What is said by a word of number beats a plural.
        let take = |now: &mut Option<bool>, new: Option<bool>| {
            if let Some(new) = new {
                *now = Some(now.unwrap_or(new) || new);
            }
        };
        take(&mut b_per_a, forward);
        take(&mut a_per_b, back);
        optional |= one.optional;
    }
    if of_pair.iter().any(|one| one.mutual) {
        if b_per_a == Some(true) {
            a_per_b = a_per_b.or(Some(true));
        } else if a_per_b == Some(true) {
            b_per_a = b_per_a.or(Some(true));
        }
    }
    let range = first.range.clone();
    let said = of_pair.iter().any(|one| one.sure > 1 && one.b_per_a == Some(true));
    let shared = |at: usize| {
        let name = &things.all[at].name;
        words::is_shared(name) || words::is_shared(name.rsplit('_').next().unwrap_or_default())
    };
    let verbs = of_pair.iter().filter_map(|one| one.verb.as_deref()).next();
    let _ = verbs;
    if apart && !roles {
        relations.references.push(Refers {
            from: a,
            to: b,
            role: None,
            optional: true,
            unique: false,
            loose: false,
            event,
            range: range.clone(),
        });
        relations.references.push(Refers { from: b, to: a, role: None, optional, unique: false, loose: false, event, range });
        return;
    }
    match (b_per_a, a_per_b) {
        (Some(true), Some(true)) if roles => {}
        (Some(true), Some(true)) => relations.pairs.push(Pair { a, b, said, range }),
        (Some(true), None) if shared(b) && !roles => relations.pairs.push(Pair { a, b, said: false, range }),
        (None, Some(true)) if shared(a) && !roles => relations.pairs.push(Pair { a, b, said: false, range }),
        (Some(true), back) => {
            if !roles {
                relations.references.push(Refers {
                    from: b,
                    to: a,
                    role: None,
                    optional,
                    unique: false,
                    loose: back.is_none(),
                    event,
                    range,
                });
            }
        }
        (Some(false), None) if shared(a) && !roles && of_pair.iter().all(|one| one.sure == 0) => {
            relations.pairs.push(Pair { a, b, said: false, range });
        }
        (Some(false), Some(true)) if shared(a) && !roles && of_pair.iter().all(|one| one.sure == 0 || one.b_per_a.is_none()) => {
            relations.pairs.push(Pair { a, b, said: false, range });
        }
        (_, Some(true)) | (Some(false), None) => {
            relations.references.push(Refers { from: a, to: b, role: None, optional, unique: false, loose: false, event, range });
        }
        (None, Some(false)) => {
            relations.references.push(Refers { from: b, to: a, role: None, optional, unique: false, loose: false, event, range })
        }
        (Some(false), Some(false)) => {
            // One to one: the one that is spoken of as made or owned refers.
            let (from, to) = if first.b_per_a == Some(false) && first.a == a { (a, b) } else { (b, a) };
            relations.references.push(Refers { from, to, role: None, optional, unique: true, loose: false, event, range });
        }
        (None, None) => {}
    }
}

/// A pair that a thing between them already joins is no pair.
fn tidy(relations: &mut Relations) {
    let references = relations.references.clone();
    relations.pairs.retain(|pair| {
        let joined = |at: usize| {
            references.iter().any(|one| one.from == at && one.to == pair.a)
                && references.iter().any(|one| one.from == at && one.to == pair.b)
        };
        let most = references.iter().map(|one| one.from).max().unwrap_or_default();
        pair.said || pair.a == pair.b || !(0..=most).any(|at| at != pair.a && at != pair.b && joined(at))
    });
    let all = relations.references.clone();
    relations.references.retain(|one| {
        let joins = |at: usize| {
            at != one.from
                && at != one.to
                && all.iter().any(|other| other.from == at && other.to == one.from)
                && all.iter().any(|other| other.from == at && other.to == one.to)
        };
        !(one.loose && one.role.is_none() && all.iter().any(|other| other.event && joins(other.from)))
    });
    let mut kept: Vec<Pair> = Vec::new();
    for pair in relations.pairs.drain(..) {
        if !kept.iter().any(|one| (one.a.min(one.b), one.a.max(one.b)) == (pair.a.min(pair.b), pair.a.max(pair.b))) {
            kept.push(pair);
        }
    }
    relations.pairs = kept;
}
