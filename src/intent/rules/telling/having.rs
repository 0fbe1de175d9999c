//! What a subject has: parts, properties, somebody in a role.
//!
//! Comes in: a clause whose verb is one of having, and its subjects. Goes out: facts. Never happens: what is told of two together is told of one.

use super::described::{by_row, nearest};
use super::keeping::{plainly, valued};
use super::parts::of_noun;
use super::predicates::{nouns_of, objects, relation};
use crate::intent::rules::clauses::{Clause, Complement};
use crate::intent::rules::facts::{Fact, Manner};
use crate::intent::rules::phrases::{self, Group, Noun};
use crate::intent::rules::properties::is_property;
use crate::intent::rules::reader::Reader;
use crate::intent::rules::words::Sense;

pub fn have(reader: &mut Reader, clause: &Clause, subjects: &[Noun]) {
    // `may have a professor as adviser`, `may have other courses as prerequisites`
    let part = clause.complements.iter().find(|one| one.preposition.as_deref() == Some("as")).and_then(|one| nouns_of(one).next().cloned());
    if let Some(role) = part
        && let Some(object) = objects(clause).flat_map(nouns_of).last().cloned()
    {
        for subject in subjects {
            if object.plural {
                let verb = Group { may: true, ..phrases::group("link", Sense::Meet, false, false, object.range.clone()) };
                relation(reader, subject, &object, &verb, None, false);
            } else {
                reader.push(Fact::Plays { owner: subject.clone(), role: role.clone(), thing: object.clone() });
            }
        }
        return;
    }
    // `contains several products with a quantity`: told of the two together.
    let line = |noun: &Noun| matches!(noun.head(), "line" | "item" | "entry" | "position" | "row" | "detail");
    let counted = |one: &&Complement| {
        one.preposition.as_deref() == Some("with")
            && one.items.iter().any(|item| {
                // A minimum amount is of the thing itself.
                item.noun.as_ref().is_some_and(|noun| matches!(noun.head(), "quantity" | "amount") && noun.words.len() == 1)
            })
    };
    if let (Some(with), Some(object), Some(subject)) = (
        clause.complements.iter().find(counted),
        objects(clause)
            .flat_map(nouns_of)
            .filter(|noun| !plainly(noun) && (noun.plural || noun.quantity.many == Some(true)) && !line(noun))
            .last(),
        subjects.first(),
    ) {
        for item in &with.items {
            for mut part in crate::intent::rules::parts::parts(item) {
                part.between = Some((subject.clone(), object.clone()));
                reader.owns(subject, part, Manner::Has);
            }
        }
        for complement in objects(clause) {
            reader.listed_parts(subject, complement, Manner::Has);
        }
        return;
    }
    for subject in subjects {
        for complement in &clause.complements {
            let nearest = nearest(clause, complement);
            match complement.preposition.as_deref() {
                None | Some("of" | "into" | "in" | "up" | "from" | "as")
                    if complement.preposition.is_none() || objects(clause).count() == 0 =>
                {
                    reader.listed_parts(subject, complement, Manner::Has);
                }
                Some("with")
                    if complement.items.iter().all(|item| item.noun.as_ref().is_some_and(|noun| !is_property(noun) && !noun.plural))
                        && objects(clause).count() > 0 =>
                {
                    let owner = nearest.filter(|noun| noun.plural && !is_property(noun));
                    let owner = objects(clause)
                        .flat_map(nouns_of)
                        .find(|noun| noun.plural && !is_property(noun))
                        .cloned()
                        .or(owner)
                        .unwrap_or_else(|| subject.clone());
                    reader.listed_parts(&owner, complement, Manner::Has);
                }
                Some(":" | "with") => {
                    let Some(owner) = nearest else {
                        reader.listed_parts(subject, complement, Manner::Listed);
                        continue;
                    };
                    if super::told_of_two::with_others(reader, &owner, complement) {
                        continue;
                    }
                    if owner.plural && super::told_of_two::of_members(reader, subject, &owner, complement) {
                        continue;
                    }
                    // `several meters: electricity, water`
                    let told = complement.items.iter().any(|item| item.noun.as_ref().is_none_or(is_property));
                    if owner.plural && !told && complement.preposition.as_deref() == Some(":") {
                        continue;
                    }
                    // `events have ticket types with a price and a quota`: what each type has, and no values.
                    // `a ward has a budget with a year and an amount`: what the budget has.
                    let has = complement.preposition.as_deref() == Some("with")
                        && complement.items.iter().all(|item| item.states.is_empty() && item.noun.as_ref().is_some_and(is_property));
                    if is_property(&owner) && !has && !(owner.plural && (owner.quantity.said || told)) {
                        valued(reader, subject, &owner, complement);
                    } else {
                        reader.listed_parts(&owner, complement, Manner::Has);
                    }
                }
                // `line items and a status of draft, sent or paid`
                Some("of") if complement.items.iter().all(|item| !item.states.is_empty()) && nearest.as_ref().is_some_and(is_property) => {
                    if let Some(property) = nearest {
                        valued(reader, subject, &property, complement);
                    }
                }
                // `an auditorium has its own seats, by row and number`
                Some("by") if by_row(reader, clause, complement) => {}
                // `a role in each of them`
                Some("in" | "at" | "on" | "for" | "to") if super::joint::in_each(reader, clause, subject, complement) => {}
                Some(word @ ("in" | "at" | "on" | "to" | "for" | "from" | "of")) => {
                    if objects(clause).flat_map(nouns_of).count() > 1
                        || (objects(clause).flat_map(nouns_of).count() > 0 && objects(clause).flat_map(nouns_of).all(is_property))
                    {
                        continue;
                    }
                    let object =
                        objects(clause).flat_map(nouns_of).filter(|noun| !is_property(noun) && noun.pronoun.is_none()).last().cloned();
                    let subject = object.as_ref().filter(|object| object.plural).unwrap_or(subject);
                    for noun in nouns_of(complement) {
                        if is_property(noun) && object.is_some() && matches!(word, "on" | "at") {
                            reader.owns(subject, of_noun(noun), Manner::Has);
                            continue;
                        }
                        let verb = phrases::group("have", Sense::Have, true, false, noun.range.clone());
                        if let Some(to) = reader.meant_by(noun) {
                            relation(reader, subject, &to, &verb, Some(word), true);
                        }
                    }
                }
                _ => {}
            }
        }
    }
}
