//! Partitioned tables and what their partitions have from them.
//!
//! Comes in: PARTITION BY, PARTITION OF, ATTACH and DETACH PARTITION. Goes out: the key and the bounds as PostgreSQL prints them, and a
//! partition's inherited parts. Never happens: a bound of a type whose printed form is not known here.

use super::cursor::Cursor;
use super::names;
use super::state::{State, quoted};
use super::token::Kind as TokenKind;
use super::{Step, not_modelled};
use crate::catalog::{
    CheckConstraint, ColumnValue, Expression, ForeignKey, Index, IndexKeyValue, PrimaryKey, QualifiedName, Table, UniqueConstraint,
};

/// After PARTITION BY: `RANGE (at)`, over columns.
pub(super) fn key(cursor: &mut Cursor) -> Step<String> {
    let strategy = cursor.name()?.to_uppercase();
    if !matches!(strategy.as_str(), "RANGE" | "LIST" | "HASH") {
        return not_modelled("a partition strategy");
    }
    let columns: Vec<String> = cursor.name_list()?.iter().map(|column| quoted(column)).collect();
    Ok(format!("{strategy} ({})", columns.join(", ")))
}

/// A parent's default, as an heir has it: an owned sequence stays the parent's.
pub(super) fn inherited_value(value: ColumnValue) -> Step<ColumnValue> {
    Ok(match value {
        ColumnValue::Serial { sequence } => {
            ColumnValue::Default(Expression::new(format!("nextval('{}'::regclass)", sequence.sql().as_str().replace('\'', "''"))))
        }
        ColumnValue::Identity(_) => return not_modelled("an identity that is inherited"),
        other => other,
    })
}

/// After CREATE TABLE name PARTITION OF.
pub(super) fn create(cursor: &mut Cursor, state: &mut State, mut table: Table) -> Step<()> {
    let path = cursor.path()?;
    let parent = state.table(&state.find_table(&path)?)?.clone();
    if cursor.sees_sign("(") {
        return not_modelled("columns of a partition");
    }
    table.options.partition_bound = Some(bound(cursor, state, &parent)?);
    if cursor.take("partition by") {
        table.options.partition_key = Some(key(cursor)?);
    }
    super::create_table::options(cursor, &mut table)?;
    cursor.end()?;
    table.options.parents.push(parent.name.clone());
    for column in parent.columns.values() {
        let mut column = column.clone();
        column.comment = None;
        column.value = inherited_value(column.value)?;
        table.options.inherited.columns.insert(column.name.clone());
        table.columns.insert(column.name.clone(), column);
    }
    for check in parent.checks.values() {
        table.options.inherited.constraints.insert(check.name.clone());
        table.checks.insert(check.name.clone(), CheckConstraint { comment: None, validated: true, ..check.clone() });
    }
    keys_and_indexes(state, &parent, &mut table)?;
    for foreign_key in parent.foreign_keys.values() {
        let foreign_key = ForeignKey { comment: None, ..foreign_key.clone() };
        table.options.inherited.constraints.insert(foreign_key.name.clone());
        table.foreign_keys.insert(foreign_key.name.clone(), foreign_key);
    }
    for trigger in parent.triggers.values().filter(|trigger| trigger.for_each_row) {
        let mut trigger = trigger.clone();
        trigger.comment = None;
        table.options.inherited.triggers.insert(trigger.name.clone());
        table.triggers.insert(trigger.name.clone(), trigger);
    }
    let more =
        |kind: &str| {
            state.catalog.definitions.values().any(|definition| {
                definition.kind == kind && definition.within.as_deref() == Some(&super::state::within_table(&parent.name))
            })
        };
    if ["trigger", "storage of column", "compression of column", "constraint option"].into_iter().any(more) || !parent.exclusions.is_empty()
    {
        return not_modelled("a partition of a table with more than is modelled");
    }
    state.put_table(table);
    Ok(())
}

