//! Lists of things that say of each what it has: *track our vineyards, their plots with area and year, and the harvests per plot with date and weight*.
//!
//! Comes in: the pieces of a sentence. Goes out: facts, and whether the whole sentence was such a list. Never happens: a list with a clause of its own in it is read here;
//! what a clause says is not lost.

use super::parts::{of_noun, plain};
use crate::intent::rules::facts::{Fact, Manner, Part, Relates};
use crate::intent::rules::phrases::{Group, Noun, Piece};
use crate::intent::rules::properties::{is_actor, is_plain_property, is_property};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::tagging::{Tag, Word};
use crate::intent::rules::words::{self, Sense};

/// A thing of the list with the words behind it.
struct Told<'a> {
    noun: &'a Noun,
    has: Vec<Part>,
    /// What it is of: `per plot`, `for a crossing`.
    of: Vec<(&'a str, &'a Noun)>,
    /// Who does it: `bookings passengers make`.
    by: Vec<&'a Noun>,
    /// `from one port to another`.
    from: Option<&'a Noun>,
    /// `the departments they work in`: what the first of the list does.
    they: Option<(&'a Group, Option<&'a str>)>,
}

impl<'a> Told<'a> {
    fn of(noun: &'a Noun) -> Told<'a> {
        Told { noun, has: Vec::new(), of: Vec::new(), by: Vec::new(), from: None, they: None }
    }

    fn says_more(&self) -> bool {
        let owned = self.noun.owner_word.as_deref().is_some_and(|word| matches!(word, "its" | "their"));
        owned || !self.has.is_empty() || !self.of.is_empty() || !self.by.is_empty() || self.from.is_some() || self.they.is_some()
    }
}

/// Whether the sentence was such a list.
pub fn read(reader: &mut Reader, pieces: &[Piece]) -> bool {
    let Some(start) = start(pieces) else { return false };
    let Some(all) = list(&pieces[start..]) else { return false };
    let labelled = matches!(pieces.first(), Some(Piece::Noun(noun)) if !is_actor(noun));
    if all.len() < 2 + usize::from(labelled) || !all.iter().any(Told::says_more) {
        return false;
    }
    for (at, told) in all.iter().enumerate() {
        tell(reader, at.checked_sub(1).and_then(|before| all.get(before)).map(|before| before.noun), told);
        if let (Some((group, word)), Some(first)) = (told.they, all.first().filter(|_| at > 0)) {
            // `the departments they work in`: each in one.
            let single = !group.passive && matches!(group.base.as_str(), "work" | "live" | "train" | "play" | "sit" | "study");
            let group = if single { &Group { sense: Sense::Belong, ..group.clone() } } else { group };
            super::predicates::relation(reader, first.noun, told.noun, group, word, group.passive || word.is_none());
        }
    }
    reader.topic = all.last().map(|told| told.noun.clone());
    true
}

/// `boards with lists, lists with cards`: each tells of itself; where the next one begins.
pub fn goes_on_with_the_last(found: &[Word]) -> Option<usize> {
    let is_noun = |word: &Word| word.tag == Tag::Noun;
    (2..found.len().saturating_sub(2)).find(|at| {
        let (before, after) = (&found[..*at], &found[at + 1..]);
        let chained = found[*at].is_sign(",") || found[*at].tag == Tag::And && !before.last().is_some_and(|word| word.is_sign(","));
        let named = after.first().filter(|word| is_noun(word) && crate::intent::rules::sides::is_several(&word.word));
        let with = after.get(1).is_some_and(|word| word.is("with"));
        chained && with && named.is_some_and(|named| before.windows(2).any(|two| two[0].is("with") && two[1].word == named.word))
    })
}

/// `…, rooms and reservations, where a reservation has a date`: what is told of one of the list is a sentence of its own.
pub fn begins_anew(found: &[Word]) -> Option<usize> {
    // `a site where cooks publish recipes, and where anyone rates them`
    let wheres = found.iter().position(|word| word.is("where"));
    if let Some(first) = wheres.filter(|first| *first < 10) {
        let again = found.windows(2).enumerate().skip(first + 3).find(|(_, two)| two[0].tag == Tag::And && two[1].is("where"));
        if let Some((and, _)) = again.filter(|(and, _)| found[and + 2..].iter().any(|word| word.tag == Tag::Verb)) {
            return Some(and);
        }
    }
    found.windows(4).position(|four| {
        let [comma, wh, one, noun] = four else { return false };
        let led = comma.is_sign(",") && wh.is("where") && matches!(one.word.as_str(), "a" | "an" | "each" | "every");
        led && found
            .iter()
            .take_while(|word| word.range.end <= comma.range.start)
            .any(|word| word.tag == Tag::Noun && word.word != noun.word && crate::plural::singular(&word.word) == noun.word)
    })
}

/// `I need a program for …`: what is wished for is the system itself.
pub fn system(pieces: &mut [Piece]) {
    let [first, Piece::Verb(group), Piece::Noun(noun), ..] = pieces else { return };
    let wanted = matches!(group.base.as_str(), "need" | "want" | "like" | "require") && !group.negated && !group.passive;
    let tool = matches!(noun.head(), "program" | "tool" | "application" | "site" | "service" | "package" | "product" | "register");
    if wanted && tool && is_we(first) && noun.quantity.indefinite && !noun.plural && noun.words.len() <= 2 {
        noun.words = vec!["system".to_string()];
        noun.head_at = 0;
    }
}

/// What a wish is about: the words behind `I want an app where`.
pub fn behind_a_wish(pieces: &[Piece]) -> &[Piece] {
    let Some(at) = pieces.iter().take(10).position(|piece| matches!(piece, Piece::Wh(word, _) if word == "where")) else { return pieces };
    let wished = pieces[..at].iter().any(|piece| matches!(piece, Piece::Verb(group) if wishes(group) && !group.passive && !group.negated));
    let acting = match pieces.first() {
        Some(Piece::Noun(noun)) => is_actor(noun),
        Some(Piece::Verb(_)) => true,
        _ => false,
    };
    // `A library where members borrow books`
    if let (1, Some(Piece::Noun(noun))) = (at, pieces.first())
        && noun.pronoun.is_none()
        && !noun.plural
        && (noun.quantity.indefinite || is_actor(noun))
        && (is_actor(noun)
            || words::is_organization(noun.head())
            || noun.words.iter().any(|word| words::is_never(word))
            || noun.head() == "site")
    {
        return &pieces[2..];
    }
    let system = matches!(at.checked_sub(1).and_then(|before| pieces.get(before)), Some(Piece::Noun(noun)) if is_actor(noun) || noun.quantity.indefinite);
    if wished && acting && system { &pieces[at + 1..] } else { pieces }
}

/// Where the list begins: behind `we track`, `I need a database for our line:`, `an app with`.
fn start(pieces: &[Piece]) -> Option<usize> {
    let mut wished = false;
    let mut start = None;
    for (at, piece) in pieces.iter().enumerate().take(14) {
        match piece {
            // `Football: teams, players, matches between two teams`
            Piece::Noun(noun)
                if start.is_none()
                    && at == 0
                    && noun.pronoun.is_none()
                    && (!is_actor(noun) || pieces.get(1).is_some_and(|piece| piece.is_sign(":"))) =>
            {
                let label = !noun.plural && pieces.get(1).is_some_and(|piece| piece.is_sign(":"));
                let several = matches!(pieces.get(2), Some(Piece::Noun(first)) if first.plural && !is_property(first));
                return (label && several).then_some(2);
            }
            Piece::Noun(noun) if noun.plural && wished && !is_actor(noun) => break,
            Piece::Verb(group) if !group.passive && !group.negated && wishes(group) => {
                wished = true;
                start = Some(at + 1);
            }
            // `We run some restaurants and want a database with …`
            Piece::Verb(group) if at == 1 && !group.passive && pieces.first().is_some_and(is_we) && wishes_later(&pieces[at + 1..]) => {}
            Piece::Noun(_) | Piece::And if start.is_none() && !wished && pieces.first().is_some_and(is_we) => {}
            Piece::Verb(_) => return None,
            Piece::Preposition(word, _) if matches!(word.as_str(), "with" | "for" | "of") => {
                let before = at.checked_sub(1).and_then(|before| pieces.get(before));
                let system = matches!(before, Some(Piece::Noun(noun)) if is_actor(noun) || (wished && noun.quantity.indefinite));
                let things = matches!(pieces.get(at + 1), Some(Piece::Noun(noun)) if noun.plural && !is_property(noun));
                if system && things {
                    wished = true;
                    start = Some(at + 1);
                }
            }
            Piece::Sign(sign) if sign == ":" && wished => {
                start = Some(at + 1);
                break;
            }
            Piece::Sign(_) | Piece::And | Piece::Or | Piece::Wh(..) | Piece::Subordinator(_) => break,
            _ => {}
        }
    }
    start
}

fn is_we(piece: &Piece) -> bool {
    matches!(piece, Piece::Noun(noun) if matches!(noun.pronoun.as_deref(), Some("we" | "i")))
}

fn wishes_later(pieces: &[Piece]) -> bool {
    pieces
        .windows(2)
        .take(6)
        .any(|two| matches!(two, [Piece::And, Piece::Verb(group)] if matches!(group.base.as_str(), "want" | "need") && !group.negated))
}

fn wishes(group: &Group) -> bool {
    matches!(group.sense, Sense::Store | Sense::Manage | Sense::Have)
        || matches!(group.base.as_str(), "build" | "make" | "create" | "develop" | "design" | "write" | "want" | "need" | "start")
}

/// The things of a list; none where it is more than a list.
fn list(pieces: &[Piece]) -> Option<Vec<Told<'_>>> {
    let mut all: Vec<Told> = Vec::new();
    let (mut joined, mut comma, mut attributes, mut optional, mut clause) = (true, true, false, false, false);
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        match piece {
            Piece::Sign(sign) if sign == "," => (joined, comma) = (true, true),
            Piece::And => joined = true,
            Piece::Adverb(word) => optional |= matches!(word.as_str(), "optionally" | "possibly" | "perhaps" | "maybe"),
            Piece::Noun(noun) if !joined && matches!(noun.pronoun.as_deref(), Some("they" | "it")) => {
                let Some(Piece::Verb(group)) = pieces.get(at + 1) else { return None };
                let last = all.last_mut().filter(|_| !attributes && !group.negated)?;
                let word = match (pieces.get(at + 2), pieces.get(at + 3)) {
                    (Some(Piece::Preposition(_, _)), Some(Piece::Noun(_))) => None,
                    (Some(Piece::Preposition(word, _)), _) => Some(word.as_str()),
                    _ => None,
                };
                last.they = Some((group, word));
                at += 1 + usize::from(word.is_some());
            }
            Piece::Noun(noun) if noun.pronoun.is_some() || is_actor(noun) => return None,
            Piece::Noun(noun) if !joined => {
                let acts = matches!(pieces.get(at + 1), Some(Piece::Verb(group)) if !group.bare && !group.passive && !group.negated);
                let last = all.last_mut().filter(|last| acts && !attributes && !is_property(noun) && last.noun.plural)?;
                last.by.push(noun);
                clause = true;
            }
            Piece::Noun(noun) => {
                let opens = opens(noun, pieces.get(at + 1), attributes, comma);
                // `their salaries over time`
                let theirs = matches!(noun.owner_word.as_deref(), Some("its" | "their"));
                if let (Some(first), true, true) = (all.first_mut(), theirs, is_plain_property(noun)) {
                    first.has.push(of_noun(noun));
                    (joined, comma) = (false, false);
                    at += 1;
                    continue;
                }
                if opens || (all.is_empty() && !is_plain_property(noun)) {
                    all.push(Told::of(noun));
                    attributes = false;
                } else {
                    let last = all.last_mut().filter(|_| attributes)?;
                    last.has.push(Part { optional: std::mem::take(&mut optional), ..of_noun(noun) });
                }
                (joined, comma) = (false, false);
            }
            Piece::Preposition(word, _) => {
                at += 1;
                while matches!(pieces.get(at), Some(Piece::Adverb(_))) {
                    at += 1;
                }
                let Some(Piece::Noun(noun)) = pieces.get(at) else { return None };
                let last = all.last_mut()?;
                match word.as_str() {
                    "with" | "including" => {
                        last.has.push(Part { optional: std::mem::take(&mut optional), ..of_noun(noun) });
                        attributes = true;
                    }
                    _ if noun.pronoun.is_some() || is_actor(noun) || attributes => return None,
                    "from" => match (pieces.get(at + 1), pieces.get(at + 2)) {
                        (Some(Piece::Preposition(to, _)), Some(Piece::Noun(other)))
                            if to == "to" && (other.pronoun.is_some() || other.head() == noun.head()) =>
                        {
                            last.from = Some(noun);
                            at += 2;
                        }
                        _ => last.of.push((word, noun)),
                    },
                    // `reservations for a date, time and party size`
                    "for" | "at" | "on" if is_property(noun) && noun.quantity.indefinite && last.noun.plural => {
                        last.has.push(of_noun(noun));
                        attributes = true;
                    }
                    "over" | "during" if is_property(noun) => {}
                    "per" | "of" | "for" | "in" | "on" | "at" | "by" | "to" | "under" | "within" | "about" | "inside" | "between" => {
                        last.of.push((word, noun));
                    }
                    _ => return None,
                }
                (joined, comma) = (false, false);
            }
            // `planted on each plot`, `passengers make for a crossing`
            Piece::Verb(group) if !joined && (group.bare || std::mem::take(&mut clause)) && !attributes => {}
            Piece::Bracket => {}
            _ => return None,
        }
        at += 1;
    }
    Some(all)
}

