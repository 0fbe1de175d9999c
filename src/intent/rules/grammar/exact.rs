//! Exact descriptions that say with words or in an order of their own what a thing has: *the result and the time control are of interest*, *to each pipe belong a diameter and a material*,
//! *each reprint having a date*.
//!
//! Comes in: the tokens of a sentence, or its pieces. Goes out: the same in plain words. Never happens: what a person does becomes a property.

use std::borrow::Cow;

use super::phrases::{self, Noun, Piece};
use super::properties::is_property;
use super::tagging::{Tag, Word};
use super::tokens::Token;
use super::words::{self, Sense};

fn is_be(token: &Token) -> bool {
    matches!(token.word.as_str(), "is" | "are" | "be" | "was" | "were" | "been")
}

/// What stands for a token, and how many are taken.
enum Said {
    Stored(usize),
    Identified(usize),
    Nothing(usize),
    /// A comma closes what it opens.
    Comma(usize),
}

fn said(tokens: &[Token], at: usize) -> Option<Said> {
    let word = |ahead: usize| tokens.get(at + ahead).map_or("", |token| token.word.as_str());
    let before = |back: usize| at.checked_sub(back).and_then(|at| tokens.get(at));
    let be = (1..=3).any(|back| before(back).is_some_and(is_be));
    let kept = before(1).is_some_and(|token| matches!(token.word.as_str(), "kept" | "held" | "put" | "stored"));
    let opens = before(1).is_none_or(|token| token.sign && matches!(token.word.as_str(), "," | ";" | ":" | "."));
    match (word(0), word(1)) {
        ("of", "interest" | "relevance" | "importance" | "concern") if be => Some(Said::Stored(2)),
        ("on" | "in", "file" | "record") if kept => Some(Said::Nothing(2)),
        ("on", "file" | "record") if be => Some(Said::Stored(2)),
        (",", "too") if word(2) == "," => Some(Said::Nothing(3)),
        // `Let Branch have a name`
        ("let", _) if at == 0 && word(2) == "have" => Some(Said::Nothing(1)),
        // `rooms are told apart by their number`
        ("told", "apart") if be => Some(Said::Identified(2)),
        // `further the kind, the cut and the carat are stored`
        ("further", "the" | "a" | "an") if opens => Some(Said::Nothing(1)),
        // `for each one the name is kept`
        ("one", next) if before(1).is_some_and(|token| token.word == "each") && before(2).is_some_and(|token| token.word == "for") => {
            let listed = matches!(next, "the" | "a" | "an" | "its" | "his" | "their") || words::is_attribute(next);
            listed.then_some(Said::Comma(1))
        }
        _ => None,
    }
}

/// Sayings for what is kept, in plain words.
pub fn plain(tokens: Cow<'_, [Token]>) -> Cow<'_, [Token]> {
    if (0..tokens.len()).all(|at| said(&tokens, at).is_none()) {
        return tokens;
    }
    let mut kept = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match said(&tokens, at) {
            Some(Said::Stored(taken)) => {
                kept.push(Token { word: "stored".to_string(), ..token.clone() });
                at += taken;
            }
            Some(Said::Identified(taken)) => {
                kept.push(Token { word: "identified".to_string(), ..token.clone() });
                at += taken;
            }
            Some(Said::Comma(taken)) => {
                kept.push(Token { word: ",".to_string(), sign: true, ..token.clone() });
                at += taken;
            }
            Some(Said::Nothing(taken)) => at += taken,
            None => {
                kept.push(token.clone());
                at += 1;
            }
        }
    }
    Cow::Owned(kept)
}

