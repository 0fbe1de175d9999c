//! The roles that SQL names: who is to own something, whom something is granted to, as whom a session goes on.
//!
//! Comes in: one statement or many. Goes out: names, as PostgreSQL compares them. Never happens: a name out of a comment; a word that stands for a role
//! without being one (PUBLIC, CURRENT_USER); a role that the text itself creates.
//!
//! What stands between dollar quotes is read as well: DO blocks grant and change owners like any other statement.
//! Source: PostgreSQL, "SQL Commands": GRANT, REVOKE, ALTER … OWNER TO, ALTER DEFAULT PRIVILEGES, CREATE POLICY, SET ROLE, CREATE SCHEMA.

use std::collections::BTreeSet;

/// What a text says of roles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NamedRoles {
    /// Those that must stand before the text runs.
    pub needed: BTreeSet<String>,
    /// Whether something is given to an owner.
    pub changes_owner: bool,
}

/// Whatever names a role has one of these words.
const WORDS: &[&str] = &["owner", "owned", "grant", "revoke", "role", "authorization", "policy", "mapping"];

/// They stand where a role may stand and are none. No role may begin with `pg_` but those that PostgreSQL brings.
const NO_ROLES: &[&str] = &["public", "current_user", "current_role", "session_user", "none", "default", "all", "user"];

/// The roles that a text names.
pub fn named_roles(text: &str) -> NamedRoles {
    let mut found = NamedRoles::default();
    if !may_name_roles(text.as_bytes()) {
        return found;
    }
    let tokens = tokens(text);
    let mut created = BTreeSet::new();
    for statement in tokens.split(|token| *token == Token::Mark(b';')) {
        Reader { tokens: statement }.read(&mut found, &mut created);
    }
    let is_role = |name: &String| !name.is_empty() && !name.starts_with("pg_") && !NO_ROLES.contains(&name.as_str());
    found.needed.retain(|name| is_role(name) && !created.contains(name));
    found
}

/// Whether one of [`WORDS`] occurs, in one pass: every text that runs is asked this, and few name a role.
fn may_name_roles(text: &[u8]) -> bool {
    let begins = |rest: &[u8], word: &str| rest.get(..word.len()).is_some_and(|part| part.eq_ignore_ascii_case(word.as_bytes()));
    let may_begin = |byte: &u8| matches!(byte | 0x20, b'o' | b'g' | b'r' | b'a' | b'p' | b'm');
    text.iter().enumerate().any(|(at, byte)| may_begin(byte) && WORDS.iter().any(|word| begins(&text[at..], word)))
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    /// A word in small letters.
    Word(String),
    /// In double quotes.
    Quoted(String),
    /// In single quotes.
    Literal(String),
    Mark(u8),
}

struct Reader<'a> {
    tokens: &'a [Token],
}

