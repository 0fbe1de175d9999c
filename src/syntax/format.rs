//! The standard layout of a requirement file.
//!
//! Comes in: a text without mistakes. Goes out: the same requirements with two blanks of indentation, aligned columns, and
//! every comment and doc at its place. Never happens: a changed meaning (the result reads as the same tree), a lost comment, a
//! second layout for the result (formatting is idempotent).
//!
//! The skeleton gives the order of lines, comments and blank lines, the tree gives what the lines say.

use crate::diagnostic::{Diagnostic, has_errors};
use crate::source::FileId;
use crate::syntax::ast::*;
use crate::syntax::print::{Columns, Printer};
use crate::syntax::skeleton::{Block, Entry, Line};

/// A block stays on one line only if the line has at most this many characters.
const LINE_WIDTH: usize = 100;
/// A wider name or type does not push its neighbours' columns to the right.
const COLUMN_WIDTH: usize = 28;

/// The text in the standard layout, or what is wrong with it.
pub fn format(text: &str) -> Result<String, Vec<Diagnostic>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let (ast, entries, diagnostics) = super::parse_with_skeleton(FileId(0), &text);
    if has_errors(&diagnostics) {
        return Err(diagnostics);
    }
    let layout = Layout { text: &text, printer: Printer { source: Some(&text) } };
    let mut output = Output::default();
    layout.entries(&entries, Nodes::Items(&ast.items), 0, &mut output);
    Ok(output.finish())
}

