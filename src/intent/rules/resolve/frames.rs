//! What a verb says of how many of its object go with one of its subject, and the other way round.
//!
//! Comes in: a verb with its subject, its object and the preposition between them. Goes out: [`Relation`]s. Never happens: a relation between nouns that are no things.

use std::collections::BTreeMap;

use super::links::Relation;
use super::things::Things;
use crate::intent::rules::facts::Relates;
use crate::intent::rules::joint::is_body;
use crate::intent::rules::phrases::{Noun, Quantity};
use crate::intent::rules::properties::is_property;
use crate::intent::rules::words::{self, Sense};

/// Of each verb, the things that are what it says.
pub type Events = BTreeMap<String, Vec<usize>>;

/// The thing that is what a verb says: a booking, of `book`.
pub fn event_of(things: &Things, verb: &str, others: &[usize], events: &mut Events) -> Option<usize> {
    let all = events.entry(verb.to_string()).or_insert_with(|| {
        let is = |at: &usize| {
            let name = things.all[*at].name.as_str();
            let head = name.rsplit('_').next().unwrap_or_default();
            words::is_event_of(name, verb) || words::is_event_of(head, verb)
        };
        // `posts can be tagged`: a tag is not the act of it.
        let acts = !matches!(verb, "tag" | "label");
        (0..things.all.len()).filter(|at| acts && is(at)).collect()
    });
    all.iter().copied().find(|at| !others.contains(at))
}

/// `competes for exactly one nation`: not what happens now and then.
fn always(noun: &Noun) -> bool {
    noun.quantity.said && noun.quantity.many == Some(false)
}

/// Who and what takes part in what happens.
pub fn happens(things: &Things, verb: &str, noun: &Noun, all: &mut Vec<Relation>, events: &mut Events) {
    if let Some((at, None)) = things.find(noun)
        && !always(noun)
        && let Some(event) = event_of(things, verb, &[at], events)
    {
        let often = noun.plural.then_some(true);
        all.push(Relation { strong: false, event: true, a_per_b: often, ..Relation::refers(event, at, None, false, noun.range.clone()) });
    }
}

fn many_of_both(a: usize, b: usize, range: &std::ops::Range<usize>) -> Relation {
    let many = Some(true);
    let event = Relation { event: true, strong: true, range: range.clone(), ..Relation::default() };
    Relation { a, b, b_per_a: many, a_per_b: many, sure: 3, sure_back: 3, ..event }
}

/// The thing that a noun means; of what is no thing, the thing that it is of: `the juice of a load`.
fn whole(things: &Things, noun: &Noun) -> Option<(usize, Option<String>)> {
    things.find(noun).or_else(|| {
        let of = noun.of.as_deref()?;
        // `the priority of an earlier patent`
        let another = of.quantity.other || of_another(noun);
        if is_property(noun) && !another { None } else { things.find(of) }
    })
}

/// `an earlier application`, `a related incident`: another one.
fn of_another(noun: &Noun) -> bool {
    let named = noun.of.as_deref().unwrap_or(noun);
    let first = named.words.first().map_or("", String::as_str);
    named.words.len() > 1
        && matches!(
            first,
            "earlier" | "previous" | "preceding" | "former" | "later" | "following" | "next" | "prior" | "related" | "similar"
        )
}

/// How many a noun speaks of, and how sure: 2 by a word of number, 1 by the singular or by `each`, 0 by the plural alone.
fn number(noun: &Noun) -> (bool, u8) {
    let many = noun.quantity.many.unwrap_or(noun.plural);
    (many, if noun.quantity.said { 2 } else { u8::from(!noun.plural) })
}

