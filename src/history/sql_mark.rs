//! How a migration says which `sql` blocks it ran as they were written: by a line for each, with the hash of its text.
//!
//! Comes in: a block's name and hash, or a history. Goes out: the mark, or the hash with which each block ran last. Never happens: a mark in the
//! middle of a statement taken for one.

use crate::ordered::IndexMap;

use super::History;
use crate::sql::comment_line;

const MARK: &str = "-- groundplan:sql ";

pub fn sql_mark(name: &str, hash: &str) -> String {
    comment_line(&format!("{MARK}{hash} {name}")).to_string()
}

/// By name, the hash of the text with which a block ran last.
pub fn sql_marks(history: &History) -> IndexMap<String, String> {
    let mut marks = IndexMap::default();
    for file in &history.entries {
        let head = file.text.lines().map(str::trim_end).take_while(|line| line.is_empty() || line.starts_with("--"));
        for (hash, name) in head.filter_map(|line| line.strip_prefix(MARK)?.split_once(' ')) {
            marks.insert(name.to_string(), hash.to_string());
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::HistoryFile;

    #[test]
    fn the_last_mark_of_a_block_counts_and_only_those_in_the_head() {
        let file = |text: &str| HistoryFile::by_itself("1_a.sql", text.to_string());
        let first = format!("-- title\r\n{}\r\nBEGIN;\r\n{}\r\n", sql_mark("fill names", "aa"), sql_mark("other", "bb"));
        let history = History { entries: vec![file(&first), file(&sql_mark("fill names", "cc"))], ..History::default() };
        assert_eq!(sql_marks(&history), [("fill names".to_string(), "cc".to_string())].into());
    }
}
