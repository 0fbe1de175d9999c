//! CREATE, ALTER and DROP INDEX.
//!
//! Comes in: the statement after its first words. Goes out: the index in its table, or, of a materialized view, its definition. Never
//! happens: an operator class whose standing as a default is not known.

use super::cursor::Cursor;
use super::state::{Relation, State, quoted};
use super::{Step, column, constraint, create_table, expressions, names, not_modelled, partition, rename, table_options};
use crate::catalog::{Index, IndexKey, IndexKeyValue, QualifiedName, Table};
use crate::ordered::IndexMap;

/// Operator classes that are the default for the types that they are for. Source: pg_opclass.opcdefault of PostgreSQL 15.
const DEFAULT_CLASSES: &[(&str, &str)] = &[
    (
        "btree",
        " array_ops bit_ops bool_ops bpchar_ops bytea_ops char_ops date_ops enum_ops float4_ops float8_ops inet_ops int2_ops int4_ops \
         int8_ops interval_ops jsonb_ops macaddr8_ops macaddr_ops money_ops multirange_ops name_ops numeric_ops oid_ops oidvector_ops \
         pg_lsn_ops range_ops record_ops text_ops tid_ops time_ops timestamp_ops timestamptz_ops timetz_ops tsquery_ops tsvector_ops \
         uuid_ops varbit_ops xid8_ops ",
    ),
    ("gin", " array_ops jsonb_ops tsvector_ops "),
    ("gist", " box_ops circle_ops multirange_ops point_ops poly_ops range_ops tsquery_ops tsvector_ops "),
    (
        "hash",
        " array_ops bool_ops bpchar_ops bytea_ops char_ops date_ops enum_ops float4_ops float8_ops inet_ops int2_ops int4_ops int8_ops \
         interval_ops jsonb_ops macaddr8_ops macaddr_ops multirange_ops name_ops numeric_ops oid_ops range_ops text_ops time_ops \
         timestamp_ops timestamptz_ops timetz_ops uuid_ops ",
    ),
    ("spgist", " box_ops inet_ops poly_ops quad_point_ops range_ops text_ops "),
];

/// Operator classes that are nobody's default: PostgreSQL's and those of pg_trgm.
const OTHER_CLASSES: &[(&str, &str)] = &[
    ("btree", " bpchar_pattern_ops cidr_ops record_image_ops text_pattern_ops varchar_ops varchar_pattern_ops "),
    ("gin", " jsonb_path_ops gin_trgm_ops "),
    ("gist", " inet_ops gist_trgm_ops "),
    ("hash", " bpchar_pattern_ops cidr_ops text_pattern_ops varchar_ops varchar_pattern_ops "),
    ("spgist", " kd_point_ops "),
];

/// After CREATE [UNIQUE] INDEX.
pub(super) fn create(cursor: &mut Cursor, state: &mut State, unique: bool) -> Step<()> {
    let concurrently = cursor.take("concurrently");
    let may_stand = cursor.take("if not exists");
    let given = if cursor.sees("on") { None } else { Some(cursor.name()?) };
    cursor.expect("on")?;
    if cursor.take("only") {
        return not_modelled("an index on a partitioned table alone");
    }
    let path = cursor.path()?;
    if state.is_temporary(&path) {
        return Ok(());
    }
    let table = match state.find_relation(&path) {
        Some((name, Relation::Table)) => name,
        Some((name, Relation::MaterializedView)) => return of_materialized_view(cursor, state, &name, given, unique, may_stand),
        _ => return not_modelled(format!("a table {} that is not known", path.join("."))),
    };
    let stands = given.as_ref().is_some_and(|name| state.relation(&QualifiedName::new(table.schema.clone(), name.clone())).is_some());
    if stands {
        return if may_stand { Ok(()) } else { not_modelled("an index of this name stands already") };
    }
    let standing = state.table(&table)?;
    let (index, called) = read(cursor, state, standing, unique)?;
    let name = match given {
        Some(name) => name,
        None => {
            let Some(called) = called else { return not_modelled("a name for an index over this expression") };
            names::for_index(state, standing, &names::index_columns(called), "idx")
        }
    };
    let index = Index { name, ..index };
    if standing.options.partition_key.is_some() {
        if concurrently {
            return not_modelled("an index on a partitioned table, concurrently");
        }
        for_partitions(state, &table, &index)?;
    }
    state.put_index(&table, index)
}

