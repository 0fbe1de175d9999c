//! Objects that are known by their definition, in a migration: each statement guarded, so that a second run changes nothing.
//!
//! Comes in: a definition with its statements, as PostgreSQL's catalog gave them. Goes out: one statement of the file. Never happens: an object that stands
//! is made again, or one that is gone is dropped again.

use std::sync::Arc;

use super::alteration::if_exists;
use super::difference::Renderer;
use super::file::{FileWriter, Statement};
use super::migration::WAY_BACK_LOSES;
use super::table_part::trusted;
use super::template::{RenderError, Templates, values};
use super::{RenderContext, WrittenView};
use crate::catalog::{Catalog, Definition, Function, FunctionOptions, QualifiedName};
use crate::plan::{Change, Plan, Reverse, Script};
use crate::source::Origin;
use crate::sql::scanner::{StatementKind, scan};
use crate::sql::{quote_identifier, quote_literal};

type Rendered = Result<Statement, RenderError>;

/// Kinds whose statements say what shall be, however often they run.
const SAID_AGAIN: &[&str] = &[
    "attribute",
    "cluster mark of",
    "comment",
    "constraint option",
    "default grant",
    "default of domain",
    "default of view column",
    "default revocation",
    "forced row security of",
    "grant",
    "not null of domain",
    "options of sequence",
    "owner of sequence",
    "replica identity of",
    "revocation",
    "row security of",
];

/// The statement of a definition; that of its view as it is written, if there is one.
pub(super) fn define(templates: &Templates, definition: &Definition, written: Option<&WrittenView>) -> Rendered {
    let statement = terminated(written.map_or(&definition.create, |view| &view.create));
    if SAID_AGAIN.contains(&definition.kind.as_str()) {
        return Ok(Statement::bare(statement));
    }
    guarded(templates, definition, false, &statement)
}

pub(super) fn undefine(templates: &Templates, definition: &Definition) -> Rendered {
    let statement = terminated(&definition.drop);
    if SAID_AGAIN.contains(&definition.kind.as_str()) {
        return Ok(Statement::bare(statement));
    }
    guarded(templates, definition, true, &statement)
}

/// In place: the statement turns whatever stands under the name into what is meant.
pub(super) fn redefine(definition: &Definition, written: Option<&WrittenView>) -> Rendered {
    let replace = written.and_then(|view| view.replace.as_deref()).or(definition.replace.as_deref());
    let missing = || RenderError { message: format!("{} cannot be replaced", definition.key()) };
    replace.map(|replace| Statement::bare(terminated(replace))).ok_or_else(missing)
}

fn terminated(statement: &str) -> String {
    let statement = statement.trim_end().trim_end_matches(';');
    // A comment at the end must not swallow the semicolon.
    let comment = statement.lines().last().is_some_and(|line| line.contains("--"));
    format!("{statement}{};", if comment { "\n" } else { "" })
}

fn guarded(templates: &Templates, definition: &Definition, drops: bool, statement: &str) -> Rendered {
    let exists = exists(definition).map(|exists| match (drops, exists.strip_suffix(" IS NOT NULL")) {
        (true, _) => exists,
        (false, Some(found)) => format!("{found} IS NULL"),
        (false, None) => format!("NOT {exists}"),
    });
    let state = if drops { "undefined" } else { "duplicate" };
    let text = templates.render_tagged("statement/guarded_definition.sql", |tag| {
        values! {
            tag,
            condition => exists.clone().map(trusted),
            states => trusted(states(state)),
            statement => trusted(statement),
        }
    })?;
    Ok(Statement { text, checked: vec![statement.to_string()] })
}

/// What PostgreSQL says of an object that stands already, or does not stand. Source: PostgreSQL, "Appendix A. PostgreSQL Error Codes".
fn states(which: &str) -> String {
    ["object", "table", "function"].map(|what| format!("{which}_{what}")).join(" OR ")
}

/// Whether it stands, in SQL over pg_catalog; `None` for the rare kinds, where the statement itself is tried.
fn exists(definition: &Definition) -> Option<String> {
    let name = definition.name.as_str();
    let found = |function: &str, name: &str| format!("pg_catalog.{function}({}) IS NOT NULL", quote_literal(name));
    let on_relation = |catalog: &str, named: &str, relation: &str| {
        let (part, owner) = name.split_once(" on ")?;
        let owner = quote_literal(owner);
        let part = quote_literal(part);
        Some(format!(
            "EXISTS (SELECT FROM pg_catalog.{catalog} WHERE {relation} = pg_catalog.to_regclass({owner}) AND pg_catalog.quote_ident({named}) = {part})"
        ))
    };
    match definition.kind.as_str() {
        "view" | "materialized view" | "sequence" | "foreign table" => Some(found("to_regclass", name)),
        "index" => Some(found("to_regclass", name.split_once(" on ").map_or(name, |(index, _)| index))),
        "domain" | "composite type" | "range type" => Some(found("to_regtype", name)),
        "policy" => on_relation("pg_policy", "polname", "polrelid"),
        "rule" => on_relation("pg_rewrite", "rulename", "ev_class"),
        "trigger" => on_relation("pg_trigger", "tgname", "tgrelid"),
        "statistics" => {
            let name = QualifiedName::try_from(name.to_string()).ok()?;
            let (schema, name) = (quote_literal(&name.schema), quote_literal(&name.name));
            Some(format!(
                "EXISTS (SELECT FROM pg_catalog.pg_statistic_ext AS s JOIN pg_catalog.pg_namespace AS n ON n.oid = s.stxnamespace WHERE n.nspname = {schema} AND s.stxname = {name})"
            ))
        }
        // PostgreSQL looks for no other of the name and ends with a duplicate key.
        "text search configuration" => in_schema_of(name, "pg_ts_config", "cfgname", "cfgnamespace"),
        "text search dictionary" => in_schema_of(name, "pg_ts_dict", "dictname", "dictnamespace"),
        _ => None,
    }
}

