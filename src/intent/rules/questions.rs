//! Questions that a sentence is made of: *who borrowed which tool, when, and when it came back*.
//!
//! Comes in: the pieces of a sentence. Goes out: facts about what happens, and whether the sentence was such a question. Never happens: a clause about `who` is read here.

use super::clauses::{Asked, Item};
use super::facts::{Fact, Manner, Part};
use super::parts::{self, plain};
use super::phrases::{Noun, Piece};
use super::reader::{Reader, is_actor, is_plain_property};
use super::words::{self, Sense};

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

/// Whether the sentence was such a question; what is asked is kept of the event.
pub fn read(reader: &mut Reader, pieces: &[Piece]) -> bool {
    let Some(start) = pieces.iter().take(6).position(|piece| matches!(piece, Piece::Wh(word, _) if word == "who")) else { return false };
    // `We need to know who …`
    let before = &pieces[..start];
    let told = before.iter().all(|piece| match piece {
        Piece::Noun(noun) => is_actor(noun),
        Piece::Verb(group) => group.sense == Sense::Store && !group.negated,
        Piece::Adverb(_) => true,
        _ => false,
    });
    let [Piece::Wh(_, who), Piece::Verb(verb), Piece::Wh(which, _), Piece::Noun(object), rest @ ..] = &pieces[start..] else {
        return false;
    };
    if !told || verb.passive || verb.negated || which != "which" || is_plain_property(object) || is_actor(object) {
        return false;
    }
    let Some(known) = words::verb_named(&verb.base) else { return false };
    let name = spoken_of(reader, known).or_else(|| known.nouns.first().cloned());
    let name = name.unwrap_or_else(|| format!("{}_{}", object.name(), known.participle));
    let event = Noun { range: verb.range.clone(), ..plain(&name) };
    reader.thing(&event, 1.6);
    reader.thing(object, 0.9);
    reader.concerns(&event, object);
    let part = Part {
        noun: Noun { range: who.clone(), ..plain("person") },
        who: Some("person".to_string()),
        range: who.clone(),
        ..Part::default()
    };
    reader.owns(&event, part, Manner::Stored);
    for piece in rest.split(|piece| piece.is_sign(",") || matches!(piece, Piece::And)) {
        // `with which agent, at what time`
        let piece = match piece {
            [Piece::Preposition(word, _), rest @ ..] if word != "from" && word != "until" && word != "to" && word != "since" => rest,
            _ => piece,
        };
        if let [Piece::Wh(word, _), Piece::Noun(noun), ..] = piece
            && word == "which"
            && noun.pronoun.is_none()
            && !is_plain_property(noun)
            && !is_actor(noun)
        {
            reader.thing(noun, 0.5);
            reader.concerns(&event, noun);
            continue;
        }
        if let Some((Piece::Wh(word, range), inner)) = piece.split_first() {
            let asked = Asked { word: word.clone(), pieces: inner.to_vec(), range: range.clone() };
            let item = Item { asked: Some(asked), range: range.clone(), ..Item::default() };
            for part in parts::parts(&item) {
                reader.owns(&event, part, Manner::Stored);
            }
        }
    }
    reader.topic = Some(event);
    true
}
