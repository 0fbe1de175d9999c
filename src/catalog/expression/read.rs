//! From text to the tree of a normal form, through sqlparser.
//!
//! What is equated, beyond pure spelling (`!=`, `CAST`, `BETWEEN`, `IN`, `LIKE`, aliases of types, letter case):
//! - A cast on a constant is dropped: the constant's text says the same, and where a cast could change the meaning of the
//!   whole, PostgreSQL has resolved both sides to the same type. A cast with a length or precision stays.
//! - A cast of an operand or argument to text, varchar or citext without a length is dropped: PostgreSQL adds it to every
//!   varchar it compares. Two valid expressions that differ in it alone differ only on citext, char(n) and enum order.
//! - A cast of an operand of a comparison, `+`, `-`, `*`, `^` to numeric or double precision is dropped: it widens. Of `/` and `%`
//!   only the right one is, and the left one before a number with a point: PostgreSQL adds those; `a::numeric / b` is not `a / b`.
//! - A constant that reads as a number is one where it is compared or stands alone: `'0'` and `0` for an integer column. As an
//!   argument (`data -> '0'`) it stays apart.
//! - The schemas `pg_catalog` and `public` before functions, and every schema before a type or operator.

use sqlparser::ast::{self, Expr};
use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::Parser;
use sqlparser::tokenizer::{Token, Tokenizer};

use super::form::{Form, is_comparison};
use super::{list, literal, tokens};
use crate::catalog::DataType;
use crate::sql::quote_identifier;

/// Deeper trees are compared as text: the stack of a thread is finite.
const DEEPEST: usize = 60;
/// So are texts with more operators: sqlparser itself frees its tree by recursion.
const MOST_OPERATORS: usize = 2_000;

/// `None` for what sqlparser does not read as one expression, or for a construct that has no normal form here.
pub(super) fn expression(text: &str) -> Option<Form> {
    Some(as_number(form(&tree(text, MOST_OPERATORS)?, 0)?))
}

/// As sqlparser reads it, with what only PostgreSQL writes put into words that it knows. `None` for more operators than `most`.
pub(super) fn tree(text: &str, most: usize) -> Option<Expr> {
    let dialect = PostgreSqlDialect {};
    let tokens = tokens::that_sqlparser_reads(Tokenizer::new(&dialect, text).tokenize().ok()?);
    if tokens.iter().filter(|token| tokens::is_operator(token)).count() > most {
        return None;
    }
    let mut parser = Parser::new(&dialect).with_tokens(tokens);
    let parsed = parser.parse_expr().ok()?;
    (parser.peek_token_ref().token == Token::EOF).then_some(parsed)
}

