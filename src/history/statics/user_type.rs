//! CREATE, ALTER and DROP of enums, composite types and domains.
//!
//! Never happens: a new name of an enum's value that an expression uses otherwise than as a column's default.

use super::cursor::Cursor;
use super::state::{State, quoted};
use super::table_options::definition;
use super::token::Kind;
use super::{Step, column, drop, expressions, not_modelled, privilege, rename, types};
use crate::catalog::{ColumnValue, DataType, Definition, EnumType, Expression, QualifiedName};

/// After CREATE TYPE.
pub(super) fn create(cursor: &mut Cursor, state: &mut State) -> Step<()> {
    let path = cursor.path()?;
    let name = new_type(state, &path)?;
    privilege::refuse_defaults(state, "TYPES")?;
    cursor.expect("as")?;
    if cursor.take("enum") {
        let mut values = Vec::new();
        cursor.expect_sign("(")?;
        while !cursor.sees_sign(")") {
            values.push(cursor.string()?);
            if !cursor.take_sign(",") {
                break;
            }
        }
        cursor.expect_sign(")")?;
        cursor.end()?;
        state.put_enum(EnumType { name, values, comment: None });
        return Ok(());
    }
    if !cursor.sees_sign("(") {
        return not_modelled("a type of this kind");
    }
    composite(cursor, state, &name)
}

fn new_type(state: &State, path: &[String]) -> Step<QualifiedName> {
    let name = state.new_name(path)?;
    if types::stands(state, &name) || state.relation(&name).is_some() {
        return not_modelled(format!("{name} stands already"));
    }
    Ok(name)
}

fn composite(cursor: &mut Cursor, state: &mut State, name: &QualifiedName) -> Step<()> {
    let path = name.sql().to_string();
    let mut attributes: Vec<(String, String)> = Vec::new();
    cursor.expect_sign("(")?;
    loop {
        let attribute = cursor.name()?;
        let data_type = types::read(cursor, state)?;
        if cursor.sees("collate") {
            return not_modelled("a collation of an attribute");
        }
        attributes.push((attribute, data_type.to_string()));
        if !cursor.take_sign(",") {
            break;
        }
    }
    cursor.expect_sign(")")?;
    cursor.end()?;
    let list: Vec<String> = attributes.iter().map(|(name, data_type)| format!("{} {data_type}", quoted(name))).collect();
    state.put_definition(Definition {
        kind: "composite type".to_string(),
        name: path.clone(),
        definition: String::new(),
        create: format!("CREATE TYPE {path} AS ({})", list.join(", ")),
        drop: format!("DROP TYPE {path}"),
        replace: Some(String::new()),
        shape: attributes.iter().map(|(name, _)| name.clone()).collect(),
        within: None,
        included: false,
    });
    for (attribute, data_type) in attributes {
        let attribute = quoted(&attribute);
        state.put_definition(Definition {
            kind: "attribute".to_string(),
            name: format!("{path}.{attribute}"),
            definition: data_type.clone(),
            create: format!("ALTER TYPE {path} ADD ATTRIBUTE {attribute} {data_type}"),
            drop: format!("ALTER TYPE {path} DROP ATTRIBUTE {attribute}"),
            replace: Some(format!("ALTER TYPE {path} ALTER ATTRIBUTE {attribute} TYPE {data_type}")),
            shape: Vec::new(),
            within: Some(format!("composite type {path}")),
            included: true,
        });
    }
    Ok(())
}

/// After ALTER TYPE.
pub(super) fn alter(cursor: &mut Cursor, state: &mut State) -> Step<()> {
    let path = cursor.path()?;
    let Some(name) = types::find(state, &path) else { return not_modelled(format!("a type {} that is not known", path.join("."))) };
    if cursor.take("owner to") {
        cursor.name()?;
        return cursor.end();
    }
    let Some(standing) = state.catalog.enums.get(&name).cloned() else { return not_modelled("a change of a type that is no enum") };
    if cursor.take("add value") {
        return add_value(cursor, state, standing);
    }
    if cursor.take("rename value") {
        let old = cursor.string()?;
        cursor.expect("to")?;
        let new = cursor.string()?;
        cursor.end()?;
        return rename_value(state, standing, &old, &new);
    }
    let new = if cursor.take("rename to") {
        QualifiedName::new(name.schema.clone(), cursor.name()?)
    } else {
        cursor.expect("set schema")?;
        state.new_name(&[cursor.name()?, name.name.clone()])?
    };
    cursor.end()?;
    if types::stands(state, &new) || state.relation(&new).is_some() {
        return not_modelled(format!("{new} stands already"));
    }
    let tables: Vec<QualifiedName> = state.catalog.tables.keys().cloned().collect();
    drop::type_is_unused(state, &name, &tables)?;
    if state.catalog.definitions.values().any(|definition| definition.within.as_deref() == Some(&format!("enum {name}"))) {
        return not_modelled("a new name of a type with privileges");
    }
    rename::type_in_tables(state, &name, &new)?;
    state.take_enum(&name);
    state.put_enum(EnumType { name: new, ..standing });
    Ok(())
}

