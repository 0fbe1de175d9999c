//! Views and `sql` blocks: what is written in SQL as a whole.
//!
//! Comes in: the items of all files. Goes out: views with their names in PostgreSQL, blocks with their places. Never happens: a view that
//! is more than one query, a block that ends the migration's transaction.

use super::declarations::{Declarations, Declared, Space, schema_of};
use super::nearest::suggestion;
use super::{Domain, EntityId, Findings, SqlBlock, View, naming};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::sql::scanner::{Statement, StatementKind, scan};
use crate::syntax::ast::{self, Ast, Item, Text};

pub(super) fn resolve(asts: &[Ast], declarations: &Declarations, domain: &mut Domain, findings: &mut Findings) {
    for ast in asts {
        of_items(&ast.items, None, declarations, domain, findings);
    }
}

fn of_items(items: &[Item], space: Space, declarations: &Declarations, domain: &mut Domain, findings: &mut Findings) {
    for item in items {
        match item {
            Item::View(item) => domain.views.extend(view(item, space, findings)),
            Item::Sql(item) => {
                let found = block(item, space, declarations, domain, findings);
                domain.blocks.extend(found);
            }
            Item::Namespace(item) => of_items(&item.items, Some(&item.name.text), declarations, domain, findings),
            _ => {}
        }
    }
}

fn view(written: &ast::View, space: Space, findings: &mut Findings) -> Option<View> {
    super::declarations::check_printable(&written.name, findings);
    let statements = statements(&written.query, findings)?;
    let query = match statements.as_slice() {
        [only]
            if ["SELECT", "WITH", "VALUES", "TABLE", "("].contains(&only.keyword.as_str())
                || written.query.text.trim_start().starts_with('(') =>
        {
            only.text(&written.query.text).trim().trim_end_matches(';').trim_end().to_string()
        }
        _ => {
            findings.push(
                Diagnostic::error("view-without-query", format!("the view `{}` is no query", written.name.text))
                    .at(written.query.span, "not one SELECT")
                    .help("write one query: `\"\"\"select id, title from posts\"\"\"`"),
            );
            return None;
        }
    };
    Some(View {
        name: written.name.clone(),
        schema: schema_of(space),
        relation: naming::column_name(&written.name.text),
        materialized: written.materialized,
        query,
        documentation: written.doc.as_ref().map(|doc| doc.text.clone()),
        span: written.query.span,
    })
}

fn block(written: &ast::SqlBlock, space: Space, declarations: &Declarations, domain: &Domain, findings: &mut Findings) -> Option<SqlBlock> {
    super::declarations::check_printable(&written.name, findings);
    if let Some(earlier) = domain.blocks.iter().find(|earlier| earlier.name.text == written.name.text) {
        findings.push(
            Diagnostic::error("duplicate-name", format!("two `sql` blocks are named `{}`", written.name.text))
                .at(written.name.span, "again here")
                .related(earlier.name.span, "first here")
                .help("give one of them another name: a block is known by it"),
        );
        return None;
    }
    let mut before = None;
    if let Some(place) = &written.place {
        match declarations.find(space, place.namespace.as_ref(), &place.entity.text) {
            Some(Declared::Entity(index)) => before = Some(EntityId(index)).filter(|_| place.before),
            _ => findings.push(
                Diagnostic::error("unknown-entity", format!("there is no entity `{}`", place.entity.text))
                    .at(place.entity.span, "unknown")
                    .help(suggestion(&place.entity.text, declarations.entity_names(), "entities")),
            ),
        }
    }
    if statements(&written.text, findings)?.is_empty() {
        findings.push(
            Diagnostic::error("empty-sql", format!("the block `{}` says nothing", written.name.text))
                .at(written.text.span, "no statement")
                .help("write statements of SQL, or take the block out"),
        );
        return None;
    }
    if let Some(undo) = &written.undo {
        statements(undo, findings)?;
    }
    Some(SqlBlock {
        name: written.name.clone(),
        schema: schema_of(space),
        before,
        replace: written.replace,
        text: written.text.text.clone(),
        undo: written.undo.as_ref().map(|undo| undo.text.clone()),
        span: written.span,
    })
}

/// The statements of a text; `None`, with a finding, when one of them cannot stand there.
fn statements(text: &Text, findings: &mut Findings) -> Option<Vec<Statement>> {
    let refuse = |findings: &mut Findings, span: Span, message: String, help: &str| {
        findings.push(Diagnostic::error("sql-not-for-a-migration", message).at(span, "not possible here").help(help));
    };
    if text.text.contains('\0') {
        refuse(findings, text.span, "a NUL character cannot stand in SQL".to_string(), "take it out");
        return None;
    }
    let found: Vec<Statement> = scan(&text.text).into_iter().filter(|statement| statement.kind != StatementKind::Blank).collect();
    for statement in &found {
        if statement.kind != StatementKind::Sql {
            refuse(findings, text.span, "a command of psql cannot stand here".to_string(), "write SQL that a server reads");
            return None;
        }
        let words = ["BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE", "PREPARE"];
        if words.contains(&statement.keyword.as_str()) {
            let message = format!("`{}` cannot stand here: the migration is one transaction", statement.keyword);
            refuse(findings, text.span, message, "take it out");
            return None;
        }
    }
    Some(found)
}