/// What stands before values, the values, and what stands behind them: *name, colour: gold, silver or bronze*; *year, gold/silver/bronze*.
pub fn values(found: &[Word]) -> Option<(&[Word], Vec<String>, &[Word])> {
    let value = |word: &Word| matches!(word.tag, Tag::Noun | Tag::Adjective | Tag::Participle | Tag::Verb);
    let start = (1..found.len()).find(|at| found[*at].is_sign(":") && words::is_attribute(&found[*at - 1].word)).or_else(|| {
        let slashed = |at: &usize| {
            found[*at..].iter().take(5).enumerate().all(|(at, word)| if at % 2 == 0 { value(word) } else { word.is_sign("/") })
        };
        let listed = |at: &usize| *at > 1 && found[*at - 1].is_sign(",");
        (2..found.len().saturating_sub(4)).find(|at| listed(at) && slashed(at) && !words::is_attribute(&found[*at].word))
    })?;
    let colon = found[start].is_sign(":");
    let first = start + usize::from(colon);
    let goes_on = |word: &&Word| value(word) || word.tag == Tag::Or || word.is_sign(if colon { "," } else { "/" });
    let mut length = found[first..].iter().take_while(goes_on).count();
    if let Some(or) = found[first..first + length].iter().position(|word| word.tag == Tag::Or) {
        length = length.min(or + 2);
    } else if colon {
        return None;
    }
    let (listed, rest) = found[first..].split_at(length);
    let states: Vec<String> = listed
        .split(|word| word.tag == Tag::Or || word.tag == Tag::Sign)
        .filter(|words| !words.is_empty())
        .map(|words| words.iter().map(|word| word.word.as_str()).collect::<Vec<_>>().join("_"))
        .collect();
    (states.len() > 1 && states.iter().all(|state| !words::is_attribute(state))).then_some((&found[..start], states, rest))
}

/// `insured until`: a name, where it stands alone in a list.
pub fn until(found: &mut [Word]) {
    for at in 1..found.len().saturating_sub(1) {
        let opens = matches!(found[at - 1].tag, Tag::Sign | Tag::And);
        let ends = found.get(at + 2).is_none_or(|word| matches!(word.tag, Tag::Sign | Tag::And));
        let done = found[at].word.ends_with("ed") && matches!(found[at].tag, Tag::Verb | Tag::Participle | Tag::Adjective);
        if opens && ends && done && matches!(found[at + 1].word.as_str(), "until" | "till" | "since") {
            (found[at].tag, found[at].verb, found[at + 1].tag) = (Tag::Adjective, None, Tag::Noun);
        }
    }
}

pub fn read(pieces: &mut Vec<Piece>) {
    besides(pieces);
    attributes_of(pieces);
    whose(pieces);
    one_of_each(pieces);
    belong_to(pieces);
    bearing(pieces);
}

/// Whether a clause may begin here.
fn opens(pieces: &[Piece], at: usize) -> bool {
    at == 0 || pieces[at - 1].is_sign(";") || at == 1 && matches!(pieces[0], Piece::And | Piece::Adverb(_))
}

/// `besides its number a move has a notation`: what was said already.
fn besides(pieces: &mut Vec<Piece>) {
    for at in 0..pieces.len().saturating_sub(3) {
        let [Piece::Preposition(word, _), Piece::Noun(_), rest @ ..] = &pieces[at..] else { continue };
        if !matches!(word.as_str(), "besides" | "beside") || !opens(pieces, at) {
            continue;
        }
        let comma = usize::from(rest.first().is_some_and(|piece| piece.is_sign(",")));
        if matches!(rest.get(comma), Some(Piece::Noun(_))) && matches!(rest.get(comma + 1), Some(Piece::Verb(_))) {
            pieces.drain(at..at + 2 + comma);
            return;
        }
    }
}

fn has(at: usize) -> Piece {
    Piece::Verb(phrases::group("have", Sense::Have, false, false, at..at))
}

