//! From where to where the numbers, dates, lengths and bounds of a row may go, given what must hold and what is decided.
//!
//! Comes in: [`Literal`]s and a row, some of whose columns are decided. Goes out: for each other column the narrowest [`Span`] that this kind of
//! reasoning finds (bounds go down the expressions and come up again until nothing changes). Never happens: a value that could do is left out,
//! as long as no column that is not decided yet becomes NULL.
//!
//! The method is known as HC4-revise: Benhamou, Goualard, Granvilliers, Puget, "Revising hull and box consistency", 1999. Numbers of floating
//! point are near enough here: whatever is chosen within a span is judged exactly afterwards.

use super::evaluate::evaluate;
use super::literal::read_columns;
use super::value::range_subtype;
use super::{Comparison, Function, Literal, Node, RowView, Value, interval, moment};
use crate::ordered::IndexMap;
use crate::seed::SeedValue;
use crate::seed::calendar::days_from_civil;
use crate::seed::decimal::Decimal;

/// What of a column is bounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    Value,
    /// Characters, bytes or elements.
    Length,
    /// The bounds of a range.
    Lower,
    Upper,
}

/// A number, or seconds: since 1970, since midnight, or as a length of time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    pub low: f64,
    pub high: f64,
}

pub const EVERYTHING: Span = Span { low: f64::NEG_INFINITY, high: f64::INFINITY };

impl Span {
    fn point(value: f64) -> Span {
        Span { low: value, high: value }
    }

    fn of(values: impl IntoIterator<Item = f64>) -> Span {
        let hull = Span { low: f64::INFINITY, high: f64::NEG_INFINITY };
        let hull = values
            .into_iter()
            .filter(|value| !value.is_nan())
            .fold(hull, |hull, value| Span { low: hull.low.min(value), high: hull.high.max(value) });
        if hull.low > hull.high { EVERYTHING } else { hull }
    }

    fn plus(self, other: Span) -> Span {
        Span { low: self.low + other.low, high: self.high + other.high }
    }

    fn minus(self, other: Span) -> Span {
        Span { low: self.low - other.high, high: self.high - other.low }
    }

    fn times(self, other: Span) -> Span {
        let product = |left: f64, right: f64| if left == 0.0 || right == 0.0 { 0.0 } else { left * right };
        Span::of([
            product(self.low, other.low),
            product(self.low, other.high),
            product(self.high, other.low),
            product(self.high, other.high),
        ])
    }

    fn over(self, other: Span) -> Span {
        if other.low <= 0.0 && other.high >= 0.0 {
            return EVERYTHING;
        }
        Span::of([self.low / other.low, self.low / other.high, self.high / other.low, self.high / other.high])
    }

    fn and(self, other: Span) -> Span {
        Span { low: self.low.max(other.low), high: self.high.min(other.high) }
    }
}

/// The spans found so far; a part that is not listed may be anything.
#[derive(Debug, Clone, Default)]
pub struct Spans {
    found: IndexMap<(usize, Part), Span>,
}

impl Spans {
    pub fn get(&self, column: usize, part: Part) -> Span {
        self.found.get(&(column, part)).copied().unwrap_or(EVERYTHING)
    }

    pub fn within(&mut self, column: usize, part: Part, span: Span) {
        let narrower = self.get(column, part).and(span);
        self.found.insert((column, part), narrower);
    }

    /// Whether some column is left without any value.
    pub fn has_none(&self) -> bool {
        self.found.values().any(|span| span.low > span.high + slack(span.high))
    }
}

fn slack(value: f64) -> f64 {
    if value.is_finite() { value.abs() * 1e-12 } else { 0.0 }
}

const ROUNDS: usize = 12;

/// Narrows `spans` by all literals.
pub fn narrow(literals: &[&Literal], row: &dyn RowView, decided: &dyn Fn(usize) -> bool, spans: &mut Spans) {
    let mut narrowing = Narrowing { row, decided, spans };
    for _ in 0..ROUNDS {
        let before = narrowing.spans.found.clone();
        literals.iter().for_each(|literal| narrowing.literal(literal));
        if narrowing.spans.found == before || narrowing.spans.has_none() {
            return;
        }
    }
}

/// What a number of an expression counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Integer,
    Number,
    Date,
    Moment,
    Length,
    Unknown,
}

struct Narrowing<'r> {
    row: &'r dyn RowView,
    decided: &'r dyn Fn(usize) -> bool,
    spans: &'r mut Spans,
}

