//! Constants in expressions: whether PostgreSQL prints one back so that it compares equal with what was written.
//!
//! Comes in: an expression's tokens, the types of the columns that it names. Goes out: nothing, or why the expression is PostgreSQL's to print.
//! Never happens: a constant taken on trust that some type of the expression would print in another spelling.
//!
//! PostgreSQL gives a constant its type from what stands beside it. Which that is, is not worked out here: a constant must be safe under
//! each type that occurs in the expression. What the catalog's normal form equates (`catalog/expression/literal.rs`) is safe.

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, Ipv6Addr};

use super::cursor::Cursor;
use super::state::State;
use super::token::{Kind, LONGEST_NAME, Token};
use super::{Step, not_modelled};
use crate::catalog::{DataType, discrete_range, has_known_spelling};

/// Types whose constants are printed alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    /// As written: text, enums, names, JSON kept as text.
    Text,
    Number,
    Boolean,
    Uuid,
    Inet,
    Cidr,
    HardwareAddress,
    Money,
    Bytes,
    Date,
    Time,
    Timestamp,
    TimestampWithZone,
    Interval,
    Document,
    DiscreteRange,
    Range,
    Bits,
    /// regclass, regconfig.
    Registry,
    /// Nothing is known of how it prints.
    Other,
}

use Class::{
    Bits, Boolean, Bytes, Cidr, Date, DiscreteRange, Document, HardwareAddress, Inet, Interval, Money, Number, Other, Range, Registry,
    Text, Time, Timestamp, TimestampWithZone, Uuid,
};

const TEMPORAL: &[Class] = &[Date, Time, Timestamp, TimestampWithZone, Interval];

/// What functions of PostgreSQL take and give beside the types of their arguments. One that is not here may take anything.
const FUNCTIONS: &[(&[Class], &str)] = &[
    (
        &[],
        " lower upper initcap btrim ltrim rtrim trim length char_length character_length octet_length bit_length position strpos substr \
          substring left right replace regexp_replace regexp_match regexp_matches regexp_split_to_array split_part concat concat_ws repeat \
          reverse lpad rpad translate md5 chr ascii quote_ident quote_literal format starts_with overlay to_char coalesce nullif greatest \
          least array_append array_prepend array_position array_remove array_to_string string_to_array array_cat unnest array_agg \
          string_agg min max current_setting similarity word_similarity unaccent crypt gen_salt json_typeof setweight normalize \
          and or not in any all some array exists case when then else end values row cast filter over is like ilike between select from \
          where on using operator similar to as with by having distinct ",
    ),
    (
        &[Number],
        " abs ceil ceiling floor round trunc mod power sqrt sign random cardinality array_length array_upper array_lower array_ndims \
          num_nonnulls num_nulls count sum avg nextval ",
    ),
    (&[Boolean], " bool_and bool_or every isfinite isempty "),
    (
        &[Document],
        " jsonb_typeof jsonb_array_length json_array_length jsonb_build_object jsonb_build_array json_build_object json_build_array to_jsonb \
          to_json row_to_json jsonb_extract_path_text json_extract_path_text jsonb_agg json_agg jsonb_object_agg json_object_agg \
          jsonb_strip_nulls jsonb_object_keys ",
    ),
    (
        TEMPORAL,
        " now date_trunc date_part extract age clock_timestamp statement_timestamp transaction_timestamp make_date make_time make_interval \
          make_timestamp make_timestamptz to_timestamp to_date timezone justify_days justify_hours justify_interval overlaps \
          current_timestamp current_time localtimestamp localtime ",
    ),
    (&[Uuid], " gen_random_uuid uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4 uuidv4 uuidv7 "),
    (&[Bytes], " decode encode sha224 sha256 sha384 sha512 digest hmac convert_to convert_from gen_random_bytes "),
    (&[Registry], " to_tsvector to_tsquery plainto_tsquery websearch_to_tsquery phraseto_tsquery "),
];

