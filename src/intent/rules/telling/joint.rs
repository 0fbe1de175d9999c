//! What two things have only together, where a sentence tells it: *which lessons a student has finished, and when*, *a role in each of them*, *for each pupil who took part, the mark*.
//!
//! Comes in: what a clause lists, and what was spoken of. Goes out: the two things. Never happens: a thing that is one of a kind, such as the room of a lesson, becomes one of many.

use super::parts::{self, plain};
use super::predicates::{nouns_of, objects, relation};
use crate::intent::rules::clauses::{Asked, Clause, Complement, Item};
use crate::intent::rules::facts::{Fact, Manner, Part};
use crate::intent::rules::meanings;
use crate::intent::rules::phrases::{Group, Noun, Piece, Quantity};
use crate::intent::rules::properties::{is_actor, is_plain_property, is_property, is_thing};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::words::{self, Sense};

/// Two things, the item that names them, and what the one does to the other.
pub struct Joint {
    pub one: Noun,
    pub other: Noun,
    pub at: usize,
    pub verb: Group,
}

/// `which lessons a student has finished, and when`, `which employees work on which projects`, `which students attended it and in what role`.
pub fn asked(reader: &Reader, items: &[Item], owners: &[Noun]) -> Option<Joint> {
    let at = items.iter().position(|item| item.noun.is_none() && item.asked.as_ref().is_some_and(asks_things))?;
    let asked = items[at].asked.as_ref()?;
    // `who was with which club from when to when`
    let of_topic = asked.word == "who" || asked.word == "from when";
    let who = reader.topic().filter(|topic| of_topic && (asked.word != "who" || words::is_person(topic.head())));
    let told = who.is_none().then(|| last_person(reader)).flatten().filter(|_| asked.word == "who");
    // `a place for our club to remember who came to which evening`
    let club = ["club", "society", "choir", "association", "team", "band", "troupe"].iter().any(|word| reader.words.contains(*word));
    let inner_which = asked.pieces.iter().any(|piece| matches!(piece, Piece::Wh(word, _) if word == "which"));
    let nobody = (who.is_none() && told.is_none() && asked.word == "who" && club && inner_which)
        .then(|| Noun { range: asked.range.clone(), ..plain("member") });
    let who = who.or(told.as_ref()).or(nobody.as_ref());
    let (first, rest) = match asked.pieces.split_first()? {
        (Piece::Noun(first), rest) if !of_topic => (first, rest),
        _ => (who?, asked.pieces.as_slice()),
    };
    let place = rest.iter().position(|piece| matches!(piece, Piece::Verb(_)))?;
    let Some(Piece::Verb(verb)) = rest.get(place) else { return None };
    let inner = rest.iter().any(|piece| matches!(piece, Piece::Wh(word, _) if matches!(word.as_str(), "which" | "what")));
    if verb.negated || is_actor(first) || (verb.sense == Sense::Be && !inner) {
        return None;
    }
    let nouns = rest.iter().filter_map(|piece| if let Piece::Noun(noun) = piece { Some(noun) } else { None });
    let thing = |noun: &Noun| reader.meant_by(noun).filter(is_thing);
    let others: Vec<Noun> = nouns.filter_map(thing).collect();
    // `as a teacher I state which languages I can teach`
    let me = rest.iter().any(|piece| matches!(piece, Piece::Noun(noun) if noun.pronoun.as_deref() == Some("i")));
    let me = reader.actor().filter(|actor| me && !is_actor(actor));
    let other = others.into_iter().next().or(me).or_else(|| owners.first().cloned()).filter(|other| other.name() != first.name())?;
    // `which shelf each book is on`: one of them.
    let bounded = rest.windows(2).any(is_bound)
        || items[at + 1..].iter().filter_map(|item| item.asked.as_ref()).any(|asked| asked.word.ends_with(" when"));
    (first.plural || inner || bounded || asked.word == "from when").then(|| Joint {
        one: Noun { quantity: Quantity::default(), ..other },
        other: Noun { quantity: Quantity::default(), ..first.clone() },
        at,
        verb: verb.clone(),
    })
}

