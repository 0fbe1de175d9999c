//! What happens, where the text has only a verb for it: *members book classes*, *a curator checks each plant and writes down its condition*, *when a collector buys a work, the date and the price are stored*.
//!
//! Comes in: clauses, and the words of the whole text. Goes out: facts of a thing that is what the verb says, of who does it and of what it is done to. Never happens: such a thing where the text has a noun that tells
//! the same.

use super::parts::{self, of_noun, plain};
use super::predicates::{nouns_of, objects, relation};
use crate::intent::rules::clauses::{Clause, Complement};
use crate::intent::rules::facts::{Fact, Manner, SURE};
use crate::intent::rules::phrases::{Group, Noun};
use crate::intent::rules::properties::{is_actor, is_plain_property, is_property};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::words::{self, Sense};

/// What is done that is mostly spoken of by its own noun.
const MADE: [&str; 20] = [
    "appointment",
    "ticket",
    "visit",
    "session",
    "order",
    "booking",
    "reservation",
    "payment",
    "consignment",
    "shipment",
    "transaction",
    "expense",
    "viewing",
    "meeting",
    "consultation",
    "test_drive",
    "call",
    "delivery",
    "amount",
    "stay",
];

/// The words of a text, in the singular.
pub fn words_of(text: &str) -> std::collections::BTreeSet<String> {
    let words = text.split(|one: char| !one.is_alphabetic() && one != '-').filter(|word| word.len() > 2);
    words.map(|word| crate::plural::singular(&word.to_lowercase()).replace('-', "_")).collect()
}

/// What the text calls it when somebody does this; none where something else tells it.
pub fn name(reader: &Reader, verb: &words::Verb) -> Option<String> {
    if verb.told_by.iter().any(|word| reader.words.contains(word)) {
        return None;
    }
    let spoken = verb.nouns.iter().find(|noun| reader.words.contains(*noun));
    spoken.cloned().or_else(|| verb.nouns.first().cloned())
}

/// No property; a photo that somebody does something to is a thing.
pub fn is_target(noun: &Noun) -> bool {
    !is_actor(noun) && (!is_property(noun) || words::is_weak_attribute(noun.head())) && !words::is_unit(noun.head())
}

fn is_thing(noun: &Noun) -> bool {
    noun.pronoun.is_none() && is_target(noun)
}

/// `Wheelmore hires out cars`: the name of who keeps all this.
fn is_name(noun: &Noun) -> bool {
    noun.capital && !noun.plural && noun.quantity == crate::intent::rules::phrases::Quantity::default() && !words::is_person(noun.head())
}

/// The noun of what happens to an object; with the object's name where it alone says too little.
fn event(verb: &Group, name: &str, under: Option<&Noun>, object: Option<&Noun>) -> Noun {
    let event = under.cloned().unwrap_or_else(|| Noun { range: verb.range.clone(), ..plain(name) });
    match object {
        Some(object) if words::is_never(event.head()) => {
            Noun { range: verb.range.clone(), ..plain(&format!("{}_{}", object.head(), event.head())) }
        }
        _ => event,
    }
}

/// A clause that says that somebody does something.
pub struct Doing<'a> {
    pub clause: &'a Clause,
    pub subjects: &'a [Noun],
    pub objects: &'a [Noun],
    pub actor: Option<&'a Noun>,
    pub acting: bool,
    /// `under a lease`: what it is called.
    pub under: Option<&'a Noun>,
}

/// How far a clause tells of a thing that happens.
pub enum Told {
    Not,
    /// The object is what happens: `book an appointment`.
    Made,
    /// It is told, and the relations of the verb are still to be read.
    Also,
    /// All that the clause says of the verb.
    All,
}

/// Whether what is done here is a thing to keep.
fn keeps(doing: &Doing, verb: &Group, known: &words::Verb) -> bool {
    // `A booking reserves bunks in rooms`
    let itself = |noun: &Noun| words::is_event_of(noun.head(), &known.base);
    // `Riders buy a card`: the card is what they bought.
    let bought = matches!(known.base.as_str(), "buy" | "purchase")
        && !doing.objects.is_empty()
        && doing.objects.iter().all(|noun| noun.quantity.indefinite && !noun.plural);
    // `A plan applies to several types`
    let applies =
        known.base == "apply" && doing.subjects.iter().any(|noun| !super::joint::is_body(noun.head()) && !noun.head().ends_with("nt"));
    // `We would like a register`
    let wished = known.base == "like" && doing.acting && doing.actor.is_none();
    (known.kept || puts_forward(doing, known)) && !verb.passive && !bought && !applies && !wished && !doing.subjects.iter().any(itself)
}

