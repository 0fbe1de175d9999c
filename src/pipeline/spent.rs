//! `groundplan check --fix`: words that have done their work go.
//!
//! Comes in: requirements, the folders whose migrations have carried `was` and `removed` out. Goes out: the files without these words, and which went. Never happens: a
//! file that is changed in part, a word that would still do something.

use std::path::{Path, PathBuf};

use super::analysis::analyse;
use super::failure::Failure;
use super::stage::{ServerChoice, open_server, read_history, set_stage};
use super::wishes::wishes;
use crate::convention::{Told, convention};
use crate::diagnostic::has_errors;
use crate::plan;
use crate::publish::Folders;
use crate::syntax;
use crate::world::World;

/// What went out of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deleted {
    pub path: PathBuf,
    /// Each with its line: `was Customer`.
    pub words: Vec<(usize, String)>,
}

/// Deletes what is spent. With a mistake in any file, none is touched.
pub fn delete_spent(
    world: &dyn World,
    inputs: &[PathBuf],
    folders: &Folders,
    told: &Told,
    server: &ServerChoice,
) -> Result<Vec<Deleted>, Failure> {
    let analysis = analyse(world, inputs)?;
    let wishes = wishes(&analysis.domain.former, &analysis.design.catalog);
    if wishes.renames.is_empty() && wishes.removals.is_empty() {
        return Ok(Vec::new());
    }
    let settings = analysis.domain.settings;
    let told = Told { convention: told.convention.or(settings.files.and_then(convention)), placeholders: told.placeholders.clone() };
    let history = read_history(world, folders, &told)?;
    // Where nothing has run, nothing has been carried out.
    if history.entries.is_empty() {
        return Ok(Vec::new());
    }
    let server = open_server(world, server, settings.postgres_written.map(|_| settings.postgres))?;
    let stage = set_stage(&server, &history, &analysis.design.external)?;
    let spent = plan::spent(&stage.current, &analysis.design.catalog, &wishes);
    drop(stage);
    server.stop()?;
    let spent = spent.map_err(|errors| Failure::input(errors, analysis.sources.clone()))?;

    let mut rewritten = Vec::new();
    for (id, file) in analysis.sources.files() {
        let places: Vec<_> = spent.iter().filter(|span| span.file == id).map(|span| span.range()).collect();
        if places.is_empty() {
            continue;
        }
        let (text, gone) = syntax::without(&file.text, &places);
        if has_errors(&syntax::parse(id, &text).1) {
            let message = format!("{} could not be read any more without its spent words", file.path);
            return Err(Failure::internal(message, analysis.sources.clone(), Default::default()));
        }
        let mut lines: Vec<usize> = places.iter().map(|place| file.text[..place.start].matches('\n').count() + 1).collect();
        lines.sort_unstable();
        let path = Path::new(&file.path).to_path_buf();
        rewritten.push((Deleted { path, words: lines.into_iter().zip(gone).collect() }, text));
    }
    for (deleted, text) in &rewritten {
        world.write_whole(&deleted.path, text.as_bytes())?;
    }
    Ok(rewritten.into_iter().map(|(deleted, _)| deleted).collect())
}
