//! Sequences: those that stand alone, those that columns own, and what the catalog says of each.
//!
//! Comes in: CREATE and ALTER SEQUENCE, `serial`, GENERATED AS IDENTITY. Goes out: sequences with all their options, and the
//! definitions that introspection gives for them (src/postgres/introspect/definitions/relations.sql). Never happens: a sequence's value.

use super::cursor::Cursor;
use super::state::{Relation, State, quoted, within_table};
use super::types;
use super::{Step, not_modelled};
use crate::catalog::{ColumnValue, DataType, Definition, QualifiedName, Sequence};

fn greatest(data_type: &str) -> i64 {
    match data_type {
        "smallint" => i64::from(i16::MAX),
        "integer" => i64::from(i32::MAX),
        _ => i64::MAX,
    }
}

fn least(data_type: &str) -> i64 {
    match data_type {
        "smallint" => i64::from(i16::MIN),
        "integer" => i64::from(i32::MIN),
        _ => i64::MIN,
    }
}

impl Sequence {
    /// As PostgreSQL makes one when nothing is said of it.
    pub(super) fn new(name: QualifiedName, data_type: &str) -> Sequence {
        Sequence {
            name,
            data_type: data_type.to_string(),
            increment: 1,
            minimum: 1,
            maximum: greatest(data_type),
            start: 1,
            cache: 1,
            cycle: false,
            unlogged: false,
            owner: None,
            identity: false,
        }
    }

    fn options(&self) -> String {
        format!(
            " AS {} INCREMENT BY {} MINVALUE {} MAXVALUE {} START WITH {} CACHE {} {}",
            self.data_type,
            self.increment,
            self.minimum,
            self.maximum,
            self.start,
            self.cache,
            if self.cycle { "CYCLE" } else { "NO CYCLE" }
        )
    }

    fn is_usual(&self, column_type: &str) -> bool {
        let plain = Sequence::new(self.name.clone(), column_type);
        (&self.data_type, self.increment, self.minimum, self.maximum, self.start, self.cache, self.cycle)
            == (&plain.data_type, 1, 1, plain.maximum, 1, 1, false)
    }
}

/// The options of CREATE or ALTER SEQUENCE, up to what is none. Source: init_params() in src/backend/commands/sequence.c.
pub(super) fn read_options(cursor: &mut Cursor, state: &State, sequence: &mut Sequence, new: bool) -> Step<Option<Vec<String>>> {
    let (mut minimum, mut maximum, mut start, mut owner) = (None, None, None, None);
    let (mut no_minimum, mut no_maximum) = (false, false);
    let mut new_type = None;
    let number = |cursor: &mut Cursor| cursor.number()?.parse::<i64>().or_else(|_| not_modelled("a number out of range"));
    loop {
        if cursor.take("as") {
            let data_type = types::read(cursor, state)?.to_string();
            if !matches!(data_type.as_str(), "smallint" | "integer" | "bigint") {
                return not_modelled("a sequence of another type");
            }
            new_type = Some(data_type);
        } else if cursor.take("increment by") || cursor.take("increment") {
            sequence.increment = number(cursor)?;
            if sequence.increment == 0 {
                return not_modelled("an increment of zero");
            }
        } else if cursor.take("minvalue") {
            minimum = Some(number(cursor)?);
        } else if cursor.take("maxvalue") {
            maximum = Some(number(cursor)?);
        } else if cursor.take("no minvalue") {
            no_minimum = true;
        } else if cursor.take("no maxvalue") {
            no_maximum = true;
        } else if cursor.take("start with") || cursor.take("start") {
            start = Some(number(cursor)?);
        } else if cursor.take("cache") {
            sequence.cache = number(cursor)?;
        } else if cursor.take("cycle") {
            sequence.cycle = true;
        } else if cursor.take("no cycle") {
            sequence.cycle = false;
        } else if !new && (cursor.take("restart with") || cursor.take("restart")) {
            if cursor.peek().is_some_and(|token| token.value == "-" || token.kind == super::token::Kind::Number) {
                number(cursor)?;
            }
        } else if cursor.take("owned by") {
            owner = Some(if cursor.take("none") { Vec::new() } else { cursor.path()? });
        } else {
            break;
        }
    }
    // A bound that was the old type's own moves to that of the new type.
    let old_type = sequence.data_type.clone();
    if let Some(data_type) = new_type {
        if !new && maximum.is_none() && sequence.maximum == greatest(&old_type) && sequence.increment > 0 {
            no_maximum = true;
        }
        if !new && minimum.is_none() && sequence.minimum == least(&old_type) && sequence.increment < 0 {
            no_minimum = true;
        }
        sequence.data_type = data_type;
    }
    let ascending = sequence.increment > 0;
    if let Some(value) = maximum {
        sequence.maximum = value;
    } else if new || no_maximum {
        sequence.maximum = if ascending { greatest(&sequence.data_type) } else { -1 };
    }
    if let Some(value) = minimum {
        sequence.minimum = value;
    } else if new || no_minimum {
        sequence.minimum = if ascending { 1 } else { least(&sequence.data_type) };
    }
    if let Some(value) = start {
        sequence.start = value;
    } else if new {
        sequence.start = if ascending { sequence.minimum } else { sequence.maximum };
    }
    let valid = sequence.minimum < sequence.maximum
        && (sequence.minimum..=sequence.maximum).contains(&sequence.start)
        && sequence.maximum <= greatest(&sequence.data_type)
        && sequence.minimum >= least(&sequence.data_type)
        && sequence.cache > 0;
    if valid { Ok(owner) } else { not_modelled("bounds of a sequence that PostgreSQL refuses") }
}

