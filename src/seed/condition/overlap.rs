//! What a range takes up, and whether two of them overlap.
//!
//! Comes in: an expression over a row that gives a range. Goes out: its bounds. Never happens: ranges are said to be apart whose bounds cannot be compared.

use std::cmp::Ordering;

use super::evaluate::evaluate;
use super::value::{Range, relation};
use super::{Condition, RowView, Value};

/// A range that is not empty.
#[derive(Debug, Clone)]
pub struct Extent(Range);

impl Condition {
    /// The range that the expression gives; `None` for an empty one, for NULL, and for what is not known.
    pub fn extent(&self, row: &dyn RowView) -> Option<Extent> {
        match evaluate(&self.tree, row) {
            Value::Range(range) if !range.empty => Some(Extent(*range)),
            _ => None,
        }
    }
}

impl Extent {
    pub fn overlaps(&self, other: &Extent) -> bool {
        !ends_before(&self.0, &other.0) && !ends_before(&other.0, &self.0)
    }
}

/// Whether all of one comes before all of the other.
fn ends_before(one: &Range, other: &Range) -> bool {
    let (Some(end), Some(begin)) = (&one.upper, &other.lower) else { return false };
    match relation(end, begin) {
        Some(Ordering::Less) => true,
        Some(Ordering::Equal) => !(one.upper_inclusive && other.lower_inclusive),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::value::Value;
    use super::*;
    use crate::catalog::DataType;
    use crate::seed::SeedValue;

    #[test]
    fn ranges_that_touch_overlap_where_both_hold_what_they_touch_in() {
        let extent = |kind: &str, text: &str| match Value::of(&SeedValue::Text(text.to_string()), Some(&DataType::builtin(kind))) {
            Value::Range(range) => Extent(*range),
            other => panic!("{text} is {other:?}"),
        };
        for (kind, one, other, wanted) in [
            ("daterange", "[2024-01-01,2024-02-01)", "[2024-02-01,2024-03-01)", false),
            ("daterange", "[2024-01-01,2024-02-01]", "[2024-02-01,2024-03-01)", true),
            ("int4range", "[1,5)", "(3,)", true),
            ("int4range", "[1,5)", "(4,)", false),
            ("numrange", "[1,2]", "[2,3]", true),
            ("numrange", "[1,2]", "(2,3]", false),
            ("numrange", "(,)", "[7,8)", true),
        ] {
            assert_eq!(extent(kind, one).overlaps(&extent(kind, other)), wanted, "{one} && {other}");
            assert_eq!(extent(kind, other).overlaps(&extent(kind, one)), wanted, "{other} && {one}");
        }
    }
}
