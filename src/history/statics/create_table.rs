//! CREATE TABLE.
//!
//! Comes in: the statement after CREATE. Goes out: the table, its sequences and constraints, made in PostgreSQL's own order, since names
//! given by default depend on it. Source: transformCreateStmt() in src/backend/parser/parse_utilcmd.c, DefineRelation() in tablecmds.c.

use super::column::{self, Written};
use super::constraint::{self, Constraint, Kind};
use super::cursor::Cursor;
use super::state::State;
use super::{Step, not_modelled, partition};
use crate::catalog::{ColumnValue, QualifiedName, Table};
use crate::ordered::IndexMap;

/// After CREATE … TABLE.
pub(super) fn create(cursor: &mut Cursor, state: &mut State, temporary: bool, unlogged: bool) -> Step<()> {
    let may_stand = cursor.take("if not exists");
    let path = cursor.path()?;
    if temporary || path.len() > 1 && path[0] == "pg_temp" {
        return temporary_table(cursor, state, &path);
    }
    if state.is_temporary(&path) {
        return not_modelled("a table under the name of a temporary one");
    }
    let name = state.new_name(&path)?;
    if state.relation(&name).is_some() {
        return if may_stand { Ok(()) } else { not_modelled(format!("{name} stands already")) };
    }
    if super::types::stands(state, &name) {
        return not_modelled(format!("a type {name} stands already"));
    }
    super::privilege::refuse_defaults(state, "TABLES")?;
    let mut table = Table::new(name.clone());
    table.options.unlogged = unlogged;
    if cursor.take("partition of") {
        return partition::create(cursor, state, table);
    }
    if cursor.sees("of") {
        return not_modelled("a table of a type");
    }
    let body = body(cursor, state, &name)?;
    let mut parents = Vec::new();
    if cursor.take("inherits") {
        cursor.expect_sign("(")?;
        loop {
            let path = cursor.path()?;
            parents.push(state.find_table(&path)?);
            if !cursor.take_sign(",") {
                break;
            }
        }
        cursor.expect_sign(")")?;
    }
    if cursor.take("partition by") {
        table.options.partition_key = Some(partition::key(cursor)?);
    }
    options(cursor, &mut table)?;
    if cursor.sees("as") {
        return not_modelled("a table of the result of a query");
    }
    cursor.end()?;
    finish(state, table, body, parents)
}

/// What stands between the brackets.
#[derive(Default)]
struct Body {
    columns: Vec<Part>,
    /// In the order in which they were written, those of columns too.
    constraints: Vec<Constraint>,
}

enum Part {
    Column(Box<Written>),
    Like(Box<Table>),
}

fn body(cursor: &mut Cursor, state: &State, name: &QualifiedName) -> Step<Body> {
    let mut body = Body::default();
    cursor.expect_sign("(")?;
    if cursor.take_sign(")") {
        return Ok(body);
    }
    loop {
        if cursor.take("like") {
            body.columns.push(Part::Like(Box::new(like(cursor, state)?)));
        } else if let Some(constraint) = constraint::read_of_table(cursor)? {
            body.constraints.push(constraint);
        } else {
            let mut written = column::read(cursor, state, name)?;
            body.constraints.append(&mut written.constraints);
            // Two columns whose sequences would have one name are told apart by PostgreSQL as they come.
            let sequence = written.sequence.as_ref().map(|sequence| &sequence.name);
            let clash = body.columns.iter().any(|part| {
                matches!(part, Part::Column(other) if sequence.is_some() && other.sequence.as_ref().map(|other| &other.name) == sequence)
            });
            if clash {
                return not_modelled("two sequences of one name");
            }
            body.columns.push(Part::Column(Box::new(written)));
        }
        if !cursor.take_sign(",") {
            break;
        }
    }
    cursor.expect_sign(")")?;
    Ok(body)
}

