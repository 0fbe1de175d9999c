//! Texts: words, codes and numbers of many kinds, the pieces of the constants, and what regular expressions accept.

use super::super::SeedValue;
use super::super::decimal::Decimal;
use super::super::draw::Draw;
use super::super::field::Field;
use super::super::pattern::Pattern;
use super::written;

/// A text of each kind that conditions ask for.
const KINDS: &[&str] = &[
    "word",
    "Word",
    "WORD",
    "two words",
    "Two Words",
    "a",
    "B",
    "7",
    "42",
    "007",
    "000123",
    "-5",
    "3.14",
    "true",
    "x1",
    "A1",
    "abc123",
    "AB-1234",
    "ab_cd",
    "ab-cd",
    "a.b.c",
    "v1.2.3",
    "#aabbcc",
    "aba",
    "abba",
    "level",
    "2024-01-15",
    "2024-01-15 12:30:00",
    "12:30",
    "en",
    "DE",
    "en-US",
    "EUR",
    "UTC",
    "Europe/Berlin",
    "+4930123456",
    "jane.doe@example.org",
    "https://example.org/a",
    "example.org",
    "/a/b",
    "10.0.0.1",
    "10.0.0.0/8",
    "{}",
    "[]",
    "{\"a\": 1}",
    "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
    "d41d8cd98f00b204e9800998ecf8427e",
    "da39a3ee5e6b4b0d3255bfef95601890afd80709",
    "QUJD",
    "image/png",
    "é",
    "Ä",
    " ",
    "",
];

/// Pieces are put together of so many constants.
const PIECES: usize = 6;
/// What groups that are referred to stand for, and examples of each.
const WAYS: u64 = 80;
const EXAMPLES: u64 = 6;

pub fn texts(field: &Field, constants: &[SeedValue], many: bool) -> Vec<SeedValue> {
    let mut found: Vec<String> = Vec::new();
    let constants: Vec<&str> = written(constants).collect();
    for constant in &constants {
        found.push((*constant).to_string());
        found.extend(in_order(constant));
        // What this program can read itself, it walks through elsewhere.
        if many {
            found.extend(examples(constant, field));
        }
    }
    let mut pieces: Vec<String> = constants.iter().flat_map(|constant| pieces_of(constant)).collect();
    pieces.dedup();
    pieces.truncate(PIECES);
    for piece in &pieces {
        for word in ["word", "a", "7", "Word", "jane.doe"] {
            found.extend([format!("{word}{piece}"), format!("{piece}{word}"), format!("{word}{piece}{word}")]);
        }
        for other in &pieces {
            found.extend([
                format!("{piece}{other}"),
                format!("word{piece}{other}"),
                format!("{piece}word{other}"),
                format!("{piece} {other}"),
            ]);
            found.push(format!("word{piece}{other}{piece}word"));
        }
        found.extend([piece.clone(), piece.to_lowercase(), piece.to_uppercase(), piece.repeat(2), piece.repeat(3)]);
    }
    // A number among the constants may be a length, or what the text says.
    for number in constants.iter().filter_map(|text| Decimal::parse(text)?.floor(0)) {
        found.extend([number - 1, number, number + 1].map(|number| number.to_string()));
        let length = usize::try_from(number).ok().filter(|length| (1..=300).contains(length));
        for length in length.into_iter().flat_map(|length| [length, length + 1]) {
            let cut = |text: &str| text.chars().cycle().take(length).collect::<String>();
            found.extend(["abcdefgh", "A", "1234567890", "word ", "0a1b", "Abc"].map(cut));
            found.extend(["7", "42"].map(|digits| format!("{digits:0>length$}")));
            found.extend(pieces.iter().map(|piece| format!("{piece}{}", cut("abcdefgh"))));
        }
    }
    found.extend(KINDS.iter().map(|text| (*text).to_string()));
    found.extend(('!'..='~').map(String::from));
    found.extend((10..100).step_by(7).map(|number: u32| number.to_string()));
    let (least, most) = (0, field.greatest_length());
    found.retain(|text| (least..=most).contains(&text.chars().count()) && !text.contains('\0'));
    found.into_iter().map(SeedValue::Text).collect()
}

/// Texts that come just before and after this one in most orders.
fn in_order(text: &str) -> Vec<String> {
    let mut found = vec![format!("{text}a"), format!("{text} a")];
    if let Some((at, last)) = text.char_indices().next_back()
        && last.is_ascii_alphanumeric()
    {
        let code = last as u8;
        let others = [code.saturating_sub(1), code + 1].map(char::from);
        found.extend(others.iter().filter(|other| other.is_ascii_alphanumeric()).flat_map(|other| {
            let beside = format!("{}{other}", &text[..at]);
            [format!("{beside}word"), beside]
        }));
    }
    found
}

