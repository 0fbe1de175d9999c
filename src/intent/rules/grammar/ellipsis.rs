//! What is said once and meant twice: *a course is divided into modules, and a module into lessons*; *date and place of birth*; *a minimum and a maximum number*.
//!
//! Comes in: the pieces of a sentence. Goes out: the same, with what is left out. Never happens: a list behind an object becomes a clause (*orders with a date and items with a quantity*).

use super::phrases::{Group, Noun, Piece, Quantity};
use super::tagging::{Tag, Word};
use super::words::Sense;

/// `a minimum and a maximum number of players`: two adjectives of one noun.
pub fn second_article(found: &mut Vec<Word>) {
    let side = |word: &Word| word.tag == Tag::Adjective || super::sides::is_side(&word.word);
    let article = |word: &Word| word.tag == Tag::Determiner && matches!(word.word.as_str(), "a" | "an" | "the");
    let doubled = |five: &[Word]| {
        article(&five[0])
            && side(&five[1])
            && five[2].tag == Tag::And
            && article(&five[3])
            && five[3].word.starts_with(&five[0].word[..1])
            && side(&five[4])
    };
    let noun = |at: usize| found.get(at + 5).is_some_and(|word| super::words::is_attribute(&word.word));
    if let Some(at) = (0..found.len().saturating_sub(5)).find(|at| doubled(&found[*at..at + 5]) && noun(*at)) {
        found.remove(at + 3);
    }
}

/// `field, old value, new value`: two values, though old and new name nothing where they stand alone.
pub fn old_and_new(pieces: &mut [Piece]) {
    let flagged = |noun: &Noun, flag: &str| noun.pronoun.is_none() && noun.flags.iter().any(|known| known == flag);
    let named = |pieces: &[Piece], flag: &str| -> Vec<String> {
        let noun = |piece: &Piece| match piece {
            Piece::Noun(noun) if flagged(noun, flag) => Some(noun.name()),
            _ => None,
        };
        pieces.iter().filter_map(noun).collect()
    };
    let (old, new) = (named(pieces, "old"), named(pieces, "new"));
    let both: Vec<&String> = old.iter().filter(|name| new.contains(name)).collect();
    if both.is_empty() {
        return;
    }
    for piece in pieces.iter_mut() {
        let Piece::Noun(noun) = piece else { continue };
        if let Some(flag) = ["old", "new"].into_iter().find(|flag| flagged(noun, flag)).filter(|_| both.contains(&&noun.name())) {
            noun.words.insert(0, flag.to_string());
            noun.head_at += 1;
            noun.flags.retain(|known| known != flag);
        }
    }
}

/// `for each stamp in which shop, and the same for each redemption`: of both, each by itself.
pub fn and_the_same(pieces: &mut Vec<Piece>) {
    let same = |piece: &Piece| match piece {
        Piece::Adjective(word, _) | Piece::Adverb(word) => word == "same",
        Piece::Noun(noun) => noun.name() == "same",
        _ => false,
    };
    let Some(at) = pieces.iter().position(same) else { return };
    let behind = matches!(&pieces[at + 1..], [Piece::Preposition(word, _), Piece::Noun(noun), ..] if word == "for" && noun.quantity.each);
    if !behind {
        return;
    }
    if let Some(Piece::Noun(noun)) = pieces.get_mut(at + 2) {
        (noun.quantity.each, noun.quantity.one_of) = (false, true);
    }
    let start =
        pieces[..at].iter().rposition(|piece| !matches!(piece, Piece::Adverb(_) | Piece::And | Piece::Sign(_))).map_or(0, |at| at + 1);
    pieces.drain(start..=at);
}

