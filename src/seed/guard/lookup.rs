//! Queries of a trigger's function on the rows that the new row refers to.
//!
//! Comes in: a query, what is known where it stands. Goes out: which rows it finds, and when it finds none. Never happens: a query on other rows is taken for
//! one on these: every table in it is reached by a foreign key whose columns are compared.

use sqlparser::ast::{
    BinaryOperator, Expr, Function, GroupByExpr, Ident, JoinConstraint, JoinOperator, ObjectName, Query, Select, SelectItem, SetExpr,
    TableFactor, TableWithJoins,
};

use super::seen::{fold, resolved};
use super::walk::{Walk, all_of, nested, truth, where_holds};
use crate::ordered::IndexMap;
use crate::seed::model::{Model, Slot};

/// A row above the new row: the slot that leads to it, and the slots from there on.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    pub slot: usize,
    pub steps: Vec<usize>,
}

/// What a query finds: one row, or none.
pub struct Found {
    sources: Vec<Source>,
    /// What must hold for the rows to be there at all, and what the query asks of them beside.
    there: Vec<Expr>,
    filters: Vec<Expr>,
    /// With the names that they have in a record.
    values: Vec<(Option<String>, Option<Expr>)>,
    /// `SELECT *` of one table.
    is_whole: bool,
}

impl Found {
    /// That it finds a row.
    pub fn exists(&self) -> Expr {
        let all = all_of(self.there.iter().chain(&self.filters).cloned());
        all.map_or_else(truth, |all| Expr::IsTrue(Box::new(nested(all))))
    }

    /// What the query asks of the rows, beside that they are those that the row refers to.
    pub fn filter(&self) -> Option<Expr> {
        all_of(self.filters.iter().cloned())
    }

    /// The value at this place, NULL where no row is found.
    pub fn value(&self, place: usize) -> Option<Expr> {
        let value = self.values.get(place)?.1.clone()?;
        // A column that is seen is NULL by itself where nothing is referred to.
        let is_seen = matches!(value, Expr::CompoundIdentifier(_));
        let all = all_of(self.there.iter().filter(|_| !is_seen).chain(&self.filters).cloned());
        Some(all.map_or(value.clone(), |all| where_holds(all, value)))
    }

    /// Whether more than one value stands in its rows.
    pub fn has_several(&self) -> bool {
        self.values.len() > 1
    }

    /// The values by their names.
    pub fn record(&self) -> IndexMap<String, Expr> {
        let values = self.values.iter().enumerate().filter_map(|(place, (name, _))| Some((name.clone()?, self.value(place)?)));
        values.collect()
    }

    pub fn whole(&self) -> Option<Source> {
        self.sources.first().filter(|_| self.is_whole).cloned()
    }
}

pub fn look_up(walk: &mut Walk, query: &Query) -> Option<Found> {
    let SetExpr::Select(select) = query.body.as_ref() else { return None };
    let is_plain =
        query.with.is_none() && select.having.is_none() && matches!(&select.group_by, GroupByExpr::Expressions(by, _) if by.is_empty());
    let is_wild = |item: &SelectItem| matches!(item, SelectItem::Wildcard(_) | SelectItem::QualifiedWildcard(..));
    let is_mixed = select.projection.len() > 1 && select.projection.iter().any(is_wild);
    if !is_plain || is_mixed || select.projection.iter().any(aggregates) {
        return None;
    }
    let (tables, conditions) = tables(walk, select)?;
    let mut placed: IndexMap<String, Source> = IndexMap::default();
    let mut used = vec![false; conditions.len()];
    let mut there = Vec::new();
    while placed.len() < tables.len() {
        let (alias, source, by) = tables.iter().filter(|(alias, _)| !placed.contains_key(*alias)).find_map(|(alias, _)| {
            let (source, by) = place(walk, alias, &tables, &placed, &conditions)?;
            Some((alias.clone(), source, by))
        })?;
        by.iter().for_each(|index| used[*index] = true);
        there.extend(is_there(walk, &source)?);
        placed.insert(alias, source);
    }
    let rest: Vec<Expr> = conditions.into_iter().zip(&used).filter(|(_, used)| !**used).map(|(condition, _)| condition).collect();
    let filters = rest.into_iter().map(|condition| walk.resolved_among(condition, &placed)).collect::<Option<Vec<Expr>>>()?;
    let is_whole = placed.len() == 1 && select.projection.iter().any(is_wild);
    let values = select.projection.iter().map(|item| match item {
        SelectItem::UnnamedExpr(value) => {
            let name = match value {
                Expr::Identifier(name) => Some(fold(name)),
                Expr::CompoundIdentifier(parts) => parts.last().map(fold),
                _ => None,
            };
            (name, walk.resolved_among(value.clone(), &placed))
        }
        SelectItem::ExprWithAlias { expr, alias } => (Some(fold(alias)), walk.resolved_among(expr.clone(), &placed)),
        _ => (None, None),
    });
    let values = values.collect();
    Some(Found { sources: placed.into_values().collect(), there, filters, values, is_whole })
}

