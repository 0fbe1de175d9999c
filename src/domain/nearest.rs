//! The word that was probably meant.
//!
//! Comes in: an unknown word and the known ones. Goes out: the nearest, when it is near enough. Never happens: a guess that replaces the word.

/// The known word nearest to `word`: equal but for its case, or few letters away.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let allowed = match word.chars().count() {
        0..=2 => 1,
        3..=5 => 2,
        _ => 3,
    };
    known
        .into_iter()
        .map(|candidate| (strsim::osa_distance(&lower, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= allowed && *distance < candidate.chars().count())
        .min()
        .map(|(_, candidate)| candidate)
}

/// `did you mean `x`?`, or else the known words.
pub(crate) fn suggestion<'a>(word: &str, known: impl IntoIterator<Item = &'a str>, kind: &str) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    match nearest(word, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => format!("there are no {kind} yet"),
        None => format!("{kind}: {}", list(&known)),
    }
}

/// Names in back-quotes, at most a dozen.
pub(crate) fn list<T: AsRef<str>>(names: &[T]) -> String {
    let mut text: Vec<String> = names.iter().take(12).map(|name| format!("`{}`", name.as_ref())).collect();
    if names.len() > 12 {
        text.push("…".to_string());
    }
    text.join(", ")
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_near_word_is_found_and_a_far_one_is_not() {
        assert_eq!(nearest("emial", ["email", "url"]), Some("email"));
        assert_eq!(nearest("Email", ["email", "url"]), Some("email"));
        assert_eq!(nearest("x", ["email", "y"]), None);
        assert_eq!(nearest("banana", ["email", "url"]), None);
    }
}
