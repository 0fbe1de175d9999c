//! ALTER TABLE … ALTER COLUMN: type, default, NOT NULL, identity.
//!
//! Never happens: a type that changes under something whose printed form may change with it (a view, a policy, an expression over
//! another family of types).

use super::alter_table::Action;
use super::column;
use super::cursor::Cursor;
use super::sequence;
use super::state::{State, within_table};
use super::table_options::{TableOption, read_column_option};
use super::{Step, drop, expressions, not_modelled, types};
use crate::catalog::{ColumnValue, DataType, Expression, IdentityKind, IndexKeyValue, QualifiedName, Table};

/// After ALTER [COLUMN].
pub(super) fn read(cursor: &mut Cursor, state: &State, table: &QualifiedName) -> Step<Action> {
    let column = cursor.name()?;
    if cursor.take("set data type") || cursor.take("type") {
        let data_type = types::read(cursor, state)?;
        let collation = if cursor.take("collate") { column::collation(cursor)? } else { None };
        if cursor.take("using") {
            let text = cursor.until(|cursor| cursor.sees_sign(","))?;
            super::settings::harmless(state, &text)?;
        }
        return Ok(Action::Type { column, data_type: Box::new(data_type), collation });
    }
    if cursor.take("set default") {
        let default = cursor.until(|cursor| cursor.sees_sign(","))?;
        return Ok(Action::Default { column, default: Some(default) });
    }
    if cursor.take("drop default") {
        return Ok(Action::Default { column, default: None });
    }
    if cursor.take("set not null") {
        return Ok(Action::NotNull { column, not_null: true });
    }
    if cursor.take("drop not null") {
        return Ok(Action::NotNull { column, not_null: false });
    }
    if cursor.take("add generated") {
        let kind = identity_kind(cursor)?;
        cursor.expect("as identity")?;
        let mut standing = state.column(table, &column)?.clone();
        standing.value = ColumnValue::None;
        let sequence = column::identity(cursor, state, table, &standing)?;
        return Ok(Action::AddIdentity { column, identity: kind, sequence: Box::new(sequence) });
    }
    if cursor.take("drop identity") {
        return Ok(Action::DropIdentity { column, may_lack: cursor.take("if exists") });
    }
    if cursor.take("drop expression") {
        return Ok(Action::DropExpression { column, may_lack: cursor.take("if exists") });
    }
    let owned = state.sequence_of(table, &column).and_then(|name| state.sequences.get(&name).cloned());
    if let Some(mut sequence) = owned.filter(|sequence| sequence.identity) {
        let (mut identity, mut changed) = (None, false);
        loop {
            if cursor.take("set generated") {
                identity = Some(identity_kind(cursor)?);
            } else if cursor.sees("restart") || cursor.take("set") {
                let before = cursor.at;
                sequence::read_options(cursor, state, &mut sequence, false)?;
                if cursor.at == before {
                    return not_modelled("this change of a column");
                }
                changed = true;
            } else {
                break;
            }
        }
        if identity.is_some() || changed {
            return Ok(Action::SetIdentity { column, identity, sequence: changed.then(|| Box::new(sequence)) });
        }
    }
    Ok(Action::Option(TableOption::OfColumn { column, option: read_column_option(cursor)? }))
}

fn identity_kind(cursor: &mut Cursor) -> Step<IdentityKind> {
    if cursor.take("always") {
        return Ok(IdentityKind::Always);
    }
    cursor.expect("by default")?;
    Ok(IdentityKind::ByDefault)
}

pub(super) fn apply(state: &mut State, name: &QualifiedName, action: Action) -> Step<()> {
    match action {
        Action::Type { column, data_type, collation } => set_type(state, name, &column, *data_type, collation),
        Action::Default { column, default } => set_default(state, name, &column, default),
        Action::NotNull { column, not_null } => {
            state.column(name, &column)?;
            let in_key = state.table(name)?.primary_key.as_ref().is_some_and(|key| key.columns.contains(&column));
            let identity = matches!(state.column(name, &column)?.value, ColumnValue::Identity(_));
            if !not_null && (in_key || identity) {
                return not_modelled("a key's column that may be null");
            }
            if let Some(column) = state.table_mut(name)?.columns.get_mut(&column) {
                column.not_null = not_null;
            }
            Ok(())
        }
        Action::AddIdentity { column, identity, sequence } => {
            let standing = state.column(name, &column)?;
            if standing.value != ColumnValue::None || !standing.not_null {
                return not_modelled("an identity of a column with a value, or that may be null");
            }
            if let Some(column) = state.table_mut(name)?.columns.get_mut(&column) {
                column.value = ColumnValue::Identity(identity);
            }
            state.put_sequence(*sequence);
            Ok(())
        }
        Action::SetIdentity { column, identity, sequence } => {
            if let (Some(kind), Some(column)) = (identity, state.table_mut(name)?.columns.get_mut(&column)) {
                column.value = ColumnValue::Identity(kind);
            }
            if let Some(sequence) = sequence {
                state.put_sequence(*sequence);
            }
            Ok(())
        }
        Action::DropIdentity { column, may_lack } => {
            if !matches!(state.column(name, &column)?.value, ColumnValue::Identity(_)) {
                return if may_lack { Ok(()) } else { not_modelled("no identity") };
            }
            let sequence = state.sequence_of(name, &column);
            if let Some(column) = state.table_mut(name)?.columns.get_mut(&column) {
                column.value = ColumnValue::None;
            }
            if let Some(sequence) = sequence {
                drop::sequence(state, &sequence)?;
            }
            Ok(())
        }
        Action::DropExpression { column, may_lack } => {
            if !matches!(state.column(name, &column)?.value, ColumnValue::Generated(_)) {
                return if may_lack { Ok(()) } else { not_modelled("no generated column") };
            }
            if let Some(column) = state.table_mut(name)?.columns.get_mut(&column) {
                column.value = ColumnValue::None;
            }
            Ok(())
        }
        _ => not_modelled("this change of a column"),
    }
}

