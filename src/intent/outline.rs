//! What was read of a text: entities with fields, references and keys, each with its reason.
//!
//! Comes in: nothing; readers fill it, `write` turns it into text. Never happens: a type of the catalog (the outline speaks the words of `.schema`).

use std::ops::Range;

/// Why something is in the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Because {
    /// Words of the text say it: their bytes.
    Said(Range<usize>),
    /// Nobody said it: an archetype or a convention adds it, for this reason.
    Assumed(String),
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// Of the project, as the text calls it.
    pub title: Option<String>,
    pub entities: Vec<Entity>,
    /// Many-to-many relations that carry nothing of their own.
    pub links: Vec<Link>,
    /// Which entity probably refers to which, though no words say so.
    pub likely: Vec<(String, String)>,
    /// Entities and fields that they probably have, though no words say so.
    pub usual: Vec<(String, String)>,
    /// What the readers doubt, as questions.
    pub questions: Vec<String>,
    /// What a person must know of this reading: nothing of it is left out for being too much.
    pub notes: Vec<String>,
    /// The bytes of the sentences that came to nothing, in their order.
    pub unread: Vec<Range<usize>>,
    /// Entities whose rows the text wants kept when they are deleted; `*` for all.
    pub soft_delete: Vec<String>,
    /// Entities whose changes the text wants to follow (who and when); `*` for all.
    pub audited: Vec<String>,
    /// The entity that separates customers of the system from each other.
    pub tenant: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// In the singular, PascalCase.
    pub name: String,
    pub fields: Vec<Field>,
    pub references: Vec<Reference>,
    /// What tells rows apart, by names of fields and references; one field alone is marked at the field.
    pub unique: Vec<Vec<String>>,
    /// How many sample rows the text asks for.
    pub seed: Option<u64>,
    /// A sentence about it, for `///`.
    pub about: Option<String>,
    pub because: Because,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// snake_case.
    pub name: String,
    /// As `.schema` writes it: `email`, `varchar(1..80)`, `decimal(10,2)`; of a state, the enum's name.
    pub kind: String,
    /// Values of a state; empty for every other field.
    pub states: Vec<String>,
    pub optional: bool,
    pub unique: bool,
    /// As `.schema` writes it.
    pub default: Option<String>,
    pub because: Because,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// snake_case: the role, or the entity's name.
    pub name: String,
    /// The entity that is referred to.
    pub to: String,
    pub optional: bool,
    /// One to one.
    pub unique: bool,
    /// `cascade` for what belongs to a whole; none for the language's own default.
    pub on_delete: Option<String>,
    pub because: Because,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The entity that declares it.
    pub from: String,
    pub to: String,
    /// snake_case, in the plural.
    pub name: String,
    pub because: Because,
}
