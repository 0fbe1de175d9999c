//! Columns, constraints and expressions as the templates take them.

use sqlparser::ast::Expr;
use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::Parser;

use super::template::{Sql, readable};
use crate::catalog::{
    CheckConstraint, Column, ColumnValue, Deferrable, ExclusionConstraint, Expression, ForeignKey, IdentityKind, PrimaryKey, QualifiedName,
    Table, UniqueConstraint,
};
use crate::plan::Constraint;
use crate::sql::{SqlText, quote_identifier};

/// Names and types wider than this do not push the others to the right.
const WIDEST_ALIGNED: usize = 40;

pub(super) fn name(name: &str) -> Sql {
    quote_identifier(name).into()
}

pub(super) fn qualified(name: &QualifiedName) -> Sql {
    name.sql().into()
}

/// `a, "B"`
pub(super) fn names(names: &[String]) -> Sql {
    match names {
        [only] => name(only),
        several => trusted(several.iter().map(|name| quote_identifier(name).to_string()).collect::<Vec<_>>().join(", ")),
    }
}

fn names_unless_empty(list: &[String]) -> Option<Sql> {
    if list.is_empty() { None } else { Some(names(list)) }
}

pub(super) fn trusted(text: impl Into<String>) -> Sql {
    SqlText::trusted(text).into()
}

pub(super) fn keyword(text: &str) -> Sql {
    trusted(text)
}

/// An expression of the requirements, checked by sqlparser before. A `--` comment in it must not swallow what follows.
pub(super) fn expression(expression: &Expression) -> Sql {
    let mut text = expression.written.trim().to_string();
    if text.contains("--") {
        text.push('\n');
    }
    trusted(text)
}

/// DEFAULT takes a `b_expr`: anything with operators or keywords around it stands in parentheses.
/// Source: PostgreSQL, gram.y, ColConstraintElem.
pub(super) fn default_expression(written: &Expression) -> Sql {
    let text = written.written.trim();
    // Most defaults, known without reading them as SQL: a few words, numbers and plain strings.
    let inside = text.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
    let plain_string = inside.is_some_and(|inside| inside.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'));
    if plain_string
        || matches!(text, "CURRENT_TIMESTAMP" | "now()" | "true" | "false")
        || !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
    {
        return trusted(text);
    }
    let parsed = Parser::new(&PostgreSqlDialect {}).try_with_sql(text).and_then(|mut parser| parser.parse_expr());
    let bare = match parsed {
        Ok(Expr::Value(_) | Expr::Function(_) | Expr::Identifier(_) | Expr::Nested(_) | Expr::Array(_) | Expr::TypedString { .. }) => true,
        Ok(Expr::Cast { expr, .. }) => matches!(*expr, Expr::Value(_) | Expr::Function(_) | Expr::Array(_) | Expr::Nested(_)),
        Ok(Expr::UnaryOp { expr, .. }) => matches!(*expr, Expr::Value(_)) && text.starts_with(['-', '+']),
        _ => false,
    };
    if bare && !text.contains("--") {
        return trusted(text);
    }
    let end = if text.contains("--") { "\n" } else { "" };
    trusted(format!("({text}{end})"))
}

pub(super) struct ColumnPart {
    name_and_type: Sql,
    collation: Option<Sql>,
    not_null: bool,
    default: Option<Sql>,
    identity: Option<Sql>,
    generated: Option<Sql>,
}
readable!(ColumnPart { name_and_type, collation, not_null, default, identity, generated });

/// Columns under one another: names and types padded to the widest.
pub(super) fn column_parts<'a>(columns: impl Iterator<Item = &'a Column>) -> Vec<ColumnPart> {
    let spelled: Vec<(&Column, String, String)> =
        columns.map(|column| (column, quote_identifier(&column.name).to_string(), type_of(column))).collect();
    let widest = |lengths: &mut dyn Iterator<Item = usize>| lengths.filter(|length| *length <= WIDEST_ALIGNED).max().unwrap_or(0);
    let name_width = widest(&mut spelled.iter().map(|(_, name, _)| name.chars().count()));
    let type_width = widest(&mut spelled.iter().map(|(_, _, data_type)| data_type.chars().count()));
    spelled.iter().map(|(column, name, data_type)| column_part(column, name, data_type, name_width, type_width)).collect()
}

