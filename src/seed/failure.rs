//! Why rows could not be made, in words.

use crate::catalog::QualifiedName;
use crate::design::Population;
use crate::diagnostic::Diagnostic;
use crate::ordered::IndexMap;
use crate::plural::counted;
use crate::source::Span;

use super::UnjudgedCheck;
use super::contradiction::contradiction;
use super::generate::{Failure, Generation};
use super::keys::KeyPart;
use super::model::{Model, Slot};
use super::sow::Most;

/// What to call a table: its entity where requirements tell of it, else its own name.
fn name_of(model: &Model) -> String {
    if model.population.unexplained { model.table.name.to_string() } else { model.population.entity.clone() }
}

/// `made` rows could be made, `wanted` were asked for.
pub fn explain(generation: &Generation, population: &Population, failure: &Failure, wanted: u64, made: u64) -> Diagnostic {
    let model = generation.model;
    let unexplained = model.population.unexplained;
    let entity = &name_of(model);
    let span = model.population.sample.as_ref().and_then(|sample| sample.span);
    match failure {
        Failure::NoParent { slot } => no_parent(model, population, *slot, span),
        Failure::NoValue { slot } => {
            let field = written_name(model, *slot).unwrap_or_default();
            let message = format!("{entity} cannot have sample rows: no sample value is known for the type of `{field}`");
            let help = match unexplained {
                true => format!("give the column {field} a default or let it be NULL, or {}", leave_out(model)),
                false => format!("fix its value, `seed {wanted} {{ {field} = … }}`, or make it optional with `?`"),
            };
            located(Diagnostic::error("seed-no-value", message).help(help), span, "this type has no sample values")
        }
        Failure::Check { name, tried } => {
            if let Some(names) = contradiction(generation, name) {
                return contradicts(model, &names, span);
            }
            let columns = columns_of_check(model, name);
            let on = if columns.is_empty() { String::new() } else { format!(" on ({})", columns.join(", ")) };
            let message = format!("no sample row for {entity} fulfils the check `{name}`{on}: {tried} were tried");
            let help = match unexplained {
                true => {
                    let written = model.table.checks.get(name).map(|check| check.expression.written.trim());
                    let says = written.map(|written| format!("it says {written}; ")).unwrap_or_default();
                    format!("{says}write its rows yourself, and {}", leave_out(model))
                }
                false => "give the fields of the check a narrower type or a default, or write the rows yourself with `rows (…) { … }`"
                    .to_string(),
            };
            located(
                Diagnostic::error("seed-check-unfulfilled", message).help(help),
                span,
                &format!("row {} of {wanted} finds no values", made + 1),
            )
        }
        Failure::Guard { trigger, tried } => {
            let message = format!("no sample row for {entity} was found that its trigger `{trigger}` takes: {tried} were tried");
            let help = match unexplained {
                true => format!("ask for fewer rows, `--table {}={made}`, or for more of those that they refer to", model.table.name),
                false => "ask for fewer rows, or for more of those that they refer to".to_string(),
            };
            located(
                Diagnostic::error("seed-check-unfulfilled", message).help(help),
                span,
                &format!("row {} of {wanted} finds no values", made + 1),
            )
        }
        Failure::Distinct { key } => found_no_more(model, &Most { rows: made, keys: vec![*key], ..Most::default() }, wanted),
    }
}

/// Whether nothing at all could fulfil the check that a row has failed by.
pub fn is_contradiction(generation: &Generation, failure: &Failure) -> bool {
    matches!(failure, Failure::Check { name, .. } if contradiction(generation, name).is_some())
}

