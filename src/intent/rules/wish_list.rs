//! The first words of a short wish: what the system is called, and a list of what it keeps. *Voting app: polls, options, votes, users*; *an IoT platform for devices, sensors and readings*.
//!
//! Comes in: the pieces of the first sentence. Goes out: facts, and whether the sentence was such a wish. Never happens: the system becomes a thing; a list of properties becomes things;
//! a sentence with a clause of its own is read here.

use super::facts::{Fact, Manner};
use super::parts::of_noun;
use super::phrases::{self, Noun, Piece};
use super::reader::{Reader, is_actor, is_plain_property, is_property};
use super::words::{self, Sense};
use crate::intent::fill;

/// Fewer of a list are no wish.
const LEAST: usize = 3;

/// A thing of the list, with the words behind it.
struct Wished<'a> {
    noun: &'a Noun,
    has: Vec<&'a Noun>,
    of: Vec<(&'a str, &'a Noun)>,
}

/// Whether the sentence was a wish.
pub fn read(reader: &mut Reader, pieces: &[Piece]) -> bool {
    if !reader.facts.is_empty() {
        return false;
    }
    let Some(start) = start(pieces) else { return false };
    let Some(all) = list(&pieces[start..]) else { return false };
    let things = all.iter().filter(|one| is_thing(one.noun)).count();
    if things < LEAST || things * 3 < all.len() * 2 {
        return false;
    }
    for one in all.iter().filter(|one| is_thing(one.noun)) {
        tell(reader, one);
    }
    reader.topic = None;
    true
}

/// `We need a shop with products and customers`: the shop is what keeps them, and no thing to keep.
pub fn keeper(pieces: &[Piece]) -> Option<&Noun> {
    let verb = pieces.iter().take(4).position(|piece| matches!(piece, Piece::Verb(group) if wishes(group)))?;
    let Piece::Noun(noun) = pieces.get(verb + 1)? else { return None };
    let listed = matches!(pieces.get(verb + 2), Some(Piece::Preposition(word, _)) if matches!(word.as_str(), "with" | "including"));
    (listed && !noun.plural && noun.quantity.indefinite && words::is_organization(noun.head())).then_some(noun)
}

/// What a list of a wish means by a noun: something to keep, and no property of the system.
fn is_thing(noun: &Noun) -> bool {
    (noun.plural && !is_plain_property(noun)) || fill::is_typical(&noun.name()) && !matches!(noun.head(), "email")
}

/// Where the list begins: behind `Voting app:`, `A help desk with`, `an IoT platform for`.
fn start(pieces: &[Piece]) -> Option<usize> {
    let limit = pieces.len().min(16);
    let colon = pieces[..limit].iter().position(|piece| piece.is_sign(":") || piece.is_sign("-"));
    if let Some(at) = colon {
        let named = pieces[..at].iter().any(|piece| matches!(piece, Piece::Noun(noun) if noun.pronoun.is_none()));
        let plain = pieces[..at].iter().all(|piece| match piece {
            // `Customers: orders, invoices, notes` tells of the customers.
            Piece::Noun(noun) => !(at == 1 && noun.plural && !is_actor(noun)),
            Piece::Verb(group) => wishes(group),
            Piece::Preposition(..) | Piece::Adverb(_) | Piece::Adjective(..) | Piece::And | Piece::Wh(..) => true,
            Piece::Sign(sign) => sign == ",",
            _ => false,
        });
        return (named && plain).then_some(at + 1);
    }
    let at = pieces[..limit]
        .iter()
        .position(|piece| matches!(piece, Piece::Preposition(word, _) if matches!(word.as_str(), "with" | "for" | "of" | "including")))?;
    // Only what is wished before it.
    let mut system = false;
    for piece in &pieces[..at] {
        match piece {
            Piece::Noun(noun) if noun.pronoun.is_some() => {}
            Piece::Noun(noun) => system = !noun.plural || noun.words.iter().any(|word| words::is_never(word)),
            Piece::Verb(group) if wishes(group) => {}
            Piece::Preposition(..) | Piece::Adverb(_) | Piece::Adjective(..) => {}
            _ => return None,
        }
    }
    system.then_some(at + 1)
}

fn wishes(group: &phrases::Group) -> bool {
    !group.passive
        && !group.negated
        && (matches!(
            group.base.as_str(),
            "build"
                | "make"
                | "create"
                | "develop"
                | "design"
                | "write"
                | "want"
                | "need"
                | "like"
                | "be"
                | "model"
                | "manage"
                | "run"
                | "have"
        ) || matches!(group.sense, Sense::Store))
}

fn list(pieces: &[Piece]) -> Option<Vec<Wished<'_>>> {
    let mut all: Vec<Wished> = Vec::new();
    let (mut joined, mut inner) = (true, false);
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        match piece {
            Piece::Sign(sign) if matches!(sign.as_str(), "," | "/" | ";") => joined = true,
            Piece::And => joined = true,
            Piece::Adverb(_) | Piece::Bracket => {}
            Piece::Noun(noun) if noun.pronoun.is_some() || !joined => return None,
            Piece::Noun(noun) => {
                joined = false;
                // `ingredients with quantities and units, steps`
                let property = is_property(noun) && !(noun.plural && fill::is_typical(&noun.name()));
                match all.last_mut().filter(|_| inner && property) {
                    Some(last) => last.has.push(noun),
                    None => {
                        inner = false;
                        all.push(Wished { noun, has: Vec::new(), of: Vec::new() });
                    }
                }
            }
            Piece::Preposition(word, _) => {
                let Some(Piece::Noun(noun)) = pieces.get(at + 1).filter(|_| !joined) else { return None };
                let last = all.last_mut().filter(|_| noun.pronoun.is_none() && !is_actor(noun))?;
                if matches!(word.as_str(), "with" | "including") {
                    last.has.push(noun);
                    inner = true;
                } else {
                    last.of.push((word, noun));
                }
                at += 1;
            }
            _ => return None,
        }
        at += 1;
    }
    Some(all)
}

fn tell(reader: &mut Reader, one: &Wished) {
    let noun = one.noun;
    reader.thing(noun, 2.0);
    reader.brackets(noun);
    if let Some(count) = noun.quantity.number.filter(|count| *count > 1) {
        reader.push(Fact::Seed { noun: noun.clone(), count });
    }
    for part in &one.has {
        // `conversations with participants`: people who are users.
        if part.plural && !is_plain_property(part) && !words::is_person(part.head()) {
            reader.thing(part, 1.0);
        }
        reader.owns(noun, of_noun(part), Manner::Has);
    }
    for (word, other) in one.of.iter().filter(|(_, other)| !is_property(other)) {
        let between = *word == "between";
        let verb = phrases::group("belong", if between { Sense::Meet } else { Sense::Belong }, true, false, other.range.clone());
        super::predicates::relation(reader, noun, other, &verb, Some(word), true);
    }
}
