//! What only PostgreSQL can say of the design: the normal form of its views, and what its `sql` blocks make.
//!
//! Comes in: the design and its SQL. Goes out: the same design with their objects in its catalog, each with its origin; and the blocks that make no object, which
//! the migration runs. Never happens: a block whose effect is lost; a database that stays.
//!
//! How: the tables of the design are made in a database of their own, then the views and blocks; what PostgreSQL holds before and after
//! each is compared, and the difference is the effect.

use std::hash::Hash;

use crate::ordered::IndexMap;

use super::analysis::Analysis;
use super::extensions::{self, Setback};
use super::failure::Failure;
use super::stage::unreadable;
use crate::catalog::{Catalog, ObjectPath, QualifiedName, Table, differences};
use crate::design::Design;
use crate::diagnostic::Diagnostic;
use crate::domain::{Domain, SqlBlock, View};
use crate::history::{History, StandIn, sql_marks};
use crate::plan::{RemovalPolicy, Script, parents, plan};
use crate::postgres::{Server, Session, SqlFailure, execute_script, introspect};
use crate::proof::{Evidence, Retry, run_by_statement};
use crate::render::{RenderedStatement, SqlFile, WrittenView, render_difference};
use crate::source::{Origin, Span};
use crate::sql::scanner::scan;
use crate::sql::{quote_identifier, quote_literal};

/// Whether the requirements say something that only PostgreSQL can complete.
pub(super) fn is_needed(domain: &Domain) -> bool {
    !domain.views.is_empty() || !domain.blocks.is_empty()
}

/// Completes the design. Gives the blocks that make no object and that no migration has run yet.
pub(super) fn complete(
    server: Option<&Server>,
    history: &History,
    analysis: &mut Analysis,
    retries: &[Retry],
) -> Result<Vec<Script>, Setback> {
    let first = analysis.domain.views.first().map(|view| view.name.span);
    let Some(span) = first.or_else(|| analysis.domain.blocks.first().map(|block| block.name.span)) else { return Ok(Vec::new()) };
    let Some(server) = server else { return Err(input(analysis, vec![needs_server(span)]).into()) };
    let database = server.database().map_err(Failure::from)?;
    let mut session = database.session().map_err(Failure::from)?;
    let place = |name: &String| analysis.design.origins.get(&ObjectPath::Extension(name.clone())).and_then(Origin::span);
    let extensions: Vec<(&str, Option<Span>)> =
        analysis.design.catalog.extensions.keys().map(|name| (name.as_str(), place(name))).collect();
    extensions::installed(&extensions, &mut session, server.version(), analysis)?;
    let scripts = run(&mut session, history, analysis, retries);
    drop(session);
    database.close().map_err(Failure::from)?;
    scripts
}

fn needs_server(span: Span) -> Diagnostic {
    Diagnostic::error("needs-postgresql", "Views and `sql` blocks cannot be planned without a PostgreSQL")
        .at(span, "only PostgreSQL knows what this becomes")
        .help("Run without --no-verify, or name a server with --server")
}

fn input(analysis: &mut Analysis, errors: Vec<Diagnostic>) -> Failure {
    let mut diagnostics = std::mem::take(&mut analysis.diagnostics);
    diagnostics.extend(errors);
    Failure::input(diagnostics, std::mem::take(&mut analysis.sources))
}

fn run(session: &mut Session, history: &History, analysis: &mut Analysis, retries: &[Retry]) -> Result<Vec<Script>, Setback> {
    for table in &analysis.design.external {
        session.execute(&StandIn::from(table).sql()).map_err(unreadable)?;
    }
    let (early, late) = in_order(analysis);
    let mut scripts = Vec::new();
    let mut wrong = Vec::new();
    let known = sql_marks(history);
    for (entity, block) in early {
        make_before(session, &entity, analysis, retries)?;
        blocks(session, &[block], &known, analysis, retries, &mut scripts, &mut wrong)?;
    }
    let designed = analysis.design.catalog.clone();
    make(session, &designed, analysis, retries)?;
    blocks(session, &late, &known, analysis, retries, &mut scripts, &mut wrong)?;
    if !wrong.is_empty() {
        return Err(input(analysis, wrong).into());
    }
    views(session, analysis, retries)?;
    analysis.design.catalog.sort();
    Ok(scripts)
}

