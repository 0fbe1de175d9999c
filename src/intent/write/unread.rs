//! Which sentences of the text the draft leaves out.
//!
//! Comes in: the outline, and the text it was read from. Goes out: those sentences as a comment can show them. Never happens: more than a person reads; a sentence that led to something in the outline.

use std::ops::Range;

use super::{LONGEST_QUOTE, plain, shortened};
use crate::intent::outline::{Because, Outline};

/// More, and nobody reads them.
const MOST_SENTENCES: usize = 8;

/// In the order of the text, each once.
pub fn sentences(text: &str, outline: &Outline) -> Vec<String> {
    let said = said(outline);
    let mut sentences: Vec<String> = Vec::new();
    for range in &outline.unread {
        // The first that begins in the sentence, or goes on into it.
        let led = said.iter().any(|one| one.start < range.end && range.start < one.end);
        if led {
            continue;
        }
        let words = plain(text.get(range.clone()).unwrap_or_default());
        let sentence = format!("“{}”", shortened(&words, LONGEST_QUOTE));
        if !words.is_empty() && !sentences.contains(&sentence) {
            sentences.push(sentence);
        }
    }
    let more = sentences.len().saturating_sub(MOST_SENTENCES);
    if more > 0 {
        sentences.truncate(MOST_SENTENCES);
        sentences.push(format!("and {more} more"));
    }
    sentences
}

/// The words that something in the outline stands for.
fn said(outline: &Outline) -> Vec<Range<usize>> {
    let of_entities = outline.entities.iter().flat_map(|entity| {
        let fields = entity.fields.iter().map(|field| &field.because);
        fields.chain(entity.references.iter().map(|reference| &reference.because)).chain([&entity.because])
    });
    let all = of_entities.chain(outline.links.iter().map(|link| &link.because));
    all.filter_map(|because| match because {
        Because::Said(range) => Some(range.clone()),
        Because::Assumed(_) => None,
    })
    .collect()
}
