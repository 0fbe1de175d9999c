//! `groundplan import SOURCE`: what stands, as requirements.
//!
//! Comes in: a state of a schema. Goes out: `.schema` text that means the same, and how much of it the language could say. Never happens: a file is
//! written, a database is changed; an object that is passed over.

use std::path::{Path, PathBuf};

use crate::ordered::{IndexMap, IndexSet};

use super::analysis::Analysis;
use super::completion;
use super::extensions::Setback;
use super::failure::Failure;
use super::output::check_new;
use super::state::{ReadingChoice, State, StateSource, read_state};
use crate::catalog::{Catalog, Definition, ObjectPath, QualifiedName, differences};
use crate::convention::is_record;
use crate::design::design;
use crate::diagnostic::{Diagnostic, Severity, has_errors};
use crate::domain::resolve;
use crate::history::History;
use crate::import::{self, Block, Doubts, Draft, Head, Share, SqlStep, Told};
use crate::plan::{Plan, RemovalPolicy, plan};
use crate::postgres::{Server, database_of};
use crate::proof::Evidence;
use crate::render::render_steps;
use crate::source::Sources;
use crate::syntax;
use crate::world::World;

#[derive(Debug)]
pub struct Imported {
    pub text: String,
    /// By kind, how many the language says.
    pub shares: Vec<Share>,
    /// What stands in `sql` blocks.
    pub in_sql: Vec<Told>,
    /// What came out otherwise when PostgreSQL tried the text; empty when it means what stands.
    pub otherwise: Vec<String>,
    /// What was passed over on the way.
    pub notes: Vec<String>,
}

/// Writes the requirements to `output`, which must not stand yet; without one, only gives them.
pub fn import(world: &dyn World, source: &StateSource, output: Option<&Path>, reading: &ReadingChoice) -> Result<Imported, Failure> {
    if let Some(output) = output {
        check_new(world, output)?;
    }
    let State { catalog: mut stands, mut notes, .. } = read_state(world, reading, source)?;
    let head = Head { project: project_name(source, output), ignored: take_out_records(&mut stands) };
    if !head.ignored.is_empty() {
        notes.push(format!("ignored, because a migration runner keeps it for itself: {}", head.ignored.join(", ")));
    }
    if stands.tables.is_empty() {
        notes.push("no table stands there".to_string());
    }
    stands.sort();
    let (mut found, mut otherwise) = attempt(world, reading, &stands, &head, Doubts::default())?;
    for (keep_casts, tables_first) in [(false, true), (true, false), (true, true)] {
        if otherwise.is_empty() {
            break;
        }
        (found, otherwise) = attempt(world, reading, &stands, &head, Doubts::with(keep_casts, tables_first))?;
    }
    if let Some(output) = output {
        world.write_whole(output, found.text.as_bytes())?;
    }
    let in_sql = found.blocks.iter().flat_map(|block| block.told.iter().cloned()).collect();
    Ok(Imported { text: found.text, shares: import::share(&stands, &found.said), in_sql, otherwise, notes })
}

