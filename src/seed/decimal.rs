//! Exact decimal numbers, as far as sample values and simple checks need them.

use std::cmp::Ordering;

/// `digits / 10^scale`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decimal {
    digits: i128,
    scale: u32,
}

/// More decimals than any sample value has; keeps products inside i128.
const GREATEST_SCALE: u32 = 18;
/// Digits that i128 holds with some room beside them.
const GREATEST_LENGTH: usize = 36;

impl Decimal {
    pub fn new(digits: i128, scale: u32) -> Decimal {
        Decimal { digits, scale }
    }

    pub fn integer(value: i64) -> Decimal {
        Decimal::new(i128::from(value), 0)
    }

    /// `-12.50`, `1e6`; `None` for NaN and numbers too long to matter here.
    pub fn parse(text: &str) -> Option<Decimal> {
        let text = text.trim();
        if let Some((number, exponent)) = text.split_once(['e', 'E']) {
            let (number, exponent) = (Decimal::parse(number)?, exponent.parse::<i32>().ok()?);
            let shift = 10i128.checked_pow(exponent.unsigned_abs()).filter(|shift| *shift < 10i128.pow(GREATEST_LENGTH as u32))?;
            return match exponent {
                0.. => Some(Decimal::new(number.digits.checked_mul(shift)?, number.scale)),
                _ => Some(Decimal::new(number.digits, number.scale + exponent.unsigned_abs()))
                    .filter(|small| small.scale <= GREATEST_LENGTH as u32),
            };
        }
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let length = whole.len() + fraction.len();
        if length == 0 || length > GREATEST_LENGTH {
            return None;
        }
        let mut digits: i128 = 0;
        for byte in whole.bytes().chain(fraction.bytes()) {
            digits = digits * 10 + i128::from(byte.checked_sub(b'0').filter(|digit| *digit < 10)?);
        }
        Some(Decimal::new(if negative { -digits } else { digits }, fraction.len() as u32))
    }

    pub fn scale(self) -> u32 {
        self.scale
    }

    fn aligned(self, other: Decimal) -> Option<(i128, i128, u32)> {
        let scale = self.scale.max(other.scale);
        Some((self.digits_at(scale)?, other.digits_at(scale)?, scale))
    }

    fn digits_at(self, scale: u32) -> Option<i128> {
        self.digits.checked_mul(10i128.checked_pow(scale.checked_sub(self.scale)?)?)
    }

    pub fn compare(self, other: Decimal) -> Option<Ordering> {
        self.aligned(other).map(|(left, right, _)| left.cmp(&right))
    }

    pub fn plus(self, other: Decimal) -> Option<Decimal> {
        let (left, right, scale) = self.aligned(other)?;
        Some(Decimal::new(left.checked_add(right)?, scale))
    }

    pub fn minus(self, other: Decimal) -> Option<Decimal> {
        self.plus(Decimal::new(other.digits.checked_neg()?, other.scale))
    }

    pub fn times(self, other: Decimal) -> Option<Decimal> {
        let scale = self.scale + other.scale;
        (scale <= GREATEST_SCALE).then_some(Decimal::new(self.digits.checked_mul(other.digits)?, scale))
    }

    /// The remainder, with the sign of the left side, as PostgreSQL's `%`.
    pub fn remainder(self, other: Decimal) -> Option<Decimal> {
        let (left, right, scale) = self.aligned(other)?;
        Some(Decimal::new(left.checked_rem(right)?, scale))
    }

    /// PostgreSQL's `/` of two integers, cut towards zero; other divisions are not judged here.
    pub fn integer_quotient(self, other: Decimal) -> Option<Decimal> {
        let whole = self.scale == 0 && other.scale == 0;
        whole.then(|| self.digits.checked_div(other.digits)).flatten().map(|digits| Decimal::new(digits, 0))
    }

    /// Near enough for looking where a value may lie.
    pub fn approximate(self) -> f64 {
        self.digits as f64 / 10i128.checked_pow(self.scale).unwrap_or(i128::MAX) as f64
    }

    /// The quotient as far as it goes in so many decimals, and whether that is all of it.
    pub fn quotient(self, other: Decimal, scale: u32) -> Option<(Decimal, bool)> {
        let (left, right, _) = self.aligned(other)?;
        let left = left.checked_mul(10i128.checked_pow(scale)?)?;
        Some((Decimal::new(left.checked_div(right)?, scale), left.checked_rem(right)? == 0))
    }

