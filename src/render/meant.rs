//! What a migration means to stand, in the short forms that its comparison block reads from pg_catalog.
//!
//! Comes in: steps. Goes out: the lists of templates/migration/compare.sql. The forms here and the queries there say the same in two
//! languages; the tests that run them on PostgreSQL hold them together.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use crate::ordered::{IndexMap, IndexSet};
use sha2::{Digest, Sha256};
use sqlparser::ast::{Expr, Ident, visit_expressions};
use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::Parser;

use super::statement::literal;
use super::table_part::{ConstraintRef, constraints_of, trusted};
use super::template::{RenderError, Sql, TemplateValue, Templates, readable, values};
use crate::catalog::{
    Catalog, CheckConstraint, Column, ColumnValue, DataType, Deferrable, EnumType, Expression, ForeignKey, Function, Index, IndexKeyValue,
    Kind, QualifiedName, Readings, ReferentialAction, Table, Trigger,
};
use crate::plan::{Change, Plan};
use crate::sql::quote_literal;

/// The tables that the plan creates whole.
pub(super) fn created_tables(plan: &Plan) -> impl Iterator<Item = &QualifiedName> {
    plan.steps.iter().filter_map(|step| match &step.change {
        Change::CreateTable(table) => Some(&table.name),
        _ => None,
    })
}

/// Which way the file goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// What is meant must stand; more may stand (a later migration has run).
    Forward,
    /// What stands must be what was meant, so that nothing of others is dropped; it may be gone already. Of a table that goes whole
    /// the names and types of all columns are compared, since they hold the data, and the constraints that were meant.
    Rollback,
}

impl Direction {
    /// What to do when something else stands.
    pub fn hint(self) -> &'static str {
        match self {
            Direction::Forward => {
                "An object of this name stood before this migration. Nothing has been changed: rename one of them, or make them equal."
            }
            Direction::Rollback => "It has been changed since, or was not made by this migration. Nothing has been dropped.",
        }
    }
}

/// `table public.posts` → its parts, each as `name definition`. Plan order.
struct Meant<'a> {
    objects: IndexMap<String, Vec<String>>,
    kinds: Kinds,
    forward: bool,
    /// What stands after the migration.
    expected: &'a Catalog,
    read: Readings,
}

/// Which sections of the query are needed.
#[derive(Clone, Copy, Default)]
struct Kinds {
    enums: bool,
    functions: bool,
    tables: bool,
    columns: bool,
    constraints: bool,
    /// Checks of which only the columns are compared.
    open_checks: bool,
    indexes: bool,
    triggers: bool,
    /// Tables of which only some parts are of this migration.
    additions: bool,
    created_tables: bool,
    /// Definitions that end in `...`.
    open: bool,
}

/// Lines of the list of what is meant: as many parts as fit.
const WIDEST_LINE: usize = 130;

/// The comparison block, or nothing when the plan makes nothing that has a shape.
pub(super) fn comparison(templates: &Templates, plan: &Plan, direction: Direction) -> Result<Option<String>, RenderError> {
    struct Object {
        name: Sql,
        /// The one line of an object that has no more.
        only: Option<Sql>,
        lines: Vec<Sql>,
        last: bool,
    }
    readable!(Object { name, only, lines, last });
    let meant = Meant::of(plan, direction);
    if meant.objects.is_empty() {
        return Ok(None);
    }
    let forward = direction == Direction::Forward;
    let hint = direction.hint();
    let count = meant.objects.len();
    let objects: Vec<Object> = meant
        .objects
        .iter()
        .enumerate()
        .map(|(place, (name, parts))| {
            let lines = wrapped(parts);
            let only = lines.first().filter(|_| parts.len() == 1).cloned();
            Object { name: literal(name), only, lines, last: place + 1 == count }
        })
        .collect();
    let objects = objects.template_value();
    let Kinds { enums, functions, tables, columns, constraints, open_checks, indexes, triggers, additions, created_tables, open } =
        meant.kinds;
    templates
        .render_tagged("migration/compare.sql", |tag| {
            values! {
                tag, forward, hint => literal(hint), objects,
                enums, functions, tables, columns, constraints, open_checks, indexes, triggers, additions, created_tables, open,
            }
        })
        .map(Some)
}

