//! From the blocks of a text to facts.
//!
//! Comes in: blocks. Goes out: [`Fact`]s in the order of the text. Never happens: a pronoun in a fact; it is replaced by what was spoken of before.

use super::clauses::{self, Clause, Complement, Item};
use super::facts::{Fact, Manner, Part, Relates};
use super::layout::{Block, Kind};
use super::parts::{self, of_noun};
use super::phrases::{self, Noun, Piece};
use super::states;
use super::tagging::{self, Tag, Word};
use super::tokens;
use super::words::{self, Sense};

#[derive(Default)]
pub struct Reader {
    pub facts: Vec<Fact>,
    /// What was spoken of last, and may be meant by `it`.
    topic: Option<Noun>,
    /// Nouns of leads and headings that items stand under, by depth.
    leads: Vec<(usize, Noun)>,
    /// The person of a user story.
    actor: Option<Noun>,
    /// What this sentence spoke of so far.
    recent: Vec<Noun>,
    /// What the sentence before spoke of first and last.
    newest: Vec<Noun>,
    /// Below a heading that says what is left out.
    excluded: bool,
    pub actors: Vec<String>,
}

/// The facts of a text.
pub fn facts(text: &str, blocks: &[Block]) -> Reader {
    let mut reader = Reader::default();
    super::grids::read(&mut reader, text, blocks);
    for (at, block) in blocks.iter().enumerate() {
        let next = blocks.get(at + 1);
        match block.kind {
            Kind::Row => {}
            Kind::Heading => reader.heading(text, block, next),
            Kind::Item | Kind::Paragraph => reader.block(text, block, next),
        }
    }
    reader
}

pub fn is_actor(noun: &Noun) -> bool {
    noun.pronoun.as_deref().is_some_and(|word| {
        matches!(
            word,
            "we" | "i"
                | "you"
                | "us"
                | "me"
                | "everyone"
                | "everybody"
                | "someone"
                | "somebody"
                | "anyone"
                | "anybody"
                | "nobody"
                | "one"
                | "there"
                | "who"
        )
    }) || words::is_never(noun.head())
        || words::is_never(&noun.name())
}

/// Whether a noun names a property, by its last word.
pub fn is_property(noun: &Noun) -> bool {
    words::is_attribute(noun.head()) || words::is_attribute(&noun.name())
}

impl Reader {
    pub fn push(&mut self, fact: Fact) {
        self.facts.push(fact);
    }

    pub fn thing(&mut self, noun: &Noun, weight: f32) {
        if noun.pronoun.is_none() && !is_actor(noun) {
            self.facts.push(Fact::Thing { noun: noun.clone(), weight });
        }
    }

    pub fn owns(&mut self, owner: &Noun, part: Part, manner: Manner) {
        if !is_actor(owner) && owner.pronoun.is_none() {
            self.facts.push(Fact::Owns { owner: owner.clone(), part, manner });
        }
    }

    /// The noun that a pronoun stands for.
    fn meant(&self, noun: &Noun) -> Option<Noun> {
        match noun.pronoun.as_deref() {
            None => Some(noun.clone()),
            Some(
                "we" | "i" | "you" | "us" | "me" | "there" | "everyone" | "everybody" | "someone" | "somebody" | "anyone" | "nobody"
                | "who" | "something",
            ) => None,
            Some(_) => {
                let mut meant = self.topic.clone()?;
                meant.range = noun.range.clone();
                meant.brackets.clear();
                meant.quantity = noun.quantity.clone();
                Some(meant)
            }
        }
    }

    fn heading(&mut self, text: &str, block: &Block, next: Option<&Block>) {
        self.leads.retain(|(depth, _)| *depth + 100 < block.depth);
        self.topic = None;
        self.excluded = false;
        for sentence in tokens::sentences(text, &block.pieces) {
            if super::exclusions::is_exclusion(&prepared(&sentence)) {
                self.excluded = true;
            }
            let pieces = pieces_of(&sentence);
            let nouns: Vec<&Noun> =
                pieces.iter().filter_map(|piece| if let Piece::Noun(noun) = piece { Some(noun) } else { None }).collect();
            let alone = pieces.iter().all(|piece| matches!(piece, Piece::Noun(_) | Piece::Adverb(_)));
            if let (true, [noun]) = (alone, nouns.as_slice())
                && block.depth > 1
                && !is_actor(noun)
                && noun.words.len() <= 3
            {
                self.topic = Some((*noun).clone());
                if next.is_some_and(|next| next.kind == Kind::Item) {
                    self.leads.push((0, (*noun).clone()));
                }
            }
        }
    }