/// `A consultant submits a candidate for a vacancy`: the candidate is nothing that the consultant makes.
fn puts_forward(doing: &Doing, known: &words::Verb) -> bool {
    let forward =
        matches!(known.base.as_str(), "submit" | "nominate" | "recommend" | "propose" | "refer" | "suggest" | "introduce" | "shortlist");
    let [object] = doing.objects else { return false };
    let thing = |noun: &Noun| is_thing(noun) && !words::is_person(noun.head());
    let aim = |one: &Complement| matches!(one.preposition.as_deref(), Some("for" | "to" | "as")) && nouns_of(one).any(thing);
    forward && words::is_person(object.head()) && object.pronoun.is_none() && doing.clause.complements.iter().any(aim)
}

/// What is done is kept: a comment, a booking.
pub fn kept(reader: &mut Reader, doing: &Doing, verb: &Group, known: &words::Verb) -> Told {
    let Doing { clause, subjects, objects, actor, acting, under } = *doing;
    if !keeps(doing, verb, known) || subjects.iter().any(is_name) {
        return Told::Not;
    }
    let Some(name) = name(reader, known).or(under.map(Noun::name)) else { return Told::Not };
    let beside = |reader: &Reader| -> Vec<Noun> {
        let on = clause
            .complements
            .iter()
            .filter(|one| matches!(one.preposition.as_deref(), Some("on" | "for" | "to" | "in" | "about" | "against")));
        on.flat_map(|one| nouns_of(one).cloned().collect::<Vec<_>>()).filter_map(|noun| reader.meant_by(&noun)).collect()
    };
    let counted = |noun: &Noun| noun.has_flag("number_of");
    let mut targets: Vec<Noun> = if objects.is_empty() { beside(reader) } else { objects.to_vec() };
    // `redeem my points for a reward`
    if !targets.iter().any(|noun| is_target(noun) && !counted(noun)) {
        targets = beside(reader);
    }
    if targets.is_empty() && objects.is_empty() && !acting && super::stories::alone(reader, clause, subjects, verb, &name) {
        return Told::All;
    }
    let object = targets.iter().find(|noun| is_target(noun));
    match object {
        None if !objects.iter().any(counted) => return Told::Not,
        // `review an order`: no order is made by that.
        Some(object) if MADE.contains(&object.head()) && !matches!(verb.base.as_str(), "review" | "rate" | "comment") => return Told::Made,
        _ => {}
    }
    let event = event(verb, &name, under, object);
    let who = subjects.iter().chain(actor).any(is_thing);
    reader.thing(&event, if who { SURE } else { 1.6 });
    reader.happened = Some(event.clone());
    let places = clause
        .before
        .iter()
        .chain(&clause.complements)
        .filter(|one| matches!(one.preposition.as_deref(), Some("in" | "during" | "at" | "on" | "for" | "to" | "of" | "by")));
    let places: Vec<Noun> = places.flat_map(|one| nouns_of(one).cloned().collect::<Vec<_>>()).filter(|noun| !is_property(noun)).collect();
    for noun in targets.iter().chain(&places).chain(subjects).chain(actor) {
        if let Some(noun) = reader.meant_by(noun).filter(|noun| !is_actor(noun)) {
            let group = Group { base: "concern".to_string(), sense: Sense::Belong, ..verb.clone() };
            relation(reader, &event, &noun, &group, Some("of"), true);
        }
    }
    // `book a number of places on a date`
    for counted in objects.iter().filter(|noun| counted(noun)) {
        reader.owns(&event, of_noun(counted), Manner::Has);
    }
    for complement in clause.complements.iter().filter(|one| matches!(one.preposition.as_deref(), Some(":"))) {
        reader.listed_parts(&event, complement, Manner::Has);
    }
    // `ban a member until a given date`
    let until = |one: &&Complement| matches!(one.preposition.as_deref(), Some("until" | "till"));
    for noun in clause.complements.iter().filter(until).flat_map(nouns_of).filter(|noun| matches!(noun.head(), "date" | "day" | "time")) {
        let name = if noun.head() == "time" { "ends_at" } else { "end_date" };
        reader.owns(&event, of_noun(&Noun { range: noun.range.clone(), ..plain(name) }), Manner::Has);
    }
    if !acting || actor.is_some() || !clause.before.is_empty() { Told::All } else { Told::Also }
}

