//! The names in a view's query, as far as sqlparser can tell what they mean.
//!
//! Comes in: the views, the catalog with all tables. Goes out: an error for a column that its table does not have, and for an entity's name
//! in the place of its table's. Never happens: an error about what sqlparser cannot read or this catalog does not hold (PostgreSQL judges that).

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use sqlparser::ast::{Expr, Ident, ObjectName, ObjectNamePart, Query, Statement, TableFactor, Visit, Visitor};
use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::Parser;

use crate::catalog::{Catalog, QualifiedName, Table};
use crate::diagnostic::Diagnostic;
use crate::domain::{Domain, View};

pub(super) fn find(domain: &Domain, catalog: &Catalog) -> Vec<Diagnostic> {
    domain.views.iter().flat_map(|view| of_view(view, domain, catalog)).collect()
}

fn of_view(view: &View, domain: &Domain, catalog: &Catalog) -> Vec<Diagnostic> {
    let Ok(statements) = Parser::parse_sql(&PostgreSqlDialect {}, &view.query) else { return Vec::new() };
    let [Statement::Query(query)] = statements.as_slice() else { return Vec::new() };
    let mut names = Names::default();
    let _ = query.visit(&mut names);
    let mut found = Vec::new();
    let mut known: BTreeMap<&str, Option<&Table>> = BTreeMap::new();
    for (alias, name) in &names.tables {
        let table = table_of(name, view, catalog).filter(|_| !names.own.contains(name));
        if table.is_none()
            && let Some(diagnostic) = entity_instead(name, view, domain)
        {
            found.push(diagnostic);
        }
        // An alias that means two things in two parts of the query means nothing here.
        known.entry(alias).and_modify(|other| *other = None).or_insert(table);
    }
    for (alias, column) in &names.columns {
        let Some(Some(table)) = known.get(alias.as_str()) else { continue };
        if !table.columns.contains_key(column) && !SYSTEM.contains(&column.as_str()) {
            found.push(no_column(view, table, column));
        }
    }
    found
}

/// Source: PostgreSQL, "5.5. System Columns".
const SYSTEM: &[&str] = &["tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"];

/// Which table a name means: in the view's own schema first, then in public.
fn table_of<'c>(name: &[String], view: &View, catalog: &'c Catalog) -> Option<&'c Table> {
    match name {
        [table] => [view.schema.as_str(), "public"].iter().find_map(|schema| catalog.tables.get(&QualifiedName::new(*schema, table))),
        [schema, table] => catalog.tables.get(&QualifiedName::new(schema, table)),
        _ => None,
    }
}

fn entity_instead(name: &[String], view: &View, domain: &Domain) -> Option<Diagnostic> {
    let [word] = name else { return None };
    let entity = domain.entities.iter().find(|entity| entity.name.text.to_lowercase() == *word && entity.table != *word)?;
    let table = if entity.schema == "public" { entity.table.clone() } else { format!("{}.{}", entity.schema, entity.table) };
    Some(
        Diagnostic::error("unknown-entity", format!("The view `{}` reads `{word}`, which is no table", view.name.text))
            .at(view.name.span, "names an entity in its query")
            .help(format!("A query names tables: write `{table}`")),
    )
}

fn no_column(view: &View, table: &Table, column: &str) -> Diagnostic {
    let known = table.columns.keys().map(String::as_str);
    let near = known.clone().map(|name| (strsim::damerau_levenshtein(name, column), name)).filter(|(distance, _)| *distance <= 2).min();
    let help = match near {
        Some((_, near)) => format!("Did you mean `{near}`?"),
        None => format!("Its columns: {}", known.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
    };
    Diagnostic::error(
        "unknown-column",
        format!("The view `{}` reads the column `{column}`, which `{}` does not have", view.name.text, table.name.name),
    )
    .at(view.name.span, "names it in its query")
    .help(help)
}

/// What a query names.
#[derive(Default)]
struct Names {
    /// Alias or last part, and the parts of the name.
    tables: Vec<(String, Vec<String>)>,
    /// Of WITH: they hide tables.
    own: Vec<Vec<String>>,
    /// `alias.column`
    columns: Vec<(String, String)>,
}

impl Visitor for Names {
    type Break = ();

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        for table in query.with.iter().flat_map(|with| &with.cte_tables) {
            self.own.push(vec![folded(&table.alias.name)]);
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_table_factor(&mut self, factor: &TableFactor) -> ControlFlow<()> {
        match factor {
            TableFactor::Table { name, alias, args: None, .. } => {
                let parts = parts(name);
                // Columns that are named anew are not those of the table.
                let renamed = alias.as_ref().is_some_and(|alias| !alias.columns.is_empty());
                let shown = alias.as_ref().map(|alias| folded(&alias.name)).or_else(|| parts.last().cloned());
                if let Some(shown) = shown.filter(|_| !renamed) {
                    self.tables.push((shown, parts));
                }
            }
            TableFactor::Derived { alias: Some(alias), .. } | TableFactor::TableFunction { alias: Some(alias), .. } => {
                self.tables.push((folded(&alias.name), Vec::new()));
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_expr(&mut self, expression: &Expr) -> ControlFlow<()> {
        if let Expr::CompoundIdentifier(path) = expression
            && let [alias, column] = path.as_slice()
        {
            self.columns.push((folded(alias), folded(column)));
        }
        ControlFlow::Continue(())
    }
}

fn parts(name: &ObjectName) -> Vec<String> {
    let part = |part: &ObjectNamePart| part.as_ident().map(folded);
    name.0.iter().filter_map(part).collect()
}

/// Unquoted names are read in lower case.
fn folded(identifier: &Ident) -> String {
    if identifier.quote_style.is_some() { identifier.value.clone() } else { identifier.value.to_lowercase() }
}