/// Takes out the tables in which runners keep what has run, with all that goes with them. Gives their names, as `ignore` has them.
fn take_out_records(stands: &mut Catalog) -> Vec<String> {
    let records: Vec<QualifiedName> = stands.tables.keys().filter(|name| is_record(&name.name)).cloned().collect();
    // One that others refer to is more than a record.
    let refers = |record: &&QualifiedName| {
        stands.tables.values().any(|table| table.name != **record && table.foreign_keys.values().any(|key| key.references == **record))
    };
    let records: Vec<QualifiedName> = records.iter().filter(|record| !refers(record)).cloned().collect();
    for record in &records {
        stands.tables.shift_remove(record);
        let mut gone: IndexSet<String> = IndexSet::default();
        gone.insert(ObjectPath::Table(record.clone()).to_string());
        loop {
            let owned = |definition: &Definition| definition.within.as_ref().is_some_and(|owner| gone.contains(owner));
            let owner = |definition: &Definition| {
                definition.kind == "owner of sequence" && definition.definition.starts_with(&format!("{}.", record.sql()))
            };
            let more: Vec<String> = stands
                .definitions
                .values()
                .filter(|definition| owned(definition) || owner(definition))
                .flat_map(|definition| [Some(definition.key()), definition.within.clone().filter(|_| owner(definition))])
                .flatten()
                .filter(|key| !gone.contains(key))
                .collect();
            if more.is_empty() {
                break;
            }
            gone.extend(more);
        }
        stands.definitions.retain(|key, _| !gone.contains(key));
    }
    let named = |name: &QualifiedName| if name.schema == "public" { name.name.clone() } else { format!("{}.{}", name.schema, name.name) };
    records.iter().map(named).collect()
}

/// Writes it down and tries it. Gives where it comes out otherwise.
fn attempt(
    world: &dyn World,
    reading: &ReadingChoice,
    stands: &Catalog,
    head: &Head,
    doubts: Doubts,
) -> Result<(Written, Vec<String>), Failure> {
    let written = written(stands, head, doubts)?;
    let otherwise = tried(world, reading, stands, &written.text)?;
    Ok((written, otherwise))
}

/// What was written down, and what its lines make without the blocks.
struct Written {
    text: String,
    said: Catalog,
    blocks: Vec<Block>,
}

fn written(stands: &Catalog, head: &Head, mut doubts: Doubts) -> Result<Written, Failure> {
    loop {
        let (draft, said) = lines(stands, head, &mut doubts)?;
        let rest = rest(stands, &said, &draft)?;
        let steps = rendered(&rest)?;
        let views = import::views_in_the_way(&steps, &draft.views);
        let parts = if doubts.tables_first() { import::parts_before_their_tables(&steps, &said) } else { Vec::new() };
        let left = parts.iter().filter(|part| doubts.leave_part(part)).count();
        if views.is_empty() && left == 0 {
            let blocks = import::blocks(&steps, &said);
            let text = import::write(stands, &doubts, head, &blocks).text;
            let text = syntax::format(&text).map_err(|found| ours(&found, &text))?;
            return Ok(Written { text, said, blocks });
        }
        views.iter().for_each(|view| doubts.leave(view));
    }
}

/// After the file that is written, else after the source.
fn project_name(source: &StateSource, output: Option<&Path>) -> String {
    let path = match (output, source) {
        (Some(output), _) => output.to_path_buf(),
        (None, StateSource::Requirements(path) | StateSource::Sql(path)) => path.clone(),
        // Of the URL nothing else may come into a file: it may hold a password.
        (None, StateSource::Database(url)) => PathBuf::from(database_of(url).unwrap_or_default()),
    };
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().to_lowercase()).unwrap_or_default();
    let plain: String = stem.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let plain = plain.trim_matches('_');
    if plain.starts_with(|c: char| c.is_ascii_alphabetic()) { plain.to_string() } else { "imported".to_string() }
}

/// Writes the lines, more plainly or not at all where they do not make what stands. Gives what they make.
fn lines(stands: &Catalog, head: &Head, doubts: &mut Doubts) -> Result<(Draft, Catalog), Failure> {
    loop {
        let draft = import::write(stands, doubts, head, &[]);
        match understood(&draft.text) {
            Err((errors, sources)) => {
                let wrong = errors.iter().filter_map(|error| error.span).flat_map(|span| draft.objects_at(span.start as usize).to_vec());
                let wrong: IndexSet<ObjectPath> = wrong.collect();
                let raised = wrong.iter().filter(|object| doubts.raise(object)).count();
                if raised == 0 {
                    drop(sources);
                    return Err(ours(&errors, &draft.text));
                }
            }
            Ok(analysis) => {
                let said = analysis.design.catalog;
                let otherwise: Vec<ObjectPath> =
                    import::otherwise(stands, &said, &draft).into_iter().filter(|object| doubts.can_be_plainer(object)).collect();
                if otherwise.is_empty() {
                    return Ok((draft, said));
                }
                otherwise.iter().for_each(|object| {
                    doubts.raise(object);
                });
            }
        }
    }
}