    fn block(&mut self, text: &str, block: &Block, next: Option<&Block>) {
        if block.kind == Kind::Item {
            self.leads.retain(|(depth, _)| *depth <= block.depth);
        } else {
            self.leads.clear();
            if block.kind == Kind::Paragraph {
                self.actor = None;
            }
        }
        let sentences = tokens::sentences(text, &block.pieces);
        let parent = next.is_some_and(|next| next.kind == Kind::Item && (block.kind == Kind::Paragraph || next.depth > block.depth));
        let count = sentences.len();
        for (at, sentence) in sentences.into_iter().enumerate() {
            let last = at + 1 == count;
            let found = prepared(&sentence);
            let leading = last && parent && sentence.last().is_some_and(|token| token.word == ":" || block.kind == Kind::Item);
            self.sentence(found, block.kind == Kind::Item);
            if leading && let Some(topic) = self.lead(&sentence) {
                self.leads.push((next.map_or(0, |next| next.depth), topic));
            }
        }
    }

    /// The noun that items under a line are about.
    fn lead(&self, sentence: &[tokens::Token]) -> Option<Noun> {
        let pieces = pieces_of(sentence);
        let nouns: Vec<&Noun> = pieces.iter().filter_map(|piece| if let Piece::Noun(noun) = piece { Some(noun) } else { None }).collect();
        let each = nouns.iter().find(|noun| noun.quantity.each && noun.pronoun.is_none());
        let noun = each.or_else(|| nouns.iter().find(|noun| !is_actor(noun) && noun.pronoun.is_none()))?;
        (!is_property(noun)).then(|| (*noun).clone())
    }

    fn sentence(&mut self, found: Vec<Word>, item: bool) {
        let mut found = found;
        if self.excluded {
            self.without(&found);
            return;
        }
        if found.first().is_some_and(|word| matches!(word.word.as_str(), "hi" | "hello" | "hey" | "dear")) {
            let comma = found.iter().take(6).position(|word| word.tag == Tag::Sign).map_or(0, |at| at + 1);
            found.drain(..comma);
        }
        if found.first().is_none_or(|word| word.is("let")) {
            return;
        }
        if let Some(rest) = self.story(&found) {
            found = rest;
        }
        self.wishes(&found);
        if super::exclusions::is_exclusion(&found) {
            self.without(&found);
            return;
        }
        let pieces = phrases::pieces(&found);
        let clauses = clauses::clauses(&pieces);
        self.recent.clear();
        for piece in &pieces {
            if let Piece::Noun(noun) = piece
                && noun.pronoun.is_none()
                && !is_actor(noun)
                && !is_property(noun)
            {
                self.recent.push(noun.clone());
            }
        }
        self.nouns(&pieces, &clauses);
        let newest: Vec<Noun> = self.recent.iter().rev().filter(|noun| !words::is_person(noun.head()) || noun.plural).cloned().collect();
        let mut first = None;
        super::unique::read(self, &found);
        super::trees::read(self, &found);
        for clause in clauses.iter().filter(|clause| clause.aside) {
            if let Some(topic) = topic_of(clause) {
                self.topic = Some(topic);
            }
        }
        let spoken = self.topic.clone();
        for clause in &clauses {
            if clause.aside {
                continue;
            }
            self.clause(clause, item);
            if !clause.relative
                && let Some(topic) = topic_of(clause)
            {
                self.topic = Some(topic.clone());
                first = first.or(Some(topic));
            }
        }
        self.topic = first.or(self.topic.take()).or(spoken);
        if !newest.is_empty() {
            self.newest = newest;
        }
    }