fn set_default(state: &mut State, name: &QualifiedName, column: &str, default: Option<String>) -> Step<()> {
    let standing = state.column(name, column)?;
    if matches!(standing.value, ColumnValue::Identity(_) | ColumnValue::Generated(_)) {
        return not_modelled("a default of an identity or generated column");
    }
    let before = match &standing.value {
        ColumnValue::Serial { sequence } => Some(sequence.clone()),
        _ => None,
    };
    let value = match default {
        Some(text) => column::default(state, &standing.data_type.clone(), &text)?,
        None => ColumnValue::None,
    };
    if let Some(column) = state.table_mut(name)?.columns.get_mut(column) {
        column.value = value;
    }
    if let Some(sequence) = before {
        state.describe_sequence(&sequence);
    }
    sequence::settle_serial(state, name, column)
}

/// Types that are compared and cast among themselves without a change of what is printed.
fn family(data_type: &DataType) -> u8 {
    match data_type.name.as_str() {
        _ if data_type.array => 0,
        "text" | "character varying" | "citext" => 1,
        "smallint" | "integer" | "bigint" => 2,
        "numeric" | "real" | "double precision" => 3,
        "date" | "timestamp without time zone" | "timestamp with time zone" => 4,
        "json" | "jsonb" => 5,
        _ => 0,
    }
}

fn set_type(state: &mut State, name: &QualifiedName, column: &str, data_type: DataType, collation: Option<String>) -> Step<()> {
    let table = state.table(name)?.clone();
    let standing = state.column(name, column)?.clone();
    drop::refuse_dependents(state, name, Some(column))?;
    if matches!(standing.value, ColumnValue::Generated(_)) {
        return not_modelled("another type of a generated column");
    }
    let same_type =
        DataType { modifiers: Vec::new(), ..standing.data_type.clone() } == DataType { modifiers: Vec::new(), ..data_type.clone() };
    let (before, after) = (family(&standing.data_type), family(&data_type));
    let related = same_type || before == after && before != 0;
    // Numbers widen into each other in a default; in an expression they are printed with a cast.
    let default_stays = related || matches!((before, after), (2, 3) | (3, 2));
    if matches!(standing.value, ColumnValue::Default(_)) && !default_stays {
        return not_modelled("another type of a column with a default");
    }
    if let ColumnValue::Default(expression) = &standing.value
        && !same_type
        && expression.written.contains('\'')
        && before != 1
        && before != 5
    {
        return not_modelled("another type of a column with a constant as its default");
    }
    // A cast that an expression writes may become none, or PostgreSQL may have to add one.
    if !(same_type || before == after && matches!(before, 1 | 2)) && spoken_of(&table, column) {
        return not_modelled("another type of a column that an expression names");
    }
    for key in [
        format!("storage of column {}.{}", name.sql(), super::state::quoted(column)),
        format!("compression of column {}.{}", name.sql(), super::state::quoted(column)),
    ] {
        if state.catalog.definitions.contains_key(&key) {
            return not_modelled("another type of a column with its own storage");
        }
    }
    if table.options.partition_key.as_deref().is_some_and(|key| expressions::mentions(key, column)) {
        return not_modelled("another type of a partition key");
    }
    let identity = matches!(standing.value, ColumnValue::Identity(_));
    if (identity || matches!(standing.value, ColumnValue::Serial { .. })) && after != 2 {
        return not_modelled("another type of a column with a sequence");
    }
    if let Some(column) = state.table_mut(name)?.columns.get_mut(column) {
        column.data_type = data_type.clone();
        column.collation = collation;
    }
    if let Some(sequence) = state.sequence_of(name, column) {
        if identity && let Some(mut sequence) = state.sequences.get(&sequence).cloned() {
            let text = format!("AS {data_type}");
            sequence::read_options(&mut Cursor::new(&text)?, state, &mut sequence, false)?;
            state.put_sequence(sequence);
        } else {
            state.describe_sequence(&sequence);
        }
    }
    Ok(())
}

/// Whether a check, an index or an exclusion of the table names the column in an expression.
fn spoken_of(table: &Table, column: &str) -> bool {
    let speaks = |expression: &Expression| expressions::speaks_of(&expression.written, &table.name.name, column);
    table.checks.values().any(|check| speaks(&check.expression))
        || table.exclusions.values().any(|exclusion| expressions::mentions(&exclusion.definition, column))
        || table.indexes.values().any(|index| {
            index.predicate.as_ref().is_some_and(speaks)
                || index.keys.iter().any(|key| match &key.value {
                    IndexKeyValue::Expression(expression) => speaks(expression),
                    IndexKeyValue::Column(name) => name == column && (key.operator_class.is_some() || key.collation.is_some()),
                })
        })
}

/// Whether a policy of the table names the column.
pub(super) fn policy_speaks_of(state: &State, table: &QualifiedName, column: &str) -> bool {
    let within = within_table(table);
    state.catalog.definitions.values().any(|definition| {
        definition.kind == "policy"
            && definition.within.as_deref() == Some(&within)
            && expressions::mentions(&definition.definition, column)
    })
}
