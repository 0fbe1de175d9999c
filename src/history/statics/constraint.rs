//! Constraints as CREATE TABLE and ALTER TABLE write them.
//!
//! Comes in: a constraint's clause. Goes out: the constraint in its table, under the name that it has or gets. Never happens: a
//! constraint that PostgreSQL would refuse for the shape of the tables (rows are not known here).

use super::cursor::Cursor;
use super::expressions;
use super::names;
use super::state::{State, constraint_names, quoted};
use super::token::tokens;
use super::{Step, not_modelled};
use crate::catalog::{
    CheckConstraint, Deferrable, ExclusionConstraint, ForeignKey, PrimaryKey, QualifiedName, ReferentialAction, Table, UniqueConstraint,
};

#[derive(Debug, Clone)]
pub(super) struct Constraint {
    pub name: Option<String>,
    pub kind: Kind,
    pub deferrable: Deferrable,
    pub not_valid: bool,
    pub no_inherit: bool,
}

#[derive(Debug, Clone)]
pub(super) enum Kind {
    Key {
        primary: bool,
        columns: Vec<String>,
        include: Vec<String>,
        nulls_not_distinct: bool,
    },
    /// `ADD CONSTRAINT … PRIMARY KEY USING INDEX …`
    KeyOfIndex {
        primary: bool,
        index: String,
    },
    Check {
        expression: String,
    },
    Foreign(Foreign),
    Exclusion {
        method: String,
        elements: Vec<(String, String)>,
    },
}

#[derive(Debug, Clone)]
pub(super) struct Foreign {
    pub columns: Vec<String>,
    pub references: Vec<String>,
    pub referenced_columns: Vec<String>,
    pub on_delete: ReferentialAction,
    pub on_delete_columns: Vec<String>,
    pub on_update: ReferentialAction,
    pub match_full: bool,
}

impl Constraint {
    pub fn new(name: Option<String>, kind: Kind) -> Constraint {
        Constraint { name, kind, deferrable: Deferrable::No, not_valid: false, no_inherit: false }
    }

    /// Whether this is an index of its own for PostgreSQL.
    pub fn is_key(&self) -> bool {
        matches!(self.kind, Kind::Key { .. } | Kind::KeyOfIndex { .. } | Kind::Exclusion { .. })
    }
}

/// A constraint of the table, when one begins here.
pub(super) fn read_of_table(cursor: &mut Cursor) -> Step<Option<Constraint>> {
    let name = if cursor.take("constraint") { Some(cursor.name()?) } else { None };
    let kind = if cursor.take("check") {
        Kind::Check { expression: cursor.bracketed()? }
    } else if cursor.take("primary key") {
        key(cursor, true)?
    } else if cursor.take("unique") {
        key(cursor, false)?
    } else if cursor.take("foreign key") {
        let columns = cursor.name_list()?;
        cursor.expect("references")?;
        Kind::Foreign(foreign(cursor, columns)?)
    } else if cursor.take("exclude") {
        exclusion(cursor)?
    } else if name.is_some() {
        return cursor.unexpected("a constraint");
    } else {
        return Ok(None);
    };
    let mut constraint = Constraint::new(name, kind);
    attributes(cursor, &mut constraint)?;
    Ok(Some(constraint))
}

fn key(cursor: &mut Cursor, primary: bool) -> Step<Kind> {
    if cursor.take("using index") {
        return Ok(Kind::KeyOfIndex { primary, index: cursor.name()? });
    }
    let nulls_not_distinct = nulls(cursor);
    let columns = cursor.name_list()?;
    let include = index_parameters(cursor)?;
    Ok(Kind::Key { primary, columns, include, nulls_not_distinct })
}

/// `NULLS NOT DISTINCT`
pub(super) fn nulls(cursor: &mut Cursor) -> bool {
    let not_distinct = cursor.take("nulls not distinct");
    if !not_distinct {
        cursor.take("nulls distinct");
    }
    not_distinct
}

/// `INCLUDE (…)`; options of the index have no place in the catalog's constraints.
pub(super) fn index_parameters(cursor: &mut Cursor) -> Step<Vec<String>> {
    let include = if cursor.take("include") { cursor.name_list()? } else { Vec::new() };
    if cursor.sees("with") || cursor.sees("using index tablespace") {
        return not_modelled("options of a key's index");
    }
    Ok(include)
}

