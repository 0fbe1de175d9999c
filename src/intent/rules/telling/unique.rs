//! Sayings that something is not there twice: *no two accounts with the same number*, *a member cannot book a class twice*.
//!
//! Comes in: the tagged words of a sentence. Goes out: facts. Never happens: a key without two words that mean it.

use super::parts::plain;
use crate::intent::rules::facts::Fact;
use crate::intent::rules::phrases::{self, Noun, Piece};
use crate::intent::rules::properties::{is_actor, is_property};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::tagging::{Tag, Word};
use crate::intent::rules::words;

fn nouns(found: &[Word]) -> Vec<Noun> {
    let pieces = phrases::pieces(found);
    let mut all = Vec::new();
    for piece in pieces {
        if let Piece::Noun(noun) = piece
            && noun.pronoun.is_none()
        {
            if let Some(of) = noun.of.as_deref() {
                all.push(of.clone());
            }
            all.push(noun);
        }
    }
    all
}

pub fn read(reader: &mut Reader, found: &[Word]) {
    let at = |word: &str| found.iter().position(|one| one.word == word);
    // `no two dependants of one member have the same first name`
    let last_same = found.iter().rposition(|one| one.word == "same" || one.word == "equal");
    if let (Some(two), Some(same)) = (at("two"), last_same)
        && two < same
        && (found.get(two.wrapping_sub(1)).is_some_and(|word| word.is("no"))
            || found[two..same].iter().any(|word| matches!(word.tag, Tag::Not) || word.is("cannot") || word.is("never")))
    {
        let before = nouns(&found[two..same]);
        let owner = before.iter().find(|noun| noun.plural && !is_property(noun)).cloned();
        let within: Vec<Noun> = before.iter().filter(|noun| !noun.plural && !is_property(noun)).cloned().collect();
        let parts: Vec<Noun> = nouns(&found[same + 1..]).into_iter().filter(|noun| !noun.quantity.none).take(1).collect();
        let owner = owner.or_else(|| reader.topic().cloned());
        if let (Some(owner), Some(part)) = (owner, parts.first()) {
            if is_property(part) && !part.plural {
                reader.owns(&owner, super::parts::of_noun(part), crate::intent::rules::facts::Manner::Has);
            }
            flag(reader, Some(owner), part, within);
        }
        return;
    }
    // `no teacher and no room can be in two entries in the same period`
    if let (Some(two), Some(same), true) = (at("two"), at("same"), found.first().is_some_and(|word| word.is("no")))
        && two < same
    {
        let who: Vec<Noun> = nouns(&found[..two]).into_iter().filter(|noun| noun.quantity.none).collect();
        let owner = nouns(&found[two..same]).into_iter().next();
        let within = nouns(&found[same + 1..]).into_iter().next();
        if let (Some(owner), Some(within)) = (owner, within) {
            for one in who {
                reader.push(Fact::Unique { owner: owner.clone(), parts: vec![one, within.clone()], within: Vec::new() });
            }
        }
        return;
    }
    alone(found, reader);
    // `a short code, which nobody else has`
    let nobody =
        found.windows(3).any(|three| (three[0].is("nobody") || three[1].is("nobody")) && (three[1].is("else") || three[2].is("else")));
    let shared = found.windows(4).any(|four| four[0].is("no") && four[1].is("two") && four[2].is("are") && four[3].is("the"));
    if nobody || shared {
        let mark = at("nobody").or(at("no")).unwrap_or(0);
        if let Some(part) = nouns(&found[..mark]).into_iter().rev().find(is_property) {
            let owner = reader.topic().cloned();
            flag(reader, owner, &part, Vec::new());
        }
        return;
    }
    // `ISBN unique, barcode unique`
    for (at, pair) in found.windows(2).enumerate() {
        let ends = found.get(at + 2).is_none_or(|next| matches!(next.tag, Tag::Sign | Tag::And));
        if pair[0].tag == Tag::Noun && pair[1].is("unique") && ends {
            let part = Noun { range: pair[0].range.clone(), ..plain(&pair[0].word) };
            flag(reader, None, &part, Vec::new());
        }
    }
    once(reader, found);
    numbered(reader, found);
}