/// The blocks that run before an entity's table is made, those of entities to which others refer first, and all others.
fn in_order(analysis: &Analysis) -> (Vec<(QualifiedName, SqlBlock)>, Vec<SqlBlock>) {
    let (mut early, mut late) = (Vec::new(), Vec::new());
    for block in &analysis.domain.blocks {
        match made_before(block, &analysis.domain) {
            Some(table) => early.push((table, block.clone())),
            None => late.push(block.clone()),
        }
    }
    early.sort_by_key(|(table, _)| parents(&analysis.design.catalog, table).len());
    (early, late)
}

/// The table before which a block runs.
fn made_before(block: &SqlBlock, domain: &Domain) -> Option<QualifiedName> {
    let entity = domain.entities.get(block.before?.0)?;
    Some(QualifiedName::new(&entity.schema, &entity.table))
}

/// Makes the tables that an entity refers to, without their references to others.
fn make_before(session: &mut Session, entity: &QualifiedName, analysis: &Analysis, retries: &[Retry]) -> Result<(), Setback> {
    let design = &analysis.design.catalog;
    let parents = parents(design, entity);
    let mut wanted = Catalog { tables: IndexMap::default(), lookups: IndexMap::default(), ..design.clone() };
    for table in design.tables.values().filter(|table| parents.contains(&table.name)) {
        let mut table = table.clone();
        table.foreign_keys.retain(|_, key| parents.contains(&key.references));
        wanted.tables.insert(table.name.clone(), table);
    }
    make(session, &wanted, analysis, retries)
}

/// Makes what the catalog holds and the database does not.
fn make(session: &mut Session, wanted: &Catalog, analysis: &Analysis, retries: &[Retry]) -> Result<(), Setback> {
    let internal =
        |what: String| Failure::internal(format!("making the design failed: {what}"), analysis.sources.clone(), Evidence::default());
    let stands = introspect(session).map_err(unreadable)?;
    let (steps, _) = plan(&stands, wanted, &analysis.design.origins, RemovalPolicy::Declared)
        .map_err(|errors| internal(errors.first().map(|error| error.message.clone()).unwrap_or_default()))?;
    let text = render_difference(&steps).map_err(|error| internal(error.to_string()))?;
    session.execute("SET search_path = public, pg_temp").map_err(unreadable)?;
    let statement = |range| RenderedStatement { range, checked: Vec::new(), origin: None };
    let statements = scan(&text).into_iter().map(|piece| statement(piece.body)).filter(|piece| !piece.range.is_empty()).collect();
    let file = SqlFile { name: "the design".to_string(), text, statements, ..SqlFile::default() };
    run_by_statement(session, &file, &analysis.design.origins, "the tables of the requirements").map_err(|refusal| {
        let span = refusal.diagnostics.first().and_then(|diagnostic| diagnostic.span);
        setback(refusal.failure.as_deref(), span, refusal.diagnostics, analysis, retries)
    })
}

/// What to do about what PostgreSQL refuses here: an extension may be all that is missing.
fn setback(failure: Option<&SqlFailure>, span: Option<Span>, told: Vec<Diagnostic>, analysis: &Analysis, retries: &[Retry]) -> Setback {
    let missing = failure.and_then(|failure| extensions::missing(failure, span, &analysis.design.catalog, retries.len()));
    let evidence = Evidence { retries: retries.to_vec(), ..Evidence::default() };
    missing.unwrap_or_else(|| Failure::refused(told, analysis.sources.clone(), evidence).into())
}