/// Who was described last: the firefighters, of `who completed which course`.
fn last_person(reader: &Reader) -> Option<Noun> {
    reader.facts.iter().rev().find_map(|fact| match fact {
        Fact::Owns { owner, .. } if super::somebody::is_person(owner) => Some(owner.clone()),
        _ => None,
    })
}

/// `keep every stage a deal was in, with the date`: all that something had, one after the other.
pub fn each_one(reader: &mut Reader, clause: &Clause, items: &[Item]) -> bool {
    let [item] = items else { return false };
    let Some(noun) = item.noun.as_ref().filter(|noun| noun.quantity.each && noun.pronoun.is_none() && !is_actor(noun)) else {
        return false;
    };
    let Some(asked) = &item.asked else { return false };
    let [Piece::Noun(owner), Piece::Verb(verb), ..] = asked.pieces.as_slice() else { return false };
    let Some(owner) = reader.meant_by(owner).filter(|owner| !is_actor(owner) && !is_property(owner) && owner.pronoun.is_none()) else {
        return false;
    };
    if verb.negated || is_plain_property(noun) && !words::is_weak_attribute(noun.head()) {
        return false;
    }
    let quantity = Quantity::default();
    let joint = Joint { one: owner, other: Noun { quantity, brackets: Vec::new(), ..noun.clone() }, at: 0, verb: verb.clone() };
    reader.thing(&joint.other, 1.0);
    joint.relate(reader);
    for complement in clause.complements.iter().filter(|one| matches!(one.preposition.as_deref(), Some("with" | ":" | "including"))) {
        for part in complement.items.iter().flat_map(parts::parts) {
            let between = Some((joint.one.clone(), joint.other.clone()));
            reader.owns(&joint.one, Part { between, ..part }, Manner::Stored);
        }
    }
    true
}

/// `the landlord each building belongs to`, `at which branch a parcel was posted`: one of them, told of each.
pub fn told_of_each(reader: &mut Reader, item: &Item) -> bool {
    let Some(asked) = &item.asked else { return false };
    let (one, of) = match (&item.noun, asked.pieces.as_slice()) {
        (Some(one), [Piece::Noun(of), Piece::Verb(verb), ..]) if verb.sense == Sense::Belong && of.quantity.each => (one, of),
        (None, [Piece::Noun(one), Piece::Noun(of), Piece::Verb(_), ..]) if asked.word.contains(' ') && asked.word.ends_with("which") => {
            (one, of)
        }
        _ => return false,
    };
    let Some(of) = reader.meant_by(of).filter(|of| !is_actor(of) && !is_property(of) && !of.plural) else { return false };
    if one.plural || one.pronoun.is_some() || is_property(one) || is_actor(one) || one.name() == of.name() {
        return false;
    }
    reader.thing(one, 0.5);
    let group = crate::intent::rules::phrases::group("belong", Sense::Belong, true, false, one.range.clone());
    relation(reader, &of, one, &group, Some("at"), true);
    true
}

/// `the share each of them has in it`: two things that stand behind a property, by whatever word.
pub fn behind(reader: &Reader, item: &Item, part: &Part) -> Option<(Noun, Noun)> {
    let asked = item.asked.as_ref().filter(|_| item.noun.is_some() && part.between.is_none() && is_property(&part.noun))?;
    let nouns = asked.pieces.iter().filter_map(|piece| if let Piece::Noun(noun) = piece { Some(noun) } else { None });
    let mut nouns = nouns.filter_map(|noun| reader.meant_by(noun)).filter(|noun| !is_actor(noun) && !is_property(noun));
    let (one, other) = (nouns.next()?, nouns.next()?);
    let apart = one.name() != other.name() && asked.pieces.iter().any(|piece| matches!(piece, Piece::Noun(noun) if noun.quantity.each));
    apart.then_some((one, other))
}

