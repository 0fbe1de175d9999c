//! Rows of one table as one INSERT that a second run leaves without effect.
//!
//! A parent that is missing never makes a row vanish, nor its reference NULL, in silence. A foreign key to the natural key itself holds its value
//! and refuses it ([`super::seed_key`]). Other parents are joined, and all joins are LEFT: the NOT NULL of a required reference refuses what finds
//! none. Parents that no earlier statement has made sure of (by the same key that it recognises rows by) are looked for in a DO block before the
//! INSERT, which raises and names them; those of optional references if no statement of the same transaction has.

use std::collections::BTreeSet;

use super::file::Statement;
use super::seed_key::{type_of, with_known_keys};
use super::seed_parent::{ParentKey, Source, aligned, as_parent, own_rows, stem_of};
use super::seed_value::{compared, has_no_equality, selected, stored_cast, value_sql};
use super::statement::literal;
use super::table_part::{names, qualified, trusted};
use super::template::{RenderError, Templates, values};
use crate::catalog::{Catalog, ColumnValue, DataType, Deferrable, IdentityKind, QualifiedName, Table};
use crate::seed::{RowIdentity, SeedField, SeedRow, SeedValue, TableRows, without_domain};
use crate::sql::quote_identifier;

/// Rows that statements before have made sure of: table and key, as text.
#[derive(Default)]
pub(super) struct MadeSure {
    in_transaction: BTreeSet<(QualifiedName, String)>,
    in_file: BTreeSet<(QualifiedName, String)>,
}

impl MadeSure {
    /// A runner may go on after a transaction that failed, so that the rows of another one may be missing.
    pub fn begin_transaction(&mut self) {
        self.in_file.append(&mut self.in_transaction);
    }

    /// Whether nothing has to look for this parent. A required reference to a row of this file is refused by NOT NULL if all comes to all.
    fn of(&self, parent: &(QualifiedName, String), required: bool) -> bool {
        self.in_transaction.contains(parent) || (required && self.in_file.contains(parent))
    }
}

pub(super) fn statements(
    templates: &Templates,
    catalog: &Catalog,
    rows: &TableRows,
    sure: &mut MadeSure,
) -> Result<Vec<Statement>, RenderError> {
    let rows = &with_known_keys(catalog, rows);
    let mut statements = Vec::new();
    for group in groups_of_one_shape(rows) {
        for field in 0..rows.fields.len() {
            statements.extend(require_parents(templates, catalog, rows, &group, field, sure)?);
        }
        statements.push(insert(templates, catalog, rows, &group)?);
    }
    statements.extend(advance_sequences(templates, catalog, rows)?);
    remember(rows, sure);
    Ok(statements)
}

/// Neighbouring rows whose parents are named by the same columns; as a rule all of them.
fn groups_of_one_shape(rows: &TableRows) -> Vec<Vec<&SeedRow>> {
    let mut groups: Vec<(Vec<Option<String>>, Vec<&SeedRow>)> = Vec::new();
    for row in &rows.rows {
        let shapes: Vec<Option<String>> = row.values.iter().map(|value| as_parent(value).map(shape_of)).collect();
        let fits =
            |known: &[Option<String>]| known.iter().zip(&shapes).all(|(known, shape)| known.is_none() || shape.is_none() || known == shape);
        match groups.last_mut() {
            Some((known, members)) if fits(known) => {
                for (known, shape) in known.iter_mut().zip(shapes) {
                    *known = known.take().or(shape);
                }
                members.push(row);
            }
            _ => groups.push((shapes, vec![row])),
        }
    }
    groups.into_iter().map(|(_, members)| members).collect()
}

fn shape_of(key: &ParentKey) -> String {
    let parts: Vec<String> =
        key.iter().map(|(field, value)| format!("{field:?} {}", as_parent(value).map(shape_of).unwrap_or_default())).collect();
    parts.join("; ")
}

fn values_of<'a>(group: &[&'a SeedRow], field: usize) -> Vec<&'a SeedValue> {
    group.iter().map(|row| row.values.get(field).unwrap_or(&SeedValue::Null)).collect()
}

fn insert(templates: &Templates, catalog: &Catalog, rows: &TableRows, group: &[&SeedRow]) -> Result<Statement, RenderError> {
    let has_parents = group.iter().any(|row| row.values.iter().any(|value| matches!(value, SeedValue::Parent(_))));
    match &rows.identity {
        RowIdentity::Conflict { .. } if !has_parents => insert_values(templates, catalog, rows, group),
        _ => insert_selected(templates, catalog, rows, group),
    }
}

