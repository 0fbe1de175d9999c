//! A verb that is said once and meant twice: *a course is divided into modules, and a module into lessons*.
//!
//! Comes in: the pieces of a sentence. Goes out: the same, with the verb where it is left out. Never happens: a list behind an object becomes a clause (*orders with a date and items with a quantity*).

use super::phrases::{Group, Piece};
use super::words::Sense;

pub fn complete(pieces: &mut Vec<Piece>) {
    let mut verb: Option<(Group, String)> = None;
    let mut at = 0;
    while at < pieces.len() {
        match &pieces[at] {
            Piece::Verb(group) => verb = said(pieces, at, group),
            Piece::Sign(sign) if sign != "," => verb = None,
            Piece::And | Piece::But | Piece::Sign(_) => {
                if let Some((group, preposition)) = &verb
                    && let Some(behind) = left_out(pieces, at + 1, preposition)
                {
                    let again = Piece::Verb(group.clone());
                    pieces.insert(behind, again);
                    at = behind;
                }
            }
            _ => {}
        }
        at += 1;
    }
}

/// A finite verb with a subject that its preposition follows at once.
fn said(pieces: &[Piece], at: usize, group: &Group) -> Option<(Group, String)> {
    let subject = at > 0 && matches!(&pieces[at - 1], Piece::Noun(noun) if noun.pronoun.is_none());
    let (Some(Piece::Preposition(word, _)), Some(Piece::Noun(_))) = (pieces.get(at + 1), pieces.get(at + 2)) else { return None };
    let told = subject && !group.bare && !group.negated && !matches!(group.sense, Sense::Store | Sense::Identify);
    (told && !matches!(word.as_str(), "with" | "by" | "as")).then(|| (group.clone(), word.clone()))
}

/// Where the verb is missing behind a conjunction: a noun, the same preposition, a noun, and nothing that is said of them.
fn left_out(pieces: &[Piece], at: usize, preposition: &str) -> Option<usize> {
    let at = at + usize::from(matches!(pieces.get(at), Some(Piece::And | Piece::But)));
    let [Piece::Noun(noun), Piece::Preposition(word, _), Piece::Noun(_), rest @ ..] = pieces.get(at..)? else { return None };
    let ends = matches!(rest.first(), None | Some(Piece::And | Piece::But | Piece::Sign(_)));
    (noun.pronoun.is_none() && word == preposition && ends).then_some(at + 1)
}
