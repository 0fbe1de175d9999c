//! What is wrong with a line that could not be read, in the words of the person who wrote it.
//!
//! Comes in: the line, the rule that did not fit, and where reading stopped. Goes out: exactly one diagnostic.
//! Never happens: a rule's name, a list of everything the grammar knows, a help that does not say what to write.
//!
//! The order matters: first the mistakes that have a name of their own, then words that are nearly right, then two
//! things on one line, and only then "expected …, found …".

use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};
use crate::syntax::foreign;
use crate::syntax::grammar::{self, Rule, Unread};
use crate::syntax::lower::{first_words, leading_word};
use crate::syntax::members::rule_of_member;
use crate::syntax::tokens::{Kind, Token, tokens};
use crate::syntax::words;

/// A line under examination.
pub struct Line<'t> {
    pub file: FileId,
    pub head: &'t str,
    /// Where the head begins in the file.
    pub offset: usize,
    pub rule: Rule,
    pub tokens: Vec<Token<'t>>,
    /// The token at which reading stopped; `tokens.len()` is the end of the line.
    pub found: usize,
}

impl<'t> Line<'t> {
    fn new(file: FileId, head: &'t str, offset: usize, rule: Rule, at: usize) -> Line<'t> {
        let tokens = tokens(head);
        let found = tokens.iter().position(|token| token.end() > at).unwrap_or(tokens.len());
        Line { file, head, offset, rule, tokens, found }
    }

    pub fn token(&self, index: usize) -> Option<&Token<'t>> {
        self.tokens.get(index)
    }

    pub fn text(&self, index: usize) -> &'t str {
        self.tokens.get(index).map_or("", |token| token.text)
    }

    pub fn span(&self, index: usize) -> Span {
        match self.tokens.get(index).or(self.tokens.last()) {
            Some(token) if index < self.tokens.len() => Span::new(self.file, self.offset + token.start, self.offset + token.end()),
            // The end of the line is shown at its last token.
            Some(token) => Span::new(self.file, self.offset + token.start, self.offset + token.end()),
            None => Span::new(self.file, self.offset, self.offset + self.head.len()),
        }
    }

    fn at_end(&self) -> bool {
        self.found >= self.tokens.len()
    }

    fn before(&self) -> Option<&Token<'t>> {
        self.found.checked_sub(1).and_then(|index| self.tokens.get(index))
    }
}

/// Why a line could not be read by its rule.
pub fn explain(file: FileId, head: &str, offset: usize, rule: Rule, unread: &Unread, has_block: bool) -> Diagnostic {
    let line = Line::new(file, head, offset, rule, unread.at);
    wrong_sign(&line)
        .or_else(|| range(&line))
        .or_else(|| foreign::word(&line))
        .or_else(|| missing_part(&line))
        .or_else(|| sql_in_an_index(&line))
        .or_else(|| nearly_a_word(&line))
        .or_else(|| two_on_a_line(&line))
        .or_else(|| name_that_is_quoted(&line))
        .unwrap_or_else(|| anything_else(&line, unread, has_block))
}

/// A line of a file that starts with no item's word.
pub fn not_an_item(file: FileId, head: &str, offset: usize, has_block: bool) -> Diagnostic {
    let line = Line::new(file, head, offset, Rule::entity_line, 0);
    let word = leading_word(head);
    if words::RESERVED_ITEMS.contains(&word) {
        return reserved(&line, 0);
    }
    if let Some(diagnostic) = wrong_sign(&line).or_else(|| foreign::item(&line)) {
        return diagnostic;
    }
    if (words::MEMBERS.contains(&word) || words::RESERVED_MEMBERS.contains(&word)) && !has_block || matches!(word, "rows" | "seed") {
        return Diagnostic::error("wrong-place", format!("`{}` stands outside of an entity", first_words(head)))
            .at(line.span(0), "belongs to an entity")
            .help("Move it between the braces of its entity; perhaps a `}` above closes too early");
    }
    let known = "`project`, `settings`, `use`, `enum`, `type`, `mixin`, `entity`, `external`, `ignore`, `namespace`, `extension`, `view`, `sql` or `intent`";
    let diagnostic =
        Diagnostic::error("unknown-item", format!("`{}` is not known here", shortened(line.text(0)))).at(line.span(0), "unknown word");
    match words::nearest(word, words::ITEMS.iter().chain(words::RESERVED_ITEMS).copied()) {
        Some(near) => diagnostic.help(format!("Did you mean `{near}`?")),
        None => match rule_of_member(head) {
            rule @ (Rule::field_line | Rule::reference_line) if grammar::read(rule, head).is_ok() && !has_block => {
                diagnostic.help(format!("A field stands between the braces of an entity; items start with {known}"))
            }
            _ => diagnostic.help(format!("Items start with {known}")),
        },
    }
}

