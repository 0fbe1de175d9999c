//! Items beside entities and their like: extensions, external entities, ignored tables, namespaces, views, SQL and free text.
//!
//! Comes in: an item's line. Goes out: its node. Never happens: an item of the whole project inside a namespace.

use pest::iterators::Pair;

use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::*;
use crate::syntax::grammar::Rule;
use crate::syntax::lower::Lowering;
use crate::syntax::skeleton::Line;
use crate::syntax::words;

impl Lowering<'_> {
    /// An item that begins with one of these words; `None` for any other word.
    pub(super) fn other_item(&mut self, word: &str, line: &Line, doc: Option<Text>) -> Option<Option<Item>> {
        Some(match word {
            "extension" => self.extension(line, doc),
            "external" => self.external(line, doc),
            "ignore" => self.ignore(line, doc),
            "namespace" => self.namespace(line, doc),
            "view" | "materialized" => self.view(line, doc),
            "sql" => self.sql_block(line, doc),
            "intent" => self.intent(line, doc),
            _ => return None,
        })
    }

    /// What concerns the whole project stands in no namespace.
    pub(super) fn has_its_place(&mut self, word: &str, line: &Line) -> bool {
        if !self.in_namespace || !words::OUTSIDE_NAMESPACES.contains(&word) {
            return true;
        }
        let span = Span::new(self.leaves.file, line.head.start, line.head.start + word.len());
        self.report(
            Diagnostic::error("wrong-place", format!("`{word}` stands inside a namespace"))
                .at(span, "concerns the whole project")
                .help("Move it out of the braces; perhaps a `}` is missing above"),
        );
        false
    }

    fn extension(&mut self, line: &Line, doc: Option<Text>) -> Option<Item> {
        self.no_doc(doc, "`extension`");
        let pair = self.read(Rule::extension_line, line)?;
        let mut name = None;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => name = Some(self.leaves.name(&part)),
                Rule::text => {
                    let text = self.leaves.text(&part);
                    name = Some(Name { text: text.text, span: text.span });
                }
                _ => {}
            }
        }
        let span = self.span(&line.range());
        self.no_block(line).then_some(Item::Extension(Extension { name: name?, span }))
    }

    fn external(&mut self, line: &Line, doc: Option<Text>) -> Option<Item> {
        self.no_doc(doc, "an external entity");
        let pair = self.read(Rule::external_line, line)?;
        let (mut namespace, mut name, mut columns) = (None, None, Vec::new());
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::space => namespace = self.first_name(part),
                Rule::name => name = Some(self.leaves.name(&part)),
                Rule::external_columns => columns = part.into_inner().filter_map(|column| self.external_column(column)).collect(),
                _ => {}
            }
        }
        let span = self.span(&line.range());
        self.no_block(line).then_some(Item::External(External { namespace, name: name?, columns, span }))
    }

    fn external_column(&mut self, pair: Pair<Rule>) -> Option<ExternalColumn> {
        let span = self.leaves.span(&pair);
        let (mut name, mut data_type) = (None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => name = Some(self.leaves.name(&part)),
                Rule::type_use => data_type = Some(self.leaves.type_use(part)),
                _ => {}
            }
        }
        Some(ExternalColumn { name: name?, data_type: data_type?, span })
    }

    fn ignore(&mut self, line: &Line, doc: Option<Text>) -> Option<Item> {
        self.no_doc(doc, "`ignore`");
        let pair = self.read(Rule::ignore_line, line)?;
        let patterns = pair.into_inner().filter(|part| part.as_rule() == Rule::text).map(|text| self.leaves.text(&text)).collect();
        let span = self.span(&line.range());
        self.no_block(line).then_some(Item::Ignore(Ignore { patterns, span }))
    }

    fn namespace(&mut self, line: &Line, doc: Option<Text>) -> Option<Item> {
        let pair = self.read(Rule::namespace_line, line)?;
        let block = self.block(line, "namespace billing { entity Plan { name varchar(40) } }")?;
        let name = self.first_name(pair)?;
        self.in_namespace = true;
        let items = self.items(&block.entries);
        self.in_namespace = false;
        Some(Item::Namespace(Namespace { doc, name, items, span: self.span(&line.range()) }))
    }

    fn view(&mut self, line: &Line, doc: Option<Text>) -> Option<Item> {
        let pair = self.read(Rule::view_line, line)?;
        let (mut name, mut query, mut materialized) = (None, None, false);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::kw_materialized => materialized = true,
                Rule::name => name = Some(self.leaves.name(&part)),
                Rule::text => query = Some(self.leaves.text(&part)),
                _ => {}
            }
        }
        let span = self.span(&line.range());
        self.no_block(line).then_some(Item::View(View { doc, name: name?, materialized, query: query?, span }))
    }

    fn sql_block(&mut self, line: &Line, doc: Option<Text>) -> Option<Item> {
        self.no_doc(doc, "`sql`");
        let pair = self.read(Rule::sql_line, line)?;
        let (mut name, mut place, mut replace, mut text, mut undo) = (None, None, None, None, None);
        for part in pair.into_inner() {
            let span = self.leaves.span(&part);
            match part.as_rule() {
                Rule::name => name = Some(self.leaves.name(&part)),
                Rule::sql_place => place = self.sql_place(part),
                Rule::kw_replace => replace = Some(span),
                Rule::text => text = Some(self.leaves.text(&part)),
                Rule::undo_part => {
                    undo = part.into_inner().find(|inner| inner.as_rule() == Rule::text).map(|inner| self.leaves.text(&inner));
                }
                _ => {}
            }
        }
        let span = self.span(&line.range());
        self.no_block(line).then_some(Item::Sql(SqlBlock { name: name?, place, replace, text: text?, undo, span }))
    }

    fn intent(&mut self, line: &Line, doc: Option<Text>) -> Option<Item> {
        self.no_doc(doc, "`intent`");
        let pair = self.read(Rule::intent_line, line)?;
        let text = pair.into_inner().find(|part| part.as_rule() == Rule::text)?;
        let text = self.leaves.text(&text);
        let span = self.span(&line.range());
        self.no_block(line).then_some(Item::Intent(Intent { text, span }))
    }

    fn sql_place(&self, pair: Pair<Rule>) -> Option<SqlPlace> {
        let (mut before, mut namespace, mut entity) = (false, None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::kw_before => before = true,
                Rule::space => namespace = self.first_name(part),
                Rule::name => entity = Some(self.leaves.name(&part)),
                _ => {}
            }
        }
        Some(SqlPlace { before, namespace, entity: entity? })
    }
}
