//! From the statements of a trigger's function to what it refuses.
//!
//! Comes in: the statements, which rows the new row refers to. Goes out: expressions over the new row and these, each of which is true for rows that are
//! refused. Never happens: an expression that holds what is not known (a sum over other rows, a loop): such a refusal is left out.
//!
//! How: the statements are gone through once as for INSERT. Of each variable its value is known as an expression, and of each place what must have
//! held for it to be reached.

use std::ops::ControlFlow;

use sqlparser::ast::helpers::attached_token::AttachedToken;
use sqlparser::ast::{BinaryOperator, CaseWhen, CastKind, DataType, Expr, Ident, Query, UnaryOperator, Value, VisitMut, VisitorMut};
use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::Parser;
use sqlparser::tokenizer::Token;

use super::lookup::{Found, Source};
use super::seen::{RESOLVED, Sight, fold};
use crate::ordered::{IndexMap, IndexSet};
use crate::sql::plpgsql::{Body, Statement, is, name};

/// More refusals of one function are not looked at.
const MOST_REFUSALS: usize = 24;
/// What depends on more than so many conditions is left to PostgreSQL: looking for values would take longer than trying some.
const LONGEST_PATH: usize = 12;
/// Trees of longer ones would be too deep: they are read and taken down by recursion.
const MOST_TOKENS: usize = 400;
/// An expression that is longer as text is not known.
const LONGEST_TEXT: usize = 4000;

/// What a variable holds.
#[derive(Debug, Clone)]
enum Known {
    Value(Expr),
    /// A row of the new row's parents, where this holds.
    Row(Source, Option<Expr>),
    /// Values by the names that they have in a record.
    Record(IndexMap<String, Expr>),
    Unknown,
}

/// The names that an expression may use.
pub struct Walk<'w, 'a> {
    pub sight: &'w mut Sight<'a>,
    /// Whether NULL keeps the row out.
    pub before: bool,
    variables: IndexMap<String, Known>,
    found: Known,
    refusals: Vec<Expr>,
    /// How often it was found to end without a refusal.
    returns: usize,
    records: IndexSet<String>,
    /// Types of variables that change what is assigned to them.
    types: IndexMap<String, DataType>,
    /// Whether the new row is as it came, but for the columns that are among the variables.
    is_new_known: bool,
    /// Whether something was done that may have sent the row elsewhere.
    has_acted: bool,
}

/// How one branch ends.
struct End {
    /// None where it was not gone through.
    path: Option<Path>,
    variables: IndexMap<String, Known>,
    found: Known,
}

/// What must have held to come here; none where that is not known.
type Path = Option<Vec<Expr>>;

impl<'w, 'a> Walk<'w, 'a> {
    pub fn new(sight: &'w mut Sight<'a>, before: bool) -> Walk<'w, 'a> {
        Walk {
            sight,
            before,
            variables: IndexMap::default(),
            found: Known::Unknown,
            refusals: Vec::new(),
            returns: 0,
            records: IndexSet::default(),
            types: IndexMap::default(),
            is_new_known: true,
            has_acted: false,
        }
    }

    /// What the function refuses, if it is called `when` this holds.
    pub fn refusals(mut self, body: &Body, when: Option<&str>) -> Vec<Expr> {
        for declared in &body.declared {
            let value = declared.value.as_ref().map_or_else(|| Known::Value(null()), |value| self.known(value));
            self.types.extend(changing_type(&declared.data_type).map(|data_type| (declared.name.clone(), data_type)));
            let value = self.as_declared(&declared.name, value);
            self.variables.insert(declared.name.clone(), value);
            if is(declared.data_type.first(), "record") {
                self.records.insert(declared.name.clone());
            }
        }
        let when = match when {
            None => Some(Vec::new()),
            Some(text) if text.len() > LONGEST_TEXT => None,
            Some(text) => Parser::new(&PostgreSqlDialect {})
                .try_with_sql(text)
                .and_then(|mut parser| parser.parse_expr())
                .ok()
                .and_then(|expression| self.resolved(expression))
                .map(|expression| vec![expression]),
        };
        self.run(&body.statements, when);
        self.refusals
    }

