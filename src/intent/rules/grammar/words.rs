//! What single words are, by the lists in `data/words`.
//!
//! Comes in: a word in lower case. Goes out: its tags, the verb it is a form of, whether it names a property, a person, a state. Never happens: a word that the lists do not know
//! stops anything: it is a noun.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// What a verb does between its subject and its object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sense {
    Be,
    /// The subject has the object, as a part or as a property.
    Have,
    /// Somebody keeps the object on record.
    Store,
    /// `manage`: on record, or a relation of a person.
    Manage,
    /// One subject, many objects.
    Make,
    /// Many with many.
    Meet,
    /// The subject refers to the object.
    Belong,
    Identify,
    /// `divided into`.
    Split,
    Act,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Base,
    Third,
    Past,
    Participle,
    /// Past and participle alike.
    Ed,
    Ing,
}

#[derive(Debug)]
pub struct Verb {
    pub base: String,
    pub sense: Sense,
    /// Nouns that name what happens: `booking` of `book`.
    pub nouns: Vec<String>,
    pub participle: String,
    /// What happens is a thing to keep, even where the text has no noun for it.
    pub kept: bool,
    /// It happens again and again, and is a thing to keep where the text says what is kept of it.
    pub again: bool,
    /// Things that tell the same.
    pub told_by: Vec<String>,
}

#[derive(Debug, Default)]
struct Lists {
    verbs: Vec<Verb>,
    forms: BTreeMap<String, Vec<(usize, Form)>>,
    function: BTreeMap<String, &'static str>,
    verb_nouns: BTreeSet<String>,
    adjectives: BTreeSet<String>,
    dropped: BTreeSet<String>,
    attributes: BTreeSet<String>,
    weak: BTreeSet<String>,
    rich: BTreeSet<String>,
    headings: BTreeSet<String>,
    seldom: BTreeSet<String>,
    passing: BTreeSet<String>,
    organizations: BTreeSet<String>,
    groups: BTreeSet<String>,
    dependents: BTreeSet<String>,
    gatherers: BTreeSet<String>,
    packers: BTreeSet<String>,
    gathered: BTreeSet<String>,
    never: BTreeSet<String>,
    people: BTreeSet<String>,
    roles: BTreeSet<String>,
    units: BTreeSet<String>,
    states: BTreeSet<String>,
    shared: BTreeSet<String>,
}

const VERBS: &str = include_str!("../../data/words/verbs.txt");
const VERB_NOUNS: &str = include_str!("../../data/words/verb_nouns.txt");
const FUNCTION: &str = include_str!("../../data/words/function.txt");
const ADJECTIVES: &str = include_str!("../../data/words/adjectives.txt");
const ATTRIBUTES: &str = include_str!("../../data/words/attributes.txt");
const GROUPS: &str = include_str!("../../data/words/groups.txt");
const ORGANIZATIONS: &str = include_str!("../../data/words/organizations.txt");
const RICH: &str = include_str!("../../data/words/rich.txt");
const SELDOM: &str = include_str!("../../data/words/seldom.txt");
const PASSING: &str = include_str!("../../data/words/passing.txt");
const HEADINGS: &str = include_str!("../../data/words/headings.txt");
const NEVER: &str = include_str!("../../data/words/never.txt");
const PEOPLE: &str = include_str!("../../data/words/people.txt");
const UNITS: &str = include_str!("../../data/words/units.txt");
const STATES: &str = include_str!("../../data/words/states.txt");
const SHARED: &str = include_str!("../../data/words/shared.txt");

static LISTS: LazyLock<Lists> = LazyLock::new(read);

