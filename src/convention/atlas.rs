//! Atlas: `YYYYMMDDHHMMSS_name.sql` beside atlas.sum, in the order of the names.

use super::listing::{Listed, Listing, leading_digits, root_stem};
use super::markers::{any_marked, whole};
use super::{Convention, Fault, FileName, Order, Role, Transaction};

pub const ATLAS: Convention = Convention {
    code: "atlas",
    runner: "Atlas",
    pattern: "YYYYMMDDHHMMSS_name.sql beside atlas.sum",
    source: "https://atlasgo.io, \"Migration Directory\"; sql/migrate/dir.go",
    role,
    sign,
    needs_sign: true,
    order: Order::Listed(in_order),
    sections: |file, _| whole(file, if directive(file, "txmode") == Some("none") { Transaction::Each } else { Transaction::Runner }),
    placeholders: None,
    writing: None,
};

fn role(path: &str) -> Role {
    let Some(stem) = root_stem(path) else { return if path.ends_with(".sql") { Role::Other } else { Role::Beside } };
    match leading_digits(stem) {
        Some((version, rest)) if !rest.ends_with(".up") && !rest.ends_with(".down") => {
            Role::Up(FileName::new(version, rest.strip_prefix('_').unwrap_or(rest)))
        }
        _ => Role::Other,
    }
}

/// atlas.sum, which Atlas also writes for the formats of other runners; their markers say so.
fn sign(listing: &Listing) -> Option<&'static str> {
    (listing.get("atlas.sum").is_some() && !any_marked(listing)).then_some("the file atlas.sum")
}

/// `-- atlas:NAME value` in the lines before the first statement.
fn directive<'f>(file: &'f Listed, name: &str) -> Option<&'f str> {
    let comments = file.lines().take_while(|line| line.text.trim().is_empty() || line.text.starts_with("--"));
    comments.filter_map(|line| line.text.strip_prefix("--")?.trim().strip_prefix("atlas:")).find_map(|text| {
        let (found, value) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        (found == name).then_some(value.trim())
    })
}

/// By name; a checkpoint stands for all files before it.
fn in_order(listing: &Listing, paths: &[&str]) -> Result<Vec<String>, (String, Fault)> {
    let is_checkpoint = |path: &&&str| listing.get(path).is_some_and(|file| directive(file, "checkpoint").is_some());
    let start = paths.iter().rposition(|path| is_checkpoint(&path)).unwrap_or(0);
    Ok(paths[start..].iter().map(ToString::to_string).collect())
}
