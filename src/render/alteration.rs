//! Changes of what stands, as statements that a second run does not mind; neighbouring changes of one table share one ALTER TABLE.
//!
//! Comes in: the changes of a migration or of its rollback, in their order. Goes out: statements. Never happens: an unguarded statement
//! that would fail, or change something, when the file runs again.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::ordered::IndexMap;

use super::WrittenView;
use super::definition;
use super::difference::Renderer;
use super::file::Statement;
use super::made_anew::MadeAnew;
use super::rename::{guarded_following, guarded_renames};
use super::statement::{self, drop_object, function_signature, literal};
use super::swap::{self, swap_enum};
use super::table_part::{collation, column_part_alone, constraint_part, default_expression, expression, keyword, name, qualified, trusted};
use super::template::{RenderError, Sql, Templates, readable, values};
use super::unused::remove_lookup_values;
use crate::catalog::{Catalog, Column, ColumnValue, Definition, IdentityKind, QualifiedName, Table, TableOptions, serial_sequence_name};
use crate::plan::{Change, Constraint, Mark, Renaming};
use crate::sql::{SqlText, quote_identifier, quote_literal};

/// Which way a script goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Forward,
    Back,
}

/// What the statements of one file have in common.
pub(super) struct Script<'a> {
    templates: &'a Templates,
    expected: &'a Arc<Catalog>,
    way: Way,
    /// How the rollback knows the extensions that its migration created.
    mark: &'a str,
    /// Constraints and definitions that this script drops itself: it can make them anew without a guard.
    dropped_constraints: BTreeSet<(&'a QualifiedName, &'a str)>,
    undefined: BTreeSet<String>,
    /// Views as a person wrote them, by their key in the catalog.
    written: Option<&'a IndexMap<String, WrittenView>>,
    made_anew: MadeAnew,
}

type Statements = Result<Vec<Statement>, RenderError>;

