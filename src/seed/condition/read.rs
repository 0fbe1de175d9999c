//! From SQL text to a [`Condition`].

use sqlparser::ast::{
    self, AccessExpr, BinaryOperator, CeilFloorKind, Expr, FunctionArg, FunctionArgExpr, FunctionArguments, Subscript, TrimWhereField,
    UnaryOperator, Value,
};

use super::super::pattern::Pattern;
use super::functions::{self, like_as_regex};
use super::{Comparison, Condition, Function, Node, PatternKind, Reader, Scope, lengths, rows};
use crate::catalog::{ColumnValue, DataType, array_elements, expression_tree};
use crate::seed::SeedValue;

/// Generated columns cannot read each other; this only keeps a broken catalog from going in circles.
const GREATEST_DEPTH: usize = 4;

impl Reader {
    pub fn condition(&mut self, text: &str, scope: &Scope) -> Condition {
        let mut columns = Vec::new();
        self.constants.clear();
        let tree = match self.parse(text) {
            Some(expression) => self.node(&expression, scope, &mut columns),
            None => {
                columns = named_in(text, scope);
                Node::Unjudged
            }
        };
        columns.sort_unstable();
        columns.dedup();
        Condition { tree, columns, each: None, constants: std::mem::take(&mut self.constants) }
    }

    fn parse(&mut self, text: &str) -> Option<Expr> {
        if let Some(parsed) = self.parsed.get(text) {
            return parsed.clone();
        }
        let parsed = expression_tree(text);
        self.parsed.insert(text.to_string(), parsed.clone());
        parsed
    }

    /// A compiled pattern, shared by all columns that write it.
    pub fn pattern(&mut self, text: &str) -> Option<Pattern> {
        if let Some(known) = self.patterns.get(text) {
            return known.clone();
        }
        let pattern = functions::pattern(text);
        self.patterns.insert(text.to_string(), pattern.clone());
        pattern
    }

    fn noted(&mut self, node: Node) -> Node {
        if let Node::Constant(value @ (SeedValue::Number(_) | SeedValue::Text(_))) = &node
            && !self.constants.contains(value)
        {
            self.constants.push(value.clone());
        }
        node
    }

    fn boxed(&mut self, expression: &Expr, scope: &Scope, columns: &mut Vec<usize>) -> Box<Node> {
        Box::new(self.node(expression, scope, columns))
    }

