//! Leaves of the tree: names, strings, numbers, types and values, decoded.
//!
//! Comes in: pest's pairs of one logical line. Goes out: nodes of [`ast`](crate::syntax::ast) with spans of the file, and
//! diagnostics for what the grammar lets through. Never happens: a value that is silently changed.

use pest::iterators::Pair;

use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};
use crate::syntax::ast::*;
use crate::syntax::grammar::Rule;
use crate::syntax::skeleton::BLANKS;

/// Where the pairs of a line lie in their file, and what is wrong with them.
pub struct Leaves {
    pub file: FileId,
    /// Where the line begins.
    pub offset: usize,
    pub diagnostics: Vec<Diagnostic>,
}

impl Leaves {
    pub fn span(&self, pair: &Pair<Rule>) -> Span {
        let span = pair.as_span();
        Span::new(self.file, self.offset + span.start(), self.offset + span.end())
    }

    fn span_of(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, self.offset + start, self.offset + end)
    }

    pub fn name(&self, pair: &Pair<Rule>) -> Name {
        let written = pair.as_str();
        let text = written.strip_prefix('`').and_then(|inner| inner.strip_suffix('`')).unwrap_or(written);
        Name { text: text.to_string(), span: self.span(pair) }
    }

    pub fn number(&self, pair: &Pair<Rule>) -> Number {
        Number { text: pair.as_str().to_string(), span: self.span(pair) }
    }

    pub fn text(&mut self, pair: &Pair<Rule>) -> Text {
        let written = pair.as_str();
        let span = self.span(pair);
        if let Some(inner) = written.strip_prefix("\"\"\"").and_then(|rest| rest.strip_suffix("\"\"\"")) {
            return Text { text: without_indentation(inner), span };
        }
        let inner = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(written);
        let text = if inner.contains('\\') { self.unescape(inner, pair.as_span().start() + 1) } else { inner.to_string() };
        Text { text, span }
    }

    /// `at` is where `inner` begins in the line.
    fn unescape(&mut self, inner: &str, at: usize) -> String {
        let mut text = String::with_capacity(inner.len());
        let mut signs = inner.char_indices();
        while let Some((index, sign)) = signs.next() {
            if sign != '\\' {
                text.push(sign);
                continue;
            }
            let Some((_, escape)) = signs.next() else { break };
            match escape {
                'n' => text.push('\n'),
                't' => text.push('\t'),
                'r' => text.push('\r'),
                '"' | '\\' => text.push(escape),
                'u' => match unicode_escape(&inner[index..]) {
                    Some((character, length)) => {
                        text.push(character);
                        while signs.clone().next().is_some_and(|(next, _)| next < index + length) {
                            signs.next();
                        }
                    }
                    None => self.bad_escape(at + index, 2, "`\\u` stands before a character's number in braces, such as `\\u{e9}`"),
                },
                _ => self.bad_escape(
                    at + index,
                    1 + escape.len_utf8(),
                    "Write `\\\\` for a backslash; the other escapes are `\\\"`, `\\n`, `\\t`, `\\r` and `\\u{e9}`",
                ),
            }
        }
        text
    }

    fn bad_escape(&mut self, at: usize, length: usize, help: &str) {
        let span = self.span_of(at, at + length);
        self.diagnostics
            .push(Diagnostic::error("bad-escape", "This backslash starts no escape that strings know").at(span, "not known").help(help));
    }

    pub fn pattern(&self, pair: &Pair<Rule>) -> Pattern {
        let written = pair.as_str();
        let inner = written.strip_prefix('/').and_then(|rest| rest.strip_suffix('/')).unwrap_or(written);
        Pattern { text: inner.replace("\\/", "/"), span: self.span(pair) }
    }

    /// The pair is `sql`, with its parentheses; the node is what stands between them, trimmed.
    pub fn sql(&self, pair: &Pair<Rule>) -> SqlExpression {
        let span = pair.as_span();
        let inner = pair.as_str().strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or("");
        let text = inner.trim_matches(BLANKS);
        let start = span.start() + 1 + (inner.len() - inner.trim_start_matches(BLANKS).len());
        SqlExpression { text: text.to_string(), span: self.span_of(start, start + text.len()) }
    }

    pub fn names(&self, field_list: Pair<Rule>) -> Vec<Name> {
        field_list.into_inner().filter(|part| part.as_rule() == Rule::name).map(|name| self.name(&name)).collect()
    }

    pub fn type_use(&mut self, pair: Pair<Rule>) -> TypeUse {
        let mut result = TypeUse {
            words: Vec::new(),
            raw: false,
            namespace: None,
            arguments: Vec::new(),
            dimensions: 0,
            optional: None,
            span: self.span(&pair),
        };
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::raw_mark => result.raw = true,
                Rule::type_space => result.namespace = part.into_inner().next().map(|name| self.name(&name)),
                Rule::arguments => {
                    for argument in part.into_inner().filter(|inner| inner.as_rule() == Rule::argument) {
                        result.arguments.push(self.argument(argument));
                    }
                }
                Rule::array_mark => result.dimensions = result.dimensions.saturating_add(1),
                Rule::optional_mark => result.optional = Some(self.span(&part)),
                _ => result.words.push(self.name(&part)),
            }
        }
        self.judge_type(&result);
        result
    }

    fn judge_type(&mut self, data_type: &TypeUse) {
        let [word] = data_type.words.as_slice() else { return };
        let lower = word.text.to_ascii_lowercase();
        if matches!(lower.as_str(), "serial" | "bigserial" | "smallserial") && !data_type.raw {
            self.diagnostics.push(
                Diagnostic::error("serial-type", format!("`{}` is not a type of a field", word.text))
                    .at(word.span, "a number that counts by itself is a key")
                    .help("Leave the line out: every entity has a key `id`; `key bigserial` or `key identity` chooses its kind"),
            );
        } else if word.text != lower && UPPER_CASE_TYPES.contains(&lower.as_str()) && word.text == word.text.to_ascii_uppercase() {
            self.diagnostics.push(
                Diagnostic::error("upper-case-type", format!("The type `{lower}` is written in lower case"))
                    .at(word.span, "with capital letters here")
                    .help(format!("Write `{lower}`")),
            );
        }
    }

    fn argument(&mut self, pair: Pair<Rule>) -> TypeArgument {
        let span = self.span(&pair);
        let Some(inner) = pair.into_inner().next() else {
            return TypeArgument { value: TypeArgumentValue::Word(String::new()), span };
        };
        let value = match inner.as_rule() {
            Rule::number => TypeArgumentValue::Number(inner.as_str().to_string()),
            Rule::text => TypeArgumentValue::Text(self.text(&inner).text),
            Rule::range => {
                let mut ends = inner.into_inner().filter(|end| end.as_rule() == Rule::number).map(|end| end.as_str().to_string());
                TypeArgumentValue::Range(ends.next().unwrap_or_default(), ends.next().unwrap_or_default())
            }
            _ => TypeArgumentValue::Word(self.name(&inner).text),
        };
        TypeArgument { value, span }
    }

    /// The pair is `default_part`: `=` and a value.
    pub fn default(&mut self, pair: Pair<Rule>) -> Option<Default> {
        let span = self.span(&pair);
        let value = pair.into_inner().find(|part| part.as_rule() == Rule::value)?;
        Some(Default { value: self.value(value), span })
    }

    pub fn value(&mut self, pair: Pair<Rule>) -> Value {
        let span = self.span(&pair);
        let Some(inner) = pair.into_inner().next() else { return Value::Null(span) };
        match inner.as_rule() {
            Rule::number => Value::Number(self.number(&inner)),
            Rule::text => Value::Text(self.text(&inner)),
            Rule::sql => Value::Expression(self.sql(&inner)),
            Rule::json_object => self.json(&inner),
            Rule::list => self.list(inner),
            _ => self.word(&inner),
        }
    }

    fn word(&mut self, pair: &Pair<Rule>) -> Value {
        let span = self.span(pair);
        match pair.as_str() {
            "true" => return Value::True(span),
            "false" => return Value::False(span),
            "null" => return Value::Null(span),
            _ => {}
        }
        let name = self.name(pair);
        let lower = name.text.to_ascii_lowercase();
        if !pair.as_str().starts_with('`') && matches!(lower.as_str(), "true" | "false" | "null") {
            self.diagnostics.push(
                Diagnostic::error("capital-boolean", format!("`{lower}` is written in lower case"))
                    .at(span, "with capital letters here")
                    .help(format!("Write `{lower}`")),
            );
            return match lower.as_str() {
                "true" => Value::True(span),
                "false" => Value::False(span),
                _ => Value::Null(span),
            };
        }
        Value::Word(name)
    }

    /// A list of plain values stays a list; the empty one and those with lists or objects inside are JSON.
    fn list(&mut self, pair: Pair<Rule>) -> Value {
        let span = self.span(&pair);
        let parts: Vec<Pair<Rule>> = pair.clone().into_inner().filter(|part| part.as_rule() == Rule::value).collect();
        let plain = |part: &Pair<Rule>| {
            part.clone().into_inner().next().is_some_and(|inner| !matches!(inner.as_rule(), Rule::list | Rule::json_object))
        };
        if parts.is_empty() || !parts.iter().all(plain) {
            return self.json(&pair);
        }
        Value::List(parts.into_iter().map(|part| self.value(part)).collect(), span)
    }

    fn json(&mut self, pair: &Pair<Rule>) -> Value {
        let span = self.span(pair);
        let text = pair.as_str().to_string();
        if let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(&text) {
            let at = place_of_line_column(&text, error.line(), error.column());
            let place = self.span_of(pair.as_span().start() + at, pair.as_span().start() + next_boundary(&text, at));
            self.diagnostics.push(
                Diagnostic::error("bad-json", "This value is not JSON")
                    .at(place, "it stops being JSON here")
                    .related(span, "in this value")
                    .help("JSON knows strings in `\"`, numbers, `true`, `false`, `null`, `[ ]` and `{ }`, and no comments"),
            );
        }
        Value::Json(Text { text, span })
    }
}

