//! An expression in bare words, as the comparison block of a migration makes them of what `pg_get_expr()` prints: without casts,
//! brackets and commas, numbers without quotes.
//!
//! Comes in: a form, and what kind of value each column holds. Goes out: PostgreSQL's own words; `None` for all that it might print in
//! another way on some version from 14 to 18, or under some setting. Never happens: a guess. A false alarm of the comparison
//! stops a deployment, so that whatever is not known here stays out.
//!
//! What the bare words cannot tell: brackets and casts (`a - (b - c)` and `a - b - c`, `a::date = b` and `a = b`).

use super::form::{Form, is_comparison};
use super::literal;
use crate::catalog::{DataType, QualifiedName};

/// What is known of a column's values, which decides how PostgreSQL prints a constant beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A text or an enum: constants are printed as they were written.
    Text,
    /// Whole or decimal.
    Number,
    /// `real`, `double precision`: PostgreSQL prints a constant in its own spelling.
    Float,
    Boolean,
    /// `jsonb`
    Document,
    List,
    /// Dates and times, `uuid`: compared with each other only, since PostgreSQL spells their constants anew.
    Plain,
    /// Nothing: only whether it is null can be asked.
    Closed,
}

/// What a part of an expression gives.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Of(Kind),
    TextConstant,
    /// `short`: a float prints it as it was written.
    NumberConstant {
        short: bool,
    },
}

impl Kind {
    pub fn of(data_type: &DataType, is_enum: impl Fn(&QualifiedName) -> bool) -> Kind {
        let user_name = data_type.user_name();
        match (&user_name, data_type.array) {
            // Other names stand in quotes, with which the block would not know where a cast ends.
            (Some(name), _) if !is_plain(&name.schema) || !is_plain(&name.name) => Kind::Closed,
            (_, true) => Kind::List,
            (Some(name), false) if is_enum(name) => Kind::Text,
            (Some(_), false) => Kind::Closed,
            (None, false) => Kind::of_builtin(&data_type.name),
        }
    }

    fn of_builtin(name: &str) -> Kind {
        match name {
            "text" | "character varying" | "character" => Kind::Text,
            "smallint" | "integer" | "bigint" | "numeric" => Kind::Number,
            "real" | "double precision" => Kind::Float,
            "boolean" => Kind::Boolean,
            "jsonb" => Kind::Document,
            "date" | "timestamp with time zone" | "timestamp without time zone" | "time without time zone" | "uuid" => Kind::Plain,
            _ => Kind::Closed,
        }
    }
}

fn is_plain(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// `result` is the kind of the whole: Boolean for a condition, the column's for a default.
pub(super) fn words(form: &Form, result: Kind, kind_of: &dyn Fn(&str) -> Option<Kind>) -> Option<String> {
    if let Form::Text(content) = form
        && matches!((result, content.as_str()), (Kind::Document | Kind::List, "{}") | (Kind::Document, "[]"))
    {
        return Some(format!("'{content}'"));
    }
    let mut writer = Writer { text: String::new(), kind_of };
    let part = writer.part(form)?;
    are_comparable(Part::Of(result), part).then_some(writer.text)
}

/// Most defaults, known without reading them as SQL.
pub(super) fn of_plain_default(text: &str, column: Kind) -> Option<&str> {
    let inside = text.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
    match (column, inside) {
        (Kind::Text, Some(word)) => word.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_').then_some(text),
        (Kind::Document | Kind::List, Some("{}")) => Some(text),
        (Kind::Plain, _) if text.eq_ignore_ascii_case("current_timestamp") => Some("CURRENT_TIMESTAMP"),
        (Kind::Plain, _) if text.eq_ignore_ascii_case("now()") => Some("now"),
        (Kind::Boolean, _) => ["true", "false"].into_iter().find(|word| text.eq_ignore_ascii_case(word)),
        (Kind::Number, _) if matches!(text, "0" | "1") => Some(text),
        _ => None,
    }
}

struct Writer<'a> {
    text: String,
    kind_of: &'a dyn Fn(&str) -> Option<Kind>,
}