pub(super) fn is_known_function(name: &str) -> bool {
    let word = format!(" {name} ");
    FUNCTIONS.iter().any(|(_, names)| names.contains(&word)) || of_name(&DataType::builtin(name).name) != Other
}

fn of_name(name: &str) -> Class {
    match name {
        "text" | "character varying" | "character" | "bpchar" | "name" | "xml" | "tsvector" => Text,
        "smallint" | "integer" | "bigint" | "numeric" | "real" | "double precision" | "oid" => Number,
        "boolean" => Boolean,
        "uuid" => Uuid,
        "inet" => Inet,
        "cidr" => Cidr,
        "macaddr" => HardwareAddress,
        "money" => Money,
        "bytea" => Bytes,
        "date" => Date,
        "time without time zone" | "time with time zone" => Time,
        "timestamp without time zone" => Timestamp,
        "timestamp with time zone" => TimestampWithZone,
        "interval" => Interval,
        "json" | "jsonb" => Document,
        "int4range" | "int8range" | "daterange" => DiscreteRange,
        "numrange" | "tsrange" | "tstzrange" => Range,
        "bit" | "bit varying" => Bits,
        "regclass" | "regconfig" | "regdictionary" => Registry,
        _ => Other,
    }
}

/// Of a type, an array's elements alike.
pub(super) fn class(state: &State, data_type: &DataType) -> Class {
    let Some(name) = data_type.user_name() else { return of_name(&data_type.name) };
    if state.catalog.enums.contains_key(&name) || name.name == "citext" {
        return Text;
    }
    let domain = state.catalog.definitions.get(&format!("domain {}", name.sql()));
    match domain.map(|domain| domain.definition.as_str()) {
        Some(base) if ["text", "character"].iter().any(|text| base.starts_with(text)) => Text,
        Some(base) if ["smallint", "integer", "bigint", "numeric"].iter().any(|number| base.starts_with(number)) => Number,
        _ => Other,
    }
}

/// All constants of an expression over columns of these types.
pub(super) fn check(state: &State, tokens: &[Token], columns: impl IntoIterator<Item = Class>) -> Step<()> {
    if let Some(long) =
        tokens.iter().find(|token| token.is_name() && token.range.len() > LONGEST_NAME && token.value.len() + 2 < token.range.len())
    {
        return not_modelled(format!("`{}`, a name that is too long", long.value));
    }
    if !tokens.iter().any(|token| token.kind == Kind::Text) {
        return Ok(());
    }
    let mut classes: BTreeSet<Class> = columns.into_iter().collect();
    classes.extend(occurring(state, tokens));
    for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Text) {
        match own_type(state, tokens, at) {
            Some(own) => constant(state, &token.value, &BTreeSet::from([own]))?,
            None => {
                let mut classes = classes.clone();
                if is_text_of_encoding(tokens, at) {
                    classes.remove(&Bytes);
                }
                if beside_brackets(tokens, at) {
                    classes.insert(Boolean);
                }
                constant(state, &token.value, &classes)?;
            }
        }
    }
    Ok(())
}

/// `decode('00', 'hex')`, `encode(a, 'hex')`: texts, whatever else stands there.
fn is_text_of_encoding(tokens: &[Token], at: usize) -> bool {
    let before = |ahead: usize| at.checked_sub(ahead).and_then(|at| tokens.get(at));
    let encodes = |token: &Token| token.is_word("encode") || token.is_word("decode");
    let name = before(1).is_some_and(|comma| comma.is_sign(","))
        && tokens.get(at + 1).is_some_and(|close| close.is_sign(")"))
        && matches!(tokens[at].value.as_str(), "hex" | "base64" | "escape")
        && tokens[..at].iter().any(encodes);
    name || before(1).is_some_and(|open| open.is_sign("(")) && before(2).is_some_and(|name| name.is_word("decode"))
}

