//! Names of fields as lists write them, of words that are no noun together: *closes on*, *weight in*, *salary from / salary to*, *remote yes/no*, *weight before and after*, *with or without power*.
//!
//! Comes in: the tagged words of a sentence. Goes out: the same with each such name as one noun. Never happens: what somebody does (*log in, log out*) becomes a field.

use super::tagging::{Tag, Word};
use super::words::{self, Form};

pub fn fold(found: &mut Vec<Word>) {
    times_of(found);
    latter(found);
    if !found.iter().any(|word| word.is_sign(",") || word.is_sign(":") || word.is_sign("(")) {
        return;
    }
    two_ends(found);
    infinitives(found);
    let mut at = 0;
    while at < found.len() {
        if opens(found, at) && (listed(found, at) || alike(found)) {
            let end = at + found[at..].iter().take_while(|word| !is_edge(word)).count();
            let _ = went(found, at, end)
                || both_sides(found, at, end)
                || answered(found, at, end)
                || has_or_not(found, at, end)
                || bound(found, at, end);
        }
        at += 1;
    }
}

fn is_edge(word: &Word) -> bool {
    word.tag == Tag::Sign && matches!(word.word.as_str(), "," | ";" | ":" | "(" | ")") || word.tag == Tag::And
}

/// Whether a field may begin here.
fn opens(found: &[Word], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|before| found.get(before)) else { return !is_edge(&found[at]) };
    is_edge(before) && !before.is_sign(")") && !is_edge(&found[at])
}

/// Whether something that opens a list stands before.
fn listed(found: &[Word], at: usize) -> bool {
    found[..at].iter().any(|word| word.is_sign(":") || word.is_sign("("))
}

/// `headline, text, closes on`: nothing but fields, one of them a plain one.
fn alike(found: &[Word]) -> bool {
    let parts: Vec<&[Word]> = found.split(|word| word.is_sign(",")).collect();
    let short = |part: &&[Word]| {
        !part.is_empty()
            && part.len() <= 7
            && !part.iter().any(|word| matches!(word.tag, Tag::Modal | Tag::Pronoun | Tag::Wh | Tag::Subordinator | Tag::To))
            && !part.iter().any(|word| word.tag == Tag::Verb && word.verb.is_some_and(|(_, form)| form == Form::Base))
    };
    let plain = |part: &&[Word]| part.len() <= 3 && part.last().is_some_and(|word| words::is_attribute(&word.word));
    parts.len() >= 3 && parts.iter().all(short) && parts[0].first().is_some_and(is_name) && parts.iter().any(plain)
}

/// `price, minutes to ripen, selling price`: how long it takes.
fn infinitives(found: &mut Vec<Word>) {
    let mut at = 1;
    while at + 2 < found.len() {
        let led = found[at - 1].is_sign(",") || found[at - 1].is_sign(":") || found[at - 1].is_sign("(");
        let unit = words::is_unit(&found[at].word) || words::is_attribute(&crate::plural::singular(&found[at].word));
        let verb = words::verb_forms(&found[at + 2].word).iter().any(|(_, form)| *form == Form::Base);
        let ends = found.get(at + 3).is_none_or(is_edge);
        if led && unit && found[at].tag == Tag::Noun && found[at + 1].is("to") && verb && ends && listed(found, at) {
            let name = found[at..at + 3].iter().map(|word| word.word.as_str()).collect::<Vec<_>>().join("_");
            one(found, at, at + 3, name);
        }
        at += 1;
    }
}

/// `salary from / salary to`: two fields.
fn two_ends(found: &mut [Word]) {
    for at in 1..found.len().saturating_sub(2) {
        let is = |at: usize, all: &[&str]| found.get(at).is_some_and(|word| all.contains(&word.word.as_str()));
        let same = at >= 2 && found.get(at + 1).is_some_and(|next| next.word == found[at - 2].word);
        if found[at].is_sign("/")
            && is(at - 1, &["from", "since", "in", "on"])
            && is(at + 2, &["to", "until", "till", "out", "off"])
            && same
        {
            found[at].word = ",".to_string();
        }
    }
}

