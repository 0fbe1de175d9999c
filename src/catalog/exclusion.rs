//! When two exclusion constraints are the same: their definitions part by part, expressions by their normal form.
//!
//! Comes in: two definitions, as written or as `pg_get_constraintdef()` prints them. Goes out: whether PostgreSQL would hold the same.
//! Never happens: a bracket or a comma inside a string or a quoted name taken for one of the definition's own.

use super::{ExclusionConstraint, Expression};

impl PartialEq for ExclusionConstraint {
    fn eq(&self, other: &ExclusionConstraint) -> bool {
        let same = self.definition == other.definition || parts(&self.definition) == parts(&other.definition);
        self.name == other.name && self.comment == other.comment && same
    }
}

impl ExclusionConstraint {
    /// What is compared, as SQL writes it, with the operators that compare it.
    pub fn elements(&self) -> Vec<(String, String)> {
        parts(&self.definition).elements.into_iter().map(|(value, operator)| (value.written, operator)).collect()
    }

    /// `gist`
    pub fn method(&self) -> String {
        parts(&self.definition).head.trim_start_matches("EXCLUDE USING ").to_string()
    }

    pub fn condition(&self) -> Option<Expression> {
        parts(&self.definition).condition
    }

    /// Whether it says more than elements and a condition.
    pub fn has_options(&self) -> bool {
        !parts(&self.definition).rest.is_empty()
    }
}

#[derive(Debug, PartialEq)]
struct Parts {
    /// `EXCLUDE USING gist`
    head: String,
    elements: Vec<(Expression, String)>,
    condition: Option<Expression>,
    /// All else: `INCLUDE (…)`, `DEFERRABLE`.
    rest: String,
}

fn parts(definition: &str) -> Parts {
    let Some((head, inner, after)) = in_brackets(definition) else {
        return Parts { head: definition.to_string(), elements: Vec::new(), condition: None, rest: String::new() };
    };
    let elements = split_at_commas(inner).into_iter().map(|element| match element.rsplit_once(" WITH ") {
        Some((value, operator)) => (Expression::new(value.trim()), operator.trim().to_string()),
        None => (Expression::new(element.trim()), String::new()),
    });
    let (rest, condition) = match after.find(" WHERE (").and_then(|at| Some((at, in_brackets(&after[at..])?))) {
        Some((at, (_, condition, behind))) => (format!("{}{behind}", &after[..at]), Some(Expression::new(condition.trim()))),
        None => (after.to_string(), None),
    };
    Parts { head: head.trim().to_string(), elements: elements.collect(), condition, rest: rest.trim().to_string() }
}

/// What stands before the first bracket, in it, and behind the one that closes it.
fn in_brackets(text: &str) -> Option<(&str, &str, &str)> {
    let open = text.find('(')?;
    let mut depth = 0_usize;
    for (at, sign) in unquoted_signs(text).filter(|(at, _)| *at >= open) {
        match sign {
            '(' => depth += 1,
            ')' if depth == 1 => return Some((&text[..open], &text[open + 1..at], &text[at + 1..])),
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

fn split_at_commas(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, sign) in unquoted_signs(text) {
        match sign {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

/// The characters outside of `'…'` and `"…"`.
fn unquoted_signs(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let mut quote = None;
    text.char_indices().filter(move |(_, sign)| match (quote, sign) {
        (Some(open), sign) if open == *sign => {
            quote = None;
            false
        }
        (Some(_), _) => false,
        (None, '\'' | '"') => {
            quote = Some(*sign);
            false
        }
        (None, _) => true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exclusion(definition: &str) -> ExclusionConstraint {
        ExclusionConstraint { name: "ex".to_string(), definition: definition.to_string(), comment: None }
    }

    #[test]
    fn what_postgresql_prints_is_what_was_written() {
        for (written, printed) in [
            ("EXCLUDE USING gist (room_id WITH =, during WITH &&)", "EXCLUDE USING gist (room_id WITH =, during WITH &&)"),
            (
                "EXCLUDE USING gist (during WITH &&) WHERE (status <> 'cancelled')",
                "EXCLUDE USING gist (during WITH &&) WHERE (((status)::text <> 'cancelled'::text))",
            ),
            (
                "EXCLUDE USING gist ((tstzrange(a, b)) WITH &&, \"x,(\" WITH =)",
                "EXCLUDE USING gist (tstzrange(a, b) WITH &&, \"x,(\" WITH =)",
            ),
        ] {
            assert_eq!(exclusion(written), exclusion(printed));
        }
    }

    #[test]
    fn another_operator_condition_or_column_is_another_exclusion() {
        let known = exclusion("EXCLUDE USING gist (room_id WITH =, during WITH &&) WHERE (a > 1)");
        for other in [
            "EXCLUDE USING gist (room_id WITH <>, during WITH &&) WHERE (a > 1)",
            "EXCLUDE USING gist (room_id WITH =, during WITH &&) WHERE (a > 2)",
            "EXCLUDE USING gist (room_id WITH =, during WITH &&)",
            "EXCLUDE USING spgist (room_id WITH =, during WITH &&) WHERE (a > 1)",
            "EXCLUDE USING gist (room_id WITH =, during WITH &&) WHERE (a > 1) DEFERRABLE",
        ] {
            assert_ne!(known, exclusion(other));
        }
    }
}
