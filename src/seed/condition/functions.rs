//! Functions and types by the names that SQL calls them.

use std::sync::{LazyLock, Mutex, PoisonError};

use sqlparser::ast::BinaryOperator;

use super::{Function, PatternKind};
use crate::catalog::{DataType, QualifiedName};
use crate::ordered::IndexMap;
use crate::seed::pattern::Pattern;

/// By name and number of arguments.
pub fn function(name: &str, arguments: usize) -> Option<Function> {
    Some(match (name, arguments) {
        ("char_length" | "character_length" | "length", 1) => Function::CharacterLength,
        ("octet_length", 1) => Function::ByteLength,
        ("lower", 1) => Function::Lower,
        ("upper", 1) => Function::Upper,
        ("btrim" | "trim", 1) => Function::Trim,
        ("ltrim", 1) => Function::TrimLeft,
        ("rtrim", 1) => Function::TrimRight,
        ("coalesce", 1..) => Function::Coalesce,
        ("nullif", 2) => Function::NullIf,
        ("num_nonnulls", 1..) => Function::NumberOfNonNulls,
        ("num_nulls", 1..) => Function::NumberOfNulls,
        ("abs", 1) => Function::Absolute,
        ("floor", 1) => Function::Floor,
        ("ceil" | "ceiling", 1) => Function::Ceiling,
        ("round", 1 | 2) => Function::Round,
        ("sign", 1) => Function::Sign,
        ("cardinality", 1) => Function::Cardinality,
        ("array_length", 2) => Function::ArrayLength,
        ("family", 1) => Function::Family,
        ("masklen", 1) => Function::MaskLength,
        ("least", 1..) => Function::Least,
        ("greatest", 1..) => Function::Greatest,
        ("int4range" | "int8range" | "numrange" | "daterange" | "tsrange" | "tstzrange", 2 | 3) => Function::RangeText,
        ("isempty", 1) => Function::IsEmpty,
        ("lower_inc", 1) => Function::LowerInclusive,
        ("upper_inc", 1) => Function::UpperInclusive,
        ("lower_inf", 1) => Function::LowerInfinite,
        ("upper_inf", 1) => Function::UpperInfinite,
        ("strpos", 2) => Function::Position,
        ("left", 2) => Function::Left,
        ("right", 2) => Function::Right,
        ("substr" | "substring", 2 | 3) => Function::Substring,
        ("starts_with", 2) => Function::StartsWith,
        ("power" | "pow", 2) => Function::Power,
        ("sqrt", 1) => Function::SquareRoot,
        ("trunc", 1 | 2) => Function::Truncate,
        ("div", 2) => Function::WholeQuotient,
        ("replace", 3) => Function::Replace,
        ("split_part", 3) => Function::SplitPart,
        ("reverse", 1) => Function::Reverse,
        ("repeat", 2) => Function::Repeat,
        ("ascii", 1) => Function::FirstCode,
        ("concat", 1..) => Function::JoinTexts,
        ("concat_ws", 2..) => Function::JoinWith,
        ("lpad", 2 | 3) => Function::PadLeft,
        ("rpad", 2 | 3) => Function::PadRight,
        ("age", 2) => Function::Age,
        ("date_trunc", 2) => Function::DateTruncate,
        ("array_position", 2) => Function::ArrayPosition,
        ("jsonb_typeof" | "json_typeof", 1) => Function::JsonType,
        ("jsonb_array_length" | "json_array_length", 1) => Function::JsonLength,
        ("jsonb_exists", 2) => Function::JsonHas,
        ("jsonb_exists_all", 2) => Function::JsonHasAll,
        ("jsonb_exists_any", 2) => Function::JsonHasAny,
        ("jsonb_extract_path_text" | "json_extract_path_text", 2) => Function::JsonText,
        ("jsonb_extract_path" | "json_extract_path", 2) => Function::JsonPart,
        ("now" | "current_timestamp" | "transaction_timestamp" | "statement_timestamp" | "clock_timestamp", 0) => Function::Now,
        ("current_date", 0) => Function::Today,
        _ => return None,
    })
}

/// By operator, where it is no comparison and no arithmetic.
pub fn operator(operator: &BinaryOperator) -> Option<Function> {
    Some(match operator {
        BinaryOperator::StringConcat => Function::Concatenate,
        BinaryOperator::PGStartsWith => Function::StartsWith,
        BinaryOperator::PGExp => Function::Power,
        BinaryOperator::BitwiseAnd => Function::BitAnd,
        BinaryOperator::BitwiseOr => Function::BitOr,
        BinaryOperator::PGBitwiseXor => Function::BitXor,
        BinaryOperator::PGBitwiseShiftLeft => Function::ShiftLeft,
        BinaryOperator::PGBitwiseShiftRight => Function::ShiftRight,
        BinaryOperator::PGOverlap => Function::Overlaps,
        BinaryOperator::Arrow => Function::JsonPart,
        BinaryOperator::LongArrow => Function::JsonText,
        BinaryOperator::HashArrow => Function::JsonAt,
        BinaryOperator::HashLongArrow => Function::JsonTextAt,
        BinaryOperator::Question => Function::JsonHas,
        BinaryOperator::QuestionAnd => Function::JsonHasAll,
        BinaryOperator::QuestionPipe => Function::JsonHasAny,
        _ => return None,
    })
}

