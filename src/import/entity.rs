//! A table as an entity, line by line.
//!
//! Comes in: the table and how others refer to it. Goes out: lines, each with the objects that it says. Never happens: a line for a
//! part that the language cannot say exactly; it is left to SQL.

use crate::ordered::{IndexMap, IndexSet};

use super::expression::{columns_read, condition, default, in_parentheses, on_one_line};
use super::field::{checked_type, type_text};
use super::names::{self, written};
use super::style::{Style, key_style, word};
use super::writing::{Context, Draft};
use crate::catalog::{
    CheckConstraint, Column, ColumnValue, Deferrable, Expression, ForeignKey, ObjectPath, QualifiedName, ReferentialAction, Table,
    TableOptions, UniqueConstraint, serial_sequence_name,
};
use crate::domain::{DefaultStyle, KeyStyle, naming};
use crate::syntax::print::quoted;

/// How a table's columns come to be written.
#[derive(Debug)]
pub(super) struct Form<'a> {
    pub table: &'a Table,
    /// A key `id` that no field says.
    pub generated: Option<KeyStyle>,
    /// `created_at` and `updated_at` come by themselves.
    pub timestamps: bool,
    /// By column: the name of its field or reference.
    pub fields: IndexMap<String, String>,
    /// The foreign keys that are references, by their first column.
    pub references: IndexMap<String, &'a ForeignKey>,
}

impl<'a> Form<'a> {
    /// `None` for a table that is left to SQL.
    pub fn of(table: &'a Table, context: &Context<'a>) -> Option<Form<'a>> {
        if !is_said(table, context) {
            return None;
        }
        let fields = names::fields(table.columns.keys());
        let mut form = Form { table, generated: None, timestamps: false, fields, references: IndexMap::default() };
        form.generated = form.generated_key(context);
        form.timestamps = context.style.defaults == DefaultStyle::Practices && has_timestamps(table, context);
        for key in table.foreign_keys.values() {
            form.refer(key, context);
        }
        Some(form)
    }

    fn generated_key(&self, context: &Context) -> Option<KeyStyle> {
        let table = self.table;
        let style = key_style(table)?;
        let key = table.primary_key.as_ref()?;
        let plain =
            key.include.is_empty() && key.deferrable == Deferrable::No && key.name == name_of(context.style, ("pk", "pkey"), table, &[]);
        let refers = table.foreign_keys.values().any(|key| key.columns.iter().any(|column| column == "id"));
        let doubted =
            [ObjectPath::Constraint(table.name.clone(), key.name.clone()), ObjectPath::Column(table.name.clone(), "id".to_string())];
        (plain && !refers && !doubted.iter().any(|object| context.doubts.is_plain(object))).then_some(style)
    }

    /// Makes a reference of a foreign key where nothing but the reference need be said.
    fn refer(&mut self, key: &'a ForeignKey, context: &Context<'a>) {
        let object = ObjectPath::Constraint(self.table.name.clone(), key.name.clone());
        let Some(target) = context.catalog.tables.get(&key.references).filter(|target| is_said(target, context)) else { return };
        let target_key = target
            .primary_key
            .as_ref()
            .filter(|known| !context.doubts.is_left(&ObjectPath::Constraint(target.name.clone(), known.name.clone())));
        let whole_key = target_key.is_some_and(|known| known.columns == key.referenced_columns);
        if context.doubts.is_plain(&object) || !whole_key || !can_be_said(key, self.table, context.style) {
            return;
        }
        let columns: Vec<&Column> = key.columns.iter().filter_map(|column| self.table.columns.get(column)).collect();
        let places: Vec<usize> = key.columns.iter().filter_map(|column| self.table.columns.get_index_of(column)).collect();
        let neighbours = places.windows(2).all(|pair| pair[0] + 1 == pair[1]);
        let same_types = key.columns.iter().zip(&key.referenced_columns).all(|(column, other)| {
            let column_type = self.table.columns.get(column).map(|column| &column.data_type);
            column_type.is_some() && column_type == target.columns.get(other).map(|column| &column.data_type)
        });
        let plain =
            |column: &&Column| column.value == ColumnValue::None && column.collation.is_none() && column.not_null == columns[0].not_null;
        let several = key.columns.len() > 1;
        let in_key = |column: &String| self.table.primary_key.as_ref().is_some_and(|own| own.columns.contains(column));
        let shared = key.columns.iter().any(|column| self.is_referred(column) || several && in_key(column));
        let awkward = shared
            || several && columns.iter().any(|column| column.comment.is_some())
            || key.on_delete == ReferentialAction::SetDefault
            || key.on_update == ReferentialAction::SetDefault
            || key.on_delete == ReferentialAction::SetNull && columns.iter().any(|column| column.not_null)
            || key.references == self.table.name && key.columns.iter().any(in_key);
        let doubted =
            key.columns.iter().any(|column| context.doubts.is_plain(&ObjectPath::Column(self.table.name.clone(), column.clone())));
        if awkward || doubted || !neighbours || !same_types || !columns.iter().all(plain) || columns.len() != key.columns.len() {
            return;
        }
        let Some(first) = key.columns.first() else { return };
        let follows = key.referenced_columns.first().and_then(|other| names::of_reference(first, other));
        let all_follow = follows.as_ref().is_some_and(|name| {
            key.columns.iter().zip(&key.referenced_columns).all(|(column, other)| names::of_reference(column, other).as_ref() == Some(name))
        });
        let free = |name: &String| !self.table.columns.contains_key(name) && !self.fields.values().any(|other| other == name);
        let stem = || names::stem(&self.fields[first]).filter(|name| !several && free(name));
        let name = follows.filter(|name| all_follow && free(name)).or_else(stem).unwrap_or_else(|| self.fields[first].clone());
        for column in &key.columns {
            self.fields.insert(column.clone(), name.clone());
        }
        self.references.insert(first.clone(), key);
    }

    fn is_referred(&self, column: &String) -> bool {
        self.references.values().any(|key| key.columns.contains(column))
    }

    /// How a column is named in lists: the field's or reference's name, or the column's own where a reference has several.
    pub(super) fn listed(&self, columns: &[String]) -> String {
        let name = |column: &String| {
            let several = self.references.values().any(|key| key.columns.len() > 1 && key.columns.contains(column));
            written(if several { column } else { self.fields.get(column).unwrap_or(column) })
        };
        columns.iter().map(name).collect::<Vec<_>>().join(", ")
    }
}