/// String constants, as many on a line as fit, with commas between.
fn wrapped(parts: &[String]) -> Vec<Sql> {
    let mut lines: Vec<String> = Vec::new();
    let mut width = 0;
    for part in parts {
        let constant = quote_literal(part);
        let length = constant.as_str().chars().count();
        match lines.last_mut() {
            Some(line) if width + length + 14 <= WIDEST_LINE => {
                line.push_str(", ");
                line.push_str(constant.as_str());
                width += 2 + length;
            }
            _ => {
                let mut line = String::with_capacity(WIDEST_LINE.max(constant.as_str().len()));
                line.push_str(constant.as_str());
                lines.push(line);
                width = length;
            }
        }
    }
    lines.into_iter().map(trusted).collect()
}

impl<'a> Meant<'a> {
    fn of(plan: &'a Plan, direction: Direction) -> Meant<'a> {
        let forward = direction == Direction::Forward;
        let mut meant =
            Meant { objects: IndexMap::default(), kinds: Kinds::default(), forward, expected: &plan.expected, read: Readings::default() };
        let created: IndexSet<&QualifiedName> = created_tables(plan).collect();
        let hangs_on_created = |table: &QualifiedName| !forward && created.contains(table);
        let mut grown_enums = BTreeSet::new();
        let mut altered = BTreeSet::new();
        for step in &plan.steps {
            match &step.change {
                Change::CreateEnum(created) => meant.enum_type(created),
                Change::AddEnumValue { name, .. } if forward && grown_enums.insert(name) => {
                    if let Some(grown) = plan.expected.enums.get(name) {
                        meant.enum_type(grown);
                    }
                }
                Change::CreateFunction(function) if !super::definition::is_special(function) => meant.function(function),
                Change::CreateTable(table) => meant.table(table),
                Change::AddColumn { table, column } => {
                    meant.kinds.columns = true;
                    let form = meant.column_form(plan.expected.tables.get(table), column, false);
                    meant.part(table, &created, &column.name, &form);
                }
                // Whatever several steps make of a column, it is one part.
                Change::AlterColumnType { table, to: Column { name, .. }, .. }
                | Change::SetColumnValue { table, to: Column { name, .. }, .. }
                | Change::SetNotNull { table, column: name, .. }
                    if altered.insert((table, name)) =>
                {
                    meant.altered_column(plan, table, &created, name);
                }
                Change::SwapEnum { to, .. } if forward => meant.enum_type(to),
                Change::CreateIndex { table, .. } | Change::CreateTrigger { table, .. } if hangs_on_created(table) => {}
                Change::AddConstraint { table, constraint } => {
                    let form = meant.constraint_form(plan.expected.tables.get(table), constraint.into());
                    meant.part(table, &created, constraint.name(), &form);
                }
                Change::CreateIndex { table, index } => {
                    meant.kinds.indexes = true;
                    let form = meant.index_form(plan.expected.tables.get(table), index);
                    meant.part(table, &created, &index.name, &form);
                }
                Change::CreateTrigger { table, trigger } => {
                    meant.kinds.triggers = true;
                    meant.part(table, &created, &trigger.name, &trigger_form(trigger));
                }
                _ => {}
            }
        }
        meant
    }

    fn line(&mut self, object: String, name: &str, definition: &str) {
        let line = self.part_line(name, definition);
        self.objects.entry(object).or_default().push(line);
    }

    /// Quotation marks are left out on both sides: which names need them differs between versions of PostgreSQL.
    fn part_line(&mut self, name: &str, definition: &str) -> String {
        self.kinds.open |= definition.ends_with(OPEN_END);
        let mut line = [name, " ", definition].concat();
        if line.contains('"') {
            line.retain(|character| character != '"');
        }
        line
    }

    fn part(&mut self, table: &QualifiedName, created: &IndexSet<&QualifiedName>, name: &str, definition: &str) {
        self.kinds.tables = true;
        let whole = created.contains(table);
        self.kinds.additions |= !whole;
        self.line([if whole { "table " } else { "part of table " }, &table.schema, ".", &table.name].concat(), name, definition);
    }

    fn altered_column(&mut self, plan: &Plan, of: &QualifiedName, created: &IndexSet<&QualifiedName>, name: &str) {
        let Some(table) = plan.expected.tables.get(of) else { return };
        let Some(column) = table.columns.get(name) else { return };
        let in_primary_key = table.primary_key.as_ref().is_some_and(|key| key.columns.contains(&column.name));
        let form = self.column_form(Some(table), column, in_primary_key);
        self.kinds.columns = true;
        self.part(of, created, name, &form);
    }

    fn table(&mut self, table: &Table) {
        self.kinds.created_tables = true;
        self.kinds.tables = true;
        let mut lines = Vec::with_capacity(table.columns.len() * 3);
        let keyed = |column: &Column| table.primary_key.as_ref().is_some_and(|key| key.columns.contains(&column.name));
        for column in table.columns.values() {
            self.kinds.columns = true;
            let form = self.column_form(Some(table), column, keyed(column));
            lines.push(self.part_line(&column.name, &form));
        }
        for constraint in constraints_of(table) {
            let form = self.constraint_form(Some(table), constraint);
            lines.push(self.part_line(constraint.name(), &form));
        }
        if lines.is_empty() {
            return;
        }
        self.objects.entry(["table ", &table.name.schema, ".", &table.name.name].concat()).or_default().extend(lines);
    }

    fn column_form(&self, table: Option<&Table>, column: &Column, in_primary_key: bool) -> String {
        let mut form = format_type(&column.data_type);
        if !self.forward {
            return form;
        }
        let numbered = matches!(column.value, ColumnValue::Serial { .. } | ColumnValue::Identity(_));
        if column.not_null || in_primary_key || numbered {
            form.push_str(" not null");
        }
        let (word, expression) = match &column.value {
            ColumnValue::None => ("", None),
            // PostgreSQL keeps no default that is null, or keeps it in a wrapping of its own.
            ColumnValue::Default(expression) if expression.written.trim().eq_ignore_ascii_case("null") => (OPEN_END, None),
            ColumnValue::Default(expression) => (" default ", Some(expression)),
            ColumnValue::Serial { .. } => (" serial", None),
            ColumnValue::Identity(_) => (" identity", None),
            ColumnValue::Generated(expression) => (" generated ", Some(expression)),
        };
        form.push_str(word);
        form.push_str(expression.map_or("", |expression| self.bare(table, expression, self.kind(&column.data_type)).unwrap_or(OPEN_END)));
        form
    }

    fn kind(&self, data_type: &DataType) -> Kind {
        Kind::of(data_type, |name| self.expected.enums.contains_key(name))
    }

    fn bare<'e>(&self, table: Option<&Table>, expression: &'e Expression, result: Kind) -> Option<&'e str> {
        expression.bare(&self.read, result, &|column| Some(self.kind(&table?.columns.get(column)?.data_type)))
    }

    fn constraint_form(&mut self, table: Option<&Table>, constraint: ConstraintRef<'_>) -> String {
        self.kinds.constraints = true;
        match constraint {
            ConstraintRef::Check(check) => self.check_form(table, check),
            other => constraint_form(other),
        }
    }

    /// Of an expression that is not known in bare words, only the columns that it uses: what PostgreSQL makes of it differs from what was
    /// written and between versions, and a false alarm is worse than a missed one.
    fn check_form(&mut self, table: Option<&Table>, check: &CheckConstraint) -> String {
        if let Some(words) = self.bare(table, &check.expression, Kind::Boolean) {
            let inherited = if check.no_inherit { " NO INHERIT" } else { "" };
            return format!("CHECK ({words}){inherited}{}", unless_validated(check.validated));
        }
        self.kinds.open_checks = true;
        match table.and_then(|table| columns_used(&check.expression, table)) {
            Some(columns) if columns.is_empty() => format!("CHECK of no column{}", unless_validated(check.validated)),
            Some(columns) => format!("CHECK of {}{}", columns.join(", "), unless_validated(check.validated)),
            None => format!("CHECK of {OPEN_END}"),
        }
    }

    /// A later migration may add values between these, hence each in brackets of its own.
    fn enum_type(&mut self, meant: &EnumType) {
        if meant.values.is_empty() {
            return;
        }
        self.kinds.enums = true;
        let values: Vec<String> = meant.values.iter().map(|value| format!("({value})")).collect();
        self.line(format!("enum {}.{}", meant.name.schema, meant.name.name), "values", &values.join(" "));
    }

    fn function(&mut self, function: &Function) {
        self.kinds.functions = true;
        // A checkout may have turned line ends into CRLF; the comparison is blind to that on both sides.
        let digest = Sha256::digest(function.body.replace('\r', "").as_bytes());
        let hexadecimal: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        let object = format!("function {}.{}({})", function.name.schema, function.name.name, function.arguments);
        let mut form = format!("{} {}", function.returns, function.language);
        if matches!(function.volatility.as_str(), "IMMUTABLE" | "STABLE") {
            form.push_str(&format!(" {}", function.volatility.to_lowercase()));
        }
        if function.security_definer {
            form.push_str(" security definer");
        }
        for (setting, value) in &function.settings {
            form.push_str(&format!(" set {setting}={value}"));
        }
        self.line(object, "returns", &format!("{form} body {hexadecimal}"));
    }

    /// As `pg_get_indexdef()` prints it, without its name and table. From an expression, an operator class or a collation on, all is left open.
    fn index_form(&self, table: Option<&Table>, index: &Index) -> String {
        let unique = if index.unique { "UNIQUE " } else { "" };
        // Of a partitioned table its index is printed with the words ON ONLY, and so the table's name stays.
        let partitioned = table.filter(|table| table.options.partition_key.is_some());
        let only = partitioned.map_or_else(String::new, |table| format!("ON ONLY {}.{} ", table.name.schema, table.name.name));
        let mut form = format!("{unique}INDEX {only}USING {} (", index.method);
        for (place, key) in index.keys.iter().enumerate() {
            let separator = if place == 0 { "" } else { ", " };
            let IndexKeyValue::Column(column) = &key.value else { return format!("{form}{separator}{OPEN_END}") };
            form.push_str(&format!("{separator}{column}"));
            if key.operator_class.is_some() || key.collation.is_some() {
                return format!("{form} {OPEN_END}");
            }
            form.push_str(match (key.descending, key.nulls_first) {
                (false, false) => "",
                (false, true) => " NULLS FIRST",
                (true, true) => " DESC",
                (true, false) => " DESC NULLS LAST",
            });
        }
        form.push_str(&format!("){}", included(&index.include)));
        if index.nulls_not_distinct {
            form.push_str(" NULLS NOT DISTINCT");
        }
        match (index.storage_parameters.is_empty(), &index.predicate) {
            (false, _) => format!("{form} WITH {OPEN_END}"),
            (true, Some(predicate)) => match self.bare(table, predicate, Kind::Boolean) {
                // PostgreSQL keeps no condition that is always met.
                Some("true") => form + OPEN_END,
                words => format!("{form} WHERE {}", words.unwrap_or(OPEN_END)),
            },
            (true, None) => form,
        }
    }
}

