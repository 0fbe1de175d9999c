//! Where a text says what a model proposes.
//!
//! Comes in: a text and names in snake_case. Goes out: the words that name them, as ranges of bytes. Never happens: a name is found that is not there in
//! the same words, in the singular or the plural, in one piece or in several.

use std::ops::Range;

/// A text, cut into words and sentences.
#[derive(Debug)]
pub struct Words {
    words: Vec<Word>,
    /// For each sentence the one that leads it: the line before a list, the heading above.
    leads: Vec<Option<usize>>,
}

#[derive(Debug)]
struct Word {
    range: Range<usize>,
    /// In small letters and in the singular.
    normal: String,
    /// It stands in the plural.
    is_many: bool,
    sentence: usize,
}

/// A place where a text names something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub range: Range<usize>,
    pub sentence: usize,
    /// Its last word stands in the plural.
    pub is_many: bool,
}

/// Words that carry no meaning of their own in a name: `date_of_birth`, `is_active`, `number_of_beds`.
const BETWEEN: &[&str] = &["of", "the", "a", "an", "is", "has", "at", "by", "on", "in", "for", "to", "and", "was"];
/// The words of a compound may stand so far apart in their sentence.
const FARTHEST: usize = 8;
/// Words that only put one name beside another.
const LISTING: &[&str] = &["and", "or", "as", "well", "plus", "the", "a", "an", "their", "its"];
/// Words that put the parent behind the child: `posts are written by users`.
const TURNED: &[&str] = &["by", "of", "from", "to", "in", "at", "for", "under", "on"];
/// `e-mail address` is three words for one or two.
const MOST_PIECES: usize = 4;

/// The words of a name that carry its meaning, in the singular.
pub fn meaning(name: &str) -> Vec<String> {
    let parts = name.split('_').filter(|part| !part.is_empty()).map(|part| crate::plural::singular(&part.to_lowercase()));
    parts.filter(|part| !BETWEEN.contains(&part.as_str())).collect()
}

