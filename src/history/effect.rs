//! What a migration does, as a hash: how a later reading tells whether an old file was changed.
//!
//! Comes in: a file. Goes out: a hash over the statements that its runner executes. Never happens: a change that the hash sees and no database does. So comments, line ends, empty
//! lines, blanks at the end of a line, the way back, the file's name, the runner's markers and which statements stand in an included script count for nothing.

use super::HistoryFile;
use crate::sql::scanner::{StatementKind, without_comments};
use crate::world::sha256_hex;

/// So many hexadecimal digits tell the files of a project apart.
const DIGITS: usize = 32;

impl HistoryFile {
    /// Empty where nothing is executed.
    pub(super) fn effect(&self) -> String {
        let mut hashed = String::new();
        for piece in self.pieces() {
            match piece.statement.kind {
                StatementKind::Sql => add(&without_comments(piece.text()), &mut hashed),
                _ => add(piece.text(), &mut hashed),
            }
        }
        if hashed.is_empty() {
            return hashed;
        }
        let mut hash = sha256_hex(hashed.as_bytes());
        hash.truncate(DIGITS);
        hash
    }
}

fn add(statement: &str, hashed: &mut String) {
    let statement = statement.trim_end();
    let lines = statement.strip_suffix(';').unwrap_or(statement).lines().map(str::trim_end);
    for line in lines.filter(|line| !line.is_empty()) {
        hashed.push_str(line);
        hashed.push('\n');
    }
    // No text that reaches PostgreSQL holds one.
    hashed.push('\0');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convention::{DownPart, Part, Transaction};

    fn effect(text: &str) -> String {
        HistoryFile::by_itself("migrations/1_a.sql", text.to_string()).effect()
    }

    const WRITTEN: &str = "-- title\n\nCREATE TABLE t (\n  a text, -- the first\n  b text DEFAULT '--'\n);\nSELECT 1;\n";

    #[test]
    fn what_no_database_sees_is_no_change() {
        let first = effect(WRITTEN);
        for same in [
            WRITTEN.replace('\n', "\r\n"),
            format!("\u{feff}{WRITTEN}\n\n-- the end\n"),
            WRITTEN.replace("-- title", "-- groundplan:builds-on 0123\n/* another */"),
            WRITTEN.replace("-- the first", "/* 1 */"),
            WRITTEN.replace("\n  b", "   \n\n  -- the second\n  b"),
            WRITTEN.replace("SELECT 1;\n", ";\n\nSELECT 1"),
        ] {
            assert_eq!(effect(&same), first, "{same}");
        }
        assert_eq!(effect("-- nothing\n;\n"), "");
    }

    #[test]
    fn what_a_database_sees_is_a_change() {
        let texts = [
            WRITTEN.to_string(),
            WRITTEN.replace("'--'", "'-- '"),
            WRITTEN.replace("a text", "a  text"),
            WRITTEN.replace("SELECT 1", "SELECT 2"),
            WRITTEN.replace("SELECT 1;", ""),
            format!("SELECT 1;\n{}", WRITTEN.replace("SELECT 1;", "")),
            WRITTEN.replace("SELECT 1", "DO $$ BEGIN END $$"),
            WRITTEN.replace("SELECT 1", "DO $$ BEGIN /* kept */ END $$"),
        ];
        let effects: std::collections::BTreeSet<String> = texts.iter().map(|text| effect(text)).collect();
        assert_eq!(effects.len(), texts.len());
    }

    #[test]
    fn the_way_back_and_the_name_count_for_nothing_and_only_the_way_up_does() {
        let text = "SELECT 1;\nSELECT 2;\n";
        let up = Part { range: 0..10, transaction: Transaction::Runner };
        let file = |text: &str| HistoryFile { parts: vec![up.clone()], ..HistoryFile::by_itself("1_b.sql", text.to_string()) };
        let down = DownPart {
            path: "1_b.sql".to_string(),
            text: text.to_string(),
            part: Part { range: 10..20, transaction: Transaction::Runner },
        };
        let with_a_way_back = HistoryFile { down: Some(down), ..file(text) };
        assert_eq!(with_a_way_back.effect(), effect("SELECT 1;"));
        assert_eq!(file("SELECT 1;\nSELECT 3;\n").effect(), effect("SELECT 1;"));
    }
}