/// A line of an entity that is no member by its first word.
pub fn not_a_member(file: FileId, head: &str, offset: usize, has_block: bool) -> Option<Diagnostic> {
    let word = leading_word(head);
    if words::RESERVED_MEMBERS.contains(&word) {
        return Some(reserved(&Line::new(file, head, offset, Rule::field_line, 0), 0));
    }
    let item_inside = has_block && (words::ITEMS.contains(&word) || words::RESERVED_ITEMS.contains(&word))
        || word == "type" && words::starts_an_item(head) && grammar::read(Rule::field_line, head).is_err();
    if item_inside {
        let line = Line::new(file, head, offset, Rule::entity_line, 0);
        return Some(
            Diagnostic::error("wrong-place", format!("`{}` stands inside an entity", first_words(head)))
                .at(line.span(0), "an item of its own")
                .help("Move it out of the braces; perhaps a `}` is missing above"),
        );
    }
    // Every line comes here: only those that may be foreign are cut into tokens.
    if !foreign::may_start_a_member(head) {
        return None;
    }
    foreign::member(&Line::new(file, head, offset, Rule::field_line, 0))
}

fn reserved(line: &Line, index: usize) -> Diagnostic {
    let word = line.text(index);
    let what = match word {
        "soft" => "soft delete",
        _ => word,
    };
    Diagnostic::error("reserved-word", format!("`{what}` is not part of edition 2026 yet"))
        .at(line.span(index), "reserved for a later edition")
        .help(match words::RESERVED_ITEMS.contains(&word) && line.rule == Rule::entity_line {
            true => "Leave it out for now".to_string(),
            false => format!("Leave it out for now; if it is meant as a name, write it in back-quotes: `` `{word}` ``"),
        })
}

/// Signs that have no place in the language, or not in this one.
fn wrong_sign(line: &Line) -> Option<Diagnostic> {
    let token = line.token(line.found)?;
    let span = line.span(line.found);
    if token.kind == Kind::SingleQuoted {
        let inner = token.text.trim_matches('\'').replace('"', "\\\"");
        return Some(
            Diagnostic::error("single-quotes", "Strings stand in double quotes")
                .at(span, "in single quotes here")
                .help(format!("Write `\"{inner}\"`")),
        );
    }
    if token.kind != Kind::Sign {
        return None;
    }
    if let Some((what, instead)) = typographic(token.text) {
        return Some(
            Diagnostic::error("typographic-character", format!("There is {what} here")).at(span, "not part of the language").help(instead),
        );
    }
    let is_last = line.found + 1 == line.tokens.len();
    let word = leading_word(line.head);
    if token.text == "," && token.depth == 0 && !line.head.contains('(') && matches!(word, "unique" | "index" | "key" | "rows") {
        let fields = shortened(line.head[word.len()..].trim());
        return Some(
            Diagnostic::error("unexpected", "Fields stand in parentheses")
                .at(Span::new(line.file, line.offset + line.tokens[1].start, line.offset + line.head.len()), "without parentheses here")
                .help(format!("Write `{word} ({fields})`")),
        );
    }
    match token.text {
        "," if token.depth == 0 && is_last => Some(
            Diagnostic::error("comma-at-line-end", "A line does not end with a comma")
                .at(span, "take it out")
                .help("The line break ends the line; `;` separates lines that stand side by side"),
        ),
        "," if token.depth == 0 && line.found > 0 => Some(
            Diagnostic::error("missing-line-end", "A comma does not separate lines")
                .at(span, "a line break or `;` belongs here")
                .help("Write each on a line of its own, or put `;` between them"),
        ),
        "," if token.depth == 0 => Some(
            Diagnostic::error("comma-at-line-end", "A line does not start with a comma")
                .at(span, "take it out")
                .help("Lines are separated by line breaks or `;`"),
        ),
        ":" | "::" if token.depth == 0 => {
            let name = line.before().map_or("name", |token| token.text);
            let kind = line.token(line.found + 1).map_or("text", |token| token.text);
            Some(
                Diagnostic::error("colon-after-name", "Names and types stand side by side, without `:`")
                    .at(span, "take it out")
                    .help(format!("Write `{} {}`", shortened(name), shortened(kind))),
            )
        }
        "--" | "#" if token.depth == 0 => Some(
            Diagnostic::error("double-dash-comment", format!("`{}` does not start a comment", token.text))
                .at(span, "not a comment here")
                .help("Write `//`"),
        ),
        _ => None,
    }
}