pub fn of_verb(things: &Things, relates: &Relates, all: &mut Vec<Relation>, events: &mut Events) {
    let find_player = |noun: &Noun| whole(things, noun).or_else(|| if noun.plural { None } else { things.player(noun) });
    let (Some((a, a_role)), Some((b, b_role))) = (whole(things, &relates.from), find_player(&relates.to)) else { return };
    let range = relates.range.clone();
    let preposition = relates.preposition.as_deref();
    // `in a given order` is no order.
    let manner = preposition == Some("in") && relates.to.words.as_slice() == ["order"] && !relates.to.plural;
    let called = relates.verb == "call" && relates.passive && preposition.is_none();
    if relates.from.quantity.none || relates.to.quantity.none || manner || called {
        return;
    }
    if let Some(event) = event_of(things, &relates.verb, &[a, b], events)
        && preposition.is_none_or(|word| matches!(word, "in" | "for" | "to" | "by" | "at" | "from" | "on"))
        && a != b
        && (!relates.passive || preposition.is_some_and(|word| word != "by") || repeats(relates))
        && !always(&relates.to)
    {
        // What one does or is done to happens again.
        let often = |to: usize| Relation { a_per_b: Some(true), event: true, ..Relation::refers(event, to, None, false, range.clone()) };
        let mut to_b = often(b);
        // `refer a patient to another doctor`
        if relates.to.quantity.other && b_role.is_none() {
            to_b.role = Some(format!("other_{}", things.all[b].name));
        }
        all.extend([often(a), to_b]);
        // `order several dishes`: many in one order.
        if relates.verb == "order" && relates.to.plural && !relates.passive && preposition.is_none() && !words::is_person(relates.to.head())
        {
            all.push(many_of_both(event, b, &range));
        }
        return;
    }
    if relates.verb == "concern" && preposition == Some("of") {
        all.push(Relation { sure: 3, ..Relation::refers(a, b, None, false, range) });
        return;
    }
    // `Every collection route runs in one district`, where routes are told of: it only says which.
    let full = |role: &String| {
        let of = relates.from.quantity.each || relates.from.quantity.indefinite || relates.from.plural;
        of && role.ends_with(things.all[a].name.as_str())
    };
    if let (None, Some(role)) = (&b_role, a_role.filter(|role| !role.is_empty() && !full(role))) {
        // `A tester reports an issue`, where testers are users. `The home team plays`: nothing new.
        let made = (relates.sense == Some(Sense::Make) || relates.verb == "ask") && !relates.passive && preposition.is_none();
        let person = |name: &str| {
            let head = name.rsplit('_').next().unwrap_or_default();
            words::is_person(head) || words::is_role(head) || head.ends_with("er") || head.ends_with("or")
        };
        if made && a != b && (person(&things.all[a].name) || person(&role)) {
            all.push(Relation::refers(b, a, Some(role), false, range));
        }
        return;
    }
    let (to_many, sure) = number(&relates.to);
    let mut relation = Relation {
        a,
        b,
        range,
        sure,
        verb: Some(relates.verb.clone()),
        passive: relates.passive,
        other: relates.to.quantity.other || of_another(&relates.to),
        optional: (relates.may && !to_many) || relates.from.quantity.maybe || relates.to.quantity.maybe,
        ..Relation::default()
    };
    // `Documents refer to other documents`, where either may be many
    if a == b && relation.other && to_many && links_up(&relates.verb) {
        all.push(Relation { b_per_a: Some(true), a_per_b: Some(true), strong: true, role: None, ..relation });
        return;
    }
    // `in a match two players compete`
    if relates.from.quantity.number == Some(2) && preposition == Some("in") && relates.to.quantity.indefinite && a != b {
        for part in ["first", "second"] {
            let role = Some(format!("{part}_{}", things.all[a].name));
            all.push(Relation::refers(b, a, role, false, relation.range.clone()));
        }
        return;
    }
    // `played between two members`
    if preposition == Some("between") && relates.to.quantity.number == Some(2) && a != b {
        for part in ["first", "second"] {
            let role = Some(format!("{part}_{}", things.all[b].name));
            all.push(Relation::refers(a, b, role, false, relation.range.clone()));
        }
        return;
    }
    // `link a ticket to the knowledge base articles`: many of them play no part.
    let b_role = b_role.filter(|role| !(to_many && a != b && role.ends_with(things.all[b].name.as_str())));
    let another = (relation.other && a != b && !to_many).then(|| format!("other_{}", things.all[b].name));
    if let Some(role) = b_role.or(another) {
        relation.role = Some(role);
        relation.b_per_a = Some(to_many);
        relation.strong = true;
        all.push(relation);
        return;
    }
    let person = |noun: &Noun| words::is_person(noun.head()) && noun.plural && !noun.quantity.other && !noun.quantity.said;
    let social = matches!(
        relates.verb.as_str(),
        "follow" | "block" | "befriend" | "friend" | "subscribe" | "mute" | "like" | "favourite" | "favorite"
    );
    if !relates.passive && person(&relates.from) && person(&relates.to) && !social {
        // `Teachers know pupils`: what people do with each other is no reference.
        return;
    }
    // `and one instructor teaches it`
    let one = relates.from.quantity.number == Some(1) && !relates.passive && preposition.is_none();
    if one && !to_many && !relates.to.quantity.said && !relates.to.quantity.indefinite && a != b {
        all.push(Relation { sure: 2, ..Relation::refers(b, a, None, relation.optional, relation.range.clone()) });
        return;
    }
    // `users are in groups`, `pages are categorised with labels`: in several of them
    let plain = relates.from.plural && relates.to.plural && !relates.to.quantity.said && !relates.from.quantity.each && a != b;
    let inside = matches!(preposition, Some("in" | "into" | "on")) && is_body(relates.from.head()) && gathers_people(relates.to.head());
    let marked = preposition == Some("with") && relates.passive && words::is_shared(relates.to.head());
    if plain && (inside || marked) {
        all.push(Relation { b_per_a: Some(true), a_per_b: Some(true), strong: true, ..relation });
        return;
    }
    if per_verb(relates, to_many, &mut relation) {
        counted_subject(relates, &mut relation);
        all.push(relation);
    }
}

