//! Words without a verb: labels with their lists, brackets, wishes, properties of what was spoken of.
//!
//! Comes in: clauses and brackets. Goes out: facts. Never happens: an example becomes a property.

use super::parts::{self, of_noun};
use crate::intent::fill;
use crate::intent::rules::clauses::{self, Clause, Complement, Item};
use crate::intent::rules::facts::{Fact, Manner, Part};
use crate::intent::rules::phrases::{self, Noun};
use crate::intent::rules::properties::{is_actor, is_plain_property, is_property};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::states;
use crate::intent::rules::tagging::{Tag, Word};
use crate::intent::rules::words;

/// `Edition = newspaper + publication date`: a label. Not `net = gross - tare`, which is worked out.
pub fn define(found: &mut [Word]) {
    let Some(at) = found.iter().take(5).position(|word| word.is_sign("=") || word.is("=")) else { return };
    let (before, rest) = found.split_at_mut(at);
    let computed = rest.iter().any(|word| matches!(word.word.as_str(), "-" | "×" | "*" | "minus" | "times" | "/" | "x"));
    let counted = before.iter().any(|word| matches!(word.tag, Tag::Number | Tag::Verb));
    let several = rest.iter().any(|word| word.tag == Tag::And || word.is_sign(","));
    if !before.is_empty()
        && !computed
        && !counted
        && several
        && let Some(sign) = rest.first_mut()
    {
        sign.word = ":".to_string();
        sign.tag = Tag::Sign;
    }
}

/// What a label calls the things that it lists: `Entities`, `Core objects`, `Main tables`.
pub fn is_structure(noun: &Noun) -> bool {
    noun.plural
        && matches!(
            noun.head(),
            "entity" | "table" | "object" | "model" | "resource" | "collection" | "module" | "concept" | "noun" | "class" | "record"
        )
        && noun.words[..noun.words.len() - 1].iter().all(|word| {
            matches!(
                word.as_str(),
                "main"
                    | "core"
                    | "key"
                    | "domain"
                    | "business"
                    | "data"
                    | "database"
                    | "central"
                    | "important"
                    | "basic"
                    | "major"
                    | "following"
                    | "required"
                    | "needed"
            )
        })
}

/// `Customers spreadsheet`, `Table customers`, `Order entity`: the thing that is meant.
fn without_structure(noun: &Noun) -> Option<Noun> {
    let structure =
        |word: &str| matches!(word, "spreadsheet" | "sheet" | "table" | "tab" | "entity" | "worksheet" | "model" | "csv" | "collection");
    let (first, last) = (noun.words.first()?, noun.words.last()?);
    let words: Vec<String> = if noun.words.len() > 1 && structure(last) {
        noun.words[..noun.words.len() - 1].to_vec()
    } else if noun.words.len() > 1 && matches!(first.as_str(), "table" | "entity" | "sheet" | "tab") {
        noun.words[1..].to_vec()
    } else {
        return None;
    };
    let mut named =
        Noun { range: noun.range.clone(), brackets: noun.brackets.clone(), capital: noun.capital, ..parts::plain(&words.join("_")) };
    if let Some(last) = named.words.last_mut() {
        *last = crate::plural::singular(last);
    }
    named.plural = named.words.last() != words.last();
    Some(named)
}

impl Reader {
    /// `customer (name, phone, email)`.
    /// `comments (comments can be nested)`, `flights (each flight has a number)`: a sentence of its own.
    fn said_in_brackets(&mut self, bracket: &[Word]) -> bool {
        let pieces = phrases::pieces(bracket);
        let starts = matches!(pieces.as_slice(), [crate::intent::rules::phrases::Piece::Noun(noun), crate::intent::rules::phrases::Piece::Verb(group), ..]
            if noun.pronoun.is_none() && !group.bare && (noun.plural || noun.quantity.each || noun.quantity.indefinite));
        if starts {
            super::trees::read(self, bracket);
            for clause in crate::intent::rules::clauses::clauses(&pieces).iter().filter(|clause| !clause.aside) {
                self.clause(clause, false);
            }
        }
        starts
    }