fn form(expr: &Expr, depth: usize) -> Option<Form> {
    if depth > DEEPEST {
        return None;
    }
    let sub = |inner: &Expr| form(inner, depth + 1);
    Some(match expr {
        Expr::Nested(inner) => sub(inner)?,
        Expr::Identifier(name) => Form::Word(identifier(name)),
        Expr::CompoundIdentifier(names) => Form::Word(names.iter().map(identifier).collect::<Vec<_>>().join(".")),
        Expr::QualifiedWildcard(name, _) => Form::Word(format!("{}.*", name.to_string().to_lowercase())),
        Expr::Value(value) => constant(&value.value)?,
        Expr::TypedString(typed) => cast(Form::Text(literal::text(&typed.value.value.clone().into_string()?)), &typed.data_type),
        Expr::Interval(interval) => Form::Text(literal::interval(&interval_text(interval)?)),
        Expr::Cast { expr, data_type, .. } => cast(sub(expr)?, data_type),
        Expr::BinaryOp { left, op, right } => match op {
            ast::BinaryOperator::And | ast::BinaryOperator::Or => chain(left, op, right, depth)?,
            _ => operator(&operator_name(op), sub(left)?, sub(right)?),
        },
        Expr::UnaryOp { op, expr } => unary(op, sub(expr)?),
        Expr::IsNull(inner) => Form::Is(Box::new(sub(inner)?), "is null"),
        Expr::IsNotNull(inner) => Form::Is(Box::new(sub(inner)?), "is not null"),
        Expr::IsTrue(inner) => Form::Is(Box::new(sub(inner)?), "is true"),
        Expr::IsNotTrue(inner) => Form::Is(Box::new(sub(inner)?), "is not true"),
        Expr::IsFalse(inner) => Form::Is(Box::new(sub(inner)?), "is false"),
        Expr::IsNotFalse(inner) => Form::Is(Box::new(sub(inner)?), "is not false"),
        Expr::IsUnknown(inner) => Form::Is(Box::new(sub(inner)?), "is unknown"),
        Expr::IsNotUnknown(inner) => Form::Is(Box::new(sub(inner)?), "is not unknown"),
        Expr::IsDistinctFrom(left, right) => distinct(sub(left)?, sub(right)?, false),
        Expr::IsNotDistinctFrom(left, right) => distinct(sub(left)?, sub(right)?, true),
        Expr::InList { expr, list, negated } => {
            let list = list.iter().map(sub).collect::<Option<Vec<Form>>>()?;
            in_list(sub(expr)?, list, *negated)
        }
        Expr::Between { expr, negated, low, high } => between(sub(expr)?, sub(low)?, sub(high)?, *negated),
        Expr::Like { negated, any, expr, pattern, escape_char } => {
            like(if *negated { "!~~" } else { "~~" }, *any, sub(expr)?, sub(pattern)?, optional(escape_char, depth)?)
        }
        Expr::ILike { negated, any, expr, pattern, escape_char } => {
            like(if *negated { "!~~*" } else { "~~*" }, *any, sub(expr)?, sub(pattern)?, optional(escape_char, depth)?)
        }
        Expr::SimilarTo { negated, expr, pattern, escape_char } => {
            let arguments = [Some(sub(pattern)?), optional(escape_char, depth)?].into_iter().flatten().map(operand).collect();
            operator(if *negated { "!~" } else { "~" }, sub(expr)?, Form::call("similar_to_escape", arguments))
        }
        Expr::AnyOp { left, compare_op, right, .. } => quantified(&operator_name(compare_op), "any", sub(left)?, sub(right)?),
        Expr::AllOp { left, compare_op, right } => quantified(&operator_name(compare_op), "all", sub(left)?, sub(right)?),
        Expr::Collate { expr, collation } => Form::Collate(Box::new(sub(expr)?), last_part(collation)?),
        Expr::AtTimeZone { timestamp, time_zone } => Form::call("timezone", vec![operand(sub(time_zone)?), operand(sub(timestamp)?)]),
        Expr::Array(array) => Form::Array(array.elem.iter().map(|element| sub(element).map(operand)).collect::<Option<_>>()?),
        Expr::Tuple(parts) => Form::Row(parts.iter().map(sub).collect::<Option<_>>()?),
        Expr::Case { operand, conditions, else_result, .. } => case(operand, conditions, else_result, depth)?,
        Expr::CompoundFieldAccess { root, access_chain } => {
            let chain: String = access_chain.iter().map(ToString::to_string).collect();
            Form::Access(Box::new(sub(root)?), chain.to_lowercase())
        }
        _ => return special_call(expr, depth),
    })
}

fn optional(expr: &Option<impl AsRef<Expr>>, depth: usize) -> Option<Option<Form>> {
    match expr {
        Some(inner) => form(inner.as_ref(), depth + 1).map(Some),
        None => Some(None),
    }
}

