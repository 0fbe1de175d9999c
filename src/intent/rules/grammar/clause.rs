//! What a clause is made of.
//!
//! Comes in: nothing; `clauses` fills it. Never happens: a complement without an item.

use std::ops::Range;

use super::meanings;
use super::phrases::{Group, Noun, Piece};

/// A question in a list (*whether it has been paid*, *who wrote it*, *how many pages*), or what stands behind a noun (the date *on which it was made*).
#[derive(Debug, Clone)]
pub struct Asked {
    pub word: String,
    pub pieces: Vec<Piece>,
    pub range: Range<usize>,
}

#[derive(Debug, Clone, Default)]
pub struct Item {
    pub noun: Option<Noun>,
    pub asked: Option<Asked>,
    pub adjective: Option<String>,
    /// Values that the text lists: draft, published or archived.
    pub states: Vec<String>,
    pub optional: bool,
    /// What it does in a relative clause: the user *who reported it*.
    pub does: Option<String>,
    pub range: Range<usize>,
}

#[derive(Debug, Clone, Default)]
pub struct Complement {
    pub preposition: Option<String>,
    pub items: Vec<Item>,
    pub or: bool,
    /// A comma stands before its preposition.
    pub comma: bool,
}

#[derive(Debug, Clone, Default)]
pub struct Clause {
    pub subjects: Vec<Noun>,
    pub verb: Option<Group>,
    /// What stands before the subject: `for each booking`.
    pub before: Vec<Complement>,
    pub complements: Vec<Complement>,
    /// About the noun before it, which is its subject.
    pub relative: bool,
    /// `because …`, `so that …`: why, not what.
    pub aside: bool,
    /// A colon or a dash stands between its subject and its complements, and no verb.
    pub label: bool,
}

impl Clause {
    pub fn is_empty(&self) -> bool {
        self.subjects.is_empty() && self.verb.is_none() && self.before.is_empty() && self.complements.is_empty()
    }

    /// The last noun of several, else the last one.
    pub fn last_several(&self) -> Option<&Noun> {
        let all = self.complements.iter().rev().flat_map(|one| one.items.iter().rev().filter_map(|item| item.noun.as_ref()));
        let mut all = all.chain(self.subjects.iter().rev());
        all.find(|noun| noun.pronoun.is_none() && (noun.plural || noun.quantity.many == Some(true))).or_else(|| self.last_noun())
    }

    /// Of what is told what each has: `send invoices to owners, each with a number` tells it of the invoices.
    pub fn told_of_each(&self) -> Option<&Noun> {
        let last = self.last_several()?;
        let several = |item: &Item| item.noun.as_ref().is_some_and(|noun| noun.plural && noun.pronoun.is_none());
        let [objects, receivers] = self.complements.as_slice() else { return Some(last) };
        let given = objects.preposition.is_none()
            && matches!(receivers.preposition.as_deref(), Some("to" | "from" | "by"))
            && meanings::is_person(last.head())
            && objects.items.iter().all(several);
        objects.items.last().and_then(|item| item.noun.as_ref()).filter(|noun| given && !meanings::is_person(noun.head())).or(Some(last))
    }

    pub fn last_noun(&self) -> Option<&Noun> {
        let last = self.complements.iter().rev().find_map(|one| one.items.iter().rev().find_map(|item| item.noun.as_ref()));
        last.or_else(|| self.subjects.last())
            .or_else(|| self.before.last().and_then(|one| one.items.last()).and_then(|item| item.noun.as_ref()))
    }
}
