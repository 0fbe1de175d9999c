//! The options of a table that ALTER TABLE sets: row-level security, triggers on and off, storage, statistics, replica identity.

use super::create_table::storage_parameters;
use super::cursor::Cursor;
use super::state::{State, quoted, within_table};
use super::{Step, not_modelled};
use crate::catalog::{Definition, QualifiedName};
use crate::ordered::IndexMap;

pub(super) enum TableOption {
    RowSecurity(bool),
    ForcedRowSecurity(bool),
    /// The state of one trigger, or of all.
    Trigger {
        name: Option<String>,
        enabled: char,
    },
    Unlogged(bool),
    Set(IndexMap<String, String>),
    Reset(Vec<String>),
    ReplicaIdentity(Option<String>),
    Cluster(Option<String>),
    OfColumn {
        column: String,
        option: ColumnOption,
    },
}

pub(super) enum ColumnOption {
    Statistics(i64),
    Storage(String),
    Compression(Option<String>),
}

/// Of a kind that has no type of its own, its statements all made of one text.
pub(super) fn definition(
    kind: &str,
    name: String,
    text: String,
    create: String,
    drop: String,
    replace: Option<String>,
    within: Option<String>,
) -> Definition {
    Definition { kind: kind.to_string(), name, definition: text, create, drop, replace, shape: Vec::new(), within, included: false }
}

pub(super) fn read(cursor: &mut Cursor) -> Step<TableOption> {
    for (words, option) in [
        ("enable row level security", TableOption::RowSecurity(true)),
        ("disable row level security", TableOption::RowSecurity(false)),
        ("force row level security", TableOption::ForcedRowSecurity(true)),
        ("no force row level security", TableOption::ForcedRowSecurity(false)),
        ("set logged", TableOption::Unlogged(false)),
        ("set unlogged", TableOption::Unlogged(true)),
        ("set without cluster", TableOption::Cluster(None)),
    ] {
        if cursor.take(words) {
            return Ok(option);
        }
    }
    for (words, enabled) in
        [("enable trigger", 'O'), ("disable trigger", 'D'), ("enable replica trigger", 'R'), ("enable always trigger", 'A')]
    {
        if cursor.take(words) {
            let all = cursor.take("all") || cursor.take("user");
            return Ok(TableOption::Trigger { name: if all { None } else { Some(cursor.name()?) }, enabled });
        }
    }
    if cursor.take("cluster on") {
        return Ok(TableOption::Cluster(Some(cursor.name()?)));
    }
    if cursor.take("replica identity") {
        let text = if cursor.take("default") {
            None
        } else if cursor.take("full") {
            Some("FULL".to_string())
        } else if cursor.take("nothing") {
            Some("NOTHING".to_string())
        } else {
            cursor.expect("using index")?;
            Some(format!("USING INDEX {}", quoted(&cursor.name()?)))
        };
        return Ok(TableOption::ReplicaIdentity(text));
    }
    if cursor.take("reset") {
        return Ok(TableOption::Reset(cursor.name_list()?));
    }
    if cursor.sees("set") && cursor.peek_at(1).is_some_and(|token| token.is_sign("(")) {
        cursor.at += 1;
        return Ok(TableOption::Set(storage_parameters(cursor)?));
    }
    cursor.unexpected("a change of a table")
}

/// After ALTER COLUMN name.
pub(super) fn read_column_option(cursor: &mut Cursor) -> Step<ColumnOption> {
    if cursor.take("set statistics") {
        return cursor.number()?.parse().map(ColumnOption::Statistics).or_else(|_| not_modelled("a number out of range"));
    }
    if cursor.take("set storage") {
        return Ok(ColumnOption::Storage(cursor.name()?.to_uppercase()));
    }
    if cursor.take("set compression") {
        let method = cursor.name()?;
        return Ok(ColumnOption::Compression(Some(method).filter(|method| method != "default")));
    }
    cursor.unexpected("a change of a column")
}

