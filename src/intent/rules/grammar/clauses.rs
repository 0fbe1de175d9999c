//! Clauses: who does what with what, under which words.
//!
//! Comes in: the pieces of a sentence. Goes out: its [`Clause`]s, relative clauses as clauses of their own about the noun before them. Never happens: a piece is in two clauses, but
//! for a subject that two verbs share.

use std::ops::Range;

pub use super::clause::{Asked, Clause, Complement, Item};
use super::phrases::{Group, Noun, Piece};
use super::words::{self, Sense};

#[derive(Default)]
pub struct Parser {
    pub done: Vec<Clause>,
    pub now: Clause,
    /// Clauses that a relative clause interrupts.
    pub outer: Vec<Clause>,
    pub preposition: Option<String>,
    /// A conjunction or a comma stood before.
    pub joined: bool,
    pub or: bool,
    pub optional: bool,
    pub comma: bool,
    /// An `and` stood between the subjects.
    pub and: bool,
    /// What is told beside the clause that stands open, to be read behind it.
    pub beside: Vec<Clause>,
}

pub fn clauses(pieces: &[Piece]) -> Vec<Clause> {
    let mut parser = Parser::default();
    let mut at = 0;
    while at < pieces.len() {
        at = parser.step(pieces, at).max(at + 1);
    }
    parser.end_all();
    parser.done.append(&mut parser.beside);
    parser.done
}

pub fn is_finite(piece: Option<&Piece>) -> bool {
    matches!(piece, Some(Piece::Verb(group)) if !group.bare)
}

/// `the time it was sent`
fn points(noun: &Noun, before: Option<&Piece>) -> bool {
    matches!(noun.pronoun.as_deref(), Some("it" | "they" | "he" | "she"))
        && matches!(before, Some(Piece::Noun(before)) if words::is_attribute(before.head()))
}

/// Whether a list in a relative clause goes on behind this comma: *salespeople, who have a number, a name and a rate, sell cars*.
fn lists_on(pieces: &[Piece], at: usize) -> bool {
    let inside =
        |piece: &&Piece| matches!(piece, Piece::Noun(_) | Piece::And | Piece::Adverb(_) | Piece::Preposition(..)) || piece.is_sign(",");
    let length = pieces[at..].iter().take_while(inside).count();
    let (list, rest) = pieces[at..].split_at(length);
    let and = list.iter().rposition(|piece| matches!(piece, Piece::And));
    let closed = list.iter().rposition(|piece| piece.is_sign(","));
    let ends = matches!((and, closed), (Some(and), Some(closed)) if and + 1 < closed && closed + 2 >= list.len());
    let bare = matches!(list.last(), Some(Piece::Noun(_)));
    ends && !bare && is_finite(rest.first())
}

/// `leaving their name`
fn leaves(base: &str) -> bool {
    matches!(base, "leave" | "state" | "provide" | "supply")
}

/// `giving the reason and an end date`
fn gives(base: &str) -> bool {
    matches!(base, "give" | "cite" | "quote" | "mention" | "specify" | "indicate" | "fix" | "stipulate" | "set")
}

pub fn skip_adverbs(pieces: &[Piece], at: usize) -> usize {
    let mut at = at;
    while matches!(pieces.get(at), Some(Piece::Adverb(_))) {
        at += 1;
    }
    at
}

/// Which of the lists an item behind a comma goes on: the last one, or the one before a phrase that only tells more of its last item.
fn goes_on(list: &[Complement], item: &Item) -> Option<usize> {
    let last = list.last()?;
    let at = list.len() - 1;
    let inner = matches!(
        last.preposition.as_deref(),
        Some("for" | "to" | "from" | "in" | "on" | "at" | "during" | "after" | "of" | "within" | "inside" | "per" | "under")
    );
    let property = |item: &Item| item.noun.as_ref().is_none_or(|noun| words::is_attribute(noun.head()));
    let before = list[..at].iter().rposition(|one| matches!(one.preposition.as_deref(), None | Some("with" | ":")));
    let like = item.asked.is_some() || property(item) || item.noun.as_ref().is_some_and(|noun| noun.quantity.indefinite);
    match before {
        Some(before) if inner && like && !last.items.iter().all(property) && list[before].items.iter().any(property) => Some(before),
        _ => Some(at),
    }
}