impl<'a> Script<'a> {
    pub fn new(
        templates: &'a Templates,
        expected: &'a Arc<Catalog>,
        way: Way,
        mark: &'a str,
        changes: impl Iterator<Item = &'a Change>,
    ) -> Result<Script<'a>, RenderError> {
        let changes: Vec<&'a Change> = changes.collect();
        let made_anew = match way {
            Way::Forward => MadeAnew::of(templates, &changes)?,
            Way::Back => MadeAnew::default(),
        };
        let (dropped_constraints, undefined) = (BTreeSet::new(), BTreeSet::new());
        let mut script = Script { templates, expected, way, mark, dropped_constraints, undefined, written: None, made_anew };
        for change in changes {
            match change {
                Change::DropConstraint { table, constraint } => {
                    script.dropped_constraints.insert((table, constraint.name()));
                }
                Change::Undefine { definition, .. } => {
                    script.undefined.insert(definition.key());
                }
                _ => {}
            }
        }
        Ok(script)
    }

    /// Shows views as they are written, not as PostgreSQL prints them.
    pub fn with_views(self, written: &'a IndexMap<String, WrittenView>) -> Script<'a> {
        Script { written: Some(written), ..self }
    }

    /// The statements for the first of the changes and those after it that belong to it; how many changes these are.
    pub fn next(&self, changes: &[&Change]) -> Result<(Vec<Statement>, usize), RenderError> {
        let Some(first) = changes.first() else { return Err(RenderError { message: "no change to render".to_string() }) };
        if let Some(table) = self.altered_table(first) {
            let run: Vec<&Change> = changes.iter().copied().take_while(|change| self.altered_table(change) == Some(table)).collect();
            return Ok((self.alter_table(table, &run)?, run.len()));
        }
        match first {
            Change::AddConstraint { table, .. } => {
                let constraints: Vec<(&QualifiedName, &Constraint)> = changes
                    .iter()
                    .map_while(|change| match change {
                        Change::AddConstraint { table: of, constraint } if of == table && self.altered_table(change).is_none() => {
                            Some((of, constraint))
                        }
                        _ => None,
                    })
                    .collect();
                let count = constraints.len();
                Ok((vec![statement::add_constraints(self.templates, &constraints)?], count))
            }
            Change::Rename { .. } => {
                let renames: Vec<(&[Renaming], Option<&Mark>)> = changes
                    .iter()
                    .map_while(|change| match change {
                        Change::Rename { renamings, mark } => Some((renamings.as_slice(), mark.as_ref())),
                        _ => None,
                    })
                    .collect();
                Ok((vec![guarded_renames(self.templates, &renames)?], renames.len()))
            }
            change if follows_a_rename(change) => {
                let run: Vec<&Change> = changes.iter().copied().take_while(|change| follows_a_rename(change)).collect();
                Ok((vec![guarded_following(self.templates, &run)?], run.len()))
            }
            Change::SwapEnum { from, to, used_by } => {
                let is_next = |change: &&&Change| matches!(change, Change::SwapEnum { from: next, .. } if next.name == from.name);
                let count = changes.iter().take_while(is_next).count();
                let last = match changes[count - 1] {
                    Change::SwapEnum { to, .. } => to,
                    _ => to,
                };
                let statements = match self.way {
                    Way::Forward => vec![swap::guarded(self.templates, self.expected, from, last, used_by)?],
                    Way::Back => swap_enum(self.templates, self.expected, from, last, used_by, Way::Back)?,
                };
                Ok((statements, count))
            }
            change => Ok((self.single(change)?, 1)),
        }
    }

    /// The table, for a change that is an action of ALTER TABLE.
    fn altered_table<'c>(&self, change: &'c Change) -> Option<&'c QualifiedName> {
        match change {
            Change::AddColumn { column, .. } if self.comes_back_empty(column) => None,
            Change::AddColumn { table, .. }
            | Change::DropColumn { table, .. }
            | Change::DropConstraint { table, .. }
            | Change::AlterColumnType { table, .. }
            | Change::SetNotNull { table, .. }
            | Change::ValidateConstraint { table, .. } => Some(table),
            Change::AddConstraint { table, constraint } if self.dropped_constraints.contains(&(table, constraint.name())) => Some(table),
            Change::SetColumnValue { table, from, to } if is_action(from, to) => Some(table),
            _ => None,
        }
    }

    /// A column whose values are lost and that no row may lack: where rows stand, it can only come back without this promise.
    fn comes_back_empty(&self, column: &Column) -> bool {
        self.way == Way::Back && column.not_null && column.value == ColumnValue::None
    }

    fn alter_table(&self, table: &QualifiedName, run: &[&Change]) -> Statements {
        let added: Vec<&Column> = run
            .iter()
            .map_while(|change| match change {
                Change::AddColumn { column, .. } => Some(column),
                _ => None,
            })
            .collect();
        if added.len() == run.len() {
            return Ok(vec![statement::add_columns(self.templates, table, &added)?]);
        }
        if run.iter().all(|change| matches!(change, Change::DropColumn { .. } | Change::DropConstraint { .. })) {
            return Ok(vec![self.once(drop_parts(self.templates, table, run)?)?]);
        }
        let mut actions: Vec<Sql> = Vec::new();
        for change in run {
            for action in self.actions(change)? {
                actions.push(trusted(action));
            }
        }
        let text = self.templates.render("difference/alter_table.sql", values! { table => qualified(table), actions })?;
        Ok(vec![self.once(Statement::bare(text))?])
    }

    /// Beside views that are made anew, what stands is changed once.
    fn once(&self, statement: Statement) -> Result<Statement, RenderError> {
        if self.made_anew.is_active() { self.made_anew.guarded(self.templates, &statement.text) } else { Ok(statement) }
    }

    /// What comes before all statements.
    pub fn first_look(&self) -> Result<Option<Statement>, RenderError> {
        self.made_anew.look(self.templates)
    }

    fn actions(&self, change: &Change) -> Result<Vec<String>, RenderError> {
        let templates = self.templates;
        let one = |text: Result<String, RenderError>| text.map(|text| vec![text]);
        match change {
            Change::AddColumn { column, .. } => one(templates
                .render("difference/add_column.sql", values! { column => column_part_alone(column) })
                .map(|text| text.replacen("ADD COLUMN ", "ADD COLUMN IF NOT EXISTS ", 1))),
            Change::DropColumn { column, .. } => Ok(vec![format!("DROP COLUMN IF EXISTS {}", quote_identifier(&column.name))]),
            Change::DropConstraint { constraint, .. } => {
                Ok(vec![format!("DROP CONSTRAINT IF EXISTS {}", quote_identifier(constraint.name()))])
            }
            Change::AddConstraint { constraint, .. } => {
                one(templates.render("difference/add_constraint.sql", values! { constraint => constraint_part(constraint.into(), false) }))
            }
            Change::ValidateConstraint { constraint, .. } => {
                one(templates.render("difference/constraint_named.sql", values! { name => name(constraint.name()), validate => true }))
            }
            Change::AlterColumnType { to, using, .. } => {
                let values = values! {
                    name => name(&to.name),
                    data_type => Sql::from(to.data_type.sql()),
                    collation => to.collation.as_deref().map(collation),
                    using => using.as_ref().map(expression),
                };
                one(templates.render("difference/column_type.sql", values))
            }
            Change::SetNotNull { column, not_null, .. } => {
                one(templates.render("difference/column_not_null.sql", values! { name => name(column), not_null => *not_null }))
            }
            Change::SetColumnValue { from, to, .. } => {
                let mut actions = Vec::new();
                let column = quote_identifier(&to.name);
                if let (ColumnValue::Identity(_), ColumnValue::Identity(kind)) = (&from.value, &to.value) {
                    return Ok(vec![format!("ALTER COLUMN {column} SET GENERATED {}", identity(*kind))]);
                }
                if let ColumnValue::Identity(_) = &from.value {
                    actions.push(format!("ALTER COLUMN {column} DROP IDENTITY IF EXISTS"));
                }
                match &to.value {
                    ColumnValue::Default(default) => actions.push(self.set_default(to, Some(default))?),
                    _ if matches!(from.value, ColumnValue::Default(_)) => actions.push(self.set_default(to, None)?),
                    _ => {}
                }
                Ok(actions)
            }
            _ => Err(RenderError { message: format!("{} is no part of ALTER TABLE", change.object()) }),
        }
    }

    /// This script has dropped it, or what it goes with.
    fn is_gone(&self, definition: &Definition) -> bool {
        let mut owner = Some(definition.key());
        let mut next = definition.within.clone();
        while let Some(key) = owner {
            if self.undefined.contains(&key) {
                return true;
            }
            owner = next;
            next = owner.as_ref().and_then(|key| self.expected.definitions.get(key)?.within.clone());
        }
        false
    }

    fn set_default(&self, column: &Column, default: Option<&crate::catalog::Expression>) -> Result<String, RenderError> {
        let values = values! { name => name(&column.name), default => default.map(default_expression) };
        self.templates.render("difference/column_default.sql", values)
    }

    fn single(&self, change: &Change) -> Statements {
        let templates = self.templates;
        if let Change::AddColumn { table, column } = change {
            let open = Column { not_null: false, ..column.clone() };
            let required = templates.render_tagged("statement/require_unless_filled.sql", |tag| {
                values! { tag, table => qualified(table), name => name(&column.name) }
            })?;
            return Ok(vec![statement::add_columns(templates, table, &[&open])?, Statement::bare(required)]);
        }
        let statement = match change {
            Change::CreateSchema { name, .. } => statement::create_schema(templates, name)?,
            Change::CreateExtension { name, schema } if self.way == Way::Forward => {
                statement::create_extension(templates, name, schema, self.mark)?
            }
            Change::CreateEnum(created) => statement::create_enum(templates, created)?,
            Change::AddEnumValue { name, value, before } => statement::add_enum_value(templates, name, value, before.as_deref())?,
            Change::AddLookupValues { table, column, values } => statement::add_lookup_values(templates, table, column, values)?,
            Change::RemoveLookupValues { table, column, values, used_by } => {
                return remove_lookup_values(templates, table, column, values, used_by, self.way);
            }
            Change::CreateFunction(function) if definition::is_special(function) && self.way == Way::Forward => {
                definition::create_function(templates, function)?
            }
            Change::CreateFunction(function) => statement::create_function(templates, function)?,
            Change::ReplaceFunction { to, .. } => statement::replace_function(templates, to)?,
            Change::CreateTable(table) if self.way == Way::Forward && is_special(table) => {
                let renderer = Renderer { templates: Templates::new()?, expected: Arc::clone(self.expected) };
                let condition = format!("pg_catalog.to_regclass({}) IS NULL", quote_literal(table.name.sql().as_str()));
                self.guarded(&condition, &renderer.statements(std::iter::once(change))?)?
            }
            Change::CreateTable(table) if self.way == Way::Forward => statement::create_table(templates, table)?,
            Change::CreateIndex { table, index } => statement::create_index(templates, table, index)?,
            Change::CreateTrigger { table, trigger } => statement::create_trigger(templates, table, trigger)?,
            Change::SetComment { object, comment } => statement::set_comment(templates, self.expected, object, comment.as_deref())?,
            Change::DropSchema { name } => drop_object(templates, "SCHEMA", quote_identifier(name))?,
            Change::DropExtension { name, .. } if self.way == Way::Back => statement::drop_own_extension(templates, name, self.mark)?,
            Change::DropExtension { name, .. } => drop_object(templates, "EXTENSION", quote_identifier(name))?,
            Change::DropEnum(dropped) => drop_object(templates, "TYPE", dropped.name.sql())?,
            Change::DropFunction(function) if function.options.procedure => {
                drop_object(templates, "PROCEDURE", SqlText::trusted(function_signature(function)))?
            }
            Change::DropFunction(function) => drop_object(templates, "FUNCTION", SqlText::trusted(function_signature(function)))?,
            Change::DropTable(table) => drop_object(templates, "TABLE", table.name.sql())?,
            Change::DropIndex { table, index } => {
                drop_object(templates, "INDEX", QualifiedName::new(table.schema.clone(), index.name.clone()).sql())?
            }
            Change::DropTrigger { table, trigger } => Statement::bare(
                templates.render("statement/drop_trigger.sql", values! { name => name(&trigger.name), table => qualified(table) })?,
            ),
            Change::FillNulls { table, column, value } => {
                let values = values! { table => qualified(table), column => name(&column.name), value => expression(value) };
                Statement::bare(templates.render("statement/fill_nulls.sql", values)?)
            }
            Change::SetColumnValue { table, from, to } => return self.set_column_value(table, from, to),
            Change::Undefine { definition, .. } if definition.drop.is_empty() => return Ok(Vec::new()),
            Change::Undefine { definition, .. } => match if_exists(&definition.drop) {
                Some(text) if self.made_anew.covers(definition) => self.made_anew.guarded(templates, &format!("{text};"))?,
                Some(text) => Statement::bare(format!("{text};")),
                None => definition::undefine(templates, definition)?,
            },
            Change::Define { definition, .. } if definition.create.is_empty() => return Ok(Vec::new()),
            Change::Define { definition: made, .. } => match self.written.and_then(|written| written.get(&made.key())) {
                view if self.made_anew.covers(made) => definition::define(templates, made, view)?,
                Some(view) if self.is_gone(made) => return bare_unless_empty(view.create.clone()),
                None if self.is_gone(made) || self.way == Way::Back => return bare_unless_empty(made.create.clone()),
                view => definition::define(templates, made, view)?,
            },
            Change::Redefine { from, to } => {
                match super::sequence::bounded(templates, Some(from), to, to.replace.as_deref().unwrap_or_default())? {
                    Some(block) => Statement::bare(block),
                    None => definition::redefine(to, self.written.and_then(|written| written.get(&to.key())))?,
                }
            }
            // The way back runs once, after a comparison.
            other if self.way == Way::Back => {
                let renderer = Renderer { templates: Templates::new()?, expected: Arc::clone(self.expected) };
                return Ok(renderer.statements(std::iter::once(other))?.into_iter().map(Statement::bare).collect());
            }
            other => return Err(RenderError { message: format!("{} cannot be changed by a migration yet", other.object()) }),
        };
        Ok(vec![statement])
    }

    /// A column that begins or ceases to number its rows; its numbers go on behind the highest that stands.
    fn set_column_value(&self, table: &QualifiedName, from: &Column, to: &Column) -> Statements {
        let column = quote_identifier(&to.name);
        let alter = |actions: &[String]| format!("ALTER TABLE {} {};", table.sql(), actions.join(", "));
        let mut statements = Vec::new();
        if let (ColumnValue::Serial { sequence: old }, ColumnValue::Serial { sequence: new }) = (&from.value, &to.value) {
            if from.data_type != to.data_type {
                statements.push(Statement::bare(format!("ALTER SEQUENCE IF EXISTS {} AS {};", old.sql(), to.data_type.sql())));
            }
            if old != new {
                let rename = format!("ALTER SEQUENCE IF EXISTS {} RENAME TO {};", old.sql(), quote_identifier(&new.name));
                statements.push(Statement::bare(rename));
            }
            return Ok(statements);
        }
        match &to.value {
            ColumnValue::Identity(kind) => {
                let mut actions = Vec::new();
                if !matches!(from.value, ColumnValue::None) {
                    actions.push(format!("ALTER COLUMN {column} DROP DEFAULT"));
                }
                actions.push(format!("ALTER COLUMN {column} ADD GENERATED {} AS IDENTITY", identity(*kind)));
                let condition = format!(
                    "NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = {}::pg_catalog.regclass AND attname = {} AND attidentity <> '')",
                    quote_literal(table.sql().as_str()),
                    quote_literal(&to.name)
                );
                statements.push(self.guarded(&condition, &[alter(&actions)])?);
            }
            ColumnValue::Serial { sequence } => {
                statements.push(Statement::bare(format!("CREATE SEQUENCE IF NOT EXISTS {} AS {};", sequence.sql(), to.data_type.sql())));
                statements.push(Statement::bare(format!("ALTER SEQUENCE {} OWNED BY {}.{column};", sequence.sql(), table.sql())));
                let next = format!("nextval({}::regclass)", quote_literal(sequence.sql().as_str()));
                statements.push(Statement::bare(alter(&[format!("ALTER COLUMN {column} SET DEFAULT {next}")])));
            }
            _ => {}
        }
        if let ColumnValue::Serial { sequence } = &from.value {
            let default = match &to.value {
                ColumnValue::Default(default) => Some(self.set_default(to, Some(default))?),
                ColumnValue::None => Some(self.set_default(to, None)?),
                _ => None,
            };
            statements.extend(default.map(|action| Statement::bare(alter(&[action]))));
            statements.push(drop_object(self.templates, "SEQUENCE", sequence.sql())?);
        }
        if matches!(to.value, ColumnValue::Identity(_) | ColumnValue::Serial { .. }) {
            let values = values! {
                column => name(&to.name),
                table => qualified(table),
                table_literal => literal(table.sql().as_str()),
                column_literal => literal(&to.name),
            };
            statements.push(Statement::bare(self.templates.render("seed/advance_sequence.sql", values)?));
        }
        Ok(statements)
    }

    fn guarded(&self, condition: &str, statements: &[String]) -> Result<Statement, RenderError> {
        guarded(self.templates, condition, statements)
    }
}