/// After CREATE [UNLOGGED] SEQUENCE.
pub(super) fn create(cursor: &mut Cursor, state: &mut State, unlogged: bool) -> Step<()> {
    let may_stand = cursor.take("if not exists");
    let path = cursor.path()?;
    let name = state.new_name(&path)?;
    if state.relation(&name).is_some() {
        return if may_stand { Ok(()) } else { not_modelled(format!("{name} stands already")) };
    }
    let mut sequence = Sequence::new(name, "bigint");
    sequence.unlogged = unlogged;
    let owner = read_options(cursor, state, &mut sequence, true)?;
    cursor.end()?;
    if let Some(path) = owner {
        sequence.owner = owner_of(state, &path)?;
    }
    state.put_sequence(sequence);
    Ok(())
}

/// After ALTER SEQUENCE.
pub(super) fn alter(cursor: &mut Cursor, state: &mut State) -> Step<()> {
    let may_lack = cursor.take("if exists");
    let path = cursor.path()?;
    let name = match state.find_relation(&path) {
        Some((name, Relation::Sequence)) => name,
        None if may_lack && !state.is_temporary(&path) => return Ok(()),
        _ => return not_modelled("no sequence of this name"),
    };
    if cursor.take("rename to") {
        let new = QualifiedName::new(name.schema.clone(), cursor.name()?);
        cursor.end()?;
        return rename(state, &name, &new);
    }
    if cursor.take("set schema") {
        let schema = cursor.name()?;
        cursor.end()?;
        let new = state.new_name(&[schema, name.name.clone()])?;
        return rename(state, &name, &new);
    }
    if cursor.take("owner to") {
        cursor.at = cursor.tokens.len();
        return Ok(());
    }
    let Some(mut sequence) = state.sequences.get(&name).cloned() else { return not_modelled("no sequence of this name") };
    if cursor.take("set logged") || cursor.take("set unlogged") {
        return not_modelled("a change of a sequence's persistence");
    }
    let owner = read_options(cursor, state, &mut sequence, false)?;
    cursor.end()?;
    if let Some(path) = owner {
        if sequence.identity {
            return not_modelled("the owner of an identity column's sequence");
        }
        let before = sequence.owner.take();
        sequence.owner = owner_of(state, &path)?;
        state.put_sequence(sequence.clone());
        for (table, column) in before.into_iter().chain(sequence.owner.clone()) {
            settle_serial(state, &table, &column)?;
        }
        return Ok(());
    }
    state.put_sequence(sequence);
    Ok(())
}

