//! The ends of what a field may hold: each is shown by one row.
//!
//! Comes in: a field and a row. Goes out: the value at an end, for the row that is to show it. Never happens: an end of a column without
//! both bounds, of a text longer than people read at a glance, or of what lists of words bound already (names, addresses).

use super::SeedValue;
use super::decimal::Decimal;
use super::draw::{Draw, shuffled};
use super::field::{At, Family, Field, Kind};
use super::generators::number;
use super::words::List;

/// Labels up to this length, and sentences up to that one, are shown at their longest.
const LONGEST_LABEL: u64 = 40;
const LONGEST_SENTENCE: u64 = 200;

/// The ends are shown among so many rows, after the two that show an optional field with a value and without.
const AMONG: u64 = 5;
pub const ROWS_FOR_ALL: u64 = AMONG + 2;

#[derive(Debug, Clone, Copy)]
pub enum End {
    Number(Decimal),
    Length(u64),
}

/// The least and the greatest end of a field, as far as they are to be shown.
pub fn ends(field: &Field) -> [Option<End>; 2] {
    if !field.values.is_empty() || field.data_type.array {
        return [None, None];
    }
    match field.family {
        Family::Integer | Family::Decimal => ends_of_numbers(field),
        Family::Text => ends_of_texts(field),
        _ => [None, None],
    }
}

fn ends_of_numbers(field: &Field) -> [Option<End>; 2] {
    /// A tax of a hundred percent is no example, nor is a city on the pole.
    const NEVER: &[&str] = &["tax", "vat", "tax_rate", "vat_rate", "rate", "lat", "lng", "lon", "latitude", "longitude"];
    let generator = field.generator.map_or("", |generator| generator.code);
    let (Some(least), Some(greatest)) = (field.limits.minimum, field.limits.maximum) else { return [None, None] };
    if field.ordinal || field.derived || field.named(NEVER) || ["latitude", "longitude"].contains(&generator) {
        return [None, None];
    }
    let scale = number::scale(field, 2);
    let (Some(least), Some(greatest)) = (least.ceiling(scale), greatest.floor(scale)) else { return [None, None] };
    let end = |units: i128| Some(End::Number(Decimal::new(units, scale)));
    match least.cmp(&greatest) {
        std::cmp::Ordering::Less => [end(least), end(greatest)],
        _ => [None, None],
    }
}

fn ends_of_texts(field: &Field) -> [Option<End>; 2] {
    let generator = field.generator.map_or("", |generator| generator.code);
    let is_sentence = ["summary", "body", "bio"].contains(&generator);
    let is_label = ["word", "username"].contains(&generator) || (["name", "title"].contains(&generator) && field.kind != Kind::Person);
    let most = field.limits.maximum_length.filter(|most| *most <= if is_sentence { LONGEST_SENTENCE } else { LONGEST_LABEL });
    let (true, Some(most)) = (is_sentence || is_label, most) else { return [None, None] };
    let least = field.limits.minimum_length.filter(|least| (1..most).contains(least));
    // A sentence of three letters is none, nor does a login of one tell anybody apart.
    let least = least.filter(|least| *least >= if is_label { 1 } else { 12 } && (*least >= 3 || !is_login(field)));
    [least.map(End::Length), (most > 1).then_some(End::Length(most))]
}

fn is_login(field: &Field) -> bool {
    field.generator.is_some_and(|generator| generator.code == "username")
}

/// Whether a value stands at an end.
pub fn is_at(value: &SeedValue, end: End) -> bool {
    match (value, end) {
        (SeedValue::Number(text), End::Number(number)) => {
            Decimal::parse(text).and_then(|found| found.compare(number)) == Some(std::cmp::Ordering::Equal)
        }
        (SeedValue::Text(text), End::Length(length)) => text.chars().count() as u64 == length,
        _ => false,
    }
}

/// The end that this row shows in this field, if it shows one.
pub fn shown(field: &Field, at: &At) -> Option<SeedValue> {
    let first = if field.nullable { 2 } else { 0 };
    let place = at.row.checked_sub(first).filter(|place| *place < AMONG && at.variation == 0)?;
    let ends = ends(field);
    let key = field.key ^ 0xe4d;
    let end = (0..2).find(|end| shuffled(key, *end, AMONG) == place)?;
    match (ends.get(end as usize).copied().flatten()?, end) {
        (End::Number(number), _) => Some(SeedValue::Number(number.to_string())),
        (End::Length(length), 0) => text_of(field, at, length as usize, shortest),
        (End::Length(length), _) => text_of(field, at, length as usize, longest),
    }
}

