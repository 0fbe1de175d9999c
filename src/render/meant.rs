//! What a migration means to stand, in the short forms that its comparison block reads from pg_catalog.
//!
//! Comes in: steps. Goes out: the lists of templates/migration/compare.sql. The forms here and the queries there say the same in two
//! languages; the tests that run them on PostgreSQL hold them together.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use serde::Serialize;
use sha2::{Digest, Sha256};
use sqlparser::ast::{Expr, Ident, visit_expressions};
use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::Parser;

use super::statement::literal;
use super::table_part::{constraints_of, trusted};
use super::template::{RenderError, Sql, Templates};
use crate::catalog::{
    Catalog, Column, ColumnValue, DataType, Deferrable, EnumType, Expression, Function, Index, IndexKeyValue, QualifiedName, Table, Trigger,
};
use crate::plan::{Change, Constraint, Plan};
use crate::sql::quote_literal;

#[derive(Serialize, Clone)]
struct PartRow {
    schema: Sql,
    table: Sql,
    name: Sql,
    /// `None`: only its presence can be compared.
    definition: Option<Sql>,
}

#[derive(Serialize, Clone)]
struct EnumRow {
    schema: Sql,
    name: Sql,
    labels: Sql,
}

#[derive(Serialize, Clone)]
struct FunctionRow {
    schema: Sql,
    name: Sql,
    arguments: Sql,
    definition: Sql,
}

#[derive(Serialize, Clone)]
struct TableRow {
    schema: Sql,
    table: Sql,
    names: Sql,
}

/// Which way the file goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// What is meant must stand; more may stand (a later migration has run).
    Forward,
    /// What stands must be what was meant, so that nothing of others is dropped; it may be gone already.
    Rollback,
}

#[derive(Serialize, Clone, Default)]
struct Meant {
    enums: Vec<EnumRow>,
    functions: Vec<FunctionRow>,
    columns: Vec<PartRow>,
    tables: Vec<TableRow>,
    constraints: Vec<PartRow>,
    indexes: Vec<PartRow>,
    triggers: Vec<PartRow>,
}

/// The comparison block, or nothing when the plan makes nothing that has a shape.
pub(super) fn comparison(templates: &Templates, plan: &Plan, direction: Direction) -> Result<Option<String>, RenderError> {
    #[derive(Serialize)]
    struct Values {
        tag: Sql,
        forward: bool,
        hint: Sql,
        #[serde(flatten)]
        meant: Meant,
    }
    let meant = Meant::of(plan, direction);
    if meant.is_empty() {
        return Ok(None);
    }
    let forward = direction == Direction::Forward;
    let hint = match direction {
        Direction::Forward => {
            "An object of this name stood before this migration. Nothing has been changed: rename one of them, or make them equal."
        }
        Direction::Rollback => "It has been changed since, or was not made by this migration. Nothing has been dropped.",
    };
    templates.render_tagged("migration/compare.sql", |tag| Values { tag, forward, hint: literal(hint), meant: meant.clone() }).map(Some)
}

impl Meant {
    fn of(plan: &Plan, direction: Direction) -> Meant {
        let mut meant = Meant::default();
        let mut grown_enums = BTreeSet::new();
        for step in &plan.steps {
            match &step.change {
                Change::CreateEnum(created) => meant.enums.push(enum_row(created)),
                Change::AddEnumValue { name, .. } if direction == Direction::Forward => {
                    if grown_enums.insert(name) {
                        meant.enums.extend(plan.expected.enums.get(name).map(enum_row));
                    }
                }
                Change::CreateFunction(function) => meant.functions.push(function_row(function)),
                Change::CreateTable(table) => meant.table(table),
                Change::AddColumn { table, column } => meant.columns.push(column_row(table, column, false)),
                Change::AddConstraint { table, constraint } => meant.constraint(&plan.expected, table, constraint),
                Change::CreateIndex { table, index } => meant.indexes.push(part_row(table, &index.name, Some(index_form(index)))),
                Change::CreateTrigger { table, trigger } => {
                    meant.triggers.push(part_row(table, &trigger.name, Some(trigger_form(trigger))))
                }
                _ => {}
            }
        }
        meant
    }

    fn is_empty(&self) -> bool {
        self.enums.is_empty()
            && self.functions.is_empty()
            && self.columns.is_empty()
            && self.constraints.is_empty()
            && self.indexes.is_empty()
            && self.triggers.is_empty()
    }

    fn table(&mut self, table: &Table) {
        let keyed = |column: &Column| table.primary_key.as_ref().is_some_and(|key| key.columns.contains(&column.name));
        self.columns.extend(table.columns.values().map(|column| column_row(&table.name, column, keyed(column))));
        self.tables.push(TableRow {
            schema: literal(&table.name.schema),
            table: literal(&table.name.name),
            names: text_array(table.columns.keys()),
        });
        for constraint in constraints_of(table) {
            self.constraints.push(part_row(&table.name, constraint.name(), constraint_form(Some(table), &constraint)));
        }
    }

    fn constraint(&mut self, expected: &Catalog, table: &QualifiedName, constraint: &Constraint) {
        let form = constraint_form(expected.tables.get(table), constraint);
        self.constraints.push(part_row(table, constraint.name(), form));
    }
}

fn part_row(table: &QualifiedName, name: &str, definition: Option<String>) -> PartRow {
    PartRow {
        schema: literal(&table.schema),
        table: literal(&table.name),
        name: literal(name),
        definition: definition.map(|form| literal(&form)),
    }
}