/// Functions, and the constructs of standard SQL that PostgreSQL turns into them.
fn special_call(expr: &Expr, depth: usize) -> Option<Form> {
    let argument = |inner: &Expr| form(inner, depth + 1).map(operand);
    Some(match expr {
        Expr::Function(function) => return call(function, depth),
        Expr::Extract { field, expr, .. } => Form::call("extract", vec![Form::Text(field.to_string().to_lowercase()), argument(expr)?]),
        Expr::Ceil { expr, .. } => Form::call("ceil", vec![argument(expr)?]),
        Expr::Floor { expr, .. } => Form::call("floor", vec![argument(expr)?]),
        Expr::Position { expr, r#in } => Form::call("position", vec![argument(r#in)?, argument(expr)?]),
        Expr::Substring { expr, substring_from, substring_for, shorthand, .. } => {
            let mut arguments = vec![argument(expr)?];
            arguments.push(match substring_from {
                Some(from) => argument(from)?,
                None => Form::Number("1".to_string()),
            });
            if let Some(length) = substring_for {
                arguments.push(argument(length)?);
            }
            Form::call(if *shorthand { "substr" } else { "substring" }, arguments)
        }
        Expr::Trim { expr, trim_where, trim_what, trim_characters } => {
            let name = match trim_where {
                Some(ast::TrimWhereField::Leading) => "ltrim",
                Some(ast::TrimWhereField::Trailing) => "rtrim",
                Some(ast::TrimWhereField::Both) | None => "btrim",
            };
            let mut arguments = vec![argument(expr)?];
            for what in trim_what.iter().map(AsRef::as_ref).chain(trim_characters.iter().flatten()) {
                arguments.push(argument(what)?);
            }
            Form::call(name, arguments)
        }
        Expr::Overlay { expr, overlay_what, overlay_from, overlay_for } => {
            let mut arguments = vec![argument(expr)?, argument(overlay_what)?, argument(overlay_from)?];
            if let Some(length) = overlay_for {
                arguments.push(argument(length)?);
            }
            Form::call("overlay", arguments)
        }
        _ => return None,
    })
}

fn call(function: &ast::Function, depth: usize) -> Option<Form> {
    let name = function_name(&function.name)?;
    let list = match &function.args {
        ast::FunctionArguments::None => return Some(Form::Word(name)),
        ast::FunctionArguments::Subquery(_) => return None,
        ast::FunctionArguments::List(list) => list,
    };
    let plain = list.clauses.is_empty()
        && function.filter.is_none()
        && function.over.is_none()
        && function.within_group.is_empty()
        && list.duplicate_treatment.is_none();
    if !plain {
        return None;
    }
    let mut arguments = Vec::with_capacity(list.args.len());
    for argument in &list.args {
        arguments.push(match argument {
            ast::FunctionArg::Unnamed(ast::FunctionArgExpr::Expr(inner)) => operand(form(inner, depth + 1)?),
            ast::FunctionArg::Unnamed(ast::FunctionArgExpr::Wildcard) => Form::word("*"),
            _ => return None,
        });
    }
    Some(match (name.as_str(), arguments.as_mut_slice()) {
        ("row", _) => Form::Row(arguments),
        ("date_part", [Form::Text(_), _]) => Form::call("date_part", arguments),
        ("nextval" | "currval" | "setval", [Form::Text(sequence), ..]) => {
            *sequence = sequence.trim_start_matches("public.").to_string();
            Form::call(&name, arguments)
        }
        _ => Form::call(&name, arguments),
    })
}

/// `and` and `or` lean to the left, thousands deep in generated checks: walked in a loop, kept in their order.
fn chain(left: &Expr, operator: &ast::BinaryOperator, right: &Expr, depth: usize) -> Option<Form> {
    let mut parts = vec![form(right, depth + 1)?];
    let mut rest = left;
    loop {
        match rest {
            Expr::BinaryOp { left, op, right } if op == operator => {
                parts.push(form(right, depth + 1)?);
                rest = left;
            }
            _ => break,
        }
    }
    parts.push(form(rest, depth + 1)?);
    parts.reverse();
    Some(if *operator == ast::BinaryOperator::And { Form::and(parts) } else { Form::or(parts) })
}

fn case(operand_of: &Option<Box<Expr>>, conditions: &[ast::CaseWhen], otherwise: &Option<Box<Expr>>, depth: usize) -> Option<Form> {
    let mut branches = Vec::with_capacity(conditions.len());
    for when in conditions {
        branches.push((operand(form(&when.condition, depth + 1)?), operand(form(&when.result, depth + 1)?)));
    }
    // PostgreSQL writes the missing branch out.
    let otherwise = optional(otherwise, depth)?.map(operand).filter(|form| *form != Form::word("null"));
    let operand = optional(operand_of, depth)?.map(operand).map(Box::new);
    Some(Form::Case { operand, branches, otherwise: otherwise.map(Box::new) })
}

fn operator(name: &str, left: Form, right: Form) -> Form {
    let (mut left, mut right) = (operand(left), operand(right));
    if is_comparison(name) || name == "is distinct from" {
        (left, right) = (as_number(widened(left)), as_number(widened(right)));
        // Source: make_row_comparison_op(), make_row_distinct_op() in src/backend/parser/parse_expr.c.
        if let (Form::Row(ours), Form::Row(theirs), "=" | "<>" | "is distinct from") = (&left, &right, name)
            && ours.len() == theirs.len()
        {
            let each = ours.iter().zip(theirs).map(|(left, right)| operator(name, left.clone(), right.clone()));
            return if name == "=" { Form::and(each) } else { Form::or(each) };
        }
    } else if matches!(name, "+" | "-" | "*" | "^") {
        (left, right) = (widened(left), widened(right));
    } else if matches!(name, "/" | "%") {
        if matches!(&right, Form::Number(number) if number.contains('.')) {
            left = widened(left);
        }
        right = widened(right);
    }
    Form::Operator(name.to_string(), Box::new(left), Box::new(right))
}

/// From `null` it is a test for null, as PostgreSQL holds it. Source: transformAExprDistinct() in src/backend/parser/parse_expr.c.
fn distinct(left: Form, right: Form, negated: bool) -> Form {
    let null = Form::word("null");
    match (left == null, right == null) {
        (_, true) => Form::Is(Box::new(left), if negated { "is null" } else { "is not null" }),
        (true, false) => Form::Is(Box::new(right), if negated { "is null" } else { "is not null" }),
        _ if negated => Form::Not(Box::new(operator("is distinct from", left, right))),
        _ => operator("is distinct from", left, right),
    }
}

fn quantified(name: &str, word: &'static str, left: Form, right: Form) -> Form {
    let right = match operand(right) {
        Form::Array(elements) => Form::Array(elements.into_iter().map(|element| as_number(widened(element))).collect()),
        other => other,
    };
    Form::Quantified(name.to_string(), word, Box::new(widened(operand(left))), Box::new(right))
}

/// As PostgreSQL's parser does it: constants in one array, everything else one by one.
/// Source: transformAExprIn() in src/backend/parser/parse_expr.c.
fn in_list(left: Form, list: Vec<Form>, negated: bool) -> Form {
    let (equal, word) = if negated { ("<>", "all") } else { ("=", "any") };
    let worth_an_array = list.iter().filter(|item| item.is_constant()).count() > 1;
    let (constants, singles): (Vec<Form>, Vec<Form>) = list.into_iter().partition(|item| worth_an_array && item.is_constant());
    let mut parts = Vec::new();
    if !constants.is_empty() {
        parts.push(quantified(equal, word, left.clone(), Form::Array(constants)));
    }
    parts.extend(singles.into_iter().map(|single| operator(equal, left.clone(), single)));
    match parts.len() {
        1 => parts.remove(0),
        _ if negated => Form::and(parts),
        _ => Form::or(parts),
    }
}

fn between(value: Form, low: Form, high: Form, negated: bool) -> Form {
    if negated {
        Form::or([operator("<", value.clone(), low), operator(">", value, high)])
    } else {
        Form::and([operator(">=", value.clone(), low), operator("<=", value, high)])
    }
}

fn like(name: &str, any: bool, value: Form, pattern: Form, escape: Option<Form>) -> Form {
    match escape {
        _ if any => quantified(name, "any", value, pattern),
        Some(escape) => operator(name, value, Form::call("like_escape", vec![operand(pattern), operand(escape)])),
        None => operator(name, value, pattern),
    }
}

fn unary(operator: &ast::UnaryOperator, operand_form: Form) -> Form {
    match (operator, operand_form) {
        (ast::UnaryOperator::Not, inner) => Form::Not(Box::new(inner)),
        (ast::UnaryOperator::Minus, Form::Number(number)) => {
            Form::Number(number.strip_prefix('-').map_or_else(|| format!("-{number}"), str::to_string))
        }
        (operator, inner) => Form::Prefix(operator.to_string(), Box::new(operand(inner))),
    }
}

/// Without the cast to text that PostgreSQL adds to a varchar, to citext that it adds to a text, and to inet that it adds to a cidr.
fn operand(form: Form) -> Form {
    match form {
        Form::Cast(inner, data_type) if is_wider_kind(&data_type) && !matches!(*inner, Form::Operator(..)) => operand(*inner),
        other => other,
    }
}

fn is_wider_kind(data_type: &str) -> bool {
    matches!(data_type, "text" | "character varying" | "bpchar" | "citext" | "text[]" | "character varying[]" | "citext[]" | "inet")
}

fn widened(form: Form) -> Form {
    match form {
        Form::Cast(inner, data_type) if matches!(data_type.as_str(), "numeric" | "double precision") => *inner,
        other => other,
    }
}

fn as_number(form: Form) -> Form {
    match form {
        Form::Text(content) if literal::is_number(&content) => Form::Number(content),
        other => other,
    }
}

fn cast(inner: Form, data_type: &ast::DataType) -> Form {
    let data_type = type_name(data_type);
    let has_length = data_type.contains('(');
    match inner {
        // A precision has rounded the constant of an interval before it is printed.
        Form::Text(content) if !has_length || data_type.starts_with("interval") => {
            constant_of_type(content, if data_type.starts_with("interval") { "interval" } else { &data_type })
        }
        Form::Number(number) if !has_length => Form::Number(number),
        Form::Array(elements) if data_type.ends_with("[]") && !has_length && !elements.is_empty() => Form::Array(elements),
        Form::Word(word) if word == "null" => Form::Word(word),
        inner => Form::Cast(Box::new(inner), data_type),
    }
}

fn constant_of_type(content: String, data_type: &str) -> Form {
    match data_type {
        "smallint" | "integer" | "bigint" | "numeric" | "real" | "double precision" if literal::is_number(content.trim()) => {
            Form::Number(content.trim().to_string())
        }
        "boolean" => match content.trim().to_lowercase().as_str() {
            "t" | "true" | "yes" | "on" | "1" => Form::word("true"),
            "f" | "false" | "no" | "off" | "0" => Form::word("false"),
            _ => Form::Text(content),
        },
        "interval" => Form::Text(literal::interval(&content)),
        "int4range" | "int8range" | "daterange" => Form::Text(list::discrete_range(&content, data_type).unwrap_or(content)),
        "regclass" => Form::Text(content.trim_start_matches("public.").to_string()),
        _ => Form::Text(content),
    }
}

fn constant(value: &ast::Value) -> Option<Form> {
    Some(match value {
        ast::Value::Number(number, _) => Form::Number(number.to_lowercase()),
        ast::Value::Boolean(value) => Form::word(if *value { "true" } else { "false" }),
        ast::Value::Null => Form::word("null"),
        ast::Value::SingleQuotedString(content) | ast::Value::EscapedStringLiteral(content) | ast::Value::UnicodeStringLiteral(content) => {
            Form::Text(literal::text(content))
        }
        ast::Value::DollarQuotedString(quoted) => Form::Text(literal::text(&quoted.value)),
        _ => return None,
    })
}

/// `interval '1' day` and `interval '1 day'` alike.
fn interval_text(interval: &ast::Interval) -> Option<String> {
    let Expr::Value(value) = interval.value.as_ref() else { return None };
    let content = value.value.clone().into_string()?;
    match (&interval.leading_field, &interval.last_field) {
        (None, None) => Some(content),
        (Some(field), None) => Some(format!("{content} {}", field.to_string().to_lowercase())),
        _ => None,
    }
}

fn identifier(name: &ast::Ident) -> String {
    let folded = if name.quote_style.is_some() { name.value.clone() } else { name.value.to_lowercase() };
    quote_identifier(&folded).to_string()
}

fn parts_of(name: &ast::ObjectName) -> Option<Vec<String>> {
    let fold = |part: &ast::Ident| if part.quote_style.is_some() { part.value.clone() } else { part.value.to_lowercase() };
    name.0.iter().map(|part| part.as_ident().map(fold)).collect()
}

fn last_part(name: &ast::ObjectName) -> Option<String> {
    parts_of(name)?.pop()
}

fn function_name(name: &ast::ObjectName) -> Option<String> {
    let mut parts = parts_of(name)?;
    if parts.len() > 1 && matches!(parts[0].as_str(), "pg_catalog" | "public") {
        parts.remove(0);
    }
    Some(parts.join("."))
}

fn operator_name(operator: &ast::BinaryOperator) -> String {
    match operator {
        ast::BinaryOperator::PGCustomBinaryOperator(parts) => parts.last().cloned().unwrap_or_default(),
        other => other.to_string(),
    }
}

/// PostgreSQL's long name, without schema, its modifiers last: `numeric(12,2)`, `post_status`, `timestamp with time zone(3)[]`.
fn type_name(data_type: &ast::DataType) -> String {
    let text = data_type.to_string();
    let text = if text.contains('"') { text.replace('"', "") } else { text.to_lowercase() };
    let (text, array) = match text.find('[') {
        Some(at) => (text[..at].trim().to_string(), "[]"),
        None => (text, ""),
    };
    let (base, modifiers) = match (text.find('('), text.find(')')) {
        (Some(open), Some(close)) if open < close => {
            (format!("{}{}", text[..open].trim_end(), &text[close + 1..]), text[open..=close].replace(' ', ""))
        }
        _ => (text, String::new()),
    };
    let unqualified = base.rsplit_once('.').map_or(base.as_str(), |(_, name)| name);
    format!("{}{modifiers}{array}", DataType::builtin(unqualified).name)
}
