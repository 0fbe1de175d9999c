//! Who leads what he also belongs to: *each ward is managed by a nurse; each nurse is assigned to one ward* are two references.
//!
//! Comes in: relations. Goes out: the same, those of leading with a role of their own. Never happens: a reference for leading where nothing else relates the two.

use std::collections::BTreeMap;

use super::links::Relation;
use super::things::Things;
use crate::intent::rules::words;

/// Verbs of leading, and what who does it is called.
const LEADING: [(&str, &str); 13] = [
    ("head", "head"),
    ("manage", "manager"),
    ("lead", "leader"),
    ("chair", "chair"),
    ("direct", "director"),
    ("run", "manager"),
    ("supervise", "supervisor"),
    ("oversee", "supervisor"),
    ("captain", "captain"),
    ("coordinate", "coordinator"),
    ("mentor", "mentor"),
    ("coach", "coach"),
    ("govern", "head"),
];

/// The person, what he leads, and what he is called there.
fn leading(things: &Things, one: &Relation) -> Option<(usize, usize, &'static str)> {
    let verb = one.verb.as_deref()?;
    let (_, role) = LEADING.iter().find(|(leads, _)| *leads == verb)?;
    let person = |at: usize| words::is_person(things.all[at].name.rsplit('_').next().unwrap_or_default());
    // The subject of `heads`, the object of `headed by`.
    let (who, what) = if one.passive { (one.b, one.a) } else { (one.a, one.b) };
    (person(who) && !person(what)).then_some((who, what, *role))
}

pub fn apart(things: &Things, all: &mut Vec<Relation>) {
    let found: BTreeMap<(usize, usize), &str> = all
        .iter()
        .filter(|one| one.role.is_none())
        .filter_map(|one| leading(things, one))
        .map(|(who, what, role)| ((who, what), role))
        .collect();
    for ((who, what), role) in found {
        let mut belongs = all.iter().filter(|one| one.role.is_none() && leading(things, one).is_none());
        let also = belongs.any(|one| {
            (one.a == who && one.b == what && one.b_per_a == Some(false) && one.strong)
                || (one.a == what && one.b == who && one.b_per_a == Some(true))
        });
        if !also {
            continue;
        }
        // `one nurse, the charge nurse, manages it`: the part has its name already.
        let named = all.iter().any(|one| one.role.is_some() && one.a == what && one.b == who);
        let mut range = None;
        all.retain(|one| {
            let lead = one.role.is_none() && leading(things, one).is_some_and(|(a, b, _)| (a, b) == (who, what));
            // `a particular nurse who manages it`
            let plain = one.role.is_none() && one.a == what && one.b == who && one.b_per_a == Some(false) && one.verb.is_none();
            if lead {
                range.get_or_insert_with(|| one.range.clone());
            }
            !lead && !plain
        });
        if let Some(range) = range.filter(|_| !named) {
            all.push(Relation::refers(what, who, Some(role.to_string()), false, range));
        }
    }
}
