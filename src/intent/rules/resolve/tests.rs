//! Sentences and the relations that they tell: the cases stand in `relations.txt`.

use std::collections::BTreeSet;

use crate::intent::{Known, Reading};

/// `loan.copy -> copy` for each reference that has another name than its thing, `loan -> copy` for the others, `book <-> author` for pairs.
fn told(text: &str) -> BTreeSet<String> {
    let Ok(outline) = crate::intent::rules::read(text, &Known::default(), &Reading { archetypes: false }) else { return BTreeSet::new() };
    let name = |name: &str| heck::ToSnakeCase::to_snake_case(name);
    let mut all = BTreeSet::new();
    for entity in &outline.entities {
        for reference in &entity.references {
            let (from, to) = (name(&entity.name), name(&reference.to));
            let role = if reference.name == to { String::new() } else { format!(".{}", reference.name) };
            all.insert(format!("{from}{role} -> {to}"));
        }
    }
    for link in &outline.links {
        all.insert(format!("{} <-> {}", name(&link.from), name(&link.to)));
    }
    all
}

#[test]
fn sentences_tell_relations() {
    let mut wrong = Vec::new();
    for case in include_str!("relations.txt").split("\n\n").map(str::trim).filter(|case| !case.is_empty() && !case.starts_with('#')) {
        let (text, expected) = case.split_once("\n=> ").unwrap_or((case, ""));
        let expected: BTreeSet<String> = expected.split(", ").map(|one| one.trim().to_string()).filter(|one| !one.is_empty()).collect();
        let found = told(text);
        if found != expected {
            wrong.push(format!("{text}\n   expected {expected:?}\n   found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n\n"));
}
