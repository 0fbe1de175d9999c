//! An outline as `.schema` text in the standard layout.
//!
//! Comes in: an [`Outline`] and the text it was read from. Goes out: a [`Draft`]. Never happens: a line that the ordinary parser refuses.

use super::outline::{Because, Field, Outline, Reference};
use super::{Draft, Known, Said};

/// The draft of an outline.
pub fn draft(text: &str, outline: &Outline, _known: &Known) -> Draft {
    let mut draft = Draft { questions: outline.questions.clone(), ..Draft::default() };
    let mut lines = Vec::new();
    if let Some(title) = &outline.title {
        lines.push(format!("project {} edition 2026\n", heck::ToSnakeCase::to_snake_case(title.as_str())));
    }
    for entity in &outline.entities {
        draft.read.extend(said(text, format!("entity {}", entity.name), &entity.because));
        lines.push(format!("entity {} {{", entity.name));
        for field in &entity.fields {
            draft.read.extend(said(text, format!("{}.{}", entity.name, field.name), &field.because));
            lines.push(field_line(field));
        }
        for reference in &entity.references {
            draft.read.extend(said(text, format!("{} -> {}", entity.name, reference.to), &reference.because));
            lines.push(reference_line(reference));
        }
        for link in outline.links.iter().filter(|link| link.from == entity.name) {
            draft.read.extend(said(text, format!("{} <-> {}", link.from, link.to), &link.because));
            lines.push(format!("{} <-> {}", link.name, link.to));
        }
        for unique in &entity.unique {
            lines.push(format!("unique ({})", unique.join(", ")));
        }
        if let Some(seed) = entity.seed {
            lines.push(format!("seed {seed}"));
        }
        lines.push("}\n".to_string());
    }
    let schema = lines.join("\n");
    draft.schema = crate::syntax::format(&schema).unwrap_or(schema);
    draft
}

fn field_line(field: &Field) -> String {
    let optional = if field.optional { "?" } else { "" };
    let unique = if field.unique { " unique" } else { "" };
    let default = field.default.as_ref().map(|value| format!(" = {value}")).unwrap_or_default();
    format!("{} {}{optional}{unique}{default}", field.name, field.kind)
}

fn reference_line(reference: &Reference) -> String {
    let optional = if reference.optional { "?" } else { "" };
    let unique = if reference.unique { " unique" } else { "" };
    let on_delete = reference.on_delete.as_ref().map(|action| format!(" on delete {action}")).unwrap_or_default();
    format!("{} -> {}{optional}{unique}{on_delete}", reference.name, reference.to)
}

fn said(text: &str, what: String, because: &Because) -> Option<Said> {
    match because {
        Because::Said(range) => {
            let words = text.get(range.clone()).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
            Some(Said { what, words })
        }
        Because::Assumed(_) => None,
    }
}
