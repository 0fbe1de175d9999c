//! What somebody does, where the text only says *what*: *I enter what I spent (amount, shop)*, *they note what they bought and out of which jar*, *note what was played at what time*.
//!
//! Comes in: the pieces of a sentence. Goes out: facts of what is done, and the pieces without these words. Never happens: a verb without a noun for what is done by it becomes a thing.

use super::parts::{of_noun, plain};
use crate::intent::rules::clauses::{self, Complement};
use crate::intent::rules::facts::{Manner, SURE};
use crate::intent::rules::phrases::{Group, Noun, Piece, Quantity};
use crate::intent::rules::properties::{is_actor, is_property};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::words::{self, Sense};

fn keeps(group: &Group) -> bool {
    let by_word =
        matches!(group.base.as_str(), "write" | "tell" | "say" | "tick" | "put" | "remember" | "see" | "type" | "jot" | "scribble");
    !group.negated && !group.passive && (group.sense == Sense::Store || by_word)
}

/// The verb behind `what`, who does it, and where what follows begins.
fn done(pieces: &[Piece], what: usize) -> Option<(Group, Option<Noun>, usize)> {
    let (who, at) = match pieces.get(what + 1)? {
        Piece::Noun(noun) => (Some(noun.clone()), what + 2),
        Piece::Verb(group) if group.passive => (None, what + 1),
        _ => return None,
    };
    let at = crate::intent::rules::clauses::skip_adverbs(pieces, at);
    match pieces.get(at)? {
        Piece::Verb(group)
            if !group.negated && !group.bare && !matches!(group.sense, Sense::Be | Sense::Have | Sense::Store)
                || matches!(pieces.get(at), Some(Piece::Verb(group)) if group.base == "wear" && !group.negated) =>
        {
            let Some(Piece::Verb(group)) = pieces.get(at) else { return None };
            Some((group.clone(), who, at + 1))
        }
        _ => None,
    }
}

/// `enter the score I reached on a machine`: a score of its own for each time.
fn reached(reader: &mut Reader, pieces: &[Piece]) -> bool {
    let found = pieces.windows(6).find_map(|six| match six {
        [
            Piece::Verb(keeps_it),
            Piece::Noun(value),
            Piece::Noun(who),
            Piece::Verb(does),
            Piece::Preposition(word, _),
            Piece::Noun(place),
        ] if keeps(keeps_it)
            && matches!(
                value.head(),
                "score" | "result" | "time" | "mark" | "distance" | "points" | "catch" | "grade" | "place" | "rank" | "reading"
            )
            && !value.plural
            && who.pronoun.is_some()
            && !does.passive
            && !does.negated
            && matches!(
                does.base.as_str(),
                "reach" | "get" | "achieve" | "make" | "run" | "swim" | "score" | "manage" | "throw" | "take" | "earn" | "hit" | "set"
            )
            && matches!(word.as_str(), "on" | "in" | "at" | "for" | "with")
            && place.pronoun.is_none()
            && !is_property(place) =>
        {
            Some((value.clone(), who.clone(), place.clone()))
        }
        _ => None,
    });
    let Some((value, who, place)) = found else { return false };
    let subject = pieces.iter().find_map(|piece| if let Piece::Noun(noun) = piece { Some(noun.clone()) } else { None });
    let who = if is_actor(&who) { reader.actor() } else { subject.filter(|noun| noun.pronoun.is_none()).or(reader.meant_by(&who)) };
    let Some(who) = who.filter(|who| who.pronoun.is_none() && !is_actor(who) && !is_property(who)) else { return false };
    let event = Noun { range: value.range.clone(), ..plain(value.head()) };
    reader.thing(&event, SURE);
    for noun in [who, place] {
        reader.thing(&noun, 0.5);
        reader.concerns(&event, &Noun { quantity: Quantity::default(), ..noun });
    }
    reader.owns(&event, of_noun(&Noun { range: value.range.clone(), ..plain("value") }), Manner::Stored);
    true
}

