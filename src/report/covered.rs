//! What the rows show of what is allowed, in one sentence.

use crate::plural::counted;
use crate::seed::{Coverage, Share};

/// So many of what is missing are named.
const NAMED: usize = 3;

/// `Coverage: 12 of 12 enum values, …`; nothing where there was nothing to cover.
pub(super) fn coverage_line(coverage: &Coverage) -> Option<String> {
    let parts = [
        (&coverage.values, "enum value", ""),
        (&coverage.optional, "optional column", " with and without a value"),
        (&coverage.boundaries, "boundary", ""),
    ];
    let parts: Vec<String> =
        parts.into_iter().filter(|(share, _, _)| share.of > 0).map(|(share, what, how)| told(share, what, how)).collect();
    (!parts.is_empty()).then(|| format!("Coverage: {}", parts.join(", ")))
}

fn told(share: &Share, what: &str, how: &str) -> String {
    let all = match (what, share.of) {
        ("boundary", 2..) => format!("{} boundaries", share.of),
        (what, of) => counted(of as usize, what),
    };
    let told = format!("{} of {all}{how}", share.covered);
    let mut missing: Vec<String> = share.missing.iter().take(NAMED).cloned().collect();
    if share.missing.len() > NAMED {
        missing.push(format!("and {} more", share.missing.len() - NAMED));
    }
    if missing.is_empty() { told } else { format!("{told} ({})", missing.join("; ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named() {
        let share = |covered, of, missing: &[&str]| Share { covered, of, missing: missing.iter().map(|text| text.to_string()).collect() };
        let coverage = Coverage {
            values: share(12, 12, &[]),
            optional: share(0, 0, &[]),
            boundaries: share(7, 8, &["posts.rating has no 5: too few rows"]),
        };
        let line = "Coverage: 12 of 12 enum values, 7 of 8 boundaries (posts.rating has no 5: too few rows)";
        assert_eq!(coverage_line(&coverage).as_deref(), Some(line));
        assert_eq!(coverage_line(&Coverage::default()), None);
    }
}
