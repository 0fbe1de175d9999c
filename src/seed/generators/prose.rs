//! Titles, names and texts that fit what the entity is.

use super::super::draw::{Draw, shuffled, shuffled_pair};
use super::super::field::{Family, Kind, is_one_of};
use super::super::words::{self, List, Locale};
use super::{At, Field, SeedValue, company, person, text};
use crate::ordered::IndexMap;
use std::borrow::Cow;

/// What a row is about: the same for its title, slug, summary and body.
struct Subject {
    /// Not filled yet.
    title: Cow<'static, str>,
    /// Fills `{subject}`.
    subject: &'static str,
    /// Whether the subject's verb is in the plural.
    plural: bool,
}

impl Subject {
    fn titled(title: impl Into<Cow<'static, str>>) -> Subject {
        Subject { title: title.into(), subject: "", plural: false }
    }

    fn title(&self) -> String {
        let mut title = String::with_capacity(self.title.len() + self.subject.len());
        self.fill(&self.title, &mut title);
        title
    }

    /// Appends a template whose `{subject}`, `{Subject}` and what agrees with it are filled.
    fn fill(&self, template: &str, text: &mut String) {
        let mut rest = template;
        while let Some((before, hole, after)) = next_hole(rest) {
            text.push_str(before);
            match hole {
                "subject" => text.push_str(self.subject),
                "Subject" => {
                    let mut letters = self.subject.chars();
                    text.extend(letters.next().into_iter().flat_map(char::to_uppercase));
                    text.push_str(letters.as_str());
                }
                "s" => text.push_str(if self.plural { "" } else { "s" }),
                "is" => text.push_str(if self.plural { "are" } else { "is" }),
                "was" => text.push_str(if self.plural { "were" } else { "was" }),
                "it" => text.push_str(if self.plural { "them" } else { "it" }),
                // Nobody's: it stays.
                _ => text.push_str(&rest[before.len()..rest.len() - after.len()]),
            }
            rest = after;
        }
        text.push_str(rest);
    }
}

/// What stands before the next `{hole}`, its name, and what comes after it.
fn next_hole(template: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = template.split_once('{')?;
    let (hole, after) = rest.split_once('}')?;
    Some((before, hole, after))
}

/// Things whose names say what they are: the Cobalt Hotel. English alone puts it behind without a change.
const SAID: &[&str] = &[
    "hotel",
    "hostel",
    "museum",
    "theatre",
    "theater",
    "cinema",
    "library",
    "farm",
    "park",
    "hut",
    "lodge",
    "gallery",
    "restaurant",
    "cafe",
    "bar",
    "pub",
    "stadium",
    "hospital",
    "clinic",
    "school",
    "college",
    "university",
    "academy",
    "kindergarten",
    "gym",
    "club",
    "garden",
    "vineyard",
    "ferry",
    "marina",
    "terminal",
    "bakery",
    "pharmacy",
    "salon",
    "factory",
    "mill",
    "mine",
    "harbour",
    "harbor",
    "league",
    "tournament",
    "festival",
    "band",
    "orchestra",
    "choir",
    "apartment",
    "cottage",
    "campsite",
    "island",
    "lake",
    "forest",
    "bridge",
    "building",
    "estate",
    "surgery",
    "depot",
];

fn of_its_kind(field: &Field, name: &str) -> Option<String> {
    let said = SAID.iter().find(|word| is_one_of(&field.told.entity, word)).filter(|_| field.locale.code == "en")?;
    let (first, rest) = said.split_at(1);
    Some(format!("{name} {}{rest}", first.to_uppercase()))
}

/// What things of this kind are called, where a list says so: medicines, plans.
pub fn known_names(field: &Field) -> Option<Vec<&'static str>> {
    let is_meant = |names: &[&str]| names.iter().any(|name| is_one_of(&field.told.entity, name));
    (field.kind == Kind::Thing).then(|| super::simple::listed(field, is_meant))?
}

