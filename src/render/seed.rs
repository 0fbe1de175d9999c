//! A seed plan as a seed file: initial data, then sample data, each in a transaction of its own.

use super::file::FileWriter;
use super::migration::{begin, counted, header};
use super::seed_insert::{MadeSure, statements};
use super::template::{RenderError, Templates};
use super::{RenderContext, SqlFile};
use crate::convention::seed_name;
use crate::seed::{SeedPlan, TableRows};

/// The seed file of a plan that is not empty.
pub fn render_seed(plan: &SeedPlan, context: &RenderContext) -> Result<SqlFile, RenderError> {
    let templates = Templates::new()?;
    let mut file = FileWriter::default();
    file.remark(&header(&templates, context, summary(plan), false)?);
    let mut sure = MadeSure::default();
    for (title, rows) in [("Initial data", &plan.initial), ("Sample data", &plan.sample)] {
        if rows.is_empty() {
            continue;
        }
        sure.begin_transaction();
        file.heading(title);
        begin(&templates, &mut file, false)?;
        for rows in rows.iter().filter(|rows| !rows.rows.is_empty()) {
            file.heading(&format!("{}: {}", rows.table, rows.summary));
            for statement in statements(&templates, &context.catalog, rows, &mut sure)? {
                file.statement(statement, Some(rows.origin.clone()));
            }
        }
        file.blank_line();
        file.plain_lines("COMMIT;");
    }
    Ok(file.finish(seed_name(&context.version, &context.name), String::new()))
}

fn summary(plan: &SeedPlan) -> Vec<String> {
    let sentence = |kind: &str, rows: &[TableRows]| {
        let count: usize = rows.iter().map(|rows| rows.rows.len()).sum();
        let mut tables: Vec<_> = rows.iter().map(|rows| &rows.table).collect();
        tables.sort();
        tables.dedup();
        (count > 0).then(|| format!("adds {} of {kind} data to {}", counted(count, "row"), counted(tables.len(), "table")))
    };
    sentence("initial", &plan.initial).into_iter().chain(sentence("sample", &plan.sample)).collect()
}
