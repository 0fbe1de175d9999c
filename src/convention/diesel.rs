//! Diesel: `YYYY-MM-DD-HHMMSS_name/up.sql` and `down.sql`; Hasura has the same form.

use super::listing::{Listed, Listing, file_part, folder_part};
use super::markers::whole;
use super::{Convention, FileName, Order, Role, Transaction};

pub const DIESEL: Convention = Convention {
    code: "diesel",
    runner: "Diesel",
    pattern: "YYYY-MM-DD-HHMMSS_name/up.sql and down.sql",
    source: "https://github.com/diesel-rs/diesel, diesel_migrations/migrations_internals/src/lib.rs",
    role,
    sign: |listing| listing.sql().any(|file| is_part(&file.path, "up.sql")).then_some("a folder for each migration, with up.sql in it"),
    needs_sign: true,
    order: Order::Version,
    sections: |file, listing| whole(file, transaction(file, listing)),
    placeholders: None,
    writing: None,
};

fn is_part(path: &str, name: &str) -> bool {
    file_part(path) == name && !folder_part(path).is_empty()
}

/// The version is what stands before the first `_`, without hyphens, so that both styles of time stamps have one order.
fn name(path: &str) -> FileName {
    let folder = file_part(folder_part(path));
    let (version, name) = folder.split_once('_').unwrap_or((folder, ""));
    FileName { version: version.replace('-', ""), name: name.to_string() }
}

fn role(path: &str) -> Role {
    match path {
        _ if is_part(path, "up.sql") => Role::Up(name(path)),
        _ if is_part(path, "down.sql") => Role::Down(name(path)),
        _ if path.ends_with(".sql") => Role::Left,
        _ => Role::Beside,
    }
}

/// metadata.toml beside it may say `run_in_transaction = false`; the file is then sent in one piece.
fn transaction(file: &Listed, listing: &Listing) -> Transaction {
    let metadata = listing.get(&format!("{}/metadata.toml", folder_part(&file.path)));
    let alone = metadata.is_some_and(|metadata| {
        metadata.lines().any(|line| line.text.split('#').next().unwrap_or("").replace(' ', "") == "run_in_transaction=false")
    });
    if alone { Transaction::AsWritten } else { Transaction::Runner }
}