    /// Goes through the statements; what must have held where they end, none where they never do or where that is not known.
    fn run(&mut self, statements: &[Statement], mut path: Path) -> Path {
        for statement in statements {
            path.as_ref()?;
            match statement {
                Statement::Nothing => {}
                Statement::Raise => {
                    self.refuse(path);
                    return None;
                }
                Statement::Return(value) => {
                    if self.before && !self.has_acted && matches!(value.as_slice(), [only] if is(Some(only), "null")) {
                        self.refuse(path);
                    } else {
                        self.returns += 1;
                    }
                    return None;
                }
                Statement::Assign(target, value) => {
                    let value = self.known(value);
                    self.assign(target, value);
                }
                Statement::Select { targets, query } => self.select(targets, query),
                Statement::Perform(query) => {
                    let found = parse_query(query).and_then(|query| self.look_up(&query));
                    self.found = found.map_or(Known::Unknown, |found| Known::Value(found.exists()));
                }
                Statement::If(branches, otherwise) => path = self.branch(branches, otherwise, path?),
                // Out of a block, or on to its beginning.
                Statement::Other(tokens) if is(tokens.first(), "exit") || is(tokens.first(), "continue") => {
                    self.returns += 1;
                    return None;
                }
                Statement::Other(tokens) => {
                    self.forget(tokens);
                    self.found = Known::Unknown;
                    self.has_acted = true;
                    let leaves = |token: &Token| ["return", "raise", "execute"].iter().any(|word| is(Some(token), word));
                    if tokens.iter().any(leaves) {
                        self.returns += 1;
                        return None;
                    }
                }
            }
        }
        path
    }

    fn refuse(&mut self, path: Path) {
        let Some(path) = path.filter(|path| self.refusals.len() < MOST_REFUSALS && path.len() <= LONGEST_PATH) else { return };
        self.refusals.extend(all_of(path));
    }

    fn branch(&mut self, branches: &[(Vec<Token>, Vec<Statement>)], otherwise: &[Statement], before: Vec<Expr>) -> Path {
        let begun = (self.variables.clone(), self.found.clone(), self.returns);
        let mut path: Path = Some(before.clone());
        let mut ends = Vec::new();
        // Whether rows may leave in a way that is not known.
        let mut is_open = false;
        let all = branches.iter().map(|(condition, statements)| (Some(condition), statements.as_slice())).chain([(None, otherwise)]);
        for (condition, statements) in all {
            let condition = condition.map_or(Some(truth()), |condition| self.expression(condition));
            let taken = path.clone().zip(condition.clone()).map(|(path, condition)| [path, vec![condition]].concat());
            let end = match taken {
                Some(taken) => Some(self.run(statements, Some(taken))),
                None => {
                    is_open |= may_leave(statements);
                    self.forget_assigned(statements);
                    None
                }
            };
            ends.push(End { path: end, variables: std::mem::take(&mut self.variables), found: self.found.clone() });
            (self.variables, self.found) = (begun.0.clone(), begun.1.clone());
            path = path.zip(condition).map(|(path, condition)| [path, vec![Expr::IsNotTrue(Box::new(nested(condition)))]].concat());
            path = path.filter(|path| path.len() <= LONGEST_PATH);
        }
        ends.retain(|end| end.path != Some(None));
        let last = ends.pop()?;
        let names: IndexSet<&String> = ends.iter().chain([&last]).flat_map(|end| end.variables.keys()).collect();
        let merged = names.into_iter().map(|name| {
            let is_sure = ends.iter().all(|end| is_same(end.variables.get(name), last.variables.get(name)));
            let value = last.variables.get(name).filter(|_| is_sure).cloned().unwrap_or(Known::Unknown);
            (name.clone(), value)
        });
        self.variables = merged.collect();
        let is_sure = ends.iter().all(|end| is_same(Some(&end.found), Some(&last.found)));
        self.found = if is_sure { last.found.clone() } else { Known::Unknown };
        ends.push(last);
        match (is_open, self.returns > begun.2) {
            (true, _) => {
                self.returns += 1;
                None
            }
            (false, false) => Some(before),
            (false, true) => {
                let of_end = |end: End| all_of(end.path??.split_off(before.len()));
                let ways: Option<Vec<Expr>> = ends.into_iter().map(of_end).collect();
                let way = ways?.into_iter().reduce(|one, other| binary(one, BinaryOperator::Or, other))?;
                Some([before, vec![way]].concat())
            }
        }
    }

