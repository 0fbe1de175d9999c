//! A seed plan as a seed file: initial data, then sample data, each in a transaction of its own.

use std::collections::BTreeSet;

use super::file::FileWriter;
use super::migration::{begin, header};
use super::seed_insert::{MadeSure, closing_statements, statements};
use super::template::{RenderError, Templates};
use super::{RenderContext, SqlFile};
use crate::catalog::{Catalog, Definition, QualifiedName};
use crate::convention::seed_name;
use crate::plural::counted;
use crate::seed::{SeedPlan, TableRows};
use crate::sql::quote_identifier;

/// The seed file of a plan that is not empty.
pub fn render_seed(plan: &SeedPlan, context: &RenderContext) -> Result<SqlFile, RenderError> {
    let templates = Templates::new()?;
    let mut file = FileWriter::default();
    file.remark(&header(&templates, context, summary(plan), false)?);
    let mut sure = MadeSure::default();
    let none = Vec::new();
    for (title, rows, closing) in [(INITIAL, &plan.initial, &none), ("Sample data", &plan.sample, &plan.closing)] {
        if rows.is_empty() {
            continue;
        }
        sure.begin_transaction();
        file.heading(title);
        begin(&templates, &mut file, false)?;
        let waits = plan.deferred && title != INITIAL;
        if waits {
            file.heading("Rows refer to others that come later.");
            loosened(plan, "DEFERRABLE INITIALLY DEFERRED").for_each(|statement| file.plain_lines(&statement));
            file.plain_lines(DEFERRED);
        }
        let tables: Vec<&QualifiedName> = rows.iter().map(|rows| &rows.table).collect();
        let forced = forced_tables(&context.catalog, &tables);
        if !forced.is_empty() {
            file.heading("Policies hold for the owner too; in this transaction alone they do not.");
            forced.iter().for_each(|forced| file.plain_lines(&ended(&forced.drop)));
        }
        for rows in rows.iter().filter(|rows| !rows.rows.is_empty()) {
            file.heading(&format!("{}: {}", rows.table, rows.summary));
            for statement in statements(&templates, &context.catalog, rows, &mut sure)? {
                file.statement(statement, Some(rows.origin.clone()));
            }
        }
        for closing in closing.iter().filter(|closing| !closing.rows.is_empty()) {
            file.heading(&format!("{}: {}", closing.table, closing.summary));
            for statement in closing_statements(&templates, &context.catalog, closing, rows, &mut sure)? {
                file.statement(statement, Some(closing.origin.clone()));
            }
        }
        let tightened: Vec<String> = loosened(plan, "NOT DEFERRABLE").filter(|_| waits).collect();
        if !forced.is_empty() || !tightened.is_empty() {
            file.blank_line();
            // What constraints still have to look at would stand in the way.
            file.plain_lines("SET CONSTRAINTS ALL IMMEDIATE;");
            tightened.iter().for_each(|statement| file.plain_lines(statement));
            forced.iter().for_each(|forced| file.plain_lines(&ended(&forced.create)));
        }
        file.blank_line();
        file.plain_lines("COMMIT;");
    }
    Ok(file.finish(seed_name(&context.version, &context.name), String::new()))
}

const INITIAL: &str = "Initial data";
const DEFERRED: &str = "SET CONSTRAINTS ALL DEFERRED;";

/// What a transaction begins with that is to load such rows, beside its settings.
pub fn preparations(plan: &SeedPlan, catalog: &Catalog) -> Vec<String> {
    let tables: Vec<&QualifiedName> = plan.initial.iter().chain(&plan.sample).map(|rows| &rows.table).collect();
    let loosened = loosened(plan, "DEFERRABLE INITIALLY DEFERRED");
    let deferred = plan.deferred.then(|| DEFERRED.to_string());
    loosened.chain(deferred).chain(forced_tables(catalog, &tables).iter().map(|forced| forced.drop.clone())).collect()
}

/// Foreign keys that have to wait while the rows are loaded, made so or made what they were.
fn loosened(plan: &SeedPlan, how: &str) -> impl Iterator<Item = String> {
    let alter = move |(table, name): &(QualifiedName, String)| {
        format!("ALTER TABLE {} ALTER CONSTRAINT {} {how};", table.sql(), quote_identifier(name))
    };
    plan.loosened.iter().map(alter)
}

/// Tables that rows go to or are looked for in, and whose policies hold for their owner too.
pub(super) fn forced_tables<'a>(catalog: &'a Catalog, tables: &[&QualifiedName]) -> Vec<&'a Definition> {
    if !catalog.definitions.values().any(|definition| definition.kind == FORCED) {
        return Vec::new();
    }
    let mut tables: Vec<&QualifiedName> = tables.to_vec();
    let mut seen: BTreeSet<&QualifiedName> = BTreeSet::new();
    let mut forced = Vec::new();
    while let Some(name) = tables.pop() {
        if seen.insert(name) {
            forced.extend(catalog.definitions.get(&format!("{FORCED} {}", name.sql())));
            tables.extend(catalog.tables.get(name).into_iter().flat_map(|table| table.foreign_keys.values()).map(|key| &key.references));
        }
    }
    forced.sort_by(|left, right| left.name.cmp(&right.name));
    forced
}

/// The kind of such a definition.
const FORCED: &str = "forced row security of";

pub(super) fn ended(statement: &str) -> String {
    format!("{};", statement.trim_end().trim_end_matches(';'))
}

fn summary(plan: &SeedPlan) -> Vec<String> {
    let sentence = |kind: &str, rows: &[TableRows]| {
        let count: usize = rows.iter().map(|rows| rows.rows.len()).sum();
        let mut tables: Vec<_> = rows.iter().map(|rows| &rows.table).collect();
        tables.sort();
        tables.dedup();
        (count > 0).then(|| format!("adds {} of {kind} data to {}", counted(count, "row"), counted(tables.len(), "table")))
    };
    let sentences: Vec<String> = sentence("initial", &plan.initial).into_iter().chain(sentence("sample", &plan.sample)).collect();
    if sentences.is_empty() { vec!["adds nothing: no row is missing".to_string()] } else { sentences }
}
