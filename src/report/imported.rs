//! What `import` could say in the language, by kind.
//!
//! Comes in: counts, and what stands in `sql` blocks. Goes out: a table for people, the same data for JSON. Never happens: a share rounded up to all.

use crate::ordered::IndexMap;
use serde::Serialize;

use crate::catalog::ObjectPath;
use crate::import::Share;

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
pub fn imported_summary(imported: &ImportedReport, in_sql: &[ObjectPath]) -> String {
    let mut text = String::new();
    for share in imported.shares.iter().filter(|share| share.all > 0) {
        text.push_str(&format!("{:<14} {:>5} of {:>5} in the language{}\n", share.kind, share.said, share.all, percent(share)));
    }
    let mut kinds: IndexMap<String, Vec<String>> = IndexMap::default();
    for object in in_sql {
        let (kind, name) = kind_and_name(object);
        let names = kinds.entry(kind).or_default();
        if !names.contains(&name) {
            names.push(name);
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
            text.push_str("The requirements do not yet mean what stands; mend them by hand:\n");
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

fn kind_and_name(object: &ObjectPath) -> (String, String) {
    let text = object.to_string();
    match object {
        ObjectPath::Other(key) => {
            // `options of sequence public.a`: the name is what follows the kind, which holds no dot.
            let words: Vec<&str> = key.split(' ').collect();
            let kind = words.iter().take_while(|word| !word.contains('.') && !word.contains('"')).copied().collect::<Vec<_>>().join(" ");
            let name = key.get(kind.len()..).unwrap_or_default().trim().to_string();
            if name.is_empty() { (words.first().copied().unwrap_or_default().to_string(), words[1..].join(" ")) } else { (kind, name) }
        }
        _ => text.split_once(' ').map_or((text.clone(), String::new()), |(kind, name)| (kind.to_string(), name.to_string())),
    }
}