fn typographic(sign: &str) -> Option<(&'static str, &'static str)> {
    Some(match sign.chars().next()? {
        '“' | '”' | '„' | '«' | '»' => ("a typographic quotation mark", "Write `\"`"),
        '‘' | '’' | '‚' => ("a typographic quotation mark", "Write `\"` for a string; in SQL write `'`"),
        '–' | '—' | '−' => ("a typographic dash", "Write `-`, or `..` for a range"),
        '…' => ("a typographic ellipsis", "Write `..` for a range"),
        '→' => ("a typographic arrow", "Write `->`"),
        '↔' => ("a typographic arrow", "Write `<->`"),
        '\u{a0}' | '\u{2007}' | '\u{202f}' | '\u{2009}' => ("a no-break or thin blank", "Write an ordinary blank"),
        '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2028}'..='\u{202e}' => ("an invisible character", "Delete it"),
        _ => return None,
    })
}

/// `varchar(1-200)` and its kin.
fn range(line: &Line) -> Option<Diagnostic> {
    let token = line.token(line.found)?;
    let before = line.before().filter(|before| before.kind == Kind::Number && token.depth > 0)?;
    let (low, high, last) = match token.text {
        "-" | "to" | ":" | "," | ".." => (before.text, line.text(line.found + 1), line.found + 1),
        _ if token.kind == Kind::Number && token.text.starts_with('-') => (before.text, &token.text[1..], line.found),
        _ => return None,
    };
    let in_type = matches!(line.rule, Rule::field_line | Rule::type_line) && high.starts_with(|sign: char| sign.is_ascii_digit());
    in_type.then(|| {
        Diagnostic::error("range-with-hyphen", "A range is written with two dots")
            .at(line.span(line.found - 1).to(line.span(last)), "from … to …")
            .help(format!("Write `{low}..{high}`"))
    })
}

fn missing_part(line: &Line) -> Option<Diagnostic> {
    let found = line.text(line.found);
    let before = line.before().map_or("", |token| token.text);
    if before == "=" && (line.at_end() || words::AFTER_TYPE.contains(&found)) && line.rule != Rule::type_line {
        return Some(
            Diagnostic::error("missing-value", "There is no value after `=`")
                .at(line.span(line.found - 1), "a value belongs behind this")
                .help("Write a number, a string in `\"`, `true`, `false`, a value of the enum, or SQL in parentheses; or take the `=` out"),
        );
    }
    let is_followed_wrongly = || line.token(1).is_some_and(|token| matches!(token.text, "=" | "(" | "{") || token.kind == Kind::Number);
    if line.rule == Rule::field_line && line.found == 1 && (line.at_end() || words::AFTER_TYPE.contains(&found) || is_followed_wrongly()) {
        return Some(missing_type(line));
    }
    let wants_a_name = matches!(
        line.rule,
        Rule::entity_line
            | Rule::mixin_line
            | Rule::enum_line
            | Rule::type_line
            | Rule::project_line
            | Rule::extension_line
            | Rule::namespace_line
            | Rule::view_line
            | Rule::sql_line
    );
    if wants_a_name && line.found == 1 && (line.at_end() || found == "=") {
        return Some(
            Diagnostic::error("missing-name", format!("This `{before}` has no name"))
                .at(line.span(0), "a name belongs behind this")
                .help(format!("Write it as `{}`", example(line.rule))),
        );
    }
    None
}

/// `index (lower(title))`
fn sql_in_an_index(line: &Line) -> Option<Diagnostic> {
    let open = line.token(line.found).filter(|token| token.text == "(" && token.depth == 1)?;
    let function = line.before().filter(|token| token.kind == Kind::Word && line.rule == Rule::index_line)?;
    let close = line.tokens[line.found..].iter().find(|token| token.text == ")" && token.depth == open.depth)?;
    let (start, end) = (function.start, close.end());
    let corrected = format!("{}({}){}", &line.head[..start], &line.head[start..end], &line.head[end..]);
    Some(
        Diagnostic::error("unexpected", "SQL in an index stands in parentheses of its own")
            .at(Span::new(line.file, line.offset + start, line.offset + end), "without them here")
            .help(format!("Write `{}`", shortened(&corrected))),
    )
}