/// Columns of a table that has them from a type: only what the table adds to them.
pub(super) fn typed_column_parts<'a>(columns: impl Iterator<Item = &'a Column>) -> Vec<ColumnPart> {
    let parts = columns.map(|column| {
        let part = column_part(column, "", "", 0, 0);
        ColumnPart { name_and_type: quote_identifier(&column.name).into(), collation: None, ..part }
    });
    parts.filter(|part| part.not_null || part.default.is_some() || part.identity.is_some() || part.generated.is_some()).collect()
}

pub(super) fn column_part_alone(column: &Column) -> ColumnPart {
    column_part(column, quote_identifier(&column.name).as_str(), &type_of(column), 0, 0)
}

fn column_part(column: &Column, name: &str, data_type: &str, name_width: usize, type_width: usize) -> ColumnPart {
    let serial = matches!(column.value, ColumnValue::Serial { .. });
    let mut part = ColumnPart {
        name_and_type: trusted(""),
        collation: column.collation.as_deref().map(collation),
        not_null: column.not_null && !serial,
        default: None,
        identity: None,
        generated: None,
    };
    match &column.value {
        ColumnValue::None | ColumnValue::Serial { .. } => {}
        ColumnValue::Default(written) => part.default = Some(default_expression(written)),
        ColumnValue::Identity(kind) => {
            part.identity = Some(keyword(match kind {
                IdentityKind::Always => "ALWAYS",
                IdentityKind::ByDefault => "BY DEFAULT",
            }));
        }
        ColumnValue::Generated(written) => part.generated = Some(expression(written)),
    }
    let is_last =
        part.collation.is_none() && !part.not_null && part.default.is_none() && part.identity.is_none() && part.generated.is_none();
    let type_width = if is_last { 0 } else { type_width };
    let mut name_and_type = String::with_capacity(name.len().max(name_width) + 1 + data_type.len().max(type_width));
    push_padded(&mut name_and_type, name, name_width);
    name_and_type.push(' ');
    push_padded(&mut name_and_type, data_type, type_width);
    part.name_and_type = trusted(name_and_type);
    part
}

/// With blanks behind it up to a width, as `{text:<width$}` would, in one piece.
fn push_padded(line: &mut String, text: &str, width: usize) {
    line.push_str(text);
    line.extend(std::iter::repeat_n(' ', width.saturating_sub(text.chars().count())));
}

pub(super) fn collation(name: &str) -> Sql {
    QualifiedName::try_from(name.to_string()).map_or_else(|_| quote_identifier(name), |name| name.sql()).into()
}

/// BIGSERIAL for a serial bigint, the type itself otherwise.
fn type_of(column: &Column) -> String {
    let serial = match (&column.value, column.data_type.name.as_str()) {
        (ColumnValue::Serial { .. }, "bigint") => Some("BIGSERIAL"),
        (ColumnValue::Serial { .. }, "integer") => Some("SERIAL"),
        (ColumnValue::Serial { .. }, "smallint") => Some("SMALLSERIAL"),
        _ => None,
    };
    serial.map_or_else(|| column.data_type.sql().to_string(), str::to_string)
}

#[derive(Default)]
struct ConstraintKind {
    primary_key: bool,
    unique: bool,
    check: bool,
    exclusion: bool,
}
readable!(ConstraintKind { primary_key, unique, check, exclusion });

pub(super) struct ConstraintPart {
    kind: ConstraintKind,
    name: Sql,
    columns: Option<Sql>,
    include: Option<Sql>,
    nulls_not_distinct: bool,
    expression: Option<Sql>,
    no_inherit: bool,
    definition: Option<Sql>,
    references: Option<Sql>,
    referenced_columns: Option<Sql>,
    match_full: bool,
    on_delete: Option<Sql>,
    on_delete_columns: Option<Sql>,
    on_update: Option<Sql>,
    deferrable: Option<Sql>,
    not_valid: bool,
    /// The actions stand on a line of their own.
    wrapped: bool,
}
readable!(ConstraintPart {
    kind,
    name,
    columns,
    include,
    nulls_not_distinct,
    expression,
    no_inherit,
    definition,
    references,
    referenced_columns,
    match_full,
    on_delete,
    on_delete_columns,
    on_update,
    deferrable,
    not_valid,
    wrapped,
});