    /// `As a librarian, I want to …`: what is wanted.
    fn story(&mut self, found: &[Word]) -> Option<Vec<Word>> {
        if !found.first()?.is("as") || found.get(1)?.tag != Tag::Determiner {
            return None;
        }
        let at = found.iter().take(12).position(|word| word.is("i") || word.is("we"))?;
        let actor: Vec<Word> = found[1..at].iter().filter(|word| word.tag != Tag::Sign).cloned().collect();
        let pieces = phrases::pieces(&actor);
        if let Some(Piece::Noun(noun)) = pieces.into_iter().next() {
            self.actors.push(noun.name());
            self.actor = Some(noun);
        }
        let wants = found[at..].iter().position(|word| word.tag == Tag::To).map(|to| at + to + 1);
        let early = wants.filter(|wants| !found[at..*wants].iter().any(|word| word.tag == Tag::Noun));
        let mut rest = vec![found[at].clone()];
        rest.extend_from_slice(&found[early.unwrap_or(at + 1)..]);
        Some(rest)
    }

    /// Soft deletion, audit, tenants, by their words.
    fn wishes(&mut self, found: &[Word]) {
        let fact = super::exclusions::wish(found);
        if let Some(fact) = fact {
            let fact = match fact {
                Fact::SoftDelete { noun: None } => Fact::SoftDelete { noun: self.topic.clone() },
                Fact::Audited { noun: None } => Fact::Audited { noun: self.topic.clone() },
                other => other,
            };
            self.push(fact);
        }
    }

    fn without(&mut self, found: &[Word]) {
        for piece in phrases::pieces(found) {
            if let Piece::Noun(noun) = piece
                && noun.pronoun.is_none()
            {
                self.push(Fact::Without { noun });
            }
        }
    }

    /// What every noun says by itself: brackets, `of`, numbers.
    fn nouns(&mut self, pieces: &[Piece], clauses: &[Clause]) {
        let _ = clauses;
        for piece in pieces {
            let Piece::Noun(noun) = piece else { continue };
            self.of(noun);
            self.brackets(noun);
        }
    }

    fn of(&mut self, noun: &Noun) {
        if let Some(whole) = noun.of.as_deref() {
            if let Some(whole) = self.meant(whole) {
                self.push(Fact::Of { part: noun.clone(), whole: whole.clone() });
            }
            self.of(whole);
            self.brackets(whole);
        }
        if let Some(owner) = noun.owner.as_deref() {
            self.push(Fact::Of { part: noun.clone(), whole: owner.clone() });
        }
    }

    /// `customer (name, phone, email)`.
    fn brackets(&mut self, noun: &Noun) {
        if noun.pronoun.is_some() || is_property(noun) || is_actor(noun) {
            return;
        }
        for bracket in &noun.brackets {
            let listed = self.listed(bracket);
            if bracket.first().is_some_and(|word| word.is("also")) {
                if let Some(part) = listed.first() {
                    self.push(Fact::IsA { one: noun.clone(), other: part.noun.clone() });
                }
                continue;
            }
            let properties = listed.iter().filter(|part| is_property(&part.noun) || part.named.is_some()).count();
            if listed.is_empty()
                || properties * 2 < listed.len()
                || bracket.first().is_some_and(|word| word.quoted || word.is("e.g") || word.is("e.g.") || word.is("like"))
            {
                continue;
            }
            for part in listed {
                self.owns(noun, part, Manner::Listed);
            }
        }
    }

    /// The parts that words in a row list.
    pub fn listed(&self, found: &[Word]) -> Vec<Part> {
        let pieces = phrases::pieces(found);
        let clauses = clauses::clauses(&pieces);
        let mut all = Vec::new();
        for clause in &clauses {
            if clause.verb.is_some() && clauses.len() > 1 {
                break;
            }
            all.extend(clause.subjects.iter().filter(|noun| noun.pronoun.is_none()).map(of_noun));
            for complement in clause.before.iter().chain(&clause.complements) {
                all.extend(complement.items.iter().flat_map(parts::parts));
            }
        }
        all.retain(|part| part.noun.pronoun.is_none());
        all
    }

    fn clause(&mut self, clause: &Clause, item: bool) {
        let subjects: Vec<Noun> = clause.subjects.iter().filter_map(|noun| self.meant(noun)).collect();
        match &clause.verb {
            None if clause.label => self.label(clause, &subjects),
            None => self.fragment(clause, &subjects, item),
            Some(verb) => {
                let verb = verb.clone();
                super::predicates::read(self, clause, &subjects, &verb);
            }
        }
    }

