//! Lists in which things with properties stand: *teams with players, matches with kickoff and score, goals with minute*.
//!
//! Comes in: a list, and the `with` right behind it. Goes out: the thing of which that `with` tells. Never happens: a thing of the list becomes a property of the one before it.

use crate::intent::rules::clauses::{Complement, Item};
use crate::intent::rules::phrases::Noun;
use crate::intent::rules::properties::{is_actor, is_plain_property};

/// The last thing of a list, where properties stand right behind it.
pub fn owner_within(list: &Complement, with: &Complement) -> Option<Noun> {
    let both = with.preposition.as_deref() == Some("with") && matches!(list.preposition.as_deref(), Some("with" | ":" | "including"));
    let last = list.items.last().filter(|item| both && is_several_things(item))?;
    let told = with.items.iter().any(|item| !is_several_things(item));
    last.noun.clone().filter(|_| told)
}

pub fn is_several_things(item: &Item) -> bool {
    item.noun.as_ref().is_some_and(|noun| noun.plural && noun.pronoun.is_none() && !is_plain_property(noun) && !is_actor(noun))
}
