//! What identifies the files up to some point, byte for byte: the key of what they make.
//!
//! Comes in: the files in their order. Goes out: a hash for each, over it and all before it. Never happens: two histories of one hash that could make two
//! catalogs. So line ends count here, because a function's body keeps them.

use super::{History, HistoryFile, HistoryKind, Included};
use crate::convention::Transaction;
use crate::world::sha256_hex;

impl History {
    /// For each file: everything up to it and it.
    pub fn chain(&self) -> Vec<String> {
        let mut before = String::new();
        let links = self.entries.iter().map(|file| {
            before = link(&before, file);
            before.clone()
        });
        links.collect()
    }
}

fn link(before: &str, file: &HistoryFile) -> String {
    // Each text with its length before it, so that no two lists of texts are written alike.
    let mut all = String::new();
    let mut add = |text: &str| {
        all.push_str(&text.len().to_string());
        all.push(':');
        all.push_str(text);
    };
    add(before);
    add(match file.kind {
        HistoryKind::Migration => "migration",
        HistoryKind::Seed => "seed",
    });
    add(&file.path);
    add(&file.text);
    for part in &file.parts {
        let transaction = match part.transaction {
            Transaction::Runner => "runner",
            Transaction::AsWritten => "as written",
            Transaction::Each => "each",
        };
        add(&format!("{transaction} {:?}", part.range));
    }
    scripts(&file.included, &mut add);
    sha256_hex(all.as_bytes())
}

fn scripts(included: &[Included], add: &mut impl FnMut(&str)) {
    for script in included {
        add(&script.at.to_string());
        add(&script.path);
        add(&script.text);
        scripts(&script.included, add);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(files: &[(&str, &str)]) -> Vec<String> {
        let entries = files.iter().map(|(path, text)| HistoryFile::by_itself(path, text.to_string())).collect();
        History { entries, ..History::default() }.chain()
    }

    #[test]
    fn a_chain_tells_any_two_histories_apart_from_their_first_difference_on() {
        let first = chain(&[("a", "1\n"), ("b", "2"), ("c", "3")]);
        for (other, equal) in [
            (chain(&[("a", "1\n"), ("b", "2"), ("c", "4")]), 2),
            (chain(&[("a", "1\n"), ("b", "2\n"), ("c", "3")]), 1),
            (chain(&[("a", "1\r\n"), ("b", "2"), ("c", "3")]), 0),
            (chain(&[("a", "1\n"), ("d", "2"), ("c", "3")]), 1),
            (chain(&[("b", "2"), ("a", "1\n"), ("c", "3")]), 0),
        ] {
            let same = first.iter().zip(&other).filter(|(one, other)| one == other).count();
            assert_eq!(same, equal);
        }
        let seed = |kind| {
            let file = HistoryFile { kind, ..HistoryFile::by_itself("a", String::new()) };
            History { entries: vec![file], ..History::default() }.chain()
        };
        assert_ne!(seed(HistoryKind::Migration), seed(HistoryKind::Seed));
    }
}
