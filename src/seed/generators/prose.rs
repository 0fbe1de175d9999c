//! Titles, names and texts that fit what the entity is.

use super::super::draw::{Draw, shuffled, shuffled_pair};
use super::super::field::{Family, Kind};
use super::super::words::{self, *};
use super::{At, Field, SeedValue, company, person, text};

/// What a row is about: the same for its title, slug, summary and body.
struct Subject {
    title: String,
    /// Fills `{subject}`.
    subject: &'static str,
}

fn subject(field: &Field, at: &At) -> Subject {
    let place = field.group ^ 0x5b;
    let one = |list: &'static words::List| {
        let title = words::at(list, shuffled(place, at.row, list.len() as u64));
        // After the last entry the round begins again, with a number.
        let round = at.row / list.len().max(1) as u64;
        let title = if round > 0 { format!("{title} {}", round + 1) } else { title.to_string() };
        Subject { title, subject: "" }
    };
    match field.kind {
        Kind::Article | Kind::Remark | Kind::Review | Kind::Message => {
            let (title, about) = shuffled_pair(place, at.row, ARTICLE_TITLES.len() as u64, ARTICLE_SUBJECTS.len() as u64);
            let about = words::at(&ARTICLE_SUBJECTS, about);
            Subject { title: fill(words::at(&ARTICLE_TITLES, title), about), subject: about }
        }
        Kind::Product => {
            let (quality, thing) = shuffled_pair(place, at.row, PRODUCT_QUALITIES.len() as u64, PRODUCT_THINGS.len() as u64);
            let (thing, use_of_it) = words::at(&PRODUCT_THINGS, thing).split_once('|').unwrap_or_default();
            Subject { title: format!("{} {thing}", words::at(&PRODUCT_QUALITIES, quality)), subject: use_of_it }
        }
        Kind::Label => one(&TAGS),
        Kind::Category => one(&CATEGORIES),
        Kind::Task => one(&TASKS),
        Kind::Event => one(&EVENTS),
        Kind::Work => one(&WORKS),
        Kind::Room => one(&ROOMS),
        Kind::Organization => Subject { title: company::company_name(field, &At { variation: 0, ..*at }), subject: "" },
        Kind::Person => {
            let (first, last) = person::person(field, at);
            Subject { title: format!("{first} {last}"), subject: "" }
        }
        Kind::Place => {
            let place = words::at(&PLACES, shuffled(field.group ^ super::address::PLACE, at.row, PLACES.len() as u64));
            Subject { title: place.split('|').next().unwrap_or(place).to_string(), subject: "" }
        }
        Kind::Thing => one(&NAMES),
    }
}

/// Fills `{subject}` and `{Subject}`.
fn fill(template: &str, subject: &str) -> String {
    if !template.contains('{') {
        return template.to_string();
    }
    let mut letters = subject.chars();
    let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    template.replace("{subject}", subject).replace("{Subject}", &capital)
}

fn numbered(title: String, at: &At) -> String {
    match at.number() {
        Some(number) => format!("{title} {number}"),
        None => title,
    }
}

pub fn title(field: &Field, at: &At) -> SeedValue {
    // What somebody does is a person's title.
    match field.kind {
        Kind::Person => person::job_title(field, at),
        _ => text(numbered(subject(field, at).title, at)),
    }
}

pub fn name(field: &Field, at: &At) -> SeedValue {
    text(numbered(subject(field, at).title, at))
}

/// Also for elements of arrays: a short word.
pub fn label(field: &Field, at: &At) -> SeedValue {
    text(words::at(&TAGS, shuffled(field.key, at.row.wrapping_add(at.variation), TAGS.len() as u64)))
}

pub fn word(field: &Field, at: &At) -> SeedValue {
    let word = words::at(&NAMES, shuffled(field.key, at.row, NAMES.len() as u64));
    match at.number() {
        Some(number) => text(format!("{word} {number}")),
        None => text(word),
    }
}

pub fn slug(field: &Field, at: &At) -> SeedValue {
    text(slug_text(field, at))
}