/// `ARRAY['a', 'b']`; with a cast when empty.
pub(super) fn text_array<'a>(values: impl Iterator<Item = &'a String>) -> Sql {
    let values: Vec<String> = values.map(|value| quote_literal(value).to_string()).collect();
    trusted(format!("ARRAY[{}]{}", values.join(", "), if values.is_empty() { "::text[]" } else { "" }))
}

/// As `format_type()` prints it when search_path is empty: with the modifiers that PostgreSQL fills in.
fn format_type(data_type: &DataType) -> String {
    let missing = match (data_type.schema.is_none(), data_type.name.as_str(), data_type.modifiers.len()) {
        (true, "numeric", 1) => "0",
        (true, "character" | "bit", 0) => "1",
        _ => return data_type.to_string(),
    };
    let mut filled = data_type.clone();
    filled.modifiers.push(missing.to_string());
    filled.to_string()
}

/// What follows is not compared: versions of PostgreSQL print it differently, or a later migration changes it.
const OPEN_END: &str = "...";

/// A later migration validates what is not.
fn unless_validated(validated: bool) -> &'static str {
    if validated { "" } else { OPEN_END }
}

/// As `pg_get_constraintdef()` prints it.
fn constraint_form(constraint: ConstraintRef<'_>) -> String {
    let deferred = |deferrable: Deferrable| match deferrable {
        Deferrable::No => "",
        Deferrable::InitiallyImmediate => " DEFERRABLE",
        Deferrable::InitiallyDeferred => " DEFERRABLE INITIALLY DEFERRED",
    };
    match constraint {
        ConstraintRef::PrimaryKey(key) => format!("PRIMARY KEY ({})", key.columns.join(", ")),
        ConstraintRef::Unique(unique) => format!(
            "UNIQUE {}({}){}{}",
            if unique.nulls_not_distinct { "NULLS NOT DISTINCT " } else { "" },
            unique.columns.join(", "),
            included(&unique.include),
            deferred(unique.deferrable)
        ),
        ConstraintRef::ForeignKey(key) => foreign_key_form(key, deferred(key.deferrable)),
        ConstraintRef::Check(_) | ConstraintRef::Exclusion(_) => format!("EXCLUDE {OPEN_END}"),
    }
}