/// GENERATED ALWAYS refuses a given value unless the statement insists.
fn overrides_identity(catalog: &Catalog, table: &QualifiedName, columns: &[String]) -> bool {
    let table = catalog.tables.get(table);
    columns.iter().any(|column| {
        let column = table.and_then(|table| table.columns.get(column));
        column.is_some_and(|column| column.value == ColumnValue::Identity(IdentityKind::Always))
    })
}

/// Whether rows get numbers in the order in which they come.
fn numbers_itself(catalog: &Catalog, rows: &TableRows) -> bool {
    let given = |name: &str| rows.fields.iter().any(|field| columns_of(field).contains(&name));
    catalog.tables.get(&rows.table).is_some_and(|table| {
        table
            .columns
            .values()
            .any(|column| matches!(column.value, ColumnValue::Serial { .. } | ColumnValue::Identity(_)) && !given(&column.name))
    })
}

/// Lines of a list of columns.
const WIDEST_LINE: usize = 100;

/// As many on a line as fit; a comma after each but the last of a line.
fn lines_of(parts: &[impl AsRef<str>], indentation: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        let part = part.as_ref();
        match lines.last_mut() {
            Some(line) if indentation + line.chars().count() + part.chars().count() + 3 <= WIDEST_LINE => {
                line.push_str(&format!(", {part}"))
            }
            _ => lines.push(part.to_string()),
        }
    }
    lines
}

/// `(a, b)` on one line where it fits.
fn bracketed(names: &[String]) -> String {
    match lines_of(names, 16).as_slice() {
        [only] => format!("({only})"),
        lines => format!("(\n    {}\n)", lines.join(",\n    ")),
    }
}

fn column_list(columns: &[String]) -> super::template::Sql {
    trusted(bracketed(&columns.iter().map(|column| quote_identifier(column).to_string()).collect::<Vec<_>>()))
}

fn insert_values(templates: &Templates, catalog: &Catalog, rows: &TableRows, group: &[&SeedRow]) -> Result<Statement, RenderError> {
    let mut columns = Vec::new();
    let mut cells = Vec::new();
    for (place, field) in rows.fields.iter().enumerate() {
        match field {
            SeedField::Column { name, data_type } => {
                columns.push(name.clone());
                cells.push(values_of(group, place).iter().map(|value| value_sql(value, data_type)).collect::<Result<Vec<_>, _>>()?);
            }
            SeedField::ForeignKey { columns: own, .. } => {
                for column in own {
                    columns.push(column.clone());
                    cells.push(vec!["NULL".to_string(); group.len()]);
                }
            }
        }
    }
    let conflict = match &rows.identity {
        RowIdentity::Conflict { columns } => Some(names(columns)),
        RowIdentity::AllColumns { .. } => None,
    };
    let values = values! {
        table => qualified(&rows.table),
        columns => column_list(&columns),
        overriding => overrides_identity(catalog, &rows.table, &columns),
        plain => true,
        rows => aligned(&cells, group.len()),
        order => None::<super::template::Sql>,
        conflict,
        own_rows => own_rows(catalog, &rows.table),
        other_keys => false,
    };
    templates.render("seed/insert.sql", values).map(Statement::bare)
}

/// Rows that get a parent after they stand: of those that are known by these keys, the ones that have none.
pub(super) fn closing_statements(
    templates: &Templates,
    catalog: &Catalog,
    rows: &TableRows,
    before: &[TableRows],
    sure: &mut MadeSure,
) -> Result<Vec<Statement>, RenderError> {
    let rows = &with_known_keys(catalog, rows);
    remember_named(catalog, rows, before, sure);
    let RowIdentity::Conflict { columns: identity } = &rows.identity else {
        return Err(RenderError { message: format!("the rows of {} have no key to be found by", rows.table) });
    };
    let mut statements = Vec::new();
    for group in groups_of_one_shape(rows) {
        let mut source = Source::new(catalog, group.len());
        let (mut assignments, mut comparisons, mut open) = (Vec::new(), Vec::new(), Vec::new());
        for (place, field) in rows.fields.iter().enumerate() {
            statements.extend(require_parents(templates, catalog, rows, &group, place, sure)?);
            for target in targets_of(&mut source, catalog, rows, field, &values_of(&group, place))? {
                let column = quote_identifier(&target.column);
                if identity.contains(&target.column) {
                    comparisons.push(format!("standing.{column} = {}", target.compared));
                } else {
                    assignments.push(format!("{column} = {}", target.selected));
                    open.push(format!("standing.{column} IS NULL"));
                }
            }
        }
        comparisons.append(&mut open);
        let values = values! {
            table => qualified(&rows.table),
            assignments => trusted(assignments.join(", ")),
            rows => source.rows(),
            names => trusted(bracketed(&source.names)),
            joins => source.joins.clone(),
            comparisons => comparisons.into_iter().map(trusted).collect::<Vec<_>>(),
        };
        statements.push(templates.render("seed/close.sql", values).map(Statement::bare)?);
    }
    Ok(statements)
}

