//! What a label says that it is: *Arm: one of the treatment groups of a trial, with a name*; *Sponsor: the company that pays for trials*; or what one says: *an entry says that a class has a subject in a room*.
//!
//! Comes in: the pieces of a sentence. Goes out: facts about the label, and the sentence without the words that only explain it. Never happens: the word that explains it becomes a part of it.

use crate::intent::rules::clauses::Clause;
use crate::intent::rules::phrases::{self, Group, Noun, Piece};
use crate::intent::rules::properties::{is_actor, is_plain_property, is_property};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::words::Sense;

/// Whether the sentence was no more than such words.
pub fn read(reader: &mut Reader, pieces: &mut Vec<Piece>) -> bool {
    let [Piece::Noun(label), Piece::Sign(sign), Piece::Noun(kind), rest @ ..] = pieces.as_slice() else { return false };
    if !matches!(sign.as_str(), ":" | "-") || !explains(label, kind, rest) {
        return false;
    }
    let (label, kind) = (label.clone(), kind.clone());
    let mut told: Vec<(Noun, Group, Option<String>)> = Vec::new();
    if let Some(of) = kind.of.as_deref() {
        told.push((of.clone(), belongs(of), Some("of".to_string())));
    }
    let mut at = 3;
    let mut listed = None;
    while let Some(piece) = pieces.get(at) {
        match (piece, pieces.get(at + 1)) {
            (Piece::Preposition(word, _), Some(Piece::Noun(_))) if matches!(word.as_str(), "with" | "having") => {
                listed = Some(at + 1);
                break;
            }
            (Piece::Verb(group), Some(Piece::Noun(_))) if group.sense == Sense::Have && !group.passive && !group.negated => {
                listed = Some(at + 1);
                break;
            }
            (Piece::Preposition(word, _), Some(Piece::Noun(noun))) => {
                told.push((noun.clone(), belongs(noun), Some(word.clone())));
                at += 2;
            }
            (Piece::Preposition(..), Some(Piece::Wh(..))) => at = end_of_aside(pieces, at + 2),
            (Piece::Wh(word, _), next) => {
                if let (Some(Piece::Verb(group)), true) = (next, matches!(word.as_str(), "that" | "which" | "who")) {
                    let (preposition, noun) = match (pieces.get(at + 2), pieces.get(at + 3)) {
                        (Some(Piece::Noun(noun)), _) => (None, noun),
                        (Some(Piece::Preposition(word, _)), Some(Piece::Noun(noun))) => (Some(word.clone()), noun),
                        _ => {
                            at = end_of_aside(pieces, at + 2);
                            continue;
                        }
                    };
                    told.push((noun.clone(), group.clone(), preposition));
                }
                at = end_of_aside(pieces, at + 1);
            }
            (Piece::Sign(sign), _) if matches!(sign.as_str(), "," | ";") => at += 1,
            (Piece::Verb(group), Some(Piece::Preposition(word, _))) if group.bare => {
                let Some(Piece::Noun(noun)) = pieces.get(at + 2) else { return false };
                told.push((noun.clone(), belongs(noun), Some(word.clone())));
                at += 3;
            }
            _ => return false,
        }
    }
    reader.thing(&label, 1.5);
    reader.brackets(&label);
    reader.topic = Some(Noun { brackets: Vec::new(), ..label.clone() });
    reader.own_topic = reader.topic.clone();
    let subject = Noun { brackets: Vec::new(), plural: false, ..label.clone() };
    for (noun, group, preposition) in told {
        if noun.pronoun.is_some() || is_actor(&noun) || is_property(&noun) || noun.words == label.words {
            continue;
        }
        super::predicates::relation(reader, &subject, &noun, &group, preposition.as_deref(), group.passive || group.sense == Sense::Belong);
    }
    match listed {
        Some(at) => {
            pieces.drain(2..at);
            false
        }
        None => true,
    }
}

fn belongs(noun: &Noun) -> Group {
    phrases::group("belong", Sense::Belong, true, false, noun.range.clone())
}

/// Whether a noun behind a label says what the label is, and is not the first of what it has.
fn explains(label: &Noun, kind: &Noun, rest: &[Piece]) -> bool {
    let named = label.pronoun.is_none() && !is_actor(label) && !is_property(label) && label.of.is_none();
    let anything = matches!(kind.pronoun.as_deref(), Some("anything" | "something" | "someone" | "somebody" | "anybody" | "anyone"));
    // `the company that pays`
    let definite = kind.range.len() == kind.written().len() + 4 && kind.quantity == phrases::Quantity::default();
    let one = kind.quantity.indefinite || kind.quantity.one_of || kind.of.is_some() || definite;
    let plain = kind.pronoun.is_none() && !is_property(kind) && !kind.plural && kind.brackets.is_empty() && !kind.quantity.each;
    let goes_on = match rest {
        [] => false,
        [Piece::Sign(sign), Piece::Preposition(word, _), ..] => sign == "," && word == "with",
        [Piece::Wh(word, _), ..] => matches!(word.as_str(), "that" | "which" | "who" | "where" | "whose"),
        [Piece::Preposition(..), ..] => true,
        [Piece::Verb(group), ..] => group.bare,
        _ => false,
    };
    named && (anything || plain && one) && goes_on
}

/// Where words behind a noun end: at a sign, or where what it has begins.
fn end_of_aside(pieces: &[Piece], from: usize) -> usize {
    let ends = |piece: &Piece| matches!(piece, Piece::Sign(sign) if matches!(sign.as_str(), "," | ";"));
    pieces[from.min(pieces.len())..].iter().position(ends).map_or(pieces.len(), |at| from + at)
}

/// `An entry says that a class has a subject in a room`: it refers to all of them.
pub fn says(reader: &mut Reader, clauses: &[Clause]) {
    let Some(first) = clauses.first() else { return };
    let says =
        first.verb.as_ref().is_some_and(|verb| matches!(verb.base.as_str(), "say" | "mean" | "state" | "describe" | "represent" | "tell"));
    let Some(subject) = first.subjects.first().filter(|noun| says && !is_actor(noun) && noun.pronoun.is_none() && noun.quantity.indefinite)
    else {
        return;
    };
    let inner = clauses[1..].iter().filter(|clause| clause.aside);
    let nouns: Vec<Noun> = inner
        .flat_map(|clause| {
            let rest =
                clause.before.iter().chain(&clause.complements).flat_map(|one| one.items.iter().filter_map(|item| item.noun.as_ref()));
            clause.subjects.iter().chain(rest).cloned().collect::<Vec<_>>()
        })
        .collect();
    for noun in nouns.into_iter().filter(|noun| noun.pronoun.is_none() && !is_plain_property(noun)) {
        reader.concerns(subject, &noun);
    }
}
