//! sqlx: `{version}_{name}.sql`, or `.up.sql` and `.down.sql`; each file in a transaction, unless its first words are `-- no-transaction`.

use super::listing::{Listed, Listing, leading_digits, number_and_name, root_stem};
use super::markers::whole;
use super::{Convention, FileName, Order, Role, Transaction, WayBack, Writing, key};

pub const SQLX: Convention = Convention {
    code: "sqlx",
    runner: "sqlx",
    pattern: "YYYYMMDDHHMMSS_name.sql, or .up.sql and .down.sql",
    source: "https://github.com/launchbadge/sqlx, sqlx-core/src/migrate/source.rs",
    role,
    sign,
    needs_sign: true,
    order: Order::Key(key::number),
    sections: |file, _| whole(file, if is_marked(file) { Transaction::AsWritten } else { Transaction::Runner }),
    placeholders: None,
    writing: Some(WRITING),
};

const WRITING: Writing = Writing {
    wraps: true,
    way_back: |style| if style.is_empty || style.has_down_files { WayBack::File } else { WayBack::Comments },
    names: |name, way_back| {
        let stem = format!("{}_{}", name.version, name.name);
        match way_back {
            WayBack::File => (format!("{stem}.up.sql"), format!("{stem}.down.sql")),
            WayBack::Comments | WayBack::Section => (format!("{stem}.sql"), String::new()),
        }
    },
    markers: None,
    guard: None,
    suits: &[],
};

fn role(path: &str) -> Role {
    let Some(stem) = root_stem(path) else { return if path.ends_with(".sql") { Role::Other } else { Role::Beside } };
    if let Some((version, name)) = stem.strip_suffix(".down").and_then(number_and_name) {
        return Role::Down(FileName::new(version, name));
    }
    match number_and_name(stem.strip_suffix(".up").unwrap_or(stem)) {
        Some((version, name)) => Role::Up(FileName::new(version, name)),
        None => Role::Other,
    }
}

pub(super) fn is_marked(file: &Listed) -> bool {
    file.text.trim_start_matches('\u{feff}').starts_with("-- no-transaction")
}

/// A migration that was written here for sqlx says in its first lines who gives it a transaction; golang-migrate gives none.
pub(super) fn is_written_here(file: &Listed) -> bool {
    let mut head = file.lines().take_while(|line| line.text.starts_with("--"));
    file.path.ends_with(".up.sql") && head.any(|line| line.text.starts_with("-- The runner gives it one transaction."))
}

/// The marker, or the ending of the names unless something speaks for golang-migrate, which has the same.
fn sign(listing: &Listing) -> Option<&'static str> {
    if listing.sql().any(is_marked) {
        return Some("the first line `-- no-transaction`");
    }
    if listing.sql().any(is_written_here) {
        return Some("a migration that was written for it");
    }
    let ending = listing.sql().any(|file| file.path.ends_with(".up.sql"));
    (ending && !speaks_for_golang_migrate(listing)).then_some("file names that end with .up.sql")
}

/// atlas.sum (Atlas writes for golang-migrate, not for sqlx), six digits that count (`migrate create -seq`), transactions that the author writes.
fn speaks_for_golang_migrate(listing: &Listing) -> bool {
    let begins = |file: &Listed| file.lines().any(|line| line.text.trim().eq_ignore_ascii_case("begin;"));
    listing.get("atlas.sum").is_some() || counts_in(listing, 6) || listing.sql().any(|file| file.path.ends_with(".up.sql") && begins(file))
}

/// `0001_name`, as `sqlx migrate add --sequential` counts.
pub(super) fn counts_in_four_digits(listing: &Listing) -> bool {
    counts_in(listing, 4)
}

fn counts_in(listing: &Listing, width: usize) -> bool {
    let mut digits = listing.sql().filter_map(|file| leading_digits(&file.path)).map(|(digits, _)| digits).peekable();
    digits.peek().is_some() && digits.all(|digits| digits.len() == width && digits.starts_with('0'))
}
