//! The first words of a short wish: what the system is called, and a list of what it keeps. *Voting app: polls, options, votes, users*; *an IoT platform for devices, sensors and readings*.
//!
//! Comes in: the pieces of the first sentence. Goes out: facts, and whether the sentence was such a wish. Never happens: the system becomes a thing; a list of properties becomes things;
//! a sentence with a clause of its own is read here, save one behind an item of the list: *categories that can be nested*.

use super::parts::{of_noun, plain_part};
use crate::intent::fill;
use crate::intent::rules::clauses;
use crate::intent::rules::facts::{Fact, Manner, Part, SURE};
use crate::intent::rules::phrases::{self, Noun, Piece};
use crate::intent::rules::properties::{is_actor, is_plain_property, is_property};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::tagging::Word;
use crate::intent::rules::words::{self, Sense};

/// Fewer of a list are no wish.
const LEAST: usize = 3;

/// A thing of the list, with the words behind it.
struct Wished<'a> {
    noun: &'a Noun,
    has: Vec<&'a Noun>,
    of: Vec<(&'a str, &'a Noun)>,
    /// Which kinds of it there are: *activities like calls and meetings*.
    kinds: Vec<&'a Noun>,
    /// It and a clause about it: *categories that can be nested*.
    told: &'a [Piece],
}

/// Whether the sentence was a wish.
pub fn read(reader: &mut Reader, found: &[Word], pieces: &[Piece]) -> bool {
    if reader.facts.iter().any(|fact| !matches!(fact, Fact::SoftDelete { .. } | Fact::Audited { .. } | Fact::Tenant)) {
        return false;
    }
    let Some(start) = start(pieces) else { return false };
    let Some(all) = list(&pieces[start..]) else { return false };
    let things = all.iter().filter(|one| is_thing(one.noun)).count();
    if things < LEAST || things * 3 < all.len() * 2 {
        return false;
    }
    for one in all.iter().filter(|one| is_thing(one.noun)) {
        tell(reader, one, found);
    }
    // `users, invoices and an audit log`: one more thing, and nothing about the others.
    if all.iter().any(|one| one.noun.words.iter().any(|word| word == "audit")) {
        reader.facts.retain(|fact| !matches!(fact, Fact::Audited { .. }));
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
            // `Customers: orders, invoices, notes` tells of the customers, but `Human resources: employees, departments, contracts, skills` of none.
            Piece::Noun(noun) => !(at == 1 && noun.plural && !is_actor(noun)) || noun.words.len() > 1 && lists_many(&pieces[at + 1..]),
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

/// A long list of what are things wherever they stand.
fn lists_many(pieces: &[Piece]) -> bool {
    let typical = |piece: &&Piece| matches!(piece, Piece::Noun(noun) if noun.plural && fill::is_typical(&noun.name()));
    pieces.iter().filter(typical).count() >= LEAST
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
                        all.push(Wished { noun, has: Vec::new(), of: Vec::new(), kinds: Vec::new(), told: &[] });
                    }
                }
            }
            // `activities like calls and meetings`: its kinds.
            Piece::Preposition(word, _) if matches!(word.as_str(), "like" | "such as") && !joined => {
                let end =
                    at + 1 + pieces[at + 1..].iter().take_while(|piece| matches!(piece, Piece::Noun(_) | Piece::And | Piece::Or)).count();
                let last = all.last_mut().filter(|last| last.kinds.is_empty())?;
                last.kinds =
                    pieces[at + 1..end].iter().filter_map(|piece| if let Piece::Noun(noun) = piece { Some(noun) } else { None }).collect();
                at = end.checked_sub(1).filter(|_| last.kinds.len() > 1)?;
            }
            // `leases between tenants and units with a rent`: of one and of the other.
            Piece::Preposition(word, _) if word == "between" && !joined && matches!(pieces.get(at + 2), Some(Piece::And)) => {
                let (Some(Piece::Noun(one)), Some(Piece::Noun(other))) = (pieces.get(at + 1), pieces.get(at + 3)) else { return None };
                all.last_mut()?.of.extend([("of", one), ("of", other)]);
                at += 3;
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
            Piece::Wh(word, _) if !joined && matches!(word.as_str(), "that" | "which" | "who" | "whose") => {
                let last = all.last_mut().filter(|last| last.told.is_empty())?;
                let behind = clause_of(&pieces[at..])?;
                let begin = pieces[..at].iter().rposition(|piece| matches!(piece, Piece::Noun(noun) if std::ptr::eq(noun, last.noun)))?;
                last.told = &pieces[begin..at + behind];
                at += behind - 1;
            }
            _ => return None,
        }
        at += 1;
    }
    Some(all)
}

/// How many pieces a clause behind an item has: up to a comma, or to an `and` with no verb behind it.
fn clause_of(pieces: &[Piece]) -> Option<usize> {
    let ends = |at: usize| match &pieces[at] {
        Piece::Sign(sign) => matches!(sign.as_str(), "," | ";"),
        Piece::And => !matches!(pieces.get(at + 1), Some(Piece::Verb(_) | Piece::Wh(..))),
        _ => false,
    };
    let end = (0..pieces.len()).find(|at| ends(*at)).unwrap_or(pieces.len());
    pieces[..end].iter().any(|piece| matches!(piece, Piece::Verb(_))).then_some(end)
}

fn tell(reader: &mut Reader, one: &Wished, found: &[Word]) {
    let noun = one.noun;
    let sure = fill::is_typical(&noun.name()) || noun.plural && !is_property(noun) && !words::is_seldom(noun.head());
    reader.thing(noun, if sure { SURE } else { 2.0 });
    reader.brackets(noun);
    if let Some(kind) = noun.of.as_deref() {
        super::kinds_named::kinds(reader, noun, kind);
    }
    if let Some(count) = noun.quantity.number.filter(|count| *count > 1) {
        reader.push(Fact::Seed { noun: noun.clone(), count });
    }
    for part in &one.has {
        // `conversations with participants`: people who are users.
        if part.plural && !is_plain_property(part) && !words::is_person(part.head()) {
            reader.thing(part, 1.0);
        }
        reader.brackets(part);
        reader.owns(noun, of_noun(part), Manner::Has);
    }
    if !one.kinds.is_empty() {
        let states = one.kinds.iter().map(|kind| kind.name()).collect();
        reader.owns(noun, Part { states, ..plain_part("kind", noun) }, Manner::Has);
        for kind in &one.kinds {
            reader.push(Fact::IsA { one: (*kind).clone(), other: noun.clone() });
        }
    }
    for (word, other) in one.of.iter().filter(|(_, other)| !is_property(other) || is_thing(other)) {
        let between = *word == "between";
        let verb = phrases::group("belong", if between { Sense::Meet } else { Sense::Belong }, true, false, other.range.clone());
        super::predicates::relation(reader, noun, other, &verb, Some(word), true);
    }
    if !one.told.is_empty() {
        let range = phrases::words_of(one.told);
        let words: Vec<Word> = found.iter().filter(|word| range.contains(&word.range.start)).cloned().collect();
        super::trees::read(reader, &words);
        for clause in clauses::clauses(one.told) {
            reader.clause(&clause, false);
        }
    }
}