const DAY: f64 = 86_400.0;
/// 2036-01-01: what must lie after the time of loading is put there. Whether it does is the server's to say.
const LOADED_BEFORE: f64 = 2_082_758_400.0;

impl Narrowing<'_> {
    fn literal(&mut self, literal: &Literal) {
        if literal.of_null {
            return;
        }
        match literal.node {
            Node::Compare(left, comparison, right) => {
                let comparison = if literal.want.positive() { *comparison } else { comparison.negated() };
                self.compare(left, comparison, right);
            }
            Node::Distinct(left, right, distinct) if *distinct != literal.want.positive() => self.compare(left, Comparison::Equal, right),
            Node::OneOf(value, list) if literal.want.positive() => {
                let spans: Option<Vec<Span>> = list.iter().map(|item| self.down(item)).collect();
                if let Some(spans) = spans {
                    self.up(value, Span::of(spans.iter().flat_map(|span| [span.low, span.high])));
                }
            }
            Node::Within(part, whole) if literal.want.positive() => self.within(part, whole),
            _ => {}
        }
    }

    fn within(&mut self, part: &Node, whole: &Node) {
        let Value::Range(range) = evaluate(whole, self.row) else { return };
        let bound = |value: &Option<Value>, otherwise: f64| value.as_ref().and_then(Value::measure).unwrap_or(otherwise);
        let span = Span { low: bound(&range.lower, f64::NEG_INFINITY), high: bound(&range.upper, f64::INFINITY) };
        match part {
            Node::Column(column) if self.row.column(*column).is_some_and(|column| column.data_type.name.ends_with("range")) => {
                if !(self.decided)(*column) {
                    self.spans.within(*column, Part::Lower, span);
                    self.spans.within(*column, Part::Upper, span);
                }
            }
            _ => self.up(part, span),
        }
    }

    fn compare(&mut self, left: &Node, comparison: Comparison, right: &Node) {
        let (Some(left_span), Some(right_span)) = (self.down(left), self.down(right)) else { return };
        let step = self.step(left).max(self.step(right));
        match comparison {
            Comparison::Equal => {
                self.up(left, right_span);
                self.up(right, left_span);
            }
            Comparison::Less | Comparison::LessOrEqual => {
                let gap = if comparison == Comparison::Less { step } else { 0.0 };
                // A decided moment that is not known for sure must be kept clear of on both ends.
                let highest = if self.is_decided(right) { right_span.low } else { right_span.high };
                let lowest = if self.is_decided(left) { left_span.high } else { left_span.low };
                self.up(left, Span { low: f64::NEG_INFINITY, high: highest - gap });
                self.up(right, Span { low: lowest + gap, high: f64::INFINITY });
            }
            Comparison::Greater | Comparison::GreaterOrEqual => self.compare(right, comparison.mirrored(), left),
            Comparison::NotEqual => {}
        }
    }

    /// The least difference between two values that are not equal, where that is known.
    fn step(&self, node: &Node) -> f64 {
        match self.unit(node) {
            Unit::Integer if !matches!(node, Node::Constant(_)) => 1.0,
            Unit::Date => DAY,
            _ => 0.0,
        }
    }

    fn unit(&self, node: &Node) -> Unit {
        let of_type = |name: &str| match name {
            "smallint" | "integer" | "bigint" => Unit::Integer,
            "numeric" | "real" | "double precision" => Unit::Number,
            "date" => Unit::Date,
            "interval" => Unit::Length,
            _ if name.starts_with("timestamp") => Unit::Moment,
            _ => Unit::Unknown,
        };
        match node {
            Node::Column(column) => self.row.column(*column).map_or(Unit::Unknown, |column| of_type(&column.data_type.name)),
            Node::Constant(SeedValue::Number(text)) => {
                if text.contains('.') {
                    Unit::Number
                } else {
                    Unit::Integer
                }
            }
            Node::Cast(_, data_type) => of_type(&data_type.name),
            Node::Negative(inner) => self.unit(inner),
            Node::Case(_, otherwise) if !matches!(**otherwise, Node::Constant(SeedValue::Null)) => self.unit(otherwise),
            Node::Case(branches, _) => branches.first().map_or(Unit::Unknown, |(_, result)| self.unit(result)),
            Node::Arithmetic(left, sign, right) => match (self.unit(left), sign, self.unit(right)) {
                (Unit::Date, '-', Unit::Date) => Unit::Integer,
                (Unit::Moment, '-', Unit::Moment) => Unit::Length,
                (Unit::Date, _, Unit::Integer) | (Unit::Integer, '+', Unit::Date) => Unit::Date,
                (Unit::Date | Unit::Moment, _, _) | (_, '+', Unit::Date | Unit::Moment) => Unit::Moment,
                (Unit::Length, _, _) | (_, _, Unit::Length) => Unit::Length,
                (Unit::Integer, _, Unit::Integer) => Unit::Integer,
                _ => Unit::Number,
            },
            Node::Call(function, arguments) => match function {
                Function::CharacterLength | Function::ByteLength | Function::Cardinality | Function::ArrayLength => Unit::Integer,
                Function::Today => Unit::Date,
                // The bound of a range.
                Function::Lower | Function::Upper => {
                    let column = arguments.first().and_then(bare_column).and_then(|column| self.row.column(column));
                    column.and_then(|column| range_subtype(&column.data_type.name)).map_or(Unit::Unknown, of_type)
                }
                Function::Now => Unit::Moment,
                Function::Coalesce | Function::Least | Function::Greatest | Function::Absolute => {
                    arguments.first().map_or(Unit::Unknown, |argument| self.unit(argument))
                }
                _ => Unit::Unknown,
            },
            _ => Unit::Unknown,
        }
    }

    /// Whether a side counts days, and the other makes it seconds.
    fn scales(&self, left: &Node, right: &Node) -> (f64, f64) {
        match (self.unit(left), self.unit(right)) {
            (Unit::Date, Unit::Integer) => (1.0, DAY),
            (Unit::Integer, Unit::Date) => (DAY, 1.0),
            _ => (1.0, 1.0),
        }
    }

    fn is_decided(&self, node: &Node) -> bool {
        let mut columns = Vec::new();
        read_columns(node, &mut columns);
        columns.iter().all(|column| (self.decided)(*column))
    }

    /// The span of an expression, from those of its parts. `None` where a decided part is NULL, or where it cannot be said.
    fn down(&self, node: &Node) -> Option<Span> {
        if self.is_decided(node) {
            return match evaluate(node, self.row) {
                Value::Text(text) => constant(&text).map(Span::point),
                // The time of loading, or what a time zone makes uncertain.
                Value::Moment(low, high, _) if low < high => {
                    Some(Span { low: low as f64 / 1e6, high: (high as f64 / 1e6).min(LOADED_BEFORE) })
                }
                value => value.measure().map(Span::point),
            };
        }
        Some(match node {
            Node::Column(column) => self.spans.get(*column, Part::Value),
            Node::Cast(inner, _) => self.down(inner)?,
            Node::Negative(inner) => Span::point(0.0).minus(self.down(inner)?),
            Node::Arithmetic(left, sign, right) => {
                let (left_span, right_span) = (self.down(left)?, self.down(right)?);
                let (left_scale, right_scale) = self.scales(left, right);
                let scaled = |span: Span, scale: f64| span.times(Span::point(scale));
                match sign {
                    '+' => scaled(left_span, left_scale).plus(scaled(right_span, right_scale)),
                    '-' => scaled(left_span.minus(scaled(right_span, right_scale)), self.days_between(left, right)),
                    '*' => left_span.times(right_span),
                    '/' => left_span.over(right_span),
                    _ => EVERYTHING,
                }
            }
            Node::Call(Function::Coalesce, arguments) => match self.first_given(arguments) {
                Some(argument) => self.down(argument)?,
                None => EVERYTHING,
            },
            Node::Call(Function::Absolute, arguments) => match arguments.first().and_then(|argument| self.down(argument)) {
                Some(span) if span.low >= 0.0 => span,
                Some(span) if span.high <= 0.0 => Span::point(0.0).minus(span),
                Some(span) => Span { low: 0.0, high: span.high.max(-span.low) },
                None => return None,
            },
            Node::Call(function @ (Function::Least | Function::Greatest), arguments) => {
                let spans: Vec<Span> = arguments.iter().map(|argument| self.down(argument)).collect::<Option<_>>()?;
                let pick = if *function == Function::Least { f64::min } else { f64::max };
                let start = *spans.first()?;
                spans.iter().fold(start, |all, span| Span { low: pick(all.low, span.low), high: pick(all.high, span.high) })
            }
            Node::Call(function, arguments) => match (part_of(*function), arguments.first()) {
                (Some(part), Some(argument)) => match bare_column(argument) {
                    Some(column) => self.spans.get(column, part).and(if part == Part::Length {
                        Span { low: 0.0, high: f64::INFINITY }
                    } else {
                        EVERYTHING
                    }),
                    None => EVERYTHING,
                },
                _ => EVERYTHING,
            },
            Node::Case(branches, otherwise) => self.down(self.branch(branches, otherwise)?)?,
            _ => EVERYTHING,
        })
    }

    fn days_between(&self, left: &Node, right: &Node) -> f64 {
        if (self.unit(left), self.unit(right)) == (Unit::Date, Unit::Date) { 1.0 / DAY } else { 1.0 }
    }

    /// The argument that COALESCE takes, as long as none becomes NULL.
    fn first_given<'n>(&self, arguments: &'n [Node]) -> Option<&'n Node> {
        arguments.iter().find(|argument| !self.is_decided(argument) || evaluate(argument, self.row) != Value::Null)
    }

    /// The branch of a CASE that is decided.
    fn branch<'n>(&self, branches: &'n [(Node, Node)], otherwise: &'n Node) -> Option<&'n Node> {
        for (condition, result) in branches {
            if !self.is_decided(condition) {
                return None;
            }
            if evaluate(condition, self.row) == Value::Boolean(true) {
                return Some(result);
            }
        }
        Some(otherwise)
    }

    /// The square of it must lie in a span. Negative roots are left out, unless it cannot be positive.
    fn up_square(&mut self, base: &Node, span: Span) {
        let Some(own) = self.down(base) else { return };
        let (low, high) = (span.low.max(0.0).sqrt(), span.high.max(0.0).sqrt());
        let positive = own.high >= low;
        self.up(
            base,
            if positive { Span { low: if span.low > 0.0 { low } else { -high }, high } } else { Span { low: -high, high: -low } },
        );
    }

    /// An expression must lie in a span: what that says about its parts.
    fn up(&mut self, node: &Node, span: Span) {
        match node {
            Node::Column(column) if !(self.decided)(*column) => self.spans.within(*column, Part::Value, span),
            Node::Cast(inner, data_type) => {
                // Rounding may take it half a unit away.
                let rounding = if matches!(data_type.name.as_str(), "smallint" | "integer" | "bigint") { 0.499 } else { 0.0 };
                let whole = matches!(self.unit(inner), Unit::Integer);
                let rounding = if whole { 0.0 } else { rounding };
                self.up(inner, Span { low: span.low - rounding, high: span.high + rounding });
            }
            Node::Negative(inner) => self.up(inner, Span::point(0.0).minus(span)),
            // x * x
            Node::Arithmetic(left, '*', right) if is_same_column(left, right) => self.up_square(left, span),
            Node::Call(Function::Power, arguments) => {
                if let [base, exponent] = arguments.as_slice()
                    && self.down(exponent) == Some(Span::point(2.0))
                {
                    self.up_square(base, span);
                }
            }
            Node::Call(Function::SquareRoot, arguments) => {
                let square = |bound: f64| if bound > 0.0 { bound * bound } else { 0.0 };
                arguments.iter().for_each(|argument| self.up(argument, Span { low: square(span.low), high: square(span.high) }));
            }
            // Months of 28 to 31 days compare as 30, years of 366 as 360.
            Node::Call(Function::Age, arguments) => {
                let [later, earlier] = arguments.as_slice() else { return };
                let (Some(later_span), Some(earlier_span)) = (self.down(later), self.down(earlier)) else { return };
                let wide = |bound: f64, by: f64| if bound > 0.0 { bound * by } else { bound * (2.0 - by) };
                let span = Span { low: wide(span.low, 0.93), high: wide(span.high, 1.03) };
                self.up(later, span.plus(earlier_span));
                self.up(earlier, later_span.minus(span));
            }
            Node::Call(Function::ShiftRight, arguments) => {
                let [value, places] = arguments.as_slice() else { return };
                let scale = self.down(places).filter(|places| places.low == places.high).map_or(1.0, |places| 2f64.powf(places.low));
                self.up(value, Span { low: span.low * scale, high: (span.high + 1.0) * scale - 1.0 });
            }
            Node::Call(Function::ShiftLeft, arguments) => {
                let [value, places] = arguments.as_slice() else { return };
                if let Some(places) = self.down(places).filter(|places| places.low == places.high) {
                    self.up(value, span.times(Span::point(0.5f64.powf(places.low))));
                }
            }
            Node::Arithmetic(left, sign, right) => {
                let (Some(left_span), Some(right_span)) = (self.down(left), self.down(right)) else { return };
                let (left_scale, right_scale) = self.scales(left, right);
                let (left_span, right_span) = (left_span.times(Span::point(left_scale)), right_span.times(Span::point(right_scale)));
                let (new_left, new_right) = match sign {
                    '+' => (span.minus(right_span), span.minus(left_span)),
                    '-' => {
                        let span = span.times(Span::point(1.0 / self.days_between(left, right)));
                        (span.plus(right_span), left_span.minus(span))
                    }
                    '*' => (span.over(right_span), span.over(left_span)),
                    '/' if self.unit(node) != Unit::Integer => (span.times(right_span), left_span.over(span)),
                    _ => return,
                };
                self.up(left, new_left.times(Span::point(1.0 / left_scale)));
                self.up(right, new_right.times(Span::point(1.0 / right_scale)));
            }
            Node::Call(Function::Coalesce, arguments) => {
                if let Some(argument) = self.first_given(arguments) {
                    self.up(argument, span);
                }
            }
            Node::Call(Function::Absolute, arguments) => arguments.iter().for_each(|argument| {
                let positive = self.down(argument).is_some_and(|inner| inner.low >= 0.0);
                self.up(argument, Span { low: if positive { span.low } else { -span.high }, high: span.high });
            }),
            Node::Call(Function::Least, arguments) => {
                arguments.iter().for_each(|argument| self.up(argument, Span { low: span.low, high: f64::INFINITY }));
            }
            Node::Call(Function::Greatest, arguments) => {
                arguments.iter().for_each(|argument| self.up(argument, Span { low: f64::NEG_INFINITY, high: span.high }));
            }
            Node::Call(Function::Floor | Function::Ceiling | Function::Round | Function::Truncate, arguments) => {
                if let Some(argument) = arguments.first() {
                    self.up(argument, Span { low: span.low - 1.0, high: span.high + 1.0 });
                }
            }
            Node::Call(Function::Epoch, arguments) => arguments.iter().for_each(|argument| self.up(argument, span)),
            Node::Call(Function::Year, arguments) => {
                let first_of = |year: f64, otherwise: f64| match year.is_finite() && (0.0..10_000.0).contains(&year) {
                    true => days_from_civil(year as i64, 1, 1) as f64 * DAY,
                    false => otherwise,
                };
                let span = Span { low: first_of(span.low, f64::NEG_INFINITY), high: first_of(span.high + 1.0, f64::INFINITY) - 1.0 };
                arguments.iter().for_each(|argument| self.up(argument, span));
            }
            Node::Call(function, arguments) => {
                if let (Some(part), Some(column)) = (part_of(*function), arguments.first().and_then(bare_column))
                    && !(self.decided)(column)
                {
                    self.spans.within(column, part, span);
                }
            }
            Node::Case(branches, otherwise) => {
                if let Some(branch) = self.branch(branches, otherwise) {
                    self.up(branch, span);
                }
            }
            _ => {}
        }
    }
}

