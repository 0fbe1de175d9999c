//! `groundplan rollback`: the rollback of a migration, as SQL that psql can run.
//!
//! Comes in: a file. Goes out: its rollback. Never happens: a database is touched; a rollback is made up for a file that has none.

use std::path::Path;

use super::failure::Failure;
use crate::convention::{CONVENTIONS, Convention, Listed, Listing, Role};
use crate::diagnostic::Diagnostic;
use crate::render::{has_rollback, rollback_of};
use crate::source::Sources;
use crate::world::World;

pub fn rollback(world: &dyn World, file: &Path) -> Result<String, Failure> {
    let text = world.read_text(file)?;
    let beside = if has_rollback(&text) { None } else { way_back(world, file, &text)? };
    let read = beside.map_or_else(|| rollback_of(&text), Ok);
    read.map_err(|reason| {
        let message = format!("{} has no rollback to print: {reason}", file.display());
        let diagnostic = Diagnostic::error("no-rollback", message).help("name a migration that groundplan wrote; a seed has no rollback");
        Failure::input(vec![diagnostic], Sources::default())
    })
}

/// Behind a marker of the file, or in the file that stands beside it, as its runner has it.
fn way_back(world: &dyn World, file: &Path, text: &str) -> Result<Option<String>, Failure> {
    let Some(name) = file.file_name().map(|name| name.to_string_lossy().into_owned()) else { return Ok(None) };
    let listed = Listed { path: name.clone(), text: text.to_string() };
    let alone = Listing { folder: String::new(), files: vec![listed.clone()] };
    let signed = || CONVENTIONS.iter().filter(|convention| (convention.sign)(&alone).is_some());
    let section = signed().find_map(|convention| (convention.sections)(&listed, &alone).ok()?.down);
    if let Some(part) = section {
        return Ok(Some(part.script(text)));
    }
    let beside = name.strip_suffix(".up.sql").map(|stem| format!("{stem}.down.sql"));
    let beside = beside.or_else(|| Some(format!("U{}", name.strip_prefix('V')?)));
    let Some(path) = beside.as_ref().map(|name| file.with_file_name(name)).filter(|path| world.exists(path)) else { return Ok(None) };
    let down = Listed { path: beside.unwrap_or_default(), text: world.read_text(&path)? };
    let takes_back = |convention: &&&Convention| matches!((convention.role)(&down.path), Role::Down(_));
    // golang-migrate and sqlx have the same names; files without a transaction of their own are then read as those of sqlx, which wraps them.
    let script = signed().rfind(takes_back).and_then(|convention| {
        let sections = (convention.sections)(&down, &alone).ok()?;
        Some(sections.up.iter().map(|part| part.script(&down.text)).collect())
    });
    Ok(script)
}