/// Whether a noun is the next thing of the list, and no property of the one before.
fn opens(noun: &Noun, next: Option<&Piece>, attributes: bool, comma: bool) -> bool {
    if is_plain_property(noun) {
        return false;
    }
    let owned = noun.owner_word.is_some();
    let more = match next {
        Some(Piece::Preposition(word, _)) => matches!(word.as_str(), "with" | "per" | "from" | "for" | "by" | "on"),
        Some(Piece::Verb(group)) => group.bare || group.passive,
        Some(Piece::Noun(after)) => noun.plural || after.pronoun.is_some(),
        _ => false,
    };
    let told = (owned && !attributes) || (more && noun.plural) || (more && comma) || (!noun.brackets.is_empty() && noun.plural);
    if attributes { told || (noun.plural && comma) } else { told || noun.plural }
}

fn tell(reader: &mut Reader, before: Option<&Noun>, told: &Told) {
    let noun = told.noun;
    reader.thing(noun, 1.5);
    if let (Some(before), Some("its" | "their")) = (before, noun.owner_word.as_deref()) {
        reader.owns(before, of_noun(noun), Manner::Has);
    }
    for part in &told.has {
        reader.owns(noun, part.clone(), Manner::Has);
    }
    for (word, other) in &told.of {
        if is_plain_property(other) {
            continue;
        }
        if other.plural || other.quantity.each || other.quantity.indefinite {
            reader.thing(other, 0.9);
        }
        if other.quantity.each && !noun.plural {
            // `the variety planted on each plot`
            reader.owns(other, of_noun(noun), Manner::Has);
        } else {
            belongs(reader, noun, other, word);
        }
    }
    for other in &told.by {
        reader.thing(other, 0.8);
        belongs(reader, noun, &Noun { plural: false, last: other.name(), ..(*other).clone() }, "of");
    }
    if let Some(place) = told.from {
        for word in ["from", "to"] {
            let role = Noun { range: place.range.clone(), ..plain(&format!("{word}_{}", place.name())) };
            reader.push(Fact::Plays { owner: noun.clone(), role, thing: place.clone() });
        }
    }
}

fn belongs(reader: &mut Reader, noun: &Noun, other: &Noun, word: &str) {
    let person = words::is_person(other.head());
    reader.relates(Relates {
        from: noun.clone(),
        to: other.clone(),
        verb: "belong".to_string(),
        sense: Some(Sense::Belong),
        preposition: Some(if person { "by" } else { word }.to_string()),
        passive: true,
        range: noun.range.start.min(other.range.start)..noun.range.end.max(other.range.end),
        ..Relates::default()
    });
}