/// `rooms are numbered within the ward`, `beds are labelled with a letter within the room`, `the hearings of a case are numbered 1, 2, 3`.
fn numbered(reader: &mut Reader, found: &[Word]) {
    let said = |word: &Word| matches!(word.word.as_str(), "numbered" | "ranked" | "labelled" | "labeled" | "lettered");
    for at in (0..found.len()).filter(|at| said(&found[*at])).take(MOST) {
        numbered_at(reader, found, at);
    }
}

/// More in one sentence say nothing.
const MOST: usize = 6;

fn numbered_at(reader: &mut Reader, found: &[Word], at: usize) {
    // An adjective: a numbered seat.
    if found.get(at + 1).is_some_and(|next| next.tag == Tag::Noun) {
        return;
    }
    let mut name = match found[at].word.as_str() {
        "numbered" => "number".to_string(),
        "ranked" => "rank".to_string(),
        "lettered" => "letter".to_string(),
        _ => String::new(),
    };
    let start = found[..at].iter().rposition(|word| word.is_sign(";")).map_or(0, |sign| sign + 1);
    let points = found[start..at].iter().any(|word| word.word == "they");
    let start = if points { 0 } else { start };
    let before = nouns(&found[start..at]);
    let owner = found[start..at].iter().any(|word| word.word == "they").then(|| reader.topic().cloned()).flatten();
    let several =
        before.iter().rev().find(|noun| noun.plural && !is_actor(noun) && (!is_property(noun) || words::is_weak_attribute(noun.head())));
    // `Numbered within the project`, of what an item stands under.
    let lead = || reader.leads.last().filter(|_| at == 0 && reader.fresh).map(|(_, lead)| lead.clone());
    let Some(owner) = several.cloned().or(owner).or_else(lead) else { return };
    let end = found[at..].iter().position(|word| word.is_sign(";")).map_or(found.len(), |sign| at + sign);
    let rest = &found[at + 1..end];
    let mut within: Vec<Noun> = owner.of.as_deref().filter(|of| !of.plural && !is_property(of)).cloned().into_iter().collect();
    if let Some(of) = rest.iter().position(|word| matches!(word.word.as_str(), "within" | "per" | "inside" | "in")) {
        within
            .extend(nouns(&rest[of + 1..]).into_iter().take(1).filter(|noun| !is_property(noun) || words::is_weak_attribute(noun.head())));
    }
    if name.is_empty() {
        let by = rest.iter().position(|word| matches!(word.word.as_str(), "with" | "by"));
        let Some(part) = by.and_then(|by| nouns(&rest[by + 1..]).into_iter().next()) else { return };
        name = part.name();
    }
    let part = Noun { range: found[at].range.clone(), ..plain(&name) };
    reader.thing(&owner, 0.3);
    reader.owns(&owner, super::parts::of_noun(&part), crate::intent::rules::facts::Manner::Has);
    if !within.is_empty() {
        reader.push(Fact::Unique { owner, parts: vec![part], within });
    }
}

fn flag(reader: &mut Reader, owner: Option<Noun>, part: &Noun, within: Vec<Noun>) {
    reader.push(Fact::Flag { owner, part: part.clone(), flag: "unique".to_string(), within });
}

/// `can review a product only once`, `cannot book the same class twice`.
fn once(reader: &mut Reader, found: &[Word]) {
    let has = |word: &str| found.iter().any(|one| one.word == word);
    let twice = has("twice") && (has("not") || has("cannot") || has("never"));
    let single = found.windows(2).any(|pair| (pair[0].is("only") && pair[1].is("once")) || (pair[0].is("once") && pair[1].is("only")));
    if !twice && !single {
        return;
    }
    let Some(verb) = found
        .iter()
        .filter(|word| word.tag == Tag::Verb)
        .find_map(|word| word.base().and_then(words::verb_named).filter(|verb| !verb.nouns.is_empty()))
    else {
        return;
    };
    let people: Vec<Noun> = nouns(found).into_iter().filter(|noun| !is_actor(noun) && !is_property(noun)).take(2).collect();
    if people.len() == 2 {
        reader.push(Fact::Unique { owner: plain(&verb.nouns[0]), parts: people, within: Vec::new() });
    }
}

