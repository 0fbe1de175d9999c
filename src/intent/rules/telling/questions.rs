//! Questions that tell of something that happens: *who borrowed which tool, when, and when it came back*, *which inks went into which sitting*, *who moved how much from where to where*.
//!
//! Comes in: the pieces of a sentence. Goes out: facts about what happens, and the pieces without these questions. Never happens: a clause about `who` is read here; a question about one thing alone.

use std::ops::Range;

use super::parts::{self, of_noun, plain};
use crate::intent::rules::clauses::{Asked, Item};
use crate::intent::rules::facts::{Fact, Manner, Part};
use crate::intent::rules::phrases::{self, Group, Noun, Piece, Quantity};
use crate::intent::rules::properties::{is_actor, is_plain_property};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::words::{self, Sense};

/// `People come for viewings. Who viewed which listing`: what the text calls it.
fn spoken_of(reader: &Reader, verb: &words::Verb) -> Option<String> {
    let is = |noun: &Noun| {
        let gerund = words::verb_forms(noun.head())
            .iter()
            .any(|(at, form)| *form == words::Form::Ing && words::verb_at(*at).is_some_and(|found| found.base == verb.base));
        gerund || words::is_event_of(noun.head(), &verb.base)
    };
    reader.facts.iter().rev().find_map(|fact| match fact {
        Fact::Thing { noun, .. } | Fact::Happens { noun, .. } if is(noun) => Some(noun.name()),
        Fact::Relates(relates) => [&relates.from, &relates.to].into_iter().find(|noun| is(noun)).map(Noun::name),
        _ => None,
    })
}

/// Who and what such a question asks for.
struct Question {
    verb: Group,
    /// `who`: where it stands.
    who: Option<Range<usize>>,
    /// `by whom`, `whom`: the other one.
    whom: Option<Range<usize>>,
    things: Vec<(Option<String>, Noun)>,
    told: Vec<Part>,
    asked: usize,
    end: usize,
}

fn is_thing(noun: &Noun) -> bool {
    noun.pronoun.is_none() && !is_plain_property(noun) && !is_actor(noun)
}

fn skip(pieces: &[Piece], mut at: usize) -> usize {
    while matches!(pieces.get(at), Some(Piece::Adverb(_))) {
        at += 1;
    }
    at
}

fn question(pieces: &[Piece], start: usize) -> Option<Question> {
    let mut found = Question { verb: group(pieces, start)?, who: None, whom: None, things: Vec::new(), told: Vec::new(), asked: 1, end: 0 };
    let mut at = match &pieces[start..] {
        [Piece::Wh(word, range), ..] if word == "who" => {
            found.who = Some(range.clone());
            start + 1
        }
        [Piece::Wh(word, _), Piece::Noun(noun), ..] if matches!(word.as_str(), "which" | "what") && is_thing(noun) => {
            found.things.push((None, noun.clone()));
            start + 2
        }
        _ => return None,
    };
    at = skip(pieces, at);
    if !matches!(pieces.get(at), Some(Piece::Verb(_))) {
        return None;
    }
    at += 1;
    let mut preposition: Option<String> = None;
    while let Some(piece) = pieces.get(at) {
        match piece {
            Piece::Sign(_) | Piece::And | Piece::But | Piece::Or => break,
            Piece::Preposition(word, _) => preposition = Some(word.clone()),
            Piece::Wh(word, range) => {
                found.asked += 1;
                let next = pieces.get(at + 1);
                match (word.as_str(), next) {
                    ("which" | "what", Some(Piece::Noun(noun))) if noun.pronoun.is_none() => {
                        if is_thing(noun) {
                            found.things.push((preposition.take(), noun.clone()));
                        } else {
                            found.told.push(of_noun(noun));
                        }
                        at += 1;
                    }
                    ("whom", _) => found.whom = Some(range.clone()),
                    ("what", _) => found.told.push(Part { range: range.clone(), ..named("description", range) }),
                    ("where", _) => {
                        let name = preposition.take().filter(|word| matches!(word.as_str(), "from" | "to"));
                        found.told.push(named(&name.map_or("location".to_string(), |word| format!("{word}_location")), range));
                    }
                    ("when", _) => found.told.push(named("date", range)),
                    ("how", Some(_)) => {
                        let inner = &pieces[at + 1..=at + 1];
                        found.told.extend(asked("how", inner, range));
                        at += 1;
                    }
                    _ => return None,
                }
            }
            Piece::Noun(noun) if noun.pronoun.is_some() => {}
            Piece::Noun(noun) => {
                if is_thing(noun) && found.who.is_none() {
                    found.things.push((preposition.take(), noun.clone()));
                }
            }
            Piece::Adverb(_) => {}
            _ => return None,
        }
        at += 1;
    }
    found.end = at;
    Some(found)
}