/// `(a > b) = 't'`
fn beside_brackets(tokens: &[Token], at: usize) -> bool {
    let compares = |token: Option<&Token>| token.is_some_and(|token| token.is_sign("=") || token.is_sign("<>") || token.is_sign("!="));
    let before = at >= 2 && compares(tokens.get(at - 1)) && tokens[at - 2].is_sign(")");
    before || compares(tokens.get(at + 1)) && tokens.get(at + 2).is_some_and(|open| open.is_sign("("))
}

/// The type that is written beside the constant: `'x'::uuid`, `date 'x'`.
fn own_type(state: &State, tokens: &[Token], at: usize) -> Option<Class> {
    if tokens.get(at + 1).is_some_and(|next| next.is_sign("::")) {
        return Some(type_at(state, tokens, at + 2));
    }
    let before = tokens.get(at.checked_sub(1)?)?;
    match before.kind {
        // The offset of a time; after AT TIME ZONE, a text.
        Kind::Word if before.value == "zone" && !at.checked_sub(3).is_some_and(|at| tokens[at].is_word("at")) => Some(Other),
        Kind::Word
            if !crate::sql::keywords::is_reserved(&before.value) || matches!(before.value.as_str(), "interval" | "timestamp" | "time") =>
        {
            match of_name(&DataType::builtin(&before.value).name) {
                Other => None,
                class => Some(class),
            }
        }
        _ => None,
    }
}

fn type_at(state: &State, tokens: &[Token], at: usize) -> Class {
    let mut cursor = Cursor::over(tokens.get(at..).unwrap_or_default().to_vec());
    super::types::read(&mut cursor, state).map_or(Other, |data_type| class(state, &data_type))
}

/// Of types and functions that the expression names.
fn occurring(state: &State, tokens: &[Token]) -> BTreeSet<Class> {
    let mut found = BTreeSet::new();
    for (at, token) in tokens.iter().enumerate() {
        let next = tokens.get(at + 1);
        let in_cast = || token.is_word("as") && tokens[..at].iter().any(|token| token.is_word("cast"));
        if token.is_sign("::") || in_cast() {
            found.insert(type_at(state, tokens, at + 1));
        } else if token.kind == Kind::Word
            && matches!(token.value.as_str(), "current_date" | "current_timestamp" | "localtimestamp" | "current_time" | "localtime" | "at")
        {
            found.extend(TEMPORAL);
        } else if token.is_name() && next.is_some_and(|next| next.is_sign("(")) && !is_of_a_type(tokens, at) {
            found.extend(of_function(state, token));
        }
    }
    // Moments and spans of time meet in one operator.
    if TEMPORAL.iter().any(|class| found.contains(class)) {
        found.extend(TEMPORAL);
    }
    found
}

/// `varchar(20)` after a cast.
fn is_of_a_type(tokens: &[Token], at: usize) -> bool {
    let before = |ahead: usize| at.checked_sub(ahead).and_then(|at| tokens.get(at));
    before(1).is_some_and(|token| token.is_sign("::") || token.is_word("as") || token.is_word("character") || token.is_word("char"))
        || before(1).is_some_and(|token| token.is_sign(".")) && before(3).is_some_and(|token| token.is_sign("::"))
}

fn of_function(state: &State, token: &Token) -> Vec<Class> {
    let name = token.value.as_str();
    let mut found: Vec<Class> = Vec::new();
    let mut known = false;
    let word = format!(" {name} ");
    for (classes, names) in FUNCTIONS {
        if names.contains(&word) {
            known = true;
            found.extend_from_slice(classes);
        }
    }
    for function in state.catalog.functions.values().filter(|function| function.name.name == name) {
        known = true;
        let types = function.argument_types.split(", ").chain([function.returns.as_str()]).filter(|name| !name.is_empty());
        found.extend(types.map(|name| {
            let read = super::token::tokens(name).map(|tokens| type_at(state, &tokens, 0));
            read.unwrap_or(Other)
        }));
    }
    if !known {
        found.push(of_name(&DataType::builtin(name).name));
    }
    found
}

