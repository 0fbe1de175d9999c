//! Queries of views in normal form: what a person wrote with qualified names, and what `pg_get_viewdef()` prints of it, alike.
//!
//! Comes in: the text of a query. Goes out: its normal form; `None` for anything beyond SELECT … FROM … JOIN … ON … WHERE … GROUP BY … HAVING and
//! UNION of such. Never happens: two queries that differ in more than spelling, casts that an expression's normal form drops, the names of the
//! later parts of a UNION, or a qualifier where there is one table only.

use std::ops::ControlFlow;

use sqlparser::ast::{self, Expr, JoinConstraint, JoinOperator, SelectItem, SetExpr, TableFactor, visit_expressions_mut};
use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::Parser;

use super::Expression;

/// Deeper queries are compared as text.
const DEEPEST: usize = 50;

pub(super) fn normal(text: &str) -> Option<String> {
    let dialect = PostgreSqlDialect {};
    let mut parser = Parser::new(&dialect).with_recursion_limit(DEEPEST).try_with_sql(text).ok()?;
    let query = parser.parse_query().ok()?;
    if parser.peek_token_ref().token != sqlparser::tokenizer::Token::EOF {
        return None;
    }
    of_query(&query, true, 0)
}

fn of_query(query: &ast::Query, named: bool, depth: usize) -> Option<String> {
    let plain = query.with.is_none()
        && query.order_by.is_none()
        && query.limit_clause.is_none()
        && query.fetch.is_none()
        && query.locks.is_empty()
        && query.for_clause.is_none();
    if !plain || depth > DEEPEST {
        return None;
    }
    of_body(&query.body, named, depth + 1)
}

fn of_body(body: &SetExpr, named: bool, depth: usize) -> Option<String> {
    match body {
        SetExpr::Select(select) => of_select(select, named),
        SetExpr::Query(query) => of_query(query, named, depth + 1),
        SetExpr::SetOperation { op, set_quantifier, left, right } if depth <= DEEPEST => {
            let (left, right) = (of_body(left, named, depth + 1)?, of_body(right, false, depth + 1)?);
            Some(format!("({left} {op} {set_quantifier} {right})"))
        }
        _ => None,
    }
}

/// The tables that a FROM names.
fn tables<'query>(from: &'query [ast::TableWithJoins], found: &mut Vec<&'query TableFactor>) {
    for item in from {
        for factor in std::iter::once(&item.relation).chain(item.joins.iter().map(|join| &join.relation)) {
            match factor {
                TableFactor::NestedJoin { table_with_joins, .. } => tables(std::slice::from_ref(table_with_joins), found),
                other => found.push(other),
            }
        }
    }
}

fn of_select(select: &ast::Select, named: bool) -> Option<String> {
    let plain = select.top.is_none()
        && select.into.is_none()
        && select.exclude.is_none()
        && select.lateral_views.is_empty()
        && select.named_window.is_empty()
        && select.qualify.is_none()
        && matches!(select.distinct, None | Some(ast::Distinct::Distinct));
    if !plain {
        return None;
    }
    let mut found = Vec::new();
    tables(&select.from, &mut found);
    let single = found.len() == 1;
    let mut items = Vec::new();
    for item in &select.projection {
        let (text, name) = match item {
            SelectItem::UnnamedExpr(expr) => (of_expression(expr, single)?, implicit_name(expr)),
            SelectItem::ExprWithAlias { expr, alias } => (of_expression(expr, single)?, Some(folded(alias))),
            _ => return None,
        };
        items.push(if named { format!("{text} as {}", name?) } else { text });
    }
    let mut text = format!("select {}{}", if select.distinct.is_some() { "distinct " } else { "" }, items.join(", "));
    let from = select.from.iter().map(|item| of_from(item, single, 0)).collect::<Option<Vec<_>>>()?;
    if !from.is_empty() {
        text.push_str(&format!(" from {}", from.join(", ")));
    }
    if let Some(condition) = &select.selection {
        text.push_str(&format!(" where {}", of_expression(condition, single)?));
    }
    match &select.group_by {
        ast::GroupByExpr::Expressions(keys, modifiers) if modifiers.is_empty() => {
            let keys = keys.iter().map(|key| of_expression(key, single)).collect::<Option<Vec<_>>>()?;
            if !keys.is_empty() {
                text.push_str(&format!(" group by {}", keys.join(", ")));
            }
        }
        _ => return None,
    }
    if let Some(condition) = &select.having {
        text.push_str(&format!(" having {}", of_expression(condition, single)?));
    }
    Some(text)
}

fn folded(name: &ast::Ident) -> String {
    if name.quote_style.is_some() { name.value.clone() } else { name.value.to_lowercase() }
}

