//! One change, or several that belong in one statement, as SQL.

use super::file::Statement;
use super::table_part::{
    column_part_alone, column_parts, constraint_part, constraints_of, expression, keyword, name, names, qualified, trusted,
};
use super::template::{RenderError, Sql, Templates, quote_body, readable, values};
use crate::catalog::{Catalog, Column, EnumType, Function, Index, IndexKey, IndexKeyValue, ObjectPath, QualifiedName, Table, Trigger};
use crate::plan::Constraint;
use crate::sql::{SqlText, quote_identifier, quote_literal};

type Rendered = Result<Statement, RenderError>;

pub(super) fn literal(text: &str) -> Sql {
    quote_literal(text).into()
}

/// For `::pg_catalog.regnamespace`, which reads a name as SQL does.
fn schema_literal(schema: &str) -> Sql {
    literal(quote_identifier(schema).as_str())
}

pub(super) fn create_schema(templates: &Templates, schema: &str) -> Rendered {
    templates.render("statement/create_schema.sql", values! { name => name(schema) }).map(Statement::bare)
}

pub(super) fn bare_extension(templates: &Templates, extension: &str, schema: &str) -> Result<String, RenderError> {
    templates.render("statement/create_extension.sql", values! { name => name(extension), schema => name(schema) })
}

/// An extension that stands is left as it is. One that is created gets `mark` as its comment, by which [`drop_own_extension`] knows it.
pub(super) fn create_extension(templates: &Templates, extension: &str, schema: &str, mark: &str) -> Rendered {
    let bare = bare_extension(templates, extension, schema)?;
    let object = format!("EXTENSION {}", quote_identifier(extension));
    let comment = templates.render("statement/comment.sql", values! { object => trusted(object), comment => Some(literal(mark)) })?;
    let text = templates.render_tagged("statement/guarded_extension.sql", |tag| {
        values! { tag, extension_name => literal(extension), statement => trusted(bare.clone()), comment => trusted(comment.clone()) }
    })?;
    Ok(Statement { text, checked: vec![bare, comment] })
}

/// The way back of [`create_extension`]: one that stood before, or was created by somebody else since, stays.
pub(super) fn drop_own_extension(templates: &Templates, extension: &str, mark: &str) -> Rendered {
    let bare = templates.render("statement/drop.sql", values! { kind => keyword("EXTENSION"), name => name(extension) })?;
    let text = templates.render_tagged("statement/drop_own_extension.sql", |tag| {
        values! { tag, extension_name => literal(extension), mark => literal(mark), statement => trusted(bare.clone()) }
    })?;
    Ok(Statement { text, checked: vec![bare] })
}

/// CREATE TYPE as it is, without a guard.
pub(super) fn bare_enum(templates: &Templates, created: &EnumType) -> Result<String, RenderError> {
    let values: Vec<Sql> = created.values.iter().map(|value| literal(value)).collect();
    templates.render("statement/create_enum.sql", values! { name => qualified(&created.name), values })
}

pub(super) fn create_enum(templates: &Templates, created: &EnumType) -> Rendered {
    let bare = bare_enum(templates, created)?;
    let text = templates.render_tagged("statement/guarded_enum.sql", |tag| {
        values! { tag, schema => schema_literal(&created.name.schema), type_name => literal(&created.name.name), statement => trusted(bare.clone()) }
    })?;
    Ok(Statement { text, checked: vec![bare] })
}

pub(super) fn add_enum_value(templates: &Templates, enum_name: &QualifiedName, value: &str, before: Option<&str>) -> Rendered {
    let values = values! { name => qualified(enum_name), value => literal(value), before => before.map(literal) };
    templates.render("statement/add_enum_value.sql", values).map(Statement::bare)
}

/// Values that stand already stay as they are.
pub(super) fn add_lookup_values(templates: &Templates, table: &QualifiedName, column: &str, values: &[String]) -> Rendered {
    let values: Vec<Sql> = values.iter().map(|value| literal(value)).collect();
    let values = values! { table => qualified(table), column => name(column), values };
    templates.render("statement/add_lookup_values.sql", values).map(Statement::bare)
}

fn bare_function(templates: &Templates, function: &Function) -> Result<String, RenderError> {
    struct Setting {
        name: Sql,
        value: Sql,
    }
    readable!(Setting { name, value });
    let settings: Vec<Setting> =
        function.settings.iter().map(|(setting, value)| Setting { name: name(setting), value: setting_value(setting, value) }).collect();
    templates.render(
        "statement/create_function.sql",
        values! {
            name => qualified(&function.name),
            arguments => trusted(function.arguments.clone()),
            returns => trusted(function.returns.clone()),
            language => name(&function.language),
            volatility => Some(&function.volatility).filter(|word| *word != "VOLATILE").map(|word| keyword(word)),
            security_definer => function.security_definer,
            settings,
            body => Sql::from(quote_body(&function.body)),
        },
    )
}

