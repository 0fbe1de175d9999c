//! Arrays, ranges, addresses, bits, bytes, lengths of time, points.

use super::super::SeedValue;
use super::super::condition::{Value, clock_of, interval_seconds, moment_of_text, range_subtype, written as as_written};
use super::super::decimal::Decimal;
use super::super::field::{At, Family, Field};
use super::super::generate::made;
use super::{of_type, written};
use crate::catalog::DataType;

fn texts(found: Vec<String>) -> Vec<SeedValue> {
    found.into_iter().map(SeedValue::Text).collect()
}

/// Whole numbers among the constants.
fn whole(constants: &[SeedValue]) -> Vec<i64> {
    written(constants).filter_map(|text| i64::try_from(Decimal::parse(text)?.floor(0)?).ok()).collect()
}

pub fn arrays(field: &Field, constants: &[SeedValue]) -> Vec<SeedValue> {
    let mut element = field.clone();
    element.data_type.array = false;
    (element.family, element.nullable) = (Family::of(&element.data_type), false);
    element.generator = super::super::generators::choose(&element);
    let named: Vec<SeedValue> = match element.family {
        _ if !element.values.is_empty() => element.values.clone(),
        Family::Integer | Family::Decimal => {
            let numbers = constants.iter().filter(|constant| matches!(constant, SeedValue::Number(_)));
            numbers.cloned().chain([1, 2, 3, 5, 10].map(|number: i32| SeedValue::Number(number.to_string()))).collect()
        }
        Family::Text => constants.iter().filter(|constant| matches!(constant, SeedValue::Text(_))).cloned().collect(),
        _ => Vec::new(),
    };
    let mut items = named;
    items.extend((0..6).map(|row| made(&element, &At { row, ..At::default() })).filter(|item| *item != SeedValue::Null));
    items.extend(of_type(&element, constants, false).into_iter().take(40));
    items.truncate(30);
    let mut found = vec![Vec::new()];
    found.extend(items.iter().map(|item| vec![item.clone()]));
    for item in items.iter().take(12) {
        found.extend(items.iter().take(12).map(|other| vec![item.clone(), other.clone()]));
    }
    for length in whole(constants).into_iter().filter_map(|length| usize::try_from(length).ok()).filter(|length| *length <= 40).chain(3..6)
    {
        for start in 0..items.len().min(6) {
            found.push(items.iter().cycle().skip(start).take(length).cloned().collect());
        }
    }
    found.into_iter().map(SeedValue::Array).collect()
}

pub fn ranges(name: &str, constants: &[SeedValue]) -> Vec<SeedValue> {
    let subtype = range_subtype(name).unwrap_or_default();
    let bounds: Vec<String> = match clock_of(subtype) {
        Some(_) => {
            let mut days: Vec<i128> = written(constants).filter_map(moment_of_text).collect();
            days.extend((0..24).map(|week| (19_723 + week * 15) * 86_400_000_000));
            let step = if subtype == "date" { 86_400_000_000 } else { 3_600_000_000 };
            days.extend(days.clone().iter().flat_map(|day| [day + step, day - step]));
            days.into_iter().map(|day| format!("\"{}\"", as_written(day, subtype))).collect()
        }
        None => {
            let mut numbers = whole(constants);
            numbers.extend([0, 1, 10, 100, 1000]);
            numbers.extend(numbers.clone().iter().flat_map(|number| [number.saturating_add(1), number.saturating_sub(1)]));
            numbers.into_iter().map(|number| number.to_string()).collect()
        }
    };
    let mut found = vec!["empty".to_string()];
    for (place, low) in bounds.iter().enumerate().take(30) {
        found.extend([format!("[{low},)"), format!("(,{low})"), format!("[{low},{low}]"), format!("(,{low}]")]);
        found.extend(bounds.iter().enumerate().take(30).filter(|(other, _)| *other != place).map(|(_, high)| format!("[{low},{high})")));
    }
    found.push("(,)".to_string());
    let mut found = texts(found);
    // What ends before it begins is no range.
    found.retain(|range| Value::of(range, Some(&DataType::builtin(name))) != Value::Present);
    found
}

pub fn others(name: &str, field: &Field, constants: &[SeedValue]) -> Vec<SeedValue> {
    match name {
        "inet" | "cidr" => addresses(name, constants),
        "bytea" => bytes(constants),
        "interval" => intervals(constants),
        "bit" | "bit varying" => bits(name, field, constants),
        "point" => {
            [(0, 0), (1, 1), (10, 20), (-5, 7), (13, 52), (200, 100)].iter().map(|(x, y)| SeedValue::Text(format!("({x},{y})"))).collect()
        }
        "uuid" => uuids(field),
        "macaddr" | "macaddr8" => {
            let named = written(constants).filter(|text| text.contains(':')).map(str::to_string);
            let beside =
                |text: String| (0..20).map(move |last| format!("{}:{last:02x}", text.rsplit_once(':').map_or("", |(head, _)| head)));
            named.flat_map(|text| beside(text.clone()).chain([text])).map(SeedValue::Text).collect()
        }
        _ => constants.iter().filter(|constant| matches!(constant, SeedValue::Text(_))).cloned().collect(),
    }
}