impl Reader<'_> {
    fn read(&self, found: &mut NamedRoles, created: &mut BTreeSet<String>) {
        let is_default_privileges = self.find(0, &["default", "privileges"]).is_some();
        for at in 0..self.tokens.len() {
            let Some(word) = self.word(at) else { continue };
            match word {
                "owner" if self.is(at + 1, "to") => {
                    found.changes_owner = true;
                    found.needed.extend(self.name(at + 2));
                }
                "owned" if self.is(at + 1, "by") && at > 0 && (self.is(at - 1, "drop") || self.is(at - 1, "reassign")) => {
                    let end = self.list(at + 2, found);
                    if self.is(end, "to") {
                        found.needed.extend(self.name(end + 1));
                    }
                }
                "grant" | "revoke" if !self.is(at + 1, "option") => self.privileges(at, word == "grant", found),
                "granted" if self.is(at + 1, "by") => found.needed.extend(self.name(at + 2)),
                "for" if is_default_privileges && (self.is(at + 1, "role") || self.is(at + 1, "user")) => {
                    self.list(at + 2, found);
                }
                "policy" if at > 0 && (self.is(at - 1, "create") || self.is(at - 1, "alter")) => {
                    let to = (at..self.tokens.len()).find(|to| self.is(*to, "to") && !self.is(to - 1, "rename"));
                    let end = (at..self.tokens.len()).find(|end| self.is(*end, "using") || self.is(*end, "with"));
                    if let Some(to) = to.filter(|to| end.is_none_or(|end| *to < end)) {
                        self.list(to + 1, found);
                    }
                }
                "role" if at > 0 && ["set", "session", "local"].iter().any(|word| self.is(at - 1, word)) => {
                    let name = if self.is(at + 1, "to") || self.tokens.get(at + 1) == Some(&Token::Mark(b'=')) { at + 2 } else { at + 1 };
                    found.needed.extend(self.name(name));
                }
                "role" | "user" | "group" if at > 0 && !self.is(at + 1, "mapping") => match self.word(at - 1) {
                    Some("create") => created.extend(self.name(at + 1)),
                    Some("alter") => found.needed.extend(self.name(at + 1)),
                    Some("on") if at > 1 && self.is(at - 2, "comment") => found.needed.extend(self.name(at + 1)),
                    _ => {}
                },
                "authorization" => found.needed.extend(self.name(at + 1)),
                "mapping" if at > 0 && self.is(at - 1, "user") => {
                    if let Some(at) = self.find(at, &["for"]) {
                        found.needed.extend(self.name(at + 1));
                    }
                }
                _ => {}
            }
        }
    }

    /// `GRANT … TO a, b`, `REVOKE … FROM a, b`; without ON, what is granted is a role too.
    fn privileges(&self, at: usize, grants: bool, found: &mut NamedRoles) {
        let Some(to) = self.find(at, &[if grants { "to" } else { "from" }]) else { return };
        if !(at..to).any(|place| self.is(place, "on") || self.is(place, "privileges")) {
            let first = if self.is(at + 2, "option") && self.is(at + 3, "for") { at + 4 } else { at + 1 };
            self.list(first, found);
        }
        self.list(to + 1, found);
    }

    /// Names with commas between them. Gives where they end.
    fn list(&self, mut at: usize, found: &mut NamedRoles) -> usize {
        loop {
            if self.is(at, "group") {
                at += 1;
            }
            let Some(name) = self.name(at) else { return at };
            found.needed.insert(name);
            at += 1;
            if self.tokens.get(at) != Some(&Token::Mark(b',')) {
                return at;
            }
            at += 1;
        }
    }

    fn name(&self, at: usize) -> Option<String> {
        match self.tokens.get(at)? {
            Token::Word(name) | Token::Quoted(name) | Token::Literal(name) => Some(name.clone()),
            Token::Mark(_) => None,
        }
    }

    fn word(&self, at: usize) -> Option<&str> {
        match self.tokens.get(at)? {
            Token::Word(word) => Some(word),
            Token::Quoted(_) | Token::Literal(_) | Token::Mark(_) => None,
        }
    }

    fn is(&self, at: usize, word: &str) -> bool {
        self.word(at) == Some(word)
    }

    fn find(&self, from: usize, words: &[&str]) -> Option<usize> {
        (from..self.tokens.len()).find(|at| words.iter().enumerate().all(|(place, word)| self.is(at + place, word)))
    }
}

fn tokens(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80;
    let until = |from: usize, ends: &dyn Fn(usize) -> bool| (from..bytes.len()).find(|at| ends(*at)).unwrap_or(bytes.len());
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at).copied() {
        match byte {
            b'-' if bytes.get(at + 1) == Some(&b'-') => at = until(at, &|at| bytes[at] == b'\n'),
            b'/' if bytes.get(at + 1) == Some(&b'*') => at = until(at + 2, &|at| bytes[at..].starts_with(b"*/")) + 2,
            b'\'' | b'"' => {
                let (name, end) = quoted(text, at, byte);
                found.push(if byte == b'"' { Token::Quoted(name) } else { Token::Literal(name) });
                at = end;
            }
            // The mark of a dollar quote, not what stands in it.
            b'$' => {
                let end = until(at + 1, &|at| !is_part(bytes[at]));
                at = if bytes.get(end) == Some(&b'$') { end + 1 } else { end };
            }
            _ if is_part(byte) => {
                let end = until(at, &|at| !is_part(bytes[at]) && bytes[at] != b'$');
                found.push(Token::Word(text.get(at..end).unwrap_or_default().to_lowercase()));
                at = end;
            }
            _ if byte.is_ascii_whitespace() => at += 1,
            _ => {
                found.push(Token::Mark(byte));
                at += 1;
            }
        }
    }
    found
}

