//! Words that open a clause inside of another: *if*, *while*, *which*, *when*, and questions in a list.
//!
//! Comes in: pieces of a sentence at such a word. Goes out: what the parser of clauses has open then. Never happens: a piece is read twice.

use std::ops::Range;

use super::clauses::{Asked, Complement, Item, Parser, clauses, is_finite, range_of, skip_adverbs};
use super::phrases::Piece;
use super::words::{self, Sense};

impl Parser {
    /// `witnesses, of whom we know the name`, `an arena, about which the name and the city are stored`: what is kept of the noun before.
    pub fn told(&mut self, pieces: &[Piece], preposition: &str, wh: &str, start: usize) -> Option<usize> {
        if !matches!(preposition, "of" | "for" | "about" | "on") || !matches!(wh, "which" | "whom") {
            return None;
        }
        let mut noun = self.now.last_noun().filter(|noun| noun.pronoun.is_none() && !words::is_attribute(noun.head()))?.clone();
        let verb = pieces[start..].iter().position(|piece| is_finite(Some(piece)))? + start;
        let Some(Piece::Verb(group)) = pieces.get(verb) else { return None };
        let listed =
            pieces[start..verb].iter().all(|piece| matches!(piece, Piece::Noun(_) | Piece::And | Piece::Adverb(_)) || piece.is_sign(","));
        if group.sense != Sense::Store || group.negated || !listed || verb == start {
            return None;
        }
        let end = if group.passive {
            verb + 1
        } else {
            // Up to the verb of what goes on behind it.
            let turns =
                |at: &usize| pieces[*at].is_sign(";") || pieces[*at].is_sign(",") && is_finite(pieces.get(skip_adverbs(pieces, at + 1)));
            (verb + 1..pieces.len()).find(turns).unwrap_or(pieces.len())
        };
        noun.quantity.each = true;
        noun.brackets.clear();
        let range = noun.range.clone();
        let before = Complement {
            preposition: Some("for".to_string()),
            items: vec![Item { noun: Some(noun), range, ..Item::default() }],
            ..Complement::default()
        };
        for mut clause in clauses(&pieces[start..end]) {
            clause.before.push(before.clone());
            self.beside.push(clause);
        }
        self.joined = false;
        // The comma behind it closes it.
        Some(end + usize::from(pieces.get(end).is_some_and(|piece| piece.is_sign(","))))
    }

    pub fn subordinator(&mut self, pieces: &[Piece], at: usize, word: &str) -> usize {
        // `if it is optional` in a list asks, as `whether` does.
        let direct = self.now.complements.is_empty()
            && self.now.verb.as_ref().is_some_and(|verb| matches!(verb.base.as_str(), "see" | "know" | "note" | "record" | "show"));
        let asks = direct && word == "if" || self.now.verb.as_ref().is_some_and(|verb| matches!(verb.sense, Sense::Store)) && self.joined;
        let trailing = word == "while" && matches!(pieces.get(at + 1), Some(Piece::Noun(noun)) if noun.head().ends_with("ing"));
        if trailing {
            self.end_all();
            let comma = pieces[at..].iter().position(|piece| piece.is_sign(",")).map_or(pieces.len(), |comma| at + comma + 1);
            return comma;
        }
        if word == "if" && asks {
            return self.asked(pieces, at + 1, "whether", at_range(pieces, at));
        }
        if matches!(word, "while" | "whereas" | "although" | "though") {
            self.end_all();
            return at + 1;
        }
        let started = !self.now.is_empty() || !self.outer.is_empty();
        // In the middle of a list: `the tooth number if there is one, the price`, `and, once it is finished, the grade`.
        if started && matches!(word, "if" | "once" | "unless" | "when" | "where") {
            let length = pieces[at + 1..]
                .iter()
                .position(|piece| piece.is_sign(",") || piece.is_sign(";") || matches!(piece, Piece::And))
                .unwrap_or(pieces.len() - at - 1);
            let next = pieces.get(at + 2 + length);
            let listed = matches!(pieces.get(at + 1 + length), Some(Piece::Sign(sign)) if sign == ",")
                || matches!(pieces.get(at + 1 + length), Some(Piece::And));
            let goes_on = listed
                && matches!(next, Some(Piece::Noun(_) | Piece::And))
                && !is_finite(pieces.get(skip_adverbs(pieces, at + 3 + length)));
            let listing = self.joined
                || self.now.verb.is_none()
                || self.now.complements.last().and_then(|one| one.items.last()).is_some_and(|item| item.noun.is_some());
            if length <= 6 && listing && (self.joined || goes_on) {
                if self.joined {
                    return at + 2 + length;
                }
                self.optional_last();
                return at + 1 + length;
            }
            if length <= 6 && matches!(word, "if" | "unless") && at + 1 + length >= pieces.len() {
                self.optional_last();
                return pieces.len();
            }
        }
        if started {
            self.end_all();
        }
        // Up to the comma where the sentence itself goes on.
        let mut end = at + 1;
        let mut verbs = 0;
        while let Some(piece) = pieces.get(end) {
            if matches!(piece, Piece::Verb(_)) {
                verbs += 1;
            }
            let turn = verbs > 0
                && matches!(piece, Piece::Noun(noun) if noun.pronoun.is_some())
                && is_finite(pieces.get(skip_adverbs(pieces, end + 1)))
                && match pieces.get(end - 1) {
                    Some(Piece::Noun(_) | Piece::Adjective(..)) => true,
                    Some(Piece::Verb(group)) => group.passive,
                    _ => false,
                };
            if turn {
                break;
            }
            if (piece.is_sign(",") && verbs > 0)
                || piece.is_sign(";")
                || piece.is_sign(":")
                || (started && matches!(piece, Piece::And) && verbs > 0)
            {
                break;
            }
            end += 1;
        }
        for mut clause in clauses(&pieces[at + 1..end]) {
            clause.aside = true;
            self.done.push(clause);
        }
        end + usize::from(matches!(pieces.get(end), Some(Piece::Sign(_))))
    }

