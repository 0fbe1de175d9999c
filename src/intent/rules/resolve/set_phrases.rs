//! Set phrases that tell of two things together: *per flag and environment*, *on a subscription in a certain quantity*, *which parts were used on which order, and how many*, *to a project as manager or member*.
//!
//! Comes in: the pieces of a part of a sentence, and things. Goes out: two things and what they have together. Never happens: what is only reported or computed is kept.

use std::ops::Range;

use super::fields::{Fields, field_name};
use super::things::Things;
use crate::intent::rules::facts::Part;
use crate::intent::rules::phrases::{self, Noun, Piece};
use crate::intent::rules::properties::{is_actor, is_property};
use crate::intent::rules::words::{self, Sense};

/// Two things, and the names of what they have together with the words that tell it.
pub struct Both {
    pub a: usize,
    pub b: usize,
    pub own: Vec<(String, Range<usize>)>,
    /// Whatever one of the two has of these words is of both.
    pub all: bool,
    pub range: Range<usize>,
}

impl Both {
    fn of(a: usize, b: usize, part: &[Piece]) -> Option<Both> {
        (a != b).then(|| Both { a, b, own: Vec::new(), all: false, range: phrases::words_of(part) })
    }
}

pub fn read(things: &Things, fields: &Fields, part: &[Piece]) -> Option<Both> {
    if reports(part) {
        return None;
    }
    per_name(things, part)
        .or_else(|| per_both(things, part))
        .or_else(|| in_quantity(things, part))
        .or_else(|| as_one_or_other(things, part))
        .or_else(|| which_which(things, part))
        .or_else(|| of_each(things, part))
        .or_else(|| each_in_each(things, fields, part))
}

/// Only told to somebody, or worked out.
fn reports(part: &[Piece]) -> bool {
    part.iter().any(|piece| match piece {
        Piece::Verb(group) => {
            group.negated
                || matches!(
                    group.base.as_str(),
                    "see"
                        | "show"
                        | "compute"
                        | "calculate"
                        | "derive"
                        | "display"
                        | "print"
                        | "export"
                        | "view"
                        | "count"
                        | "search"
                        | "filter"
                )
        }
        Piece::Noun(noun) => {
            matches!(
                noun.head(),
                "report"
                    | "statistic"
                    | "statistics"
                    | "overview"
                    | "chart"
                    | "graph"
                    | "dashboard"
                    | "average"
                    | "total"
                    | "revenue"
                    | "sum"
            )
        }
        _ => false,
    })
}

fn noun(piece: &Piece) -> Option<&Noun> {
    match piece {
        Piece::Noun(noun) if noun.pronoun.is_none() && !noun.quantity.none => Some(noun),
        _ => None,
    }
}

fn thing(things: &Things, piece: &Piece) -> Option<usize> {
    noun(piece).filter(|noun| !is_actor(noun)).and_then(|noun| things.find(noun)).filter(|(_, role)| role.is_none()).map(|(at, _)| at)
}

fn named(noun: &Noun) -> String {
    field_name(&Part { noun: Noun { of: None, ..noun.clone() }, ..Part::default() })
}

/// `a rate per person and project`, `for each cottage we set the weekly price per season`, `every branch has its own stock level per part`.
fn per_name(things: &Things, part: &[Piece]) -> Option<Both> {
    let (at, told) = part
        .iter()
        .enumerate()
        .find_map(|(at, piece)| noun(piece).filter(|noun| noun.words.iter().any(|word| word == "per")).map(|noun| (at, noun)))?;
    let per = told.words.iter().position(|word| word == "per").filter(|per| *per > 0)?;
    let a = things.named(&told.words[per + 1..].join("_"))?;
    let behind = match &part[at + 1..] {
        [Piece::And, other, ..] => thing(things, other),
        // `per employee, department and year`
        [sign, other, Piece::And, ..] if sign.is_sign(",") => thing(things, other),
        _ => None,
    };
    let each = |piece: &Piece| noun(piece).is_some_and(|noun| noun.quantity.each && !noun.plural);
    let before = || part[..at].iter().rev().filter(|piece| each(piece)).find_map(|piece| thing(things, piece));
    let b = behind.or_else(before)?;
    let name = told.words[..per].join("_");
    let both = Both::of(a, b, part)?;
    Some(Both { own: vec![(name, told.range.clone())], ..both })
}