fn subject(field: &Field, at: &At) -> Subject {
    let place = field.group ^ 0x5b;
    let one = |list: List| {
        let list = field.words(list);
        let title = words::at(list, shuffled(place, at.row, list.len() as u64));
        // After the last entry the round begins again, with a number.
        let round = at.row / list.len().max(1) as u64;
        if round > 0 { Subject::titled(format!("{title} {}", round + 1)) } else { Subject::titled(title) }
    };
    match field.kind {
        Kind::Review => {
            let titles = in_tone(field, List::ReviewTitles, tone(field, at));
            Subject::titled(words::at(&titles, shuffled(place, at.row, titles.len() as u64)))
        }
        Kind::Article | Kind::Remark | Kind::Message => {
            let (titles, subjects) = (field.words(List::ArticleTitles), field.words(List::ArticleSubjects));
            let (title, about) = shuffled_pair(place, at.row, titles.len() as u64, subjects.len() as u64);
            let about = words::at(subjects, about);
            let plural = about.ends_with("|plural");
            Subject { subject: about.split('|').next().unwrap_or(about), plural, title: Cow::Borrowed(words::at(titles, title)) }
        }
        Kind::Product => {
            let things = things(field, at);
            let (quality, thing) = product(field, field.group, at, things.len());
            let (name, use_of_it) = things.get(thing as usize).map_or(("", ""), |thing| (thing.name, thing.use_of_it));
            let title = words::at(field.words(List::ProductQualities), quality).replace("{thing}", name);
            Subject { title: Cow::Owned(title), subject: use_of_it, plural: false }
        }
        Kind::Label => one(List::Tags),
        Kind::Category => category(field, at),
        Kind::Department => one(List::Departments),
        Kind::Task => one(List::Tasks),
        Kind::Event => one(List::Events),
        Kind::Work => one(List::Works),
        Kind::Room => one(List::Rooms),
        Kind::Organization => {
            let company = company::company_name(field, &At { variation: 0, ..*at });
            Subject::titled(of_its_kind(field, company.split(' ').next().unwrap_or("")).unwrap_or(company))
        }
        Kind::Person => {
            let (first, last) = person::person(field, at);
            Subject::titled(format!("{first} {last}"))
        }
        Kind::Place => Subject::titled(super::address::city_of(field, at)),
        Kind::Country => Subject::titled(super::address::country_of(field, at)),
        Kind::Thing => {
            if let Some(known) = known_names(field) {
                let (count, turn) = (known.len() as u64, at.row);
                let title = words::at(&known, shuffled(place, turn, count));
                return Subject::titled(if turn < count { title.to_string() } else { format!("{title} {}", turn / count + 1) });
            }
            let name = one(List::Names);
            of_its_kind(field, &name.title).map_or(name, Subject::titled)
        }
    }
}

/// What somebody thinks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Good,
    Fair,
    Poor,
}

/// What a row thinks, in all of its fields. The first rows show all there is, and after them most are content.
pub fn tone(field: &Field, at: &At) -> Tone {
    match (at.row, Draw::at(field.table ^ 0x70e, at.row, 0).below(100)) {
        (0 | 3, _) => Tone::Good,
        (1, _) => Tone::Fair,
        (2, _) => Tone::Poor,
        (_, ..68) => Tone::Good,
        (_, 68..88) => Tone::Fair,
        _ => Tone::Poor,
    }
}

/// The entries of a list that are in this tone.
fn in_tone(field: &Field, list: List, tone: Tone) -> Vec<&'static str> {
    let wanted = match tone {
        Tone::Good => "good",
        Tone::Fair => "fair",
        Tone::Poor => "poor",
    };
    let entries = field.words(list).iter().filter_map(|entry| entry.split_once('|'));
    entries.filter(|(of, _)| *of == wanted).map(|(_, text)| text).collect()
}

fn opinions(field: &Field, at: &At) -> Vec<&'static str> {
    in_tone(field, if field.about_goods { List::Reviews } else { List::Experiences }, tone(field, at))
}

/// The parts of an entry of the everyday goods.
struct Thing {
    name: &'static str,
    use_of_it: &'static str,
    /// Its category's place in the list of these.
    category: Option<usize>,
    cost: Option<(i64, i64)>,
}

