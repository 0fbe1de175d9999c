//! Named parts of a table, matched by name first and by definition second: a part that stands under a foreign name, with the
//! definition that is asked for, is there.

use indexmap::IndexMap;

use crate::catalog::{
    CheckConstraint, Column, ColumnValue, Deferrable, ExclusionConstraint, ForeignKey, IdentityKind, Index, IndexKeyValue, PrimaryKey,
    Trigger, UniqueConstraint,
};

/// A part of a table that has a name and a definition.
pub(super) trait Part: Clone {
    fn name(&self) -> &str;
    fn comment(&self) -> &Option<String>;
    /// Equal but for name and comment.
    fn same_definition(&self, other: &Self) -> bool;
    /// For people.
    fn describe(&self) -> String;
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

pub(super) fn match_parts<'a, T: Part>(standing: &'a IndexMap<String, T>, asked: &'a IndexMap<String, T>) -> Matched<'a, T> {
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
        } else {
            matched.missing.push(wanted);
        }
    }
    matched.left = free;
    matched
}

macro_rules! part {
    ($type:ty, $describe:expr) => {
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

            fn describe(&self) -> String {
                let describe: fn(&$type) -> String = $describe;
                describe(self)
            }
        }
    };
}

part!(PrimaryKey, |key| format!("PRIMARY KEY ({})", key.columns.join(", ")));
part!(UniqueConstraint, |unique| {
    let include = if unique.include.is_empty() { String::new() } else { format!(" INCLUDE ({})", unique.include.join(", ")) };
    let nulls = if unique.nulls_not_distinct { " NULLS NOT DISTINCT" } else { "" };
    format!("UNIQUE{nulls} ({}){include}{}", unique.columns.join(", "), deferrable(unique.deferrable))
});
part!(CheckConstraint, |check| {
    let inherit = if check.no_inherit { " NO INHERIT" } else { "" };
    format!("CHECK ({}){inherit}{}", check.expression.written, if check.validated { "" } else { " NOT VALID" })
});
part!(ForeignKey, |key| {
    let only = if key.on_delete_columns.is_empty() { String::new() } else { format!(" ({})", key.on_delete_columns.join(", ")) };
    format!(
        "FOREIGN KEY ({}) REFERENCES {} ({}){} ON DELETE {}{only} ON UPDATE {}{}{}",
        key.columns.join(", "),
        key.references,
        key.referenced_columns.join(", "),
        if key.match_full { " MATCH FULL" } else { "" },
        key.on_delete.sql(),
        key.on_update.sql(),
        deferrable(key.deferrable),
        if key.validated { "" } else { " NOT VALID" },
    )
});
part!(ExclusionConstraint, |exclusion| exclusion.definition.clone());
part!(Index, |index| {
    let keys: Vec<String> = index
        .keys
        .iter()
        .map(|key| {
            let value = match &key.value {
                IndexKeyValue::Column(name) => name.clone(),
                IndexKeyValue::Expression(expression) => format!("({})", expression.written),
            };
            format!("{value}{}", if key.descending { " DESC" } else { "" })
        })
        .collect();
    let predicate = index.predicate.as_ref().map_or(String::new(), |predicate| format!(" WHERE {}", predicate.written));
    let unique = if index.unique { "UNIQUE " } else { "" };
    format!("{unique}{} ({}){predicate}{}", index.method, keys.join(", "), if index.valid { "" } else { " INVALID" })
});
part!(Trigger, |trigger| {
    let row = if trigger.for_each_row { " FOR EACH ROW" } else { "" };
    let disabled = if trigger.enabled == 'D' { " (disabled)" } else { "" };
    format!(
        "{} {}{row} EXECUTE FUNCTION {}({}){disabled}",
        trigger.timing,
        trigger.events.join(" OR "),
        trigger.function,
        trigger.arguments.join(", ")
    )
});

fn deferrable(deferrable: Deferrable) -> &'static str {
    match deferrable {
        Deferrable::No => "",
        Deferrable::InitiallyImmediate => " DEFERRABLE",
        Deferrable::InitiallyDeferred => " DEFERRABLE INITIALLY DEFERRED",
    }
}

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