fn entries(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn set(file: &'static str) -> BTreeSet<String> {
    entries(file).flat_map(str::split_whitespace).map(str::to_string).collect()
}

/// All words of a file whose lines may begin with the name of a group, which is none of them.
fn ungrouped(file: &'static str, names: &[&str]) -> BTreeSet<String> {
    let words = entries(file).flat_map(|line| match line.split_once(' ') {
        Some((first, words)) if names.contains(&first) => words.split_whitespace(),
        _ => line.split_whitespace(),
    });
    words.map(str::to_string).collect()
}

/// The words behind a first word that names their group.
fn grouped(file: &'static str, name: &str) -> BTreeSet<String> {
    let of = entries(file).filter_map(|line| line.split_once(' ')).filter(|(first, _)| *first == name);
    of.flat_map(|(_, words)| words.split_whitespace()).map(str::to_string).collect()
}

fn read() -> Lists {
    let mut lists = Lists {
        verb_nouns: set(VERB_NOUNS),
        adjectives: ungrouped(ADJECTIVES, &["drop"]),
        dropped: grouped(ADJECTIVES, "drop"),
        attributes: ungrouped(ATTRIBUTES, &["weak"]),
        weak: grouped(ATTRIBUTES, "weak"),
        rich: set(RICH),
        headings: set(HEADINGS),
        seldom: set(SELDOM),
        passing: set(PASSING),
        organizations: set(ORGANIZATIONS),
        groups: grouped(GROUPS, "group"),
        dependents: grouped(GROUPS, "dependent"),
        gatherers: grouped(GROUPS, "gatherer"),
        packers: grouped(GROUPS, "packer"),
        gathered: grouped(GROUPS, "gathered"),
        never: set(NEVER),
        people: ungrouped(PEOPLE, &["table", "role"]),
        roles: grouped(PEOPLE, "role"),
        units: set(UNITS),
        states: set(STATES),
        shared: set(SHARED),
        ..Lists::default()
    };
    for line in entries(FUNCTION) {
        if let Some((tag, words)) = line.split_once(':') {
            for word in words.split_whitespace() {
                lists.function.entry(word.to_string()).or_insert(tag);
            }
        }
    }
    for line in entries(VERBS) {
        verb(&mut lists, line);
    }
    lists
}

fn verb(lists: &mut Lists, line: &str) {
    let (head, rest) = line.split_once('=').unwrap_or((line, "act"));
    let (sense, nouns) = rest.split_once('>').unwrap_or((rest, ""));
    let (nouns, told_by) = nouns.split_once('/').unwrap_or((nouns, ""));
    let (kept, again) = (sense.contains('!'), sense.contains('*'));
    let sense = match sense.trim().trim_end_matches(['!', '*']).trim() {
        "be" => Sense::Be,
        "have" => Sense::Have,
        "store" => Sense::Store,
        "manage" => Sense::Manage,
        "make" => Sense::Make,
        "meet" => Sense::Meet,
        "belong" => Sense::Belong,
        "identify" => Sense::Identify,
        "split" => Sense::Split,
        _ => Sense::Act,
    };
    let words: Vec<&str> = head.split_whitespace().collect();
    let Some(base) = words.first().copied() else { return };
    let known = |(at, form): &(usize, Form)| *form == Form::Base && lists.verbs.get(*at).is_some_and(|verb| verb.base == base);
    if lists.forms.get(base).is_some_and(|forms| forms.iter().any(known)) {
        return;
    }
    let ed = words.get(1).map_or_else(|| with_ed(base), |past| (*past).to_string());
    let participle = words.get(2).map_or_else(|| ed.clone(), |word| (*word).to_string());
    let at = lists.verbs.len();
    let mut form = |word: String, form: Form| lists.forms.entry(word).or_default().push((at, form));
    form(base.to_string(), Form::Base);
    form(with_s(base), Form::Third);
    if ed == participle {
        form(ed.clone(), Form::Ed);
    } else {
        form(ed.clone(), Form::Past);
        form(participle.clone(), Form::Participle);
    }
    form(with_ing(base), Form::Ing);
    match base {
        "be" => ["is", "are", "am", "were", "'re", "'m"].iter().for_each(|word| form((*word).to_string(), Form::Third)),
        "have" => form("has".to_string(), Form::Third),
        _ => {}
    }
    let doubled = format!("{base}{}", base.chars().last().unwrap_or_default());
    if base.ends_with('l') {
        form(format!("{doubled}ed"), Form::Ed);
        form(format!("{doubled}ing"), Form::Ing);
    }
    let nouns = nouns.split_whitespace().map(str::to_string).collect();
    let told_by = told_by.split_whitespace().map(str::to_string).collect();
    lists.verbs.push(Verb { base: base.to_string(), sense, nouns, participle, kept, again, told_by });
}

fn is_consonant(letter: Option<char>) -> bool {
    letter.is_some_and(|letter| letter.is_alphabetic() && !"aeiou".contains(letter))
}

fn doubles(base: &str) -> bool {
    let letters: Vec<char> = base.chars().rev().take(3).collect();
    let known =
        matches!(base, "admit" | "submit" | "refer" | "transfer" | "prefer" | "log" | "tag" | "plan" | "commit" | "permit" | "occur");
    let vowels = base.chars().filter(|one| "aeiou".contains(*one)).count();
    known
        || (vowels == 1
            && letters.len() == 3
            && is_consonant(letters.first().copied())
            && !"wxy".contains(letters[0])
            && "aeiou".contains(letters[1])
            && is_consonant(letters.get(2).copied()))
}

fn with_ed(base: &str) -> String {
    let last = base.chars().last().unwrap_or_default();
    if base.ends_with('e') {
        return format!("{base}d");
    }
    if base.ends_with('y') && is_consonant(base.chars().rev().nth(1)) {
        return format!("{}ied", &base[..base.len() - 1]);
    }
    if doubles(base) { format!("{base}{last}ed") } else { format!("{base}ed") }
}

fn with_ing(base: &str) -> String {
    let last = base.chars().last().unwrap_or_default();
    if base == "be" {
        return "being".to_string();
    }
    if base == "lie" {
        return "lying".to_string();
    }
    if base.ends_with('e') && !base.ends_with("ee") {
        return format!("{}ing", &base[..base.len() - 1]);
    }
    if doubles(base) { format!("{base}{last}ing") } else { format!("{base}ing") }
}

fn with_s(base: &str) -> String {
    if ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| base.ends_with(end)) {
        return format!("{base}es");
    }
    if base.ends_with('y') && is_consonant(base.chars().rev().nth(1)) {
        return format!("{}ies", &base[..base.len() - 1]);
    }
    format!("{base}s")
}

