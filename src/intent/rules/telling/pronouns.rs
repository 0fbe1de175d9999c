//! What words mean that only point at something: *it*, *they*, *its*; and what is spoken of behind a clause.
//!
//! Comes in: a noun or a clause, and what was spoken of before. Goes out: the noun that is meant. Never happens: a person is meant by `it` where a thing was spoken of.

use crate::intent::rules::clauses::{Clause, Complement};
use crate::intent::rules::phrases::Noun;
use crate::intent::rules::properties::{is_actor, is_plain_property, is_property, is_thing};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::words::{self, Sense};

impl Reader {
    /// The noun that a pronoun stands for.
    pub fn meant(&self, noun: &Noun) -> Option<Noun> {
        match noun.pronoun.as_deref() {
            None => Some(noun.clone()),
            Some(
                "we" | "i" | "you" | "us" | "me" | "there" | "everyone" | "everybody" | "someone" | "somebody" | "anyone" | "nobody"
                | "who" | "something" | "each other" | "ours" | "mine" | "theirs" | "yours" | "hers",
            ) => None,
            Some("either" | "neither" | "several" | "many" | "some" | "most" | "more" | "all" | "any" | "few" | "enough" | "much") => None,
            Some(word) => {
                let several = self.newest.iter().find(|one| matches!(word, "them" | "those" | "these") && one.plural);
                let mut meant = several.or(self.topic.as_ref())?.clone();
                meant.range = noun.range.clone();
                meant.brackets.clear();
                meant.quantity = noun.quantity.clone();
                Some(meant)
            }
        }
    }

    /// Both that were spoken of last, in this sentence or in the one before.
    pub fn both_of(&self, noun: &Noun) -> Option<Vec<Noun>> {
        let here: Vec<&Noun> = self.recent.iter().rev().filter(|one| one.range.end <= noun.range.start).collect();
        let spoken = if here.len() > 1 { here } else { self.newest.iter().collect() };
        let mut both: Vec<Noun> = Vec::new();
        for one in spoken {
            if one.plural && !is_property(one) && !is_actor(one) && both.iter().all(|other| other.name() != one.name()) {
                both.push(Noun { brackets: Vec::new(), ..one.clone() });
            }
        }
        (both.len() == 2).then_some(both)
    }

    pub fn owner_at_hand(&self) -> Option<Noun> {
        if let Some(event) = &self.happening {
            return Some(event.clone());
        }
        // `A session begins at a connector. We store the start time`, whatever the heading says.
        let own = self.own_topic.clone().filter(|own| self.leads.last().is_some_and(|(_, lead)| lead.name() != own.name()));
        own.or_else(|| self.leads.last().map(|(_, noun)| noun.clone())).or_else(|| self.topic.clone())
    }

    pub fn owner_word(&self, noun: &Noun) -> Option<Noun> {
        let word = noun.owner_word.as_deref().filter(|word| matches!(*word, "its" | "their" | "his" | "her"))?;
        // `Professors belong to a department, and one of them is its head`
        let one =
            |other: &&Noun| !other.plural && !is_property(other) && !words::is_person(other.head()) && other.range.end <= noun.range.start;
        let single = self.recent.iter().rev().find(one).filter(|_| word == "its" && self.topic.as_ref().is_some_and(|topic| topic.plural));
        single.cloned().or_else(|| self.topic.clone())
    }