/// A column of the target: what is selected for it, and what a standing row's value is compared with.
struct Target {
    column: String,
    selected: String,
    compared: String,
    /// Without its domain.
    data_type: DataType,
    /// What the standing value is cast to.
    cast: String,
}

fn insert_selected(templates: &Templates, catalog: &Catalog, rows: &TableRows, group: &[&SeedRow]) -> Result<Statement, RenderError> {
    let mut source = Source::new(catalog, group.len());
    let ordinal = numbers_itself(catalog, rows).then(|| source.ordinal()).transpose()?;
    let mut targets: Vec<Target> = Vec::new();
    for (place, field) in rows.fields.iter().enumerate() {
        let values = values_of(group, place);
        for target in targets_of(&mut source, catalog, rows, field, &values)? {
            // Two composite foreign keys may share a column.
            if !targets.iter().any(|known| known.column == target.column) {
                targets.push(target);
            }
        }
    }
    if targets.is_empty() {
        return Err(RenderError { message: format!("the rows of {} give no value to any column", rows.table) });
    }
    // References without a parent bring no value: a list of rows needs a column all the same.
    if source.names.is_empty() {
        source.ordinal()?;
    }
    let columns: Vec<String> = targets.iter().map(|target| target.column.clone()).collect();
    let (conflict, comparisons) = match &rows.identity {
        RowIdentity::Conflict { columns } => (Some(names(columns)), Vec::new()),
        RowIdentity::AllColumns { columns } => {
            (None, targets.iter().filter(|target| columns.contains(&target.column)).map(comparison).collect())
        }
    };
    if conflict.is_none() && comparisons.is_empty() {
        return Err(RenderError { message: format!("the rows of {} have no column to be recognised by", rows.table) });
    }
    let selected: Vec<&str> = targets.iter().map(|target| target.selected.as_str()).collect();
    let values = values! {
        table => qualified(&rows.table),
        columns => column_list(&columns),
        overriding => overrides_identity(catalog, &rows.table, &columns),
        plain => false,
        select => lines_of(&selected, 4).into_iter().map(trusted).collect::<Vec<_>>(),
        rows => source.rows(),
        names => trusted(bracketed(&source.names)),
        order => ordinal.map(|ordinal| trusted(format!("sample.{ordinal}"))),
        joins => source.joins.clone(),
        conflict,
        comparisons => comparisons.into_iter().map(trusted).collect::<Vec<_>>(),
        own_rows => own_rows(catalog, &rows.table),
        other_keys => catalog.tables.get(&rows.table).is_some_and(has_other_keys),
    };
    templates.render("seed/insert.sql", values).map(Statement::bare)
}

/// Keys that ON CONFLICT cannot name, or that not every row has: a row that stands holds them whatever has become of its other values.
/// Where one is looked at later, PostgreSQL refuses ON CONFLICT for all.
fn has_other_keys(table: &Table) -> bool {
    let is_late = |deferrable: Deferrable| deferrable != Deferrable::No;
    let late = table.primary_key.iter().any(|key| is_late(key.deferrable))
        || table.uniques.values().any(|unique| is_late(unique.deferrable))
        || table.exclusions.values().any(|exclusion| exclusion.definition.contains("DEFERRABLE"));
    !late && (table.indexes.values().any(|index| index.unique) || !table.uniques.is_empty())
}