fn group(pieces: &[Piece], start: usize) -> Option<Group> {
    let verb = pieces[start..].iter().find_map(|piece| if let Piece::Verb(group) = piece { Some(group) } else { None })?;
    (!verb.negated && !verb.bare && (verb.base != "be" && verb.base != "have")).then(|| verb.clone())
}

fn named(name: &str, range: &Range<usize>) -> Part {
    let noun = Noun { range: range.clone(), ..plain(name) };
    Part { noun, range: range.clone(), ..Part::default() }
}

fn asked(word: &str, pieces: &[Piece], range: &Range<usize>) -> Vec<Part> {
    let asked = Asked { word: word.to_string(), pieces: pieces.to_vec(), range: range.clone() };
    parts::parts(&Item { asked: Some(asked), range: range.clone(), ..Item::default() })
}

/// Whether the words before a question say that the answer is kept, and where they begin.
fn keeper(pieces: &[Piece]) -> Option<usize> {
    let from = pieces.iter().rposition(|piece| matches!(piece, Piece::Sign(_) | Piece::And | Piece::But)).map_or(0, |at| at + 1);
    let words = &pieces[from..];
    // `Labour: which mechanic worked on which job`: the label tells what it is.
    if from > 0 && words.is_empty() && (pieces[from - 1].is_sign(":") || pieces[from - 1].is_sign("-")) {
        return None;
    }
    let told = words.iter().all(|piece| match piece {
        Piece::Noun(_) | Piece::Adverb(_) | Piece::Preposition(..) | Piece::Adjective(..) | Piece::Subordinator(_) => true,
        Piece::Verb(group) => !group.negated && !group.passive,
        _ => false,
    });
    let verb = words.iter().rev().find_map(|piece| if let Piece::Verb(group) = piece { Some(group) } else { None });
    let keeps = verb.is_none_or(|verb| {
        verb.sense == Sense::Store
            || matches!(
                verb.base.as_str(),
                "see"
                    | "say"
                    | "tell"
                    | "check"
                    | "know"
                    | "find"
                    | "prove"
                    | "write"
                    | "type"
                    | "scribble"
                    | "jot"
                    | "tick"
                    | "put"
                    | "remember"
                    | "decide"
                    | "plan"
                    | "choose"
                    | "determine"
                    | "fix"
                    | "settle"
                    | "agree"
                    | "arrange"
                    | "set"
                    | "mark"
            )
    });
    let alone = verb.is_some() || words.iter().all(|piece| matches!(piece, Piece::Adverb(_) | Piece::Subordinator(_)));
    (told && keeps && alone).then_some(from)
}

