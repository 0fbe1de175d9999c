//! What happens, and what is kept of it, where a text tells it by the way: *when something sells: the date, the price*, *a tenancy is a tenant having a plot, from … to …*,
//! *invoices, one per tenancy, with an amount*, *treatments are for the ministry: per hive the product*.
//!
//! Comes in: clauses of a sentence, or its pieces. Goes out: facts about what happens. Never happens: a thing that only is like another one gets its properties.

use super::parts::of_noun;
use super::predicates::{nouns_of, objects};
use crate::intent::rules::clauses::{Clause, Complement};
use crate::intent::rules::facts::Manner;
use crate::intent::rules::phrases::{Group, Noun, Piece, Quantity};
use crate::intent::rules::properties::{is_actor, is_property, is_thing};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::words::{self, Sense};

/// `When something sells: the date, the price`: what is kept of the sale.
pub fn with_a_list(reader: &mut Reader, clause: &Clause, all: &[Clause]) -> Option<Noun> {
    let verb = clause.verb.as_ref().filter(|verb| !verb.negated && matches!(verb.sense, Sense::Make | Sense::Meet | Sense::Act))?;
    words::verb_named(&verb.base).filter(|known| !known.nouns.is_empty())?;
    let [list] = all.iter().filter(|one| !one.aside).collect::<Vec<_>>()[..] else { return None };
    let nouns: Vec<&Noun> = list.subjects.iter().chain(objects(list).flat_map(nouns_of)).collect();
    let properties = nouns.iter().filter(|noun| is_property(noun)).count();
    if list.verb.is_some() || list.label || !list.before.is_empty() || nouns.len() < 2 || properties * 2 < nouns.len() {
        return None;
    }
    let something = |noun: &Noun| matches!(noun.pronoun.as_deref(), Some("something" | "anything" | "one" | "it"));
    let of: Vec<Noun> = clause
        .subjects
        .iter()
        .chain(objects(clause).flat_map(nouns_of))
        .filter_map(|noun| if something(noun) { reader.topic().cloned() } else { Some(noun.clone()) })
        .filter(is_thing)
        .collect();
    let event = Noun { range: verb.range.clone(), ..super::parts::plain(&words::event_name(&verb.base)) };
    reader.thing(&event, 1.0);
    for noun in of.iter().filter(|noun| noun.name() != event.name()) {
        reader.concerns(&event, &Noun { quantity: Quantity::default(), ..noun.clone() });
    }
    for noun in list.subjects.iter().filter(|noun| is_property(noun)) {
        reader.owns(&event, of_noun(noun), Manner::Stored);
    }
    reader.newest.clear();
    reader.own_topic = Some(event.clone());
    Some(event)
}

/// `A tenancy is a tenant having a plot, from a start date to an end date`: it is of both, and has what follows. Answers for the clause of `is` and for the one of `having`.
pub fn is_of_two(reader: &mut Reader, clause: &Clause, all: &[Clause]) -> bool {
    let once = |noun: &Noun| is_thing(noun) && noun.quantity.indefinite && !noun.plural;
    let defines =
        |one: &&Clause| one.verb.as_ref().is_some_and(|verb| verb.sense == Sense::Be && !verb.negated && !verb.may) && !one.relative;
    let inner = |one: &&Clause| one.relative && one.verb.as_ref().is_some_and(|verb| verb.bare && !verb.negated);
    let doer = |one: &Clause| one.subjects.first().cloned().filter(once);
    let Some(outer) = all.iter().find(defines) else { return false };
    let kinds: Vec<&Noun> = objects(outer).flat_map(nouns_of).collect();
    let ([told], [who]) = (outer.subjects.as_slice(), kinds.as_slice()) else { return false };
    let Some(has) = all.iter().filter(inner).find(|one| doer(one).is_some_and(|noun| noun.range == who.range)) else { return false };
    let verb = has.verb.as_ref().map_or("", |verb| verb.base.as_str());
    let Some(what) = objects(has).flat_map(nouns_of).find(|noun| once(noun)) else { return false };
    if !once(told) || told.name() == who.name() || !words::is_person(who.head()) && verb != "have" {
        return false;
    }
    let (is_outer, is_inner) = (std::ptr::eq(outer, clause), std::ptr::eq(has, clause));
    if is_outer {
        reader.thing(told, 1.5);
        reader.concerns(told, who);
        reader.concerns(told, what);
        let placed = |one: &&Complement| !matches!(one.preposition.as_deref(), Some("like" | "as" | "such as"));
        for noun in has.complements.iter().chain(&outer.complements).filter(placed).flat_map(nouns_of).filter(|noun| is_property(noun)) {
            reader.owns(told, of_noun(noun), Manner::Has);
        }
    }
    is_outer || is_inner
}

