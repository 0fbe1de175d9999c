//! Nodes of the tree as text, in the standard spelling.
//!
//! Comes in: nodes, and the text they were read from where there is one: then strings, names and SQL keep the spelling their
//! author chose. Goes out: text that reads as the same nodes. Never happens: a comment (the formatter keeps those).

use crate::source::Span;
use crate::syntax::ast::*;
use crate::syntax::brackets::ends_in_line_comment;
use crate::syntax::words::needs_back_quotes;

/// One line in columns: a field has a name, a type and the rest; other lines have one column.
pub type Columns = Vec<String>;

#[derive(Clone, Copy, std::default::Default)]
pub struct Printer<'t> {
    /// The text from which the nodes were read.
    pub source: Option<&'t str>,
}

/// A whole tree as text, each member on its own line, without comments.
pub fn print(ast: &Ast) -> String {
    let printer = Printer::default();
    let mut text = String::new();
    for item in &ast.items {
        printer.print_item(item, &mut text);
    }
    text
}

impl Printer<'_> {
    fn written(&self, span: Span) -> Option<&str> {
        self.source.and_then(|source| source.get(span.range()))
    }

    pub fn name(&self, name: &Name) -> String {
        match self.written(name.span) {
            Some(written) => written.to_string(),
            None if needs_back_quotes(&name.text) => format!("`{}`", name.text),
            None => name.text.clone(),
        }
    }

    pub fn text(&self, text: &Text) -> String {
        self.written(text.span).map_or_else(|| quoted(&text.text), str::to_string)
    }

    /// ` was username`, if there is a former name.
    fn push_was(&self, line: &mut String, was: Option<&FormerName>) {
        if let Some(was) = was {
            line.push_str(&format!(" was {}", self.former_name(was)));
        }
    }

    fn former_name(&self, name: &FormerName) -> String {
        match name.exact {
            true => self.text(&Text { text: name.text.clone(), span: name.span }),
            false => self.name(&Name { text: name.text.clone(), span: name.span }),
        }
    }

    /// A value of an enum, with what it was or that it is no more.
    pub fn enum_value(&self, value: &EnumValue) -> String {
        let name = self.name(&value.name);
        match &value.was {
            _ if value.removed => format!("removed {name}"),
            Some(was) => format!("{name} was {}", self.name(was)),
            None => name,
        }
    }

    fn pattern(&self, pattern: &Pattern) -> String {
        self.written(pattern.span).map_or_else(|| format!("/{}/", pattern.text.replace('/', "\\/")), str::to_string)
    }

    fn sql(&self, sql: &SqlExpression) -> String {
        let text = self.written(sql.span).unwrap_or(&sql.text);
        // A comment to the end of the line must not swallow the parenthesis.
        if ends_in_line_comment(text) { format!("({text}\n  )") } else { format!("({text})") }
    }

    pub fn value(&self, value: &Value) -> String {
        match value {
            Value::Expression(sql) => self.sql(sql),
            Value::Number(number) => number.text.clone(),
            Value::True(_) => "true".to_string(),
            Value::False(_) => "false".to_string(),
            Value::Null(_) => "null".to_string(),
            Value::Word(name) => self.name(name),
            Value::Text(text) => self.text(text),
            Value::Json(json) => json.text.clone(),
            Value::List(values, _) => format!("[{}]", self.values(values)),
        }
    }

    fn values(&self, values: &[Value]) -> String {
        values.iter().map(|value| self.value(value)).collect::<Vec<_>>().join(", ")
    }

    fn names(&self, names: &[Name]) -> String {
        names.iter().map(|name| self.name(name)).collect::<Vec<_>>().join(", ")
    }

    pub fn data_type(&self, data_type: &TypeUse) -> String {
        let arguments: Vec<String> = data_type.arguments.iter().map(|argument| self.argument(argument)).collect();
        let arguments = if arguments.is_empty() { String::new() } else { format!("({})", arguments.join(", ")) };
        let words: Vec<String> = data_type.words.iter().map(|word| self.name(word)).collect();
        let mut text = if data_type.raw { "pg.".to_string() } else { String::new() };
        text.push_str(&self.space(&data_type.namespace));
        // `timestamp(3) with time zone`: the arguments follow the first word.
        let first = words.first().map(|word| word.to_ascii_lowercase()).unwrap_or_default();
        if words.len() > 2 && matches!(first.as_str(), "timestamp" | "time") {
            text.push_str(&format!("{}{arguments} {}", words[0], words[1..].join(" ")));
        } else {
            text.push_str(&words.join(" "));
            text.push_str(&arguments);
        }
        text.push_str(&"[]".repeat(data_type.dimensions.into()));
        if data_type.optional.is_some() {
            text.push('?');
        }
        text
    }

    fn argument(&self, argument: &TypeArgument) -> String {
        if let Some(written) = self.written(argument.span).filter(|_| !matches!(argument.value, TypeArgumentValue::Range(..))) {
            return written.to_string();
        }
        match &argument.value {
            TypeArgumentValue::Number(number) => number.clone(),
            TypeArgumentValue::Range(low, high) => format!("{low}..{high}"),
            TypeArgumentValue::Word(word) if needs_back_quotes(word) => format!("`{word}`"),
            TypeArgumentValue::Word(word) => word.clone(),
            TypeArgumentValue::Text(text) => quoted(text),
        }
    }

    pub fn item_head(&self, item: &Item) -> String {
        match item {
            Item::Project(project) => {
                let mut text = format!("project {}", self.name(&project.name));
                if let Some(edition) = &project.edition {
                    text.push_str(&format!(" edition {}", edition.text));
                }
                self.push_text(&mut text, "", project.title.as_ref());
                text
            }
            Item::Settings(_) => "settings".to_string(),
            Item::Use(item) => format!("use {}", self.text(&item.path)),
            Item::Enum(item) => {
                let mut text = format!("enum {}", self.name(&item.name));
                self.push_was(&mut text, item.was.as_ref());
                self.push_text(&mut text, "", item.type_name.as_ref());
                text
            }
            Item::Type(item) => {
                let mut text = format!("type {} = {}", self.name(&item.name), self.data_type(&item.base));
                self.push_rest(&mut text, item.default.as_ref(), false, item.matches.as_ref(), item.check.as_ref());
                text
            }
            Item::Mixin(item) => format!("mixin {}", self.name(&item.name)),
            Item::Entity(item) => {
                let mut text = format!("entity {}", self.name(&item.name));
                self.push_was(&mut text, item.was.as_ref());
                self.push_text(&mut text, " table", item.table.as_ref());
                text
            }
            Item::Removed(item) => {
                let (word, exact) = match item.kind {
                    RemovedItemKind::Entity => ("entity", " table"),
                    RemovedItemKind::Enum => ("enum", ""),
                };
                let mut text = format!("removed {word} {}", self.name(&item.name));
                self.push_text(&mut text, exact, item.exact.as_ref());
                text
            }
            Item::Extension(item) => format!("extension {}", self.name_or_text(&item.name)),
            Item::External(item) => {
                let columns: Vec<String> = item.columns.iter().map(|column| self.external_column(column)).collect();
                format!("external entity {}{} ({})", self.space(&item.namespace), self.name(&item.name), columns.join(", "))
            }
            Item::Ignore(item) => {
                let patterns: Vec<String> = item.patterns.iter().map(|pattern| self.text(pattern)).collect();
                format!("ignore {}", patterns.join(", "))
            }
            Item::Namespace(item) => format!("namespace {}", self.name(&item.name)),
            Item::View(item) => {
                let word = if item.materialized { "materialized view" } else { "view" };
                format!("{word} {} {}", self.name(&item.name), self.text(&item.query))
            }
            Item::Sql(block) => self.sql_block(block),
            Item::Intent(intent) => format!("intent {}", self.text(&intent.text)),
        }
    }

    /// A name that may be written as a string.
    fn name_or_text(&self, name: &Name) -> String {
        self.written(name.span).map_or_else(|| quoted(&name.text), str::to_string)
    }

    /// `billing.`, or nothing.
    fn space(&self, namespace: &Option<Name>) -> String {
        namespace.as_ref().map_or_else(String::new, |namespace| format!("{}.", self.name(namespace)))
    }

    fn external_column(&self, column: &ExternalColumn) -> String {
        format!("{} {}", self.name(&column.name), self.data_type(&column.data_type))
    }

    fn sql_block(&self, block: &SqlBlock) -> String {
        let mut text = format!("sql {}", self.name(&block.name));
        if let Some(place) = &block.place {
            let word = if place.before { "before" } else { "after" };
            text.push_str(&format!(" {word} {}{}", self.space(&place.namespace), self.name(&place.entity)));
        }
        if block.replace.is_some() {
            text.push_str(" replace");
        }
        self.push_text(&mut text, "", Some(&block.text));
        self.push_text(&mut text, " undo", block.undo.as_ref());
        text
    }

    /// ` word "text"`, if there is a text.
    fn push_text(&self, line: &mut String, word: &str, text: Option<&Text>) {
        if let Some(text) = text {
            line.push_str(&format!("{word} {}", self.text(text)));
        }
    }

    fn push_rest(
        &self,
        line: &mut String,
        default: Option<&Default>,
        unique: bool,
        matches: Option<&Pattern>,
        check: Option<&SqlExpression>,
    ) {
        if let Some(default) = default {
            line.push_str(&format!(" = {}", self.value(&default.value)));
        }
        if unique {
            line.push_str(" unique");
        }
        if let Some(pattern) = matches {
            line.push_str(&format!(" matches {}", self.pattern(pattern)));
        }
        if let Some(check) = check {
            line.push_str(&format!(" check {}", self.sql(check)));
        }
    }

    /// A member without its block.
    pub fn member_head(&self, member: &Member) -> Columns {
        match member {
            Member::Field(field) => {
                let mut rest = String::new();
                self.push_rest(&mut rest, field.default.as_ref(), field.unique.is_some(), field.matches.as_ref(), field.check.as_ref());
                self.push_source(&mut rest, field.source.as_ref());
                self.push_text(&mut rest, " collate", field.collation.as_ref());
                self.push_text(&mut rest, " column", field.column.as_ref());
                self.push_was(&mut rest, field.was.as_ref());
                vec![self.name(&field.name), self.data_type(&field.data_type), rest.trim_start().to_string()]
            }
            Member::Reference(reference) => self.reference(reference),
            Member::ManyToMany(many) => {
                let mut rest = String::new();
                self.push_text(&mut rest, "table", many.table.as_ref());
                self.push_was(&mut rest, many.was.as_ref());
                let target = format!("<-> {}{}", self.space(&many.namespace), self.name(&many.target));
                vec![self.name(&many.name), target, rest.trim_start().to_string()]
            }
            Member::Include(include) => vec![format!("include {}", self.name(&include.mixin))],
            Member::Key(key) => vec![match &key.kind {
                KeyKind::Generated(style) => format!("key {}", self.name(style)),
                KeyKind::Fields(fields) => format!("key {}({})", self.explicit(&key.name), self.names(fields)),
            }],
            Member::Unique(unique) => {
                let mut text = format!("unique {}({})", self.explicit(&unique.name), self.names(&unique.fields));
                self.push_include(&mut text, &unique.include, unique.nulls_not_distinct);
                text.push_str(deferrable_words(unique.deferrable));
                self.push_where(&mut text, unique.condition.as_ref());
                vec![text]
            }
            Member::Index(index) => vec![self.index(index)],
            Member::Exclude(exclude) => vec![self.exclude(exclude)],
            Member::Check(check) => {
                let not_valid = if check.not_valid.is_some() { " not valid" } else { "" };
                vec![format!("check {}{}{not_valid}", self.explicit(&check.name), self.sql(&check.expression))]
            }
            Member::Rows(rows) => vec![format!("rows ({})", self.names(&rows.fields))],
            Member::Seed(seed) => vec![format!("seed {}", seed.count.text)],
            Member::NoTimestamps(_) => vec!["no timestamps".to_string()],
            Member::NoKey(_) => vec!["no key".to_string()],
            Member::ForeignKey(key) => vec![self.foreign_key(key)],
            Member::Removed(removed) => {
                let kind = removed.kind.map_or(String::new(), |kind| format!("{} ", kind.word()));
                vec![format!("removed {kind}{}", self.former_name(&removed.name))]
            }
        }
    }

    fn push_source(&self, line: &mut String, source: Option<&ValueSource>) {
        match source {
            Some(ValueSource::Serial(sequence, _)) => {
                line.push_str(" serial");
                self.push_text(line, "", sequence.as_ref());
            }
            Some(ValueSource::Identity { by_default, .. }) => line.push_str(if *by_default { " identity by default" } else { " identity" }),
            Some(ValueSource::Generated(sql)) => line.push_str(&format!(" generated {}", self.sql(sql))),
            None => {}
        }
    }

    fn push_include(&self, line: &mut String, include: &[Name], nulls_not_distinct: Option<Span>) {
        if !include.is_empty() {
            line.push_str(&format!(" include ({})", self.names(include)));
        }
        if nulls_not_distinct.is_some() {
            line.push_str(" nulls not distinct");
        }
    }

    fn foreign_key(&self, key: &ForeignKey) -> String {
        let target = format!("{}{}", self.space(&key.namespace), self.name(&key.target));
        let mut text = format!("foreign key {}({}) -> {target}", self.explicit(&key.name), self.names(&key.fields));
        if !key.target_fields.is_empty() {
            text.push_str(&format!(" ({})", self.names(&key.target_fields)));
        }
        for (word, action) in [("on delete", &key.on_delete), ("on update", &key.on_update)] {
            if let Some(action) = action {
                text.push_str(&format!(" {word} {}", action_words(action.kind)));
            }
        }
        text.push_str(deferrable_words(key.deferrable));
        text.push_str(if key.not_valid.is_some() { " not valid" } else { "" });
        text
    }

    fn reference(&self, reference: &Reference) -> Columns {
        let optional = if reference.optional.is_some() { "?" } else { "" };
        let mut rest: Vec<String> = Vec::new();
        if reference.unique.is_some() {
            rest.push("unique".to_string());
        }
        for (word, action) in [("on delete", &reference.on_delete), ("on update", &reference.on_update)] {
            if let Some(action) = action {
                rest.push(format!("{word} {}", action_words(action.kind)));
            }
        }
        if !reference.columns.is_empty() {
            let columns: Vec<String> = reference.columns.iter().map(|column| self.text(column)).collect();
            rest.push(format!("column {}", columns.join(", ")));
        }
        if let Some(name) = &reference.constraint {
            rest.push(format!("constraint {}", self.name(name)));
        }
        if reference.deferrable.is_some() {
            rest.push(deferrable_words(reference.deferrable).trim_start().to_string());
        }
        if let Some(was) = &reference.was {
            rest.push(format!("was {}", self.former_name(was)));
        }
        vec![
            self.name(&reference.name),
            format!("-> {}{}{optional}", self.space(&reference.namespace), self.name(&reference.target)),
            rest.join(" "),
        ]
    }

    /// An explicit name and a blank, or nothing.
    fn explicit(&self, name: &Option<Name>) -> String {
        name.as_ref().map_or_else(String::new, |name| format!("{} ", self.name(name)))
    }

    fn push_where(&self, line: &mut String, condition: Option<&SqlExpression>) {
        if let Some(condition) = condition {
            line.push_str(&format!(" where {}", self.sql(condition)));
        }
    }

    fn index(&self, index: &Index) -> String {
        let parts: Vec<String> = index.parts.iter().map(|part| self.index_part(part)).collect();
        let unique = if index.unique.is_some() { "unique " } else { "" };
        let mut text = format!("{unique}index {}({})", self.explicit(&index.name), parts.join(", "));
        if let Some(method) = &index.method {
            text.push_str(&format!(" using {}", self.name(method)));
        }
        self.push_include(&mut text, &index.include, index.nulls_not_distinct);
        self.push_where(&mut text, index.condition.as_ref());
        text
    }

    fn index_part(&self, part: &IndexPart) -> String {
        let mut text = match &part.value {
            IndexPartValue::Field(name) => self.name(name),
            IndexPartValue::Expression(sql) => self.sql(sql),
        };
        self.push_text(&mut text, " collate", part.collation.as_ref());
        if let Some(class) = &part.operator_class {
            match class.text.as_str() {
                // Words of their own at this place.
                "asc" | "desc" | "nulls" if self.source.is_none() => text.push_str(&format!(" `{}`", class.text)),
                _ => text.push_str(&format!(" {}", self.name(class))),
            }
        }
        if part.descending {
            text.push_str(" desc");
        }
        match part.nulls_first {
            Some(true) => text.push_str(" nulls first"),
            Some(false) => text.push_str(" nulls last"),
            None => {}
        }
        text
    }

    fn exclude(&self, exclude: &Exclude) -> String {
        let part = |part: &ExcludePart| {
            let value = match &part.value {
                IndexPartValue::Field(name) => self.name(name),
                IndexPartValue::Expression(sql) => self.sql(sql),
            };
            format!("{value} with {}", part.operator.text)
        };
        let parts: Vec<String> = exclude.parts.iter().map(part).collect();
        let mut text = format!("exclude {}({})", self.explicit(&exclude.name), parts.join(", "));
        if let Some(method) = &exclude.method {
            text.push_str(&format!(" using {}", self.name(method)));
        }
        self.push_where(&mut text, exclude.condition.as_ref());
        text
    }

    pub fn row(&self, row: &Row) -> String {
        format!("({})", self.values(&row.values))
    }

    pub fn fixed(&self, fixed: &FixedField) -> String {
        format!("{} = {}", self.name(&fixed.name), self.value(&fixed.value))
    }

    pub fn setting(&self, setting: &Setting) -> Columns {
        vec![self.name(&setting.name), self.written(setting.value.span).unwrap_or(&setting.value.text).to_string()]
    }

    fn print_item(&self, item: &Item, text: &mut String) {
        let doc = match item {
            Item::Enum(item) => item.doc.as_ref(),
            Item::Type(item) => item.doc.as_ref(),
            Item::Mixin(item) => item.doc.as_ref(),
            Item::Entity(item) => item.doc.as_ref(),
            Item::Namespace(item) => item.doc.as_ref(),
            Item::View(item) => item.doc.as_ref(),
            Item::Project(_)
            | Item::Settings(_)
            | Item::Use(_)
            | Item::Extension(_)
            | Item::External(_)
            | Item::Ignore(_)
            | Item::Sql(_)
            | Item::Intent(_)
            | Item::Removed(_) => None,
        };
        push_doc(text, "", doc);
        text.push_str(&self.item_head(item));
        match item {
            Item::Project(_)
            | Item::Use(_)
            | Item::Type(_)
            | Item::Extension(_)
            | Item::External(_)
            | Item::Ignore(_)
            | Item::View(_)
            | Item::Sql(_)
            | Item::Intent(_)
            | Item::Removed(_) => {}
            Item::Namespace(item) => {
                text.push_str(" {\n");
                item.items.iter().for_each(|item| self.print_item(item, text));
                text.push('}');
            }
            Item::Settings(settings) => {
                self.print_block(text, "", settings.entries.iter().map(|entry| (None, self.setting(entry).join(" "))))
            }
            Item::Enum(item) => self.print_block(text, "", item.values.iter().map(|value| (value.doc.as_ref(), self.enum_value(value)))),
            Item::Mixin(item) => self.print_block(text, "", item.members.iter().map(|member| self.printed_member(member))),
            Item::Entity(item) => self.print_block(text, "", item.members.iter().map(|member| self.printed_member(member))),
        }
        text.push('\n');
    }

    fn printed_member<'m>(&self, member: &'m Member) -> (Option<&'m Text>, String) {
        let doc = match member {
            Member::Field(field) => field.doc.as_ref(),
            Member::Reference(reference) => reference.doc.as_ref(),
            Member::ManyToMany(many) => many.doc.as_ref(),
            _ => None,
        };
        let mut text = self.member_head(member).join(" ").trim_end().to_string();
        match member {
            Member::Rows(rows) => self.print_block(&mut text, "  ", rows.rows.iter().map(|row| (None, self.row(row)))),
            Member::Seed(seed) if !seed.fixed.is_empty() => {
                self.print_block(&mut text, "  ", seed.fixed.iter().map(|fixed| (None, self.fixed(fixed))));
            }
            _ => {}
        }
        (doc, text)
    }

    fn print_block<'d>(&self, text: &mut String, indentation: &str, lines: impl Iterator<Item = (Option<&'d Text>, String)>) {
        text.push_str(" {\n");
        for (doc, line) in lines {
            push_doc(text, &format!("{indentation}  "), doc);
            text.push_str(&format!("{indentation}  {line}\n"));
        }
        text.push_str(&format!("{indentation}}}"));
    }
}

