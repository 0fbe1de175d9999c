//! A plan as plain SQL: what `diff` prints, for a person to read and to run once.
//!
//! Comes in: ordered steps. Goes out: one transaction without guards; neighbouring changes of one table stand in one ALTER TABLE.
//! Never happens: IF EXISTS, a comparison or a rollback (a migration file has these).

use std::sync::Arc;

use super::alteration::Way;
use super::statement::{
    add_enum_value, bare_enum, bare_extension, bare_trigger, create_index, create_schema, function_signature, literal, set_comment,
    setting_value, trigger_state,
};
use super::swap::swap_enum;
use super::table_part::{
    collation, column_part_alone, column_parts, constraint_part, constraints_of, default_expression, expression, keyword, name, qualified,
    trusted, typed_column_parts,
};
use super::template::{RenderError, Sql, Templates, quote_body, readable, values};
use crate::catalog::{
    Catalog, Column, ColumnValue, DataType, Expression, Function, IdentityKind, Parallel, QualifiedName, Table, TableOptions, Trigger,
    serial_sequence_name,
};
use crate::plan::{Change, Constraint, Part, Plan, Reverse, Step};
use crate::sql::{SqlText, quote_identifier};

/// A part of the text: a whole statement, or an action that shares its ALTER TABLE with its neighbours.
enum Piece {
    Statement(String),
    Action(QualifiedName, Sql),
}

/// The plan as one transaction; empty for an empty plan.
pub fn render_difference(plan: &Plan) -> Result<String, RenderError> {
    if plan.is_empty() {
        return Ok(String::new());
    }
    let renderer = Renderer { templates: Templates::new()?, expected: Arc::clone(&plan.expected) };
    let mut text = "BEGIN;\n".to_string();
    for statement in renderer.statements(plan.steps.iter().map(|step| &step.change))? {
        text.push('\n');
        text.push_str(&statement);
        text.push('\n');
    }
    text.push_str("\nCOMMIT;\n");
    Ok(text)
}

/// The statements of a step, and those that take it back.
#[derive(Debug, Clone)]
pub struct StepSql {
    pub forward: Vec<String>,
    pub back: Vec<String>,
}

/// Each step by itself.
pub fn render_steps(plan: &Plan) -> Result<Vec<StepSql>, RenderError> {
    let renderer = Renderer { templates: Templates::new()?, expected: Arc::clone(&plan.expected) };
    let both = |step: &Step| {
        let back: &[Change] = match &step.reverse {
            Reverse::Exact(changes) | Reverse::StructureOnly { changes, .. } => changes,
            Reverse::Impossible { .. } => &[],
        };
        Ok(StepSql { forward: renderer.statements(std::iter::once(&step.change))?, back: renderer.statements(back.iter())? })
    };
    plan.steps.iter().map(both).collect()
}

pub(super) struct Renderer {
    pub templates: Templates,
    pub expected: Arc<Catalog>,
}

type Pieces = Result<Vec<Piece>, RenderError>;

