//! SQL expressions of the requirements: parsed by sqlparser, every name resolved to a column.
//!
//! Comes in: the text between the parentheses, the names that may stand in it. Goes out: a [`SqlFragment`] that holds in the table,
//! or findings at the exact place. Never happens: text that sqlparser has not read to its end, a comment inside an expression.

use std::ops::ControlFlow;

use crate::ordered::IndexMap;
use sqlparser::ast::{BinaryOperator, Expr, Function, FunctionArguments, Ident, UnaryOperator, Value as SqlValue, visit_expressions};
use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::{Parser, ParserError};
use sqlparser::tokenizer::{Location, Token, TokenWithSpan, Tokenizer, Whitespace};

use super::Findings;
use super::nearest::suggestion;
use super::newer_functions::needs_newer;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::sql::{quote_identifier, quote_literal};
use crate::syntax::ast::SqlExpression;

/// SQL whose names are columns of its table.
#[derive(Debug, Clone, PartialEq)]
pub struct SqlFragment {
    pub text: String,
    /// Of the text in the requirements.
    pub span: Span,
    /// The columns that it reads, each once, in the order of the text.
    pub columns: Vec<String>,
    /// It may stand without parentheses of its own wherever an operand may: a constant, a call, a cast.
    pub operand: bool,
}

/// A condition on one column, whatever its name.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckTemplate {
    /// What stands between the places of the column.
    pieces: Vec<String>,
    /// It is true on its own beside an AND.
    conjunct: bool,
    /// It may be false where there is no value, while most conditions are then unknown, which fulfils a check.
    sees_null: bool,
}

const COLUMN: &str = "{column}";

impl CheckTemplate {
    /// From text that is ours, with `{column}` for the column; safe beside an AND.
    pub(crate) fn new(text: &str) -> CheckTemplate {
        CheckTemplate { pieces: text.split(COLUMN).map(str::to_string).collect(), conjunct: true, sees_null: false }
    }

    /// `column ~ 'pattern'`
    pub(crate) fn matches(pattern: &str) -> CheckTemplate {
        CheckTemplate { pieces: vec![String::new(), format!(" ~ {}", quote_literal(pattern))], conjunct: true, sees_null: false }
    }

    pub fn for_column(&self, column: &str) -> String {
        let text = self.pieces.join(quote_identifier(column).as_str());
        if self.conjunct { text } else { format!("({text})") }
    }

    /// A type says what its values are, and an optional field may have none.
    pub fn for_optional_column(&self, column: &str) -> String {
        let text = self.for_column(column);
        if self.sees_null { format!("({} IS NULL OR {text})", quote_identifier(column)) } else { text }
    }
}

/// Where an expression stands, which decides what may be in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Check,
    IndexKey,
    Predicate,
    Default,
    /// Of a computed field.
    Generated,
}

impl Place {
    fn words(self) -> &'static str {
        match self {
            Place::Check => "a check",
            Place::IndexKey => "an index",
            Place::Predicate => "the condition of an index",
            Place::Default => "a default",
            Place::Generated => "a computed field",
        }
    }
}

/// A name that may stand in an expression.
#[derive(Debug, Clone, Default)]
pub(super) struct ScopeName {
    pub(super) columns: Vec<String>,
    /// The values of an enum, for comparisons with constants.
    pub(super) values: Option<Vec<String>>,
}

pub(super) type Scope = IndexMap<String, ScopeName>;

/// Source: PostgreSQL's pg_proc, provolatile <> 'i', those that people write into conditions.
const NOT_IMMUTABLE: &[&str] = &[
    "now",
    "random",
    "clock_timestamp",
    "statement_timestamp",
    "transaction_timestamp",
    "timeofday",
    "gen_random_uuid",
    "uuidv7",
    "uuidv4",
    "uuid_generate_v4",
    "nextval",
    "currval",
    "current_timestamp",
    "current_date",
    "current_time",
    "localtime",
    "localtimestamp",
    "current_user",
    "session_user",
    "user",
    "current_role",
    "current_setting",
    "txid_current",
    "to_char",
    "setval",
    "pg_sleep",
];

