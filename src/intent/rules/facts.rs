//! What clauses say, as facts about nouns.
//!
//! Comes in: nothing; `reader` makes them, `resolve` weighs them. Never happens: a fact without the words that say it.

use std::ops::Range;

use super::phrases::Noun;

/// The weight of a thing that is one whatever else is told of it.
pub const SURE: f32 = 50.0;

/// How sure a list tells properties.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// `has`, `with`, `consists of`.
    Has,
    /// `for each … we store`.
    Stored,
    /// A label, a row of a table, brackets.
    Listed,
    /// Words that stand alone, about what was spoken of before.
    Loose,
}

/// What a thing has, before anybody knows whether it is a property or a thing of its own.
#[derive(Debug, Clone, Default)]
pub struct Part {
    pub noun: Noun,
    /// A name that the words do not have themselves: `hired_on` of *the date on which they were hired*.
    pub named: Option<String>,
    pub kind: String,
    pub states: Vec<String>,
    pub optional: bool,
    pub unique: bool,
    /// A person who did something: the verb.
    pub who: Option<String>,
    /// What it is told of, where that is two things together.
    pub between: Option<(Noun, Noun)>,
    /// What the one of the two does to the other.
    pub done: Option<String>,
    /// What it is called there, by what it does or what is done with it: the version *in which it was found*.
    pub told: Option<String>,
    /// The words that tell it, where it is of both only if others describe the thing itself.
    pub perhaps: Option<Range<usize>>,
    pub range: Range<usize>,
}

#[derive(Debug, Clone)]
#[expect(clippy::large_enum_variant, reason = "a few hundred of them, and most are the large one")]
pub enum Fact {
    /// It is spoken of as something to keep; how strong.
    Thing {
        noun: Noun,
        weight: f32,
    },
    Owns {
        owner: Noun,
        part: Part,
        manner: Manner,
    },
    Relates(Relates),
    /// `of`, `'s`, `its`.
    Of {
        part: Noun,
        whole: Noun,
    },
    IsA {
        one: Noun,
        other: Noun,
    },
    /// `identified by`, `unique within`.
    Unique {
        owner: Noun,
        parts: Vec<Noun>,
        within: Vec<Noun>,
    },
    /// A property spoken of by its name alone is unique, optional, required.
    Flag {
        owner: Option<Noun>,
        part: Noun,
        flag: String,
        within: Vec<Noun>,
    },
    States {
        owner: Noun,
        states: Vec<String>,
        range: Range<usize>,
    },
    /// `one person is the session chair`: a part that a thing plays in what is spoken of.
    Plays {
        owner: Noun,
        role: Noun,
        thing: Noun,
    },
    /// Somebody or something takes part in what a verb says.
    Happens {
        verb: String,
        noun: Noun,
    },
    /// Arranged in a tree.
    Tree {
        noun: Noun,
    },
    Seed {
        noun: Noun,
        count: u64,
    },
    /// Left out on purpose.
    Without {
        noun: Noun,
    },
    SoftDelete {
        noun: Option<Noun>,
    },
    Audited {
        noun: Option<Noun>,
    },
    /// Customers who must not see each other.
    Tenant,
}

#[derive(Debug, Clone, Default)]
pub struct Relates {
    pub from: Noun,
    pub to: Noun,
    pub verb: String,
    pub sense: Option<super::words::Sense>,
    pub preposition: Option<String>,
    pub passive: bool,
    pub may: bool,
    /// The subject is only the person of a user story, or somebody who uses the system.
    pub actor: bool,
    pub range: Range<usize>,
}
