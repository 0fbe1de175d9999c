//! refinery: `V1__name.sql`; `U1__name.sql` is a migration too, of a version outside of the sequence.

use super::listing::{Listing, file_part};
use super::markers::whole;
use super::{Convention, FileName, Order, Role, Transaction, flyway, key, numbers};

pub const REFINERY: Convention = Convention {
    code: "refinery",
    runner: "refinery",
    pattern: "V1__name.sql or U1__name.sql",
    source: "https://github.com/rust-db/refinery, refinery_core/src/util.rs",
    role,
    sign,
    needs_sign: true,
    order: Order::Key(key::parts),
    sections: |file, _| whole(file, Transaction::Runner),
    placeholders: None,
    writing: None,
};

fn role(path: &str) -> Role {
    let Some(stem) = file_part(path).strip_suffix(".sql") else { return Role::Beside };
    match flyway::read_stem(stem) {
        Some(('V' | 'U', version, name)) if !name.is_empty() && numbers(&version).len() <= 2 => Role::Up(FileName::new(&version, name)),
        _ => Role::Other,
    }
}

/// The names, unless a U has the version of a V: to refinery that is a version that stands twice.
fn sign(listing: &Listing) -> Option<&'static str> {
    let versions: Vec<Vec<u128>> = listing
        .sql()
        .filter_map(|file| match role(&file.path) {
            Role::Up(name) => Some(numbers(&name.version)),
            _ => None,
        })
        .collect();
    let twice = versions.iter().enumerate().any(|(at, version)| versions[..at].contains(version));
    (!versions.is_empty() && !twice).then_some("file names such as V1__name.sql")
}
