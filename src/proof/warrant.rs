//! What publishing asks for: that these very bytes were proven, or the word of a person who wants them unproven.

use super::Proof;
use crate::render::SqlFile;
use crate::world::sha256_hex;

/// What entitles files to be published.
#[derive(Debug, Clone, Copy)]
pub enum Warrant<'a> {
    Proven(&'a Proof),
    Unverified(&'a Unverified),
}

/// A person asked for files without a proof (`--no-verify`). The files' header and the report say so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unverified {
    _private: (),
}

impl Unverified {
    pub fn because_the_user_asked() -> Unverified {
        Unverified { _private: () }
    }
}

/// What a proof knows a file by.
pub(super) fn fingerprint(file: &SqlFile) -> String {
    // A name holds no NUL, so that no two pairs of name and text have one fingerprint. Nor do the lengths of the texts.
    let down = file.down.as_ref().map_or(String::new(), |down| format!("{}\0{}", down.name, down.text));
    sha256_hex(format!("{}\0{}\0{}{down}", file.name, file.text.len(), file.text).as_bytes())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::{Check, CheckResult, Evidence};
    use super::*;
    use crate::render::{DownFile, SqlFiles};

    /// These checks and the last one, all passed.
    fn evidence(checks: &[Check]) -> Evidence {
        let result = |check: &Check| CheckResult { check: *check, passed: true, duration: Duration::ZERO, detail: String::new() };
        Evidence { checks: checks.iter().chain(&[Check::CleanedUp]).map(result).collect(), ..Evidence::default() }
    }

    #[test]
    fn no_check_of_a_file_may_be_missing_or_have_failed() {
        let files = SqlFiles { migration: Some(SqlFile::default()), seed: Some(SqlFile::default()) };
        let all = evidence(&[Check::OF_MIGRATION, Check::OF_SEED].concat());
        assert!(Proof::seal(all.clone(), &files).is_ok());
        assert!(Proof::seal(Evidence::default(), &files).is_err(), "nothing was checked");
        for at in 0..all.checks.len() {
            let mut missing = all.clone();
            missing.checks.remove(at);
            assert!(Proof::seal(missing, &files).is_err(), "{:?} was not run", all.checks[at].check);
            let mut failed = all.clone();
            failed.checks[at].passed = false;
            assert!(Proof::seal(failed, &files).is_err(), "{:?} failed", all.checks[at].check);
        }
    }

    #[test]
    fn a_proof_covers_the_proven_bytes_and_no_others() {
        let file = |name: &str, text: &str| SqlFile { name: name.into(), text: text.into(), ..SqlFile::default() };
        let files = SqlFiles { migration: Some(file("1_a.sql", "BEGIN;")), seed: None };
        let proof = Proof::seal(evidence(Check::OF_MIGRATION), &files).expect("all checks passed");
        assert!(proof.covers(&file("1_a.sql", "BEGIN;")));
        assert!(!proof.covers(&file("1_a.sql", "BEGIN; ")));
        assert!(!proof.covers(&file("2_a.sql", "BEGIN;")));
        let down = |text: &str| Some(DownFile { name: "1_a.down.sql".to_string(), text: text.to_string() });
        assert!(!proof.covers(&SqlFile { down: down(""), ..file("1_a.sql", "BEGIN;") }), "a way back that nobody has seen");
    }
}
