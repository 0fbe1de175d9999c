//! The members of entities and mixins.
//!
//! Comes in: the block of an entity or a mixin. Goes out: [`Member`]s. Never happens: a guess at what a word means that is not known.

use pest::iterators::Pair;

use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::*;
use crate::syntax::grammar::Rule;
use crate::syntax::lower::{Lowering, leading_word};
use crate::syntax::mistakes;
use crate::syntax::skeleton::{Block, Line};
use crate::syntax::words;

impl Lowering<'_> {
    pub(super) fn members(&mut self, block: &Block) -> Vec<Member> {
        let mut members = Vec::new();
        self.each_line(&block.entries, |lowering, line, doc| members.extend(lowering.member(line, doc)));
        members
    }

    fn member(&mut self, line: &Line, doc: Option<Text>) -> Option<Member> {
        let head = &self.text[line.head.clone()];
        let word = leading_word(head);
        if let Some(diagnostic) = mistakes::not_a_member(self.leaves.file, head, line.head.start, line.block.is_some()) {
            self.report(diagnostic);
            return None;
        }
        let rule = rule_of_member(head);
        let pair = self.read(rule, line)?;
        if !matches!(rule, Rule::rows_line | Rule::seed_line) && !self.no_block(line) {
            return None;
        }
        let span = self.span(&line.range());
        if !matches!(rule, Rule::field_line | Rule::reference_line | Rule::many_to_many_line) {
            self.no_doc(doc.clone(), &format!("`{word}`"));
        }
        match rule {
            Rule::include_line => self.first_name(pair).map(|mixin| Member::Include(Include { mixin, span })),
            Rule::key_line => self.key(pair, span).map(Member::Key),
            Rule::unique_line => Some(Member::Unique(self.unique(pair, span))),
            Rule::index_line => Some(Member::Index(self.index(pair, span))),
            Rule::exclude_line => Some(Member::Exclude(self.exclude(pair, span))),
            Rule::check_line => self.check(pair, span).map(Member::Check),
            Rule::rows_line => self.rows(pair, line, span).map(Member::Rows),
            Rule::seed_line => self.seed(pair, line, span).map(Member::Seed),
            Rule::no_line => Some(match pair.into_inner().any(|part| part.as_rule() == Rule::kw_key) {
                true => Member::NoKey(span),
                false => Member::NoTimestamps(span),
            }),
            Rule::foreign_key_line => self.foreign_key(pair, span).map(Member::ForeignKey),
            Rule::removed_line => self.removed(pair, span).map(Member::Removed),
            Rule::reference_line => self.reference(pair, doc, span).map(Member::Reference),
            Rule::many_to_many_line => self.many_to_many(pair, doc, span).map(Member::ManyToMany),
            _ => self.field(pair, doc, span).map(Member::Field),
        }
    }

    fn field(&mut self, pair: Pair<Rule>, doc: Option<Text>, span: Span) -> Option<Field> {
        let (mut name, mut data_type, mut default, mut unique) = (None, None, None, None);
        let (mut matches, mut check, mut column, mut was) = (None, None, None, None);
        let (mut source, mut collation) = (None, None);
        for part in pair.into_inner() {
            let part_span = self.leaves.span(&part);
            let twice = match part.as_rule() {
                Rule::name => name.replace(self.leaves.name(&part)).is_some(),
                Rule::type_use => data_type.replace(self.leaves.type_use(part)).is_some(),
                Rule::default_part => self.set_default(&mut default, part),
                Rule::unique_mark => unique.replace(part_span).is_some(),
                Rule::pattern_part => self.set_pattern(&mut matches, part),
                Rule::check_part => self.set_sql(&mut check, part),
                Rule::column_part => self.set_text(&mut column, part),
                Rule::serial_part | Rule::identity_part | Rule::generated_part => {
                    std::mem::replace(&mut source, self.value_source(part)).is_some()
                }
                Rule::collate_part => self.set_text(&mut collation, part),
                Rule::was_part => std::mem::replace(&mut was, self.former_name(part)).is_some(),
                _ => false,
            };
            self.twice(twice, part_span);
        }
        Some(Field { doc, name: name?, data_type: data_type?, default, unique, matches, check, column, source, collation, was, span })
    }

    fn value_source(&mut self, part: Pair<Rule>) -> Option<ValueSource> {
        let (rule, span) = (part.as_rule(), self.leaves.span(&part));
        let inner = part.into_inner().find(|inner| matches!(inner.as_rule(), Rule::text | Rule::by_default | Rule::sql));
        Some(match rule {
            Rule::serial_part => ValueSource::Serial(inner.map(|text| self.leaves.text(&text)), span),
            Rule::identity_part => ValueSource::Identity { by_default: inner.is_some(), span },
            _ => ValueSource::Generated(self.leaves.sql(&inner?)),
        })
    }

    fn deferrable(&self, part: Pair<Rule>) -> Deferrable {
        let span = self.leaves.span(&part);
        Deferrable { initially_deferred: part.into_inner().any(|inner| inner.as_rule() == Rule::initially), span }
    }

    fn set_text(&mut self, slot: &mut Option<Text>, part: Pair<Rule>) -> bool {
        let text = part.into_inner().find(|inner| inner.as_rule() == Rule::text);
        let text = text.map(|inner| self.leaves.text(&inner));
        std::mem::replace(slot, text).is_some()
    }

    fn reference(&mut self, pair: Pair<Rule>, doc: Option<Text>, span: Span) -> Option<Reference> {
        let (mut names, mut namespace) = (Vec::new(), None);
        let (mut optional, mut unique, mut on_delete, mut on_update) = (None, None, None, None);
        let (mut columns, mut was, mut constraint, mut deferrable) = (Vec::new(), None, None, None);
        for part in pair.into_inner() {
            let part_span = self.leaves.span(&part);
            let twice = match part.as_rule() {
                Rule::name => {
                    names.push(self.leaves.name(&part));
                    false
                }
                Rule::space => {
                    namespace = self.first_name(part);
                    false
                }
                Rule::optional_mark => optional.replace(part_span).is_some(),
                Rule::unique_mark => unique.replace(part_span).is_some(),
                Rule::was_part => std::mem::replace(&mut was, self.former_name(part)).is_some(),
                Rule::on_delete => std::mem::replace(&mut on_delete, self.action(part)).is_some(),
                Rule::on_update => std::mem::replace(&mut on_update, self.action(part)).is_some(),
                Rule::columns_part => {
                    let twice = !columns.is_empty();
                    for text in part.into_inner().filter(|inner| inner.as_rule() == Rule::text) {
                        columns.push(self.leaves.text(&text));
                    }
                    twice
                }
                Rule::constraint_part => std::mem::replace(&mut constraint, self.first_name(part)).is_some(),
                Rule::deferrable_part => deferrable.replace(self.deferrable(part)).is_some(),
                _ => false,
            };
            self.twice(twice, part_span);
        }
        let mut names = names.into_iter();
        Some(Reference {
            doc,
            name: names.next()?,
            namespace,
            target: names.next()?,
            optional,
            unique,
            on_delete,
            on_update,
            columns,
            constraint,
            deferrable,
            was,
            span,
        })
    }

    fn foreign_key(&mut self, pair: Pair<Rule>, span: Span) -> Option<ForeignKey> {
        let (mut name, mut target, mut namespace) = (None, None, None);
        let (mut fields, mut target_fields) = (None, Vec::new());
        let (mut on_delete, mut on_update, mut deferrable, mut not_valid) = (None, None, None, None);
        for part in pair.into_inner() {
            let part_span = self.leaves.span(&part);
            let twice = match part.as_rule() {
                Rule::name if fields.is_none() => name.replace(self.leaves.name(&part)).is_some(),
                Rule::name => target.replace(self.leaves.name(&part)).is_some(),
                Rule::space => {
                    namespace = self.first_name(part);
                    false
                }
                Rule::field_list if fields.is_none() => fields.replace(self.leaves.names(part)).is_some(),
                Rule::field_list => {
                    target_fields = self.leaves.names(part);
                    false
                }
                Rule::on_delete => std::mem::replace(&mut on_delete, self.action(part)).is_some(),
                Rule::on_update => std::mem::replace(&mut on_update, self.action(part)).is_some(),
                Rule::deferrable_part => deferrable.replace(self.deferrable(part)).is_some(),
                Rule::not_valid => not_valid.replace(part_span).is_some(),
                _ => false,
            };
            self.twice(twice, part_span);
        }
        Some(ForeignKey {
            name,
            fields: fields?,
            namespace,
            target: target?,
            target_fields,
            on_delete,
            on_update,
            deferrable,
            not_valid,
            span,
        })
    }

    fn action(&self, part: Pair<Rule>) -> Option<Action> {
        let span = self.leaves.span(&part);
        let words = part.into_inner().find(|inner| inner.as_rule() == Rule::action)?;
        let kind = match words.into_inner().last()?.as_rule() {
            Rule::act_cascade => ActionKind::Cascade,
            Rule::act_restrict => ActionKind::Restrict,
            Rule::act_null => ActionKind::SetNull,
            Rule::act_default => ActionKind::SetDefault,
            _ => ActionKind::NoAction,
        };
        Some(Action { kind, span })
    }

    fn many_to_many(&mut self, pair: Pair<Rule>, doc: Option<Text>, span: Span) -> Option<ManyToMany> {
        let (mut names, mut namespace, mut table, mut was) = (Vec::new(), None, None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => names.push(self.leaves.name(&part)),
                Rule::space => namespace = self.first_name(part),
                Rule::text => table = Some(self.leaves.text(&part)),
                Rule::was_part => was = self.former_name(part),
                _ => {}
            }
        }
        let mut names = names.into_iter();
        Some(ManyToMany { doc, name: names.next()?, namespace, target: names.next()?, table, was, span })
    }

    fn removed(&mut self, pair: Pair<Rule>, span: Span) -> Option<Removed> {
        let (mut kind, mut name) = (None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::removed_kind => kind = RemovedKind::ALL.into_iter().find(|kind| kind.word() == part.as_str()),
                Rule::former_name => name = self.former_name(part),
                _ => {}
            }
        }
        Some(Removed { kind, name: name?, span })
    }

    fn key(&mut self, pair: Pair<Rule>, span: Span) -> Option<Key> {
        let (mut name, mut fields) = (None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => name = Some(self.leaves.name(&part)),
                Rule::field_list => fields = Some(self.leaves.names(part)),
                _ => {}
            }
        }
        if let Some(fields) = fields {
            return Some(Key { name, kind: KeyKind::Fields(fields), span });
        }
        let style = name?;
        if !words::KEY_STYLES.contains(&style.text.as_str()) {
            let help = match words::nearest(&style.text, words::KEY_STYLES.iter().copied()) {
                Some(near) => format!("Did you mean `key {near}`? For a field as key, write `key ({})`", style.text),
                None => format!(
                    "Write `key ({})` for a field as key, or `key uuid` for a column `id`; a field named key is written in back-quotes",
                    style.text
                ),
            };
            self.report(
                Diagnostic::error("key-style", format!("`key {}` names neither a kind of key nor fields in parentheses", style.text))
                    .at(style.span, "bigserial, identity, uuid, uuidv7 or `(field)`")
                    .help(help),
            );
            return None;
        }
        Some(Key { name: None, kind: KeyKind::Generated(style), span })
    }

    fn unique(&mut self, pair: Pair<Rule>, span: Span) -> Unique {
        let mut unique = Unique {
            name: None,
            fields: Vec::new(),
            include: Vec::new(),
            nulls_not_distinct: None,
            deferrable: None,
            condition: None,
            span,
        };
        for part in pair.into_inner() {
            let part_span = self.leaves.span(&part);
            let twice = match part.as_rule() {
                Rule::name => unique.name.replace(self.leaves.name(&part)).is_some(),
                Rule::field_list => {
                    unique.fields = self.leaves.names(part);
                    false
                }
                Rule::include_part => self.set_names(&mut unique.include, part),
                Rule::nulls_not_distinct => unique.nulls_not_distinct.replace(part_span).is_some(),
                Rule::deferrable_part => unique.deferrable.replace(self.deferrable(part)).is_some(),
                Rule::where_part => self.set_sql(&mut unique.condition, part),
                _ => false,
            };
            self.twice(twice, part_span);
        }
        unique
    }

    fn index(&mut self, pair: Pair<Rule>, span: Span) -> Index {
        let mut index = Index {
            unique: None,
            name: None,
            parts: Vec::new(),
            method: None,
            include: Vec::new(),
            nulls_not_distinct: None,
            condition: None,
            span,
        };
        for part in pair.into_inner() {
            let part_span = self.leaves.span(&part);
            let twice = match part.as_rule() {
                Rule::name => index.name.replace(self.leaves.name(&part)).is_some(),
                Rule::index_parts => {
                    index.parts = part.into_inner().filter_map(|part| self.index_part(part)).collect();
                    false
                }
                Rule::using_part => {
                    let method = self.first_name(part);
                    std::mem::replace(&mut index.method, method).is_some()
                }
                Rule::unique_mark => index.unique.replace(part_span).is_some(),
                Rule::include_part => self.set_names(&mut index.include, part),
                Rule::nulls_not_distinct => index.nulls_not_distinct.replace(part_span).is_some(),
                Rule::where_part => self.set_sql(&mut index.condition, part),
                _ => false,
            };
            self.twice(twice, part_span);
        }
        index
    }

    fn set_names(&self, slot: &mut Vec<Name>, part: Pair<Rule>) -> bool {
        let twice = !slot.is_empty();
        let list = part.into_inner().find(|inner| inner.as_rule() == Rule::field_list);
        *slot = list.map_or_else(Vec::new, |list| self.leaves.names(list));
        twice
    }

    fn index_part(&mut self, pair: Pair<Rule>) -> Option<IndexPart> {
        let span = self.leaves.span(&pair);
        let (mut value, mut descending, mut nulls_first) = (None, false, None);
        let (mut collation, mut operator_class) = (None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => value = Some(IndexPartValue::Field(self.leaves.name(&part))),
                Rule::sql => value = Some(IndexPartValue::Expression(self.leaves.sql(&part))),
                Rule::collate_part => {
                    self.set_text(&mut collation, part);
                }
                Rule::operator_class => operator_class = self.first_name(part),
                Rule::direction => descending = part.as_str() == "desc",
                Rule::nulls_part => nulls_first = part.into_inner().last().map(|place| place.as_str() == "first"),
                _ => {}
            }
        }
        Some(IndexPart { value: value?, collation, operator_class, descending, nulls_first, span })
    }

    fn exclude(&mut self, pair: Pair<Rule>, span: Span) -> Exclude {
        let mut exclude = Exclude { name: None, parts: Vec::new(), method: None, condition: None, span };
        for part in pair.into_inner() {
            let part_span = self.leaves.span(&part);
            let twice = match part.as_rule() {
                Rule::name => exclude.name.replace(self.leaves.name(&part)).is_some(),
                Rule::exclude_parts => {
                    exclude.parts = part.into_inner().filter_map(|part| self.exclude_part(part)).collect();
                    false
                }
                Rule::using_part => {
                    let method = self.first_name(part);
                    std::mem::replace(&mut exclude.method, method).is_some()
                }
                Rule::where_part => self.set_sql(&mut exclude.condition, part),
                _ => false,
            };
            self.twice(twice, part_span);
        }
        exclude
    }

    fn exclude_part(&self, pair: Pair<Rule>) -> Option<ExcludePart> {
        let span = self.leaves.span(&pair);
        let (mut value, mut operator) = (None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => value = Some(IndexPartValue::Field(self.leaves.name(&part))),
                Rule::sql => value = Some(IndexPartValue::Expression(self.leaves.sql(&part))),
                Rule::operator => operator = Some(Name { text: part.as_str().to_string(), span: self.leaves.span(&part) }),
                _ => {}
            }
        }
        Some(ExcludePart { value: value?, operator: operator?, span })
    }

    fn check(&mut self, pair: Pair<Rule>, span: Span) -> Option<Check> {
        let (mut name, mut expression, mut not_valid) = (None, None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => name = Some(self.leaves.name(&part)),
                Rule::sql => expression = Some(self.leaves.sql(&part)),
                Rule::not_valid => not_valid = Some(self.leaves.span(&part)),
                _ => {}
            }
        }
        Some(Check { name, expression: expression?, not_valid, span })
    }

    fn rows(&mut self, pair: Pair<Rule>, line: &Line, span: Span) -> Option<Rows> {
        let block = self.block(line, "rows (code, name) { (\"de\", \"Germany\") }")?;
        let fields = pair.into_inner().find(|part| part.as_rule() == Rule::field_list).map(|list| self.leaves.names(list))?;
        let (mut rows, mut comma) = (Vec::new(), None);
        self.each_line(&block.entries, |lowering, line, doc| {
            lowering.no_doc(doc, "a row");
            let Some(pair) = lowering.read(Rule::row_line, line) else { return };
            if !lowering.no_block(line) {
                return;
            }
            for part in pair.into_inner() {
                let span = lowering.leaves.span(&part);
                match part.as_rule() {
                    Rule::comma => comma = comma.or(Some(span)),
                    Rule::row => {
                        let values = part.into_inner().filter(|inner| inner.as_rule() == Rule::value);
                        let values = values.map(|value| lowering.leaves.value(value)).collect();
                        rows.push(Row { values, span });
                    }
                    _ => {}
                }
            }
        });
        if let Some(comma) = comma {
            self.report(
                Diagnostic::error("comma-between-values", "Rows are not separated by commas")
                    .at(comma, "the first comma")
                    .help("Write one row a line, or `(…) (…)` with a blank between them"),
            );
        }
        Some(Rows { fields, rows, span })
    }

    fn seed(&mut self, pair: Pair<Rule>, line: &Line, span: Span) -> Option<Seed> {
        let count = pair.into_inner().find(|part| part.as_rule() == Rule::number).map(|number| self.leaves.number(&number))?;
        let mut fixed = Vec::new();
        if let Some(block) = &line.block {
            self.each_line(&block.entries, |lowering, line, doc| {
                lowering.no_doc(doc, "a fixed value");
                let Some(pair) = lowering.read(Rule::fixed_line, line) else { return };
                if !lowering.no_block(line) {
                    return;
                }
                let (mut name, mut value) = (None, None);
                for part in pair.into_inner() {
                    match part.as_rule() {
                        Rule::name => name = Some(lowering.leaves.name(&part)),
                        Rule::value => value = Some(lowering.leaves.value(part)),
                        _ => {}
                    }
                }
                if let (Some(name), Some(value)) = (name, value) {
                    fixed.push(FixedField { name, value, span: lowering.span(&line.head) });
                }
            });
        }
        Some(Seed { count, fixed, span })
    }
}

fn second_word(head: &str) -> &str {
    leading_word(head[leading_word(head).len()..].trim_start())
}

/// The rule by which a member's line is read.
pub(super) fn rule_of_member(head: &str) -> Rule {
    match leading_word(head) {
        "include" => Rule::include_line,
        "key" => Rule::key_line,
        "unique" if second_word(head) == "index" => Rule::index_line,
        "unique" => Rule::unique_line,
        "foreign" if second_word(head) == "key" => Rule::foreign_key_line,
        "index" => Rule::index_line,
        "exclude" => Rule::exclude_line,
        "check" => Rule::check_line,
        "rows" => Rule::rows_line,
        "seed" => Rule::seed_line,
        "no" => Rule::no_line,
        "removed" => Rule::removed_line,
        word => {
            let rest = match head.strip_prefix('`') {
                Some(quoted) => quoted.split_once('`').map_or("", |(_, rest)| rest),
                None => &head[word.len()..],
            };
            let rest = rest.trim_start();
            if rest.starts_with("->") {
                Rule::reference_line
            } else if rest.starts_with("<->") {
                Rule::many_to_many_line
            } else {
                Rule::field_line
            }
        }
    }
}
