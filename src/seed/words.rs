//! Word lists by locale: plain text under `data/LOCALE/`, one entry a line, `#` for remarks.
//!
//! Comes in: the code of a locale. Goes out: its lists; where it lacks one, that of `en`. Never happens: a list that states no origin.
//!
//! To add a locale: its folder, its entry in [`LOCALES`], and its code among the settings' words.

use std::sync::LazyLock;

macro_rules! lists {
    ($($name:ident = $stem:literal;)*) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum List {
            $($name,)*
        }

        /// The files' names, in the order of [`List`].
        const STEMS: &[&str] = &[$($stem,)*];
    };
}

lists! {
    ArticleClosings = "article_closings";
    ArticleOpenings = "article_openings";
    ArticleSentences = "article_sentences";
    ArticleSubjects = "article_subjects";
    ArticleSummaries = "article_summaries";
    ArticleTitles = "article_titles";
    Bios = "bios";
    Categories = "categories";
    CommentReplies = "comment_replies";
    CommentSentences = "comment_sentences";
    CompanyKinds = "company_kinds";
    CompanyNames = "company_names";
    Countries = "countries";
    Departments = "departments";
    Events = "events";
    Experiences = "experiences";
    FirstNames = "first_names";
    Headings = "headings";
    JobTitles = "job_titles";
    LastNames = "last_names";
    Messages = "messages";
    Names = "names";
    Phones = "phones";
    Places = "places";
    ProductQualities = "product_qualities";
    ProductSentences = "product_sentences";
    ProductThings = "product_things";
    ReviewTitles = "review_titles";
    Reviews = "reviews";
    Rooms = "rooms";
    Sentences = "sentences";
    Streets = "streets";
    Subcategories = "subcategories";
    Tags = "tags";
    Tasks = "tasks";
    Values = "values";
    Works = "works";
}

pub struct Locale {
    pub code: &'static str,
    /// The word between the last two of several.
    pub and: &'static str,
    /// Letters that its addresses write in another way than without their marks: `ü` as `ue`.
    letters: &'static [(char, &'static str)],
    lists: LazyLock<Vec<Vec<&'static str>>>,
}

impl std::fmt::Debug for Locale {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.code)
    }
}

macro_rules! locale {
    ($code:literal, $and:literal, $letters:expr, $($stem:literal)*) => {
        Locale {
            code: $code,
            and: $and,
            letters: $letters,
            lists: LazyLock::new(|| read(&[$(($stem, include_str!(concat!("data/", $code, "/", $stem, ".txt"))),)*])),
        }
    };
}