/// In place of ours that stands.
pub(super) fn replace_function(templates: &Templates, function: &Function) -> Rendered {
    bare_function(templates, function).map(|bare| Statement::bare(bare.replacen("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1)))
}

/// A function of this name that stands is never replaced; whether it is the same is compared before COMMIT.
pub(super) fn create_function(templates: &Templates, function: &Function) -> Rendered {
    let bare = bare_function(templates, function)?;
    let text = templates.render_tagged("statement/guarded_function.sql", |tag| {
        values! {
            tag,
            schema => schema_literal(&function.name.schema),
            function_name => literal(&function.name.name),
            identity_arguments => literal(&function.argument_types),
            statement => trusted(bare.clone()),
        }
    })?;
    Ok(Statement { text, checked: vec![bare] })
}

/// The catalog stores a list of names as PostgreSQL prints it; an empty list is `""` there and `''` in SQL. Source: pg_dump, dumputils.c.
pub(super) fn setting_value(setting: &str, value: &str) -> Sql {
    if setting != "search_path" {
        return literal(value);
    }
    let parts: Vec<&str> = value.split(',').map(|part| part.trim().trim_matches(['"', '\''])).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() {
        return literal("");
    }
    trusted(parts.iter().map(|part| quote_identifier(part).to_string()).collect::<Vec<_>>().join(", "))
}

pub(super) fn create_table(templates: &Templates, table: &Table) -> Rendered {
    let constraints: Vec<_> = constraints_of(table).map(|constraint| constraint_part(constraint, true)).collect();
    let values = values! { name => qualified(&table.name), columns => column_parts(table.columns.values()), constraints };
    templates.render("statement/create_table.sql", values).map(Statement::bare)
}

pub(super) fn add_columns(templates: &Templates, table: &QualifiedName, columns: &[&Column]) -> Rendered {
    let columns = match columns {
        [only] => vec![column_part_alone(only)],
        several => column_parts(several.iter().copied()),
    };
    templates.render("statement/add_columns.sql", values! { table => qualified(table), columns }).map(Statement::bare)
}

pub(super) fn bare_constraint(templates: &Templates, table: &QualifiedName, constraint: &Constraint) -> Result<String, RenderError> {
    let values = values! { table => qualified(table), constraint => constraint_part(constraint.into(), false) };
    templates.render("statement/add_constraint.sql", values)
}

/// Constraints that are added to one table later than its creation, in one DO block.
pub(super) fn add_constraints(templates: &Templates, constraints: &[(&QualifiedName, &Constraint)]) -> Rendered {
    struct Guarded {
        table: Sql,
        name: Sql,
        statement: Sql,
    }
    readable!(Guarded { table, name, statement });
    let mut checked = Vec::new();
    let mut guarded = Vec::new();
    for (table, constraint) in constraints {
        let bare = bare_constraint(templates, table, constraint)?;
        guarded.push(Guarded { table: literal(table.sql().as_str()), name: literal(constraint.name()), statement: trusted(bare.clone()) });
        checked.push(bare);
    }
    let text = templates.render_tagged("statement/guarded_constraints.sql", |tag| values! { tag, constraints => guarded })?;
    Ok(Statement { text, checked })
}

pub(super) fn create_index(templates: &Templates, table: &QualifiedName, index: &Index) -> Rendered {
    let keys: Vec<String> = index.keys.iter().map(index_key).collect();
    let storage: Vec<String> = index.storage_parameters.iter().map(|(parameter, value)| storage_parameter(parameter, value)).collect();
    let values = values! {
        name => name(&index.name),
        table => qualified(table),
        unique => index.unique,
        method => Some(&index.method).filter(|method| *method != "btree").map(|method| name(method)),
        keys => trusted(keys.join(", ")),
        include => Some(&index.include).filter(|columns| !columns.is_empty()).map(|columns| names(columns)),
        nulls_not_distinct => index.nulls_not_distinct,
        storage => Some(storage).filter(|list| !list.is_empty()).map(|list| trusted(list.join(", "))),
        predicate => index.predicate.as_ref().map(expression),
    };
    templates.render("statement/create_index.sql", values).map(Statement::bare)
}

fn index_key(key: &IndexKey) -> String {
    let mut text = match &key.value {
        IndexKeyValue::Column(column) => quote_identifier(column).to_string(),
        IndexKeyValue::Expression(written) if written.written.contains("--") => format!("({}\n)", written.written),
        IndexKeyValue::Expression(written) => format!("({})", written.written),
    };
    let possibly_qualified =
        |word: &str| QualifiedName::try_from(word.to_string()).map_or_else(|_| quote_identifier(word), |name| name.sql());
    if let Some(collation) = &key.collation {
        text.push_str(&format!(" COLLATE {}", possibly_qualified(collation)));
    }
    if let Some(class) = &key.operator_class {
        text.push_str(&format!(" {}", possibly_qualified(class)));
    }
    if key.descending {
        text.push_str(" DESC");
    }
    // The default is last for ascending, first for descending keys.
    if key.nulls_first != key.descending {
        text.push_str(if key.nulls_first { " NULLS FIRST" } else { " NULLS LAST" });
    }
    text
}

pub(super) fn storage_parameter(parameter: &str, value: &str) -> String {
    let plain = !value.is_empty() && value.chars().all(|c| c.is_ascii_alphanumeric());
    let value = if plain { value.to_string() } else { quote_literal(value).to_string() };
    format!("{} = {value}", quote_identifier(parameter))
}

/// A trigger of this name that stands is never replaced; whether it is the same is compared before COMMIT.
/// CREATE TRIGGER as it is, without a guard, as deep as it stands in one.
fn indented_trigger(templates: &Templates, table: &QualifiedName, trigger: &Trigger) -> Result<String, RenderError> {
    let arguments: Vec<String> = trigger.arguments.iter().map(|argument| quote_literal(argument).to_string()).collect();
    let values = values! {
        name => name(&trigger.name),
        timing => trusted(trigger.timing.clone()),
        events => trigger.events.iter().map(|event| trusted(event.clone())).collect::<Vec<_>>(),
        table => qualified(table),
        row => trigger.for_each_row,
        condition => trigger.condition.as_ref().map(expression),
        function => qualified(&trigger.function),
        arguments => trusted(arguments.join(", ")),
    };
    templates.render("statement/create_trigger.sql", values)
}

pub(super) fn bare_trigger(templates: &Templates, table: &QualifiedName, trigger: &Trigger) -> Result<String, RenderError> {
    let text = indented_trigger(templates, table, trigger)?;
    Ok(text.trim_start().replace("\n            FOR EACH", "\n    FOR EACH"))
}

pub(super) fn create_trigger(templates: &Templates, table: &QualifiedName, trigger: &Trigger) -> Rendered {
    let bare = indented_trigger(templates, table, trigger)?;
    let state = trigger_state(templates, table, trigger)?;
    let text = templates.render_tagged("statement/guarded_trigger.sql", |tag| {
        values! {
            tag,
            table => literal(table.sql().as_str()),
            trigger_name => literal(&trigger.name),
            statement => trusted(bare.clone()),
            state => state.clone().map(trusted),
        }
    })?;
    Ok(Statement { text, checked: std::iter::once(bare.trim_start().to_string()).chain(state).collect() })
}

/// What makes a new trigger fire otherwise than usual.
pub(super) fn trigger_state(templates: &Templates, table: &QualifiedName, trigger: &Trigger) -> Result<Option<String>, RenderError> {
    let state = match trigger.enabled {
        'D' => "DISABLE",
        'R' => "ENABLE REPLICA",
        'A' => "ENABLE ALWAYS",
        _ => return Ok(None),
    };
    let values = values! { table => qualified(table), state => keyword(state), name => name(&trigger.name) };
    templates.render("difference/trigger_state.sql", values).map(Some)
}

/// `functions` gives the quoted name of a function for its signature.
pub(super) fn set_comment(templates: &Templates, functions: &Catalog, object: &ObjectPath, comment: Option<&str>) -> Rendered {
    let part = |kind: &str, table: &QualifiedName, part: &str| format!("{kind} {} ON {}", quote_identifier(part), table.sql());
    let object = match object {
        ObjectPath::Schema(schema) => format!("SCHEMA {}", quote_identifier(schema)),
        ObjectPath::Extension(extension) => format!("EXTENSION {}", quote_identifier(extension)),
        ObjectPath::Enum(enum_name) => format!("TYPE {}", enum_name.sql()),
        ObjectPath::Function(signature) => match functions.functions.get(signature) {
            Some(function) if function.options.procedure => format!("PROCEDURE {}", function_signature(function)),
            Some(function) => format!("FUNCTION {}", function_signature(function)),
            None => return Err(RenderError { message: format!("a comment on the function {signature}, which the plan does not have") }),
        },
        ObjectPath::Table(table) => format!("TABLE {}", table.sql()),
        ObjectPath::Column(table, column) => format!("COLUMN {}.{}", table.sql(), quote_identifier(column)),
        ObjectPath::Constraint(table, constraint) => part("CONSTRAINT", table, constraint),
        ObjectPath::Index(table, index) => format!("INDEX {}", QualifiedName::new(table.schema.clone(), index.clone()).sql()),
        ObjectPath::Trigger(table, trigger) => part("TRIGGER", table, trigger),
        ObjectPath::Other(path) => return Err(RenderError { message: format!("a comment on {path}, which has no kind") }),
    };
    let values = values! { object => trusted(object), comment => comment.map(literal) };
    templates.render("statement/comment.sql", values).map(Statement::bare)
}

pub(super) fn function_signature(function: &Function) -> String {
    format!("{}({})", function.name.sql(), function.argument_types)
}

pub(super) fn drop_object(templates: &Templates, kind: &str, object: impl Into<SqlText>) -> Rendered {
    let object: SqlText = object.into();
    templates.render("statement/drop.sql", values! { kind => keyword(kind), name => Sql::from(object) }).map(Statement::bare)
}
