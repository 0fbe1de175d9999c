//! What `groundplan explain CODE` prints.
//!
//! Comes in: everything that has a code, from the lists of the stages. Goes out: its documentation, or the codes that are spelt
//! like the one asked for. Never happens: a code that an error shows and this does not know (a test of the wiring sees to it).

use super::terminal::{Tone, paint, width};

/// Something with a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    pub code: &'static str,
    /// `error`, `practice`, `hazard`.
    pub kind: &'static str,
    /// One sentence.
    pub summary: String,
    /// Several paragraphs, with an example; empty where the summary says all.
    pub documentation: String,
    /// Who says so; empty where it is our own.
    pub source: String,
}

/// The documentation of a code; else, as an error for people, the codes nearest to it.
pub fn explain(code: &str, known: &[Explanation], color: bool) -> Result<String, String> {
    // As an error shows it: error[unknown-type].
    let wanted = code.rsplit('[').next().unwrap_or(code).trim_end_matches(']').trim();
    let found: Vec<&Explanation> = known.iter().filter(|explanation| explanation.code == wanted).collect();
    if found.is_empty() {
        return Err(unknown(wanted, known));
    }
    Ok(found.into_iter().map(|explanation| page(explanation, color)).collect::<Vec<_>>().join("\n"))
}

fn page(explanation: &Explanation, color: bool) -> String {
    let mut text = format!("{} ({})\n\n", paint(explanation.code, Tone::Heading, color), explanation.kind);
    for paragraph in [&explanation.summary, &explanation.documentation] {
        if !paragraph.trim().is_empty() {
            text.push_str(paragraph.trim_end());
            text.push_str("\n\n");
        }
    }
    if !explanation.source.is_empty() {
        text.push_str(&paint(&format!("Source: {}", explanation.source), Tone::Aside, color));
        text.push('\n');
    }
    format!("{}\n", text.trim_end())
}

fn unknown(wanted: &str, known: &[Explanation]) -> String {
    let mut near: Vec<(usize, &str)> =
        known.iter().map(|explanation| (strsim::damerau_levenshtein(wanted, explanation.code), explanation.code)).collect();
    near.extend(known.iter().filter(|explanation| !wanted.is_empty() && explanation.code.contains(wanted)).map(|one| (0, one.code)));
    near.retain(|(distance, _)| *distance <= 3);
    near.sort_unstable();
    let mut codes: Vec<&str> = Vec::new();
    for (_, code) in near {
        if !codes.contains(&code) && codes.len() < 5 {
            codes.push(code);
        }
    }
    if codes.is_empty() {
        return format!("there is no code `{wanted}`; `groundplan explain` lists all");
    }
    format!("there is no code `{wanted}`; did you mean {}?", codes.iter().map(|code| format!("`{code}`")).collect::<Vec<_>>().join(" or "))
}

/// All codes by kind, each with its sentence.
pub fn list_of_codes(known: &[Explanation], color: bool) -> String {
    let mut sorted: Vec<&Explanation> = known.iter().collect();
    sorted.sort_by_key(|explanation| (explanation.kind, explanation.code));
    let column = sorted.iter().map(|explanation| width(explanation.code)).max().unwrap_or(0);
    let mut text = String::new();
    let mut kind = "";
    for explanation in sorted {
        if explanation.kind != kind {
            let gap = if kind.is_empty() { "" } else { "\n" };
            kind = explanation.kind;
            text.push_str(&format!("{gap}{}\n", paint(&format!("{kind}s"), Tone::Heading, color)));
        }
        text.push_str(&format!("  {:column$}  {}\n", explanation.code, explanation.summary));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Vec<Explanation> {
        let of = |code, kind, summary: &str, documentation: &str, source: &str| Explanation {
            code,
            kind,
            summary: summary.into(),
            documentation: documentation.into(),
            source: source.into(),
        };
        vec![
            of("fk-indexed", "practice", "Every foreign key is indexed", "A deletion of the parent\nreads the child.\n", "GitLab"),
            of("unknown-type", "error", "A type is not known", "", ""),
            of("unknown-word", "error", "A word is not known", "", ""),
        ]
    }

    #[test]
    fn a_code_is_explained_as_written_or_as_an_error_shows_it() {
        let page =
            "fk-indexed (practice)\n\nEvery foreign key is indexed\n\nA deletion of the parent\nreads the child.\n\nSource: GitLab\n";
        for code in ["fk-indexed", "[fk-indexed]", "advice[fk-indexed]"] {
            assert_eq!(explain(code, &known(), false).as_deref(), Ok(page));
        }
        assert_eq!(explain("unknown-type", &known(), false).as_deref(), Ok("unknown-type (error)\n\nA type is not known\n"));
    }

    #[test]
    fn an_unknown_code_is_answered_with_those_that_are_spelt_like_it() {
        for (code, answer) in [
            ("fk-index", "there is no code `fk-index`; did you mean `fk-indexed`?"),
            ("unknown", "there is no code `unknown`; did you mean `unknown-type` or `unknown-word`?"),
            ("zzzzzzzz", "there is no code `zzzzzzzz`; `groundplan explain` lists all"),
            ("", "there is no code ``; `groundplan explain` lists all"),
        ] {
            assert_eq!(explain(code, &known(), false), Err(answer.to_string()));
        }
    }

    #[test]
    fn the_list_goes_by_kind_and_code() {
        assert_eq!(
            list_of_codes(&known(), false).lines().collect::<Vec<_>>(),
            [
                "errors",
                "  unknown-type  A type is not known",
                "  unknown-word  A word is not known",
                "",
                "practices",
                "  fk-indexed    Every foreign key is indexed",
            ]
        );
    }
}
