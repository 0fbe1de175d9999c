//! Extensions: which a server can create, and who may.
//!
//! Comes in: a session, statements. Goes out: what `pg_available_extensions` knows; statements run with no more rights than they need.
//! Never happens: anything but a statement that only a superuser may run (an untrusted extension, an event trigger …) or that gives something to an
//! owner runs as superuser.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::{Session, SqlFailure};
use crate::sql::roles::named_roles;
use crate::sql::scanner::scan;

/// An extension that the server can create.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AvailableExtension {
    /// It is not trusted: the owner of a database may not create it.
    pub needs_superuser: bool,
}

/// By name.
pub fn available_extensions(session: &mut Session) -> Result<BTreeMap<String, AvailableExtension>, SqlFailure> {
    let sql = "SELECT e.name::text, v.superuser AND NOT v.trusted \
               FROM pg_available_extensions e \
               JOIN pg_available_extension_versions v ON v.name = e.name AND v.version = e.default_version";
    let rows = session.query(sql, &[])?;
    Ok(rows.iter().map(|row| (row.get(0), AvailableExtension { needs_superuser: row.get(1) })).collect())
}

/// Runs one statement: as superuser when it creates an extension that only a superuser may create, else as the session is.
pub fn execute_statement(session: &mut Session, statement: &str) -> Result<(), SqlFailure> {
    if needs_superuser(session, statement) { session.execute_as_superuser(statement) } else { session.execute(statement) }
}

/// Runs a text that may hold many statements in one transaction; statement by statement where one of them needs a superuser.
pub fn execute_script(session: &mut Session, text: &str) -> Result<(), SqlFailure> {
    if !needs_superuser(session, text) {
        return session.execute(text);
    }
    let pieces = scan(text);
    pieces
        .iter()
        .map(|piece| piece.text(text))
        .filter(|piece| !piece.trim().is_empty())
        .try_for_each(|piece| execute_statement(session, piece))
}

/// Whether some part of a text does what only a superuser may do: create an untrusted extension that does not stand yet, give something to an owner
/// who may not make things in the schema, or say what [`is_for_superusers`] knows.
pub fn needs_superuser(session: &mut Session, text: &str) -> bool {
    if is_for_superusers(text) || named_roles(text).changes_owner {
        return true;
    }
    let created = created_extensions(text);
    if created.is_empty() {
        return false;
    }
    let standing = "SELECT extname::text FROM pg_catalog.pg_extension";
    // In a transaction that has failed nothing can be asked; whatever comes is refused there anyway.
    let Ok(standing) = session.query(standing, &[]) else { return false };
    let Ok(available) = available_extensions(session) else { return false };
    let stands = |name: &String| standing.iter().any(|row| row.get::<_, &str>(0) == name.as_str());
    created.iter().any(|name| !stands(name) && available.get(name).is_some_and(|extension| extension.needs_superuser))
}

/// Whether the text makes or changes something that PostgreSQL leaves to superusers, whoever owns the database.
/// Source: PostgreSQL, the notes on CREATE EVENT TRIGGER, CAST, OPERATOR CLASS, OPERATOR FAMILY, PUBLICATION, FOREIGN DATA WRAPPER, TEXT SEARCH PARSER
/// and TEMPLATE.
pub fn is_for_superusers(text: &str) -> bool {
    /// `None` only if the pattern were wrong, which the tests would show.
    static KINDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let kinds =
            r"event\s+trigger|cast|operator\s+(?:class|family)|publication|foreign\s+data\s+wrapper|text\s+search\s+(?:parser|template)";
        Regex::new(&format!(r"(?i)\b(?:create|alter|drop)\s+(?:{kinds})\b")).ok()
    });
    KINDS.iter().any(|kinds| kinds.is_match(text))
}

/// The names after CREATE EXTENSION, also inside of a DO block.
fn created_extensions(text: &str) -> Vec<String> {
    /// `None` only if the pattern were wrong, which the tests would show.
    static CREATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r#"(?i)\bcreate\s+extension\s+(?:if\s+not\s+exists\s+)?(?:"((?:[^"]|"")+)"|([a-z_\x80-\x{10FFFF}][\w$]*))"#).ok()
    });
    const WORD: &[u8] = b"extension";
    if !text.as_bytes().windows(WORD.len()).any(|part| part.eq_ignore_ascii_case(WORD)) {
        return Vec::new();
    }
    let found = CREATE.iter().flat_map(|create| create.captures_iter(text));
    found
        .filter_map(|found| match (found.get(1), found.get(2)) {
            (Some(quoted), _) => Some(quoted.as_str().replace("\"\"", "\"")),
            (_, Some(plain)) => Some(plain.as_str().to_lowercase()),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extensions_that_a_text_creates_are_known_by_name() {
        for (text, expected) in [
            ("CREATE EXTENSION citext;", &["citext"][..]),
            ("create  extension\n IF not EXISTS \"uuid-ossp\" WITH SCHEMA public", &["uuid-ossp"]),
            ("DO $$ BEGIN CREATE EXTENSION PostGIS; CREATE EXTENSION cube; END $$", &["postgis", "cube"]),
            ("DROP EXTENSION citext; COMMENT ON EXTENSION citext IS ''", &[]),
            ("CREATE TABLE extension (n integer)", &[]),
        ] {
            assert_eq!(created_extensions(text), expected, "{text}");
        }
    }

    #[test]
    fn what_only_superusers_may_do_is_known_by_its_first_words() {
        for text in [
            "create event\n trigger t ON ddl_command_end EXECUTE FUNCTION f()",
            "DROP CAST (text AS integer)",
            "ALTER OPERATOR CLASS c RENAME TO d",
        ] {
            assert!(is_for_superusers(text), "{text}");
        }
        for text in ["CREATE TRIGGER t", "SELECT CAST (a AS text)", "CREATE OPERATOR + (x)", "CREATE TEXT SEARCH DICTIONARY d"] {
            assert!(!is_for_superusers(text), "{text}");
        }
    }
}