/// `to each pipe belong a diameter and a material; to each junction a depth`, `with the reservation go the fare and the date`, `on a slip stands a quotation`.
fn belong_to(pieces: &mut Vec<Piece>) {
    let mut turned = false;
    let mut at = 0;
    while at + 2 < pieces.len() {
        let opened = opens(pieces, at);
        let (Piece::Preposition(word, _), Piece::Noun(whole)) = (&pieces[at], &pieces[at + 1]) else {
            at += 1;
            continue;
        };
        let whole = whole.clone();
        let placed = matches!(word.as_str(), "to" | "with" | "on");
        let verb = match &pieces[at + 2] {
            Piece::Verb(group) => {
                !group.passive
                    && !group.bare
                    && !group.negated
                    && matches!(group.base.as_str(), "belong" | "go" | "come" | "stand" | "pertain")
            }
            // The verb is said once.
            Piece::Noun(_) => turned && whole.quantity.each,
            _ => false,
        };
        let told = pieces.get(at + 2..).unwrap_or_default().iter().find_map(|piece| match piece {
            Piece::Noun(noun) => Some(noun),
            _ => None,
        });
        let told = told.is_some_and(|noun| noun.pronoun.is_none() && (is_property(noun) || noun.quantity.indefinite));
        if !opened || !placed || !verb || !told || is_property(&whole) && !words::is_weak_attribute(whole.head()) {
            at += 1;
            continue;
        }
        let behind = whole.range.end;
        if matches!(pieces[at + 2], Piece::Verb(_)) {
            pieces[at + 2] = has(behind);
        } else {
            pieces.insert(at + 2, has(behind));
        }
        pieces.remove(at);
        turned = true;
        at += 2;
    }
}

/// `a commission stating wishes and a budget`, `each grant contributing a percentage`: it has them.
fn bearing(pieces: &mut [Piece]) {
    for at in 1..pieces.len().saturating_sub(1) {
        let Piece::Verb(group) = &pieces[at] else { continue };
        let bears = matches!(
            group.base.as_str(),
            "state"
                | "contribute"
                | "give"
                | "show"
                | "quote"
                | "specify"
                | "name"
                | "record"
                | "indicate"
                | "mention"
                | "display"
                | "yield"
        );
        let thing = |noun: &Noun| noun.pronoun.is_none() && !words::is_person(noun.head()) && !is_property(noun);
        let before = match &pieces[at - 1] {
            Piece::Noun(noun) => thing(noun),
            _ => false,
        };
        if !group.bare || group.passive || !bears || !before {
            continue;
        }
        let listed = |piece: &&Piece| matches!(piece, Piece::Noun(_) | Piece::And | Piece::Adverb(_)) || piece.is_sign(",");
        let nouns: Vec<&Noun> = pieces[at + 1..]
            .iter()
            .take_while(listed)
            .filter_map(|piece| if let Piece::Noun(noun) = piece { Some(noun) } else { None })
            .collect();
        let properties = nouns.iter().filter(|noun| is_property(noun)).count();
        if properties == 0 || properties * 2 < nouns.len() {
            continue;
        }
        let range = group.range.clone();
        pieces[at] = Piece::Verb(phrases::group("have", Sense::Have, false, true, range));
    }
}

/// `their names, addresses and birth dates`: each of them has one.
fn one_of_each(pieces: &mut [Piece]) {
    let many = |noun: &Noun| noun.plural && is_property(noun) && noun.pronoun.is_none() && noun.of.is_none() && noun.owner.is_none();
    let bare = |noun: &Noun| noun.quantity == phrases::Quantity::default() && noun.owner_word.is_none();
    for at in 0..pieces.len() {
        let Piece::Noun(first) = &pieces[at] else { continue };
        if first.owner_word.as_deref() != Some("their") || !many(first) || first.quantity != phrases::Quantity::default() {
            continue;
        }
        let mut found = vec![at];
        for (behind, piece) in pieces.iter().enumerate().skip(at + 1) {
            match piece {
                Piece::Noun(noun) if many(noun) && bare(noun) => found.push(behind),
                Piece::And => {}
                sign if sign.is_sign(",") => {}
                _ => break,
            }
        }
        for at in found.iter().copied().filter(|_| found.len() > 1) {
            if let Piece::Noun(noun) = &mut pieces[at] {
                noun.plural = false;
                noun.last.clone_from(noun.words.last().unwrap_or(&String::new()));
            }
        }
    }
}

