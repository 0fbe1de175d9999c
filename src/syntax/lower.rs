//! The skeleton's lines as items: each line is read by its own rule of the grammar.
//!
//! Comes in: [`Entry`]s. Goes out: [`Item`]s, and one diagnostic for each line that could not be read.
//! Never happens: a second diagnostic for what stands inside an item that could not be read.

use std::ops::Range;

use pest::iterators::Pair;

use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};
use crate::syntax::ast::*;
use crate::syntax::grammar::{self, Rule};
use crate::syntax::mistakes;
use crate::syntax::skeleton::{BLANKS, Block, DIAGNOSTIC_LIMIT, Entry, Line};
use crate::syntax::values::Leaves;
use crate::syntax::words;

pub struct Lowering<'t> {
    pub text: &'t str,
    /// The text with blanks for the comments inside brackets, so that the grammar need not look for them everywhere.
    plain: &'t str,
    pub leaves: Leaves,
    pub(super) in_namespace: bool,
}

impl<'t> Lowering<'t> {
    pub fn new(file: FileId, text: &'t str, plain: &'t str) -> Lowering<'t> {
        Lowering { text, plain, leaves: Leaves { file, offset: 0, diagnostics: Vec::new() }, in_namespace: false }
    }

    pub fn items(&mut self, entries: &[Entry]) -> Vec<Item> {
        let mut items = Vec::new();
        self.each_line(entries, |lowering, line, doc| items.extend(lowering.item(line, doc)));
        items
    }

    /// Calls with each unbroken line and the docs above it.
    pub(super) fn each_line(&mut self, entries: &[Entry], mut with: impl FnMut(&mut Self, &Line, Option<Text>)) {
        let mut docs: Vec<Range<usize>> = Vec::new();
        for entry in entries {
            if self.leaves.diagnostics.len() >= DIAGNOSTIC_LIMIT {
                return;
            }
            match entry {
                Entry::Doc(doc) => docs.push(doc.range.clone()),
                Entry::Comment(_) => {}
                Entry::Line(line) => {
                    let doc = self.doc(&docs);
                    docs.clear();
                    if !line.broken {
                        with(self, line, doc);
                    }
                }
            }
        }
        if let Some(doc) = self.doc(&docs) {
            self.doc_without_item(&doc, "nothing stands below it");
        }
    }

    fn doc(&self, lines: &[Range<usize>]) -> Option<Text> {
        let (first, last) = (lines.first()?, lines.last()?);
        let text: Vec<&str> = lines
            .iter()
            .map(|range| {
                let line = &self.text[range.start + 3..range.end];
                line.strip_prefix(' ').unwrap_or(line).trim_end_matches(BLANKS)
            })
            .collect();
        Some(Text { text: text.join("\n"), span: Span::new(self.leaves.file, first.start, last.end) })
    }

    pub(super) fn doc_without_item(&mut self, doc: &Text, why: &str) {
        self.leaves.diagnostics.push(
            Diagnostic::warning("doc-without-item", "This `///` text documents nothing").at(doc.span, why).help(
                "`///` documents an enum and its values, a type, a mixin, an entity, a field, a reference, a namespace or a view; write `//` for a comment",
            ),
        );
    }

    pub(super) fn no_doc(&mut self, doc: Option<Text>, what: &str) {
        if let Some(doc) = doc {
            self.doc_without_item(&doc, &format!("{what} has no place for it"));
        }
    }

    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.leaves.file, range.start, range.end)
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.leaves.diagnostics.push(diagnostic);
    }

    /// Reads a line by its rule, or says what is wrong with it.
    pub(super) fn read(&mut self, rule: Rule, line: &Line) -> Option<Pair<'t, Rule>> {
        self.leaves.offset = line.head.start;
        let head = &self.plain[line.head.clone()];
        match grammar::read(rule, head) {
            Ok(pair) => Some(pair),
            Err(unread) => {
                let diagnostic = mistakes::explain(self.leaves.file, head, line.head.start, rule, &unread, line.block.is_some());
                self.report(diagnostic);
                None
            }
        }
    }

    /// What a line must have: its block.
    pub(super) fn block<'l>(&mut self, line: &'l Line, example: &str) -> Option<&'l Block> {
        if line.block.is_none() {
            let head = self.text[line.head.clone()].trim();
            let end = line.head.end;
            self.leaves.diagnostics.push(
                Diagnostic::error("missing-block", format!("`{}` has no block", first_words(head)))
                    .at(Span::new(self.leaves.file, end.saturating_sub(last_character_length(head)), end), "`{` is missing behind this")
                    .help(format!("Write a block behind it, as in `{example}`")),
            );
        }
        line.block.as_ref()
    }

    pub(super) fn no_block(&mut self, line: &Line) -> bool {
        let Some(block) = &line.block else { return true };
        let head = self.text[line.head.clone()].trim();
        let mut diagnostic = Diagnostic::error("unexpected-block", format!("`{}` has no block", first_words(head)))
            .at(Span::new(self.leaves.file, block.open, block.open + 1), "this `{` opens one");
        let mut parts = head.split_whitespace();
        let word = parts.next().unwrap_or("");
        diagnostic = match (words::nearest(word, words::ITEMS.iter().chain(words::MEMBERS).copied()), parts.next()) {
            (Some(near), Some(_)) if near != word => diagnostic.help(format!("Did you mean `{near}`?")),
            _ => diagnostic.help("Take the block out; a JSON value stands after `=`"),
        };
        self.report(diagnostic);
        false
    }

    fn item(&mut self, line: &Line, doc: Option<Text>) -> Option<Item> {
        let head = &self.text[line.head.clone()];
        let word = leading_word(head);
        let span = self.span(&line.range());
        if !self.has_its_place(word, line) {
            return None;
        }
        match word {
            "project" => {
                self.no_doc(doc, "the project");
                let pair = self.read(Rule::project_line, line)?;
                self.no_block(line).then(|| Item::Project(self.project(pair, span)))
            }
            "settings" => {
                self.no_doc(doc, "the settings");
                self.read(Rule::settings_line, line)?;
                let block = self.block(line, "settings { keys bigserial }")?;
                Some(Item::Settings(Settings { entries: self.settings(block), span }))
            }
            "use" => {
                self.no_doc(doc, "`use`");
                let pair = self.read(Rule::use_line, line)?;
                let path = pair.into_inner().find(|part| part.as_rule() == Rule::text)?;
                let path = self.leaves.text(&path);
                self.no_block(line).then_some(Item::Use(Use { path, span }))
            }
            "enum" => {
                let pair = self.read(Rule::enum_line, line)?;
                let block = self.block(line, "enum Status { draft published }")?;
                self.enumeration(pair, block, doc, span).map(Item::Enum)
            }
            "type" => {
                let pair = self.read(Rule::type_line, line)?;
                if !self.no_block(line) {
                    return None;
                }
                self.type_alias(pair, doc, span).map(Item::Type)
            }
            "mixin" => {
                let pair = self.read(Rule::mixin_line, line)?;
                let block = self.block(line, "mixin Described { title varchar(1..200) }")?;
                let name = self.first_name(pair)?;
                Some(Item::Mixin(Mixin { doc, name, members: self.members(block), span }))
            }
            "removed" => {
                self.no_doc(doc, "`removed`");
                let pair = self.read(Rule::removed_item_line, line)?;
                if !self.no_block(line) {
                    return None;
                }
                self.removed_item(pair, span).map(Item::Removed)
            }
            "entity" => {
                let pair = self.read(Rule::entity_line, line)?;
                let block = self.block(line, "entity User { email email unique }")?;
                let (mut name, mut table, mut was) = (None, None, None);
                for part in pair.into_inner() {
                    match part.as_rule() {
                        Rule::name => name = Some(self.leaves.name(&part)),
                        Rule::text => table = Some(self.leaves.text(&part)),
                        Rule::was_part => was = self.former_name(part),
                        _ => {}
                    }
                }
                Some(Item::Entity(Entity { doc, name: name?, was, table, members: self.members(block), span }))
            }
            _ => match self.other_item(word, line, doc) {
                Some(item) => item,
                None => {
                    let diagnostic = mistakes::not_an_item(self.leaves.file, head, line.head.start, line.block.is_some());
                    self.report(diagnostic);
                    None
                }
            },
        }
    }

    fn removed_item(&mut self, pair: Pair<Rule>, span: Span) -> Option<RemovedItem> {
        let (mut kind, mut name, mut exact) = (None, None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::kw_entity => kind = Some(RemovedItemKind::Entity),
                Rule::kw_enum => kind = Some(RemovedItemKind::Enum),
                Rule::name => name = Some(self.leaves.name(&part)),
                Rule::text => exact = Some(self.leaves.text(&part)),
                _ => {}
            }
        }
        Some(RemovedItem { kind: kind?, name: name?, exact, span })
    }

    /// `was username`, or the name alone.
    pub(super) fn former_name(&mut self, part: Pair<Rule>) -> Option<FormerName> {
        let part = match part.as_rule() {
            Rule::former_name => part,
            _ => part.into_inner().find(|inner| inner.as_rule() == Rule::former_name)?,
        };
        let inner = part.into_inner().next()?;
        Some(match inner.as_rule() {
            Rule::text => {
                let text = self.leaves.text(&inner);
                FormerName { text: text.text, exact: true, span: text.span }
            }
            _ => {
                let name = self.leaves.name(&inner);
                FormerName { text: name.text, exact: false, span: name.span }
            }
        })
    }

    fn enum_value(&mut self, part: Pair<Rule>) -> Option<Name> {
        let inner = part.into_inner().next()?;
        Some(match inner.as_rule() {
            Rule::text => {
                let text = self.leaves.text(&inner);
                Name { text: text.text, span: text.span }
            }
            _ => self.leaves.name(&inner),
        })
    }

    pub(super) fn first_name(&self, pair: Pair<Rule>) -> Option<Name> {
        pair.into_inner().find(|part| part.as_rule() == Rule::name).map(|name| self.leaves.name(&name))
    }

    fn project(&mut self, pair: Pair<Rule>, span: Span) -> Project {
        let mut project = Project { name: Name { text: String::new(), span }, edition: None, title: None, span };
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => project.name = self.leaves.name(&part),
                Rule::number => project.edition = Some(self.leaves.number(&part)),
                Rule::text => project.title = Some(self.leaves.text(&part)),
                _ => {}
            }
        }
        project
    }

    fn settings(&mut self, block: &Block) -> Vec<Setting> {
        let mut entries = Vec::new();
        self.each_line(&block.entries, |lowering, line, doc| {
            lowering.no_doc(doc, "a setting");
            let Some(pair) = lowering.read(Rule::setting_line, line) else { return };
            let (mut name, mut value) = (None, None);
            for part in pair.into_inner() {
                match part.as_rule() {
                    Rule::name => name = Some(lowering.leaves.name(&part)),
                    Rule::setting_value => value = Some(lowering.leaves.name(&part)),
                    _ => {}
                }
            }
            let (Some(name), Some(value)) = (name, value) else { return };
            if !lowering.no_block(line) {
                return;
            }
            if name.text == "changes" && value.text == "online" {
                lowering.report(
                    Diagnostic::error("reserved-word", "`changes online` is not part of edition 2026 yet")
                        .at(value.span, "reserved for a later edition")
                        .help("Write `changes direct`, or leave the line out"),
                );
                return;
            }
            entries.push(Setting { name, value, span: lowering.span(&line.head) });
        });
        entries
    }

    fn enumeration(&mut self, pair: Pair<Rule>, block: &Block, doc: Option<Text>, span: Span) -> Option<Enum> {
        let (mut name, mut type_name, mut was) = (None, None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::was_part => was = self.former_name(part),
                Rule::name => name = Some(self.leaves.name(&part)),
                Rule::text => type_name = Some(self.leaves.text(&part)),
                _ => {}
            }
        }
        let mut values: Vec<EnumValue> = Vec::new();
        let mut comma = None;
        self.each_line(&block.entries, |lowering, line, mut doc| {
            let Some(pair) = lowering.read(Rule::enum_values, line) else { return };
            if !lowering.no_block(line) {
                return;
            }
            for part in pair.into_inner() {
                let part_span = lowering.leaves.span(&part);
                match part.as_rule() {
                    Rule::comma => comma = comma.or(Some(part_span)),
                    Rule::enum_value => {
                        let Some(name) = lowering.enum_value(part) else { continue };
                        values.push(EnumValue { doc: doc.take(), name, was: None, removed: false });
                    }
                    Rule::was_value => {
                        let former = part.into_inner().find(|inner| inner.as_rule() == Rule::enum_value);
                        let former = former.and_then(|inner| lowering.enum_value(inner));
                        if let Some(value) = values.last_mut() {
                            value.was = former;
                        }
                    }
                    Rule::removed_value => {
                        lowering.no_doc(doc.take(), "`removed`");
                        let gone = part.into_inner().find(|inner| inner.as_rule() == Rule::enum_value);
                        let Some(name) = gone.and_then(|inner| lowering.enum_value(inner)) else { continue };
                        values.push(EnumValue { doc: None, name, was: None, removed: true });
                    }
                    _ => {}
                }
            }
        });
        let name = name?;
        if let Some(comma) = comma {
            let written: Vec<&str> = values.iter().take(3).map(|value| &self.text[value.name.span.range()]).collect();
            let more = if values.len() > 3 { " …" } else { "" };
            self.report(
                Diagnostic::error("comma-between-values", "The values of an enum are not separated by commas")
                    .at(comma, "the first comma")
                    .help(format!("Write `enum {} {{ {}{more} }}`", name.text, written.join(" "))),
            );
        }
        Some(Enum { doc, name, was, type_name, values, span })
    }

    fn type_alias(&mut self, pair: Pair<Rule>, doc: Option<Text>, span: Span) -> Option<TypeAlias> {
        let (mut name, mut base, mut matches, mut check, mut default) = (None, None, None, None, None);
        for part in pair.into_inner() {
            let part_span = self.leaves.span(&part);
            let twice = match part.as_rule() {
                Rule::name => name.replace(self.leaves.name(&part)).is_some(),
                Rule::type_use => base.replace(self.leaves.type_use(part)).is_some(),
                Rule::pattern_part => self.set_pattern(&mut matches, part),
                Rule::check_part => self.set_sql(&mut check, part),
                Rule::default_part => self.set_default(&mut default, part),
                _ => false,
            };
            self.twice(twice, part_span);
        }
        Some(TypeAlias { doc, name: name?, base: base?, matches, check, default, span })
    }

    pub(super) fn set_pattern(&mut self, slot: &mut Option<Pattern>, part: Pair<Rule>) -> bool {
        let pattern = part.into_inner().find(|inner| inner.as_rule() == Rule::pattern).map(|inner| self.leaves.pattern(&inner));
        std::mem::replace(slot, pattern).is_some()
    }

    pub(super) fn set_sql(&mut self, slot: &mut Option<SqlExpression>, part: Pair<Rule>) -> bool {
        let sql = part.into_inner().find(|inner| inner.as_rule() == Rule::sql).map(|inner| self.leaves.sql(&inner));
        std::mem::replace(slot, sql).is_some()
    }

    pub(super) fn set_default(&mut self, slot: &mut Option<Default>, part: Pair<Rule>) -> bool {
        let default = self.leaves.default(part);
        std::mem::replace(slot, default).is_some()
    }

    /// Says that a part of a line was there before.
    pub(super) fn twice(&mut self, twice: bool, span: Span) {
        if twice {
            let written = self.text[span.range()].split_whitespace().next().unwrap_or("").to_string();
            self.report(
                Diagnostic::error("written-twice", format!("`{written}` is said twice in this line"))
                    .at(span, "the second time")
                    .help("Keep one of them"),
            );
        }
    }
}

/// The word that a line starts with, or nothing.
pub(super) fn leading_word(head: &str) -> &str {
    let end = head.find(|sign: char| !(sign.is_alphanumeric() || sign == '_')).unwrap_or(head.len());
    &head[..end]
}

/// The first two words, for a message.
pub(super) fn first_words(head: &str) -> String {
    let is_word = |part: &&str| part.chars().all(|sign| sign.is_alphanumeric() || matches!(sign, '_' | '`' | '"' | '.'));
    let mut words = head.split_whitespace();
    let mut joined = words.next().unwrap_or("").to_string();
    if let Some(second) = words.next().filter(is_word) {
        joined = format!("{joined} {second}");
    }
    if joined.chars().count() > 60 { joined.chars().take(60).chain(['…']).collect() } else { joined }
}

fn last_character_length(text: &str) -> usize {
    text.chars().next_back().map_or(0, char::len_utf8)
}
