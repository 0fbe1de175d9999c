//! Nouns that became things, of which a text that describes its other things says nothing, and which are none by themselves.
//!
//! Comes in: an outline of what was read. Goes out: the same without them; what one thing alone has of them is a field of it. Never happens: a thing of a short wish is left out, which describes nothing;
//! something that several things share is.

use std::collections::{BTreeMap, BTreeSet};

use crate::intent::outline::{Entity, Field, Outline, Reference};
use crate::intent::rules::words;
use crate::intent::{Known, names};

/// Fewer things with fields than these describe nothing: the text is a wish.
const DESCRIBED: usize = 3;

/// `sure`: things that are likely enough for nothing to be said of them.
pub fn leave_out(outline: &mut Outline, known: &Known, sure: &BTreeSet<String>) {
    let described = outline.entities.iter().filter(|entity| !entity.fields.is_empty()).count();
    if described < DESCRIBED || described * 10 < outline.entities.len() * 5 {
        return;
    }
    let mut referred: BTreeMap<&str, usize> = BTreeMap::new();
    for entity in &outline.entities {
        for reference in entity.references.iter().filter(|reference| reference.to != entity.name) {
            *referred.entry(&reference.to).or_default() += 1;
        }
    }
    // What two things have together joins them as a link does.
    let joins = |entity: &&Entity| {
        let names: Vec<&String> = entity.references.iter().map(|reference| &reference.name).collect();
        names.len() == 2 && entity.unique.iter().any(|unique| names.iter().all(|name| unique.contains(name)))
    };
    let joined = outline.entities.iter().filter(joins).flat_map(|entity| entity.references.iter().map(|reference| reference.to.as_str()));
    let linked: BTreeSet<&str> = outline.links.iter().flat_map(|link| [link.from.as_str(), link.to.as_str()]).chain(joined).collect();
    let written: BTreeSet<String> = known.entities.iter().map(|entity| names::key(&entity.name)).collect();
    // A cart, of cart items.
    let lines: BTreeSet<String> = outline
        .entities
        .iter()
        .filter_map(|entity| {
            let key = names::key(&entity.name);
            ["item", "line", "entry", "step", "row"].iter().find_map(|end| key.strip_suffix(&format!(" {end}")).map(str::to_string))
        })
        .collect();
    let is_bare = |entity: &Entity| {
        if sure.contains(&names::key(&entity.name)) || lines.contains(&names::key(&entity.name)) {
            return false;
        }
        let related = entity.references.len() + referred.get(entity.name.as_str()).copied().unwrap_or(0);
        let wished = outline.tenant.iter().chain(&outline.soft_delete).chain(&outline.audited).any(|name| *name == entity.name);
        if wished || written.contains(&names::key(&entity.name)) {
            return false;
        }
        let name = heck::ToSnakeCase::to_snake_case(entity.name.as_str());
        // `The vet who sees it`: people have names.
        if related == 1
            && entity.references.is_empty()
            && (words::is_person(name.rsplit('_').next().unwrap_or_default())
                || words::is_organization(name.rsplit('_').next().unwrap_or_default()))
        {
            return false;
        }
        entity.fields.is_empty() && entity.seed.is_none() && related <= 1 && !linked.contains(entity.name.as_str())
    };
    let bare: BTreeSet<String> = outline.entities.iter().filter(|entity| is_bare(entity)).map(|entity| entity.name.clone()).collect();
    outline.entities.retain(|entity| !bare.contains(&entity.name));
    for entity in &mut outline.entities {
        let (gone, kept) = std::mem::take(&mut entity.references).into_iter().partition(|reference| bare.contains(&reference.to));
        entity.references = kept;
        let gone: Vec<Reference> = gone;
        for reference in gone {
            entity.unique.retain(|unique| !unique.contains(&reference.name));
            if !entity.fields.iter().any(|field| field.name == reference.name) {
                entity.fields.push(Field {
                    name: reference.name,
                    kind: String::new(),
                    states: Vec::new(),
                    optional: reference.optional,
                    unique: false,
                    default: None,
                    because: reference.because,
                });
            }
        }
    }
}
