//! `rows` and `seed`: values that fit, nothing missing.
//!
//! Comes in: an entity with its unique fields. Goes out: its initial rows and its wish for samples, as literals.
//! Never happens: a value that the column would refuse and that could have been seen here.

use std::collections::BTreeMap;

use super::declarations::PlacedMember;
use super::keys::{find_attribute, repeated};
use super::types::TypeTable;
use super::{Attribute, Domain, Entity, EntityId, Findings, KeyKind, Literal, Rows, Seed, value};
use crate::diagnostic::Diagnostic;
use crate::plural::counted;
use crate::source::Span;
use crate::syntax::ast::{self, Member, Name, Value};

/// More sample rows than this are a load test, not a seed.
const MOST_SAMPLES: u64 = 10_000_000;

pub(super) fn resolve(domain: &mut Domain, id: EntityId, members: &[PlacedMember], types: &TypeTable, findings: &mut Findings) {
    if !members.iter().any(|placed| matches!(placed.member, Member::Rows(_) | Member::Seed(_))) {
        return;
    }
    let (mut all_rows, mut seed): (Vec<Rows>, Option<Seed>) = (Vec::new(), None);
    for placed in members {
        match placed.member {
            Member::Rows(written) => all_rows.extend(rows(domain, id, written, types, findings)),
            Member::Seed(written) => match &seed {
                Some(first) => findings.push(
                    Diagnostic::error("duplicate-seed", format!("`{}` has two seeds", domain.entity(id).name.text))
                        .at(written.span, "again here")
                        .related(first.span, "first here")
                        .help("write one number of rows"),
                ),
                None => seed = sample(domain, id, written, types, findings),
            },
            _ => {}
        }
    }
    let entity = domain.entity(id);
    for unique in unique_groups(entity) {
        check_repeated_rows(entity, &unique, &all_rows, findings);
    }
    let entity = &mut domain.entities[id.0];
    (entity.rows, entity.seed) = (all_rows, seed);
}

fn rows(domain: &Domain, id: EntityId, written: &ast::Rows, types: &TypeTable, findings: &mut Findings) -> Option<Rows> {
    let entity = domain.entity(id);
    let attributes = listed(entity, &written.fields, findings)?;
    missing(entity, &attributes, written, findings);
    let mut rows = Vec::new();
    for row in &written.rows {
        if row.values.len() != attributes.len() {
            findings.push(
                Diagnostic::error(
                    "row-length",
                    format!("this row has {} for {}", counted(row.values.len(), "value"), counted(attributes.len(), "field")),
                )
                .at(row.span, counted(row.values.len(), "value"))
                .related(span_of(&written.fields, written.span), counted(attributes.len(), "field"))
                .help("write one value for each field, and `null` where a field is empty"),
            );
            continue;
        }
        let values = row
            .values
            .iter()
            .zip(&attributes)
            .map(|(value, attribute)| literal(domain, &entity.attributes[*attribute], value, types, findings));
        rows.push((values.collect(), row.span));
    }
    Some(Rows { attributes, rows, span: written.span })
}

fn span_of(names: &[Name], otherwise: Span) -> Span {
    match (names.first(), names.last()) {
        (Some(first), Some(last)) => first.span.to(last.span),
        _ => otherwise,
    }
}

fn listed(entity: &Entity, names: &[Name], findings: &mut Findings) -> Option<Vec<usize>> {
    let mut attributes = Vec::new();
    for name in names {
        let found = find_attribute(entity, name, "its rows", findings)?;
        if attributes.contains(&found) {
            findings.push(repeated(name, "the list of fields"));
            return None;
        }
        attributes.push(found);
    }
    Some(attributes)
}

/// Required fields without a default must be listed. A secret need not be: the seed gives it a value that opens nothing.
fn missing(entity: &Entity, listed: &[usize], written: &ast::Rows, findings: &mut Findings) {
    let lacking: Vec<&str> = entity
        .attributes
        .iter()
        .enumerate()
        .filter(|(index, attribute)| {
            let filled = matches!(attribute, Attribute::Field(field)
                if field.default.is_some() || field.default_span.is_some() || field.data_type.word == "secret");
            !listed.contains(index) && !attribute.optional() && !filled
        })
        .map(|(_, attribute)| attribute.name().text.as_str())
        .collect();
    if !lacking.is_empty() {
        findings.push(
            Diagnostic::error("row-lacks-field", format!("these rows give no value for {}", super::nearest::list(&lacking)))
                .at(span_of(&written.fields, written.span), "required fields are missing")
                .help("list them with a value in each row, give them a default (`= …`), or make them optional (`?`)"),
        );
    }
}