/// The list of things in which something with properties stands, where a thing follows the properties.
fn goes_on_outside(list: &[Complement], item: &Item) -> Option<usize> {
    let noun = item.noun.as_ref().filter(|noun| noun.pronoun.is_none() && !words::is_attribute(noun.head()))?;
    // `the shelf`, not `an estimate in hours`
    let determined = noun.owner_word.is_some() || noun.range.len() == noun.written().len() + 4;
    if !(noun.plural || determined && noun.quantity == super::phrases::Quantity::default()) {
        return None;
    }
    let with = list.iter().rposition(|one| one.preposition.as_deref() == Some("with"))?;
    let labelled = list.iter().any(|one| one.preposition.as_deref() == Some(":"));
    let plain = |item: &Item| {
        item.noun.as_ref().is_some_and(|noun| {
            let bare = noun.range.len() <= noun.written().len() + 1 && noun.quantity == super::phrases::Quantity::default();
            words::is_attribute(noun.head()) && (bare || labelled && noun.quantity.indefinite)
        })
    };
    let inner = |one: &Complement| {
        matches!(one.preposition.as_deref(), Some("from" | "to" | "for" | "per" | "in" | "on" | "at" | "of" | "between"))
    };
    if !list[with].items.iter().all(plain) || !list[with + 1..].iter().all(inner) {
        return None;
    }
    let outer = list[..with].iter().rposition(|one| matches!(one.preposition.as_deref(), None | Some(":")))?;
    let things = |item: &Item| item.noun.as_ref().is_some_and(|noun| noun.plural && !words::is_attribute(noun.head()));
    list[outer].items.last().is_some_and(things).then_some(outer)
}

pub fn range_of(piece: &Piece) -> Option<Range<usize>> {
    match piece {
        Piece::Noun(noun) => Some(noun.range.clone()),
        Piece::Verb(group) => Some(group.range.clone()),
        Piece::Preposition(_, range) | Piece::Wh(_, range) | Piece::Adjective(_, range) | Piece::States(_, range) => Some(range.clone()),
        _ => None,
    }
}

impl Parser {
    pub fn end(&mut self) {
        let clause = std::mem::take(&mut self.now);
        if !clause.is_empty() {
            self.done.push(clause);
        }
        self.preposition = None;
        self.joined = false;
        self.or = false;
        self.and = false;
    }

    pub fn end_all(&mut self) {
        self.end();
        while let Some(outer) = self.outer.pop() {
            self.now = outer;
            self.end();
        }
    }

    /// Ends a relative clause and goes on with what it interrupted.
    pub fn back(&mut self) -> bool {
        let Some(outer) = self.outer.pop() else { return false };
        let joined = self.joined;
        self.end();
        self.now = outer;
        self.joined = joined;
        true
    }

    fn step(&mut self, pieces: &[Piece], at: usize) -> usize {
        match &pieces[at] {
            Piece::Noun(noun) => self.noun(pieces, at, noun),
            Piece::Verb(group) => self.verb(pieces, at, group),
            Piece::Preposition(word, range) => {
                let after = skip_adverbs(pieces, at + 1);
                if let Some(Piece::Wh(wh, _)) = pieces.get(after) {
                    if let (Some(Piece::Noun(noun)), None) = (at.checked_sub(1).and_then(|before| pieces.get(before)), &self.now.verb)
                        && wh == "which"
                        && self.opens_with_a_system(noun, &pieces[after + 1..])
                    {
                        self.end();
                        return after + 1;
                    }
                    if let Some(end) = self.told(pieces, word, wh, after + 1) {
                        return end;
                    }
                    return self.asked(pieces, after + 1, &format!("{word} {wh}"), range.clone());
                }
                self.preposition = Some(word.clone());
                self.comma = self.joined;
                self.joined = false;
                at + 1
            }
            Piece::And | Piece::But => {
                self.and = true;
                self.conjunction(pieces, at)
            }
            Piece::Or => {
                self.or = true;
                self.conjunction(pieces, at)
            }
            Piece::Sign(sign) => self.sign(pieces, at, sign),
            Piece::Wh(word, range) => self.wh(pieces, at, word, range),
            Piece::Subordinator(word) => self.subordinator(pieces, at, word),
            Piece::Adjective(word, range) => {
                self.put(Item { adjective: Some(word.clone()), range: range.clone(), ..Item::default() });
                at + 1
            }
            Piece::States(states, range) => {
                self.put(Item { states: states.clone(), range: range.clone(), ..Item::default() });
                at + 1
            }
            Piece::Adverb(word) => {
                // `save jobs for later`
                if let ("later", Some(Piece::Preposition(before, range))) = (word.as_str(), at.checked_sub(1).and_then(|at| pieces.get(at)))
                    && before == "for"
                {
                    self.put(Item { adjective: Some(word.clone()), range: range.clone(), ..Item::default() });
                }
                self.optional |= matches!(word.as_str(), "optionally" | "possibly" | "perhaps" | "maybe");
                at + 1
            }
            Piece::Bracket => at + 1,
        }
    }

