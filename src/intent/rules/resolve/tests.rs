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
    let asked = "May a film go with several actors, and an actor with several films? Assumed: yes.";
    let likely = "Films have a title, actors a name. Who acted in which film matters to us.";
    assert!(told(likely).contains("film <-> actor"), "{:?}", told(likely));
    assert!(questions(likely).iter().any(|one| one == asked), "{:?}", questions(likely));
    let plain = "A film has a title and many actors; an actor has a name and can play in many films.";
    assert!(told(plain).contains("film <-> actor"), "{:?}", told(plain));
    assert!(!questions(plain).iter().any(|one| one == asked), "{:?}", questions(plain));
}
