//! How many, and which: the words in front of a noun.
//!
//! Comes in: tagged words. Goes out: a [`Quantity`] and how many words it takes. Never happens: a number that belongs to the word before it.

use super::phrases::{Noun, Quantity};
use super::tagging::{Tag, Word};

/// Words of number in front of a noun.
const AMOUNTS: &[(&[&str], Option<bool>, bool)] = &[
    (&["one", "or", "more"], Some(true), false),
    (&["one", "or", "several"], Some(true), false),
    (&["one", "or", "many"], Some(true), false),
    (&["one", "or", "two"], Some(true), false),
    (&["one", "to", "many"], Some(true), false),
    (&["two", "or", "more"], Some(true), false),
    (&["two", "or", "three"], Some(true), false),
    (&["zero", "or", "more"], Some(true), true),
    (&["zero", "or", "one"], Some(false), true),
    (&["none", "or", "one"], Some(false), true),
    (&["at", "least", "one"], Some(true), false),
    (&["at", "most", "one"], Some(false), true),
    (&["no", "more", "than", "one"], Some(false), true),
    (&["not", "more", "than", "one"], Some(false), true),
    (&["more", "than", "one"], Some(true), false),
    (&["exactly", "one"], Some(false), false),
    (&["only", "one"], Some(false), false),
    (&["just", "one"], Some(false), false),
    (&["a", "single"], Some(false), false),
    (&["one", "single"], Some(false), false),
    (&["a", "number", "of"], Some(true), false),
    (&["any", "number", "of"], Some(true), true),
    (&["a", "lot", "of"], Some(true), false),
    (&["lots", "of"], Some(true), false),
    (&["loads", "of"], Some(true), false),
    (&["heaps", "of"], Some(true), false),
    (&["tons", "of"], Some(true), false),
    (&["piles", "of"], Some(true), false),
    (&["plenty", "of"], Some(true), false),
    (&["dozens", "of"], Some(true), false),
    (&["hundreds", "of"], Some(true), false),
    (&["thousands", "of"], Some(true), false),
    (&["a", "few"], Some(true), false),
    (&["a", "couple", "of"], Some(true), false),
    (&["a", "handful", "of"], Some(true), false),
    (&["a", "list", "of"], Some(true), false),
    (&["a", "numbered", "list", "of"], Some(true), false),
    (&["an", "ordered", "list", "of"], Some(true), false),
    (&["a", "full", "list", "of"], Some(true), false),
    (&["a", "set", "of"], Some(true), false),
    (&["a", "series", "of"], Some(true), false),
    (&["a", "sequence", "of"], Some(true), false),
    (&["a", "collection", "of"], Some(true), false),
    (&["a", "selection", "of"], Some(true), false),
    (&["a", "variety", "of"], Some(true), false),
    (&["a", "range", "of"], Some(true), false),
    (&["list", "of"], Some(true), false),
    (&["own", "list", "of"], Some(true), false),
    (&["own", "set", "of"], Some(true), false),
    (&["register", "of"], Some(true), false),
    (&["directory", "of"], Some(true), false),
    (&["catalogue", "of"], Some(true), false),
    (&["catalog", "of"], Some(true), false),
    (&["roster", "of"], Some(true), false),
    (&["collection", "of"], Some(true), false),
    (&["trail", "of"], Some(true), false),
    (&["data", "about"], None, false),
    (&["data", "on"], None, false),
    (&["information", "about"], None, false),
    (&["information", "on"], None, false),
    (&["details", "of"], None, false),
    (&["details", "about"], None, false),
    (&["records", "of"], None, false),
    (&["a", "pool", "of"], Some(true), false),
    (&["a", "bunch", "of"], Some(true), false),
    (&["a", "mix", "of"], Some(true), false),
    (&["all", "kinds", "of"], Some(true), false),
    (&["different", "kinds", "of"], Some(true), false),
    (&["different", "types", "of"], Some(true), false),
    (&["so", "many"], Some(true), false),
    (&["as", "many"], Some(true), false),
    (&["a", "different"], None, false),
    (&["kinds", "of"], None, false),
    (&["types", "of"], None, false),
];

