//! The body of a function in PL/pgSQL, as its statements.
//!
//! Comes in: the body as it is written. Goes out: the statements that say when it refuses and what it knows by then; all others as the words in them.
//! Never happens: an error; a statement that is not understood is left out (it stays as [`Statement::Other`]).
//!
//! Source: PostgreSQL, "43.2. Structure of PL/pgSQL", "43.5. Basic Statements", "43.6. Control Structures", "43.9. Errors and Messages".

use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::tokenizer::{Token, Tokenizer};

#[derive(Debug, Clone, PartialEq)]
pub enum Statement {
    /// `NEW.a := …` has the name `new.a`.
    Assign(String, Vec<Token>),
    /// Conditions with what follows, and what follows otherwise.
    If(Vec<(Vec<Token>, Vec<Statement>)>, Vec<Statement>),
    /// A query whose row fills variables.
    Select {
        targets: Vec<String>,
        query: Vec<Token>,
    },
    Perform(Vec<Token>),
    /// An exception.
    Raise,
    Return(Vec<Token>),
    /// Neither tells nor changes anything.
    Nothing,
    /// Anything may happen to the names in it.
    Other(Vec<Token>),
}

/// What a function declares, and its statements.
#[derive(Debug)]
pub struct Body {
    pub declared: Vec<Declaration>,
    pub statements: Vec<Statement>,
}

/// `name [CONSTANT] type [NOT NULL] [:= value];`
#[derive(Debug)]
pub struct Declaration {
    pub name: String,
    /// All that stands between the name and the value.
    pub data_type: Vec<Token>,
    pub value: Option<Vec<Token>>,
}

/// Deeper nesting is not read.
const GREATEST_DEPTH: usize = 30;

/// Without white space and comments; none for what are no tokens.
pub fn tokens(text: &str) -> Option<Vec<Token>> {
    let tokens = Tokenizer::new(&PostgreSqlDialect {}, text).tokenize().ok()?;
    Some(tokens.into_iter().filter(|token| !matches!(token, Token::Whitespace(_))).collect())
}

pub fn read(text: &str) -> Option<Body> {
    let tokens = tokens(text)?;
    let mut reading = Reading { tokens: &tokens, at: 0 };
    let declared = reading.declarations()?;
    reading.takes("begin").then_some(())?;
    Some(Body { declared, statements: reading.statements(0)? })
}

/// What it declares, whatever its statements are.
pub fn declared(text: &str) -> Vec<Declaration> {
    let tokens = tokens(text).unwrap_or_default();
    Reading { tokens: &tokens, at: 0 }.declarations().unwrap_or_default()
}

/// An identifier as PostgreSQL folds it.
pub fn name(token: Option<&Token>) -> Option<String> {
    match token {
        Some(Token::Word(word)) if word.quote_style.is_some() => Some(word.value.clone()),
        Some(Token::Word(word)) => Some(word.value.to_lowercase()),
        _ => None,
    }
}

pub fn is(token: Option<&Token>, keyword: &str) -> bool {
    matches!(token, Some(Token::Word(word)) if word.quote_style.is_none() && word.value.eq_ignore_ascii_case(keyword))
}

struct Reading<'t> {
    tokens: &'t [Token],
    at: usize,
}

impl<'t> Reading<'t> {
    fn sees(&self, keyword: &str) -> bool {
        is(self.tokens.get(self.at), keyword)
    }

    fn takes(&mut self, keyword: &str) -> bool {
        let sees = self.sees(keyword);
        self.at += usize::from(sees);
        sees
    }

    /// `<<outer>>`
    fn skip_label(&mut self) {
        if self.tokens.get(self.at) == Some(&Token::ShiftLeft) {
            self.at += 3;
        }
    }

