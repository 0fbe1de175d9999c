//! The query of a view with its names resolved: tables with their schemas, columns with their tables, `*` unfolded.
//!
//! Comes in: a query as written. Goes out: its text with every name qualified and every column called, and, for a view, the type of each column.
//! Never happens: a subquery, a table function, a column whose type would have to be guessed.

use std::ops::ControlFlow;

use sqlparser::ast::{self, Expr, Ident, ObjectName, SelectItem, SetExpr, TableFactor, visit_expressions_mut};
use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::Parser;
use sqlparser::tokenizer::Token;

use super::cursor::Cursor;
use super::state::{Relation, State, quoted};
use super::{Step, expressions, not_modelled, types};
use crate::catalog::{Column, DataType, QualifiedName, query_is_read};
use crate::ordered::IndexMap;

pub(super) struct Resolved {
    pub text: String,
    /// `name type collation` of each column, as introspection gives them.
    pub shape: Vec<String>,
}

/// A column's name, and its type and collation where they are asked for.
type Output = (String, Option<(DataType, Option<String>)>);

/// `columns` are the names that the view gives its columns; empty for those of the query.
pub(super) fn resolve(state: &State, text: &str, columns: &[String], typed: bool) -> Step<Resolved> {
    let dialect = PostgreSqlDialect {};
    let parsed = Parser::new(&dialect).with_recursion_limit(50).try_with_sql(text).and_then(|mut parser| {
        let query = parser.parse_query()?;
        Ok((query, parser.peek_token_ref().token == Token::EOF))
    });
    let Ok((mut query, true)) = parsed else { return not_modelled("a query that is not read") };
    let plain =
        query.with.is_none() && query.order_by.is_none() && query.limit_clause.is_none() && query.fetch.is_none() && query.locks.is_empty();
    if !plain {
        return not_modelled("a query with more than SELECT and UNION");
    }
    let mut outputs = body(state, &mut query.body, columns, typed)?;
    if !columns.is_empty() && columns.len() != outputs.len() {
        return not_modelled("names for some columns of a view only");
    }
    let text = query.to_string();
    if !query_is_read(&text) {
        return not_modelled("a query that has no normal form");
    }
    let mut shape = Vec::new();
    for (at, (name, kind)) in outputs.iter_mut().enumerate() {
        if let Some(given) = columns.get(at) {
            name.clone_from(given);
        }
        if let Some((data_type, collation)) = kind {
            shape.push(format!("{name} {data_type} {}", printed_collation(state, data_type, collation.as_deref())?));
        }
    }
    Ok(Resolved { text, shape })
}

fn printed_collation(state: &State, data_type: &DataType, own: Option<&str>) -> Step<String> {
    if let Some(own) = own {
        return Ok(quoted(own));
    }
    match &data_type.schema {
        None => Ok(match data_type.name.as_str() {
            "text" | "character varying" | "character" | "bpchar" => "\"default\"",
            "name" => "\"C\"",
            _ => "-",
        }
        .to_string()),
        Some(_) if data_type.name == "citext" => Ok("\"default\"".to_string()),
        Some(_) if data_type.user_name().is_some_and(|name| state.catalog.enums.contains_key(&name)) => Ok("-".to_string()),
        Some(_) => {
            let domain = data_type.user_name().and_then(|name| state.catalog.definitions.get(&format!("domain {}", name.sql())));
            match domain.map(|domain| domain.definition.as_str()) {
                Some(base) if base.contains(" COLLATE ") => not_modelled("a domain with its own collation"),
                Some(base) if ["text", "character"].iter().any(|text| base.starts_with(text)) => Ok("\"default\"".to_string()),
                Some(base) if !base.contains('.') && !base.starts_with("name") => Ok("-".to_string()),
                _ => not_modelled(format!("the collation of {data_type}")),
            }
        }
    }
}