    /// `Customer: name, email`, `Toggle log - who switched it`.
    fn label(&mut self, clause: &Clause, subjects: &[Noun]) {
        let Some(subject) = subjects.first() else { return };
        let items: Vec<&Item> = clause.complements.iter().flat_map(|one| &one.items).collect();
        let states: Vec<String> = items.iter().flat_map(|item| item.states.clone()).collect();
        if is_property(subject)
            && subjects.len() == 1
            && let Some(owner) = self.owner_at_hand()
        {
            let names: Vec<String> = items.iter().filter_map(|item| item.noun.as_ref()).map(Noun::name).collect();
            let states = if states.is_empty() && names.len() > 1 { names } else { states };
            let mut part = of_noun(subject);
            part.states = states;
            self.owns(&owner, part, Manner::Listed);
            return;
        }
        for noun in subjects {
            if is_actor(noun) {
                // `Entities: customers, orders`
                for item in &items {
                    if let Some(noun) = &item.noun {
                        self.thing(noun, 2.0);
                    }
                }
                continue;
            }
            self.topic = Some(noun.clone());
            let weight = if items.is_empty() { 0.0 } else { 1.5 };
            self.thing(noun, weight);
            for complement in &clause.complements {
                self.listed_parts(noun, complement, Manner::Listed);
            }
        }
    }

    pub fn listed_parts(&mut self, owner: &Noun, complement: &Complement, manner: Manner) {
        if matches!(complement.preposition.as_deref(), Some("such as" | "like" | "as" | "e.g")) {
            return;
        }
        for item in &complement.items {
            for part in parts::parts(item) {
                if part.noun.pronoun.is_none() {
                    self.owns(owner, part, manner);
                }
            }
        }
    }

    pub fn owner_at_hand(&self) -> Option<Noun> {
        self.leads.last().map(|(_, noun)| noun.clone()).or_else(|| self.topic.clone())
    }

    /// Words without a verb: a wish, an item of a list, properties of what was spoken of.
    fn fragment(&mut self, clause: &Clause, subjects: &[Noun], item: bool) {
        let with: Vec<&Complement> =
            clause.complements.iter().filter(|one| matches!(one.preposition.as_deref(), Some("with" | ":" | "including"))).collect();
        if !with.is_empty()
            && let Some(owner) = subjects.last()
        {
            if is_actor(owner) {
                for complement in &with {
                    self.things_of(complement);
                }
                return;
            }
            if item {
                self.thing(owner, 1.0);
            }
            for complement in with {
                self.listed_parts(owner, complement, Manner::Has);
            }
            return;
        }
        let nouns: Vec<Noun> = subjects
            .iter()
            .cloned()
            .chain(
                clause
                    .complements
                    .iter()
                    .filter(|one| one.preposition.is_none())
                    .flat_map(|one| one.items.iter().filter_map(|item| item.noun.clone())),
            )
            .collect();
        let properties = nouns.iter().filter(|noun| is_property(noun)).count();
        // `Drivers, just name and mobile`
        if nouns.len() >= 2
            && properties + 1 == nouns.len()
            && let Some(first) =
                nouns.first().filter(|noun| !is_property(noun) && !is_actor(noun) && noun.quantity == phrases::Quantity::default())
            && (first.plural || (item && nouns.len() > 2))
        {
            self.topic = Some(first.clone());
            for noun in &nouns[1..] {
                self.owns(first, of_noun(noun), Manner::Listed);
            }
            return;
        }
        let named = nouns.first().filter(|noun| noun.words.len() > 1 && is_property(noun));
        let prefix = named.and_then(|noun| self.newest.iter().find(|one| noun.words.first().is_some_and(|word| word == one.head())));
        let latest = prefix.or_else(|| self.newest.first().filter(|noun| noun.plural && !self.known(noun))).cloned();
        let latest = latest.filter(|_| !item || self.leads.is_empty());
        let owner = latest.or_else(|| self.owner_at_hand());
        let single = nouns.len() == 1 && item && !self.leads.is_empty();
        if let Some(owner) = owner.filter(|_| (!nouns.is_empty() && properties * 2 >= nouns.len()) || single) {
            for noun in &nouns {
                self.owns(&owner, of_noun(noun), if item { Manner::Listed } else { Manner::Loose });
            }
            for complement in clause.complements.iter().filter(|one| one.preposition.is_none()) {
                for item in complement.items.iter().filter(|item| item.noun.is_none()) {
                    for part in parts::parts(item) {
                        self.owns(&owner, part, Manner::Loose);
                    }
                }
            }
            return;
        }
        for noun in &nouns {
            let weight = if item || noun.plural { 0.7 } else { 0.25 };
            self.thing(noun, weight);
        }
    }

