//! `groundplan explain`: what a code means.
//!
//! Comes in: a code. Goes out: its summary and documentation, from the stage that owns it. Never happens: a practice that a run
//! names and this cannot explain.

use crate::design::practices::ALL as PRACTICES;
use crate::domain::semantic;
use crate::{design, domain, seed, syntax};

/// What is known of one code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    pub code: &'static str,
    /// `practice`, `type` or `error`.
    pub kind: &'static str,
    pub summary: &'static str,
    /// Reasons, source, example; empty where the summary says all.
    pub documentation: String,
}

/// Every code, by kind and name.
pub fn explanations() -> Vec<Explanation> {
    let practices = PRACTICES.iter().map(|practice| Explanation {
        code: practice.code,
        kind: "practice",
        summary: practice.summary,
        documentation: format!(
            "{}\n\nSource: {}\n\nExample:\n{}",
            practice.documentation.trim(),
            practice.source,
            indented(practice.example)
        ),
    });
    let types = semantic::ALL.iter().map(|known| Explanation {
        code: known.name,
        kind: "type",
        summary: known.summary,
        documentation: format!("A value looks like {}.\n\nExample:\n{}", known.like, indented(known.example)),
    });
    let errors = [syntax::codes::CODES, domain::codes::CODES, design::codes::CODES, seed::codes::CODES]
        .concat()
        .into_iter()
        .map(|(code, summary)| Explanation { code, kind: "error", summary, documentation: String::new() });
    let mut all: Vec<Explanation> = practices.chain(types).chain(errors).collect();
    all.sort_by(|one, other| (one.kind, one.code).cmp(&(other.kind, other.code)));
    all
}

/// What a code means, or the known code that is nearest to it.
pub fn explain(code: &str) -> Result<Explanation, Option<&'static str>> {
    let all = explanations();
    let nearest = all.iter().map(|known| (strsim::levenshtein(known.code, code), known.code)).min();
    match all.into_iter().find(|known| known.code == code) {
        Some(known) => Ok(known),
        None => Err(nearest.filter(|(distance, _)| *distance <= 3).map(|(_, name)| name)),
    }
}

fn indented(text: &str) -> String {
    text.trim().lines().map(|line| format!("  {line}").trim_end().to_string() + "\n").collect()
}