fn thing(field: &Field, entry: &'static str) -> Thing {
    let mut parts = entry.split('|');
    let mut part = || parts.next().unwrap_or("");
    let (name, use_of_it, category, cost) = (part(), part(), part(), part());
    let cost = cost.split_once('-').and_then(|(low, high)| Some((low.parse().ok()?, high.parse().ok()?)));
    Thing { name, use_of_it, category: field.words(List::Categories).iter().position(|known| *known == category), cost }
}

/// The goods that may be meant, of the row's category where there are any.
fn things(field: &Field, at: &At) -> Vec<Thing> {
    let all = || field.words(List::ProductThings).iter().map(|entry| thing(field, entry));
    let of = |category: usize| all().filter(|thing| thing.category == Some(category)).collect::<Vec<_>>();
    let there = at.category.map_or_else(Vec::new, of);
    if there.is_empty() { all().collect() } else { there }
}

/// A row's quality and thing, by their places.
fn product(field: &Field, group: u64, at: &At, things: usize) -> (u64, u64) {
    let qualities = field.words(List::ProductQualities).len() as u64;
    shuffled_pair(group ^ 0x5b, at.row, qualities, things as u64)
}

/// What a row's product usually costs, from and to.
pub fn cost(field: &Field, at: &At) -> Option<(i64, i64)> {
    let is_price = field.named(&["price", "unit_price", "list_price", "sale_price", "retail_price"]);
    let things = (field.kind == Kind::Product && is_price && field.limits.minimum.is_none_or(|least| least.approximate() <= 6.0))
        .then(|| things(field, at))?;
    // The price's own group may have an owner; the product's name has none.
    things.get(product(field, field.table, at, things.len()).1 as usize)?.cost
}

/// By the name of a category, or of a part of one: the category's place in the locale's list.
pub fn categories(locale: &'static Locale) -> IndexMap<String, usize> {
    let parts = |name: &str| locale.list(List::Subcategories).iter().map(|form| form.replace("{name}", name)).collect::<Vec<_>>();
    let named = |(place, name): (usize, &&str)| {
        [(*name).to_string()].into_iter().chain(parts(name)).map(move |name| (name, place)).collect::<Vec<_>>()
    };
    locale.list(List::Categories).iter().enumerate().flat_map(named).collect()
}

/// Goods belong to so many of the first categories.
pub fn categories_of_goods(locale: &'static Locale) -> usize {
    let all = locale.list(List::Categories);
    let named = |entry: &&'static str| all.iter().position(|known| entry.split('|').nth(2) == Some(*known));
    locale.list(List::ProductThings).iter().filter_map(named).max().map_or(0, |last| last + 1)
}

/// Categories that goods belong to come first; what stands under one is a part of it.
fn category(field: &Field, at: &At) -> Subject {
    let place = field.group ^ 0x5b;
    let all = field.words(List::Categories);
    if let Some(above) = at.category {
        let parts = field.words(List::Subcategories);
        let turn = at.row.wrapping_add(at.variation);
        let part = words::at(parts, shuffled(place ^ above as u64, turn, parts.len() as u64));
        return Subject::titled(part.replace("{name}", words::at(all, above as u64)));
    }
    let (early, count) = (categories_of_goods(field.locale) as u64, all.len() as u64);
    let (row, round) = (at.row % count.max(1), at.row / count.max(1));
    let index = if row < early { shuffled(place, row, early) } else { early + shuffled(place, row - early, count - early) };
    let title = words::at(all, index);
    Subject::titled(if round > 0 { format!("{title} {}", round + 1) } else { title.to_string() })
}

/// The number that tells a name apart; parts of categories have other names first.
fn number(field: &Field, at: &At) -> Option<u64> {
    let has_others = field.kind == Kind::Category && at.category.is_some();
    let others = if has_others { field.words(List::Subcategories).len() as u64 } else { 0 };
    at.number().filter(|_| at.variation >= others)
}

fn numbered(title: String, field: &Field, at: &At) -> String {
    match number(field, at) {
        Some(number) => format!("{title} {number}"),
        None => title,
    }
}

pub fn title(field: &Field, at: &At) -> SeedValue {
    // What somebody does is a person's title.
    match field.kind {
        Kind::Person => person::job_title(field, at),
        _ => text(numbered(subject(field, at).title(), field, at)),
    }
}

/// What a row is called.
pub fn name_of(field: &Field, at: &At) -> String {
    subject(field, at).title()
}

