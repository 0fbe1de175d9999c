//! graphile-migrate: `committed/000001-name.sql`, each with the hash of the one before.

use super::listing::{Listed, file_part, folder_part, leading_digits};
use super::markers::whole;
use super::{Convention, Fault, FileName, Order, Role, Sections, Transaction};

pub const GRAPHILE: Convention = Convention {
    code: "graphile-migrate",
    runner: "graphile-migrate",
    pattern: "committed/000001-name.sql",
    source: "https://github.com/graphile/migrate, src/migration.ts",
    role,
    sign: |listing| listing.sql().any(is_committed).then_some("the line `--! Previous:`"),
    needs_sign: true,
    order: Order::Version,
    sections: |file, _| sections(file),
    placeholders: None,
    writing: None,
};

fn is_committed(file: &Listed) -> bool {
    file.lines().next().is_some_and(|line| line.text.starts_with("--! Previous:"))
}

fn role(path: &str) -> Role {
    let folder = folder_part(path);
    let Some(stem) = file_part(path).strip_suffix(".sql") else { return Role::Beside };
    match leading_digits(stem) {
        Some((version, rest)) if (folder.is_empty() || folder == "committed") && version.len() >= 6 => {
            Role::Up(FileName::new(version, rest.trim_start_matches('-')))
        }
        // What is not committed yet, and what it uses.
        _ if path == "current.sql" || folder == "current" || folder.starts_with("fixtures") || stem.starts_with("after") => Role::Beside,
        _ => Role::Other,
    }
}

fn sections(file: &Listed) -> Result<Sections, Fault> {
    if !is_committed(file) {
        return Err(Fault::new(1, "a committed migration begins with `--! Previous:`", "let graphile-migrate commit it"));
    }
    let alone = file
        .lines()
        .take_while(|line| line.text.starts_with("--!") || line.text.is_empty())
        .any(|line| line.text.starts_with("--! no-transaction"));
    whole(file, if alone { Transaction::AsWritten } else { Transaction::Runner })
}
