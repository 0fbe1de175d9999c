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

/// The table between two things that is only likely is asked for; one that the text tells of is not.
#[test]
fn a_likely_pair_is_asked_for() {
    let questions = |text: &str| {
        let read = crate::intent::rules::read(text, &Known::default(), &Reading { archetypes: false });
        read.map(|outline| outline.questions).unwrap_or_default()
    };
    let asked = "May a photo go with several people, and a person with several photos? Assumed: yes.";
    let likely = "Photos have a caption. Mark who is in a photo; people have a name.";
    assert!(told(likely).contains("photo <-> person"), "{:?}", told(likely));
    assert!(questions(likely).iter().any(|one| one == asked), "{:?}", questions(likely));
    let plain = "A photo has a caption and shows many people; a person can be on many photos and has a name.";
    assert!(told(plain).contains("photo <-> person"), "{:?}", told(plain));
    assert!(!questions(plain).iter().any(|one| one == asked), "{:?}", questions(plain));
}