    fn node(&mut self, expression: &Expr, scope: &Scope, columns: &mut Vec<usize>) -> Node {
        if let Some(of_rows) = self.of_rows(expression, scope, columns) {
            return of_rows;
        }
        match expression {
            Expr::Nested(inner) => self.node(inner, scope, columns),
            Expr::Identifier(name) => self.column(name, scope, columns),
            Expr::CompoundIdentifier(parts) => parts.last().map_or(Node::Unjudged, |name| self.column(name, scope, columns)),
            Expr::Value(value) => self.noted(constant(&value.value)),
            Expr::TypedString(typed) => cast(self.noted(constant(&typed.value.value)), &typed.data_type),
            Expr::Cast { expr, data_type, .. } => cast(self.node(expr, scope, columns), data_type),
            Expr::Interval(interval) if interval.leading_field.is_none() => {
                Node::Cast(self.boxed(&interval.value, scope, columns), DataType::builtin("interval"))
            }
            Expr::IsNull(inner) => Node::IsNull(self.boxed(inner, scope, columns)),
            Expr::IsNotNull(inner) => negate(Node::IsNull(self.boxed(inner, scope, columns)), true),
            Expr::IsTrue(inner) => Node::IsBoolean(self.boxed(inner, scope, columns), true),
            Expr::IsFalse(inner) => Node::IsBoolean(self.boxed(inner, scope, columns), false),
            Expr::IsNotTrue(inner) => negate(Node::IsBoolean(self.boxed(inner, scope, columns), true), true),
            Expr::IsNotFalse(inner) => negate(Node::IsBoolean(self.boxed(inner, scope, columns), false), true),
            Expr::IsUnknown(inner) => Node::IsNull(self.boxed(inner, scope, columns)),
            Expr::IsNotUnknown(inner) => negate(Node::IsNull(self.boxed(inner, scope, columns)), true),
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
            Expr::Like { negated, any: false, expr, pattern, escape_char } => {
                negate(self.like(expr, pattern, false, escape_char.as_deref(), scope, columns), *negated)
            }
            Expr::ILike { negated, any: false, expr, pattern, escape_char } => {
                negate(self.like(expr, pattern, true, escape_char.as_deref(), scope, columns), *negated)
            }
            Expr::SimilarTo { negated, expr, pattern, escape_char: None } => {
                let value = self.boxed(expr, scope, columns);
                negate(self.matches(value, pattern, PatternKind::Similar, scope, columns), *negated)
            }
            Expr::AnyOp { left, compare_op, right, .. } => self.any(left, compare_op, right, scope, columns),
            Expr::AllOp { left, compare_op, right } => self.all(left, compare_op, right, scope, columns),
            Expr::UnaryOp { op, expr } => match op {
                UnaryOperator::Not => Node::Not(self.boxed(expr, scope, columns)),
                UnaryOperator::Minus => Node::Negative(self.boxed(expr, scope, columns)),
                UnaryOperator::Plus => self.node(expr, scope, columns),
                UnaryOperator::BitwiseNot => Node::Call(Function::BitNot, vec![self.node(expr, scope, columns)]),
                _ => self.unjudged(&[expr], scope, columns),
            },
            Expr::BinaryOp { left, op, right } => self.binary(left, op, right, scope, columns),
            Expr::Function(function) => self.function(function, scope, columns),
            Expr::Case { operand, conditions, else_result, .. } => {
                let operand = operand.as_ref().map(|operand| self.node(operand, scope, columns));
                let branches = conditions.iter().map(|branch| {
                    let condition = self.node(&branch.condition, scope, columns);
                    let condition = match &operand {
                        Some(operand) => Node::Compare(Box::new(operand.clone()), Comparison::Equal, Box::new(condition)),
                        None => condition,
                    };
                    (condition, self.node(&branch.result, scope, columns))
                });
                let branches = branches.collect();
                let otherwise = else_result.as_ref().map_or(Node::Constant(SeedValue::Null), |result| self.node(result, scope, columns));
                Node::Case(branches, Box::new(otherwise))
            }
            Expr::Array(array) => Node::Array(array.elem.iter().map(|item| self.node(item, scope, columns)).collect()),
            other => self.special(other, scope, columns),
        }
    }