/// Each gets a name of its own, as if it were written for the partition.
fn keys_and_indexes(state: &State, parent: &Table, table: &mut Table) -> Step<()> {
    if let Some(key) = &parent.primary_key {
        let name = names::for_index(state, table, &[], "pkey");
        table.options.inherited.constraints.insert(name.clone());
        table.primary_key = Some(PrimaryKey { name, comment: None, ..key.clone() });
    }
    for unique in parent.uniques.values() {
        let columns: Vec<String> = unique.columns.iter().chain(&unique.include).cloned().collect();
        let name = names::for_index(state, table, &names::index_columns(columns), "key");
        table.options.inherited.constraints.insert(name.clone());
        table.uniques.insert(name.clone(), UniqueConstraint { name, comment: None, ..unique.clone() });
    }
    for index in parent.indexes.values() {
        let name = index_name(state, table, index)?;
        table.options.inherited.indexes.insert(name.clone());
        table.indexes.insert(name.clone(), Index { name, comment: None, ..index.clone() });
    }
    Ok(())
}

/// The name of a partition's part of an index.
pub(super) fn index_name(state: &State, table: &Table, index: &Index) -> Step<String> {
    let mut columns = Vec::new();
    for key in &index.keys {
        match &key.value {
            IndexKeyValue::Column(column) => columns.push(column.clone()),
            IndexKeyValue::Expression(_) => return not_modelled("an index over an expression of a partitioned table"),
        }
    }
    columns.extend(index.include.iter().cloned());
    Ok(names::for_index(state, table, &names::index_columns(columns), "idx"))
}

/// `FOR VALUES …` or DEFAULT, as PostgreSQL prints it.
pub(super) fn bound(cursor: &mut Cursor, state: &State, parent: &Table) -> Step<String> {
    let Some(key) = &parent.options.partition_key else { return not_modelled(format!("{} is not partitioned", parent.name)) };
    if cursor.take("default") {
        return Ok("DEFAULT".to_string());
    }
    let Some((_, columns)) = key.trim_end_matches(')').split_once(" (") else { return not_modelled("a partition key") };
    let mut types = Vec::new();
    for column in columns.split(", ") {
        let name = super::state::unquoted(column).unwrap_or_default();
        let Some(column) = parent.columns.get(&name) else { return not_modelled("a partition key over an expression") };
        types.push(column.data_type.to_string());
    }
    cursor.expect("for values")?;
    if cursor.take("in") {
        let values = values(cursor, state, |_| types.first().map(String::as_str).unwrap_or(""))?;
        return Ok(format!("FOR VALUES IN ({})", values.join(", ")));
    }
    if cursor.take("with") {
        cursor.expect_sign("(")?;
        cursor.expect("modulus")?;
        let modulus = cursor.number()?;
        cursor.expect_sign(",")?;
        cursor.expect("remainder")?;
        let remainder = cursor.number()?;
        cursor.expect_sign(")")?;
        return Ok(format!("FOR VALUES WITH (modulus {modulus}, remainder {remainder})"));
    }
    cursor.expect("from")?;
    let from = values(cursor, state, |at| types.get(at).map(String::as_str).unwrap_or(""))?;
    cursor.expect("to")?;
    let to = values(cursor, state, |at| types.get(at).map(String::as_str).unwrap_or(""))?;
    Ok(format!("FOR VALUES FROM ({}) TO ({})", from.join(", "), to.join(", ")))
}

fn values<'types>(cursor: &mut Cursor, state: &State, type_of: impl Fn(usize) -> &'types str) -> Step<Vec<String>> {
    cursor.expect_sign("(")?;
    let mut found = Vec::new();
    loop {
        let data_type = type_of(found.len());
        let value = if cursor.take("minvalue") {
            "MINVALUE".to_string()
        } else if cursor.take("maxvalue") {
            "MAXVALUE".to_string()
        } else if cursor.take("null") {
            "NULL".to_string()
        } else if cursor.peek().is_some_and(|token| token.kind == TokenKind::Text) {
            let text = cursor.string()?;
            constant(state, data_type, &text)?
        } else {
            let number = cursor.number()?;
            if !matches!(data_type, "smallint" | "integer" | "bigint") || number.contains(['.', 'e', 'E']) {
                return not_modelled("a bound that is a number of another type");
            }
            if number.starts_with('-') { format!("'{number}'") } else { number }
        };
        found.push(value);
        if !cursor.take_sign(",") {
            break;
        }
    }
    cursor.expect_sign(")")?;
    Ok(found)
}