/// A table with more than columns and constraints, or whose numbers come from a sequence of another name: more than one statement makes it.
fn is_special(table: &Table) -> bool {
    let other_sequence = |column: &Column| match &column.value {
        ColumnValue::Serial { sequence } => *sequence != serial_sequence_name(&table.name, &column.name),
        _ => false,
    };
    table.options != TableOptions::default() || table.columns.values().any(other_sequence)
}

/// Statements in a DO block that runs them only under a condition.
pub(super) fn guarded(templates: &Templates, condition: &str, statements: &[String]) -> Result<Statement, RenderError> {
    let lines: Vec<Sql> = statements.iter().map(|statement| trusted(indented(statement))).collect();
    let text = templates
        .render_tagged("statement/guarded.sql", |tag| values! { tag, condition => trusted(condition), statements => lines.clone() })?;
    Ok(Statement { text, checked: statements.to_vec() })
}

/// Each line deeper, unless a line break stands inside a string.
pub(super) fn indented(statement: &str) -> String {
    let mut quote = None;
    for character in statement.chars() {
        match quote {
            Some(open) if open == character => quote = None,
            Some(_) if character == '\n' => return statement.to_string(),
            None if matches!(character, '\'' | '"') => quote = Some(character),
            None if character == '$' => return statement.to_string(),
            _ => {}
        }
    }
    statement.lines().map(|line| format!("        {line}")).collect::<Vec<_>>().join("\n")
}

