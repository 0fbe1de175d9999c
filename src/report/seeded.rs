//! What `groundplan seed` made, in a few lines.

use serde::Serialize;

use super::Report;
use super::covered::coverage_line;
use crate::plural::counted;

/// How rows came to fulfil checks, those of domains and bounds of partitions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ChecksReport {
    /// Fulfilled by values that were made for them.
    pub solved: usize,
    /// `table: check` of those that only PostgreSQL could judge.
    pub left_to_postgresql: Vec<String>,
    /// Rows that PostgreSQL refused before they had a form that it takes.
    pub rows_made_anew: u64,
}

/// So many checks are named; the rest is counted.
const MOST_NAMED: usize = 5;

/// Rows by table, then the checks.
pub fn seeded_summary(report: &Report) -> String {
    let checks = report.checks.clone().unwrap_or_default();
    let mut text = String::new();
    for rows in &report.rows {
        text.push_str(&format!("{:>8}  {}\n", rows.rows, rows.table));
    }
    let total: u64 = report.rows.iter().map(|rows| rows.rows).sum();
    text.push_str(&format!("{} in {}", counted(total as usize, "row"), counted(report.rows.len(), "table")));
    if checks.rows_made_anew > 0 {
        text.push_str(&format!("; {} made anew, since PostgreSQL refused them", counted(checks.rows_made_anew as usize, "row")));
    }
    text.push('\n');
    text.extend(checks_line(&checks));
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

/// `Checks: 7 solved, 2 left to PostgreSQL (public.offers: ck_price, public.offers: ck_code)`
fn checks_line(checks: &ChecksReport) -> Option<String> {
    let ChecksReport { solved, left_to_postgresql: left, .. } = checks;
    if left.is_empty() {
        return (*solved > 0).then(|| format!("Checks: {solved} solved\n"));
    }
    let named: Vec<&str> = left.iter().take(MOST_NAMED).map(String::as_str).collect();
    let more = if left.len() > named.len() { format!(" and {} more", left.len() - named.len()) } else { String::new() };
    Some(format!("Checks: {solved} solved, {} left to PostgreSQL ({}{more})\n", left.len(), named.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_that_are_left_are_named_as_long_as_they_are_few() {
        let of = |solved, left: usize| {
            let left_to_postgresql = (0..left).map(|number| format!("t: c{number}")).collect();
            checks_line(&ChecksReport { solved, left_to_postgresql, rows_made_anew: 0 })
        };
        assert_eq!(of(0, 0), None);
        assert_eq!(of(3, 0).as_deref(), Some("Checks: 3 solved\n"));
        assert_eq!(of(0, 1).as_deref(), Some("Checks: 0 solved, 1 left to PostgreSQL (t: c0)\n"));
        assert_eq!(of(2, 7).as_deref(), Some("Checks: 2 solved, 7 left to PostgreSQL (t: c0, t: c1, t: c2, t: c3, t: c4 and 2 more)\n"));
    }
}