/// `for each ad, website and day the number of clicks is stored`, `per flag and environment: …`, `the entitlement in days per employee and leave type`.
fn per_both(things: &Things, part: &[Piece]) -> Option<Both> {
    let opens = part.windows(3).position(|three| match three {
        [Piece::Preposition(word, _), Piece::Noun(one), next] => {
            let each = word == "per" || word == "for" && one.quantity.each;
            each && !one.plural && (matches!(next, Piece::And) || next.is_sign(",")) && thing(things, &three[1]).is_some()
        }
        _ => false,
    })?;
    let mut listed: Vec<&Noun> = Vec::new();
    let mut end = opens + 1;
    let mut last = false;
    while let Some(noun) = part.get(end).and_then(noun).filter(|noun| !noun.plural && !noun.quantity.indefinite) {
        listed.push(noun);
        end += 1;
        match part.get(end) {
            Some(Piece::And) if !last => {
                last = true;
                end += 1;
            }
            Some(sign) if sign.is_sign(",") && !last => end += 1,
            _ => break,
        }
    }
    if !last || listed.len() < 2 {
        return None;
    }
    let found: Vec<usize> =
        listed.iter().filter_map(|noun| things.find(noun)).filter(|(_, role)| role.is_none()).map(|(at, _)| at).collect();
    let [a, b] = found.as_slice() else { return None };
    let days = listed
        .iter()
        .filter(|noun| matches!(noun.head(), "day" | "date" | "year" | "month" | "week" | "season") && things.find(noun).is_none());
    let mut own: Vec<(String, Range<usize>)> = days.map(|noun| (noun.name(), noun.range.clone())).collect();
    let rest = part[..opens].iter().chain(&part[end..]);
    let told = |noun: &&Noun| {
        let written = is_property(noun) || noun.has_flag("number_of");
        things.find(noun).is_none() && !is_actor(noun) && (written || !noun.plural && noun.words.len() == 1)
    };
    own.extend(rest.filter_map(noun).filter(told).map(|noun| (named(noun), noun.range.clone())));
    let both = Both::of(*a, *b, part)?;
    (!own.is_empty()).then_some(Both { own, all: true, ..both })
}

/// What many have towards many.
fn measures(head: &str) -> bool {
    matches!(
        head,
        "quantity"
            | "amount"
            | "number"
            | "function"
            | "role"
            | "capacity"
            | "dose"
            | "dosage"
            | "share"
            | "proportion"
            | "percentage"
            | "position"
    )
}

/// `booked on a subscription in a certain quantity`, `assigned to competitions, in a function such as starter`.
fn in_quantity(things: &Things, part: &[Piece]) -> Option<Both> {
    let at = part.windows(2).position(|two| match two {
        [Piece::Preposition(word, _), Piece::Noun(noun)] => word == "in" && noun.words.len() == 1 && measures(noun.head()),
        _ => false,
    })?;
    let comma = at.checked_sub(1).filter(|before| part[*before].is_sign(",")).unwrap_or(at);
    let [.., Piece::Preposition(word, _), other] = &part[..comma] else { return None };
    let b = thing(things, other).filter(|_| matches!(word.as_str(), "to" | "on" | "for" | "in" | "at" | "from"))?;
    let verb = part[..comma].iter().position(|piece| matches!(piece, Piece::Verb(group) if group.passive))?;
    let a = part[..verb].iter().find_map(|piece| thing(things, piece))?;
    let told = noun(&part[at + 1])?;
    let both = Both::of(a, b, part)?;
    Some(Both {
        own: vec![(if told.head() == "number" { "quantity".to_string() } else { told.head().to_string() }, told.range.clone())],
        ..both
    })
}

/// `Add users to a project as manager or member`, `artists perform in concerts as soloist or conductor`.
fn as_one_or_other(things: &Things, part: &[Piece]) -> Option<Both> {
    let at = part.windows(2).position(|two| match two {
        [Piece::Preposition(word, _), Piece::Noun(noun)] => word == "as" && noun.pronoun.is_none() && !noun.plural && !is_property(noun),
        _ => false,
    })?;
    let several = part[at + 2..].iter().take(4).any(|piece| matches!(piece, Piece::Or) || piece.is_sign(","));
    let (before, [Piece::Preposition(word, _), other]) = part[..at].split_at(at.checked_sub(2)?) else { return None };
    let b = thing(things, other).filter(|_| several && matches!(word.as_str(), "to" | "in" | "at" | "on" | "for"))?;
    let a = before.iter().rev().find_map(|piece| thing(things, piece))?;
    let person = words::is_person(things.all[a].name.rsplit('_').next().unwrap_or_default());
    let many = before.iter().filter_map(noun).any(|noun| noun.plural || noun.quantity.indefinite || noun.quantity.said);
    let both = Both::of(a, b, part).filter(|_| person && many)?;
    Some(Both { own: vec![("role".to_string(), noun(&part[at + 1])?.range.clone())], ..both })
}