/// `the times of alarm, departure, and return`: a time of each.
fn times_of(found: &mut Vec<Word>) {
    let Some(at) = found.windows(2).position(|pair| matches!(pair[0].word.as_str(), "times" | "dates") && pair[1].is("of")) else { return };
    let kind = if found[at].is("times") { "time" } else { "date" };
    let mut ends = Vec::new();
    let mut next = at + 2;
    loop {
        let start = next;
        if found.get(next).is_some_and(|word| matches!(word.word.as_str(), "the" | "its")) {
            next += 1;
        }
        if !found.get(next).is_some_and(|word| word.tag == Tag::Noun && !super::tagging::is_plural(&word.word)) {
            break;
        }
        next += 1;
        // `arrival on scene`
        let placed = found.get(next).is_some_and(|word| word.tag == Tag::Preposition && !word.is("of"))
            && found.get(next + 1).is_some_and(|word| word.tag == Tag::Noun)
            && found.get(next + 2).is_some_and(is_edge);
        ends.push((start, next, if placed { next + 2 } else { next }));
        next = if placed { next + 2 } else { next };
        let sign = found.get(next).is_some_and(|word| word.is_sign(","));
        let and = found.get(next + usize::from(sign)).is_some_and(|word| word.tag == Tag::And);
        if !sign && !and {
            break;
        }
        next += usize::from(sign) + usize::from(and);
    }
    if ends.len() < 2 {
        return;
    }
    for (start, end, after) in ends.into_iter().rev() {
        let last = found[end - 1].clone();
        found.drain(end..after);
        found.insert(end, Word { range: last.range.clone(), word: kind.to_string(), ..last });
        if found[start].is("the") {
            found.remove(start);
        }
    }
    found.drain(at..at + 2);
}

/// `logo, VAT number – the latter identifies them`: by it.
fn latter(found: &mut Vec<Word>) {
    let Some(at) = found.windows(2).position(|pair| pair[0].is("the") && matches!(pair[1].word.as_str(), "latter" | "last")) else {
        return;
    };
    let opens = at > 1 && (found[at - 1].is_sign("-") || found[at - 1].is_sign(",") || found[at - 1].is_sign(";"));
    let unique =
        found[at + 2..].iter().any(|word| matches!(word.base(), Some("identify")) || matches!(word.word.as_str(), "identifies" | "unique"));
    if !opens || !unique || found[at - 2].tag != Tag::Noun || found.len() - at > 7 {
        return;
    }
    let sign = |word: &Word, sign: &str| Word { word: sign.to_string(), tag: Tag::Sign, verb: None, ..word.clone() };
    let (first, word) = (found[at - 1].clone(), found[at].clone());
    found.truncate(at - 1);
    found.push(sign(&first, "("));
    found.push(Word { word: "unique".to_string(), tag: Tag::Adjective, verb: None, ..word.clone() });
    found.push(sign(&word, ")"));
}

/// Makes one noun of the words from one to another.
fn one(found: &mut Vec<Word>, at: usize, end: usize, name: String) {
    let range = found[at].range.start..found[end - 1].range.end;
    let word = Word { range, word: name, tag: Tag::Noun, verb: None, ..found[at].clone() };
    found.splice(at..end, [word]);
}

fn joined(found: &[Word]) -> String {
    let said = found.iter().filter(|word| word.tag != Tag::Adverb || matches!(word.word.as_str(), "back" | "last" | "first" | "due"));
    said.map(|word| word.word.as_str()).collect::<Vec<_>>().join("_")
}

fn is_name(word: &Word) -> bool {
    matches!(word.tag, Tag::Noun | Tag::Adjective | Tag::Participle | Tag::Adverb)
        || word.tag == Tag::Verb && word.verb.is_some_and(|(_, form)| form != Form::Base)
}

