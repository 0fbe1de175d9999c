//! Settings that govern what is new, held against what stands: one that would make it anew is an error.
//!
//! Comes in: the domain with its design, the catalog that stands. Goes out: an error for each such setting. Never happens: an error
//! about a column that was not made under the other value (what somebody else wrote is a change like any other).

use crate::catalog::{Catalog, Column, ObjectPath, QualifiedName, Table};
use crate::design::{Design, design};
use crate::diagnostic::Diagnostic;
use crate::domain::{Domain, Entity, EnumStyle, KeyKind, KeyStyle, StringStyle};
use crate::source::{Origin, Span};

/// What is wrong with the settings.
pub(super) fn switched(domain: &Domain, asked: &Design, current: &Catalog) -> Vec<Diagnostic> {
    let differs = differs(asked, current);
    let settings = domain.settings;
    let mut found = Vec::new();
    for keys in [KeyStyle::BigSerial, KeyStyle::Identity, KeyStyle::Uuid, KeyStyle::UuidV7] {
        if keys != settings.keys {
            let case = Case { name: "keys", asked: settings.keys.word(), stands: keys.word(), written: settings.keys_written };
            found.extend(case.told(asked, numbered(domain, asked, current, keys)));
        }
    }
    for strings in [StringStyle::Varchar, StringStyle::Text] {
        if strings != settings.strings && differs {
            let mut other = domain.clone();
            other.settings.strings = strings;
            let case = Case { name: "strings", asked: settings.strings.word(), stands: strings.word(), written: settings.strings_written };
            found.extend(case.told(asked, typed(&asked.catalog, &design(&other).0.catalog, current)));
        }
    }
    for enums in [EnumStyle::Native, EnumStyle::Check, EnumStyle::Table] {
        if enums != settings.enums && differs && !domain.enums.is_empty() {
            let mut other = domain.clone();
            other.settings.enums = enums;
            let case = Case { name: "enums", asked: settings.enums.word(), stands: enums.word(), written: settings.enums_written };
            found.extend(case.told(asked, typed(&asked.catalog, &design(&other).0.catalog, current)));
        }
    }
    found
}

/// A column that was made under another value of a setting.
type Made = (QualifiedName, String);

/// A setting, what is asked for, and what stands.
struct Case {
    name: &'static str,
    asked: &'static str,
    stands: &'static str,
    written: Option<Span>,
}

impl Case {
    fn told(&self, asked: &Design, made: Vec<Made>) -> Option<Diagnostic> {
        let Case { name, asked: wanted, stands, written } = self;
        let (table, column) = made.first()?;
        let columns = match made.len() - 1 {
            0 => "stands as `".to_string(),
            1 => "and 1 more column stand as `".to_string(),
            more => format!("and {more} more columns stand as `"),
        };
        let message = format!("`{name} {wanted}` governs what is new: {table}.{column} {columns}{name} {stands}` makes it");
        let diagnostic = Diagnostic::error("setting-of-what-stands", message);
        let place = || {
            let column = asked.origins.get(&ObjectPath::Column(table.clone(), column.clone()));
            column.or_else(|| asked.origins.get(&ObjectPath::Table(table.clone()))).and_then(Origin::span)
        };
        let diagnostic = match (written, place()) {
            (Some(span), _) => diagnostic.at(*span, "would make anew what stands"),
            (None, Some(span)) => diagnostic.at(span, format!("would be made anew: nothing says `{name} {stands}`")),
            (None, None) => diagnostic,
        };
        let other = if *name == "keys" { format!("; `key {wanted}` in an entity that is new gives it such a key") } else { String::new() };
        Some(diagnostic.help(format!(
            "write `{name} {stands}` in the settings{other}. To have what stands otherwise, change it by a migration of your own first"
        )))
    }
}

/// Whether a table that stands has columns of other types than are asked for, or other references. Saves a second design in most runs.
fn differs(asked: &Design, current: &Catalog) -> bool {
    let tables = asked.catalog.tables.values();
    let mut both = tables.filter_map(|table| Some((table, current.tables.get(&table.name)?)));
    both.any(|(asked, stands)| {
        let other = |column: &Column| stands.columns.get(&column.name).is_some_and(|standing| standing.data_type != column.data_type);
        asked.foreign_keys.len() != stands.foreign_keys.len() || asked.columns.values().any(other)
    })
}