/// `Which parts were used on a work order, and how many`, `which drug was given to which patient, dose and time`.
fn which_which(things: &Things, part: &[Piece]) -> Option<Both> {
    let start = part.iter().position(|piece| piece.is_sign(":")).map_or(0, |sign| sign + 1);
    let [Piece::Wh(which, _), first, rest @ ..] = &part[start..] else { return None };
    let a = thing(things, first).filter(|_| which == "which")?;
    let verb = rest.iter().position(|piece| matches!(piece, Piece::Verb(group) if !group.negated))?;
    let at = rest.iter().enumerate().skip(verb + 1).find_map(|(at, piece)| thing(things, piece).map(|b| (at, b)));
    let (at, b) = at.filter(|(at, _)| *at <= verb + 3)?;
    let several = noun(first).is_some_and(|noun| noun.plural);
    let asked = rest[..at].iter().any(|piece| matches!(piece, Piece::Wh(word, _) if word == "which"));
    let mut own: Vec<(String, Range<usize>)> = Vec::new();
    for (next, piece) in rest[at + 1..].iter().enumerate() {
        match piece {
            Piece::Wh(word, range) if word == "how" => own.push(("quantity".to_string(), range.clone())),
            Piece::Wh(word, range) if word == "when" => own.push(("date".to_string(), range.clone())),
            Piece::Noun(noun)
                if noun.pronoun.is_none() && is_property(noun) && !matches!(rest.get(at + next), Some(Piece::Preposition(..))) =>
            {
                own.push((named(noun), noun.range.clone()));
            }
            _ => {}
        }
    }
    let both = Both::of(a, b, part).filter(|_| (asked || several) && !own.is_empty() || asked && several)?;
    Some(Both { own, ..both })
}

/// `A procedure may require certain kinds of equipment, and we want to know how many of each`.
fn of_each(things: &Things, part: &[Piece]) -> Option<Both> {
    let how = part.windows(2).position(|two| match two {
        [Piece::Wh(word, _), Piece::Noun(noun)] => word == "how" && matches!(noun.pronoun.as_deref(), Some("each" | "many" | "much")),
        _ => false,
    })?;
    // `how many of each product are in each warehouse`
    let ends = part[how + 2..].iter().all(|piece| {
        matches!(piece, Piece::Noun(noun) if noun.pronoun.is_some())
            || matches!(piece, Piece::Preposition(..) | Piece::Adverb(_))
            || piece.is_sign(".")
    });
    let verb = part[..how].iter().position(|piece| matches!(piece, Piece::Verb(group) if !matches!(group.sense, Sense::Store | Sense::Be) || group.base == "need" || group.base == "require"))?;
    let a = part[..verb].iter().find_map(|piece| thing(things, piece))?;
    let (b, told) = part[verb..how].iter().find_map(|piece| Some((thing(things, piece)?, noun(piece)?)))?;
    let both = Both::of(a, b, part).filter(|_| ends && told.plural)?;
    Some(Both { own: vec![("quantity".to_string(), part[how].words()?.clone())], ..both })
}

/// `In each environment a flag is on or off and has a rollout percentage`, `for each concert we fix a price for each price category`.
fn each_in_each(things: &Things, fields: &Fields, part: &[Piece]) -> Option<Both> {
    let each: Vec<(usize, usize)> = part
        .windows(2)
        .enumerate()
        .filter_map(|(at, two)| match two {
            [Piece::Preposition(word, _), Piece::Noun(noun)]
                if noun.quantity.each && !noun.plural && matches!(word.as_str(), "in" | "for" | "at" | "on" | "per") =>
            {
                thing(things, &two[1]).map(|found| (at + 1, found))
            }
            _ => None,
        })
        .collect();
    let (at, b) = *each.first()?;
    let a = match each.get(1) {
        Some((_, a)) => *a,
        None => part.iter().enumerate().find_map(|(other, piece)| {
            let subject =
                noun(piece).filter(|noun| other != at && !noun.plural && (noun.quantity.each || at == 1 && noun.quantity.indefinite));
            let verb = matches!(part.get(other + 1), Some(Piece::Verb(group)) if !matches!(group.sense, Sense::Store));
            subject.filter(|_| verb && (other == 0 || at == 1 && other == 2)).and_then(|_| thing(things, piece))
        })?,
    };
    let range = phrases::words_of(part);
    let described =
        |at: usize| fields.of[at].values().any(|property| property.range.end <= range.start || property.range.start >= range.end);
    let told = [a, b].iter().any(|at| {
        fields.of[*at].values().any(|property| property.range.start >= range.start && property.range.end <= range.end && !property.unique)
    });
    let both = Both::of(a, b, part).filter(|_| described(a) && described(b) && told)?;
    Some(Both { all: true, ..both })
}