fn targets_of(
    source: &mut Source<'_>,
    catalog: &Catalog,
    rows: &TableRows,
    field: &SeedField,
    values: &[&SeedValue],
) -> Result<Vec<Target>, RenderError> {
    match field {
        SeedField::Column { name, data_type } => {
            let column = source.column(name, values, data_type)?;
            // A domain may refuse NULL, which is compared with all the same.
            let base = without_domain(catalog, data_type);
            let (selected, compared) = (selected(&column, values, data_type), compared(&column, &base));
            let cast = stored_cast(data_type, &base);
            Ok(vec![Target { column: name.clone(), selected, compared, data_type: base, cast }])
        }
        SeedField::ForeignKey { columns, parent, parent_columns } => {
            let keys: Vec<Option<&ParentKey>> = values.iter().map(|value| as_parent(value)).collect();
            let alias = match keys.iter().any(Option::is_some) {
                true => Some(source.parent(&stem_of(columns), parent, &keys)?),
                false => None,
            };
            let target = |(column, referenced): (&String, &String)| {
                let data_type = type_of(catalog, &rows.table, column);
                let text = match &alias {
                    Some(alias) => format!("{alias}.{}", quote_identifier(referenced)),
                    None => format!("NULL::{}", super::seed_value::cast_type(&data_type).sql()),
                };
                let base = without_domain(catalog, &data_type);
                let cast = stored_cast(&data_type, &base);
                Target { column: column.clone(), selected: text.clone(), compared: format!("{text}{cast}"), data_type: base, cast }
            };
            Ok(columns.iter().zip(parent_columns).map(target).collect())
        }
    }
}

fn comparison(target: &Target) -> String {
    let column = quote_identifier(&target.column);
    if has_no_equality(&target.data_type) {
        return format!("standing.{column}::text IS NOT DISTINCT FROM {}::text", target.compared);
    }
    format!("standing.{column}{} IS NOT DISTINCT FROM {}", target.cast, target.compared)
}

/// A DO block that raises when a parent is missing that no statement before has made sure of.
fn require_parents(
    templates: &Templates,
    catalog: &Catalog,
    rows: &TableRows,
    group: &[&SeedRow],
    field: usize,
    sure: &MadeSure,
) -> Result<Option<Statement>, RenderError> {
    let Some(SeedField::ForeignKey { columns, parent, parent_columns }) = rows.fields.get(field) else { return Ok(None) };
    let table = catalog.tables.get(&rows.table);
    let required = columns.iter().all(|name| table.and_then(|table| table.columns.get(name)).is_some_and(|column| column.not_null));
    let mut seen = BTreeSet::new();
    let mut doubtful: Vec<Option<&ParentKey>> = Vec::new();
    for key in values_of(group, field).into_iter().filter_map(as_parent) {
        let named = (parent.clone(), key_text(key));
        if !sure.of(&named, required) && seen.insert(named) {
            doubtful.push(Some(key));
        }
    }
    let Some(referenced) = parent_columns.first().filter(|_| !doubtful.is_empty()) else { return Ok(None) };
    let mut source = Source::new(catalog, doubtful.len());
    let alias = source.parent(&stem_of(columns), parent, &doubtful)?;
    let shown: Vec<String> = source.names.iter().map(|name| format!("sample.{name}")).collect();
    let message = format!("Rows of {} need a row of {parent} that is missing", rows.table);
    let (list, joins) = (source.rows(), source.joins.clone());
    let block = templates.render_tagged("seed/require_parents.sql", |tag| {
        values! {
            tag,
            shown => trusted(shown.join(", ")),
            rows => list.clone(),
            names => trusted(bracketed(&source.names)),
            joins => joins.clone(),
            alias => trusted(alias.clone()),
            column => super::table_part::name(referenced),
            message => literal(&message),
        }
    })?;
    Ok(Some(Statement::bare(block)))
}

/// A key as text, the same for a row and for what refers to it.
fn key_text(key: &ParentKey) -> String {
    let mut parts: Vec<String> = key.iter().map(|(field, value)| format!("{:?} = {}", columns_of(field), value_text(value))).collect();
    parts.sort();
    parts.join("; ")
}

fn value_text(value: &SeedValue) -> String {
    as_parent(value).map_or_else(|| format!("{value:?}"), |key| format!("({})", key_text(key)))
}

fn columns_of(field: &SeedField) -> Vec<&str> {
    match field {
        SeedField::Column { name, .. } => vec![name],
        SeedField::ForeignKey { columns, .. } => columns.iter().map(String::as_str).collect(),
    }
}

