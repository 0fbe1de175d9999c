//! The ends of what a field may hold: each is shown by one row.
//!
//! Comes in: a field and a row. Goes out: the value at an end, for the row that is to show it. Never happens: an end of a column without
//! both bounds, of a text longer than people read at a glance, or of what lists of words bound already (names, addresses).

use super::SeedValue;
use super::condition::{DAY, Moment, SECOND, moment_of_text, written};
use super::decimal::Decimal;
use super::draw::{Draw, shuffled};
use super::field::{At, Family, Field, Kind};
use super::generators::number;
use super::words::{self, List};

/// Labels up to this length, and sentences up to that one, are shown at their longest.
const LONGEST_LABEL: u64 = 40;
const LONGEST_SENTENCE: u64 = 200;

/// The first rows are what people look at first: they show what is usual, and an optional field with a value and without.
const USUAL_ROWS: u64 = 2;
/// The ends are shown among so many rows after them; fewer where there are no empty ones among these.
const AMONG: u64 = 5;
const AMONG_REQUIRED: u64 = 3;
pub const ROWS_FOR_ALL: u64 = USUAL_ROWS + AMONG;

#[derive(Debug, Clone, Copy)]
pub enum End {
    Number(Decimal),
    Length(u64),
    /// Microseconds since 1970, of a day where there is no time.
    Moment(i128, bool),
}

/// The least and the greatest end of a field, as far as they are to be shown.
pub fn ends(field: &Field) -> [Option<End>; 2] {
    if !field.values.is_empty() || field.data_type.array {
        return [None, None];
    }
    match field.family {
        Family::Integer | Family::Decimal => ends_of_numbers(field),
        Family::Text => ends_of_texts(field),
        Family::Time => ends_of_moments(field),
        _ => [None, None],
    }
}

/// A bound without a zone is another moment in each session; where the column has none, PostgreSQL drops that of the bound.
fn ends_of_moments(field: &Field) -> [Option<End>; 2] {
    let days = field.data_type.name == "date";
    let step = if days { DAY } else { SECOND };
    let known = |bound: &Moment| bound.has_zone == (field.data_type.name == "timestamp with time zone");
    let bound = |bound: Option<Moment>| bound.filter(known);
    let (Some(earliest), Some(latest)) = (bound(field.limits.earliest), bound(field.limits.latest)) else { return [None, None] };
    // Days begin at midnight: the first one that lies inside, and the last.
    let least = if earliest.is_outside { earliest.micros.div_euclid(step) + 1 } else { -(-earliest.micros).div_euclid(step) };
    let greatest = if latest.is_outside { -(-latest.micros).div_euclid(step) - 1 } else { latest.micros.div_euclid(step) };
    let end = |steps: i128| Some(End::Moment(steps * step, days));
    if field.stretch.is_none() && least < greatest { [end(least), end(greatest)] } else { [None, None] }
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
    // What is called by a list of names has none at its longest.
    let is_label = is_label && !(["name", "title"].contains(&generator) && super::generators::known_names(field).is_some());
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
        (SeedValue::Text(text), End::Moment(micros, _)) => moment_of_text(text) == Some(micros),
        _ => false,
    }
}

/// The end that this row shows in this field, if it shows one.
pub fn shown(field: &Field, at: &At) -> Option<SeedValue> {
    let among = if field.nullable { AMONG } else { AMONG_REQUIRED };
    let place = at.row.checked_sub(USUAL_ROWS).filter(|place| *place < among && at.variation == 0)?;
    let ends = ends(field);
    let key = field.key ^ 0xe4d;
    // The row that complains has the fewest stars, the next one all of them.
    let is_opinion = field.kind.is_opinion() && field.generator.is_some_and(|generator| generator.code == "rating");
    let end = (0..2).find(|end| if is_opinion { *end == place } else { shuffled(key, *end, among) == place })?;
    match (ends.get(end as usize).copied().flatten()?, end) {
        (End::Number(number), _) => Some(SeedValue::Number(number.to_string())),
        (End::Moment(micros, _), _) => Some(SeedValue::Text(written(micros, &field.data_type.name))),
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
            text = format!("{text} {}", words::at(sentences, next));
            next = next.wrapping_add(1);
        }
        return match text.chars().count() == length {
            true => text,
            false => text.chars().take(length - 1).chain(std::iter::once('…')).collect(),
        };
    }
    let start = if is_login(field) { super::generators::full_login(field, at) } else { usual };
    filled(&start, field, at, length, separator)
}