/// What stands between two marks, a doubled one being one, and where it ends.
fn quoted(text: &str, from: usize, mark: u8) -> (String, usize) {
    let bytes = text.as_bytes();
    let mut at = from + 1;
    while let Some(byte) = bytes.get(at) {
        match (*byte == mark, bytes.get(at + 1) == Some(&mark)) {
            (true, true) => at += 2,
            (true, false) => break,
            (false, _) => at += 1,
        }
    }
    let mark = char::from(mark).to_string();
    (text.get(from + 1..at).unwrap_or_default().replace(&mark.repeat(2), &mark), at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_is_seen_wherever_it_stands() {
        for word in WORDS {
            for text in [word.to_string(), format!("x {} y", word.to_uppercase()), format!("ooo{word}")] {
                assert!(may_name_roles(text.as_bytes()), "{text}");
            }
        }
        assert!(!may_name_roles(b"CREATE TABLE a (id BIGINT); own gran revok rol"));
    }

    #[test]
    fn roles_are_known_by_where_they_stand() {
        for (text, expected) in [
            ("ALTER TABLE a OWNER TO app", &["app"][..]),
            ("alter table a\n  owner /* new */ to \"App One\";", &["App One"]),
            ("GRANT SELECT, UPDATE (a) ON a TO app, GROUP readers WITH GRANT OPTION GRANTED BY boss", &["app", "boss", "readers"]),
            ("GRANT app TO other", &["app", "other"]),
            ("REVOKE GRANT OPTION FOR ALL PRIVILEGES ON SCHEMA s FROM app CASCADE", &["app"]),
            ("REVOKE ALL ON TABLE a FROM PUBLIC, CURRENT_USER, pg_monitor", &[]),
            ("ALTER DEFAULT PRIVILEGES FOR ROLE boss IN SCHEMA s GRANT SELECT ON TABLES TO app", &["app", "boss"]),
            ("CREATE POLICY p ON a FOR SELECT TO app, readers USING (b = 'to me')", &["app", "readers"]),
            ("ALTER POLICY p ON a RENAME TO q", &[]),
            ("SET ROLE app; SET LOCAL ROLE 'other'; RESET ROLE; SET ROLE NONE", &["app", "other"]),
            ("SET SESSION AUTHORIZATION app; SET SESSION AUTHORIZATION DEFAULT", &["app"]),
            ("CREATE SCHEMA IF NOT EXISTS s AUTHORIZATION app", &["app"]),
            ("CREATE USER MAPPING IF NOT EXISTS FOR app SERVER s", &["app"]),
            ("DROP OWNED BY app; REASSIGN OWNED BY one TO two; ALTER SEQUENCE s OWNED BY a.b", &["app", "one", "two"]),
            ("CREATE ROLE app; GRANT SELECT ON a TO app", &[]),
            ("DO $x$ BEGIN GRANT SELECT ON a TO app; END $x$", &["app"]),
            ("-- OWNER TO nobody\nCREATE TABLE users (role text, owner text); COMMENT ON TABLE users IS 'OWNER TO nobody'", &[]),
            ("CREATE TABLE a (b text DEFAULT 'x''; GRANT ALL ON a TO nobody;')", &[]),
            ("GRANT", &[]),
            ("GRANT SELECT ON a TO", &[]),
            ("OWNER TO 'open", &["open"]),
            ("/* owner to", &[]),
        ] {
            let found: Vec<String> = named_roles(text).needed.into_iter().collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
