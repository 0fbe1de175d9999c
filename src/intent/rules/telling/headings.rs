//! Headings, and lines that lists stand under: whom what follows is about.
//!
//! Comes in: blocks. Goes out: the topic, the leads and the actor that the reader has then. Never happens: a heading that only says where one is in the text becomes a topic.

use crate::intent::fill;
use crate::intent::rules::layout::{Block, Kind};
use crate::intent::rules::phrases::{Noun, Piece};
use crate::intent::rules::properties::{is_actor, is_property};
use crate::intent::rules::reader::{Reader, pieces_of, prepared};
use crate::intent::rules::tagging::Tag;
use crate::intent::rules::tokens;
use crate::intent::rules::words;

/// More headings than a text has that a person wrote.
const MOST_SOUGHT: usize = 100;

impl Reader {
    pub fn heading(&mut self, text: &str, block: &Block, next: Option<&Block>) {
        self.leads.retain(|(depth, _)| *depth + 100 < block.depth);
        self.topic = None;
        self.excluded = false;
        self.actor = None;
        self.under = None;
        self.doing = false;
        self.done = None;
        self.headings += 1;
        for sentence in tokens::sentences(text, &block.pieces) {
            let found = prepared(&sentence);
            // A text is not about what its own title leaves out.
            let left_out = super::exclusions::is_exclusion(&found) || super::exclusions::is_heading_of_what_is_left_out(&found);
            if left_out && self.headings > 1 {
                self.excluded = true;
            }
            if self.acts(&sentence) {
                return;
            }
            let pieces = pieces_of(&sentence);
            let nouns: Vec<&Noun> =
                pieces.iter().filter_map(|piece| if let Piece::Noun(noun) = piece { Some(noun) } else { None }).collect();
            let alone = pieces.iter().all(|piece| matches!(piece, Piece::Noun(_) | Piece::Adverb(_)));
            if let (true, [noun]) = (alone, nouns.as_slice())
                && block.depth > 1
                && !is_actor(noun)
                && !super::fragments::is_structure(noun)
                && noun.words.len() <= 3
                && (!words::is_plain_heading(noun.head()) || noun.plural && next.is_some_and(|next| lists_properties(text, next)))
                && (self.spoken_of(text, noun) || !next.is_some_and(|next| says(text, next)))
            {
                self.topic = Some((*noun).clone());
                if next.is_some_and(|next| next.kind == Kind::Paragraph) {
                    self.under = self.topic.clone();
                }
                if next.is_some_and(|next| next.kind == Kind::Item) {
                    self.leads.push((0, (*noun).clone()));
                    if (noun.plural || fill::is_typical(&noun.name())) && !is_property(noun) {
                        self.thing(noun, 0.4);
                    }
                }
            } else if let (true, [noun]) = (alone, nouns.as_slice())
                && noun.plural
                && block.depth > 1
                && (2..=3).contains(&noun.words.len())
                && !is_actor(noun)
                && !is_property(noun)
                && !words::is_plain_heading(noun.head())
            {
                // `Checklist items`, of which the sentences below only say `items`.
                self.thing(noun, 0.3);
            }
        }
    }

    pub fn block(&mut self, text: &str, block: &Block, next: Option<&Block>) {
        if block.kind == Kind::Item {
            self.leads.retain(|(depth, _)| *depth <= block.depth);
        } else {
            self.leads.clear();
            if block.kind == Kind::Paragraph {
                self.actor = None;
                self.doing = false;
            }
        }
        let under = self.under.take().filter(|_| block.kind == Kind::Paragraph);
        let sentences = tokens::sentences(text, &block.pieces);
        if let [sentence] = sentences.as_slice()
            && block.kind == Kind::Paragraph
            && next.is_some_and(|next| next.kind == Kind::Item)
            && self.acts(sentence)
        {
            return;
        }
        let parent = next.is_some_and(|next| next.kind == Kind::Item && (block.kind == Kind::Paragraph || next.depth > block.depth));
        let count = sentences.len();
        self.own_topic = None;
        for (at, sentence) in sentences.into_iter().enumerate() {
            self.fresh = at == 0 && block.kind == Kind::Item;
            self.later = at > 0;
            self.under.clone_from(&under);
            let last = at + 1 == count;
            let found = prepared(&sentence);
            let leading = last && parent && sentence.last().is_some_and(|token| token.word == ":" || block.kind == Kind::Item);
            let range = sentence.first().zip(sentence.last()).map(|(first, last)| first.range.start..last.range.end);
            let (first, silent) = (self.facts.len(), self.is_silent(&found));
            self.sentence(found, block.kind == Kind::Item);
            if let Some(range) = range {
                self.told(range, first, silent || leading);
            }
            if leading && self.what_people_do(&sentence) {
                continue;
            }
            if leading && let Some(topic) = self.lead(&sentence) {
                self.leads.push((next.map_or(0, |next| next.depth), topic));
            }
        }
        self.under = None;
        self.later = false;
    }