/// The tag of a word of grammar.
pub fn function(word: &str) -> Option<&'static str> {
    LISTS.function.get(word).copied()
}

/// The verbs that a word may be a form of; the best known first.
pub fn verb_forms(word: &str) -> &'static [(usize, Form)] {
    LISTS.forms.get(word).map_or(&[], Vec::as_slice)
}

pub fn verb_at(at: usize) -> Option<&'static Verb> {
    LISTS.verbs.get(at)
}

pub fn verb_named(base: &str) -> Option<&'static Verb> {
    verb_forms(base).iter().filter(|(_, form)| *form == Form::Base).find_map(|(at, _)| verb_at(*at).filter(|verb| verb.base == base))
}

/// A verb only where the place says so.
pub fn is_verb_or_noun(base: &str) -> bool {
    LISTS.verb_nouns.contains(base)
}

pub fn is_adjective(word: &str) -> bool {
    LISTS.adjectives.contains(word)
        || ((word.ends_with("able") || word.ends_with("ful") || word.ends_with("less") || word.ends_with("ous"))
            && word.len() > 6
            && word != "table")
}

/// An adjective that says nothing about what a thing is called.
pub fn is_dropped(word: &str) -> bool {
    if is_measure(word) {
        return true;
    }
    LISTS.dropped.contains(word)
}

/// Whether the last word of a noun names a property.
pub fn is_attribute(noun: &str) -> bool {
    LISTS.attributes.contains(noun) || noun.rsplit_once('_').is_some_and(|(_, last)| is_bound(last))
}