fn body(state: &State, expression: &mut SetExpr, names: &[String], typed: bool) -> Step<Vec<Output>> {
    match expression {
        SetExpr::Select(select) => self::select(state, select, names, typed),
        SetExpr::SetOperation { left, right, .. } => {
            let left = body(state, left, names, typed)?;
            // The names of the first part are those of the whole.
            let names: Vec<String> = left.iter().map(|(name, _)| name.clone()).collect();
            let right = body(state, right, &names, typed)?;
            if left.len() != right.len() {
                return not_modelled("parts of a UNION of different lengths");
            }
            let both = left.into_iter().zip(right).map(|((name, one), (_, other))| match (one, other) {
                (None, None) => Ok((name, None)),
                (Some((one, collation)), Some((other, other_collation))) => {
                    if without_length(&one) != without_length(&other) || collation != other_collation {
                        return not_modelled("parts of a UNION with different types");
                    }
                    // A length stays where both have it; else the type is printed by its inner name.
                    let common = if one.modifiers == other.modifiers { one } else { without_length(&one) };
                    Ok((name, Some((common, collation))))
                }
                _ => not_modelled("parts of a UNION with different types"),
            });
            both.collect()
        }
        _ => not_modelled("a query with more than SELECT and UNION"),
    }
}

fn without_length(data_type: &DataType) -> DataType {
    let mut bare = DataType { modifiers: Vec::new(), ..data_type.clone() };
    if bare.name == "character" && bare.schema.is_none() {
        bare.name = "bpchar".to_string();
    }
    bare
}

fn folded(name: &Ident) -> String {
    if name.quote_style.is_some() { name.value.clone() } else { name.value.to_lowercase() }
}

fn ident(name: &str) -> Ident {
    if quoted(name).starts_with('"') { Ident::with_quote('"', name) } else { Ident::new(name) }
}

/// The tables of a FROM, by the names that columns are qualified with.
struct Scope {
    tables: Vec<(String, IndexMap<String, Column>)>,
}

impl Scope {
    fn column(&self, table: Option<&str>, name: &str) -> Step<(String, &Column)> {
        let mut found =
            self.tables.iter().filter(|(alias, columns)| table.is_none_or(|table| table == alias) && columns.contains_key(name));
        match (found.next(), found.next()) {
            (Some((alias, columns)), None) => Ok((alias.clone(), &columns[name])),
            _ => not_modelled(format!("`{name}`, which is no column of one table")),
        }
    }

    fn reference(&self, table: &str, name: &str) -> Expr {
        if self.tables.len() == 1 { Expr::Identifier(ident(name)) } else { Expr::CompoundIdentifier(vec![ident(table), ident(name)]) }
    }
}

/// A table's columns, or a view's, which its shape tells.
fn columns_of(state: &State, path: &[String]) -> Step<(QualifiedName, IndexMap<String, Column>)> {
    let Some((name, Relation::View)) = state.find_relation(path) else {
        let name = state.find_table(path)?;
        let columns = state.table(&name)?.columns.clone();
        return Ok((name, columns));
    };
    let Some(view) = state.catalog.definitions.get(&format!("view {}", name.sql())) else {
        return not_modelled("a view that is not known");
    };
    let mut columns = IndexMap::default();
    for part in &view.shape {
        // A name with a space in it leaves a text that is no type.
        let Some(((column, data_type), collation)) =
            part.rsplit_once(' ').and_then(|(rest, collation)| Some((rest.split_once(' ')?, collation)))
        else {
            return not_modelled("a view's column of this form");
        };
        let mut cursor = Cursor::new(data_type)?;
        let bare = data_type == "bpchar";
        let read = if bare { without_length(&DataType::builtin("char")) } else { types::read(&mut cursor, state)? };
        if !bare {
            cursor.end()?;
        }
        let collation = match collation {
            "-" | "\"default\"" => None,
            own => super::state::unquoted(own),
        };
        let collation = collation.filter(|_| read.name != "name");
        let value = crate::catalog::ColumnValue::None;
        let column = Column { name: column.to_string(), data_type: read, not_null: false, value, collation, comment: None };
        columns.insert(column.name.clone(), column);
    }
    Ok((name, columns))
}