pub fn name(field: &Field, at: &At) -> SeedValue {
    if field.kind == Kind::Country {
        return text(super::address::country_of(field, at));
    }
    text(numbered(subject(field, at).title(), field, at))
}

/// Also for elements of arrays: a short word.
pub fn label(field: &Field, at: &At) -> SeedValue {
    let tags = field.words(List::Tags);
    text(words::at(tags, shuffled(field.key, at.row.wrapping_add(at.variation), tags.len() as u64)))
}

pub fn word(field: &Field, at: &At) -> SeedValue {
    let names = field.words(List::Names);
    let word = words::at(names, shuffled(field.key, at.row, names.len() as u64));
    match at.number() {
        Some(number) => text(format!("{word} {number}")),
        None => text(word),
    }
}

pub fn slug(field: &Field, at: &At) -> SeedValue {
    text(slug_text(field, at))
}

/// The title in lower case, letters and digits of ASCII joined by single hyphens; cut at a hyphen where it is too long.
pub fn slug_text(field: &Field, at: &At) -> String {
    let end = number(field, at).map(|number| format!("-{number}")).unwrap_or_default();
    let mut slug = hyphenated(&field.locale.in_ascii(&subject(field, at).title()));
    let room = field.greatest_length().saturating_sub(end.len()).max(1);
    if slug.len() > room {
        let cut = slug.get(..room).unwrap_or(&slug);
        slug = cut.rfind('-').filter(|at| *at * 2 > room).map_or(cut, |at| &cut[..at]).to_string();
    }
    format!("{}{end}", slug.trim_matches('-'))
}

fn hyphenated(title: &str) -> String {
    let mut slug = String::new();
    for character in title.chars() {
        match character {
            '\'' | '’' => {}
            letter if letter.is_ascii_alphanumeric() => slug.push(letter.to_ascii_lowercase()),
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    slug
}

pub fn summary(field: &Field, at: &At) -> SeedValue {
    let about = subject(field, at);
    let line = match field.kind {
        Kind::Article => {
            let summaries = field.words(List::ArticleSummaries);
            let mut line = String::new();
            about.fill(words::at(summaries, shuffled(field.key, at.row, summaries.len() as u64)), &mut line);
            line
        }
        Kind::Product => about.subject.to_string(),
        Kind::Person => return person::bio(field, at),
        _ => Lines::of(field, at, &about).next(1),
    };
    text(numbered_sentence(line, at))
}

/// A text that must differ says which one it is.
fn numbered_sentence(line: String, at: &At) -> String {
    match at.number() {
        Some(number) => format!("{line} ({number})"),
        None => line,
    }
}

/// The sentences of one text, none of them twice as long as the list has others.
struct Lines<'a> {
    list: &'static [&'static str],
    about: &'a Subject,
    key: u64,
    first: u64,
    taken: u64,
}

impl Lines<'_> {
    fn of<'a>(field: &Field, at: &At, about: &'a Subject) -> Lines<'a> {
        let list = field.words(match field.kind {
            Kind::Article => List::ArticleSentences,
            Kind::Remark if at.answers => List::CommentReplies,
            Kind::Remark => List::CommentSentences,
            Kind::Message => List::Messages,
            Kind::Product => List::ProductSentences,
            _ => List::Sentences,
        });
        // Rows take turns through the list with their first sentence, so that neighbours do not say the same; each goes on in an order of its own.
        let first = shuffled(field.key, at.row, list.len() as u64);
        Lines { list, about, key: Draw::at(field.key ^ 0x11e5, at.row, 0).number(), first, taken: 0 }
    }

    fn next(&mut self, count: u64) -> String {
        let mut lines = String::new();
        self.add(count, &mut lines);
        lines
    }

    /// Appends so many more, each after a blank where there is something before it.
    fn add(&mut self, count: u64, text: &mut String) {
        let size = self.list.len() as u64;
        // The order's own start is laid onto the row's first sentence.
        let turn = size + self.first - shuffled(self.key, 0, size);
        for index in self.taken..self.taken + count.min(size) {
            if !text.is_empty() {
                text.push(' ');
            }
            self.about.fill(words::at(self.list, shuffled(self.key, index, size) + turn), text);
        }
        self.taken += count;
    }
}