    /// Variables that the statements may assign to are no longer known.
    fn forget_assigned(&mut self, statements: &[Statement]) {
        for statement in statements {
            match statement {
                Statement::Assign(target, _) => self.assign(target, Known::Unknown),
                Statement::Select { targets, .. } => {
                    targets.iter().for_each(|target| self.assign(target, Known::Unknown));
                    self.found = Known::Unknown;
                }
                Statement::Perform(_) => self.found = Known::Unknown,
                Statement::If(branches, otherwise) => {
                    branches.iter().for_each(|(_, statements)| self.forget_assigned(statements));
                    self.forget_assigned(otherwise);
                }
                Statement::Other(tokens) => {
                    self.forget(tokens);
                    (self.found, self.has_acted) = (Known::Unknown, true);
                }
                Statement::Raise | Statement::Return(_) | Statement::Nothing => {}
            }
        }
    }

    fn forget(&mut self, tokens: &[Token]) {
        self.is_new_known &= !tokens.iter().any(|token| is(Some(token), "new"));
        for token in tokens {
            if let Some(known) = name(Some(token)).and_then(|name| self.variables.get_mut(&name)) {
                *known = Known::Unknown;
            }
        }
    }

    fn assign(&mut self, target: &str, value: Known) {
        match target.split_once('.') {
            None if target == "new" => self.is_new_known = false,
            None => {
                let value = self.as_declared(target, value);
                self.variables.insert(target.to_string(), value);
            }
            // A column of the new row that has another value from here on.
            Some(("new", _)) => drop(self.variables.insert(target.to_string(), value)),
            Some((record, _)) => drop(self.variables.insert(record.to_string(), Known::Unknown)),
        }
    }

    /// A value as a variable keeps it.
    fn as_declared(&self, variable: &str, value: Known) -> Known {
        match (value, self.types.get(variable)) {
            (Known::Value(value), Some(data_type)) if value != null() => Known::Value(Expr::Cast {
                kind: CastKind::DoubleColon,
                expr: Box::new(nested(value)),
                data_type: data_type.clone(),
                format: None,
            }),
            (value, _) => value,
        }
    }

    fn select(&mut self, targets: &[String], query: &[Token]) {
        let found = parse_query(query).and_then(|query| self.look_up(&query));
        let Some(found) = found else {
            targets.iter().for_each(|target| self.assign(target, Known::Unknown));
            self.found = Known::Unknown;
            return;
        };
        self.found = Known::Value(found.exists());
        if let (Some(source), [target]) = (found.whole(), targets) {
            return self.assign(target, Known::Row(source, found.filter()));
        }
        match targets {
            [target] if self.records.contains(target) => return self.assign(target, Known::Record(found.record())),
            // The parts of a variable that is a row of some table.
            [target] if found.has_several() => return self.assign(target, Known::Unknown),
            _ => {}
        }
        for (place, target) in targets.iter().enumerate() {
            let value = found.value(place).map_or(Known::Unknown, Known::Value);
            self.assign(target, value);
        }
    }

    /// Whether an expression is a column of the new row.
    pub fn is_own(&mut self, expression: &Expr, column: &str) -> bool {
        let mut resolved = self.resolved(expression.clone());
        while let Some(Expr::Nested(inner)) = resolved {
            resolved = Some(*inner);
        }
        matches!(resolved, Some(Expr::CompoundIdentifier(parts)) if matches!(parts.as_slice(), [_, name] if name.value == column))
    }

    pub fn look_up(&mut self, query: &Query) -> Option<Found> {
        super::lookup::look_up(self, query)
    }

    fn known(&mut self, tokens: &[Token]) -> Known {
        self.expression(tokens).map_or(Known::Unknown, Known::Value)
    }