fn tables(state: &State, item: &mut ast::TableWithJoins, scope: &mut Scope) -> Step<()> {
    for factor in std::iter::once(&mut item.relation).chain(item.joins.iter_mut().map(|join| &mut join.relation)) {
        match factor {
            TableFactor::Table { name, alias, args: None, sample: None, .. } => {
                let path: Option<Vec<String>> = name.0.iter().map(|part| part.as_ident().map(folded)).collect();
                let (found, columns) = columns_of(state, &path.unwrap_or_default())?;
                let called = alias.as_ref().map_or_else(|| found.name.clone(), |alias| folded(&alias.name));
                if scope.tables.iter().any(|(other, _)| *other == called) {
                    return not_modelled("two tables of one name");
                }
                *name = ObjectName::from(vec![ident(&found.schema), ident(&found.name)]);
                scope.tables.push((called, columns));
            }
            TableFactor::NestedJoin { table_with_joins, alias: None } => tables(state, table_with_joins, scope)?,
            _ => return not_modelled("something else than tables in a FROM"),
        }
    }
    Ok(())
}

fn select(state: &State, select: &mut ast::Select, names: &[String], typed: bool) -> Step<Vec<Output>> {
    let mut scope = Scope { tables: Vec::new() };
    for item in &mut select.from {
        tables(state, item, &mut scope)?;
    }
    for join in select.from.iter_mut().flat_map(|item| item.joins.iter_mut()) {
        use ast::{JoinConstraint::On, JoinOperator as Join};
        match &mut join.join_operator {
            Join::Join(On(on))
            | Join::Inner(On(on))
            | Join::Left(On(on))
            | Join::LeftOuter(On(on))
            | Join::Right(On(on))
            | Join::RightOuter(On(on)) => {
                qualify(state, &scope, on)?;
            }
            _ => return not_modelled("a join of this form"),
        }
    }
    for condition in [&mut select.selection, &mut select.having].into_iter().flatten() {
        qualify(state, &scope, condition)?;
    }
    if let ast::GroupByExpr::Expressions(keys, _) = &mut select.group_by {
        for key in keys {
            if matches!(key, Expr::Value(_)) {
                return not_modelled("a column by its number");
            }
            qualify(state, &scope, key)?;
        }
    }
    let mut items = Vec::new();
    let mut outputs: Vec<Output> = Vec::new();
    for item in std::mem::take(&mut select.projection) {
        let found: Vec<(Expr, Option<String>)> = match item {
            SelectItem::UnnamedExpr(expr) => vec![(expr, None)],
            SelectItem::ExprWithAlias { expr, alias } => vec![(expr, Some(folded(&alias)))],
            SelectItem::Wildcard(_) => {
                let all =
                    scope.tables.iter().flat_map(|(alias, columns)| columns.keys().map(|column| (scope.reference(alias, column), None)));
                all.collect()
            }
            SelectItem::QualifiedWildcard(ast::SelectItemQualifiedWildcardKind::ObjectName(name), _) => {
                let called = name.0.last().and_then(|part| part.as_ident()).map(folded);
                let all = scope.tables.iter().filter(|(alias, _)| Some(alias) == called.as_ref());
                all.flat_map(|(alias, columns)| columns.keys().map(|column| (scope.reference(alias, column), None))).collect()
            }
            _ => return not_modelled("columns of this form"),
        };
        for (mut expr, alias) in found {
            let natural = natural_name(&expr);
            qualify(state, &scope, &mut expr)?;
            let is_column = matches!(expr, Expr::Identifier(_) | Expr::CompoundIdentifier(_));
            let given = names.get(outputs.len()).cloned().or(alias);
            let Some(name) = given.or_else(|| natural.clone()) else { return not_modelled("a column without a name") };
            let kind = if typed { Some(type_of(state, &scope, &expr)?) } else { None };
            items.push(match is_column && natural.as_ref() == Some(&name) {
                true => SelectItem::UnnamedExpr(expr),
                false => SelectItem::ExprWithAlias { expr, alias: ident(&name) },
            });
            outputs.push((name, kind));
        }
    }
    select.projection = items;
    Ok(outputs)
}

