//! From SQL text to a [`Condition`].

use sqlparser::ast::{self, BinaryOperator, Expr, FunctionArg, FunctionArgExpr, FunctionArguments, UnaryOperator, Value};
use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::Parser;

use super::super::pattern::Pattern;
use super::{Comparison, Condition, Function, Node, Reader, Scope};
use crate::seed::SeedValue;

impl Reader {
    pub fn condition(&mut self, text: &str, scope: &Scope) -> Condition {
        let parsed = match self.parsed.get(text) {
            Some(parsed) => parsed.clone(),
            None => {
                let parsed = Parser::new(&PostgreSqlDialect {}).try_with_sql(text).and_then(|mut parser| parser.parse_expr()).ok();
                self.parsed.insert(text.to_string(), parsed.clone());
                parsed
            }
        };
        let mut columns = Vec::new();
        let tree = match &parsed {
            Some(expression) => self.node(expression, scope, &mut columns),
            None => Node::Unjudged,
        };
        columns.sort_unstable();
        columns.dedup();
        Condition { tree, columns }
    }

    /// A compiled pattern, shared by all columns that write it.
    pub fn pattern(&mut self, text: &str) -> Option<Pattern> {
        if let Some(known) = self.patterns.get(text) {
            return known.clone();
        }
        let pattern = Pattern::new(text);
        self.patterns.insert(text.to_string(), pattern.clone());
        pattern
    }

    fn boxed(&mut self, expression: &Expr, scope: &Scope, columns: &mut Vec<usize>) -> Box<Node> {
        Box::new(self.node(expression, scope, columns))
    }

    fn node(&mut self, expression: &Expr, scope: &Scope, columns: &mut Vec<usize>) -> Node {
        match expression {
            Expr::Nested(inner) => self.node(inner, scope, columns),
            Expr::Identifier(name) => column(name, scope, columns),
            Expr::CompoundIdentifier(parts) => parts.last().map_or(Node::Unjudged, |name| column(name, scope, columns)),
            Expr::Value(value) => constant(&value.value),
            Expr::TypedString(typed) => constant(&typed.value.value),
            Expr::Cast { expr, .. } => self.cast(expr, scope, columns),
            Expr::Interval(interval) if interval.leading_field.is_none() => self.cast(&interval.value, scope, columns),
            Expr::IsNull(inner) => Node::IsNull(self.boxed(inner, scope, columns)),
            Expr::IsNotNull(inner) => Node::Not(Box::new(Node::IsNull(self.boxed(inner, scope, columns)))),
            Expr::IsTrue(inner) => Node::IsBoolean(self.boxed(inner, scope, columns), true),
            Expr::IsFalse(inner) => Node::IsBoolean(self.boxed(inner, scope, columns), false),
            Expr::IsNotTrue(inner) => Node::Not(Box::new(Node::IsBoolean(self.boxed(inner, scope, columns), true))),
            Expr::IsNotFalse(inner) => Node::Not(Box::new(Node::IsBoolean(self.boxed(inner, scope, columns), false))),
            Expr::IsDistinctFrom(left, right) => Node::Distinct(self.boxed(left, scope, columns), self.boxed(right, scope, columns), true),
            Expr::IsNotDistinctFrom(left, right) => {
                Node::Distinct(self.boxed(left, scope, columns), self.boxed(right, scope, columns), false)
            }
            Expr::InList { expr, list, negated } => {
                let list = list.iter().map(|item| self.node(item, scope, columns)).collect();
                negate(Node::OneOf(self.boxed(expr, scope, columns), list), *negated)
            }
            Expr::Between { expr, negated, low, high } => {
                let low = Node::Compare(self.boxed(expr, scope, columns), Comparison::GreaterOrEqual, self.boxed(low, scope, columns));
                let high = Node::Compare(self.boxed(expr, scope, columns), Comparison::LessOrEqual, self.boxed(high, scope, columns));
                negate(Node::And(Box::new(low), Box::new(high)), *negated)
            }
            Expr::Like { negated, any: false, expr, pattern, escape_char: None } => {
                let matched = self.like(expr, pattern, false, scope, columns);
                negate(matched, *negated)
            }
            Expr::ILike { negated, any: false, expr, pattern, escape_char: None } => {
                let matched = self.like(expr, pattern, true, scope, columns);
                negate(matched, *negated)
            }
            Expr::AnyOp { left, compare_op: BinaryOperator::Eq, right, .. } => self.any(left, right, scope, columns),
            Expr::UnaryOp { op, expr } => match op {
                UnaryOperator::Not => Node::Not(self.boxed(expr, scope, columns)),
                UnaryOperator::Minus => Node::Negative(self.boxed(expr, scope, columns)),
                UnaryOperator::Plus => self.node(expr, scope, columns),
                _ => self.unjudged(expr, scope, columns),
            },
            Expr::BinaryOp { left, op, right } => self.binary(left, op, right, scope, columns),
            Expr::Function(function) => self.function(function, scope, columns),
            Expr::Trim { trim_where: None, trim_what: None, expr, trim_characters: None } => {
                Node::Call(Function::Trim, vec![self.node(expr, scope, columns)])
            }
            Expr::Case { operand: None, conditions, else_result, .. } => {
                let branches = conditions
                    .iter()
                    .map(|branch| (self.node(&branch.condition, scope, columns), self.node(&branch.result, scope, columns)))
                    .collect();
                let otherwise = else_result.as_ref().map_or(Node::Constant(SeedValue::Null), |result| self.node(result, scope, columns));
                Node::Case(branches, Box::new(otherwise))
            }
            _ => Node::Unjudged,
        }
    }

