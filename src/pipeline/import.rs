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
use super::state::{ReadingChoice, StateSource, read_state};
use crate::catalog::{Catalog, ObjectPath, differences};
use crate::design::design;
use crate::diagnostic::{Diagnostic, Severity, has_errors};
use crate::domain::resolve;
use crate::history::History;
use crate::import::{self, Block, Doubts, Draft, Share, SqlStep};
use crate::plan::{Plan, RemovalPolicy, plan};
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
    pub in_sql: Vec<ObjectPath>,
    /// What came out otherwise when PostgreSQL tried the text; empty when it means what stands.
    pub otherwise: Vec<String>,
}

/// Writes the requirements to `output`, which must not stand yet; without one, only gives them.
pub fn import(world: &dyn World, source: &StateSource, output: Option<&Path>, reading: &ReadingChoice) -> Result<Imported, Failure> {
    if let Some(output) = output.filter(|output| world.exists(output)) {
        let help = "name another file, or move that one away: what a person has written is not overwritten";
        return Err(Failure::usage(&format!("{} stands already", output.display()), help));
    }
    let project = &project_name(source, output);
    let mut stands = read_state(world, reading, source)?.catalog;
    stands.sort();
    let plainly = written(&stands, project, Doubts::default())?;
    let otherwise = tried(world, reading, &stands, &plainly.text)?;
    let (found, otherwise) = if otherwise.is_empty() {
        (plainly, otherwise)
    } else {
        let with_casts = written(&stands, project, Doubts::with_casts())?;
        let otherwise = tried(world, reading, &stands, &with_casts.text)?;
        (with_casts, otherwise)
    };
    if let Some(output) = output {
        world.write_whole(output, found.text.as_bytes())?;
    }
    let in_sql = found.blocks.iter().flat_map(|block| block.told.iter().cloned()).collect();
    Ok(Imported { text: found.text, shares: import::share(&stands, &found.said), in_sql, otherwise })
}

/// What was written down, and what its lines make without the blocks.
struct Written {
    text: String,
    said: Catalog,
    blocks: Vec<Block>,
}

fn written(stands: &Catalog, project: &str, mut doubts: Doubts) -> Result<Written, Failure> {
    loop {
        let (draft, said) = lines(stands, project, &mut doubts)?;
        let rest = rest(stands, &said, &draft)?;
        let steps = rendered(&rest)?;
        let views = import::views_in_the_way(&steps, &draft.views);
        if views.is_empty() {
            let blocks = import::blocks(&steps, &said);
            let text = import::write(stands, &doubts, project, &blocks).text;
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
        (None, StateSource::Database(url)) => PathBuf::from(url.split(['?', '#']).next().unwrap_or_default()),
    };
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().to_lowercase()).unwrap_or_default();
    let plain: String = stem.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let plain = plain.trim_matches('_');
    if plain.starts_with(|c: char| c.is_ascii_alphabetic()) { plain.to_string() } else { "imported".to_string() }
}

/// Writes the lines, more plainly or not at all where they do not make what stands. Gives what they make.
fn lines(stands: &Catalog, project: &str, doubts: &mut Doubts) -> Result<(Draft, Catalog), Failure> {
    loop {
        let draft = import::write(stands, doubts, project, &[]);
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
    Ok(Analysis { sources, domain, design, diagnostics })
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
    let server = super::stage::open_server(world, &reading.server, None)?;
    let completed = completion::complete(Some(&server), &History::default(), &mut analysis, &[]);
    server.stop()?;
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
