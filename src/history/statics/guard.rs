//! Blocks of our own migrations that make what is not there: `IF NOT EXISTS (SELECT FROM pg_catalog.…) THEN CREATE …; END IF;`.
//!
//! Comes in: the body of such a block (see `templates/statement/guarded_*.sql`). Goes out: the statements under its guards. Never happens: a block of another form
//! taken for one. Where an object stands that a guard looks for, the block is PostgreSQL's.

use super::cursor::Cursor;
use super::state::{State, has_constraint, quoted};
use super::token::Kind;
use crate::catalog::QualifiedName;
use crate::sql::scanner::{StatementKind, scan};

/// What a guard looks for.
#[derive(Debug, PartialEq, Eq)]
enum Sought {
    Type(QualifiedName),
    Function(QualifiedName),
    Trigger(QualifiedName, String),
    Extension(String),
    Constraint(QualifiedName, String),
}

/// The forms of our templates; `'` is a constant.
const FORMS: &[(&str, &str)] = &[
    ("pg_type where typnamespace = ' :: pg_catalog . regnamespace and typname = '", "create type"),
    (
        "pg_proc where pronamespace = ' :: pg_catalog . regnamespace and proname = ' and pg_catalog . pg_get_function_identity_arguments ( oid ) = '",
        "create function",
    ),
    ("pg_trigger where tgrelid = ' :: pg_catalog . regclass and tgname = '", "create trigger"),
    ("pg_extension where extname = '", "create extension"),
    ("pg_constraint where conrelid = ' :: pg_catalog . regclass and conname = '", "alter table"),
];

/// The statements of a body that consists of guards for what does not stand; `None` for any other.
pub(super) fn statements<'body>(state: &State, body: &'body str) -> Option<Vec<&'body str>> {
    let read = read(body)?;
    // Within one block a guard may look for what the one before it makes: each name is looked for once.
    let apart = read.iter().enumerate().all(|(at, (sought, _))| read[..at].iter().all(|(before, _)| before != sought));
    let lacking = apart && read.iter().all(|(sought, _)| lacks(state, sought));
    lacking.then(|| read.into_iter().flat_map(|(_, statements)| statements).collect())
}

/// That it does not stand, for certain.
fn lacks(state: &State, sought: &Sought) -> bool {
    let table = |name: &QualifiedName| state.catalog.tables.get(name);
    match sought {
        Sought::Type(name) => !super::types::stands(state, name),
        Sought::Function(name) => !state.catalog.functions.values().any(|function| function.name == *name),
        Sought::Extension(name) => !state.catalog.extensions.contains_key(name),
        Sought::Trigger(name, trigger) => {
            let special = format!("trigger {} on {}", quoted(trigger), name.sql());
            table(name).is_some_and(|table| !table.triggers.contains_key(trigger)) && !state.catalog.definitions.contains_key(&special)
        }
        // NOT NULL has a name from 18 on, which the catalog does not hold.
        Sought::Constraint(name, constraint) => {
            table(name).is_some_and(|table| !has_constraint(table, constraint)) && !constraint.ends_with("_not_null")
        }
    }
}

fn read(body: &str) -> Option<Vec<(Sought, Vec<&str>)>> {
    let mut cursor = Cursor::new(body).ok()?;
    let mut found = Vec::new();
    if !cursor.take("begin") {
        return None;
    }
    while !cursor.take("end") {
        let (sought, makes) = condition(&mut cursor)?;
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
        found.push((sought, sql.map(|statement| statement.text(inner)).collect()));
    }
    (cursor.at_end() && !found.is_empty()).then_some(found)
}

/// `IF NOT EXISTS (SELECT FROM pg_catalog.pg_type WHERE …)`: what is looked for, and what the statement under it must be.
fn condition(cursor: &mut Cursor) -> Option<(Sought, &'static str)> {
    if !cursor.take("if not exists") || !cursor.take_sign("(") || !cursor.take("select from pg_catalog") || !cursor.take_sign(".") {
        return None;
    }
    let (form, makes) = FORMS.iter().find(|(form, _)| form.split(' ').next().is_some_and(|catalog| cursor.sees(catalog)))?;
    let mut constants = Vec::new();
    for part in form.split(' ') {
        let token = cursor.peek()?;
        match token.kind {
            Kind::Text if part == "'" => constants.push(token.value.clone()),
            Kind::Word | Kind::Sign if token.value == part => {}
            _ => return None,
        }
        cursor.at += 1;
    }
    if !cursor.take_sign(")") {
        return None;
    }
    let mut constants = constants.into_iter();
    let (first, second) = (constants.next()?, constants.next());
    let table = || QualifiedName::try_from(first.clone()).ok();
    // A schema's name as regnamespace reads it.
    let named = |name: String| Some(QualifiedName::new(super::state::unquoted(&first)?, name));
    let sought = match *makes {
        "create type" => Sought::Type(named(second?)?),
        "create function" => Sought::Function(named(second?)?),
        "create trigger" => Sought::Trigger(table()?, second?),
        "create extension" => Sought::Extension(first),
        _ => Sought::Constraint(table()?, second?),
    };
    Some((sought, makes))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GUARD: &str = "IF NOT EXISTS (SELECT FROM pg_catalog.pg_type WHERE typnamespace = 'public'::pg_catalog.regnamespace AND typname = 'a') \
        THEN CREATE TYPE public.a AS ENUM ('end if;'); END IF;";

    #[test]
    fn guards_of_ours_are_read_and_other_blocks_are_not() {
        let state = State::default();
        let other = GUARD.replace("typname = 'a'", "typname = 'b'");
        assert_eq!(statements(&state, &format!("BEGIN {GUARD} END")), Some(vec!["CREATE TYPE public.a AS ENUM ('end if;');"]));
        assert_eq!(statements(&state, &format!("BEGIN {GUARD} {other} END")).map(|found| found.len()), Some(2));
        for body in [
            "BEGIN END".to_string(),
            GUARD.to_string(),
            format!("BEGIN {GUARD} {GUARD} END"),
            format!("BEGIN {GUARD} PERFORM 1; END"),
            format!("BEGIN {GUARD} END; SELECT 1"),
            format!("DECLARE a text; BEGIN {GUARD} END"),
            format!("BEGIN {} END", GUARD.replace("NOT ", "")),
            format!("BEGIN {} END", GUARD.replace("'a')", "'a' AND false)")),
            format!("BEGIN {} END", GUARD.replace("typnamespace = 'public'::pg_catalog.regnamespace AND ", "")),
            format!("BEGIN {} END", GUARD.replace("'a')", "lower('a'))")),
            format!("BEGIN {} END", GUARD.replace("pg_type", "pg_roles")),
            format!("BEGIN {} END", GUARD.replace("CREATE TYPE public.a AS ENUM", "DROP TYPE a")),
            format!("BEGIN {} END", GUARD.replace("END IF;", "ELSE SELECT 1; END")),
        ] {
            assert_eq!(statements(&state, &body), None, "{body}");
        }
    }
}
