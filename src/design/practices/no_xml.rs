//! `no-xml`: documents are jsonb.

use super::{Practice, Review, Work};
use crate::diagnostic::Diagnostic;

pub const PRACTICE: Practice = Practice {
    code: "no-xml",
    summary: "Documents are jsonb",
    source: "pgrubic TP012; PostgreSQL, 8.13. XML Type: no index, no comparison",
    documentation: "`xml` cannot be indexed or compared. Where XML must be kept as it came, `text` does.",
    work: Work::Advises { find, bad: BAD },
    example: GOOD,
};

const BAD: &str = "entity Post {\n  title varchar(80) unique\n  page xml\n}";
const GOOD: &str = "entity Post {\n  title varchar(80) unique\n  page jsonb\n}";

fn find(review: &Review, findings: &mut Vec<Diagnostic>) {
    for (_, field) in review.fields() {
        if field.data_type.sql.name == "xml" {
            findings.push(
                Diagnostic::advice(PRACTICE.code, format!("`{}` can be neither indexed nor compared", field.name.text))
                    .at(field.name.span, "`xml`")
                    .help("Write `jsonb` for data, or `text` for a document kept as it came"),
            );
        }
    }
}
