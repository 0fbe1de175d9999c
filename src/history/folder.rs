//! A folder and those inside it as a [`Listing`].
//!
//! Comes in: a folder. Goes out: all names, and the texts of what may say something about a migration. Never happens: a hidden file, a
//! folder so deep that nobody keeps migrations there.

use std::io::ErrorKind;
use std::path::Path;

use crate::convention::{Listed, Listing};
use crate::diagnostic::Diagnostic;
use crate::world::World;

/// Migrations stand at most so many folders deep (`committed/`, `v1/20260301_name/up.sql`).
const DEEPEST: usize = 5;

/// Endings of files whose text may matter: SQL, and what runners keep beside it.
const READ: &[&str] = &[".sql", ".psql", ".pgsql", ".ddl", ".json", ".toml", ".conf", ".xml", ".yaml", ".yml"];

/// Whether a file's text is read.
pub(super) fn is_read(path: &str) -> bool {
    READ.iter().any(|ending| path.ends_with(ending))
}

/// A folder that does not stand is empty.
pub(super) fn list(world: &dyn World, folder: &Path) -> Result<Listing, Vec<Diagnostic>> {
    let mut walk = Walk { world, files: Vec::new(), problems: Vec::new() };
    if world.exists(folder) {
        walk.enter(folder, "", 0);
    }
    walk.files.sort_by(|one: &Listed, other| one.path.cmp(&other.path));
    if walk.problems.is_empty() { Ok(Listing { folder: shown(folder), files: walk.files }) } else { Err(walk.problems) }
}

/// As the run was given it, with `/` on every system and without `./` before it.
fn shown(folder: &Path) -> String {
    let path = folder.to_string_lossy().replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path).trim_end_matches('/');
    if path == "." { String::new() } else { path.to_string() }
}

struct Walk<'world> {
    world: &'world dyn World,
    files: Vec<Listed>,
    problems: Vec<Diagnostic>,
}

impl Walk<'_> {
    fn enter(&mut self, folder: &Path, prefix: &str, depth: usize) {
        let entries = match self.world.list(folder) {
            Ok(entries) => entries,
            Err(error) => return self.problems.push(Diagnostic::error("unreadable-folder", error.to_string())),
        };
        for entry in entries.into_iter().filter(|entry| !entry.name.starts_with('.')) {
            let path = format!("{prefix}{}", entry.name);
            match entry.is_directory {
                true if depth < DEEPEST && entry.name != "node_modules" => self.enter(&entry.path, &format!("{path}/"), depth + 1),
                true => {}
                false => self.file(&entry.path, path),
            }
        }
    }

    fn file(&mut self, place: &Path, path: String) {
        let text = if is_read(&path) { self.world.read_text(place) } else { Ok(String::new()) };
        match text {
            Ok(text) => self.files.push(Listed { path, text }),
            // What is neither SQL nor text belongs to somebody else; if a runner needs it, its empty text is refused.
            Err(error) if error.cause.kind() == ErrorKind::InvalidData && !path.ends_with("sql") => {
                self.files.push(Listed { path, text: String::new() });
            }
            Err(error) => self.problems.push(Diagnostic::error("unreadable-file", error.to_string())),
        }
    }
}