/// Whether the constant compares equal with what each of the types prints of it.
pub(super) fn constant(state: &State, content: &str, classes: &BTreeSet<Class>) -> Step<()> {
    let several = classes.iter().filter(|class| TEMPORAL.contains(class)).count() > 1;
    for class in classes {
        let safe = match list(content).filter(|_| *class != Text && *class != Document) {
            // A UUID may stand in braces too.
            Some(elements) if *class == Uuid && elements.len() == 1 => false,
            Some(elements) => elements.iter().all(|element| is_safe(state, element, *class, several, true)),
            None => is_safe(state, content, *class, several, false),
        };
        if !safe {
            return not_modelled(format!("the constant '{}', which PostgreSQL may print in another spelling", content.replace('\'', "''")));
        }
    }
    if content.trim_start().starts_with('{') && !content.starts_with('{') {
        return not_modelled("an array in an unusual spelling");
    }
    Ok(())
}

/// `{a, "b"}`: what an array holds.
fn list(content: &str) -> Option<Vec<&str>> {
    let inner = content.strip_prefix('{')?.strip_suffix('}')?;
    if inner.trim().is_empty() {
        return Some(Vec::new());
    }
    Some(inner.split(',').map(|element| element.trim().trim_matches('"')).collect())
}

fn is_safe(state: &State, content: &str, class: Class, several: bool, element: bool) -> bool {
    let has_digit = content.bytes().any(|b| b.is_ascii_digit());
    match class {
        Text => true,
        Number if element => content == "0" || !content.starts_with('0') && content.bytes().all(|b| b.is_ascii_digit()),
        Number => content.trim().parse::<f64>().is_err() || matches!(content, "NaN" | "Infinity" | "-Infinity"),
        Boolean if element => matches!(content, "t" | "f") || !is_truth(content),
        Boolean => !is_truth(content),
        Uuid => {
            let digits = content.chars().filter(|c| !matches!(c, '-' | '{' | '}')).count();
            digits != 32 || is_canonical_uuid(content)
        }
        Inet => !(has_digit || content.contains(':')) || is_address(content, false),
        Cidr => !(has_digit || content.contains(':')) || is_address(content, true),
        HardwareAddress => {
            !content.contains([':', '-', '.']) && !has_digit
                || content.len() == 17 && content.bytes().enumerate().all(|(at, b)| if at % 3 == 2 { b == b':' } else { is_hex(b) })
        }
        Money => !has_digit,
        Bytes => content.strip_prefix("\\x").is_some_and(|digits| digits.len() % 2 == 0 && digits.bytes().all(is_hex)),
        Date | Time | Timestamp | TimestampWithZone | Interval => is_moment(state, content, class, several),
        Document => is_document(content),
        DiscreteRange => !content.contains(['[', '(']) && !content.trim().eq_ignore_ascii_case("empty") || content == "empty",
        Range => !content.contains(['[', '(']) && !content.trim().eq_ignore_ascii_case("empty") || content == "empty",
        Bits => content.bytes().all(|b| matches!(b, b'0' | b'1')),
        Registry => {
            content.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'.'))
                && !content.starts_with(|c: char| c.is_ascii_digit())
        }
        Other => false,
    }
}

fn is_hex(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'f')
}

/// What PostgreSQL reads as a boolean. Source: parse_bool_with_len() in src/backend/utils/adt/bool.c.
fn is_truth(content: &str) -> bool {
    let word = content.trim().to_ascii_lowercase();
    let begins = |whole: &str, least: usize| word.len() >= least && whole.starts_with(&word);
    begins("true", 1)
        || begins("false", 1)
        || begins("yes", 1)
        || begins("no", 1)
        || begins("on", 2)
        || begins("off", 2)
        || word == "0"
        || word == "1"
}

fn is_canonical_uuid(content: &str) -> bool {
    content.len() == 36 && content.bytes().enumerate().all(|(at, b)| if matches!(at, 8 | 13 | 18 | 23) { b == b'-' } else { is_hex(b) })
}