/// What people say: one sentence or two. Rows differ for as long as there are pairs, so that a saying tells its row apart.
fn saying(field: &Field, at: &At) -> String {
    let opinions = if field.kind == Kind::Review { opinions(field, at) } else { Vec::new() };
    let list = match field.kind {
        Kind::Remark if at.answers => field.words(List::CommentReplies),
        Kind::Remark => field.words(List::CommentSentences),
        Kind::Review => opinions.as_slice(),
        _ => field.words(List::Messages),
    };
    let count = list.len() as u64;
    let (first, second) = shuffled_pair(field.key, at.row, count, count);
    let brief = if at.answers { 80 } else { 55 };
    if first == second || (at.row < count && Draw::at(field.key, at.row, 0).percent(brief)) {
        return words::at(list, first).to_string();
    }
    format!("{} {}", words::at(list, first), words::at(list, second))
}

/// Paragraphs: one for what people say, several for articles where there is room.
fn paragraphs(field: &Field, at: &At) -> Vec<String> {
    let about = subject(field, at);
    let mut draw = Draw::at(field.key ^ 0x7a, at.row, at.variation);
    let mut lines = Lines::of(field, at, &about);
    let short = field.greatest_length() < 400;
    let mut paragraphs = match field.kind {
        Kind::Article if !short => article(field, at, &about, &mut lines, &mut draw),
        Kind::Product => vec![format!("{} {}", about.subject, lines.next(draw.between(1, 3) as u64))],
        Kind::Remark | Kind::Message | Kind::Review => vec![saying(field, at)],
        _ => vec![lines.next(draw.between(1, 3) as u64)],
    };
    if let (Some(last), Some(_)) = (paragraphs.last_mut(), at.number()) {
        *last = numbered_sentence(std::mem::take(last), at);
    }
    // Rows of a minimum length get more of the same kind.
    let mut length: usize = paragraphs.iter().map(|paragraph| paragraph.len()).sum();
    let least = field.least_length().min(100_000);
    while length < least {
        let more = lines.next(3);
        length += more.len().max(1);
        paragraphs.push(more);
    }
    paragraphs
}

/// From an opening to a closing, in two to four paragraphs.
fn article(field: &Field, at: &At, about: &Subject, lines: &mut Lines, draw: &mut Draw) -> Vec<String> {
    let one = |list: List, place: u64, text: &mut String| {
        let list = field.words(list);
        about.fill(words::at(list, shuffled(field.key ^ place, at.row, list.len() as u64)), text);
    };
    let count = draw.between(2, 4);
    let mut paragraphs = Vec::with_capacity(count as usize + 1);
    for place in 1..=count {
        let mut paragraph = String::with_capacity(USUAL_PARAGRAPH);
        if place == 1 {
            one(List::ArticleOpenings, 0x09e, &mut paragraph);
        }
        lines.add(draw.between(2, 4) as u64, &mut paragraph);
        if place == count {
            paragraph.push(' ');
            one(List::ArticleClosings, 0xc105, &mut paragraph);
        }
        paragraphs.push(paragraph);
    }
    paragraphs
}

/// Room for most of them, in bytes.
const USUAL_PARAGRAPH: usize = 400;

pub fn body(field: &Field, at: &At) -> SeedValue {
    if field.family == Family::Text && field.greatest_length() <= 60 {
        return word(field, at);
    }
    text(paragraphs(field, at).join("\n\n"))
}

pub fn markdown(field: &Field, at: &At) -> SeedValue {
    let mut parts = paragraphs(field, at);
    if parts.len() > 2 && field.kind == Kind::Article {
        let headings = field.words(List::Headings);
        parts.insert(1, format!("## {}", words::at(headings, Draw::at(field.key, at.row, 7).number())));
    }
    text(parts.join("\n\n"))
}

pub fn html(field: &Field, at: &At) -> SeedValue {
    // The word lists hold no character that HTML would have to escape; apostrophes may stand as they are.
    text(paragraphs(field, at).iter().map(|paragraph| format!("<p>{paragraph}</p>")).collect::<Vec<_>>().join("\n"))
}