pub(super) fn apply(state: &mut State, table: &QualifiedName, option: TableOption) -> Step<()> {
    let path = table.sql().to_string();
    let within = Some(within_table(table));
    match option {
        TableOption::RowSecurity(on) => {
            let (enable, disable) =
                (format!("ALTER TABLE {path} ENABLE ROW LEVEL SECURITY"), format!("ALTER TABLE {path} DISABLE ROW LEVEL SECURITY"));
            set(
                state,
                on.then(|| definition("row security of", path.clone(), "ENABLED".to_string(), enable, disable, None, within)),
                &format!("row security of {path}"),
            );
        }
        TableOption::ForcedRowSecurity(on) => {
            let (force, no_force) =
                (format!("ALTER TABLE {path} FORCE ROW LEVEL SECURITY"), format!("ALTER TABLE {path} NO FORCE ROW LEVEL SECURITY"));
            set(
                state,
                on.then(|| definition("forced row security of", path.clone(), "FORCED".to_string(), force, no_force, None, within)),
                &format!("forced row security of {path}"),
            );
        }
        TableOption::Trigger { name, enabled } => {
            let others = state.catalog.definitions.values().any(|definition| definition.kind == "trigger" && definition.within == within);
            let own = state.table_mut(table)?;
            if name.as_ref().map_or(others, |name| !own.triggers.contains_key(name)) {
                return not_modelled("the state of a constraint trigger");
            }
            for trigger in own.triggers.values_mut() {
                if name.as_ref().is_none_or(|name| *name == trigger.name) {
                    trigger.enabled = enabled;
                }
            }
        }
        TableOption::Unlogged(unlogged) => {
            let serial = state.sequences.values().any(|sequence| sequence.owner.as_ref().is_some_and(|(owner, _)| owner == table));
            if serial {
                return not_modelled("another persistence of a table with sequences");
            }
            state.table_mut(table)?.options.unlogged = unlogged;
        }
        TableOption::Set(parameters) => {
            let own = &mut state.table_mut(table)?.options.storage_parameters;
            own.extend(parameters);
            own.sort_keys();
        }
        TableOption::Reset(names) => {
            let own = &mut state.table_mut(table)?.options.storage_parameters;
            names.iter().for_each(|name| drop(own.shift_remove(name)));
        }
        TableOption::ReplicaIdentity(text) => {
            let usual = format!("ALTER TABLE {path} REPLICA IDENTITY DEFAULT");
            let new = text.map(|text| format!("ALTER TABLE {path} REPLICA IDENTITY {text}"));
            let new =
                new.map(|text| definition("replica identity of", path.clone(), text.clone(), text.clone(), usual, Some(text), within));
            set(state, new, &format!("replica identity of {path}"));
        }
        TableOption::Cluster(index) => {
            let usual = format!("ALTER TABLE {path} SET WITHOUT CLUSTER");
            let new = index.map(|index| format!("ALTER TABLE {path} CLUSTER ON {}", quoted(&index)));
            let new = new.map(|text| definition("cluster mark of", path.clone(), text.clone(), text.clone(), usual, Some(text), within));
            set(state, new, &format!("cluster mark of {path}"));
        }
        TableOption::OfColumn { column, option } => return of_column(state, table, &column, option),
    }
    Ok(())
}

fn set(state: &mut State, new: Option<Definition>, key: &str) {
    match new {
        Some(definition) => state.put_definition(definition),
        None => drop(state.take_definition(key)),
    }
}

/// The storage that a type has of its own. Source: pg_type.typstorage.
fn own_storage(data_type: &crate::catalog::DataType) -> Option<&'static str> {
    Some(match data_type.name.as_str() {
        _ if data_type.array => "EXTENDED",
        "text" | "character varying" | "character" | "bytea" | "json" | "jsonb" | "xml" | "tsvector" | "bit" | "bit varying" => "EXTENDED",
        "numeric" | "inet" | "cidr" => "MAIN",
        "smallint"
        | "integer"
        | "bigint"
        | "boolean"
        | "real"
        | "double precision"
        | "uuid"
        | "date"
        | "timestamp with time zone"
        | "timestamp without time zone" => "PLAIN",
        _ => return None,
    })
}

fn of_column(state: &mut State, table: &QualifiedName, column: &str, option: ColumnOption) -> Step<()> {
    let standing = state.column(table, column)?;
    let place = format!("{}.{}", table.sql(), quoted(column));
    let alter = format!("ALTER TABLE {} ALTER COLUMN {} ", table.sql(), quoted(column));
    let (kind, text, usual) = match option {
        ColumnOption::Statistics(target) => {
            ("statistics of column", (target >= 0).then(|| format!("SET STATISTICS {target}")), "SET STATISTICS -1".to_string())
        }
        ColumnOption::Storage(storage) => {
            let Some(own) = own_storage(&standing.data_type) else { return not_modelled("the storage of a column of this type") };
            if storage == "DEFAULT" || own == "PLAIN" && storage != "PLAIN" {
                return not_modelled("the storage of a column of this type");
            }
            ("storage of column", (storage != own).then(|| format!("SET STORAGE {storage}")), format!("SET STORAGE {own}"))
        }
        ColumnOption::Compression(method) => {
            ("compression of column", method.map(|method| format!("SET COMPRESSION {method}")), "SET COMPRESSION default".to_string())
        }
    };
    let new = text.map(|text| {
        let whole = format!("{alter}{text}");
        definition(kind, place.clone(), text, whole.clone(), format!("{alter}{usual}"), Some(whole), Some(within_table(table)))
    });
    set(state, new, &format!("{kind} {place}"));
    Ok(())
}
