//! Turns of phrase about what something consists of, what somebody does with it and how it is described: *courses are built of steps*, *a code visitors type in*,
//! *packs, priced individually, with a cover*, *readers with a little profile (bio, price)*, *upload photos and like theirs*, *a before and after photo*.
//!
//! Comes in: the tokens of a sentence and a place in it. Goes out: how many of them are replaced, and by which words. Never happens: a noun of what is kept is left out.

use super::plainer::{Turn, before, is_noun, word};
use super::tagging::is_plural;
use super::tokens::Token;
use super::words::{self, Form};

type Looks = fn(&[Token], usize) -> Option<Turn>;

/// Each looks at one place.
pub const TURNS: [Looks; 11] = [
    wants_its_own,
    built_of,
    people_do,
    by_the_way,
    profile,
    theirs,
    before_and_after,
    people_doing,
    own_in_each,
    such_a_one,
    form_on_which,
];

/// `Every county wants its own permit`, `each ward needs its own budget`: it has one; whoever keeps the data wants another thing.
fn wants_its_own(tokens: &[Token], at: usize) -> Option<Turn> {
    let own = matches!(word(tokens, at + 1), "its" | "their" | "his" | "her") && word(tokens, at + 2) == "own";
    let subject = at > 0 && is_noun(tokens, at - 1);
    let verb = match word(tokens, at) {
        "wants" | "needs" | "requires" | "demands" | "keeps" | "receives" | "gets" => "has",
        "want" | "need" | "require" | "demand" | "keep" | "receive" | "get" => "have",
        _ => return None,
    };
    (own && subject).then(|| (1, vec![verb]))
}

/// `Courses are built of steps`, `plans made up of exercises`: they consist of several; a ring made of gold does not.
fn built_of(tokens: &[Token], at: usize) -> Option<Turn> {
    let finite = matches!(word(tokens, at), "is" | "are");
    let built = at + usize::from(finite);
    let made = matches!(
        word(tokens, built),
        "built" | "made" | "composed" | "constructed" | "assembled" | "formed" | "comprised" | "compiled" | "pieced" | "put"
    );
    let particle = usize::from(matches!(word(tokens, built + 1), "up" | "together" | "out"));
    let of = built + 1 + particle;
    let joins = match word(tokens, of) {
        "of" => true,
        "from" => matches!(word(tokens, built), "built" | "assembled" | "pieced" | "composed" | "put"),
        _ => false,
    };
    let rest = tokens.get(of + 1..).unwrap_or_default();
    let phrase = rest
        .iter()
        .take(4)
        .take_while(|token| !token.sign && words::function(&token.word).is_none_or(|tag| matches!(tag, "quant" | "number")));
    let several = phrase.last().is_some_and(|token| is_plural(&token.word));
    let subject = at > 0 && (is_noun(tokens, at - 1) || finite && matches!(before(tokens, at), "it" | "they" | "which" | "that" | "each"));
    if !(made && joins && several && subject) {
        return None;
    }
    let verb = match word(tokens, at) {
        "is" => "consists",
        "are" => "consist",
        _ => "consisting",
    };
    Some((of + 1 - at, vec![verb, "of"]))
}

/// `a code visitors type in, a title`: one that they type in.
fn people_do(tokens: &[Token], at: usize) -> Option<Turn> {
    let people = word(tokens, at);
    if at < 2 || !is_plural(people) || !words::is_person(&crate::plural::singular(people)) || !is_noun(tokens, at - 1) {
        return None;
    }
    let noun = before(tokens, at);
    let one = matches!(before(tokens, at - 1), "a" | "an") && !is_plural(noun);
    let does = tokens.get(at + 1).filter(|token| !token.sign && words::function(&token.word).is_none());
    let base = does.is_some_and(|token| words::verb_forms(&token.word).iter().any(|(_, form)| *form == Form::Base));
    let particle = usize::from(matches!(word(tokens, at + 2), "in" | "on" | "up" | "out" | "for" | "at" | "to" | "by" | "with" | "off"));
    let ends = tokens
        .get(at + 2 + particle)
        .is_none_or(|next| next.sign && matches!(next.word.as_str(), "," | ";" | ".") || matches!(next.word.as_str(), "and" | "plus"));
    (one && base && ends).then(|| (0, vec!["that"]))
}