    pub fn wh(&mut self, pieces: &[Piece], at: usize, word: &str, range: &Range<usize>) -> usize {
        let next = skip_adverbs(pieces, at + 1);
        let verb_next = matches!(pieces.get(next), Some(Piece::Verb(_)));
        let before = at.checked_sub(1).and_then(|before| pieces.get(before));
        let after_noun = matches!(before, Some(Piece::Noun(_)));
        let after_comma = before.is_some_and(|piece| piece.is_sign(",")) && self.now.last_noun().is_some();
        let stores = self.now.verb.as_ref().is_some_and(|verb| verb.sense == Sense::Store);
        let is_be = matches!(pieces.get(next), Some(Piece::Verb(group)) if !group.passive && (group.sense == Sense::Be || (word == "which" && group.sense == Sense::Have)));
        if matches!(word, "who" | "which" | "that") && verb_next && (after_noun || (after_comma && (!stores || is_be))) {
            if let Some(noun) = self.now.last_noun().cloned() {
                let item = self.now.complements.last_mut().and_then(|one| one.items.last_mut());
                if let (Some(item), Some(Piece::Verb(group))) = (item.filter(|_| stores), pieces.get(next)) {
                    item.does = Some(group.base.clone());
                }
                self.open_relative(noun);
            }
            return next;
        }
        if let Some(Piece::Noun(noun)) = before
            && (words::is_never(noun.head())
                || words::is_seldom(noun.head())
                || word == "where" && self.opens_with_a_system(noun, &pieces[at + 1..]))
            && self.now.verb.is_none()
        {
            self.end();
            return at + 1;
        }
        // `tell people which allergens are in a dish`
        let told = self.now.verb.as_ref().is_some_and(|verb| matches!(verb.base.as_str(), "tell" | "show" | "ask")) && word == "which";
        if told && self.now.complements.len() == 1 && matches!(pieces.get(next), Some(Piece::Noun(noun)) if noun.plural) {
            self.joined = true;
            return self.asked(pieces, at + 1, word, range.clone());
        }
        if matches!(word, "who" | "which" | "that" | "whom" | "where" | "when") && after_noun && !verb_next {
            // `the member that we asked`
            return self.asked(pieces, at + 1, word, range.clone());
        }
        let alone = pieces.get(at + 1).is_none_or(|piece| matches!(piece, Piece::Sign(_) | Piece::And));
        if word == "where" && after_comma && !stores && !alone {
            while self.back() {}
            self.end();
            return at + 1;
        }
        if matches!(word, "where" | "when") && matches!(pieces.get(next), Some(Piece::Adjective(..))) {
            // `where known`
            self.optional_last();
            return next + 1;
        }
        let opens = self.now.is_empty() && self.outer.is_empty();
        if opens && matches!(word, "when" | "where" | "whenever") {
            return self.subordinator(pieces, at, "when");
        }
        if word == "when" && !stores && !after_noun && !self.joined && self.preposition.is_none() && self.now.verb.is_some() {
            return self.subordinator(pieces, at, "when");
        }
        self.asked(pieces, at + 1, word, range.clone())
    }