/// `mark a defect as a duplicate of another defect`
pub fn role_of_another(reader: &mut Reader, clause: &Clause, subjects: &[Noun], objects: &[Noun]) -> bool {
    for role in clause.complements.iter().filter(|one| one.preposition.as_deref() == Some("as")).flat_map(nouns_of) {
        let Some(of) = role.of.as_deref().filter(|of| of.quantity.other && !role.plural) else { continue };
        let Some(object) = objects.first().or(subjects.first()).filter(|object| object.words == of.words) else { continue };
        let role = Noun { of: None, range: role.range.clone(), ..plain(&format!("{}_of", role.name())) };
        reader.push(Fact::Plays { owner: object.clone(), role, thing: of.clone() });
        return true;
    }
    false
}

/// `When a property comes on the market we create a listing`: it is of the property.
pub fn made_when(reader: &mut Reader, verb: &Group, objects: &[Noun], acting: bool) {
    let makes = ["create", "open", "issue", "make", "raise", "write", "generate", "prepare", "start", "draw"];
    let Some(about) = reader.condition.clone().filter(|_| acting && (makes.contains(&verb.base.as_str()) || verb.base == "give")) else {
        return;
    };
    // `we give them a ticket`
    let rest: Vec<&Noun> = objects.iter().filter(|noun| verb.base != "give" || noun.name() != about.name()).collect();
    let [made] = rest.as_slice() else { return };
    let once = made.quantity.indefinite && !made.plural && made.pronoun.is_none();
    if once && !verb.negated && !is_property(made) && !is_actor(made) && made.name() != about.name() {
        reader.thing(made, 1.0);
        reader.concerns(made, &about);
    }
}

/// `you can reply to a comment`: by another one.
pub fn replies(reader: &mut Reader, clause: &Clause, verb: &Group, objects: &[Noun]) -> bool {
    if !matches!(verb.base.as_str(), "reply" | "answer" | "respond") || verb.negated {
        return false;
    }
    let to = clause.complements.iter().filter(|one| one.preposition.as_deref() == Some("to")).flat_map(nouns_of).chain(objects);
    let Some(noun) = to.into_iter().find(|noun| matches!(noun.head(), "comment" | "message" | "post")).cloned() else { return false };
    // A reply is a thing of its own where the text says what it has.
    reader.push(Fact::Tree { noun });
    true
}

/// A noun for things, and one that may be one: `firmware version`.
fn names_thing(noun: &Noun) -> bool {
    let shared = noun.plural && words::is_shared(noun.head());
    !is_property(noun) || shared || words::is_weak_attribute(noun.head()) && noun.words.len() > 1
}

/// `When a car is sold I need the date and the buyer`: what is kept of the sale.
pub fn when_done(reader: &mut Reader, clause: &Clause, all: &[Clause]) -> Option<Noun> {
    let verb = clause.verb.as_ref().filter(|verb| verb.passive && !verb.negated && !verb.may)?;
    let happens = |known: &&words::Verb| {
        matches!(known.sense, Sense::Meet | Sense::Make) && !matches!(known.base.as_str(), "register" | "invite" | "create" | "upload")
    };
    let known = words::verb_named(&verb.base).filter(happens)?;
    let name = known.nouns.first()?;
    let [subject] = clause.subjects.as_slice() else { return None };
    let once = subject.quantity.indefinite && !subject.plural && subject.pronoun.is_none() && !is_property(subject) && !is_actor(subject);
    let stores = |one: &Clause| {
        let keeps = one.verb.as_ref().is_some_and(|verb| verb.sense == Sense::Store && !verb.passive && !verb.negated);
        let mut kept = objects(one).flat_map(nouns_of).peekable();
        !one.aside
            && keeps
            && one.subjects.iter().all(is_actor)
            && one.before.is_empty()
            && kept.peek().is_some_and(|noun| is_property(noun))
    };
    if !once || !all.iter().any(stores) {
        return None;
    }
    let event = Noun { range: verb.range.clone(), ..plain(name) };
    reader.thing(&event, 1.0);
    reader.concerns(&event, subject);
    Some(event)
}

/// Somebody: a person or a body of people.
pub fn is_body(head: &str) -> bool {
    let means = meanings::is_one_of(head, &["person", "organization"]);
    means || words::is_person(head) || words::is_organization(head) || head.ends_with("er") || head.ends_with("or")
}