impl Words {
    pub fn of(text: &str) -> Words {
        let mut found = Words { words: Vec::new(), leads: Vec::new() };
        let mut lines = Lines::default();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            lines.begin(line, &mut found);
            found.read_line(text, start..start + line.len());
            lines.end(line, &found);
            start += line.len();
        }
        found
    }

    fn read_line(&mut self, text: &str, range: Range<usize>) {
        let mut word: Option<usize> = None;
        let line = &text[range.clone()];
        for (at, sign) in line.char_indices() {
            let at = range.start + at;
            if sign.is_alphanumeric() {
                word.get_or_insert(at);
                continue;
            }
            if let Some(from) = word.take() {
                self.push(text, from..at);
            }
            let ends = matches!(sign, '.' | '!' | '?' | ';');
            let follows = text[at + sign.len_utf8()..].chars().next().is_none_or(char::is_whitespace);
            if ends && follows {
                self.next_sentence();
            }
        }
        if let Some(from) = word {
            self.push(text, from..range.end);
        }
    }

    fn push(&mut self, text: &str, range: Range<usize>) {
        let word = text[range.clone()].to_lowercase();
        // What is left of `member's` says nothing.
        if word == "s" {
            return;
        }
        if self.leads.is_empty() {
            self.leads.push(None);
        }
        let normal = crate::plural::singular(&word);
        // What is the possession of one is no plural: `a user's`.
        let is_many = normal != word && !text[range.end..].starts_with(['\'', '’']);
        self.words.push(Word { range, normal, is_many, sentence: self.leads.len() - 1 });
    }

    /// Words that follow stand in another sentence, led by what led the last.
    fn next_sentence(&mut self) {
        let lead = self.leads.last().copied().flatten();
        self.new_sentence(lead);
    }

    fn new_sentence(&mut self, lead: Option<usize>) {
        let is_empty = self.words.last().is_none_or(|word| word.sentence + 1 != self.leads.len());
        match self.leads.last_mut() {
            Some(last) if is_empty => *last = lead,
            _ => self.leads.push(lead),
        }
    }

    /// The places that name this, in the order of the text: first those in one piece; without any, those where a compound's words stand in one sentence.
    pub fn places(&self, name: &str) -> Vec<Place> {
        let parts: Vec<String> =
            name.split('_').filter(|part| !part.is_empty()).map(|part| crate::plural::singular(&part.to_lowercase())).collect();
        let meant: Vec<&String> = parts.iter().filter(|part| !BETWEEN.contains(&part.as_str())).collect();
        if meant.is_empty() {
            return Vec::new();
        }
        let mut found = self.in_one_piece(&parts.concat());
        let bare: String = meant.iter().map(|part| part.as_str()).collect();
        if bare != parts.concat() {
            found.extend(self.in_one_piece(&bare));
            found.sort_by_key(|place| (place.range.start, place.range.end));
        }
        if found.is_empty() && meant.len() > 1 { self.in_one_sentence(&meant) } else { found }
    }

    fn in_one_piece(&self, key: &str) -> Vec<Place> {
        let mut found = Vec::new();
        for (at, first) in self.words.iter().enumerate() {
            if !key.starts_with(first.normal.as_str()) {
                continue;
            }
            let mut rest = key;
            for word in self.words[at..].iter().take(MOST_PIECES).take_while(|word| word.sentence == first.sentence) {
                match rest.strip_prefix(word.normal.as_str()) {
                    Some(left) => rest = left,
                    None => break,
                }
                if rest.is_empty() {
                    found.push(Place { range: first.range.start..word.range.end, sentence: first.sentence, is_many: word.is_many });
                    break;
                }
            }
        }
        found
    }

    fn in_one_sentence(&self, parts: &[&String]) -> Vec<Place> {
        let mut found: Vec<Place> = Vec::new();
        for (at, first) in self.words.iter().enumerate() {
            let near = || {
                let from = at.saturating_sub(FARTHEST);
                self.words[from..self.words.len().min(at + FARTHEST + 1)].iter().filter(|word| word.sentence == first.sentence)
            };
            if first.normal != *parts[0] || found.iter().any(|place| place.sentence == first.sentence) {
                continue;
            }
            let mut range = first.range.clone();
            let mut is_many = first.is_many;
            let all = parts[1..].iter().all(|part| {
                near().find(|word| word.normal == **part).is_some_and(|word| {
                    range = range.start.min(word.range.start)..range.end.max(word.range.end);
                    is_many |= word.is_many;
                    true
                })
            });
            if all {
                found.push(Place { range, sentence: first.sentence, is_many });
            }
        }
        found
    }

    /// The first place of `name` in a sentence that names the owner, or is led by one that does, or follows one that does.
    pub fn beside(&self, name: &[Place], owner: &[Place]) -> Option<Place> {
        let names_owner = |sentence: usize| owner.iter().any(|place| place.sentence == sentence);
        let led = |sentence: usize| self.lead(sentence).is_some_and(names_owner);
        let near = |place: &&Place| names_owner(place.sentence) || led(place.sentence);
        let follows = |place: &&Place| place.sentence.checked_sub(1).is_some_and(names_owner);
        name.iter().find(near).or_else(|| name.iter().find(follows)).cloned()
    }

    /// The words from a child to its parent or back, where one sentence, or it and its lead, names both and does more than list them. `things` are the keys of entities.
    pub fn together(&self, text: &str, child: &[Place], parent: &[Place], things: &[String]) -> Option<Range<usize>> {
        let pair = |child: &Place, parent: &Place| {
            let (first, second) = if child.range.start <= parent.range.start { (child, parent) } else { (parent, child) };
            if first.range.end > second.range.start {
                return None;
            }
            let between = first.range.end..second.range.start;
            let led = self.lead(child.sentence) == Some(parent.sentence) || self.lead(parent.sentence) == Some(child.sentence);
            let said =
                child.sentence == parent.sentence && !self.is_list(text, between.clone(), things) && self.points(child, parent, between);
            if led || said { Some(first.range.start..second.range.end) } else { None }
        };
        let all = child.iter().flat_map(|child| parent.iter().filter_map(move |parent| pair(child, parent)));
        all.min_by_key(|range| (range.len(), range.start))
    }

    /// Whether one sentence can mean that many of the child belong to one of the parent. `A user writes posts` cannot mean that of a user; of two plurals the parent is the one that acts.
    fn points(&self, child: &Place, parent: &Place, between: Range<usize>) -> bool {
        let holds = |words: &[&str]| {
            let mut inside = self.words.iter().filter(|word| word.range.start >= between.start && word.range.end <= between.end);
            inside.any(|word| words.contains(&word.normal.as_str()))
        };
        match (child.is_many, parent.is_many) {
            (false, true) => false,
            (true, true) if child.range.start < parent.range.start => holds(TURNED),
            (true, true) => !holds(&["by"]),
            _ => true,
        }
    }

    /// Whether what stands between two names only lists them: `users, posts and comments`.
    fn is_list(&self, text: &str, between: Range<usize>, things: &[String]) -> bool {
        let inside = self.words.iter().filter(|word| word.range.start >= between.start && word.range.end <= between.end);
        let words: Vec<&Word> = inside.collect();
        if words.is_empty() {
            return text.get(between).is_some_and(|signs| signs.contains([',', '&', '/', '+']));
        }
        words.iter().all(|word| LISTING.contains(&word.normal.as_str()) || things.contains(&word.normal))
    }

    fn lead(&self, sentence: usize) -> Option<usize> {
        self.leads.get(sentence).copied().flatten()
    }
}