/// The tables of a query by the names that they have in it, and all that must hold.
fn tables<'a>(walk: &Walk<'_, 'a>, select: &Select) -> Option<(IndexMap<String, &'a Model<'a>>, Vec<Expr>)> {
    let mut found = IndexMap::default();
    let mut conditions = Vec::new();
    for TableWithJoins { relation, joins } in &select.from {
        let relations = [(relation, None)].into_iter().chain(joins.iter().map(|join| (&join.relation, Some(&join.join_operator))));
        for (relation, join) in relations {
            let TableFactor::Table { name, alias, args: None, .. } = relation else { return None };
            let mut names = name.0.iter().rev().filter_map(|part| part.as_ident());
            let (table, schema) = (fold(names.next()?), names.next().map(fold));
            let model =
                walk.sight.models.values().find(|model| {
                    model.table.name.name == table && schema.as_ref().is_none_or(|schema| model.table.name.schema == *schema)
                })?;
            let alias = alias.as_ref().map_or(table, |alias| fold(&alias.name));
            if found.insert(alias, model).is_some() {
                return None;
            }
            match join {
                None => {}
                Some(JoinOperator::Join(JoinConstraint::On(on)) | JoinOperator::Inner(JoinConstraint::On(on))) => {
                    parts(on, &mut conditions)
                }
                Some(JoinOperator::Join(JoinConstraint::Using(columns)) | JoinOperator::Inner(JoinConstraint::Using(columns))) => {
                    using(&found, columns, &mut conditions);
                }
                Some(JoinOperator::CrossJoin(_)) => {}
                Some(_) => return None,
            }
        }
    }
    select.selection.iter().for_each(|condition| parts(condition, &mut conditions));
    Some((found, conditions))
}

/// `USING (a, b)` of the table that came last.
fn using(tables: &IndexMap<String, &Model>, columns: &[ObjectName], into: &mut Vec<Expr>) {
    let Some((last, _)) = tables.last() else { return };
    for column in columns.iter().filter_map(|column| column.0.last()?.as_ident()) {
        let before = tables.iter().rev().skip(1).find(|(_, model)| model.table.columns.contains_key(&fold(column)));
        let of = |alias: &String| Expr::CompoundIdentifier(vec![Ident::new(alias), column.clone()]);
        into.extend(before.map(|(before, _)| Expr::BinaryOp {
            left: Box::new(of(last)),
            op: BinaryOperator::Eq,
            right: Box::new(of(before)),
        }));
    }
}

/// What an AND joins.
fn parts(condition: &Expr, into: &mut Vec<Expr>) {
    match condition {
        Expr::Nested(inner) => parts(inner, into),
        Expr::BinaryOp { left, op: BinaryOperator::And, right } => {
            parts(left, into);
            parts(right, into);
        }
        other => into.push(other.clone()),
    }
}

/// Which row above a table of the query stands for, and the conditions that say so.
fn place(
    walk: &mut Walk,
    alias: &str,
    tables: &IndexMap<String, &Model>,
    placed: &IndexMap<String, Source>,
    conditions: &[Expr],
) -> Option<(Source, Vec<usize>)> {
    let compared: Vec<(usize, String, &Expr)> = conditions
        .iter()
        .enumerate()
        .flat_map(|(index, condition)| equalities(condition, alias, tables).map(move |(column, to)| (index, column, to)))
        .collect();
    let model = *tables.get(alias)?;
    let own = walk.sight.model;
    let from_own = own.slots.iter().enumerate().map(|(slot, found)| Way { from: None, slot, found, of: own, through: None });
    let (optional, required): (Vec<Way>, Vec<Way>) = from_own.partition(|way| way.found.optional());
    // A reference that may be left open leads nowhere then, and what it shares with another one still does.
    let held = held_of_others(own);
    let further = held.iter().filter_map(|(first, pairs)| {
        let above = walk.sight.model_of(&Source { slot: *first, steps: Vec::new() })?;
        let of_above = above.slots.iter().enumerate();
        Some(of_above.map(move |(slot, found)| Way { from: None, slot, found, of: above, through: Some((*first, pairs)) }))
    });
    let mut ways: Vec<Way> = required.into_iter().chain(further.flatten()).chain(optional).collect();
    for (name, source) in placed {
        let Some(above) = walk.sight.model_of(source) else { continue };
        let of_source = above.slots.iter().enumerate();
        ways.extend(of_source.map(|(slot, found)| Way { from: Some((name, source)), slot, found, of: above, through: None }));
    }
    for Way { from, slot, found, of, through } in ways {
        let Slot::Reference(reference) = found else { continue };
        if reference.foreign_key.references != model.table.name {
            continue;
        }
        let mut by = Vec::new();
        let pairs: Vec<(usize, &String)> = reference.pairs().collect();
        for (column, referenced) in &pairs {
            let Some(name) = of.table.columns.get_index(*column).map(|(name, _)| name) else { continue };
            let mut is_it = |to: &Expr| match from {
                None => match through {
                    None => walk.is_own(to, name),
                    Some((_, pairs)) => pairs.iter().any(|(own, above)| *above == *name && walk.is_own(to, own)),
                },
                Some((alias, _)) => is_column(to, alias, name),
            };
            let found = compared.iter().find(|(_, column, to)| column == *referenced && is_it(to));
            by.extend(found.map(|(index, _, _)| (*index, (*referenced).clone())));
        }
        let is_enough = by.len() == pairs.len() || by.iter().any(|(_, column)| crate::seed::is_alone_in_a_key(model.table, column));
        if !by.is_empty() && is_enough {
            let source = match from {
                None => match through {
                    None => Source { slot, steps: Vec::new() },
                    Some((first, _)) => Source { slot: first, steps: vec![slot] },
                },
                Some((_, source)) => Source { slot: source.slot, steps: [source.steps.as_slice(), &[slot]].concat() },
            };
            return Some((source, by.into_iter().map(|(index, _)| index).collect()));
        }
    }
    None
}