fn asks_things(asked: &Asked) -> bool {
    matches!(asked.word.as_str(), "which" | "what")
        && matches!(asked.pieces.first(), Some(Piece::Noun(noun)) if noun.pronoun.is_none() && names_thing(noun))
        || asked.word == "from when"
            && asked.pieces.iter().any(|piece| matches!(piece, Piece::Noun(noun) if noun.pronoun.is_none() && !is_property(noun)))
        || asked.word == "who" && asked.pieces.iter().any(|piece| matches!(piece, Piece::Wh(word, _) if word == "which"))
}

/// `from when`, `until when`.
fn is_bound(two: &[Piece]) -> bool {
    matches!(two, [Piece::Preposition(word, _), Piece::Wh(when, _)] if matches!(word.as_str(), "from" | "until" | "since" | "till") && when == "when")
}

/// `prescriptions list medicines, each with its dosage`: what the two have together, where it is of that kind.
pub fn each_with(reader: &mut Reader, clause: &Clause, all: &[Clause]) -> bool {
    let each = clause.verb.as_ref().is_some_and(|verb| verb.base == "have" && verb.bare) && clause.relative;
    let [thing] = clause.subjects.as_slice() else { return false };
    if !each || thing.pronoun.is_some() || is_plain_property(thing) || is_of_a_whole(thing) || !(thing.plural || thing.quantity.said) {
        return false;
    }
    let own = objects(clause).flat_map(nouns_of).any(|noun| noun.owner_word.as_deref() == Some("its"));
    // `owned by several owners, each with a share`
    let by = |one: &&Clause| {
        let by = one.complements.iter().filter(|one| one.preposition.as_deref() == Some("by"));
        !one.relative
            && by.flat_map(nouns_of).any(|noun| noun.range == thing.range && noun.quantity.many == Some(true) && is_body(noun.head()))
    };
    let is_object = |one: &&Clause| by(one) || objects(one).flat_map(nouns_of).any(|noun| noun.range == thing.range);
    let is_subject = |one: &&Clause| !one.relative && one.subjects.iter().any(|noun| noun.range == thing.range);
    let outer = all.iter().find(is_object).or_else(|| all.iter().find(is_subject));
    let Some(outer) = outer else { return false };
    let Some(verb) = outer.verb.as_ref().filter(|verb| !verb.negated) else { return false };
    let subject = if is_subject(&outer) {
        // `several contacts can be involved in a deal, each in a role`
        let placed = |one: &&Complement| matches!(one.preposition.as_deref(), Some("in" | "on" | "at" | "to" | "for") | None);
        outer.complements.iter().filter(placed).flat_map(nouns_of).find(|noun| !is_plain_property(noun)).cloned()
    } else {
        outer.subjects.last().cloned().filter(|_| !verb.passive || by(&outer))
    };
    let Some(subject) = subject.and_then(|noun| reader.meant(&noun)) else { return false };
    if is_actor(&subject) || is_property(&subject) || subject.name() == thing.name() {
        return false;
    }
    let all: Vec<Part> = objects(clause).flat_map(|one| &one.items).flat_map(parts::parts).collect();
    // `bank accounts, each with a sort code and an account number`: what tells them apart is their own.
    let known = |part: &Part| matches!(part.noun.head(), "code" | "name" | "email" | "title") || part.noun.name().ends_with("_number");
    let added = matches!(verb.base.as_str(), "add" | "create" | "upload" | "attach" | "have") && all.iter().any(known);
    if added {
        return false;
    }
    let measure = all.iter().filter_map(|part| measures(&part.noun)).max();
    // `modules, each with its name`
    let Some(measure) = measure.or((own && !all.iter().any(known)).then_some(Measure::Sure)) else { return false };
    let range = thing.range.start..all.iter().map(|part| part.range.end).max().unwrap_or(thing.range.end);
    for part in all {
        let perhaps = (measure == Measure::Perhaps).then(|| range.clone());
        let between = Some((subject.clone(), thing.clone()));
        reader.owns(thing, Part { between, perhaps, done: Some(verb.base.clone()), ..part }, Manner::Has);
    }
    true
}

