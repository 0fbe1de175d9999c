//! A file that a person names for what a command makes.
//!
//! Comes in: its path, before any work is done. Goes out: nothing, or why it cannot be written. Never happens: a file that stands is overwritten.

use std::path::Path;

use super::failure::Failure;
use crate::world::World;

/// What a person has written is not overwritten, and nothing is done for a file that cannot be written.
pub(super) fn check_new(world: &dyn World, output: &Path) -> Result<(), Failure> {
    if world.exists(output) {
        let help = "name another file, or move that one away: what a person has written is not overwritten";
        return Err(Failure::usage(&format!("{} stands already", output.display()), help));
    }
    let folder = output.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !world.exists(folder)) {
        return Err(Failure::usage(&format!("there is no folder {}", folder.display()), "make the folder first, or name another file"));
    }
    Ok(())
}
