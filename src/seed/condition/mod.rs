//! CHECK constraints: read, evaluated over a candidate row before PostgreSQL sees it, and taken apart so that values can be made for them.
//!
//! Comes in: a SQL expression and the columns of its table. Goes out: a [`Condition`] that says of a row: fulfilled, violated, or not for us to
//! judge; and the [`Literal`]s that make it hold when all of them do. Never happens: a wrong verdict out of convenience; whatever PostgreSQL might
//! decide by collation, clock, locale or a function of its own is [`Verdict::Unjudged`] and left to the proof.

mod call;
mod choose;
mod evaluate;
mod forced;
mod functions;
mod interval;
mod json;
mod lengths;
mod limits;
mod lists;
mod literal;
mod moment;
mod overlap;
mod powers;
mod read;
mod rows;
mod span;
mod text;
mod value;
mod words;

use crate::ordered::IndexMap;

use super::SeedValue;
use super::pattern::Pattern;
use crate::catalog::{Column, DataType};
pub use choose::{Chooser, Hold, ways};
pub use evaluate::{ElementView, RowView};
pub use functions::data_type as data_type_of;
pub use interval::seconds as interval_seconds;
pub use limits::{Limits, Moment, limits};
pub use literal::{Literal, Order};
pub use moment::{DAY, NOW_AT_LEAST, NOW_AT_MOST, SECOND};
pub use overlap::Extent;
pub use span::{Part, Span, Spans, narrow};
pub use text::{Shape, defined, shapes};
pub use value::{Value, clock_of, range_subtype, relation as order_of, written};

/// The microseconds since 1970 of a text that names a date or a moment, in UTC.
pub fn moment_of_text(text: &str) -> Option<i128> {
    moment::parse(text).map(|(micros, offset)| micros - offset.unwrap_or(0))
}

/// What a condition says about a row. NULL fulfils a CHECK.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Fulfilled,
    Violated,
    Unjudged,
}

/// A condition ready for many rows.
#[derive(Debug, Clone)]
pub struct Condition {
    tree: Node,
    /// Indexes of the columns that it reads.
    pub columns: Vec<usize>,
    /// The array whose elements it is about, each for itself.
    pub each: Option<usize>,
    /// Numbers and texts that stand in it, in their order.
    pub constants: Vec<SeedValue>,
}

impl Condition {
    /// The same, about each element of an array.
    pub fn of_each(self, array: usize) -> Condition {
        Condition { each: Some(array), ..self }
    }

    /// That the columns hold one of these rows of values.
    pub fn among(columns: Vec<usize>, rows: Vec<Vec<SeedValue>>) -> Condition {
        let mut read = columns.clone();
        read.sort_unstable();
        Condition { tree: Node::Among(columns, rows), columns: read, each: None, constants: Vec::new() }
    }

    /// Whether its spans leave out no value: nothing of it is unknown, depends on the clock, or is narrowed by what people expect.
    pub fn is_plain(&self) -> bool {
        let is_odd = |node: &Node| match node {
            Node::Unjudged | Node::Among(..) | Node::Within(..) => true,
            Node::Arithmetic(_, sign, _) => *sign == '*' || *sign == '/',
            Node::Call(function, _) => {
                use Function::*;
                !matches!(function, CharacterLength | Coalesce | NumberOfNonNulls | NumberOfNulls | Absolute | Least | Greatest)
            }
            _ => false,
        };
        !self.tree.has(&is_odd)
    }

    /// Whether it depends on when it is asked.
    pub fn reads_clock(&self) -> bool {
        self.tree.has(&|node| matches!(node, Node::Call(Function::Now | Function::Today, _)))
    }
}

/// The part of SQL's expressions that can be judged here; columns by their index.
#[derive(Debug, Clone)]
enum Node {
    Constant(SeedValue),
    Column(usize),
    Not(Box<Node>),
    And(Box<Node>, Box<Node>),
    Or(Box<Node>, Box<Node>),
    Compare(Box<Node>, Comparison, Box<Node>),
    /// IS [NOT] DISTINCT FROM; `true` for distinct.
    Distinct(Box<Node>, Box<Node>, bool),
    Arithmetic(Box<Node>, char, Box<Node>),
    Negative(Box<Node>),
    IsNull(Box<Node>),
    /// IS TRUE, IS FALSE
    IsBoolean(Box<Node>, bool),
    OneOf(Box<Node>, Vec<Node>),
    /// `value = ANY (array)`
    InArray(Box<Node>, Box<Node>),
    /// Every element of the first stands in the second.
    Within(Box<Node>, Box<Node>),
    Array(Vec<Node>),
    Matches(Box<Node>, Box<Pattern>),
    Call(Function, Vec<Node>),
    Cast(Box<Node>, DataType),
    Case(Vec<(Node, Node)>, Box<Node>),
    /// The columns hold one of these rows of values.
    Among(Vec<usize>, Vec<Vec<SeedValue>>),
    Unjudged,
}