/// `10.0.0.1`, `10.0.0.0/8`: a whole network is printed with its mask by cidr, a single host without one by inet.
fn is_address(content: &str, network: bool) -> bool {
    let (address, mask) = content.split_once('/').map_or((content, None), |(address, mask)| (address, Some(mask)));
    let v4 = address.parse::<Ipv4Addr>().is_ok_and(|read| read.to_string() == address);
    let v6 = address.parse::<Ipv6Addr>().is_ok_and(|read| read.to_string() == address && !address.contains('.'));
    let longest = if v4 { 32 } else { 128 };
    let fits = match mask {
        None => !network,
        Some(mask) => mask.parse::<u8>().is_ok_and(|bits| bits.to_string() == mask && (bits < longest || network && bits == longest)),
    };
    (v4 || v6) && fits
}

fn is_moment(state: &State, content: &str, class: Class, several: bool) -> bool {
    const SPECIAL: &[&str] = &["now", "today", "tomorrow", "yesterday", "allballs", "epoch", "infinity", "-infinity", "+infinity"];
    let word = content.trim().to_ascii_lowercase();
    if SPECIAL.contains(&word.as_str()) {
        return content == "infinity" || content == "-infinity";
    }
    if !content.bytes().any(|b| b.is_ascii_digit()) {
        return true;
    }
    if !has_known_spelling(content) || content != content.trim() {
        return false;
    }
    let is_day = content.len() == 10 && content.as_bytes()[4] == b'-' && content.as_bytes()[7] == b'-';
    let has_day = content.len() > 10 && content.as_bytes()[4] == b'-' && content.as_bytes()[7] == b'-';
    let has_clock = content.contains(':');
    // Without a day, `-` and letters belong to the offset of a time of day or to a span.
    let has_zone = has_clock && content.get(if has_day { 10 } else { 0 }..).is_some_and(|rest| rest.contains(['+', '-', 'Z', 'z']));
    // A moment without a zone loses it, which is the same under UTC.
    let is_utc = ["+00", "+00:00", "Z"].iter().any(|zone| content.ends_with(zone));
    let zone_is_known = state.settings.time_zone.is_none();
    match class {
        Date => is_day || several && !has_day,
        Time => !is_day && !has_day && !has_zone || several && (is_day || has_day),
        Timestamp => is_day || has_day && (!has_zone || is_utc && !several) || several && !has_day,
        TimestampWithZone => (is_day || has_day) && (has_zone || zone_is_known) || several && !has_day && !is_day,
        Interval => !is_day && !has_day && !has_zone || several && (is_day || has_day),
        _ => false,
    }
}

fn is_document(content: &str) -> bool {
    let Ok(value) = serde_json::from_str::<serde_json::Value>(content) else {
        // An array's elements, a key.
        return !content.trim_start().starts_with('[') && (!content.contains(['"', '\\']) || list(content).is_some());
    };
    if value.is_object() || value.is_array() {
        let exponent = content.as_bytes().windows(2).any(|pair| pair[0].is_ascii_digit() && matches!(pair[1], b'e' | b'E'));
        return !exponent && has_known_spelling(content);
    }
    value.to_string().as_str() == content
}

/// A constant that is the whole default of a column of this type.
pub(super) fn of_type(state: &State, data_type: &DataType, content: &str) -> Step<()> {
    let class = class(state, data_type);
    if data_type.array && !content.starts_with('{') {
        return not_modelled("an array in an unusual spelling");
    }
    let known = match class {
        Other => content.is_empty() && data_type.schema.is_some(),
        Bytes if content.is_empty() && !data_type.array => true,
        DiscreteRange if !data_type.array => content == "empty" || discrete_range(content, &data_type.name).is_some(),
        Number | Boolean if !data_type.array => true,
        // A length rounds.
        Time | Timestamp | TimestampWithZone if !data_type.modifiers.is_empty() && content.contains('.') => false,
        Text => data_type.name != "\"char\"",
        _ => return constant(state, content, &BTreeSet::from([class])),
    };
    if known { Ok(()) } else { not_modelled(format!("a constant of the type {data_type}")) }
}