/// `On it are the products`: there are, on it.
pub fn inverted(pieces: &mut Vec<Piece>) {
    for at in 0..pieces.len().saturating_sub(3) {
        let opens = at == 0 || matches!(pieces[at - 1], Piece::And) || pieces[at - 1].is_sign(";");
        let [Piece::Preposition(word, _), Piece::Noun(place), Piece::Verb(verb), Piece::Noun(told)] = &pieces[at..at + 4] else { continue };
        let lies = matches!(verb.base.as_str(), "sit" | "stand" | "lie" | "hang" | "live") && !place.plural;
        let be = (verb.sense == Sense::Be || lies) && !verb.passive && !verb.negated && !verb.bare;
        let placed = matches!(word.as_str(), "on" | "in" | "at" | "under" | "within")
            || lies && matches!(word.as_str(), "inside" | "beneath" | "underneath" | "below" | "behind" | "above");
        if opens && be && placed && told.pronoun.is_none() && (told.plural || told.quantity.indefinite) {
            let range = place.range.end..place.range.end;
            if lies {
                let is = super::phrases::group("be", Sense::Be, false, false, verb.range.clone());
                pieces[at] = Piece::Preposition("in".to_string(), place.range.start..place.range.start);
                pieces[at + 2] = Piece::Verb(is);
            }
            pieces.insert(at + 2, Piece::Noun(Noun { pronoun: Some("there".to_string()), range, ..Noun::default() }));
            return;
        }
    }
}

/// `date and place of birth`: both of it.
pub fn shared_of(pieces: &mut [Piece]) {
    for at in 0..pieces.len().saturating_sub(2) {
        let [Piece::Noun(one), Piece::And, Piece::Noun(two)] = &pieces[at..at + 3] else { continue };
        let Some(of) = two.words.iter().position(|word| word == "of").filter(|of| *of == 1) else { continue };
        let bare = one.words.len() == 1 && one.of.is_none() && one.pronoun.is_none() && one.brackets.is_empty() && !one.plural;
        let dated =
            |word: &str| matches!(word, "date" | "time" | "day" | "month" | "year" | "place" | "town" | "city" | "country" | "county");
        let both = dated(one.head()) && dated(&two.words[0]) && two.quantity == Quantity::default();
        if bare && both && two.words.len() > of + 1 {
            let rest = two.words[of..].to_vec();
            if let Piece::Noun(one) = &mut pieces[at] {
                one.words.extend(rest);
            }
        }
    }
}

/// `made by one artist or by several working together`, `owned by one member, or sometimes by two`: by several.
pub fn one_or_several(pieces: &mut Vec<Piece>) {
    let several = |piece: &Piece| match piece {
        Piece::Noun(noun) => noun.quantity.many == Some(true) && (noun.pronoun.is_some() || noun.head().ends_with("ing")),
        _ => false,
    };
    for at in 0..pieces.len() {
        let Piece::Noun(one) = &pieces[at] else { continue };
        if one.quantity.many != Some(false) || !one.quantity.said || one.quantity.one_of || one.pronoun.is_some() || one.quantity.each {
            continue;
        }
        let between = |piece: &&Piece| matches!(piece, Piece::Or | Piece::Adverb(_) | Piece::Preposition(..)) || piece.is_sign(",");
        let gap = pieces[at + 1..].iter().take_while(between).count();
        let or = pieces[at + 1..=at + gap].iter().any(|piece| matches!(piece, Piece::Or));
        let seldom = pieces[at + 1..=at + gap]
            .iter()
            .any(|piece| matches!(piece, Piece::Adverb(word) if matches!(word.as_str(), "rarely" | "sometimes" | "occasionally")));
        if (or || seldom) && pieces.get(at + gap + 1).is_some_and(several) {
            pieces.drain(at + 1..=at + gap + 1);
            if let Piece::Noun(one) = &mut pieces[at] {
                (one.plural, one.quantity.many) = (true, Some(true));
            }
            return;
        }
    }
}

/// `Workers, with a name and a trade, work on jobs`: two things are said of them.
pub fn between_commas(pieces: &mut Vec<Piece>) {
    let [Piece::Noun(subject), comma, Piece::Preposition(with, _), Piece::Noun(_), ..] = pieces.as_slice() else { return };
    if !comma.is_sign(",") || with != "with" || subject.pronoun.is_some() {
        return;
    }
    let listed = |piece: &&Piece| matches!(piece, Piece::Noun(_) | Piece::And) || piece.is_sign(",");
    let end = 3 + pieces[3..].iter().take_while(listed).count();
    let goes_on = matches!(pieces.get(end), Some(Piece::Verb(group)) if !group.bare) && pieces[end - 1].is_sign(",");
    if !goes_on {
        return;
    }
    let again = Piece::Noun(Noun { brackets: Vec::new(), ..subject.clone() });
    let has = super::phrases::group("have", Sense::Have, false, false, subject.range.end..subject.range.end);
    pieces.splice(end - 1..end, [Piece::Sign(";".to_string()), again]);
    pieces.splice(1..3, [Piece::Verb(has)]);
}

