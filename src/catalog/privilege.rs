//! Grants as definitions: the same texts that introspection makes of an access control list.

use super::{Catalog, Column, Definition, ObjectPath};

/// What default privileges give to the objects that `target` has and `current` does not, or that are made anew (`is_remade` knows them by
/// their paths): they are there as soon as the objects are. Only the privileges of the role that makes them count (`FOR ROLE` names another).
pub fn implied_privileges(current: &Catalog, target: &Catalog, is_remade: impl Fn(&str) -> bool) -> Vec<Definition> {
    let defaults: Vec<DefaultPrivilege> = current.definitions.values().filter_map(DefaultPrivilege::read).collect();
    if defaults.is_empty() {
        return Vec::new();
    }
    new_objects(current, target, is_remade).iter().flat_map(|made| defaults.iter().filter_map(|default| default.on(made))).collect()
}

/// An object that is made, as GRANT names it.
struct Made {
    /// `TABLES`, `SEQUENCES`, `FUNCTIONS`, `TYPES`, `SCHEMAS`
    class: &'static str,
    schema: String,
    /// `TABLE public.users`
    target: String,
    within: String,
}

fn new_objects(current: &Catalog, target: &Catalog, is_remade: impl Fn(&str) -> bool) -> Vec<Made> {
    let mut made = Vec::new();
    for table in target.tables.values() {
        let name = &table.name;
        let within = ObjectPath::Table(name.clone()).to_string();
        let standing = current.tables.get(name).filter(|_| !is_remade(&within));
        if standing.is_none() {
            made.push(Made { class: "TABLES", schema: name.schema.clone(), target: format!("TABLE {}", name.sql()), within });
        }
        for column in table.columns.values().filter(|column| !table.options.inherited.columns.contains(&column.name)) {
            let before = standing.and_then(|table| table.columns.get(&column.name));
            // One of an identity is made anew where a serial column had it, and the other way round.
            let stays = |before: &Column| std::mem::discriminant(&before.value) == std::mem::discriminant(&column.value);
            let before = before.filter(|before| stays(before)).and_then(|before| sequence_of(name, before));
            if let Some(sequence) = sequence_of(name, column).filter(|sequence| before.as_ref() != Some(sequence)) {
                let target = format!("SEQUENCE {}", sequence.sql());
                made.push(Made {
                    class: "SEQUENCES",
                    schema: sequence.schema.clone(),
                    target,
                    within: format!("sequence {}", sequence.sql()),
                });
            }
        }
    }
    for (signature, function) in target.functions.iter() {
        let within = ObjectPath::Function(signature.clone()).to_string();
        if current.functions.contains_key(signature) && !is_remade(&within) {
            continue;
        }
        let kind = if function.options.procedure { "PROCEDURE" } else { "FUNCTION" };
        let target = format!("{kind} {}({})", function.name.sql(), function.argument_types);
        made.push(Made { class: "FUNCTIONS", schema: function.name.schema.clone(), target, within });
    }
    for created in target.enums.values() {
        let within = ObjectPath::Enum(created.name.clone()).to_string();
        if current.enums.contains_key(&created.name) && !is_remade(&within) {
            continue;
        }
        made.push(Made { class: "TYPES", schema: created.name.schema.clone(), target: format!("TYPE {}", created.name.sql()), within });
    }
    for (key, definition) in target.definitions.iter().filter(|(key, _)| !current.definitions.contains_key(*key) || is_remade(key)) {
        let (class, word) = match definition.kind.as_str() {
            "view" | "materialized view" | "foreign table" => ("TABLES", "TABLE"),
            "sequence" => ("SEQUENCES", "SEQUENCE"),
            "domain" => ("TYPES", "DOMAIN"),
            "composite type" | "range type" => ("TYPES", "TYPE"),
            "aggregate" => ("FUNCTIONS", "FUNCTION"),
            _ => continue,
        };
        let Ok(name) = super::QualifiedName::try_from(definition.name.split('(').next().unwrap_or_default().to_string()) else { continue };
        made.push(Made { class, schema: name.schema, target: format!("{word} {}", definition.name), within: key.clone() });
    }
    made
}