fn owner_of(state: &State, path: &[String]) -> Step<Option<(QualifiedName, String)>> {
    let [table @ .., column] = path else { return Ok(None) };
    let table = state.find_table(table)?;
    state.column(&table, column)?;
    Ok(Some((table, column.clone())))
}

pub(super) fn rename(state: &mut State, old: &QualifiedName, new: &QualifiedName) -> Step<()> {
    if state.relation(new).is_some() {
        return not_modelled(format!("{new} stands already"));
    }
    refuse_mentions(state, old)?;
    let Some(mut sequence) = state.take_sequence(old) else { return not_modelled("no sequence of this name") };
    sequence.name = new.clone();
    let comment = state.take_definition(&format!("comment on sequence {}", old.sql()));
    let owner = sequence.owner.clone();
    state.put_sequence(sequence);
    if let Some(comment) = comment {
        super::comment::put_other(state, "sequence", &new.sql().to_string(), &format!("sequence {}", new.sql()), comment.definition);
    }
    if let Some((table, column)) = owner
        && let Some(column) = state.table_mut(&table)?.columns.get_mut(&column)
        && column.value == (ColumnValue::Serial { sequence: old.clone() })
    {
        column.value = ColumnValue::Serial { sequence: new.clone() };
    }
    state.describe_sequence(new);
    Ok(())
}

/// Defaults that name the sequence without owning it, privileges on it: written anew they are not here.
fn refuse_mentions(state: &State, name: &QualifiedName) -> Step<()> {
    let named = state.catalog.tables.values().flat_map(|table| table.columns.values());
    for column in named {
        if let ColumnValue::Default(expression) = &column.value
            && expression.written.contains("nextval")
            && expression.written.contains(&name.name)
        {
            return not_modelled("a new name of a sequence that a default names");
        }
    }
    if state.catalog.definitions.values().any(|definition| definition.kind == "grant" && definition.name.contains(&name.sql().to_string()))
    {
        return not_modelled("a new name of a sequence with privileges");
    }
    Ok(())
}

/// Whether a default takes its values from a sequence: its name.
pub(super) fn sequence_in_default(state: &State, written: &str) -> Option<QualifiedName> {
    let cursor = Cursor::new(written).ok()?;
    let mut tokens = cursor.tokens.iter().filter(|token| !token.is_sign("("));
    let mut first = tokens.next()?;
    if first.is_word("pg_catalog") {
        tokens.next()?;
        first = tokens.next()?;
    }
    if !first.is_word("nextval") {
        return None;
    }
    let path = Cursor::new(&tokens.next()?.value).ok()?.path().ok()?;
    match state.find_relation(&path) {
        Some((name, Relation::Sequence)) => Some(name),
        _ => None,
    }
}

/// A column whose default takes from a sequence that it owns is a serial one; and no longer when it does not own it.
pub(super) fn settle_serial(state: &mut State, table: &QualifiedName, column: &str) -> Step<()> {
    let value = state.column(table, column)?.value.clone();
    let owned = |state: &State, name: &QualifiedName| {
        state.sequences.get(name).is_some_and(|sequence| sequence.owner.as_ref().is_some_and(|(t, c)| t == table && c == column))
    };
    let (sequence, new) = match value {
        ColumnValue::Default(expression) => match sequence_in_default(state, &expression.written) {
            Some(name) if owned(state, &name) => (name.clone(), Some(ColumnValue::Serial { sequence: name })),
            Some(name) => (name, None),
            None => return Ok(()),
        },
        ColumnValue::Serial { sequence } if !owned(state, &sequence) => {
            let default = crate::catalog::Expression::new(format!("nextval('{}'::regclass)", sequence.sql().as_str().replace('\'', "''")));
            (sequence, Some(ColumnValue::Default(default)))
        }
        ColumnValue::Serial { sequence } => (sequence, None),
        _ => return Ok(()),
    };
    if let (Some(new), Some(column)) = (new, state.table_mut(table)?.columns.get_mut(column)) {
        column.value = new;
    }
    state.describe_sequence(&sequence);
    Ok(())
}

