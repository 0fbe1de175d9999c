//! Reading a statement from left to right.
//!
//! Comes in: a statement's tokens. Goes out: words, names, pieces of its text. Never happens: a token that is passed over: what
//! does not follow the expected form ends the reading.

use super::state::quoted;
use super::token::{Kind, Token, tokens};
use super::{Step, not_modelled};

pub(super) struct Cursor<'text> {
    text: &'text str,
    pub tokens: Vec<Token>,
    pub at: usize,
}

impl<'text> Cursor<'text> {
    /// The final semicolon is left out.
    pub fn new(text: &'text str) -> Step<Cursor<'text>> {
        let mut tokens = tokens(text)?;
        while tokens.last().is_some_and(|token| token.is_sign(";")) {
            tokens.pop();
        }
        Ok(Cursor { text, tokens, at: 0 })
    }

    /// Of what is tokens already.
    pub fn over(tokens: Vec<Token>) -> Cursor<'static> {
        Cursor { text: "", tokens, at: 0 }
    }

    /// As it is written.
    pub fn source(&self, token: &Token) -> &str {
        self.text.get(token.range.clone()).unwrap_or("")
    }

    pub fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    pub fn peek_at(&self, ahead: usize) -> Option<&Token> {
        self.tokens.get(self.at + ahead)
    }

    pub fn at_end(&self) -> bool {
        self.at >= self.tokens.len()
    }

    /// CASCADE or RESTRICT, if one of them comes next: whether it is CASCADE.
    pub fn cascades(&mut self) -> bool {
        let cascade = self.take("cascade");
        if !cascade {
            self.take("restrict");
        }
        cascade
    }

    /// The name of a role as it stands in SQL, PUBLIC among them.
    pub fn role(&mut self) -> Step<String> {
        let in_quotes = self.peek().is_some_and(|token| token.kind == Kind::Quoted);
        let role = self.name()?;
        match role.as_str() {
            "current_user" | "session_user" | "current_role" if !in_quotes => not_modelled("a role that is not named"),
            "public" if !in_quotes => Ok("PUBLIC".to_string()),
            _ => Ok(quoted(&role)),
        }
    }

    pub fn end(&self) -> Step<()> {
        match self.peek() {
            None => Ok(()),
            Some(token) => not_modelled(format!("`{}` at this place", token.value)),
        }
    }

    /// Whether these words come next: `if not exists`.
    pub fn sees(&self, words: &str) -> bool {
        // Most often not even the first letter fits.
        if self.peek().is_none_or(|token| token.value.as_bytes().first() != words.as_bytes().first()) {
            return false;
        }
        words.split(' ').enumerate().all(|(ahead, word)| self.peek_at(ahead).is_some_and(|token| token.is_word(word)))
    }

    /// Takes these words if they come next.
    pub fn take(&mut self, words: &str) -> bool {
        let seen = self.sees(words);
        if seen {
            self.at += words.split(' ').count();
        }
        seen
    }

    pub fn expect(&mut self, words: &str) -> Step<()> {
        if self.take(words) { Ok(()) } else { self.unexpected(words) }
    }

    pub fn sees_sign(&self, sign: &str) -> bool {
        self.peek().is_some_and(|token| token.is_sign(sign))
    }

    pub fn take_sign(&mut self, sign: &str) -> bool {
        let seen = self.sees_sign(sign);
        if seen {
            self.at += 1;
        }
        seen
    }

    pub fn expect_sign(&mut self, sign: &str) -> Step<()> {
        if self.take_sign(sign) { Ok(()) } else { self.unexpected(sign) }
    }

    pub fn unexpected<T>(&self, wanted: &str) -> Step<T> {
        match self.peek() {
            Some(token) => not_modelled(format!("`{}` where {} is read", token.value, wanted.to_uppercase())),
            None => not_modelled(format!("an end where {} is read", wanted.to_uppercase())),
        }
    }

