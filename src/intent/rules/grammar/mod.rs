//! English: from the words of a sentence to clauses.
//!
//! Comes in: a text. Goes out: how it lies on the page, words with their parts of speech, noun phrases and verb groups, clauses. Never happens: a fact; what a sentence tells is told by `telling`.

pub mod agreement;
pub mod allowing;
pub mod amounts;
pub mod asides;
pub mod clause;
pub mod clauses;
pub mod each;
pub mod ellipsis;
pub mod exact;
pub mod function_words;
pub mod given_to;
pub mod goes_on;
pub mod how_often;
pub mod idioms;
pub mod layout;
pub mod list_words;
pub mod manners;
pub mod meanings;
pub mod openings;
pub mod participles;
pub mod passing;
pub mod phrasal;
pub mod phrases;
pub mod plainer;
pub mod properties;
pub mod reworded;
pub mod said_lists;
pub mod short_fields;
pub mod sides;
pub mod states;
pub mod surely;
pub mod tagging;
pub mod tokens;
pub mod unknown;
pub mod verb_groups;
pub mod verbless;
pub mod wished;
pub mod with_lists;
pub mod words;