/// Runs the blocks in their order and takes in what each makes.
fn blocks(
    session: &mut Session,
    blocks: &[SqlBlock],
    known: &IndexMap<String, String>,
    analysis: &mut Analysis,
    retries: &[Retry],
    scripts: &mut Vec<Script>,
    wrong: &mut Vec<Diagnostic>,
) -> Result<(), Setback> {
    if blocks.is_empty() {
        return Ok(());
    }
    let mut before = introspect(session).map_err(unreadable)?;
    for block in blocks {
        let done = set_search_path(session, &block.schema).and_then(|()| execute_script(session, &block.text));
        if let Err(failure) = done {
            let mut told = refused(&format!("the block `{}`", block.name.text), block.name.span, &failure);
            let is_missing =
                |view: &&View| failure.message.contains(&format!("{}\"", view.relation)) && failure.sqlstate == UNDEFINED_TABLE;
            if let Some(view) = analysis.domain.views.iter().find(is_missing) {
                told = told.help(format!(
                    "The views are made after all blocks; make `{}` by a `create view` in this block or in one before it",
                    view.name.text
                ));
            }
            return Err(setback(Some(&failure), Some(block.name.span), vec![told], analysis, retries));
        }
        let after = introspect(session).map_err(unreadable)?;
        if differences(&before, &after).is_empty() {
            match script(block, known, made_before(block, &analysis.domain)) {
                Ok(script) => scripts.extend(script),
                Err(diagnostic) => wrong.push(*diagnostic),
            }
        } else if let Some(word) = changes_rows(&block.text) {
            wrong.push(mixed(block, &word));
        } else {
            take_effect(&before, &after, &mut analysis.design, |_| Origin::Written(block.name.span));
        }
        before = after;
    }
    Ok(())
}

fn set_search_path(session: &mut Session, schema: &str) -> Result<(), SqlFailure> {
    let own = if schema == "public" { String::new() } else { format!("{}, ", quote_identifier(schema)) };
    session.execute(&format!("SET search_path = {own}public, pg_temp"))
}

/// The first word of a statement that does something to rows: its effect would be lost beside objects, which the plan makes by itself.
fn changes_rows(text: &str) -> Option<String> {
    const OF_OBJECTS: &[&str] = &["CREATE", "ALTER", "DROP", "COMMENT", "GRANT", "REVOKE", "SECURITY", "SET", "RESET", "REASSIGN"];
    let keywords = scan(text).into_iter().filter(|statement| !statement.text(text).trim().is_empty()).map(|statement| statement.keyword);
    keywords.into_iter().find(|keyword| !OF_OBJECTS.contains(&keyword.as_str()))
}

fn mixed(block: &SqlBlock, word: &str) -> Diagnostic {
    Diagnostic::error("sql-block-mixed", format!("The block `{}` makes objects, and its `{word}` does something else", block.name.text))
        .at(block.name.span, "two things at once")
        .help("Write two blocks: objects are planned like all others, and only what makes none is run as it is written")
}

/// A block without objects: the migration runs it as it is written, once for each text.
fn script(block: &SqlBlock, known: &IndexMap<String, String>, before: Option<QualifiedName>) -> Result<Option<Script>, Box<Diagnostic>> {
    let hash = crate::world::sha256_hex(block.text.as_bytes());
    match known.get(&block.name.text) {
        Some(ran) if *ran == hash => return Ok(None),
        Some(_) if block.replace.is_none() => {
            return Err(Box::new(
                Diagnostic::error("sql-block-changed", format!("The block `{}` has run with another text", block.name.text))
                    .at(block.name.span, "a migration has run it already")
                    .help(format!(
                        "Give it a new name if it is something new; write `sql {} replace …` if it may run again",
                        block.name.text
                    )),
            ));
        }
        _ => {}
    }
    let Some(undo) = block.undo.clone() else {
        return Err(Box::new(
            Diagnostic::error("sql-block-without-undo", format!("Nothing says how the block `{}` is taken back", block.name.text))
                .at(block.name.span, "makes no object, so that the rollback cannot know")
                .help("Write `undo \"\"\"…\"\"\"` behind it; `undo \"\"` where nothing has to be taken back"),
        ));
    };
    let name = block.name.text.clone();
    Ok(Some(Script { name, hash, text: block.text.clone(), undo, schema: block.schema.clone(), before, span: block.name.span }))
}

