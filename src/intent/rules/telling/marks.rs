//! What things are marked with: *recipes are tagged*, *tag posts with hashtags*.
//!
//! Comes in: a clause of such a verb. Goes out: facts, and whether all of it was read. Never happens: a property becomes a mark of its own.

use super::parts::{of_noun, plain};
use super::predicates::{nouns_of, relation};
use crate::intent::rules::clauses::Clause;
use crate::intent::rules::facts::Manner;
use crate::intent::rules::phrases::{self, Group, Noun};
use crate::intent::rules::properties::{is_actor, is_property, is_thing};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::words::{self, Sense};

pub fn read(reader: &mut Reader, clause: &Clause, subjects: &[Noun], verb: &Group, objects: &[Noun]) -> bool {
    // `recipes are tagged`
    if verb.passive && clause.complements.is_empty() && matches!(verb.base.as_str(), "tag" | "label" | "categorise" | "categorize") {
        let name = match verb.base.as_str() {
            "tag" => "tag",
            "label" => "label",
            _ => "category",
        };
        let noun = Noun {
            range: verb.range.clone(),
            plural: true,
            last: format!("{name}s"),
            quantity: crate::intent::rules::phrases::Quantity { many: Some(true), ..crate::intent::rules::phrases::Quantity::default() },
            ..plain(name)
        };
        reader.thing(&noun, 1.0);
        for subject in subjects {
            reader.owns(subject, of_noun(&noun), Manner::Has);
        }
        return true;
    }
    // `tag posts with hashtags`, `posts are tagged with keywords`
    let with = clause.complements.iter().find(|one| one.preposition.as_deref() == Some("with"));
    if verb.base == "tag"
        && !verb.negated
        && let Some(tag) = with.and_then(|one| nouns_of(one).find(|noun| (noun.plural || words::is_shared(noun.head())) && is_thing(noun)))
    {
        let tagged: Vec<Noun> = if verb.passive { subjects.to_vec() } else { objects.to_vec() };
        let tag = Noun {
            plural: true,
            quantity: crate::intent::rules::phrases::Quantity { many: Some(true), said: true, ..Default::default() },
            ..tag.clone()
        };
        for noun in tagged.iter().filter(|noun| !is_actor(noun) && !is_property(noun)) {
            reader.thing(&tag, 1.5);
            relation(reader, noun, &tag, &phrases::group("tag", Sense::Meet, false, false, verb.range.clone()), None, false);
        }
        return true;
    }
    // `add hashtags to my posts`
    let to = clause.complements.iter().find(|one| one.preposition.as_deref() == Some("to"));
    if matches!(verb.base.as_str(), "add" | "assign" | "attach" | "apply" | "give")
        && !verb.passive
        && !verb.negated
        && let Some(marked) =
            to.and_then(|one| nouns_of(one).find(|noun| !is_actor(noun) && !is_property(noun))).and_then(|noun| reader.meant_by(noun))
        && let [tag] = objects
        && tag.plural
        && matches!(tag.head(), "tag" | "hashtag" | "label" | "category" | "keyword")
    {
        reader.thing(tag, 1.5);
        reader.thing(&marked, 0.5);
        let quantity = phrases::Quantity { many: Some(true), said: true, ..phrases::Quantity::default() };
        let tag = Noun { quantity, ..tag.clone() };
        relation(reader, &marked, &tag, &phrases::group("tag", Sense::Meet, false, false, verb.range.clone()), None, false);
        return true;
    }
    false
}