/// In the form that the field's pattern accepts.
fn text_of(field: &Field, at: &At, length: usize, form: fn(&Field, &At, usize, char) -> String) -> Option<SeedValue> {
    let Some(pattern) = &field.limits.pattern else {
        let separator = if is_login(field) { '_' } else { ' ' };
        return Some(SeedValue::Text(form(field, at, length, separator)));
    };
    let plain = |separator: char| field.locale.in_ascii(&form(field, at, length, separator));
    let forms = ['_', '-', ' '].into_iter().flat_map(|separator| [plain(separator).to_lowercase(), plain(separator).to_uppercase()]);
    let accepted = |text: &String| text.chars().count() == length && pattern.accepts(text);
    let example = |place: u64| pattern.example(&mut Draw::at(field.key ^ 0x9a7, at.row, place), length, length).filter(accepted);
    let found = forms.into_iter().find(accepted).or_else(|| (0..40).find_map(example));
    found.map(SeedValue::Text)
}

/// What the field would hold, else one of its kind.
fn usual(field: &Field, at: &At) -> String {
    match field.generator.map(|generator| (generator.value)(field, at)) {
        Some(SeedValue::Text(text)) => text,
        _ => String::new(),
    }
}

/// Short words that people know; longer ones are of the list, or its beginning.
fn shortest(field: &Field, at: &At, length: usize, _: char) -> String {
    const KNOWN: &[&str] = &["R", "C", "Q", "X", "Go", "AI", "UX", "TV", "3D", "DIY", "Art", "Sea", "Sun", "Web"];
    let mut draw = Draw::at(field.key ^ 0x5407, at.row, 0);
    let usual = usual(field, at);
    let is_label = field.kind == Kind::Label || field.kind == Kind::Category || field.kind == Kind::Thing;
    let known: Vec<&str> = KNOWN.iter().copied().filter(|word| word.chars().count() == length && is_label).collect();
    let listed = || field.words(List::Names).iter().copied().filter(|word| word.chars().count() == length).collect::<Vec<_>>();
    let word = draw.pick(&known).copied().map(str::to_string);
    let word = word.or_else(|| draw.pick(&listed()).filter(|_| is_label).map(|word| (*word).to_string()));
    word.unwrap_or_else(|| {
        let cut: String = usual.chars().filter(|letter| letter.is_alphanumeric() || length > 8).take(length).collect();
        let missing = length.saturating_sub(cut.chars().count());
        cut + &"a".repeat(missing)
    })
}

/// Sentences are cut where the room ends, as applications do; labels get more words until they fill it.
fn longest(field: &Field, at: &At, length: usize, separator: char) -> String {
    let usual = usual(field, at);
    let is_sentence = usual.ends_with(['.', '!', '?']);
    if is_sentence {
        let mut text = usual;
        let sentences = field.words(List::Sentences);
        let mut next = Draw::at(field.key ^ 0x1046, at.row, 0).number();
        while text.chars().count() < length {
            text = format!("{text} {}", super::words::at(sentences, next));
            next = next.wrapping_add(1);
        }
        return match text.chars().count() == length {
            true => text,
            false => text.chars().take(length - 1).chain(std::iter::once('…')).collect(),
        };
    }
    filled(&usual, field, at, length, separator)
}

/// Exactly so long, by more words of the locale's labels.
fn filled(start: &str, field: &Field, at: &At, length: usize, separator: char) -> String {
    let mut text: String = start.chars().map(|letter| if letter == ' ' { separator } else { letter }).take(length).collect();
    let tags = field.words(List::Tags);
    let turn = Draw::at(field.key ^ 0xf111, at.row, 0).number() as usize % tags.len().max(1);
    let words: Vec<&str> = tags.iter().cycle().skip(turn).take(tags.len()).copied().filter(|word| word.is_ascii()).collect();
    let mut used: Vec<&str> = Vec::new();
    loop {
        let missing = length - text.chars().count();
        match missing {
            0 => return text,
            1 => text.push('s'),
            2 => text.extend([separator, '2']),
            _ => {
                let room = missing - 1;
                let fits = |word: &&&str| !used.contains(*word) && (word.len() == room || word.len() + 2 <= room);
                let exact = words.iter().find(|word| word.len() == room && fits(word));
                match exact.or_else(|| words.iter().find(fits)) {
                    Some(word) => {
                        text.push(separator);
                        text.push_str(word);
                        used.push(word);
                    }
                    None => text.push('x'),
                }
            }
        }
    }
}
