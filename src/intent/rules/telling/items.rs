//! Items of a list under what they are about, in the short forms of briefs: *One reporter, any number of assignees*, *Sign-up with email and password*, *one cart per customer*,
//! *Shipping address and billing address are picked from the address book*.
//!
//! Comes in: the pieces of an item, or of words without a verb. Goes out: facts about the lead, and whether all of the words were read. Never happens: an item that stands under nothing tells of anything.

use super::parts::of_noun;
use crate::intent::rules::clauses::{Clause, Complement};
use crate::intent::rules::facts::{Fact, Manner, Part};
use crate::intent::rules::phrases::{self, Noun, Piece};
use crate::intent::rules::properties::{is_actor, is_plain_property, is_property, is_thing};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::tagging::{Tag, Word};
use crate::intent::rules::words::{self, Form};

/// What the items of a list are about.
fn lead(reader: &Reader) -> Option<Noun> {
    let lead = reader.leads.last().map(|(_, lead)| lead).or(reader.under.as_ref())?;
    (!is_actor(lead) && !is_property(lead)).then(|| Noun { brackets: Vec::new(), ..lead.clone() })
}

/// Whether the whole item was one of the short forms.
pub fn read(reader: &mut Reader, found: &[Word], pieces: &[Piece]) -> bool {
    if registration(reader, pieces) {
        return true;
    }
    let Some(lead) = lead(reader) else { return false };
    // `Numbered within the project`
    if found.first().is_some_and(|word| matches!(word.word.as_str(), "numbered" | "ranked"))
        && found.get(1).is_some_and(|word| word.tag != Tag::Noun)
    {
        super::unique::read(reader, found);
        return true;
    }
    counted(reader, &lead, pieces) || signs_up(reader, &lead, pieces) || picked(reader, &lead, pieces)
}

/// `One reporter, any number of assignees`: how many of what each has.
fn counted(reader: &mut Reader, lead: &Noun, pieces: &[Piece]) -> bool {
    let mut parts: Vec<Part> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Noun(noun) if noun.pronoun.is_none() && !is_actor(noun) => parts.push(of_noun(noun)),
            Piece::And | Piece::Adverb(_) => {}
            Piece::Sign(sign) if sign == "," => {}
            _ => return false,
        }
    }
    let said = |part: &Part| {
        let quantity = &part.noun.quantity;
        !quantity.none && !quantity.each && (quantity.said && quantity.number.is_none_or(|number| number < 100) || quantity.indefinite)
    };
    let sure = parts.iter().any(|part| part.noun.quantity.said);
    if !sure || !parts.iter().all(|part| said(part) || is_property(&part.noun)) || parts.iter().any(|part| part.noun.words == lead.words) {
        return false;
    }
    for part in parts {
        reader.owns(lead, part, Manner::Has);
    }
    true
}

/// `Sign-up with email address, password and full name`: what is kept of who signs up.
fn signs_up(reader: &mut Reader, lead: &Noun, pieces: &[Piece]) -> bool {
    let [Piece::Noun(first), Piece::Preposition(word, _), rest @ ..] = pieces else { return false };
    let signing = matches!(first.name().as_str(), "sign-up" | "signup" | "registration" | "login" | "log-in" | "sign-in" | "account");
    if !signing || !words::is_person(lead.head()) || !matches!(word.as_str(), "with" | "by" | "via" | "using") {
        return false;
    }
    let nouns: Vec<Noun> = rest.iter().filter_map(|piece| if let Piece::Noun(noun) = piece { Some(noun.clone()) } else { None }).collect();
    if nouns.is_empty() || !nouns.iter().all(is_property) {
        return false;
    }
    for noun in &nouns {
        reader.owns(lead, of_noun(noun), Manner::Listed);
    }
    true
}