    /// A wish's list: `with users, posts and comments`.
    pub fn things_of(&mut self, complement: &Complement) {
        for item in &complement.items {
            if let Some(noun) = &item.noun
                && !is_property(noun)
            {
                self.thing(noun, 2.0);
                if let Some(count) = noun.quantity.number.filter(|count| *count > 1) {
                    self.push(Fact::Seed { noun: noun.clone(), count });
                }
            }
        }
    }

    /// Whether something is already known to belong to a noun.
    fn known(&self, noun: &Noun) -> bool {
        self.facts.iter().any(|fact| matches!(fact, Fact::Owns { owner, .. } if owner.name() == noun.name()))
    }

    pub fn actor(&self) -> Option<Noun> {
        self.actor.clone()
    }

    pub fn relates(&mut self, relates: Relates) {
        if relates.from.pronoun.is_none() && relates.to.pronoun.is_none() {
            self.facts.push(Fact::Relates(relates));
        }
    }

    pub fn owner_word(&self, noun: &Noun) -> Option<Noun> {
        noun.owner_word.as_deref().filter(|word| matches!(*word, "its" | "their" | "his" | "her"))?;
        self.topic.clone()
    }

    /// The same of an object: what the sentence itself spoke of before it.
    pub fn meant_by(&self, noun: &Noun) -> Option<Noun> {
        if let Some("it" | "them" | "they" | "one" | "ones" | "each" | "these" | "those" | "both" | "another" | "others") =
            noun.pronoun.as_deref()
        {
            let plural = !noun.pronoun.as_deref().is_some_and(|word| matches!(word, "it" | "one" | "another"));
            let before = self.recent.iter().rev().filter(|one| one.range.end <= noun.range.start);
            let persons = |one: &&&Noun| !words::is_person(one.head());
            let fits: Vec<&Noun> = before.filter(|one| one.plural == plural || !plural).collect();
            if let Some(found) = fits.iter().find(persons).or(fits.first()) {
                let mut meant = (*found).clone();
                meant.range = noun.range.clone();
                meant.brackets.clear();
                meant.of = None;
                meant.quantity = noun.quantity.clone();
                return Some(meant);
            }
        }
        self.meant(noun)
    }

    pub fn topic(&self) -> Option<&Noun> {
        self.topic.as_ref()
    }
}

/// What `it` means behind a clause.
fn topic_of(clause: &Clause) -> Option<Noun> {
    let plain = |noun: &&Noun| noun.pronoun.is_none() && !is_actor(noun);
    let each = clause.before.iter().filter(|one| one.preposition.as_deref() == Some("for")).flat_map(|one| &one.items);
    let first = each.filter_map(|item| item.noun.as_ref()).find(plain);
    let subject = clause.subjects.iter().filter(plain).find(|noun| !is_property(noun));
    let stores =
        clause.verb.as_ref().is_some_and(|verb| (verb.sense == Sense::Store && !verb.passive) || clause.subjects.iter().all(is_actor));
    let there = clause.subjects.iter().any(|noun| noun.pronoun.as_deref() == Some("there"));
    let object =
        clause.complements.iter().filter(|one| one.preposition.is_none()).flat_map(|one| &one.items).filter_map(|item| item.noun.as_ref());
    let object = object.filter(plain).find(|noun| (stores || there) && !is_property(noun));
    let whole = clause
        .subjects
        .iter()
        .find_map(|noun| noun.of.as_deref())
        .filter(|noun| !is_actor(noun) && noun.pronoun.is_none() && !is_property(noun));
    first.or(if stores || there { object } else { subject }).or(subject).or(whole).cloned()
}

pub fn prepared(sentence: &[tokens::Token]) -> Vec<Word> {
    states::fold(super::phrasal::fold(tagging::tag(sentence)))
}

fn pieces_of(sentence: &[tokens::Token]) -> Vec<Piece> {
    phrases::pieces(&prepared(sentence))
}
