//! The values of options: words to what they mean.
//!
//! Comes in: a word. Goes out: its value, or what to write instead. Never happens: a look at the machine.

use crate::convention::{CONVENTIONS, Convention, convention};
use crate::postgres::is_connection;

/// The longest `--name`: with a stamp, `_` and `.sql` it stays far below the 255 bytes of a file's name.
const LONGEST_NAME: usize = 100;

pub(super) fn file_name_part(text: &str) -> Result<String, String> {
    let plain = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if !text.starts_with(|c: char| c.is_ascii_lowercase()) || !plain {
        return Err("a name starts with a lower-case letter and holds only a-z, 0-9 and _, such as add_bookmarks".to_string());
    }
    if text.len() > LONGEST_NAME {
        return Err(format!("a name has at most {LONGEST_NAME} characters"));
    }
    Ok(text.to_string())
}

pub(super) fn convention_by_name(text: &str) -> Result<&'static Convention, String> {
    let known = || CONVENTIONS.iter().map(|convention| convention.code).collect::<Vec<_>>().join(", ");
    convention(text).ok_or_else(|| format!("the conventions are {}", known()))
}

pub(super) fn placeholder(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() && !value.contains('\n') => Ok((name.to_string(), value.to_string())),
        _ => Err("write a name, `=` and a value, such as schema=app".to_string()),
    }
}

pub(super) fn connection(text: &str) -> Result<String, String> {
    if is_connection(text) {
        Ok(text.to_string())
    } else {
        Err("the URL of a database begins with postgres:// or postgresql://".to_string())
    }
}

pub(super) fn table_count(text: &str) -> Result<(String, u64), String> {
    let (name, count) = text.rsplit_once('=').unwrap_or((text, ""));
    match count.parse() {
        Ok(count) if !name.is_empty() => Ok((name.to_string(), count)),
        _ => Err("write a table, `=` and a number of rows, such as users=50".to_string()),
    }
}

/// The shape only; whether it is a moment of the calendar and late enough is seen when the folders have been read.
pub(super) fn stamp(text: &str) -> Result<String, String> {
    if text.len() == 14 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(text.to_string());
    }
    Err("a stamp is 14 digits, YYYYMMDDHHMMSS in UTC, such as 20260101120000".to_string())
}
