//! What tables, enums, columns and views are called in the requirements.
//!
//! Comes in: the names of the catalog. Goes out: names by the rules of the language, from which the same names follow where that is possible.
//! Never happens: two entities or enums of one name.

use crate::ordered::{IndexMap, IndexSet};
use heck::{ToSnakeCase, ToUpperCamelCase};

use crate::catalog::{Catalog, QualifiedName};
use crate::domain::{TableStyle, naming, semantic};
use crate::syntax::words::needs_back_quotes;

/// A name as it is written, in back-quotes where it must be.
pub(super) fn written(name: &str) -> String {
    if needs_back_quotes(name) { format!("`{name}`") } else { name.to_string() }
}

#[derive(Debug, Default)]
pub(super) struct Names {
    pub entities: IndexMap<QualifiedName, String>,
    pub enums: IndexMap<QualifiedName, String>,
}

impl Names {
    pub fn of(catalog: &Catalog, style: TableStyle) -> Names {
        let mut taken = IndexSet::default();
        let mut names = Names::default();
        for name in catalog.tables.keys() {
            let chosen = entity(style, name);
            names.entities.insert(name.clone(), free(chosen, name, &mut taken));
        }
        for name in catalog.enums.keys() {
            names.enums.insert(name.clone(), free(pascal(&name.name), name, &mut taken));
        }
        names
    }

    /// As it is referred to from a namespace.
    pub fn reference(&self, target: &QualifiedName, from: &str) -> Option<String> {
        let name = self.entities.get(target).or_else(|| self.enums.get(target))?;
        Some(within(&target.schema, from, &written(name)))
    }
}

/// With its namespace before it, unless it stands in the same one or outside of all.
fn within(schema: &str, from: &str, name: &str) -> String {
    if schema == from || schema == "public" { name.to_string() } else { format!("{}.{name}", written(schema)) }
}

/// A name from which the table's follows, if there is one: the singular rather than the name itself.
fn entity(style: TableStyle, table: &QualifiedName) -> String {
    let plain = pascal(&table.name);
    let leads = !singular_leads(style, table) && naming::table_name_by(style, &plain) == table.name;
    if leads { plain } else { pascal(&naming::singular(&table.name)) }
}

/// Whether the table's name follows from its own singular.
pub(super) fn singular_leads(style: TableStyle, table: &QualifiedName) -> bool {
    naming::table_name_by(style, &pascal(&naming::singular(&table.name))) == table.name
}

/// `film_actor` → `FilmActor`; letters and digits only.
pub(super) fn pascal(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    let result = plain.to_upper_camel_case();
    match result.chars().next() {
        Some(first) if first.is_alphabetic() => result,
        _ => format!("X{result}"),
    }
}

fn free(wanted: String, name: &QualifiedName, taken: &mut IndexSet<String>) -> String {
    let own = |candidate: &String, taken: &IndexSet<String>| !taken.contains(candidate) && semantic::find(candidate).is_none();
    let longer = format!("{}{wanted}", pascal(&name.schema));
    let numbered = (2_usize..).map(|number| format!("{wanted}{number}"));
    let chosen = [wanted.clone(), longer].into_iter().chain(numbered).find(|candidate| own(candidate, taken)).unwrap_or(wanted);
    taken.insert(chosen.clone());
    chosen
}

/// The name of a view, if the relation's name can follow from one.
pub(super) fn view(relation: &str) -> Option<String> {
    let candidates = [pascal(relation), relation.to_string()];
    candidates.into_iter().find(|candidate| naming::snake_case(candidate) == relation)
}

/// Whether a namespace of this name is this schema.
pub(super) fn is_namespace(schema: &str) -> bool {
    naming::column_name(schema) == schema
}

/// The fields of a table: from column to name, each name once.
pub(super) fn fields<'a>(columns: impl Iterator<Item = &'a String> + Clone) -> IndexMap<String, String> {
    let mut taken: IndexSet<String> = columns.clone().cloned().collect();
    let mut names = IndexMap::default();
    for column in columns {
        if naming::column_name(column) == *column {
            names.insert(column.clone(), column.clone());
            continue;
        }
        let snake = column.to_snake_case();
        let wanted = if snake.is_empty() { "field".to_string() } else { snake };
        let numbered = (2_usize..).map(|number| format!("{wanted}_{number}"));
        let chosen = std::iter::once(wanted.clone()).chain(numbered).find(|candidate| !taken.contains(candidate)).unwrap_or(wanted);
        taken.insert(chosen.clone());
        names.insert(column.clone(), chosen);
    }
    names
}

/// A reference's name for a column from which it does not follow by itself: `artist_id` → `artist`, `userId` → `user`.
pub(super) fn stem(field: &str) -> Option<String> {
    field.strip_suffix("_id").filter(|stem| !stem.is_empty()).map(str::to_string)
}

/// The field's name as the column of a reference to `key` follows from it: `author_id` → `author`.
pub(super) fn of_reference(column: &str, key: &str) -> Option<String> {
    let name = column.strip_suffix(key)?.strip_suffix('_')?;
    let follows = naming::shorten(&format!("{}_{key}", naming::snake_case(name))) == column;
    (!name.is_empty() && follows).then(|| name.to_string())
}
