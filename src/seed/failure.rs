//! Why rows could not be made, in words.

use crate::catalog::{ForeignKey, QualifiedName};
use crate::design::Population;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

use super::UnjudgedCheck;
use super::generate::{Failure, Generation};
use super::model::{Model, Slot};

/// `made` rows could be made, `wanted` were asked for.
pub fn explain(generation: &Generation, population: &Population, failure: &Failure, wanted: u64, made: u64) -> Diagnostic {
    let model = generation.model;
    let entity = &model.population.entity;
    let span = model.population.sample.as_ref().and_then(|sample| sample.span);
    match failure {
        Failure::NoParent { slot } => no_parent(model, population, *slot, span),
        Failure::NoValue { slot } => {
            let field = written_name(model, *slot).unwrap_or_default();
            let message = format!("{entity} cannot have sample rows: no sample value is known for the type of `{field}`");
            let help = format!("fix its value, `seed {wanted} {{ {field} = … }}`, or make it optional with `?`");
            located(Diagnostic::error("seed-no-value", message).help(help), span, "this type has no sample values")
        }
        Failure::Check { name, tried } => {
            let message = format!("no sample row for {entity} fulfils the check `{name}`: {tried} were tried");
            let help = "give the fields of the check a narrower type or a default, or write the rows yourself with `rows (…) { … }`";
            located(
                Diagnostic::error("seed-check-unfulfilled", message).help(help),
                span,
                &format!("row {} of {wanted} finds no values", made + 1),
            )
        }
        Failure::Distinct { key } => {
            let key = &model.unique_keys[*key];
            let columns: Vec<String> = key.slots.iter().filter_map(|slot| written_name(model, *slot)).collect();
            let what = if columns.is_empty() { "all fields".to_string() } else { columns.join(", ") };
            let message = format!("{entity} can have at most {made} sample rows: ({what}) must be distinct, and {wanted} are asked for");
            let help = if made == 0 {
                "leave the `seed` line out".to_string()
            } else {
                format!("write `seed {made}`, or let ({what}) hold more values")
            };
            located(Diagnostic::error("seed-too-many", message).help(help), span, &format!("at most {made}"))
        }
    }
}

/// PostgreSQL has refused a row by a check that was left to it. `place` is the check's, `rows` are those that were refused.
pub fn unjudged(check: &UnjudgedCheck, place: Option<Span>, rows: Option<Span>, detail: Option<&str>) -> Diagnostic {
    let sample = rows.is_some() && rows == check.sample.and_then(|(_, span)| span);
    let UnjudgedCheck { name, entity, fields, .. } = check;
    let kind = if sample { "sample row" } else { "written row" };
    let message = format!("a {kind} of {entity} does not fulfil the check `{name}`, which only PostgreSQL can evaluate");
    let mut help = match (&check.sample, fields.as_slice()) {
        (Some((count, _)), [first, ..]) if sample => {
            let fixed: Vec<String> = fields.iter().map(|field| format!("{field} = …")).collect();
            format!(
                "give `{first}` values that fulfil it: `seed {count} {{ {} }}` for all samples, or `rows (…) {{ … }}` without `seed`",
                fixed.join("; ")
            )
        }
        _ if sample => "leave the `seed` line out and write the rows yourself with `rows (…) { … }`".to_string(),
        _ => "change the row or the check".to_string(),
    };
    if let Some(detail) = detail {
        help.push_str(&format!("\nPostgreSQL adds: {detail}"));
    }
    let found = located(Diagnostic::error("seed-check-unjudged", message).help(help), place, "PostgreSQL refuses the row by this");
    match rows {
        Some(rows) => found.related(rows, "asked for here"),
        None => found,
    }
}