/// Source: PostgreSQL, "9.21. Aggregate Functions".
const AGGREGATES: &[&str] = &[
    "count",
    "sum",
    "avg",
    "min",
    "max",
    "array_agg",
    "string_agg",
    "json_agg",
    "jsonb_agg",
    "json_object_agg",
    "jsonb_object_agg",
    "bool_and",
    "bool_or",
    "every",
    "bit_and",
    "bit_or",
    "stddev",
    "variance",
    "xmlagg",
    "percentile_cont",
    "percentile_disc",
    "mode",
    "corr",
];

const SET_RETURNING: &[&str] =
    &["generate_series", "unnest", "jsonb_array_elements", "json_array_elements", "regexp_split_to_table", "string_to_table"];

/// An expression in which the names of `scope` stand for columns.
pub(super) fn resolve(written: &SqlExpression, place: Place, scope: &Scope, findings: &mut Findings) -> Option<SqlFragment> {
    let reading = Reading::new(written);
    let (tokens, expression) = match reading.parse() {
        Ok(parsed) => parsed,
        Err(diagnostic) => {
            findings.push(*diagnostic);
            return None;
        }
    };
    let mut walk =
        Walk { reading: &reading, place, target: findings.target, scope, replaced: Vec::new(), columns: Vec::new(), problems: Vec::new() };
    let _ = visit_expressions(&expression, |part| walk.visit(part));
    let Walk { mut replaced, columns, problems, .. } = walk;
    let failed = problems.iter().any(|problem| problem.severity == crate::diagnostic::Severity::Error);
    for problem in problems {
        findings.push(problem);
    }
    if failed {
        return None;
    }
    replaced.sort();
    let operand = matches!(
        expression,
        Expr::Value(_) | Expr::Function(_) | Expr::Nested(_) | Expr::Cast { .. } | Expr::TypedString(_) | Expr::Array(_)
    );
    Some(SqlFragment { text: reading.write(&tokens, &replaced), span: written.span, columns, operand })
}

/// The check of a type alias: `value` stands for the column.
pub(super) fn value_check(written: &SqlExpression, findings: &mut Findings) -> Option<CheckTemplate> {
    // A control character can stand in no name, so that no text of the expression is taken for the column.
    let mark = "\u{1}";
    let scope: Scope = [("value".to_string(), ScopeName { columns: vec![mark.to_string()], values: None })].into_iter().collect();
    let fragment = resolve(written, Place::Check, &scope, findings)?;
    if fragment.columns.is_empty() {
        findings.push(
            Diagnostic::error("check-without-value", "this check says nothing about the value")
                .at(written.span, "the word `value` does not occur")
                .help("write `value` for the value of a field of this type: `check (value > 0)`"),
        );
    }
    let quoted = quote_identifier(mark).to_string();
    let pieces = fragment.text.split(&quoted).map(str::to_string).collect();
    Some(CheckTemplate { pieces, conjunct: false, sees_null: sees_null(&fragment.text) })
}

/// Whether a part of the expression has a value although its operand has none. Other operators and functions that are commonly used in checks
/// are unknown then. Source: PostgreSQL, "9.2. Comparison Functions and Operators", "9.18. Conditional Expressions".
fn sees_null(text: &str) -> bool {
    const FUNCTIONS: &[&str] = &["coalesce", "num_nonnulls", "num_nulls", "concat", "concat_ws", "quote_nullable", "greatest", "least"];
    let Ok(parsed) = Parser::new(&PostgreSqlDialect {}).try_with_sql(text).and_then(|mut parser| parser.parse_expr()) else { return true };
    visit_expressions(&parsed, |part| {
        let sees = match part {
            Expr::IsNull(_)
            | Expr::IsNotNull(_)
            | Expr::IsTrue(_)
            | Expr::IsNotTrue(_)
            | Expr::IsFalse(_)
            | Expr::IsNotFalse(_)
            | Expr::IsUnknown(_)
            | Expr::IsNotUnknown(_)
            | Expr::IsDistinctFrom(..)
            | Expr::IsNotDistinctFrom(..)
            | Expr::Case { .. } => true,
            Expr::Function(function) => {
                let name = function.name.to_string().to_lowercase();
                FUNCTIONS.contains(&name.strip_prefix("pg_catalog.").unwrap_or(&name))
            }
            _ => false,
        };
        if sees { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })
    .is_break()
}

/// The text of one expression, and its places.
struct Reading<'a> {
    written: &'a SqlExpression,
    line_starts: Vec<usize>,
}

