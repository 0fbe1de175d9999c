//! `groundplan explain`: everything that has a code, from the lists of the stages.
//!
//! Comes in: nothing. Goes out: what `report` lays out. Never happens: a code that a run shows and this cannot explain (a test of the
//! documentation sees to it that each stage lists its codes).

use crate::design::practices::ALL as PRACTICES;
use crate::domain::semantic;
use crate::intent::model;
use crate::plan::codes::HAZARDS;
use crate::report::Explanation;
use crate::{design, domain, history, intent, plan, proof, seed, syntax};

/// Every code.
pub fn explanations() -> Vec<Explanation> {
    let practices = PRACTICES.iter().map(|practice| Explanation {
        code: practice.code,
        kind: "practice",
        summary: practice.summary.to_string(),
        documentation: format!("{}\n\nExample:\n{}", practice.documentation.trim(), indented(practice.example)),
        source: practice.source.to_string(),
    });
    let types = semantic::ALL.iter().map(|known| Explanation {
        code: known.name,
        kind: "type",
        summary: crate::diagnostic::sentence(known.summary),
        documentation: format!("A value looks like {}.\n\nExample:\n{}", known.like, indented(known.example)),
        source: String::new(),
    });
    let stages =
        [syntax::codes::CODES, intent::codes::CODES, domain::codes::CODES, design::codes::CODES, history::codes::CODES, plan::codes::CODES];
    let later = [seed::codes::CODES, proof::codes::CODES, model::codes::CODES, super::codes::CODES];
    // What advises is a practice, and is explained as one.
    let is_practice = |code: &str| PRACTICES.iter().any(|practice| practice.code == code);
    let findings = stages.into_iter().chain(later).flatten().filter(|(code, _)| !is_practice(code)).map(plain("finding"));
    let hazards = HAZARDS.iter().map(plain("hazard"));
    practices.chain(types).chain(findings).chain(hazards).collect()
}

/// A code whose summary says all.
fn plain(kind: &'static str) -> impl Fn(&(&'static str, &'static str)) -> Explanation {
    move |(code, summary)| Explanation { code, kind, summary: summary.to_string(), documentation: String::new(), source: String::new() }
}

fn indented(text: &str) -> String {
    text.trim().lines().map(|line| format!("  {line}").trim_end().to_string() + "\n").collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn a_code_means_one_thing_and_is_explained() {
        let mut seen: BTreeMap<(&str, &str), String> = BTreeMap::new();
        for explanation in explanations() {
            assert!(!explanation.summary.trim().is_empty(), "{}", explanation.code);
            let before = seen.insert((explanation.kind, explanation.code), explanation.summary);
            assert_eq!(before, None, "{} is listed twice", explanation.code);
        }
        for wanted in [
            ("practice", "fk-indexed"),
            ("type", "email"),
            ("finding", "unknown-type"),
            ("finding", "left-alone"),
            ("hazard", "table-scan"),
        ] {
            assert!(seen.contains_key(&wanted), "{wanted:?}");
        }
    }
}
