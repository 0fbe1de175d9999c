//! Blocks of our own migrations that make what is not there: `IF NOT EXISTS (SELECT FROM pg_catalog.…) THEN CREATE …; END IF;`.
//!
//! Comes in: the body of such a block (see `templates/statement/guarded_*.sql`). Goes out: the statements under its guards. Never happens: a block of another form
//! taken for one. Where the object stands, its statement cannot be applied, and the block is PostgreSQL's.

use super::cursor::Cursor;
use crate::sql::scanner::{StatementKind, scan};

/// Where a guard looks, and the statement that makes what it looks for.
const MAKES: &[(&str, &str)] = &[
    ("pg_type", "create type"),
    ("pg_proc", "create function"),
    ("pg_trigger", "create trigger"),
    ("pg_extension", "create extension"),
    ("pg_constraint", "alter table"),
];

/// The statements of a body that consists of guards; `None` for any other.
pub(super) fn statements(body: &str) -> Option<Vec<&str>> {
    let mut cursor = Cursor::new(body).ok()?;
    let mut found = Vec::new();
    if !cursor.take("begin") {
        return None;
    }
    while !cursor.take("end") {
        let makes = condition(&mut cursor)?;
        if !cursor.take("then") || !cursor.sees(makes) {
            return None;
        }
        let start = cursor.peek()?.range.start;
        while !cursor.sees("end if") {
            cursor.at += 1;
            cursor.peek()?;
        }
        let inner = body.get(start..cursor.peek()?.range.start)?;
        cursor.take("end if");
        if !cursor.take_sign(";") {
            return None;
        }
        let sql = scan(inner).into_iter().filter(|statement| statement.kind == StatementKind::Sql);
        found.extend(sql.map(|statement| statement.text(inner)));
    }
    (cursor.at_end() && !found.is_empty()).then_some(found)
}

/// `IF NOT EXISTS (SELECT FROM pg_catalog.pg_type …)`: what the statement under it must be.
fn condition(cursor: &mut Cursor) -> Option<&'static str> {
    if !cursor.take("if not exists") || !cursor.take_sign("(") || !cursor.take("select from pg_catalog") || !cursor.take_sign(".") {
        return None;
    }
    let (_, makes) = MAKES.iter().find(|(catalog, _)| cursor.sees(catalog))?;
    let mut depth = 1;
    while depth > 0 {
        if cursor.sees_sign("(") {
            depth += 1;
        } else if cursor.sees_sign(")") {
            depth -= 1;
        }
        cursor.peek()?;
        cursor.at += 1;
    }
    Some(*makes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guards_of_ours_are_read_and_other_blocks_are_not() {
        let guard =
            "IF NOT EXISTS (SELECT FROM pg_catalog.pg_type WHERE typname = lower('a')) THEN CREATE TYPE a AS ENUM ('end if;'); END IF;";
        assert_eq!(statements(&format!("BEGIN {guard} END")), Some(vec!["CREATE TYPE a AS ENUM ('end if;');"]));
        assert_eq!(statements(&format!("BEGIN {guard} {guard} END")).map(|found| found.len()), Some(2));
        for body in [
            "BEGIN END".to_string(),
            guard.to_string(),
            format!("BEGIN {guard} PERFORM 1; END"),
            format!("BEGIN {guard} END; SELECT 1"),
            format!("DECLARE a text; BEGIN {guard} END"),
            format!("BEGIN {} END", guard.replace("NOT ", "")),
            format!("BEGIN {} END", guard.replace("pg_type", "pg_roles")),
            format!("BEGIN {} END", guard.replace("CREATE TYPE a AS ENUM", "DROP TYPE a")),
            format!("BEGIN {} END", guard.replace("END IF;", "ELSE SELECT 1; END")),
        ] {
            assert_eq!(statements(&body), None, "{body}");
        }
    }
}
