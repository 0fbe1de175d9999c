//! What a project becomes: additions that this version plans on top of what stands.

use super::choice::Choice;
use super::grow::{entity, field, free_field_name, reference, setting};
use super::project::{Project, word};
use super::rules::{all_fields, index_line};

/// One to four additions.
pub fn evolve(before: &Project, choice: &mut Choice) -> Project {
    let mut project = before.clone();
    project.used.clear();
    let mut done = 0;
    let wanted = choice.between(1, 4);
    for _ in 0..60 {
        if done == wanted {
            break;
        }
        let standing = before.entities.len();
        let place = choice.below(standing);
        if let Some(construct) = add(&mut project, choice, place) {
            // What the additions are made of is not counted: only that they occur.
            project.used.retain(|known| known.starts_with("evolve: "));
            project.used.insert(format!("evolve: {construct}"));
            done += 1;
        }
    }
    project
}

fn add(project: &mut Project, choice: &mut Choice, place: usize) -> Option<&'static str> {
    Some(match choice.below(10) {
        0 => {
            entity(project, choice);
            "new entity"
        }
        1 => added_field(project, choice, place, Addition::Optional)?,
        2 => added_field(project, choice, place, Addition::Default)?,
        3 => added_field(project, choice, place, Addition::Unique)?,
        4 => added_index(project, choice, place)?,
        5 => added_value(project, choice, true)?,
        6 => added_value(project, choice, false)?,
        7 => {
            let mut entity = project.entities[place].clone();
            let target = choice.below(project.entities.len());
            reference(project, choice, &mut entity, target, Some(true));
            project.entities[place] = entity;
            "optional reference"
        }
        8 => {
            let entity = &mut project.entities[place];
            let bounded = entity.references.iter().any(|reference| reference.unique);
            let (count, _) = entity.seed.as_mut().filter(|_| !bounded)?;
            *count += choice.between(1, 4);
            "higher seed count"
        }
        _ => {
            let entity = &mut project.entities[place];
            let text = choice.of(&["A new doc.", "It's \"new\" \\ */ --"]).to_string();
            match entity.fields.first_mut() {
                Some(field) if choice.chance(50) => field.doc = Some(text),
                _ => entity.doc = Some(text),
            }
            "doc"
        }
    })
}

#[derive(PartialEq)]
enum Addition {
    Optional,
    Default,
    Unique,
}

fn added_field(project: &mut Project, choice: &mut Choice, place: usize, addition: Addition) -> Option<&'static str> {
    let mut entity = project.entities[place].clone();
    let name = free_field_name(project, choice, &mut entity);
    let mut field = field(project, choice, &name);
    field.unique = false;
    let construct = match addition {
        // The rows that stand have no value in it, and PostgreSQL would rightly refuse that.
        Addition::Optional if field.rest.contains("distinct from null") => return None,
        Addition::Optional => {
            field.optional = true;
            "optional field"
        }
        Addition::Default => {
            field.optional = false;
            if field.default.is_none() {
                field.default = Some(field.value.clone()?);
            }
            "field with default"
        }
        Addition::Unique => {
            (field.optional, field.unique, field.default) = (true, field.kind.many && field.rest.is_empty(), None);
            if !field.unique {
                return None;
            }
            "unique field"
        }
    };
    entity.fields.push(field);
    project.entities[place] = entity;
    Some(construct)
}

fn added_index(project: &mut Project, choice: &mut Choice, place: usize) -> Option<&'static str> {
    let entity = project.entities[place].clone();
    let fields = all_fields(project, &entity);
    let number = 100 + entity.lines.len();
    let line = index_line(project, choice, &entity, &fields, number)?;
    project.entities[place].lines.push(line);
    Some("index")
}

fn added_value(project: &mut Project, choice: &mut Choice, at_end: bool) -> Option<&'static str> {
    // A check that lists the values is another check afterwards: changing one comes in a later version.
    if setting(project, "enums") == "check" || project.enums.is_empty() {
        return None;
    }
    let place = choice.below(project.enums.len());
    let values = &mut project.enums[place].values;
    let value = format!("new {}", values.len());
    match at_end {
        true => values.push(value),
        false => values.insert(choice.below(values.len()), value),
    }
    debug_assert!(!word(&project.enums[place].name).is_empty());
    Some(if at_end { "enum value at the end" } else { "enum value in the middle" })
}
