//! Turns of phrase that other words say more plainly: *clients each have a name*, *of a plant one records the height*, *sessions, that is, week and focus*, *tracks in the order they are played*.
//!
//! Comes in: the tokens of a sentence. Goes out: the same in plainer words. Never happens: a noun of what is kept is left out.

use std::borrow::Cow;

use super::tokens::Token;
use super::words::{self, Form, Sense};

/// How many tokens are replaced, and by which words.
pub type Turn = (usize, Vec<&'static str>);

/// The tokens in plainer words.
pub fn told(tokens: Cow<'_, [Token]>) -> Cow<'_, [Token]> {
    let turns = [floating, one_does, that_is, in_order, course_of, limit_of, or_two, one_another, every_one_of, of_its_own, sequence];
    let turn = |tokens: &[Token], at: usize| {
        turns.iter().find_map(|turn| turn(tokens, at)).or_else(|| super::reworded::TURNS.iter().find_map(|turn| turn(tokens, at)))
    };
    if (0..tokens.len()).all(|at| turn(&tokens, at).is_none()) {
        return tokens;
    }
    let mut kept: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let Some((taken, said)) = turn(&tokens, at) else {
            kept.push(token.clone());
            at += 1;
            continue;
        };
        for word in said {
            let sign = matches!(word, "," | ":" | ";");
            kept.push(Token { word: word.to_string(), sign, ..token.clone() });
        }
        // Words in front of it.
        if taken == 0 {
            kept.push(token.clone());
        }
        at += taken.max(1);
    }
    Cow::Owned(kept)
}

pub fn word(tokens: &[Token], at: usize) -> &str {
    tokens.get(at).filter(|token| !token.quoted).map_or("", |token| token.word.as_str())
}

pub fn before(tokens: &[Token], at: usize) -> &str {
    at.checked_sub(1).map_or("", |before| word(tokens, before))
}

pub fn is_noun(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| !token.sign && words::function(&token.word).is_none())
}

/// `My clients each have a name`: every one of them.
fn floating(tokens: &[Token], at: usize) -> Option<Turn> {
    let floats = matches!(word(tokens, at), "each" | "both" | "all");
    let verb =
        matches!(word(tokens, at + 1), "have" | "has" | "had" | "get" | "need" | "carry" | "bear" | "belong" | "can" | "may" | "must");
    let several = at > 0 && is_noun(tokens, at - 1) && super::tagging::is_plural(before(tokens, at));
    (floats && verb && several).then(|| (1, Vec::new()))
}

/// `Of a plant one records the height`: whoever keeps it.
fn one_does(tokens: &[Token], at: usize) -> Option<Turn> {
    let keeps = words::verb_forms(word(tokens, at + 1)).iter().find_map(|(verb, form)| {
        let verb = words::verb_at(*verb).filter(|verb| *form == Form::Third && verb.sense == Sense::Store)?;
        Some(verb.base.as_str())
    });
    let (true, Some(base)) = (word(tokens, at) == "one", keeps) else { return None };
    let another = (1..=2).any(|back| at >= back && matches!(word(tokens, at - back), "the" | "this" | "that" | "each" | "every" | "which"));
    let ends = before(tokens, at).is_empty() || is_noun(tokens, at - 1) && !another || at > 0 && tokens[at - 1].sign;
    // `, and one records its depth`
    let ends = ends || matches!(before(tokens, at), "and" | "but" | "then" | "also" | "moreover" | "besides" | "furthermore");
    let listed = matches!(word(tokens, at + 2), "the" | "a" | "an" | "its" | "his" | "her" | "their" | "which" | "who" | "when" | "how");
    (ends && listed && at + 3 < tokens.len()).then(|| (2, vec!["we", base]))
}

/// `There are sessions, that is, a week number and a focus`
fn that_is(tokens: &[Token], at: usize) -> Option<Turn> {
    let comma = word(tokens, at) == ",";
    let start = at + usize::from(comma);
    let length = match (word(tokens, start), word(tokens, start + 1)) {
        ("that", "is") if comma && word(tokens, start + 2) == "," => 3,
        ("namely" | "viz" | "viz.", next) => 1 + usize::from(next == ","),
        _ => return None,
    };
    let behind = at > 0 && is_noun(tokens, at - 1);
    (behind && start + length < tokens.len()).then(|| (start + length - at, vec![":"]))
}

/// Who may stand as the subject of what follows `in the order`.
fn is_pronoun(word: &str) -> bool {
    matches!(word, "they" | "we" | "you" | "i" | "it" | "he" | "she" | "that" | "which" | "in")
}