/// What the text means, or the errors in it.
fn understood(text: &str) -> Result<Analysis, (Vec<Diagnostic>, Sources)> {
    let mut sources = Sources::default();
    let file = sources.add("imported.schema", text);
    let (ast, mut diagnostics) = syntax::parse(file, &sources.file(file).text);
    let (domain, found) = resolve(std::slice::from_ref(&ast));
    diagnostics.extend(found);
    let errors = |diagnostics: Vec<Diagnostic>| diagnostics.into_iter().filter(|found| found.severity == Severity::Error).collect();
    if has_errors(&diagnostics) {
        return Err((errors(diagnostics), sources));
    }
    let (design, found) = design(&domain);
    diagnostics.extend(found);
    if has_errors(&diagnostics) {
        return Err((errors(diagnostics), sources));
    }
    Ok(Analysis { sources, domain, design, diagnostics, interpreted: Vec::new() })
}

/// The steps from what the lines and views make to what stands.
fn rest(stands: &Catalog, said: &Catalog, draft: &Draft) -> Result<Plan, Failure> {
    let mut with_views = said.clone();
    let views = stands.definitions.iter().filter(|(key, _)| draft.views.contains(*key));
    with_views.definitions.extend(views.map(|(key, definition)| (key.clone(), definition.clone())));
    with_views.definitions.sort_keys();
    let (plan, _) =
        plan(&with_views, stands, &IndexMap::default(), RemovalPolicy::Full).map_err(|found| Failure::input(found, Sources::default()))?;
    Ok(plan)
}

fn rendered(plan: &Plan) -> Result<Vec<SqlStep<'_>>, Failure> {
    let texts = render_steps(plan).map_err(|error| Failure::internal(error.to_string(), Sources::default(), Evidence::default()))?;
    Ok(plan.steps.iter().zip(texts).map(|(step, text)| SqlStep { step, sql: text.forward, undo: text.back }).collect())
}

/// Makes it all on a temporary server, and says where it differs from what stands.
fn tried(world: &dyn World, reading: &ReadingChoice, stands: &Catalog, text: &str) -> Result<Vec<String>, Failure> {
    let mut analysis = understood(text).map_err(|(errors, _)| ours(&errors, text))?;
    let server = completion::is_needed(&analysis.domain).then(|| super::stage::open_server(world, &reading.server, None)).transpose()?;
    let completed = completion::complete(server.as_ref(), &History::default(), &mut analysis, &[]);
    server.map_or(Ok(()), Server::stop)?;
    match completed {
        Ok(_) => {
            let found = differences(stands, &analysis.design.catalog);
            Ok(found.iter().map(|difference| format!("{} {}", difference.object, difference.text)).collect())
        }
        Err(Setback::Missing(missing)) => Ok(vec![missing.cause]),
        Err(Setback::Final(Failure::Refused(findings) | Failure::Input(findings))) => Ok(findings
            .diagnostics
            .iter()
            .map(|found| found.help.iter().fold(found.message.clone(), |text, help| format!("{text}; {help}")))
            .collect()),
        Err(Setback::Final(failure)) => Err(failure),
    }
}

/// A text of ours that we cannot read.
fn ours(errors: &[Diagnostic], text: &str) -> Failure {
    let mut sources = Sources::default();
    sources.add("imported.schema", text);
    let told: Vec<String> = errors.iter().take(3).map(|error| error.message.clone()).collect();
    Failure::internal(format!("the imported requirements cannot be read: {}", told.join("; ")), sources, Evidence::default())
}