/// Only a column's name is left out by PostgreSQL.
fn implicit_name(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Identifier(name) => Some(folded(name)),
        Expr::CompoundIdentifier(names) => names.last().map(folded),
        _ => None,
    }
}

fn of_expression(expr: &Expr, single: bool) -> Option<String> {
    let mut expr = expr.clone();
    let subquery = visit_expressions_mut(&mut expr, |inner| {
        match inner {
            Expr::Subquery(_) | Expr::Exists { .. } | Expr::InSubquery { .. } => return ControlFlow::Break(()),
            Expr::CompoundIdentifier(names) if single => {
                if let Some(last) = names.last().cloned() {
                    *inner = Expr::Identifier(last);
                }
            }
            _ => {}
        }
        ControlFlow::Continue(())
    });
    let expression = Expression::new(expr.to_string());
    (subquery.is_continue() && expression.is_read()).then(|| expression.normal().to_string())
}

fn of_from(item: &ast::TableWithJoins, single: bool, depth: usize) -> Option<String> {
    let mut text = of_factor(&item.relation, single, depth)?;
    for join in &item.joins {
        let (kind, constraint) = match &join.join_operator {
            JoinOperator::Join(constraint) | JoinOperator::Inner(constraint) => ("join", constraint),
            JoinOperator::Left(constraint) | JoinOperator::LeftOuter(constraint) => ("left join", constraint),
            JoinOperator::Right(constraint) | JoinOperator::RightOuter(constraint) => ("right join", constraint),
            JoinOperator::FullOuter(constraint) => ("full join", constraint),
            _ => return None,
        };
        let JoinConstraint::On(condition) = constraint else { return None };
        text = format!("({text} {kind} {} on {})", of_factor(&join.relation, single, depth)?, of_expression(condition, single)?);
    }
    Some(text)
}

fn of_factor(factor: &TableFactor, single: bool, depth: usize) -> Option<String> {
    match factor {
        TableFactor::Table { name, alias, args: None, sample: None, .. } => {
            let parts: Vec<String> = name.0.iter().map(|part| part.as_ident().map(folded)).collect::<Option<_>>()?;
            if alias.as_ref().is_some_and(|alias| !alias.columns.is_empty()) {
                return None;
            }
            let called = alias.as_ref().map_or_else(|| parts.last().cloned().unwrap_or_default(), |alias| folded(&alias.name));
            Some(if single { parts.join(".") } else { format!("{} {called}", parts.join(".")) })
        }
        TableFactor::NestedJoin { table_with_joins, alias: None } if depth <= DEEPEST => of_from(table_with_joins, single, depth + 1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn what_was_written_is_what_is_printed() {
        for (written, printed) in [
            ("SELECT id, 'a' AS kind FROM public.t", " SELECT t.id,\n    'a'::text AS kind\n   FROM public.t"),
            ("SELECT id FROM public.t WHERE n > 0 and b is null", " SELECT t.id\n   FROM public.t\n  WHERE ((t.n > 0) AND (t.b IS NULL))"),
            (
                "SELECT a.id, sum(b.n) AS total FROM public.a INNER JOIN public.b ON a.id = b.a GROUP BY a.id",
                " SELECT a.id,\n    sum(b.n) AS total\n   FROM (public.a\n     JOIN public.b ON ((a.id = b.a)))\n  GROUP BY a.id",
            ),
            (
                "SELECT id FROM public.a UNION ALL SELECT n AS x FROM public.b UNION ALL SELECT c FROM public.c",
                " SELECT a.id\n   FROM public.a\nUNION ALL\n SELECT b.n AS id\n   FROM public.b\nUNION ALL\n SELECT c.c AS id\n   FROM public.c",
            ),
        ] {
            assert!(normal(written).is_some() && normal(written) == normal(printed), "{:?}\n{:?}", normal(written), normal(printed));
        }
    }

    #[test]
    fn what_differs_stays_different() {
        for (one, other) in [
            ("SELECT id FROM public.t", "SELECT id FROM app.t"),
            ("SELECT id FROM public.t", "SELECT id AS a FROM public.t"),
            ("SELECT a.id FROM public.a JOIN public.b ON a.id = b.a", "SELECT b.id FROM public.a JOIN public.b ON a.id = b.a"),
            ("SELECT a.id FROM public.a JOIN public.b ON a.id = b.a", "SELECT a.id FROM public.a LEFT JOIN public.b ON a.id = b.a"),
            ("SELECT id FROM public.a UNION SELECT id FROM public.b", "SELECT id FROM public.a UNION ALL SELECT id FROM public.b"),
        ] {
            assert_ne!(normal(one), normal(other));
        }
        assert_eq!(normal("SELECT (SELECT 1) AS a"), None);
    }
}
