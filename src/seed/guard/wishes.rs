//! What rows below ask of the rows that they refer to, as conditions of these: so that some of them are such that others can refer to them.
//!
//! Comes in: the models with what their triggers refuse. Goes out: by table, for each table below it, conditions over its own columns. Never happens: a condition that
//! also reads what the row below has of its own; one that every row must fulfil.

use std::ops::ControlFlow;

use sqlparser::ast::{Expr, Ident, VisitMut, VisitorMut};
use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::Parser;

use super::seen::{RESOLVED, Sight, fold, name_of};
use super::{Guards, lookup::Source};
use crate::catalog::{Catalog, Column, ColumnValue, QualifiedName};
use crate::ordered::IndexMap;
use crate::seed::model::{Model, Models, Slot};
use crate::seed::partition;

/// What the rows of one table wish for: by the table whose rows it is wished of.
type Wished = IndexMap<QualifiedName, Vec<String>>;

/// By table below: what its rows wish of others.
pub fn wishes(catalog: &Catalog, models: &Models, guards: &[(QualifiedName, Guards)]) -> Vec<Wished> {
    let of = |(name, model): (&QualifiedName, &Model)| {
        let mut wished = Wished::default();
        let own = guards.iter().find(|(guarded, _)| guarded == name).map(|(_, guards)| guards);
        let refused = own.into_iter().flat_map(|guards| guards.conditions.iter().map(|(_, condition)| condition));
        let checks = model.conditions.iter().filter_map(|check| check.written.as_ref());
        // What PostgreSQL computes in all rows alike.
        let of_column = |(name, column): (&String, &Column)| match &column.value {
            ColumnValue::Generated(value) => Some(format!("{} = ({})", Ident::with_quote('"', name), value.written)),
            _ => None,
        };
        let computed: Vec<String> = model.table.columns.iter().filter_map(of_column).collect();
        // A key that rows take over from the row above has to lie within one of the partitions.
        let bounds = partition::condition(catalog, model.table);
        for condition in refused.chain(checks).chain(&computed).chain(&bounds) {
            let Some((above, condition)) = of_above(models, model, own, condition) else { continue };
            let known = wished.entry(above).or_default();
            if !known.contains(&condition) {
                known.push(condition);
            }
        }
        wished
    };
    models.iter().map(of).filter(|wished| !wished.is_empty()).collect()
}

/// A condition of a row as one of the row above that alone it reads.
fn of_above(models: &Models, model: &Model, guards: Option<&Guards>, condition: &str) -> Option<(QualifiedName, String)> {
    let mut expression = Parser::new(&PostgreSqlDialect {}).try_with_sql(condition).ok()?.parse_expr().ok()?;
    let mut reading = Reading { models, model, guards, above: None };
    let is_of_one = expression.visit(&mut reading).is_continue();
    let above = reading.above.filter(|_| is_of_one)?;
    let sight = Sight::new(models, model);
    Some((sight.model_of(&above)?.table.name.clone(), expression.to_string()))
}

/// Puts columns of the row above in the place of all names.
struct Reading<'r, 'a> {
    models: &'r Models<'a>,
    model: &'r Model<'a>,
    guards: Option<&'r Guards>,
    above: Option<Source>,
}

impl Reading<'_, '_> {
    /// The column of the row above that stands for this one; none where it is another row's.
    fn column(&mut self, name: &str) -> Option<String> {
        let seen = self.guards.into_iter().flat_map(|guards| guards.seen.iter().enumerate());
        if let Some((_, seen)) = seen.clone().find(|(place, _)| name_of(*place) == name) {
            let source = Source { slot: seen.slot, steps: seen.steps.clone() };
            let of = Sight::new(self.models, self.model).model_of(&source)?;
            let name = of.table.columns.get_index(seen.column).map(|(name, _)| name.clone());
            return name.filter(|_| self.is_it(source));
        }
        let own = self.model.table.columns.get_index_of(name)?;
        let known = self.above.as_ref().map(|above| above.slot);
        self.model.slots.iter().enumerate().filter(|(slot, _)| known.is_none_or(|known| known == *slot)).find_map(|(slot, found)| {
            let Slot::Reference(reference) = found else { return None };
            let referenced = reference.pairs().find(|(column, _)| *column == own).map(|(_, referenced)| referenced.clone())?;
            self.is_it(Source { slot, steps: Vec::new() }).then_some(referenced)
        })
    }

    fn is_it(&mut self, source: Source) -> bool {
        self.above.get_or_insert_with(|| source.clone()) == &source
    }
}

impl VisitorMut for Reading<'_, '_> {
    type Break = ();

    fn pre_visit_expr(&mut self, expression: &mut Expr) -> ControlFlow<()> {
        let name = match expression {
            Expr::Identifier(name) => fold(name),
            Expr::CompoundIdentifier(parts) => match parts.as_slice() {
                [of, name] if of.value == RESOLVED => name.value.clone(),
                _ => return ControlFlow::Break(()),
            },
            Expr::Subquery(_) | Expr::Exists { .. } | Expr::InSubquery { .. } => return ControlFlow::Break(()),
            _ => return ControlFlow::Continue(()),
        };
        match self.column(&name) {
            Some(column) => {
                *expression = Expr::Identifier(Ident::with_quote('"', column));
                ControlFlow::Continue(())
            }
            None => ControlFlow::Break(()),
        }
    }
}