/// Each partition gets its part; one that has such an index already is for PostgreSQL to match.
fn for_partitions(state: &mut State, table: &QualifiedName, index: &Index) -> Step<()> {
    for child in state.children(table) {
        let partition = state.table(&child)?.clone();
        if partition.indexes.values().any(|other| other.keys == index.keys) || partition.options.partition_key.is_some() {
            return not_modelled("an index of a partition that stands already");
        }
        let name = partition::index_name(state, &partition, index)?;
        let own = state.table_mut(&child)?;
        own.options.inherited.indexes.insert(name.clone());
        own.indexes.insert(name.clone(), Index { name, comment: None, ..index.clone() });
    }
    Ok(())
}

/// From USING on; the index without a name, and what its columns are called where all of that is known.
fn read(cursor: &mut Cursor, state: &State, table: &Table, unique: bool) -> Step<(Index, Option<Vec<String>>)> {
    let method = if cursor.take("using") { cursor.name()? } else { "btree".to_string() };
    let mut index = Index {
        name: String::new(),
        method,
        unique,
        nulls_not_distinct: false,
        keys: Vec::new(),
        include: Vec::new(),
        predicate: None,
        storage_parameters: IndexMap::default(),
        valid: true,
        comment: None,
    };
    let mut called = Some(Vec::new());
    cursor.expect_sign("(")?;
    loop {
        let (key, name) = key(cursor, state, table, &index.method)?;
        index.keys.push(key);
        match (&mut called, name) {
            (Some(names), Some(name)) => names.push(name),
            (called, _) => *called = None,
        }
        if !cursor.take_sign(",") {
            break;
        }
    }
    cursor.expect_sign(")")?;
    if cursor.take("include") {
        index.include = cursor.name_list()?;
        if let Some(column) = index.include.iter().find(|column| !table.columns.contains_key(*column)) {
            return not_modelled(format!("no column {column}"));
        }
        if let Some(called) = &mut called {
            called.extend(index.include.iter().cloned());
        }
    }
    index.nulls_not_distinct = constraint::nulls(cursor);
    if cursor.take("with") {
        index.storage_parameters = create_table::storage_parameters(cursor)?;
    }
    if cursor.sees("tablespace") {
        return not_modelled("a tablespace");
    }
    if cursor.take("where") {
        let text = cursor.until(|_| false)?;
        index.predicate = Some(expressions::on_table(state, table, &text)?);
    }
    cursor.end()?;
    Ok((index, called))
}

fn key(cursor: &mut Cursor, state: &State, table: &Table, method: &str) -> Step<(IndexKey, Option<String>)> {
    let start = cursor.at;
    let is_call = cursor.peek().is_some_and(super::token::Token::is_name)
        && cursor.peek_at(1).is_some_and(|token| token.is_sign("(") || token.is_sign("."));
    let (value, name) = if cursor.sees_sign("(") {
        cursor.bracketed()?;
        let tokens = names::inside_brackets(&cursor.tokens[start..cursor.at]).to_vec();
        match tokens.as_slice() {
            [column] if column.is_name() => (IndexKeyValue::Column(column.value.clone()), Some(column.value.clone())),
            _ => expression(cursor, state, table, start)?,
        }
    } else if is_call {
        cursor.path()?;
        cursor.bracketed()?;
        expression(cursor, state, table, start)?
    } else {
        let column = cursor.name()?;
        (IndexKeyValue::Column(column.clone()), Some(column))
    };
    let own_collation = match &value {
        IndexKeyValue::Column(column) => match table.columns.get(column) {
            Some(column) => column.collation.clone(),
            None => return not_modelled(format!("no column {column}")),
        },
        IndexKeyValue::Expression(_) => None,
    };
    let mut key = IndexKey { value, collation: None, operator_class: None, descending: false, nulls_first: false };
    if cursor.take("collate") {
        let collation = column::collation(cursor)?;
        if collation.is_none() && own_collation.is_some() {
            return not_modelled("the default collation of a column with another");
        }
        key.collation = collation.filter(|collation| own_collation.as_ref() != Some(collation));
    }
    key.operator_class = operator_class(cursor, method)?;
    let descending = cursor.take("desc");
    if !descending {
        cursor.take("asc");
    }
    key.descending = descending;
    key.nulls_first = descending;
    if cursor.take("nulls first") {
        key.nulls_first = true;
    } else if cursor.take("nulls last") {
        key.nulls_first = false;
    }
    Ok((key, name))
}