/// `When a singer takes a copy home, that's a loan, with the date out`: of both, and with what follows.
pub fn that_is(reader: &mut Reader, clause: &Clause, all: &[Clause]) -> bool {
    let be = clause.verb.as_ref().is_some_and(|verb| verb.sense == Sense::Be && !verb.negated && !verb.may && !verb.passive);
    let points = matches!(clause.subjects.as_slice(), [noun] if matches!(noun.pronoun.as_deref(), Some("that" | "this")));
    let kinds: Vec<&Noun> = objects(clause).flat_map(nouns_of).collect();
    let [kind] = kinds.as_slice() else { return false };
    if !be || !points || clause.relative || !is_thing(kind) || kind.plural || words::is_person(kind.head()) {
        return false;
    }
    let when = all.iter().find(|one| one.aside && one.verb.as_ref().is_some_and(|verb| !verb.negated));
    let event = Noun { brackets: Vec::new(), ..(*kind).clone() };
    if when.is_none() && !event.quantity.indefinite {
        return false;
    }
    reader.thing(&event, 1.5);
    if let Some(when) = when {
        let of: Vec<Noun> = when.subjects.iter().chain(objects(when).flat_map(nouns_of)).filter_map(|noun| reader.meant_by(noun)).collect();
        for noun in of.iter().filter(|noun| is_thing(noun) && noun.name() != event.name()) {
            reader.concerns(&event, &Noun { quantity: Quantity::default(), ..noun.clone() });
        }
    }
    for complement in clause.complements.iter().filter(|one| matches!(one.preposition.as_deref(), Some("with" | ":" | "including"))) {
        reader.listed_parts(&event, complement, Manner::Has);
    }
    reader.topic = Some(event.clone());
    reader.own_topic = Some(event);
    true
}

/// `we send invoices each October, one per tenancy, with an amount`: the invoices are per tenancy.
pub fn one_per(pieces: &mut Vec<Piece>) {
    let is = |piece: Option<&Piece>, word: &str| matches!(piece, Some(Piece::Preposition(found, _)) if found == word);
    let one = |piece: &Piece| matches!(piece, Piece::Noun(noun) if noun.pronoun.as_deref() == Some("one"));
    let Some(at) = pieces.iter().position(one).filter(|at| *at > 1) else { return };
    let before = pieces[..at - 1].iter().rev().find(|piece| !matches!(piece, Piece::Adverb(_)));
    let plural = matches!(before, Some(Piece::Noun(noun)) if noun.plural && is_thing(noun));
    let verb = pieces[..at].iter().any(|piece| matches!(piece, Piece::Verb(_)));
    if !plural || !verb || !pieces[at - 1].is_sign(",") || !(is(pieces.get(at + 1), "per") || is(pieces.get(at + 1), "for")) {
        return;
    }
    let Some(Piece::Noun(whole)) = pieces.get_mut(at + 2) else { return };
    if is_property(whole) && !whole.quantity.each {
        return;
    }
    // `per tenancy per year`
    if let Some(per) = whole.words.iter().position(|word| word == "per").filter(|per| *per > 0) {
        whole.words.truncate(per);
        whole.head_at = per - 1;
    }
    pieces.drain(at - 1..=at);
}

/// `Treatments are for the ministry: per hive the product, the dose`: of the treatments, each for a hive.
pub fn told_per(reader: &mut Reader, pieces: &mut Vec<Piece>) {
    let Some(Piece::Noun(label)) = pieces.first() else { return };
    let Some(colon) = pieces.iter().position(|piece| piece.is_sign(":")).filter(|colon| *colon > 1) else { return };
    let be = pieces[1..colon].iter().any(|piece| matches!(piece, Piece::Verb(group) if group.sense == Sense::Be));
    let [Piece::Preposition(word, _), Piece::Noun(whole), rest @ ..] = &pieces[colon + 1..] else { return };
    let per = word == "per" || matches!(word.as_str(), "for" | "of") && whole.quantity.each;
    let told = |piece: &&Piece| matches!(piece, Piece::Wh(..)) || matches!(piece, Piece::Noun(noun) if is_property(noun));
    let list = rest.iter().filter(told).count();
    let acts = matches!(rest, [Piece::Noun(noun), Piece::Verb(_), ..] if noun.pronoun.is_some());
    if !be || !per || !is_thing(whole) || !is_thing(label) || !label.plural || acts || list < 2 {
        return;
    }
    let (label, whole) = (label.clone(), whole.clone());
    reader.thing(&label, 1.0);
    reader.concerns(&label, &Noun { quantity: Quantity::default(), ..whole });
    let comma = usize::from(pieces.get(colon + 3).is_some_and(|piece| piece.is_sign(",")));
    pieces.drain(colon + 1..colon + 3 + comma);
    pieces.drain(1..colon);
}

