//! `no-plain-password`: a password is stored as a hash.

use super::{Practice, Review, Work};
use crate::diagnostic::Diagnostic;

pub const PRACTICE: Practice = Practice {
    code: "no-plain-password",
    summary: "A password is stored as a hash",
    source: "SQL Antipatterns, Readable Passwords; OWASP Password Storage Cheat Sheet",
    documentation: "`secret` marks the hash: no seed gives it a usable value, and no audit copies it.",
    work: Work::Advises { find, bad: BAD },
    example: GOOD,
};

const BAD: &str = "entity Post {\n  title varchar(80) unique\n  password varchar(100)\n}";
const GOOD: &str = "entity Post {\n  title varchar(80) unique\n  password_hash secret\n}";

fn find(review: &Review, findings: &mut Vec<Diagnostic>) {
    for (_, field) in review.fields() {
        if matches!(field.column.as_str(), "password" | "passwd" | "pwd" | "passphrase") && field.data_type.word != "secret" {
            findings.push(
                Diagnostic::warning(
                    PRACTICE.code,
                    format!("`{}` would hold a password that anybody with a copy of the database can read", field.name.text),
                )
                .at(field.name.span, "a plain text")
                .help("Write `password_hash secret`, and store only the hash"),
            );
        }
    }
}