fn enum_row(meant: &EnumType) -> EnumRow {
    EnumRow { schema: literal(&meant.name.schema), name: literal(&meant.name.name), labels: text_array(meant.values.iter()) }
}

fn function_row(function: &Function) -> FunctionRow {
    // A checkout may have turned line ends into CRLF; the comparison is blind to that on both sides.
    let digest = Sha256::digest(function.body.replace('\r', "").as_bytes());
    let hexadecimal: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    FunctionRow {
        schema: literal(&function.name.schema),
        name: literal(&function.name.name),
        arguments: literal(&function.arguments),
        definition: literal(&format!("{} {hexadecimal}", function.language)),
    }
}

/// `ARRAY['a', 'b']`; with a cast when empty.
pub(super) fn text_array<'a>(values: impl Iterator<Item = &'a String>) -> Sql {
    let values: Vec<String> = values.map(|value| quote_literal(value).to_string()).collect();
    trusted(format!("ARRAY[{}]{}", values.join(", "), if values.is_empty() { "::text[]" } else { "" }))
}

fn column_row(table: &QualifiedName, column: &Column, in_primary_key: bool) -> PartRow {
    let mut form = format_type(&column.data_type);
    let numbered = matches!(column.value, ColumnValue::Serial { .. } | ColumnValue::Identity(_));
    if column.not_null || in_primary_key || numbered {
        form.push_str(" not null");
    }
    form.push_str(match &column.value {
        ColumnValue::None => "",
        ColumnValue::Default(_) => " default",
        ColumnValue::Serial { .. } => " serial",
        ColumnValue::Identity(_) => " identity",
        ColumnValue::Generated(_) => " generated",
    });
    part_row(table, &column.name, Some(form))
}

/// As `format_type()` prints it when search_path is empty: with the modifiers that PostgreSQL fills in.
fn format_type(data_type: &DataType) -> String {
    let mut filled = data_type.clone();
    match (filled.schema.is_none(), filled.name.as_str(), filled.modifiers.len()) {
        (true, "numeric", 1) => filled.modifiers.push("0".to_string()),
        (true, "character" | "bit", 0) => filled.modifiers.push("1".to_string()),
        _ => {}
    }
    filled.to_string()
}

fn constraint_form(table: Option<&Table>, constraint: &Constraint) -> Option<String> {
    let deferred = |deferrable: Deferrable| match deferrable {
        Deferrable::No => "",
        Deferrable::InitiallyImmediate => " deferrable",
        Deferrable::InitiallyDeferred => " deferrable initially deferred",
    };
    match constraint {
        Constraint::PrimaryKey(key) => Some(format!("primary key ({})", key.columns.join(", "))),
        Constraint::Unique(unique) => Some(format!("unique ({}){}", unique.columns.join(", "), deferred(unique.deferrable))),
        Constraint::ForeignKey(key) => Some(format!(
            "foreign key ({}) references {}.{} ({}) on delete {} on update {}{}",
            key.columns.join(", "),
            key.references.schema,
            key.references.name,
            key.referenced_columns.join(", "),
            key.on_delete.sql().to_lowercase(),
            key.on_update.sql().to_lowercase(),
            deferred(key.deferrable),
        )),
        Constraint::Check(check) => {
            table.and_then(|table| columns_used(&check.expression, table)).map(|columns| format!("check ({})", columns.join(", ")))
        }
        Constraint::Exclusion(_) => Some("exclude".to_string()),
    }
}

/// The columns that an expression uses, by name; `None` when sqlparser cannot read it.
fn columns_used(expression: &Expression, table: &Table) -> Option<Vec<String>> {
    let parsed = Parser::new(&PostgreSqlDialect {}).try_with_sql(&expression.written).and_then(|mut parser| parser.parse_expr()).ok()?;
    let mut found = BTreeSet::new();
    let _: ControlFlow<()> = visit_expressions(&parsed, |part| {
        let identifier = match part {
            Expr::Identifier(identifier) => Some(identifier),
            Expr::CompoundIdentifier(path) => path.last(),
            _ => None,
        };
        found.extend(identifier.map(folded).filter(|name| table.columns.contains_key(name)));
        ControlFlow::Continue(())
    });
    Some(found.into_iter().collect())
}

/// Unquoted names are read in lower case.
fn folded(identifier: &Ident) -> String {
    if identifier.quote_style.is_some() { identifier.value.clone() } else { identifier.value.to_lowercase() }
}

fn index_form(index: &Index) -> String {
    let keys: Vec<String> = index
        .keys
        .iter()
        .map(|key| {
            let value = match &key.value {
                IndexKeyValue::Column(name) => name.as_str(),
                IndexKeyValue::Expression(_) => "expression",
            };
            format!("{value}{}", if key.descending { " desc" } else { "" })
        })
        .collect();
    let unique = if index.unique { "unique " } else { "" };
    let predicate = if index.predicate.is_some() { " where" } else { "" };
    format!("{unique}{} ({}){predicate}", index.method, keys.join(", "))
}

fn trigger_form(trigger: &Trigger) -> String {
    let mut form = trigger.timing.to_lowercase();
    for event in ["INSERT", "DELETE", "UPDATE", "TRUNCATE"] {
        if trigger.events.iter().any(|written| written.starts_with(event)) {
            form.push_str(&format!(" {}", event.to_lowercase()));
        }
    }
    form.push_str(if trigger.for_each_row { " for each row" } else { " for each statement" });
    form.push_str(&format!(" execute {}.{}", trigger.function.schema, trigger.function.name));
    form
}