/// `User registration and login (email, password)`: what is kept of the users.
fn registration(reader: &mut Reader, pieces: &[Piece]) -> bool {
    let mut nouns: Vec<&Noun> = Vec::new();
    let mut with: Vec<Noun> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Noun(noun)
                if with.is_empty() && !matches!(at.checked_sub(1).and_then(|before| pieces.get(before)), Some(Piece::Preposition(..))) =>
            {
                nouns.push(noun)
            }
            Piece::Noun(noun) => with.push(noun.clone()),
            Piece::And | Piece::Sign(_) | Piece::Adverb(_) => {}
            Piece::Preposition(word, _) if matches!(word.as_str(), "with" | "via" | "by" | "using") => {}
            _ => return false,
        }
    }
    let signing = |noun: &&Noun| {
        matches!(noun.head(), "registration" | "login" | "sign-up" | "signup" | "authentication" | "log-in" | "sign-in")
            && noun.words[..noun.words.len() - 1].iter().all(|word| words::is_person(word))
    };
    if nouns.is_empty() || !nouns.iter().all(signing) || !with.iter().all(is_property) {
        return false;
    }
    let person = nouns.iter().find_map(|noun| noun.words.first().filter(|word| noun.words.len() > 1 && words::is_person(word)));
    let person = Noun { range: nouns[0].range.clone(), ..super::parts::plain(person.map_or("user", String::as_str)) };
    let person = lead(reader).filter(|lead| words::is_person(lead.head())).unwrap_or(person);
    let brackets: Vec<Part> = nouns.iter().flat_map(|noun| &noun.brackets).flat_map(|bracket| reader.listed(bracket)).collect();
    reader.thing(&person, 1.0);
    for part in brackets.into_iter().chain(with.iter().map(of_noun)).filter(|part| is_property(&part.noun)) {
        reader.owns(&person, part, Manner::Listed);
    }
    true
}

/// `Shipping address and billing address are picked from the address book`: the lead has them.
fn picked(reader: &mut Reader, lead: &Noun, pieces: &[Piece]) -> bool {
    let Some(at) = pieces.iter().position(|piece| matches!(piece, Piece::Verb(_))) else { return false };
    let (Some(Piece::Verb(verb)), Some(Piece::Preposition(word, _))) = (pieces.get(at), pieces.get(at + 1)) else { return false };
    let nouns: Vec<&Noun> = pieces[..at].iter().filter_map(|piece| if let Piece::Noun(noun) = piece { Some(noun) } else { None }).collect();
    let parts = nouns.iter().all(|noun| noun.pronoun.is_none() && !noun.plural && is_property(noun));
    let taken = matches!(verb.base.as_str(), "pick" | "choose" | "select" | "take" | "copy") && verb.passive && word == "from";
    if !taken || !parts || nouns.is_empty() {
        return false;
    }
    for noun in nouns {
        reader.owns(lead, of_noun(noun), Manner::Listed);
    }
    true
}

/// `Shop: name, IBAN. Run by one account.`: of what the label says.
pub fn goes_on_with_participle(reader: &Reader, pieces: &mut Vec<Piece>) {
    let Some(label) = reader.topic().filter(|noun| !is_actor(noun) && !is_property(noun)).cloned() else { return };
    // `Known only by a number`
    if let (Some(Piece::Adjective(..)), Some(Piece::Adverb(word))) = (pieces.first(), pieces.get(1))
        && word == "only"
    {
        pieces.remove(1);
    }
    if let (Some(Piece::Adjective(..)), Some(Piece::Preposition(word, _)), Some(Piece::Noun(_))) =
        (pieces.first(), pieces.get(1), pieces.get(2))
        && (word == "by" || reader.later && matches!(word.as_str(), "to" | "for" | "in" | "at" | "on" | "from"))
        && !pieces.iter().take_while(|piece| !matches!(piece, Piece::Wh(..))).any(|piece| matches!(piece, Piece::Verb(_)))
    {
        with_subject(Noun { brackets: Vec::new(), ..label }, pieces);
    }
}

/// `Works for one agency`: who was spoken of.
pub fn with_topic(reader: &Reader, pieces: &mut Vec<Piece>) {
    let topic = if reader.later { reader.labelled.clone().or_else(|| reader.topic().cloned()) } else { lead(reader) };
    if let Some(topic) = topic.filter(|noun| !is_actor(noun) && !is_property(noun)) {
        pieces.insert(0, Piece::Noun(Noun { brackets: Vec::new(), ..topic }));
    }
}

/// `Assigned to one user`, `defined per project`: an item that begins with what was done to its lead.
pub fn begins_with_participle(reader: &Reader, pieces: &mut Vec<Piece>) {
    let Some(lead) = lead(reader) else { return };
    with_subject(lead, pieces);
}

