//! Items of a list as parts of their owner: properties, questions in place of properties, people who did something.
//!
//! Comes in: an item of a clause. Goes out: its [`Part`]s. Never happens: a part without a noun.

use crate::intent::rules::clauses::Item;
use crate::intent::rules::facts::Part;
use crate::intent::rules::phrases::{Group, Noun, Piece};
use crate::intent::rules::states;
use crate::intent::rules::tagging::Word;
use crate::intent::rules::words;

/// The parts that an item tells.
pub fn parts(item: &Item) -> Vec<Part> {
    let mut found = Vec::new();
    if let Some(noun) = &item.noun {
        let mut part = of_noun(noun);
        part.optional |= item.optional;
        part.range = item.range.clone();
        if let Some(asked) = &item.asked {
            part.named = dated(noun, &asked.pieces).or(part.named);
            part.between = between(&asked.pieces);
            part.told = told(noun, &asked.pieces);
        }
        let does = item.does.as_deref().and_then(words::verb_named).filter(|verb| !matches!(verb.base.as_str(), "be" | "have"));
        part.told = part.told.or(does.map(|verb| format!("{}_by", verb.participle)));
        found.push(part);
    } else if let Some(asked) = &item.asked {
        let mut more = question(&asked.word, &asked.pieces);
        for part in &mut more {
            part.range = asked.range.clone();
            part.noun.range = asked.range.clone();
        }
        found.extend(more);
    } else if !item.states.is_empty() {
        let noun = plain("status");
        found.push(Part { noun, states: item.states.clone(), range: item.range.clone(), ..Part::default() });
    }
    found
}

/// A noun that the text does not write.
pub fn plain(name: &str) -> Noun {
    let words: Vec<String> = name.split('_').map(str::to_string).collect();
    let last = words.last().cloned().unwrap_or_default();
    Noun { head_at: words.len() - 1, last, words, ..Noun::default() }
}

/// A property that the text tells of a noun in other words.
pub fn plain_part(name: &str, of: &Noun) -> Part {
    of_noun(&Noun { range: of.range.clone(), ..plain(name) })
}

/// A noun with what its brackets and its adjectives say of it.
pub fn of_noun(noun: &Noun) -> Part {
    let mut part = Part { noun: noun.clone(), named: noun.named.clone(), range: noun.range.clone(), ..Part::default() };
    part.unique = noun.has_flag("unique");
    part.optional = noun.has_flag("optional") || (noun.quantity.maybe && noun.quantity.many != Some(true));
    for bracket in &noun.brackets {
        bracketed(&mut part, bracket);
    }
    part
}

fn bracketed(part: &mut Part, found: &[Word]) {
    let has = |word: &str| found.iter().any(|one| one.word == word);
    if has("unique") {
        part.unique = true;
    }
    if has("optional")
        || (has("not") && (has("everybody") || has("all") || has("every") || has("always")))
        || has("any")
        || (has("if") && found.len() <= 6)
    {
        part.optional = true;
    }
    if found.len() <= 3 && (has("seconds") || has("minutes")) {
        return;
    }
    if (has("yes") && has("no")) || (has("y") && has("n")) || (has("true") && has("false")) {
        part.kind = "bool".to_string();
        return;
    }
    let example = found
        .first()
        .is_some_and(|word| matches!(word.word.as_str(), "e.g" | "e.g." | "i.e." | "i.e" | "for" | "like" | "such" | "see" | "example"));
    let flag = part.unique || part.optional;
    let things = noun_is_many(&part.noun);
    if !example
        && !flag
        && !things
        && !found.iter().any(|word| word.capital || word.is_sign("..."))
        && !matches!(part.noun.head(), "name" | "title" | "number" | "code" | "date")
        && found.iter().all(|word| !word.quoted)
        && let Some(values) = states::values(found)
        && !values.iter().all(|value| words::is_attribute(value))
    {
        part.states = values;
    }
}

/// Several things that brackets give examples of.
fn noun_is_many(noun: &Noun) -> bool {
    noun.plural && !words::is_attribute(noun.head()) && !words::is_attribute(&noun.last)
}

/// `that a member gives to each project`: two things that something is told of.
fn between(pieces: &[Piece]) -> Option<(Noun, Noun)> {
    let mut nouns = pieces.iter().filter_map(|piece| match piece {
        Piece::Noun(noun) if noun.pronoun.is_none() && !words::is_attribute(noun.head()) => Some(noun.clone()),
        _ => None,
    });
    Some((nouns.next()?, nouns.next()?))
}

/// `the version in which it was found`: the found version.
fn told(noun: &Noun, pieces: &[Piece]) -> Option<String> {
    let verb = pieces.iter().rev().find_map(|piece| if let Piece::Verb(group) = piece { Some(group) } else { None })?;
    let other = !matches!(verb.base.as_str(), "be" | "have" | "belong" | "take" | "happen");
    other.then(|| participle(verb).map(|done| format!("{done}_{}", noun.name()))).flatten()
}