/// A field that stops after its name, or a member's word that is misspelt.
fn missing_type(line: &Line) -> Diagnostic {
    let name = line.text(0);
    let found = line.text(1);
    if matches!(found, "(" | "{") || line.token(1).is_some_and(|token| token.kind == Kind::Number) {
        let diagnostic =
            Diagnostic::error("unknown-word", format!("`{}` is not known here", shortened(name))).at(line.span(0), "unknown word");
        return match words::nearest(name, words::MEMBERS.iter().chain(words::RESERVED_MEMBERS).copied()) {
            Some(near) => diagnostic.help(format!("Did you mean `{near}`?")),
            None => diagnostic.help(
                "A field is written as `name type`; other lines start with `include`, `key`, `unique`, `index`, `check`, `rows` or `seed`",
            ),
        };
    }
    let suggestion = match name {
        "email" | "slug" | "url" | "phone" | "city" | "country" | "language" | "currency" | "year" => name,
        _ if name.ends_with("_at") => "timestamp",
        _ if name.starts_with("is_") || name.starts_with("has_") => "bool = false",
        _ if name.ends_with("_on") => "date",
        _ => "text",
    };
    Diagnostic::error("missing-type", format!("The field `{}` has no type", shortened(name)))
        .at(line.span(0), "a type belongs behind this")
        .help(format!("Write for example `{name} {suggestion}`"))
}

/// A word that is one slip away from a word that could stand here.
fn nearly_a_word(line: &Line) -> Option<Diagnostic> {
    let token = line.token(line.found).filter(|token| token.kind == Kind::Word && token.depth <= 1)?;
    let candidates: &[&str] = match line.rule {
        Rule::field_line => &[words::AFTER_TYPE, words::AFTER_TYPE_TOO].concat(),
        Rule::type_line => words::AFTER_TYPE,
        Rule::reference_line | Rule::foreign_key_line => words::AFTER_TARGET,
        Rule::many_to_many_line | Rule::entity_line => &["table", "was"],
        Rule::enum_line => &["was"],
        Rule::removed_line => &["check", "unique", "constraint", "index", "trigger"],
        Rule::removed_item_line => &["entity", "enum", "table"],
        Rule::project_line => &["edition"],
        Rule::index_line => &["where", "using", "asc", "desc", "nulls", "first", "last", "include", "collate", "not", "distinct"],
        Rule::unique_line => &["where", "include", "nulls", "not", "distinct", "deferrable", "initially", "deferred", "index"],
        Rule::exclude_line => &["where", "using", "with"],
        Rule::sql_line => &["before", "after", "replace", "undo"],
        Rule::no_line => &["timestamps", "key"],
        Rule::check_line => &["not", "valid"],
        _ => return None,
    };
    let near = words::nearest(token.text, candidates.iter().copied()).filter(|near| *near != token.text)?;
    Some(
        Diagnostic::error("unknown-word", format!("`{}` is not known here", token.text))
            .at(line.span(line.found), "unknown word")
            .help(format!("Did you mean `{near}`?")),
    )
}

/// Two things side by side: each half can be read on its own.
fn two_on_a_line(line: &Line) -> Option<Diagnostic> {
    let split = place_to_split(line.head, line.rule, line.found, 4)?;
    let index = line.tokens.iter().position(|token| token.start == split)?;
    let second = &line.head[split..];
    let message = format!("Two things stand on one line: a line break or `;` is missing before `{}`", shortened(&first_words(second)));
    Some(Diagnostic::error("missing-line-end", message).at(line.span(index), "a line of its own begins here").help(format!(
        "Write `{}; {}`, or put the second on its own line",
        shortened(line.head[..split].trim_end()),
        shortened(second)
    )))
}

/// Words that go on with a line, though a field might bear such a name.
const NEVER_FIRST: &[&str] = &[
    "asc", "column", "delete", "desc", "edition", "matches", "nulls", "on", "set", "table", "time", "to", "update", "using", "where",
    "with", "without",
];