fn with_subject(lead: Noun, pieces: &mut Vec<Piece>) {
    // `made up of modules`
    if let (Some(Piece::Adjective(word, range)), Some(Piece::Preposition(up, _)), Some(Piece::Preposition(of, _))) =
        (pieces.first(), pieces.get(1), pieces.get(2))
        && word == "made"
        && up == "up"
        && of == "of"
    {
        let group = phrases::group("contain", words::Sense::Have, false, false, range.clone());
        pieces.drain(1..3);
        pieces[0] = Piece::Verb(group);
        pieces.insert(0, Piece::Noun(lead));
        return;
    }
    let (Some(Piece::Adjective(word, range)), Some(Piece::Preposition(..))) = (pieces.first(), pieces.get(1)) else { return };
    let known = words::verb_forms(word).iter().find(|(_, form)| matches!(form, Form::Ed | Form::Participle));
    let Some(verb) = known.and_then(|(at, _)| words::verb_at(*at)) else { return };
    let group = phrases::group(verb.base.clone(), verb.sense, true, false, range.clone());
    pieces[0] = Piece::Verb(group);
    pieces.insert(0, Piece::Noun(lead));
}

/// `Name and colour, defined per project`: told of the lead, not of the colour.
pub fn told_of_lead(reader: &mut Reader, pieces: &mut Vec<Piece>) {
    let Some(lead) = label_of(pieces).or_else(|| lead(reader)) else { return };
    let ties = |base: &str| {
        matches!(
            base,
            "define"
                | "link"
                | "assign"
                | "attach"
                | "own"
                | "connect"
                | "relate"
                | "associate"
                | "group"
                | "tie"
                | "set"
                | "belong"
                | "keep"
        )
    };
    let mut at = 1;
    while at < pieces.len() {
        let (tied, ties) = match &pieces[at] {
            Piece::Adjective(word, _) => {
                let forms = words::verb_forms(word);
                let participle = forms.iter().any(|(_, form)| matches!(form, Form::Ed | Form::Participle));
                (participle, forms.iter().any(|(verb, _)| words::verb_at(*verb).is_some_and(|verb| ties(&verb.base))))
            }
            Piece::Verb(group) => (group.bare && (group.passive || ties(&group.base)), ties(&group.base)),
            _ => (false, false),
        };
        if tied
            && pieces[at - 1].is_sign(",")
            && let (Some(Piece::Preposition(word, _)), Some(Piece::Noun(noun))) = (pieces.get(at + 1), pieces.get(at + 2))
            && noun.pronoun.is_none()
            && !is_property(noun)
            && !is_actor(noun)
            && (ties || matches!(word.as_str(), "to" | "for" | "by" | "in" | "on" | "from" | "at" | "under" | "per"))
        {
            let verb = phrases::group("belong", words::Sense::Belong, true, false, noun.range.clone());
            super::predicates::relation(reader, &lead, &noun.clone(), &verb, Some(&word.clone()), true);
            pieces.drain(at - 1..at + 3);
            continue;
        }
        // `number, in one zone`
        if pieces[at - 1].is_sign(",")
            && let (Piece::Preposition(word, _), Some(Piece::Noun(noun))) = (&pieces[at], pieces.get(at + 1))
            && matches!(word.as_str(), "in" | "on" | "at" | "of" | "for" | "under" | "inside" | "within")
            && noun.quantity.many == Some(false)
            && noun.pronoun.is_none()
            && !is_property(noun)
            && !is_actor(noun)
        {
            let verb = phrases::group("belong", words::Sense::Belong, true, false, noun.range.clone());
            super::predicates::relation(reader, &lead, &noun.clone(), &verb, Some(&word.clone()), true);
            pieces.drain(at - 1..at + 2);
            continue;
        }
        at += 1;
    }
}

/// `made by one artist or by several`: several of them.
fn or_several(clause: &mut Clause) {
    for at in 1..clause.complements.len() {
        let (before, rest) = clause.complements.split_at_mut(at);
        let (Some(before), Some(now)) = (before.last_mut(), rest.first()) else { continue };
        let several = |item: &crate::intent::rules::clauses::Item| {
            let pronoun = item.noun.as_ref().and_then(|noun| noun.pronoun.as_deref());
            matches!(pronoun, Some("several" | "many" | "more"))
        };
        let same = before.preposition.is_some() && before.preposition == now.preposition && now.items.first().is_some_and(several);
        if let Some(noun) = before.items.last_mut().and_then(|item| item.noun.as_mut()).filter(|noun| same && noun.quantity.said) {
            noun.quantity.many = Some(true);
        }
    }
}