    /// Reads an operand for its columns only.
    fn unjudged(&mut self, expression: &Expr, scope: &Scope, columns: &mut Vec<usize>) -> Node {
        self.node(expression, scope, columns);
        Node::Unjudged
    }

    /// A cast of a constant or a column is the same value for the comparisons made here.
    fn cast(&mut self, expression: &Expr, scope: &Scope, columns: &mut Vec<usize>) -> Node {
        match self.node(expression, scope, columns) {
            node @ (Node::Constant(_) | Node::Column(_) | Node::Negative(_)) => node,
            _ => Node::Unjudged,
        }
    }

    fn any(&mut self, left: &Expr, right: &Expr, scope: &Scope, columns: &mut Vec<usize>) -> Node {
        let mut list = right;
        while let Expr::Nested(inner) | Expr::Cast { expr: inner, .. } = list {
            list = inner;
        }
        match list {
            Expr::Array(array) => {
                let list = array.elem.iter().map(|item| self.node(item, scope, columns)).collect();
                Node::OneOf(self.boxed(left, scope, columns), list)
            }
            _ => self.unjudged(left, scope, columns),
        }
    }

    fn binary(&mut self, left: &Expr, operator: &BinaryOperator, right: &Expr, scope: &Scope, columns: &mut Vec<usize>) -> Node {
        let compare = |comparison| (Some(comparison), None);
        let (comparison, arithmetic) = match operator {
            BinaryOperator::And => return Node::And(self.boxed(left, scope, columns), self.boxed(right, scope, columns)),
            BinaryOperator::Or => return Node::Or(self.boxed(left, scope, columns), self.boxed(right, scope, columns)),
            BinaryOperator::Eq => compare(Comparison::Equal),
            BinaryOperator::NotEq => compare(Comparison::NotEqual),
            BinaryOperator::Lt => compare(Comparison::Less),
            BinaryOperator::LtEq => compare(Comparison::LessOrEqual),
            BinaryOperator::Gt => compare(Comparison::Greater),
            BinaryOperator::GtEq => compare(Comparison::GreaterOrEqual),
            BinaryOperator::Plus => (None, Some('+')),
            BinaryOperator::Minus => (None, Some('-')),
            BinaryOperator::Multiply => (None, Some('*')),
            BinaryOperator::Divide => (None, Some('/')),
            BinaryOperator::Modulo => (None, Some('%')),
            BinaryOperator::StringConcat => {
                return Node::Call(Function::Concatenate, vec![self.node(left, scope, columns), self.node(right, scope, columns)]);
            }
            BinaryOperator::PGRegexMatch => return self.regex(left, right, "", false, scope, columns),
            BinaryOperator::PGRegexNotMatch => return self.regex(left, right, "", true, scope, columns),
            BinaryOperator::PGRegexIMatch => return self.regex(left, right, "(?i)", false, scope, columns),
            BinaryOperator::PGRegexNotIMatch => return self.regex(left, right, "(?i)", true, scope, columns),
            _ => {
                self.unjudged(left, scope, columns);
                return self.unjudged(right, scope, columns);
            }
        };
        let (left, right) = (self.boxed(left, scope, columns), self.boxed(right, scope, columns));
        match (comparison, arithmetic) {
            (Some(comparison), _) => Node::Compare(left, comparison, right),
            (None, Some(sign)) => Node::Arithmetic(left, sign, right),
            (None, None) => Node::Unjudged,
        }
    }

