//! What is put into a cart or a basket, a line for each: *customers put products in a basket and place orders*.
//!
//! Comes in: a clause in which somebody puts something somewhere. Goes out: facts of the line that is of both, and of the lines of the orders that come of it. Never happens: what is put in belongs to the cart itself.

use super::happenings::is_target;
use super::parts::plain;
use super::predicates::{nouns_of, relation};
use crate::intent::rules::clauses::{Clause, Complement};
use crate::intent::rules::facts::Manner;
use crate::intent::rules::phrases::{Group, Noun, Quantity};
use crate::intent::rules::properties::is_actor;
use crate::intent::rules::reader::Reader;
use crate::intent::rules::words::Sense;

/// What goods are gathered in before they are ordered.
fn is_cart(noun: &Noun) -> bool {
    matches!(noun.head(), "cart" | "basket" | "trolley") && noun.pronoun.is_none()
}

pub fn puts_in(reader: &mut Reader, clause: &Clause, verb: &Group, who: &[Noun], objects: &[Noun]) -> bool {
    let into = |one: &&Complement| matches!(one.preposition.as_deref(), Some("in" | "into" | "to"));
    let put = matches!(verb.base.as_str(), "put" | "add" | "place" | "collect" | "drop") && !verb.passive && !verb.negated;
    let Some(cart) = clause.complements.iter().filter(into).flat_map(nouns_of).find(|noun| is_cart(noun)).cloned().filter(|_| put) else {
        return false;
    };
    let goods: Vec<Noun> = objects.iter().filter(|noun| is_target(noun) && noun.pronoun.is_none() && !is_cart(noun)).cloned().collect();
    if goods.is_empty() {
        return false;
    }
    let cart = Noun { quantity: Quantity::default(), ..cart };
    let line = Noun { range: verb.range.clone(), ..plain(&format!("{}_item", cart.name())) };
    lines(reader, &line, &cart, &goods);
    for with in clause.complements.iter().filter(|one| one.preposition.as_deref() == Some("with")) {
        reader.listed_parts(&line, with, Manner::Has);
    }
    for person in who.iter().filter(|noun| !is_actor(noun)) {
        let opens = Group { base: "open".to_string(), sense: Sense::Make, passive: false, ..verb.clone() };
        relation(
            reader,
            person,
            &Noun { quantity: Quantity { indefinite: true, ..Quantity::default() }, ..cart.clone() },
            &opens,
            None,
            false,
        );
    }
    // What they order of it has lines of its own.
    if reader.words.contains("order") && !goods.iter().any(|noun| noun.head() == "order") {
        let order = Noun { range: verb.range.clone(), ..plain("order") };
        let line = Noun { range: verb.range.clone(), ..plain("order_item") };
        lines(reader, &line, &order, &goods);
    }
    true
}

fn lines(reader: &mut Reader, line: &Noun, whole: &Noun, goods: &[Noun]) {
    reader.thing(line, 2.0);
    reader.thing(whole, 1.0);
    for noun in std::iter::once(whole).chain(goods) {
        reader.thing(noun, 0.5);
        reader.concerns(line, &Noun { quantity: Quantity::default(), ..noun.clone() });
    }
}