/// Source: FigureColname() in src/backend/parser/parse_target.c.
fn natural_name(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Identifier(name) => Some(folded(name)),
        Expr::CompoundIdentifier(names) => names.last().map(folded),
        Expr::Function(function) => function.name.0.last().and_then(|part| part.as_ident()).map(folded),
        Expr::Cast { expr, .. } if matches!(**expr, Expr::Identifier(_) | Expr::CompoundIdentifier(_) | Expr::Function(_)) => {
            natural_name(expr)
        }
        Expr::Nested(inner) => natural_name(inner),
        _ => None,
    }
}

/// Every column with its table, and nothing that is none.
fn qualify(state: &State, scope: &Scope, expr: &mut Expr) -> Step<()> {
    let outcome = visit_expressions_mut(expr, |inner| {
        let reference = match inner {
            Expr::Identifier(name) => scope.column(None, &folded(name)).map(|(table, column)| scope.reference(&table, &column.name)),
            Expr::CompoundIdentifier(names) => match names.as_slice() {
                // A visit meets what it has just replaced.
                [table, name] => {
                    scope.column(Some(&folded(table)), &folded(name)).map(|(table, column)| scope.reference(&table, &column.name))
                }
                _ => not_modelled("a column of a table by its schema"),
            },
            Expr::Subquery(_) | Expr::Exists { .. } | Expr::InSubquery { .. } => not_modelled("a subquery"),
            Expr::Function(function) if function.over.is_some() => not_modelled("a window function"),
            _ => return ControlFlow::Continue(()),
        };
        match reference {
            Ok(reference) => {
                *inner = reference;
                ControlFlow::Continue(())
            }
            Err(why) => ControlFlow::Break(why),
        }
    });
    if let ControlFlow::Break(why) = outcome {
        return Err(why);
    }
    let text = expr.to_string();
    let names: Vec<String> = expressions::names(&super::token::tokens(&text)?, "").into_iter().map(|name| name.value.clone()).collect();
    let columns = scope.tables.iter().flat_map(|(_, columns)| names.iter().filter_map(|name| columns.get(name)));
    expressions::comparable(state, &text, columns.map(|column| super::constants::class(state, &column.data_type))).map(|_| ())
}

fn type_of(state: &State, scope: &Scope, expr: &Expr) -> Step<(DataType, Option<String>)> {
    let builtin = |name: &str| Ok((DataType::builtin(name), None));
    match expr {
        Expr::Nested(inner) => type_of(state, scope, inner),
        Expr::Identifier(name) => scope.column(None, &folded(name)).map(|(_, column)| (column.data_type.clone(), column.collation.clone())),
        Expr::CompoundIdentifier(names) => match names.as_slice() {
            [table, name] => {
                scope.column(Some(&folded(table)), &folded(name)).map(|(_, column)| (column.data_type.clone(), column.collation.clone()))
            }
            _ => not_modelled("a column of this form"),
        },
        Expr::Value(value) => match &value.value {
            ast::Value::SingleQuotedString(_) => builtin("text"),
            ast::Value::Boolean(_) => builtin("boolean"),
            ast::Value::Number(number, _) if number.parse::<i32>().is_ok() => builtin("integer"),
            ast::Value::Number(number, _) if number.contains('.') => builtin("numeric"),
            _ => not_modelled("the type of a constant"),
        },
        Expr::Cast { expr, data_type, .. } => {
            let (_, collation) = match expr.as_ref() {
                Expr::Value(_) => (DataType::builtin("text"), None),
                inner => type_of(state, scope, inner)?,
            };
            if collation.is_some() {
                return not_modelled("a cast of a column with its own collation");
            }
            let text = data_type.to_string();
            let mut cursor = Cursor::new(&text)?;
            let read = types::read(&mut cursor, state)?;
            cursor.end()?;
            Ok((read, None))
        }
        Expr::Function(function) if function.name.0.len() == 1 => of_call(state, scope, expr, function),
        Expr::IsNull(_) | Expr::IsNotNull(_) | Expr::IsTrue(_) | Expr::IsFalse(_) | Expr::Between { .. } | Expr::InList { .. } => {
            builtin("boolean")
        }
        Expr::BinaryOp { left, op, right } => match op {
            ast::BinaryOperator::Eq
            | ast::BinaryOperator::NotEq
            | ast::BinaryOperator::Lt
            | ast::BinaryOperator::LtEq
            | ast::BinaryOperator::Gt
            | ast::BinaryOperator::GtEq
            | ast::BinaryOperator::And
            | ast::BinaryOperator::Or => builtin("boolean"),
            ast::BinaryOperator::LongArrow => builtin("text"),
            ast::BinaryOperator::StringConcat => {
                match (plain_type(state, scope, left)?.as_str(), plain_type(state, scope, right)?.as_str()) {
                    ("text" | "character varying", "text" | "character varying") => builtin("text"),
                    _ => not_modelled("the type of an operator's result"),
                }
            }
            ast::BinaryOperator::Plus | ast::BinaryOperator::Minus | ast::BinaryOperator::Multiply => {
                let (left, right) = (plain_type(state, scope, left)?, plain_type(state, scope, right)?);
                match left == right && matches!(left.as_str(), "integer" | "bigint" | "numeric" | "double precision") {
                    true => builtin(&left),
                    false => not_modelled("the type of an operator's result"),
                }
            }
            _ => not_modelled("the type of an operator's result"),
        },
        _ => not_modelled("the type of an expression"),
    }
}