    fn expression(&mut self, tokens: &[Token]) -> Option<Expr> {
        (tokens.len() <= MOST_TOKENS).then_some(())?;
        let mut parser = Parser::new(&PostgreSqlDialect {}).with_tokens(tokens.to_vec());
        let expression = parser.parse_expr().ok()?;
        let is_whole = parser.peek_token().token == Token::EOF;
        is_whole.then(|| self.resolved(expression)).flatten()
    }

    /// The expression with columns of the new row, and of rows that it refers to, in the place of all names; none where something is not known.
    pub fn resolved(&mut self, expression: Expr) -> Option<Expr> {
        self.resolved_among(expression, &IndexMap::default())
    }

    /// The same within a query on these rows.
    pub fn resolved_among(&mut self, mut expression: Expr, sources: &IndexMap<String, Source>) -> Option<Expr> {
        let mut resolving = Resolving { walk: self, sources };
        let is_known = expression.visit(&mut resolving).is_continue();
        (is_known && expression.to_string().len() <= LONGEST_TEXT).then_some(expression)
    }

    fn named(&mut self, name: &Ident, sources: &IndexMap<String, Source>) -> Option<Expr> {
        let folded = fold(name);
        let of_sources: Vec<&Source> = sources.values().filter(|source| self.sight.has(source, &folded)).collect();
        match of_sources.as_slice() {
            [] => {}
            [source] => return self.sight.column(source, &folded),
            _ => return None,
        }
        match folded.as_str() {
            "tg_op" => return Some(text("INSERT")),
            "found" => {
                return match &self.found {
                    Known::Value(found) => Some(nested(found.clone())),
                    _ => None,
                };
            }
            _ => {}
        }
        match self.variables.get(&folded) {
            Some(Known::Value(value)) => Some(nested(value.clone())),
            _ => None,
        }
    }

    fn field(&mut self, of: &Ident, field: &Ident, sources: &IndexMap<String, Source>) -> Option<Expr> {
        let (of, field) = (fold(of), fold(field));
        if let Some(source) = sources.get(&of) {
            return self.sight.column(source, &field);
        }
        match of.as_str() {
            "new" => match self.variables.get(&format!("new.{field}")) {
                Some(Known::Value(value)) => Some(nested(value.clone())),
                Some(_) => None,
                None => self.sight.own(&field, self.before).filter(|_| self.is_new_known),
            },
            // There is none when a row comes.
            "old" => Some(null()),
            _ => match self.variables.get(&of) {
                Some(Known::Row(source, filter)) => {
                    let (source, filter) = (source.clone(), filter.clone());
                    let value = self.sight.column(&source, &field)?;
                    Some(filter.map_or(value.clone(), |filter| where_holds(filter, value)))
                }
                Some(Known::Record(fields)) => fields.get(&field).cloned().map(nested),
                _ => None,
            },
        }
    }
}

/// Puts what is known in the place of names.
struct Resolving<'r, 'w, 'a> {
    walk: &'r mut Walk<'w, 'a>,
    sources: &'r IndexMap<String, Source>,
}

impl Resolving<'_, '_, '_> {
    fn replacement(&mut self, expression: &Expr) -> Option<Option<Expr>> {
        Some(match expression {
            _ if is_resolved(expression) => return None,
            Expr::Identifier(name) if is_of_the_clock(name) => return None,
            Expr::Identifier(name) => self.walk.named(name, self.sources),
            Expr::CompoundIdentifier(parts) => match parts.as_slice() {
                [of, field] => self.walk.field(of, field, self.sources),
                _ => None,
            },
            Expr::Exists { subquery, negated } => {
                let exists = self.walk.look_up(subquery).map(|found| found.exists());
                exists
                    .map(|exists| if *negated { Expr::IsNotTrue(Box::new(nested(exists))) } else { Expr::IsTrue(Box::new(nested(exists))) })
            }
            Expr::Subquery(query) => self.walk.look_up(query).and_then(|found| found.value(0)).map(nested),
            Expr::InSubquery { .. } => None,
            _ => return None,
        })
    }
}

impl VisitorMut for Resolving<'_, '_, '_> {
    type Break = ();

    fn pre_visit_expr(&mut self, expression: &mut Expr) -> ControlFlow<()> {
        match self.replacement(expression) {
            None => ControlFlow::Continue(()),
            Some(None) => ControlFlow::Break(()),
            Some(Some(replacement)) => {
                *expression = replacement;
                ControlFlow::Continue(())
            }
        }
    }
}