fn no_parent(model: &Model, population: &Population, slot: usize, span: Option<Span>) -> Diagnostic {
    let entity = &model.population.entity;
    let Some(Slot::Reference(reference)) = model.slots.get(slot) else {
        return located(Diagnostic::error("seed-no-parent", format!("{entity} finds no parent row")), span, "");
    };
    let name = reference.foreign_key.columns.join(", ");
    if reference.to_itself {
        let message = format!("{entity} cannot have sample rows: every row would need an earlier one ({name})");
        let help = format!("make the reference optional: `-> {entity}?`");
        return located(Diagnostic::error("seed-no-parent", message).help(help), span, "the first row has no parent");
    }
    let parent = entity_of(population, &reference.foreign_key.references);
    let message = format!("{entity} needs a row of {parent} for ({name}), and {parent} has none");
    located(
        Diagnostic::error("seed-no-parent", message).help(format!("write `seed 5` or `rows (…) {{ … }}` in entity {parent}")),
        span,
        "these rows need parents",
    )
}

/// New rows refer to rows that hold nothing by which they could be named.
pub fn nameless(population: &Population, model: &Model, parent: &QualifiedName) -> Diagnostic {
    let entity = &model.population.entity;
    let parent = entity_of(population, parent);
    let message = format!(
        "rows of {entity} cannot say which {parent} they belong to: some rows of {parent} hold nothing of their own that tells them apart"
    );
    let help = format!("give {parent} a field that tells its rows apart, such as `name varchar(1..80) unique`");
    let span =
        model.population.sample.as_ref().and_then(|sample| sample.span).or_else(|| model.population.initial.first().map(|rows| rows.span));
    located(Diagnostic::error("seed-nameless-parent", message).help(help), span, "these rows need parents that can be named")
}

/// Two required foreign keys share a column.
pub fn shared_column(population: &Population, model: &Model, foreign_key: &ForeignKey) -> Diagnostic {
    let entity = &model.population.entity;
    let parent = entity_of(population, &foreign_key.references);
    let columns = foreign_key.columns.join(", ");
    let message = format!("{entity} cannot have sample rows: its reference to {parent} ({columns}) shares a column with another reference");
    let help = "leave the `seed` line out and write these rows in a seed of your own, or let a column of one reference be empty";
    let span = model.population.sample.as_ref().and_then(|sample| sample.span);
    located(Diagnostic::error("seed-shared-column", message).help(help), span, "both parents cannot be chosen at once")
}

pub fn cycle(population: &Population, tables: &[QualifiedName], span: Option<Span>) -> Diagnostic {
    let mut names: Vec<String> = tables.iter().map(|table| entity_of(population, table)).collect();
    let first = names.first().cloned().unwrap_or_default();
    names.push(first.clone());
    let message = format!("rows of {first} can never be inserted: {} all need each other", names.join(" -> "));
    let help = format!("make one of these references optional, e.g. `-> {}?` in {first}", names.get(1).map_or("", String::as_str));
    located(Diagnostic::error("seed-cycle", message).help(help), span, "needs a row that needs this one")
}

/// The entity's name, or the table's where no entity of this run made it.
pub fn entity_of(population: &Population, table: &QualifiedName) -> String {
    population.tables.get(table).map_or_else(|| table.name.clone(), |rows| rows.entity.clone())
}

/// A field as the requirements write it, as far as the catalog tells.
pub fn written_name(model: &Model, slot: usize) -> Option<String> {
    match model.slots.get(slot)? {
        Slot::Column { field, .. } if field.meaning.field.is_empty() => Some(field.name.clone()),
        Slot::Column { field, .. } => Some(field.meaning.field.clone()),
        Slot::Reference(reference) => match reference.foreign_key.columns.as_slice() {
            [column] => Some(column.strip_suffix("_id").unwrap_or(column).to_string()),
            columns => Some(columns.join(", ")),
        },
    }
}

pub fn located(diagnostic: Diagnostic, span: Option<Span>, label: &str) -> Diagnostic {
    match span {
        Some(span) => diagnostic.at(span, label),
        None => diagnostic,
    }
}
