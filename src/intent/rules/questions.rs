//! Questions that a sentence is made of: *who borrowed which tool, when, and when it came back*.
//!
//! Comes in: the pieces of a sentence. Goes out: facts about what happens, and whether the sentence was such a question. Never happens: a clause about `who` is read here.

use super::clauses::{Asked, Item};
use super::facts::{Manner, Part};
use super::parts::{self, plain};
use super::phrases::{Noun, Piece};
use super::reader::{Reader, is_actor, is_plain_property};
use super::words::{self, Sense};

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
    let name = known.nouns.first().cloned().unwrap_or_else(|| format!("{}_{}", object.name(), known.participle));
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