fn is_same_column(left: &Node, right: &Node) -> bool {
    matches!((left, right), (Node::Column(left), Node::Column(right)) if left == right)
}

fn part_of(function: Function) -> Option<Part> {
    Some(match function {
        Function::CharacterLength | Function::ByteLength | Function::Cardinality | Function::ArrayLength => Part::Length,
        Function::Lower => Part::Lower,
        Function::Upper => Part::Upper,
        _ => return None,
    })
}

/// The column whose length this is; what trims it or changes its case is made to leave it as it is.
fn bare_column(node: &Node) -> Option<usize> {
    match node {
        Node::Column(column) => Some(*column),
        Node::Cast(inner, _) => bare_column(inner),
        Node::Call(Function::Trim | Function::TrimLeft | Function::TrimRight | Function::Lower | Function::Upper, arguments) => {
            arguments.first().and_then(bare_column)
        }
        _ => None,
    }
}

/// A text that stands where a number or a date is meant.
fn constant(text: &str) -> Option<f64> {
    if let Some(number) = Decimal::parse(text) {
        return Some(number.approximate());
    }
    if let Some((micros, offset)) = moment::parse(text) {
        return Some((micros - offset.unwrap_or(0)) as f64 / 1e6);
    }
    interval::seconds(text).map(|seconds| seconds as f64)
}