/// Somebody did something to something, and the next words may say what is kept of it.
#[derive(Debug, Clone)]
pub struct Done {
    clause: Clause,
    verb: Group,
    by: Vec<Noun>,
    to: Vec<Noun>,
    /// Where the facts of its sentence begin.
    facts: usize,
}

/// What happens, and the clauses of a sentence that say so and what is kept of it.
pub struct Happening {
    pub event: Noun,
    pub said: Option<usize>,
    pub keeps: Option<usize>,
}

/// `Each run is checked by a patroller, and its state is written down`.
pub fn read(reader: &mut Reader, clauses: &[Clause]) -> Option<Happening> {
    let before = reader.done.take();
    for (at, clause) in clauses.iter().enumerate() {
        let Some(done) = done(reader, clause) else { continue };
        let behind = clauses
            .iter()
            .enumerate()
            .find(|(other, one)| (clause.aside && *other != at || *other > at) && !one.aside && tells(&done, one, true));
        let again = clause.aside || words::verb_named(&done.verb.base).is_some_and(|verb| verb.again || verb.kept);
        if let (Some((keeps, _)), true) = (behind, again)
            && let Some(event) = told(reader, &done)
        {
            // `its state is written down with the snow depth`
            for with in clauses[keeps].complements.iter().filter(|one| one.preposition.as_deref() == Some("with")) {
                reader.listed_parts(&event, with, Manner::Stored);
            }
            return Some(Happening { event, said: Some(at), keeps: Some(keeps) });
        }
        // `It is consigned by an owner, on a date, with an asking price`
        if words::verb_named(&done.verb.base).is_some_and(|verb| verb.again)
            && (dated(&done.clause) || judged(&done.clause))
            && let Some(event) = told(reader, &done)
        {
            return Some(Happening { event, said: Some(at), keeps: None });
        }
        reader.done = Some(done).filter(|_| again && !clause.aside);
    }
    let done = before?;
    let [first, ..] = clauses else { return None };
    if !tells(&done, first, false) {
        return None;
    }
    let event = told(reader, &done)?;
    // What the verb alone said of the two is of what happened.
    let mut at = 0;
    reader.facts.retain(|fact| {
        at += 1;
        let its = matches!(fact, Fact::Relates(relates) if relates.verb == done.verb.base);
        at <= done.facts || !its
    });
    Some(Happening { event, said: None, keeps: Some(0) })
}

/// `when we inspect a hive, we note the date`: of the inspection.
pub fn when_kept(reader: &mut Reader, clause: &Clause) -> Option<Noun> {
    let verb = clause.verb.as_ref().filter(|verb| !verb.passive && !verb.negated && clause.subjects.iter().all(is_actor))?;
    let known = words::verb_named(&verb.base).filter(|verb| verb.kept)?;
    let event = Noun { range: verb.range.clone(), ..plain(&name(reader, known)?) };
    reader.thing(&event, 1.0);
    for object in objects(clause).flat_map(nouns_of).filter(|noun| noun.pronoun.is_none() && !is_property(noun)) {
        reader.concerns(&event, object);
    }
    Some(event)
}