/// `LIKE other INCLUDING …`: columns, and what is asked for of the rest.
fn like(cursor: &mut Cursor, state: &State) -> Step<Table> {
    let path = cursor.path()?;
    let source = state.table(&state.find_table(&path)?)?.clone();
    let mut table = Table::new(source.name.clone());
    let (mut defaults, mut constraints, mut generated, mut identity, mut all) = (false, false, false, false, false);
    loop {
        let including = if cursor.take("including") {
            true
        } else if cursor.take("excluding") {
            false
        } else {
            break;
        };
        match cursor.name()?.as_str() {
            "defaults" => defaults = including,
            "constraints" => constraints = including,
            "generated" => generated = including,
            "identity" => identity = including,
            "all" => (defaults, constraints, generated, identity, all) = (including, including, including, including, including),
            _ if including => return not_modelled("this part of a LIKE"),
            _ => {}
        }
    }
    let has_more =
        source.primary_key.is_some() || !source.uniques.is_empty() || !source.indexes.is_empty() || !source.exclusions.is_empty();
    let commented = source.columns.values().any(|column| column.comment.is_some());
    if all && (has_more || commented) || identity && source.columns.values().any(|column| matches!(column.value, ColumnValue::Identity(_)))
    {
        return not_modelled("LIKE with indexes, comments or identities");
    }
    if state
        .catalog
        .definitions
        .values()
        .any(|definition| definition.kind.ends_with("of column") && definition.within.as_deref() == Some(&format!("table {}", source.name)))
    {
        return not_modelled("LIKE of columns with storage options");
    }
    for column in source.columns.values() {
        let mut column = column.clone();
        column.comment = None;
        column.value = match column.value {
            ColumnValue::Default(default) if defaults => ColumnValue::Default(default),
            ColumnValue::Serial { sequence } if defaults => ColumnValue::Default(crate::catalog::Expression::new(format!(
                "nextval('{}'::regclass)",
                sequence.sql().as_str().replace('\'', "''")
            ))),
            ColumnValue::Generated(expression) if generated => ColumnValue::Generated(expression),
            _ => ColumnValue::None,
        };
        table.columns.insert(column.name.clone(), column);
    }
    if constraints {
        for check in source.checks.values() {
            table.checks.insert(check.name.clone(), crate::catalog::CheckConstraint { comment: None, ..check.clone() });
        }
    }
    Ok(table)
}

/// What follows the brackets.
pub(super) fn options(cursor: &mut Cursor, table: &mut Table) -> Step<()> {
    loop {
        if cursor.take("using") {
            if cursor.name()? != "heap" {
                return not_modelled("another access method");
            }
        } else if cursor.take("with") {
            table.options.storage_parameters = storage_parameters(cursor)?;
        } else if cursor.take("without oids") {
        } else if cursor.take("tablespace") {
            if cursor.name()? != "pg_default" {
                return not_modelled("a tablespace");
            }
        } else {
            return Ok(());
        }
    }
}

/// `(fillfactor = 70, autovacuum_enabled = false)`
pub(super) fn storage_parameters(cursor: &mut Cursor) -> Step<IndexMap<String, String>> {
    let mut parameters = IndexMap::default();
    cursor.expect_sign("(")?;
    loop {
        let name = cursor.name()?;
        if cursor.sees_sign(".") {
            return not_modelled("parameters of another relation");
        }
        let value = match cursor.take_sign("=") {
            false => "true".to_string(),
            true => match cursor.peek() {
                Some(token) if token.is_name() => cursor.name()?,
                Some(token) if token.kind == super::token::Kind::Text => cursor.string()?,
                _ => cursor.number()?,
            },
        };
        parameters.insert(name, value);
        if !cursor.take_sign(",") {
            break;
        }
    }
    cursor.expect_sign(")")?;
    parameters.sort_keys();
    Ok(parameters)
}