pub(super) fn constraint_part(constraint: ConstraintRef<'_>, wrapped: bool) -> ConstraintPart {
    let mut part = ConstraintPart {
        kind: ConstraintKind::default(),
        name: name(constraint.name()),
        columns: None,
        include: None,
        nulls_not_distinct: false,
        expression: None,
        no_inherit: false,
        definition: None,
        references: None,
        referenced_columns: None,
        match_full: false,
        on_delete: None,
        on_delete_columns: None,
        on_update: None,
        deferrable: None,
        not_valid: false,
        wrapped,
    };
    match constraint {
        ConstraintRef::PrimaryKey(key) => {
            part.kind.primary_key = true;
            part.columns = Some(names(&key.columns));
            part.include = names_unless_empty(&key.include);
            part.deferrable = deferrable(key.deferrable);
        }
        ConstraintRef::Unique(unique) => {
            part.kind.unique = true;
            part.columns = Some(names(&unique.columns));
            part.include = names_unless_empty(&unique.include);
            part.nulls_not_distinct = unique.nulls_not_distinct;
            part.deferrable = deferrable(unique.deferrable);
        }
        ConstraintRef::Check(check) => {
            part.kind.check = true;
            part.expression = Some(expression(&check.expression));
            part.no_inherit = check.no_inherit;
            part.not_valid = !check.validated;
        }
        ConstraintRef::Exclusion(exclusion) => {
            part.kind.exclusion = true;
            part.definition = Some(trusted(exclusion.definition.clone()));
        }
        ConstraintRef::ForeignKey(key) => fill_foreign_key(&mut part, key),
    }
    part
}

fn fill_foreign_key(part: &mut ConstraintPart, key: &ForeignKey) {
    part.columns = Some(names(&key.columns));
    part.references = Some(qualified(&key.references));
    part.referenced_columns = Some(names(&key.referenced_columns));
    part.match_full = key.match_full;
    part.on_delete = Some(keyword(key.on_delete.sql()));
    part.on_delete_columns = names_unless_empty(&key.on_delete_columns);
    part.on_update = Some(keyword(key.on_update.sql()));
    part.deferrable = deferrable(key.deferrable);
    part.not_valid = !key.validated;
}

fn deferrable(deferrable: Deferrable) -> Option<Sql> {
    match deferrable {
        Deferrable::No => None,
        Deferrable::InitiallyImmediate => Some(keyword("DEFERRABLE INITIALLY IMMEDIATE")),
        Deferrable::InitiallyDeferred => Some(keyword("DEFERRABLE INITIALLY DEFERRED")),
    }
}

/// All constraints of a table: its key, then uniques, foreign keys, checks, exclusions.
pub(super) fn constraints_of(table: &Table) -> impl Iterator<Item = ConstraintRef<'_>> {
    let key = table.primary_key.iter().map(ConstraintRef::PrimaryKey);
    let uniques = table.uniques.values().map(ConstraintRef::Unique);
    let foreign_keys = table.foreign_keys.values().map(ConstraintRef::ForeignKey);
    let checks = table.checks.values().map(ConstraintRef::Check);
    let exclusions = table.exclusions.values().map(ConstraintRef::Exclusion);
    key.chain(uniques).chain(foreign_keys).chain(checks).chain(exclusions)
}

/// A constraint of a table or of a step, where it stands.
#[derive(Clone, Copy)]
pub(super) enum ConstraintRef<'a> {
    PrimaryKey(&'a PrimaryKey),
    Unique(&'a UniqueConstraint),
    ForeignKey(&'a ForeignKey),
    Check(&'a CheckConstraint),
    Exclusion(&'a ExclusionConstraint),
}

impl<'a> From<&'a Constraint> for ConstraintRef<'a> {
    fn from(constraint: &'a Constraint) -> ConstraintRef<'a> {
        match constraint {
            Constraint::PrimaryKey(key) => ConstraintRef::PrimaryKey(key),
            Constraint::Unique(unique) => ConstraintRef::Unique(unique),
            Constraint::ForeignKey(key) => ConstraintRef::ForeignKey(key),
            Constraint::Check(check) => ConstraintRef::Check(check),
            Constraint::Exclusion(exclusion) => ConstraintRef::Exclusion(exclusion),
        }
    }
}

impl<'a> ConstraintRef<'a> {
    pub fn name(self) -> &'a str {
        match self {
            ConstraintRef::PrimaryKey(constraint) => &constraint.name,
            ConstraintRef::Unique(constraint) => &constraint.name,
            ConstraintRef::ForeignKey(constraint) => &constraint.name,
            ConstraintRef::Check(constraint) => &constraint.name,
            ConstraintRef::Exclusion(constraint) => &constraint.name,
        }
    }
}