fn included(columns: &[String]) -> String {
    if columns.is_empty() { String::new() } else { format!(" INCLUDE ({})", columns.join(", ")) }
}

fn foreign_key_form(key: &ForeignKey, deferred: &str) -> String {
    let action = |event: &str, action: ReferentialAction| match action {
        ReferentialAction::NoAction => String::new(),
        other => format!(" ON {event} {}", other.sql()),
    };
    let of_columns = match key.on_delete_columns.as_slice() {
        [] => String::new(),
        columns => format!(" ({})", columns.join(", ")),
    };
    format!(
        "FOREIGN KEY ({}) REFERENCES {}.{}({}){}{}{}{of_columns}{deferred}{}",
        key.columns.join(", "),
        key.references.schema,
        key.references.name,
        key.referenced_columns.join(", "),
        if key.match_full { " MATCH FULL" } else { "" },
        action("UPDATE", key.on_update),
        action("DELETE", key.on_delete),
        unless_validated(key.validated),
    )
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

/// As `pg_get_triggerdef()` prints it, without its name and table.
fn trigger_form(trigger: &Trigger) -> String {
    let events: Vec<&str> = ["INSERT", "DELETE", "UPDATE", "TRUNCATE"]
        .into_iter()
        .filter_map(|event| trigger.events.iter().find(|written| written.starts_with(event)).map(String::as_str))
        .collect();
    let row = if trigger.for_each_row { "ROW" } else { "STATEMENT" };
    let disabled = if matches!(trigger.enabled, 'D' | 'R') { "DISABLED " } else { "" };
    let form = format!("{disabled}TRIGGER {} {} FOR EACH {row}", trigger.timing, events.join(" OR "));
    if trigger.condition.is_some() {
        return format!("{form} WHEN ({OPEN_END}");
    }
    let schema = if trigger.function.schema == "pg_catalog" { String::new() } else { format!("{}.", trigger.function.schema) };
    let arguments: Vec<String> = trigger.arguments.iter().map(|argument| quote_literal(argument).to_string()).collect();
    format!("{form} EXECUTE FUNCTION {schema}{}({})", trigger.function.name, arguments.join(", "))
}