/// Adjectives that many have towards many.
const TOWARDS: [&str; 14] = [
    "allergic",
    "intolerant",
    "immune",
    "eligible",
    "proficient",
    "fluent",
    "skilled",
    "experienced",
    "interested",
    "suitable",
    "compatible",
    "certified",
    "valid",
    "responsible",
];

/// `patients can be allergic to ingredients`: what many have towards many.
pub fn able(clause: &Clause, complement: &Complement, noun: &Noun) -> bool {
    let several = (noun.plural || noun.quantity.said && noun.quantity.many == Some(true)) && !is_property(noun) && !is_actor(noun);
    let at = clause.complements.iter().position(|one| std::ptr::eq(one, complement));
    let before = at.and_then(|at| at.checked_sub(1)).and_then(|at| clause.complements.get(at)).and_then(|one| one.items.last());
    several && before.and_then(|item| item.adjective.as_deref()).is_some_and(|adjective| TOWARDS.contains(&adjective))
}

pub fn both(reader: &mut Reader, clause: &Clause, subject: &Noun, noun: &Noun, verb: &Group) {
    let adjective = clause.complements.iter().flat_map(|one| &one.items).find_map(|item| item.adjective.clone()).unwrap_or_default();
    let group = Group { base: "link".to_string(), sense: Sense::Meet, passive: false, ..verb.clone() };
    relation(reader, subject, noun, &group, None, false);
    reader.between = Some((adjective, subject.clone(), noun.clone()));
}

/// `the severity of the allergy`, of who is allergic to what.
pub fn of_both(reader: &Reader, part: &Noun) -> Option<(Noun, Noun)> {
    let (adjective, one, other) = reader.between.as_ref()?;
    let of = part.of.as_deref()?;
    let length = adjective.len().min(6).saturating_sub(1).max(4);
    let stem = adjective.get(..length)?;
    (is_property(part) && of.head().starts_with(stem)).then(|| (one.clone(), other.clone()))
}

/// `a role in each of them`, `a price in each store`: what the subject has in each, read as of both.
pub fn in_each(reader: &mut Reader, clause: &Clause, subject: &Noun, complement: &Complement) -> bool {
    let [item] = complement.items.as_slice() else { return false };
    let Some(noun) = item.noun.as_ref().filter(|noun| noun.quantity.each || noun.pronoun.as_deref() == Some("each")) else { return false };
    let properties: Vec<Part> = objects(clause).flat_map(|one| &one.items).flat_map(parts::parts).collect();
    let told = !properties.is_empty() && properties.iter().all(|part| is_property(&part.noun) && !part.noun.plural);
    let Some(other) = reader.meant_by(noun).filter(|other| !is_actor(other) && !is_property(other) && other.name() != subject.name())
    else {
        return false;
    };
    if !told || is_actor(subject) {
        return false;
    }
    let name = |noun: &Noun| (noun.name(), noun.range.clone());
    let names: Vec<_> = properties.iter().map(|part| name(&part.noun)).collect();
    // The subject has nothing of it alone.
    reader.facts.retain(|fact| !matches!(fact, Fact::Owns { owner, part, .. } if owner == subject && names.contains(&name(&part.noun))));
    for part in properties {
        reader.owns(subject, Part { between: Some((subject.clone(), other.clone())), ..part }, Manner::Has);
    }
    true
}