    /// Adds to the list that is open, or begins one.
    pub fn put(&mut self, mut item: Item) {
        item.optional |= std::mem::take(&mut self.optional);
        let joined = std::mem::take(&mut self.joined);
        let or = std::mem::take(&mut self.or);
        let preposition = self.preposition.take();
        let comma = std::mem::take(&mut self.comma) && preposition.is_some();
        let list = if self.now.verb.is_none() && self.now.subjects.is_empty() && !self.now.label {
            &mut self.now.before
        } else {
            &mut self.now.complements
        };
        // `ferries with name and capacity, crossings …`: the list goes on that the ferries stand in.
        if joined
            && preposition.is_none()
            && let Some(outer) = goes_on_outside(list, &item)
        {
            let preposition = list[outer].preposition.clone();
            list.push(Complement { preposition, items: vec![item], or: false, comma: false });
            return;
        }
        // `I'd like to see, for every wind farm, its turbines`: what is seen, not for what.
        let each = |one: &Complement| {
            matches!(one.preposition.as_deref(), Some("for" | "of" | "about"))
                && one.items.len() == 1
                && one.items[0].noun.as_ref().is_some_and(|noun| noun.quantity.each)
        };
        let stores = self.now.verb.as_ref().is_some_and(|verb| verb.sense == Sense::Store && !verb.passive);
        if joined && stores && preposition.is_none() && list.len() == 1 && list.last().is_some_and(each) {
            list.push(Complement { preposition, items: vec![item], or: false, comma: false });
            return;
        }
        if joined
            && preposition.is_none()
            && let Some(at) = goes_on(list, &item)
            && let Some(last) = list.get_mut(at)
        {
            last.or |= or;
            last.items.push(item);
            return;
        }
        list.push(Complement { preposition, items: vec![item], or: false, comma });
    }

    fn noun(&mut self, pieces: &[Piece], at: usize, noun: &Noun) -> usize {
        // `for every boat that sailed I note the time`: what the relative clause interrupted goes on.
        let acts = matches!(noun.pronoun.as_deref(), Some("i" | "we" | "they" | "he" | "she"))
            && is_finite(pieces.get(skip_adverbs(pieces, at + 1)));
        let inside = self.now.relative && self.now.verb.is_some() && self.outer.last().is_some_and(|outer| outer.verb.is_none());
        if acts && inside && !self.joined && self.preposition.is_none() {
            self.back();
        }
        let item = || Item { noun: Some(noun.clone()), range: noun.range.clone(), ..Item::default() };
        if self.preposition.is_some() {
            self.put(item());
            return at + 1;
        }
        if let Some(next) = self.each(pieces, at, noun) {
            return next;
        }
        // `the date it came in`, `the price we paid`: a noun right behind a noun, and its verb.
        let verb_next = is_finite(pieces.get(skip_adverbs(pieces, at + 1)));
        let adjacent = at > 0 && matches!(pieces[at - 1], Piece::Noun(_));
        // `for each letter, the time it was sent is kept`
        let points = points(noun, at.checked_sub(1).and_then(|before| pieces.get(before)));
        let opened = self.now.verb.is_none() && self.now.subjects.is_empty() && !self.now.before.is_empty() && !points;
        if verb_next && adjacent && !self.joined && !opened && !self.now.is_empty() {
            return self.asked(pieces, at, "that", noun.range.clone());
        }
        if self.now.verb.is_none() && !self.now.label {
            let open = self.now.before.last().is_some_and(|one| one.items.len() > 1 || self.joined) && self.now.subjects.is_empty();
            let listing = self.joined && self.now.complements.last().is_some_and(|one| one.preposition.is_some());
            if (open || listing) && self.joined && !verb_next && !self.list_then_verb(pieces, at) {
                self.put(item());
            } else if self.now.subjects.is_empty() || self.joined {
                self.now.subjects.push(noun.clone());
                self.joined = false;
            } else {
                // Two nouns beside each other: the first one was no subject of this.
                self.end();
                self.now.subjects.push(noun.clone());
            }
            return at + 1;
        }
        self.put(item());
        at + 1
    }

