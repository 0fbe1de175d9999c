//! A text cut, stretched or replaced until it fits its column.

use super::SeedValue;
use super::draw::Draw;
use super::field::{At, Field};
use super::pattern::Pattern;
use super::words::{self, List};

/// Longer patterns are stretched no further than this.
const GREATEST_PATTERN_LENGTH: usize = 200;

pub fn fit(text: String, field: &Field, at: &At) -> SeedValue {
    let (least, most) = (field.least_length(), field.greatest_length());
    let text = stretch(shorten(text, most, at), least, field);
    let Some(pattern) = &field.limits.pattern else { return SeedValue::Text(text) };
    if pattern.accepts(&text) {
        return SeedValue::Text(text);
    }
    if let Some(adapted) = with_ends(&text, pattern)
        .into_iter()
        .chain(adaptations(&text))
        .map(|text| stretch(shorten(text, most, at), least, field))
        .find(|text| pattern.accepts(text))
    {
        return SeedValue::Text(adapted);
    }
    let example =
        pattern.example(&mut Draw::at(field.key ^ 0x9a7, at.row, at.variation), least, most.min(least.max(GREATEST_PATTERN_LENGTH)));
    // Where nothing fits, the condition itself says so.
    SeedValue::Text(example.unwrap_or(text))
}

/// The text between what the pattern asks for at its ends: `jane.doe@corp.example`, `https://shop.example.org/news`, `SKU-4711`.
pub fn with_ends(text: &str, pattern: &Pattern) -> Vec<String> {
    let (start, end) = pattern.ends();
    if start.is_empty() && end.is_empty() {
        return Vec::new();
    }
    let core = match (start.contains("://"), end.starts_with('@')) {
        (true, _) => text.split_once("://").map_or(text, |(_, rest)| rest.trim_start_matches("www.")),
        (_, true) => text.split_once('@').map_or(text, |(local, _)| local),
        _ => text,
    };
    let core = core.trim_end_matches(['.', '!', '?']);
    let is_address = end.starts_with('@') && !text.contains('@');
    let mut forms = if is_address { Vec::new() } else { vec![core.to_string()] };
    let words: Vec<String> = adaptations(core);
    // An address is a word or two.
    forms.extend(
        words.iter().map(|word| if is_address { word.split(['_', '-']).take(2).collect::<Vec<_>>().join(".") } else { word.clone() }),
    );
    // Nor is the name of a file a sentence.
    if end.starts_with('.') && core.contains(' ') {
        let name = words.get(2).map(|word| word.split('-').take(3).collect::<Vec<_>>().join("-"));
        forms.splice(0..1, name);
    }
    forms.into_iter().filter(|form| !form.is_empty()).map(|form| format!("{start}{form}{end}")).collect()
}

/// The same words in the forms that patterns commonly ask for.
pub fn adaptations(text: &str) -> Vec<String> {
    let joined = |separator: &str| {
        let words = text.split(|character: char| !character.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join(separator)
    };
    let mut forms = Vec::new();
    for separator in ["_", "-", ""] {
        forms.push(joined(separator).to_lowercase());
        forms.push(joined(separator).to_uppercase());
    }
    forms.push(joined(""));
    forms
}

/// Cut at a sentence, else at a word, else anywhere; a number that tells rows apart stays at the end.
fn shorten(text: String, most: usize, at: &At) -> String {
    if text.chars().count() <= most {
        return text;
    }
    let end =
        at.number().map(|number| format!(" {number}")).filter(|end| text.ends_with(end.as_str()) && end.len() < most).unwrap_or_default();
    let room = most - end.len();
    let head: String = text.chars().take(room).collect();
    let sentence = head.rfind(['.', '!', '?']).map(|at| at + 1).filter(|at| *at * 2 > head.len() && end.is_empty());
    let word = head.rfind([' ', '-', '_', '\n']).filter(|at| *at * 2 > head.len());
    let cut = sentence.or(word).and_then(|at| head.get(..at)).unwrap_or(&head);
    let cut = if sentence.is_some() { cut } else { cut.trim_end_matches([' ', ',', ':', ';', '-', '_', '\n']) };
    match at.number() {
        // A cut may have made two texts the same: the number goes first where there is little room.
        Some(number) if end.is_empty() && most < 12 => format!("{number}{cut}").chars().take(most).collect(),
        _ => format!("{cut}{end}"),
    }
}

pub fn stretch(mut text: String, least: usize, field: &Field) -> String {
    let mut length = text.chars().count();
    if length >= least {
        return text;
    }
    // Identifiers repeat themselves; sentences are long enough, or get one more.
    let sentences = field.words(List::Sentences);
    let word = if text.is_empty() { "a".to_string() } else { text.clone() };
    let is_sentence = text.contains(' ');
    let mut next = field.key;
    while length < least {
        let filler = if is_sentence { format!(" {}", words::at(sentences, next)) } else { word.clone() };
        text.extend(filler.chars().take(least - length));
        next = next.wrapping_add(1);
        length = text.chars().count();
    }
    text
}
