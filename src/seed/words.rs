//! Word lists: plain text under `data/`, one entry a line, `#` for remarks.

use std::sync::LazyLock;

pub type List = LazyLock<Vec<&'static str>>;

macro_rules! lists {
    ($($name:ident = $file:literal;)*) => {
        $(pub static $name: List = LazyLock::new(|| {
            include_str!(concat!("data/", $file)).lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
        });)*

        #[cfg(test)]
        const ALL: &[(&str, &List)] = &[$(($file, &$name),)*];
    };
}

lists! {
    FIRST_NAMES = "first_names.txt";
    LAST_NAMES = "last_names.txt";
    PLACES = "places.txt";
    STREETS = "streets.txt";
    COMPANY_NAMES = "company_names.txt";
    COMPANY_KINDS = "company_kinds.txt";
    ARTICLE_TITLES = "article_titles.txt";
    ARTICLE_SUBJECTS = "article_subjects.txt";
    ARTICLE_SENTENCES = "article_sentences.txt";
    ARTICLE_SUMMARIES = "article_summaries.txt";
    COMMENT_SENTENCES = "comment_sentences.txt";
    PRODUCT_THINGS = "product_things.txt";
    PRODUCT_QUALITIES = "product_qualities.txt";
    PRODUCT_SENTENCES = "product_sentences.txt";
    TAGS = "tags.txt";
    CATEGORIES = "categories.txt";
    TASKS = "tasks.txt";
    EVENTS = "events.txt";
    WORKS = "works.txt";
    ROOMS = "rooms.txt";
    JOB_TITLES = "job_titles.txt";
    BIOS = "bios.txt";
    SENTENCES = "sentences.txt";
    NAMES = "names.txt";
    MESSAGES = "messages.txt";
    REVIEWS = "reviews.txt";
}

/// The entry at `index`, counted round; lists are never empty (a test says so).
pub fn at(list: &List, index: u64) -> &'static str {
    list.get((index % list.len().max(1) as u64) as usize).copied().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::{RealWorld, World};

    #[test]
    fn every_list_has_entries_and_none_twice() {
        for (file, list) in ALL {
            let mut entries: Vec<&str> = list.to_vec();
            entries.sort_unstable();
            let before = entries.len();
            entries.dedup();
            assert!(before > 5 && entries.len() == before, "{file} has {before} entries, {} of them distinct", entries.len());
        }
    }

    #[test]
    fn every_list_states_its_origin() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/seed/data");
        for file in RealWorld.list(&folder).expect("the data folder is there") {
            let text = RealWorld.read_text(&file.path).expect("a text file");
            assert!(text.starts_with("# ") && text.contains("Written for Groundplan"), "{} states no origin", file.name);
        }
    }
}
