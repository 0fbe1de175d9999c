//! `groundplan check --fix`: words that have done their work go.
//!
//! Comes in: requirements, the folders whose migrations have carried `was` and `removed` out. Goes out: the files without these words, and which went. Never happens: a
//! file that is changed in part, a word that would still do something, another byte that is touched.
//!
//! A `was` that has been carried out may still do something: sample rows that stand were drawn by the former names, and are recognised by that. So what
//! `generate` would do is asked with the words and without them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::analysis::{Analysis, analyse};
use super::failure::Failure;
use super::generate::generate;
use super::intents::IntentChoice;
use super::request::GenerateRequest;
use super::stage::{ServerChoice, open_server, read_history, set_stage, unreadable};
use super::wishes::{lookups_to_read, renamed_table, wishes};
use crate::catalog::QualifiedName;
use crate::convention::{Told, convention};
use crate::diagnostic::has_errors;
use crate::ordered::IndexMap;
use crate::plan;
use crate::postgres::read_lookups;
use crate::publish::Folders;
use crate::report::{Checklist, Display};
use crate::source::{Span, with_bytes_of};
use crate::syntax;
use crate::world::World;

/// Words of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    pub path: PathBuf,
    /// Each with its line: `was Customer`.
    pub words: Vec<(usize, String)>,
}

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fixed {
    pub deleted: Vec<Words>,
    /// Carried out, and needed all the same: sample rows are recognised by them.
    pub kept: Vec<Words>,
}

/// Deletes what is spent. With a mistake in any file, none is touched.
pub fn delete_spent(
    world: &dyn World,
    inputs: &[PathBuf],
    folders: &Folders,
    told: &Told,
    server: &ServerChoice,
    locked: bool,
) -> Result<Fixed, Failure> {
    let analysis = analyse(world, inputs, &IntentChoice { locked, writes: false, model: None })?;
    let target = &analysis.design.catalog;
    let wishes = wishes(&analysis.domain.former, target);
    if wishes.renames.is_empty() && wishes.removals.is_empty() {
        return Ok(Fixed::default());
    }
    let settings = analysis.domain.settings;
    let told = Told { convention: told.convention.or(settings.files.and_then(convention)), placeholders: told.placeholders.clone() };
    let history = read_history(world, folders, &told)?;
    // Where nothing has run, nothing has been carried out.
    if history.entries.is_empty() {
        return Ok(Fixed::default());
    }
    let choice = server;
    let server = open_server(world, choice, settings.postgres_written.map(|_| settings.postgres))?;
    let mut stage = set_stage(&server, &history, &analysis.design.external)?;
    let lookups = lookups_to_read(&analysis.domain.former, target);
    read_lookups(&mut stage.session, &mut stage.current, &lookups).map_err(unreadable)?;
    let spent = plan::spent(&stage.current, target, &wishes);
    drop(stage);
    server.stop()?;
    let spent = spent.map_err(|errors| Failure::input(errors, analysis.sources.clone()))?;

    let request = GenerateRequest {
        inputs: inputs.to_vec(),
        folders: folders.clone(),
        told,
        name: None,
        timestamp: None,
        prove: false,
        samples: true,
        dry_run: true,
        forgotten: BTreeSet::new(),
        server: choice.clone(),
        said: None,
        locked,
        model: None,
    };
    let kept = recognising(world, &request, &analysis, &spent)?;
    let mut fixed = Fixed::default();
    let mut rewritten = Vec::new();
    for (id, file) in analysis.sources.files() {
        let places = |of: &BTreeSet<Span>| of.iter().filter(|span| span.file == id).map(|span| span.range()).collect::<Vec<_>>();
        let path = Path::new(&file.path).to_path_buf();
        let words = |places: &[std::ops::Range<usize>]| {
            let line = |place: &std::ops::Range<usize>| file.text[..place.start].matches('\n').count() + 1;
            let words = syntax::without(&file.text, places).gone;
            Words { path: path.clone(), words: places.iter().map(line).zip(words).collect() }
        };
        let (stay, go) = (places(&kept), places(&spent.difference(&kept).copied().collect()));
        fixed.kept.extend((!stay.is_empty()).then(|| words(&stay)));
        if go.is_empty() {
            continue;
        }
        let without = syntax::without(&file.text, &go);
        if has_errors(&syntax::parse(id, &without.text).1) {
            let message = format!("{} could not be read any more without its spent words", file.path);
            return Err(Failure::internal(message, analysis.sources.clone(), Default::default()));
        }
        let Some(bytes) = with_bytes_of(&world.read_text(&path)?, &file.text, &without.stays) else {
            return Err(Failure::environment(&format!("{} was changed while it was read", file.path), None));
        };
        fixed.deleted.push(words(&go));
        rewritten.push((path, bytes));
    }
    for (path, text) in &rewritten {
        world.rewrite(path, text.as_bytes())?;
    }
    Ok(fixed)
}

/// Of the words that have been carried out, those without which `generate` would do something else.
fn recognising(
    world: &dyn World,
    request: &GenerateRequest,
    analysis: &Analysis,
    spent: &BTreeSet<Span>,
) -> Result<BTreeSet<Span>, Failure> {
    let mut kept = BTreeSet::new();
    let renamed: Vec<(QualifiedName, Span)> = analysis
        .domain
        .former
        .renamed
        .iter()
        .filter_map(|(renamed, span)| Some((renamed_table(renamed)?, *span)))
        .filter(|(_, span)| spent.contains(span))
        .collect();
    let has_rows =
        analysis.design.population.tables.values().any(|rows| !rows.lookup && (!rows.initial.is_empty() || rows.sample.is_some()));
    if renamed.is_empty() || !has_rows {
        return Ok(kept);
    }
    let meant = rows_to_come(world, request)?;
    loop {
        let forgotten: BTreeSet<Span> = spent.difference(&kept).copied().collect();
        if forgotten.is_empty() {
            return Ok(kept);
        }
        let found = rows_to_come(world, &GenerateRequest { forgotten: forgotten.clone(), ..request.clone() })?;
        if found == meant {
            return Ok(kept);
        }
        let of_these = |table: &QualifiedName| found.get(table) != meant.get(table);
        let of_these: Vec<Span> =
            renamed.iter().filter(|(table, span)| forgotten.contains(span) && of_these(table)).map(|(_, span)| *span).collect();
        // Rows of a table may change because of those above it.
        if of_these.is_empty() {
            kept.extend(renamed.iter().map(|(_, span)| *span))
        } else {
            kept.extend(of_these)
        }
        if renamed.iter().all(|(_, span)| kept.contains(span)) {
            return Ok(kept);
        }
    }
}

/// The rows that `generate` would add, by their table.
fn rows_to_come(world: &dyn World, request: &GenerateRequest) -> Result<IndexMap<QualifiedName, Vec<String>>, Failure> {
    let mut checklist = Checklist::new(world, Display::Silent, std::io::sink());
    let seed_plan = generate(world, request, &mut checklist)?.seed_plan;
    let mut rows: IndexMap<QualifiedName, Vec<String>> = IndexMap::default();
    for block in seed_plan.initial.iter().chain(&seed_plan.sample) {
        rows.entry(block.table.clone()).or_default().push(format!("{:?}", block.rows));
    }
    Ok(rows)
}