pub(super) fn name_of(style: Style, kind: (&str, &str), table: &Table, columns: &[String]) -> String {
    style.name(kind, &table.name.name, columns)
}

/// Whether the table becomes an entity.
pub(super) fn is_said(table: &Table, context: &Context) -> bool {
    let options = &table.options;
    let own = TableOptions { unlogged: false, storage_parameters: IndexMap::default(), ..options.clone() } == TableOptions::default();
    let columns = || table.columns.keys().map(|column| ObjectPath::Column(table.name.clone(), column.clone()));
    let lost = columns().any(|column| context.doubts.of(&column) >= super::Doubts::LAST);
    let schema = table.name.schema == "public"
        || names::is_namespace(&table.name.schema) && context.doubts.of(&ObjectPath::Schema(table.name.schema.clone())) == 0;
    own && !lost && schema && !table.columns.is_empty() && context.doubts.of(&ObjectPath::Table(table.name.clone())) == 0
}

/// Whether the last columns and the trigger are those that every entity has by itself.
fn has_timestamps(table: &Table, context: &Context) -> bool {
    let last: Vec<&Column> = table.columns.values().rev().take(2).collect();
    let [updated, created] = last.as_slice() else { return false };
    let now = |column: &Column, name: &str| {
        column.name == name
            && column.not_null
            && column.comment.is_none()
            && column.collation.is_none()
            && column.data_type.to_string() == "timestamp with time zone"
            && column.value == ColumnValue::Default(crate::catalog::Expression::new("CURRENT_TIMESTAMP"))
    };
    now(created, "created_at")
        && now(updated, "updated_at")
        && table.triggers.contains_key("set_updated_at")
        && table.foreign_keys.values().all(|key| !key.columns.iter().any(|column| column == "created_at" || column == "updated_at"))
        && !["created_at", "updated_at"]
            .iter()
            .any(|column| context.doubts.is_plain(&ObjectPath::Column(table.name.clone(), (*column).to_string())))
}