impl<'a> Reading<'a> {
    fn new(written: &'a SqlExpression) -> Reading<'a> {
        let breaks = written.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Reading { written, line_starts: std::iter::once(0).chain(breaks).collect() }
    }

    /// sqlparser counts lines and columns from 1, columns in characters.
    fn offset(&self, location: Location) -> usize {
        let text = &self.written.text;
        if location.line == 0 {
            return text.len();
        }
        let start = self.line_starts.get(location.line as usize - 1).copied().unwrap_or(text.len());
        let rest = text.get(start..).unwrap_or("");
        let columns = (location.column as usize).saturating_sub(1);
        start + rest.char_indices().nth(columns).map_or(rest.len(), |(at, _)| at)
    }

    fn range(&self, span: sqlparser::tokenizer::Span) -> (usize, usize) {
        (self.offset(span.start), self.offset(span.end))
    }

    /// A part of the text as a place in the requirements.
    fn place(&self, (start, end): (usize, usize)) -> Span {
        let whole = self.written.span;
        if (whole.end - whole.start) as usize != self.written.text.len() || start > end {
            return whole;
        }
        let text = self.written.text.trim_end();
        // The end of the text is shown at its last character.
        let last = text.char_indices().next_back().map_or(0, |(at, _)| at);
        let (start, end) = if start >= text.len() { (last, text.len()) } else { (start, end.max(start)) };
        Span::new(whole.file, whole.start as usize + start, whole.start as usize + end)
    }

    fn parse(&self) -> Result<(Vec<TokenWithSpan>, Expr), Box<Diagnostic>> {
        let dialect = PostgreSqlDialect {};
        let tokens = Tokenizer::new(&dialect, &self.written.text)
            .tokenize_with_location()
            .map_err(|error| self.syntax_error(&error.message, Some(error.location)))?;
        if let Some(comment) = tokens.iter().find(|token| is_comment(&token.token)) {
            return Err(Box::new(
                Diagnostic::error("comment-in-expression", "a comment cannot stand inside an SQL expression")
                    .at(self.place(self.range(comment.span)), "this comment")
                    .help("write it as `//` on a line before"),
            ));
        }
        if self.written.text.contains('\0') {
            return Err(self.syntax_error("a NUL character cannot stand in SQL", None));
        }
        let mut parser = Parser::new(&dialect).with_tokens_with_locations(tokens.clone());
        let expression = parser.parse_expr().map_err(|error| match error {
            ParserError::ParserError(message) | ParserError::TokenizerError(message) => self.syntax_error(&message, None),
            ParserError::RecursionLimitExceeded => self.syntax_error("it is nested too deeply", None),
        })?;
        let next = parser.peek_token();
        match next.token {
            Token::EOF => Ok((tokens, expression)),
            _ => Err(self.syntax_error(&format!("Expected: end of the expression, found: {next}"), Some(next.span.start))),
        }
    }

    /// sqlparser's message ends in `at Line: 1, Column: 5` and speaks of EOF; people do not.
    fn syntax_error(&self, message: &str, location: Option<Location>) -> Box<Diagnostic> {
        let (message, location) = match message.rsplit_once(" at Line: ") {
            Some((head, place)) => (head, location.or_else(|| parse_location(place))),
            None => (message, location),
        };
        let words = message
            .replace("sql parser error: ", "")
            .replace("Expected: ", "expected ")
            .replace(", found: EOF", ", but it ends here")
            .replace(", found: ", ", found ");
        let place = match location {
            Some(location) => {
                let start = self.offset(location);
                let word = self.written.text.get(start..).map_or(0, |rest| rest.find(|c: char| c.is_whitespace()).unwrap_or(rest.len()));
                self.place((start, start + word))
            }
            None if message.ends_with("found: EOF") => self.place((self.written.text.len(), self.written.text.len())),
            None => self.written.span,
        };
        Box::new(
            Diagnostic::error("sql-syntax", "this is not an expression of SQL")
                .at(place, words)
                .help("write an expression of PostgreSQL such as `(price >= 0 and price < 1000)`"),
        )
    }

    /// The text on one line, with names replaced by columns.
    fn write(&self, tokens: &[TokenWithSpan], replaced: &[((usize, usize), String)]) -> String {
        let mut text = String::new();
        for token in tokens {
            let range = self.range(token.span);
            if matches!(token.token, Token::Whitespace(_)) {
                if !text.ends_with(' ') && !text.is_empty() {
                    text.push(' ');
                }
                continue;
            }
            match replaced.iter().find(|(place, _)| *place == range) {
                Some((_, column)) => text.push_str(column),
                None => text.push_str(self.written.text.get(range.0..range.1).unwrap_or("")),
            }
        }
        text.trim().to_string()
    }
}

fn is_comment(token: &Token) -> bool {
    matches!(token, Token::Whitespace(Whitespace::SingleLineComment { .. } | Whitespace::MultiLineComment(_)))
}

fn parse_location(text: &str) -> Option<Location> {
    let (line, column) = text.split_once(", Column: ")?;
    Some(Location { line: line.trim().parse().ok()?, column: column.trim().parse().ok()? })
}

/// One walk over a parsed expression.
struct Walk<'a> {
    reading: &'a Reading<'a>,
    place: Place,
    target: u32,
    scope: &'a Scope,
    replaced: Vec<((usize, usize), String)>,
    columns: Vec<String>,
    problems: Vec<Diagnostic>,
}

