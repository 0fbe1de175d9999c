//! Options of a sequence that its position may not fit: a position outside of the new bounds starts again, any other stays.
//!
//! Comes in: a sequence's options as they stand and as they shall be. Goes out: a block that looks first, where the bounds get narrower.
//! Never happens: a position that fits is lost.

use super::table_part::trusted;
use super::template::{RenderError, Templates, values};
use crate::catalog::Definition;

/// `None` where the plain statement will do. Without `from`, what SERIAL or IDENTITY makes stands.
pub(super) fn bounded(
    templates: &Templates,
    from: Option<&Definition>,
    to: &Definition,
    statement: &str,
) -> Result<Option<String>, RenderError> {
    if !matches!(to.kind.as_str(), "sequence" | "options of sequence") {
        return Ok(None);
    }
    let (Some(minimum), Some(maximum)) = (bound(&to.definition, "MINVALUE"), bound(&to.definition, "MAXVALUE")) else { return Ok(None) };
    let old = |word: &str| from.and_then(|from| bound(&from.definition, word));
    let narrower = minimum > old("MINVALUE").unwrap_or(1) || maximum < old("MAXVALUE").unwrap_or(i64::from(i16::MAX));
    if !narrower {
        return Ok(None);
    }
    let text = templates.render_tagged("statement/bounded_sequence.sql", |tag| {
        values! {
            tag,
            minimum => trusted(minimum.to_string()),
            maximum => trusted(maximum.to_string()),
            sequence => trusted(to.name.clone()),
            statement => trusted(statement.trim_end().trim_end_matches(';')),
        }
    })?;
    Ok(Some(text))
}

fn bound(options: &str, word: &str) -> Option<i64> {
    let mut words = options.split_whitespace().skip_while(|found| *found != word);
    words.nth(1)?.parse().ok()
}