fn add_value(cursor: &mut Cursor, state: &mut State, mut standing: EnumType) -> Step<()> {
    let may_stand = cursor.take("if not exists");
    let value = cursor.string()?;
    let mut at = standing.values.len();
    let place = |values: &[String], other: &str| values.iter().position(|value| value == other);
    if cursor.take("before") {
        let other = cursor.string()?;
        let Some(found) = place(&standing.values, &other) else { return not_modelled(format!("no value {other}")) };
        at = found;
    } else if cursor.take("after") {
        let other = cursor.string()?;
        let Some(found) = place(&standing.values, &other) else { return not_modelled(format!("no value {other}")) };
        at = found + 1;
    }
    cursor.end()?;
    if standing.values.contains(&value) {
        return if may_stand { Ok(()) } else { not_modelled(format!("a value {value} stands already")) };
    }
    standing.values.insert(at, value);
    state.put_enum(standing);
    Ok(())
}

fn rename_value(state: &mut State, mut standing: EnumType, old: &str, new: &str) -> Step<()> {
    let (Some(at), false) = (standing.values.iter().position(|value| value == old), standing.values.iter().any(|value| value == new))
    else {
        return not_modelled(format!("no value {old}, or a value {new}"));
    };
    let holds = |text: &str| text.contains(old);
    let readers = state.catalog.definitions.values().any(|definition| holds(&definition.definition))
        || state
            .catalog
            .functions
            .values()
            .any(|function| function.options.sql_body && holds(&function.body) || holds(&function.arguments));
    if readers {
        return not_modelled("a new name of a value that something may use");
    }
    let mut defaults = Vec::new();
    for table in state.catalog.tables.values() {
        if !table.columns.values().any(|column| column.data_type.user_name().as_ref() == Some(&standing.name)) {
            continue;
        }
        let in_expressions = table.checks.values().any(|check| holds(&check.expression.written))
            || table.indexes.values().any(|index| {
                index.predicate.as_ref().is_some_and(|predicate| holds(&predicate.written))
                    || index.keys.iter().any(|key| matches!(&key.value, crate::catalog::IndexKeyValue::Expression(e) if holds(&e.written)))
            })
            || table.triggers.values().any(|trigger| trigger.condition.as_ref().is_some_and(|condition| holds(&condition.written)));
        if in_expressions {
            return not_modelled("a new name of a value that an expression may use");
        }
        for column in table.columns.values().filter(|column| column.data_type.user_name().as_ref() == Some(&standing.name)) {
            if let ColumnValue::Default(expression) = &column.value
                && holds(&expression.written)
            {
                defaults.push((table.name.clone(), column.name.clone(), expression.written.clone()));
            }
        }
    }
    for (table, column, written) in defaults {
        let all = super::token::tokens(&written)?;
        let [constant, ..] = all.as_slice() else { continue };
        if constant.kind != Kind::Text || all.iter().filter(|token| token.kind == Kind::Text).count() != 1 {
            return not_modelled("a new name of a value that a default may use");
        }
        if constant.value == old {
            let text = expressions::replaced(&written, std::slice::from_ref(&constant.range), crate::sql::quote_literal(new).as_str());
            if let Some(column) = state.table_mut(&table)?.columns.get_mut(&column) {
                column.value = ColumnValue::Default(Expression::new(text));
            }
        }
    }
    standing.values[at] = new.to_string();
    state.put_enum(standing);
    Ok(())
}

/// After DROP TYPE or DROP DOMAIN.
pub(super) fn drop(cursor: &mut Cursor, state: &mut State) -> Step<()> {
    let may_lack = cursor.take("if exists");
    let mut paths = vec![cursor.path()?];
    while cursor.take_sign(",") {
        paths.push(cursor.path()?);
    }
    // What would go under CASCADE is refused below.
    cursor.cascades();
    cursor.end()?;
    for path in paths {
        let Some(name) = types::find(state, &path) else {
            if may_lack {
                continue;
            }
            return not_modelled(format!("a type {} that is not known", path.join(".")));
        };
        drop::type_is_unused(state, &name, &[])?;
        if state.take_enum(&name).is_some() {
            drop::forget_parts(state, &format!("enum {name}"));
            continue;
        }
        let path = name.sql().to_string();
        let Some(kind) = ["composite type", "domain"].into_iter().find(|kind| state.take_definition(&format!("{kind} {path}")).is_some())
        else {
            return not_modelled("a type of this kind");
        };
        drop::forget_parts(state, &format!("{kind} {path}"));
    }
    Ok(())
}

