//! How many sample rows each entity gets, so that each row finds its parents.
//!
//! Comes in: a sound outline with the counts that the text says. Goes out: counts that can be made.

use super::super::outline::Entity;
use super::sound::Enumeration;

/// More is asked for with `groundplan seed`.
const MOST: u64 = 10_000;
/// Of parents that nobody counted.
const PARENTS: u64 = 5;

pub fn settle(entities: &mut [Entity], enums: &[Enumeration]) {
    let said: Vec<bool> = entities.iter().map(|entity| entity.seed.is_some()).collect();
    for entity in entities.iter_mut() {
        entity.seed = entity.seed.map(|count| count.min(MOST)).filter(|count| *count > 0);
    }
    let place = |entities: &[Entity], name: &str| entities.iter().position(|entity| entity.name == name);
    // Each round reaches one more generation of parents.
    for _ in 0..entities.len() {
        let mut changed = false;
        for at in 0..entities.len() {
            let Some(count) = entities[at].seed else { continue };
            for reference in 0..entities[at].references.len() {
                let reference = &entities[at].references[reference];
                let Some(parent) = place(entities, &reference.to).filter(|parent| *parent != at && !reference.optional) else { continue };
                let wanted = if reference.unique { count } else { count.min(PARENTS) };
                if entities[parent].seed.is_none() || (reference.unique && !said[parent] && entities[parent].seed < Some(wanted)) {
                    entities[parent].seed = Some(wanted);
                    changed = true;
                }
            }
        }
        if !changed {
            break;
        }
    }
    // What there is room for, once more from parents to children.
    for _ in 0..entities.len() {
        let mut changed = false;
        for at in 0..entities.len() {
            let Some(count) = entities[at].seed else { continue };
            let room = room(entities, at, enums).unwrap_or(count);
            if room < count {
                entities[at].seed = Some(room);
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
}

/// How many rows the unique rules leave room for, where something bounds them.
fn room(entities: &[Entity], at: usize, enums: &[Enumeration]) -> Option<u64> {
    let entity = &entities[at];
    let values = |name: &String| -> Option<u64> {
        if let Some(reference) = entity.references.iter().find(|reference| reference.name == *name) {
            return entities.iter().find(|other| other.name == reference.to).and_then(|parent| parent.seed);
        }
        let field = entity.fields.iter().find(|field| field.name == *name)?;
        match enums.iter().find(|known| known.name == field.kind) {
            Some(known) => Some(known.values.len() as u64),
            None => (field.kind == "bool").then_some(2),
        }
    };
    let single = entity.references.iter().filter(|reference| reference.unique).map(|reference| vec![reference.name.clone()]);
    let rules = entity.unique.iter().cloned().chain(single);
    rules.filter_map(|rule| rule.iter().map(values).try_fold(1_u64, |product, count| Some(product.saturating_mul(count?)))).min()
}