/// Keys that nobody has chosen for their entity, and that stand in another style.
fn numbered(domain: &Domain, asked: &Design, current: &Catalog, style: KeyStyle) -> Vec<Made> {
    let is_generated = |key: &crate::domain::Key| !key.written && matches!(key.kind, KeyKind::Generated(_));
    let stands_otherwise = |entity: &Entity| {
        let name = QualifiedName::new(&entity.schema, &entity.table);
        let id = |catalog: &Catalog| Some(catalog.tables.get(&name)?.columns.get("id")?.clone());
        let both = id(&asked.catalog).zip(id(current));
        both.is_some_and(|(wanted, stands)| wanted.data_type != stands.data_type || kind(&wanted) != kind(&stands))
    };
    let own = domain.entities.iter().enumerate().filter(|(_, entity)| !entity.external && is_generated(&entity.key));
    let places: Vec<usize> = own.filter(|(_, entity)| stands_otherwise(entity)).map(|(place, _)| place).collect();
    if places.is_empty() {
        return Vec::new();
    }
    let mut other = domain.clone();
    let mut of_other: Vec<Made> = Vec::new();
    for place in places {
        let entity = &mut other.entities[place];
        entity.key.kind = KeyKind::Generated(style);
        of_other.push((QualifiedName::new(&entity.schema, &entity.table), "id".to_string()));
    }
    let other = design(&other).0.catalog;
    let is_it = |(table, column): &Made| {
        let of = |catalog: &Catalog| Some(catalog.tables.get(table)?.columns.get(column)?.clone());
        let (made, stands) = (of(&other), of(current));
        made.zip(stands).is_some_and(|(made, stands)| made.data_type == stands.data_type && kind(&made) == kind(&stands))
    };
    of_other.into_iter().filter(is_it).collect()
}

/// How a column gets its numbers; the names of sequences do not matter.
fn kind(column: &Column) -> Option<String> {
    use crate::catalog::ColumnValue;
    match &column.value {
        ColumnValue::None => None,
        ColumnValue::Serial { .. } => Some("serial".to_string()),
        ColumnValue::Identity(_) => Some("identity".to_string()),
        ColumnValue::Default(expression) | ColumnValue::Generated(expression) => Some(expression.written.clone()),
    }
}

/// Columns that stand as the other design makes them and not as the one that is asked for.
fn typed(asked: &Catalog, other: &Catalog, current: &Catalog) -> Vec<Made> {
    let mut made = Vec::new();
    for (name, table) in &asked.tables {
        let (Some(stands), Some(alternative)) = (current.tables.get(name), other.tables.get(name)) else { continue };
        for column in table.columns.keys() {
            let types = [table, alternative, stands].map(|table| table.columns.get(column).map(|column| &column.data_type));
            let keys = [table, alternative, stands].map(|table| keys_of(table, column));
            let [wanted, made_type, standing] = types;
            let is_made = standing.is_some() && standing == made_type && keys[2] == keys[1] && (standing != wanted || keys[2] != keys[0]);
            // A text or a varchar may as well be somebody's own: the check beside it tells.
            let own_type = standing.is_some_and(|standing| standing.schema.is_some() || !standing.modifiers.is_empty());
            let is_ours = || keys[2] != keys[0] || (own_type && !has_check_only_in(alternative, table, column));
            if is_made && (is_ours() || checked_alike(alternative, table, stands, column)) {
                made.push((name.clone(), column.clone()));
            }
        }
    }
    made
}

/// What a column alone refers to.
fn keys_of(table: &Table, column: &str) -> Option<QualifiedName> {
    let mut keys = table.foreign_keys.values();
    keys.find(|key| key.columns == [column]).map(|key| key.references.clone())
}

/// Checks of a column that only the other design has, as it has them.
fn checks_only_in<'t>(
    alternative: &'t Table,
    asked: &'t Table,
    column: &'t str,
) -> impl Iterator<Item = (&'t String, &'t crate::catalog::CheckConstraint)> {
    let checks = alternative.checks.iter();
    checks.filter(move |(name, check)| asked.checks.get(*name) != Some(*check) && check.expression.written.contains(column))
}

fn has_check_only_in(alternative: &Table, asked: &Table, column: &str) -> bool {
    checks_only_in(alternative, asked, column).next().is_some()
}

fn checked_alike(alternative: &Table, asked: &Table, stands: &Table, column: &str) -> bool {
    checks_only_in(alternative, asked, column)
        .any(|(name, check)| stands.checks.get(name).is_some_and(|standing| standing.expression == check.expression))
}