/// After CREATE DOMAIN.
pub(super) fn create_domain(cursor: &mut Cursor, state: &mut State) -> Step<()> {
    let path = cursor.path()?;
    let name = new_type(state, &path)?;
    privilege::refuse_defaults(state, "TYPES")?;
    cursor.take("as");
    let data_type = types::read(cursor, state)?;
    let mut base = data_type.to_string();
    let (mut default, mut not_null) = (None, false);
    let mut checks: Vec<(String, Expression)> = Vec::new();
    loop {
        if cursor.take("collate") {
            if let Some(collation) = column::collation(cursor)? {
                base.push_str(&format!(" COLLATE pg_catalog.{}", quoted(&collation)));
            }
            continue;
        }
        let given = if cursor.take("constraint") { Some(cursor.name()?) } else { None };
        if cursor.take("not null") {
            not_null = true;
        } else if cursor.take("null") {
        } else if cursor.take("default") {
            let text = cursor.until(|cursor| ["constraint", "not", "null", "check", "collate"].iter().any(|word| cursor.sees(word)))?;
            default = Some(expressions::default(state, &data_type, &text)?);
        } else if cursor.take("check") {
            let text = cursor.bracketed()?;
            let constraint = match given {
                Some(given) => given,
                None => {
                    let taken = |name: &QualifiedName| state.constraint_exists(name) || checks.iter().any(|(other, _)| *other == name.name);
                    super::names::choose(&name.schema, &name.name, "", "check", taken).name
                }
            };
            checks.push((constraint, domain_check(state, &data_type, &text)?));
        } else if given.is_some() {
            return cursor.unexpected("a constraint");
        } else {
            break;
        }
    }
    cursor.end()?;
    put_domain(state, &name, &base, default, not_null, checks)
}

/// An expression over VALUE.
fn domain_check(state: &State, data_type: &DataType, text: &str) -> Step<Expression> {
    let tokens = super::token::tokens(text)?;
    if let Some(other) = expressions::names(&tokens, "").into_iter().find(|name| name.value != "value") {
        return not_modelled(format!("`{}` in a domain's check", other.value));
    }
    // PostgreSQL prints VALUE in capitals.
    let places: Vec<_> = tokens.iter().filter(|token| token.is_word("value")).map(|token| token.range.clone()).collect();
    expressions::comparable(state, &expressions::replaced(text, &places, "VALUE"), [super::constants::class(state, data_type)])
}

fn put_domain(
    state: &mut State,
    name: &QualifiedName,
    base: &str,
    default: Option<Expression>,
    not_null: bool,
    mut checks: Vec<(String, Expression)>,
) -> Step<()> {
    let path = name.sql().to_string();
    let within = || Some(format!("domain {path}"));
    checks.sort_by(|one, other| one.0.cmp(&other.0));
    let mut create = format!("CREATE DOMAIN {path} AS {base}");
    if let Some(default) = &default {
        create.push_str(&format!(" DEFAULT {}", default.written));
    }
    if not_null {
        create.push_str(" NOT NULL");
    }
    for (check, expression) in &checks {
        create.push_str(&format!("\n    CONSTRAINT {} CHECK ({})", quoted(check), expression.written));
    }
    state.put_definition(definition("domain", path.clone(), base.to_string(), create, format!("DROP DOMAIN {path}"), None, None));
    let alter = format!("ALTER DOMAIN {path}");
    if let Some(default) = default {
        let set = format!("{alter} SET DEFAULT {}", default.written);
        let mut part = definition(
            "default of domain",
            path.clone(),
            default.written,
            set.clone(),
            format!("{alter} DROP DEFAULT"),
            Some(set),
            within(),
        );
        part.included = true;
        state.put_definition(part);
    }
    if not_null {
        let (set, unset) = (format!("{alter} SET NOT NULL"), format!("{alter} DROP NOT NULL"));
        let mut part = definition("not null of domain", path.clone(), "NOT NULL".to_string(), set, unset, None, within());
        part.included = true;
        state.put_definition(part);
    }
    for (check, expression) in checks {
        let (check, text) = (quoted(&check), format!("CHECK ({})", expression.written));
        let add = format!("{alter} ADD CONSTRAINT {check} {text}");
        let mut part = definition(
            "domain constraint",
            format!("{check} on {path}"),
            text,
            add,
            format!("{alter} DROP CONSTRAINT {check}"),
            None,
            within(),
        );
        part.included = true;
        state.put_definition(part);
    }
    Ok(())
}