/// What cannot hold at once, each at its place.
fn contradicts(model: &Model, names: &[String], asked: Option<Span>) -> Diagnostic {
    let entity = name_of(model);
    let listed: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let what = match listed.as_slice() {
        [one] => format!("nothing fulfils the check {one}"),
        [first @ .., last] => format!("the checks {} and {last} contradict each other", first.join(", ")),
        [] => String::new(),
    };
    let message = format!("{entity} can have no row: {what}");
    let help = match model.population.unexplained {
        true => {
            let says = |name: &String| Some(format!("`{name}` says {}", model.table.checks.get(name)?.expression.written.trim()));
            let said: Vec<String> = names.iter().filter_map(says).collect();
            format!("{}; change one of them, or {}", said.join(", "), leave_out(model))
        }
        false => "change one of them".to_string(),
    };
    let mut found = Diagnostic::error("seed-contradiction", message).help(help);
    let mut places = names.iter().filter_map(|name| model.population.places.get(name).copied());
    match places.next() {
        Some(first) => {
            found = found.at(first, "no value fulfils this and all else");
            for place in places {
                found = found.related(place, "and this");
            }
            match asked {
                Some(asked) => found.related(asked, "rows are asked for here"),
                None => found,
            }
        }
        None => located(found, asked, "rows are asked for here"),
    }
}

fn columns_of_check(model: &Model, name: &str) -> Vec<String> {
    let read = model.conditions.iter().find(|condition| condition.name == name).map(|condition| condition.slots.as_slice());
    read.unwrap_or_default().iter().filter_map(|slot| written_name(model, *slot)).collect()
}

fn leave_out(model: &Model) -> String {
    format!("leave the table out with `--table {}=0`", model.table.name)
}

/// The columns that allow no more rows, and how that is said.
fn bound(model: &Model, most: &Most) -> (String, String) {
    let Some(slot) = most.counter else { return distinct(model, &most.keys) };
    let names: Vec<String> = model.slots[slot].columns().iter().filter_map(|index| model.column_name(*index)).collect();
    (format!("({})", names.join(", ")), "counts them, and ends with its type,".to_string())
}

/// The columns that must be distinct, and how that is said.
fn distinct(model: &Model, keys: &[usize]) -> (String, String) {
    let columns = |key: &usize| {
        let key = model.unique_keys.get(*key)?;
        let unexplained = model.population.unexplained;
        let column = |slot: &usize| {
            let names = model.slots[*slot].columns().iter().filter_map(|index| model.column_name(*index)).collect::<Vec<_>>();
            if unexplained { Some(names.join(", ")) } else { written_name(model, *slot) }
        };
        let columns: Vec<String> = key.slots.iter().filter_map(column).filter(|name| !name.is_empty()).collect();
        let plain = key.predicate.is_none() && key.parts.iter().all(|part| matches!(part, KeyPart::Column(_)));
        Some(match (columns.is_empty(), unexplained && !plain) {
            (true, _) => "(all fields)".to_string(),
            (false, false) => format!("({})", columns.join(", ")),
            (false, true) => format!("({}) of {}", columns.join(", "), key.name),
        })
    };
    let mut what: Vec<String> = keys.iter().filter_map(columns).collect();
    what.dedup();
    let named = keys.iter().all(|key| model.unique_keys.get(*key).is_some_and(|key| !key.name.is_empty()));
    let what = if what.is_empty() { "(all fields)".to_string() } else { what.join(" and ") };
    let why = if named { "must be distinct" } else { "must be distinct, since no key tells rows apart," };
    (what, why.to_string())
}

fn is_on_command_line(model: &Model) -> bool {
    model.population.sample.as_ref().is_some_and(|sample| sample.on_command_line)
}