fn can_be_said(key: &ForeignKey, table: &Table, style: Style) -> bool {
    let optional = key.columns.iter().all(|column| table.columns.get(column).is_some_and(|column| !column.not_null));
    let full = style.defaults == DefaultStyle::Practices && optional && key.columns.len() > 1;
    key.on_delete_columns.is_empty() && key.validated && key.match_full == full
}

/// The tables that become entities, those that are referred to first; else by name.
pub(super) fn order<'a>(context: &Context<'a>) -> Vec<&'a QualifiedName> {
    let mut done: IndexSet<&QualifiedName> = IndexSet::default();
    let mut waiting: Vec<&QualifiedName> = context.forms.keys().copied().collect();
    while !waiting.is_empty() {
        let ready = |name: &&QualifiedName| {
            context.forms[*name]
                .table
                .foreign_keys
                .values()
                .all(|key| key.references == **name || done.contains(&key.references) || !context.forms.contains_key(&key.references))
        };
        let (now, later): (Vec<_>, Vec<_>) = waiting.iter().copied().partition(ready);
        // A circle begins with its first table.
        let (now, later) = if now.is_empty() { (vec![waiting[0]], waiting[1..].to_vec()) } else { (now, later) };
        done.extend(now);
        waiting = later;
    }
    done.into_iter().collect()
}

/// Writes the entity of a table.
pub(super) fn write(context: &Context, name: &QualifiedName, draft: &mut Draft) {
    let form = &context.forms[name];
    let table = form.table;
    let entity = &context.names.entities[name];
    let named = if naming::table_name_by(context.style.tables, entity) == name.name {
        String::new()
    } else {
        format!(" table {}", quoted(&name.name))
    };
    draft.blank();
    draft.doc(table.comment.as_ref());
    draft.line(&format!("entity {}{named} {{", written(entity)), vec![ObjectPath::Table(name.clone())]);
    let mut writer = Writer { context, form, table, style: context.style, said: IndexSet::default() };
    writer.key(draft);
    for column in table.columns.values() {
        writer.column(column, draft);
    }
    if context.style.defaults == DefaultStyle::Practices && !form.timestamps {
        draft.line("no timestamps", Vec::new());
    }
    let mut lines = writer.uniques();
    lines.extend(writer.foreign_keys());
    lines.extend(writer.checks());
    lines.extend(writer.exclusions());
    lines.extend(writer.indexes());
    if !lines.is_empty() {
        draft.blank();
    }
    lines.into_iter().for_each(|(text, object)| draft.line(&text, vec![object]));
    draft.line("}", vec![ObjectPath::Table(name.clone())]);
}

pub(super) struct Writer<'a, 'c> {
    pub(super) context: &'a Context<'c>,
    pub(super) form: &'a Form<'c>,
    pub(super) table: &'a Table,
    pub(super) style: Style,
    /// Constraints that stand at their field.
    said: IndexSet<String>,
}