impl Node {
    fn parts(&self) -> Vec<&Node> {
        match self {
            Node::Column(_) | Node::Constant(_) | Node::Unjudged | Node::Among(..) => Vec::new(),
            Node::Not(inner)
            | Node::Negative(inner)
            | Node::IsNull(inner)
            | Node::IsBoolean(inner, _)
            | Node::Matches(inner, _)
            | Node::Cast(inner, _) => vec![inner],
            Node::And(left, right)
            | Node::Or(left, right)
            | Node::Compare(left, _, right)
            | Node::Distinct(left, right, _)
            | Node::Arithmetic(left, _, right)
            | Node::InArray(left, right)
            | Node::Within(left, right) => vec![left, right],
            Node::OneOf(value, list) => std::iter::once(&**value).chain(list).collect(),
            Node::Array(items) | Node::Call(_, items) => items.iter().collect(),
            Node::Case(branches, otherwise) => {
                branches.iter().flat_map(|(condition, result)| [condition, result]).chain([&**otherwise]).collect()
            }
        }
    }

    /// Whether a part of it is such.
    fn has(&self, is_such: &dyn Fn(&Node) -> bool) -> bool {
        is_such(self) || self.parts().into_iter().any(|part| part.has(is_such))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparison {
    /// With the sides exchanged.
    fn mirrored(self) -> Comparison {
        match self {
            Comparison::Less => Comparison::Greater,
            Comparison::LessOrEqual => Comparison::GreaterOrEqual,
            Comparison::Greater => Comparison::Less,
            Comparison::GreaterOrEqual => Comparison::LessOrEqual,
            same => same,
        }
    }

    fn negated(self) -> Comparison {
        match self {
            Comparison::Equal => Comparison::NotEqual,
            Comparison::NotEqual => Comparison::Equal,
            Comparison::Less => Comparison::GreaterOrEqual,
            Comparison::LessOrEqual => Comparison::Greater,
            Comparison::Greater => Comparison::LessOrEqual,
            Comparison::GreaterOrEqual => Comparison::Less,
        }
    }

    fn accepts(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Comparison::Equal => ordering.is_eq(),
            Comparison::NotEqual => ordering.is_ne(),
            Comparison::Less => ordering.is_lt(),
            Comparison::LessOrEqual => ordering.is_le(),
            Comparison::Greater => ordering.is_gt(),
            Comparison::GreaterOrEqual => ordering.is_ge(),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Function {
    CharacterLength,
    ByteLength,
    Lower,
    Upper,
    Trim,
    TrimLeft,
    TrimRight,
    Coalesce,
    NullIf,
    Concatenate,
    NumberOfNonNulls,
    NumberOfNulls,
    Absolute,
    Floor,
    Ceiling,
    Round,
    Sign,
    Cardinality,
    ArrayLength,
    Least,
    Greatest,
    /// 4 or 6, of a network address.
    Family,
    /// Of a network address.
    MaskLength,
    /// `int4range(1, 5)`: its text, which a cast makes a range.
    RangeText,
    IsEmpty,
    LowerInclusive,
    UpperInclusive,
    LowerInfinite,
    UpperInfinite,
    Position,
    Left,
    Right,
    Substring,
    StartsWith,
    /// A pattern that other columns are part of.
    Matches(PatternKind),
    Year,
    Month,
    Day,
    Hour,
    Minute,
    DayOfWeek,
    IsoDayOfWeek,
    Epoch,
    JsonType,
    /// `->` and `->>`, `#>` and `#>>`: a part, as JSON or as text.
    JsonPart,
    JsonText,
    JsonAt,
    JsonTextAt,
    JsonLength,
    JsonHas,
    JsonHasAll,
    JsonHasAny,
    /// `&&` of arrays
    Overlaps,
    /// `tags[1]`
    Element,
    ArrayPosition,
    AllCompare(Comparison),
    AnyCompare(Comparison),
    /// Compared byte by byte: `x COLLATE "C"`
    ByBytes,
    Power,
    SquareRoot,
    Truncate,
    WholeQuotient,
    BitAnd,
    BitOr,
    BitXor,
    BitNot,
    /// `<<`, also of network addresses
    ShiftLeft,
    ShiftRight,
    Replace,
    SplitPart,
    Reverse,
    Repeat,
    FirstCode,
    JoinTexts,
    JoinWith,
    PadLeft,
    PadRight,
    DateTruncate,
    Age,
    AtUtc,
    Quarter,
    Week,
    DayOfYear,
    Second,
    /// A moment that is not known, but later than this program.
    Now,
    Today,
}

/// How the text of a pattern is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PatternKind {
    Regex,
    RegexOfAnyCase,
    Like,
    LikeOfAnyCase,
    Similar,
}

/// What a table's conditions are read against.
pub struct Scope<'table> {
    /// Column name → index and type; domains by the type they stand on.
    pub columns: &'table IndexMap<String, Column>,
    /// What VALUE stands for in the check of a domain.
    pub value: Option<usize>,
}

/// Reads conditions; texts and patterns seen before are not parsed again.
#[derive(Default)]
pub struct Reader {
    parsed: IndexMap<String, Option<sqlparser::ast::Expr>>,
    /// Those of the condition that is being read.
    constants: Vec<SeedValue>,
    patterns: IndexMap<String, Option<Pattern>>,
    /// How deep generated columns are within each other at the moment.
    depth: usize,
}

#[cfg(test)]
mod tests;
