//! Objects that the catalog holds by their definition alone: views, sequences, domains, policies, grants and the rarer kinds.
//!
//! What the planner has to know of such a kind is the same for all of them: how it is compared, made, dropped and changed, and what
//! it goes with. So a new kind is one more query of the introspection, and no new case in the planner.

use serde::{Deserialize, Serialize};

use super::{Expression, query};

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
        self.shape == other.shape
            && self.within == other.within
            && (self.definition == other.definition
                || self.kind == other.kind && same_expressions(&self.kind, &self.definition, &other.definition))
    }
}

/// Definitions that hold expressions are equal when these are, however they are written.
fn same_expressions(kind: &str, one: &str, other: &str) -> bool {
    match kind {
        "default of domain" => Expression::new(one) == Expression::new(other),
        "domain constraint" | "policy" => {
            let (one, other) = (clauses(one), clauses(other));
            one.len() == other.len()
                && one.iter().zip(&other).all(|((words, expression), (other_words, other_expression))| {
                    words == other_words && Expression::new(*expression) == Expression::new(*other_expression)
                })
        }
        "view" | "materialized view" => match (view(one), view(other)) {
            (Some((options, query, end)), Some((other_options, other_query, other_end))) => {
                let normal = query::normal(query);
                options == other_options && end == other_end && normal.is_some() && normal == query::normal(other_query)
            }
            _ => false,
        },
        _ => false,
    }
}

/// Options, query, and what follows a materialized view's.
fn view(text: &str) -> Option<(&str, &str, &str)> {
    let at = text.find(" AS")?;
    let query = &text[at + " AS".len()..];
    Some(match query.strip_suffix("\nWITH NO DATA") {
        Some(query) => (&text[..at], query, "WITH NO DATA"),
        None => (&text[..at], query, ""),
    })
}

/// Whether a query has a normal form, so that views of it can be compared.
pub fn query_is_read(text: &str) -> bool {
    query::normal(text).is_some()
}

/// `FOR ALL TO PUBLIC USING (a) WITH CHECK (b)` → the words before each bracket, and what stands in it.
fn clauses(text: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let (mut start, mut open, mut depth, mut quote) = (0, None, 0_usize, None);
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(mark), _) if mark == byte => quote = None,
            (Some(_), _) => {}
            (None, b'\'' | b'"') => quote = Some(byte),
            (None, b'(') => {
                if depth == 0 {
                    open = Some(at);
                }
                depth += 1;
            }
            (None, b')') => {
                depth = depth.saturating_sub(1);
                if let (0, Some(begin)) = (depth, open) {
                    found.push((&text[start..begin], &text[begin + 1..at]));
                    (start, open) = (at + 1, None);
                }
            }
            _ => {}
        }
    }
    found.push((&text[start..], ""));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(text: &str) -> Definition {
        Definition {
            kind: "policy".to_string(),
            name: "p on public.t".to_string(),
            definition: text.to_string(),
            create: String::new(),
            drop: String::new(),
            replace: None,
            shape: Vec::new(),
            within: None,
            included: false,
        }
    }

    #[test]
    fn policies_are_compared_by_their_expressions() {
        let printed = policy(" FOR ALL TO PUBLIC USING ((owner = CURRENT_USER)) WITH CHECK ((name <> ')'::text))");
        assert_eq!(policy(" FOR ALL TO PUBLIC USING (owner = current_user) WITH CHECK (name <> ')')"), printed);
        assert_ne!(policy(" FOR ALL TO PUBLIC USING (owner = current_user)"), printed);
        assert_ne!(policy(" FOR SELECT TO PUBLIC USING (owner = current_user) WITH CHECK (name <> ')')"), printed);
    }
}
