//! Flyway: `V1__name.sql`, `U1__name.sql` takes it back, `R__name.sql` runs last, `B2__name.sql` stands for all up to 2.

use super::listing::{Listed, Listing, file_part};
use super::markers::whole;
use super::{Convention, Fault, FileName, Order, Role, Sections, Transaction, WayBack, Writing, key, numbers};

pub const FLYWAY: Convention = Convention {
    code: "flyway",
    runner: "Flyway",
    pattern: "V1__name.sql, U1__name.sql, R__name.sql, B1__name.sql",
    source: "https://documentation.red-gate.com/flyway, \"Migrations\" and \"Script configuration files\"",
    role,
    sign,
    needs_sign: true,
    order: Order::Key(key::parts),
    sections,
    placeholders: Some(|file, listing| setting(file, listing, "placeholderReplacement").as_deref() != Some("false")),
    writing: Some(WRITING),
};

/// In a folder of V files alone, a U file could be run by refinery, whose folder looks the same.
const WRITING: Writing = Writing {
    wraps: true,
    way_back: |style| if style.is_empty || style.has_down_files { WayBack::File } else { WayBack::Comments },
    names: |name, _| {
        let named = |letter: char| format!("{letter}{}__{}.sql", name.version, name.name);
        (named('V'), named('U'))
    },
    markers: None,
    guard: None,
    suits: &["refinery"],
};

/// `V1.2__name` with the letter, the version with dots, the name.
pub(super) fn read_stem(stem: &str) -> Option<(char, String, &str)> {
    let letter = stem.chars().next().filter(char::is_ascii_uppercase)?;
    let (version, name) = stem[1..].split_once("__").unwrap_or((&stem[1..], ""));
    let numbered =
        version.starts_with(|c: char| c.is_ascii_digit()) && version.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '_'));
    let fits = match letter {
        'V' | 'U' | 'B' => numbered,
        'R' => version.is_empty() && !name.is_empty(),
        _ => false,
    };
    fits.then(|| (letter, version.replace('_', "."), name))
}

fn role(path: &str) -> Role {
    let Some(stem) = file_part(path).strip_suffix(".sql") else { return Role::Beside };
    match read_stem(stem) {
        Some(('V', version, name)) => Role::Up(FileName::new(&version, name)),
        Some(('U', version, name)) => Role::Down(FileName::new(&version, name)),
        Some(('B', version, name)) => Role::Baseline(FileName::new(&version, name)),
        Some((_, _, name)) => Role::Last(FileName::new("", name)),
        // A callback. The others run before or between, and are not read.
        None if stem == "afterMigrate" || stem.starts_with("afterMigrate__") => Role::Last(FileName::new("", "~afterMigrate")),
        None if ["before", "after", "create"].iter().any(|word| stem.starts_with(word)) => Role::Program,
        None => Role::Other,
    }
}

fn stems(listing: &Listing) -> impl Iterator<Item = (char, String, &str)> {
    listing.sql().filter_map(|file| read_stem(file_part(&file.path).strip_suffix(".sql")?))
}

/// The names, unless a U stands alone: refinery runs such files, Flyway takes a V of the same version back with it.
fn sign(listing: &Listing) -> Option<&'static str> {
    let versions: Vec<Vec<u128>> = stems(listing).filter(|(letter, ..)| *letter == 'V').map(|(_, version, _)| numbers(&version)).collect();
    let alone = stems(listing).any(|(letter, version, _)| letter == 'U' && !versions.contains(&numbers(&version)));
    let known = stems(listing).any(|(letter, ..)| letter != 'U');
    (known && !alone).then_some("file names such as V1__name.sql")
}

fn setting(file: &Listed, listing: &Listing, name: &str) -> Option<String> {
    let beside = listing.get(&format!("{}.conf", file.path))?;
    beside.lines().find_map(|line| {
        let (key, value) = line.text.split_once('=')?;
        (key.trim() == name).then(|| value.trim().to_lowercase())
    })
}

/// Flyway itself sees which statements allow no transaction. Source: its documentation, "Transactions in Flyway".
fn sections(file: &Listed, listing: &Listing) -> Result<Sections, Fault> {
    let alone = setting(file, listing, "executeInTransaction").as_deref() == Some("false");
    let needs_none = crate::sql::scanner::scan(&file.text).iter().any(|statement| {
        let words = statement.text(&file.text).split_whitespace().take(4).map(str::to_ascii_uppercase).collect::<Vec<_>>();
        statement.keyword == "VACUUM"
            || ["CREATE", "DROP", "REINDEX"].contains(&statement.keyword.as_str()) && words.iter().any(|word| word == "CONCURRENTLY")
    });
    whole(file, if alone || needs_none { Transaction::Each } else { Transaction::Runner })
}