    /// Functions that SQL writes in words of their own.
    fn special(&mut self, expression: &Expr, scope: &Scope, columns: &mut Vec<usize>) -> Node {
        let mut call = |function, arguments: &[&Expr]| {
            Node::Call(function, arguments.iter().map(|argument| self.node(argument, scope, columns)).collect())
        };
        match expression {
            Expr::Trim { trim_where, trim_what: None, expr, trim_characters: None } => {
                let function = match trim_where {
                    None | Some(TrimWhereField::Both) => Function::Trim,
                    Some(TrimWhereField::Leading) => Function::TrimLeft,
                    Some(TrimWhereField::Trailing) => Function::TrimRight,
                };
                call(function, &[expr])
            }
            Expr::Position { expr, r#in } => call(Function::Position, &[r#in, expr]),
            Expr::Substring { expr, substring_from: Some(from), substring_for: None, .. } => call(Function::Substring, &[expr, from]),
            Expr::Substring { expr, substring_from: Some(from), substring_for: Some(length), .. } => {
                call(Function::Substring, &[expr, from, length])
            }
            Expr::Floor { expr, field: CeilFloorKind::DateTimeField(ast::DateTimeField::NoDateTime) } => call(Function::Floor, &[expr]),
            Expr::Ceil { expr, field: CeilFloorKind::DateTimeField(ast::DateTimeField::NoDateTime) } => call(Function::Ceiling, &[expr]),
            Expr::Extract { field, expr, .. } => match functions::part(&field.to_string()) {
                Some(part) => call(part, &[expr]),
                None => self.unjudged(&[expr], scope, columns),
            },
            Expr::CompoundFieldAccess { root, access_chain } => {
                if let [AccessExpr::Subscript(Subscript::Index { index })] = access_chain.as_slice() {
                    return call(Function::Element, &[root, index]);
                }
                // `(range).field`, and `table.column` of some kinds.
                self.unjudged(&[root], scope, columns)
            }
            Expr::AtTimeZone { timestamp, time_zone } => match text_of(self.node(time_zone, scope, columns)) {
                Some(zone) if is_utc(&zone) => Node::Call(Function::AtUtc, vec![self.node(timestamp, scope, columns)]),
                _ => self.unjudged(&[timestamp], scope, columns),
            },
            Expr::Collate { expr, collation } => match collation.to_string().trim_start_matches("pg_catalog.").trim_matches('"') {
                "C" | "POSIX" | "ucs_basic" => call(Function::ByBytes, &[expr]),
                _ => self.unjudged(&[expr], scope, columns),
            },
            Expr::Tuple(items) => self.unjudged(&items.iter().collect::<Vec<_>>(), scope, columns),
            Expr::IsJson { expr, .. } => self.unjudged(&[expr], scope, columns),
            other => {
                columns.extend(named_in(&other.to_string(), scope));
                Node::Unjudged
            }
        }
    }

    /// Reads operands for their columns only.
    fn unjudged(&mut self, operands: &[&Expr], scope: &Scope, columns: &mut Vec<usize>) -> Node {
        for operand in operands {
            self.node(operand, scope, columns);
        }
        Node::Unjudged
    }

    fn column(&mut self, name: &ast::Ident, scope: &Scope, columns: &mut Vec<usize>) -> Node {
        if let Some(index) = scope.value.filter(|_| name.quote_style.is_none() && name.value.eq_ignore_ascii_case("value")) {
            columns.push(index);
            return Node::Column(index);
        }
        let found = match name.quote_style {
            Some(_) => scope.columns.get_index_of(name.value.as_str()),
            None => {
                scope.columns.get_index_of(name.value.to_lowercase().as_str()).or_else(|| scope.columns.get_index_of(name.value.as_str()))
            }
        };
        let Some((index, (_, column))) = found.and_then(|index| Some((index, scope.columns.get_index(index)?))) else {
            // Without brackets, as SQL has these.
            return match name.value.to_ascii_lowercase().as_str() {
                "current_date" if name.quote_style.is_none() => Node::Call(Function::Today, Vec::new()),
                "current_timestamp" if name.quote_style.is_none() => Node::Call(Function::Now, Vec::new()),
                _ => Node::Unjudged,
            };
        };
        // What a column is generated from stands for it.
        if let ColumnValue::Generated(expression) = &column.value
            && self.depth < GREATEST_DEPTH
        {
            self.depth += 1;
            let inner = self.parse(&expression.written).map(|expression| self.node(&expression, scope, columns));
            self.depth -= 1;
            return inner.map_or(Node::Unjudged, |inner| Node::Cast(Box::new(inner), column.data_type.clone()));
        }
        columns.push(index);
        Node::Column(index)
    }

    fn any(&mut self, left: &Expr, operator: &BinaryOperator, right: &Expr, scope: &Scope, columns: &mut Vec<usize>) -> Node {
        let value = self.boxed(left, scope, columns);
        let list = self.node(right, scope, columns);
        match (operator, uncast(list)) {
            (BinaryOperator::Eq, Node::Array(items)) => Node::OneOf(value, items),
            (BinaryOperator::Eq, list @ Node::Column(_)) => Node::InArray(value, Box::new(list)),
            (operator, Node::Array(items)) => self.each(&value, operator, items, false),
            (operator, list) => {
                comparison(operator).map_or(Node::Unjudged, |comparison| Node::Call(Function::AnyCompare(comparison), vec![*value, list]))
            }
        }
    }

    fn all(&mut self, left: &Expr, operator: &BinaryOperator, right: &Expr, scope: &Scope, columns: &mut Vec<usize>) -> Node {
        let value = self.boxed(left, scope, columns);
        let list = self.node(right, scope, columns);
        match (operator, uncast(list)) {
            (BinaryOperator::NotEq, Node::Array(items)) => negate(Node::OneOf(value, items), true),
            (BinaryOperator::NotEq, list @ Node::Column(_)) => negate(Node::InArray(value, Box::new(list)), true),
            (operator, Node::Array(items)) => self.each(&value, operator, items, true),
            (operator, list) => {
                comparison(operator).map_or(Node::Unjudged, |comparison| Node::Call(Function::AllCompare(comparison), vec![*value, list]))
            }
        }
    }

    /// The comparison with each of a list, joined by AND or OR.
    fn each(&mut self, value: &Node, operator: &BinaryOperator, items: Vec<Node>, all: bool) -> Node {
        let mut joined: Option<Node> = None;
        for item in items {
            let one = match (comparison(operator), like_operator(operator)) {
                (Some(comparison), _) => Node::Compare(Box::new(value.clone()), comparison, Box::new(item)),
                (None, Some((ignore_case, negated))) => {
                    let Some(text) = text_of(item) else { return Node::Unjudged };
                    match self.pattern(&like_as_regex(&text, ignore_case, Some('\\'))) {
                        Some(pattern) => negate(Node::Matches(Box::new(value.clone()), Box::new(pattern)), negated),
                        None => return Node::Unjudged,
                    }
                }
                (None, None) => return Node::Unjudged,
            };
            joined = Some(match joined {
                None => one,
                Some(before) if all => Node::And(Box::new(before), Box::new(one)),
                Some(before) => Node::Or(Box::new(before), Box::new(one)),
            });
        }
        joined.unwrap_or(Node::Constant(SeedValue::Boolean(all)))
    }

    fn binary(&mut self, left: &Expr, operator: &BinaryOperator, right: &Expr, scope: &Scope, columns: &mut Vec<usize>) -> Node {
        if let Some((ignore_case, negated)) = like_operator(operator) {
            return negate(self.like(left, right, ignore_case, None, scope, columns), negated);
        }
        let sign = match operator {
            BinaryOperator::Plus => Some('+'),
            BinaryOperator::Minus => Some('-'),
            BinaryOperator::Multiply => Some('*'),
            BinaryOperator::Divide => Some('/'),
            BinaryOperator::Modulo => Some('%'),
            BinaryOperator::PGRegexMatch => return self.regex(left, right, "", false, scope, columns),
            BinaryOperator::PGRegexNotMatch => return self.regex(left, right, "", true, scope, columns),
            BinaryOperator::PGRegexIMatch => return self.regex(left, right, "(?i)", false, scope, columns),
            BinaryOperator::PGRegexNotIMatch => return self.regex(left, right, "(?i)", true, scope, columns),
            _ => None,
        };
        let (left, right) = (self.boxed(left, scope, columns), self.boxed(right, scope, columns));
        if let Some(sign) = sign {
            return Node::Arithmetic(left, sign, right);
        }
        if let Some(comparison) = comparison(operator) {
            return Node::Compare(left, comparison, right);
        }
        match operator {
            BinaryOperator::And => Node::And(left, right),
            BinaryOperator::Or => Node::Or(left, right),
            BinaryOperator::ArrowAt => Node::Within(left, right),
            BinaryOperator::AtArrow => Node::Within(right, left),
            other => functions::operator(other).map_or(Node::Unjudged, |function| Node::Call(function, vec![*left, *right])),
        }
    }

    /// The parts of `(a, b)` or `ROW(a, b)`.
    fn parts(&mut self, expression: &Expr, scope: &Scope, columns: &mut Vec<usize>) -> Option<Vec<Node>> {
        let parts: Vec<&Expr> = match expression {
            Expr::Nested(inner) => return self.parts(inner, scope, columns),
            Expr::Tuple(items) => items.iter().collect(),
            Expr::Function(function) if function.name.to_string().eq_ignore_ascii_case("row") => match &function.args {
                FunctionArguments::List(list) => list
                    .args
                    .iter()
                    .map(|argument| if let FunctionArg::Unnamed(FunctionArgExpr::Expr(part)) = argument { Some(part) } else { None })
                    .collect::<Option<_>>()?,
                _ => return None,
            },
            _ => return None,
        };
        Some(parts.into_iter().map(|part| self.node(part, scope, columns)).collect())
    }

    /// What compares rows of values, by their parts.
    fn of_rows(&mut self, expression: &Expr, scope: &Scope, columns: &mut Vec<usize>) -> Option<Node> {
        match expression {
            Expr::BinaryOp { left, op, right } => {
                let comparison = comparison(op)?;
                let (left, right) = (self.parts(left, scope, columns)?, self.parts(right, scope, columns)?);
                rows::compared(left, comparison, right)
            }
            Expr::InList { expr, list, negated } => {
                let left = self.parts(expr, scope, columns)?;
                let list = list.iter().map(|item| self.parts(item, scope, columns)).collect::<Option<_>>()?;
                rows::among(left, list).map(|among| negate(among, *negated))
            }
            // All parts are NULL, or none is.
            Expr::IsNull(inner) | Expr::IsNotNull(inner) => {
                let is_not = matches!(expression, Expr::IsNotNull(_));
                let one = |part: Node| negate(Node::IsNull(Box::new(part)), is_not);
                self.parts(inner, scope, columns)?.into_iter().map(one).reduce(|all, one| Node::And(Box::new(all), Box::new(one)))
            }
            _ => None,
        }
    }

    fn regex(&mut self, left: &Expr, right: &Expr, flags: &str, negated: bool, scope: &Scope, columns: &mut Vec<usize>) -> Node {
        let left = self.boxed(left, scope, columns);
        // SIMILAR TO as PostgreSQL prints it.
        if let Expr::Function(function) = bare(right)
            && function.name.to_string().ends_with("similar_to_escape")
            && let FunctionArguments::List(list) = &function.args
            && let [FunctionArg::Unnamed(FunctionArgExpr::Expr(pattern))] = list.args.as_slice()
        {
            return negate(self.matches(left, pattern, PatternKind::Similar, scope, columns), negated);
        }
        let kind = if flags.is_empty() { PatternKind::Regex } else { PatternKind::RegexOfAnyCase };
        negate(self.matches(left, right, kind, scope, columns), negated)
    }

    fn like(
        &mut self,
        left: &Expr,
        right: &Expr,
        ignore_case: bool,
        escape: Option<&Expr>,
        scope: &Scope,
        columns: &mut Vec<usize>,
    ) -> Node {
        let left = self.boxed(left, scope, columns);
        // ESCAPE as PostgreSQL prints it.
        if let Expr::Function(function) = bare(right)
            && function.name.to_string().ends_with("like_escape")
            && let FunctionArguments::List(list) = &function.args
            && let [FunctionArg::Unnamed(FunctionArgExpr::Expr(pattern)), FunctionArg::Unnamed(FunctionArgExpr::Expr(escape))] =
                list.args.as_slice()
        {
            let Some(escape) = text_of(self.node(escape, scope, columns)).filter(|text| text.chars().count() < 2) else {
                return Node::Unjudged;
            };
            let escape = escape.chars().next();
            return self.matches_like(left, pattern, ignore_case, escape, scope, columns);
        }
        let escape = match escape.map(|escape| self.node(escape, scope, columns)) {
            None => Some('\\'),
            Some(Node::Constant(SeedValue::Text(text))) if text.chars().count() < 2 => text.chars().next(),
            Some(_) => return Node::Unjudged,
        };
        self.matches_like(left, right, ignore_case, escape, scope, columns)
    }

    fn matches(&mut self, value: Box<Node>, pattern: &Expr, kind: PatternKind, scope: &Scope, columns: &mut Vec<usize>) -> Node {
        let pattern = self.node(pattern, scope, columns);
        match text_of(pattern.clone()) {
            Some(text) => self.pattern(&kind.regex(&text)).map_or(Node::Unjudged, |pattern| Node::Matches(value, Box::new(pattern))),
            None => Node::Call(Function::Matches(kind), vec![*value, pattern]),
        }
    }

    fn matches_like(
        &mut self,
        value: Box<Node>,
        pattern: &Expr,
        ignore_case: bool,
        escape: Option<char>,
        scope: &Scope,
        columns: &mut Vec<usize>,
    ) -> Node {
        if escape == Some('\\') {
            let kind = if ignore_case { PatternKind::LikeOfAnyCase } else { PatternKind::Like };
            return self.matches(value, pattern, kind, scope, columns);
        }
        let Some(text) = text_of(self.node(pattern, scope, columns)) else { return Node::Unjudged };
        let pattern = self.pattern(&like_as_regex(&text, ignore_case, escape));
        pattern.map_or(Node::Unjudged, |pattern| Node::Matches(value, Box::new(pattern)))
    }

    fn function(&mut self, function: &ast::Function, scope: &Scope, columns: &mut Vec<usize>) -> Node {
        let name = function.name.to_string().to_lowercase().replace('"', "");
        let name = name.strip_prefix("pg_catalog.").unwrap_or(&name);
        if name == "make_interval"
            && let Some(parts) = lengths::parts(&function.args)
        {
            let parts: Vec<(Node, &str)> = parts.into_iter().map(|(number, one)| (self.node(number, scope, columns), one)).collect();
            return lengths::sum(parts.into_iter()).unwrap_or(Node::Unjudged);
        }
        let mut arguments = Vec::new();
        match &function.args {
            FunctionArguments::None => {}
            FunctionArguments::List(list) => {
                for argument in &list.args {
                    match argument {
                        FunctionArg::Unnamed(FunctionArgExpr::Expr(argument)) => arguments.push(self.node(argument, scope, columns)),
                        _ => return Node::Unjudged,
                    }
                }
            }
            FunctionArguments::Subquery(_) => return Node::Unjudged,
        }
        match (name, arguments.as_slice()) {
            ("mod", [left, right]) => return Node::Arithmetic(Box::new(left.clone()), '%', Box::new(right.clone())),
            ("date_part", [part, value]) => {
                return match text_of(part.clone()).and_then(|part| functions::part(&part)) {
                    Some(part) => Node::Call(part, vec![value.clone()]),
                    None => Node::Unjudged,
                };
            }
            ("timezone", [zone, moment]) if text_of(zone.clone()).is_some_and(|zone| is_utc(&zone)) => {
                return Node::Call(Function::AtUtc, vec![moment.clone()]);
            }
            ("regexp_like", [value, pattern]) => {
                let pattern = text_of(pattern.clone()).and_then(|text| self.pattern(&text));
                return pattern.map_or(Node::Unjudged, |pattern| Node::Matches(Box::new(value.clone()), Box::new(pattern)));
            }
            _ => {}
        }
        match functions::function(name, arguments.len()) {
            // A date becomes the midnight of the session's zone, and is compared with such.
            Some(known @ (Function::Age | Function::DateTruncate)) => {
                Node::Call(known, arguments.into_iter().map(|argument| plain_date(argument, scope)).collect())
            }
            Some(Function::RangeText) => Node::Cast(Box::new(Node::Call(Function::RangeText, arguments)), DataType::builtin(name)),
            Some(known) => Node::Call(known, arguments),
            None => Node::Unjudged,
        }
    }
}

fn plain_date(node: Node, scope: &Scope) -> Node {
    let is_date = |node: &Node| match node {
        Node::Column(column) => scope.columns.get_index(*column).is_some_and(|(_, column)| column.data_type.name == "date"),
        _ => false,
    };
    match node {
        Node::Cast(inner, data_type) if data_type.name == "timestamp with time zone" && is_date(&inner) => *inner,
        other => other,
    }
}

/// Columns whose names stand in a text that is not read otherwise.
fn named_in(text: &str, scope: &Scope) -> Vec<usize> {
    let words: Vec<&str> = text.split(|character: char| !(character.is_alphanumeric() || character == '_')).collect();
    let is_named = |name: &str| words.iter().any(|word| *word == name || word.to_lowercase() == name);
    let value = scope.value.filter(|_| is_named("value"));
    scope.columns.keys().enumerate().filter(|(_, name)| is_named(name)).map(|(index, _)| index).chain(value).collect()
}

fn is_utc(zone: &str) -> bool {
    ["utc", "etc/utc", "gmt", "z"].contains(&zone.to_ascii_lowercase().as_str())
}

fn bare(expression: &Expr) -> &Expr {
    let mut expression = expression;
    while let Expr::Nested(inner) | Expr::Cast { expr: inner, .. } = expression {
        expression = inner;
    }
    expression
}

fn comparison(operator: &BinaryOperator) -> Option<Comparison> {
    Some(match operator {
        BinaryOperator::Eq => Comparison::Equal,
        BinaryOperator::NotEq => Comparison::NotEqual,
        BinaryOperator::Lt => Comparison::Less,
        BinaryOperator::LtEq => Comparison::LessOrEqual,
        BinaryOperator::Gt => Comparison::Greater,
        BinaryOperator::GtEq => Comparison::GreaterOrEqual,
        _ => return None,
    })
}

/// LIKE as an operator: whether it ignores case, and whether it is negated.
fn like_operator(operator: &BinaryOperator) -> Option<(bool, bool)> {
    Some(match operator {
        BinaryOperator::PGLikeMatch => (false, false),
        BinaryOperator::PGNotLikeMatch => (false, true),
        BinaryOperator::PGILikeMatch => (true, false),
        BinaryOperator::PGNotILikeMatch => (true, true),
        _ => return None,
    })
}

fn negate(node: Node, negated: bool) -> Node {
    if negated { Node::Not(Box::new(node)) } else { node }
}

fn uncast(node: Node) -> Node {
    match node {
        Node::Cast(inner, data_type) if data_type.array && matches!(*inner, Node::Constant(SeedValue::Text(_))) => {
            listed(*inner, data_type)
        }
        Node::Cast(inner, data_type) if data_type.array => uncast(*inner),
        other => other,
    }
}

/// `'{1,2}'::integer[]` as the list that it is.
fn listed(literal: Node, data_type: DataType) -> Node {
    let elements = match &literal {
        Node::Constant(SeedValue::Text(text)) => array_elements(text),
        _ => None,
    };
    let of_element = DataType { array: false, ..data_type };
    let is_number = matches!(of_element.name.as_str(), "smallint" | "integer" | "bigint" | "numeric");
    let item = |text: String| match is_number {
        true => Node::Constant(SeedValue::Number(text)),
        false => Node::Cast(Box::new(Node::Constant(SeedValue::Text(text))), of_element.clone()),
    };
    elements.map_or(literal, |elements| Node::Array(elements.into_iter().map(item).collect()))
}

/// A text constant, whatever text type it is cast to.
fn text_of(node: Node) -> Option<String> {
    match node {
        Node::Constant(SeedValue::Text(text)) => Some(text),
        Node::Cast(inner, data_type) if matches!(data_type.name.as_str(), "text" | "character varying") => text_of(*inner),
        _ => None,
    }
}

fn cast(inner: Node, data_type: &ast::DataType) -> Node {
    match functions::data_type(&data_type.to_string()) {
        Some(data_type) => Node::Cast(Box::new(inner), data_type),
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
