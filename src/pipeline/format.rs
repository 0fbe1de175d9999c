//! `groundplan fmt`: requirement files in the standard layout.
//!
//! Comes in: the files and folders that were named. Goes out: which files have another layout, rewritten whole unless only a check is
//! wanted. Never happens: a file with mistakes is touched.

use std::path::PathBuf;

use super::failure::Failure;
use super::requirements::{LoadError, schema_files_of};
use crate::diagnostic::Diagnostic;
use crate::source::Sources;
use crate::syntax;
use crate::world::World;

/// The files whose layout was not the standard one, and how many were looked at.
#[derive(Debug, Default)]
pub struct Formatted {
    pub changed: Vec<PathBuf>,
    pub seen: usize,
}

/// Lays out files in place, or with `only_check` says which would change. With a mistake in any file, none is touched.
pub fn format_files(world: &dyn World, inputs: &[PathBuf], only_check: bool) -> Result<Formatted, Failure> {
    let files = schema_files_of(world, inputs).map_err(|error| match error {
        LoadError::Nothing { message, help } => Failure::environment(&message, Some(&help)),
        LoadError::World(error) => error.into(),
    })?;
    let mut sources = Sources::default();
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let mut rewritten = Vec::new();
    for path in &files {
        let text = world.read_text(path)?;
        let file = sources.add(&path.to_string_lossy(), &text);
        match syntax::format(&sources.file(file).text) {
            Ok(formatted) if formatted != text => rewritten.push((path.clone(), formatted)),
            Ok(_) => {}
            Err(_) => diagnostics.extend(syntax::parse(file, &sources.file(file).text).1),
        }
    }
    if !diagnostics.is_empty() {
        return Err(Failure::input(diagnostics, sources));
    }
    for (path, formatted) in &rewritten {
        if !only_check {
            world.rewrite(path, formatted.as_bytes())?;
        }
    }
    Ok(Formatted { changed: rewritten.into_iter().map(|(path, _)| path).collect(), seen: files.len() })
}