    /// Whether nouns that are joined come to a verb: `the date and the grade are recorded`.
    fn list_then_verb(&self, pieces: &[Piece], at: usize) -> bool {
        let mut skipped = 0;
        for (offset, piece) in pieces[at..].iter().enumerate() {
            // `a token, the time it was sent and the status are kept`
            if offset < skipped {
                continue;
            }
            if let [Piece::Noun(noun), Piece::Verb(group), ..] = &pieces[at + offset..]
                && offset > 0
                && points(noun, pieces.get(at + offset - 1))
                && !group.bare
            {
                skipped = offset + 2;
                continue;
            }
            // `bookings passengers make`: the verb of the second one alone.
            if offset > 0 && matches!((piece, &pieces[at + offset - 1]), (Piece::Noun(_), Piece::Noun(_))) {
                return false;
            }
            match piece {
                Piece::Noun(_) | Piece::And | Piece::Adverb(_) | Piece::Preposition(..) => {}
                Piece::Sign(sign) if sign == "," => {}
                Piece::Verb(group) => return !group.bare,
                _ => return false,
            }
        }
        false
    }

    /// The same to a verb of keeping in the passive.
    fn list_then_stored(&self, pieces: &[Piece], at: usize) -> bool {
        let verb = pieces[at..].iter().find_map(|piece| if let Piece::Verb(group) = piece { Some(group) } else { None });
        verb.is_some_and(|verb| verb.passive && verb.sense == Sense::Store && !verb.negated) && self.list_then_verb(pieces, at)
    }

    fn verb(&mut self, pieces: &[Piece], at: usize, group: &Group) -> usize {
        self.preposition = None;
        if self.now.verb.is_none() && !self.now.label {
            if group.bare && !self.now.subjects.is_empty() {
                return self.reduced(at, group);
            }
            // `Recommendations, users can …`: two beside each other are no list.
            if self.now.subjects.len() == 2 && !self.and && !group.bare {
                self.now.subjects.remove(0);
            }
            self.now.verb = Some(group.clone());
            self.joined = false;
            return at + 1;
        }
        // `having an expiry date and being issued to one hospital`
        if group.bare && self.joined && self.and && self.now.relative && self.now.verb.as_ref().is_some_and(|verb| verb.bare) {
            let mut next = Clause { subjects: self.now.subjects.clone(), relative: true, aside: self.now.aside, ..Clause::default() };
            next.verb = Some(group.clone());
            self.end();
            self.now = next;
            return at + 1;
        }
        if group.bare {
            return self.reduced(at, group);
        }
        // Behind a relative clause the verb of what it interrupted.
        if !self.joined && self.outer.last().is_some_and(|outer| outer.verb.is_none()) {
            self.back();
            self.now.verb = Some(group.clone());
            return at + 1;
        }
        // `a key has a number stamped on it and opens doors`: the key does.
        let inner = |clause: &Clause| clause.relative && clause.verb.as_ref().is_some_and(|verb| verb.bare);
        let outer = |clause: &Clause| clause.verb.as_ref().is_some_and(|verb| !verb.bare && !verb.passive);
        if self.joined && self.and && !group.passive && inner(&self.now) && self.outer.last().is_some_and(outer) {
            self.back();
            self.joined = true;
        }
        if self.joined {
            // The same subject goes on.
            let mut next = Clause {
                subjects: self.now.subjects.clone(),
                before: self.now.before.clone(),
                relative: self.now.relative,
                aside: self.now.aside,
                ..Clause::default()
            };
            // `is written by authors and reviewed by an editor`
            let by = matches!(pieces.get(at + 1), Some(Piece::Preposition(word, _)) if word == "by");
            let passive = group.passive || by && self.now.verb.as_ref().is_some_and(|verb| verb.passive);
            next.verb = Some(Group { passive, ..group.clone() });
            self.end();
            self.now = next;
            return at + 1;
        }
        // A noun that stood as an object is the subject of a new clause.
        let taken = self.now.complements.last_mut().and_then(|one| one.items.pop());
        if self.now.complements.last().is_some_and(|one| one.items.is_empty()) {
            self.now.complements.pop();
        }
        let aside = self.now.aside;
        self.end();
        self.now.aside = aside;
        self.now.subjects.extend(taken.and_then(|item| item.noun));
        self.now.verb = Some(group.clone());
        let _ = pieces;
        at + 1
    }

