//! Objects that the catalog holds by their definition alone: views, sequences, domains, policies, grants and the rarer kinds.
//!
//! What the planner has to know of such a kind is the same for all of them: how it is compared, made, dropped and changed, and what
//! it goes with. So a new kind is one more query of the introspection, and no new case in the planner.

use serde::{Deserialize, Serialize};

/// One object. Equal when PostgreSQL holds the same, whatever statements would make it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Definition {
    /// `view`, `policy`, `comment`; with the name it is the key in the catalog: `policy own_rows on public.users`.
    pub kind: String,
    /// As SQL writes it, quoted where needed.
    pub name: String,
    /// What is compared, in the words of PostgreSQL.
    pub definition: String,
    /// Makes it, without a final semicolon. Empty for a kind that cannot be planned.
    pub create: String,
    pub drop: String,
    /// Turns whatever stands under the name into this, if the standing shape allows that.
    pub replace: Option<String>,
    /// What a replacement must keep: it is possible when the standing shape is the beginning of the new one.
    pub shape: Vec<String>,
    /// The object that it goes with: dropped when that is dropped. A key of the catalog's definitions (`view public.published`), or the
    /// path of an object that has a type of its own (`table public.users`).
    pub within: Option<String>,
    /// Whether the statement that creates the object it goes with makes it too.
    pub included: bool,
}

impl Definition {
    pub fn key(&self) -> String {
        format!("{} {}", self.kind, self.name)
    }

    /// Whether `standing` can become this without being dropped.
    pub fn replaces(&self, standing: &Definition) -> bool {
        self.replace.is_some() && self.shape.starts_with(&standing.shape)
    }
}

impl PartialEq for Definition {
    fn eq(&self, other: &Definition) -> bool {
        self.definition == other.definition && self.shape == other.shape && self.within == other.within
    }
}
