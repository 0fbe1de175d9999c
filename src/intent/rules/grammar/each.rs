//! What each of several has or is: *services, each with a price*, *tickets, each for one passenger*, *data centres, each known by a code*.
//!
//! Comes in: the pieces of a sentence, at an `each` that is no part of a noun, and the clause that stands open. Goes out: a relative clause about the several that were named. Never happens: people who only receive something
//! have what it has.

use super::clauses::Parser;
use super::phrases::{Group, Noun, Piece};
use super::words;

/// `each with a price`, `each one having a task`, `each in a role such as buyer`
fn has_or_plays(pieces: &[Piece]) -> bool {
    match pieces {
        [Piece::Verb(group), ..] if group.bare && group.base == "have" => true,
        [Piece::Preposition(word, _), ..] if word == "with" => true,
        [Piece::Preposition(word, _), Piece::Noun(noun), ..] => {
            matches!(word.as_str(), "in" | "at" | "for" | "as")
                && matches!(
                    noun.head(),
                    "role"
                        | "function"
                        | "capacity"
                        | "price"
                        | "share"
                        | "fee"
                        | "sum"
                        | "amount"
                        | "rate"
                        | "wage"
                        | "pay"
                        | "charge"
                        | "cost"
                )
        }
        _ => false,
    }
}

impl Parser {
    /// Where reading goes on; none where this is no such `each`.
    pub fn each(&mut self, pieces: &[Piece], at: usize, noun: &Noun) -> Option<usize> {
        // `services, each with a price`
        let each = noun.pronoun.as_deref() == Some("each");
        if each
            && has_or_plays(&pieces[at + 1..])
            && let (Some(last), Some(have)) = (self.now.told_of_each().cloned(), words::verb_named("have"))
        {
            self.open_relative(last);
            let range = noun.range.clone();
            self.now.verb =
                Some(Group { base: have.base.clone(), sense: have.sense, passive: false, may: false, negated: false, bare: true, range });
            return Some(at + 2);
        }
        // `tickets, each for one passenger on one flight`
        let placed = matches!(
            &pieces[at + 1..],
            [Piece::Preposition(word, _), Piece::Noun(noun), ..]
                if matches!(word.as_str(), "for" | "on" | "in" | "at" | "from" | "to" | "about" | "of")
                    && (noun.quantity.indefinite || noun.quantity.number == Some(1))
                    && !words::is_attribute(noun.head())
        );
        if each
            && placed
            && self.joined
            && let (Some(last), Some(be)) = (self.now.told_of_each().cloned(), words::verb_named("be"))
        {
            self.open_relative(last);
            let range = noun.range.clone();
            self.now.verb =
                Some(Group { base: be.base.clone(), sense: be.sense, passive: false, may: false, negated: false, bare: false, range });
            return Some(at + 1);
        }
        // `data centres, each known by a code`
        let told = matches!(pieces.get(at + 1), Some(Piece::Verb(group)) if group.bare && group.passive)
            && matches!(pieces.get(at + 2), Some(Piece::Preposition(word, _)) if matches!(word.as_str(), "by" | "with" | "through"));
        if let (true, true, Some(Piece::Verb(group)), Some(last)) = (each, told, pieces.get(at + 1), self.now.told_of_each().cloned()) {
            self.open_relative(last);
            self.now.verb = Some(group.clone());
            return Some(at + 2);
        }
        None
    }
}