/// The part of a moment that EXTRACT and date_part take.
pub fn part(name: &str) -> Option<Function> {
    Some(match name.to_ascii_lowercase().as_str() {
        "year" => Function::Year,
        "month" => Function::Month,
        "day" => Function::Day,
        "hour" => Function::Hour,
        "minute" => Function::Minute,
        "quarter" => Function::Quarter,
        "week" => Function::Week,
        "doy" => Function::DayOfYear,
        "second" => Function::Second,
        "dow" => Function::DayOfWeek,
        "isodow" => Function::IsoDayOfWeek,
        "epoch" => Function::Epoch,
        _ => return None,
    })
}

/// A type as an expression writes it.
pub fn data_type(written: &str) -> Option<DataType> {
    let text = written.trim();
    let (text, array) = match text.split_once('[') {
        Some((text, _)) => (text.trim(), true),
        None => (text, false),
    };
    let (head, modifiers, tail) = match text.split_once('(') {
        Some((head, rest)) => {
            let (modifiers, tail) = rest.split_once(')')?;
            (head, modifiers.split(',').map(|part| part.trim().to_string()).collect(), tail)
        }
        None => (text, Vec::new(), ""),
    };
    let name = format!("{head}{tail}");
    let data_type = match name.contains('.') || name.contains('"') {
        true => match QualifiedName::try_from(name.clone()) {
            Ok(name) if name.schema == "pg_catalog" => DataType::builtin(&name.name),
            Ok(name) => DataType::user(&name),
            Err(_) => DataType::builtin(name.trim_matches('"')),
        },
        false => {
            let words: Vec<String> = name.to_lowercase().split_whitespace().map(str::to_string).collect();
            DataType::builtin(&words.join(" "))
        }
    };
    Some(DataType { modifiers, array, ..data_type })
}

/// `a_b%` → `^a.b.*$`, with `.` taking newlines too and `\` as LIKE's escape.
pub fn like_as_regex(pattern: &str, ignore_case: bool, escape: Option<char>) -> String {
    let mut regex = String::from(if ignore_case { "(?si)^" } else { "(?s)^" });
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        match character {
            _ if Some(character) == escape => regex.push_str(&regex::escape(&characters.next().unwrap_or(character).to_string())),
            '%' => regex.push_str(".*"),
            '_' => regex.push('.'),
            other => regex.push_str(&regex::escape(&other.to_string())),
        }
    }
    regex.push('$');
    regex
}

/// SIMILAR TO: `%` and `_` as in LIKE, `|*+?{}()[]` as in regular expressions, all else as it stands.
pub fn similar_as_regex(pattern: &str) -> String {
    let mut regex = String::from("(?s)^(?:");
    let mut characters = pattern.chars();
    let mut in_class = false;
    while let Some(character) = characters.next() {
        match character {
            '\\' => regex.push_str(&regex::escape(&characters.next().unwrap_or('\\').to_string())),
            '[' if !in_class => {
                in_class = true;
                regex.push('[');
            }
            ']' if in_class => {
                in_class = false;
                regex.push(']');
            }
            other if in_class => regex.push(other),
            '%' => regex.push_str(".*"),
            '_' => regex.push('.'),
            '(' => regex.push_str("(?:"),
            '|' | '*' | '+' | '?' | '{' | '}' | ')' => regex.push(character),
            other => regex.push_str(&regex::escape(&other.to_string())),
        }
    }
    regex.push_str(")$");
    regex
}

impl PatternKind {
    /// As the regular expression that it means.
    pub fn regex(self, text: &str) -> String {
        match self {
            PatternKind::Regex => text.to_string(),
            PatternKind::RegexOfAnyCase => format!("(?i){text}"),
            PatternKind::Like => like_as_regex(text, false, Some('\\')),
            PatternKind::LikeOfAnyCase => like_as_regex(text, true, Some('\\')),
            PatternKind::Similar => similar_as_regex(text),
        }
    }

    /// The pattern that a text means; each is compiled once.
    pub fn pattern(self, text: &str) -> Option<Pattern> {
        static KNOWN: LazyLock<Mutex<IndexMap<String, Option<Pattern>>>> = LazyLock::new(Mutex::default);
        let regex = self.regex(text);
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() > MOST_PATTERNS {
            known.clear();
        }
        known.entry(regex).or_insert_with_key(|regex| pattern(regex)).clone()
    }
}

/// So many patterns that rows are part of are kept compiled.
const MOST_PATTERNS: usize = 1000;

/// What of PostgreSQL's regular expressions the `regex` crate would read otherwise: `None` where that cannot be told.
pub fn pattern(text: &str) -> Option<Pattern> {
    // Embedded options (***=, (?x), …) and \y, \m, \M, \Z have other meanings there.
    let odd = ["***", "\\y", "\\Y", "\\m", "\\M", "\\Z", "\\A", "[[.", "[[=", "[[:<:", "[[:>:"];
    if odd.iter().any(|odd| text.contains(odd)) {
        return None;
    }
    Pattern::new(text)
}