fn in_schema_of(name: &str, catalog: &str, named: &str, namespace: &str) -> Option<String> {
    let name = QualifiedName::try_from(name.to_string()).ok()?;
    let (schema, name) = (quote_literal(&name.schema), quote_literal(&name.name));
    Some(format!(
        "EXISTS (SELECT FROM pg_catalog.{catalog} AS o JOIN pg_catalog.pg_namespace AS n ON n.oid = o.{namespace} WHERE n.nspname = {schema} AND o.{named} = {name})"
    ))
}

/// A function that has what the usual template cannot say: arguments, options.
pub(super) fn is_special(function: &Function) -> bool {
    !function.argument_types.is_empty() || !function.arguments.is_empty() || function.options != FunctionOptions::default()
}

pub(super) fn create_function(templates: &Templates, function: &Function) -> Rendered {
    let renderer = Renderer { templates: Templates::new()?, expected: Arc::new(Catalog::default()) };
    let change = Change::CreateFunction(function.clone());
    let statement = renderer.statements(std::iter::once(&change))?.concat();
    let name = format!("{}({})", function.name.sql(), function.argument_types);
    let condition = trusted(format!("pg_catalog.to_regprocedure({}) IS NULL", quote_literal(&name)));
    let text = templates.render_tagged("statement/guarded_definition.sql", |tag| {
        values! { tag, condition => Some(condition.clone()), states => trusted(""), statement => trusted(statement.clone()) }
    })?;
    Ok(Statement { text, checked: vec![statement] })
}

/// A block of the requirements that runs as it is written.
pub(super) fn write_block(script: &Script, file: &mut FileWriter) {
    file.heading(&format!("SQL of the requirements: {}", script.name));
    if let Some(lost) = script.lost() {
        file.remark(&format!("{WAY_BACK_LOSES}{lost}"));
    }
    write_script(script, &script.text, file);
}

/// A block of the requirements, or how it is taken back.
pub(super) fn write_script(script: &Script, text: &str, file: &mut FileWriter) {
    let statements = pieces(text);
    if statements.is_empty() {
        return;
    }
    in_schema(&script.schema, file, |file| {
        for statement in statements {
            file.statement(Statement::bare(statement), Some(Origin::Written(script.span)));
        }
    });
}

/// What a person wrote in a namespace finds its names there first.
pub(super) fn in_schema(schema: &str, file: &mut FileWriter, write: impl FnOnce(&mut FileWriter)) {
    let own = schema != "public";
    if own {
        file.plain_lines(&format!("SET LOCAL search_path = {}, public, pg_temp;", quote_identifier(schema)));
    }
    write(file);
    if own {
        file.plain_lines("SET LOCAL search_path = public, pg_temp;");
    }
}

fn pieces(text: &str) -> Vec<String> {
    let statements = scan(text).into_iter().filter(|piece| piece.kind != StatementKind::Blank);
    statements.map(|piece| terminated(piece.text(text))).collect()
}

/// The statements of a plan that PostgreSQL or a person wrote: sqlparser need not know them.
pub(super) fn foreign_statements(plan: &Plan, context: &RenderContext) -> Vec<String> {
    let views = context.written.values().flat_map(|view| std::iter::once(&view.create).chain(&view.replace));
    let mut texts: Vec<String> = views.map(|text| terminated(text)).collect();
    let mut add = |change: &Change| match change {
        Change::Define { definition, .. } | Change::Undefine { definition, .. } | Change::Redefine { to: definition, .. } => {
            let drop_if_there = if_exists(&definition.drop);
            let all = [Some(&definition.create), Some(&definition.drop), drop_if_there.as_ref(), definition.replace.as_ref()];
            for text in all.into_iter().flatten() {
                texts.push(terminated(text));
                // The way back has each statement by itself.
                texts.extend(pieces(text));
            }
        }
        Change::CreateFunction(function) if is_special(function) => {
            if let Ok(templates) = Templates::new()
                && let Ok(statement) = create_function(&templates, function)
            {
                texts.extend(statement.checked);
            }
        }
        _ => {}
    };
    for step in &plan.steps {
        add(&step.change);
        if let Reverse::Exact(changes) | Reverse::StructureOnly { changes, .. } = &step.reverse {
            changes.iter().for_each(&mut add);
        }
    }
    texts.extend(plan.scripts.iter().flat_map(|script| pieces(&script.text).into_iter().chain(pieces(&script.undo))));
    texts
}