/// `Finally the honey: each harvest off a hive with its date and weight`: what the label leads to is what is told of.
pub fn led_to(reader: &mut Reader, pieces: &mut Vec<Piece>) {
    let Some(colon) = pieces.iter().take(6).position(|piece| piece.is_sign(":")) else { return };
    let plain = pieces[..colon].iter().all(|piece| matches!(piece, Piece::Noun(_) | Piece::Adverb(_) | Piece::And));
    let Some(Piece::Noun(told)) = pieces.get(colon + 1) else { return };
    let rest = &pieces[colon + 2..];
    let Some(with) = rest.iter().position(|piece| matches!(piece, Piece::Preposition(word, _) if word == "with")) else { return };
    let verb = rest.iter().any(|piece| matches!(piece, Piece::Verb(group) if !group.bare));
    let properties = rest[with..].iter().filter(|piece| matches!(piece, Piece::Noun(noun) if is_property(noun))).count();
    let same = pieces[..colon].iter().any(|piece| matches!(piece, Piece::Noun(label) if label.head() == told.head()));
    if same || !plain || colon == 0 || verb || properties == 0 || !told.quantity.each || !is_thing(told) {
        return;
    }
    let told = told.clone();
    reader.thing(&told, 1.0);
    if let [Piece::Preposition(_, _), Piece::Noun(of), ..] = rest
        && is_thing(of)
        && with > 0
    {
        reader.concerns(&told, &Noun { quantity: Quantity::default(), ..of.clone() });
        pieces.drain(colon + 2..colon + 4);
    }
    pieces.drain(..=colon);
}

/// `Kit gets inspected: date, passed or not`: what is kept of each inspection.
pub fn done_to(reader: &mut Reader, clause: &Clause, subjects: &[Noun], verb: &Group) -> bool {
    let done = [
        "inspect",
        "check",
        "test",
        "service",
        "repair",
        "clean",
        "weigh",
        "measure",
        "tune",
        "examine",
        "treat",
        "vaccinate",
        "mill",
        "sell",
        "rent",
        "lend",
        "borrow",
    ];
    let ([subject], Some((list, others))) = (subjects, clause.complements.split_last()) else { return false };
    let told = list.preposition.as_deref() == Some(":") && list.items.len() > 1;
    let properties = nouns_of(list).filter(|noun| is_property(noun)).count();
    // `The scanners get serviced by engineers: date, hours`
    let takes_part =
        |one: &Complement| matches!(one.preposition.as_deref(), Some("by" | "to" | "at" | "in" | "from" | "into" | "onto" | "for"));
    // What is told of a moment is told of what happened then, not of who did it: `each burial is carried out by an undertaker: company name, phone`.
    let moment = list.items.iter().any(|item| {
        let day = |noun: &Noun| noun.words.len() == 1 && matches!(noun.head(), "date" | "day" | "time" | "start");
        item.noun.as_ref().is_some_and(day) || item.asked.as_ref().is_some_and(|asked| asked.word.ends_with("when"))
    });
    let tells = moment && words::verb_named(&verb.base).is_some_and(|known| !known.nouns.is_empty() && known.sense != Sense::Store);
    let known = others.is_empty() && done.contains(&verb.base.as_str()) || tells;
    if !told || !verb.passive || verb.negated || !known || !is_thing(subject) || properties == 0 || !others.iter().all(takes_part) {
        return false;
    }
    let event = Noun { range: verb.range.clone(), ..super::parts::plain(&words::event_name(&verb.base)) };
    if event.name() == subject.name() {
        return false;
    }
    reader.thing(&event, 1.5);
    reader.concerns(&event, &Noun { quantity: Quantity::default(), ..subject.clone() });
    let others: Vec<Noun> = others.iter().flat_map(nouns_of).filter_map(|noun| reader.meant_by(noun)).filter(is_thing).collect();
    for noun in others {
        reader.concerns(&event, &Noun { quantity: Quantity::default(), ..noun });
    }
    reader.listed_parts(&event, list, Manner::Listed);
    reader.topic = Some(event);
    true
}