    pub fn optional_last(&mut self) {
        if let Some(item) = self.now.complements.last_mut().and_then(|one| one.items.last_mut()) {
            item.optional = true;
        } else if let Some(subject) = self.now.subjects.last_mut() {
            subject.quantity.maybe = true;
        }
    }

    /// `placed by a customer`, `holding the full text`: a clause about the noun before.
    fn reduced(&mut self, at: usize, group: &Group) -> usize {
        // `reserve a gift, leaving their name`: who does it.
        let leaves = self.joined && leaves(&group.base) && !group.passive;
        let doer = self.now.subjects.first().filter(|_| leaves && self.now.verb.is_some()).cloned();
        let Some(noun) = doer.or_else(|| self.now.last_noun().cloned()) else {
            self.now.verb = Some(group.clone());
            return at + 1;
        };
        self.open_relative(noun);
        self.now.verb = Some(group.clone());
        at + 1
    }

    pub fn open_relative(&mut self, noun: Noun) {
        let outer = std::mem::take(&mut self.now);
        let aside = outer.aside;
        self.outer.push(outer);
        self.now = Clause { subjects: vec![noun], relative: true, aside, ..Clause::default() };
        self.joined = false;
    }

    fn conjunction(&mut self, pieces: &[Piece], at: usize) -> usize {
        let next = skip_adverbs(pieces, at + 1);
        self.joined = true;
        // A noun and a verb: a clause of its own.
        let starts = matches!(pieces.get(next), Some(Piece::Noun(_))) && is_finite(pieces.get(skip_adverbs(pieces, next + 1)));
        // `are identified by a number, and their names and addresses are stored`
        let stored = matches!(pieces.get(next), Some(Piece::Noun(noun)) if noun.owner_word.is_some() || super::ellipsis::is_the_property(noun))
            && matches!(pieces.get(at), Some(Piece::And))
            && !self.now.aside
            && self.list_then_stored(pieces, next);
        // `…, for tracks we need …`
        let led = matches!(
            (pieces.get(next), pieces.get(next + 1), pieces.get(next + 2)),
            (Some(Piece::Preposition(..)), Some(Piece::Noun(_)), Some(Piece::Noun(_)))
        ) && is_finite(pieces.get(skip_adverbs(pieces, next + 3)));
        let starts = starts || led || stored;
        if starts && self.now.verb.is_some() {
            while self.now.relative && self.back() {}
            if self.now.verb.is_some() {
                let relative_subject = self.now.relative;
                self.end();
                self.now.relative = relative_subject;
            }
            return next;
        }
        if self.now.relative && !self.outer.is_empty() {
            // `and` behind a relative clause: its list goes on if it is one of a reduced clause, else the outer list.
            let outer_has_verb = self.outer.last().is_some_and(|outer| outer.verb.is_some() || outer.label);
            let comma = pieces.get(at).is_some_and(|piece| piece.is_sign(","));
            let verb = is_finite(pieces.get(next));
            let told = |base: &str| matches!(base, "give" | "identify" | "designate" | "describe" | "define" | "denote" | "determine");
            let by = matches!(pieces.get(next), Some(Piece::Noun(_)))
                && self.now.complements.last().is_some_and(|one| one.preposition.as_deref() == Some("by"));
            let own_list = self.now.verb.as_ref().is_some_and(|verb| {
                matches!(verb.sense, Sense::Have)
                    || verb.base == "with"
                    || by && told(&verb.base)
                    || verb.bare && (leaves(&verb.base) || gives(&verb.base))
            });
            let by_list = self.now.complements.last().is_some_and(|one| matches!(one.preposition.as_deref(), Some("by" | "with")));
            let listing = matches!(pieces.get(next), Some(Piece::Noun(_)))
                && self.now.verb.as_ref().is_some_and(|verb| verb.sense == Sense::Have || by_list && verb.passive);
            // `a rack, described by its code, which is unique, and a name`
            let beside = by_list && self.now.verb.as_ref().is_some_and(|verb| verb.bare && told(&verb.base));
            let inner = matches!((pieces.get(next), pieces.get(next + 1)), (Some(Piece::Wh(word, _)), Some(Piece::Verb(group))) if word == "which" && group.sense == Sense::Be);
            if beside && inner && comma {
                return next;
            }
            if listing && (comma || matches!(pieces.get(at), Some(Piece::And))) && lists_on(pieces, if comma { at } else { at - 1 }) {
                return next;
            }
            if comma && self.outer.last().is_some_and(|outer| outer.verb.is_none() && !outer.label) {
                self.back();
                self.joined = !matches!(pieces.get(next), Some(Piece::Verb(_)));
            } else if outer_has_verb && !verb && !own_list {
                self.back();
                self.joined = true;
            }
        }
        next
    }

