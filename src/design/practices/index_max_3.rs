//! `index-max-3`: an index has at most three columns.

use super::{Practice, Review, Work};
use crate::diagnostic::Diagnostic;

pub const PRACTICE: Practice = Practice {
    code: "index-max-3",
    summary: "An index has at most three columns",
    source: "strong_migrations, non-unique index with more than three columns; pgrubic GN005",
    documentation: "Columns behind the third rarely help a search, and every write pays for them.",
    work: Work::Advises { find, bad: BAD },
    example: GOOD,
};

const BAD: &str = "entity Post {\n  title varchar(80) unique\n  a int\n  b int\n  c int\n  d int\n  index (a, b, c, d)\n}";
const GOOD: &str = "entity Post {\n  title varchar(80) unique\n  a int\n  b int\n  index (a, b)\n}";

fn find(review: &Review, findings: &mut Vec<Diagnostic>) {
    for entity in review.domain.own_entities() {
        for index in entity.indexes.iter().filter(|index| index.parts.len() > 3 && index.method == "btree") {
            findings.push(
                Diagnostic::advice(PRACTICE.code, format!("This index has {} columns", index.parts.len()))
                    .at(index.span, "more than three")
                    .help("Keep the columns that queries compare with `=`, and at most one that they sort by"),
            );
        }
    }
}