/// `Degrees: one person can hold several`: of what the list speaks.
pub fn label_of(pieces: &[Piece]) -> Option<Noun> {
    match pieces {
        [Piece::Noun(noun), Piece::Sign(sign), ..] if matches!(sign.as_str(), ":" | "-") => {
            (noun.plural && is_thing(noun)).then(|| noun.clone())
        }
        _ => None,
    }
}

/// `Labels: …; a task can carry several`: several of what was spoken of.
pub fn several(reader: &Reader, clause: &mut Clause, label: Option<&Noun>) {
    or_several(clause);
    // `Pipelines: a repository defines them`
    if let Some(label) = label.filter(|label| clause.subjects.iter().all(|subject| subject.words != label.words)) {
        let items = clause.complements.iter_mut().filter(|one| one.preposition.is_none()).flat_map(|one| &mut one.items);
        let subjects = clause.subjects.iter_mut().filter(|_| clause.relative);
        let nouns = items.filter_map(|item| item.noun.as_mut()).chain(subjects);
        for noun in nouns.filter(|noun| noun.pronoun.as_deref() == Some("them")) {
            *noun = Noun { brackets: Vec::new(), range: noun.range.clone(), ..label.clone() };
        }
    }
    if !clause.verb.as_ref().is_some_and(|verb| verb.sense == words::Sense::Have && !verb.passive && !verb.negated) {
        return;
    }
    let Some(meant) = label.or(reader.leads.last().map(|(_, lead)| lead)).or(reader.labelled.as_ref()).or(reader.topic()).cloned() else {
        return;
    };
    if is_actor(&meant) || is_property(&meant) || clause.subjects.iter().any(|subject| subject.words == meant.words || is_actor(subject)) {
        return;
    }
    let nouns = clause.complements.iter_mut().filter(|one| one.preposition.is_none()).flat_map(|one| &mut one.items);
    let relative = clause.subjects.iter_mut().filter(|_| clause.relative);
    for noun in nouns.filter_map(|item| item.noun.as_mut()).chain(relative) {
        if matches!(noun.pronoun.as_deref(), Some("several" | "many" | "multiple" | "more")) {
            let quantity = phrases::Quantity { many: Some(true), said: true, ..phrases::Quantity::default() };
            *noun = Noun { plural: true, quantity, brackets: Vec::new(), range: noun.range.clone(), ..meant.clone() };
        }
    }
}

/// What is written or made for one thing, and for no other.
const WRITTEN: [&str; 20] = [
    "certificate",
    "report",
    "invoice",
    "review",
    "transcript",
    "decision",
    "receipt",
    "payslip",
    "vote",
    "response",
    "answer",
    "result",
    "rating",
    "form",
    "payment",
    "profile",
    "assessment",
    "evaluation",
    "application",
    "bill",
];

/// `several addresses per customer`, `one cart per customer`: each customer has so many.
pub fn per(reader: &mut Reader, noun: &Noun, rest: &[&Complement]) -> bool {
    let per = rest.iter().find(|one| one.preposition.as_deref() == Some("per"));
    let of_each = rest.iter().find(|one| {
        one.preposition.as_deref() == Some("for")
            && one.items.first().and_then(|item| item.noun.as_ref()).is_some_and(|noun| noun.quantity.each)
    });
    // `One vote per user per poll`
    let all: Vec<Noun> = rest
        .iter()
        .filter(|one| matches!(one.preposition.as_deref(), Some("per" | "for")))
        .filter_map(|one| one.items.first().and_then(|item| item.noun.clone()))
        .filter(is_thing)
        .collect();
    let once = noun.quantity.many == Some(false) && noun.quantity.said && !is_plain_property(noun) && noun.pronoun.is_none();
    if once && per.is_some() && all.len() >= 2 {
        for whole in &all {
            reader.concerns(noun, whole);
        }
        reader.push(Fact::Unique { owner: noun.clone(), parts: all, within: Vec::new() });
        return true;
    }
    let Some(whole) = per.or(of_each).and_then(|one| one.items.first()).and_then(|item| item.noun.clone()) else { return false };
    let counted = noun.plural || noun.quantity.said || noun.quantity.indefinite;
    if !counted || noun.pronoun.is_some() || is_actor(noun) || is_actor(&whole) || is_property(&whole) || words::is_unit(whole.head()) {
        return false;
    }
    if is_plain_property(noun) && !noun.quantity.said {
        return false;
    }
    // `One certificate per enrolment`: the certificate is of it.
    let own = noun.quantity.many == Some(false) && noun.quantity.said && !noun.plural;
    if own && WRITTEN.contains(&noun.head()) {
        reader.thing(noun, 0.5);
        reader.push(Fact::Unique { owner: noun.clone(), parts: vec![whole.clone()], within: Vec::new() });
        reader.concerns(noun, &whole);
        return true;
    }
    reader.owns(&Noun { quantity: phrases::Quantity { each: true, ..phrases::Quantity::default() }, ..whole }, of_noun(noun), Manner::Has);
    true
}