/// `Tickets are scanned: time, device`: a thing of its own for each time.
pub fn listed(reader: &mut Reader, clause: &Clause, subjects: &[Noun], verb: &Group) -> bool {
    let known = words::verb_named(&verb.base)
        .filter(|known| (known.again || known.kept) && known.sense != Sense::Store && verb.passive && !verb.negated && !verb.bare);
    // `Courses can be reviewed with a rating and a comment`
    let with = |one: &Complement| {
        one.preposition.as_deref() == Some("with")
            && known.is_some_and(|known| known.kept)
            && one.items.iter().all(|item| item.noun.as_ref().is_some_and(|noun| !noun.plural))
    };
    let list = clause.complements.iter().find(|one| one.preposition.as_deref() == Some(":") || with(one));
    let (Some(known), Some(list)) = (known, list) else { return false };
    let told = list.items.iter().filter(|item| item.asked.is_some() || item.noun.as_ref().is_some_and(is_plain_property)).count();
    let thing = |noun: &Noun| is_thing(noun) && !MADE.contains(&noun.head()) && !words::is_event_of(noun.head(), &verb.base);
    if clause.relative || subjects.is_empty() || !subjects.iter().all(thing) || told == 0 || told * 2 < list.items.len() {
        return false;
    }
    let Some(name) = name(reader, known) else { return false };
    let event = event(verb, &name, None, subjects.first());
    reader.thing(&event, SURE);
    let by = clause.complements.iter().filter(|one| one.preposition.as_deref() == Some("by")).flat_map(nouns_of);
    let by: Vec<Noun> = by.filter_map(|noun| reader.meant_by(noun)).filter(is_thing).collect();
    for noun in subjects.iter().chain(&by) {
        reader.concerns(&event, noun);
    }
    reader.listed_parts(&event, list, Manner::Stored);
    reader.topic = Some(event);
    true
}

/// Who does what to what, where both are things.
fn done(reader: &Reader, clause: &Clause) -> Option<Done> {
    let verb = clause.verb.as_ref().filter(|verb| !verb.negated && matches!(verb.sense, Sense::Make | Sense::Meet | Sense::Act))?;
    if clause.relative {
        return None;
    }
    let meant =
        |nouns: &mut dyn Iterator<Item = &Noun>| -> Vec<Noun> { nouns.filter_map(|noun| reader.meant_by(noun)).filter(is_thing).collect() };
    let named =
        |word: &'static str| clause.complements.iter().filter(move |one| one.preposition.as_deref() == Some(word)).flat_map(nouns_of);
    let (by, to) = if verb.passive {
        (meant(&mut named("by")), meant(&mut clause.subjects.iter()))
    } else {
        (meant(&mut clause.subjects.iter()), meant(&mut objects(clause).flat_map(nouns_of)))
    };
    // `Each parcel is delivered by one driver`: once.
    let once = verb.passive && by.iter().any(|noun| noun.quantity.said && noun.quantity.many != Some(true));
    if by.is_empty() || to.is_empty() || once || by.iter().any(|one| to.iter().any(|other| one.name() == other.name())) {
        return None;
    }
    Some(Done { clause: clause.clone(), verb: verb.clone(), by, to, facts: reader.facts.len() })
}

/// `on a date, with an asking price`: a clause that says itself what is kept.
fn dated(clause: &Clause) -> bool {
    let told = |word: &'static str, date: bool| {
        let of = clause.complements.iter().filter(move |one| one.preposition.as_deref() == Some(word)).flat_map(nouns_of);
        of.filter(|noun| is_plain_property(noun) && noun.quantity.indefinite)
            .any(|noun| !date || matches!(noun.head(), "date" | "day" | "time"))
    };
    (told("on", true) || told("at", true)) && told("with", false)
}

/// `judges assess every dish, with a score and a remark`: what comes of it is told.
fn judged(clause: &Clause) -> bool {
    let comes = |noun: &Noun| {
        matches!(
            noun.head(),
            "score"
                | "grade"
                | "rating"
                | "remark"
                | "comment"
                | "verdict"
                | "result"
                | "mark"
                | "outcome"
                | "finding"
                | "note"
                | "amount"
                | "weight"
        )
    };
    let with = clause.complements.iter().find(|one| one.preposition.as_deref() == Some("with"));
    let active = clause.verb.as_ref().is_some_and(|verb| !verb.passive);
    active
        && with.is_some_and(|with| {
            nouns_of(with).count() == with.items.len()
                && nouns_of(with).all(|noun| is_property(noun) && noun.of.is_none())
                && nouns_of(with).any(comes)
        })
}