impl Walk<'_> {
    /// Stops at a query: the names in it are not the row's.
    fn visit(&mut self, part: &Expr) -> ControlFlow<()> {
        match part {
            Expr::Identifier(name) => self.name(name),
            Expr::CompoundIdentifier(names) => self.compound(names),
            Expr::Function(function) => self.function(function),
            Expr::Subquery(_) | Expr::Exists { .. } | Expr::InSubquery { .. } => {
                self.subquery();
                return ControlFlow::Break(());
            }
            Expr::Value(value) if matches!(value.value, SqlValue::Placeholder(_)) => {
                let place = self.reading.range(value.span);
                self.problem("sql-placeholder", "a parameter has no value here", place, "no parameter", "write the value itself");
            }
            Expr::BinaryOp { left, op: BinaryOperator::Eq | BinaryOperator::NotEq, right } => {
                self.enum_constant(left, right);
                self.enum_constant(right, left);
            }
            Expr::InList { expr, list, .. } => list.iter().for_each(|value| self.enum_constant(expr, value)),
            Expr::UnaryOp { op: UnaryOperator::PGPostfixFactorial, .. } => {
                let place = (0, self.reading.written.text.len());
                self.problem("sql-syntax", "PostgreSQL has no `!` after a value", place, "in here", "write `factorial(n)`");
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }

    fn problem(
        &mut self,
        code: &'static str,
        message: impl Into<String>,
        place: (usize, usize),
        label: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.problems.push(Diagnostic::error(code, message).at(self.reading.place(place), label).help(help));
    }

    fn find(&self, name: &Ident) -> Option<&ScopeName> {
        match (self.scope.get(&name.value), name.quote_style) {
            (Some(found), _) => Some(found),
            (None, None) => self.scope.get(&name.value.to_lowercase()),
            (None, Some(_)) => None,
        }
    }

    fn name(&mut self, name: &Ident) {
        let place = self.reading.range(name.span);
        if self.place == Place::Default {
            let help = "write a constant, or a function such as `(now())`; another field's value cannot be read here";
            return self.problem(
                "column-in-default",
                format!("a default cannot read `{}`", name.value),
                place,
                "a column, or a word without quotes",
                help,
            );
        }
        match self.find(name).map(|found| found.columns.clone()) {
            Some(columns) if columns.len() == 1 => {
                self.replaced.push((place, quote_identifier(&columns[0]).to_string()));
                if !self.columns.contains(&columns[0]) {
                    self.columns.extend(columns);
                }
            }
            Some(columns) => {
                let help = format!("write one of its columns: {}", super::nearest::list(&columns));
                self.problem(
                    "reference-of-several-columns",
                    format!("`{}` has {} columns", name.value, columns.len()),
                    place,
                    "which of them?",
                    help,
                );
            }
            None => {
                let help = match self.scope.keys().next() {
                    Some(only) if self.scope.len() == 1 && only == "value" => "write `value` for the value of the field".to_string(),
                    _ if name.quote_style.is_some() => {
                        format!("write '{}' in single quotes for a text; double quotes stand round names", name.value)
                    }
                    _ => suggestion(&name.value, self.scope.keys().map(String::as_str), "fields"),
                };
                self.problem("unknown-column", format!("there is no field `{}` here", name.value), place, "unknown", help);
            }
        }
    }

    fn compound(&mut self, names: &[Ident]) {
        let (Some(first), Some(last)) = (names.first(), names.last()) else { return };
        let place = (self.reading.range(first.span).0, self.reading.range(last.span).1);
        let help = "write the field's name alone; only the row's own fields can be read";
        self.problem("qualified-column", "a field's name stands without a dot", place, "reaches out of the row", help);
    }

    fn subquery(&mut self) {
        let whole = (0, self.reading.written.text.len());
        let help = "PostgreSQL allows only the row's own fields here; state the rule as a reference, `unique` or `key`";
        self.problem("subquery", format!("{} cannot hold a query", self.place.words()), whole, "holds a SELECT", help);
    }

    fn function(&mut self, function: &Function) {
        let Some(name) = function.name.0.last().and_then(|part| part.as_ident()) else { return };
        let word = name.value.to_lowercase();
        let place = self.reading.range(name.span);
        let where_it_stands = self.place.words();
        // One of another schema is somebody's own.
        if let (1, Some(major)) = (function.name.0.len(), needs_newer(&word, self.target)) {
            let help = format!("write `postgres {major}` in the settings, or a function that {} has", self.target);
            let message = format!("`{word}` needs PostgreSQL {major}; the target is {}", self.target);
            return self.problem("function-needs-newer-postgres", message, place, format!("{major} brought it"), help);
        }
        if function.over.is_some() || AGGREGATES.contains(&word.as_str()) || function.filter.is_some() {
            let help = "it sees one row at a time; use `greatest`, `least` or `array_length` for values of one row";
            return self.problem("aggregate", format!("{where_it_stands} cannot use `{word}`"), place, "needs many rows", help);
        }
        if SET_RETURNING.contains(&word.as_str()) {
            return self.problem(
                "set-returning",
                format!("{where_it_stands} cannot use `{word}`"),
                place,
                "gives many rows",
                "write a function that gives one value",
            );
        }
        if matches!(function.args, FunctionArguments::Subquery(_)) {
            return self.subquery();
        }
        if !NOT_IMMUTABLE.contains(&word.as_str()) {
            return;
        }
        match self.place {
            Place::Default => {}
            Place::IndexKey | Place::Predicate | Place::Generated => {
                let help = "an index keeps what was true when a row was written; leave the moving part to the queries";
                self.problem("not-immutable", format!("{where_it_stands} cannot use `{word}`"), place, "changes without the row", help);
            }
            Place::Check => self.problems.push(
                Diagnostic::warning("check-not-immutable", format!("a check with `{word}` is true only when the row is written"))
                    .at(self.reading.place(place), "changes without the row")
                    .help("a backup may then fail to load; compare two fields of the row instead"),
            ),
        }
    }

    /// `status = 'draf'`: PostgreSQL would say "invalid input value for enum".
    fn enum_constant(&mut self, field: &Expr, constant: &Expr) {
        let (Expr::Identifier(name), Expr::Value(value)) = (field, constant) else { return };
        let SqlValue::SingleQuotedString(text) = &value.value else { return };
        let Some(values) = self.find(name).and_then(|found| found.values.clone()) else { return };
        if !values.contains(text) {
            let place = self.reading.range(value.span);
            let help = suggestion(text, values.iter().map(String::as_str), "values");
            self.problem(
                "unknown-enum-value",
                format!("`{}` never has the value `{text}`", name.value),
                place,
                "not one of its values",
                help,
            );
        }
    }
}
