//! Drizzle: `0000_name.sql` in the order of meta/_journal.json, or a folder for each migration with migration.sql and snapshot.json.

use serde_json::Value;

use super::listing::{Listing, number_and_name, root_stem};
use super::markers::whole;
use super::{Convention, Fault, FileName, Order, Role, Transaction, prisma};

pub const DRIZZLE: Convention = Convention {
    code: "drizzle",
    runner: "Drizzle",
    pattern: "0000_name.sql and meta/_journal.json",
    source: "https://github.com/drizzle-team/drizzle-orm, drizzle-orm/src/migrator.ts",
    role,
    sign,
    needs_sign: true,
    order: Order::Listed(in_order),
    sections: |file, _| whole(file, Transaction::Runner),
    placeholders: None,
    writing: None,
};

const JOURNAL: &str = "meta/_journal.json";

fn role(path: &str) -> Role {
    if let Some(name) = prisma::folder_name(path) {
        return Role::Up(name);
    }
    match root_stem(path).and_then(number_and_name) {
        Some((version, name)) => Role::Up(FileName::new(version, name)),
        None if path.ends_with(".sql") => Role::Other,
        None => Role::Beside,
    }
}

fn sign(listing: &Listing) -> Option<&'static str> {
    if listing.get(JOURNAL).is_some() {
        return Some("the file meta/_journal.json");
    }
    listing
        .files
        .iter()
        .any(|file| file.path.ends_with("/snapshot.json"))
        .then_some("a folder for each migration, with snapshot.json in it")
}

/// As the journal has them; folders by their names.
fn in_order(listing: &Listing, paths: &[&str]) -> Result<Vec<String>, (String, Fault)> {
    let Some(journal) = listing.get(JOURNAL) else {
        if paths.iter().all(|path| prisma::folder_name(path).is_some()) {
            return Ok(paths.iter().map(ToString::to_string).collect());
        }
        let fault =
            Fault::new(0, "Drizzle's order stands in this file, which is not there", "bring it back; `drizzle-kit generate` wrote it");
        return Err((JOURNAL.to_string(), fault));
    };
    let unreadable = |message: String| (JOURNAL.to_string(), Fault::new(0, message, "it must be as drizzle-kit wrote it"));
    let document: Value = serde_json::from_str(&journal.text).map_err(|error| unreadable(format!("this is no JSON: {error}")))?;
    let entries = document.get("entries").and_then(Value::as_array).ok_or_else(|| unreadable("it has no list `entries`".to_string()))?;
    let file_of = |entry: &Value| {
        let tag = entry.get("tag").and_then(Value::as_str).ok_or_else(|| unreadable("an entry has no `tag`".to_string()))?;
        let path = format!("{tag}.sql");
        if paths.contains(&path.as_str()) { Ok(path) } else { Err(unreadable(format!("it names {path}, which is not there"))) }
    };
    entries.iter().map(file_of).collect()
}