/// After REFERENCES.
pub(super) fn foreign(cursor: &mut Cursor, columns: Vec<String>) -> Step<Foreign> {
    let references = cursor.path()?;
    let referenced_columns = if cursor.sees_sign("(") { cursor.name_list()? } else { Vec::new() };
    let mut foreign = Foreign {
        columns,
        references,
        referenced_columns,
        on_delete: ReferentialAction::NoAction,
        on_delete_columns: Vec::new(),
        on_update: ReferentialAction::NoAction,
        match_full: false,
    };
    loop {
        if cursor.take("match full") {
            foreign.match_full = true;
        } else if cursor.take("match simple") {
        } else if cursor.take("on delete") {
            foreign.on_delete = action(cursor)?;
            if matches!(foreign.on_delete, ReferentialAction::SetNull | ReferentialAction::SetDefault) && cursor.sees_sign("(") {
                foreign.on_delete_columns = cursor.name_list()?;
            }
        } else if cursor.take("on update") {
            foreign.on_update = action(cursor)?;
        } else {
            return Ok(foreign);
        }
    }
}

fn action(cursor: &mut Cursor) -> Step<ReferentialAction> {
    for (words, action) in [
        ("no action", ReferentialAction::NoAction),
        ("restrict", ReferentialAction::Restrict),
        ("cascade", ReferentialAction::Cascade),
        ("set null", ReferentialAction::SetNull),
        ("set default", ReferentialAction::SetDefault),
    ] {
        if cursor.take(words) {
            return Ok(action);
        }
    }
    cursor.unexpected("an action")
}

/// `USING gist (a WITH =, b WITH &&)` over plain columns.
fn exclusion(cursor: &mut Cursor) -> Step<Kind> {
    let method = if cursor.take("using") { cursor.name()? } else { "btree".to_string() };
    cursor.expect_sign("(")?;
    let mut elements = Vec::new();
    loop {
        let column = cursor.name()?;
        cursor.expect("with")?;
        let operator = cursor.peek().filter(|token| token.kind == super::token::Kind::Sign).map(|token| token.value.clone());
        let Some(operator) = operator else { return cursor.unexpected("an operator") };
        cursor.at += 1;
        elements.push((column, operator));
        if !cursor.take_sign(",") {
            break;
        }
    }
    cursor.expect_sign(")")?;
    if cursor.sees("include") || cursor.sees("with") || cursor.sees("using") || cursor.sees("where") {
        return not_modelled("options of an exclusion constraint");
    }
    Ok(Kind::Exclusion { method, elements })
}

/// What follows a constraint.
pub(super) fn attributes(cursor: &mut Cursor, constraint: &mut Constraint) -> Step<()> {
    let mut deferrable = None;
    loop {
        if cursor.take("not deferrable") {
            deferrable = Some(Deferrable::No);
        } else if cursor.take("deferrable") {
            deferrable = Some(deferrable.unwrap_or(Deferrable::InitiallyImmediate));
        } else if cursor.take("initially deferred") {
            deferrable = Some(Deferrable::InitiallyDeferred);
        } else if cursor.take("initially immediate") {
            deferrable = Some(deferrable.unwrap_or(Deferrable::No));
        } else if cursor.take("not valid") {
            constraint.not_valid = true;
        } else if cursor.take("no inherit") {
            constraint.no_inherit = true;
        } else {
            break;
        }
    }
    let is_check = matches!(constraint.kind, Kind::Check { .. });
    if deferrable.is_some_and(|deferrable| deferrable != Deferrable::No) && is_check
        || constraint.no_inherit && !is_check
        || constraint.not_valid && !(is_check || matches!(constraint.kind, Kind::Foreign(_)))
    {
        return not_modelled("an attribute that this constraint does not take");
    }
    constraint.deferrable = deferrable.unwrap_or_default();
    Ok(())
}