/// What a phrase begins with; how many words it takes.
pub fn quantity(found: &[Word], start: usize, quantity: &mut Quantity, owner: &mut Option<String>, flags: &mut Vec<String>) -> usize {
    let mut at = start;
    'next: while let Some(word) = found.get(at) {
        for (amount, many, maybe) in AMOUNTS {
            if found.len() >= at + amount.len() && amount.iter().zip(&found[at..]).all(|(one, word)| word.word == *one) {
                // `a number of` nothing is a number.
                if amount.last() == Some(&"of") && found.get(at + amount.len()).is_none_or(|next| next.tag == Tag::Sign) {
                    break;
                }
                quantity.many = many.or(quantity.many);
                quantity.maybe |= *maybe;
                quantity.said = true;
                if amount.get(1) == Some(&"selection") {
                    flags.push("selection".to_string());
                }
                if *many == Some(true) && amount[0] == "a" && amount[1] == "number" {
                    flags.push("number_of".to_string());
                }
                at += amount.len();
                continue 'next;
            }
        }
        let next = found.get(at + 1).map_or("", |next| next.word.as_str());
        match word.word.as_str() {
            "up" if next == "to" && found.get(at + 2).is_some_and(|word| word.tag == Tag::Number) => {
                quantity.many = Some(true);
                quantity.maybe = true;
                quantity.said = true;
                at += 3;
                continue;
            }
            "at" if matches!(next, "least" | "most") && found.get(at + 2).is_some_and(|word| word.tag == Tag::Number) => {
                quantity.many = Some(true);
                quantity.said = true;
                at += 3;
                continue;
            }
            _ => {}
        }
        match word.tag {
            Tag::Determiner => match word.word.as_str() {
                "a" | "an" => quantity.indefinite = true,
                "each" | "every" | "either" | "neither" => quantity.each = true,
                "another" | "other" => {
                    quantity.other = true;
                    quantity.indefinite |= word.is("another");
                }
                "no" => quantity.none = true,
                "this" | "that" | "these" | "those" => quantity.pointed = true,
                "both" => (quantity.many, quantity.both) = (Some(true), true),
                _ => {}
            },
            Tag::Possessive => *owner = Some(word.word.clone()),
            Tag::Quantity => {
                quantity.many = Some(!matches!(word.word.as_str(), "zero" | "less" | "least") || quantity.many.unwrap_or(false));
                quantity.said = true;
                if word.is("some") || word.is("enough") || word.is("most") {
                    quantity.said = false;
                }
            }
            Tag::Number => {
                let value = number(&word.word);
                // `10 rolls`, `two teams`; a number behind a word belongs to the word.
                if at > start && found[at - 1].tag == Tag::Noun {
                    break;
                }
                quantity.number = value;
                quantity.many = value.map(|value| value != 1);
                quantity.said = true;
                // `two to four`
                if matches!(next, "to" | "or" | "-") && found.get(at + 2).is_some_and(|word| word.tag == Tag::Number) {
                    quantity.many = Some(true);
                    at += 2;
                }
            }
            Tag::Adverb
                if at == start
                    && matches!(word.word.as_str(), "exactly" | "only" | "just" | "about" | "also" | "usually" | "normally" | "even") =>
            {
                let opens = found.get(at + 1).is_some_and(|next| matches!(next.tag, Tag::Determiner | Tag::Number | Tag::Quantity));
                if !opens {
                    break;
                }
            }
            // `several million specimens`
            Tag::Noun
                if at > start
                    && matches!(word.word.as_str(), "million" | "thousand" | "hundred" | "billion" | "dozen")
                    && matches!(found[at - 1].tag, Tag::Number | Tag::Quantity | Tag::Determiner) =>
            {
                quantity.many = Some(true);
                quantity.number = None;
                quantity.said = true;
            }
            _ => break,
        }
        at += 1;
    }
    at - start
}

pub fn number(word: &str) -> Option<u64> {
    let names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    if let Some(at) = names.iter().position(|name| *name == word) {
        return u64::try_from(at).ok();
    }
    match word {
        "twenty" => Some(20),
        "thirty" => Some(30),
        "forty" => Some(40),
        "fifty" => Some(50),
        "hundred" => Some(100),
        "dozen" => Some(12),
        _ => word.replace([',', '.'], "").parse().ok(),
    }
}

/// The flag of what is told of by pieces.
pub const BY_PIECES: &str = "by pieces";

/// `two pieces of equipment`: equipment, by pieces.
pub fn by_pieces(noun: &mut Noun, inner: Noun) {
    noun.words = inner.words;
    noun.last = inner.last;
    noun.head_at = inner.head_at;
    noun.of = inner.of;
    noun.brackets.extend(inner.brackets);
    noun.flags.push(BY_PIECES.to_string());
}

/// `on a day`, `on one day`.
pub fn is_one(noun: &super::phrases::Noun) -> bool {
    noun.quantity.indefinite || noun.quantity.many == Some(false)
}
