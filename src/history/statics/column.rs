//! A column as CREATE TABLE and ALTER TABLE … ADD COLUMN write it.
//!
//! Comes in: a column's clause. Goes out: the column, the constraints that were written with it, and the sequence that it gets.

use super::constraint::{self, Constraint, Kind};
use super::cursor::Cursor;
use super::sequence;
use super::state::State;
use super::{Step, expressions, not_modelled, types};
use crate::catalog::Sequence;
use crate::catalog::{Column, ColumnValue, DataType, IdentityKind, QualifiedName, Table};

/// A column with what came with it. An expression that may name other columns is read when the whole table is known.
pub(super) struct Written {
    pub column: Column,
    pub constraints: Vec<Constraint>,
    pub sequence: Option<Sequence>,
    pub generated: Option<String>,
}

pub(super) fn read(cursor: &mut Cursor, state: &State, table: &QualifiedName) -> Step<Written> {
    let name = cursor.name()?;
    let serial = [
        ("bigserial", "bigint"),
        ("serial8", "bigint"),
        ("serial", "integer"),
        ("serial4", "integer"),
        ("smallserial", "smallint"),
        ("serial2", "smallint"),
    ]
    .into_iter()
    .find(|(word, _)| cursor.take(word));
    let data_type = match serial {
        Some((_, integer)) => DataType::builtin(integer),
        None => types::read(cursor, state)?,
    };
    let column = Column { name, data_type, not_null: serial.is_some(), value: ColumnValue::None, collation: None, comment: None };
    let mut written = Written { column, constraints: Vec::new(), sequence: None, generated: None };
    if serial.is_some() {
        let sequence = sequence::for_column(state, table, &written.column.name, &written.column.data_type)?;
        written.column.value = ColumnValue::Serial { sequence: sequence.name.clone() };
        written.sequence = Some(sequence);
    }
    qualify(cursor, state, table, &mut written)?;
    Ok(written)
}

/// A default ends where the next clause begins.
fn clause_begins(cursor: &Cursor) -> bool {
    let after_is = cursor.at > 0 && cursor.tokens.get(cursor.at - 1).is_some_and(|token| token.is_word("is"));
    cursor.sees_sign(",")
        || !after_is
            && [
                "constraint",
                "not",
                "null",
                "unique",
                "primary",
                "check",
                "references",
                "deferrable",
                "initially",
                "collate",
                "generated",
                "default",
            ]
            .iter()
            .any(|word| cursor.sees(word))
}

fn qualify(cursor: &mut Cursor, state: &State, table: &QualifiedName, written: &mut Written) -> Step<()> {
    loop {
        if cursor.take("collate") {
            written.column.collation = collation(cursor)?;
            continue;
        }
        if cursor.sees("storage") || cursor.sees("compression") || cursor.sees("options") {
            return not_modelled("a column's storage");
        }
        let name = if cursor.take("constraint") { Some(cursor.name()?) } else { None };
        let column = written.column.name.clone();
        if cursor.take("not null") {
            written.column.not_null = true;
            if cursor.sees("no inherit") || cursor.sees("not valid") {
                return not_modelled("a NOT NULL that does not hold for all");
            }
        } else if cursor.take("null") {
        } else if cursor.take("default") {
            if written.column.value != ColumnValue::None {
                return not_modelled("two defaults");
            }
            let text = cursor.until(clause_begins)?;
            written.column.value = default(state, &written.column.data_type, &text)?;
        } else if cursor.take("generated") {
            generated(cursor, state, table, written)?;
        } else {
            let kind = if cursor.take("check") {
                Kind::Check { expression: cursor.bracketed()? }
            } else if cursor.take("primary key") {
                let include = constraint::index_parameters(cursor)?;
                Kind::Key { primary: true, columns: vec![column], include, nulls_not_distinct: false }
            } else if cursor.take("unique") {
                let nulls_not_distinct = constraint::nulls(cursor);
                let include = constraint::index_parameters(cursor)?;
                Kind::Key { primary: false, columns: vec![column], include, nulls_not_distinct }
            } else if cursor.take("references") {
                Kind::Foreign(constraint::foreign(cursor, vec![column])?)
            } else if name.is_some() {
                return cursor.unexpected("a constraint");
            } else {
                return Ok(());
            };
            let mut constraint = Constraint::new(name, kind);
            constraint::attributes(cursor, &mut constraint)?;
            written.constraints.push(constraint);
        }
    }
}