impl Renderer {
    /// Each statement of the changes, neighbouring actions merged.
    pub fn statements<'a>(&self, changes: impl Iterator<Item = &'a Change>) -> Result<Vec<String>, RenderError> {
        let mut statements = Vec::new();
        let mut open: Option<(QualifiedName, Vec<Sql>)> = None;
        let mut keys: Vec<&[String]> = Vec::new();
        for change in changes {
            // Of two keys over the same columns one ALTER TABLE makes one. Source: PostgreSQL, transformIndexConstraints.
            match change {
                Change::AddConstraint { constraint, .. } => {
                    if let Some(columns) = key_columns(constraint) {
                        if keys.contains(&columns) {
                            statements.extend(self.closed(open.take())?);
                            keys.clear();
                        }
                        keys.push(columns);
                    }
                }
                _ if open.is_none() => keys.clear(),
                _ => {}
            }
            for piece in self.pieces(change)? {
                match (piece, &mut open) {
                    (Piece::Action(table, action), Some((of, actions))) if *of == table => actions.push(action),
                    (Piece::Action(table, action), _) => {
                        statements.extend(self.closed(open.take())?);
                        open = Some((table, vec![action]));
                    }
                    (Piece::Statement(text), _) => {
                        statements.extend(self.closed(open.take())?);
                        statements.push(text);
                    }
                }
            }
        }
        statements.extend(self.closed(open.take())?);
        Ok(statements)
    }

    fn closed(&self, open: Option<(QualifiedName, Vec<Sql>)>) -> Result<Option<String>, RenderError> {
        let Some((table, actions)) = open else { return Ok(None) };
        self.templates.render("difference/alter_table.sql", values! { table => qualified(&table), actions }).map(Some)
    }

    fn pieces(&self, change: &Change) -> Pieces {
        let templates = &self.templates;
        let whole = |text: String| Ok(vec![Piece::Statement(text)]);
        match change {
            Change::CreateSchema { name, .. } => whole(create_schema(templates, name)?.text),
            Change::DropSchema { name } => whole(self.drop("SCHEMA", quote_identifier(name))?),
            Change::CreateExtension { name, schema } => whole(bare_extension(templates, name, schema)?),
            Change::DropExtension { name, .. } => whole(self.drop("EXTENSION", quote_identifier(name))?),
            Change::CreateEnum(created) => whole(bare_enum(templates, created)?),
            Change::DropEnum(dropped) => whole(self.drop("TYPE", dropped.name.sql())?),
            Change::AddEnumValue { name, value, before } => whole(add_enum_value(templates, name, value, before.as_deref())?.text),
            Change::SwapEnum { from, to, used_by } => {
                let swapped = swap_enum(templates, &self.expected, from, to, used_by, Way::Forward)?;
                Ok(swapped.into_iter().map(|statement| Piece::Statement(statement.text)).collect())
            }
            Change::AddLookupValues { table, column, values } => {
                whole(super::statement::add_lookup_values(templates, table, column, values)?.text)
            }
            Change::RemoveLookupValues { table, column, values, used_by } => {
                let statements = super::unused::remove_lookup_values(templates, table, column, values, used_by, Way::Forward)?;
                Ok(statements.into_iter().map(|statement| Piece::Statement(statement.text)).collect())
            }
            Change::CreateFunction(function) => whole(self.function(function, false)?),
            Change::ReplaceFunction { to, .. } => whole(self.function(to, true)?),
            Change::DropFunction(function) => {
                let kind = if function.options.procedure { "PROCEDURE" } else { "FUNCTION" };
                whole(self.drop(kind, SqlText::trusted(function_signature(function)))?)
            }
            Change::CreateTable(table) => self.create_table(table),
            Change::DropTable(table) => whole(self.drop("TABLE", table.name.sql())?),
            Change::AlterTable { from, to } => self.alter_options(from, to),
            Change::AddColumn { table, column } => self.add_column(table, column),
            Change::DropColumn { table, column } => {
                self.action(table, "difference/drop_column.sql", values! { name => name(&column.name) })
            }
            Change::AlterColumnType { table, to, using, .. } => {
                let values = values! {
                    name => name(&to.name),
                    data_type => Sql::from(to.data_type.sql()),
                    collation => to.collation.as_deref().map(collation),
                    using => using.as_ref().map(expression),
                };
                self.action(table, "difference/column_type.sql", values)
            }
            Change::SetColumnValue { table, from, to } => self.set_column_value(table, from, to),
            Change::FillNulls { table, column, value } => {
                let values = values! { table => qualified(table), column => name(&column.name), value => expression(value) };
                whole(templates.render("statement/fill_nulls.sql", values)?)
            }
            Change::SetNotNull { table, column, not_null } => {
                self.action(table, "difference/column_not_null.sql", values! { name => name(column), not_null => *not_null })
            }
            Change::Rename { renamings, .. } => {
                let mut pieces = Vec::new();
                for renaming in renamings {
                    pieces.extend(super::rename::rename(templates, renaming)?.into_iter().map(Piece::Statement));
                }
                Ok(pieces)
            }
            Change::RenamePart { table, part, from, to } => {
                let (kind, object, constraint) = match part {
                    Part::Constraint => ("TABLE", qualified(table), Some(name(from))),
                    Part::Index => ("INDEX", qualified(&QualifiedName::new(table.schema.clone(), from.clone())), None),
                };
                whole(templates.render("difference/rename.sql", values! { kind => keyword(kind), object, constraint, name => name(to) })?)
            }
            Change::AddConstraint { table, constraint } => {
                self.action(table, "difference/add_constraint.sql", values! { constraint => constraint_part(constraint.into(), false) })
            }
            Change::DropConstraint { table, constraint } => {
                let values = values! { name => name(constraint.name()), validate => false };
                self.action(table, "difference/constraint_named.sql", values)
            }
            Change::ValidateConstraint { table, constraint } => {
                let values = values! { name => name(constraint.name()), validate => true };
                self.action(table, "difference/constraint_named.sql", values)
            }
            Change::CreateIndex { table, index } => whole(create_index(templates, table, index)?.text),
            Change::DropIndex { table, index } => {
                whole(self.drop("INDEX", QualifiedName::new(table.schema.clone(), index.name.clone()).sql())?)
            }
            Change::CreateTrigger { table, trigger } => self.create_trigger(table, trigger),
            Change::DropTrigger { table, trigger } => {
                whole(templates.render("difference/drop_trigger.sql", values! { name => name(&trigger.name), table => qualified(table) })?)
            }
            Change::Define { definition, .. } => match super::sequence::bounded(templates, None, definition, &definition.create)? {
                Some(block) if definition.kind == "options of sequence" => whole(block),
                _ => self.definition(&definition.create),
            },
            Change::Undefine { definition, .. } => self.definition(&definition.drop),
            Change::Redefine { from, to } => {
                let statement = to.replace.as_deref().unwrap_or_default();
                match super::sequence::bounded(templates, Some(from), to, statement)? {
                    Some(block) => whole(block),
                    None => self.definition(statement),
                }
            }
            Change::SetComment { object, comment } => whole(set_comment(templates, &self.expected, object, comment.as_deref())?.text),
        }
    }

    fn action(&self, table: &QualifiedName, template: &str, values: minijinja::value::Value) -> Pieces {
        Ok(vec![Piece::Action(table.clone(), trusted(self.templates.render(template, values)?))])
    }

    fn drop(&self, kind: &str, object: SqlText) -> Result<String, RenderError> {
        self.templates.render("difference/drop.sql", values! { kind => keyword(kind), name => Sql::from(object) })
    }

    /// An empty text: the parts of the object have statements of their own.
    fn definition(&self, statement: &str) -> Pieces {
        if statement.is_empty() {
            return Ok(Vec::new());
        }
        Ok(vec![Piece::Statement(self.templates.render("difference/definition.sql", values! { statement => trusted(statement) })?)])
    }

    fn create_trigger(&self, table: &QualifiedName, trigger: &Trigger) -> Pieces {
        let state = trigger_state(&self.templates, table, trigger)?;
        Ok(std::iter::once(bare_trigger(&self.templates, table, trigger)?).chain(state).map(Piece::Statement).collect())
    }

    fn function(&self, function: &Function, replace: bool) -> Result<String, RenderError> {
        struct Setting {
            name: Sql,
            value: Sql,
        }
        readable!(Setting { name, value });
        let options = &function.options;
        let settings: Vec<Setting> = function
            .settings
            .iter()
            .map(|(setting, value)| Setting { name: name(setting), value: setting_value(setting, value) })
            .collect();
        let transforms: Vec<String> = options.transforms.iter().map(|data_type| format!("FOR TYPE {data_type}")).collect();
        let parallel = match options.parallel {
            Parallel::Unsafe => None,
            Parallel::Restricted => Some("RESTRICTED"),
            Parallel::Safe => Some("SAFE"),
        };
        self.templates.render(
            "difference/create_function.sql",
            values! {
                replace,
                procedure => options.procedure,
                name => qualified(&function.name),
                arguments => trusted(function.arguments.clone()),
                returns => Some(&function.returns).filter(|returns| !returns.is_empty()).map(trusted_text),
                transforms => Some(transforms).filter(|list| !list.is_empty()).map(|list| trusted(list.join(", "))),
                language => name(&function.language),
                volatility => Some(&function.volatility).filter(|word| *word != "VOLATILE").map(|word| keyword(word)),
                strict => options.strict,
                security_definer => function.security_definer,
                leakproof => options.leakproof,
                parallel => parallel.map(keyword),
                cost => options.cost.as_ref().map(trusted_text),
                rows => options.rows.as_ref().map(trusted_text),
                support => options.support.as_ref().map(trusted_text),
                settings,
                sql_body => options.sql_body.then(|| trusted(function.body.clone())),
                file => options.file.as_deref().map(literal),
                body => Sql::from(quote_body(&function.body)),
            },
        )
    }

    fn create_table(&self, table: &Table) -> Pieces {
        let TableOptions { inherited, parents, partition_bound, .. } = &table.options;
        let mut pieces = Vec::new();
        let mut after = Vec::new();
        let mut columns: Vec<Column> = Vec::new();
        let own = table.columns.values().filter(|column| !inherited.columns.contains(&column.name));
        for column in own {
            let mut column = column.clone();
            if let ColumnValue::Serial { sequence } = &column.value
                && *sequence != serial_sequence_name(&table.name, &column.name)
            {
                pieces.push(Piece::Statement(self.create_sequence(sequence, &column.data_type)?));
                after.push(Piece::Statement(self.own_sequence(sequence, &table.name, &column.name)?));
                column.value = ColumnValue::Default(next_value(sequence));
            }
            columns.push(column);
        }
        let constraints: Vec<_> = constraints_of(table)
            .filter(|constraint| !inherited.constraints.contains(constraint.name()))
            .map(|constraint| constraint_part(constraint, true))
            .collect();
        let parent_names: Vec<String> = parents.iter().map(|parent| parent.sql().to_string()).collect();
        let is_partition = partition_bound.is_some();
        let options = &table.options;
        let columns = if options.of_type.is_some() { typed_column_parts(columns.iter()) } else { column_parts(columns.iter()) };
        let values = values! {
            unlogged => options.unlogged,
            name => qualified(&table.name),
            of_type => options.of_type.as_ref().map(trusted_text),
            partition_of => Some(parent_names.join(", ")).filter(|_| is_partition).map(trusted),
            body => !is_partition && options.of_type.is_none() || !columns.is_empty() || !constraints.is_empty(),
            columns,
            constraints,
            bound => partition_bound.as_ref().map(trusted_text),
            inherits => Some(parent_names.join(", ")).filter(|names| !is_partition && !names.is_empty()).map(trusted),
            partition_key => options.partition_key.as_ref().map(trusted_text),
            access_method => options.access_method.as_deref().map(name),
            storage => storage(options),
            tablespace => options.tablespace.as_deref().map(name),
        };
        pieces.push(Piece::Statement(self.templates.render("difference/create_table.sql", values)?));
        pieces.extend(after);
        Ok(pieces)
    }

    fn add_column(&self, table: &QualifiedName, column: &Column) -> Pieces {
        match &column.value {
            ColumnValue::Serial { sequence } if *sequence != serial_sequence_name(table, &column.name) => {
                let mut plain = column.clone();
                plain.value = ColumnValue::Default(next_value(sequence));
                let mut pieces = vec![Piece::Statement(self.create_sequence(sequence, &column.data_type)?)];
                pieces.extend(self.add_column(table, &plain)?);
                pieces.push(Piece::Statement(self.own_sequence(sequence, table, &column.name)?));
                Ok(pieces)
            }
            _ => self.action(table, "difference/add_column.sql", values! { column => column_part_alone(column) }),
        }
    }

    fn create_sequence(&self, sequence: &QualifiedName, data_type: &DataType) -> Result<String, RenderError> {
        let data_type = Some(data_type).filter(|data_type| data_type.name != "bigint").map(|data_type| Sql::from(data_type.sql()));
        self.templates.render("difference/create_sequence.sql", values! { name => qualified(sequence), data_type })
    }

    fn own_sequence(&self, sequence: &QualifiedName, table: &QualifiedName, column: &str) -> Result<String, RenderError> {
        let owner = trusted(format!("{}.{}", table.sql(), quote_identifier(column)));
        let data_type: Option<Sql> = None;
        self.templates.render("difference/alter_sequence.sql", values! { name => qualified(sequence), owner => Some(owner), data_type })
    }

    fn set_default(&self, table: &QualifiedName, column: &str, default: Option<&Expression>) -> Pieces {
        let values = values! { name => name(column), default => default.map(default_expression) };
        self.action(table, "difference/column_default.sql", values)
    }

    fn set_identity(&self, table: &QualifiedName, column: &str, stands: bool, kind: Option<IdentityKind>) -> Pieces {
        let kind = kind.map(|kind| {
            keyword(match kind {
                IdentityKind::Always => "ALWAYS",
                IdentityKind::ByDefault => "BY DEFAULT",
            })
        });
        self.action(table, "difference/column_identity.sql", values! { name => name(column), stands, kind })
    }

    /// The old source goes before the new one comes.
    fn set_column_value(&self, table: &QualifiedName, from: &Column, to: &Column) -> Pieces {
        let column = &to.name;
        if let (ColumnValue::Serial { sequence: old }, ColumnValue::Serial { sequence: new }) = (&from.value, &to.value) {
            return self.other_sequence(old, new, from, to);
        }
        if let (ColumnValue::Identity(_), ColumnValue::Identity(kind)) = (&from.value, &to.value) {
            return self.set_identity(table, column, true, Some(*kind));
        }
        let mut pieces = match &from.value {
            // So that the type can change next.
            ColumnValue::Identity(_) if to.value == ColumnValue::None => {
                let pieces = self.set_identity(table, column, true, None)?;
                let actions = pieces.into_iter().filter_map(|piece| match piece {
                    Piece::Action(_, action) => Some(action),
                    Piece::Statement(_) => None,
                });
                self.closed(Some((table.clone(), actions.collect())))?.map(Piece::Statement).into_iter().collect()
            }
            ColumnValue::Identity(_) => self.set_identity(table, column, true, None)?,
            ColumnValue::Default(_) if matches!(to.value, ColumnValue::Default(_)) => Vec::new(),
            ColumnValue::None => Vec::new(),
            // A statement of its own: in the same one PostgreSQL takes the column for a computed one still.
            ColumnValue::Generated(_) => {
                let action = trusted(self.templates.render("difference/drop_expression.sql", values! { name => name(column) })?);
                self.closed(Some((table.clone(), vec![action])))?.map(Piece::Statement).into_iter().collect()
            }
            ColumnValue::Default(_) => self.set_default(table, column, None)?,
            ColumnValue::Serial { sequence } => {
                let mut pieces = self.set_default(table, column, None)?;
                pieces.push(Piece::Statement(self.drop("SEQUENCE", sequence.sql())?));
                pieces
            }
        };
        match &to.value {
            ColumnValue::None | ColumnValue::Generated(_) => {}
            ColumnValue::Default(default) => pieces.extend(self.set_default(table, column, Some(default))?),
            ColumnValue::Identity(kind) => pieces.extend(self.set_identity(table, column, false, Some(*kind))?),
            ColumnValue::Serial { sequence } => {
                pieces.push(Piece::Statement(self.create_sequence(sequence, &to.data_type)?));
                pieces.push(Piece::Statement(self.own_sequence(sequence, table, column)?));
                pieces.extend(self.set_default(table, column, Some(&next_value(sequence)))?);
            }
        }
        Ok(pieces)
    }

    fn other_sequence(&self, old: &QualifiedName, new: &QualifiedName, from: &Column, to: &Column) -> Pieces {
        let mut pieces = Vec::new();
        if from.data_type != to.data_type {
            let owner: Option<Sql> = None;
            let values = values! { name => qualified(old), owner, data_type => Some(Sql::from(to.data_type.sql())) };
            pieces.push(Piece::Statement(self.templates.render("difference/alter_sequence.sql", values)?));
        }
        if old != new {
            let constraint: Option<Sql> = None;
            let values = values! { kind => keyword("SEQUENCE"), object => qualified(old), constraint, name => name(&new.name) };
            pieces.push(Piece::Statement(self.templates.render("difference/rename.sql", values)?));
        }
        Ok(pieces)
    }

    fn alter_options(&self, from: &Table, to: &Table) -> Pieces {
        let (old, new) = (&from.options, &to.options);
        if old.partition_key != new.partition_key || old.of_type != new.of_type {
            return Err(RenderError { message: format!("{} would have to be made anew to be partitioned otherwise", to.name) });
        }
        let mut pieces = Vec::new();
        let mut option = |table: &QualifiedName, which: TableOption| -> Result<(), RenderError> {
            pieces.extend(self.action(table, "difference/table_option.sql", which.values())?);
            Ok(())
        };
        let empty = TableOption::default;
        let mut statements: Vec<(&QualifiedName, TableOption)> = Vec::new();
        if old.parents != new.parents || old.partition_bound != new.partition_bound {
            for parent in &old.parents {
                match old.partition_bound {
                    // A statement of its own each: PostgreSQL combines it with no other action.
                    Some(_) => statements.push((parent, TableOption { detach: Some(qualified(&to.name)), ..empty() })),
                    None if new.parents.contains(parent) => {}
                    None => option(&to.name, TableOption { leave: Some(qualified(parent)), ..empty() })?,
                }
            }
            for parent in &new.parents {
                match &new.partition_bound {
                    Some(bound) => {
                        let attach = TableOption { attach: Some(qualified(&to.name)), bound: Some(trusted(bound.clone())), ..empty() };
                        statements.push((parent, attach));
                    }
                    None if old.partition_bound.is_none() && old.parents.contains(parent) => {}
                    None => option(&to.name, TableOption { inherit: Some(qualified(parent)), ..empty() })?,
                }
            }
        }
        if old.unlogged != new.unlogged {
            let logged = Some(keyword(if new.unlogged { "UNLOGGED" } else { "LOGGED" }));
            option(&to.name, TableOption { logged, ..empty() })?;
        }
        if old.storage_parameters != new.storage_parameters {
            let gone: Vec<String> = old
                .storage_parameters
                .keys()
                .filter(|parameter| !new.storage_parameters.contains_key(*parameter))
                .map(|parameter| quote_identifier(parameter).to_string())
                .collect();
            if !gone.is_empty() {
                option(&to.name, TableOption { reset: Some(trusted(gone.join(", "))), ..empty() })?;
            }
            if let Some(storage) = storage(new) {
                option(&to.name, TableOption { storage: Some(storage), ..empty() })?;
            }
        }
        if old.tablespace != new.tablespace {
            let tablespace = Some(name(new.tablespace.as_deref().unwrap_or("pg_default")));
            option(&to.name, TableOption { tablespace, ..empty() })?;
        }
        if old.access_method != new.access_method {
            let access_method = Some(name(new.access_method.as_deref().unwrap_or("heap")));
            option(&to.name, TableOption { access_method, ..empty() })?;
        }
        for (table, which) in statements {
            let action = trusted(self.templates.render("difference/table_option.sql", which.values())?);
            pieces.extend(self.closed(Some((table.clone(), vec![action])))?.map(Piece::Statement));
        }
        Ok(pieces)
    }
}