    /// Up to a token that ends it at the outermost level, which is passed.
    fn until(&mut self, ends: impl Fn(&Token) -> bool) -> Option<&'t [Token]> {
        let (begin, mut depth) = (self.at, 0_i32);
        loop {
            let token = self.tokens.get(self.at)?;
            self.at += 1;
            match token {
                token if depth == 0 && ends(token) => return Some(&self.tokens[begin..self.at - 1]),
                Token::LParen | Token::LBracket => depth += 1,
                Token::RParen | Token::RBracket => depth -= 1,
                token if is(Some(token), "case") => depth += 1,
                token if depth > 0 && is(Some(token), "end") => depth -= 1,
                _ => {}
            }
        }
    }

    fn statement_end(&mut self) -> Option<&'t [Token]> {
        self.until(|token| *token == Token::SemiColon)
    }

    fn declarations(&mut self) -> Option<Vec<Declaration>> {
        let mut declared = Vec::new();
        self.skip_label();
        if self.takes("declare") {
            while !self.sees("begin") {
                declared.push(self.declaration()?);
            }
        }
        Some(declared)
    }

    fn declaration(&mut self) -> Option<Declaration> {
        let all = self.statement_end()?;
        let value = all.iter().position(|token| matches!(token, Token::Assignment | Token::Eq) || is(Some(token), "default"));
        let data_type = all.get(1..value.unwrap_or(all.len()))?.to_vec();
        Some(Declaration { name: name(all.first())?, data_type, value: value.map(|at| all[at + 1..].to_vec()) })
    }

    /// Up to the END of the block, which is passed with what ends it.
    fn statements(&mut self, depth: usize) -> Option<Vec<Statement>> {
        let found = self.branch(depth)?;
        self.takes("end").then_some(())?;
        // A label may stand after it.
        self.until(|token| *token == Token::SemiColon).or_else(|| {
            self.at = self.tokens.len();
            Some(&[])
        })?;
        Some(found)
    }

    /// Up to what ends a branch: END, ELSE, ELSIF, EXCEPTION, WHEN.
    fn branch(&mut self, depth: usize) -> Option<Vec<Statement>> {
        let mut found = Vec::new();
        (depth < GREATEST_DEPTH).then_some(())?;
        while !["end", "else", "elsif", "elseif", "exception", "when"].iter().any(|keyword| self.sees(keyword)) {
            self.tokens.get(self.at)?;
            self.skip_label();
            found.extend(self.statement(depth + 1)?);
        }
        Some(found)
    }

    fn statement(&mut self, depth: usize) -> Option<Vec<Statement>> {
        let begin = self.at;
        if self.takes("if") {
            return Some(vec![self.of_if(depth)?]);
        }
        if self.takes("begin") {
            return self.block(begin, depth);
        }
        if self.sees("declare") || self.sees("loop") || self.sees("for") || self.sees("while") || self.sees("foreach") {
            return self.passed_over(begin);
        }
        if self.takes("case") {
            return self.of_case(begin, depth);
        }
        if self.takes("raise") {
            let is_less = ["notice", "warning", "info", "log", "debug"].iter().any(|level| self.sees(level));
            self.statement_end()?;
            return Some(vec![if is_less { Statement::Nothing } else { Statement::Raise }]);
        }
        if self.takes("assert") {
            let asked = self.until(|token| matches!(token, Token::SemiColon | Token::Comma))?.to_vec();
            if self.tokens.get(self.at - 1) == Some(&Token::Comma) {
                self.statement_end()?;
            }
            return Some(vec![Statement::If(vec![(asked, Vec::new())], vec![Statement::Raise])]);
        }
        if self.takes("return") {
            return Some(vec![Statement::Return(self.statement_end()?.to_vec())]);
        }
        if self.takes("perform") {
            let query = [&[Token::make_keyword("SELECT")], self.statement_end()?].concat();
            return Some(vec![Statement::Perform(query)]);
        }
        if self.takes("null") {
            self.statement_end()?;
            return Some(vec![Statement::Nothing]);
        }
        let all = self.statement_end()?;
        if is(all.first(), "select") {
            return Some(vec![select_into(all).unwrap_or_else(|| Statement::Other(all.to_vec()))]);
        }
        Some(vec![assignment(all).unwrap_or_else(|| Statement::Other(all.to_vec()))])
    }

    fn of_if(&mut self, depth: usize) -> Option<Statement> {
        let mut branches = Vec::new();
        let mut otherwise = Vec::new();
        loop {
            let condition = self.until(|token| is(Some(token), "then"))?.to_vec();
            branches.push((condition, self.branch(depth)?));
            if self.takes("elsif") || self.takes("elseif") {
                continue;
            }
            if self.takes("else") {
                otherwise = self.branch(depth)?;
            }
            self.takes("end").then_some(())?;
            self.takes("if").then_some(())?;
            self.statement_end()?;
            return Some(Statement::If(branches, otherwise));
        }
    }

    /// `CASE [value] WHEN … THEN … [ELSE …] END CASE;`: without ELSE a value that no branch has is an error.
    fn of_case(&mut self, begin: usize, depth: usize) -> Option<Vec<Statement>> {
        let mut value = Vec::new();
        if !self.sees("when") {
            value = self.until(|token| is(Some(token), "when"))?.to_vec();
            self.at -= 1;
        }
        let mut branches = Vec::new();
        while self.takes("when") {
            let condition = self.until(|token| is(Some(token), "then"))?;
            let condition = match value.is_empty() {
                true => condition.to_vec(),
                false => {
                    let begin = [&[Token::LParen], value.as_slice(), &[Token::RParen, Token::make_keyword("IN"), Token::LParen]].concat();
                    [begin.as_slice(), condition, &[Token::RParen]].concat()
                }
            };
            branches.push((condition, self.branch(depth)?));
        }
        let otherwise = if self.takes("else") { self.branch(depth)? } else { vec![Statement::Raise] };
        if !(self.takes("end") && self.takes("case")) {
            self.at = begin;
            return None;
        }
        self.statement_end()?;
        Some(vec![Statement::If(branches, otherwise)])
    }

    /// A block within another one: where it catches errors, nothing is known of it.
    fn block(&mut self, begin: usize, depth: usize) -> Option<Vec<Statement>> {
        let within = self.branch(depth)?;
        if !self.sees("exception") {
            self.takes("end").then_some(())?;
            self.statement_end()?;
            return Some(within);
        }
        self.at = begin;
        self.passed_over(begin)
    }

    /// Loops and blocks as a whole.
    fn passed_over(&mut self, begin: usize) -> Option<Vec<Statement>> {
        // What is open: whether it is no more than a CASE, which may stand in the query of a loop.
        let mut open: Vec<bool> = Vec::new();
        loop {
            let token = self.tokens.get(self.at)?;
            let after_end = self.at > 0 && is(self.tokens.get(self.at - 1), "end");
            self.at += 1;
            match token {
                // `END LOOP`, `END IF`, `END CASE`
                token if after_end && ["loop", "if", "case"].iter().any(|keyword| is(Some(token), keyword)) => {}
                token if is(Some(token), "case") => open.push(true),
                token if ["begin", "loop", "if"].iter().any(|keyword| is(Some(token), keyword)) => open.push(false),
                token if is(Some(token), "end") && open.pop() == Some(false) && open.is_empty() => {
                    self.statement_end()?;
                    return Some(vec![Statement::Other(self.tokens[begin..self.at].to_vec())]);
                }
                _ => {}
            }
        }
    }
}