fn constant(state: &State, data_type: &str, text: &str) -> Step<String> {
    let is_day =
        text.len() == 10 && text.bytes().enumerate().all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() });
    let is_utc = text.len() == 22
        && text.ends_with("+00")
        && constant(state, "timestamp without time zone", &text[..19]).is_ok_and(|same| same.len() == 21);
    let is_second = text.len() == 19 && text.is_char_boundary(10) && {
        let (day, clock) = text.split_at(10);
        day.bytes().enumerate().all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() })
            && clock.bytes().enumerate().all(|(at, b)| match at {
                0 => b == b' ',
                3 | 6 => b == b':',
                _ => b.is_ascii_digit(),
            })
    };
    Ok(match data_type {
        "text" | "character varying" => crate::sql::quote_literal(text).to_string(),
        _ if data_type.starts_with("character varying(") => crate::sql::quote_literal(text).to_string(),
        "date" if is_day => format!("'{text}'"),
        "timestamp without time zone" if is_day => format!("'{text} 00:00:00'"),
        // It is printed under UTC.
        "timestamp with time zone" if is_utc => format!("'{text}'"),
        "timestamp without time zone" if is_second => format!("'{text}'"),
        "smallint" | "integer" | "bigint"
            if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0')) =>
        {
            text.to_string()
        }
        _ if state.catalog.enums.keys().any(|name| name.sql().as_str() == data_type) => crate::sql::quote_literal(text).to_string(),
        _ => return not_modelled(format!("a bound of the type {data_type}")),
    })
}

/// `ATTACH PARTITION child FOR VALUES …`: only where nothing has to be made in the child.
pub(super) fn attach(cursor: &mut Cursor, state: &mut State, parent: &QualifiedName) -> Step<()> {
    let path = cursor.path()?;
    let child_name = state.find_table(&path)?;
    let parent = state.table(parent)?.clone();
    let bound = bound(cursor, state, &parent)?;
    let child = state.table(&child_name)?.clone();
    let same = parent.columns.len() == child.columns.len()
        && parent.columns.values().all(|column| {
            child.columns.get(&column.name).is_some_and(|other| {
                other.data_type == column.data_type && other.collation == column.collation && (other.not_null || !column.not_null)
            })
        });
    let bare = parent.indexes.is_empty()
        && parent.uniques.is_empty()
        && parent.exclusions.is_empty()
        && parent.foreign_keys.is_empty()
        && parent.checks.is_empty()
        && parent.triggers.is_empty()
        && child.options.parents.is_empty();
    if !same || !bare || state.has_family(&child_name) {
        return not_modelled("a partition that is attached to a table with more than columns");
    }
    if let (Some(key), Some(other)) = (&parent.primary_key, &child.primary_key) {
        if key.columns != other.columns || key.include != other.include || key.deferrable != other.deferrable {
            return not_modelled("a partition with another primary key");
        }
    } else if parent.primary_key.is_some() {
        return not_modelled("a partition without a primary key");
    }
    let table = state.table_mut(&child_name)?;
    table.options.parents.push(parent.name.clone());
    table.options.partition_bound = Some(bound);
    if parent.primary_key.is_some() {
        table.options.inherited.constraints.extend(child.primary_key.map(|key| key.name));
    }
    // Its columns stay its own too, yet PostgreSQL marks those of a partition as inherited alone.
    table.options.inherited.columns = parent.columns.keys().cloned().collect();
    Ok(())
}

/// `DETACH PARTITION child`
pub(super) fn detach(cursor: &mut Cursor, state: &mut State, parent: &QualifiedName) -> Step<()> {
    let path = cursor.path()?;
    let child = state.find_table(&path)?;
    let table = state.table(&child)?.clone();
    if !table.options.parents.contains(parent)
        || !table.foreign_keys.is_empty()
        || !table.options.inherited.triggers.is_empty()
        || !table.checks.is_empty()
    {
        return not_modelled("a partition that is detached with more than columns and keys");
    }
    if cursor.take("concurrently") || cursor.take("finalize") {
        return not_modelled("a partition that is detached concurrently");
    }
    let table = state.table_mut(&child)?;
    table.options.parents.clear();
    table.options.partition_bound = None;
    table.options.inherited = crate::catalog::Inherited::default();
    Ok(())
}