/// Whether a clause says what is kept, and of nothing else.
fn tells(done: &Done, clause: &Clause, here: bool) -> bool {
    let Some(verb) = clause.verb.as_ref().filter(|verb| !verb.negated && !clause.relative) else { return false };
    // `when a driver washes a van, he enters the litres`
    let points = |noun: &Noun| matches!(noun.pronoun.as_deref(), Some("he" | "she" | "they"));
    let same = clause.subjects == done.clause.subjects || clause.subjects.iter().all(points);
    let same = !clause.subjects.is_empty() && same && !verb.passive && here;
    let writes = verb.sense == Sense::Store || same && matches!(verb.base.as_str(), "write" | "report" | "note" | "give" | "type" | "key");
    let keeper = |noun: &Noun| is_actor(noun) || words::is_organization(noun.head());
    let told = |noun: &Noun| {
        let of = noun.of.as_deref().is_none_or(|of| words::is_event_of(of.head(), &done.verb.base));
        let its = noun.owner_word.as_deref().is_none_or(|word| here && word == "its");
        (is_plain_property(noun) || is_amount(noun)) && noun.owner.is_none() && of && its && !is_own(noun.head())
    };
    // `temperature, weight and remarks`: most are plain properties, and the rest may be.
    let perhaps = |noun: &Noun| {
        noun.owner.is_none()
            && noun.of.is_none()
            && noun.pronoun.is_none()
            && (is_property(noun) || is_amount(noun))
            && !is_own(noun.head())
    };
    let asked = |one: &&Complement| {
        let plain = one.items.iter().filter(|item| item.asked.is_some() || item.noun.as_ref().is_some_and(told)).count();
        let likely =
            one.items.iter().all(|item| item.asked.is_some() || item.noun.as_ref().is_some_and(|noun| told(noun) || perhaps(noun)));
        likely && plain * 2 > one.items.len()
    };
    let mut listed = objects(clause).peekable();
    let names = if verb.passive {
        !clause.subjects.is_empty() && clause.subjects.iter().all(told)
    } else {
        (clause.subjects.iter().all(keeper) || same) && listed.peek().is_some() && listed.all(|one| asked(&one))
    };
    let of_others = |one: &Complement| {
        matches!(one.preposition.as_deref(), Some("for" | "of" | "about" | "per" | "on" | "in")) && nouns_of(one).any(is_thing)
    };
    writes && names && !clause.before.iter().chain(&clause.complements).any(of_others)
}

/// `the litres`, `the kilometres`: how much of it.
pub fn is_amount(noun: &Noun) -> bool {
    noun.plural
        && noun.words.len() == 1
        && words::is_unit(&noun.words[0])
        && noun.quantity == crate::intent::rules::phrases::Quantity::default()
}

/// What people and things are called by is theirs.
fn is_own(head: &str) -> bool {
    matches!(head, "name" | "email" | "mail" | "phone" | "birth" | "gender" | "title" | "colour" | "color" | "code")
}

/// The facts of what was done.
fn told(reader: &mut Reader, done: &Done) -> Option<Noun> {
    let known = words::verb_named(&done.verb.base);
    let name = match known.filter(|verb| !verb.nouns.is_empty()) {
        Some(known) => name(reader, known)?,
        None => words::event_name(&done.verb.base),
    };
    let event = event(&done.verb, &name, None, done.to.first());
    if done.to.iter().any(|noun| MADE.contains(&noun.head()) || noun.name() == event.name()) {
        return None;
    }
    reader.thing(&event, SURE);
    for noun in done.by.iter().chain(&done.to) {
        reader.concerns(&event, noun);
    }
    for complement in &done.clause.complements {
        match complement.preposition.as_deref() {
            Some("in" | "at" | "on" | "during" | "to" | "from" | "into") => {
                for noun in nouns_of(complement) {
                    let Some(noun) = reader.meant_by(noun) else { continue };
                    if is_thing(&noun) {
                        reader.concerns(&event, &noun);
                    } else if is_plain_property(&noun) && noun.quantity.indefinite && !noun.plural {
                        reader.owns(&event, of_noun(&noun), Manner::Has);
                    }
                }
            }
            Some("with" | "including" | ":") => {
                for part in complement.items.iter().flat_map(parts::parts) {
                    reader.owns(&event, part, Manner::Has);
                }
            }
            _ => {}
        }
    }
    Some(event)
}

/// Happens once, or is a property.
pub fn is_once(noun: &Noun) -> bool {
    let once = ["session", "visit", "lesson", "appointment", "day", "week", "month", "period", "treatment", "trip", "hour"];
    is_property(noun) || once.contains(&noun.head())
}

/// `Athletes enter for competitions`.
pub fn enters_for(clause: &Clause) -> bool {
    let to = clause.complements.iter().filter(|one| matches!(one.preposition.as_deref(), Some("for" | "in" | "into")));
    objects(clause).next().is_none() && to.flat_map(nouns_of).any(|noun| !is_property(noun))
}