/// `sells several drugs and asks a price of its own for each`, `work in several branches, with a number of hours in each`: of the two together. The clause without it, where that says
/// something else.
pub fn with_each(reader: &mut Reader, clause: &Clause, subjects: &[Noun]) -> Option<Option<Clause>> {
    let verb = clause.verb.as_ref().filter(|verb| !verb.passive && !verb.negated)?;
    let each = |one: &Complement| {
        matches!(one.preposition.as_deref(), Some("in" | "at" | "for" | "on" | "to"))
            && matches!(one.items.as_slice(), [item] if item.noun.as_ref().is_some_and(|noun| noun.pronoun.as_deref() == Some("each")))
    };
    let at = clause.complements.iter().position(each)?;
    if matches!(verb.base.as_str(), "ask" | "charge" | "set" | "fix" | "quote" | "demand") {
        let told = subjects.iter().filter(|subject| in_each(reader, clause, subject, &clause.complements[at])).count();
        return (told > 0).then_some(None);
    }
    let [other, with] = &clause.complements[at.checked_sub(2)?..at] else { return None };
    let other = other.items.last().and_then(|item| item.noun.as_ref()).filter(|noun| noun.pronoun.is_none() && !is_property(noun))?.clone();
    let parts: Vec<Part> = with.items.iter().flat_map(parts::parts).collect();
    let properties = |part: &Part| is_property(&part.noun) || part.noun.words.first().is_some_and(|word| word == "number");
    if with.preposition.as_deref() != Some("with") || parts.is_empty() || !parts.iter().all(properties) || is_actor(&other) {
        return None;
    }
    for subject in subjects.iter().filter(|subject| !is_actor(subject)) {
        for part in parts.iter().cloned() {
            reader.owns(subject, Part { between: Some((subject.clone(), other.clone())), ..part }, Manner::Has);
        }
    }
    let mut rest = clause.clone();
    rest.complements.drain(at - 1..=at);
    Some(Some(rest))
}

/// `an order bundles several products with quantities and the price paid`: of both together. The clause without it.
pub fn contents_with(reader: &mut Reader, clause: &Clause, subjects: &[Noun], verb: &Group) -> Option<Clause> {
    let holds = matches!(
        verb.base.as_str(),
        "contain" | "bundle" | "comprise" | "include" | "list" | "cover" | "combine" | "hold" | "group" | "consist" | "collect"
    );
    let ([subject], false, false) = (subjects, verb.passive, verb.negated) else { return None };
    let paper = subject.quantity.indefinite || subject.quantity.each || subject.plural;
    if !holds || !paper || is_actor(subject) || words::is_person(subject.head()) {
        return None;
    }
    let at = clause.complements.iter().position(|one| one.preposition.as_deref() == Some("with")).filter(|at| *at > 0)?;
    let thing = |noun: &&Noun| noun.plural && is_thing(noun) && noun.name() != subject.name();
    let other = nouns_of(&clause.complements[at - 1]).last().filter(thing)?.clone();
    let parts: Vec<Part> = clause.complements[at].items.iter().flat_map(parts::parts).collect();
    let sure = parts.iter().any(|part| measures(&part.noun) == Some(Measure::Sure) || matches!(part.noun.head(), "hour" | "piece"));
    if !sure || !parts.iter().all(|part| is_property(&part.noun)) {
        return None;
    }
    for part in parts {
        let last = part.noun.words.last().cloned().unwrap_or_default();
        let noun = Noun { plural: false, last, ..part.noun.clone() };
        reader.owns(subject, Part { noun, between: Some((subject.clone(), other.clone())), ..part }, Manner::Has);
    }
    let mut rest = clause.clone();
    rest.complements.remove(at);
    Some(rest)
}

/// `for each pupil who took part`, `for each car involved`: who, and in what.
pub fn taking_part(reader: &Reader, clauses: &[Clause]) -> Option<(Noun, Noun)> {
    let takes_part = |clause: &&Clause| {
        let verb = clause.verb.as_ref().filter(|verb| !verb.negated);
        let part = |item: &Item| item.noun.as_ref().is_some_and(|noun| noun.words == ["part"]);
        let alone = clause.complements.iter().flat_map(|one| &one.items).all(part);
        let each = clause.subjects.first().is_some_and(|noun| noun.quantity.each && noun.pronoun.is_none());
        alone
            && each
            && clause.relative
            && verb.is_some_and(|verb| {
                matches!(
                    verb.base.as_str(),
                    "attend"
                        | "participate"
                        | "compete"
                        | "involve"
                        | "join"
                        | "come"
                        | "take"
                        | "sail"
                        | "race"
                        | "run"
                        | "play"
                        | "start"
                        | "finish"
                        | "row"
                        | "ride"
                        | "sing"
                )
            })
    };
    let who = clauses.iter().find(takes_part)?.subjects.first()?.clone();
    let other = reader
        .topic()
        .filter(|topic| topic.name() != who.name() && (!is_property(topic) || topic.quantity.indefinite) && !is_actor(topic))?;
    Some((who, other.clone()))
}