/// `On each plot exactly one variety is planted`, `several members are assigned to a trip`: how many subjects go with one object.
fn counted_subject(relates: &Relates, relation: &mut Relation) {
    let (from, to) = (&relates.from, &relates.to);
    // `assign a surgeon to every operation`, `the instruments used in an operation`
    // `A report is written about every child`: what is made for one is of that one.
    let made = relates.sense == Some(Sense::Make);
    // `A seat is assigned to the ticket`
    let the = places(&relates.verb) && !to.plural && !to.quantity.indefinite && !to.quantity.said;
    let dealt = from.quantity.indefinite
        && !from.plural
        && !made
        && (to.quantity.each || the)
        && matches!(relates.preposition.as_deref(), Some("to" | "for"));
    let used = relates.verb == "use" && relates.passive && from.plural;
    let counted = (from.quantity.said || dealt || used) && !from.quantity.each && !from.quantity.one_of;
    // `several engines can be sent to one call-out`
    let deploys = matches!(relates.verb.as_str(), "send" | "involve" | "invite" | "deploy" | "affect" | "dispatch");
    let deploys = deploys && matches!(relates.preposition.as_deref(), Some("to" | "in" | "into" | "by"));
    let sent = deploys && relates.passive && from.quantity.said && from.quantity.many == Some(true);
    let one = !to.plural && (!to.quantity.said || sent && to.quantity.many == Some(false));
    if !counted || !one || matches!(relates.preposition.as_deref(), None | Some("per")) {
        return;
    }
    let many = from.quantity.many.unwrap_or(from.plural);
    relation.a_per_b = Some(many);
    relation.sure_back = 2;
    relation.b_per_a = None;
    if many && (words::is_person(from.head()) || relates.verb == "use" || sent) {
        relation.b_per_a = Some(true);
        relation.sure = 0;
    }
}

/// Bodies and goings of which people are in several.
fn gathers_people(head: &str) -> bool {
    matches!(head, "group" | "committee" | "club" | "channel" | "patrol" | "panel" | "project")
}

/// Verbs between things of one kind, of which neither is above the other.
fn links_up(verb: &str) -> bool {
    matches!(verb, "refer" | "link" | "relate" | "connect" | "cite" | "reference" | "mention" | "depend" | "require" | "point")
}

/// What is done to one and the same thing in one place after the other.
fn shows(verb: &str) -> bool {
    matches!(
        verb,
        "show"
            | "exhibit"
            | "display"
            | "feature"
            | "perform"
            | "play"
            | "screen"
            | "use"
            | "mention"
            | "cite"
            | "discuss"
            | "include"
            | "sing"
            | "serve"
            | "list"
    )
}

/// `Every dam is inspected by an inspector`, where inspections are told of.
fn repeats(relates: &Relates) -> bool {
    let again = words::verb_named(&relates.verb).is_some_and(|verb| verb.again || verb.kept);
    again && words::is_person(relates.to.head()) && !relates.to.quantity.said
}

/// What many do together.
fn attends(verb: &str) -> bool {
    matches!(verb, "attend" | "accompany" | "visit" | "join" | "staff" | "support" | "sponsor" | "contribute" | "finance" | "fund")
}

