//! What an entity says beyond its fields: unique, index and check lines, rows and samples.

use super::choice::Choice;
use super::kinds::{Class, index_method};
use super::project::{Entity, Field, Project, Reference, list, sql_word, word};

/// Fields of the entity and of its mixins.
pub fn all_fields(project: &Project, entity: &Entity) -> Vec<Field> {
    let mixed = entity.mixins.iter().flat_map(|mixin| project.mixins[*mixin].fields.clone());
    mixed.chain(entity.fields.clone()).collect()
}

pub fn lines(project: &mut Project, choice: &mut Choice, entity: &mut Entity) {
    let fields = all_fields(project, entity);
    for place in 0..choice.below(4) {
        let line = match choice.below(3) {
            0 => unique_line(project, choice, entity, &fields, place),
            1 => index_line(project, choice, entity, &fields, place),
            _ => check_line(project, choice, entity, &fields, place),
        };
        entity.lines.extend(line.filter(|line| !entity.lines.contains(line)));
    }
}

fn unique_line(project: &mut Project, choice: &mut Choice, entity: &Entity, fields: &[Field], place: usize) -> Option<String> {
    let mut parts: Vec<String> = fields
        .iter()
        .filter(|field| field.kind.ordered && field.kind.many && !field.unique)
        .take(2)
        .map(|field| word(&field.name))
        .collect();
    if let (Some(reference), true) = (entity.references.first(), choice.chance(50)) {
        parts.insert(0, word(&reference.name));
        parts.truncate(2);
    }
    // One unique line for each entity, so that no two say the same.
    if parts.len() < 2
        || entity.lines.iter().any(|line| line.starts_with("unique"))
        || entity.key.as_ref().is_some_and(|key| key.contains(&list(&parts)))
    {
        return None;
    }
    let condition = fields.iter().find(|field| field.kind.class == Class::Boolean);
    let name = if choice.chance(40) { format!("uq_own_{}_{place} ", project.entities.len()) } else { String::new() };
    project.mark(if name.is_empty() { "unique line" } else { "unique line with a name" });
    let condition = match condition {
        Some(field) if choice.chance(40) => {
            project.mark("partial unique");
            format!(" where ({})", sql_word(&field.name))
        }
        _ => String::new(),
    };
    Some(format!("unique {name}({}){condition}", list(&parts)))
}

pub fn index_line(project: &mut Project, choice: &mut Choice, entity: &Entity, fields: &[Field], place: usize) -> Option<String> {
    let name = if choice.chance(40) {
        format!("ix_own_{}_{place} ", project.entities.iter().position(|other| other.name == entity.name).unwrap_or(project.entities.len()))
    } else {
        String::new()
    };
    let field = choice.any(fields)?.clone();
    let methods = index_method(&field.kind);
    let other = fields.iter().find(|other| other.kind.ordered && other.name != field.name && other.kind.class != Class::Json);
    let (construct, body) = match choice.below(5) {
        0 if !methods.is_empty() && !field.written.contains("json[]") => {
            let method = choice.of(methods);
            (format!("index using {method}"), format!("({}) using {method}", word(&field.name)))
        }
        1 if field.kind.class == Class::Text => ("index on an expression".to_string(), format!("((lower({})))", sql_word(&field.name))),
        2 if field.kind.ordered => {
            let order = choice.of(&["desc", "asc nulls first", "desc nulls last"]);
            ("index with an order".to_string(), format!("({} {order})", word(&field.name)))
        }
        3 if field.kind.ordered => {
            let condition = format!("{} is not null", sql_word(&field.name));
            ("partial index".to_string(), format!("({}) where ({condition})", word(&field.name)))
        }
        _ if field.kind.ordered => match other {
            Some(other) => ("index of two fields".to_string(), format!("({}, {} desc)", word(&field.name), word(&other.name))),
            None => ("index".to_string(), format!("({})", word(&field.name))),
        },
        _ => return None,
    };
    if entity.lines.iter().any(|line| line.starts_with("index") && line.ends_with(&body)) {
        return None;
    }
    project.mark(&construct);
    if !name.is_empty() {
        project.mark("index with a name");
    }
    Some(format!("index {name}{body}"))
}