/// What the lines of one block say, in their order.
#[derive(Clone, Copy)]
enum Nodes<'a> {
    Items(&'a [Item]),
    Settings(&'a [Setting]),
    Values(&'a [EnumValue]),
    Members(&'a [Member]),
    Rows(&'a [Row]),
    Fixed(&'a [FixedField]),
}

/// A line of the result; the comment behind it is aligned with those of its neighbours.
struct Written {
    text: String,
    comment: Option<String>,
}

#[derive(std::default::Default)]
struct Output {
    lines: Vec<Written>,
}

impl Output {
    fn push(&mut self, text: String) {
        self.lines.push(Written { text, comment: None });
    }

    fn blank(&mut self) {
        if self.lines.last().is_some_and(|line| !line.text.is_empty()) {
            self.push(String::new());
        }
    }

    /// Puts the comment behind the last line, or on its own where that has one already.
    fn comment_behind(&mut self, comment: &str, indentation: usize) {
        match self.lines.last_mut() {
            Some(line) if line.comment.is_none() && !line.text.is_empty() && !line.text.trim_start().starts_with("//") => {
                line.comment = Some(comment.to_string());
            }
            _ => self.push(format!("{}{comment}", " ".repeat(indentation))),
        }
    }

    fn finish(self) -> String {
        let mut text = String::new();
        let mut index = 0;
        while index < self.lines.len() {
            let run = self.lines[index..].iter().take_while(|line| line.comment.is_some()).count();
            let width = self.lines[index..index + run].iter().map(|line| last_line_width(&line.text)).max().unwrap_or(0);
            for line in &self.lines[index..index + run.max(1)] {
                text.push_str(&line.text);
                if let Some(comment) = &line.comment {
                    text.push_str(&" ".repeat(width - last_line_width(&line.text) + 2));
                    text.push_str(comment);
                }
                text.push('\n');
            }
            index += run.max(1);
        }
        text
    }
}

fn last_line_width(text: &str) -> usize {
    width(text.rsplit('\n').next().unwrap_or(""))
}

fn width(text: &str) -> usize {
    text.chars().count()
}

struct Layout<'t> {
    text: &'t str,
    printer: Printer<'t>,
}

impl Layout<'_> {
    fn entries(&self, entries: &[Entry], nodes: Nodes, indentation: usize, output: &mut Output) {
        let widths = self.column_widths(entries, nodes);
        let blanks = " ".repeat(indentation);
        let mut index = 0;
        for entry in entries {
            match entry {
                Entry::Doc(comment) | Entry::Comment(comment) => {
                    if comment.blank_before {
                        output.blank();
                    }
                    let written = &self.text[comment.range.clone()];
                    if comment.same_line && matches!(entry, Entry::Comment(_)) {
                        output.comment_behind(written, indentation);
                    } else {
                        output.push(format!("{blanks}{written}"));
                    }
                }
                Entry::Line(line) => {
                    if line.blank_before {
                        output.blank();
                    }
                    self.line(line, nodes, &mut index, &widths, indentation, output);
                }
            }
        }
    }

    fn line(&self, line: &Line, nodes: Nodes, index: &mut usize, widths: &[usize], indentation: usize, output: &mut Output) {
        let (columns, inner) = self.columns(line, nodes, index);
        let blanks = " ".repeat(indentation);
        let head = format!("{blanks}{}", aligned(&columns, widths));
        let (Some(block), Some(inner)) = (&line.block, inner) else {
            output.push(head);
            return;
        };
        if let Some(one_line) = self.on_one_line(block, inner) {
            let whole = format!("{head} {one_line}");
            if last_line_width(&whole) <= LINE_WIDTH {
                output.push(whole);
                return;
            }
        }
        output.push(format!("{head} {{"));
        match inner {
            // What was on one line and is too long for it gets a line for each.
            Nodes::Values(values) if self.is_one_line(block) => {
                for value in values {
                    output.push(format!("{blanks}  {}", self.printer.enum_value(value)));
                }
            }
            Nodes::Rows(rows) if self.is_one_line(block) => {
                for row in rows {
                    output.push(format!("{blanks}  {}", self.printer.row(row)));
                }
            }
            _ => self.entries(&block.entries, inner, indentation + 2, output),
        }
        output.push(format!("{blanks}}}"));
    }

    /// The block was written on one line, and nothing in it needs a line of its own.
    fn is_one_line(&self, block: &Block) -> bool {
        !self.text[block.open..block.end].contains('\n')
            && block.entries.iter().all(|entry| matches!(entry, Entry::Line(line) if !line.comment_inside))
    }

    fn on_one_line(&self, block: &Block, nodes: Nodes) -> Option<String> {
        if block.entries.is_empty() {
            return Some("{}".to_string());
        }
        if !self.is_one_line(block) {
            return None;
        }
        let mut index = 0;
        let mut parts = Vec::new();
        for entry in &block.entries {
            let Entry::Line(line) = entry else { return None };
            let (columns, inner) = self.columns(line, nodes, &mut index);
            let mut part = aligned(&columns, &[]);
            if let (Some(block), Some(inner)) = (&line.block, inner) {
                part = format!("{part} {}", self.on_one_line(block, inner)?);
            }
            parts.push(part);
        }
        // What is removed stands on a line of its own, and a value of that name must not begin to remove another.
        let removes = |values: &[EnumValue]| values.iter().any(|value| value.removed || value.name.text == "removed");
        let side_by_side = matches!(nodes, Nodes::Values(values) if !removes(values)) || matches!(nodes, Nodes::Rows(_));
        Some(format!("{{ {} }}", parts.join(if side_by_side { " " } else { "; " })))
    }

    /// A line's columns and the nodes of its block. `index` counts the nodes that are written.
    fn columns<'a>(&self, line: &Line, nodes: Nodes<'a>, index: &mut usize) -> (Columns, Option<Nodes<'a>>) {
        let at = *index;
        let printer = &self.printer;
        let (columns, inner) = match nodes {
            Nodes::Items(items) => match items.get(at) {
                Some(item) => (vec![printer.item_head(item)], nodes_of_item(item)),
                None => (Vec::new(), None),
            },
            Nodes::Members(members) => match members.get(at) {
                Some(member) => (printer.member_head(member), nodes_of_member(member)),
                None => (Vec::new(), None),
            },
            Nodes::Settings(entries) => (entries.get(at).map(|entry| printer.setting(entry)).unwrap_or_default(), None),
            Nodes::Fixed(fixed) => (fixed.get(at).map(|fixed| vec![printer.fixed(fixed)]).unwrap_or_default(), None),
            Nodes::Values(values) => {
                let here = values[at..].iter().take_while(|value| (value.name.span.start as usize) < line.head.end);
                let names: Vec<String> = here.map(|value| printer.enum_value(value)).collect();
                *index += names.len();
                (vec![names.join(" ")], None)
            }
            Nodes::Rows(rows) => {
                let here = rows[at..].iter().take_while(|row| (row.span.start as usize) < line.head.end);
                let rows: Vec<String> = here.map(|row| printer.row(row)).collect();
                *index += rows.len();
                (vec![rows.join(" ")], None)
            }
        };
        if !matches!(nodes, Nodes::Values(_) | Nodes::Rows(_)) {
            *index += 1;
        }
        let written = &self.text[line.head.clone()];
        // The lines of a free text are all inside its quotes, where nothing is laid out.
        let is_intent = matches!(nodes, Nodes::Items(items) if matches!(items.get(at), Some(Item::Intent(_))));
        let has_own_lines = columns.len() == 1 && written.contains('\n') && !is_intent;
        // Comments inside brackets, and a list that its author broke into lines, stay as they are.
        if line.comment_inside || has_own_lines || columns.is_empty() {
            return (vec![written.to_string()], inner);
        }
        (columns, inner)
    }

    /// How wide the columns of a block's lines are, the last one excepted.
    fn column_widths(&self, entries: &[Entry], nodes: Nodes) -> Vec<usize> {
        if !matches!(nodes, Nodes::Members(_) | Nodes::Settings(_)) {
            return Vec::new();
        }
        let mut widths = vec![0, 0];
        let mut index = 0;
        for entry in entries {
            let Entry::Line(line) = entry else { continue };
            let (columns, _) = self.columns(line, nodes, &mut index);
            if let [name, _, ..] = columns.as_slice() {
                widths[0] = widths[0].max(counted(name));
            }
            if let [_, data_type, rest] = columns.as_slice()
                && is_aligned(rest)
            {
                widths[1] = widths[1].max(counted(data_type));
            }
        }
        widths
    }
}

fn nodes_of_item(item: &Item) -> Option<Nodes<'_>> {
    match item {
        Item::Settings(settings) => Some(Nodes::Settings(&settings.entries)),
        Item::Enum(item) => Some(Nodes::Values(&item.values)),
        Item::Mixin(item) => Some(Nodes::Members(&item.members)),
        Item::Entity(item) => Some(Nodes::Members(&item.members)),
        Item::Namespace(item) => Some(Nodes::Items(&item.items)),
        Item::Project(_)
        | Item::Use(_)
        | Item::Type(_)
        | Item::Extension(_)
        | Item::External(_)
        | Item::Ignore(_)
        | Item::View(_)
        | Item::Sql(_)
        | Item::Intent(_)
        | Item::Removed(_) => None,
    }
}

fn nodes_of_member(member: &Member) -> Option<Nodes<'_>> {
    match member {
        Member::Rows(rows) => Some(Nodes::Rows(&rows.rows)),
        Member::Seed(seed) => Some(Nodes::Fixed(&seed.fixed)),
        _ => None,
    }
}

fn counted(column: &str) -> usize {
    if column.contains('\n') || width(column) > COLUMN_WIDTH { 0 } else { width(column) }
}

/// A default follows its type directly; the other parts stand in a column of their own.
fn is_aligned(rest: &str) -> bool {
    !rest.is_empty() && !rest.starts_with('=')
}

fn aligned(columns: &Columns, widths: &[usize]) -> String {
    let at = |index: usize| widths.get(index).copied().unwrap_or(0);
    match columns.as_slice() {
        [name, data_type, rest] => {
            // `<->` stands out by one to the left, so that all arrows point from one column.
            let outdent = usize::from(data_type.starts_with("<->") && at(0) > width(name));
            let start = format!("{name:<0$} {data_type}", at(0) - outdent.min(at(0)));
            let outdented = at(1) + outdent;
            match rest.as_str() {
                "" => start,
                rest if is_aligned(rest) => {
                    let padding = outdented.saturating_sub(width(data_type));
                    format!("{start}{} {rest}", " ".repeat(padding))
                }
                rest => format!("{start} {rest}"),
            }
        }
        [name, value] => format!("{name:<0$} {value}", at(0)),
        columns => columns.concat(),
    }
}
