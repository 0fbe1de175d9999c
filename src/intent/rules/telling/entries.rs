//! Items that name one thing, what it is of, and what it has: *Donations by alumni, amount and date*, *Tasks inside projects*, *Timesheets per user, approved by another user*.
//!
//! Comes in: the pieces of an item. Goes out: facts, and whether the whole item was of this form. Never happens: an item with a verb of its own is read here.

use super::parts::of_noun;
use crate::intent::rules::facts::{Manner, Part};
use crate::intent::rules::phrases::{self, Group, Noun, Piece};
use crate::intent::rules::properties::{is_actor, is_plain_property, is_property, is_thing};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::words::{self, Form, Sense};

pub fn read(reader: &mut Reader, pieces: &[Piece]) -> bool {
    let [Piece::Noun(noun), rest @ ..] = pieces else { return false };
    // `Runs on a small machine`
    let does = matches!(noun.last.as_str(), "runs" | "works" | "comes" | "needs");
    let thing = noun.plural && !does && noun.pronoun.is_none() && !is_actor(noun) && !is_plain_property(noun);
    if !thing {
        return false;
    }
    let Some(Told { of, has, .. }) = told(rest).filter(|told| !told.of.is_empty() || told.ordered) else { return false };
    reader.thing(noun, if has.is_empty() { 0.7 } else { 1.0 });
    let subject = Noun { brackets: Vec::new(), ..noun.clone() };
    for (group, preposition, other) in of {
        super::predicates::relation(reader, &subject, &other, &group, Some(&preposition), true);
    }
    for part in has {
        reader.owns(&subject, part, Manner::Listed);
    }
    reader.topic = Some(subject.clone());
    reader.own_topic = Some(subject);
    true
}

#[derive(Default)]
struct Told {
    of: Vec<(Group, String, Noun)>,
    has: Vec<Part>,
    ordered: bool,
}

fn told(pieces: &[Piece]) -> Option<Told> {
    let mut told = Told::default();
    let (mut at, mut listing, mut joined, mut optional) = (0, false, false, false);
    while let Some(piece) = pieces.get(at) {
        match (piece, pieces.get(at + 1)) {
            (Piece::Sign(sign), _) if sign == "," => (joined, listing) = (true, listing),
            (Piece::And, Some(Piece::Noun(other))) if !listing && !joined && !is_property(other) => {
                // `per user and idea`
                let (group, word, _) = told.of.last()?;
                told.of.push((group.clone(), word.clone(), other.clone()));
                at += 1;
            }
            (Piece::And, _) => joined = true,
            (Piece::Adverb(word), _) => optional |= matches!(word.as_str(), "optionally" | "possibly" | "perhaps" | "maybe"),
            (Piece::Preposition(word, _), Some(Piece::Noun(other))) if word == "with" => {
                told.has.push(part(other, &mut optional)?);
                (listing, joined) = (true, false);
                at += 1;
            }
            // `Images, in a fixed order`
            (Piece::Preposition(word, _), Some(Piece::Noun(other))) if word == "in" && other.head() == "order" && !other.plural => {
                told.has.push(of_noun(&Noun { range: other.range.clone(), ..super::parts::plain("position") }));
                told.ordered = true;
                (listing, joined) = (false, false);
                at += 1;
            }
            (Piece::Preposition(word, _), Some(Piece::Noun(other))) if is_place(word) && is_thing(other) => {
                let group = phrases::group("belong", Sense::Belong, true, false, other.range.clone());
                told.of.push((Group { may: std::mem::take(&mut optional), ..group }, word.clone(), other.clone()));
                (listing, joined) = (false, false);
                at += 1;
            }
            (Piece::Adjective(..) | Piece::Verb(_), Some(Piece::Preposition(word, _))) => {
                let group = participle(piece)?;
                let Some(Piece::Noun(other)) = pieces.get(at + 2).filter(|piece| matches!(piece, Piece::Noun(other) if is_thing(other)))
                else {
                    return None;
                };
                told.of.push((group, word.clone(), other.clone()));
                (listing, joined) = (false, false);
                at += 2;
            }
            (Piece::Adjective(..) | Piece::Bracket, _) => joined = false,
            (Piece::Noun(other), _) if joined => {
                told.has.push(part(other, &mut optional)?);
                (listing, joined) = (true, false);
            }
            _ => return None,
        }
        at += 1;
    }
    Some(told)
}

fn part(noun: &Noun, optional: &mut bool) -> Option<Part> {
    let own = noun.pronoun.is_none() && !is_actor(noun) && (is_property(noun) || !noun.plural);
    own.then(|| {
        let part = of_noun(noun);
        Part { optional: std::mem::take(optional) || part.optional, ..part }
    })
}

fn is_place(word: &str) -> bool {
    matches!(word, "per" | "by" | "in" | "inside" | "within" | "on" | "for" | "of" | "to" | "from" | "under" | "at" | "about")
}

/// `grouped by client`, `approved by another user`.
fn participle(piece: &Piece) -> Option<Group> {
    match piece {
        Piece::Verb(group) => (group.passive && group.bare && !group.negated).then(|| group.clone()),
        Piece::Adjective(word, range) => {
            let (at, _) = words::verb_forms(word).iter().find(|(_, form)| matches!(form, Form::Ed | Form::Participle))?;
            let verb = words::verb_at(*at)?;
            Some(phrases::group(verb.base.clone(), verb.sense, true, false, range.clone()))
        }
        _ => None,
    }
}
