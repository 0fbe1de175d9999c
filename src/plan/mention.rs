//! The names that a piece of SQL mentions, so that what it needs is there before it and what needs it goes before that.
//!
//! Comes in: text as PostgreSQL prints it, with every name qualified, or as a person wrote it. Goes out: the qualified and the bare
//! names in it, string constants included (`nextval('public.posts_id_seq'::regclass)`). A name too many costs an order that was
//! not needed; a name too few would cost a failure. Never happens: an error.

use std::collections::BTreeSet;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Mentions {
    /// `schema.name`
    pub qualified: BTreeSet<(String, String)>,
    /// Every identifier, also the parts of qualified ones.
    pub bare: BTreeSet<String>,
}

impl Mentions {
    pub fn of(text: &str) -> Mentions {
        let mut mentions = Mentions::default();
        mentions.add(text);
        mentions
    }

    pub fn add(&mut self, text: &str) {
        let mut chain: Vec<String> = Vec::new();
        let mut rest = text;
        while let Some((identifier, after)) = first_identifier(rest) {
            chain.push(identifier);
            rest = after;
            if let Some(next) = rest.strip_prefix('.')
                && next.starts_with(|c: char| c == '"' || is_start(c))
            {
                rest = next;
                continue;
            }
            self.end_chain(&mut chain);
        }
        self.end_chain(&mut chain);
    }

    pub fn add_qualified(&mut self, schema: &str, name: &str) {
        self.qualified.insert((schema.to_string(), name.to_string()));
    }

    fn end_chain(&mut self, chain: &mut Vec<String>) {
        if let [schema, name, ..] = chain.as_slice() {
            self.qualified.insert((schema.clone(), name.clone()));
        }
        self.bare.extend(chain.drain(..));
    }
}

fn is_start(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

/// The next identifier of a text, folded as PostgreSQL does, and what follows it.
fn first_identifier(text: &str) -> Option<(String, &str)> {
    let start = text.find(|c: char| c == '"' || is_start(c))?;
    let text = &text[start..];
    if let Some(quoted) = text.strip_prefix('"') {
        let mut name = String::new();
        let mut characters = quoted.char_indices().peekable();
        while let Some((at, character)) = characters.next() {
            if character != '"' {
                name.push(character);
            } else if characters.peek().is_some_and(|(_, next)| *next == '"') {
                name.push('"');
                characters.next();
            } else {
                return Some((name, &quoted[at + 1..]));
            }
        }
        return Some((name, ""));
    }
    let end = text.find(|c: char| !(is_start(c) || c.is_ascii_digit() || c == '$')).unwrap_or(text.len());
    Some((text[..end].to_lowercase(), &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_wherever_they_stand() {
        let mentions = Mentions::of(r#"nextval('public.posts_id_seq'::regclass) + public."Twice ""x"""(Posts.id, 3)"#);
        let qualified: Vec<String> = mentions.qualified.iter().map(|(schema, name)| format!("{schema}|{name}")).collect();
        assert_eq!(qualified, ["posts|id", "public|Twice \"x\"", "public|posts_id_seq"]);
        assert!(mentions.bare.contains("nextval") && mentions.bare.contains("id") && !mentions.bare.contains("Posts"));
    }

    #[test]
    fn an_open_quote_ends_with_the_text() {
        assert!(Mentions::of("a \"b").bare.contains("b"));
        assert_eq!(Mentions::of("1 . ' \u{1F600} "), Mentions::default());
    }
}
