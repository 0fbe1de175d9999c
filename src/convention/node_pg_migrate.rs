//! node-pg-migrate: `{epoch ms}_name.sql` with `-- Up Migration` and `-- Down Migration`.

use super::listing::{Listed, Listing, number_and_name, root_stem};
use super::markers::{any_line, any_marked, is_migration_comment, is_node_pg_migrate};
use super::{Convention, FileName, Order, Part, Role, Sections, Transaction};

pub const NODE_PG_MIGRATE: Convention = Convention {
    code: "node-pg-migrate",
    runner: "node-pg-migrate",
    pattern: "1700000000000_name.sql with `-- Up Migration` and `-- Down Migration`",
    source: "https://github.com/salsita/node-pg-migrate, src/sqlMigration.ts, src/migration.ts",
    role,
    sign,
    needs_sign: true,
    order: Order::Key(key),
    sections: |file, _| Ok(sections(file)),
    placeholders: None,
    writing: None,
};

fn role(path: &str) -> Role {
    match root_stem(path).and_then(number_and_name) {
        Some((version, name)) => Role::Up(FileName::new(version, name)),
        None if path.ends_with(".sql") => Role::Other,
        None => Role::Beside,
    }
}

fn sign(listing: &Listing) -> Option<&'static str> {
    if any_line(listing, is_node_pg_migrate) {
        return Some("the line `-- Up Migration`");
    }
    let mut names = listing.sql().map(|file| root_stem(&file.path).and_then(number_and_name)).peekable();
    let milliseconds = names.peek().is_some() && names.all(|name| name.is_some_and(|(digits, _)| digits.len() == 13));
    (milliseconds && !any_marked(listing)).then_some("names that begin with milliseconds")
}

/// Thirteen digits are milliseconds since 1970; seventeen are a moment, which is made such a number.
fn key(name: &FileName) -> Vec<u128> {
    let digits = name.version.as_str();
    let part = |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse::<i16>().ok()).unwrap_or(0);
    if digits.len() == 17
        && let Ok(date) = jiff::civil::Date::new(part(0, 4), part(4, 6) as i8, part(6, 8) as i8)
    {
        let epoch = jiff::civil::Date::constant(1970, 1, 1);
        let days = date.since(epoch).map_or(0, |span| i128::from(span.get_days()));
        let seconds = ((days * 24 + i128::from(part(8, 10))) * 60 + i128::from(part(10, 12))) * 60 + i128::from(part(12, 14));
        return vec![(seconds * 1000 + i128::from(part(14, 17))).max(0) as u128];
    }
    vec![digits.parse().unwrap_or(0)]
}

/// As the runner cuts: without the line for the way up, the whole file goes up.
fn sections(file: &Listed) -> Sections {
    let first = |direction: &str| file.lines().find(|line| is_migration_comment(line.text, direction)).map(|line| line.start);
    let end = file.text.len();
    let (up, down) = (first("up"), first("down"));
    let range = match (up, down) {
        (Some(up), Some(down)) if down > up => up..down,
        (Some(up), _) => up..end,
        (None, _) => 0..end,
    };
    let back = down.map(|down| match up {
        Some(up) if up > down => down..up,
        _ => down..end,
    });
    let part = |range| Part { range, transaction: Transaction::Runner };
    Sections { up: vec![part(range)], down: back.map(part), notes: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_in_seventeen_digits_is_as_many_milliseconds() {
        assert_eq!(key(&FileName::new("20200513070724505", "")), key(&FileName::new("1589353644505", "")));
        assert!(key(&FileName::new("1391877300255", "")) < key(&FileName::new("20200513070724505", "")));
    }
}