/// `Bands playing gigs, gigs at halls`: those who play them.
fn people_doing(tokens: &[Token], at: usize) -> Option<Turn> {
    let opens = at == 1
        || at > 1 && (tokens[at - 2].sign && matches!(before(tokens, at - 1), "," | ":" | ";" | "-") || before(tokens, at - 1) == "and");
    if !opens || !is_noun(tokens, at - 1) {
        return None;
    }
    let who = before(tokens, at);
    let one = crate::plural::singular(who);
    let somebody = is_plural(who) && (words::is_person(&one) || super::meanings::is_one_of(&one, &["person", "organization"]));
    let verb = words::verb_forms(word(tokens, at)).iter().find_map(|(verb, form)| words::verb_at(*verb).filter(|_| *form == Form::Ing))?;
    let next = word(tokens, at + 1);
    let object = matches!(next, "them" | "it" | "a" | "an" | "the" | "their" | "his" | "her" | "one" | "several" | "some" | "many")
        || is_noun(tokens, at + 1) && is_plural(next);
    (somebody && object).then(|| (1, vec!["who", verb.base.as_str()]))
}

/// `packs, priced individually, with a cover`: how it was done tells nothing that is kept.
fn by_the_way(tokens: &[Token], at: usize) -> Option<Turn> {
    let participle = |at: usize| word(tokens, at).len() > 4 && word(tokens, at).ends_with("ed");
    let manner = |at: usize| word(tokens, at).ends_with("ly") && word(tokens, at).len() > 5;
    let aside = participle(at + 1) && manner(at + 2) || manner(at + 1) && participle(at + 2);
    let closes = word(tokens, at + 3) == "," && matches!(word(tokens, at + 4), "with" | "each" | "including");
    (word(tokens, at) == "," && at > 0 && is_noun(tokens, at - 1) && aside && closes).then(|| (4, Vec::new()))
}

/// `readers with their own little profile (bio, price)`: what it holds is told of them.
fn profile(tokens: &[Token], at: usize) -> Option<Turn> {
    if word(tokens, at) != "with" || at == 0 || !is_noun(tokens, at - 1) {
        return None;
    }
    let length = tokens[at + 1..].iter().take(5).position(|token| token.sign || token.word == "profile")?;
    let led = tokens[at + 1..at + 1 + length].iter().all(|token| {
        matches!(token.word.as_str(), "a" | "an" | "their" | "its" | "his" | "her" | "own" | "public" | "personal")
            || words::is_adjective(&token.word)
    });
    let end = at + 1 + length;
    let listed = word(tokens, end) == "profile" && word(tokens, end + 1) == "(";
    (led && length > 0 && listed).then(|| (end + 1 - at, Vec::new()))
}

/// `upload photos and like theirs`: those of others.
fn theirs(tokens: &[Token], at: usize) -> Option<Turn> {
    let whose = matches!(word(tokens, at), "theirs" | "hers" | "yours" | "mine" | "ours");
    let does = at.checked_sub(1).is_some_and(|verb| words::verb_forms(word(tokens, verb)).iter().any(|(_, form)| *form == Form::Base));
    let ends = tokens.get(at + 1).is_none_or(|next| next.sign || matches!(next.word.as_str(), "and" | "or" | "but"));
    (whose && does && ends && at > 2).then(|| (1, vec!["them"]))
}

/// `a before and after photo`: two of them.
fn before_and_after(tokens: &[Token], at: usize) -> Option<Turn> {
    let sides = word(tokens, at) == "before" && matches!(word(tokens, at + 1), "and" | "/" | "&") && word(tokens, at + 2) == "after";
    let (one, other) = match word(tokens, at + 3) {
        "photo" | "photos" => ("before-photo", "after-photo"),
        "picture" | "pictures" => ("before-picture", "after-picture"),
        "image" | "images" => ("before-image", "after-image"),
        "shot" | "shots" => ("before-shot", "after-shot"),
        "value" | "values" => ("before-value", "after-value"),
        "weight" | "weights" => ("before-weight", "after-weight"),
        "reading" | "readings" => ("before-reading", "after-reading"),
        _ => return None,
    };
    let ends = tokens.get(at + 4).is_none_or(|next| next.sign || words::function(&next.word).is_some());
    (sides && ends).then(|| (4, vec![one, "and", other]))
}