impl<'a> Writer<'a, '_> {
    pub(super) fn condition(&self, expression: &Expression) -> Option<String> {
        if self.context.doubts.keep_casts { in_parentheses(expression) } else { condition(expression, &self.context.enums) }
    }

    fn constraint(&self, name: &str) -> ObjectPath {
        ObjectPath::Constraint(self.table.name.clone(), name.to_string())
    }

    fn column_path(&self, column: &str) -> ObjectPath {
        ObjectPath::Column(self.table.name.clone(), column.to_string())
    }

    /// The name, and a blank, where another one would be made.
    pub(super) fn explicit(&self, name: &str, kind: (&str, &str), columns: &[String], object: &ObjectPath) -> String {
        let made = name_of(self.style, kind, self.table, columns);
        if made == name && !self.context.doubts.is_plain(object) { String::new() } else { format!("{} ", written(name)) }
    }

    fn key(&self, draft: &mut Draft) {
        let key = self.table.primary_key.as_ref();
        if let (Some(style), Some(key)) = (self.form.generated, key) {
            if style != self.style.keys {
                draft.line(&format!("key {}", word(style)), vec![self.constraint(&key.name), self.column_path("id")]);
            }
            return;
        }
        let plain = |key: &&crate::catalog::PrimaryKey| {
            key.include.is_empty() && key.deferrable == Deferrable::No && !self.context.doubts.is_left(&self.constraint(&key.name))
        };
        match key.filter(plain) {
            Some(key) => {
                let object = self.constraint(&key.name);
                let name = self.explicit(&key.name, ("pk", "pkey"), &[], &object);
                draft.line(&format!("key {name}({})", self.form.listed(&key.columns)), vec![object]);
            }
            None => draft.line("no key", Vec::new()),
        }
    }

    fn column(&mut self, column: &Column, draft: &mut Draft) {
        let generated = self.form.generated.is_some() && column.name == "id";
        let by_itself = self.form.timestamps && matches!(column.name.as_str(), "created_at" | "updated_at");
        if generated || by_itself {
            return;
        }
        if let Some(key) = self.form.references.get(&column.name) {
            draft.doc(column.comment.as_ref());
            let (text, objects) = self.reference(column, key);
            return draft.line(&text, objects);
        }
        if self.form.is_referred(&column.name) {
            return;
        }
        draft.doc(column.comment.as_ref());
        let (text, objects) = self.field(column);
        draft.line(&text, objects);
    }

    /// A unique constraint of these columns that needs no words of its own.
    fn unique_at(&mut self, columns: &[String], objects: &mut Vec<ObjectPath>) -> &'static str {
        let found = self.table.uniques.values().find(|unique| {
            unique.columns == columns
                && unique.include.is_empty()
                && !unique.nulls_not_distinct
                && unique.deferrable == Deferrable::No
                && unique.name == name_of(self.style, ("uq", "key"), self.table, columns)
                && !self.context.doubts.is_plain(&self.constraint(&unique.name))
        });
        let Some(unique) = found else { return "" };
        self.said.insert(unique.name.clone());
        objects.push(self.constraint(&unique.name));
        " unique"
    }

    fn reference(&mut self, column: &Column, key: &ForeignKey) -> (String, Vec<ObjectPath>) {
        let object = self.constraint(&key.name);
        let mut objects: Vec<ObjectPath> = vec![object.clone()];
        objects.extend(key.columns.iter().map(|column| self.column_path(column)));
        let name = &self.form.fields[&column.name];
        let target = self.context.names.reference(&key.references, &self.table.name.schema).unwrap_or_default();
        let optional = if column.not_null { "" } else { "?" };
        let mut text = format!("{} -> {target}{optional}", written(name));
        text.push_str(self.unique_at(&key.columns, &mut objects));
        text.push_str(&self.actions(key, !column.not_null));
        let made: Vec<String> =
            key.referenced_columns.iter().map(|other| naming::shorten(&format!("{}_{other}", naming::snake_case(name)))).collect();
        if made != key.columns {
            let columns: Vec<String> = key.columns.iter().map(|column| quoted(column)).collect();
            text.push_str(&format!(" column {}", columns.join(", ")));
        }
        if key.name != name_of(self.style, ("fk", "fkey"), self.table, &key.columns) {
            text.push_str(&format!(" constraint {}", written(&key.name)));
        }
        text.push_str(deferrable(key.deferrable));
        (text, objects)
    }

    /// Those that are not meant anyway.
    fn actions(&self, key: &ForeignKey, optional: bool) -> String {
        let postgres = self.style.defaults == DefaultStyle::Postgres;
        let meant = match (postgres, optional) {
            (true, _) => (ReferentialAction::NoAction, ReferentialAction::NoAction),
            (false, true) => (ReferentialAction::SetNull, ReferentialAction::Restrict),
            (false, false) => (ReferentialAction::Restrict, ReferentialAction::Restrict),
        };
        let mut text = String::new();
        if key.on_delete != meant.0 {
            text.push_str(&format!(" on delete {}", key.on_delete.sql().to_lowercase()));
        }
        if key.on_update != meant.1 {
            text.push_str(&format!(" on update {}", key.on_update.sql().to_lowercase()));
        }
        text
    }

    fn field(&mut self, column: &Column) -> (String, Vec<ObjectPath>) {
        let object = self.column_path(&column.name);
        let doubts = self.context.doubts;
        let mut objects = vec![object.clone()];
        let name = self.form.fields[&column.name].clone();
        let optional = if column.not_null || self.is_key(&column.name) { "" } else { "?" };
        let own_check = self.own_check(column);
        let checked =
            own_check.filter(|check| !doubts.is_plain(&object) && doubts.of(&self.constraint(&check.name)) == 0).and_then(|check| {
                let word = checked_type(column, check)?;
                self.said.insert(check.name.clone());
                objects.push(self.constraint(&check.name));
                Some(word)
            });
        let left = |name: &QualifiedName| doubts.of(&ObjectPath::Enum(name.clone())) > 0;
        let data_type = checked.unwrap_or_else(|| type_text(&column.data_type, &self.context.names, left, &self.table.name.schema));
        let mut text = format!("{} {data_type}{optional}", written(&name));
        text.push_str(&self.source(column, &object));
        text.push_str(self.unique_at(std::slice::from_ref(&column.name), &mut objects));
        if let Some((check, sql)) =
            own_check.filter(|check| !self.said.contains(&check.name)).and_then(|check| Some((check, self.short(check)?)))
        {
            self.said.insert(check.name.clone());
            objects.push(self.constraint(&check.name));
            text.push_str(&format!(" check {sql}"));
        }
        if let Some(collation) = &column.collation {
            text.push_str(&format!(" collate {}", quoted(collation)));
        }
        if naming::column_name(&name) != column.name {
            text.push_str(&format!(" column {}", quoted(&column.name)));
        }
        (text, objects)
    }

    fn is_key(&self, column: &String) -> bool {
        self.table.primary_key.as_ref().is_some_and(|key| key.columns.contains(column))
    }

    /// Where values come from: behind the type.
    fn source(&self, column: &Column, object: &ObjectPath) -> String {
        if self.context.doubts.is_left(object) {
            return String::new();
        }
        match &column.value {
            ColumnValue::None => String::new(),
            ColumnValue::Serial { sequence } if *sequence == serial_sequence_name(&self.table.name, &column.name) => " serial".to_string(),
            ColumnValue::Serial { sequence } if sequence.schema == self.table.name.schema => format!(" serial {}", quoted(&sequence.name)),
            ColumnValue::Serial { sequence } => format!(" serial {}", quoted(&format!("{}.{}", sequence.schema, sequence.name))),
            ColumnValue::Identity(crate::catalog::IdentityKind::Always) => " identity".to_string(),
            ColumnValue::Identity(crate::catalog::IdentityKind::ByDefault) => " identity by default".to_string(),
            ColumnValue::Generated(expression) => in_parentheses(expression).map_or_else(String::new, |sql| format!(" generated {sql}")),
            ColumnValue::Default(expression) => {
                let values =
                    column.data_type.user_name().and_then(|name| self.context.catalog.enums.get(&name)).map(|held| held.values.as_slice());
                let values =
                    values.filter(|_| column.data_type.user_name().is_none_or(|name| self.context.doubts.of(&ObjectPath::Enum(name)) == 0));
                let plainly = self.context.doubts.is_plain(object);
                default(expression, column, values, plainly).map_or_else(String::new, |text| format!(" = {text}"))
            }
        }
    }

    /// A check that reads this column alone and is called as one would be.
    fn own_check(&self, column: &Column) -> Option<&'a CheckConstraint> {
        let name = name_of(self.style, ("ck", "check"), self.table, std::slice::from_ref(&column.name));
        let check = self.table.checks.get(&name)?;
        let alone = columns_read(&check.expression.written, self.table) == [column.name.clone()];
        (alone && check.validated && !check.no_inherit && !self.context.doubts.is_plain(&self.constraint(&name))).then_some(check)
    }

    fn short(&self, check: &CheckConstraint) -> Option<String> {
        self.condition(&check.expression).filter(|sql| sql.chars().count() <= 60)
    }

    fn uniques(&self) -> Vec<(String, ObjectPath)> {
        let line = |unique: &UniqueConstraint| {
            let object = self.constraint(&unique.name);
            if self.said.contains(&unique.name) || self.context.doubts.is_left(&object) {
                return None;
            }
            let name = self.explicit(&unique.name, ("uq", "key"), &unique.columns, &object);
            let mut text = format!("unique {name}({})", self.form.listed(&unique.columns));
            text.push_str(&self.included(&unique.include, unique.nulls_not_distinct));
            text.push_str(deferrable(unique.deferrable));
            Some((text, object))
        };
        self.table.uniques.values().filter_map(line).collect()
    }

    pub(super) fn included(&self, include: &[String], nulls_not_distinct: bool) -> String {
        let mut text = if include.is_empty() { String::new() } else { format!(" include ({})", self.form.listed(include)) };
        if nulls_not_distinct {
            text.push_str(" nulls not distinct");
        }
        text
    }

    fn foreign_keys(&self) -> Vec<(String, ObjectPath)> {
        let line = |key: &ForeignKey| {
            let object = self.constraint(&key.name);
            let optional = key.columns.iter().all(|column| self.table.columns.get(column).is_some_and(|column| !column.not_null));
            let target = self.context.forms.get(&key.references)?;
            let is_reference = self.form.references.values().any(|other| other.name == key.name);
            if is_reference || self.context.doubts.is_left(&object) || !key.on_delete_columns.is_empty() || key.match_full {
                return None;
            }
            // The first doubt is about the reference.
            let made = name_of(self.style, ("fk", "fkey"), self.table, &key.columns);
            let name = if made == key.name { String::new() } else { format!("{} ", written(&key.name)) };
            let entity = self.context.names.reference(&key.references, &self.table.name.schema)?;
            let mut text = format!("foreign key {name}({}) -> {entity}", self.form.listed(&key.columns));
            if target.table.primary_key.as_ref().is_none_or(|known| known.columns != key.referenced_columns) {
                text.push_str(&format!(" ({})", target.listed(&key.referenced_columns)));
            }
            text.push_str(&self.actions(key, optional));
            text.push_str(deferrable(key.deferrable));
            text.push_str(not_valid(key.validated));
            Some((text, object))
        };
        self.table.foreign_keys.values().filter_map(line).collect()
    }

    fn checks(&self) -> Vec<(String, ObjectPath)> {
        let line = |check: &CheckConstraint| {
            let object = self.constraint(&check.name);
            let left = self.context.doubts.is_left(&object) || check.no_inherit;
            if self.said.contains(&check.name) || left || self.table.options.inherited.constraints.contains(&check.name) {
                return None;
            }
            let read = columns_read(&check.expression.written, self.table);
            let named: &[String] = if self.style.defaults == DefaultStyle::Postgres && read.len() != 1 { &[] } else { &read };
            let name = self.explicit(&check.name, ("ck", "check"), named, &object);
            Some((format!("check {name}{}{}", self.condition(&check.expression)?, not_valid(check.validated)), object))
        };
        self.table.checks.values().filter_map(line).collect()
    }

    fn exclusions(&self) -> Vec<(String, ObjectPath)> {
        let line = |exclusion: &crate::catalog::ExclusionConstraint| {
            let object = self.constraint(&exclusion.name);
            if self.context.doubts.is_left(&object) || exclusion.has_options() {
                return None;
            }
            let elements: Option<Vec<String>> = exclusion
                .elements()
                .iter()
                .map(|(value, operator)| {
                    let column = value.trim_matches('"').to_string();
                    let value = match self.table.columns.contains_key(&column) {
                        true => self.form.listed(&[column]),
                        false => format!("({})", on_one_line(super::expression::without_outer(value))?),
                    };
                    Some(format!("{value} with {operator}"))
                })
                .collect();
            let mut text = format!("exclude {} ({})", written(&exclusion.name), elements?.join(", "));
            let method = exclusion.method();
            if method != "gist" {
                text.push_str(&format!(" using {}", written(&method)));
            }
            if let Some(condition) = exclusion.condition() {
                text.push_str(&format!(" where {}", self.condition(&condition)?));
            }
            Some((text, object))
        };
        self.table.exclusions.values().filter_map(line).collect()
    }
}

fn not_valid(validated: bool) -> &'static str {
    if validated { "" } else { " not valid" }
}

fn deferrable(deferrable: Deferrable) -> &'static str {
    match deferrable {
        Deferrable::No => "",
        Deferrable::InitiallyImmediate => " deferrable",
        Deferrable::InitiallyDeferred => " deferrable initially deferred",
    }
}