/// `the attributes of a tree are its species and its height`, `customer data comprise the name and the address`: it has them.
fn attributes_of(pieces: &mut Vec<Piece>) {
    let start = usize::from(matches!(pieces.first(), Some(Piece::Adverb(_))));
    let Some([Piece::Noun(data), Piece::Verb(verb), ..]) = pieces.get(start..) else { return };
    let told = matches!(data.head(), "attribute" | "property" | "characteristic" | "datum" | "data" | "detail" | "particular" | "feature");
    let lists = !verb.negated
        && (verb.sense == Sense::Be || matches!(verb.base.as_str(), "comprise" | "include" | "contain" | "consist" | "encompass"));
    let whole = match &data.of {
        Some(of) if data.words.len() == 1 => Some(of.as_ref().clone()),
        None if data.words.len() > 1 && data.owner.is_none() => {
            let words = data.words[..data.words.len() - 1].to_vec();
            let last = words.last().cloned().unwrap_or_default();
            Some(Noun { head_at: words.len() - 1, last, words, ..data.clone() })
        }
        _ => None,
    };
    let Some(whole) = whole.filter(|whole| told && lists && !is_property(whole) && whole.pronoun.is_none()) else { return };
    let nouns = pieces[start + 2..].iter().filter_map(|piece| if let Piece::Noun(noun) = piece { Some(noun) } else { None });
    let (mut all, mut properties) = (0, 0);
    for noun in nouns {
        all += 1;
        properties += usize::from(is_property(noun));
    }
    if properties == 0 || properties * 2 < all {
        return;
    }
    let behind = verb.range.end;
    pieces[start] = Piece::Noun(whole);
    pieces[start + 1] = has(behind);
    if matches!(pieces.get(start + 2), Some(Piece::Preposition(..))) {
        pieces.remove(start + 2);
    }
}

/// `inspections, whose date, inspector and result are stored`, `a breed whose name and origin we store`: for each of them they are.
fn whose(pieces: &mut Vec<Piece>) {
    for at in 1..pieces.len() {
        let Piece::Noun(first) = &pieces[at] else { continue };
        let comma = usize::from(pieces[at - 1].is_sign(","));
        if first.owner_word.as_deref() != Some("whose") || at < comma + 1 {
            continue;
        }
        let Piece::Noun(of) = &pieces[at - 1 - comma] else { continue };
        let who = |piece: &Piece| matches!(piece, Piece::Noun(noun) if matches!(noun.pronoun.as_deref(), Some("we" | "i" | "you")));
        let listed =
            |piece: &&Piece| (matches!(piece, Piece::Noun(_) | Piece::And | Piece::Adverb(_)) || piece.is_sign(",")) && !who(piece);
        let length = pieces[at..].iter().take_while(listed).count();
        let ours = usize::from(pieces.get(at + length).is_some_and(who));
        let stored = matches!(pieces.get(at + length + ours), Some(Piece::Verb(verb))
            if verb.passive == (ours == 0) && verb.sense == Sense::Store && !verb.negated);
        let restricts = comma == 0 && pieces[at..at + length].iter().any(|piece| matches!(piece, Piece::And));
        if !stored || of.pronoun.is_some() || is_property(of) && !restricts {
            continue;
        }
        let range = of.range.end..of.range.end;
        let mut each = Noun { brackets: Vec::new(), ..of.clone() };
        each.quantity = phrases::Quantity { each: true, ..phrases::Quantity::default() };
        if let Piece::Noun(first) = &mut pieces[at] {
            first.owner_word = None;
        }
        // What goes on behind it is told of something else.
        if pieces.get(at + length + ours + 1).is_some_and(|piece| piece.is_sign(",")) {
            pieces.remove(at + length + ours + 1);
        }
        if let Some(Piece::Verb(verb)) = pieces.get_mut(at + length + ours) {
            verb.passive = true;
        }
        pieces.drain(at + length..at + length + ours);
        pieces.splice(at - comma..at, [Piece::Sign(";".to_string()), Piece::Preposition("for".to_string(), range), Piece::Noun(each)]);
        return;
    }
}