    fn sign(&mut self, pieces: &[Piece], at: usize, sign: &str) -> usize {
        match sign {
            "," => self.conjunction(pieces, at),
            "/" => {
                self.joined = true;
                self.or = true;
                at + 1
            }
            ";" => {
                self.end_all();
                at + 1
            }
            ":" | "-" | "→" => {
                let rest = &pieces[at + 1..];
                while self.back() {}
                let rest_starts = skip_adverbs(rest, 0);
                let finite_first =
                    matches!(rest.get(rest_starts), Some(Piece::Noun(_))) && is_finite(rest.get(skip_adverbs(rest, rest_starts + 1)));
                if self.now.verb.is_none() && !self.now.subjects.is_empty() && !self.now.label {
                    let noun = self.now.subjects.first().cloned();
                    self.now.label = true;
                    if finite_first || (sign != "→" && is_finite(rest.get(rest_starts))) {
                        self.end();
                        if let (Some(noun), true) = (noun, is_finite(rest.get(rest_starts))) {
                            self.now.subjects.push(noun);
                        }
                    }
                    return at + 1;
                }
                if finite_first || sign == "→" && self.now.is_empty() {
                    self.end_all();
                    return at + 1;
                }
                if sign == "→" {
                    self.joined = true;
                    return at + 1;
                }
                let kept = matches!(rest.get(rest_starts), Some(Piece::Noun(_))) && self.list_then_verb(pieces, at + 1 + rest_starts);
                // `Rooms are cleaned: for each cleaning, the date is noted`
                let told = matches!(rest, [Piece::Preposition(word, _), Piece::Noun(noun), ..] if (word == "for" || matches!(word.as_str(), "of" | "on" | "about" | "in")) && noun.quantity.each);
                if (is_finite(rest.get(rest_starts)) || kept || told && self.now.verb.is_some()) && sign == ":" {
                    self.end_all();
                    return at + 1;
                }
                // Behind a clause: what its last noun has.
                if sign == ":" || matches!(rest.first(), Some(Piece::Noun(_) | Piece::States(..) | Piece::Wh(..))) {
                    self.preposition = Some(":".to_string());
                } else {
                    self.joined = true;
                }
                at + 1
            }
            _ => at + 1,
        }
    }
}
