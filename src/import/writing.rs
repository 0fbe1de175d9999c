//! The whole text: settings, extensions, what must stand before, enums, entities, views, and the rest.
//!
//! Comes in: the catalog, the doubts, the blocks of what no line can say. Goes out: a [`Draft`]. Never happens: a layout of its own (the
//! formatter makes that).

use crate::ordered::{IndexMap, IndexSet};

use super::blocks::Block;
use super::entity::{self, Form};
use super::names::{self, Names, written};
use super::style::Style;
use super::{Doubts, view};
use crate::catalog::{Catalog, ObjectPath, QualifiedName};
use crate::syntax::print::quoted;

/// The text, and which objects each of its lines says.
#[derive(Debug, Default)]
pub struct Draft {
    pub text: String,
    lines: Vec<Vec<ObjectPath>>,
    pub style: Option<Style>,
    /// Views that are said, by their keys in the catalog.
    pub views: IndexSet<String>,
}

impl Draft {
    /// What the line says that holds this offset.
    pub fn objects_at(&self, offset: usize) -> &[ObjectPath] {
        let line = self.text.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count();
        self.lines.get(line).map_or(&[], Vec::as_slice)
    }

    /// All that is said, in the order of the lines.
    pub fn objects(&self) -> impl Iterator<Item = &ObjectPath> {
        self.lines.iter().flatten()
    }

    pub(super) fn line(&mut self, text: &str, objects: Vec<ObjectPath>) {
        for part in text.split('\n') {
            self.text.push_str(part);
            self.text.push('\n');
            self.lines.push(objects.clone());
        }
    }

    pub(super) fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("{\n") && !self.text.ends_with("\n\n") {
            self.line("", Vec::new());
        }
    }

    /// A comment of the database as documentation, where that keeps it as it is.
    pub(super) fn doc(&mut self, comment: Option<&String>) {
        if let Some(comment) = comment.filter(|comment| can_document(comment)) {
            for line in comment.split('\n') {
                self.line(format!("/// {line}").trim_end(), Vec::new());
            }
        }
    }
}

/// Whether documentation keeps the text: it drops blanks at the ends of lines.
pub(super) fn can_document(comment: &str) -> bool {
    !comment.is_empty()
        && !comment.contains(['\r', '\0'])
        && comment.split('\n').all(|line| line.trim() == line)
        && comment.trim() == comment
}

/// Everything that one run of writing looks at.
pub(super) struct Context<'a> {
    pub catalog: &'a Catalog,
    pub doubts: &'a Doubts,
    pub names: Names,
    pub style: Style,
    /// The enums, as SQL names them.
    pub enums: Vec<String>,
    pub forms: IndexMap<&'a QualifiedName, Form<'a>>,
}

/// The name of the project, and what stands in it without being a requirement.
#[derive(Debug, Clone, Default)]
pub struct Head {
    pub project: String,
    /// Tables of others, as `ignore` names them.
    pub ignored: Vec<String>,
}

/// Writes the catalog down. `blocks` is what no line says.
pub fn write(catalog: &Catalog, doubts: &Doubts, head: &Head, blocks: &[Block]) -> Draft {
    let Head { project, ignored } = head;
    let style = Style::of(catalog);
    let mut context = Context {
        catalog,
        doubts,
        names: Names::of(catalog, style.tables),
        style,
        enums: catalog.enums.keys().map(|name| name.sql().to_string()).collect(),
        forms: IndexMap::default(),
    };
    context.forms = catalog.tables.values().filter_map(|table| Some((&table.name, Form::of(table, &context)?))).collect();
    let mut draft = Draft { style: Some(style), ..Draft::default() };
    draft.line(&format!("project {} edition 2026", written(project)), Vec::new());
    let settings = style.lines();
    if !settings.is_empty() {
        draft.blank();
        draft.line("settings {", Vec::new());
        settings.iter().for_each(|setting| draft.line(setting, Vec::new()));
        draft.line("}", Vec::new());
    }
    extensions(&context, &mut draft);
    if !ignored.is_empty() {
        draft.blank();
        draft.line(&format!("ignore {}", ignored.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ")), Vec::new());
    }
    let order = entity::order(&context);
    let first = order.first().and_then(|name| context.names.reference(name, "public"));
    for block in blocks.iter().filter(|block| block.before) {
        draft.blank();
        let place = first.as_ref().map_or_else(String::new, |entity| format!(" before {entity}"));
        draft.line(&block.text(&place), Vec::new());
    }
    items(&context, &order, "public", &mut draft);
    for (schema, held) in catalog.schemas.iter().filter(|(schema, _)| *schema != "public" && names::is_namespace(schema)) {
        let object = ObjectPath::Schema(schema.clone());
        if doubts.of(&object) > 0 {
            continue;
        }
        draft.blank();
        draft.doc(held.comment.as_ref());
        draft.line(&format!("namespace {} {{", written(schema)), vec![object]);
        items(&context, &order, schema, &mut draft);
        draft.line("}", Vec::new());
    }
    for block in blocks.iter().filter(|block| !block.before) {
        draft.blank();
        draft.line(&block.text(""), Vec::new());
    }
    draft
}

fn extensions(context: &Context, draft: &mut Draft) {
    let mut first = true;
    for (name, extension) in &context.catalog.extensions {
        let object = ObjectPath::Extension(name.clone());
        if extension.schema != "public" || context.doubts.of(&object) > 0 {
            continue;
        }
        if std::mem::take(&mut first) {
            draft.blank();
        }
        let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        let name = if plain { written(name) } else { quoted(name) };
        draft.line(&format!("extension {name}"), vec![object]);
    }
}

/// Enums, entities and views of one schema.
fn items(context: &Context, order: &[&QualifiedName], schema: &str, draft: &mut Draft) {
    for (name, held) in context.catalog.enums.iter().filter(|(name, _)| name.schema == schema) {
        let object = ObjectPath::Enum(name.clone());
        if context.doubts.of(&object) > 0 {
            continue;
        }
        let chosen = &context.names.enums[name];
        let follows = crate::domain::naming::column_name(chosen) == name.name;
        let type_name = if follows { String::new() } else { format!(" {}", quoted(&name.name)) };
        draft.blank();
        draft.doc(held.comment.as_ref());
        draft.line(&format!("enum {}{type_name} {{", written(chosen)), vec![object.clone()]);
        for value in &held.values {
            let plain =
                value.starts_with(|c: char| c.is_ascii_alphabetic()) && value.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
            let word = plain && !crate::syntax::words::needs_back_quotes(value);
            draft.line(&if word { value.clone() } else { quoted(value) }, vec![object.clone()]);
        }
        draft.line("}", vec![object]);
    }
    for name in order.iter().filter(|name| name.schema == schema) {
        entity::write(context, name, draft);
    }
    view::write(context, schema, draft);
}