/// `the price is different on each platform`, `the fee differs per region`: of the two together.
pub fn differs(reader: &mut Reader, clause: &Clause, subjects: &[Noun], verb: &Group) -> bool {
    let different = clause.complements.iter().flat_map(|one| &one.items).any(|item| item.adjective.as_deref() == Some("different"));
    let says = matches!(verb.base.as_str(), "differ" | "vary") || verb.sense == Sense::Be && different;
    let ([part], true, false) = (subjects, says, verb.negated || clause.relative) else { return false };
    let each = |one: &&Complement| {
        let word = one.preposition.as_deref();
        matches!(word, Some("on" | "in" | "at" | "for")) && nouns_of(one).any(|noun| noun.quantity.each)
            || word == Some("per")
            || word == Some("by") && nouns_of(one).any(|noun| noun.quantity.each || noun.plural)
    };
    let other = clause.complements.iter().find(each).and_then(|one| nouns_of(one).next()).and_then(|noun| reader.meant_by(noun));
    let of = part.of.as_deref().and_then(|of| reader.meant(of)).or_else(|| reader.owner_word(part)).or_else(|| reader.topic().cloned());
    let other = other.filter(|noun| noun.pronoun.is_none() && super::happenings::is_target(noun));
    let (Some(owner), Some(other)) = (of.filter(is_thing), other) else { return false };
    if !is_property(part) || owner.name() == other.name() {
        return false;
    }
    let name = part.name();
    // The owner has nothing of it alone.
    reader
        .facts
        .retain(|fact| !matches!(fact, Fact::Owns { owner: one, part, .. } if one.name() == owner.name() && part.noun.name() == name));
    let part = Noun { of: None, ..part.clone() };
    let part = Part { range: part.range.clone(), between: Some((owner.clone(), other)), noun: part, ..Part::default() };
    reader.owns(&owner, part, Manner::Has);
    true
}

/// A part of one whole alone: the lines of an order.
fn is_of_a_whole(noun: &Noun) -> bool {
    matches!(noun.head(), "line" | "item" | "entry" | "position" | "row" | "detail" | "step" | "section" | "question" | "photo" | "payment")
}

/// How sure a property is one of two things together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Measure {
    /// Where the thing itself is described elsewhere.
    Perhaps,
    Sure,
}

fn measures(noun: &Noun) -> Option<Measure> {
    match noun.head() {
        "quantity" | "amount" | "unit" | "dosage" | "dose" | "share" | "percentage" | "proportion" | "role" | "function" => {
            Some(Measure::Sure)
        }
        "position" | "rank" | "place" | "order" | "number" | "price" | "weight" | "score" | "result" | "grade" | "date" | "hour"
        | "level" | "proficiency" | "rating" | "minimum" | "maximum" | "duration" | "time" | "lane" | "status" | "value" | "discount" => {
            Some(Measure::Perhaps)
        }
        _ => None,
    }
}

/// `every toggle is on or off per environment, with a percentage`: told of the two together.
pub fn is_per(reader: &mut Reader, clause: &Clause, subjects: &[Noun], verb: &Group) -> bool {
    let per = clause.complements.iter().filter(|one| one.preposition.as_deref() == Some("per")).flat_map(nouns_of).next().cloned();
    let states = clause.complements.iter().flat_map(|one| &one.items).any(|item| !item.states.is_empty());
    let ([subject], Some(other)) = (subjects, per) else { return false };
    let plain = |noun: &Noun| is_thing(noun) && !words::is_unit(noun.head());
    if !states || verb.negated || !plain(subject) || !plain(&other) || subject.name() == other.name() {
        return false;
    }
    let joint = Joint {
        one: Noun { quantity: Quantity::default(), ..subject.clone() },
        other: Noun { quantity: Quantity::default(), ..other },
        at: 0,
        verb: verb.clone(),
    };
    joint.relate(reader);
    let told = clause.complements.iter().filter(|one| matches!(one.preposition.as_deref(), None | Some("with" | ":" | "including")));
    for part in told.flat_map(|one| &one.items).flat_map(parts::parts) {
        let between = Some((joint.one.clone(), joint.other.clone()));
        reader.owns(&joint.one, Part { between, ..part }, Manner::Stored);
    }
    true
}

