//! What to ask PostgreSQL about a check that it alone can judge: whether some values fulfil it.
//!
//! Comes in: a table and names of its checks. Goes out: values for the columns that
//! the check reads, and the conditions that can be judged by them. Never happens: a question about columns that the seed does not fill.

use crate::catalog::{Catalog, ColumnValue, DataType, QualifiedName};
use crate::design::Population;

use super::candidates::{USUAL, candidates};
use super::draw::Draw;
use super::field::Field;
use super::known::with_parents;
use super::model::{Model, NamedCondition, Slot};
use super::{SeedValue, order, sow};

/// So many rows of values are asked about.
const MOST: usize = 3000;

#[derive(Debug, Clone)]
pub struct Question {
    pub table: QualifiedName,
    pub check: String,
    /// Name and declared type: a domain refuses what its own checks do.
    pub columns: Vec<(String, DataType)>,
    /// Generated columns, with their expressions.
    pub computed: Vec<(String, DataType, String)>,
    /// The check itself, and others that read nothing else.
    pub conditions: Vec<String>,
    pub rows: Vec<Vec<SeedValue>>,
    /// So many at the head are what the field usually holds: enough of these will do.
    pub usual: usize,
}

/// One for each of these checks that can be asked about.
pub fn questions(catalog: &Catalog, population: &Population, table: &QualifiedName, checks: &[&str]) -> Vec<Question> {
    let population = with_parents(catalog, population);
    let wanted: Vec<QualifiedName> = population.tables.keys().filter(|name| catalog.tables.contains_key(*name)).cloned().collect();
    let is_unexplained = |name: &QualifiedName| population.tables.get(name).is_some_and(|rows| rows.unexplained);
    let order = order::order(catalog, &wanted, is_unexplained);
    let models = sow::models(catalog, &population, &order);
    let Some(model) = models.get(table) else { return Vec::new() };
    let asked = model.conditions.iter().filter(|condition| checks.contains(&condition.name.as_str()));
    asked.filter_map(|condition| question(model, condition)).collect()
}

fn question(model: &Model, asked: &NamedCondition) -> Option<Question> {
    if asked.condition.each.is_some() || asked.condition.columns.is_empty() || asked.is_of_partitions {
        return None;
    }
    let columns = &asked.condition.columns;
    let fields: Vec<&Field> = columns.iter().map(|column| field_of(model, *column)).collect::<Option<_>>()?;
    let reads_no_other = |condition: &NamedCondition| {
        let read = &condition.condition.columns;
        !read.is_empty() && read.iter().all(|column| columns.contains(column))
    };
    let beside: Vec<&NamedCondition> = model.conditions.iter().filter(|condition| reads_no_other(condition)).collect();
    let mut constants: Vec<SeedValue> = asked.condition.constants.clone();
    constants.extend(beside.iter().flat_map(|condition| condition.condition.constants.iter().cloned()));
    let mut distinct: Vec<SeedValue> = Vec::new();
    for constant in constants {
        if !distinct.contains(&constant) {
            distinct.push(constant);
        }
    }
    let values: Vec<Vec<SeedValue>> = fields.iter().map(|field| candidates(field, &distinct, true)).collect();
    let declared = |column: &usize| {
        let (name, column) = model.table.columns.get_index(*column)?;
        Some((name.clone(), column.data_type.clone()))
    };
    let computed = model.computed.iter().filter(|(_, condition)| condition.columns.iter().all(|column| columns.contains(column)));
    let computed = computed.filter_map(|(index, _)| {
        let (name, column) = model.table.columns.get_index(*index)?;
        let ColumnValue::Generated(expression) = &column.value else { return None };
        Some((name.clone(), column.data_type.clone(), expression.written.clone()))
    });
    Some(Question {
        table: model.table.name.clone(),
        check: asked.name.clone(),
        columns: columns.iter().map(declared).collect::<Option<_>>()?,
        computed: computed.collect(),
        conditions: beside.iter().filter_map(|condition| condition.written.clone()).collect(),
        rows: rows(&values, asked),
        usual: if fields.iter().all(|field| !field.unique) && fields.len() == 1 { USUAL } else { 0 },
    })
}

fn field_of<'m>(model: &'m Model, column: usize) -> Option<&'m Field> {
    model.slots.iter().find_map(|slot| match slot {
        Slot::Column { index, field } if *index == column => Some(&**field),
        _ => None,
    })
}

/// All rows of these values where they are few, else some.
fn rows(values: &[Vec<SeedValue>], asked: &NamedCondition) -> Vec<Vec<SeedValue>> {
    let all = values.iter().try_fold(1usize, |product, values| product.checked_mul(values.len())).unwrap_or(usize::MAX);
    if all <= MOST {
        let extend = |rows: Vec<Vec<SeedValue>>, values: &Vec<SeedValue>| -> Vec<Vec<SeedValue>> {
            rows.iter().flat_map(|row| values.iter().map(|value| row.iter().cloned().chain([value.clone()]).collect())).collect()
        };
        return values.iter().fold(vec![Vec::new()], extend);
    }
    let mut draw = Draw::at(super::draw::key(&[&asked.name]), values.len() as u64, 0);
    (0..MOST).filter_map(|_| values.iter().map(|values| draw.pick(values).cloned()).collect::<Option<Vec<SeedValue>>>()).collect()
}