/// `Casualties: a callout has none, one, or many`: it has them.
pub fn has_some(reader: &mut Reader, clause: &Clause, subjects: &[Noun], verb: &Group) -> bool {
    let Some(label) = reader.labelled.clone().filter(|label| label.plural && is_thing(label)) else { return false };
    let nouns: Vec<&Noun> = objects(clause).flat_map(nouns_of).collect();
    let amount = |noun: &&Noun| {
        matches!(noun.pronoun.as_deref(), Some("one" | "many" | "several" | "some" | "two" | "three" | "more" | "any" | "zero"))
            || noun.name() == "none"
    };
    let [subject] = subjects else { return false };
    if verb.sense != Sense::Have || verb.negated || nouns.is_empty() || !nouns.iter().all(amount) || !is_thing(subject) {
        return false;
    }
    reader.thing(&label, 1.0);
    reader.owns(subject, of_noun(&label), Manner::Has);
    reader.topic = Some(label);
    true
}

/// `There is one sheet for members: number, name`, `another for boats, with the sail number`: what the sheets are about.
pub fn sheets(pieces: &mut Vec<Piece>) {
    let sheet = |noun: &Noun| {
        matches!(noun.head(), "sheet" | "spreadsheet" | "tab" | "worksheet" | "folder" | "notebook" | "ledger")
            || noun.name() == "index_card"
    };
    for at in 0..pieces.len().saturating_sub(3) {
        let [Piece::Noun(one), Piece::Preposition(word, _), Piece::Noun(about), next] = &pieces[at..at + 4] else { continue };
        let another = at == 0 && one.pronoun.as_deref() == Some("another");
        let lists = next.is_sign(":")
            || next.is_sign("-")
            || next.is_sign(",") && matches!(pieces.get(at + 4), Some(Piece::Preposition(word, _)) if word == "with");
        if !(another || sheet(one)) || !matches!(word.as_str(), "for" | "of" | "with") || !lists || !about.plural || !is_thing(about) {
            continue;
        }
        let comma = next.is_sign(",");
        pieces.drain(..at + 2);
        if comma {
            pieces[1] = Piece::Sign(":".to_string());
            pieces.remove(2);
        }
        return;
    }
}

/// `Key workers hold conversations with guests and put down date and topics`: of the conversations.
pub fn notes_of_what_they_do(reader: &mut Reader, clauses: &[Clause], at: usize) -> bool {
    let (Some(before), Some(clause)) = (at.checked_sub(1).and_then(|before| clauses.get(before)), clauses.get(at)) else { return false };
    let (Some(does), Some(verb)) = (&before.verb, &clause.verb) else { return false };
    let notes = !verb.passive && !verb.negated && matches!(verb.base.as_str(), "note" | "record" | "log" | "store" | "document" | "enter");
    let same = !clause.subjects.is_empty()
        && clause.subjects == before.subjects
        && clause.subjects.iter().all(|noun| words::is_person(noun.head()) && !is_actor(noun));
    let held = !does.passive && !does.negated && !before.aside && !before.relative;
    let thing = |noun: &&Noun| is_thing(noun) && (noun.plural || noun.quantity.indefinite);
    let plain = |item: &crate::intent::rules::clauses::Item| {
        item.asked.is_some() || item.noun.as_ref().is_some_and(|noun| !noun.quantity.indefinite && noun.pronoun.is_none())
    };
    if !notes || !same || !held || clause.aside {
        return false;
    }
    let Some(object) = objects(before).flat_map(nouns_of).find(thing).cloned() else { return false };
    let lists: Vec<Complement> = objects(clause).cloned().collect();
    let items: Vec<&crate::intent::rules::clauses::Item> = lists.iter().flat_map(|one| &one.items).collect();
    if items.is_empty() || !items.iter().all(|item| plain(item)) || !items.iter().any(|item| item.noun.as_ref().is_some_and(is_property)) {
        return false;
    }
    reader.thing(&object, 1.0);
    for list in &lists {
        reader.listed_parts(&object, list, Manner::Stored);
    }
    true
}