/// Whether all of the sentence was such questions; what is asked is kept of what happens.
pub fn read(reader: &mut Reader, pieces: &mut Vec<Piece>) -> bool {
    let opens = |piece: &Piece| matches!(piece, Piece::Wh(word, _) if matches!(word.as_str(), "who" | "which" | "what"));
    let starts: Vec<usize> = pieces.iter().enumerate().filter(|(_, piece)| opens(piece)).map(|(at, _)| at).collect();
    for start in starts {
        let Some(from) = keeper(&pieces[..start]) else { continue };
        let Some(found) = question(pieces, start) else { continue };
        let each = pieces[..start].windows(2).find_map(|two| match two {
            [Piece::Preposition(word, _), Piece::Noun(noun)]
                if matches!(word.as_str(), "for" | "of" | "per" | "on") && noun.quantity.each && is_thing(noun) =>
            {
                Some(noun.clone())
            }
            _ => None,
        });
        if found.asked < 2 || found.things.iter().any(|(_, noun)| noun.quantity.other) {
            continue;
        }
        if found.things.is_empty() {
            continue;
        }
        // `we store who completed which course`, behind other words, is read where what is kept is read.
        let stores = pieces[from..start].iter().any(|piece| matches!(piece, Piece::Verb(group) if group.sense == Sense::Store));
        let behind = stores && (start > 5 || found.things.iter().any(|(preposition, _)| preposition.is_some()));
        if found.who.is_none() || behind && found.things.len() + found.whom.iter().len() < 2 {
            kept(pieces, from, start, each.is_some());
            return false;
        }
        if !told(reader, pieces, found, each) {
            continue;
        }
        pieces.truncate(from.saturating_sub(1));
        return !pieces.iter().any(|piece| matches!(piece, Piece::Verb(_)));
    }
    false
}

/// `I check who completed which module`: it is kept.
fn kept(pieces: &mut Vec<Piece>, from: usize, start: usize, each: bool) {
    let stores = |piece: &Piece| matches!(piece, Piece::Verb(group) if group.sense == Sense::Store);
    if pieces[from..start].iter().any(stores) {
        return;
    }
    let at = pieces.get(start).and_then(Piece::words).map_or(0, |range| range.start);
    let we = Noun { pronoun: Some("we".to_string()), range: at..at, ..plain("we") };
    let told = [Piece::Noun(we), Piece::Verb(phrases::group("record", Sense::Store, false, false, at..at))];
    // `for each drug`
    let keeps =
        if each { pieces[from..start].iter().position(|piece| matches!(piece, Piece::Noun(noun) if noun.pronoun.is_some())) } else { None };
    pieces.splice(from + keeps.unwrap_or(0)..start, told);
}