/// A part of a table, or the sequence of a column, that has another name and is the same otherwise.
pub(super) fn follows_a_rename(change: &Change) -> bool {
    match change {
        Change::RenamePart { .. } => true,
        Change::SetColumnValue { from, to, .. } => {
            let both = matches!((&from.value, &to.value), (ColumnValue::Serial { .. }, ColumnValue::Serial { .. }));
            both && from.data_type == to.data_type
        }
        _ => false,
    }
}

fn is_action(from: &Column, to: &Column) -> bool {
    use ColumnValue::{Default, Identity, None};
    matches!((&from.value, &to.value), (None | Default(_), None | Default(_)) | (Identity(_), None | Default(_) | Identity(_)))
}

fn identity(kind: IdentityKind) -> &'static str {
    match kind {
        IdentityKind::Always => "ALWAYS",
        IdentityKind::ByDefault => "BY DEFAULT",
    }
}

/// An empty text: the parts of the object have statements of their own.
fn bare_unless_empty(text: String) -> Statements {
    if text.is_empty() { Ok(Vec::new()) } else { Ok(vec![Statement::bare(format!("{text};"))]) }
}

/// `DROP VIEW a` → `DROP VIEW IF EXISTS a`; `None` for what is no such DROP.
pub(super) fn if_exists(drop: &str) -> Option<String> {
    const KINDS: &[&str] = &[
        "DROP VIEW ",
        "DROP MATERIALIZED VIEW ",
        "DROP RULE ",
        "DROP POLICY ",
        "DROP TRIGGER ",
        "DROP STATISTICS ",
        "DROP AGGREGATE ",
        "DROP CAST ",
        "DROP INDEX ",
        "DROP SEQUENCE ",
        "DROP DOMAIN ",
        "DROP TYPE ",
        "DROP EVENT TRIGGER ",
    ];
    KINDS.iter().find_map(|kind| drop.strip_prefix(kind).map(|rest| format!("{kind}IF EXISTS {rest}")))
}

/// Columns and constraints of one table leave in one ALTER TABLE. The table may have gone since.
pub(super) fn drop_parts(templates: &Templates, table: &QualifiedName, changes: &[&Change]) -> Result<Statement, RenderError> {
    struct Part {
        kind: Sql,
        name: Sql,
    }
    readable!(Part { kind, name });
    let parts: Vec<Part> = changes
        .iter()
        .filter_map(|change| match change {
            Change::DropColumn { column, .. } => Some(Part { kind: keyword("COLUMN"), name: name(&column.name) }),
            Change::DropConstraint { constraint, .. } => Some(Part { kind: keyword("CONSTRAINT"), name: name(constraint.name()) }),
            _ => None,
        })
        .collect();
    templates.render("statement/drop_parts.sql", values! { table => qualified(table), parts }).map(Statement::bare)
}
