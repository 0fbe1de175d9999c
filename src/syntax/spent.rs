//! Words that have done their work, taken out of a text.
//!
//! Comes in: a requirement file, and the places of `was` and `removed` in it. Goes out: the file without them, each comment kept. Never
//! happens: another word that goes, a line that is left blank by it.

use std::ops::Range;

/// A text without some words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Without {
    pub text: String,
    /// What went, in the order of the places.
    pub gone: Vec<String>,
    /// For each byte of the text that there was, whether it stays.
    pub stays: Vec<bool>,
}

/// The text without these words. A place is that of the name behind `was`, of a whole `removed …`, or of the value behind `removed` in an enum.
pub fn without(text: &str, places: &[Range<usize>]) -> Without {
    let mut cuts: Vec<Range<usize>> = places.iter().map(|place| with_word(text, place)).collect();
    cuts.sort_by_key(|cut| cut.start);
    cuts.dedup();
    let gone = cuts.iter().map(|cut| text[cut.clone()].split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let mut result = text.to_string();
    let mut left: Vec<usize> = (0..text.len()).collect();
    for cut in cuts.into_iter().rev() {
        let cut = with_surroundings(&result, cut);
        result.replace_range(cut.clone(), "");
        left.drain(cut);
    }
    let mut stays = vec![false; text.len()];
    left.into_iter().for_each(|place| stays[place] = true);
    Without { text: result, gone, stays }
}

/// From `was` or `removed` on.
fn with_word(text: &str, place: &Range<usize>) -> Range<usize> {
    if text[place.clone()].starts_with("removed") && text[place.clone()].contains(char::is_whitespace) {
        return place.clone();
    }
    let before = text[..place.start].trim_end();
    let start = ["was", "removed"].iter().find_map(|word| before.strip_suffix(word)).map_or(place.start, str::len);
    start..place.end
}

/// With the blanks before `was`; of a `removed …` with its line, or with the sign that parts it from its neighbour on the line.
fn with_surroundings(text: &str, cut: Range<usize>) -> Range<usize> {
    let blanks = [' ', '\t'];
    let start = text[..cut.start].trim_end_matches(blanks).len();
    if text[cut.clone()].starts_with("was") {
        return start..cut.end;
    }
    let rest = &text[cut.end..];
    let blank = rest.len() - rest.trim_start_matches(blanks).len();
    let rest = &rest[blank..];
    let begins_line = start == 0 || text[..start].ends_with('\n');
    let ends_line = rest.is_empty() || rest.starts_with('\n') || rest.starts_with("\r\n");
    if begins_line && ends_line {
        let line_break = rest.find('\n').map_or(rest.len(), |at| at + 1);
        // Of two blank lines that meet then, one goes.
        let meets = text[..start].ends_with("\n\n") && rest[line_break..].starts_with('\n');
        return start..cut.end + blank + line_break + usize::from(meets);
    }
    if let Some(after) = rest.strip_prefix(';') {
        let blanks_after = after.len() - after.trim_start_matches(blanks).len();
        return cut.start..cut.end + blank + 1 + blanks_after;
    }
    if text[..start].ends_with(';') {
        return start - 1..cut.end;
    }
    // A comment behind it stays, where the word began.
    if begins_line { cut.start..cut.end + blank } else { start..cut.end }
}

#[cfg(test)]
mod tests {
    use super::without;

    fn after(text: &str, words: &[&str]) -> String {
        let places: Vec<_> = words.iter().map(|word| text.find(word).map(|at| at..at + word.len()).expect("in the text")).collect();
        without(text, &places).text
    }

    #[test]
    fn was_goes_with_its_name_and_all_else_stays() {
        assert_eq!(after("entity Account was Customer { // the former\n", &["Customer"]), "entity Account { // the former\n");
        assert_eq!(after("  login varchar(80) unique was username // kept\n", &["username"]), "  login varchar(80) unique // kept\n");
        assert_eq!(after("enum S { draft was new; sent }", &["new"]), "enum S { draft; sent }");
    }

    #[test]
    fn removed_goes_with_its_line_or_its_part_of_one() {
        assert_eq!(after("a int\n  removed nickname\nb int\n", &["removed nickname"]), "a int\nb int\n");
        assert_eq!(after("a int\n  removed nickname // why\nb int\n", &["removed nickname"]), "a int\n  // why\nb int\n");
        assert_eq!(after("entity A { a int; removed b; c int }", &["removed b"]), "entity A { a int; c int }");
        assert_eq!(after("entity A { a int; removed b }", &["removed b"]), "entity A { a int }");
        assert_eq!(after("enum S {\n  open\n  removed archived\n}\n", &["archived"]), "enum S {\n  open\n}\n");
    }

    #[test]
    fn what_went_is_named() {
        let text = "entity A was B { x int was former; removed z }";
        let places = ["B", "former", "removed z"].map(|word| text.find(word).map(|at| at..at + word.len()).expect("in the text"));
        assert_eq!(without(text, &places).gone, ["was B", "was former", "removed z"]);
    }
}