/// A verb that is said once and meant of the next one, too: *a patient is described by a name, a doctor by a specialty*; *students have a number, lecturers an office*;
/// *for a member we hold the name; for a trainer, the licence number*.
pub fn verb_left_out(pieces: &mut Vec<Piece>) {
    let mut verb: Option<Group> = None;
    let mut at = 0;
    while at < pieces.len() {
        if let Piece::Verb(group) = &pieces[at] {
            verb = (!group.bare && !group.negated).then(|| group.clone());
            at += 1;
            continue;
        }
        let (Some(group), true) = (&verb, at > 0) else {
            at += 1;
            continue;
        };
        let comma = pieces[at].is_sign(",");
        let ends = pieces[at].is_sign(";");
        let open = at + 1 + usize::from(comma && matches!(pieces.get(at + 1), Some(Piece::And)));
        let thing = |piece: Option<&Piece>| matches!(piece, Some(Piece::Noun(noun)) if noun.pronoun.is_none() && noun.owner_word.is_none() && !super::properties::is_property(noun) && (noun.plural || noun.quantity.indefinite || noun.quantity.each));
        let property = |piece: Option<&Piece>| matches!(piece, Some(Piece::Noun(noun)) if super::properties::is_property(noun));
        let identifies = group.sense == Sense::Identify
            || group.passive
                && matches!(
                    group.base.as_str(),
                    "know" | "describe" | "characterise" | "characterize" | "give" | "denote" | "define" | "specify"
                );
        let by = matches!(pieces.get(open + 1), Some(Piece::Preposition(word, _)) if word == "by");
        let again = (comma || ends) && thing(pieces.get(open)) && !matches!(pieces.get(open + 2), Some(Piece::Verb(_)));
        let told = again && identifies && by && property(pieces.get(open + 2)) && !matches!(pieces.get(open + 3), Some(Piece::Verb(_)));
        let indefinite = matches!(pieces.get(open + 1), Some(Piece::Noun(noun)) if noun.quantity.indefinite);
        let has = again && group.sense == Sense::Have && !group.passive && indefinite && property(pieces.get(open + 1));
        if told || has {
            let group = group.clone();
            pieces[at] = Piece::Sign(";".to_string());
            pieces.insert(open + 1, Piece::Verb(group));
            at = open + 1;
            continue;
        }
        // `for a trainer, the licence number`
        let led = ends && matches!(pieces.get(at + 1), Some(Piece::Preposition(word, _)) if matches!(word.as_str(), "for" | "of"));
        let comma = usize::from(pieces.get(at + 3).is_some_and(|piece| piece.is_sign(",")));
        let rest = pieces.get(at + 3 + comma..).unwrap_or_default();
        let segment = rest.iter().take_while(|piece| !piece.is_sign(";"));
        let alone = segment.clone().next().is_some()
            && segment.into_iter().all(|piece| !matches!(piece, Piece::Verb(_) | Piece::Wh(..) | Piece::Subordinator(_)));
        if led && alone && thing(pieces.get(at + 2)) && property(rest.first()) && (group.sense == Sense::Store || group.base == "hold") {
            let range = group.range.end..group.range.end;
            let we = Piece::Noun(Noun { pronoun: Some("we".to_string()), range: range.clone(), ..Noun::default() });
            let keep = Piece::Verb(super::phrases::group("store", Sense::Store, false, false, range));
            pieces.splice(at + 3..at + 3 + comma, [we, keep]);
            at += 4;
            continue;
        }
        if ends && !identifies && group.sense != Sense::Store {
            verb = None;
        }
        at += 1;
    }
}

pub fn complete(pieces: &mut Vec<Piece>) {
    let mut verb: Option<(Group, String)> = None;
    let mut at = 0;
    while at < pieces.len() {
        match &pieces[at] {
            Piece::Verb(group) => verb = said(pieces, at, group),
            Piece::Sign(sign) if sign != "," => verb = None,
            Piece::And | Piece::But | Piece::Sign(_) => {
                if let Some((group, preposition)) = &verb
                    && let Some(behind) = left_out(pieces, at + 1, preposition)
                {
                    let again = Piece::Verb(group.clone());
                    pieces.insert(behind, again);
                    at = behind;
                }
            }
            _ => {}
        }
        at += 1;
    }
}