    /// `A streaming service where users follow artists`, `an app in which members post recipes`: what it is for; but a place where tools are kept has a code.
    pub fn opens_with_a_system(&self, noun: &super::phrases::Noun, rest: &[Piece]) -> bool {
        let named = matches!(
            noun.head(),
            "service"
                | "marketplace"
                | "community"
                | "network"
                | "shop"
                | "store"
                | "forum"
                | "exchange"
                | "space"
                | "place"
                | "hub"
                | "game"
        );
        let is_one = noun.quantity.indefinite && !noun.plural;
        // Another verb, of no list: what the sentence says of it.
        let mut after = rest.iter().skip_while(|piece| !is_finite(Some(piece))).skip(1);
        let goes_on = after
            .find(|piece| is_finite(Some(piece)) || matches!(piece, Piece::And | Piece::Or | Piece::But | Piece::Sign(_) | Piece::Wh(..)))
            .is_some_and(|piece| is_finite(Some(piece)));
        is_one && !goes_on && self.done.is_empty() && (named || words::is_never(noun.head()) || words::is_seldom(noun.head()))
    }

    /// A question as an item of a list, or as what stands behind a noun.
    pub fn asked(&mut self, pieces: &[Piece], start: usize, word: &str, first: Range<usize>) -> usize {
        let mut end = start;
        while let Some(piece) = pieces.get(end) {
            let next = skip_adverbs(pieces, end + 1);
            let opens = matches!(pieces.get(next), Some(Piece::Wh(..)))
                || matches!(pieces.get(next), Some(Piece::Noun(_)))
                || matches!((pieces.get(next), pieces.get(next + 1)), (Some(Piece::Preposition(..)), Some(Piece::Wh(..))));
            if matches!(piece, Piece::Sign(sign) if sign != "/") || matches!(piece, Piece::But) {
                break;
            }
            if matches!(piece, Piece::Subordinator(_)) {
                break;
            }
            if matches!(piece, Piece::And) && opens {
                break;
            }
            // `the date it was made is kept`
            let verbs = pieces[start..end].iter().filter(|piece| is_finite(Some(piece))).count();
            if verbs > 0 && is_finite(Some(piece)) {
                break;
            }
            end += 1;
        }
        let range =
            pieces[start.min(end)..end].iter().filter_map(range_of).fold(first, |all, one| all.start.min(one.start)..all.end.max(one.end));
        let asked = Asked { word: word.to_string(), pieces: pieces[start.min(end)..end].to_vec(), range: range.clone() };
        // `bookings passengers make`
        let contact = start >= 1 && matches!(pieces.get(start - 1), Some(Piece::Noun(_)));
        let behind = contact && !self.joined && self.preposition.is_none()
            || start >= 2
                && pieces
                    .get(start - 2)
                    .or(pieces.get(start - 1))
                    .is_some_and(|piece| matches!(piece, Piece::Noun(_) | Piece::Preposition(..)))
                && !pieces.get(start.saturating_sub(2)).is_some_and(|piece| matches!(piece, Piece::Verb(_)))
                && !self.joined
                && matches!(word.split(' ').next_back(), Some("that" | "which" | "when" | "where" | "whom" | "who"))
                && self.preposition.is_none();
        if behind {
            if self.now.complements.is_empty() && !self.now.subjects.is_empty() && self.now.verb.is_none() {
                if let Some(subject) = self.now.subjects.last_mut() {
                    subject.named = crate::intent::rules::parts::dated(subject, &asked.pieces);
                }
                return end;
            }
            let opened = self.now.verb.is_none();
            let last =
                self.now.complements.last_mut().or(self.now.before.last_mut().filter(|_| opened)).and_then(|one| one.items.last_mut());
            if let Some(item) = last
                && item.noun.is_some()
                && item.asked.is_none()
            {
                item.range.end = range.end;
                item.asked = Some(asked);
                return end;
            }
        }
        if self.preposition.as_deref() != Some(":") {
            self.preposition = None;
        }
        self.put(Item { asked: Some(asked), range, ..Item::default() });
        end
    }
}

fn at_range(pieces: &[Piece], at: usize) -> Range<usize> {
    pieces[..at].iter().rev().find_map(range_of).map_or(0..0, |range| range.end..range.end)
}
