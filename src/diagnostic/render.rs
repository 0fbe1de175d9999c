//! Findings as text for a terminal, and as data for a machine.
//!
//! Comes in: diagnostics and the sources that they point into. Goes out: drawn text in the order of the files, or
//! [`DiagnosticData`] with lines and columns. Never happens: a panic on a span that lies outside its file, a line of the
//! drawing longer than a screen because a source line is, a control character of the source on the terminal.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet, normalize_untrusted_str};
use serde::Serialize;

use super::excerpt::Excerpt;
use super::{Diagnostic, Severity};
use crate::source::{Sources, Span};

/// Related places this near to the first are drawn in one picture with it.
const NEAR_LINES: usize = 8;

/// Draws all findings, each one once, and a last line that counts them. Empty when there are none.
pub fn render(diagnostics: &[Diagnostic], sources: &Sources, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Unicode).term_width(SCREEN_WIDTH);
    let mut text = String::new();
    let sorted = in_order(diagnostics);
    for diagnostic in &sorted {
        for line in draw(&renderer, diagnostic, sources).lines() {
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text.push('\n');
    }
    if !sorted.is_empty() {
        text.push_str(&summary(diagnostics));
        text.push('\n');
    }
    text
}

pub(super) const SCREEN_WIDTH: usize = 140;

/// `3 errors, 1 warning`; empty when there is nothing to count.
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let sorted = in_order(diagnostics);
    let counts = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Question, "question", "questions"),
        (Severity::Advice, "piece of advice", "pieces of advice"),
    ];
    let words = counts.iter().filter_map(|(severity, one, many)| {
        let count = sorted.iter().filter(|diagnostic| diagnostic.severity == *severity).count();
        (count > 0).then(|| format!("{count} {}", if count == 1 { one } else { many }))
    });
    words.collect::<Vec<_>>().join(", ")
}

/// By file and place, then code; those without a place come last. What is said twice is kept once.
pub fn in_order(diagnostics: &[Diagnostic]) -> Vec<&Diagnostic> {
    let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
    sorted.sort_by_key(|diagnostic| {
        let place = diagnostic.span.map(|span| (span.file, span.start, span.end));
        (place.is_none(), place, diagnostic.code, &diagnostic.message)
    });
    let mut kept: Vec<&Diagnostic> = Vec::with_capacity(sorted.len());
    for diagnostic in sorted {
        // Equal ones need not be neighbours (a label may differ between them), but they share a place and a code.
        let seen = kept.iter().rev().take_while(|before| before.span == diagnostic.span && before.code == diagnostic.code);
        if !seen.into_iter().any(|before| before == &diagnostic) {
            kept.push(diagnostic);
        }
    }
    kept
}

/// One finding, drawn.
fn draw(renderer: &Renderer, diagnostic: &Diagnostic, sources: &Sources) -> String {
    let pictures = pictures(diagnostic, sources);
    let mut text = renderer.render(&[group(diagnostic, &pictures, sources)]);
    for (index, marks) in pictures.iter().enumerate() {
        text = put_place(&text, &place_holder(index), &sources.place(marks[0].span));
    }
    text
}

/// annotate-snippets counts the columns of the excerpt; people need those of the file. So it gets this for a path, and
/// what it makes of it (the path, a line and a column) is replaced by the true place.
fn place_holder(index: usize) -> String {
    format!("\u{e000}{index}\u{e000}")
}

fn put_place(text: &str, place_holder: &str, place: &str) -> String {
    let Some((before, after)) = text.split_once(place_holder) else { return text.to_string() };
    let after = after.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit());
    format!("{before}{}{after}", normalize_untrusted_str(place))
}

fn group<'a>(diagnostic: &'a Diagnostic, pictures: &[Vec<Mark<'a>>], sources: &'a Sources) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Question => Level::INFO.with_name("question"),
        Severity::Advice => Level::NOTE.with_name("advice"),
    };
    let mut group = Group::with_title(level.primary_title(diagnostic.message.as_str()).id(diagnostic.code));
    for (index, marks) in pictures.iter().enumerate() {
        group = group.element(picture(marks, sources).path(place_holder(index)));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(normalize_untrusted_str(help)));
    }
    group
}

/// One place to draw, first or related.
struct Mark<'a> {
    span: Span,
    text: &'a str,
    kind: AnnotationKind,
}

/// The first place with what is near it, then one picture for each place far from it.
fn pictures<'a>(diagnostic: &'a Diagnostic, sources: &Sources) -> Vec<Vec<Mark<'a>>> {
    let mut marks = Vec::new();
    if let Some(span) = diagnostic.span {
        marks.push(Mark { span, text: &diagnostic.label, kind: AnnotationKind::Primary });
    }
    marks.extend(diagnostic.related.iter().map(|label| Mark { span: label.span, text: &label.text, kind: AnnotationKind::Context }));
    let mut groups: Vec<Vec<Mark<'a>>> = Vec::new();
    for mark in marks.into_iter().filter(|mark| sources.get(mark.span.file).is_some()) {
        let near = |first: &Mark| {
            let lines = |mark: &Mark| sources.line_column(mark.span).line;
            first.span.file == mark.span.file && lines(first).abs_diff(lines(&mark)) <= NEAR_LINES
        };
        match groups.iter_mut().find(|group| near(&group[0])) {
            Some(group) => group.push(mark),
            None => groups.push(vec![mark]),
        }
    }
    groups
}

fn picture<'a>(marks: &[Mark<'a>], sources: &'a Sources) -> Snippet<'a, Annotation<'a>> {
    let file = sources.file(marks[0].span.file);
    let spans: Vec<Span> = marks.iter().map(|mark| mark.span).collect();
    let excerpt = Excerpt::of(&file.text, &spans);
    let annotations = marks.iter().zip(&excerpt.ranges).map(|(mark, range)| {
        let label = (!mark.text.is_empty()).then(|| normalize_untrusted_str(mark.text));
        mark.kind.span(range.clone()).label(label)
    });
    let annotations: Vec<Annotation<'a>> = annotations.collect();
    Snippet::source(excerpt.text).line_start(excerpt.first_line).fold(true).annotations(annotations)
}

/// A finding as data: spans are lines and columns, both from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DiagnosticData {
    pub code: &'static str,
    pub severity: Severity,
    pub message: String,
    pub place: Option<PlaceData>,
    pub label: String,
    pub related: Vec<RelatedData>,
    pub help: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RelatedData {
    pub place: PlaceData,
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlaceData {
    pub file: String,
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

/// The same findings in the same order as [`render`].
pub fn data(diagnostics: &[Diagnostic], sources: &Sources) -> Vec<DiagnosticData> {
    let one = |diagnostic: &Diagnostic| DiagnosticData {
        code: diagnostic.code,
        severity: diagnostic.severity,
        message: diagnostic.message.clone(),
        place: diagnostic.span.and_then(|span| place(span, sources)),
        label: diagnostic.label.clone(),
        related: diagnostic
            .related
            .iter()
            .filter_map(|label| Some(RelatedData { place: place(label.span, sources)?, text: label.text.clone() }))
            .collect(),
        help: diagnostic.help.clone(),
    };
    in_order(diagnostics).into_iter().map(one).collect()
}

fn place(span: Span, sources: &Sources) -> Option<PlaceData> {
    let file = sources.get(span.file)?;
    let start = sources.line_column(span);
    let end = sources.line_column(Span { start: span.end.max(span.start), ..span });
    Some(PlaceData { file: file.path.clone(), line: start.line, column: start.column, end_line: end.line, end_column: end.column })
}