/// Exactly so long: `sewing, history and food`, `Order business cards: maps and tools`, `maria_bose_lyon_ines84`.
fn filled(start: &str, field: &Field, at: &At, length: usize, separator: char) -> String {
    let login = is_login(field);
    let words = if login { names_of(field, at) } else { labels_of(field, at, start, separator) };
    let and = format!(" {} ", field.locale.and);
    let (between, before_the_last) = match separator {
        ' ' => (", ", and.as_str()),
        '_' => ("_", "_"),
        _ => ("-", "-"),
    };
    let start: String = start.chars().map(|letter| if letter == ' ' { separator } else { letter }).take(length).collect();
    // What is a title already gets a subtitle.
    let first = if start.contains(' ') { ": " } else { between };
    let endings = if separator == ' ' { ENDINGS } else { NUMBERS };
    let parts = Parts { words: &words, first, between, before_the_last, endings, length };
    parts.after(&start, &mut Vec::new()).unwrap_or_else(|| {
        let missing = length - start.chars().count();
        start + &"x".repeat(missing)
    })
}

/// Where no word is short enough, by the length that is missing.
const ENDINGS: &[&str] = &["!", " 2", " II", " III", " 2026", ", 2026", " (2026)"];
const NUMBERS: &[&str] = &["7", "84", "317", "1984"];

/// What a text is put together from, and how.
struct Parts<'w> {
    words: &'w [String],
    /// Before the first word, before others, and before the last of several.
    first: &'static str,
    between: &'static str,
    before_the_last: &'w str,
    endings: &'static [&'static str],
    length: usize,
}

impl Parts<'_> {
    /// The text with more words behind it, none twice, until it is as long as it has to be.
    fn after(&self, text: &str, used: &mut Vec<usize>) -> Option<String> {
        let missing = self.length.checked_sub(text.chars().count())?;
        if missing == 0 {
            return Some(text.to_string());
        }
        let (between, before_the_last) = match used.is_empty() && self.first != self.between {
            true => (self.first, self.first),
            false => (self.between, self.before_the_last),
        };
        let last = |word: &String| before_the_last.chars().count() + word.chars().count() == missing;
        if let Some(index) = (0..self.words.len()).find(|index| !used.contains(index) && last(&self.words[*index])) {
            return Some(format!("{text}{before_the_last}{}", self.words[index]));
        }
        if let Some(ending) = self.endings.iter().find(|ending| ending.chars().count() == missing) {
            return Some(format!("{text}{ending}"));
        }
        for index in 0..self.words.len() {
            let word = &self.words[index];
            if used.contains(&index) || between.len() + word.chars().count() >= missing {
                continue;
            }
            used.push(index);
            let found = self.after(&format!("{text}{between}{word}"), used);
            used.pop();
            if found.is_some() {
                return found;
            }
        }
        None
    }
}

/// Labels of the locale, each row beginning elsewhere among them.
fn labels_of(field: &Field, at: &At, start: &str, separator: char) -> Vec<String> {
    let tags = field.words(List::Tags);
    let turn = Draw::at(field.key ^ 0xf111, at.row, 0).number() as usize % tags.len().max(1);
    let words = tags.iter().cycle().skip(turn).take(tags.len());
    words.filter(|word| **word != start && (separator == ' ' || word.is_ascii())).map(|word| (*word).to_string()).collect()
}

/// What people put into a login: more of their names, where they live, what they do.
fn names_of(field: &Field, at: &At) -> Vec<String> {
    let firsts = field.words(List::FirstNames);
    let turn = Draw::at(field.key ^ 0xf112, at.row, 0).number();
    let city = super::generators::city_of(field, at);
    let names = [city].into_iter().chain((0..12).map(|step| words::at(firsts, turn.wrapping_add(step))));
    let plain = |name: &str| field.locale.in_ascii(name).to_lowercase();
    names.map(plain).filter(|name| name.chars().all(|letter| letter.is_ascii_lowercase())).collect()
}