/// All lists, in the order of [`List`]; those that are not there are empty.
fn read(files: &[(&str, &'static str)]) -> Vec<Vec<&'static str>> {
    let entries = |text: &'static str| text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    STEMS.iter().map(|stem| files.iter().find(|(name, _)| name == stem).map_or_else(Vec::new, |(_, text)| entries(text))).collect()
}

/// Without a setting: names and places of many countries, texts in English.
pub static ENGLISH: Locale = locale!("en", "and", &[],
    "article_closings" "article_openings" "article_sentences" "article_subjects" "article_summaries" "article_titles" "bios" "categories"
    "comment_replies" "comment_sentences" "company_kinds" "company_names"
    "countries" "departments" "events" "experiences" "first_names" "headings" "job_titles" "last_names"
    "messages" "names" "phones" "places" "product_qualities" "product_sentences" "product_things" "review_titles" "reviews" "rooms" "sentences" "streets"
    "subcategories" "tags" "tasks" "values" "works");

static GERMAN: Locale = locale!("de", "und", &[('ä', "ae"), ('ö', "oe"), ('ü', "ue"), ('Ä', "Ae"), ('Ö', "Oe"), ('Ü', "Ue")],
    "article_closings" "article_openings" "article_sentences" "article_subjects" "article_summaries" "article_titles" "bios" "categories"
    "comment_replies" "comment_sentences" "company_kinds" "company_names"
    "countries" "departments" "events" "experiences" "first_names" "headings" "job_titles" "last_names"
    "messages" "names" "phones" "places" "product_qualities" "product_sentences" "product_things" "review_titles" "reviews" "rooms" "sentences" "streets"
    "subcategories" "tags" "tasks" "works");

static FRENCH: Locale = locale!("fr", "et", &[('\'', "-"), ('’', "-")],
    "article_closings" "article_openings" "article_sentences" "article_subjects" "article_summaries" "article_titles" "bios" "categories"
    "comment_replies" "comment_sentences" "company_kinds" "company_names"
    "countries" "departments" "events" "experiences" "first_names" "headings" "job_titles" "last_names"
    "messages" "names" "phones" "places" "product_qualities" "product_sentences" "product_things" "review_titles" "reviews" "rooms" "sentences" "streets"
    "subcategories" "tags" "tasks" "works");

static SPANISH: Locale = locale!("es", "y", &[],
    "article_closings" "article_openings" "article_sentences" "article_subjects" "article_summaries" "article_titles" "bios" "categories"
    "comment_replies" "comment_sentences" "company_kinds" "company_names"
    "countries" "departments" "events" "experiences" "first_names" "headings" "job_titles" "last_names"
    "messages" "names" "phones" "places" "product_qualities" "product_sentences" "product_things" "review_titles" "reviews" "rooms" "sentences" "streets"
    "subcategories" "tags" "tasks" "works");

/// Every locale; `en` is the one that others fall back on.
pub static LOCALES: [&Locale; 4] = [&ENGLISH, &GERMAN, &FRENCH, &SPANISH];

/// The codes, for the settings and the command line.
pub fn codes() -> Vec<&'static str> {
    LOCALES.iter().map(|locale| locale.code).collect()
}

impl Locale {
    /// By its code; an unknown one is refused before it comes here.
    pub fn by_code(code: &str) -> &'static Locale {
        LOCALES.iter().find(|locale| locale.code == code).copied().unwrap_or(&ENGLISH)
    }

    pub fn list(&'static self, list: List) -> &'static [&'static str] {
        let own = |locale: &'static Locale| locale.lists.get(list as usize).map_or(&[][..], Vec::as_slice);
        if own(self).is_empty() { own(&ENGLISH) } else { own(self) }
    }

    /// As addresses of mail and of pages write it: in letters of ASCII.
    pub fn in_ascii(&self, text: &str) -> String {
        let mut ascii = String::new();
        for letter in text.chars() {
            match self.letters.iter().find(|(marked, _)| *marked == letter) {
                Some((_, plain)) => ascii.push_str(plain),
                None => ascii.push_str(&without_marks(letter)),
            }
        }
        ascii
    }
}

/// Latin letters without their marks: Unicode's decompositions, and what is commonly written for letters that have none.
fn without_marks(letter: char) -> String {
    const PLAIN: &[(&str, &str)] = &[
        ("àáâãäåāăą", "a"),
        ("çćč", "c"),
        ("ďđð", "d"),
        ("èéêëēėęě", "e"),
        ("ğģ", "g"),
        ("ìíîïīįı", "i"),
        ("ķ", "k"),
        ("ĺļľł", "l"),
        ("ñńņň", "n"),
        ("òóôõöøōő", "o"),
        ("ŕř", "r"),
        ("śşš", "s"),
        ("ţťț", "t"),
        ("ùúûüūůűų", "u"),
        ("ýÿ", "y"),
        ("źżž", "z"),
        ("ß", "ss"),
        ("æ", "ae"),
        ("œ", "oe"),
        ("þ", "th"),
    ];
    if letter.is_ascii() {
        return letter.to_string();
    }
    let lower: String = letter.to_lowercase().collect();
    let plain = PLAIN.iter().find(|(marked, _)| marked.contains(&lower)).map(|(_, plain)| (*plain).to_string());
    match plain {
        Some(plain) if letter.is_uppercase() => {
            let mut letters = plain.chars();
            letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
        }
        Some(plain) => plain,
        None => letter.to_string(),
    }
}

/// The entry at `index`, counted round; lists are never empty (a test says so).
pub fn at(list: &[&'static str], index: u64) -> &'static str {
    list.get((index % list.len().max(1) as u64) as usize).copied().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::{RealWorld, World};

    #[test]
    fn every_list_has_entries_and_none_twice() {
        for locale in LOCALES {
            for (stem, list) in STEMS.iter().zip(locale.lists.iter()) {
                let mut entries: Vec<&str> = list.to_vec();
                entries.sort_unstable();
                let before = entries.len();
                entries.dedup();
                let few = *stem == "phones" || (before == 0 && locale.code != "en");
                assert!(few || before > 5, "{}/{stem} has {before} entries", locale.code);
                assert_eq!(entries.len(), before, "{}/{stem} repeats itself", locale.code);
            }
        }
    }

    #[test]
    fn every_file_is_read_and_states_its_origin() {
        for locale in LOCALES {
            let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/seed/data").join(locale.code);
            for file in RealWorld.list(&folder).expect("each locale has a folder") {
                let text = RealWorld.read_text(&file.path).expect("a text file");
                assert!(text.starts_with("# ") && text.contains("Written for Groundplan"), "{} states no origin", file.name);
                let stem = file.name.trim_end_matches(".txt");
                let index = STEMS.iter().position(|known| *known == stem).unwrap_or_else(|| panic!("{stem} is no list"));
                assert!(!locale.lists[index].is_empty(), "{}/{} is not in the locale's entry", locale.code, file.name);
            }
        }
    }

    #[test]
    fn places_have_all_their_parts() {
        for locale in LOCALES {
            for place in locale.list(List::Places) {
                let parts: Vec<&str> = place.split('|').collect();
                assert!(parts.len() == 9 && parts.iter().all(|part| !part.is_empty()), "{place}");
                assert!(parts[4].parse::<f64>().is_ok_and(|latitude| latitude.abs() <= 90.0), "{place}");
                assert!(parts[5].parse::<f64>().is_ok_and(|longitude| longitude.abs() <= 180.0), "{place}");
            }
        }
    }

    #[test]
    fn countries_are_the_same_in_every_locale_and_places_lie_in_them() {
        let codes = |locale: &'static Locale| locale.list(List::Countries).iter().map(|country| &country[..2]).collect::<Vec<_>>();
        for locale in LOCALES {
            assert_eq!(codes(locale), codes(&ENGLISH), "{}", locale.code);
            assert!(locale.list(List::Countries).iter().all(|country| country.split('|').count() == 4), "{}", locale.code);
            assert!(locale.list(List::Places).iter().all(|place| codes(locale).iter().any(|code| place.contains(&format!("|{code}|")))));
        }
    }

    #[test]
    fn templates_name_nothing_that_is_not_filled() {
        const FILLED: &[&str] = &["subject", "Subject", "s", "is", "was", "it", "city", "job", "Job", "name", "thing", "number"];
        for locale in LOCALES {
            for entry in locale.lists.iter().flatten() {
                for hole in entry.split('{').skip(1).filter_map(|rest| rest.split_once('}')) {
                    assert!(FILLED.contains(&hole.0), "{}: {entry}", locale.code);
                }
            }
        }
    }

    #[test]
    fn addresses_are_written_in_ascii() {
        let german = Locale::by_code("de");
        assert_eq!((german.in_ascii("Müller").as_str(), german.in_ascii("Weiß").as_str()), ("Mueller", "Weiss"));
        assert_eq!(Locale::by_code("fr").in_ascii("Élise Lefèvre"), "Elise Lefevre");
        assert_eq!(Locale::by_code("es").in_ascii("Íñigo Ibáñez"), "Inigo Ibanez");
        for locale in LOCALES {
            for list in [List::FirstNames, List::LastNames, List::ArticleTitles, List::ArticleSubjects, List::Names] {
                for entry in locale.list(list) {
                    let left: String =
                        locale.in_ascii(entry).chars().filter(|letter| letter.is_alphabetic() && !letter.is_ascii()).collect();
                    assert!(left.is_empty(), "{}: {entry}", locale.code);
                }
            }
        }
    }
}