/// Makes the views, those that others read first.
fn views(session: &mut Session, analysis: &mut Analysis, retries: &[Retry]) -> Result<(), Setback> {
    let all = analysis.domain.views.clone();
    if all.is_empty() {
        return Ok(());
    }
    let before = introspect(session).map_err(unreadable)?;
    let mut pending: Vec<&View> = all.iter().collect();
    while !pending.is_empty() {
        let mut failures = Vec::new();
        let mut left = Vec::new();
        for view in &pending {
            if let Err(failure) = set_search_path(session, &view.schema).and_then(|()| session.execute(&create(view))) {
                failures.push((view.name.text.clone(), view.name.span, failure));
                left.push(*view);
            }
        }
        // One that reads another is made when that one is there.
        let hopeless = left.len() == pending.len() || failures.iter().any(|(_, _, failure)| failure.sqlstate != UNDEFINED_TABLE);
        if hopeless {
            let told = failures.iter().map(|(name, span, failure)| refused(&format!("the view `{name}`"), *span, failure)).collect();
            let others = failures.iter().find(|(_, _, failure)| failure.sqlstate != UNDEFINED_TABLE);
            let (span, failure) = others.map(|(_, span, failure)| (*span, failure)).unzip();
            return Err(setback(failure, span, told, analysis, retries));
        }
        pending = left;
    }
    let after = introspect(session).map_err(unreadable)?;
    let spans: Vec<(String, Span)> = all.iter().map(|view| (name_of(view).sql().to_string(), view.name.span)).collect();
    take_effect(&before, &after, &mut analysis.design, |object| {
        let text = object.to_string();
        let found = spans.iter().find(|(name, _)| text.ends_with(name.as_str())).or(spans.first());
        found.map_or(Origin::Existing, |(_, span)| Origin::Written(*span))
    });
    Ok(())
}

/// Source: PostgreSQL, "Appendix A. PostgreSQL Error Codes".
const UNDEFINED_TABLE: &str = "42P01";

fn name_of(view: &View) -> QualifiedName {
    QualifiedName::new(&view.schema, &view.relation)
}

fn create(view: &View) -> String {
    let (kind, name) = (if view.materialized { "MATERIALIZED VIEW" } else { "VIEW" }, name_of(view).sql());
    let comment = view.documentation.as_ref().map(|text| format!("COMMENT ON {kind} {name} IS {};", quote_literal(text)));
    // A comment at the end of the query must not swallow the semicolon.
    format!("CREATE {kind} {name} AS\n{}\n;{}", view.query, comment.unwrap_or_default())
}

/// The views as they are written, by their key in the catalog.
pub(super) fn written(domain: &Domain) -> IndexMap<String, WrittenView> {
    let view = |view: &View| {
        let name = name_of(view).sql();
        let (key, kind) = if view.materialized { ("materialized view", "MATERIALIZED VIEW") } else { ("view", "VIEW") };
        let as_query = format!("{kind} {name} AS\n{}", view.query);
        let replace = (!view.materialized).then(|| format!("CREATE OR REPLACE {as_query}"));
        (format!("{key} {name}"), WrittenView { schema: view.schema.clone(), create: format!("CREATE {as_query}"), replace })
    };
    domain.views.iter().map(view).collect()
}

fn refused(subject: &str, span: Span, failure: &SqlFailure) -> Diagnostic {
    let mut help: Vec<String> = failure.detail.iter().map(|detail| format!("PostgreSQL adds: {detail}")).collect();
    help.extend(failure.hint.iter().map(|hint| format!("PostgreSQL hints: {hint}")));
    let line = failure.position.and_then(|position| failure.statement.get(..position)).map(|before| before.lines().count().max(1) - 1);
    let line = line.and_then(|line| failure.statement.lines().nth(line)).map(str::trim).filter(|line| !line.is_empty());
    help.extend(line.map(|line| format!("It points into: {line}")));
    let diagnostic = Diagnostic::error("refused-by-postgresql", format!("PostgreSQL refuses {subject}: {}", failure.message));
    let diagnostic = diagnostic.at(span, format!("SQLSTATE {}", failure.sqlstate));
    if help.is_empty() { diagnostic } else { diagnostic.help(help.join("\n")) }
}