fn check_line(project: &mut Project, choice: &mut Choice, entity: &Entity, fields: &[Field], place: usize) -> Option<String> {
    let of = |class: Class| {
        fields.iter().filter(move |field| field.kind.class == class && field.rest.is_empty() && !field.kind.semantic).collect::<Vec<_>>()
    };
    let name = if choice.chance(50) { format!("ck_own_{}_{place} ", project.entities.len()) } else { String::new() };
    let optional = fields.iter().find(|field| field.optional);
    let pair = [Class::Integer, Class::Decimal, Class::Date, Class::Moment].into_iter().map(of).find(|list| list.len() > 1);
    let expression = match (choice.below(3), pair, optional) {
        (0 | 1, Some(pair), _) => {
            let (low, high) = (sql_word(&pair[0].name), sql_word(&pair[1].name));
            let between = match pair[0].default.is_some() || pair[1].default.is_some() {
                true => format!("{low} <> {high} or {low} = {high}"),
                false => format!("{low} <= {high}"),
            };
            match pair[0].kind.written == pair[1].kind.written || pair[0].kind.class != Class::Moment {
                true if pair[1].optional => format!("{high} is null or {between}"),
                true => between,
                false => return None,
            }
        }
        (_, _, Some(optional)) => {
            let other = fields.iter().find(|field| matches!(field.kind.class, Class::Boolean | Class::Enum(_)))?;
            let when = match other.kind.class {
                Class::Enum(place) => {
                    let first = project.enums[place].values[0].replace('\'', "''");
                    format!("{} <> '{first}'", sql_word(&other.name))
                }
                _ => format!("not {}", sql_word(&other.name)),
            };
            format!("{when} or {} is not null", sql_word(&optional.name))
        }
        _ => return None,
    };
    let line = format!("check {name}({expression})");
    if entity.lines.iter().any(|known| known.ends_with(&format!("({expression})"))) {
        return None;
    }
    project.mark(if name.is_empty() { "check over fields" } else { "check over fields with a name" });
    Some(line)
}

pub fn rows(project: &mut Project, choice: &mut Choice, entity: &mut Entity, lookup: bool) {
    let Some(natural) = entity.natural.clone().filter(|_| lookup && choice.chance(70)) else { return };
    let fields = all_fields(project, entity);
    let mut listed = vec![natural.clone()];
    let mut values: Vec<String> = Vec::new();
    for field in fields.iter().filter(|field| field.name != natural) {
        let needed = !field.optional && field.default.is_none();
        // A check over several fields may not hold for any value: no rows then.
        match &field.value {
            Some(_) if field.unique && needed => return,
            Some(value) if !field.unique && (needed || choice.chance(40)) => {
                listed.push(field.name.clone());
                values.push(value.clone());
            }
            _ if needed => return,
            _ => {}
        }
    }
    if entity.lines.iter().any(|line| line.starts_with("check") || line.starts_with("unique"))
        || entity.key.as_ref().is_some_and(|key| key.contains('('))
    {
        return;
    }
    for reference in &entity.references {
        let target = &project.entities[reference.target];
        let known = target.rows.as_ref().filter(|_| target.natural.is_some()).map(|(_, rows)| rows[0][0].clone());
        match known {
            Some(value) if !reference.unique => {
                listed.push(reference.name.clone());
                values.push(value);
                project.mark("rows with references");
            }
            _ if !reference.optional => return,
            _ => {}
        }
    }
    let names = ["\"one\"", "\"it's two\"", "\"say \\\"three\\\"\"", "\"$$ -- */\"", "\"fünf 🐘\""];
    let rows = names.iter().take(choice.between(1, names.len()));
    entity.rows = Some((listed, rows.map(|name| std::iter::once(name.to_string()).chain(values.clone()).collect()).collect()));
    project.mark("rows");
}

pub fn seed(project: &mut Project, choice: &mut Choice, entity: &mut Entity) {
    let parents = |reference: &&Reference| !reference.optional;
    if entity.references.iter().filter(parents).any(|reference| project.entities[reference.target].row_count() == 0) || choice.chance(20) {
        return;
    }
    // What is unique by its parent alone has at most a row for each.
    let narrow = entity.references.iter().filter(|reference| reference.unique && !reference.optional);
    let most = narrow.map(|reference| project.entities[reference.target].row_count()).min().unwrap_or(15).min(15);
    let most = most.saturating_sub(entity.rows.as_ref().map_or(0, |(_, rows)| rows.len()));
    let count = choice.between(0, most);
    project.mark(match count {
        0 => "seed 0",
        1 => "seed 1",
        _ => "seed",
    });
    let mut fixed = Vec::new();
    let key = entity.key.clone().unwrap_or_default();
    let free =
        entity.fields.iter().find(|field| !field.unique && field.value.is_some() && !field.kind.many && !key.contains(&word(&field.name)));
    if let Some(field) = free
        && choice.chance(25)
        && !entity.lines.iter().any(|line| line.starts_with("check"))
    {
        fixed.push((field.name.clone(), field.value.clone().unwrap_or_default()));
        project.mark("seed with fixed fields");
    }
    entity.seed = Some((count, fixed));
}