/// What the lines before say of the next.
#[derive(Debug, Default)]
struct Lines {
    /// The last heading, whose sentences it leads.
    heading: Option<usize>,
    /// The line with a colon at its end, which leads the list below.
    list: Option<usize>,
    was_blank: bool,
}

impl Lines {
    fn begin(&mut self, line: &str, words: &mut Words) {
        let bare = line.trim();
        if bare.is_empty() {
            self.was_blank = true;
            return;
        }
        let is_item = is_item(bare);
        if !is_item && self.was_blank {
            self.list = None;
        }
        if is_item {
            words.new_sentence(self.list.or(self.heading));
        } else if bare.starts_with('#') {
            self.list = None;
            words.new_sentence(None);
        } else if self.was_blank {
            words.new_sentence(self.heading);
        }
        self.was_blank = false;
    }

    fn end(&mut self, line: &str, words: &Words) {
        let bare = line.trim();
        let sentence = words.words.last().map(|word| word.sentence);
        if bare.starts_with('#') {
            self.heading = sentence;
            self.was_blank = true;
        } else if bare.ends_with(':') && !is_item(bare) {
            self.list = sentence;
        }
    }
}

/// `- a`, `* a`, `• a`, `1. a`, `2) a`.
fn is_item(line: &str) -> bool {
    let digits = line.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let numbered = digits.len() < line.len() && (digits.starts_with(". ") || digits.starts_with(") "));
    numbered || ["- ", "* ", "• ", "– "].iter().any(|bullet| line.starts_with(bullet))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
        Words::of(text).places(name).into_iter().map(|place| &text[place.range]).collect()
    }

    #[test]
    fn a_name_is_found_in_singular_and_plural_and_in_any_case() {
        assert_eq!(found("Categories. A CATEGORY; the category's", "category"), ["Categories", "CATEGORY", "category"]);
        assert_eq!(found("people", "person"), ["people"]);
        assert_eq!(found("a categorical post", "category"), [""; 0]);
    }

    #[test]
    fn a_compound_is_found_in_one_word_or_in_several() {
        assert_eq!(found("the order items", "order_item"), ["order items"]);
        assert_eq!(found("an e-mail, or email", "email"), ["e-mail", "email"]);
        assert_eq!(found("zipcode, zip code, zip-code", "zip_code"), ["zipcode", "zip code", "zip-code"]);
        assert_eq!(found("their date of birth", "date_of_birth"), ["date of birth"]);
        assert_eq!(found("whether it is active", "is_active"), ["is active", "active"]);
    }

    #[test]
    fn the_words_of_a_compound_may_stand_apart_in_one_sentence_only() {
        assert_eq!(found("Each item of an order has a price", "order_item"), ["item of an order"]);
        assert_eq!(found("Each item has a price. An order is paid", "order_item"), [""; 0]);
    }

    #[test]
    fn an_attribute_is_looked_for_near_its_owner() {
        let text = "Users have a name. They also have a phone. It rains. The weather has a colour.\n\n## Books\nA title.\n\nFor each loan:\n- the deposit\n- the day\n\nA shelf.";
        let words = Words::of(text);
        let near = |name: &str, owner: &str| words.beside(&words.places(name), &words.places(owner)).map(|place| &text[place.range]);
        assert_eq!(near("name", "user"), Some("name"));
        assert_eq!(near("phone", "user"), Some("phone"));
        assert_eq!(near("colour", "user"), None);
        assert_eq!(near("title", "book"), Some("title"));
        assert_eq!(near("day", "loan"), Some("day"));
        assert_eq!(near("shelf", "loan"), None);
    }

    #[test]
    fn a_relation_is_said_by_a_sentence_that_names_both() {
        let text = "We have users, posts and comments. A post is written by a user, and a post has comments. Users like cats.";
        let words = Words::of(text);
        let things = ["user", "post", "comment"].map(str::to_string);
        let said =
            |one: &str, other: &str| words.together(text, &words.places(one), &words.places(other), &things).map(|range| &text[range]);
        assert_eq!(said("comment", "post"), Some("post has comments"));
        assert_eq!(said("post", "user"), Some("post is written by a user"), "a list says nothing");
        assert_eq!(said("comment", "cat"), None);
        assert_eq!(said("post", "comment"), None, "a post has comments, so it belongs to none of them");
        assert_eq!(said("comment", "post_comment"), None, "not with a name that it is a part of");
    }

    proptest! {
        #[test]
        fn whatever_the_text_holds_a_place_is_a_part_of_it(text in "(?s).{0,200}", listed in "([#*\\-:.é a-z0-9\n]{0,8}){0,20}", name in "[a-z_]{1,12}") {
            for text in [text, listed] {
                let words = Words::of(&text);
                for place in words.places(&name).into_iter().chain(words.places("a_b")) {
                    prop_assert!(text.get(place.range).is_some_and(|words| !words.is_empty()));
                }
            }
        }
    }
}