/// Brings the difference between two states into the design.
fn take_effect(before: &Catalog, after: &Catalog, design: &mut Design, origin: impl Fn(&ObjectPath) -> Origin) {
    let catalog = &mut design.catalog;
    let mut touched: Vec<ObjectPath> = Vec::new();
    touched.extend(overlay(&before.schemas, &after.schemas, &mut catalog.schemas).into_iter().map(ObjectPath::Schema));
    touched.extend(overlay(&before.extensions, &after.extensions, &mut catalog.extensions).into_iter().map(ObjectPath::Extension));
    touched.extend(overlay(&before.enums, &after.enums, &mut catalog.enums).into_iter().map(ObjectPath::Enum));
    touched.extend(overlay(&before.functions, &after.functions, &mut catalog.functions).into_iter().map(ObjectPath::Function));
    touched.extend(overlay(&before.definitions, &after.definitions, &mut catalog.definitions).into_iter().map(ObjectPath::Other));
    for (name, table) in &after.tables {
        match (before.tables.get(name), catalog.tables.get_mut(name)) {
            (Some(old), Some(designed)) => touched.extend(change_table(old, table, designed)),
            (Some(_), None) => {}
            (None, _) => {
                catalog.tables.insert(name.clone(), table.clone());
                touched.push(ObjectPath::Table(name.clone()));
            }
        }
    }
    for name in before.tables.keys().filter(|name| !after.tables.contains_key(*name)) {
        catalog.tables.shift_remove(name);
    }
    for object in touched {
        let origin = origin(&object);
        design.origins.entry(object).or_insert(origin);
    }
}

fn change_table(old: &Table, new: &Table, designed: &mut Table) -> Vec<ObjectPath> {
    let name = &new.name;
    let mut touched: Vec<ObjectPath> = Vec::new();
    let constraint = |part: String| ObjectPath::Constraint(name.clone(), part);
    let columns = overlay(&old.columns, &new.columns, &mut designed.columns);
    touched.extend(columns.into_iter().map(|part| ObjectPath::Column(name.clone(), part)));
    touched.extend(overlay(&old.uniques, &new.uniques, &mut designed.uniques).into_iter().map(constraint));
    touched.extend(overlay(&old.foreign_keys, &new.foreign_keys, &mut designed.foreign_keys).into_iter().map(constraint));
    touched.extend(overlay(&old.checks, &new.checks, &mut designed.checks).into_iter().map(constraint));
    touched.extend(overlay(&old.exclusions, &new.exclusions, &mut designed.exclusions).into_iter().map(constraint));
    let indexes = overlay(&old.indexes, &new.indexes, &mut designed.indexes);
    touched.extend(indexes.into_iter().map(|part| ObjectPath::Index(name.clone(), part)));
    let triggers = overlay(&old.triggers, &new.triggers, &mut designed.triggers);
    touched.extend(triggers.into_iter().map(|part| ObjectPath::Trigger(name.clone(), part)));
    if old.primary_key != new.primary_key {
        designed.primary_key.clone_from(&new.primary_key);
    }
    if old.options != new.options {
        designed.options.clone_from(&new.options);
    }
    if old.comment != new.comment {
        designed.comment.clone_from(&new.comment);
    }
    touched
}

/// What is new or other in `after` comes into `into`, what is gone leaves it. Gives the keys of what came.
fn overlay<K: Eq + Hash + Clone, V: PartialEq + Clone>(
    before: &IndexMap<K, V>,
    after: &IndexMap<K, V>,
    into: &mut IndexMap<K, V>,
) -> Vec<K> {
    let mut touched = Vec::new();
    for (key, value) in after.iter().filter(|(key, value)| before.get(*key) != Some(*value)) {
        into.insert(key.clone(), value.clone());
        touched.push(key.clone());
    }
    for key in before.keys().filter(|key| !after.contains_key(*key)) {
        into.shift_remove(key);
    }
    touched
}