fn place_to_split(head: &str, rule: Rule, limit: usize, depth: usize) -> Option<usize> {
    // Each place is tried by reading both halves: on a line that nobody wrote by hand that is not worth its time.
    if head.len() > 2000 {
        return None;
    }
    let line = tokens(head);
    let items = words::ITEMS.contains(&leading_word(head)) && rule != Rule::field_line && rule != Rule::reference_line;
    let last = limit.min(line.len().saturating_sub(1)).min(40);
    (1..=last).rev().filter(|index| line[*index].depth == 0 && line[*index].kind != Kind::Sign).find_map(|index| {
        let (start, end) = (line[index].start, line[index - 1].end());
        let (first, second) = (&head[..end], &head[start..]);
        if NEVER_FIRST.contains(&leading_word(second)) {
            return None;
        }
        let second_rule = if items { item_rule(leading_word(second))? } else { rule_of_member(second) };
        let second_reads = match grammar::read(second_rule, second) {
            Ok(_) => true,
            Err(unread) if depth > 0 => {
                let found = tokens(second).iter().position(|token| token.end() > unread.at).unwrap_or(0);
                place_to_split(second, second_rule, found, depth - 1).is_some()
            }
            Err(_) => false,
        };
        (second_reads && grammar::read(rule, first).is_ok()).then_some(start)
    })
}

fn item_rule(word: &str) -> Option<Rule> {
    Some(match word {
        "project" => Rule::project_line,
        "settings" => Rule::settings_line,
        "use" => Rule::use_line,
        "enum" => Rule::enum_line,
        "type" => Rule::type_line,
        "mixin" => Rule::mixin_line,
        "entity" => Rule::entity_line,
        "removed" => Rule::removed_item_line,
        "extension" => Rule::extension_line,
        "external" => Rule::external_line,
        "ignore" => Rule::ignore_line,
        "namespace" => Rule::namespace_line,
        "view" | "materialized" => Rule::view_line,
        "sql" => Rule::sql_line,
        "intent" => Rule::intent_line,
        _ => return None,
    })
}

/// A name in the wrong quotes: `entity "User" { … }`.
fn name_that_is_quoted(line: &Line) -> Option<Diagnostic> {
    let token = line.token(line.found).filter(|token| token.text.starts_with('"') && token.text.len() > 2)?;
    let inner = token.text.trim_matches('"');
    let before_name = line.found == 0
        || matches!(line.text(line.found - 1), "entity" | "mixin" | "enum" | "type" | "project" | "include" | "->" | "<->" | "(" | ",");
    let name_wanted = before_name && !matches!(line.rule, Rule::row_line | Rule::enum_values | Rule::use_line | Rule::ignore_line);
    name_wanted.then(|| {
        let quotes = if words::needs_back_quotes(inner) { format!("`` `{inner}` ``") } else { format!("`{inner}`") };
        Diagnostic::error("unexpected", "A name belongs here, not a string")
            .at(line.span(line.found), "in string quotes")
            .help(format!("Write {quotes}"))
    })
}

fn anything_else(line: &Line, unread: &Unread, has_block: bool) -> Diagnostic {
    let expected = match unread.expected.as_slice() {
        many if many.len() > 1 && has_block => many.iter().map(|what| if *what == "the end of the line" { "`{`" } else { what }).collect(),
        many => many.to_vec(),
    };
    let help = help_for(line);
    let wanted = grammar::listed(&expected);
    if line.at_end() {
        return Diagnostic::error("unexpected", format!("This line is not finished: {wanted} is missing"))
            .at(line.span(line.tokens.len()), "something is missing behind this")
            .help(help);
    }
    let found = shortened(line.text(line.found));
    let message = match expected.as_slice() {
        ["the end of the line"] => format!("`{found}` stands where the line should end"),
        [_] => format!("`{found}` stands where {wanted} belongs"),
        _ => format!("`{found}` does not fit here"),
    };
    let label = if expected.len() > 5 { "this cannot follow here".to_string() } else { format!("expected {wanted}") };
    Diagnostic::error("unexpected", message).at(line.span(line.found), label).help(help)
}

fn help_for(line: &Line) -> String {
    let found = line.text(line.found);
    let before = line.before().map_or("", |token| token.text);
    if matches!(line.rule, Rule::field_line | Rule::type_line | Rule::reference_line) {
        return help_for_a_field(line, found, before);
    }
    format!("Write it as `{}`", example(line.rule))
}

