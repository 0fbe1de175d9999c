//! What holds for every text that is given to Groundplan as requirements, whether they make sense or not.
//!
//! Comes in: any text. Goes out: how far it came; or a panic that says which property does not hold. Never happens: PostgreSQL, a file.

#![allow(dead_code, reason = "each test takes what it needs")]

use groundplan::catalog::Catalog;
use groundplan::check::check;
use groundplan::design::{Design, design};
use groundplan::diagnostic::{Diagnostic, has_errors, render};
use groundplan::domain::{Domain, resolve};
use groundplan::plan::{Plan, RemovalPolicy, plan};
use groundplan::render::{RenderContext, SqlFile, render_migration, render_seed};
use groundplan::seed::{SeedOptions, seed};
use groundplan::source::{FileId, Sources, Span};
use groundplan::syntax::ast::Ast;
use groundplan::syntax::{format, parse};

/// How far a text came before it had a mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reached {
    /// It cannot be read.
    Nothing,
    Syntax,
    Domain,
    Design,
}

/// The requirements of a text that has no mistake, ready to become files.
pub struct Designed {
    pub domain: Domain,
    pub design: Design,
    pub sources: Sources,
}

/// Reads and formats a text, resolves and designs what it says, and draws all that there is to say about it.
pub fn holds_for(text: &str) -> (Reached, Option<Designed>) {
    holds_for_syntax(text);
    let mut sources = Sources::default();
    let file = sources.add("some/path.schema", text);
    let (ast, found) = parse(file, &sources.file(file).text);
    let readable = !has_errors(&found);
    holds_for_diagnostics(&found, &sources);
    // `check` resolves what could be read, so that all mistakes are told at once.
    let (domain, found) = resolve(&[ast]);
    holds_for_diagnostics(&found, &sources);
    if !readable || has_errors(&found) {
        return (if readable { Reached::Syntax } else { Reached::Nothing }, None);
    }
    let (design, found) = design(&domain);
    holds_for_diagnostics(&found, &sources);
    if has_errors(&found) {
        return (Reached::Domain, None);
    }
    (Reached::Design, Some(Designed { domain, design, sources }))
}

/// Reading: every place is one. Formatting: a second time changes nothing, the meaning stays, nothing written is lost.
pub fn holds_for_syntax(text: &str) {
    for diagnostic in parse(FileId(0), text).1 {
        assert!(diagnostic.span.is_some(), "a mistake without a place: {diagnostic:?}");
        assert!(diagnostic.help.is_some(), "a mistake without help: {diagnostic:?}");
        holds_for_places(&diagnostic, |_| Some(text));
    }
    // Line ends and a byte order mark are no part of the meaning.
    let text = &unified(text);
    let (ast, found) = parse(FileId(0), text);
    let Ok(once) = format(text) else {
        assert!(has_errors(&found), "what can be read is not formatted");
        return;
    };
    assert!(!has_errors(&found), "what cannot be read is formatted");
    let twice = format(&once).map_err(|found| format!("the formatted text has mistakes: {found:?}\n{once}"));
    assert_eq!(twice.as_deref(), Ok(once.as_str()), "formatting is not idempotent");
    assert_eq!(meaning(&parse(FileId(0), &once).0), meaning(&ast), "formatting changes the meaning, to\n{once}");
    let (before, after) = (signs(text), signs(&once));
    let gone: Vec<_> = before.iter().filter(|sign| !after.contains(sign)).collect();
    let come: Vec<_> = after.iter().filter(|sign| !before.contains(sign)).collect();
    assert!(gone.is_empty() && come.is_empty(), "{gone:?} became {come:?} in\n{once}");
    assert_eq!(once.matches("//").count(), text.matches("//").count(), "a comment is lost in\n{once}");
    let (before, after) = (comments(text), comments(&once));
    let told = before.len().min(after.len());
    assert_eq!(after[..told], before[..told], "a comment is lost or changed in\n{once}");
}

fn unified(text: &str) -> String {
    text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n")
}

/// A tree as text without its spans.
pub fn meaning(ast: &Ast) -> String {
    let debug = format!("{ast:?}");
    let mut result = String::with_capacity(debug.len());
    let mut rest = debug.as_str();
    // A string of the tree is printed with its quotes escaped, so that this text can only be a span.
    while let Some(at) = rest.find("Span { file: FileId(0), start: ") {
        result.push_str(&rest[..at]);
        result.push('_');
        rest = rest[at..].split_once('}').map_or("", |(_, after)| after);
    }
    result + rest
}

/// How often each sign is written. Formatting moves them, and adds or takes blanks, line breaks and `;` alone.
fn signs(text: &str) -> Vec<(char, usize)> {
    let mut signs: Vec<char> = text.chars().filter(|sign| !matches!(sign, ' ' | '\t' | '\n' | ';')).collect();
    signs.sort_unstable();
    signs.chunk_by(|one, other| one == other).map(|same| (same[0], same.len())).collect()
}