    pub fn name(&mut self) -> Step<String> {
        match self.peek() {
            Some(token) if token.is_name() => {
                let name = token.value.clone();
                self.at += 1;
                Ok(name)
            }
            _ => self.unexpected("a name"),
        }
    }

    /// `name`, `schema.name`, `database.schema.name`.
    pub fn path(&mut self) -> Step<Vec<String>> {
        let mut parts = vec![self.name()?];
        while self.take_sign(".") {
            parts.push(self.name()?);
        }
        Ok(parts)
    }

    pub fn names(&mut self) -> Step<Vec<String>> {
        let mut names = vec![self.name()?];
        while self.take_sign(",") {
            names.push(self.name()?);
        }
        Ok(names)
    }

    /// `(a, b)`
    pub fn name_list(&mut self) -> Step<Vec<String>> {
        self.expect_sign("(")?;
        let names = self.names()?;
        self.expect_sign(")")?;
        Ok(names)
    }

    pub fn string(&mut self) -> Step<String> {
        match self.peek() {
            Some(token) if token.kind == Kind::Text => {
                let value = token.value.clone();
                self.at += 1;
                Ok(value)
            }
            _ => self.unexpected("a string"),
        }
    }

    /// With its sign.
    pub fn number(&mut self) -> Step<String> {
        let sign = if self.take_sign("-") { "-" } else { "" };
        match self.peek() {
            Some(token) if token.kind == Kind::Number => {
                let number = format!("{sign}{}", token.value);
                self.at += 1;
                Ok(number)
            }
            _ => self.unexpected("a number"),
        }
    }

    /// The text inside the brackets that open here.
    pub fn bracketed(&mut self) -> Step<String> {
        self.expect_sign("(")?;
        let start = self.at;
        self.skip_to(|cursor| cursor.sees_sign(")"))?;
        let text = self.between(start, self.at);
        self.expect_sign(")")?;
        if text.is_empty() { not_modelled("empty brackets") } else { Ok(text) }
    }

    /// Up to the first place outside brackets where `stops`, or the end. The first token is always taken.
    pub fn until(&mut self, stops: impl Fn(&Cursor) -> bool) -> Step<String> {
        let start = self.at;
        self.skip_to(|cursor| cursor.at > start && stops(cursor))?;
        if self.at == start { self.unexpected("an expression") } else { Ok(self.between(start, self.at)) }
    }

    /// To the first place outside brackets where `stops`, or to the end.
    pub fn skip_to(&mut self, stops: impl Fn(&Cursor) -> bool) -> Step<()> {
        let mut depth = 0_usize;
        while let Some(token) = self.peek() {
            if depth == 0 && stops(self) {
                return Ok(());
            }
            match token.value.as_str() {
                "(" | "[" if token.kind == Kind::Sign => depth += 1,
                ")" | "]" if token.kind == Kind::Sign => match depth.checked_sub(1) {
                    Some(less) => depth = less,
                    None => return Ok(()),
                },
                _ => {}
            }
            self.at += 1;
        }
        if depth == 0 { Ok(()) } else { not_modelled("an open bracket") }
    }

    /// The text of some tokens as it was written, without comments.
    pub fn between(&self, start: usize, end: usize) -> String {
        let (Some(first), Some(last)) = (self.tokens.get(start), end.checked_sub(1).and_then(|last| self.tokens.get(last))) else {
            return String::new();
        };
        if start >= end {
            return String::new();
        }
        let text = &self.text[first.range.start..last.range.end];
        if !text.contains("--") && !text.contains("/*") && !text.contains('\n') {
            return text.to_string();
        }
        let mut result = String::new();
        for (index, token) in self.tokens[start..end].iter().enumerate() {
            let before = &self.tokens[(start + index).saturating_sub(1)];
            if index > 0 && before.range.end < token.range.start {
                result.push(' ');
            }
            result.push_str(&self.text[token.range.clone()]);
        }
        result
    }
}