    /// The same of an object: what the sentence itself spoke of before it.
    pub fn meant_by(&self, noun: &Noun) -> Option<Noun> {
        if let Some("it" | "them" | "they" | "ones" | "each" | "these" | "those" | "both" | "another" | "others") = noun.pronoun.as_deref()
        {
            // `Alarm: the reading that triggered it`
            if let (Some("it"), Some(label)) = (noun.pronoun.as_deref(), &self.labelled)
                && !is_actor(label)
                && !is_property(label)
            {
                return Some(Noun { range: noun.range.clone(), brackets: Vec::new(), ..label.clone() });
            }
            let plural = !noun.pronoun.as_deref().is_some_and(|word| matches!(word, "it" | "one" | "another"));
            let before = self.recent.iter().rev().filter(|one| one.range.end <= noun.range.start);
            let persons = |one: &&&Noun| !words::is_person(one.head());
            let other = noun.pronoun.as_deref() == Some("another");
            let before = before.filter(|one| !other || one.quantity.said);
            let mut fits: Vec<&Noun> = before.filter(|one| one.plural == plural || !plural).collect();
            // `the products we sell and the suppliers who deliver them`
            if fits.iter().any(|one| Some(one.range.start) != self.related) {
                fits.retain(|one| Some(one.range.start) != self.related);
            }
            // `hosts list flats with photos; guests book them`: not the photos.
            if noun.pronoun.as_deref() == Some("them") && fits.iter().any(|one| !self.inner.contains(&one.range.start)) {
                fits.retain(|one| !self.inner.contains(&one.range.start));
            }
            // `invitations are sent to addresses; each contains a token`: not the addresses.
            if noun.pronoun.as_deref() == Some("each") {
                fits.sort_by_key(|one| is_property(one));
            }
            // `comments below them`: not the comments, where there is something else.
            let beside = |one: &&&Noun| one.range.end + 10 < noun.range.start;
            let apart = fits.iter().find(|one| beside(one) && persons(one)).filter(|_| matches!(noun.pronoun.as_deref(), Some("them")));
            // `Activities: residents sign up for them`
            let lead =
                self.leads.last().map(|(_, lead)| lead).filter(|lead| plural && lead.plural && !is_property(lead) && !is_actor(lead));
            if let (Some(lead), true, false) = (lead, fits.iter().all(|one| !persons(&one)), fits.is_empty())
                && noun.pronoun.as_deref() == Some("them")
                && !words::is_person(lead.head())
            {
                return Some(Noun { range: noun.range.clone(), brackets: Vec::new(), quantity: noun.quantity.clone(), ..lead.clone() });
            }
            // A person is no `it`.
            let anybody = fits.first().filter(|one| noun.pronoun.as_deref() != Some("it") || !words::is_person(one.head()));
            if let Some(found) = apart.or(fits.iter().find(persons)).or(anybody) {
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
}

/// What `it` means behind a clause.
pub fn topic_of(clause: &Clause) -> Option<Noun> {
    let is_property = is_plain_property;
    let plain = |noun: &&Noun| noun.pronoun.is_none() && !is_actor(noun);
    let led = |one: &&Complement| match one.preposition.as_deref() {
        Some("for") => true,
        Some("in" | "during" | "at" | "of" | "about" | "on") => one.items.iter().any(|item| {
            item.noun.as_ref().is_some_and(|noun| {
                (noun.quantity.indefinite || noun.quantity.each) && (!is_property(noun) || words::is_weak_attribute(noun.head()))
            })
        }),
        _ => false,
    };
    let each = clause.before.iter().filter(led).flat_map(|one| &one.items);
    let first = each.filter_map(|item| item.noun.as_ref()).find(plain);
    // `A flag belongs to a project; it has a key`
    let has = clause.verb.as_ref().is_some_and(|verb| matches!(verb.sense, Sense::Have | Sense::Belong) && !verb.passive);
    let one = |noun: &Noun| has && noun.quantity.indefinite && !clause.relative && clause.subjects.len() == 1;
    let subject = clause.subjects.iter().filter(plain).find(|noun| !is_property(noun) || one(noun));
    let stores =
        clause.verb.as_ref().is_some_and(|verb| (verb.sense == Sense::Store && !verb.passive) || clause.subjects.iter().all(is_actor));
    let there = clause.subjects.iter().any(|noun| noun.pronoun.as_deref() == Some("there"));
    let object =
        clause.complements.iter().filter(|one| one.preposition.is_none()).flat_map(|one| &one.items).filter_map(|item| item.noun.as_ref());
    // `Surgeons and nurses are all staff members`
    let kind =
        clause.verb.as_ref().is_some_and(|verb| verb.sense == Sense::Be && !verb.passive && !verb.negated) && clause.subjects.len() > 1;
    if let Some(kind) = object.clone().find(|noun| kind && noun.plural && noun.pronoun.is_none() && !is_property(noun)) {
        return Some(kind.clone());
    }
    let object = object.filter(plain).find(|noun| (stores || there) && !is_property(noun));
    let whole = clause.subjects.iter().find_map(|noun| noun.of.as_deref()).filter(|noun| is_thing(noun));
    let acting = clause.subjects.iter().all(is_actor) && clause.verb.is_some();
    if acting && !there && clause.verb.as_ref().is_some_and(|verb| verb.sense == Sense::Be) {
        return None;
    }
    let behind = clause
        .complements
        .iter()
        .filter(|one| one.preposition.as_deref() == Some("with"))
        .flat_map(|one| &one.items)
        .filter_map(|item| item.noun.as_ref());
    let behind = behind.filter(plain).find(|noun| acting && noun.plural && !is_property(noun));
    let object = object.or(behind);
    first.or(if stores || there { object } else { subject }).or(subject).or(whole).cloned()
}