fn expression(cursor: &Cursor, state: &State, table: &Table, start: usize) -> Step<(IndexKeyValue, Option<String>)> {
    let tokens = &cursor.tokens[start..cursor.at];
    let text = cursor.between(start, cursor.at);
    let collated = expressions::names(tokens, &table.name.name)
        .iter()
        .any(|name| table.columns.get(&name.value).is_some_and(|column| column.collation.is_some() || column.data_type.name == "name"));
    if collated {
        return not_modelled("an expression over a column with its own collation");
    }
    let value = IndexKeyValue::Expression(expressions::on_table(state, table, &text)?);
    Ok((value, names::of_expression(tokens)))
}

fn operator_class(cursor: &mut Cursor, method: &str) -> Step<Option<String>> {
    let begins_something_else = ["asc", "desc", "nulls"].iter().any(|word| cursor.sees(word));
    if !cursor.peek().is_some_and(super::token::Token::is_name) || begins_something_else {
        return Ok(None);
    }
    let class = cursor.path()?.pop().unwrap_or_default();
    if cursor.sees_sign("(") {
        return not_modelled("parameters of an operator class");
    }
    let within = |list: &[(&str, &str)]| list.iter().any(|(of, classes)| *of == method && classes.contains(&format!(" {class} ")));
    if within(DEFAULT_CLASSES) {
        Ok(None)
    } else if within(OTHER_CLASSES) {
        Ok(Some(class))
    } else {
        not_modelled(format!("the operator class {class}"))
    }
}

/// Over plain columns, in the words of `pg_get_indexdef()`.
fn of_materialized_view(
    cursor: &mut Cursor,
    state: &mut State,
    view: &QualifiedName,
    given: Option<String>,
    unique: bool,
    may_stand: bool,
) -> Step<()> {
    let Some(name) = given else { return not_modelled("an index of a materialized view without a name") };
    let name = QualifiedName::new(view.schema.clone(), name);
    if state.relation(&name).is_some() {
        return if may_stand { Ok(()) } else { not_modelled("an index of this name stands already") };
    }
    let method = if cursor.take("using") { cursor.name()? } else { "btree".to_string() };
    let columns: Vec<String> = cursor.name_list()?.iter().map(|column| quoted(column)).collect();
    cursor.end()?;
    let unique = if unique { "UNIQUE " } else { "" };
    let text = format!("CREATE {unique}INDEX {} ON {} USING {method} ({})", quoted(&name.name), view.sql(), columns.join(", "));
    let place = format!("{} on {}", name.sql(), view.sql());
    let drop = format!("DROP INDEX {}", name.sql());
    let within = Some(format!("materialized view {}", view.sql()));
    state.put_definition(table_options::definition("index", place, text.clone(), text, drop, None, within));
    Ok(())
}