    fn regex(&mut self, left: &Expr, right: &Expr, flags: &str, negated: bool, scope: &Scope, columns: &mut Vec<usize>) -> Node {
        let left = self.boxed(left, scope, columns);
        match self.node(right, scope, columns) {
            Node::Constant(SeedValue::Text(pattern)) => match self.pattern(&format!("{flags}{pattern}")) {
                Some(pattern) => negate(Node::Matches(left, Box::new(pattern)), negated),
                None => Node::Unjudged,
            },
            _ => Node::Unjudged,
        }
    }

    fn like(&mut self, left: &Expr, right: &Expr, ignore_case: bool, scope: &Scope, columns: &mut Vec<usize>) -> Node {
        let left = self.boxed(left, scope, columns);
        let Node::Constant(SeedValue::Text(pattern)) = self.node(right, scope, columns) else { return Node::Unjudged };
        match self.pattern(&like_as_regex(&pattern, ignore_case)) {
            Some(pattern) => Node::Matches(left, Box::new(pattern)),
            None => Node::Unjudged,
        }
    }

    fn function(&mut self, function: &ast::Function, scope: &Scope, columns: &mut Vec<usize>) -> Node {
        let FunctionArguments::List(list) = &function.args else { return Node::Unjudged };
        let mut arguments = Vec::with_capacity(list.args.len());
        for argument in &list.args {
            match argument {
                FunctionArg::Unnamed(FunctionArgExpr::Expr(argument)) => arguments.push(self.node(argument, scope, columns)),
                _ => return Node::Unjudged,
            }
        }
        let name = function.name.to_string().to_lowercase();
        let known = match (name.strip_prefix("pg_catalog.").unwrap_or(&name), arguments.len()) {
            ("char_length" | "character_length" | "length", 1) => Function::CharacterLength,
            ("octet_length", 1) => Function::ByteLength,
            ("lower", 1) => Function::Lower,
            ("upper", 1) => Function::Upper,
            ("btrim" | "trim", 1) => Function::Trim,
            ("coalesce", 1..) => Function::Coalesce,
            ("nullif", 2) => Function::NullIf,
            ("num_nonnulls", 1..) => Function::NumberOfNonNulls,
            ("num_nulls", 1..) => Function::NumberOfNulls,
            ("abs", 1) => Function::Absolute,
            ("cardinality", 1) => Function::Cardinality,
            ("family", 1) => Function::Family,
            ("masklen", 1) => Function::MaskLength,
            ("least", 1..) => Function::Least,
            ("greatest", 1..) => Function::Greatest,
            _ => return Node::Unjudged,
        };
        Node::Call(known, arguments)
    }
}

fn negate(node: Node, negated: bool) -> Node {
    if negated { Node::Not(Box::new(node)) } else { node }
}

fn column(name: &ast::Ident, scope: &Scope, columns: &mut Vec<usize>) -> Node {
    let found = match name.quote_style {
        Some(_) => scope.columns.get_index_of(name.value.as_str()),
        None => scope.columns.get_index_of(name.value.to_lowercase().as_str()).or_else(|| scope.columns.get_index_of(name.value.as_str())),
    };
    match found {
        Some(index) => {
            columns.push(index);
            Node::Column(index)
        }
        None => Node::Unjudged,
    }
}

fn constant(value: &Value) -> Node {
    Node::Constant(match value {
        Value::Number(number, _) => SeedValue::Number(number.to_string()),
        Value::SingleQuotedString(text) | Value::EscapedStringLiteral(text) => SeedValue::Text(text.clone()),
        Value::DollarQuotedString(text) => SeedValue::Text(text.value.clone()),
        Value::Boolean(value) => SeedValue::Boolean(*value),
        Value::Null => SeedValue::Null,
        _ => return Node::Unjudged,
    })
}

/// `a_b%` → `^a.b.*$`, with `.` taking newlines too and `\` as LIKE's escape.
fn like_as_regex(pattern: &str, ignore_case: bool) -> String {
    let mut regex = String::from(if ignore_case { "(?si)^" } else { "(?s)^" });
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        match character {
            '%' => regex.push_str(".*"),
            '_' => regex.push('.'),
            '\\' => regex.push_str(&regex::escape(&characters.next().unwrap_or('\\').to_string())),
            other => regex.push_str(&regex::escape(&other.to_string())),
        }
    }
    regex.push('$');
    regex
}