fn literal(domain: &Domain, attribute: &Attribute, value: &Value, types: &TypeTable, findings: &mut Findings) -> Literal {
    if let (Value::Null(span), false) = (value, attribute.optional()) {
        findings.push(
            Diagnostic::error("null-for-required", format!("`{}` may not be empty", attribute.name().text))
                .at(*span, "null")
                .related(attribute.name().span, "required here")
                .help("write a value, or `?` after the field's type"),
        );
        return Literal::Null;
    }
    let fit = match attribute {
        Attribute::Field(field) => value::fit(value, &field.data_type, types),
        Attribute::Reference(reference) => {
            let target = domain.entity(reference.target);
            let sizes = natural_key_sizes(target);
            if sizes.is_empty() {
                findings.push(
                    Diagnostic::error("no-natural-key", format!("a row of `{}` cannot be named here", target.name.text))
                        .at(value.span(), "names a row by its unique fields")
                        .related(target.name.span, "has no required unique field")
                        .help(format!("mark a field of `{}` as `unique`, such as its name", target.name.text)),
                );
                return Literal::Null;
            }
            value::fit_reference(value, reference, &target.name.text, &sizes)
        }
    };
    fit.unwrap_or_else(|diagnostic| {
        findings.push(*diagnostic);
        Literal::Null
    })
}

/// The natural keys of an entity as attributes: a written key, then unique fields and groups that are all required.
fn unique_groups(entity: &Entity) -> Vec<Vec<usize>> {
    let key = match &entity.key.kind {
        KeyKind::Attributes(attributes) if !attributes.is_empty() => Some(attributes.clone()),
        KeyKind::Attributes(_) | KeyKind::Generated(_) => None,
    };
    let single = entity.attributes.iter().enumerate().filter(|(_, attribute)| match attribute {
        Attribute::Field(field) => field.unique.is_some(),
        Attribute::Reference(reference) => reference.unique.is_some(),
    });
    let groups = entity.uniques.iter().filter(|unique| unique.condition.is_none() && !unique.attributes.is_empty());
    key.into_iter().chain(single.map(|(index, _)| vec![index])).chain(groups.map(|unique| unique.attributes.clone())).collect()
}

fn natural_key_sizes(entity: &Entity) -> Vec<usize> {
    let required =
        |group: &Vec<usize>| group.iter().all(|index| entity.attributes.get(*index).is_some_and(|attribute| !attribute.optional()));
    unique_groups(entity).iter().filter(|group| required(group)).map(Vec::len).collect()
}

/// Two rows with one value of a unique field.
fn check_repeated_rows(entity: &Entity, unique: &[usize], all_rows: &[Rows], findings: &mut Findings) {
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    for rows in all_rows {
        let places: Option<Vec<usize>> = unique.iter().map(|index| rows.attributes.iter().position(|listed| listed == index)).collect();
        let Some(places) = places else { continue };
        for (values, span) in &rows.rows {
            let key: Vec<&Literal> = places.iter().filter_map(|place| values.get(*place)).collect();
            if key.iter().any(|literal| matches!(literal, Literal::Null | Literal::Expression(_))) {
                continue;
            }
            if let Some(first) = seen.insert(format!("{key:?}"), *span) {
                let names: Vec<&str> = unique.iter().map(|index| entity.attributes[*index].name().text.as_str()).collect();
                findings.push(
                    Diagnostic::error("duplicate-row", format!("two rows have the same {}, which is unique", super::nearest::list(&names)))
                        .at(*span, "again here")
                        .related(first, "first here")
                        .help("take one row out, or change its value"),
                );
            }
        }
    }
}

fn sample(domain: &Domain, id: EntityId, written: &ast::Seed, types: &TypeTable, findings: &mut Findings) -> Option<Seed> {
    let entity = domain.entity(id);
    let count = match written.count.text.parse::<u64>() {
        Ok(count @ 0..=MOST_SAMPLES) => count,
        Ok(_) => {
            findings.push(bad_count(written, "more than 10 million", "write at most `seed 10000000`"));
            return None;
        }
        Err(_) => {
            findings.push(bad_count(written, "not a whole number", "write how many sample rows to make: `seed 20`"));
            return None;
        }
    };
    let mut fixed: Vec<(usize, Literal)> = Vec::new();
    for field in &written.fixed {
        let Some(found) = find_attribute(entity, &field.name, "its seed", findings) else { continue };
        if fixed.iter().any(|(known, _)| *known == found) {
            findings.push(repeated(&field.name, "the seed"));
        }
        if count > 1 && unique_groups(entity).contains(&vec![found]) {
            findings.push(
                Diagnostic::error("fixed-unique", format!("`{}` is unique and cannot be the same in {count} rows", field.name.text))
                    .at(field.span, "the same in each row")
                    .help("take it out, or write the rows themselves with `rows (…) { … }`"),
            );
        }
        fixed.push((found, literal(domain, &entity.attributes[found], &field.value, types, findings)));
    }
    Some(Seed { count, fixed, span: written.span })
}

fn bad_count(written: &ast::Seed, label: &str, help: &str) -> Diagnostic {
    Diagnostic::error("bad-seed-count", format!("`{}` is no number of sample rows", written.count.text))
        .at(written.count.span, label)
        .help(help)
}