/// What of a pattern stands for itself.
fn pieces_of(text: &str) -> Vec<String> {
    let pieces = text.split(['%', '^', '$', '*', '+', '?', '(', ')', '[', ']', '{', '}', '|', '\\']);
    let mut pieces: Vec<String> = pieces.filter(|piece| !piece.is_empty() && piece.chars().count() <= 40).map(str::to_string).collect();
    if pieces.len() > 1 && !text.contains(['[', '(', '\\']) {
        pieces.retain(|piece| *piece != "_");
    }
    pieces
}

/// What a regular expression may accept, also one that only PostgreSQL reads.
fn examples(text: &str, field: &Field) -> Vec<String> {
    if !text.contains(['^', '$', '[', '(', '\\', '.', '*', '+']) || text.len() > 400 {
        return Vec::new();
    }
    let most = field.greatest_length().min(200);
    let mut found = Vec::new();
    for kept in [true, false] {
        let looking = without_looking(text, kept);
        for number in 0..WAYS {
            let mut draw = Draw::at(0xca_4d1d, number, 0);
            let readable = without_references(&looking, &mut draw);
            let Some(pattern) = Pattern::new(&readable) else { break };
            // Without references all ways are the same.
            let (same, examples) = if readable == looking { (true, WAYS * EXAMPLES) } else { (false, EXAMPLES) };
            found.extend((0..examples).filter_map(|_| pattern.example(&mut draw, 0, most)));
            if same {
                break;
            }
        }
    }
    found
}

/// The parts of a regular expression, each with the place where its group ends if it opens one.
fn group_end(text: &[char], start: usize) -> Option<usize> {
    let (mut depth, mut at, mut in_class) = (0usize, start, false);
    while at < text.len() {
        match text[at] {
            '\\' => at += 1,
            '[' if !in_class => in_class = true,
            ']' if in_class => in_class = false,
            '(' if !in_class => depth += 1,
            ')' if !in_class => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// Without looking ahead or behind; what is looked for stands in its place where `kept`. Edges of words ask for nothing.
fn without_looking(text: &str, kept: bool) -> String {
    let text: String =
        ["\\m", "\\M", "\\y", "\\Y"].iter().fold(text.trim_start_matches("***:").to_string(), |text, edge| text.replace(edge, ""));
    let text: Vec<char> = text.replace("\\A", "^").replace("\\Z", "$").chars().collect();
    let starts = |at: usize, form: &str| form.chars().enumerate().all(|(index, character)| text.get(at + index) == Some(&character));
    let (mut written, mut at) = (String::new(), 0);
    while at < text.len() {
        let looks = [("(?=", true), ("(?!", false), ("(?<=", true), ("(?<!", false)].into_iter().find(|(form, _)| starts(at, form));
        match (looks, text[at]) {
            (Some((form, wanted)), _) => {
                let Some(end) = group_end(&text, at) else { return written };
                if wanted && (kept || form == "(?<=") {
                    let inner: String = text[at + form.len()..end].iter().collect();
                    written.push_str(&format!("(?:{})", without_looking(&inner, kept)));
                }
                at = end + 1;
            }
            (None, '\\') => {
                written.extend(text[at..].iter().take(2));
                at += 2;
            }
            (None, character) => {
                written.push(character);
                at += 1;
            }
        }
    }
    written
}

/// Each group that is referred to is replaced by a text that it accepts, and so is each reference.
fn without_references(text: &str, draw: &mut Draw) -> String {
    let mut text = text.to_string();
    for number in 1..=9usize {
        let reference = format!("\\{number}");
        if !text.contains(&reference) {
            continue;
        }
        let characters: Vec<char> = text.chars().collect();
        let is_group = |at: &usize| {
            let escaped = *at > 0 && characters[*at - 1] == '\\';
            characters[*at] == '(' && !escaped && characters.get(*at + 1) != Some(&'?')
        };
        let Some(start) = (0..characters.len()).filter(is_group).nth(number - 1) else { return text };
        let Some(end) = group_end(&characters, start) else { return text };
        let inner: String = characters[start + 1..end].iter().collect();
        let Some(example) = Pattern::new(&inner).and_then(|pattern| pattern.example(draw, 0, 40)) else { return text };
        let (before, after): (String, String) = (characters[..start].iter().collect(), characters[end + 1..].iter().collect());
        let example = regex::escape(&example);
        text = format!("{before}({example}){after}").replace(&reference, &example);
    }
    text
}
