//! What `groundplan seed` made, in a few lines.

use super::Report;
use super::covered::coverage_line;
use crate::proof::counted;
use crate::seed::ConditionCount;

/// Rows by table, then the checks. `tried` rows were refused by PostgreSQL before they had a form that it takes.
pub fn seeded_summary(report: &Report, conditions: ConditionCount, tried: u64) -> String {
    let mut text = String::new();
    for rows in &report.rows {
        text.push_str(&format!("{:>8}  {}\n", rows.rows, rows.table));
    }
    let total: u64 = report.rows.iter().map(|rows| rows.rows).sum();
    text.push_str(&format!("{} in {}", counted(total as usize, "row"), counted(report.rows.len(), "table")));
    if tried > 0 {
        text.push_str(&format!("; {} made anew, since PostgreSQL refused them", counted(tried as usize, "row")));
    }
    text.push('\n');
    match conditions {
        ConditionCount { judged: 0, unjudged: 0 } => {}
        ConditionCount { judged, unjudged: 0 } => text.push_str(&format!("Checks: {judged} solved\n")),
        ConditionCount { judged, unjudged } => text.push_str(&format!("Checks: {judged} solved, {unjudged} left to PostgreSQL\n")),
    }
    text.extend(report.coverage.as_ref().and_then(coverage_line).map(|line| line + "\n"));
    for check in report.verification.iter().flat_map(|verification| &verification.checks) {
        let mark = if check.passed { '✅' } else { '❌' };
        text.push_str(&format!("{mark} {}: {}\n", check.title, check.detail));
    }
    for file in report.files.iter().filter(|file| file.written) {
        text.push_str(&format!("wrote {}\n", file.path));
    }
    text
}