/// The table's column gets a sequence of its own. `serial` and identity alike.
pub(super) fn for_column(state: &State, table: &QualifiedName, column: &str, data_type: &DataType) -> Step<Sequence> {
    let taken = |name: &QualifiedName| state.relation(name).is_some() || state.sequences.contains_key(name);
    let name = super::names::choose(&table.schema, &table.name, column, "seq", taken);
    let mut sequence = Sequence::new(name, &data_type.to_string());
    sequence.owner = Some((table.clone(), column.to_string()));
    Ok(sequence)
}

impl State {
    /// What the catalog says of a sequence, anew.
    pub fn describe_sequence(&mut self, name: &QualifiedName) {
        let path = name.sql().to_string();
        for kind in ["sequence", "options of sequence", "owner of sequence"] {
            self.take_definition(&format!("{kind} {path}"));
        }
        let Some(sequence) = self.sequences.get(name).cloned() else { return };
        let options = sequence.options();
        let column = sequence.owner.as_ref().and_then(|(table, column)| self.catalog.tables.get(table)?.columns.get(column));
        let takes_from_it =
            sequence.identity || column.is_some_and(|column| column.value == ColumnValue::Serial { sequence: name.clone() });
        if takes_from_it {
            let (Some((table, _)), Some(column)) = (&sequence.owner, column) else { return };
            let column_type = column.data_type.to_string();
            if !sequence.is_usual(&column_type) {
                // The type of an identity's sequence follows that of its column.
                let data_type = if sequence.identity { String::new() } else { format!(" AS {column_type}") };
                self.put_definition(Definition {
                    kind: "options of sequence".to_string(),
                    name: path.clone(),
                    definition: options.clone(),
                    create: format!("ALTER SEQUENCE {path}{options}"),
                    drop: format!("ALTER SEQUENCE {path}{data_type} INCREMENT BY 1 MINVALUE 1 NO MAXVALUE START WITH 1 CACHE 1 NO CYCLE"),
                    replace: Some(format!("ALTER SEQUENCE {path}{options}")),
                    shape: Vec::new(),
                    within: Some(within_table(table)),
                    included: false,
                });
            }
            return;
        }
        let unlogged = if sequence.unlogged { "UNLOGGED " } else { "" };
        self.put_definition(Definition {
            kind: "sequence".to_string(),
            name: path.clone(),
            definition: options.clone(),
            create: format!("CREATE {unlogged}SEQUENCE {path}{options}"),
            drop: format!("DROP SEQUENCE {path}"),
            replace: Some(format!("ALTER SEQUENCE {path}{options}")),
            shape: vec![if sequence.unlogged { "u" } else { "p" }.to_string()],
            within: None,
            included: false,
        });
        if let Some((table, column)) = &sequence.owner {
            let owner = format!("{}.{}", table.sql(), quoted(column));
            self.put_definition(Definition {
                kind: "owner of sequence".to_string(),
                name: path.clone(),
                definition: owner.clone(),
                create: format!("ALTER SEQUENCE {path} OWNED BY {owner}"),
                drop: format!("ALTER SEQUENCE {path} OWNED BY NONE"),
                replace: Some(format!("ALTER SEQUENCE {path} OWNED BY {owner}")),
                shape: Vec::new(),
                within: Some(format!("sequence {path}")),
                included: false,
            });
        }
    }
}