/// Verbs of what comes of a thing, or upon it.
fn yields(verb: &str) -> bool {
    matches!(
        verb,
        "pass"
            | "undergo"
            | "receive"
            | "get"
            | "yield"
            | "trigger"
            | "produce"
            | "generate"
            | "cause"
            | "incur"
            | "charge"
            | "raise"
            | "run"
    )
}

/// Verbs of putting one thing to another.
fn places(verb: &str) -> bool {
    matches!(
        verb,
        "assign"
            | "allocate"
            | "appoint"
            | "schedule"
            | "classify"
            | "categorise"
            | "categorize"
            | "file"
            | "nest"
            | "locate"
            | "station"
            | "situate"
            | "base"
    )
}

/// What the kind of the verb says; false where it says nothing.
fn per_verb(relates: &Relates, to_many: bool, relation: &mut Relation) -> bool {
    let preposition = relates.preposition.as_deref();
    let said = relates.to.quantity.said;
    // Plural with plural: each of the one has one of the others, unless a word says more.
    let from_single = !relates.from.plural || relates.from.quantity.each;
    // `recommendations from several advisors`: each is from one.
    let listed = relates.passive && relates.verb == "have" && relates.from.plural && !from_single;
    // `Rooms are in three schools`: each is in one of them.
    let shared_out = relates.to.quantity.number.is_some_and(|number| number > 1) && relates.from.plural && !relates.from.quantity.each;
    let distributed = to_many && (said || from_single) && !listed && !shared_out;
    match (relates.passive, relates.sense.unwrap_or(Sense::Act)) {
        // `one supplier per part can be marked as preferred`
        (true, _) if preposition == Some("per") && matches!(relates.verb.as_str(), "mark" | "flag" | "designate") => {
            return false;
        }
        // `one review per reservation`
        _ if preposition == Some("per")
            && (relates.from.quantity.said || relates.from.quantity.indefinite)
            && !relates.from.plural
            && !relates.to.plural =>
        {
            relation.b_per_a = Some(false);
            relation.sure = 2;
            relation.belongs = true;
            relation.strong = true;
        }
        // `members register their cars`, not `for a race`
        (false, Sense::Meet) if relates.verb == "register" && preposition.is_none() && to_many && !words::is_person(relates.to.head()) => {
            relation.b_per_a = Some(true);
            relation.a_per_b = Some(false);
            relation.strong = true;
        }
        // `An application passes one or more inspections`, `is charged several fees`: they are its own.
        _ if preposition.is_none() && to_many && said && yields(&relates.verb) => {
            relation.b_per_a = Some(true);
            relation.a_per_b = Some(false);
            relation.strong = true;
        }
        // `posts can be liked by users`
        (true, Sense::Meet)
            if preposition == Some("by")
                && to_many
                && matches!(
                    relates.verb.as_str(),
                    "like" | "favourite" | "favorite" | "bookmark" | "follow" | "upvote" | "watch" | "star"
                ) =>
        {
            relation.b_per_a = Some(true);
            relation.a_per_b = Some(true);
            relation.strong = true;
        }
        // `Accidents are attended by patrollers`
        (true, Sense::Meet)
            if preposition == Some("by") && relates.from.plural && to_many && is_body(relates.to.head()) && attends(&relates.verb) =>
        {
            relation.b_per_a = Some(true);
            relation.a_per_b = Some(true);
            relation.strong = true;
        }
        (true, _) if preposition == Some("by") => {
            relation.b_per_a = Some(distributed);
            relation.strong = true;
            // `presented by one or several presenters`: who does it to one does it to others.
            let head = relates.to.head();
            if distributed && (said || relates.to.quantity.other) && is_body(head) {
                relation.a_per_b = Some(true);
            }
        }
        // `Works are shown in exhibitions`
        (true, _)
            if relates.from.plural
                && to_many
                && !said
                && preposition.is_some_and(|word| matches!(word, "in" | "at" | "on" | "to"))
                && shows(&relates.verb) =>
        {
            relation.b_per_a = Some(true);
            relation.a_per_b = Some(true);
            relation.strong = true;
        }
        // `delivered in batches`: the batches are of it.
        (true, _)
            if matches!(preposition, Some("in" | "as"))
                && relates.to.plural
                && matches!(
                    relates.verb.as_str(),
                    "deliver"
                        | "teach"
                        | "publish"
                        | "ship"
                        | "pay"
                        | "sell"
                        | "offer"
                        | "supply"
                        | "release"
                        | "hold"
                        | "run"
                        | "organise"
                        | "organize"
                        | "stage"
                )
                && (preposition == Some("as") || !matches!(relates.verb.as_str(), "hold" | "run" | "organise" | "organize" | "stage")) =>
        {
            relation.b_per_a = Some(true);
            relation.a_per_b = Some(false);
            relation.strong = true;
        }
        // `several per issue`
        (true, Sense::Act) if preposition == Some("per") && relates.from.plural && relates.verb != "process" => {
            relation.a_per_b = Some(true);
            relation.strong = true;
        }
        // `A boat with open damage`
        (true, Sense::Be) if preposition == Some("with") && relates.to.quantity == Quantity::default() => {
            relation.a_per_b = Some(false);
        }
        // `encumbered with mortgages`: it has them.
        (true, Sense::Act | Sense::Have) if preposition == Some("with") && relates.to.plural && !said && !from_single => {
            relation.b_per_a = Some(true);
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
        // `Podcasts come in seasons`: the seasons are of it.
        (false, _)
            if preposition == Some("in")
                && matches!(relates.verb.as_str(), "come" | "arrive")
                && relates.from.plural
                && relates.to.plural
                && !said =>
        {
            relation.b_per_a = Some(true);
            relation.a_per_b = Some(false);
            relation.strong = true;
        }
        // `Servers go into racks`, `a switch sits in a rack`: each is in one.
        (false, Sense::Act)
            if matches!(preposition, Some("in" | "into" | "on" | "onto" | "inside"))
                && matches!(relates.verb.as_str(), "go" | "sit" | "rest" | "fit" | "stick" | "fall" | "hang" | "come") =>
        {
            relation.b_per_a = Some(false);
            relation.strong = true;
            relation.belongs = true;
        }
        // `a module can end with a quiz`: it has one
        (false, Sense::Act | Sense::Make)
            if preposition == Some("with")
                && matches!(relates.verb.as_str(), "end" | "begin" | "start" | "close" | "finish" | "conclude") =>
        {
            relation.b_per_a = Some(true);
            relation.a_per_b = Some(false);
            relation.strong = true;
        }
        // `An invitation leads to at most one response`: that comes of it
        (false, Sense::Make) if matches!((relates.verb.as_str(), preposition), ("lead", Some("to")) | ("result", Some("in"))) => {
            relation.b_per_a = Some(true);
            relation.a_per_b = Some(false);
            relation.strong = true;
        }
        // `A lead assigns tasks`: the tasks do not belong to the lead, nor the lead to the tasks.
        (false, Sense::Belong) if preposition.is_none() && places(&relates.verb) => return false,
        (true, sense) | (false, sense @ Sense::Belong) => {
            relation.b_per_a = Some(distributed);
            relation.strong = true;
            relation.belongs = !distributed;
            if distributed && said {
                relation.a_per_b = Some(true);
            }
            let works = matches!(relates.verb.as_str(), "work" | "join" | "live" | "train" | "play");
            if sense == Sense::Meet && to_many && !shared_out && (said || preposition == Some("with") || !works) {
                relation.b_per_a = Some(true);
                relation.a_per_b = Some(true);
            }
        }
        // `Participants form teams`: each is in one.
        _ if preposition.is_none() && matches!(relates.verb.as_str(), "form" | "constitute" | "compose") => {
            relation.b_per_a = Some(false);
            relation.a_per_b = Some(true);
            relation.strong = true;
        }
        (false, Sense::Make | Sense::Manage) if preposition.is_none() => {
            relation.b_per_a = Some(to_many || relates.to.quantity.indefinite);
            relation.a_per_b = Some(false);
            if !to_many && said {
                relation.b_per_a = Some(false);
            } else if !to_many && !relates.to.quantity.indefinite {
                // `the employee who weighed it`
                relation.b_per_a = None;
            }
            relation.strong = true;
            relation.optional = false;
        }
        (false, Sense::Meet) => {
            // `can contribute to the same film`
            let same = relates.may && !relates.to.quantity.indefinite && !said && !to_many;
            relation.sure = if same { 0 } else { relation.sure };
            relation.b_per_a = Some(to_many || same || (relates.to.quantity.indefinite && !said));
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
            let another = relation.other && relation.a == relation.b;
            let told = preposition.is_some() || to_many || said || another;
            if !told {
                return false;
            }
            relation.b_per_a = Some(to_many);
            if to_many && said {
                relation.a_per_b = Some(true);
            }
            relation.strong = said;
        }
    }
    true
}
