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
    // A name holds no NUL, so that no two pairs of name and text have one fingerprint.
    sha256_hex(format!("{}\0{}", file.name, file.text).as_bytes())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::{Check, CheckResult, Evidence};
    use super::*;
    use crate::render::SqlFiles;

    #[test]
    fn a_proof_covers_the_proven_bytes_and_no_others() {
        let file = |name: &str, text: &str| SqlFile { name: name.into(), text: text.into(), ..SqlFile::default() };
        let files = SqlFiles { migration: Some(file("1_a.sql", "BEGIN;")), seed: None };
        let check = |passed| CheckResult { check: Check::Parses, passed, duration: Duration::ZERO, detail: String::new() };
        let evidence = |passed| Evidence { checks: vec![check(passed)], ..Evidence::default() };
        assert!(Proof::seal(Evidence::default(), &files).is_err(), "nothing was checked");
        assert!(Proof::seal(evidence(false), &files).is_err());
        let proof = Proof::seal(evidence(true), &files).expect("all checks passed");
        assert!(proof.covers(&file("1_a.sql", "BEGIN;")));
        assert!(!proof.covers(&file("1_a.sql", "BEGIN; ")));
        assert!(!proof.covers(&file("2_a.sql", "BEGIN;")));
    }
}