/// `SELECT … INTO [STRICT] a, b FROM …`; INTO may stand anywhere at the outermost level.
fn select_into(all: &[Token]) -> Option<Statement> {
    let mut depth = 0_i32;
    let into = all.iter().position(|token| {
        depth += i32::from(*token == Token::LParen) - i32::from(*token == Token::RParen);
        depth == 0 && is(Some(token), "into")
    })?;
    let mut at = into + 1 + usize::from(is(all.get(into + 1), "strict"));
    let mut targets = Vec::new();
    loop {
        let (target, length) = target(&all[at..])?;
        targets.push(target);
        at += length;
        if all.get(at) != Some(&Token::Comma) {
            break;
        }
        at += 1;
    }
    Some(Statement::Select { targets, query: [&all[..into], &all[at..]].concat() })
}

fn assignment(all: &[Token]) -> Option<Statement> {
    let (target, length) = target(all)?;
    let assigns = matches!(all.get(length), Some(Token::Assignment | Token::Eq));
    assigns.then(|| Statement::Assign(target, all[length + 1..].to_vec()))
}

/// `name` or `record.field`, with how many tokens it takes.
fn target(all: &[Token]) -> Option<(String, usize)> {
    let first = name(all.first())?;
    match all.get(1) {
        Some(Token::Period) => Some((format!("{first}.{}", name(all.get(2))?), 3)),
        _ => Some((first, 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(tokens: &[Token]) -> String {
        tokens.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_refusal_stands_below_its_conditions() {
        let body = read(
            "DECLARE v_status text; n int := 1;
             BEGIN
               SELECT o.status INTO STRICT v_status FROM orders o WHERE o.id = NEW.order_id;
               IF v_status <> CASE WHEN n = 1 THEN 'a' ELSE 'b' END THEN
                 RAISE EXCEPTION 'no: %', v_status USING ERRCODE = 'check_violation';
               ELSIF NEW.x IS NULL THEN RAISE NOTICE 'odd';
               END IF;
               RETURN NEW;
             END;",
        )
        .unwrap();
        assert_eq!(body.declared.len(), 2);
        let [Statement::Select { targets, query }, Statement::If(branches, otherwise), Statement::Return(_)] = body.statements.as_slice()
        else {
            panic!("{:?}", body.statements);
        };
        assert_eq!(
            (targets.join(","), texts(query)),
            ("v_status".into(), "SELECT o . status FROM orders o WHERE o . id = NEW . order_id".into())
        );
        assert_eq!(branches[0].1, [Statement::Raise]);
        assert_eq!(branches[1].1, [Statement::Nothing]);
        assert!(otherwise.is_empty());
    }

    #[test]
    fn loops_and_caught_errors_are_passed_over_whole() {
        let body = read(
            "BEGIN
               FOR r IN SELECT 1 LOOP IF r.a THEN RAISE EXCEPTION 'x'; END IF; END LOOP;
               BEGIN x := 1; EXCEPTION WHEN others THEN RAISE EXCEPTION 'y'; END;
               CASE NEW.kind WHEN 'a', 'b' THEN NULL; ELSE RAISE EXCEPTION 'z'; END CASE;
               RETURN NULL;
             END",
        )
        .unwrap();
        let [Statement::Other(_), Statement::Other(_), Statement::If(branches, otherwise), Statement::Return(_)] =
            body.statements.as_slice()
        else {
            panic!("{:?}", body.statements);
        };
        assert_eq!(texts(&branches[0].0), "( NEW . kind ) IN ( 'a' , 'b' )");
        assert_eq!(*otherwise, [Statement::Raise]);
    }

    #[test]
    fn what_is_no_body_is_none() {
        assert!(read("SELECT 1").is_none());
        assert!(read("BEGIN IF x THEN").is_none());
        assert!(read("BEGIN 'open").is_none());
    }

    #[test]
    fn what_is_declared_is_known_by_its_type() {
        let types = |text: &str| declared(text).iter().map(|declared| texts(&declared.data_type)).collect::<Vec<_>>();
        assert_eq!(
            types("\nDECLARE t tournament%ROWTYPE; n CONSTANT int NOT NULL := 3;\nBEGIN RETURN NEW; END "),
            ["tournament % ROWTYPE", "CONSTANT int NOT NULL"]
        );
        assert_eq!(types("BEGIN RETURN NEW; END"), Vec::<String>::new());
    }
}