impl Joint {
    /// Reads the item that names the two, and with it those behind it that tell of both; whether the item was one of these.
    /// What stands behind `with` is of both.
    pub fn with(&self, reader: &mut Reader, clause: &Clause) {
        for complement in clause.complements.iter().filter(|one| matches!(one.preposition.as_deref(), Some("with" | "including"))) {
            for part in complement.items.iter().flat_map(parts::parts).filter(|part| is_property(&part.noun) || part.named.is_some()) {
                let between = Some((self.one.clone(), self.other.clone()));
                reader.owns(&self.one, Part { between, ..part }, Manner::Stored);
            }
        }
    }

    pub fn read(&self, reader: &mut Reader, at: usize, item: &Item) -> bool {
        if at < self.at {
            return false;
        }
        // `which tariff applied to which site`: nobody applies for anything.
        let person = |noun: &Noun| words::is_person(noun.head()) || words::is_role(noun.head());
        let kept = words::verb_named(&self.verb.base).filter(|verb| verb.kept && (person(&self.one) || person(&self.other)));
        let event = kept.map(|verb| Noun { range: self.verb.range.clone(), ..plain(&verb.nouns[0]) });
        if at == self.at {
            match &event {
                Some(event) => {
                    reader.thing(event, 1.0);
                    reader.concerns(event, &self.one);
                    reader.concerns(event, &self.other);
                }
                None => self.relate(reader),
            }
        }
        for part in parts::parts(item) {
            let told = part.named.is_some()
                || part.who.is_some() && at > self.at
                || is_property(&part.noun)
                || item.asked.is_some() && at > self.at;
            if !told || part.noun.pronoun.is_some() || part.noun.name() == self.other.name() {
                continue;
            }
            // `and when`
            let when = item.asked.as_ref().is_some_and(|asked| {
                let bare = asked.word == "when" && asked.pieces.is_empty();
                bare || asked.word == "at what" && asked.pieces.len() == 1 && matches!(part.noun.head(), "time" | "date" | "moment")
            });
            let named = words::verb_named(&self.verb.base).filter(|_| when).map(|verb| format!("{}_at", verb.participle));
            let part = Part { named: named.or(part.named.clone()), ..part };
            match &event {
                Some(event) => reader.owns(event, part, Manner::Stored),
                None => {
                    let between = Some((self.one.clone(), self.other.clone()));
                    reader.owns(&self.one, Part { between, done: Some(self.verb.base.clone()), ..part }, Manner::Stored);
                }
            }
        }
        true
    }

    fn relate(&self, reader: &mut Reader) {
        reader.thing(&self.one, 0.5);
        reader.thing(&self.other, 0.5);
        let several = Quantity { many: Some(true), said: true, ..Quantity::default() };
        let other = Noun { plural: true, quantity: several, ..self.other.clone() };
        let verb = Group { sense: Sense::Meet, passive: false, ..self.verb.clone() };
        relation(reader, &self.one, &other, &verb, None, false);
    }
}

/// `per cleaning how many sets of each linen type were used`: of the two together.
pub fn counted_of_each(reader: &mut Reader, owner: &Noun, item: &Item) -> bool {
    let Some(asked) = item.asked.as_ref().filter(|asked| item.noun.is_none() && asked.word == "how") else { return false };
    let Some(Piece::Noun(counted)) = asked.pieces.first() else { return false };
    let each = counted.of.as_deref().filter(|of| of.quantity.each && of.pronoun.is_none() && !is_property(of) && !is_actor(of));
    let Some(each) = each.filter(|each| each.name() != owner.name()).cloned() else { return false };
    let each = Noun { quantity: Quantity::default(), ..each };
    reader.thing(&each, 0.7);
    let part = Part { noun: Noun { range: counted.range.clone(), ..plain("quantity") }, range: counted.range.clone(), ..Part::default() };
    let between = Some((owner.clone(), each));
    reader.owns(owner, Part { between, ..part }, Manner::Stored);
    true
}