/// After DROP INDEX.
pub(super) fn drop(cursor: &mut Cursor, state: &mut State) -> Step<()> {
    cursor.take("concurrently");
    let may_lack = cursor.take("if exists");
    let mut paths = vec![cursor.path()?];
    while cursor.take_sign(",") {
        paths.push(cursor.path()?);
    }
    if cursor.cascades() {
        return not_modelled("an index that is dropped with what stands on it");
    }
    cursor.end()?;
    for path in paths {
        match state.find_relation(&path).map(|(name, relation)| (name, relation.clone())) {
            Some((name, Relation::Index { table })) => drop_one(state, &table, &name.name)?,
            Some((name, Relation::Other)) => {
                let prefix = format!("index {} on ", name.sql());
                let key = state.catalog.definitions.keys().find(|key| key.starts_with(&prefix)).cloned();
                let Some(key) = key else { return not_modelled("an index of this form") };
                state.take_definition(&key);
                super::drop::forget_parts(state, &key);
            }
            None if may_lack && !state.is_temporary(&path) => {}
            _ => return not_modelled(format!("an index {} that is not known", path.join("."))),
        }
    }
    Ok(())
}

fn drop_one(state: &mut State, table: &QualifiedName, index: &str) -> Step<()> {
    if state.has_family(table) {
        return not_modelled("an index of a table with parents or heirs");
    }
    let own = state.table(table)?;
    let columns: Vec<&String> = own.indexes.get(index).map_or_else(Vec::new, |index| {
        index
            .keys
            .iter()
            .filter_map(|key| match &key.value {
                IndexKeyValue::Column(column) => Some(column),
                IndexKeyValue::Expression(_) => None,
            })
            .collect()
    });
    let unique = own.indexes.get(index).is_some_and(|index| index.unique);
    let referenced = unique
        && state.catalog.tables.values().flat_map(|table| table.foreign_keys.values()).any(|key| {
            key.references == *table
                && key.referenced_columns.len() == columns.len()
                && key.referenced_columns.iter().all(|column| columns.contains(&column))
        });
    let marked = ["replica identity of", "cluster mark of"].iter().any(|kind| {
        let mark = state.catalog.definitions.get(&format!("{kind} {}", table.sql()));
        mark.is_some_and(|mark| expressions::mentions(&mark.definition, index))
    });
    if referenced || marked {
        return not_modelled("an index that something stands on");
    }
    state.table_mut(table)?.indexes.swap_remove(index);
    let place = format!("statistics of column {}.", QualifiedName::new(table.schema.clone(), index).sql());
    super::drop::take_where(state, |definition| definition.key().starts_with(&place));
    Ok(())
}

/// After ALTER INDEX.
pub(super) fn alter(cursor: &mut Cursor, state: &mut State) -> Step<()> {
    let may_lack = cursor.take("if exists");
    let path = cursor.path()?;
    let Some((name, relation)) = state.find_relation(&path).map(|(name, relation)| (name, relation.clone())) else {
        return if may_lack && !state.is_temporary(&path) {
            Ok(())
        } else {
            not_modelled(format!("an index {} that is not known", path.join(".")))
        };
    };
    if cursor.take("rename to") {
        let new = cursor.name()?;
        cursor.end()?;
        return rename::index(state, &name, &new);
    }
    let Relation::Index { table } = relation else { return not_modelled("a change of a constraint's index") };
    if state.has_family(&table) {
        return not_modelled("an index of a table with parents or heirs");
    }
    if cursor.sees("set") && cursor.peek_at(1).is_some_and(|token| token.is_sign("(")) {
        cursor.at += 1;
        let parameters = create_table::storage_parameters(cursor)?;
        cursor.end()?;
        if let Some(index) = state.table_mut(&table)?.indexes.get_mut(&name.name) {
            index.storage_parameters.extend(parameters);
            index.storage_parameters.sort_keys();
        }
        return Ok(());
    }
    if cursor.take("reset") {
        let names = cursor.name_list()?;
        cursor.end()?;
        if let Some(index) = state.table_mut(&table)?.indexes.get_mut(&name.name) {
            names.iter().for_each(|name| std::mem::drop(index.storage_parameters.shift_remove(name)));
        }
        return Ok(());
    }
    cursor.unexpected("a change of an index")
}