const UPPER_CASE_TYPES: &[&str] = &[
    "bigint",
    "bool",
    "boolean",
    "bytea",
    "char",
    "date",
    "decimal",
    "int",
    "integer",
    "json",
    "jsonb",
    "numeric",
    "real",
    "smallint",
    "text",
    "time",
    "timestamp",
    "timestamptz",
    "uuid",
    "varchar",
];

/// `\u{e9}` at the start of the text: the character and the length of the escape.
fn unicode_escape(text: &str) -> Option<(char, usize)> {
    let digits = text.strip_prefix("\\u{")?;
    let length = digits.find('}')?;
    if length == 0 || length > 6 || !digits[..length].bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    // NUL is a character that no text of PostgreSQL can hold.
    let code = u32::from_str_radix(&digits[..length], 16).ok().filter(|code| *code != 0)?;
    Some((char::from_u32(code)?, length + 4))
}

/// The text between `"""` without the line break behind the first and without the lines' common indentation.
fn without_indentation(inner: &str) -> String {
    if !inner.contains('\n') {
        return inner.to_string();
    }
    let (first, rest) = match inner.split_once('\n') {
        Some((before, after)) if before.trim_matches(BLANKS).is_empty() => (None, after),
        Some((before, after)) => (Some(before), after),
        None => (None, inner),
    };
    let lines: Vec<&str> = rest.split('\n').collect();
    let last = lines.len() - 1;
    let common = lines
        .iter()
        .enumerate()
        .filter(|(index, line)| !line.trim_matches(BLANKS).is_empty() || *index == last)
        .map(|(_, line)| line.len() - line.trim_start_matches([' ', '\t']).len())
        .min()
        .unwrap_or(0);
    let mut result: Vec<&str> = first.into_iter().collect();
    for (index, line) in lines.iter().enumerate() {
        if index == last && line.trim_matches(BLANKS).is_empty() {
            break;
        }
        result.push(line.get(common..).unwrap_or(""));
    }
    result.join("\n")
}

fn place_of_line_column(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split('\n').take(line.saturating_sub(1)).map(|line| line.len() + 1).sum();
    let mut at = (start + column.saturating_sub(1)).min(text.len().saturating_sub(1));
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn next_boundary(text: &str, at: usize) -> usize {
    at + text[at..].chars().next().map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_loses_its_indentation() {
        assert_eq!(without_indentation("\n    one\n      two\n    "), "one\n  two");
        assert_eq!(without_indentation("one line"), "one line");
        assert_eq!(without_indentation("first\n  second"), "first\nsecond");
    }

    #[test]
    fn a_unicode_escape_names_one_character() {
        assert_eq!(unicode_escape("\\u{e9}tat"), Some(('é', 6)));
        assert_eq!(unicode_escape("\\u{d800}"), None);
        assert_eq!(unicode_escape("\\u{0}"), None);
        assert_eq!(unicode_escape("\\u00e9"), None);
    }
}