    /// `What visitors do:`
    fn what_people_do(&mut self, sentence: &[tokens::Token]) -> bool {
        let pieces = pieces_of(sentence);
        let [Piece::Wh(word, _), Piece::Noun(noun), rest @ ..] = pieces.as_slice() else { return false };
        let acts = matches!(rest.first(), Some(Piece::Verb(group)) if group.may || group.base == "do");
        if word != "what" || !acts || noun.pronoun.is_some() || !words::is_person(noun.head()) {
            return false;
        }
        self.actors.push(noun.name());
        self.actor = Some(noun.clone());
        self.doing = true;
        true
    }

    /// The noun that items under a line are about.
    fn lead(&self, sentence: &[tokens::Token]) -> Option<Noun> {
        let pieces = pieces_of(sentence);
        let nouns: Vec<&Noun> = pieces.iter().filter_map(|piece| if let Piece::Noun(noun) = piece { Some(noun) } else { None }).collect();
        let each = nouns.iter().find(|noun| noun.quantity.each && noun.pronoun.is_none());
        let noun = each.or_else(|| nouns.iter().find(|noun| !is_actor(noun) && noun.pronoun.is_none()))?;
        // `Features:`, under which anything may stand.
        let (last, before) = noun.words.split_last()?;
        let before = before.iter().all(|word| words::is_adjective(word) || matches!(word.as_str(), "further" | "other" | "more" | "extra"));
        let plain = each.is_none() && noun.plural && before && words::is_plain_heading(last);
        (!is_property(noun) && !plain).then(|| (*noun).clone())
    }

    /// `As a tenant`: who wants what stands below.
    fn acts(&mut self, sentence: &[tokens::Token]) -> bool {
        let found = prepared(sentence);
        let story = found.first().is_some_and(|word| word.is("as"))
            && found.get(1).is_some_and(|word| word.tag == Tag::Determiner)
            && !found.iter().any(|word| matches!(word.tag, Tag::Verb | Tag::Modal));
        let noun = pieces_of(sentence).into_iter().find_map(|piece| if let Piece::Noun(noun) = piece { Some(noun) } else { None });
        let Some(noun) = noun.filter(|noun| story && noun.pronoun.is_none()) else { return false };
        self.actors.push(noun.name());
        self.actor = Some(noun);
        self.doing = true;
        true
    }

    /// Whether the text speaks of what a heading says elsewhere, as of a thing.
    fn spoken_of(&self, text: &str, noun: &Noun) -> bool {
        let one = noun.words.join(" ");
        let lower = |at: usize, word: &str| text.get(at..at + word.len()).is_some_and(|part| part.eq_ignore_ascii_case(word));
        let several = crate::plural::plural(&one);
        // The text is gone through for each heading: for so many and no more.
        if one.is_empty() || self.headings > MOST_SOUGHT {
            return !one.is_empty();
        }
        let mut from = 0;
        while let Some(at) =
            text.get(from..).and_then(|rest| rest.char_indices().map(|(offset, _)| from + offset).find(|at| lower(*at, &one)))
        {
            let end = if lower(at, &several) { at + several.len() } else { at + one.len() };
            let apart = |one: Option<char>| one.is_none_or(|one| !one.is_alphanumeric() && one != '-');
            let before = text[..at].chars().next_back();
            // A word behind it makes it a part of another name, unless the word only joins.
            let behind = text[end..].trim_start_matches(' ').chars().next();
            let next: String = text[end..].trim_start().chars().take_while(|one| one.is_alphabetic()).collect();
            let next = next.to_lowercase();
            let joins = words::function(&next).is_some()
                || matches!(
                    next.as_str(),
                    "is" | "are" | "has" | "have" | "belongs" | "belong" | "consists" | "consist" | "contains" | "contain"
                );
            let here = noun.range.contains(&at);
            if !here && apart(before) && apart(text[end..].chars().next()) && (behind.is_none_or(|one| !one.is_alphabetic()) || joins) {
                return true;
            }
            from = end;
        }
        false
    }
}

/// Whether a block is a list of properties: `Title, description, due date`.
fn lists_properties(text: &str, block: &Block) -> bool {
    let Some(sentence) = tokens::sentences(text, &block.pieces).into_iter().next() else { return false };
    let found = prepared(&sentence);
    if found.iter().any(|word| matches!(word.tag, Tag::Verb | Tag::Modal)) {
        return false;
    }
    let nouns = pieces_of(&sentence);
    let nouns: Vec<&Noun> = nouns.iter().filter_map(|piece| if let Piece::Noun(noun) = piece { Some(noun) } else { None }).collect();
    let properties = nouns.iter().filter(|noun| is_property(noun)).count();
    properties >= 2 && properties * 2 > nouns.len() && nouns.first().is_some_and(|noun| is_property(noun))
}

/// Whether a block is a sentence, not a list of words.
fn says(text: &str, block: &Block) -> bool {
    let first = tokens::sentences(text, &block.pieces).into_iter().next();
    block.kind == Kind::Item
        && first.is_some_and(|sentence| {
            let found = prepared(&sentence);
            let starts = found.first().is_some_and(|word| matches!(word.tag, Tag::Determiner | Tag::Pronoun | Tag::Quantity));
            starts && found.iter().any(|word| matches!(word.tag, Tag::Verb | Tag::Modal))
        })
}