/// The comments and docs in their order, up to the first line that cannot be told without reading the language.
fn comments(text: &str) -> Vec<String> {
    let mut comments = Vec::new();
    for line in text.split('\n') {
        let Some(bare) = without_quoted(line) else { break };
        let (code, comment) = bare.split_once("//").map_or((bare.as_str(), None), |(code, comment)| (code, Some(comment)));
        let is_open = |open: char, close: char| code.matches(open).count() != code.matches(close).count();
        if is_open('(', ')') || is_open('[', ']') || ["matches", "--", "/*", "$"].iter().any(|sign| code.contains(sign)) {
            break;
        }
        comments.extend(comment.map(|comment| comment.trim_end().to_string()));
    }
    comments
}

/// A line without what stands in quotes, as long as each ends on it. A comment may hold one quote, so it is read up to there.
fn without_quoted(line: &str) -> Option<String> {
    let mut bare = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(['"', '\'', '`']) {
        bare.push_str(&rest[..at]);
        if bare.contains("//") {
            return Some(bare);
        }
        let (quote, after) = rest[at..].split_at(1);
        let (inside, after) = after.split_once(quote)?;
        if inside.contains('\\') {
            return None;
        }
        rest = after;
    }
    Some(bare + rest)
}

/// Each place lies in its text and cuts no character, and the drawings of all come about.
pub fn holds_for_diagnostics(found: &[Diagnostic], sources: &Sources) {
    for diagnostic in found {
        holds_for_places(diagnostic, |file| sources.get(file).map(|file| file.text.as_str()));
    }
    let plain = render::render(found, sources, false);
    assert_eq!(plain.is_empty(), found.is_empty(), "mistakes are drawn, and nothing else");
    let control = plain.chars().find(|sign| sign.is_control() && *sign != '\n');
    assert_eq!(control, None, "a drawing holds a control character:\n{plain:?}");
    render::render(found, sources, true);
    assert_eq!(render::data(found, sources).len(), render::in_order(found).len());
}

fn holds_for_places<'t>(diagnostic: &Diagnostic, text_of: impl Fn(FileId) -> Option<&'t str>) {
    let places = diagnostic.span.into_iter().chain(diagnostic.related.iter().map(|label| label.span));
    for Span { file, start, end } in places {
        let text = text_of(file).unwrap_or_else(|| panic!("a place in a file that is not there: {diagnostic:?}"));
        assert!(text.get(start as usize..end as usize).is_some(), "a place outside of the text or inside a character: {diagnostic:?}");
    }
}

/// Requirements without a mistake become a migration and a seed whose every statement sqlparser reads.
pub fn holds_for_files(designed: &Designed) {
    let planned = plan(&Catalog::default(), &designed.design.catalog, &designed.design.origins, RemovalPolicy::Declared);
    let (plan, found) = planned.unwrap_or_else(|found| panic!("a first migration is refused: {found:?}"));
    holds_for_diagnostics(&found, &designed.sources);
    let context = context(&plan, &designed.domain);
    holds_for_migration(&plan, &context);
    let (seed_plan, found) = seed(&plan.expected, &designed.design.population, &SeedOptions::default());
    holds_for_diagnostics(&found, &designed.sources);
    if !has_errors(&found) && !seed_plan.is_empty() {
        let file = render_seed(&seed_plan, &context).unwrap_or_else(|error| panic!("the seed is not rendered: {error}"));
        holds_for_file(&file);
    }
}

/// From what other requirements have made to what these ask for: refused with reasons, or a migration whose every statement sqlparser reads.
pub fn holds_for_change(current: &Catalog, designed: &Designed) {
    match plan(current, &designed.design.catalog, &designed.design.origins, RemovalPolicy::Declared) {
        Ok((plan, found)) => {
            holds_for_diagnostics(&found, &designed.sources);
            holds_for_migration(&plan, &context(&plan, &designed.domain));
        }
        Err(found) => {
            assert!(has_errors(&found), "a change is refused without a reason");
            holds_for_diagnostics(&found, &designed.sources);
        }
    }
}

fn context(plan: &Plan, domain: &Domain) -> RenderContext {
    RenderContext {
        stamp: "20260101000000".to_string(),
        version: "20260101000000".to_string(),
        layout: groundplan::convention::Layout::plain(),
        name: groundplan::plan::suggested_name(plan, &domain.project),
        title: domain.title.clone().unwrap_or_else(|| domain.project.clone()),
        requirements: vec!["some/path.schema".to_string()],
        edition: domain.settings.edition.to_string(),
        verified: false,
        catalog: plan.expected.clone(),
        marks: Vec::new(),
        written: Default::default(),
    }
}

fn holds_for_migration(plan: &Plan, context: &RenderContext) {
    if !plan.is_empty() {
        let file = render_migration(plan, context).unwrap_or_else(|error| panic!("the migration is not rendered: {error}"));
        holds_for_file(&file);
    }
}

fn holds_for_file(file: &SqlFile) {
    for statement in &file.statements {
        assert!(file.text.get(statement.range.clone()).is_some(), "a statement outside of its file");
    }
    let refused = check(file).refused;
    assert!(refused.is_empty(), "{} in:\n{}", refused[0], refused[0].statement);
}
