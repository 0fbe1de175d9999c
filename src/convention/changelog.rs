//! The order that a Liquibase changelog in XML, YAML or JSON gives to the SQL files that it includes.
//!
//! Comes in: the listing. Goes out: paths. Never happens: a changeset in a changelog that is passed over (it is no SQL, so it is refused).

use std::sync::LazyLock;

use regex::Regex;

use super::Fault;
use super::listing::{Listed, Listing, file_part, folder_part};

#[expect(clippy::unwrap_used, reason = "a pattern of ours, which a test compiles")]
static INCLUDE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#"(?i)\b(file|path)["']?\s*[:=]\s*["']?([^"'\s>,}]+)"#).unwrap());

fn is_changelog(file: &Listed) -> bool {
    let known = [".xml", ".yaml", ".yml", ".json"].iter().any(|end| file.path.ends_with(end));
    known && file.text.contains("databaseChangeLog")
}

/// Without a changelog, by path, as `includeAll` goes. With several, the root is the one that no other includes.
pub(super) fn files_in_order(listing: &Listing, paths: &[&str]) -> Result<Vec<String>, (String, Fault)> {
    let changelogs: Vec<&Listed> = listing.files.iter().filter(|file| is_changelog(file)).collect();
    if changelogs.is_empty() {
        return Ok(paths.iter().map(ToString::to_string).collect());
    }
    let included: Vec<String> = changelogs.iter().flat_map(|file| references(file, listing)).collect();
    let roots: Vec<&&Listed> = changelogs.iter().filter(|file| !included.contains(&file.path)).collect();
    let [root] = roots[..] else {
        let help = "name a folder with one changelog that includes the others";
        let message = format!("{} changelogs stand here that no other includes", roots.len());
        return Err((changelogs[0].path.clone(), Fault::new(0, message, help)));
    };
    let mut order = Vec::new();
    follow(root, listing, &mut order, 0)?;
    Ok(order)
}

fn follow(file: &Listed, listing: &Listing, order: &mut Vec<String>, depth: usize) -> Result<(), (String, Fault)> {
    if let Some(line) = file.lines().find(|line| {
        let text = line.text.trim_start();
        text.starts_with("<changeSet") || text.trim_start_matches(['-', ' ', '{', '"']).starts_with("changeSet")
    }) {
        let message = "a changeset that is no SQL";
        return Err((file.path.clone(), Fault::new(line.number, message, "write it as formatted SQL and include that file")));
    }
    for path in references(file, listing) {
        match listing.get(&path) {
            Some(next) if is_changelog(next) && depth < 20 => follow(next, listing, order, depth + 1)?,
            _ if order.contains(&path) => {}
            _ => order.push(path),
        }
    }
    Ok(())
}

/// The files of the listing that a changelog names, in its order.
fn references(file: &Listed, listing: &Listing) -> Vec<String> {
    let mut found = Vec::new();
    for capture in INCLUDE.captures_iter(&file.text) {
        let (kind, named) = (capture[1].to_lowercase(), capture[2].trim_start_matches("classpath:").trim_start_matches("./"));
        if kind == "path" {
            let folder = named.trim_end_matches('/');
            let inside = |listed: &&Listed| {
                let stands_in = folder_part(&listed.path);
                listed.is_sql()
                    && (stands_in == folder
                        || folder.ends_with(&format!("/{stands_in}"))
                        || stands_in.is_empty() && folder == file_part(&listing.folder))
            };
            found.extend(listing.files.iter().filter(inside).map(|listed| listed.path.clone()));
            continue;
        }
        let beside = match folder_part(&file.path) {
            "" => named.to_string(),
            folder => format!("{folder}/{named}"),
        };
        let matches = |listed: &&Listed| listed.path == beside || listed.path == named || named.ends_with(&format!("/{}", listed.path));
        found.extend(listing.files.iter().find(matches).map(|listed| listed.path.clone()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changelog_gives_the_order_and_may_not_change_anything_itself() {
        let file = |path: &str, text: &str| Listed { path: path.to_string(), text: text.to_string() };
        let listing =
            |root: &str| Listing { folder: "db".to_string(), files: vec![file("a.sql", ""), file("b.sql", ""), file("root.xml", root)] };
        let paths = ["a.sql", "b.sql"];
        let xml = "<databaseChangeLog>\n<include file=\"db/b.sql\"/>\n<include file=\"a.sql\" relativeToChangelogFile=\"true\"/>\n</databaseChangeLog>";
        assert_eq!(files_in_order(&listing(xml), &paths), Ok(vec!["b.sql".to_string(), "a.sql".to_string()]));
        let changes = "<databaseChangeLog>\n  <changeSet id=\"1\" author=\"a\"/>\n</databaseChangeLog>";
        let (path, fault) = files_in_order(&listing(changes), &paths).expect_err("refused");
        assert_eq!((path.as_str(), fault.line), ("root.xml", 2));
    }
}