/// More rows are asked for than can be.
pub fn at_most(model: &Model, most: &Most, wanted: u64) -> Diagnostic {
    let (what, why) = bound(model, most);
    let rows = most.rows;
    let span = model.population.sample.as_ref().and_then(|sample| sample.span);
    if model.population.unexplained {
        let message = format!("{} can have at most {rows} rows: {what} {why} and {wanted} are asked for", name_of(model));
        let help = format!("ask for fewer: `--table {}={rows}`", model.table.name);
        return Diagnostic::error("seed-too-many", message.replace("distinct and", "distinct, and")).help(help);
    }
    let why = if most.counter.is_some() { &why } else { "must be distinct," };
    let message = format!("{} can have at most {rows} sample rows: {what} {why} and {wanted} are asked for", name_of(model));
    let help = match rows {
        _ if is_on_command_line(model) => format!("ask for fewer: `--table {}={rows}`", model.table.name),
        0 => "leave the `seed` line out".to_string(),
        _ => format!("write `seed {rows}`, or let {what} hold more values"),
    };
    located(Diagnostic::error("seed-too-many", message).help(help), span, &format!("at most {rows}"))
}

/// The looking has ended before the rows were as many as are asked for; more may be possible.
fn found_no_more(model: &Model, found: &Most, wanted: u64) -> Diagnostic {
    let (what, why) = distinct(model, &found.keys);
    let rows = found.rows;
    let message =
        format!("only {rows} rows of {} were found, and {wanted} are asked for: {what} {}", name_of(model), why.trim_end_matches(','));
    let help = match (model.population.unexplained || is_on_command_line(model), rows) {
        (true, _) => format!("ask for fewer: `--table {}={rows}`", model.table.name),
        (false, 0) => "leave the `seed` line out".to_string(),
        (false, _) => format!("write `seed {rows}`, or let {what} hold more values"),
    };
    let span = model.population.sample.as_ref().and_then(|sample| sample.span);
    located(Diagnostic::error("seed-too-many", message).help(help), span, &format!("{rows} were found"))
}

/// The same where nobody asked for that many.
pub fn found_no_more_note(model: &Model, key: usize, rows: u64) -> String {
    let (what, why) = distinct(model, &[key]);
    let rows = counted(rows as usize, "row");
    format!("{} gets {rows}, since no more were found: {what} {}", name_of(model), why.trim_end_matches(','))
}

/// Rows of which PostgreSQL took no form.
pub fn left_out_note(model: &Model, rows: &IndexMap<u64, String>) -> Option<String> {
    let (_, why) = rows.first()?;
    Some(format!(
        "{} gets {} less: PostgreSQL took no form of {}, {why}",
        name_of(model),
        counted(rows.len(), "row"),
        if rows.len() == 1 { "it" } else { "them" }
    ))
}

/// The same where a trigger was read to take no others.
pub fn found_no_more_by_trigger(model: &Model, trigger: &str, rows: u64) -> String {
    let rows = counted(rows as usize, "row");
    format!("{} gets {rows}, since no more were found that its trigger {trigger} takes", name_of(model))
}

pub fn found_no_more_by_check(model: &Model, check: &str, rows: u64) -> String {
    let rows = counted(rows as usize, "row");
    format!("{} gets {rows}, since no more were found that fulfil its check {check}", name_of(model))
}

/// The same where no row above agrees with the others.
pub fn no_more_parents(model: &Model, slot: usize, rows: u64) -> String {
    let rows = counted(rows as usize, "row");
    let Some(Slot::Reference(reference)) = model.slots.get(slot) else { return format!("{} gets {rows}", name_of(model)) };
    let (parents, columns) = (&reference.foreign_key.references, reference.foreign_key.columns.join(", "));
    format!(
        "{} gets {rows}, since no more were found: each needs one of {parents} for ({columns}) that agrees with its other references",
        name_of(model)
    )
}

/// As many rows as can be, where nobody asked for that many.
pub fn at_most_note(model: &Model, most: &Most) -> String {
    let (what, why) = bound(model, most);
    let rows = counted(most.rows as usize, "row");
    format!("{} gets {rows}, which is as many as can be: {what} {}", name_of(model), why.trim_end_matches(','))
}