fn push_doc(text: &mut String, indentation: &str, doc: Option<&Text>) {
    for line in doc.iter().flat_map(|doc| doc.text.split('\n')) {
        text.push_str(format!("{indentation}/// {line}").trim_end());
        text.push('\n');
    }
}

fn deferrable_words(deferrable: Option<Deferrable>) -> &'static str {
    match deferrable {
        None => "",
        Some(Deferrable { initially_deferred: false, .. }) => " deferrable",
        Some(Deferrable { initially_deferred: true, .. }) => " deferrable initially deferred",
    }
}

fn action_words(kind: ActionKind) -> &'static str {
    match kind {
        ActionKind::Cascade => "cascade",
        ActionKind::Restrict => "restrict",
        ActionKind::SetNull => "set null",
        ActionKind::SetDefault => "set default",
        ActionKind::NoAction => "no action",
    }
}

/// A string as it is written, with escapes.
pub fn quoted(text: &str) -> String {
    let mut result = String::from("\"");
    for sign in text.chars() {
        match sign {
            '"' => result.push_str("\\\""),
            '\\' => result.push_str("\\\\"),
            '\n' => result.push_str("\\n"),
            '\t' => result.push_str("\\t"),
            '\r' => result.push_str("\\r"),
            _ if sign.is_control() => result.push_str(&format!("\\u{{{:x}}}", sign as u32)),
            _ => result.push(sign),
        }
    }
    result.push('"');
    result
}