/// Words that stand for the time without brackets.
fn is_of_the_clock(name: &Ident) -> bool {
    ["current_date", "current_timestamp", "localtimestamp", "current_time", "localtime"]
        .iter()
        .any(|word| name.value.eq_ignore_ascii_case(word))
}

fn may_leave(statements: &[Statement]) -> bool {
    statements.iter().any(|statement| match statement {
        Statement::Return(_) | Statement::Other(_) => true,
        Statement::If(branches, otherwise) => branches.iter().any(|(_, statements)| may_leave(statements)) || may_leave(otherwise),
        // A refusal that may come changes nothing for the rows that go on.
        Statement::Raise | Statement::Nothing | Statement::Assign(..) | Statement::Select { .. } | Statement::Perform(_) => false,
    })
}

fn is_same(one: Option<&Known>, other: Option<&Known>) -> bool {
    match (one, other) {
        (Some(Known::Value(one)), Some(Known::Value(other))) => one == other,
        (Some(Known::Row(one, if_one)), Some(Known::Row(other, if_other))) => one == other && if_one == if_other,
        (Some(Known::Record(one)), Some(Known::Record(other))) => one == other,
        (Some(Known::Unknown), Some(Known::Unknown)) => true,
        _ => false,
    }
}

/// Whether it is what names were replaced by.
fn is_resolved(expression: &Expr) -> bool {
    matches!(expression, Expr::CompoundIdentifier(parts) if parts.first().is_some_and(|first| first.value == RESOLVED))
}

/// The type of a variable, where it keeps less than what is assigned to it. Source: PostgreSQL, "43.5.1. Assignment".
fn changing_type(tokens: &[Token]) -> Option<DataType> {
    const CHANGING: &[&str] = &[
        "int",
        "integer",
        "int2",
        "int4",
        "int8",
        "smallint",
        "bigint",
        "date",
        "time",
        "numeric",
        "decimal",
        "varchar",
        "char",
        "character",
        "timestamp",
    ];
    name(tokens.first()).filter(|first| CHANGING.contains(&first.as_str()))?;
    Parser::new(&PostgreSqlDialect {}).with_tokens(tokens.to_vec()).parse_data_type().ok()
}

fn parse_query(tokens: &[Token]) -> Option<Query> {
    (tokens.len() <= MOST_TOKENS).then_some(())?;
    let mut parser = Parser::new(&PostgreSqlDialect {}).with_tokens(tokens.to_vec());
    let query = parser.parse_query().ok()?;
    (parser.peek_token().token == Token::EOF).then_some(*query)
}

/// The value where a condition holds, else NULL.
pub fn where_holds(condition: Expr, value: Expr) -> Expr {
    let only = CaseWhen { condition, result: value };
    Expr::Case {
        case_token: AttachedToken::empty(),
        end_token: AttachedToken::empty(),
        operand: None,
        conditions: vec![only],
        else_result: None,
    }
}

fn binary(left: Expr, op: BinaryOperator, right: Expr) -> Expr {
    Expr::BinaryOp { left: Box::new(nested(left)), op, right: Box::new(nested(right)) }
}

/// That all of them hold; none where there are none.
pub fn all_of(conditions: impl IntoIterator<Item = Expr>) -> Option<Expr> {
    conditions.into_iter().reduce(|all, next| binary(all, BinaryOperator::And, next))
}

pub fn nested(expression: Expr) -> Expr {
    match expression {
        Expr::Nested(_) | Expr::Identifier(_) | Expr::CompoundIdentifier(_) | Expr::Value(_) => expression,
        other => Expr::Nested(Box::new(other)),
    }
}

pub fn not(expression: Expr) -> Expr {
    Expr::UnaryOp { op: UnaryOperator::Not, expr: Box::new(nested(expression)) }
}

fn null() -> Expr {
    Expr::Value(Value::Null.into())
}

pub fn truth() -> Expr {
    Expr::Value(Value::Boolean(true).into())
}

fn text(text: &str) -> Expr {
    Expr::Value(Value::SingleQuotedString(text.to_string()).into())
}
