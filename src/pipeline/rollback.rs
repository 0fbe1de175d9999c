//! `groundplan rollback`: the rollback of a migration of ours, as SQL that psql can run.
//!
//! Comes in: a file. Goes out: its rollback. Never happens: a database is touched; a rollback is made up for a file that has none.

use std::path::Path;

use super::failure::Failure;
use crate::diagnostic::Diagnostic;
use crate::render::rollback_of;
use crate::source::Sources;
use crate::world::World;

pub fn rollback(world: &dyn World, file: &Path) -> Result<String, Failure> {
    let text = world.read_text(file)?;
    rollback_of(&text).map_err(|reason| {
        let message = format!("{} has no rollback to print: {reason}", file.display());
        let diagnostic = Diagnostic::error("no-rollback", message).help("name a migration that groundplan wrote; a seed has no rollback");
        Failure::input(vec![diagnostic], Sources::default())
    })
}