/// `date on which they were hired`: `hired_on`.
pub fn dated(noun: &Noun, pieces: &[Piece]) -> Option<String> {
    let at = match noun.head() {
        "date" | "day" => "on",
        "time" | "moment" | "timestamp" => "at",
        // `the year it was built`
        "year" if noun.words.len() == 1 => return done(pieces).map(|done| format!("year_{done}")),
        _ => return None,
    };
    if noun.words.len() > 1 {
        return None;
    }
    done(pieces).map(|done| format!("{done}_{at}"))
}

/// The participle of what was done, with the word that belongs to it: `came_in`.
fn done(pieces: &[Piece]) -> Option<String> {
    let at = pieces.iter().rposition(|piece| matches!(piece, Piece::Verb(_)))?;
    let Some(Piece::Verb(group)) = pieces.get(at) else { return None };
    // `when they got divorced`
    let got = group.base == "get" && matches!(pieces.get(at + 1), Some(Piece::Adjective(..)));
    if matches!(group.base.as_str(), "be" | "have") || got {
        let adjective = pieces[at..].iter().find_map(|piece| match piece {
            Piece::Adjective(word, _) => Some(word.clone()),
            // `when it was last reviewed`
            Piece::Noun(noun) if noun.words.first().is_some_and(|word| matches!(word.as_str(), "last" | "first" | "next")) => {
                (noun.words.len() == 2 && noun.head().ends_with("ed")).then(|| noun.name())
            }
            _ => None,
        });
        return adjective;
    }
    let participle = participle(group)?;
    match pieces.get(at + 1) {
        Some(Piece::Preposition(word, _)) if at + 2 == pieces.len() && matches!(word.as_str(), "in" | "out" | "up" | "off") => {
            Some(format!("{participle}_{word}"))
        }
        _ => Some(participle),
    }
}

fn participle(group: &Group) -> Option<String> {
    words::verb_named(&group.base).filter(|verb| verb.base != "unknown-act").map(|verb| verb.participle.clone())
}

/// What a question asks for.
fn question(word: &str, pieces: &[Piece]) -> Vec<Part> {
    // A question inside of a question: `which mechanic worked how many minutes`.
    let inner = pieces.iter().position(|piece| matches!(piece, Piece::Wh(..)));
    let mut found = Vec::new();
    if let Some(at) = inner {
        if let Some(Piece::Wh(word, _)) = pieces.get(at) {
            // `which tariff applied from when to when`
            let word = match at.checked_sub(1).and_then(|before| pieces.get(before)) {
                Some(Piece::Preposition(before, _)) if word == "when" => format!("{before} {word}"),
                _ => word.clone(),
            };
            found = question(&word, &pieces[at + 1..]);
        }
        found.splice(0..0, one_question(word, &pieces[..at]));
        return found;
    }
    one_question(word, pieces).into_iter().collect()
}

fn is_day(head: &str) -> bool {
    matches!(head, "date" | "day" | "time" | "moment" | "hour" | "weekday")
}

fn first_noun(pieces: &[Piece]) -> Option<&Noun> {
    pieces.iter().find_map(|piece| match piece {
        Piece::Noun(noun) if noun.pronoun.is_none() => Some(noun),
        _ => None,
    })
}