/// A finite verb with a subject that its preposition follows at once.
fn said(pieces: &[Piece], at: usize, group: &Group) -> Option<(Group, String)> {
    let subject = at > 0 && matches!(&pieces[at - 1], Piece::Noun(noun) if noun.pronoun.is_none());
    let (Some(Piece::Preposition(word, _)), Some(Piece::Noun(_))) = (pieces.get(at + 1), pieces.get(at + 2)) else { return None };
    let told = subject && !group.bare && !group.negated && !matches!(group.sense, Sense::Store | Sense::Identify);
    (told && !matches!(word.as_str(), "with" | "by" | "as")).then(|| (group.clone(), word.clone()))
}

/// Where the verb is missing behind a conjunction: a noun, the same preposition, a noun, and nothing that is said of them.
fn left_out(pieces: &[Piece], at: usize, preposition: &str) -> Option<usize> {
    let at = at + usize::from(matches!(pieces.get(at), Some(Piece::And | Piece::But)));
    let [Piece::Noun(noun), Piece::Preposition(word, _), Piece::Noun(_), rest @ ..] = pieces.get(at..)? else { return None };
    let ends = matches!(rest.first(), None | Some(Piece::And | Piece::But | Piece::Sign(_)));
    (noun.pronoun.is_none() && word == preposition && ends).then_some(at + 1)
}

/// `referrals to partners – doctors, debt advice – are recorded with the date`: examples between two dashes say nothing of what is kept.
pub fn between_dashes(found: &mut Vec<Word>) {
    let dashes: Vec<usize> = (0..found.len()).filter(|at| found[*at].is_sign("-")).collect();
    let [open, close] = dashes.as_slice() else { return };
    let (open, close) = (*open, *close);
    let goes_on = found.get(close + 1).is_some_and(|word| word.tag == Tag::Modal || word.tag == Tag::Verb);
    let listed = found[open + 1..close].iter().any(|word| word.is_sign(",")) && close - open <= 16;
    let plain = !found[open + 1..close].iter().any(|word| matches!(word.tag, Tag::Verb | Tag::Modal | Tag::Pronoun | Tag::Wh));
    let named = open > 0 && found[open - 1].tag == Tag::Noun && super::tagging::is_plural(&found[open - 1].word);
    if goes_on && listed && plain && named {
        found.drain(open..=close);
    }
}

/// `the gross weight`, with its article: the first of a list that is kept, where one opens behind an `and`.
pub fn is_the_property(noun: &Noun) -> bool {
    let led = noun.range.len() > noun.written().len() && noun.quantity == Quantity::default();
    led && noun.of.is_none() && noun.owner.is_none() && crate::intent::rules::properties::is_property(noun)
}

/// `its position, the depth at which it lies and the year are recorded`: a clause inside a list that only says which property is meant goes.
pub fn which_of_them(pieces: &mut Vec<Piece>) {
    use crate::intent::rules::properties::is_property;
    let finite = |piece: &Piece| matches!(piece, Piece::Verb(group) if !group.bare);
    let mut at = 1;
    while at + 4 < pieces.len() {
        let named = matches!(&pieces[at - 1], Piece::Noun(noun) if is_property(noun) && !matches!(noun.head(), "date" | "day" | "time" | "year" | "month" | "hour"));
        let opens = named
            && matches!(&pieces[at], Piece::Preposition(..))
            && matches!(&pieces[at + 1], Piece::Wh(word, _) if word == "which")
            && matches!(&pieces[at + 2], Piece::Noun(noun) if !noun.quantity.indefinite)
            && finite(&pieces[at + 3]);
        let ends = opens && (matches!(&pieces[at + 4], Piece::And) || pieces[at + 4].is_sign(","));
        let rest = pieces[at + 4..].iter().find(|piece| finite(piece));
        let kept = matches!(rest, Some(Piece::Verb(group)) if group.passive && group.sense == super::words::Sense::Store);
        if ends && kept {
            pieces.drain(at..at + 4);
        }
        at += 1;
    }
}