/// The title in lower case, letters and digits joined by single hyphens; cut at a hyphen where it is too long.
pub fn slug_text(field: &Field, at: &At) -> String {
    let end = at.number().map(|number| format!("-{number}")).unwrap_or_default();
    let mut slug = String::new();
    for character in subject(field, at).title.chars() {
        match character {
            '\'' | '’' => {}
            letter if letter.is_ascii_alphanumeric() => slug.push(letter.to_ascii_lowercase()),
            'é' => slug.push('e'),
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    let room = field.greatest_length().saturating_sub(end.len()).max(1);
    if slug.len() > room {
        let cut = slug.get(..room).unwrap_or(&slug);
        slug = cut.rfind('-').filter(|at| *at * 2 > room).map_or(cut, |at| &cut[..at]).to_string();
    }
    format!("{}{end}", slug.trim_matches('-'))
}

pub fn summary(field: &Field, at: &At) -> SeedValue {
    let about = subject(field, at);
    let line = match field.kind {
        Kind::Article => fill(words::at(&ARTICLE_SUMMARIES, field.draw(at).number()), about.subject),
        Kind::Product => about.subject.to_string(),
        Kind::Person => return person::bio(field, at),
        _ => sentences(field, at, about.subject, 1),
    };
    text(numbered_sentence(line, at))
}

/// A text that must differ says which one it is.
fn numbered_sentence(line: String, at: &At) -> String {
    match at.number() {
        Some(number) => format!("{line} (No. {number})"),
        None => line,
    }
}

/// Distinct sentences from the list that fits the entity.
fn sentences(field: &Field, at: &At, about: &str, count: u64) -> String {
    let list: &words::List = match field.kind {
        Kind::Article => &ARTICLE_SENTENCES,
        Kind::Remark => &COMMENT_SENTENCES,
        Kind::Review => &REVIEWS,
        Kind::Message => &MESSAGES,
        Kind::Product => &PRODUCT_SENTENCES,
        _ => &SENTENCES,
    };
    // Rows take turns through the list, so that neighbours do not say the same.
    let from = shuffled(field.key, at.row, list.len() as u64);
    let step = 1 + Draw::at(field.key, at.row, 0).below(5);
    let lines: Vec<String> = (0..count.min(list.len() as u64)).map(|index| fill(words::at(list, from + index * step), about)).collect();
    lines.join(" ")
}

/// What people say: one sentence or two. Rows differ for as long as there are pairs, so that a saying tells its row apart.
fn saying(field: &Field, at: &At) -> String {
    let list: &words::List = match field.kind {
        Kind::Remark => &COMMENT_SENTENCES,
        Kind::Review => &REVIEWS,
        _ => &MESSAGES,
    };
    let count = list.len() as u64;
    let (first, second) = shuffled_pair(field.key, at.row, count, count);
    if first == second || (at.row < count && Draw::at(field.key, at.row, 0).percent(45)) {
        return words::at(list, first).to_string();
    }
    format!("{} {}", words::at(list, first), words::at(list, second))
}

/// Paragraphs: one for what people say, several for articles where there is room.
fn paragraphs(field: &Field, at: &At) -> Vec<String> {
    let about = subject(field, at);
    let mut draw = Draw::at(field.key ^ 0x7a, at.row, at.variation);
    let short = field.greatest_length() < 400;
    let mut paragraphs = match field.kind {
        Kind::Article if !short => {
            let count = draw.between(2, 4) as u64;
            (0..count).map(|index| sentences(field, &At { row: at.row + index * 11, ..*at }, about.subject, 3)).collect()
        }
        Kind::Product => vec![format!("{} {}", about.subject, sentences(field, at, "", 2))],
        Kind::Remark | Kind::Message | Kind::Review => vec![saying(field, at)],
        _ => vec![sentences(field, at, about.subject, draw.between(1, 3) as u64)],
    };
    if let (Some(last), Some(_)) = (paragraphs.last_mut(), at.number()) {
        *last = numbered_sentence(std::mem::take(last), at);
    }
    // Rows of a minimum length get more of the same kind.
    let mut length: usize = paragraphs.iter().map(|paragraph| paragraph.len()).sum();
    let least = field.least_length().min(100_000);
    let mut extra = 1;
    while length < least {
        let more = sentences(field, &At { row: at.row + 17 * extra, ..*at }, about.subject, 3);
        length += more.len();
        paragraphs.push(more);
        extra += 1;
    }
    paragraphs
}

pub fn body(field: &Field, at: &At) -> SeedValue {
    if field.family == Family::Text && field.greatest_length() <= 60 {
        return word(field, at);
    }
    text(paragraphs(field, at).join("\n\n"))
}

pub fn markdown(field: &Field, at: &At) -> SeedValue {
    let mut parts = paragraphs(field, at);
    if parts.len() > 2 && field.kind == Kind::Article {
        const HEADINGS: [&str; 5] =
            ["## How it began", "## What worked", "## A few details", "## Where to start", "## What I would change"];
        parts.insert(1, HEADINGS[Draw::at(field.key, at.row, 7).below(5) as usize].to_string());
    }
    text(parts.join("\n\n"))
}

pub fn html(field: &Field, at: &At) -> SeedValue {
    // The word lists hold no character that HTML would have to escape; apostrophes may stand as they are.
    text(paragraphs(field, at).iter().map(|paragraph| format!("<p>{paragraph}</p>")).collect::<Vec<_>>().join("\n"))
}
