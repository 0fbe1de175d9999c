//! Who gets what, told without *to*: *teachers give pupils a grade*, *as a client I send a tailor a request*, *landlords grant tenants deferrals*.
//!
//! Comes in: the tokens of a sentence. Goes out: the same with who gets it behind what is given. Never happens: anything but a person, or a group of people, is who gets it.

use std::borrow::Cow;

use super::tokens::Token;
use super::words;
use crate::plural::singular;

/// What is done to somebody with something, without a *to*.
const VERBS: [&str; 21] = [
    "send", "sends", "sent", "give", "gives", "gave", "offer", "offers", "grant", "grants", "lend", "lends", "award", "awards", "issue",
    "issues", "sell", "sells", "assign", "assigns", "pay",
];

/// The tokens with who gets it behind what is given.
pub fn told(tokens: Cow<'_, [Token]>) -> Cow<'_, [Token]> {
    (1..tokens.len()).find_map(|at| swapped(&tokens, at)).map_or(tokens, Cow::Owned)
}

fn is_noun(token: &Token) -> bool {
    !token.sign && !token.quoted && words::function(&token.word).is_none() && !token.word.starts_with(|first: char| first.is_ascii_digit())
}

fn is_determiner(token: &Token) -> bool {
    matches!(token.word.as_str(), "a" | "an" | "the" | "several" | "each" | "every" | "their" | "his" | "her" | "our" | "my" | "one")
}

/// How many nouns, and who or what they name, stand behind a place, with a determiner before them or none.
fn group(tokens: &[Token], start: usize) -> Option<(bool, usize)> {
    let determined = tokens.get(start).is_some_and(is_determiner);
    let first = start + usize::from(determined);
    let length = tokens.get(first..)?.iter().take_while(|token| is_noun(token)).count();
    (length > 0).then_some((determined, first + length))
}

fn swapped(tokens: &[Token], at: usize) -> Option<Vec<Token>> {
    if !VERBS.contains(&tokens[at].word.as_str()) || is_determiner(&tokens[at - 1]) {
        return None;
    }
    let person = |at: usize| words::is_person(&singular(&tokens[at].word));
    let (_, end) = group(tokens, at + 1)?;
    // `tenants deferrals`: bare, one behind the other.
    let bare = (at + 1..end.saturating_sub(1)).find(|at| person(*at) && words::is_plural(&tokens[*at].word));
    let several = bare.filter(|bare| *bare == at + 1 && words::is_plural(&tokens[end - 1].word) && end - bare <= 3);
    let (who, what) = match several {
        Some(who) => (who + 1, end),
        None => {
            let (determined, what) = group(tokens, end)?;
            if !determined || !person(end - 1) || what - end > 4 || end - at > 4 {
                return None;
            }
            (end, what)
        }
    };
    // `send patients a reminder: date, text`: the list is told of what stands before it.
    if several.is_none() && tokens.get(what).is_some_and(|next| next.sign && matches!(next.word.as_str(), ":" | "(" | "-")) {
        return None;
    }
    let mut told = tokens[..=at].to_vec();
    told.extend_from_slice(&tokens[who..what]);
    told.push(Token { word: "to".to_string(), sign: false, capital: false, glued: false, ..tokens[at].clone() });
    told.extend_from_slice(&tokens[at + 1..who]);
    told.extend_from_slice(&tokens[what..]);
    Some(told)
}
