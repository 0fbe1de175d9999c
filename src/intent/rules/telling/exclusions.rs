//! What a text does not want, and wishes about all that it wants: soft deletion, audit, tenants.
//!
//! Comes in: the tagged words of a sentence. Goes out: whether it excludes, and a [`Fact`] of a wish. Never happens: a sentence with a `not` in it is an exclusion for that alone.

use crate::intent::rules::facts::Fact;
use crate::intent::rules::tagging::{Tag, Word};

fn has(found: &[Word], words: &[&str]) -> bool {
    found.windows(words.len()).any(|window| window.iter().zip(words).all(|(word, one)| word.word == *one))
}

/// Whether a sentence says what is left out.
pub fn is_exclusion(found: &[Word]) -> bool {
    let starts = |words: &[&str]| found.len() >= words.len() && found.iter().zip(words).all(|(word, one)| word.word == *one);
    let phrases: &[&[&str]] = &[
        &["out", "of", "scope"],
        &["not", "part", "of", "it"],
        &["not", "part", "of", "this"],
        &["not", "needed"],
        &["not", "required"],
        &["leave", "out"],
        &["do", "not", "bother"],
        &["not", "in", "scope"],
        &["do", "not", "need", "anything"],
        &["nice-to-have"],
        &["can", "wait"],
        &["come", "later"],
        &["not", "interested", "in"],
        &["no", "need", "for"],
        &["no", "need", "to"],
        &["do", "not", "want"],
        &["not", "be", "stored"],
        &["not", "stored"],
        &["not", "store"],
        &["handled", "elsewhere"],
        &["handled", "by", "another"],
        &["another", "program"],
        &["is", "not", "in", "the", "database"],
    ];
    phrases.iter().any(|phrase| has(found, phrase))
        || starts(&["no"]) && found.len() <= 6 && !has(found, &["two"])
        || starts(&["do", "not"])
        || starts(&["not"])
        || starts(&["we", "do", "not", "need"])
        || starts(&["i", "do", "not", "need"])
        || computed(found)
}

/// `Later, not now`, `Non-goals`, `Future versions`: what stands under such a heading is not wanted yet.
pub fn is_heading_of_what_is_left_out(found: &[Word]) -> bool {
    let any = |words: &[&str]| found.iter().any(|word| words.contains(&word.word.as_str()));
    // `Buy now, pay later`, `Backlog of the first release`: a name of what is wanted.
    if found.len() > 5 {
        return false;
    }
    any(&[
        "non-goal",
        "non-goals",
        "nongoals",
        "later",
        "future",
        "postponed",
        "exclusion",
        "exclusions",
        "excluded",
        "backlog",
        "won't",
        "nice-to-haves",
        "parked",
    ]) || has(found, &["not", "now"])
        || has(found, &["not", "yet"])
        || has(found, &["not", "included"])
        || has(found, &["not", "planned"])
        || has(found, &["nice", "to", "have"])
        || (any(&["phase", "version", "release", "stage"]) && any(&["2", "two", "next"]))
        || (any(&["no", "not"]) && found.len() <= 4)
}

/// What a reader of the text is asked to do with it: *draw an ER diagram*, *develop a schema in min-max notation*.
pub fn is_exercise(found: &[Word]) -> bool {
    let Some(first) = found.first() else { return false };
    let asked = matches!(
        first.word.as_str(),
        "let" | "draw" | "translate" | "convert" | "explain" | "normalise" | "normalize" | "state" | "sketch" | "construct" | "transform"
    ) && found.get(1).is_some_and(|word| !matches!(word.tag, Tag::Sign | Tag::Noun));
    // `Let Branch have a name`, `Let there be boats`
    let supposed = first.is("let") && found.iter().take(5).any(|word| word.is("have") || word.is("be"));
    let asked = asked && !supposed;
    let terms = [
        "er",
        "eer",
        "erd",
        "er-diagram",
        "diagram",
        "schema",
        "cardinalities",
        "notation",
        "3nf",
        "bcnf",
        "relational",
        "relations",
        "assumptions",
        "constraints",
        "uml",
        "entity-relationship",
        "facts",
        "ddl",
        "entity",
        "entities",
        "multiplicities",
    ];
    let about = found.iter().any(|word| terms.contains(&word.word.as_str()));
    let task = matches!(
        first.word.as_str(),
        "model"
            | "map"
            | "give"
            | "develop"
            | "design"
            | "list"
            | "discuss"
            | "which"
            | "what"
            | "write"
            | "derive"
            | "specify"
            | "consider"
            | "create"
            | "show"
            | "provide"
            | "underline"
            | "indicate"
            | "identify"
            | "represent"
            | "make"
            | "produce"
            | "prepare"
            | "mark"
            | "determine"
            | "find"
            | "for"
    ) && (first.word != "for"
        || found.get(1).is_some_and(|word| word.is("each") && found.iter().any(|word| word.word == "diagram")));
    // `Model this.`
    let this = found.len() <= 4 && found.get(1).is_some_and(|word| word.is("this") || word.is("it"));
    asked || (this && task && first.word != "for") || (about && task && found.len() <= 40)
}

/// `The age can be derived`: nothing to keep.
fn computed(found: &[Word]) -> bool {
    let verb = found.iter().any(|word| word.tag == Tag::Verb && matches!(word.base(), Some("calculate" | "compute" | "derive")));
    let passive = found.windows(2).any(|pair| {
        pair[0].tag == Tag::Verb && pair[0].base() == Some("be") && matches!(pair[1].base(), Some("calculate" | "compute" | "derive"))
    });
    verb && passive
}

/// A wish about deleted rows, about changes, about customers who must not see each other.
pub fn wishes(found: &[Word]) -> Vec<Fact> {
    let mut wishes = Vec::new();
    let any = |words: &[&str]| found.iter().any(|word| words.contains(&word.word.as_str()));
    let soft = has(found, &["never", "physically", "deleted"])
        || (any(&["hard"]) && any(&["deleted", "delete"]))
        || (any(&["deleted", "removed", "delete", "deletion"])
            && any(&[
                "hidden",
                "restore",
                "restored",
                "recover",
                "recoverable",
                "undelete",
                "trash",
                "soft",
                "soft-deleted",
                "soft-delete",
            ]))
        || has(found, &["never", "really", "deleted"])
        || any(&["soft-deleted", "soft-delete"])
        || (has(found, &["not", "deleted"]) && any(&["marked", "flagged", "archived"]));
    if soft {
        wishes.push(Fact::SoftDelete { noun: None });
    }
    let wanted = found.len() > 3
        && any(&["must", "should", "shall", "need", "needs", "want", "all", "every", "everything", "changes", "full", "trail", "log"]);
    if wanted && any(&["audit", "audited", "audit-trail", "auditable"])
        || (any(&["who"]) && any(&["changed"]) && any(&["when"]) && any(&["everything", "all", "every"]))
    {
        wishes.push(Fact::Audited { noun: None });
    }
    let apart = any(&["multiple", "isolated", "isolation", "separate", "separated", "visible", "strictly"]);
    if any(&["multi-tenant", "multitenant", "multi-tenancy"]) || (apart && any(&["tenant", "tenants"])) {
        wishes.push(Fact::Tenant);
    }
    wishes
}

/// Where, behind a sign, a clause of its own begins that excludes nothing.
pub fn behind(found: &[Word]) -> Option<usize> {
    let end = found.iter().position(|word| word.is_sign(";"))?;
    let rest = found.get(end + 1..)?;
    (end > 0 && rest.len() > 3 && crate::intent::rules::tagging::has_finite(rest) && !is_exclusion(rest)).then_some(end + 1)
}