fn key_columns(constraint: &Constraint) -> Option<&[String]> {
    match constraint {
        Constraint::PrimaryKey(key) => Some(&key.columns),
        Constraint::Unique(unique) => Some(&unique.columns),
        _ => None,
    }
}

/// The one that is there is meant.
#[derive(Default)]
struct TableOption {
    attach: Option<Sql>,
    bound: Option<Sql>,
    detach: Option<Sql>,
    inherit: Option<Sql>,
    leave: Option<Sql>,
    logged: Option<Sql>,
    storage: Option<Sql>,
    reset: Option<Sql>,
    tablespace: Option<Sql>,
    access_method: Option<Sql>,
}
readable!(TableOption { attach, bound, detach, inherit, leave, logged, storage, reset, tablespace, access_method });

impl TableOption {
    fn values(&self) -> minijinja::value::Value {
        super::template::TemplateValue::template_value(self)
    }
}

fn storage(options: &TableOptions) -> Option<Sql> {
    let parameters: Vec<String> =
        options.storage_parameters.iter().map(|(parameter, value)| super::statement::storage_parameter(parameter, value)).collect();
    Some(parameters).filter(|list| !list.is_empty()).map(|list| trusted(list.join(", ")))
}

fn trusted_text(text: impl AsRef<str>) -> Sql {
    trusted(text.as_ref())
}

fn next_value(sequence: &QualifiedName) -> Expression {
    Expression::new(format!("nextval({}::regclass)", crate::sql::quote_literal(sequence.sql().as_str())))
}
