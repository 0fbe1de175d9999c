//! golang-migrate: `{version}_{title}.up.sql` and `.down.sql`; the author writes BEGIN and COMMIT.

use super::listing::{Listing, number_and_name, root_stem};
use super::markers::whole;
use super::{Convention, FileName, Order, Role, Transaction, WayBack, Writing, key, sqlx};

pub const GOLANG_MIGRATE: Convention = Convention {
    code: "golang-migrate",
    runner: "golang-migrate",
    pattern: "{version}_{title}.up.sql and {version}_{title}.down.sql",
    source: "https://github.com/golang-migrate/migrate, source/parse.go",
    role,
    sign,
    needs_sign: true,
    order: Order::Key(key::number),
    sections: |file, _| whole(file, Transaction::AsWritten),
    placeholders: None,
    writing: Some(WRITING),
};

const WRITING: Writing = Writing {
    wraps: false,
    way_back: |_| WayBack::File,
    names: |name, _| {
        let stem = format!("{}_{}", name.version, name.name);
        (format!("{stem}.up.sql"), format!("{stem}.down.sql"))
    },
    markers: None,
    guard: None,
    suits: &[],
};

fn role(path: &str) -> Role {
    let Some(stem) = root_stem(path) else { return if path.ends_with(".sql") { Role::Other } else { Role::Beside } };
    let up = stem.strip_suffix(".up").and_then(number_and_name);
    let down = stem.strip_suffix(".down").and_then(number_and_name);
    match (up, down) {
        (Some((version, name)), _) => Role::Up(FileName::new(version, name)),
        (_, Some((version, name))) => Role::Down(FileName::new(version, name)),
        _ => Role::Other,
    }
}

/// The ending of the names, unless something speaks for sqlx, which has the same.
fn sign(listing: &Listing) -> Option<&'static str> {
    let ending = listing.sql().any(|file| file.path.ends_with(".up.sql"));
    let for_sqlx = listing.sql().any(|file| sqlx::is_marked(file) || sqlx::is_written_here(file)) || sqlx::counts_in_four_digits(listing);
    (ending && !for_sqlx).then_some("file names that end with .up.sql")
}