fn remember(rows: &TableRows, sure: &mut MadeSure) {
    let RowIdentity::Conflict { columns: identity } = &rows.identity else { return };
    for row in &rows.rows {
        let part = |(field, value): (&SeedField, &SeedValue)| {
            let within = columns_of(field).iter().all(|column| identity.iter().any(|name| name == column));
            within.then(|| (field.clone(), value.clone()))
        };
        let key: ParentKey = rows.fields.iter().zip(&row.values).filter_map(part).collect();
        if key.iter().map(|(field, _)| columns_of(field).len()).sum::<usize>() == identity.len() {
            sure.in_transaction.insert((rows.table.clone(), key_text(&key)));
        }
    }
}

/// Rows that are recognised by all their values hold whatever names them.
fn remember_named(catalog: &Catalog, rows: &TableRows, before: &[TableRows], sure: &mut MadeSure) {
    for (place, field) in rows.fields.iter().enumerate() {
        let SeedField::ForeignKey { parent, .. } = field else { continue };
        let Some(shape) = rows.rows.iter().find_map(|row| as_parent(row.values.get(place)?)) else { continue };
        let all_columns = |block: &&TableRows| block.table == *parent && matches!(block.identity, RowIdentity::AllColumns { .. });
        for block in before.iter().filter(all_columns).map(|block| with_known_keys(catalog, block)) {
            let places: Option<Vec<usize>> =
                shape.iter().map(|(field, _)| block.fields.iter().position(|known| columns_of(known) == columns_of(field))).collect();
            for row in places.iter().flat_map(|places| block.rows.iter().map(move |row| (places, row))) {
                let (places, row) = row;
                let part = |(place, (field, _)): (&usize, &(SeedField, SeedValue))| Some((field.clone(), row.values.get(*place)?.clone()));
                let key: Option<ParentKey> = places.iter().zip(shape).map(part).collect();
                sure.in_transaction.extend(key.map(|key| (parent.clone(), key_text(&key))));
            }
        }
    }
}

/// After rows with fixed numbers the sequence goes on behind them.
fn advance_sequences(templates: &Templates, catalog: &Catalog, rows: &TableRows) -> Result<Vec<Statement>, RenderError> {
    let Some(table) = catalog.tables.get(&rows.table) else { return Ok(Vec::new()) };
    let numbered = rows.fields.iter().filter_map(|field| match field {
        SeedField::Column { name, .. } => {
            let value = &table.columns.get(name)?.value;
            let shared = shared_sequence(value);
            (shared.is_some() || matches!(value, ColumnValue::Serial { .. } | ColumnValue::Identity(_))).then_some((name, shared))
        }
        SeedField::ForeignKey { .. } => None,
    });
    numbered
        .map(|(column, shared)| {
            if let Some(sequence) = shared {
                let values = values! {
                    table => qualified(&rows.table),
                    column => super::table_part::name(column),
                    sequence => trusted(sequence.to_string()),
                };
                return templates.render("seed/advance_shared_sequence.sql", values).map(Statement::bare);
            }
            advance_sequence(templates, &rows.table, column).map(Statement::bare)
        })
        .collect()
}

/// After a column with fixed numbers its sequence, if it has one, goes on behind them.
pub(super) fn advance_sequence(templates: &Templates, table: &QualifiedName, column: &str) -> Result<String, RenderError> {
    let values = values! {
        table => qualified(table),
        column => super::table_part::name(column),
        table_literal => literal(table.sql().as_str()),
        column_literal => literal(column),
    };
    templates.render("seed/advance_sequence.sql", values)
}

/// The sequence gives numbers behind those of so many rows that carry theirs.
pub(super) fn reserve_numbers(templates: &Templates, table: &QualifiedName, column: &str, rows: u64) -> Result<String, RenderError> {
    let values = values! {
        table => qualified(table),
        column => super::table_part::name(column),
        table_literal => literal(table.sql().as_str()),
        column_literal => literal(column),
        rows => trusted(rows.to_string()),
    };
    templates.render("seed/reserve_numbers.sql", values)
}

/// `nextval('numbers'::regclass)` → `'numbers'::regclass`, of a sequence that belongs to no column.
fn shared_sequence(value: &ColumnValue) -> Option<&str> {
    let ColumnValue::Default(expression) = value else { return None };
    let text = expression.written.trim();
    let inner = text.strip_prefix("pg_catalog.").unwrap_or(text).strip_prefix("nextval(")?.strip_suffix(')')?;
    let name = inner.strip_prefix('\'')?.split_once('\'')?;
    matches!(name.1, "" | "::regclass" | "::pg_catalog.regclass").then_some(inner)
}