impl Writer<'_> {
    fn word(&mut self, word: &str) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(word);
    }

    fn part(&mut self, form: &Form) -> Option<Part> {
        Some(match form {
            Form::Word(word) => self.name(word)?,
            Form::Number(number) => self.number(number)?,
            Form::Text(content) => self.constant(content)?,
            Form::Call { name, arguments, tail } if tail.is_empty() => Part::Of(self.call(name, arguments)?),
            Form::Operator(operator, left, right) => Part::Of(self.operator(operator, left, right)?),
            Form::Quantified(operator, word, left, right) => {
                let Form::Array(elements) = right.as_ref() else { return None };
                if !is_comparison(operator) || elements.is_empty() {
                    return None;
                }
                let left = self.part(left)?;
                self.word(operator);
                self.word(if *word == "any" { "ANY ARRAY" } else { "ALL ARRAY" });
                for element in elements {
                    let element = self.part(element)?;
                    are_comparable(left, element).then_some(())?;
                }
                Part::Of(Kind::Boolean)
            }
            Form::Prefix(operator, operand) if operator == "-" => {
                self.word("-");
                self.part(operand).filter(|part| matches!(part, Part::Of(Kind::Number | Kind::Float)))?
            }
            Form::Not(operand) => {
                self.word("NOT");
                self.boolean(operand)?
            }
            Form::Is(operand, state) => {
                let part = self.part(operand)?;
                self.word(&state.to_uppercase());
                (state.ends_with("null") || part == Part::Of(Kind::Boolean)).then_some(Part::Of(Kind::Boolean))?
            }
            Form::Cast(inner, data_type) => {
                let to = Kind::of_builtin(data_type);
                match self.part(inner)? {
                    Part::Of(_) if !matches!(to, Kind::Closed | Kind::Document) => Part::Of(to),
                    _ => return None,
                }
            }
            Form::Collate(inner, collation) if matches!(collation.as_str(), "C" | "POSIX") => {
                let part = self.part(inner).filter(|part| matches!(part, Part::Of(Kind::Text) | Part::TextConstant))?;
                self.word("COLLATE");
                self.word(collation);
                part
            }
            Form::And(parts) => self.chain(parts, "AND")?,
            Form::Or(parts) => self.chain(parts, "OR")?,
            _ => return None,
        })
    }

    fn boolean(&mut self, form: &Form) -> Option<Part> {
        self.part(form).filter(|part| *part == Part::Of(Kind::Boolean))
    }

    fn chain(&mut self, parts: &[Form], word: &str) -> Option<Part> {
        for (place, part) in parts.iter().enumerate() {
            if place > 0 {
                self.word(word);
            }
            self.boolean(part)?;
        }
        Some(Part::Of(Kind::Boolean))
    }

    fn name(&mut self, word: &str) -> Option<Part> {
        let kind = match word {
            "true" | "false" => {
                self.word(word);
                Kind::Boolean
            }
            "current_timestamp" | "current_date" | "localtimestamp" => {
                self.word(&word.to_uppercase());
                Kind::Plain
            }
            _ => {
                let column = word.trim_matches('"');
                if !column.chars().all(|character| character.is_alphanumeric() || character == '_') {
                    return None;
                }
                self.word(column);
                (self.kind_of)(column)?
            }
        };
        Some(Part::Of(kind))
    }

    fn number(&mut self, number: &str) -> Option<Part> {
        if !literal::is_number(number) || number == "-0" {
            return None;
        }
        self.word(number);
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        Some(Part::NumberConstant { short: digits <= 6 && !(number.contains('.') && number.ends_with('0')) })
    }

    fn constant(&mut self, content: &str) -> Option<Part> {
        let quoted_number = content.contains('\'') && content.bytes().any(|byte| byte.is_ascii_digit());
        if quoted_number || content.chars().any(char::is_control) || literal::has_other_spellings(content) {
            return None;
        }
        if reads_as_number(content) {
            self.word(content)
        } else {
            self.word(&format!("'{}'", content.replace('\'', "''")))
        }
        Some(Part::TextConstant)
    }

    fn operator(&mut self, operator: &str, left: &Form, right: &Form) -> Option<Kind> {
        let left = self.part(left)?;
        self.word(&operator.to_uppercase());
        let right = self.part(right)?;
        match operator {
            _ if is_comparison(operator) => are_comparable(left, right).then_some(Kind::Boolean),
            "is distinct from" => are_comparable(left, right).then_some(Kind::Boolean),
            "~" | "~*" | "!~" | "!~*" | "~~" | "~~*" | "!~~" | "!~~*" => {
                (left == Part::Of(Kind::Text) && is_text(right)).then_some(Kind::Boolean)
            }
            "||" => {
                ((left == Part::Of(Kind::Text) || right == Part::Of(Kind::Text)) && is_text(left) && is_text(right)).then_some(Kind::Text)
            }
            "+" | "-" | "*" | "/" | "%" => [Kind::Number, Kind::Float].into_iter().find(|kind| {
                let fits = |part| matches!(part, Part::Of(Kind::Number)) || are_comparable(Part::Of(*kind), part);
                fits(left) && fits(right)
            }),
            _ => None,
        }
    }

    /// Functions that PostgreSQL prints as they are called.
    fn call(&mut self, name: &str, arguments: &[Form]) -> Option<Kind> {
        let standard = matches!(name, "coalesce" | "nullif" | "greatest" | "least");
        self.word(&if standard { name.to_uppercase() } else { name.to_string() });
        let parts: Vec<Part> = arguments.iter().map(|argument| self.part(argument)).collect::<Option<_>>()?;
        match (name, parts.as_slice()) {
            ("now" | "gen_random_uuid", []) => Some(Kind::Plain),
            ("char_length" | "character_length" | "length" | "octet_length", [Part::Of(Kind::Text)]) => Some(Kind::Number),
            ("lower" | "upper" | "md5", [Part::Of(Kind::Text)]) => Some(Kind::Text),
            ("abs", [Part::Of(kind @ (Kind::Number | Kind::Float))]) => Some(*kind),
            ("round", [Part::Of(Kind::Number)] | [Part::Of(Kind::Number), Part::NumberConstant { .. }]) => Some(Kind::Number),
            ("cardinality", [Part::Of(Kind::List)]) => Some(Kind::Number),
            ("array_length", [Part::Of(Kind::List), Part::NumberConstant { .. }]) => Some(Kind::Number),
            ("jsonb_typeof", [Part::Of(Kind::Document)]) => Some(Kind::Text),
            ("num_nulls" | "num_nonnulls", [_, ..]) if parts.iter().all(|part| matches!(part, Part::Of(_))) => Some(Kind::Number),
            (_, [Part::Of(kind), others @ ..]) if standard => others.iter().all(|other| are_comparable(parts[0], *other)).then_some(*kind),
            _ => None,
        }
    }
}

fn is_text(part: Part) -> bool {
    are_comparable(Part::Of(Kind::Text), part)
}

/// Whether PostgreSQL prints the other constant as it was written when it stands beside this one.
fn are_comparable(one: Part, other: Part) -> bool {
    match (one, other) {
        (Part::Of(Kind::Text), Part::TextConstant | Part::NumberConstant { .. })
        | (Part::Of(Kind::Number), Part::NumberConstant { .. } | Part::Of(Kind::Float))
        | (Part::Of(Kind::Float), Part::NumberConstant { short: true } | Part::Of(Kind::Number)) => true,
        (Part::Of(one), Part::Of(other)) => one == other && !matches!(one, Kind::Document | Kind::List | Kind::Closed),
        (_, Part::Of(_)) => are_comparable(other, one),
        _ => false,
    }
}

/// The block takes the quotes off such a constant.
fn reads_as_number(content: &str) -> bool {
    let digits = content.strip_prefix('-').unwrap_or(content);
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole) && fraction.is_none_or(all_digits)
}
