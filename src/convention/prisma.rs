//! Prisma: `YYYYMMDDHHMMSS_name/migration.sql`, in the order of the folders' names.

use super::listing::{Listing, leading_digits};
use super::markers::whole;
use super::{Convention, FileName, Order, Role, Transaction};

pub const PRISMA: Convention = Convention {
    code: "prisma",
    runner: "Prisma",
    pattern: "YYYYMMDDHHMMSS_name/migration.sql",
    source: "https://www.prisma.io/docs, \"Migration histories\"",
    role,
    sign,
    needs_sign: true,
    order: Order::Path,
    sections: |file, _| whole(file, Transaction::AsWritten),
    placeholders: None,
    writing: None,
};

/// The name of the folder of a migration.
pub(super) fn folder_name(path: &str) -> Option<FileName> {
    let folder = path.strip_suffix("/migration.sql").filter(|folder| !folder.contains('/'))?;
    let (version, rest) = leading_digits(folder).unwrap_or((folder, ""));
    Some(FileName::new(version, rest.trim_start_matches('_')))
}

fn role(path: &str) -> Role {
    match folder_name(path) {
        Some(name) => Role::Up(name),
        None if path.ends_with("/down.sql") => Role::Beside,
        None if path.ends_with(".sql") => Role::Left,
        None => Role::Beside,
    }
}

fn sign(listing: &Listing) -> Option<&'static str> {
    let folders = listing.sql().any(|file| folder_name(&file.path).is_some());
    let snapshots = listing.files.iter().any(|file| file.path.ends_with("/snapshot.json"));
    (folders && !snapshots).then_some("a folder for each migration, with migration.sql in it")
}
