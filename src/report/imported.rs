//! What `import` could say in the language, by kind.
//!
//! Comes in: counts, and what stands in `sql` blocks. Goes out: a table for people, the same data for JSON. Never happens: a share rounded up to all.

use crate::ordered::IndexMap;
use serde::Serialize;

use crate::import::{Share, Told};

/// How the requirements say what stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ImportedReport {
    /// The text of the requirements.
    pub schema: String,
    pub shares: Vec<Share>,
    /// What stands in `sql` blocks.
    pub in_sql: Vec<String>,
    /// Where the requirements come out otherwise than what stands; empty when they mean the same.
    pub otherwise: Vec<String>,
}

/// For people: one line a kind, and what is left to SQL.
pub fn imported_summary(imported: &ImportedReport, in_sql: &[Told]) -> String {
    let mut text = String::new();
    for share in imported.shares.iter().filter(|share| share.all > 0) {
        text.push_str(&format!("{:<14} {:>5} of {:>5} in the language{}\n", share.kind, share.said, share.all, percent(share)));
    }
    let mut kinds: IndexMap<String, Vec<String>> = IndexMap::default();
    for object in in_sql {
        let names = kinds.entry(object.kind.clone()).or_default();
        if !names.contains(&object.name) {
            names.push(object.name.clone());
        }
    }
    if !kinds.is_empty() {
        text.push_str("In `sql` blocks:\n");
    }
    for (kind, names) in kinds {
        let shown: Vec<&str> = names.iter().take(MOST_NAMES).map(String::as_str).collect();
        let more = if names.len() > MOST_NAMES { format!(" and {} more", names.len() - MOST_NAMES) } else { String::new() };
        text.push_str(&format!("  {kind}: {}{more}\n", shown.join(", ")));
    }
    match imported.otherwise.as_slice() {
        [] => text.push_str("The requirements mean what stands: tried on a temporary PostgreSQL.\n"),
        otherwise => {
            text.push_str(
                "The requirements do not yet mean what stands (exit code 4); they are given all the same, to be mended by hand:\n",
            );
            otherwise.iter().for_each(|difference| text.push_str(&format!("  {difference}\n")));
        }
    }
    text
}

const MOST_NAMES: usize = 8;

fn percent(share: &Share) -> String {
    // Downwards: 99.9 % is not all.
    if share.said == share.all { String::new() } else { format!(" ({} %)", share.said * 100 / share.all) }
}