/// `tracks in the order they are played`, `acts in order of appearance`: they have a position.
fn in_order(tokens: &[Token], at: usize) -> Option<Turn> {
    if word(tokens, at) != "in" {
        return None;
    }
    let comma = before(tokens, at) == ",";
    let several = at.checked_sub(1 + usize::from(comma)).is_some_and(|noun| is_noun(tokens, noun));
    let article = usize::from(matches!(word(tokens, at + 1), "the" | "an" | "a"));
    let adjective = usize::from(word(tokens, at + 1 + article) != "order");
    let order = at + 1 + article + adjective;
    if word(tokens, order) != "order" || adjective > article || !several {
        return None;
    }
    let rest = &tokens[order + 1..];
    let ends = |token: &Token| token.sign || matches!(token.word.as_str(), "and" | "with" | "plus" | "but");
    let length = rest.iter().take(10).position(ends).unwrap_or(rest.len().min(10));
    let bought =
        |token: &Token| matches!(token.word.as_str(), "placed" | "paid" | "bought" | "submitted" | "ordered" | "made" | "for" | "id");
    let said = match word(rest, 0) {
        // `in order to`, `in order for`
        "to" | "for" => return None,
        "of" if article + adjective == 0 && length == 2 => true,
        next if article == 1 && adjective == 0 && is_pronoun(next) => !rest[..length].iter().any(bought),
        // `with songs in order`
        _ if length == 0
            && adjective + article == 0
            && at > 1
            && word(tokens, at - 2) == "with"
            && super::tagging::is_plural(before(tokens, at)) =>
        {
            true
        }
        // `in the right order`: how it is shown.
        _ if length == 0
            && adjective == 1
            && matches!(word(tokens, order - 1), "right" | "proper" | "correct" | "alphabetical" | "random" | "good") =>
        {
            return Some((order + 1 - at, Vec::new()));
        }
        _ => false,
    };
    let joins = word(rest, length) == "with";
    let position = if joins { vec!["with", "a", "position", "and"] } else { vec!["with", "a", "position"] };
    said.then(|| (order + 1 + length + usize::from(joins) - at, position))
}

/// `in the course of a tour`: during it.
fn course_of(tokens: &[Token], at: usize) -> Option<Turn> {
    let opens = matches!(word(tokens, at), "in" | "over" | "during" | "throughout");
    let said = opens && word(tokens, at + 1) == "the" && word(tokens, at + 2) == "course" && word(tokens, at + 3) == "of";
    said.then(|| (4, vec!["during"]))
}

/// `a maximum of players`: how many at most.
fn limit_of(tokens: &[Token], at: usize) -> Option<Turn> {
    let limit = match word(tokens, at) {
        "maximum" => "maximum",
        "minimum" => "minimum",
        _ => return None,
    };
    let counted = is_noun(tokens, at + 2) && super::tagging::is_plural(word(tokens, at + 2));
    (word(tokens, at + 1) == "of" && counted).then(|| (2, vec![limit, "number", "of"]))
}

/// `a home or two`: several.
fn or_two(tokens: &[Token], at: usize) -> Option<Turn> {
    let or_two = |at: usize| word(tokens, at) == "or" && word(tokens, at + 1) == "two" && !is_noun(tokens, at + 2);
    if or_two(at) && at > 1 && is_noun(tokens, at - 1) && matches!(before(tokens, at - 1), "a" | "an") {
        return Some((2, Vec::new()));
    }
    (matches!(word(tokens, at), "a" | "an") && is_noun(tokens, at + 1) && or_two(at + 2)).then(|| (1, vec!["several"]))
}

/// `guest and host review one another`
fn one_another(tokens: &[Token], at: usize) -> Option<Turn> {
    let said = word(tokens, at) == "one" && word(tokens, at + 1) == "another" && word(tokens, at + 2) != "'s";
    (said && at > 0 && !matches!(before(tokens, at), "from" | "by" | "to" | "for" | "of" | "than") && !is_noun(tokens, at + 2))
        .then(|| (2, vec!["each", "other"]))
}

/// `rounds, every one of them with an outcome`: each with one.
fn every_one_of(tokens: &[Token], at: usize) -> Option<Turn> {
    let each = matches!(word(tokens, at), "each" | "every" | "all") && before(tokens, at) == ",";
    let one = usize::from(word(tokens, at + 1) == "one");
    let of = word(tokens, at + 1 + one) == "of" && matches!(word(tokens, at + 2 + one), "them" | "these" | "which" | "whom" | "those");
    let has = matches!(word(tokens, at + 3 + one), "with" | "having" | "has" | "have");
    (each && of && has).then(|| (4 + one, vec!["each", "with"]))
}

/// `an outcome of its own`
fn of_its_own(tokens: &[Token], at: usize) -> Option<Turn> {
    let own = matches!(word(tokens, at + 1), "its" | "their" | "his" | "her") && word(tokens, at + 2) == "own";
    let ends = tokens.get(at + 3).is_none_or(|next| next.sign || matches!(next.word.as_str(), "and" | "or" | "but" | "that" | "which"));
    let behind = at > 0 && is_noun(tokens, at - 1);
    (word(tokens, at) == "of" && own && ends && behind).then(|| (3, Vec::new()))
}

/// `the order of chapters in a book matters`, `authors, whose order on the cover counts`: a position.
fn sequence(tokens: &[Token], at: usize) -> Option<Turn> {
    if word(tokens, at) != "order" {
        return None;
    }
    let counts = |token: &Token| {
        matches!(
            token.word.as_str(),
            "matters"
                | "counts"
                | "known"
                | "important"
                | "fixed"
                | "relevant"
                | "recorded"
                | "stored"
                | "noted"
                | "kept"
                | "preserved"
                | "remembered"
        )
    };
    let told = tokens[at + 1..].iter().take(14).take_while(|token| !(token.sign && token.word == ";")).any(counts);
    let of_several = before(tokens, at) == "the"
        && word(tokens, at + 1) == "of"
        && (2..=4).any(|ahead| is_noun(tokens, at + ahead) && super::tagging::is_plural(word(tokens, at + ahead)));
    let theirs = matches!(before(tokens, at), "whose" | "their")
        && matches!(word(tokens, at + 1), "on" | "in" | "within" | "along" | "matters" | "counts" | "is" | "must" | "has");
    (told && (of_several || theirs)).then(|| (1, vec!["position"]))
}