/// Whether the sentence says no more than that.
pub fn read(reader: &mut Reader, pieces: &mut Vec<Piece>) -> bool {
    if reached(reader, pieces) {
        return false;
    }
    let Some(what) = pieces.iter().position(|piece| matches!(piece, Piece::Wh(word, _) if word == "what" || word == "whatever")) else {
        return false;
    };
    let before = &pieces[..what];
    let stored = before.iter().rev().find_map(|piece| if let Piece::Verb(group) = piece { Some(group) } else { None });
    let diary = matches!(before, [.., Piece::Noun(noun), Piece::Preposition(of, _)] if of == "of" && matches!(noun.head(), "diary" | "log" | "record" | "journal" | "list" | "history"));
    let right_behind = matches!(before.last(), Some(Piece::Verb(_) | Piece::Adverb(_))) || diary;
    // `for each row what was planted`: of the row.
    let each = before.iter().any(|piece| matches!(piece, Piece::Noun(noun) if noun.quantity.each));
    if !right_behind || each || !stored.is_some_and(|group| keeps(group) || diary) {
        return false;
    }
    let Some((verb, who, rest)) = done(pieces, what) else { return false };
    let Some(known) = words::verb_named(&verb.base).filter(|known| !known.nouns.is_empty()) else { return false };
    let Some(name) = super::happenings::name(reader, known) else { return false };
    let tail = &pieces[rest..];
    let listed = tail.first().is_some_and(|piece| piece.is_sign(":"));
    let brackets = match pieces.get(rest - 1) {
        Some(Piece::Verb(_)) => what_in_brackets(pieces, what, rest),
        _ => Vec::new(),
    };
    let asks = tail.iter().any(|piece| matches!(piece, Piece::Wh(..)));
    if !listed && brackets.is_empty() && !asks {
        return false;
    }
    let event = Noun { range: verb.range.clone(), ..plain(&name) };
    reader.thing(&event, SURE);
    // Who does it, as far as that is somebody.
    let subject = pieces[..what].iter().find_map(|piece| if let Piece::Noun(noun) = piece { Some(noun.clone()) } else { None });
    let who = who.and_then(|who| if is_actor(&who) { reader.actor() } else { reader.meant_by(&who).or(subject.clone()) });
    if let Some(who) = who.filter(|who| who.pronoun.is_none() && !is_actor(who) && !is_property(who)) {
        reader.concerns(&event, &Noun { quantity: Quantity::default(), ..who });
    }
    if !listed {
        reader.owns(&event, of_noun(&Noun { range: verb.range.clone(), ..plain("description") }), Manner::Stored);
    }
    for bracket in brackets {
        for part in reader.listed(&bracket) {
            reader.owns(&event, part, Manner::Listed);
        }
    }
    rest_of(reader, &event, tail, listed);
    reader.topic = Some(event);
    // What was said before it stays: another clause, up to who does it.
    let doer = pieces[..what].iter().rposition(|piece| matches!(piece, Piece::Noun(_))).unwrap_or(0);
    let sign = pieces[..doer].iter().rposition(|piece| matches!(piece, Piece::And | Piece::Sign(_))).map_or(0, |at| at + 1);
    let told = pieces[..sign].iter().any(|piece| matches!(piece, Piece::Verb(_)));
    let from = if told { sign } else { pieces[..what].iter().rposition(|piece| piece.is_sign(";")).map_or(0, |at| at + 1) };
    pieces.truncate(from);
    true
}

/// The brackets that stand behind the verb were given to the noun before it.
fn what_in_brackets(pieces: &[Piece], what: usize, rest: usize) -> Vec<Vec<crate::intent::rules::tagging::Word>> {
    let nouns = pieces[what..rest].iter().filter_map(|piece| if let Piece::Noun(noun) = piece { Some(noun) } else { None });
    nouns.flat_map(|noun| noun.brackets.clone()).collect()
}

/// `out of which jar`, `at what time`, `how many`; or a list behind a colon.
fn rest_of(reader: &mut Reader, event: &Noun, tail: &[Piece], listed: bool) {
    if listed {
        for complement in clauses::clauses(&[&[Piece::Noun(event.clone())], tail].concat()).iter().flat_map(|clause| &clause.complements) {
            reader.listed_parts(event, &Complement { preposition: Some(":".to_string()), ..complement.clone() }, Manner::Stored);
        }
        return;
    }
    for (at, piece) in tail.iter().enumerate() {
        let (Piece::Wh(word, range), next) = (piece, tail.get(at + 1)) else { continue };
        match (word.as_str(), next) {
            ("which" | "what", Some(Piece::Noun(noun))) if noun.pronoun.is_none() => {
                let noun = Noun { quantity: Quantity::default(), ..noun.clone() };
                if is_property(&noun) {
                    reader.owns(event, of_noun(&noun), Manner::Stored);
                } else {
                    reader.thing(&noun, 0.9);
                    reader.concerns(event, &noun);
                }
            }
            ("when", _) => reader.owns(event, of_noun(&Noun { range: range.clone(), ..plain("date") }), Manner::Stored),
            ("where", _) => reader.owns(event, of_noun(&Noun { range: range.clone(), ..plain("location") }), Manner::Stored),
            ("how", Some(Piece::Noun(noun))) if noun.quantity.said || noun.pronoun.is_some() => {
                let name = if noun.pronoun.as_deref() == Some("much") { "amount" } else { "quantity" };
                let unit = noun.pronoun.is_none() && words::is_unit(noun.head());
                let name = if unit { noun.written() } else { name.to_string() };
                reader.owns(event, of_noun(&Noun { range: noun.range.clone(), ..plain(&name) }), Manner::Stored);
            }
            _ => {}
        }
    }
}