fn one_question(word: &str, pieces: &[Piece]) -> Option<Part> {
    let named = |name: &str| Some(Part { noun: plain(name), ..Part::default() });
    let verb = pieces.iter().rev().find_map(|piece| match piece {
        Piece::Verb(group) => Some(group),
        _ => None,
    });
    let noun_first = matches!(pieces.first(), Some(Piece::Noun(noun)) if noun.pronoun.is_none());
    match word {
        "which" | "what" if noun_first => {
            let mut noun = first_noun(pieces)?.clone();
            noun.quantity.many = Some(noun.plural);
            noun.quantity.said = noun.plural;
            noun.quantity.one_of = true;
            Some(of_noun(&noun))
        }
        "what" => named("description"),
        "who" | "whom" | "by whom" | "by who" | "to whom" => {
            let base = verb.map_or("have", |verb| verb.base.as_str());
            // `who actually showed up`, `who came`
            if presence(pieces) {
                return Some(Part { noun: plain("attended"), kind: "bool".to_string(), ..Part::default() });
            }
            // `who is in arrears`
            if base == "be" && pieces.len() > 1 {
                return None;
            }
            let role = words::verb_named(base)
                .filter(|verb| verb.base != "be" && verb.base != "have")
                .map(|verb| format!("{}_by", verb.participle));
            let who = base.to_string();
            Some(Part { noun: plain("person"), named: role, who: Some(who), ..Part::default() })
        }
        // `on which job`
        "on which" | "at which" if noun_first && first_noun(pieces).is_some_and(|noun| !is_day(noun.head())) => {
            Some(of_noun(first_noun(pieces)?))
        }
        "when" | "at what" | "on which" | "at which" => {
            let name = done(pieces).map(|done| format!("{done}_at"));
            match name {
                Some(name) => named(&name),
                None => named("date"),
            }
        }
        "from when" => named("start_date"),
        "until when" | "till when" | "to when" => named("end_date"),
        "since when" => named("since"),
        "whether" => {
            for piece in pieces {
                if let Piece::States(values, _) = piece {
                    return Some(Part { noun: plain("status"), states: values.clone(), ..Part::default() });
                }
            }
            // `whether they need an annual inspection`
            let object = pieces.iter().skip_while(|piece| !matches!(piece, Piece::Verb(_))).find_map(|piece| match piece {
                Piece::Noun(noun) if noun.pronoun.is_none() => Some(noun),
                _ => None,
            });
            let has = verb.filter(|verb| !verb.passive).and_then(|verb| match verb.base.as_str() {
                "need" => Some("needs"),
                "have" => Some("has"),
                "require" => Some("requires"),
                _ => None,
            });
            let name = match (has, object) {
                (Some(has), Some(noun)) => format!("{has}_{}", noun.name()),
                _ => done(pieces)?,
            };
            Some(Part { noun: plain(&name), kind: "bool".to_string(), ..Part::default() })
        }
        "where" => named("location"),
        "why" => named("reason"),
        _ if word.split(' ').next_back() == Some("how") => how(pieces),
        _ => {
            let last = word.split(' ').next_back().unwrap_or_default();
            if matches!(last, "which" | "what") && noun_first {
                return Some(of_noun(first_noun(pieces)?));
            }
            if last == "whom" {
                return one_question("who", pieces);
            }
            None
        }
    }
}

/// `showed up`, `attended`, `came`, `was present`: of what was planned, whether it took place.
fn presence(pieces: &[Piece]) -> bool {
    let mut rest = pieces.iter().filter(|piece| !matches!(piece, Piece::Adverb(_)));
    let Some(Piece::Verb(verb)) = rest.next() else { return false };
    match rest.next() {
        None => matches!(verb.base.as_str(), "attend" | "come" | "appear" | "participate") && !verb.passive,
        Some(Piece::Preposition(word, _)) => word == "up" && matches!(verb.base.as_str(), "show" | "turn") && rest.next().is_none(),
        Some(Piece::Adjective(word, _)) => matches!(word.as_str(), "present" | "absent") && verb.base == "be",
        _ => false,
    }
}

fn how(pieces: &[Piece]) -> Option<Part> {
    let word = |at: usize| match pieces.get(at) {
        Some(Piece::Adverb(word)) => Some(word.as_str()),
        Some(Piece::Adjective(word, _)) => Some(word.as_str()),
        _ => None,
    };
    let named = |name: &str| Some(Part { noun: plain(name), ..Part::default() });
    match word(0) {
        Some("often") => return named("frequency"),
        Some("long") => return named("duration"),
        Some("far") => return named("distance"),
        Some("old") => return None,
        Some(word) => return crate::intent::rules::manners::measured(word).and_then(named),
        None => {}
    }
    let noun = match pieces.first()? {
        Piece::Noun(noun) => noun,
        _ => return None,
    };
    // `how damp it is`, of a word that is an adjective only here
    if let (None, Some(name)) =
        (&noun.pronoun, crate::intent::rules::manners::measured(noun.head()).filter(|_| !noun.quantity.said && !noun.plural))
    {
        return named(name);
    }
    // `how it was paid`, `how the patient felt`
    if let Some(Piece::Verb(verb)) = pieces.get(1)
        && crate::intent::rules::manners::acts(noun)
    {
        return crate::intent::rules::manners::way(&verb.base).and_then(named);
    }
    if let Some(pointer) = &noun.pronoun {
        let price = pieces.iter().any(|piece| matches!(piece, Piece::Verb(group) if group.base == "cost"));
        let stock = pieces.iter().any(|piece| matches!(piece, Piece::Noun(noun) if noun.head() == "stock"));
        if stock {
            return named("quantity_in_stock");
        }
        return if pointer == "much" { named(if price { "price" } else { "amount" }) } else { named("quantity") };
    }
    // `how many minutes`, `how much salt`
    let unit = words::is_unit(noun.head()) && noun.plural;
    if unit || !noun.plural {
        let name = if unit { noun.written() } else { format!("{}_amount", noun.name()) };
        return Some(Part { noun: Noun { range: noun.range.clone(), ..plain(&name) }, ..Part::default() });
    }
    let mut name = noun.clone();
    name.words = format!("number_of_{}", noun.written()).split('_').map(str::to_string).collect();
    name.head_at = 0;
    name.plural = false;
    name.quantity = crate::intent::rules::phrases::Quantity::default();
    Some(Part { noun: name, kind: "int".to_string(), ..Part::default() })
}