fn addresses(name: &str, constants: &[SeedValue]) -> Vec<SeedValue> {
    let mut found: Vec<String> = Vec::new();
    let nets =
        written(constants).filter(|text| text.contains('.') || text.contains(':')).map(|text| text.split('/').next().unwrap_or(text));
    let all = nets.chain(["10.0.0.0", "192.168.0.0", "192.0.2.0", "203.0.113.0", "2001:db8::"]);
    for net in all {
        let lengths: &[u32] = if net.contains(':') { &[128, 64, 48, 32, 56] } else { &[32, 24, 16, 8, 28, 30, 20, 12, 22, 26, 31, 25] };
        if name == "inet" {
            let hosts: Vec<String> = match net.rsplit_once('.') {
                Some((head, _)) => (1..20).map(|host| format!("{head}.{host}")).collect(),
                None => (1..10).map(|host| format!("{net}{host}")).collect(),
            };
            found.extend(hosts);
        }
        found.push(net.to_string());
        found.extend(lengths.iter().map(|length| format!("{net}/{length}")));
    }
    let lengths =
        whole(constants).into_iter().flat_map(|length| [length - 1, length, length + 1]).filter(|length| (0..=32).contains(length));
    found.extend(lengths.map(|length| format!("0.0.0.0/{length}")));
    texts(found)
}

fn bytes(constants: &[SeedValue]) -> Vec<SeedValue> {
    let hex = |length: i64, first: i64| (0..length).map(|place| format!("{:02x}", 0x61 + (first + place) % 26)).collect::<String>();
    let mut lengths = whole(constants);
    lengths.extend(lengths.clone().iter().flat_map(|length| [length / 2, length * 3 / 4, length + 1, length - 1]));
    lengths.extend([0, 1, 8, 16, 20, 32, 64]);
    let lengths = lengths.into_iter().filter(|length| (0..5000).contains(length));
    texts(lengths.flat_map(|length| (0..26).map(move |first| format!("\\x{}", hex(length, first)))).collect())
}

fn intervals(constants: &[SeedValue]) -> Vec<SeedValue> {
    let mut found: Vec<String> = written(constants).filter(|text| interval_seconds(text).is_some()).map(str::to_string).collect();
    let seconds = written(constants).filter_map(interval_seconds).chain(whole(constants));
    let mut seconds: Vec<i64> = seconds.flat_map(|second| [second, second + 1, second - 1, second / 2]).collect();
    seconds.extend([0, 1, 60, 900, 3600, 5400, 7200, 36_000]);
    found.extend(
        seconds
            .into_iter()
            .filter(|second| (0..400 * 86_400).contains(second))
            .map(|second| format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60)),
    );
    found.extend(["1 day", "2 days", "1 mon", "6 mons", "1 year", "18 years"].map(str::to_string));
    texts(found)
}

fn bits(name: &str, field: &Field, constants: &[SeedValue]) -> Vec<SeedValue> {
    let width =
        field.data_type.modifiers.first().and_then(|width| width.parse::<usize>().ok()).unwrap_or(if name == "bit" { 1 } else { 8 });
    let mut found: Vec<String> =
        written(constants).filter(|text| text.bytes().all(|byte| matches!(byte, b'0' | b'1'))).map(str::to_string).collect();
    found.extend((0..256u32.min(1 << width.min(8))).map(|number| format!("{number:0width$b}")));
    found.extend((0..width).map(|place| (0..width).map(|at| if at == place { '1' } else { '0' }).collect()));
    if name == "bit varying" {
        found.extend((0..8u32).map(|number| format!("{number:b}")));
    }
    texts(found.into_iter().filter(|text| if name == "bit" { text.len() == width } else { text.len() <= width }).collect())
}

fn uuids(field: &Field) -> Vec<SeedValue> {
    let plain = (0..20).map(|row| made(field, &At { row, variation: 3, ..At::default() }));
    let ordered = |digit: char| SeedValue::Text(format!("{}-0000-4000-8000-000000000000", digit.to_string().repeat(8)));
    let of_version_4 = |row: u64| SeedValue::Text(format!("{row:08x}-8b86-4d01-b42d-00cf4fc964{:02x}", row % 256));
    plain.chain("0123456789abcdef".chars().map(ordered)).chain((0x6f96_1901..0x6f96_1981).step_by(3).map(of_version_4)).collect()
}