    /// To so many decimals, halves away from zero, as PostgreSQL rounds numeric.
    pub fn rounded_to(self, scale: u32) -> Option<Decimal> {
        if scale >= self.scale {
            return Some(self);
        }
        let unit = 10i128.checked_pow(self.scale - scale)?;
        let half = if self.digits < 0 { -unit / 2 } else { unit / 2 };
        Some(Decimal::new(self.digits.checked_add(half)? / unit, scale))
    }

    pub fn whole(self) -> bool {
        self.scale == 0 || 10i128.checked_pow(self.scale).is_some_and(|unit| self.digits % unit == 0)
    }

    /// Without zeros at its end.
    pub fn plain(self) -> Decimal {
        let mut plain = self;
        while plain.scale > 0 && plain.digits % 10 == 0 {
            plain = Decimal::new(plain.digits / 10, plain.scale - 1);
        }
        plain
    }

    /// The smallest number of this scale that is not below.
    pub fn ceiling(self, scale: u32) -> Option<i128> {
        self.rounded(scale, |quotient, remainder| if remainder > 0 { quotient + 1 } else { quotient })
    }

    /// The greatest number of this scale that is not above.
    pub fn floor(self, scale: u32) -> Option<i128> {
        self.rounded(scale, |quotient, remainder| if remainder < 0 { quotient - 1 } else { quotient })
    }

    fn rounded(self, scale: u32, step: impl Fn(i128, i128) -> i128) -> Option<i128> {
        if scale >= self.scale {
            return self.digits_at(scale);
        }
        let unit = 10i128.checked_pow(self.scale - scale)?;
        Some(step(self.digits / unit, self.digits % unit))
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.scale == 0 {
            return write!(formatter, "{}", self.digits);
        }
        let unit = 10u128.pow(self.scale.min(38));
        let sign = if self.digits < 0 { "-" } else { "" };
        let digits = self.digits.unsigned_abs();
        write!(formatter, "{sign}{}.{:0width$}", digits / unit, digits % unit, width = self.scale as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).unwrap_or_else(|| panic!("{text} is a number"))
    }

    #[test]
    fn numbers_print_as_they_were_written() {
        for text in ["0", "-0.05", "12.50", "123456789012345678"] {
            assert_eq!(decimal(text).to_string(), text);
        }
        assert!(
            Decimal::parse("").is_none()
                && Decimal::parse("NaN").is_none()
                && Decimal::parse("e5").is_none()
                && Decimal::parse("1e").is_none()
        );
        assert!(Decimal::parse(&"9".repeat(37)).is_none() && Decimal::parse("1e40").is_none() && Decimal::parse("1e-40").is_none());
        for (text, plain) in [("1e5", "100000"), ("-2.5E3", "-2500.0"), ("25e-4", "0.0025"), ("1e30", "1000000000000000000000000000000")] {
            assert_eq!(decimal(text).to_string(), plain);
        }
    }

    #[test]
    fn scales_do_not_matter_to_comparison() {
        assert_eq!(decimal("1.50").compare(decimal("1.5")), Some(Ordering::Equal));
        assert_eq!(decimal("-2").compare(decimal("1.999")), Some(Ordering::Less));
    }

    #[test]
    fn arithmetic_is_exact_and_division_by_zero_is_no_number() {
        assert_eq!(decimal("0.1").plus(decimal("0.2")).map(|sum| sum.to_string()).as_deref(), Some("0.3"));
        assert_eq!(decimal("2.5").times(decimal("4")).map(|product| product.to_string()).as_deref(), Some("10.0"));
        assert!(decimal("1").integer_quotient(decimal("0")).is_none());
        assert!(decimal("1").remainder(decimal("0")).is_none());
    }

    #[test]
    fn rounding_goes_inwards_for_negative_bounds_too() {
        assert_eq!(decimal("0.5").ceiling(0), Some(1));
        assert_eq!(decimal("-0.5").ceiling(0), Some(0));
        assert_eq!(decimal("-0.5").floor(0), Some(-1));
        assert_eq!(decimal("3").floor(2), Some(300));
    }
}