/// `People may belong to several clubs and have a different role in each`: with a role.
fn own_in_each(tokens: &[Token], at: usize) -> Option<Turn> {
    let other = |at: usize| matches!(word(tokens, at), "different" | "separate" | "distinct" | "specific");
    let closes = |at: usize| {
        let each = matches!(word(tokens, at), "in" | "at" | "for" | "within" | "with" | "on") && word(tokens, at + 1) == "each";
        let them = 2 * usize::from(word(tokens, at + 2) == "of" && word(tokens, at + 3) == "them");
        let ends = tokens.get(at + 2 + them).is_none_or(|next| next.sign);
        (each && ends).then_some(2 + them)
    };
    let opens = |at: usize| {
        let has = word(tokens, at) == "and" && matches!(word(tokens, at + 1), "have" | "has" | "hold" | "holds" | "play" | "plays");
        has && matches!(word(tokens, at + 2), "a" | "an") && other(at + 3) && is_noun(tokens, at + 4)
    };
    let length = |at: usize| (5..=6).find(|length| closes(at + length).is_some());
    if opens(at) && length(at).is_some() {
        return Some((4, vec!["with", "a"]));
    }
    let taken = closes(at)?;
    let opened = (5..=6).any(|length| at.checked_sub(length).is_some_and(opens));
    opened.then(|| (taken, Vec::new()))
}

/// `A rejected one has a reason`, `Finished ones are sold`: what was spoken of before, how it is now.
fn such_a_one(tokens: &[Token], at: usize) -> Option<Turn> {
    let opens = at == 0 || matches!(word(tokens, at - 1), ";" | ".");
    let article = usize::from(matches!(word(tokens, at), "a" | "an" | "the" | "each" | "every" | "any"));
    let done = |word: &str| words::verb_forms(word).iter().any(|(_, form)| matches!(form, Form::Ed | Form::Participle));
    let single = article == 1 && word(tokens, at + 2) == "one";
    let several = word(tokens, at + article + 1) == "ones";
    let goes_on = tokens.get(at + article + 2).is_some_and(|next| {
        words::verb_forms(&next.word).iter().any(|(_, form)| matches!(form, Form::Base | Form::Third))
            || matches!(
                next.word.as_str(),
                "is" | "are" | "was" | "were" | "has" | "have" | "can" | "may" | "must" | "shall" | "will" | "gets"
            )
    });
    let said = opens && (single || several) && done(word(tokens, at + article)) && goes_on;
    said.then(|| (article + 2, vec![if single { "it" } else { "they" }]))
}

/// `a form on which they write their name and address`: they have a name and an address.
fn form_on_which(tokens: &[Token], at: usize) -> Option<Turn> {
    let writes =
        |word: &str| matches!(word, "write" | "writes" | "wrote" | "written" | "put" | "puts" | "enter" | "enters" | "entered" | "state");
    let paper = |word: &str| {
        matches!(word, "form" | "forms" | "slip" | "slips" | "card" | "cards" | "sheet" | "sheets" | "questionnaire" | "note" | "label")
    };
    // From `on which` to who writes, and to `their`.
    let opens = |at: usize| {
        let on = matches!(word(tokens, at), "on" | "in") && word(tokens, at + 1) == "which";
        if !on || at == 0 || !paper(before(tokens, at)) {
            return None;
        }
        let verb = (at + 3..=at + 6).find(|verb| writes(word(tokens, *verb)))?;
        let helps = matches!(before(tokens, verb), "has" | "have" | "had" | "must" | "shall" | "should" | "can");
        let their = matches!(word(tokens, verb + 1), "their" | "his" | "her");
        their.then_some((verb - usize::from(helps), verb + 1))
    };
    if opens(at).is_some() {
        return Some((2, vec![";"]));
    }
    let begins = (3..=6).filter_map(|back| at.checked_sub(back)).find_map(opens);
    begins.filter(|(verb, _)| *verb == at).map(|(verb, their)| (their - verb, vec!["have"]))
}
