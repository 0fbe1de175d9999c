//! Named parts of a table, matched by name first and by definition second: a part that stands under a foreign name, with the
//! definition that is asked for, is there.

use crate::ordered::IndexMap;

use super::mention::Mentions;
use crate::catalog::{
    CheckConstraint, Column, ColumnValue, ExclusionConstraint, ForeignKey, IdentityKind, Index, IndexKey, IndexKeyValue, PrimaryKey,
    Trigger, UniqueConstraint,
};

/// A part of a table that has a name and a definition.
pub(super) trait Part: Clone {
    fn name(&self) -> &str;
    fn comment(&self) -> &Option<String>;
    /// Equal but for name and comment.
    fn same_definition(&self, other: &Self) -> bool;
    /// Whether it cannot stand without the column.
    fn uses(&self, column: &str) -> bool;
}

pub(super) struct Matched<'a, T> {
    /// Asked for and not there.
    pub missing: Vec<&'a T>,
    /// (standing, asked), equal in definition.
    pub present: Vec<(&'a T, &'a T)>,
    /// (standing, asked), of one name and different in definition.
    pub changed: Vec<(&'a T, &'a T)>,
    /// Standing, not asked for.
    pub left: Vec<&'a T>,
}

/// `former` gives the name that a part had before its table or columns were renamed.
pub(super) fn match_parts<'a, T: Part>(
    standing: &'a IndexMap<String, T>,
    asked: &'a IndexMap<String, T>,
    former: impl Fn(&str) -> Option<String>,
) -> Matched<'a, T> {
    let mut matched = Matched { missing: Vec::new(), present: Vec::new(), changed: Vec::new(), left: Vec::new() };
    let mut free: Vec<&T> = Vec::new();
    for (name, part) in standing {
        match asked.get(name) {
            Some(wanted) if part.same_definition(wanted) => matched.present.push((part, wanted)),
            _ => free.push(part),
        }
    }
    for (name, wanted) in asked {
        if standing.get(name).is_some_and(|part| part.same_definition(wanted)) {
            continue;
        }
        if let Some(place) = free.iter().position(|part| part.same_definition(wanted)) {
            matched.present.push((free.remove(place), wanted));
        } else if let Some(place) = free.iter().position(|part| part.name() == name) {
            matched.changed.push((free.remove(place), wanted));
        } else if let Some(place) = former(name).and_then(|before| free.iter().position(|part| part.name() == before)) {
            matched.changed.push((free.remove(place), wanted));
        } else {
            matched.missing.push(wanted);
        }
    }
    matched.left = free;
    matched
}

macro_rules! part {
    ($type:ty, $uses:expr) => {
        impl Part for $type {
            fn name(&self) -> &str {
                &self.name
            }

            fn comment(&self) -> &Option<String> {
                &self.comment
            }

            fn same_definition(&self, other: &Self) -> bool {
                let mut renamed = self.clone();
                renamed.name.clone_from(&other.name);
                renamed.comment.clone_from(&other.comment);
                renamed == *other
            }

            fn uses(&self, column: &str) -> bool {
                let uses: fn(&$type, &str) -> bool = $uses;
                uses(self, column)
            }
        }
    };
}

fn names(text: &str, column: &str) -> bool {
    Mentions::of(text).bare.contains(column)
}

fn lists(columns: &[String], column: &str) -> bool {
    columns.iter().any(|name| name == column)
}

part!(PrimaryKey, |key, column| lists(&key.columns, column) || lists(&key.include, column));
part!(UniqueConstraint, |unique, column| lists(&unique.columns, column) || lists(&unique.include, column));
part!(CheckConstraint, |check, column| names(&check.expression.written, column));
part!(ForeignKey, |key, column| lists(&key.columns, column));
part!(ExclusionConstraint, |exclusion, column| names(&exclusion.definition, column));
part!(Index, |index, column| {
    let in_key = |key: &IndexKey| match &key.value {
        IndexKeyValue::Column(name) => name == column,
        IndexKeyValue::Expression(expression) => names(&expression.written, column),
    };
    index.keys.iter().any(in_key)
        || lists(&index.include, column)
        || index.predicate.as_ref().is_some_and(|predicate| names(&predicate.written, column))
});
part!(Trigger, |trigger, column| {
    let of_columns = |event: &&String| event.contains(" OF ");
    trigger.events.iter().filter(of_columns).any(|event| names(event, column))
        || trigger.condition.as_ref().is_some_and(|condition| names(&condition.written, column))
});

/// Columns are never matched by definition. The name of a serial column's sequence is no difference, unless names count.
pub(super) fn same_column(standing: &Column, asked: &Column, names_count: bool) -> bool {
    let same_value = match (&standing.value, &asked.value) {
        (ColumnValue::Serial { .. }, ColumnValue::Serial { .. }) if !names_count => true,
        (standing, asked) => standing == asked,
    };
    same_value && standing.data_type == asked.data_type && standing.not_null == asked.not_null && standing.collation == asked.collation
}

pub(super) fn describe_column(column: &Column) -> String {
    let mut text = column.data_type.to_string();
    if let Some(collation) = &column.collation {
        text.push_str(&format!(" COLLATE {collation}"));
    }
    if column.not_null {
        text.push_str(" NOT NULL");
    }
    match &column.value {
        ColumnValue::None => {}
        ColumnValue::Default(expression) => text.push_str(&format!(" DEFAULT {}", expression.written)),
        ColumnValue::Serial { .. } => text.push_str(" with a sequence of its own (serial)"),
        ColumnValue::Identity(IdentityKind::Always) => text.push_str(" GENERATED ALWAYS AS IDENTITY"),
        ColumnValue::Identity(IdentityKind::ByDefault) => text.push_str(" GENERATED BY DEFAULT AS IDENTITY"),
        ColumnValue::Generated(expression) => text.push_str(&format!(" GENERATED ALWAYS AS ({}) STORED", expression.written)),
    }
    text
}