/// `Lesson: belongs to a course, title`, `Order: has many items`: what a list says of the label by verbs.
pub fn told_in_list(reader: &mut Reader, pieces: &mut Vec<Piece>) {
    let label = match pieces.as_slice() {
        [Piece::Noun(noun), Piece::Sign(sign), ..] if matches!(sign.as_str(), ":" | "-") => Some(noun.clone()),
        _ => lead(reader).filter(|_| matches!(pieces.first(), Some(Piece::Noun(noun)) if is_property(noun))),
    };
    let Some(label) = label.filter(|noun| noun.pronoun.is_none() && !is_actor(noun)) else { return };
    let ends = |piece: Option<&Piece>| piece.is_none_or(|piece| piece.is_sign(",") || piece.is_sign(";") || matches!(piece, Piece::And));
    let mut at = 1;
    while at < pieces.len() {
        let opens = pieces.get(at - 1).is_some_and(|before| matches!(before, Piece::Sign(_) | Piece::And));
        let Some(Piece::Verb(verb)) = pieces.get(at).filter(|_| opens) else {
            at += 1;
            continue;
        };
        let base = verb.base.clone();
        let preposition = usize::from(matches!(pieces.get(at + 1), Some(Piece::Preposition(..))));
        let noun = match pieces.get(at + 1 + preposition) {
            Some(Piece::Noun(noun)) if noun.pronoun.is_none() && !is_actor(noun) && ends(pieces.get(at + 2 + preposition)) => noun.clone(),
            _ => return,
        };
        let belongs = matches!(base.as_str(), "belong" | "reference" | "refer" | "link" | "point") && !verb.negated;
        let has = base == "have" && preposition == 0 && (noun.plural || noun.quantity.said);
        // More than the list is told of by its verbs: a sentence.
        let listed = pieces.iter().enumerate().all(|(other, piece)| other == at || !matches!(piece, Piece::Verb(group) if !group.bare && !matches!(group.base.as_str(), "belong" | "reference" | "refer" | "link" | "have")));
        if !listed || !(belongs || has) {
            return;
        }
        if belongs {
            let group = phrases::group("belong", words::Sense::Belong, false, false, noun.range.clone());
            super::predicates::relation(reader, &label, &noun, &group, None, false);
        } else {
            reader.owns(&label, of_noun(&noun), Manner::Has);
        }
        reader.thing(&label, 0.5);
        reader.thing(&noun, 0.5);
        let end = (at + 2 + preposition).min(pieces.len());
        // With the sign behind it, or the one before where it is the last.
        let (from, to) = if end < pieces.len() { (at, end + 1) } else { (at - usize::from(at > 2), end) };
        pieces.drain(from..to);
    }
}

/// `a salary range (from, to)`: two properties.
pub fn ends_of_range(part: &Part) -> Option<Vec<Part>> {
    let end = |end: &String| matches!(end.as_str(), "from" | "to" | "min" | "max" | "minimum" | "maximum" | "lower" | "upper");
    let words = &part.noun.words;
    if part.noun.head() != "range" || words.len() < 2 || part.states.len() != 2 || !part.states.iter().all(end) {
        return None;
    }
    let named = |end: &String| {
        let name = format!("{}_{end}", words[..words.len() - 1].join("_"));
        Part { noun: Noun { range: part.range.clone(), ..super::parts::plain(&name) }, states: Vec::new(), ..part.clone() }
    };
    Some(part.states.iter().map(named).collect())
}