/// A reference that may lead to the rows of a table: of the new row, or of a row of the query that is known.
struct Way<'w, 'a> {
    from: Option<(&'w String, &'w Source)>,
    slot: usize,
    found: &'w Slot<'a>,
    of: &'w Model<'a>,
    /// The reference of the new row that leads to that other row, with its columns and what they hold of it.
    through: Option<(usize, &'w [(String, String)])>,
}

/// By reference that leads somewhere in any case: its columns with what they hold of the other row.
fn held_of_others(own: &Model) -> Vec<(usize, Vec<(String, String)>)> {
    let of_slot = |(slot, found): (usize, &Slot)| match found {
        Slot::Reference(reference) if !reference.optional && !reference.to_itself => {
            let name = |column: usize| own.table.columns.get_index(column).map(|(name, _)| name.clone());
            Some((slot, reference.pairs().filter_map(|(column, above)| Some((name(column)?, above.clone()))).collect()))
        }
        _ => None,
    };
    own.slots.iter().enumerate().filter_map(of_slot).collect()
}

fn is_column(expression: &Expr, alias: &str, name: &str) -> bool {
    let Expr::CompoundIdentifier(parts) = expression else { return false };
    matches!(parts.as_slice(), [of, column] if fold(of) == alias && fold(column) == name)
}

/// `alias.column = …`, from either side.
fn equalities<'e>(condition: &'e Expr, alias: &str, tables: &IndexMap<String, &Model>) -> impl Iterator<Item = (String, &'e Expr)> {
    // A bare name is its own where no other table of the query has such a column.
    let has = |model: &Model, column: &Ident| model.table.columns.contains_key(&fold(column));
    let is_own = move |column: &Ident| tables.iter().all(|(other, model)| has(model, column) == (other == alias));
    let sides = match condition {
        Expr::BinaryOp { left, op: BinaryOperator::Eq, right } => vec![(left.as_ref(), right.as_ref()), (right.as_ref(), left.as_ref())],
        _ => Vec::new(),
    };
    sides.into_iter().filter_map(move |(one, other)| match one {
        Expr::CompoundIdentifier(parts) => match parts.as_slice() {
            [of, column] if fold(of) == alias => Some((fold(column), other)),
            _ => None,
        },
        Expr::Identifier(column) if is_own(column) => Some((fold(column), other)),
        _ => None,
    })
}

/// That it refers to one at all, where a row on the way need not.
fn is_there(walk: &mut Walk, source: &Source) -> Option<Vec<Expr>> {
    let mut all = Vec::new();
    let mut model = walk.sight.model;
    for (place, slot) in [source.slot].iter().chain(&source.steps).enumerate() {
        let Slot::Reference(reference) = model.slots.get(*slot)? else { return None };
        let (column, _) = reference.pairs().next()?;
        let (name, _) = model.table.columns.get_index(column)?;
        if reference.optional {
            let value = match place.checked_sub(1) {
                None => resolved(name),
                Some(before) => walk.sight.column(&Source { slot: source.slot, steps: source.steps[..before].to_vec() }, name)?,
            };
            all.push(Expr::IsNotNull(Box::new(value)));
        }
        model = walk.sight.models.get(&reference.foreign_key.references)?;
    }
    Some(all)
}

/// Whether a value is one of several rows.
fn aggregates(item: &SelectItem) -> bool {
    const AGGREGATES: &[&str] =
        &["count", "sum", "min", "max", "avg", "bool_and", "bool_or", "every", "array_agg", "string_agg", "jsonb_agg", "json_agg"];
    let (SelectItem::UnnamedExpr(value) | SelectItem::ExprWithAlias { expr: value, .. }) = item else { return false };
    sqlparser::ast::visit_expressions(value, |expression| match expression {
        Expr::Function(Function { name, .. }) if AGGREGATES.contains(&name.to_string().to_lowercase().as_str()) => {
            std::ops::ControlFlow::Break(())
        }
        _ => std::ops::ControlFlow::Continue(()),
    })
    .is_break()
}