/// `closes on`, `due back at`, `weight in`.
fn bound(found: &mut Vec<Word>, at: usize, end: usize) -> bool {
    if !(at + 2..=at + 4).contains(&end) || !found[at..end - 1].iter().all(is_name) {
        return false;
    }
    let done = |word: &Word| {
        word.tag != Tag::Noun && matches!(word.word.as_str(), "due" | "valid" | "effective")
            || words::verb_forms(&word.word).iter().any(|(_, form)| matches!(form, Form::Ed | Form::Participle | Form::Third))
    };
    let before = &found[end - 2];
    let named = match found[end - 1].word.as_str() {
        "on" | "at" => found[at..end - 1].iter().any(done) && !words::is_attribute(&before.word),
        "until" | "till" | "from" | "since" | "to" => true,
        "in" | "out" | "before" | "after" => words::is_attribute(&before.word),
        _ => false,
    };
    if named {
        let name = joined(&found[at..end]);
        one(found, at, end, name);
    }
    named
}

/// `a visit: arrived, left, remarks`: when.
fn went(found: &mut [Word], at: usize, end: usize) -> bool {
    let comes = matches!(found[at].word.as_str(), "arrived" | "left" | "departed" | "started" | "finished" | "ended" | "begun");
    let inside = found[..at].iter().filter(|word| word.is_sign("(")).count() > found[..at].iter().filter(|word| word.is_sign(")")).count();
    let several = !inside && found.iter().filter(|word| word.is_sign(",")).count() > 0;
    if end != at + 1 || !comes || !several {
        return false;
    }
    found[at].word = format!("{}_at", found[at].word);
    (found[at].tag, found[at].verb) = (Tag::Noun, None);
    true
}

/// `weight before and after`: two fields.
fn both_sides(found: &mut Vec<Word>, at: usize, end: usize) -> bool {
    let side = |at: usize| {
        found
            .get(at)
            .filter(|word| matches!(word.word.as_str(), "before" | "after" | "in" | "out" | "from" | "to"))
            .map(|word| word.word.clone())
    };
    let joins = found.get(end).is_some_and(|word| word.tag == Tag::And);
    let ends = found.get(end + 2).is_none_or(is_edge);
    let (Some(first), Some(second)) = (side(end - 1), side(end + 1)) else { return false };
    if !joins || !ends || end - at < 2 || !found[at..end - 1].iter().all(is_name) || !words::is_attribute(&found[end - 2].word) {
        return false;
    }
    let name = joined(&found[at..end - 1]);
    let range = found[end + 1].range.clone();
    let word = Word { range, word: format!("{name}_{second}"), tag: Tag::Noun, verb: None, ..found[at].clone() };
    found[end + 1] = word;
    one(found, at, end, format!("{name}_{first}"));
    true
}

/// `remote yes/no`, `frost hardy (y/n)`
fn answered(found: &mut Vec<Word>, at: usize, end: usize) -> bool {
    let answers = |at: usize| {
        let word = |offset: usize| found.get(at + offset).map_or("", |word| word.word.as_str());
        matches!((word(0), word(2)), ("yes", "no") | ("y", "n")) && matches!(word(1), "/" | "or")
    };
    if end >= at + 4 && end <= at + 7 && answers(end - 3) && found[at..end - 3].iter().all(is_name) {
        let name = joined(&found[at..end - 3]);
        let sign = |word: &Word, sign: &str| Word { word: sign.to_string(), tag: Tag::Sign, verb: None, ..word.clone() };
        let (first, last) = (found[end - 3].clone(), found[end - 1].clone());
        found[end - 3].word = "yes".to_string();
        found[end - 1].word = "no".to_string();
        found.insert(end, sign(&last, ")"));
        found.insert(end - 3, sign(&first, "("));
        one(found, at, end - 3, name);
        return true;
    }
    false
}

/// `with or without power`: whether it has some.
fn has_or_not(found: &mut Vec<Word>, at: usize, end: usize) -> bool {
    let is = |at: usize, word: &str| found.get(at).is_some_and(|one| one.is(word));
    if !(is(at, "with") && is(at + 1, "or") && is(at + 2, "without") && (at + 4..=at + 5).contains(&end)) {
        return false;
    }
    let name = format!("has_{}", joined(&found[at + 3..end]));
    one(found, at, end, name);
    true
}