fn finish(state: &mut State, mut table: Table, body: Body, parents: Vec<QualifiedName>) -> Step<()> {
    let mut sequences = Vec::new();
    inherit(state, &mut table, &parents)?;
    let mut generated = Vec::new();
    for part in body.columns {
        match part {
            Part::Like(source) => {
                for (name, column) in source.columns {
                    if table.columns.insert(name, column).is_some() {
                        return not_modelled("a column that comes twice");
                    }
                }
                table.checks.extend(source.checks);
            }
            Part::Column(mut written) => {
                // It may name columns after it.
                if let Some(text) = written.generated.take() {
                    generated.push((written.column.name.clone(), text));
                }
                if table.options.inherited.columns.contains(&written.column.name) {
                    return not_modelled("a column that a parent has too");
                }
                let (_, sequence) = column::place(state, &mut table, *written)?;
                sequences.extend(sequence);
            }
        }
    }
    for (column, text) in generated {
        let expression = super::expressions::on_table(state, &table, &text)?;
        if let Some(column) = table.columns.get_mut(&column) {
            column.value = ColumnValue::Generated(expression);
        }
    }
    let (keys, others): (Vec<_>, Vec<_>) = body.constraints.into_iter().partition(Constraint::is_key);
    let (checks, foreign): (Vec<_>, Vec<_>) = others.into_iter().partition(|constraint| matches!(constraint.kind, Kind::Check { .. }));
    // A name that is given must not be taken by one that is chosen before it.
    let given: Vec<String> = keys.iter().chain(&checks).chain(&foreign).filter_map(|constraint| constraint.name.clone()).collect();
    for check in checks {
        let chosen = check.name.is_none();
        let name = constraint::add(state, &mut table, check, true)?;
        if chosen && given.contains(&name) {
            return not_modelled("a name that is given and chosen");
        }
    }
    for key in constraint::keys_in_order(keys).into_iter().chain(foreign) {
        let chosen = key.name.is_none();
        let name = constraint::add(state, &mut table, key, true)?;
        if chosen && given.contains(&name) {
            return not_modelled("a name that is given and chosen");
        }
    }
    if table.options.partition_key.is_some() && (!parents.is_empty() || table.options.unlogged) {
        return not_modelled("a partitioned table of this form");
    }
    state.put_table(table);
    for sequence in sequences {
        state.put_sequence(sequence);
    }
    Ok(())
}

/// Columns and checks of the parents, in their order.
fn inherit(state: &State, table: &mut Table, parents: &[QualifiedName]) -> Step<()> {
    for parent in parents {
        let parent = state.table(parent)?;
        if parent.options.partition_key.is_some() || parent.options.partition_bound.is_some() {
            return not_modelled("a partitioned table as a parent");
        }
        for column in parent.columns.values() {
            if table.columns.contains_key(&column.name) {
                return not_modelled("a column that two parents have");
            }
            let mut column = column.clone();
            column.comment = None;
            column.value = partition::inherited_value(column.value)?;
            table.options.inherited.columns.insert(column.name.clone());
            table.columns.insert(column.name.clone(), column);
        }
        for check in parent.checks.values().filter(|check| !check.no_inherit) {
            table.options.inherited.constraints.insert(check.name.clone());
            table.checks.insert(check.name.clone(), crate::catalog::CheckConstraint { comment: None, validated: true, ..check.clone() });
        }
        table.options.parents.push(parent.name.clone());
    }
    Ok(())
}

/// A temporary table is in no catalog of ours, but its name hides others.
fn temporary_table(cursor: &mut Cursor, state: &mut State, path: &[String]) -> Step<()> {
    let Some(name) = path.last() else { return Ok(()) };
    let rest = cursor.between(cursor.at, cursor.tokens.len());
    super::settings::harmless(state, &rest)?;
    let words: Vec<&str> = cursor.tokens.iter().map(|token| token.value.as_str()).collect();
    let drops = words.windows(3).any(|three| three == ["on", "commit", "drop"]);
    state.settings.temporary.insert(name.clone(), drops);
    cursor.at = cursor.tokens.len();
    Ok(())
}