/// What a column takes its numbers from.
fn sequence_of(table: &super::QualifiedName, column: &Column) -> Option<super::QualifiedName> {
    match &column.value {
        super::ColumnValue::Serial { sequence } => Some(sequence.clone()),
        super::ColumnValue::Identity(_) => Some(super::serial_sequence_name(table, &column.name)),
        _ => None,
    }
}

/// `default grant SELECT on TABLES IN SCHEMA public to reader`, taken apart.
struct DefaultPrivilege {
    privilege: String,
    class: String,
    /// `None` for all schemas.
    schema: Option<String>,
    grantee: String,
    grantable: bool,
    granted: bool,
}

impl DefaultPrivilege {
    fn read(definition: &Definition) -> Option<DefaultPrivilege> {
        let granted = match definition.kind.as_str() {
            "default grant" => true,
            "default revocation" => false,
            _ => return None,
        };
        let (rest, grantee) = definition.name.rsplit_once(if granted { " to " } else { " from " })?;
        let (privilege, scope) = rest.split_once(" on ")?;
        if scope.contains(" FOR ROLE ") {
            return None;
        }
        let (class, schema) = match scope.split_once(" IN SCHEMA ") {
            Some((class, schema)) => (class, Some(unquoted(schema))),
            None => (scope, None),
        };
        Some(DefaultPrivilege {
            privilege: privilege.to_string(),
            class: class.to_string(),
            schema,
            grantee: grantee.to_string(),
            grantable: !definition.definition.is_empty(),
            granted,
        })
    }

    fn on(&self, made: &Made) -> Option<Definition> {
        let concerned = self.class == made.class && self.schema.as_ref().is_none_or(|schema| *schema == made.schema);
        concerned.then(|| match self.granted {
            true => grant(&self.privilege, &made.target, &self.grantee, self.grantable, &made.within),
            false => revocation(&self.privilege, &made.target, &self.grantee, &made.within),
        })
    }
}

fn unquoted(name: &str) -> String {
    match name.strip_prefix('"').and_then(|name| name.strip_suffix('"')) {
        Some(quoted) => quoted.replace("\"\"", "\""),
        None => name.to_string(),
    }
}

/// `target` as GRANT names it: `TABLE public.users`; `grantee` quoted, or PUBLIC.
pub fn grant(privilege: &str, target: &str, grantee: &str, grantable: bool, within: &str) -> Definition {
    let option = if grantable { "WITH GRANT OPTION" } else { "" };
    let create = format!("GRANT {privilege} ON {target} TO {grantee}{}{option}", if grantable { " " } else { "" });
    let replace = if grantable { create.clone() } else { format!("REVOKE GRANT OPTION FOR {privilege} ON {target} FROM {grantee}") };
    Definition {
        kind: "grant".to_string(),
        name: format!("{privilege} on {target} to {grantee}"),
        definition: option.to_string(),
        create,
        drop: format!("REVOKE {privilege} ON {target} FROM {grantee}"),
        replace: Some(replace),
        shape: Vec::new(),
        within: Some(within.to_string()),
        included: false,
    }
}

/// A privilege that PostgreSQL gives by itself and somebody has taken.
pub fn revocation(privilege: &str, target: &str, grantee: &str, within: &str) -> Definition {
    Definition {
        kind: "revocation".to_string(),
        name: format!("{privilege} on {target} from {grantee}"),
        definition: String::new(),
        create: format!("REVOKE {privilege} ON {target} FROM {grantee}"),
        drop: format!("GRANT {privilege} ON {target} TO {grantee}"),
        replace: None,
        shape: Vec::new(),
        within: Some(within.to_string()),
        included: false,
    }
}