/// What ends the name of a date, a time or one end of a span: *closes on*, *valid until*, *weight before*.
fn is_bound(word: &str) -> bool {
    matches!(word, "on" | "at" | "until" | "till" | "from" | "since" | "before" | "after")
}

/// A property that is as often a thing of its own: photo, address.
pub fn is_weak_attribute(noun: &str) -> bool {
    LISTS.weak.contains(noun)
}

/// A body that mostly owns the system.
/// People who are together, and mostly in one such at a time.
pub fn is_group(noun: &str) -> bool {
    LISTS.groups.contains(noun)
}

/// People who are there because of one thing.
pub fn is_dependent(noun: &str) -> bool {
    LISTS.dependents.contains(noun)
}

/// What gathers the other, which is there without it: the songs of a playlist, the products of an order.
pub fn gathers(noun: &str, other: &str) -> bool {
    LISTS.gatherers.contains(noun) || LISTS.packers.contains(noun) && LISTS.gathered.contains(other)
}

pub fn is_organization(noun: &str) -> bool {
    LISTS.organizations.contains(noun)
}

/// What has properties of its own where there are several of it.
pub fn is_rich_attribute(noun: &str) -> bool {
    LISTS.rich.contains(noun)
}

/// A noun that mostly speaks of the text or of the system.
pub fn is_seldom(noun: &str) -> bool {
    LISTS.seldom.contains(noun)
}

/// An adjective for how something is just now.
pub fn is_passing(word: &str) -> bool {
    LISTS.passing.contains(word)
}

/// A heading that names no thing.
pub fn is_plain_heading(noun: &str) -> bool {
    LISTS.headings.contains(noun)
}

/// `12-digit`, `four-letter`: how long a code is.
pub fn is_measure(word: &str) -> bool {
    ["-digit", "-letter", "-character", "-char", "-figure"].iter().any(|end| word.ends_with(end))
}

pub fn is_never(noun: &str) -> bool {
    LISTS.never.contains(noun)
}

/// Whether a word is written as several: by its ending, or as one of the few without one.
pub fn is_plural(word: &str) -> bool {
    let many = [
        "people",
        "children",
        "staff",
        "men",
        "women",
        "aircraft",
        "spacecraft",
        "police",
        "cattle",
        "alumni",
        "skis",
        "taxis",
        "emojis",
        "safaris",
        "kiwis",
    ];
    let men = word.ends_with("men") && !matches!(word, "specimen" | "regimen" | "abdomen" | "omen" | "acumen");
    word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is") || men || many.contains(&word)
}

pub fn is_person(noun: &str) -> bool {
    LISTS.people.contains(noun) && noun != "role" && noun != "table"
}

/// A part that people play, such as `chair`.
pub fn is_role(noun: &str) -> bool {
    LISTS.roles.contains(noun)
}

pub fn is_unit(noun: &str) -> bool {
    LISTS.units.contains(noun)
}

pub fn is_state(word: &str) -> bool {
    LISTS.states.contains(word)
}

/// Whether a noun names what happens when somebody does `base`.
pub fn is_event_of(noun: &str, base: &str) -> bool {
    verb_named(base).is_some_and(|verb| verb.nouns.iter().any(|one| one == noun))
        || (noun.len() > base.len() && noun == with_ing(base))
        || noun == base
        || noun == format!("{base}ment")
}

/// Whether a noun names what happens when somebody does something: a booking, an order, a loan.
pub fn names_what_happens(noun: &str) -> bool {
    let made = |verb: &Verb| matches!(verb.sense, Sense::Meet | Sense::Make | Sense::Belong) && verb.nouns.iter().any(|one| one == noun);
    LISTS.verbs.iter().any(made)
}

/// What it is called when somebody does `base`: a booking, a passing.
pub fn event_name(base: &str) -> String {
    verb_named(base).and_then(|verb| verb.nouns.first().cloned()).unwrap_or_else(|| with_ing(base))
}

/// A thing that many others share.
pub fn is_shared(noun: &str) -> bool {
    LISTS.shared.contains(noun)
}