/// A built-in type without its modifiers; with a collation of its own there is none.
fn plain_type(state: &State, scope: &Scope, expr: &Expr) -> Step<String> {
    let (data_type, collation) = type_of(state, scope, expr)?;
    if data_type.schema.is_some() || data_type.array || collation.is_some() {
        return not_modelled("the type of an expression");
    }
    Ok(data_type.name)
}

/// The results of the commonest functions. Source: PostgreSQL, "Chapter 9. Functions and Operators".
fn of_call(state: &State, scope: &Scope, expr: &Expr, function: &ast::Function) -> Step<(DataType, Option<String>)> {
    let builtin = |name: &str| Ok((DataType::builtin(name), None));
    let name = natural_name(expr).unwrap_or_default();
    if state.catalog.functions.values().any(|own| own.name.name == name) {
        return not_modelled("the type of a function's result");
    }
    let mut arguments = Vec::new();
    if let ast::FunctionArguments::List(list) = &function.args {
        for argument in &list.args {
            match argument {
                ast::FunctionArg::Unnamed(ast::FunctionArgExpr::Expr(inner)) => arguments.push(inner),
                _ if name == "count" => return builtin("bigint"),
                _ => return not_modelled("the type of a function's result"),
            }
        }
    }
    let first = || arguments.first().map_or_else(|| not_modelled("a function without arguments"), |inner| plain_type(state, scope, inner));
    match name.as_str() {
        "count" => builtin("bigint"),
        "now" | "current_timestamp" if arguments.is_empty() => builtin("timestamptz"),
        "current_date" => builtin("date"),
        "lower" | "upper" | "btrim" | "ltrim" | "rtrim" | "initcap" if matches!(first()?.as_str(), "text" | "character varying") => {
            builtin("text")
        }
        "length" | "char_length" if matches!(first()?.as_str(), "text" | "character varying") => builtin("integer"),
        "sum" => match first()?.as_str() {
            "integer" | "smallint" => builtin("bigint"),
            "bigint" | "numeric" => builtin("numeric"),
            _ => not_modelled("the type of a sum"),
        },
        "max" | "min" if arguments.len() == 1 => match first()?.as_str() {
            plain @ ("integer"
            | "smallint"
            | "bigint"
            | "numeric"
            | "date"
            | "timestamp with time zone"
            | "timestamp without time zone"
            | "text") => builtin(plain),
            _ => not_modelled("the type of a maximum"),
        },
        // Of one type without a length all through; PostgreSQL would cast where they differ.
        "coalesce" => {
            let plain = first()?;
            let bare = |inner: &&Expr| type_of(state, scope, inner).is_ok_and(|(data_type, _)| data_type.modifiers.is_empty());
            let same = |inner: &&Expr| plain_type(state, scope, inner).is_ok_and(|other| other == plain);
            match arguments.iter().all(|inner| bare(inner) && same(inner)) {
                true => builtin(&plain),
                false => not_modelled("the type of a COALESCE"),
            }
        }
        _ => not_modelled("the type of a function's result"),
    }
}