/// The facts of such a question; none where too little takes part.
fn told(reader: &mut Reader, pieces: &[Piece], found: Question, each: Option<Noun>) -> bool {
    let Question { verb, who, whom, mut things, told, end, .. } = found;
    let Some(known) = words::verb_named(&verb.base) else { return false };
    things.extend(each.map(|noun| (None, Noun { quantity: Quantity::default(), ..noun })));
    let mut nouns: Vec<Noun> = Vec::new();
    for (_, noun) in &things {
        let noun = Noun { quantity: Quantity::default(), ..noun.clone() };
        if !nouns.iter().any(|one| one.words == noun.words) {
            nouns.push(noun);
        }
    }
    let Some(first) = nouns.first().cloned() else { return false };
    // `which paper cites which other papers`
    if things.iter().any(|(_, noun)| noun.quantity.other) {
        return false;
    }
    let several = things.iter().any(|(_, noun)| noun.plural);
    let rest = rest(&pieces[end..], &mut nouns);
    let spoken = spoken_of(reader, known);
    let mut both: Option<(Noun, Noun)> = None;
    // `which members attended a session`
    let person = words::is_person(first.head()) && !known.nouns.is_empty();
    let event = match (&who, nouns.as_slice()) {
        (None, [_]) if things.len() < 2 => return false,
        (None, [one, other]) if spoken.is_none() && !person => {
            if !several && told.is_empty() && rest.is_empty() {
                return false;
            }
            both = Some((many(one), many(other)));
            first.clone()
        }
        (None, _) => {
            let Some(name) = spoken.or_else(|| known.nouns.first().cloned()) else { return false };
            Noun { range: verb.range.clone(), ..plain(&name) }
        }
        (Some(_), _) => {
            let name = spoken.or_else(|| known.nouns.first().cloned());
            let name = name.unwrap_or_else(|| format!("{}_{}", first.name(), known.participle));
            Noun { range: verb.range.clone(), ..plain(&name) }
        }
    };
    for noun in &nouns {
        // `which course`, of training courses
        let longer = |fact: &Fact| matches!(fact, Fact::Thing { noun: other, .. } | Fact::Owns { owner: other, .. } if other.words.len() > noun.words.len() && other.words.ends_with(&noun.words));
        if !reader.facts.iter().any(longer) {
            reader.thing(noun, 0.9);
        }
    }
    if let Some((one, other)) = &both {
        let meets = phrases::group("associate", Sense::Meet, false, false, verb.range.clone());
        super::predicates::relation(reader, one, other, &meets, None, false);
        for part in told.into_iter().chain(rest) {
            reader.owns(&first, Part { between: both.clone(), ..part }, Manner::Stored);
        }
        return true;
    }
    reader.thing(&event, 1.6);
    for noun in &nouns {
        let twice: Vec<&String> =
            things.iter().filter(|(_, one)| one.words == noun.words).filter_map(|(preposition, _)| preposition.as_ref()).collect();
        // `from which silo to which silo`
        if let [one, other] = twice.as_slice() {
            for word in [one, other] {
                let role = Noun { range: noun.range.clone(), ..plain(&format!("{word}_{}", noun.name())) };
                reader.push(Fact::Plays { owner: event.clone(), role, thing: noun.clone() });
            }
        } else {
            reader.concerns(&event, noun);
        }
    }
    for person in who.iter().chain(&whom) {
        let part = Part { who: Some("person".to_string()), ..named("person", person) };
        reader.owns(&event, part, Manner::Stored);
    }
    for part in told.into_iter().chain(rest) {
        reader.owns(&event, part, Manner::Stored);
    }
    reader.topic = Some(event);
    true
}

fn many(noun: &Noun) -> Noun {
    Noun { plural: true, quantity: Quantity { many: Some(true), ..Quantity::default() }, ..noun.clone() }
}

/// What stands behind the first question: `when, with which agent, at what time, dose and time`.
fn rest(pieces: &[Piece], nouns: &mut Vec<Noun>) -> Vec<Part> {
    let mut found = Vec::new();
    for piece in pieces.split(|piece| piece.is_sign(",") || piece.is_sign("-") || matches!(piece, Piece::And)) {
        let piece = &piece[skip(piece, 0)..];
        // `with which agent, at what time`
        let span: Vec<(&String, &Range<usize>)> = piece
            .windows(2)
            .filter_map(|two| match two {
                [Piece::Preposition(word, _), Piece::Wh(wh, range)] if wh == "when" => Some((word, range)),
                _ => None,
            })
            .collect();
        // `from when until when`
        if !span.is_empty() {
            found.extend(span.iter().flat_map(|(word, range)| asked(&format!("{word} when"), &[], range)));
            continue;
        }
        let piece = match piece {
            [Piece::Preposition(word, _), rest @ ..] if word != "from" && word != "until" && word != "to" && word != "since" => rest,
            _ => piece,
        };
        match piece {
            [Piece::Wh(word, _), Piece::Noun(noun), ..] if matches!(word.as_str(), "which" | "what") && is_thing(noun) => {
                nouns.push(Noun { quantity: Quantity::default(), ..noun.clone() });
            }
            [Piece::Wh(word, range), inner @ ..] => found.extend(asked(word, inner, range)),
            [Piece::Noun(noun)] if is_plain_property(noun) && noun.pronoun.is_none() => found.push(of_noun(noun)),
            _ => {}
        }
    }
    found
}