/// A table whose rows need others that are not there; `None` where that is its own doing.
pub fn without_parents(generation: &Generation, slot: usize) -> Option<String> {
    let model = generation.model;
    let Slot::Reference(reference) = model.slots.get(slot)? else { return None };
    let parents = &reference.foreign_key.references;
    let has_rows = generation.rows.get(parents).is_some_and(|stock| stock.choices() > 0);
    let columns = reference.foreign_key.columns.join(", ");
    (!reference.to_itself && !has_rows && generation.number == 0)
        .then(|| format!("{} gets no rows: each needs one of {parents} for ({columns}), which has none", name_of(model)))
}

/// A reference that closes a cycle, and a row that finds no parent for it.
pub fn no_parent_to_close(population: &Population, model: &Model, slot: usize) -> Diagnostic {
    no_parent(model, population, slot, model.population.sample.as_ref().and_then(|sample| sample.span))
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
    let unexplained = model.population.unexplained;
    let entity = &name_of(model);
    let Some(Slot::Reference(reference)) = model.slots.get(slot) else {
        return located(Diagnostic::error("seed-no-parent", format!("{entity} finds no parent row")), span, "");
    };
    let name = reference.foreign_key.columns.join(", ");
    if reference.to_itself {
        let message = format!("{entity} cannot have sample rows: every row would need an earlier one ({name})");
        let help = match unexplained {
            true => leave_out(model),
            false => format!("make the reference optional: `-> {entity}?`"),
        };
        return located(Diagnostic::error("seed-no-parent", message).help(help), span, "the first row has no parent");
    }
    let parent = called(population, &reference.foreign_key.references);
    let mut message = format!("{entity} needs a row of {parent} for ({name}), and {parent} has none");
    if !reference.shared.is_empty() {
        message.push_str(" that agrees with its other references");
    }
    let help = match unexplained {
        true => format!("let {parent} have rows: `--table {parent}=5`"),
        false => format!("write `seed 5` or `rows (…) {{ … }}` in entity {parent}"),
    };
    located(Diagnostic::error("seed-no-parent", message).help(help), span, "these rows need parents")
}

/// New rows refer to rows that hold nothing by which they could be named.
pub fn nameless(population: &Population, model: &Model, parent: &QualifiedName) -> Diagnostic {
    let entity = &name_of(model);
    let unexplained = model.population.unexplained;
    let parent = called(population, parent);
    let message = format!(
        "rows of {entity} cannot say which {parent} they belong to: some rows of {parent} hold nothing of their own that tells them apart"
    );
    let help = match unexplained {
        true => format!("give {parent} a unique column, or {}", leave_out(model)),
        false => format!("give {parent} a field that tells its rows apart, such as `name varchar(1..80) unique`"),
    };
    let span =
        model.population.sample.as_ref().and_then(|sample| sample.span).or_else(|| model.population.initial.first().map(|rows| rows.span));
    located(Diagnostic::error("seed-nameless-parent", message).help(help), span, "these rows need parents that can be named")
}

pub fn cycle(population: &Population, tables: &[QualifiedName], span: Option<Span>) -> Diagnostic {
    let mut names: Vec<String> = tables.iter().map(|table| called(population, table)).collect();
    let first = names.first().cloned().unwrap_or_default();
    names.push(first.clone());
    let message = format!("rows of {first} can never be inserted: {} all need each other", names.join(" -> "));
    let unexplained = tables.iter().any(|table| population.tables.get(table).is_some_and(|rows| rows.unexplained));
    let help = match unexplained {
        true => {
            format!("make one of these foreign keys DEFERRABLE or its columns optional, or leave the tables out with `--table {first}=0`")
        }
        false => format!("make one of these references optional, e.g. `-> {}?` in {first}", names.get(1).map_or("", String::as_str)),
    };
    located(Diagnostic::error("seed-cycle", message).help(help), span, "needs a row that needs this one")
}

/// As messages name it.
fn called(population: &Population, table: &QualifiedName) -> String {
    match population.tables.get(table) {
        Some(rows) if rows.unexplained => table.to_string(),
        _ => entity_of(population, table),
    }
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
