//! Files that begin with a number or a version: `1.sql`, `0001_name.sql`, `00.00.00_01_name.sql`. No runner's own; psql runs such files.

use super::listing::root_stem;
use super::markers::whole;
use super::{Convention, FileName, Order, Role, Transaction};

pub const NUMBERED: Convention = Convention {
    code: "numbered",
    runner: "numbered files",
    pattern: "0001_name.sql, 1.sql or 01.02.03_name.sql",
    source: "docs/conventions.md",
    role,
    sign: |_| None,
    needs_sign: false,
    order: Order::NumbersOrDates,
    sections: |file, _| whole(file, Transaction::AsWritten),
    placeholders: None,
    writing: None,
};

/// The version at the beginning, with dots, hyphens or underscores between its numbers, and the rest.
pub(super) fn leading_version(text: &str) -> Option<(&str, &str)> {
    let from = usize::from(text.starts_with(['v', 'V']));
    let mut end = from;
    loop {
        let digits = text[end..].bytes().take_while(u8::is_ascii_digit).count();
        let after = &text[end + digits..];
        // `0001_2fa` is number one of `2fa`.
        if digits == 0 || !(after.is_empty() || after.starts_with(['.', '_', '-'])) {
            break;
        }
        end += digits;
        if after.len() < 2 || !after[1..].starts_with(|c: char| c.is_ascii_digit()) {
            return Some((&text[from..end], after));
        }
        end += 1;
    }
    let end = end.checked_sub(1).filter(|end| *end > from)?;
    Some((&text[from..end], &text[end..]))
}

fn role(path: &str) -> Role {
    let Some(stem) = root_stem(path) else { return if path.ends_with(".sql") { Role::Other } else { Role::Beside } };
    match leading_version(stem) {
        Some((version, rest)) if !rest.ends_with(".up") && !rest.ends_with(".down") => {
            Role::Up(FileName::new(version, rest.trim_start_matches(['_', '-', '.'])))
        }
        _ => Role::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_stands_at_the_beginning_and_a_name_behind_it() {
        for (stem, expected) in [
            ("1", Some(("1", ""))),
            ("0001_name", Some(("0001", "name"))),
            ("001-name", Some(("001", "name"))),
            ("00.00.00_01_initial", Some(("00.00.00_01", "initial"))),
            ("0001_2fa", Some(("0001", "2fa"))),
            ("v1.2-a", Some(("1.2", "a"))),
            ("name_1", None),
            ("2fa", None),
            ("v", None),
        ] {
            let role = role(&format!("{stem}.sql"));
            let expected = expected.map_or(Role::Other, |(version, name)| Role::Up(FileName::new(version, name)));
            assert_eq!(role, expected, "{stem}");
        }
    }
}