/// `a name (no two alike)`, `two numbers, both unique`, `a code by which it is identified`, `no two parties sharing either`: of what stands right before.
fn alone(found: &[Word], reader: &mut Reader) {
    for at in 1..found.len().saturating_sub(1) {
        let word = |ahead: usize| found.get(at + ahead).map_or("", |word| word.word.as_str());
        let closes = |ahead: usize| found.get(at + ahead).is_none_or(|word| matches!(word.tag, Tag::Sign | Tag::And));
        let parts = match (word(0), word(1), word(2)) {
            ("no", "two", "alike" | "equal" | "identical") if closes(3) => 1,
            ("no", "two", "the") if word(3) == "same" && closes(4) => 1,
            ("both", "unique", _) if closes(2) => 2,
            ("by", "which", "it" | "they") if found[at..].iter().any(|word| word.is("identified")) => 1,
            ("no", "two", _)
                if found[at..].iter().any(|word| word.is("sharing") || word.is("share"))
                    && found[at..].iter().any(|word| word.is("either")) =>
            {
                2
            }
            _ => continue,
        };
        let start = found[..at].iter().rposition(|word| word.is_sign(";")).map_or(0, |sign| sign + 1);
        let before = nouns(&found[start..at]);
        let owner = before.iter().rev().find(|noun| !is_property(noun) && !is_actor(noun)).cloned();
        let named: Vec<Noun> = before.into_iter().filter(is_property).collect();
        for part in named.iter().rev().take(parts) {
            flag(reader, owner.clone(), part, Vec::new());
        }
    }
}

/// `the combination of code and year is unique`, `…, and the combination of the two is unique`: a key of them together. Whether the sentence says nothing else.
pub fn combination(reader: &mut Reader, found: &mut Vec<Word>) -> bool {
    let Some(at) = found.iter().position(|word| word.is("combination")) else { return false };
    let sure = found[at..].iter().any(|word| matches!(word.word.as_str(), "unique" | "identifies" | "once" | "twice"));
    if !sure || !found.get(at + 1).is_some_and(|word| word.is("of")) {
        return false;
    }
    let start = found[..at].iter().rposition(|word| word.tag == Tag::Sign || word.tag == Tag::And).unwrap_or(0);
    let start = found[..start].iter().rposition(|word| word.tag != Tag::And && word.tag != Tag::Sign).map_or(0, |last| last + 1);
    let points =
        found[at + 2..].iter().take(3).any(|word| matches!(word.word.as_str(), "two" | "both" | "these" | "them" | "three" | "those"));
    let before = nouns(&found[..start]);
    let owner = before.iter().find(|noun| !is_property(noun) && !is_actor(noun)).cloned().or_else(|| reader.topic().cloned());
    let end = found[at..].iter().position(|word| word.tag == Tag::Verb || word.tag == Tag::Modal).map_or(found.len(), |verb| at + verb);
    let mut parts: Vec<Noun> = if points {
        let count = if found[at..].iter().any(|word| word.is("three")) { 3 } else { 2 };
        let mut last: Vec<Noun> = before.into_iter().filter(is_property).rev().take(count).collect();
        last.reverse();
        last
    } else {
        nouns(&found[at + 2..end]).into_iter().collect()
    };
    parts.retain(|part| !part.plural);
    if let (Some(owner), true) = (owner, parts.len() > 1) {
        reader.push(Fact::Unique { owner, parts, within: Vec::new() });
    }
    found.truncate(start);
    found.is_empty()
}