fn help_for_a_field(line: &Line, found: &str, before: &str) -> String {
    let (name, kind) = (shortened(line.text(0)), shortened(line.text(1)));
    let inside = line.token(line.found).is_some_and(|token| token.depth > 0 || matches!(token.text, ")" | "]" | "}"));
    let value_began = line.tokens.iter().take(line.found).any(|token| token.text == "=");
    if found == "[" || before == "[" && !value_began {
        return "An array is written as `text[]`, without a size and before `?`".to_string();
    }
    if line.found == 1 && matches!(found, "-" | "." | "/") {
        return format!("A name has letters, digits and `_`: write `{name}_{}`; other names stand in back-quotes", shortened(line.text(2)));
    }
    if before == "matches" {
        return "Write a pattern between slashes: `matches /^[a-z]+$/`".to_string();
    }
    if before == "check" || before == "where" {
        return format!("Write SQL in parentheses: `{before} (…)`");
    }
    if inside && value_began {
        return "JSON has its keys and strings in double quotes: `{\"a\": 1}`; an array is `[1, 2]`; SQL stands in parentheses".to_string();
    }
    if inside {
        return "Arguments of a type are written as `varchar(1..200)`, `numeric(12, 2)` or `money(EUR)`".to_string();
    }
    if line.rule == Rule::field_line && line.token(line.found).is_some_and(|token| token.kind == Kind::Number) && line.found == 2 {
        return format!("Write `{kind}({found})`");
    }
    match line.rule {
        Rule::field_line if line.found >= 2 && value_began => {
            format!("Behind the value may stand `unique`, `matches /…/`, `check (…)` or `column \"…\"`, as in `{}`", example(line.rule))
        }
        Rule::field_line if line.found >= 2 => {
            format!("Behind `{name} {kind}` may stand `?`, `= value`, `unique`, `matches /…/`, `check (…)` or `column \"…\"`")
        }
        Rule::reference_line if line.found >= 3 => {
            format!(
                "Behind `{name} -> {}` may stand `?`, `unique`, `on delete cascade`, `on update restrict` or `column \"…\"`",
                shortened(line.text(2))
            )
        }
        rule => format!("Write it as `{}`", example(rule)),
    }
}

/// One good line of each kind.
pub fn example(rule: Rule) -> &'static str {
    match rule {
        Rule::project_line => "project blog edition 2026 \"Blog platform\"",
        Rule::settings_line => "settings { keys bigserial }",
        Rule::setting_line => "keys bigserial",
        Rule::use_line => "use \"people.schema\"",
        Rule::enum_line => "enum Status { draft published }",
        Rule::enum_values => "draft published archived",
        Rule::type_line => "type Username = varchar(3..30) matches /^[a-z0-9_]+$/",
        Rule::mixin_line => "mixin Described { title varchar(1..200) }",
        Rule::entity_line => "entity User { email email unique }",
        Rule::reference_line => "author -> User on delete cascade",
        Rule::many_to_many_line => "tags <-> Tag",
        Rule::include_line => "include Described",
        Rule::key_line => "key (source, sequence)",
        Rule::unique_line => "unique (author, slug)",
        Rule::foreign_key_line => "foreign key (club, author) -> User (club, number)",
        Rule::index_line => "index (published_at desc) where (status = 'published')",
        Rule::extension_line => "extension pg_trgm",
        Rule::external_line => "external entity auth.users (id uuid)",
        Rule::ignore_line => "ignore \"schema_migrations\"",
        Rule::namespace_line => "namespace billing { entity Plan { name varchar(40) } }",
        Rule::view_line => "view RecentPosts \"\"\"select id, title from posts\"\"\"",
        Rule::sql_line => "sql touch_post after Post \"\"\"create function …\"\"\" undo \"\"\"drop function …\"\"\"",
        Rule::exclude_line => "exclude (room with =, during with &&)",
        Rule::check_line => "check positive_total (total >= 0)",
        Rule::rows_line => "rows (code, name) { (\"de\", \"Germany\") }",
        Rule::row_line => "(\"de\", \"Germany\")",
        Rule::seed_line => "seed 5",
        Rule::fixed_line => "is_admin = true",
        Rule::no_line => "no timestamps",
        Rule::removed_line => "removed nickname",
        Rule::removed_item_line => "removed entity LegacyImport",
        _ => "email email unique",
    }
}

/// A piece of the line, short enough for a message.
pub fn shortened(text: &str) -> String {
    let flat: String = text.chars().take(61).map(|sign| if sign.is_control() { ' ' } else { sign }).collect();
    if flat.chars().count() > 60 { flat.chars().take(59).chain(['…']).collect() } else { flat }
}