/// A default's value; `DEFAULT NULL` is none.
pub(super) fn default(state: &State, data_type: &DataType, text: &str) -> Step<ColumnValue> {
    let bare = text.trim_matches(|c: char| c == '(' || c == ')' || c.is_whitespace());
    if bare.eq_ignore_ascii_case("null") {
        return Ok(ColumnValue::None);
    }
    if let Some(of_type) = text.to_ascii_lowercase().strip_prefix("null::") {
        // A NULL of the type itself is none; one that has to be cut to a length stays.
        let base = DataType { modifiers: Vec::new(), ..data_type.clone() };
        let mut cursor = Cursor::new(of_type)?;
        let named = types::read(&mut cursor, state)?;
        cursor.end()?;
        return match (named == *data_type, named == base) {
            (true, _) => Ok(ColumnValue::None),
            (_, true) => Ok(ColumnValue::Default(crate::catalog::Expression::new(text))),
            _ => not_modelled("a default of a NULL of another type"),
        };
    }
    if let Some(name) = sequence::sequence_in_default(state, text) {
        let written = format!("nextval('{}'::regclass)", name.sql().as_str().replace('\'', "''"));
        return Ok(ColumnValue::Default(crate::catalog::Expression::new(written)));
    }
    if text.to_ascii_lowercase().contains("nextval") {
        return not_modelled("a default from a sequence that is not known");
    }
    Ok(ColumnValue::Default(expressions::default(state, data_type, text)?))
}

/// `None` for the collation that every type has of its own.
pub(super) fn collation(cursor: &mut Cursor) -> Step<Option<String>> {
    let path = cursor.path()?;
    Ok(path.last().filter(|name| *name != "default").cloned())
}

fn generated(cursor: &mut Cursor, state: &State, table: &QualifiedName, written: &mut Written) -> Step<()> {
    let kind = if cursor.take("by default") {
        IdentityKind::ByDefault
    } else {
        cursor.expect("always")?;
        IdentityKind::Always
    };
    cursor.expect("as")?;
    if written.column.value != ColumnValue::None || written.generated.is_some() {
        return not_modelled("two values of a column");
    }
    if cursor.take("identity") {
        written.column.value = ColumnValue::Identity(kind);
        written.column.not_null = true;
        written.sequence = Some(identity(cursor, state, table, &written.column)?);
        return Ok(());
    }
    let expression = cursor.bracketed()?;
    if !cursor.take("stored") {
        return not_modelled("a virtual column");
    }
    written.generated = Some(expression);
    Ok(())
}

/// After AS IDENTITY.
pub(super) fn identity(cursor: &mut Cursor, state: &State, table: &QualifiedName, column: &Column) -> Step<Sequence> {
    if !matches!(column.data_type.name.as_str(), "smallint" | "integer" | "bigint") {
        return not_modelled("an identity of another type");
    }
    let mut sequence = sequence::for_column(state, table, &column.name, &column.data_type)?;
    sequence.identity = true;
    if cursor.take_sign("(") {
        if cursor.take("sequence name") {
            let path = cursor.path()?;
            sequence.name = state.new_name(&path)?;
            if state.relation(&sequence.name).is_some() {
                return not_modelled("the name of a sequence, which stands already");
            }
        }
        if sequence::read_options(cursor, state, &mut sequence, true)?.is_some() {
            return not_modelled("an owner of an identity's sequence");
        }
        cursor.expect_sign(")")?;
    }
    Ok(sequence)
}

/// Puts the column at the end of the table; its constraints are for the caller.
pub(super) fn place(state: &State, table: &mut Table, mut written: Written) -> Step<(Vec<Constraint>, Option<Sequence>)> {
    let name = written.column.name.clone();
    if table.columns.contains_key(&name) {
        return not_modelled(format!("a second column {name}"));
    }
    if SYSTEM_COLUMNS.contains(&name.as_str()) {
        return not_modelled("a column with the name of a system column");
    }
    if let Some(text) = written.generated.take() {
        written.column.value = ColumnValue::Generated(expressions::on_table(state, table, &text)?);
    }
    table.columns.insert(name, written.column);
    Ok((written.constraints, written.sequence))
}

const SYSTEM_COLUMNS: &[&str] = &["tableoid", "ctid", "xmin", "cmin", "xmax", "cmax"];