/// Keys before the rest and no key twice, as PostgreSQL makes them. Source: transformIndexConstraints() in src/backend/parser/parse_utilcmd.c.
pub(super) fn keys_in_order(keys: Vec<Constraint>) -> Vec<Constraint> {
    let (primary, others): (Vec<_>, Vec<_>) =
        keys.into_iter().partition(|key| matches!(key.kind, Kind::Key { primary: true, .. } | Kind::KeyOfIndex { primary: true, .. }));
    let mut kept: Vec<Constraint> = Vec::new();
    for key in primary.into_iter().chain(others) {
        let same = kept.iter_mut().find(|other| match (&other.kind, &key.kind) {
            (
                Kind::Key { columns, include, nulls_not_distinct, .. },
                Kind::Key { columns: c, include: i, nulls_not_distinct: n, primary: false },
            ) => (columns, include, nulls_not_distinct) == (c, i, n) && other.deferrable == key.deferrable,
            _ => false,
        });
        match same {
            Some(other) => other.name = other.name.take().or(key.name),
            None => kept.push(key),
        }
    }
    kept
}

fn columns_exist(table: &Table, columns: &[String]) -> Step<()> {
    match columns.iter().find(|column| !table.columns.contains_key(*column)) {
        Some(column) => not_modelled(format!("no column {column} in {}", table.name)),
        None => Ok(()),
    }
}

/// Puts the constraint into the table. In a table of its own `NOT VALID` says nothing: there are no rows.
pub(super) fn add(state: &State, table: &mut Table, constraint: Constraint, new_table: bool) -> Step<String> {
    if let Some(name) = &constraint.name
        && (constraint_names(table).any(|other| other == name)
            || constraint.is_key()
                && state.relation(&QualifiedName::new(table.name.schema.clone(), name.clone())).is_some()
                && !matches!(constraint.kind, Kind::KeyOfIndex { .. })
            || constraint.is_key() && *name == table.name.name)
    {
        return not_modelled(format!("the name {name}, which stands already"));
    }
    let validated = !constraint.not_valid || new_table;
    let deferrable = constraint.deferrable;
    match constraint.kind {
        Kind::Check { expression } => {
            let read = expressions::on_table(state, table, &expression)?;
            let name = match constraint.name {
                Some(name) => name,
                None => {
                    let tokens = tokens(&expression)?;
                    let mut columns: Vec<&str> =
                        expressions::names(&tokens, &table.name.name).into_iter().map(|token| token.value.as_str()).collect();
                    columns.sort_unstable();
                    columns.dedup();
                    let addition = if let [column] = columns.as_slice() { column } else { "" };
                    names::for_constraint(state, table, addition, "check")
                }
            };
            let check =
                CheckConstraint { name: name.clone(), expression: read, validated, no_inherit: constraint.no_inherit, comment: None };
            table.checks.insert(name.clone(), check);
            Ok(name)
        }
        Kind::Key { primary, columns, include, nulls_not_distinct } => {
            columns_exist(table, &columns)?;
            columns_exist(table, &include)?;
            let all: Vec<String> = columns.iter().chain(&include).cloned().collect();
            let label = if primary { "pkey" } else { "key" };
            let name = constraint.name.unwrap_or_else(|| names::for_index(state, table, &names::index_columns(all), label));
            add_key(table, primary, UniqueConstraint { name, columns, include, nulls_not_distinct, deferrable, comment: None })
        }
        Kind::KeyOfIndex { primary, index } => of_index(table, constraint.name, primary, &index, deferrable),
        Kind::Exclusion { method, elements } => {
            let columns: Vec<String> = elements.iter().map(|(column, _)| column.clone()).collect();
            columns_exist(table, &columns)?;
            let name = constraint.name.unwrap_or_else(|| names::for_index(state, table, &names::index_columns(columns), "excl"));
            let parts: Vec<String> = elements.iter().map(|(column, operator)| format!("{} WITH {operator}", quoted(column))).collect();
            let mut definition = format!("EXCLUDE USING {method} ({})", parts.join(", "));
            if deferrable != Deferrable::No {
                definition.push_str(" DEFERRABLE");
            }
            if deferrable == Deferrable::InitiallyDeferred {
                definition.push_str(" INITIALLY DEFERRED");
            }
            table.exclusions.insert(name.clone(), ExclusionConstraint { name: name.clone(), definition, comment: None });
            Ok(name)
        }
        Kind::Foreign(foreign) => {
            let name = constraint.name.unwrap_or_else(|| names::for_constraint(state, table, &names::addition(&foreign.columns), "fkey"));
            let foreign_key = foreign_key(state, table, foreign, name.clone(), deferrable, validated)?;
            table.foreign_keys.insert(name.clone(), foreign_key);
            Ok(name)
        }
    }
}