    pub fn brackets(&mut self, noun: &Noun) {
        // `As a carrier, I register my company (name, phone)`: the carrier has them.
        let mine = noun.owner_word.as_deref() == Some("my") && !noun.plural && !noun.brackets.is_empty();
        let own = matches!(noun.head(), "company" | "business" | "firm" | "organisation" | "organization" | "profile" | "account");
        if let Some(actor) = self.actor().filter(|actor| mine && own && !is_actor(actor) && actor.name() != noun.name()) {
            self.thing(&actor, 1.0);
            for part in noun.brackets.iter().flat_map(|bracket| self.listed(bracket)).collect::<Vec<_>>() {
                self.owns(&actor, part, Manner::Listed);
            }
            return;
        }
        // `an author (one of the agents)`
        for bracket in noun.brackets.iter().filter(|bracket| bracket.first().is_some_and(|word| word.is("one"))) {
            if let [crate::intent::rules::phrases::Piece::Noun(other)] = phrases::pieces(bracket).as_slice()
                && other.quantity.one_of
                && !is_property(other)
                && !is_actor(other)
            {
                self.push(Fact::IsA { one: noun.clone(), other: Noun { quantity: phrases::Quantity::default(), ..other.clone() } });
                return;
            }
        }
        // `a container type (ISO code, length, height)`
        let kind = noun.words.len() > 1
            && (noun.quantity.indefinite || noun.quantity.said)
            && matches!(
                noun.head(),
                "type" | "position" | "category" | "class" | "grade" | "model" | "unit" | "level" | "kind" | "group" | "place" | "account"
            );
        if noun.pronoun.is_some() || (is_property(noun) && !noun.plural && !kind) || is_actor(noun) || noun.head() == "range" {
            return;
        }
        for bracket in &noun.brackets {
            if self.said_in_brackets(bracket) {
                continue;
            }
            let listed = self.listed(bracket);
            let either = bracket.iter().any(|word| word.tag == Tag::Or)
                && !bracket.iter().any(|word| word.capital || matches!(word.tag, Tag::Verb | Tag::Modal | Tag::Wh));
            if either
                && noun.plural
                && let Some(states) = states::values(bracket)
            {
                let part = Part { noun: parts::plain("type"), states, range: noun.range.clone(), ..Part::default() };
                self.owns(noun, part, Manner::Listed);
                continue;
            }
            if let Some(part) = super::kinds_named::kinds_in_brackets(noun, bracket) {
                self.owns(noun, part, Manner::Listed);
                continue;
            }
            if bracket.first().is_some_and(|word| word.is("also")) {
                if let Some(part) = listed.first() {
                    self.push(Fact::IsA { one: noun.clone(), other: part.noun.clone() });
                }
                continue;
            }
            let properties = listed.iter().filter(|part| is_property(&part.noun) || part.named.is_some()).count();
            // `timesheets (open, submitted, approved)`
            if noun.plural
                && properties == 0
                && !bracket.iter().any(|word| matches!(word.tag, Tag::Verb | Tag::Modal | Tag::Wh) || word.quoted)
                && let Some(states) = states::values(bracket)
                && states.len() > 1
                && states.iter().all(|state| words::is_state(state))
            {
                let part = Part { noun: parts::plain("status"), states, range: noun.range.clone(), ..Part::default() };
                self.owns(noun, part, Manner::Listed);
                continue;
            }
            if kind && is_property(noun) && (properties < 2 || bracket.iter().any(|word| word.tag == Tag::Or)) {
                continue;
            }
            // `notes (water, food left, visitors)`: what stands on a paper.
            let written = matches!(noun.head(), "note" | "log" | "entry" | "report" | "record" | "check" | "sheet" | "form" | "round")
                && noun.plural
                && listed.len() > 2
                && !bracket.iter().any(|word| word.tag == Tag::Or || word.tag == Tag::States);
            if listed.is_empty()
                || properties * 3 < listed.len() && !written
                || bracket.iter().any(|word| word.is_sign("..."))
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
        if let Some((before, states, rest)) = crate::intent::rules::exact::values(found) {
            let mut all = self.listed(before);
            match all.last_mut() {
                Some(last) if found[before.len()].is_sign(":") => last.states = states,
                _ => all.push(Part { noun: parts::plain("kind"), states, range: found[before.len()].range.clone(), ..Part::default() }),
            }
            all.extend(self.listed(rest));
            return all;
        }
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

    /// `Customer: name, email`, `Toggle log - who switched it`.
    pub fn label(&mut self, clause: &Clause, subjects: &[Noun]) {
        let Some(subject) = subjects.first() else { return };
        if let Some(named) = without_structure(subject).filter(|_| subjects.len() == 1) {
            self.label(clause, std::slice::from_ref(&named));
            return;
        }
        let items: Vec<&Item> = clause.complements.iter().flat_map(|one| &one.items).collect();
        let states: Vec<String> = items.iter().flat_map(|item| item.states.clone()).collect();
        // `Document states: draft, sent, completed`
        if let (Some((last, words)), 1) = (subject.words.split_last(), subjects.len())
            && matches!(last.as_str(), "state" | "status")
            && !words.is_empty()
            && !words::is_adjective(&words[0])
        {
            let owner = Noun { range: subject.range.clone(), ..parts::plain(&words.join("_")) };
            let names = items.iter().filter_map(|item| item.noun.as_ref()).map(Noun::name).collect();
            let states = if states.is_empty() { names } else { states.clone() };
            if states.len() > 1 {
                self.owns(
                    &owner,
                    Part { noun: parts::plain("status"), states, range: subject.range.clone(), ..Part::default() },
                    Manner::Listed,
                );
                return;
            }
        }
        let told = items.iter().any(|item| item.noun.as_ref().is_some_and(is_property));
        // `Review: order item, stars (1-5), comment`
        let rated = matches!(
            subject.head(),
            "review"
                | "rating"
                | "comment"
                | "note"
                | "photo"
                | "image"
                | "address"
                | "document"
                | "file"
                | "reading"
                | "grade"
                | "measurement"
                | "coupon"
        );
        let told = told || rated && subject.capital && items.len() >= 3 && states.is_empty();
        // `Scenario: Draft`
        let section = matches!(subject.head(), "scenario" | "epic" | "background") || subject.head() == "feature" && self.facts.is_empty();
        if section && !told && !subject.plural && subjects.len() == 1 {
            return;
        }
        if told && is_plain_property(subject) && subjects.len() == 1 && items.len() > 1 {
            self.thing(subject, 1.5);
        }
        if is_plain_property(subject)
            && !told
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
        if matches!(subject.head(), "project" | "title" | "client" | "customer" | "app" | "name")
            && self.facts.is_empty()
            && items.iter().all(|item| item.noun.as_ref().is_none_or(|noun| !is_property(noun)))
        {
            return;
        }
        // `Product: e-signature tool`
        let about = matches!(subject.head(), "product" | "audience" | "purpose" | "context" | "version" | "release") && !subject.plural;
        if about
            && !told
            && items.len() <= 3
            && self.spoken.len() <= 3
            && items.iter().all(|item| item.noun.as_ref().is_none_or(|noun| !is_property(noun)))
        {
            return;
        }
        // `Rentwise: user stories, release 1`, the first words of all.
        let document = |noun: &Noun| {
            matches!(
                noun.head(),
                "story" | "release" | "brief" | "spec" | "requirement" | "draft" | "proposal" | "version" | "exercise" | "assignment"
            )
        };
        let named = subject.capital && !subject.plural && subjects.len() == 1;
        let listed: Vec<&Noun> = items.iter().filter_map(|item| item.noun.as_ref()).collect();
        if self.facts.is_empty() && named && listed.iter().any(|noun| document(noun)) && !listed.is_empty() {
            return;
        }
        let counted = |noun: &Noun| noun.quantity.number.is_some();
        if matches!(subject.head(), "seed" | "sample" | "data") && (subject.head() != "sample" || listed.iter().any(|noun| counted(noun))) {
            for complement in &clause.complements {
                self.seeds(complement);
            }
            return;
        }
        // `Simple CRM: companies with name and website`
        let with = clause.complements.iter().position(|one| one.preposition.as_deref() == Some("with"));
        let aside = |one: &&Complement| {
            !matches!(
                one.preposition.as_deref(),
                Some("per" | "for" | "of" | "in" | "on" | "to" | "at" | "by" | "about" | "inside" | "under")
            )
        };
        let before = with
            .and_then(|at| clause.complements[..at].iter().rev().find(aside))
            .and_then(|one| one.items.last())
            .and_then(|item| item.noun.as_ref());
        let several = |noun: &&Noun| noun.plural && (!is_plain_property(noun) || words::is_rich_attribute(noun.head()));
        if let (Some(at), Some(owner)) = (with, before.filter(several)) {
            self.thing(owner, 1.0);
            let rest: Vec<&Complement> = clause.complements[..at].iter().collect();
            super::items::per(self, owner, &rest);
            self.listed_parts(owner, &clause.complements[at], Manner::Has);
            self.topic = Some(owner.clone());
            return;
        }
        // `The database of a chain: branches, books, members`
        let several = items.iter().all(|item| item.noun.as_ref().is_some_and(|noun| noun.plural && !is_plain_property(noun)));
        if several && items.len() >= 3 {
            for complement in &clause.complements {
                self.things_of(complement);
            }
            return;
        }
        let vague = !told
            && items.len() < 2
            && items
                .iter()
                .all(|item| item.noun.as_ref().is_some_and(|noun| !noun.plural && noun.brackets.is_empty()) && item.asked.is_none());
        // `Hauliers (name, phone) and their appointments: licence plate, …`
        let subjects = match subjects {
            [first, last]
                if matches!(last.owner_word.as_deref(), Some("its" | "their"))
                    || (!first.brackets.is_empty() && last.brackets.is_empty()) =>
            {
                self.thing(first, 1.5);
                if last.owner_word.is_some() {
                    self.owns(first, of_noun(last), Manner::Has);
                }
                std::slice::from_ref(last)
            }
            all => all,
        };
        for noun in subjects {
            if is_actor(noun) || is_structure(noun) {
                // `Entities: customers, orders`
                for complement in &clause.complements {
                    if !is_actor(noun) && matches!(complement.preposition.as_deref(), Some("with" | "including")) {
                        continue;
                    }
                    for noun in complement.items.iter().filter_map(|item| item.noun.as_ref()) {
                        self.thing(noun, 2.0);
                    }
                }
                continue;
            }
            self.topic = Some(noun.clone());
            self.labelled = Some(noun.clone());
            if !vague && !is_property(noun) {
                self.own_topic = Some(Noun { brackets: Vec::new(), ..noun.clone() });
            }
            // `Contracts: a grower sells us …`
            let weight = match (items.is_empty(), noun.plural && !is_property(noun)) {
                (true, true) if self.fresh => 0.6,
                (true, _) => 0.0,
                // `Apologies: the mayor`
                _ if vague => 0.4,
                (false, _) => 1.5,
            };
            self.thing(noun, weight);
            for (at, complement) in clause.complements.iter().enumerate() {
                if at == 0 && self.lies_in(noun, complement) {
                    continue;
                }
                self.listed_parts(noun, complement, if vague { Manner::Loose } else { Manner::Listed });
            }
        }
    }

    /// `Comments: on posts`: each is on one of them.
    fn lies_in(&mut self, owner: &Noun, complement: &Complement) -> bool {
        let Some(word @ ("on" | "in" | "inside" | "within" | "under" | "for" | "to" | "at")) = complement.preposition.as_deref() else {
            return false;
        };
        let mut nouns = complement.items.iter().map(|item| item.noun.as_ref());
        let things =
            |noun: Option<&Noun>| noun.is_some_and(|noun| noun.plural && !is_property(noun) && !is_actor(noun) && !noun.quantity.said);
        if complement.items.is_empty() || !nouns.all(things) {
            return false;
        }
        for noun in complement.items.iter().filter_map(|item| item.noun.as_ref()) {
            let verb = phrases::group("belong", words::Sense::Belong, true, false, noun.range.clone());
            super::predicates::relation(self, owner, noun, &verb, Some(word), true);
        }
        true
    }

    pub fn listed_parts(&mut self, owner: &Noun, complement: &Complement, manner: Manner) {
        if matches!(complement.preposition.as_deref(), Some("such as" | "like" | "as" | "e.g")) {
            return;
        }
        let complement = super::told_of_two::with_amounts(self, owner, complement);
        for item in &complement.items {
            if super::joint::counted_of_each(self, owner, item) {
                continue;
            }
            for part in parts::parts(item) {
                if part.noun.pronoun.is_none() {
                    self.owns(owner, part, manner);
                }
            }
        }
    }

    /// Words without a verb: a wish, an item of a list, properties of what was spoken of.
    pub fn fragment(&mut self, clause: &Clause, subjects: &[Noun], item: bool) {
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
            // `A blog with users, posts and comments`: the first words of all name the whole, and it is no thing itself.
            let nouns: Vec<&Noun> = with.iter().flat_map(|one| &one.items).filter_map(|item| item.noun.as_ref()).collect();
            if self.facts.is_empty() && !owner.plural && nouns.len() > 1 && nouns.iter().all(|noun| noun.plural && !is_property(noun)) {
                for complement in &with {
                    self.things_of(complement);
                }
                return;
            }
            if item {
                self.thing(owner, 1.0);
            }
            for (at, complement) in clause.complements.iter().enumerate() {
                if !with.iter().any(|one| std::ptr::eq(*one, complement)) {
                    continue;
                }
                let before = at.checked_sub(1).map(|before| &clause.complements[before]);
                match before.and_then(|before| super::within_list::owner_within(before, complement)) {
                    Some(inner) => {
                        let of_inner = |item: &&Item| !super::within_list::is_several_things(item);
                        let (own, rest): (Vec<&Item>, Vec<&Item>) = complement.items.iter().partition(of_inner);
                        for (noun, items) in [(&inner, own), (owner, rest)] {
                            let items: Vec<Item> = items.into_iter().cloned().collect();
                            self.listed_parts(noun, &Complement { items, ..complement.clone() }, Manner::Has);
                        }
                    }
                    None => self.listed_parts(owner, complement, Manner::Has),
                }
            }
            return;
        }
        // `One cart per customer`
        if let (Some(noun), true) = (subjects.last(), subjects.len() == 1) {
            let rest: Vec<&Complement> = clause.complements.iter().collect();
            if super::items::per(self, noun, &rest) {
                return;
            }
        }
        // `For each book: title, author, genre`
        let each = clause.before.iter().filter(|one| matches!(one.preposition.as_deref(), Some("for" | "per" | "of" | "on" | "about")));
        let each: Vec<Noun> = each
            .flat_map(|one| &one.items)
            .filter_map(|item| item.noun.clone())
            .filter(|noun| noun.pronoun.is_none() && !is_actor(noun))
            .collect();
        let rest: Vec<&Complement> =
            clause.before.iter().chain(&clause.complements).filter(|one| matches!(one.preposition.as_deref(), Some(":") | None)).collect();
        if let (Some(owner), false) = (each.first(), rest.is_empty())
            && subjects.is_empty()
        {
            self.topic = Some(owner.clone());
            self.thing(owner, 0.5);
            for complement in rest {
                self.listed_parts(owner, complement, Manner::Stored);
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
            && (first.plural || (item && nouns.len() > 2 && self.leads.is_empty()))
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
        let system = nouns.iter().any(|noun| noun.words.iter().any(|word| words::is_never(word)));
        let owner =
            if self.fresh && self.leads.is_empty() && (nouns.len() < 2 || system) { None } else { latest.or_else(|| self.owner_at_hand()) };
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
        // `REST API, dark mode, CSV export`
        if nouns.len() > 1 && nouns.iter().any(|noun| words::is_never(noun.head())) {
            return;
        }
        // `Customers, orders, products`
        let listed = nouns.len() > 1 && nouns.iter().all(|noun| noun.plural && !is_property(noun) && !is_actor(noun));
        let listed = listed && self.facts.is_empty() && nouns.iter().any(|noun| fill::is_typical(&noun.name()));
        for noun in &nouns {
            let weight = match () {
                () if listed => 2.0,
                () if item || noun.plural => 0.7,
                () => 0.25,
            };
            self.thing(noun, weight);
        }
    }

    /// `5 users and 20 posts`: sample rows.
    pub fn seeds(&mut self, complement: &Complement) {
        for noun in complement.items.iter().filter_map(|item| item.noun.as_ref()) {
            if let Some(count) = noun.quantity.number {
                self.push(Fact::Seed { noun: noun.clone(), count });
            }
        }
    }

    /// A wish's list: `with users, posts and comments`.
    pub fn things_of(&mut self, complement: &Complement) {
        for item in &complement.items {
            if let Some(noun) = &item.noun
                && !is_plain_property(noun)
            {
                self.thing(noun, 2.0);
                if let Some(count) = noun.quantity.number.filter(|count| *count > 1) {
                    self.push(Fact::Seed { noun: noun.clone(), count });
                }
            }
        }
    }
}
