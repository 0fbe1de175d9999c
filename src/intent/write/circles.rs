//! Circles of required references: A needs B, and B needs A, so that no first row could be written.
//!
//! Comes in: a sound outline. Goes out: the same, where in each circle one reference may be empty, with a question about it.

use crate::ordered::IndexMap;

use super::super::names as words;
use super::super::outline::{Because, Entity};

pub fn open(entities: &mut [Entity], questions: &mut Vec<String>) {
    for entity in entities.iter_mut() {
        let own = entity.name.clone();
        for reference in entity.references.iter_mut().filter(|reference| reference.to == own && !reference.optional) {
            reference.optional = true;
            if reference.on_delete.as_deref() == Some("restrict") {
                reference.on_delete = None;
            }
        }
    }
    let places: IndexMap<String, usize> = entities.iter().enumerate().map(|(index, entity)| (entity.name.clone(), index)).collect();
    let required = |entities: &[Entity], at: usize| -> Vec<(usize, usize)> {
        let references = entities[at].references.iter().enumerate().filter(|(_, reference)| !reference.optional);
        references.filter_map(|(index, reference)| Some((index, *places.get(&reference.to)?))).collect()
    };
    let mut done = vec![false; entities.len()];
    loop {
        // What needs only what is done is done.
        let mut changed = true;
        while changed {
            changed = false;
            for at in 0..entities.len() {
                if !done[at] && required(entities, at).iter().all(|(_, to)| done[*to]) {
                    done[at] = true;
                    changed = true;
                }
            }
        }
        let Some(start) = done.iter().position(|done| !done) else { return };
        // From each that is left, a reference leads to another that is left: following them ends in a circle.
        let mut way: Vec<(usize, usize)> = Vec::new();
        let mut at = start;
        while !way.iter().any(|(passed, _)| *passed == at) {
            let Some((reference, to)) = required(entities, at).into_iter().find(|(_, to)| !done[*to]) else { return };
            way.push((at, reference));
            at = to;
        }
        let circle = way.into_iter().skip_while(|(passed, _)| *passed != at).collect::<Vec<_>>();
        let Some((entity, reference)) = circle.into_iter().min_by_key(|place| worth(entities, *place)) else { return };
        let (owner, opened) = (words::spoken(&entities[entity].name), &mut entities[entity].references[reference]);
        opened.optional = true;
        let role = words::with_article(&words::spoken(&opened.name));
        questions.push(format!(
            "May {} have no {} at first? Assumed: yes, since each needs the other.",
            words::with_article(&owner),
            role.split_once(' ').map_or("", |(_, role)| role)
        ));
    }
}

/// What is lost least is opened first: what nobody said, then a role (`head -> Employee`) rather than the whole that a thing belongs to.
fn worth(entities: &[Entity], (entity, reference): (usize, usize)) -> (bool, bool, bool) {
    let reference = &entities[entity].references[reference];
    let said = matches!(reference.because, Because::Said(_));
    let plain = words::key(&reference.name) == words::key(&reference.to);
    (said, plain, reference.on_delete.is_some())
}