fn of_index(table: &mut Table, name: Option<String>, primary: bool, index: &str, deferrable: Deferrable) -> Step<String> {
    let Some(found) = table.indexes.swap_remove(index) else { return not_modelled(format!("no index {index}")) };
    let plain = |key: &crate::catalog::IndexKey| match &key.value {
        crate::catalog::IndexKeyValue::Column(column) => (*key == crate::catalog::IndexKey::column(column.clone())).then(|| column.clone()),
        crate::catalog::IndexKeyValue::Expression(_) => None,
    };
    let columns: Option<Vec<String>> = found.keys.iter().map(plain).collect();
    let (Some(columns), true, true) =
        (columns, found.unique && found.valid, found.predicate.is_none() && found.storage_parameters.is_empty())
    else {
        return not_modelled("a key of an index of another form");
    };
    // Its comment stays the index's, which has no place any more.
    let name = name.unwrap_or_else(|| index.to_string());
    let (include, nulls_not_distinct) = (found.include, found.nulls_not_distinct);
    add_key(table, primary, UniqueConstraint { name, columns, include, nulls_not_distinct, deferrable, comment: None })
}

/// A unique constraint, or with the same parts the primary key, whose columns are required. Gives its name.
fn add_key(table: &mut Table, primary: bool, key: UniqueConstraint) -> Step<String> {
    let name = key.name.clone();
    if !primary {
        table.uniques.insert(name.clone(), key);
        return Ok(name);
    }
    if table.primary_key.is_some() {
        return not_modelled("a second primary key");
    }
    for column in &key.columns {
        if let Some(column) = table.columns.get_mut(column) {
            column.not_null = true;
        }
    }
    let UniqueConstraint { columns, include, deferrable, .. } = key;
    table.primary_key = Some(PrimaryKey { name: name.clone(), columns, include, deferrable, comment: None });
    Ok(name)
}

fn foreign_key(state: &State, table: &Table, foreign: Foreign, name: String, deferrable: Deferrable, validated: bool) -> Step<ForeignKey> {
    columns_exist(table, &foreign.columns)?;
    let own = match foreign.references.as_slice() {
        [name] => *name == table.name.name && state.path().next() == Some(table.name.schema.as_str()),
        [.., schema, name] => *name == table.name.name && *schema == table.name.schema,
        [] => false,
    };
    let references = if own { table.name.clone() } else { state.find_table(&foreign.references)? };
    let target = if own { table } else { state.table(&references)? };
    let referenced_columns = match (foreign.referenced_columns.is_empty(), &target.primary_key) {
        (false, _) => foreign.referenced_columns,
        (true, Some(key)) => key.columns.clone(),
        (true, None) => return not_modelled(format!("{references} has no primary key")),
    };
    columns_exist(target, &referenced_columns)?;
    let mut wanted = referenced_columns.clone();
    wanted.sort();
    let is_key = |columns: &[String]| {
        let mut columns = columns.to_vec();
        columns.sort();
        columns == wanted
    };
    let unique_index = |index: &crate::catalog::Index| {
        let columns: Option<Vec<String>> = index
            .keys
            .iter()
            .map(|key| match &key.value {
                crate::catalog::IndexKeyValue::Column(column) => Some(column.clone()),
                crate::catalog::IndexKeyValue::Expression(_) => None,
            })
            .collect();
        index.unique && index.predicate.is_none() && columns.is_some_and(|columns| is_key(&columns))
    };
    let known = target.primary_key.as_ref().is_some_and(|key| is_key(&key.columns))
        || target.uniques.values().any(|unique| is_key(&unique.columns))
        || target.indexes.values().any(unique_index);
    if !known || referenced_columns.len() != foreign.columns.len() {
        return not_modelled(format!("no key of {references} over the columns that are referenced"));
    }
    Ok(ForeignKey {
        name,
        columns: foreign.columns,
        references,
        referenced_columns,
        on_delete: foreign.on_delete,
        on_delete_columns: foreign.on_delete_columns,
        on_update: foreign.on_update,
        match_full: foreign.match_full,
        deferrable,
        validated,
        comment: None,
    })
}
