//! Numbers: round ones, powers, the ends of the type, and what can be made of the constants.

use super::super::SeedValue;
use super::super::decimal::Decimal;
use super::super::field::{Family, Field};
use super::super::generators::number::type_maximum;
use super::written;

/// Pairs are made of so many constants.
const PAIRED: usize = 6;

pub fn numbers(field: &Field, constants: &[SeedValue]) -> Vec<SeedValue> {
    let named: Vec<Decimal> = written(constants).filter_map(Decimal::parse).collect();
    let scale = scale_of(field, &named);
    let Some(unit) = 10i128.checked_pow(scale) else { return Vec::new() };
    let (least, greatest) = ends(field, scale);
    let mut found: Vec<i128> = Vec::new();
    let named: Vec<i128> = named.iter().filter_map(|number| number.floor(scale)).collect();
    for number in &named {
        beside(*number, unit, &mut found);
    }
    for left in named.iter().take(PAIRED) {
        for right in named.iter().take(PAIRED) {
            let product = left.checked_mul(*right).map(|product| product / unit);
            found.extend([left.checked_add(*right), left.checked_sub(*right), product].into_iter().flatten());
            // What leaves the one when it is divided by the other.
            found.extend((1..6).filter_map(|times| left.checked_add(right.checked_mul(times)?)));
            found.push((left / 2).saturating_add(right / 2));
        }
    }
    found.extend((0..=130).chain(-20..0).filter_map(|number: i128| number.checked_mul(unit)));
    for power in 0..63 {
        let power = (1i128 << power).checked_mul(unit);
        found.extend(power.into_iter().flat_map(|power| [power, power - unit, power + unit, -power]));
    }
    for decade in 1..30 {
        let power = 10i128.checked_pow(decade).and_then(|power| power.checked_mul(unit));
        let Some(power) = power else { break };
        found.extend([power - unit, power + unit]);
        found.extend([1, 2, 3, 5, 7].iter().flat_map(|digit| power.checked_mul(*digit)).flat_map(|number| [number, -number]));
    }
    if scale > 0 {
        found.extend([1, unit / 10, unit / 4, unit / 2, unit * 3 / 4, -1]);
    }
    found.extend([least, least + 1, least + 2, greatest, greatest - 1, greatest - 2]);
    found.retain(|number| (least..=greatest).contains(number));
    let keeps_zeros = !field.data_type.modifiers.is_empty();
    let text = |number: i128| if keeps_zeros { Decimal::new(number, scale) } else { Decimal::new(number, scale).plain() };
    let mut texts: Vec<String> = found.into_iter().map(|number| text(number).to_string()).collect();
    texts.extend(written(constants).filter(|text| Decimal::parse(text).is_none()).flat_map(beyond));
    texts.into_iter().map(SeedValue::Number).collect()
}

/// Numbers beside one that is too long to be reckoned with here: ten times as much, and nothing but nines.
fn beyond(text: &str) -> Vec<String> {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (sign, unsigned) = text.strip_prefix('-').map_or(("", text), |unsigned| ("-", unsigned));
    match unsigned.split_once(['e', 'E']) {
        Some((number, exponent)) if Decimal::parse(number).is_some() => {
            let Ok(exponent) = exponent.parse::<i32>() else { return Vec::new() };
            [exponent, exponent.saturating_add(1), exponent.saturating_sub(1)].map(|exponent| format!("{sign}{number}e{exponent}")).to_vec()
        }
        None if is_digits(unsigned) => vec![text.to_string(), format!("{text}0"), format!("{sign}{}", "9".repeat(unsigned.len()))],
        _ => Vec::new(),
    }
}

fn beside(number: i128, unit: i128, found: &mut Vec<i128>) {
    found.extend([number, number.saturating_add(1), number.saturating_sub(1), number.saturating_add(unit), number.saturating_sub(unit)]);
    found.extend([number / 2, number / 2 + unit, number / 3, -number]);
    found.extend((2..=12).filter_map(|times| number.checked_mul(times)));
    found.extend(number.checked_mul(number).map(|square| square / unit));
    // x * x, and x * x * x
    let root = (number.max(0) as f64 / unit as f64).sqrt().floor() as i128;
    found.extend((-1..=2).flat_map(|step| (root + step).checked_mul(unit)).flat_map(|root| [root, -root]));
    let root = (number as f64 / unit as f64).cbrt().floor() as i128;
    found.extend((-1..=2).filter_map(|step| (root + step).checked_mul(unit)));
}

/// Decimals: as many as the column keeps, or where it keeps all, one more than the constants have.
fn scale_of(field: &Field, named: &[Decimal]) -> u32 {
    let modifier = |index: usize| field.data_type.modifiers.get(index).and_then(|text| text.parse::<u32>().ok());
    match (field.family, modifier(0), modifier(1)) {
        (Family::Integer, _, _) => 0,
        (_, Some(_), scale) => scale.unwrap_or(0).min(30),
        _ => named.iter().map(|number| number.scale() + 1).max().unwrap_or(2).clamp(2, 24),
    }
}

fn ends(field: &Field, scale: u32) -> (i128, i128) {
    let most = match field.data_type.name.as_str() {
        "oid" => return (0, i128::from(u32::MAX)),
        // Cents.
        "money" => i128::from(i64::MAX) / 100,
        "smallint" | "integer" | "bigint" | "numeric" => type_maximum(field).and_then(|most| most.floor(scale)).unwrap_or(i128::MAX / 4),
        "real" => 10i128.pow(30),
        _ => i128::MAX / 4,
    };
    let least = if field.family == Family::Integer { -most - 1 } else { -most };
    (least, most)
}
